// The words follow the sound: the turn that is heard is marked, and in it the word, where words have times of their own.
import type { Guide, Heard } from "./guide.ts";
import { textsOf } from "./words.ts";

const still = matchMedia("(prefers-reduced-motion: reduce)");
const cell = (turn: string): HTMLElement | null => document.getElementById(`turn-${turn}`);

// Returns the stretch of a turn's text on the page; offsets are code points of what was said.
const rangeOf = (said: Element, first: number, last: number): Range | null => {
  const range = document.createRange();
  let at = 0;
  let begun = false;
  for (const node of textsOf(said)) {
    const units = [...node.data];
    const unit = (point: number): number => units.slice(0, point - at).join("").length;
    if (!begun && first < at + units.length) {
      range.setStart(node, unit(first));
      begun = true;
    }
    if (begun && last <= at + units.length) {
      range.setEnd(node, unit(last));
      return range;
    }
    at += units.length;
  }
  return null;
};

// Returns the code point of what was said at a place on the screen, none where no words stand there.
export const pointAt = (said: Element, x: number, y: number): number | null => {
  const caret = document.caretPositionFromPoint?.(x, y);
  const old = caret ? null : document.caretRangeFromPoint?.(x, y);
  const node = caret?.offsetNode ?? old?.startContainer;
  const offset = caret?.offset ?? old?.startOffset ?? 0;
  let at = 0;
  for (const text of textsOf(said)) {
    if (text === node) return at + [...text.data.slice(0, offset)].length;
    at += [...text.data].length;
  }
  return null;
};

export class Following {
  // False once a reader has gone elsewhere by hand.
  on = true;
  private marked: HTMLElement[] = [];
  private names = "";

  constructor(private readonly guide: Guide) {}

  // Marks what is heard at a time; with `lead` the page goes there.
  show(time: number, lead: boolean): void {
    const heard = this.guide.at(time);
    const names = heard.map((one) => one.turn).join();
    if (names !== this.names) {
      for (const element of this.marked) element.classList.remove("now");
      this.marked = heard.flatMap((one) => cell(one.turn) ?? []);
      for (const element of this.marked) element.classList.add("now");
      this.names = names;
      if (lead && this.on) this.lead(this.marked[0]);
    }
    this.word(heard, time);
  }

  // Goes to a turn gently, and only where it does not stand well in sight.
  lead(element: HTMLElement | undefined): void {
    if (!element) return;
    const box = element.getBoundingClientRect();
    const room = innerHeight - (document.querySelector("#player")?.getBoundingClientRect().height ?? 0);
    if (room * 0.12 < box.top && box.bottom < room * 0.85) return;
    element.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
  }

  // Marks the turns of a stretch that somebody named or chose.
  mark(turns: readonly Heard[]): void {
    for (const element of document.querySelectorAll(".cell.heard-in")) element.classList.remove("heard-in");
    for (const one of turns) cell(one.turn)?.classList.add("heard-in");
  }

  private word(heard: readonly Heard[], time: number): void {
    if (!("highlights" in CSS)) return;
    const ranges = heard.flatMap((one) => {
      const word = one.words.find((each) => each.start <= time && time < each.end);
      const said = word && cell(one.turn)?.querySelector(".said");
      return (said && rangeOf(said, word.first, word.last)) || [];
    });
    if (ranges.length) CSS.highlights.set("heard", new Highlight(...ranges));
    else CSS.highlights.delete("heard");
  }
}
