// The search page answers as one types, and its passages are walked by key. Without it the form is sent as any other.
import { keys } from "./keys.ts";

const PATIENCE = 220;

const form = document.querySelector<HTMLFormElement>("#asking");
const field = form?.querySelector<HTMLInputElement>("input[name=q]");
let asked: AbortController | undefined;
let waiting: ReturnType<typeof setTimeout> | undefined;

// The address that the form would lead to, without what is empty: the same that a person sends, and keeps.
const address = (from: HTMLFormElement): string => {
  const pairs = [...new FormData(from)].filter((pair): pair is [string, string] => typeof pair[1] === "string" && pair[1].trim() !== "");
  const query = new URLSearchParams(pairs).toString();
  return query ? `${from.action}?${query}` : from.action;
};

const show = async (from: HTMLFormElement): Promise<void> => {
  const where = address(from);
  if (where === location.href) return;
  asked?.abort();
  const mine = (asked = new AbortController());
  const place = document.querySelector<HTMLElement>("#results");
  place?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(where, { signal: mine.signal, headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("#results");
    // A stale answer is dropped: the words have changed since it was asked for.
    if (mine.signal.aborted || !found || !place) return;
    place.replaceWith(document.adoptNode(found));
    document.title = page.title;
    history.replaceState(null, "", where);
    tell(found.querySelector(".sentence, [role=alert] b")?.textContent ?? "");
  } catch {
    // The desk has stopped, or another question is under way: the form can still be sent.
  } finally {
    if (!mine.signal.aborted) document.querySelector("#results")?.removeAttribute("aria-busy");
  }
};

// What is replaced is not always read out; this place stays, and says how much was found.
const voice = document.createElement("p");
voice.className = "heard";
voice.setAttribute("aria-live", "polite");
form?.after(voice);
const tell = (words: string): void => { voice.textContent = words; };

const soon = (): void => {
  clearTimeout(waiting);
  if (form) waiting = setTimeout(show, PATIENCE, form);
};
form?.addEventListener("input", soon);
form?.addEventListener("submit", () => { clearTimeout(waiting); asked?.abort(); });
field?.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown") return;
  event.preventDefault();
  step(1);
});

const step = (by: number): void => {
  const hits = [...document.querySelectorAll<HTMLElement>("#results .hit .said > .where")];
  const at = hits.findIndex((hit) => hit.closest(".hit")?.contains(document.activeElement));
  const next = hits[at < 0 ? (by > 0 ? 0 : hits.length - 1) : Math.min(Math.max(at + by, 0), hits.length - 1)];
  next?.focus();
  next?.closest(".hit")?.scrollIntoView({ block: "nearest" });
};

keys({ j: () => step(1), k: () => step(-1) });
