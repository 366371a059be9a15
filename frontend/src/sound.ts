// The bar under a transcript that has sound: hear a word by a click, and let the words follow. Without this script the bar
// holds the browser's own player, and each turn's time leads to it.
import { Following, pointAt } from "./following.ts";
import { type Guide, type Heard, fetched } from "./guide.ts";
import { keys } from "./keys.ts";
import { type Channel, Playing } from "./playing.ts";
import { type Stretch, asked, clock, stretchOf, written } from "./stretches.ts";
import { Wave } from "./wave.ts";
import { here, selected } from "./words.ts";

const ON = "earwitness-sound-on";
const JUMP = 2;

class Bar {
  private readonly duration: number;
  private readonly playing: Playing;
  private guide: Guide | null = null;
  private following: Following | null = null;
  private wave: Wave | null = null;
  private stretch: Stretch | null = null;

  constructor(private readonly bar: HTMLElement) {
    this.duration = Number(this.data("duration")) / 1000;
    const audio = this.one<HTMLAudioElement>("audio");
    audio.removeAttribute("controls");
    // The fragment is ours to go by: with it a browser would stop by itself.
    audio.src = this.data("sound");
    this.playing = new Playing(audio, this.duration, this.data("made"), {
      moved: (time, playing) => this.moved(time, playing),
      changed: () => this.changed(),
      asks: (warned) => this.asks(warned?.says ?? ""),
      trouble: (what) => this.say(what ? this.data(`say-${what}`) : ""),
    });
    if (sessionStorage.getItem(ON) === "yes") audio.muted = false;
    this.one(".plainly").hidden = true;
    this.one(".wired").append(audio);
    this.one(".wired").hidden = false;
    this.listen();
    this.changed();
    void this.begin();
  }

  private async begin(): Promise<void> {
    try {
      this.guide = await fetched(this.data("guide"), this.duration);
    } catch {
      this.say(this.data("say-gone"));
      return;
    }
    this.playing.guide = this.guide;
    this.following = new Following(this.guide);
    this.take();
    this.bar.dataset["ready"] = "yes";
    try {
      this.wave = await Wave.drawn(
        {
          place: this.one(".wave"),
          audio: this.playing.audio,
          peaks: this.data("peaks"),
          duration: this.duration,
          nonce: this.data("nonce"),
          cue: (time) => this.cue(time),
          chosen: (stretch) => this.choose(stretch),
        },
        this.guide,
      );
    } catch {
      return; // The sound is heard without a picture of it.
    }
    this.wave.show(this.stretch);
    if (this.stretch) this.wave.move(this.playing.time);
    this.bar.dataset["drawn"] = "yes";
  }

  // Goes to what the address names.
  private take(): void {
    const stretch = asked(this.duration) ?? stretchOf(this.data("at"), this.duration);
    if (!stretch || !this.guide) return;
    this.choose(stretch);
    this.cue(stretch.start);
    const [first] = this.guide.within(stretch);
    if (first) document.getElementById(`turn-${first.turn}`)?.scrollIntoView({ block: "center" });
  }

