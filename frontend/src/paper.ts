// The document on paper: a button that opens the browser's own print window. Without script the browser's menu has it.
import { copying } from "./copy.ts";

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
copying();
