// On every page. Everything works without it: it says that long work has begun, and knows the keys that every page has.
import { keys } from "./keys.ts";

for (const form of document.querySelectorAll<HTMLFormElement>("form[method=post]")) {
  form.addEventListener("submit", () => {
    const button = form.querySelector<HTMLButtonElement>("button[data-busy]");
    if (!button) return;
    button.textContent = button.dataset["busy"] ?? button.textContent;
    button.setAttribute("aria-busy", "true");
  });
}

const search = (): void => {
  const field = document.querySelector<HTMLInputElement>("main input[type=search], main input[name=q]");
  if (field) {
    field.focus();
    field.select();
  } else {
    document.querySelector<HTMLAnchorElement>("nav a[href='/search']")?.click();
  }
};

const help = (): void => document.querySelector<HTMLDialogElement>("dialog#keys")?.showModal();

keys({ "/": { do: search }, "?": { do: help } });

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-key='?']")) {
  button.hidden = false;
  button.addEventListener("click", help);
}
