// Keeping what is typed: in this browser at once, on the desk a moment later. A lost connection loses nothing; what was typed
// meanwhile is sent when the desk answers again, also after the browser was closed in between.
export interface Typed {
  readonly id: string; readonly speaker: string; readonly text: string; readonly start: number | null; readonly end: number | null;
  readonly of: string; readonly second: string; readonly note: string;
}
export interface State { readonly version: number; readonly turns: readonly Typed[]; readonly at: number; readonly title: string; readonly language: string }
export type Told = "saved" | "sending" | "kept" | "clash";

const WAIT = 900;
const AGAIN = 4000;

export class Sending {
  private timer = 0;
  private busy = false;
  private changed = false;
  private clashed = false;

  constructor(
    private readonly id: string,
    private version: number,
    private readonly token: () => string,
    private readonly state: () => Omit<State, "version">,
    private readonly tell: (told: Told, when: string) => void,
  ) {
    addEventListener("online", () => void this.send());
    addEventListener("pagehide", () => this.last());
    document.addEventListener("visibilitychange", () => document.hidden && this.last());
  }

  // Returns what was typed here and never reached the desk.
  left(): State | null {
    try {
      const held = localStorage.getItem(this.place);
      return held ? (JSON.parse(held) as State) : null;
    } catch {
      return null;
    }
  }

  // Notes that something was typed: kept here now, sent soon.
  typed(): void {
    if (this.clashed) return;
    this.changed = true;
    this.keep();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.send(), WAIT);
  }

  // Has what an earlier visit left count as made on the state that it was made on.
  resume(version: number): void {
    this.version = version;
    this.typed();
  }

  async send(): Promise<boolean> {
    clearTimeout(this.timer);
    if (this.busy || this.clashed) return false;
    if (!this.changed) return true;
    this.busy = true;
    this.changed = false;
    this.tell("sending", "");
    const answer = await this.post(false).catch(() => null);
    this.busy = false;
    if (answer?.ok) {
      const saved = (await answer.json()) as { version: number; saved: string };
      this.version = saved.version;
      if (this.changed) this.keep();
      else this.forget();
      this.tell("saved", saved.saved);
      if (this.changed) this.timer = setTimeout(() => void this.send(), WAIT);
      return !this.changed;
    }
    const error = answer ? ((await answer.json().catch(() => ({}))) as { error?: string }) : {};
    if (error.error === "Conflict") {
      // The desk has kept it beside the draft, so this browser need not hold it any longer.
      this.clashed = true;
      this.forget();
      this.tell("clash", "");
      return false;
    }
    this.changed = true;
    this.tell("kept", "");
    if (answer?.status === 403) await this.renew();
    this.timer = setTimeout(() => void this.send(), AGAIN);
    return false;
  }

  private post(last: boolean): Promise<Response> {
    const { turns, at, title, language } = this.state();
    return fetch("/api/save-draft", {
      method: "POST",
      keepalive: last,
      headers: { "content-type": "application/json", "x-csrf-token": this.token() },
      body: JSON.stringify({ id: this.id, version: this.version, turns, at, title, language }),
    });
  }

  private last(): void {
    if (!this.changed || this.clashed) return;
    this.keep();
    if (!this.busy) void this.send();
  }

  // A desk that was started anew knows none of the tokens that it gave before.
  private async renew(): Promise<void> {
    const answer = await fetch("/api/token").catch(() => null);
    const field = document.querySelector<HTMLInputElement>("#draft [name=token]");
    if (answer?.ok && field) field.value = ((await answer.json()) as { token: string }).token;
  }

  private get place(): string {
    return `earwitness.draft.${this.id}`;
  }

  private keep(): void {
    try {
      localStorage.setItem(this.place, JSON.stringify({ version: this.version, ...this.state() }));
    } catch {
      // A full or forbidden store: the desk still has it within a second.
    }
  }

  private forget(): void {
    try {
      localStorage.removeItem(this.place);
    } catch {
      // Nothing was kept.
    }
  }
}
