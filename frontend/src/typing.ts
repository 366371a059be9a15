// The turns of a draft as they are typed: a row each, made from the row that the page brought.
import type { Typed } from "./sending.ts";

export const clock = (milliseconds: number): string => {
  const seconds = Math.floor(milliseconds / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${h ? `${h}:${two(m)}` : m}:${two(s)}.${String(milliseconds % 1000).padStart(3, "0")}`;
};

export const time = (text: string): number | null => {
  const found = /^(?:(\d{1,4}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!found) return null;
  const [, h = "0", m = "0", s = "0", f = ""] = found;
  return ((Number(h) * 60 + Number(m)) * 60 + Number(s)) * 1000 + Number(f.padEnd(3, "0"));
};

type Field = HTMLInputElement | HTMLTextAreaElement;

export class Row {
  constructor(readonly element: HTMLLIElement) {}

  field(name: string): Field {
    return this.element.querySelector<Field>(`[name="${name}"]`) as Field;
  }

  get text(): HTMLTextAreaElement {
    return this.field("text") as HTMLTextAreaElement;
  }

  get empty(): boolean {
    return !this.text.value.trim() && !this.field("of").value;
  }

  get start(): number | null {
    return time(this.field("start").value);
  }

  get end(): number | null {
    return time(this.field("end").value);
  }

  set(name: "start" | "end", milliseconds: number): void {
    this.field(name).value = clock(Math.max(0, Math.round(milliseconds)));
  }

  typed(): Typed {
    return {
      id: this.element.dataset["id"] ?? "", speaker: this.field("speaker").value.trim(), text: this.text.value, start: this.start,
      end: this.end, of: this.field("of").value, second: this.field("second").value, note: this.field("note").value,
    };
  }

  fill(typed: Typed): void {
    this.field("speaker").value = typed.speaker;
    this.text.value = typed.text;
    this.field("start").value = typed.start === null ? "" : clock(typed.start);
    this.field("end").value = typed.end === null ? "" : clock(typed.end);
    this.field("second").value = typed.second;
    this.field("note").value = typed.note;
  }
}

export class Rows {
  private readonly blank: HTMLLIElement;
  private highest = 0;

  constructor(private readonly list: HTMLOListElement, private readonly translation: boolean) {
    const rows = this.all();
    this.blank = (rows.at(-1) as Row).element.cloneNode(true) as HTMLLIElement;
    this.highest = Math.max(0, ...rows.map((row) => Number(row.element.dataset["id"]) || 0));
    // The empty rows are for a browser without script; with it one is enough.
    if (!translation) for (const row of rows.slice(1).reverse()) if (row.empty && !row.field("speaker").value) row.element.remove();
    this.number();
  }

  all(): Row[] {
    return [...this.list.querySelectorAll<HTMLLIElement>("li.typed")].map((element) => new Row(element));
  }

  of(target: EventTarget | null): Row | null {
    const element = target instanceof Element ? target.closest<HTMLLIElement>("li.typed") : null;
    return element ? new Row(element) : null;
  }

  typed(): Typed[] {
    return this.all().map((row) => row.typed()).filter((typed) => typed.of || typed.text.trim() || typed.speaker);
  }

  // Puts an empty turn behind another, spoken by whoever spoke before that one, as two people take turns.
  after(row: Row): Row {
    const element = this.blank.cloneNode(true) as HTMLLIElement;
    this.highest += 1;
    element.dataset["id"] = String(this.highest);
    const fresh = new Row(element);
    fresh.field("turn").value = String(this.highest);
    fresh.fill({ id: "", speaker: this.answering(row), text: "", start: null, end: null, of: "", second: "", note: "" });
    row.element.after(element);
    this.number();
    return fresh;
  }

  remove(row: Row): void {
    row.element.remove();
    this.number();
  }

  voices(): string[] {
    return [...new Set(this.all().map((row) => row.field("speaker").value.trim()).filter(Boolean))];
  }

  restore(turns: readonly Typed[]): void {
    const known = new Map(this.all().map((row) => [row.element.dataset["id"] ?? "", row]));
    let last = this.all()[0] as Row;
    for (const typed of turns) {
      let row = known.get(typed.id);
      if (!row) {
        if (this.translation) continue;
        row = this.after(last);
        row.element.dataset["id"] = typed.id;
        row.field("turn").value = typed.id;
        this.highest = Math.max(this.highest, Number(typed.id) || 0);
      }
      row.fill(typed);
      last = row;
    }
  }

  private answering(row: Row): string {
    const own = row.field("speaker").value.trim();
    const before = this.all().slice(0, this.all().findIndex((other) => other.element === row.element)).reverse();
    return before.map((other) => other.field("speaker").value.trim()).find((name) => name && name !== own) ?? "";
  }

  private number(): void {
    this.all().forEach((row, place) => {
      for (const shown of row.element.querySelectorAll(".nth")) shown.textContent = String(place + 1);
      for (const label of row.element.querySelectorAll(".heard")) label.textContent = (label.textContent ?? "").replace(/\d+/, String(place + 1));
    });
  }
}
