// The keyboard of the reading page. Everything it does is also there without it.
"use strict";

(() => {
  const rows = [...document.querySelectorAll(".row")];
  const notes = [...document.querySelectorAll(".note")];
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let row = -1;
  let note = -1;

  const go = (element) => {
    element.tabIndex = -1;
    element.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
    element.focus({ preventScroll: true });
  };

  // The place from which the keys go on: where the reader is, else where they last were.
  const standing = (things, last) => {
    const within = document.activeElement && things.findIndex((thing) => thing.contains(document.activeElement));
    return within === undefined || within === null || within < 0 ? last : within;
  };

  const step = (things, last, by) => {
    if (things.length === 0) return last;
    const from = standing(things, last);
    const to = from < 0 ? (by < 0 ? things.length - 1 : 0) : Math.min(Math.max(from + by, 0), things.length - 1);
    go(things[to]);
    return to;
  };

  const open = (thing) => {
    const details = thing && thing.querySelector("details");
    if (details) details.open = true;
  };

  const reveal = () => {
    const name = decodeURIComponent(location.hash.slice(1));
    if (name) open(notes.find((one) => one.id === name));
  };

  const keys = {
    j: () => { row = step(rows, row, 1); },
    k: () => { row = step(rows, row, -1); },
    n: () => { note = step(notes, note, 1); },
    p: () => { note = step(notes, note, -1); },
    d: () => {
      const links = [...document.querySelectorAll(".kept a")];
      const all = links[0];
      const meaning = links[1];
      if (all && meaning) (all.hasAttribute("aria-current") ? meaning : all).click();
    },
    "?": () => { const list = document.getElementById("keys"); if (list) list.showModal(); },
  };

  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (target.matches("input:not([type=checkbox]), select, textarea")) return;
    if (event.key === "Enter") {
      if (target.matches(".row, .note")) {
        const details = target.querySelector("details");
        if (details) { details.open = !details.open; event.preventDefault(); }
      }
      return;
    }
    const key = Object.hasOwn(keys, event.key) && keys[event.key];
    if (key) { key(); event.preventDefault(); }
  });

  addEventListener("hashchange", reveal);
  reveal();

  // The lasting address is also there to be selected by hand.
  const copy = document.querySelector("[data-copy]");
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(copy.closest("p").querySelector("input").value);
      copy.textContent = "Copied";
    });
  }

  // While the versions are being compared the page looks again by itself.
  const waiting = document.querySelector("[data-comparing] a");
  if (waiting) {
    const look = async () => {
      const answer = await fetch(waiting.href).catch(() => null);
      if (answer && answer.ok && !(await answer.text()).includes("data-comparing")) location.reload();
      else setTimeout(look, 2000);
    };
    setTimeout(look, 1500);
  }
})();
