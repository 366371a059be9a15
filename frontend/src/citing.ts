// Words that are selected can be cited, noted, coded or covered: by a bar at the selection, or by a key. Without script the
// page of the turn does the same.
import { keys } from "./keys.ts";
import { here, selected, type Words } from "./words.ts";

interface Cited {
  readonly plain: string;
  readonly bibtex: string;
  readonly address: string;
}

const bar = document.querySelector<HTMLElement>("#at-words");
const dialog = document.querySelector<HTMLDialogElement>("#citing");
let latest: Words[] = [];

// The selection, else what was selected when the bar took the focus, else the turn at which somebody is.
const meant = (): Words[] => {
  const now = selected();
  if (now.length) return now;
  if (bar && !bar.hidden && latest.length) return latest;
  const turn = here();
  return turn ? [{ turn, words: "", at: 0 }] : [];
};

const field = (name: string): HTMLTextAreaElement | null => dialog?.querySelector(`textarea[data-holds="${name}"]`) ?? null;

const place = (one: Words): [string, string][] => [["at", String(one.at)], ["length", String([...one.words].length)]];

const ask = async (one: Words): Promise<Cited> => {
  const query = new URLSearchParams({ turn: one.turn });
  if (one.words) {
    // By their place: words that are held back enter no address.
    for (const [name, value] of place(one)) query.set(name, value);
  }
  const answer = await fetch(`/api/cite?${query}`, { headers: { accept: "application/json" } });
  const told = (await answer.json()) as Cited & { message?: string; hint?: string };
  if (!answer.ok) throw new Error([told.message, told.hint].filter(Boolean).join(": "));
  return told;
};

// The warnings that still cover any of these turns: what a reader has not opened is not shown in a citation either.
const covers = (these: Words[]): HTMLDetailsElement[] =>
  these.flatMap((one) => [...(document.getElementById(`turn-${one.turn}`)?.querySelectorAll<HTMLDetailsElement>("details.cover:not([open])") ?? [])]);

const cite = async (these: Words[] = meant()): Promise<void> => {
  if (!dialog || these.length === 0) return;
  const trouble = dialog.querySelector<HTMLElement>("[role=alert]");
  const fields = dialog.querySelector<HTMLElement>(".citation");
  const open = dialog.querySelector<HTMLButtonElement>("button[data-open]");
  if (trouble) trouble.textContent = "";
  const covered = covers(these);
  if (open) {
    open.hidden = covered.length === 0;
    open.onclick = () => {
      for (const cover of covered) cover.open = true;
      void cite(these);
    };
  }
  if (covered.length) {
    if (fields) fields.hidden = true;
    const warned = [...new Set(covered.map((cover) => cover.querySelector("summary")?.firstChild?.textContent?.trim() ?? ""))];
    if (trouble) trouble.textContent = [...warned, dialog.dataset["covered"]].join(" ");
    if (!dialog.open) dialog.showModal();
    open?.focus();
    return;
  }
  try {
    const cited: Cited[] = [];
    for (const one of these) cited.push(await ask(one));
    const put = (name: string, lines: string[], between: string): void => {
      const area = field(name);
      if (area) area.value = lines.join(between);
    };
    put("plain", cited.map((one) => one.plain), "\n");
    put("address", cited.map((one) => location.origin + one.address), "\n");
    put("bibtex", cited.map((one) => one.bibtex), "\n\n");
    if (fields) fields.hidden = false;
  } catch (error) {
    if (fields) fields.hidden = true;
    if (trouble) trouble.textContent = error instanceof Error && error.message ? error.message : (dialog.dataset["failed"] ?? "");
  }
  if (!dialog.open) dialog.showModal();
};

// Leads to the turn's own page, where the form stands, with the words filled in.
const lead = (form: string) => (): void => {
  const [first] = meant();
  const base = bar?.dataset["turns"];
  if (!first || !base) return;
  const query = first.words && covers([first]).length === 0 ? `?${new URLSearchParams(place(first))}` : "";
  location.assign(`${base}${encodeURIComponent(first.turn)}${query}#${form}`);
};

const hide = (): void => {
  if (bar) bar.hidden = true;
};

const show = (): void => {
  if (!bar || bar.contains(document.activeElement)) return;
  const found = selected();
  if (found.length === 0) return hide();
  latest = found;
  bar.hidden = false;
  const box = getSelection()?.getRangeAt(0).getBoundingClientRect();
  if (!box) return;
  const left = Math.min(Math.max(8, box.left), document.documentElement.clientWidth - bar.offsetWidth - 8);
  bar.style.left = `${left + scrollX}px`;
  bar.style.top = `${box.bottom + scrollY + 8}px`;
};

const acts: Record<string, () => void> = {
  cite: () => void cite(),
  note: lead("note"),
  code: lead("code"),
  caution: lead("caution"),
};

export const citing = (): void => {
  if (!bar) return;
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(show, 120);
  });
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  for (const button of bar.querySelectorAll<HTMLButtonElement>("button[data-do]")) {
    button.addEventListener("click", () => acts[button.dataset["do"] ?? ""]?.());
  }
  const can = (name: string): boolean => bar.querySelector(`[data-do="${name}"]`) !== null;
  keys({ c: { do: () => void cite() } });
  if (can("note")) keys({ m: { do: lead("note") } });
  if (can("code")) keys({ g: { do: lead("code") } });
  if (can("caution")) keys({ x: { do: lead("caution") } });
};