  private listen(): void {
    const acts: Record<string, () => void> = {
      play: () => this.toggle(),
      sound: () => this.mute(),
      more: () => this.more(),
      back: () => this.jump(-JUMP),
      loop: () => this.repeat(),
      skip: () => this.skip(),
      follow: () => this.follow(),
      "hear-stretch": () => this.stretch && void this.playing.hear(this.stretch, true),
      copy: () => void this.copy(),
      "cite-stretch": () => void this.cite(),
      forget: () => this.choose(null),
      pass: () => this.playing.decide("pass"),
      bear: () => this.playing.decide("bear"),
      leave: () => this.playing.decide("leave"),
    };
    this.bar.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest<HTMLElement>("button[data-do]") : null;
      if (button) acts[button.dataset["do"] ?? ""]?.();
    });
    this.field("speed")?.addEventListener("change", (event) => this.speed(Number((event.target as HTMLSelectElement).value)));
    this.field("channel")?.addEventListener("change", (event) => this.playing.hears((event.target as HTMLSelectElement).value as Channel));
    this.field("volume")?.addEventListener("input", (event) => this.volume(Number((event.target as HTMLInputElement).value)));
    this.field("zoom")?.addEventListener("change", (event) => void this.wave?.zoom(2 ** Number((event.target as HTMLInputElement).value)));
    document.querySelector(".sheet")?.addEventListener("click", (event) => this.clicked(event as MouseEvent));
    document.querySelector("#at-words [data-do=hear]")?.addEventListener("click", () => this.hear());
    document.querySelector("#at-words [data-do=copy-sound]")?.addEventListener("click", () => void this.copy());
    addEventListener("hashchange", () => this.take());
    // Who goes elsewhere by hand is not fetched back.
    for (const event of ["wheel", "touchmove"]) addEventListener(event, () => this.wander(), { passive: true });
    addEventListener("keydown", (event) => {
      if (["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"].includes(event.key)) this.wander();
    });
    keys({
      s: { do: () => this.toggle() },
      u: { do: () => this.mute() },
      h: { do: () => this.hear() },
      ",": () => this.jump(-JUMP),
      ".": () => this.jump(JUMP),
      l: { do: () => this.repeat() },
      q: { do: () => this.skip() },
      w: { do: () => this.follow() },
      y: { do: () => void this.copy() },
      "<": { do: () => this.step(-1) },
      ">": { do: () => this.step(1) },
      "-": () => this.volume(this.playing.audio.volume - 0.1),
      "+": () => this.volume(this.playing.audio.volume + 0.1),
      b: { do: () => this.channel() },
    });
  }

  // --- what is heard

  private toggle(): void {
    if (this.playing.playing) return this.playing.stop();
    if (!this.guide) return; // What is warned of is not known yet.
    if (this.following) this.following.on = true;
    void this.playing.play();
    if (this.playing.audio.muted) this.say(`${this.data("say-off")} u`);
  }

  private cue(time: number): void {
    this.playing.cue(time);
    this.wave?.move(time);
    this.following?.show(time, true);
  }

  // A click on a word: it is heard where the sound is on, else the bar only goes there.
  private clicked(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return;
    const target = event.target instanceof Element ? event.target : null;
    const time = target?.closest<HTMLAnchorElement>("a.time");
    const turn = target?.closest(".cell")?.id.replace(/^turn-/, "") ?? "";
    const heard = this.timed(turn);
    if (!heard) return;
    if (time) {
      event.preventDefault();
      return this.start(heard);
    }
    const said = target?.closest(".said");
    if (!said || target?.closest("a, button, summary, input, label") || !(getSelection()?.isCollapsed ?? true)) return;
    const point = pointAt(said, event.clientX, event.clientY);
    const word = point === null || heard.turn !== turn ? undefined : heard.words.filter((each) => each.first <= point).at(-1);
    this.start(word ? { start: word.start, end: heard.end } : heard);
  }

  // Returns where a turn is heard; of one without times, where the turn of another version in its row is.
  private timed(turn: string): Heard | undefined {
    const own = this.guide?.of(turn);
    if (own || !turn) return own;
    const row = document.getElementById(`turn-${turn}`)?.closest(".row");
    for (const cell of row?.querySelectorAll(".cell") ?? []) {
      const heard = this.guide?.of(cell.id.replace(/^turn-/, ""));
      if (heard) return heard;
    }
    return undefined;
  }

  private start(from: Stretch): void {
    if (this.following) this.following.on = true;
    if (this.playing.audio.muted && !this.playing.playing) {
      this.cue(from.start);
      return this.say(`${this.data("say-off")} u`);
    }
    void this.playing.hear(from, false);
  }

  // Hears the selected words, else the turn at which somebody is, else the chosen stretch, and stops at their end.
  private hear(): void {
    const stretch = this.meant();
    if (!stretch || !this.guide) return this.say(this.data("say-nowhere"));
    if (this.playing.audio.muted) this.mute();
    void this.playing.hear(stretch, true);
  }

  // Returns when the selected words are said; of words without times, when their turn is.
  private words(): Stretch | null {
    const spans = selected().flatMap((one): Stretch[] => {
      const heard = this.timed(one.turn);
      if (!heard) return [];
      if (heard.turn !== one.turn) return [heard]; // Another version's words have other places.
      const last = one.at + [...one.words].length;
      const words = heard.words.filter((each) => one.at < each.last && each.first < last);
      const from = words.length ? words : [heard];
      return [{ start: Math.min(...from.map((each) => each.start)), end: Math.max(...from.map((each) => each.end)) }];
    });
    if (!spans.length) return null;
    return { start: Math.min(...spans.map((each) => each.start)), end: Math.max(...spans.map((each) => each.end)) };
  }

  private meant(): Stretch | null {
    return this.words() ?? this.timed(here()) ?? this.stretch;
  }

  private jump(by: number): void {
    this.cue(this.playing.time + by);
  }

  private repeat(): void {
    const now = this.timed(here()) ?? this.guide?.at(this.playing.time)[0] ?? null;
    this.playing.loop = this.playing.loop ? null : (this.stretch ?? now);
    const { loop, time } = this.playing;
    if (loop && (time < loop.start || loop.end <= time)) this.cue(loop.start);
    this.changed();
  }

  private skip(): void {
    this.playing.skips = !this.playing.skips;
    this.changed();
  }

  private mute(): void {
    const { audio } = this.playing;
    audio.muted = !audio.muted;
    sessionStorage.setItem(ON, audio.muted ? "no" : "yes");
    if (!audio.muted) this.say("");
  }

  private speed(rate: number): void {
    this.playing.audio.playbackRate = rate;
  }

  private step(by: number): void {
    const field = this.field<HTMLSelectElement>("speed");
    if (!field) return;
    field.selectedIndex = Math.min(Math.max(field.selectedIndex + by, 0), field.options.length - 1);
    this.speed(Number(field.value));
    this.say(`${field.value}×`);
  }

  private volume(volume: number): void {
    this.playing.audio.volume = Math.min(Math.max(volume, 0), 1);
  }

  private channel(): void {
    const field = this.field<HTMLSelectElement>("channel");
    if (!field) return;
    field.selectedIndex = (field.selectedIndex + 1) % field.options.length;
    this.playing.hears(field.value as Channel);
    this.say(field.selectedOptions[0]?.textContent ?? "");
  }

  // --- a stretch

  private choose(stretch: Stretch | null): void {
    this.stretch = stretch;
    this.wave?.show(stretch);
    this.following?.mark(stretch ? (this.guide?.within(stretch) ?? []) : []);
    const place = this.one(".stretch");
    place.hidden = stretch === null;
    if (!stretch) return;
    const told = place.querySelector("span");
    if (told) told.textContent = `${clock(stretch.start, true)} – ${clock(stretch.end, true)}`;
    const save = place.querySelector<HTMLAnchorElement>("a.save");
    if (save) save.href = `${this.data("clip")}?${new URLSearchParams({ t: written(stretch) })}`;
  }

  private async copy(): Promise<void> {
    const stretch = this.words() ?? this.stretch ?? this.meant();
    if (!stretch) return this.say(this.data("say-nowhere"));
    this.choose(stretch);
    const address = `${location.origin}${this.data("lasting")}#t=${written(stretch)}`;
    try {
      await navigator.clipboard.writeText(address);
      this.say(this.data("say-copied"));
    } catch {
      this.say(address); // To be copied by hand.
    }
  }

  private async cite(opened = false): Promise<void> {
    const dialog = document.querySelector<HTMLDialogElement>("#citing");
    const stretch = this.stretch;
    if (!dialog || !stretch) return;
    const trouble = dialog.querySelector<HTMLElement>("[role=alert]");
    const fields = dialog.querySelector<HTMLElement>(".citation");
    const open = dialog.querySelector<HTMLElement>("[data-open]");
    const put = (name: string, text: string): void => {
      const area = dialog.querySelector<HTMLTextAreaElement>(`textarea[data-holds="${name}"]`);
      if (area) area.value = text;
      const whole = area?.closest<HTMLElement>(".copyable");
      if (whole) whole.hidden = !text;
    };
    // What a reader has not asked to see is not shown in a citation either.
    const warned = opened ? [] : [...(this.guide?.warned ?? []).filter((one) => one.start < stretch.end && stretch.start < one.end).map((one) => one.says)];
    if (!opened && this.guide?.unplaced) warned.push(this.guide.unplaced);
    if (open) {
      open.hidden = warned.length === 0;
      open.onclick = () => void this.cite(true);
    }
    if (warned.length) {
      if (fields) fields.hidden = true;
      if (trouble) trouble.textContent = [...new Set(warned), dialog.dataset["covered"]].join(" ");
      if (!dialog.open) dialog.showModal();
      open?.focus();
      return;
    }
    try {
      const query = new URLSearchParams({ name: this.data("recording"), t: written(stretch) });
      const answer = await fetch(`${this.data("cite")}?${query}`, { headers: { accept: "application/json" } });
      const told = (await answer.json()) as { plain: string; address: string; message?: string; hint?: string };
      if (!answer.ok) throw new Error([told.message, told.hint].filter(Boolean).join(": "));
      put("plain", told.plain);
      put("address", location.origin + told.address);
      put("bibtex", "");
      if (trouble) trouble.textContent = "";
      if (fields) fields.hidden = false;
    } catch (error) {
      if (fields) fields.hidden = true;
      if (trouble) trouble.textContent = error instanceof Error && error.message ? error.message : (dialog.dataset["failed"] ?? "");
    }
    // A stretch has no BibTeX; the words that are cited next have.
    dialog.addEventListener("close", () => put("bibtex", " "), { once: true });
    if (!dialog.open) dialog.showModal();
  }

  // --- what the page shows

  private moved(time: number, playing: boolean): void {
    const where = this.one(".where");
    const told = clock(time, true);
    if (where.textContent !== told) where.textContent = told;
    const segment = this.guide?.segment(time) ?? "";
    const place = this.one(".segment");
    if (place.textContent !== segment) place.textContent = segment;
    this.following?.show(time, playing);
  }

  private changed(): void {
    const { audio, loop, skips, playing } = this.playing;
    const press = (name: string, pressed: boolean): void =>
      this.bar.querySelector(`[data-do="${name}"]`)?.setAttribute("aria-pressed", String(pressed));
    press("play", playing);
    press("sound", !audio.muted);
    press("loop", loop !== null);
    press("skip", skips);
    press("follow", this.following?.on ?? true);
    const name = this.bar.querySelector('[data-do="play"] span');
    if (name) name.textContent = this.data(playing ? "say-pause" : "say-play");
    const volume = this.field<HTMLInputElement>("volume");
    if (volume) volume.value = String(audio.volume);
  }

  private follow(): void {
    if (!this.following) return;
    this.following.on = !this.following.on;
    if (this.following.on) this.following.lead(document.querySelector<HTMLElement>(".cell.now") ?? undefined);
    this.changed();
  }

  private wander(): void {
    if (!this.following?.on || !this.playing.playing) return;
    this.following.on = false;
    this.changed();
  }

  private asks(says: string): void {
    const asking = this.one(".asking");
    const had = asking.contains(document.activeElement);
    asking.hidden = !says;
    const why = asking.querySelector("p");
    if (why) why.textContent = says;
    const writing = document.activeElement?.matches("input, textarea, select") ?? false;
    if (says && !writing) asking.querySelector("button")?.focus({ preventScroll: true });
    else if (had) this.bar.querySelector<HTMLElement>('[data-do="play"]')?.focus({ preventScroll: true });
  }

  private more(): void {
    const open = this.bar.classList.toggle("open");
    this.bar.querySelector('[data-do="more"]')?.setAttribute("aria-expanded", String(open));
  }

  private say(words: string): void {
    const place = this.one(".telling");
    if (place.textContent !== words) place.textContent = words;
  }

  private data(name: string): string {
    return this.bar.getAttribute(`data-${name}`) ?? "";
  }

  private field<Field extends HTMLInputElement | HTMLSelectElement>(name: string): Field | null {
    return this.bar.querySelector<Field>(`[name="${name}"]`);
  }

  private one<Kind extends HTMLElement>(selector: string): Kind {
    const found = this.bar.querySelector<Kind>(selector);
    if (!found) throw new Error(selector);
    return found;
  }
}

const bar = document.querySelector<HTMLElement>("#player");
if (bar) new Bar(bar);
