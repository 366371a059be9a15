// The sound of a recording: one element plays it. It stops by itself before what is warned of, repeats a stretch, passes over
// silence, and lets one channel alone be heard.
import type { Guide, Warned } from "./guide.ts";
import type { Stretch } from "./stretches.ts";

// So long before a passage the sound stops: times are never true to a breath.
const BEFORE = 0.3;
// Browsers wake a page in the background once a second.
const ASLEEP = 1.2;
const TICK = 40;

export interface Told {
  moved(time: number, playing: boolean): void;
  changed(): void;
  asks(warned: Warned | null): void;
  trouble(what: "slow" | "failed" | ""): void;
}

export type Channel = "both" | "left" | "right";

export class Playing {
  guide: Guide | null = null;
  skips = false;
  // The stretch that is repeated, null where none is.
  loop: Stretch | null = null;
  // Where the sound stops once, when only a stretch is to be heard.
  private until: number | null = null;
  private asking: Warned | null = null;
  private readonly borne = new Set<Warned>();
  private wholeBorne = false;
  private graph: { gains: [GainNode, GainNode]; merged: AudioContext } | null = null;
  private timer = 0;

  constructor(
    readonly audio: HTMLAudioElement,
    readonly duration: number,
    private readonly other: string,
    private readonly told: Told,
  ) {
    audio.preservesPitch = true;
    audio.muted = true;
    for (const event of ["play", "pause", "ended", "volumechange", "ratechange"]) {
      audio.addEventListener(event, () => told.changed());
    }
    audio.addEventListener("seeked", () => this.tick());
    audio.addEventListener("timeupdate", () => this.tick());
    audio.addEventListener("waiting", () => told.trouble("slow"));
    for (const event of ["playing", "canplay", "seeked"]) audio.addEventListener(event, () => told.trouble(""));
    audio.addEventListener("error", () => this.failed());
  }

  get time(): number {
    return this.audio.currentTime;
  }

  get playing(): boolean {
    return !this.audio.paused;
  }

  get waits(): boolean {
    return this.asking !== null;
  }

  // Goes to a time; what is warned of is not heard by that.
  cue(time: number): void {
    this.until = null;
    if (this.loop && (time < this.loop.start || this.loop.end <= time)) this.loop = null;
    this.audio.currentTime = Math.min(Math.max(time, 0), Math.max(this.duration - 0.05, 0));
    this.answer(null);
    this.told.moved(this.audio.currentTime, this.playing);
    this.told.changed();
  }

  async play(): Promise<void> {
    const ahead = this.ahead(0);
    if (ahead) return this.ask(ahead);
    if (this.audio.readyState === 0) this.told.trouble("slow");
    void this.graph?.merged.resume();
    clearInterval(this.timer);
    this.timer = window.setInterval(() => this.tick(), TICK);
    try {
      await this.audio.play();
    } catch (error) {
      // Whoever stops before it has begun is no trouble.
      if (error instanceof DOMException && error.name === "AbortError") return;
      if (this.audio.error === null) this.told.trouble("failed");
    }
  }

  // Hears a stretch, and stops at its end where it is not repeated.
  async hear({ start, end }: Stretch, once: boolean): Promise<void> {
    this.cue(start);
    if (once && !this.loop) this.until = end;
    await this.play();
  }

  stop(): void {
    this.audio.pause();
    clearInterval(this.timer);
  }

  // Says what becomes of the passage before which the sound stopped.
  decide(how: "pass" | "bear" | "leave"): void {
    const asked = this.asking;
    if (!asked) return;
    this.answer(null);
    if (how === "leave") return;
    if (asked === WHOLE || how === "bear") {
      if (asked === WHOLE) this.wholeBorne = true;
      else this.borne.add(asked);
      if (how === "bear") void this.play();
      return;
    }
    if (this.duration - 0.1 <= asked.end) return;
    this.audio.currentTime = asked.end;
    void this.play();
  }

  // Which of two channels is heard; the sound of one goes to both ears.
  hears(channel: Channel): void {
    if (!this.graph && channel === "both") return;
    this.graph ??= this.wired();
    const [left, right] = this.graph.gains;
    left.gain.value = channel === "right" ? 0 : 1;
    right.gain.value = channel === "left" ? 0 : 1;
  }

  private wired(): NonNullable<Playing["graph"]> {
    const context = new AudioContext();
    const source = context.createMediaElementSource(this.audio);
    const split = context.createChannelSplitter(2);
    const gains: [GainNode, GainNode] = [context.createGain(), context.createGain()];
    source.connect(split);
    const joined = context.createGain();
    // In the middle: who hears with one ear hears both parties.
    joined.channelCount = 1;
    joined.channelCountMode = "explicit";
    gains.forEach((gain, place) => {
      split.connect(gain, place);
      gain.connect(joined);
    });
    joined.connect(context.destination);
    if (this.playing) void context.resume();
    return { gains, merged: context };
  }

  private tick(): void {
    const time = this.time;
    if (this.playing) {
      const ahead = this.ahead(document.hidden ? ASLEEP * this.audio.playbackRate : 0);
      if (ahead) return this.ask(ahead);
      if (this.loop && this.loop.end <= time) this.audio.currentTime = this.loop.start;
      else if (this.until !== null && this.until <= time) {
        this.until = null;
        this.stop();
      } else if (this.skips && !this.loop) {
        const past = this.guide?.past(time) ?? null;
        // It never passes over a warning.
        const first = past === null ? null : this.first(time, past);
        if (past !== null) this.audio.currentTime = first ? Math.max(time, first.start - BEFORE) : past;
      }
    }
    this.told.moved(this.time, this.playing);
  }

  private first(from: number, to: number): Warned | undefined {
    return this.guide?.warned.find((one) => !this.borne.has(one) && from < one.end && one.start - BEFORE < to);
  }

  // Returns the passage that is heard now or within a moment, and that nobody said they would hear.
  private ahead(early: number): Warned | null {
    const guide = this.guide;
    if (!guide) return null;
    if (guide.unplaced && !this.wholeBorne) return Object.assign(WHOLE, { says: guide.unplaced });
    return this.first(this.time, this.time + early + (TICK / 1000) * this.audio.playbackRate) ?? null;
  }

  private ask(warned: Warned): void {
    this.stop();
    if (warned !== WHOLE && warned.start - BEFORE < this.time && this.time < warned.start) {
      this.audio.currentTime = Math.max(0, warned.start - BEFORE);
    }
    this.answer(warned);
    this.told.moved(this.time, false);
  }

  private answer(warned: Warned | null): void {
    if (warned === this.asking) return;
    this.asking = warned;
    this.told.asks(warned);
  }

  // A browser that cannot play the original is given the rendition, once.
  private failed(): void {
    if (this.audio.src.endsWith(this.other)) return this.told.trouble("failed");
    const { currentTime } = this.audio;
    this.audio.src = this.other;
    this.audio.currentTime = currentTime;
    this.told.trouble("slow");
  }
}

const WHOLE: Warned = { start: 0, end: 0, says: "" };
