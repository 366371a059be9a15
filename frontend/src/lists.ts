// Lists and queues. Everything works without it: it ticks all at once, counts what is ticked, and gives keys to the statuses.
import { keys } from "./keys.ts";

const ticks = [...document.querySelectorAll<HTMLInputElement>("input[form=acting][name=id]")];
const all = document.querySelector<HTMLInputElement>("input[data-all]");
const said = document.querySelector<HTMLElement>("[data-ticked]");

const count = (): void => {
  const ticked = ticks.filter((tick) => tick.checked).length;
  if (said) said.textContent = ticked ? `(${ticked})` : "";
  if (!all) return;
  all.checked = ticked > 0 && ticked === ticks.length;
  all.indeterminate = ticked > 0 && ticked < ticks.length;
};

if (all) {
  const label = all.closest<HTMLElement>("label");
  if (label) label.hidden = false;
  all.addEventListener("change", () => {
    for (const tick of ticks) tick.checked = all.checked;
    count();
  });
}
for (const tick of ticks) tick.addEventListener("change", count);
addEventListener("pageshow", count);

// An act is sent once, however often the key is pressed before the next page is there.
let acted = false;
addEventListener("pageshow", () => { acted = false; });
const press = (key: string) => ({
  do: (): void => {
    const at = document.querySelector<HTMLElement>(`.work [data-key="${key}"]`);
    if (!at || acted) return;
    acted = true;
    at.click();
  },
});

if (document.querySelector(".work")) {
  keys({ 1: press("1"), 2: press("2"), 3: press("3"), 4: press("4"), 5: press("5"), "[": press("["), "]": press("]") });
}
