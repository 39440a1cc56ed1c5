"use strict";
// Draws the graph: documents on the left, their sections if unfolded, and on the right the entries by kind, as lists in columns
// whose places follow from the order of the nodes alone. Lines run from document to document and to kinds of entries; for the
// node that is pointed at or chosen, from it to each of its neighbours. What is chosen stands in the address (#node=…&text=…).
(() => {
  const WIDTH = 280, NARROW = 130, LANE = 80, GAP = 22, ROW = 24, LINE = 16, INDENT = 14, LEAST = 520, SHAPE = 1.5;
  const WORDS = {
    contains: ["contains", "stands in"], links: ["links to", "linked from"], declares: ["declares", "declared in"],
    mentions: ["mentions", "mentioned in"], counterpart: ["has its counterpart in", "is the counterpart of"],
    supersedes: ["supersedes", "superseded by"],
  };
  const find = (id) => document.getElementById(id);
  const [view, sizer, sheet, back, front, panel, overview] =
    ["view", "sizer", "sheet", "back", "front", "details", "overview"].map(find);
  const form = find("controls");
  const data = JSON.parse(find("network").textContent);
  const nodes = data.nodes.map((node, number) => ({ ...node, number, parent: null, children: [], edges: [] }));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const edges = data.edges.map(([source, target, kind, path, line]) =>
    ({ source: nodes[source], target: nodes[target], kind, path, line }));
  const boxes = [...form.querySelectorAll("fieldset input")];
  const off = (sort, kind) => boxes.some((box) => box.name === sort && box.value === kind && !box.checked);
  const isSection = (node) => node.kind === "section";
  const isEntry = (node) => node.kind !== "document" && !isSection(node);
  const label = (node) => (node.kind === "document" ? node.path || node.id : node.name || node.id);
  const open = new Set(); // nodes whose sections are unfolded
  const spots = new Map(); // node -> { x, y, card } of its row
  const rows = new Map(); // node -> its row's element
  let chosen = null, pointed = null, current = null, scale = 1, size = { width: 0, height: 0 };

  for (const edge of edges) {
    edge.source.edges.push(edge);
    if (edge.target !== edge.source) edge.target.edges.push(edge);
    if (edge.kind === "contains" && !edge.target.parent && edge.target !== edge.source) {
      edge.target.parent = edge.source;
      edge.source.children.push(edge.target);
    }
  }
  const within = (node) => [node, ...node.children.flatMap(within)];

  // -- what is shown -------------------------------------------------------------------------------------------------

  /** The node that stands for another in the drawing: for a folded section its document; null if its kind is filtered out. */
  const stand = (node) => {
    let shown = node;
    for (let at = node; isSection(at) && at.parent; at = at.parent) {
      if (!open.has(at.parent) || off("node", "section")) shown = at.parent;
    }
    return spots.has(shown) ? shown : null;
  };
  const unfold = (node) => {
    open.add(node);
    if (node.children.length === 1) unfold(node.children[0]);
  };
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `13px ${getComputedStyle(document.body).fontFamily}`;
  const pieces = (text) => text.split(/(?<=[/_.:\s-])/);
  const lines = (text, room) => {
    let count = 1, used = 0;
    for (const width of pieces(text).map((piece) => pen.measureText(piece).width)) {
      const more = used && used + width > room;
      used = more ? width : used + width;
      count += more + Math.floor(used / room);
      used %= room;
    }
    return Math.min(3, count);
  };
  /** A row of the drawing: its height, and the width that its name would take on one line. */
  const row = (node, depth) => {
    const title = node.kind === "document" && node.name ? 1 : 0;
    const around = 28 + (isEntry(node) ? 0 : 24) + depth * INDENT;
    pen.font = pen.font.replace(/^(bold )?/, title ? "bold " : "");
    const wanted = Math.min(WIDTH, Math.max(NARROW, pen.measureText(label(node)).width + around));
    return { node, depth, wanted, height: ROW + LINE * (lines(label(node), WIDTH - around) - 1 + title) };
  };
  const outline = (node, depth) => {
    const below = open.has(node) && !off("node", "section") ? node.children : [];
    return [row(node, depth), ...below.flatMap((child) => outline(child, depth + 1))];
  };
  const heightOf = (list) => list.reduce((sum, each) => sum + each.height, 0);

  /** Lists as cards in columns of a height, from x on; a list that is too long goes on in the next column. */
  const flow = (lists, x, height) => {
    const columns = [[]];
    let y = 0;
    for (const { title, rows: all } of lists) {
      for (let from = 0; from < all.length;) {
        const head = title || from ? ROW + 4 : 0;
        let to = from, end = y + head;
        while (to < all.length && end + all[to].height <= height) end += all[to++].height;
        if (to < all.length && to - from < 4 && y) {
          columns.push([]);
          y = 0;
          continue;
        }
        if (to === from) end += all[to++].height;
        const name = title || (from ? label(all[0].node) : "");
        columns.at(-1).push({ y, head, height: end - y + 8, title: name, from, count: all.length, rows: all.slice(from, to) });
        y = end + 8 + GAP;
        from = to;
      }
    }
    return columns.flatMap((cards) => {
      const width = Math.max(...cards.flatMap((card) => card.rows.map((each) => each.wanted)), NARROW);
      const placed = cards.map((card) => ({ ...card, x, width }));
      x += width + LANE;
      return placed;
    });
  };

  const arrange = () => {
    const roots = nodes.filter((node) => !isEntry(node) && !node.parent && !off("node", "document"));
    const left = roots.map((root) => ({ rows: outline(root, 0) }));
    const right = data.kinds.filter((kind) => !["document", "section"].includes(kind) && !off("node", kind))
      .map((kind) => ({ title: kind, rows: nodes.filter((node) => node.kind === kind).map((node) => row(node, 0)) }));
    const total = [...left, ...right].reduce((sum, list) => sum + heightOf(list.rows) + ROW + GAP, 0);
    const height = Math.max(LEAST, Math.sqrt((total * (WIDTH + LANE) * 0.8) / SHAPE));
    const documents = flow(left, LANE, height);
    const start = documents.length ? documents.at(-1).x + documents.at(-1).width + LANE * 1.5 : LANE;
    const cards = [...documents, ...flow(right, start, height)];
    const bottom = Math.max(LEAST, ...cards.map((card) => card.y + card.height));
    if (documents.length && documents.at(-1).x === LANE) { // a few documents are spread over the height
      const gap = (bottom - documents.at(-1).y - documents.at(-1).height) / documents.length;
      documents.forEach((card, number) => { card.y += gap * (number + 0.5); });
    }
    size = { width: Math.max(0, ...cards.map((card) => card.x + card.width)) + LANE / 2, height: bottom };
    spots.clear();
    for (const card of cards) {
      let y = card.y + card.head + 4;
      for (const each of card.rows) {
        spots.set(each.node, { x: card.x, y: y + each.height / 2, width: card.width, card });
        y += each.height;
      }
    }
    return cards;
  };

  // -- drawing -------------------------------------------------------------------------------------------------------

  const make = (tag, style, text, ...children) => {
    const made = document.createElement(tag);
    if (style) made.className = style;
    if (text) made.textContent = text;
    made.append(...children);
    return made;
  };
  const hue = (element, kind) => element.style.setProperty("--hue", Math.round((data.kinds.indexOf(kind) * 137.5) % 360));
  const place = (element, x, y, width, height) =>
    Object.assign(element.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });

  const drawRow = ({ node, depth, height }) => {
    const name = make("button", "name", "", ...pieces(label(node)).flatMap((piece) => [piece, make("wbr")]));
    Object.assign(name, { type: "button", tabIndex: -1, title: node.name || "" });
    name.dataset.number = node.number;
    const made = make("div", "row", "", name);
    made.style.height = `${height}px`;
    made.style.paddingLeft = `${4 + depth * INDENT}px`;
    if (node.kind === "document" && node.name) name.append(make("small", "", node.name));
    const fold = make("button", "fold", node.children.length ? (open.has(node) ? "▾" : "▸") : "");
    if (node.children.length && !off("node", "section")) {
      Object.assign(fold, { type: "button", tabIndex: -1, ariaLabel: `Sections of ${label(node)}`, ariaExpanded: open.has(node) });
      fold.dataset.fold = node.number;
    } else fold.disabled = true;
    if (!isEntry(node)) made.prepend(fold);
    rows.set(node, made);
    return made;
  };
  const draw = () => {
    const hadFocus = sheet.contains(document.activeElement);
    const cards = arrange();
    rows.clear();
    sheet.querySelectorAll(".node-card").forEach((card) => card.remove());
    for (const card of cards) {
      const made = make("section", "node-card");
      hue(made, card.rows[0].node.kind);
      place(made, card.x, card.y, card.width, card.height);
      if (card.title) {
        made.append(make("h3", "", `${card.title}${card.from ? ", continued" : ""} `, make("small", "", card.from ? "" : card.count)));
      }
      made.append(...card.rows.map(drawRow));
      sheet.insertBefore(made, front);
    }
    for (const svg of [back, front]) {
      svg.setAttribute("width", size.width);
      svg.setAttribute("height", size.height);
    }
    back.replaceChildren(...strokes(edges, cardSpot));
    zoom(scale);
    mark();
    if (hadFocus && current) rows.get(stand(current))?.querySelector(".name").focus();
  };

  const curve = (from, to, shift) => {
    const same = from.x === to.x;
    const forward = from.x < to.x;
    const x1 = from.x + (forward ? from.width : 0), x2 = to.x + (forward || same ? 0 : to.width);
    const bend = same ? -Math.min(LANE * 0.85, 24 + Math.abs(from.y - to.y) / 6) : (x2 - x1) * 0.45;
    const tip = same || forward ? -6 : 6;
    const y1 = from.y + shift, y2 = to.y + shift;
    return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 + (same ? bend : -bend)} ${y2} ${x2} ${y2}`
      + `M${x2 + tip} ${y2 - 3.5}L${x2} ${y2}L${x2 + tip} ${y2 + 3.5}`;
  };
  /** Lines for edges, one for each kind between the same two spots, wider where they stand for many. */
  const strokes = (list, spot) => {
    const drawn = new Map(), kinds = Object.keys(WORDS);
    for (const edge of list) {
      const ends = [stand(edge.source), stand(edge.target)];
      if (edge.kind === "contains" || off("edge", edge.kind) || !ends[0] || !ends[1] || ends[0] === ends[1]) continue;
      const [from, to] = ends.map(spot);
      if (from.x === to.x && from.y === to.y) continue;
      const shape = curve(from, to, 2 * (kinds.indexOf(edge.kind) - kinds.length / 2));
      const key = edge.kind + shape;
      if (!drawn.has(key)) drawn.set(key, { kind: edge.kind, shape, count: 0 });
      drawn.get(key).count += 1;
    }
    return [...drawn.values()].map(({ kind, shape, count }) => {
      const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
      line.setAttribute("d", shape);
      line.setAttribute("stroke-width", (1 + Math.log2(count) / 4).toFixed(2));
      line.dataset.kind = kind;
      return line;
    });
  };
  /** Where the lines of the whole end: at the list of an entry, at the document of a section. */
  const cardSpot = (node) => {
    const spot = spots.get(node);
    return isEntry(node) ? { ...spot, y: spot.card.y + spot.card.head / 2 } : node.parent ? cardSpot(node.parent) : spot;
  };

  /** Shows what is chosen, pointed at or searched for, in rows and lines. */
  const mark = () => {
    const node = chosen || pointed;
    const found = node ? [] : matches();
    const list = node ? edgesOf(node).map(({ edge }) => edge).filter((edge) => !off("edge", edge.kind)) : [];
    const near = new Set([...found, ...list.flatMap((edge) => [edge.source, edge.target])].map(stand));
    if (node) near.add(stand(node));
    sheet.classList.toggle("focused", Boolean(node) || searched() !== "");
    for (const [each, element] of rows) {
      element.classList.toggle("near", near.has(each));
      element.classList.toggle("chosen", each === (node && stand(node)));
      const name = element.querySelector(".name");
      name.setAttribute("aria-pressed", each === chosen);
      name.tabIndex = -1;
    }
    const first = stand(current || chosen || nodes[0]) || rows.keys().next().value;
    if (first) rows.get(first).querySelector(".name").tabIndex = 0;
    front.replaceChildren(...strokes(list, (each) => spots.get(each)));
  };

  // -- the panel -----------------------------------------------------------------------------------------------------

  /** The edges of a node and of the sections in it, each with its direction and its other end. */
  const edgesOf = (node) => {
    const inside = new Set(within(node));
    const found = new Set([...inside].flatMap((each) => each.edges));
    return [...found].flatMap((edge) => {
      const out = edge.source === node || (inside.has(edge.source) && edge.target !== node);
      const other = out ? edge.target : edge.source;
      if (inside.has(edge.source) && inside.has(edge.target) && edge.source !== node && edge.target !== node) return [];
      return [{ edge, out, other }];
    });
  };
  const places = (list) => {
    const lines = new Map();
    for (const { path, line } of list) if (path) lines.set(path, [...new Set([...(lines.get(path) || []), line])]);
    return [...lines].map(([path, numbers]) => `${path}:${numbers.sort((a, b) => a - b).join(", ")}`).join("; ");
  };
  const item = (node, where, path) => {
    const link = make("a", "", label(node));
    link.href = `#${new URLSearchParams({ node: node.id })}`;
    link.dataset.number = node.number;
    const around = isSection(node) ? [node.parent?.parent && label(node.parent), node.path !== path && node.path] : [];
    const kind = [node.kind, ...around.filter(Boolean)].join(" in ");
    const made = make("li", "", "", link, " ", make("small", "kind", kind));
    if (where) made.append(make("span", "place", where));
    return made;
  };
  const group = (title, items) => {
    const made = make("details", "", "", make("summary", "", `${title} `, make("small", "", items.length)), make("ul", "", "", ...items));
    made.open = items.length <= 40;
    return made;
  };
  const describe = (node) => {
    const groups = new Map();
    for (const { edge, out, other } of edgesOf(node)) {
      if (off("edge", edge.kind)) continue;
      const title = (WORDS[edge.kind] || [edge.kind, `${edge.kind} from`])[out ? 0 : 1];
      if (!groups.has(title)) groups.set(title, new Map());
      groups.get(title).set(other, [...(groups.get(title).get(other) || []), edge]);
    }
    const kind = make("span", "badge kind", node.kind);
    hue(kind, node.kind);
    const title = make("h2", "", label(node));
    title.tabIndex = -1;
    const parts = [title, make("p", "", "", kind, " ", make("span", "place", places([node])))];
    if (node.kind === "document") parts.splice(1, 0, make("p", "", node.name));
    for (const [title, others] of groups) {
      parts.push(group(title, [...others].map(([other, list]) => item(other, places(list), list[0].path))));
    }
    if (!groups.size) parts.push(make("p", "dim", "No edges."));
    return parts;
  };
  const searched = () => form.elements.text.value.trim().toLowerCase();
  const matches = () => {
    const words = searched().split(/\s+/);
    const text = (node) => `${label(node)} ${isSection(node) ? "" : node.name || ""}`.toLowerCase();
    return words[0] ? nodes.filter((node) => !off("node", node.kind) && words.every((word) => text(node).includes(word))) : [];
  };
  const results = () => {
    const found = matches();
    const kinds = [...data.kinds.filter((kind) => kind !== "section"), "section"].map((kind) => [kind, found.filter((node) => node.kind === kind)]).filter(([, list]) => list.length);
    return [make("h2", "", `${found.length} found`), ...kinds.map(([kind, list]) => group(kind, list.map((node) => item(node, places([node]), node.path))))];
  };
  const tell = () => {
    const parts = chosen ? describe(chosen) : searched() ? results() : [];
    if (chosen) {
      const close = make("button", "close", searched() ? "Back to what was found" : "Close");
      close.type = "button";
      parts.unshift(close);
    }
    panel.replaceChildren(...parts);
    overview.hidden = parts.length > 0;
    panel.parentElement.scrollTop = 0;
    if (chosen) panel.parentElement.scrollIntoView({ block: "nearest" }); // where it stands below the drawing
  };

  // -- choosing, searching, filtering ----------------------------------------------------------------------------------

  const write = (push) => {
    const wanted = new URLSearchParams();
    if (searched()) wanted.set("text", form.elements.text.value.trim());
    for (const box of boxes) if (!box.checked) wanted.append(`hide-${box.name}`, box.value);
    if (form.elements.sections.checked) wanted.set("sections", "all");
    if (chosen) wanted.set("node", chosen.id);
    try {
      history[push ? "pushState" : "replaceState"](null, "", `#${wanted}`);
    } catch { /* a page in a sandbox has no history */ }
  };
  const choose = (node) => {
    chosen = current = node;
    pointed = null;
    let changed = false;
    for (let at = node?.parent; at; at = at.parent) {
      changed = changed || !open.has(at);
      open.add(at);
    }
    if (changed) draw();
    else mark();
    tell();
    if (node) reveal(node);
  };
  const reveal = (node) => {
    const spot = spots.get(stand(node));
    if (!spot) return;
    const x = spot.x * scale, y = spot.y * scale, width = spot.width * scale;
    if (x < view.scrollLeft || x + width > view.scrollLeft + view.clientWidth) view.scrollLeft = x + width / 2 - view.clientWidth / 2;
    if (y < view.scrollTop + 20 || y > view.scrollTop + view.clientHeight - 20) view.scrollTop = y - view.clientHeight / 2;
  };
  const foldAll = () => {
    open.clear();
    if (form.elements.sections.checked) for (const node of nodes) if (node.children.length) open.add(node);
  };
  const toggle = (node) => {
    if (open.has(node)) open.delete(node);
    else unfold(node);
    current = node;
    draw();
  };
  const read = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    form.elements.text.value = wanted.get("text") || "";
    form.elements.sections.checked = wanted.get("sections") === "all";
    for (const box of boxes) box.checked = !wanted.getAll(`hide-${box.name}`).includes(box.value);
    foldAll();
    draw();
    choose(byId.get(wanted.get("node")) || null);
  };
  const zoom = (wanted, x = view.clientWidth / 2, y = view.clientHeight / 2) => {
    const before = scale;
    scale = Math.min(2, Math.max(0.15, wanted));
    sheet.style.transform = `scale(${scale})`;
    place(sizer, 0, 0, size.width * scale, size.height * scale);
    view.scrollLeft = ((view.scrollLeft + x) * scale) / before - x;
    view.scrollTop = ((view.scrollTop + y) * scale) / before - y;
  };
  const fit = () => Math.min(1, view.clientWidth / size.width, view.clientHeight / size.height);

  // -- keyboard and pointer --------------------------------------------------------------------------------------------

  const numbered = (event) => {
    const element = event.target.closest?.("[data-number]");
    return element ? nodes[element.dataset.number] : null;
  };
  const follow = (event) => {
    const node = numbered(event);
    if (!node || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    choose(node);
    write(true);
    if (event.currentTarget !== sheet) panel.querySelector("h2").focus();
  };
  const leave = () => {
    const node = chosen && stand(chosen);
    choose(null);
    write(true);
    if (node) rows.get(node).querySelector(".name").focus();
  };
  /** The next row in a direction: up and down through the lists, left and right to the column beside. */
  const neighbour = (node, key) => {
    const all = [...rows.keys()], at = all.indexOf(node), here = spots.get(node);
    const step = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[key];
    if (step !== undefined) return all[step];
    const beside = all.map((each) => ({ each, ...spots.get(each) })).filter(({ x }) => (key === "ArrowRight" ? x > here.x : x < here.x));
    const far = (spot) => Math.abs(spot.x - here.x) * 100 + Math.abs(spot.y - here.y);
    return beside.sort((one, other) => far(one) - far(other))[0]?.each;
  };
  sheet.addEventListener("keydown", (event) => {
    const node = numbered(event);
    if (!node || !/^(Arrow|Home|End)/.test(event.key) || event.altKey) return;
    event.preventDefault();
    const folds = node.children.length && !off("node", "section") && { ArrowRight: false, ArrowLeft: true }[event.key] === open.has(node);
    if (folds) toggle(node);
    else rows.get(neighbour(node, event.key))?.querySelector(".name").focus();
  });
  sheet.addEventListener("focusin", (event) => {
    current = numbered(event) || current;
    if (current && spots.has(current)) reveal(current);
  });
  for (const [type, target] of [["mouseover", numbered], ["mouseleave", () => null], ["focusin", numbered]]) {
    sheet.addEventListener(type, (event) => {
      const node = target(event);
      if (chosen || node === pointed) return;
      pointed = node;
      mark();
    });
  }
  sheet.addEventListener("click", (event) => {
    const fold = event.target.closest("[data-fold]");
    if (fold) toggle(nodes[fold.dataset.fold]);
    else follow(event);
  });
  panel.addEventListener("click", (event) => (event.target.closest(".close") ? leave() : follow(event)));
  overview.addEventListener("click", follow);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
    if (event.key === "/" && event.target !== form.elements.text) {
      event.preventDefault();
      form.elements.text.focus();
    }
  });
  view.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = view.getBoundingClientRect();
    zoom(scale * Math.exp(-event.deltaY / 300), event.clientX - left, event.clientY - top);
  }, { passive: false });
  view.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button || event.target.closest(".node-card")) return;
    view.setPointerCapture(event.pointerId);
    view.classList.add("held");
  });
  view.addEventListener("pointermove", (event) => {
    if (view.classList.contains("held")) view.scrollBy(-event.movementX, -event.movementY);
  });
  view.addEventListener("lostpointercapture", () => view.classList.remove("held"));

  form.addEventListener("input", (event) => {
    if (event.target === form.elements.sections) foldAll();
    chosen = null;
    if (event.target === form.elements.text) mark();
    else draw();
    tell();
    write(false);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    panel.querySelector("a")?.click();
  });
  form.addEventListener("reset", () => setTimeout(() => {
    foldAll();
    draw();
    leave();
  }));
  find("larger").addEventListener("click", () => zoom(scale * 1.25));
  find("smaller").addEventListener("click", () => zoom(scale / 1.25));
  find("fit").addEventListener("click", () => zoom(fit()));
  window.addEventListener("hashchange", read);
  for (const box of boxes) if (box.name === "node") hue(box.parentElement, box.value);
  find("filters").open = window.innerWidth > 900;
  for (const part of document.querySelectorAll("main [hidden]")) part.hidden = false;
  read();
  zoom(Math.max(0.65, fit()), 0, 0);
  if (chosen) reveal(chosen);
})();
