// What stands where in a recording: turns and words, what is warned of, where somebody speaks, segments.
import type { Stretch } from "./stretches.ts";

export interface Heard extends Stretch {
  readonly turn: string;
  // Places in the turn's text, in code points, and their times.
  readonly words: readonly { readonly first: number; readonly last: number; readonly start: number; readonly end: number }[];
}

export interface Warned extends Stretch {
  readonly says: string;
}

interface Sent {
  readonly turns: { turn: string; start: number; end: number; words?: [number, number, number, number][] }[];
  readonly warned: { start: number; end: number; says: string }[];
  readonly unplaced: string;
  readonly speech: [number, number][];
  readonly segments: { start: number; end: number; title: string }[];
}

const MS = 1000;
// Sound in which nobody speaks for less than this is a pause in speech and is heard.
const SHORTEST = 0.7;
// So much of the silence before speech is kept, so that no word is clipped.
const BREATH = 0.15;

export class Guide {
  readonly turns: readonly Heard[];
  readonly warned: readonly Warned[];
  readonly unplaced: string;
  readonly segments: readonly (Stretch & { title: string })[];
  private readonly silences: readonly Stretch[];
  private readonly byTurn: ReadonlyMap<string, Heard>;
  // The latest end of each turn and all that begin before it: further back nothing is heard any more.
  private readonly reach: readonly number[];

  constructor(sent: Sent, duration: number) {
    const spans = (at: { start: number; end: number }): Stretch => ({ start: at.start / MS, end: at.end / MS });
    this.turns = sent.turns
      .map((heard) => ({
        ...spans(heard),
        turn: heard.turn,
        words: (heard.words ?? []).map(([first, last, start, end]) => ({ first, last, start: start / MS, end: end / MS })),
      }))
      .sort((one, other) => one.start - other.start);
    this.byTurn = new Map(this.turns.map((heard) => [heard.turn, heard]));
    let latest = 0;
    this.reach = this.turns.map((heard) => (latest = Math.max(latest, heard.end)));
    this.warned = sent.warned.map((one) => ({ ...spans(one), says: one.says }));
    this.unplaced = sent.unplaced;
    this.segments = sent.segments.map((one) => ({ ...spans(one), title: one.title }));
    this.silences = between(sent.speech.map(([start, end]) => ({ start: start / MS, end: end / MS })), duration);
  }

  of(turn: string): Heard | undefined {
    return this.byTurn.get(turn);
  }

  // Returns the turns that are heard at a time, of every version.
  at(time: number): Heard[] {
    let low = 0;
    for (let high = this.turns.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((this.turns[middle]?.start ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    const found: Heard[] = [];
    for (let place = low - 1; 0 <= place && time < (this.reach[place] ?? 0); place--) {
      const heard = this.turns[place];
      if (heard && time < heard.end) found.unshift(heard);
    }
    return found;
  }

  within({ start, end }: Stretch): Heard[] {
    return this.turns.filter((heard) => heard.start < end && start < heard.end);
  }

  segment(time: number): string {
    return this.segments.filter((one) => one.start <= time && time < one.end).at(-1)?.title ?? "";
  }

  // Returns where to go on from a time in a silence; null where somebody speaks.
  past(time: number): number | null {
    const silence = this.silences.find((one) => one.start <= time && time < one.end - BREATH);
    return silence ? silence.end - BREATH : null;
  }
}

const between = (speech: readonly Stretch[], duration: number): Stretch[] => {
  // Where nobody is known to speak at all there is nothing to skip to.
  if (speech.length === 0) return [];
  const found: Stretch[] = [];
  let from = 0;
  for (const { start, end } of [...speech, { start: duration, end: duration }]) {
    if (SHORTEST <= start - from) found.push({ start: from + (from ? BREATH : 0), end: start });
    from = Math.max(from, end);
  }
  return found;
};

export const fetched = async (address: string, duration: number): Promise<Guide> => {
  const answer = await fetch(address, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return new Guide((await answer.json()) as Sent, duration);
};
