// Draws the graph: documents on the left, with their sections if unfolded, entries by kind on the right. Lines run between
// documents and kinds of entries; for the node that is pointed at or chosen, to each of its neighbours, and the panel lists them.
// What is chosen stands in the address too, so that a view can be linked to (#node=…&text=…&hide-edge=mentions).
(() => {
  const MANY = 30; // documents from which on they are listed by folder
  const WORDS = {
    contains: ["contains", "stands in"], links: ["links to", "linked from"], declares: ["declares", "declared in"],
    mentions: ["mentions", "mentioned in"], counterpart: ["has its counterpart in", "is the counterpart of"],
    supersedes: ["supersedes", "superseded by"],
  };
  const find = (id) => document.getElementById(id);
  const [form, view, sizer, sheet, panel, overview] = ["controls", "view", "sizer", "sheet", "details", "overview"].map(find);
  const { text: search, sections: unfoldAll } = form.elements;
  const boxes = [...form.querySelectorAll("fieldset input")];
  const data = JSON.parse(find("network").textContent);
  const nodes = data.nodes.map((node, number) => ({ ...node, number, parent: null, children: [], edges: [] }));
  const edges = data.edges.map(([source, target, kind, path, line]) =>
    ({ source: nodes[source], target: nodes[target], kind, path, line }));
  for (const edge of edges) {
    edge.source.edges.push(edge);
    edge.target.edges.push(edge);
    if (edge.kind === "contains" && !edge.target.parent) {
      edge.target.parent = edge.source;
      edge.source.children.push(edge.target);
    }
  }

  const open = new Set(); // nodes whose sections are unfolded
  const rows = new Map(); // node -> its row's element
  let hidden = new Set(), drawn = { spots: new Map(), width: 0, height: 0 }, scale = 1;
  let chosen = null, pointed = null, current = null; // the last is where the keyboard is

  const isSection = (node) => node.kind === "section";
  const isDocument = (node) => node.kind === "document";
  const isEntry = (node) => !isSection(node) && !isDocument(node);
  const label = (node) => (isDocument(node) && node.path) || node.name || node.id;
  const off = (sort, kind) => hidden.has(`${sort}:${kind}`);
  const folds = (node) => node.children.length > 0 && !isEntry(node) && !off("node", "section");
  const within = (node) => [node, ...node.children.flatMap(within)];

  /** The node that stands for another in the drawing: for a folded section its document; none if its kind is filtered out. */
  const stand = (node) => {
    let shown = node;
    for (let at = node; at?.parent && isSection(at); at = at.parent) {
      if (!open.has(at.parent) || off("node", "section")) shown = at.parent;
    }
    return drawn.spots.has(shown) ? shown : undefined;
  };
  /** The edges of a node and of the sections in it, each with whether it goes out, and its other end. */
  const edgesOf = (node) => {
    const inside = new Set(within(node));
    return [...new Set([...inside].flatMap((each) => each.edges))]
      .filter(({ source, target, kind }) => !off("edge", kind) && (!inside.has(source) || !inside.has(target) || source === node || target === node))
      .map((edge) => {
        const out = edge.source === node || (inside.has(edge.source) && edge.target !== node);
        return { edge, out, other: out ? edge.target : edge.source };
      });
  };
  const matches = () => {
    const words = search.value.trim().toLowerCase().split(/\s+/);
    const fits = (text) => words.every((word) => text.includes(word));
    return words[0] ? nodes.filter((node) => !off("node", node.kind) && fits(`${label(node)} ${node.name || ""}`.toLowerCase())) : [];
  };

  // -- the drawing -----------------------------------------------------------------------------------------------------

  const make = (tag, style, ...children) => {
    const made = document.createElement(tag);
    if (style) made.className = style;
    made.append(...children);
    return made;
  };
  const hue = (element, kind) => element.style.setProperty("--hue", Math.round((data.kinds.indexOf(kind) * 137.5) % 360));
  const pixels = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `${value}px`]));

  const outline = (node, depth) => {
    const inside = open.has(node) && folds(node) ? node.children : [];
    const row = { node, text: label(node), below: isDocument(node) && node.name, bold: isDocument(node), indent: 20 + 14 * depth };
    return [row, ...inside.flatMap((child) => outline(child, depth + 1))];
  };
  const listed = (folder, roots) => {
    const short = (row) => (isDocument(row.node) ? { ...row, text: row.text.slice(folder.length), below: "", bold: false } : row);
    return { title: folder || "/", count: roots.length, rows: roots.flatMap((root) => outline(root, 0)).map(short) };
  };
  const lists = () => {
    const roots = nodes.filter((node) => !isEntry(node) && !node.parent && !off("node", "document"));
    const folders = new Map(roots.map((node) => [label(node).replace(/[^/]*$/, ""), []]));
    for (const root of roots) folders.get(label(root).replace(/[^/]*$/, "")).push(root);
    const left = roots.length < MANY ? roots.map((root) => ({ rows: outline(root, 0) })) : [...folders].map((each) => listed(...each));
    const kinds = data.kinds.filter((kind) => !["document", "section"].includes(kind) && !off("node", kind));
    const right = kinds.map((kind) => {
      const all = nodes.filter((node) => node.kind === kind);
      return { title: kind, count: all.length, rows: all.map((node) => ({ node, text: label(node), indent: 0 })) };
    });
    return [left, right];
  };
  const drawRow = ({ node, text, below, bold, indent, height }) => {
    const name = make("button", bold ? "name strong" : "name", ...breakable(text).flatMap((piece) => [piece, make("wbr")]));
    Object.assign(name, { type: "button", tabIndex: -1, title: [...new Set([label(node), node.name])].filter(Boolean).join(": ") });
    if (below) name.append(make("small", "", below));
    const made = make("div", "row", name);
    Object.assign(made.style, pixels({ height, paddingLeft: 4 + Math.max(0, indent - 20) }));
    made.dataset.number = node.number;
    if (!isEntry(node)) {
      const fold = make("button", "fold", folds(node) ? (open.has(node) ? "▾" : "▸") : "");
      Object.assign(fold, { type: "button", tabIndex: -1, disabled: !folds(node), ariaExpanded: open.has(node), ariaLabel: `Sections of ${label(node)}` });
      made.prepend(fold);
    }
    rows.set(node, made);
    return made;
  };
  const draw = () => {
    const focused = sheet.contains(document.activeElement);
    drawn = placed(...lists());
    rows.clear();
    sheet.querySelectorAll(".node-list").forEach((list) => list.remove());
    for (const card of drawn.cards) {
      const title = card.head ? [make("h3", "", `${card.title}${card.from ? ", continued" : ""} `, make("small", "", card.from ? "" : card.count))] : [];
      const made = make("section", "node-list", ...title, ...card.rows.map(drawRow));
      hue(made, isEntry(card.rows[0].node) ? card.rows[0].node.kind : "document");
      Object.assign(made.style, pixels({ left: card.x, top: card.y, width: card.width, height: card.height }));
      find("front").before(made);
    }
    for (const svg of sheet.querySelectorAll("svg")) {
      svg.setAttribute("width", drawn.width);
      svg.setAttribute("height", drawn.height);
    }
    find("back").replaceChildren(...strokes(edges, wholeSpot));
    zoom(scale);
    mark();
    if (focused) nameOf(stand(current))?.focus();
  };
  const nameOf = (node) => rows.get(node)?.querySelector(".name");

  /** Where the lines of the whole end: at the list of an entry, at the document of a section or at its folder. */
  const wholeSpot = (node) => {
    if (isSection(node) && node.parent) return wholeSpot(node.parent);
    const spot = drawn.spots.get(node);
    return spot.card.head ? { ...spot, y: spot.card.y + spot.card.head / 2 } : spot;
  };
  const strokes = (list, spotOf) => {
    const shapes = new Map(), kinds = Object.keys(WORDS);
    for (const edge of list) {
      const [source, target] = [stand(edge.source), stand(edge.target)];
      if (edge.kind === "contains" || off("edge", edge.kind) || !source || !target || source === target) continue;
      const [from, to] = [spotOf(source), spotOf(target)];
      if (from.x === to.x && from.y === to.y) continue;
      const shape = curve(from, to, 2 * (kinds.indexOf(edge.kind) - kinds.length / 2)); // beside those of other kinds
      shapes.set(shape, { kind: edge.kind, count: (shapes.get(shape)?.count || 0) + 1 });
    }
    return [...shapes].map(([shape, { kind, count }]) => {
      const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
      line.setAttribute("d", shape);
      line.setAttribute("stroke-width", (1 + Math.log2(count) / 4).toFixed(2));
      line.dataset.kind = kind;
      return line;
    });
  };
  /** Shows what is chosen, pointed at or searched for in rows and lines. */
  const mark = () => {
    const node = chosen || pointed, shown = node && stand(node);
    const list = node ? edgesOf(node).map(({ edge }) => edge) : [];
    const near = new Set([shown, ...(node ? list.flatMap(({ source, target }) => [source, target]) : matches()).map(stand)]);
    sheet.classList.toggle("focused", Boolean(node || search.value.trim()));
    for (const [each, row] of rows) {
      row.classList.toggle("near", near.has(each));
      row.classList.toggle("chosen", each === shown);
      const name = row.querySelector(".name");
      name.ariaPressed = each === chosen;
      name.tabIndex = -1;
    }
    const tab = nameOf(stand(current || chosen)) || nameOf(rows.keys().next().value);
    if (tab) tab.tabIndex = 0;
    find("front").replaceChildren(...strokes(list, (each) => drawn.spots.get(each)));
  };
  const zoom = (wanted, x = view.clientWidth / 2, y = view.clientHeight / 2) => {
    const by = Math.min(2, Math.max(0.15, wanted)) / scale;
    const [left, top] = [(view.scrollLeft + x) * by - x, (view.scrollTop + y) * by - y];
    scale *= by;
    sheet.style.transform = `scale(${scale})`;
    Object.assign(sizer.style, pixels({ width: drawn.width * scale, height: drawn.height * scale }));
    view.scrollTo(left, top);
  };
  const whole = () => Math.min(1, view.clientWidth / drawn.width, view.clientHeight / drawn.height);
  const reveal = (node) => {
    const spot = drawn.spots.get(stand(node));
    if (!spot) return;
    const [x, y, width] = [spot.x * scale, spot.y * scale, spot.width * scale];
    if (x < view.scrollLeft || x + width > view.scrollLeft + view.clientWidth) view.scrollLeft = x + width / 2 - view.clientWidth / 2;
    if (y < view.scrollTop + 20 || y > view.scrollTop + view.clientHeight - 20) view.scrollTop = y - view.clientHeight / 2;
  };

  // -- the panel -------------------------------------------------------------------------------------------------------

  /** ``path:line, line`` of nodes or edges. */
  const places = (list) => {
    const lines = new Map();
    for (const { path, line } of list) if (path) lines.set(path, (lines.get(path) || new Set()).add(line));
    return [...lines].map(([path, numbers]) => `${path}:${[...numbers].sort((one, other) => one - other).join(", ")}`).join("; ");
  };
  const item = (node, where) => {
    const link = make("a", "", label(node));
    link.href = `#${new URLSearchParams({ node: node.id })}`;
    link.dataset.number = node.number;
    const around = isSection(node) ? [node.parent?.parent && label(node.parent), node.path !== where[0].path && node.path] : [];
    const kind = make("small", "kind", [node.kind, ...around.filter(Boolean)].join(" in "));
    return make("li", "", link, " ", kind, make("span", "place", places(where)));
  };
  const group = (title, items) => {
    const made = make("details", "", make("summary", "", `${title} `, make("small", "", items.length)), make("ul", "", ...items));
    made.open = items.length <= 40;
    return made;
  };
  const description = (node) => {
    const groups = new Map();
    for (const { edge, out, other } of edgesOf(node)) {
      const title = (WORDS[edge.kind] || [edge.kind, `${edge.kind} from`])[out ? 0 : 1];
      if (!groups.has(title)) groups.set(title, new Map());
      groups.get(title).set(other, [...(groups.get(title).get(other) || []), edge]);
    }
    const [close, title, kind] = [make("button", "close", search.value.trim() ? "Back" : "Close"), make("h2", "", label(node)), make("span", "badge kind", node.kind)];
    close.type = "button";
    title.tabIndex = -1;
    hue(kind, node.kind);
    const lists = [...groups].map(([each, others]) => group(each, [...others].map(([other, where]) => item(other, where))));
    const name = isDocument(node) && node.name ? [make("p", "", node.name)] : [];
    return [close, title, ...name, make("p", "", kind, " ", make("span", "place", places([node]))), ...(lists.length ? lists : ["No edges."])];
  };
  const results = () => {
    const found = matches(), kinds = [...data.kinds.filter((kind) => kind !== "section"), "section"]; // of which there are most
    const lists = kinds.map((kind) => [kind, found.filter((node) => node.kind === kind).map((node) => item(node, [node]))]);
    return [make("h2", "", `${found.length} found`), ...lists.filter(([, items]) => items.length).map((list) => group(...list))];
  };
  const tell = () => {
    panel.replaceChildren(...(chosen ? description(chosen) : search.value.trim() ? results() : []));
    overview.hidden = panel.hasChildNodes();
    panel.parentElement.scrollTop = 0;
    if (chosen) panel.parentElement.scrollIntoView({ block: "nearest" }); // where it stands below the drawing
  };

  // -- choosing, folding, filtering --------------------------------------------------------------------------------------

  const write = (change) => {
    const wanted = new URLSearchParams(boxes.filter((box) => !box.checked).map((box) => [`hide-${box.name}`, box.value]));
    if (search.value.trim()) wanted.set("text", search.value.trim());
    if (unfoldAll.checked) wanted.set("sections", "all");
    if (chosen) wanted.set("node", chosen.id);
    try {
      history[change](null, "", `#${wanted}`);
    } catch { /* a page in a sandbox has no history */ }
  };
  const read = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    search.value = wanted.get("text") || "";
    unfoldAll.checked = wanted.get("sections") === "all";
    for (const box of boxes) box.checked = !wanted.getAll(`hide-${box.name}`).includes(box.value);
    foldAll();
    filter();
    choose(nodes.find((node) => node.id === wanted.get("node")) || null);
  };
  const filter = () => {
    hidden = new Set(boxes.filter((box) => !box.checked).map((box) => `${box.name}:${box.value}`));
    draw();
  };
  const foldAll = () => {
    open.clear();
    if (unfoldAll.checked) for (const node of nodes) if (node.children.length) open.add(node);
  };
  const toggle = (node) => {
    if (open.has(node)) open.delete(node);
    else for (let at = node; at; at = at.children.length === 1 && at.children[0]) open.add(at);
    current = node;
    draw();
  };
  const choose = (node) => {
    chosen = node;
    pointed = null;
    current = node || current;
    const folded = node && isSection(node) && !off("node", "section") && stand(node) !== node;
    for (let at = node; at && isSection(at) && at.parent; at = at.parent) open.add(at.parent);
    if (folded) draw();
    else mark();
    tell();
    if (node) reveal(node);
  };
  const leave = () => {
    const node = chosen;
    choose(null);
    write("pushState");
    if (node) nameOf(stand(node))?.focus();
  };

  // -- keyboard and pointer ----------------------------------------------------------------------------------------------

  const nodeAt = (event) => nodes[event.target.closest?.("[data-number]")?.dataset.number] || null;
  const follow = (event) => {
    const node = nodeAt(event);
    if (!node || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    choose(node);
    write("pushState");
    if (event.currentTarget !== sheet) panel.querySelector("h2").focus();
  };
  /** The row that a key leads to: up and down through all lists, left and right to the column beside. */
  const next = (node, key) => {
    const all = [...rows.keys()], at = all.indexOf(node), { x, y } = drawn.spots.get(node);
    const step = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[key];
    if (step !== undefined) return all[step];
    const far = (each) => Math.abs(drawn.spots.get(each).x - x) * 100 + Math.abs(drawn.spots.get(each).y - y);
    const beside = all.filter((each) => (key === "ArrowRight" ? drawn.spots.get(each).x > x : drawn.spots.get(each).x < x));
    return beside.sort((one, other) => far(one) - far(other))[0];
  };
  sheet.addEventListener("keydown", (event) => {
    const node = nodeAt(event), key = event.key;
    if (!node || event.altKey || event.ctrlKey || event.metaKey || !/^(Arrow|Home$|End$)/.test(key)) return;
    event.preventDefault();
    if (folds(node) && key === (open.has(node) ? "ArrowLeft" : "ArrowRight")) toggle(node);
    else nameOf(next(node, key))?.focus();
  });
  const point = (node) => {
    if (chosen || node === pointed) return;
    pointed = node;
    mark();
  };
  sheet.addEventListener("mouseover", (event) => point(nodeAt(event)));
  sheet.addEventListener("mouseleave", () => point(null));
  sheet.addEventListener("focusout", () => point(null));
  sheet.addEventListener("focusin", (event) => {
    current = nodeAt(event);
    reveal(current);
    if (event.target.matches(":focus-visible")) point(current);
  });
  sheet.addEventListener("click", (event) => (event.target.closest(".fold") ? toggle(nodeAt(event)) : follow(event)));
  panel.addEventListener("click", (event) => (event.target.closest(".close") ? leave() : follow(event)));
  overview.addEventListener("click", follow);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen) leave();
    if (event.key === "/" && event.target !== search) {
      event.preventDefault();
      search.focus();
    }
  });
  view.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = view.getBoundingClientRect();
    zoom(scale * Math.exp(-event.deltaY / 300), event.clientX - left, event.clientY - top);
  }, { passive: false });
  view.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button || event.target.closest(".node-list")) return;
    view.setPointerCapture(event.pointerId);
    view.classList.add("held");
  });
  view.addEventListener("pointermove", (event) => view.classList.contains("held") && view.scrollBy(-event.movementX, -event.movementY));
  view.addEventListener("lostpointercapture", () => view.classList.remove("held"));

  form.addEventListener("input", (event) => {
    if (event.target === unfoldAll) foldAll();
    if (event.target === search) chosen = null;
    if (event.target === search) mark();
    else filter();
    tell();
    write("replaceState");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    panel.querySelector("a")?.click();
  });
  form.addEventListener("reset", () => setTimeout(() => {
    history.replaceState(null, "", "#");
    read();
  }));
  for (const [id, size] of [["larger", () => scale * 1.25], ["smaller", () => scale / 1.25], ["fit", whole]]) {
    find(id).addEventListener("click", () => zoom(size()));
  }
  window.addEventListener("hashchange", read);
  for (const box of boxes) if (box.name === "node") hue(box.parentElement, box.value);
  find("filters").open = window.innerWidth > 900;
  for (const part of document.querySelectorAll("main [hidden]")) part.hidden = false;
  read();
  zoom(Math.max(0.65, whole()), 0, 0);
  if (chosen) reveal(chosen);
})();
