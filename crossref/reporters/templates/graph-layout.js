"use strict";
// Where the graph's lists go, and how lines run between them. Everything follows from the order of the lists.

/**
 * Places lists as cards in columns, one group of lists after the other: the documents', then the entries'.
 * A list is { title, count, rows }, a row { node, text, below, indent }. Returns the cards with their places, the spot of each node
 * (the middle of its row, and its card), and the size of it all.
 */
const placed = (() => {
  const WIDEST = 280, NARROWEST = 130, LANE = 80, GAP = 22, LINE = 16, LINES = 3, ROW = 24, HEAD = 28, LEAST = 520, SHAPE = 0.8;
  const pen = document.createElement("canvas").getContext("2d");
  const font = `13px ${getComputedStyle(document.body).fontFamily}`;

  /** The lines that a text takes in a room, broken where a row may be broken. */
  const lines = (text, room) => {
    let count = 1, used = 0;
    for (const piece of breakable(text)) {
      const width = pen.measureText(piece).width;
      if (used && used + width > room) {
        count += 1;
        used = 0;
      }
      count += Math.floor((used + width) / room);
      used = (used + width) % room;
    }
    return Math.min(LINES, count);
  };
  const measured = (row) => {
    pen.font = row.bold ? `bold ${font}` : font;
    const around = row.indent + 22;
    const width = Math.min(WIDEST, Math.max(NARROWEST, pen.measureText(row.text).width + around));
    return { ...row, width, height: ROW + LINE * (lines(row.text, WIDEST - around) - (row.below ? 0 : 1)) };
  };

  /** The cards of some lists from x on; a list that is too long for its column goes on in the next. */
  const flow = (lists, x, height) => {
    const columns = [[]];
    let y = 0;
    for (const { title, count, rows } of lists) {
      for (let from = 0; from < rows.length;) {
        const head = title || from ? HEAD : 0;
        let to = from, end = y + head;
        while (to < rows.length && end + rows[to].height <= height) end += rows[to++].height;
        if (to < rows.length && to - from < 4 && y) {
          columns.push([]);
          y = 0;
          continue;
        }
        if (to === from) end += rows[to++].height;
        columns.at(-1).push({ y, head, height: end - y + 8, title: title || rows[0].text, count, from, rows: rows.slice(from, to) });
        y = end + 8 + GAP;
        from = to;
      }
    }
    return columns.flatMap((cards) => {
      const width = Math.max(NARROWEST, ...cards.flatMap((card) => card.rows.map((row) => row.width)));
      const column = cards.map((card) => ({ ...card, x, width }));
      x += width + LANE;
      return column;
    });
  };

  return (...groups) => {
    const ready = groups.map((lists) => lists.map((list) => ({ ...list, rows: list.rows.map(measured) })));
    const area = (row) => row.height * (row.width + LANE);
    const total = ready.flat(2).reduce((sum, list) => sum + list.rows.reduce((all, row) => all + area(row), 0) + GAP * WIDEST, 0);
    const height = Math.max(LEAST, Math.sqrt(total / SHAPE));
    const cards = [];
    for (const lists of ready) cards.push(...flow(lists, cards.length ? cards.at(-1).x + cards.at(-1).width + 1.5 * LANE : LANE, height));
    const bottom = Math.max(LEAST, ...cards.map((card) => card.y + card.height));
    const first = cards.filter((card) => card.x === LANE);
    if (first.length === ready[0].length) { // a few documents are spread over the height
      const gap = (bottom - first.at(-1)?.y - first.at(-1)?.height) / first.length;
      first.forEach((card, number) => { card.y += gap * (number + 0.5); });
    }
    const spots = new Map();
    for (const card of cards) {
      let y = card.y + card.head + 4;
      for (const { node, height } of card.rows) {
        spots.set(node, { x: card.x, y: y + height / 2, width: card.width, card });
        y += height;
      }
    }
    return { cards, spots, width: Math.max(0, ...cards.map((card) => card.x + card.width)) + LANE, height: bottom };
  };
})();

/** A text in the pieces between which it may be broken: paths and names of variables have no spaces. */
const breakable = (text) => text.split(/(?<=[/_.:\s-])/);

/** A line with an arrow from spot to spot, as the data of an SVG path; within a column it runs around on the left. */
const curve = (from, to, shift) => {
  const same = from.x === to.x, forward = from.x < to.x;
  const x1 = from.x + (forward ? from.width : 0), y1 = from.y + shift;
  const x2 = to.x + (forward || same ? 0 : to.width), y2 = to.y + shift;
  const bend = same ? -Math.min(68, 24 + Math.abs(y1 - y2) / 6) : (x2 - x1) * 0.45;
  const tip = x2 + (same || forward ? -6 : 6);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 + (same ? bend : -bend)} ${y2} ${x2} ${y2}`
    + `M${tip} ${y2 - 3.5}L${x2} ${y2}L${tip} ${y2 + 3.5}`;
};
