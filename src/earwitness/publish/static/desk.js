// Everything works without this file. It only says that long work has begun.
"use strict";

for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", () => {
    const button = form.querySelector("button[data-busy]");
    if (button) {
      button.textContent = button.dataset.busy;
      button.setAttribute("aria-busy", "true");
    }
  });
}
