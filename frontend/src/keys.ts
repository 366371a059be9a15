// The keys of the desk: one registry for everything that is on a page, whichever script brought it.
//
// A key works where two things meet: a script that says what it does, and the page's list of keys (`<dialog id="keys">`),
// which explains it in the reader's language. So no key works that the list does not explain, and the list shows none that
// does nothing. Keys never act while somebody writes, nor together with Ctrl, Alt or the Command key.

export interface Act {
  readonly do: () => void;
  // Acts again and again while the key is held down: for walking, never for what is written.
  readonly held?: boolean;
}

class Keys {
  private readonly acts = new Map<string, Act>();

  constructor() {
    document.addEventListener("keydown", (event) => this.pressed(event));
  }

  register(acts: Readonly<Record<string, Act | (() => void)>>): void {
    for (const [key, act] of Object.entries(acts)) {
      this.acts.set(key, typeof act === "function" ? { do: act, held: true } : act);
    }
    for (const line of lines()) line.hidden = !named(line).some((key) => this.acts.has(key) || !single(key));
  }

  private pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return;
    if (writing(event.target)) {
      if (event.key === "Escape" && event.target instanceof HTMLElement) event.target.blur();
      return;
    }
    const act = this.acts.get(event.key);
    if (!act || (event.repeat && !act.held) || !explained(event.key)) return;
    act.do();
    event.preventDefault();
  }
}

const lines = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("#keys .keys > div")];
const named = (line: HTMLElement): string[] => [...line.querySelectorAll("kbd")].map((key) => key.textContent.trim());
// “Enter” and the like belong to what has the focus; the list explains them, no script registers them.
const single = (key: string): boolean => [...key].length === 1;
const explained = (key: string): boolean => lines().some((line) => named(line).includes(key));

const SILENT = new Set(["checkbox", "radio", "button", "submit", "reset", "file", "range", "color"]);

const writing = (target: EventTarget | null): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !SILENT.has(target.type);
  return target.isContentEditable || target.matches("textarea, select");
};

const HELD = Symbol.for("earwitness.keys");
const shared = globalThis as unknown as Record<symbol, Keys | undefined>;

// Says what keys do: `keys({ j: () => step(1), a: { do: accept } })`. A plain function may be held down, an act may not.
export const keys = (acts: Readonly<Record<string, Act | (() => void)>>): void => {
  (shared[HELD] ??= new Keys()).register(acts);
};
