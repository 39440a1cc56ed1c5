
"use strict";
// A form with data-table hides the rows of that table that do not fit its fields. A select fits a row whose data attribute
// of the same name has the chosen word on a line of its own; the search field fits a row whose text holds what is typed.
// What is chosen stands in the address too, so that a view can be linked to (#kind=endpoint&state=missing). Another script
// may arrange the rows: it is told before and after they are filtered. Without scripts all rows are shown.
(() => {
  const form = document.querySelector("form[data-table]");
  if (!form) return;
  const table = document.getElementById(form.dataset.table);
  const rows = [...table.querySelectorAll("[data-row]")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const fields = [...form.elements].filter((field) => field.name);
  const count = form.querySelector("output");

  const has = (words, word) => words.split("\n").includes(word);

  const apply = () => {
    table.dispatchEvent(new Event("arrange"));
    const search = form.elements.text.value.trim().toLowerCase();
    const chosen = fields.filter((field) => field.tagName === "SELECT" && field.value && !("arranges" in field.dataset));
    let shown = 0;
    rows.forEach((row, number) => {
      const fits = texts[number].includes(search)
        && chosen.every((field) => has(row.dataset[field.name] || "", field.value));
      row.hidden = !fits;
      shown += fits;
    });
    for (const group of table.tBodies || table.children) group.hidden = !group.querySelector("[data-row]:not([hidden])");
    table.dispatchEvent(new Event("filtered"));
    count.textContent = shown + " of " + rows.length;
  };
  const read = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    for (const field of fields) field.value = wanted.get(field.name) || "";
    for (const field of fields) if (field.tagName === "SELECT" && field.selectedIndex < 0) field.value = "";
    apply();
  };
  const write = () => {
    const wanted = new URLSearchParams();
    for (const field of fields) if (field.value) wanted.set(field.name, field.value);
    try {
      history.replaceState(null, "", "#" + wanted);
    } catch { /* a page in a sandbox has no history */ }
    apply();
  };

  form.hidden = false;
  form.addEventListener("input", write);
  form.addEventListener("reset", () => setTimeout(write));
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", () => {
    // A row that is linked to and shown needs no other filters; one that they hide is shown without any.
    const linked = document.getElementById(location.hash.slice(1));
    if (linked && !linked.hidden) return;
    read();
    (linked || form).scrollIntoView({ block: "start" });
  });
  // Everything is printed, also what is folded away.
  window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
  read();
})();
