// The keyboard of the possible matches, and how far a look is. Everything it does is also there without it.
"use strict";

(() => {
  const dialog = document.getElementById("keys");
  const at = (key) => document.querySelector(`[data-key="${key}"]`);
  let acted = false;

  // An act is sent once, however often the key is pressed before the next page is there.
  const act = (key) => {
    const button = at(key);
    if (!button || acted) return;
    acted = true;
    button.click();
  };
  const go = (key) => { const link = at(key); if (link) link.click(); };

  const keys = {
    a: () => act("a"),
    r: () => act("r"),
    u: () => act("u"),
    l: () => go("l"),
    j: () => go("l"),
    k: () => go("k"),
    w: () => { const reason = document.querySelector(".say input[name=reason]"); if (reason) reason.focus(); },
    "?": () => { if (dialog) dialog.showModal(); },
  };

  const help = at("?");
  if (help) {
    help.hidden = false;
    help.addEventListener("click", keys["?"]);
  }

  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
    if (target.matches("input, select, textarea")) {
      if (event.key === "Escape") target.blur();
      return;
    }
    const key = Object.hasOwn(keys, event.key) && keys[event.key];
    if (key && !event.repeat) { key(); event.preventDefault(); }
  });

  // A page that the browser kept may be acted on again.
  addEventListener("pageshow", () => { acted = false; });
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "1";
    });
  }
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // Where the page shows nothing but the look, it opens the matches when the look has ended; else it only says so.
  const looking = document.querySelector("[data-looking]");
  const alone = !document.querySelector(".match, .decided");
  const tell = async () => {
    const answer = await fetch(looking.dataset.looking).catch(() => null);
    if (!answer || !answer.ok) { setTimeout(tell, 4000); return; }
    const { look } = await answer.json();
    const sentence = looking.querySelector("[data-sentence]");
    const bar = looking.querySelector("progress");
    if (look.running) {
      sentence.textContent = look.sentence;
      if (look.total) { bar.max = look.total; bar.value = look.done; }
      setTimeout(tell, 1000);
    } else if (alone) {
      location.reload();
    } else {
      bar.remove();
      sentence.textContent = look.trouble || "The look has ended.";
      const link = document.createElement("a");
      link.href = location.pathname + location.search;
      link.textContent = "Show what was found";
      sentence.after(" ", link);
    }
  };
  if (looking) setTimeout(tell, 700);

  // While two long conversations are being lined up the page looks again by itself.
  const lining = document.querySelector("[data-lining] a");
  const again = async () => {
    const answer = await fetch(lining.href).catch(() => null);
    if (answer && answer.ok && !(await answer.text()).includes("data-lining")) location.reload();
    else setTimeout(again, 2000);
  };
  if (lining) setTimeout(again, 1500);
})();
