// The keyboard of the reading page. Everything it does is also there without it.
import { again } from "./again.ts";
import { alongside } from "./alongside.ts";
import { checking } from "./checking.ts";
import { citing } from "./citing.ts";
import { copying } from "./copy.ts";
import { keys } from "./keys.ts";
import { mending } from "./mending.ts";
import { turnOver, unfolding } from "./unfolding.ts";

const still = matchMedia("(prefers-reduced-motion: reduce)");
const all = (things: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(things)];
const last = new Map<string, number>();

const go = (element: HTMLElement): void => {
  element.tabIndex = -1;
  element.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
  element.focus({ preventScroll: true });
};

// Steps from where the reader is, else from where the key last led.
const step = (things: string, by: number): void => {
  const listed = all(things);
  if (listed.length === 0) return;
  const within = listed.findIndex((thing) => thing.contains(document.activeElement));
  const from = within < 0 ? (last.get(things) ?? -1) : within;
  const to = from < 0 ? (by < 0 ? listed.length - 1 : 0) : Math.min(Math.max(from + by, 0), listed.length - 1);
  const thing = listed[to];
  if (!thing) return;
  last.set(things, to);
  go(thing);
};

const other = (): void => {
  const [every, meaning] = document.querySelectorAll<HTMLAnchorElement>(".kept a");
  if (every && meaning) (every.hasAttribute("aria-current") ? meaning : every).click();
};

keys({
  j: () => step(".row", 1),
  k: () => step(".row", -1),
  n: () => step(".note", 1),
  p: () => step(".note", -1),
  d: { do: other },
});

document.addEventListener("keydown", (event) => {
  const target = event.target;
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return;
  if (!target.matches(".row, .note")) return;
  const details = target.querySelector<HTMLDetailsElement>(".margin > details, :scope > details");
  const note = target.matches(".note") ? target : target.querySelector(".note");
  if (details && !details.open) details.open = true;
  else if (!note || !turnOver(note)) return;
  event.preventDefault();
});

copying();
checking();
citing();
unfolding();
alongside();
mending();
again("data-comparing");
