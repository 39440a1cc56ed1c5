"use strict";
// The findings of a report: grouped by document, rule or severity, folded where there are many, and reached by keys.
// Which of them are shown is decided by the filters, whose script comes after this one and says when to arrange them.
(() => {
  const MANY = 200;
  const list = document.getElementById("findings");
  const form = document.querySelector("form[data-table=findings]");
  if (!list || !form) return;
  const findings = [...list.querySelectorAll("article")];
  const make = (name, style, ...inner) => {
    const made = Object.assign(document.createElement(name), { className: style });
    made.append(...inner);
    return made;
  };
  const nouns = { error: ["error", "errors"], warning: ["warning", "warnings"], info: ["note", "notes"] };
  const counted = (found) => Object.entries(nouns)
    .map(([severity, [one, many]]) => [found.filter((each) => each === severity).length, one, many])
    .filter(([number]) => number).map(([number, one, many]) => number + " " + (number === 1 ? one : many)).join(", ");
  const setOpen = (open) => { for (const group of list.children) group.open = open; };

  const severities = Object.keys(nouns);
  const groupings = {
    "": { of: (one) => one.at, title: (one) => [make("code", "", one.at)], order: () => 0 },
    rule: { of: (one) => one.rule, title: (one) => [one.rule + " " + one.name], order: (a, b) => (a < b ? -1 : 1) },
    severity: { of: (one) => one.severity, title: (one) => [one.severity], order: (a, b) => severities.indexOf(a) - severities.indexOf(b) },
  };
  let grouped = "";
  const arrange = () => {
    const wanted = form.elements.group.value;
    if (wanted === grouped) return;
    grouped = wanted;
    const { of, title, order } = groupings[wanted];
    const groups = new Map(findings.map((each) => [of(each.dataset), []]));
    for (const each of findings) groups.get(of(each.dataset)).push(each);
    const keys = [...groups.keys()].sort(order);
    list.replaceChildren(...keys.map((key) => {
      const inside = groups.get(key);
      const summary = make("summary", "", make("h2", "", ...title(inside[0].dataset)), " ", make("small", "count"));
      return make("details", "group", summary, ...inside);
    }));
    few = undefined;
  };

  // What is left of many is unfolded as soon as it is few.
  let few;
  const filtered = () => {
    const shown = findings.filter((each) => !each.hidden).length;
    for (const group of list.children) {
      const inside = [...group.querySelectorAll("article:not([hidden])")];
      group.querySelector(".count").textContent = counted(inside.map((each) => each.dataset.severity));
    }
    if (few !== shown <= MANY) {
      few = shown <= MANY;
      setOpen(few);
      const group = document.getElementById(location.hash.slice(1))?.closest(".group");
      if (group) group.open = true;
    }
  };

  const step = (by) => {
    const reachable = findings.filter((each) => !each.hidden).sort((a, b) => (a.compareDocumentPosition(b) & 4 ? -1 : 1));
    const here = document.activeElement.closest("article");
    const next = reachable[here ? reachable.indexOf(here) + by : by > 0 ? 0 : reachable.length - 1];
    if (!next) return;
    next.closest(".group").open = true;
    next.focus();
  };

  list.addEventListener("arrange", arrange);
  list.addEventListener("filtered", filtered);
  document.getElementById("fold").addEventListener("click", () => setOpen(false));
  document.getElementById("unfold").addEventListener("click", () => setOpen(true));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select")) return;
    if (event.key === "/") form.elements.text.focus();
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else return;
    event.preventDefault();
  });
  for (const help of document.querySelectorAll(".keys")) help.hidden = false;
})();
