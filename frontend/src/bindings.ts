// Which key, or which pedal, does what on the writing desk. Each person chooses; the browser remembers.
//
// A key is named by where it is (`KeyboardEvent.code`) with the keys held beside it, so that it works in any alphabet.
export type Act =
  | "play" | "back" | "forward" | "slower" | "faster" | "again" | "start" | "end" | "speaker" | "newcomer"
  | "gap" | "unclear" | "sound" | "pause" | "next" | "before";

const USUAL: Readonly<Record<Act, string>> = {
  play: "Escape", back: "F7", forward: "F9", slower: "F6", faster: "F10", again: "Alt+Enter", start: "Alt+KeyS", end: "Alt+KeyE",
  speaker: "Alt+KeyV", newcomer: "Alt+KeyN", gap: "Alt+KeyG", unclear: "Alt+KeyU", sound: "Alt+KeyL", pause: "Alt+KeyP",
  next: "Enter", before: "Alt+ArrowUp",
};
const HELD = "earwitness.bindings";

export const named = (event: KeyboardEvent): string =>
  [event.ctrlKey && "Ctrl", event.altKey && "Alt", event.metaKey && "Meta", event.shiftKey && "Shift", event.code]
    .filter(Boolean)
    .join("+");

export const spelt = (key: string): string =>
  key.replace(/Key|Digit/g, "").replace("Escape", "Esc").replace("ArrowUp", "↑").replace("ArrowDown", "↓").replace(/^pedal:.*/, "pedal").replaceAll("+", " + ");

export class Bindings {
  private own: Partial<Record<Act, string>> = {};

  constructor() {
    try {
      this.own = JSON.parse(localStorage.getItem(HELD) ?? "{}") as Partial<Record<Act, string>>;
    } catch {
      this.own = {};
    }
  }

  key(act: Act): string {
    return this.own[act] ?? USUAL[act];
  }

  act(key: string): Act | undefined {
    return (Object.keys(USUAL) as Act[]).find((act) => this.key(act) === key);
  }

  bind(act: Act, key: string): void {
    // One key does one thing: whatever had it before goes without.
    for (const other of Object.keys(USUAL) as Act[]) if (other !== act && this.key(other) === key) this.own[other] = "";
    this.own[act] = key;
    this.keep();
  }

  reset(): void {
    this.own = {};
    this.keep();
  }

  private keep(): void {
    try {
      localStorage.setItem(HELD, JSON.stringify(this.own));
    } catch {
      // A browser that keeps nothing has the usual keys each time.
    }
  }
}
