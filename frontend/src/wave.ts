// The waveform: drawn from the heights that the desk worked out, so that no browser decodes a whole recording for it.
import WaveSurfer from "wavesurfer.js";
import RegionsPlugin, { type Region, type RegionParams } from "wavesurfer.js/dist/plugins/regions.js";
import type { Guide } from "./guide.ts";
import type { Stretch } from "./stretches.ts";

const POINTS = 4000;
const FINEST = 20_000;
const HEIGHT = 56;

interface Heights {
  readonly channels: number[][];
}

interface Given {
  readonly place: HTMLElement;
  readonly audio: HTMLAudioElement;
  readonly peaks: string;
  readonly duration: number;
  readonly nonce: string;
  cue(time: number): void;
  chosen(stretch: Stretch): void;
}

const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const faint = (name: string, part: number): string => `color-mix(in srgb, ${colour(name)} ${part}%, transparent)`;

const heights = async (address: string, points: number): Promise<number[][]> => {
  const answer = await fetch(`${address}?points=${points}`, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const { channels } = (await answer.json()) as Heights;
  // Lowest and highest of each point: what is drawn is the greater of the two, on both sides of the line.
  return channels.map((pairs) => {
    const drawn: number[] = [];
    for (let place = 0; place + 1 < pairs.length; place += 2) {
      drawn.push(Math.max(Math.abs(pairs[place] ?? 0), Math.abs(pairs[place + 1] ?? 0)));
    }
    return drawn;
  });
};

export class Wave {
  private chosen: Region | null = null;
  private fine = false;

  private constructor(
    private readonly given: Given,
    private readonly surfer: WaveSurfer,
    private readonly regions: ReturnType<typeof RegionsPlugin.create>,
  ) {}

  // Returns the waveform once it is drawn. Throws where the heights cannot be had; the sound is heard without.
  static async drawn(given: Given, guide: Guide): Promise<Wave> {
    const drawn = await heights(given.peaks, POINTS);
    const regions = RegionsPlugin.create();
    const shown = drawn.slice(0, 2);
    const surfer = WaveSurfer.create({
      container: given.place,
      media: given.audio,
      peaks: shown,
      duration: given.duration,
      cspNonce: given.nonce,
      height: HEIGHT / shown.length,
      ...(shown.length === 2 ? { splitChannels: [{}, {}] } : {}),
      normalize: true,
      barWidth: 2,
      barGap: 1,
      barMinHeight: 1,
      cursorWidth: 2,
      dragToSeek: false,
      hideScrollbar: false,
      plugins: [regions],
      ...inks(),
    });
    const wave = new Wave(given, surfer, regions);
    surfer.on("interaction", (time) => given.cue(time));
    regions.on("region-created", (region) => wave.made(region));
    regions.on("region-updated", (region) => wave.made(region));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => surfer.setOptions(inks()));
    await new Promise<void>((done) => {
      surfer.once("ready", () => done());
      setTimeout(done, 3000);
    });
    regions.enableDragSelection({ color: faint("--link", 28), resize: true, drag: true });
    for (const { start, end } of guide.warned) wave.lay({ id: "warned", start, end, color: faint("--accent", 14) });
    for (const { start, title } of guide.segments) {
      wave.lay({ id: "segment", start, color: faint("--soft", 70), content: label(title) });
    }
    return wave;
  }

  // Puts the line where the sound will go on; while nothing is loaded yet the sound itself says nothing of it.
  move(time: number): void {
    if (this.given.audio.readyState === 0) this.surfer.setTime(time);
  }

  // Shows the stretch that somebody chose; null takes it away.
  show(stretch: Stretch | null): void {
    if (this.chosen && stretch && Math.abs(this.chosen.start - stretch.start) < 1e-6 && Math.abs(this.chosen.end - stretch.end) < 1e-6) return;
    this.chosen?.remove();
    this.chosen = null;
    if (stretch) {
      const { start, end } = stretch;
      this.chosen = this.regions.addRegion({ id: "chosen", start, end, color: faint("--link", 28), drag: true, resize: true });
    }
  }

  // Draws so many times wider than the place; what is wide is drawn of finer heights.
  async zoom(times: number): Promise<void> {
    const { clientWidth } = this.given.place;
    if (times !== 1 && !this.fine) {
      this.fine = true;
      const points = Math.min(FINEST, Math.ceil(this.given.duration * 50));
      if (POINTS < points) {
        const finer = await heights(this.given.peaks, points).catch(() => null);
        const { currentTime } = this.given.audio;
        if (finer) await this.surfer.load(this.given.audio.src, finer.slice(0, 2), this.given.duration);
        if (this.given.audio.currentTime !== currentTime) this.given.audio.currentTime = currentTime;
      }
    }
    this.surfer.zoom(times === 1 ? 0 : (clientWidth / this.given.duration) * times);
  }

  // Lays on what only tells; a stretch can be drawn across it.
  private lay(told: RegionParams): void {
    const region = this.regions.addRegion({ ...told, drag: false, resize: false });
    if (region.element) region.element.style.pointerEvents = "none";
  }

  private made(region: Region): void {
    if (region.id === "warned" || region.id === "segment" || region.end - region.start < 0.05) return;
    if (this.chosen && this.chosen !== region) this.chosen.remove();
    this.chosen = region;
    this.given.chosen({ start: region.start, end: region.end });
  }
}

const inks = (): { waveColor: string; progressColor: string; cursorColor: string } => ({
  waveColor: colour("--soft"),
  progressColor: colour("--link"),
  cursorColor: colour("--accent"),
});

const label = (text: string): HTMLElement => {
  const made = document.createElement("span");
  made.className = "label";
  made.setAttribute("part", "label");
  made.textContent = text;
  return made;
};
