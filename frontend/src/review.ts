// How a page was read: walk the lines and say what they are by key, tick several at once, take selected words.
import { keys } from "./keys.ts";

const form = document.querySelector<HTMLFormElement>("form.lines");
const lines = [...document.querySelectorAll<HTMLElement>(".printed")];
const count = document.querySelector<HTMLElement>("[data-ticked]");
let here = -1;
let last = -1;

const box = (line: HTMLElement | undefined): HTMLInputElement | null => line?.querySelector("input[name=line]") ?? null;
const ticked = (): HTMLElement[] => lines.filter((line) => box(line)?.checked);

const told = (): void => {
  if (count) count.textContent = ticked().length ? String(ticked().length) : "";
};

const go = (step: number): void => {
  const shown = lines.filter((line) => line.offsetParent !== null);
  const place = Math.min(Math.max(0, shown.indexOf(lines[here] as HTMLElement) + step), shown.length - 1);
  lines[here]?.classList.remove("here");
  here = lines.indexOf(shown[place] as HTMLElement);
  const line = lines[here];
  line?.classList.add("here");
  box(line)?.focus({ preventScroll: true });
  line?.scrollIntoView({ block: "nearest" });
};

// With no line ticked, the line walked to is meant.
const say = (how: string): void => {
  const found = box(lines[here]);
  if (!ticked().length && found) found.checked = true;
  form?.querySelector<HTMLButtonElement>(`button[value="${how}"]`)?.click();
};

const tick = (): void => {
  const found = box(lines[here]);
  if (found) found.checked = !found.checked;
  told();
};

keys({
  j: () => go(1), k: () => go(-1), x: { do: tick },
  t: { do: () => say("turn") }, f: { do: () => say("follows") }, n: { do: () => say("no turn") },
});

// Shift and a click tick all lines from the last one on.
form?.addEventListener("click", (event) => {
  const target = event.target;
  if (!(target instanceof HTMLInputElement) || target.name !== "line") return;
  const place = lines.findIndex((line) => box(line) === target);
  if (event.shiftKey && 0 <= last) {
    for (const line of lines.slice(Math.min(last, place), Math.max(last, place) + 1)) {
      const found = box(line);
      if (found) found.checked = target.checked;
    }
  }
  last = place;
  told();
});

// Words selected in a line are the words meant, and their line is ticked.
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const field = form?.querySelector<HTMLInputElement>("input[name=words]");
  if (!selection || !field || selection.isCollapsed || !selection.anchorNode) return;
  const start = selection.anchorNode.parentElement?.closest<HTMLElement>(".printed");
  const end = selection.focusNode?.parentElement?.closest<HTMLElement>(".printed");
  if (!start || start !== end || !selection.anchorNode.parentElement?.closest(".said")) return;
  field.value = selection.toString().trim();
  for (const line of ticked()) if (line !== start) (box(line) as HTMLInputElement).checked = false;
  const found = box(start);
  if (found) found.checked = true;
  told();
});
told();
