// The writing desk: the sound under the fingers while one types. Stop goes two seconds back, Enter begins the next turn at the
// time that is heard, a key puts a sign, and nothing that was typed is ever lost.
import { type Act, Bindings, named, spelt } from "./bindings.ts";
import { hasPedals, Pedals } from "./pedal.ts";
import { Sending, type Told } from "./sending.ts";
import { type Row, Rows } from "./typing.ts";

const form = document.querySelector<HTMLFormElement>("#draft");
const list = document.querySelector<HTMLOListElement>("#turns");
const sound = document.querySelector<HTMLAudioElement>("#sound");
const STEP = 2;

const words = (name: string): string => form?.dataset[name] ?? "";
const value = (name: string): string => form?.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`)?.value ?? "";

const desk = (form: HTMLFormElement, list: HTMLOListElement): void => {
  const rows = new Rows(list, form.dataset["kind"] === "translation");
  const bindings = new Bindings();
  const state = document.querySelector<HTMLElement>("#state");
  const told: Record<Told, string> = { saved: words("saved"), sending: words("sending"), kept: words("kept"), clash: words("clash") };
  const now = (): number => Math.round((sound?.currentTime ?? 0) * 1000);
  let current: Row | null = null;
  let clashed = false;

  const sending = new Sending(
    form.dataset["id"] ?? "",
    Number(value("version")),
    () => value("token"),
    () => ({ turns: rows.typed(), at: now(), title: value("name"), language: value("language") }),
    (what, when) => {
      clashed ||= what === "clash";
      if (!state) return;
      state.textContent = what === "saved" ? `${told.saved} ${new Date(when).toLocaleTimeString()}` : told[what];
      state.classList.toggle("unsent", what === "kept" || what === "clash");
    },
  );
  const left = sending.left();
  if (left) {
    rows.restore(left.turns);
    if (state) state.textContent = words("restored");
    sending.resume(left.version);
  }

  // --- the sound
  const rewind = (): number => Number(document.querySelector<HTMLSelectElement>("#rewind")?.value ?? STEP);
  const move = (seconds: number): void => {
    if (sound) sound.currentTime = Math.min(Math.max(0, sound.currentTime + seconds), sound.duration || Infinity);
  };
  const play = (): void => {
    if (!sound) return;
    if (sound.paused) return void sound.play().catch(() => undefined);
    sound.pause();
    move(-rewind());
  };
  const rate = document.querySelector<HTMLInputElement>("#rate");
  const pace = (by: number): void => {
    if (!sound || !rate) return;
    rate.value = String(Number(rate.value) + by);
    sound.preservesPitch = true;
    sound.playbackRate = Number(rate.value);
    const shown = document.querySelector("output[for=rate]");
    if (shown) shown.textContent = `${Number(rate.value)}×`;
  };
  const again = (row: Row | null): void => {
    if (!sound || row?.start === null || row?.start === undefined) return;
    sound.currentTime = row.start / 1000;
    void sound.play().catch(() => undefined);
  };

  // --- the words
  const insert = (row: Row, before: string, after = ""): void => {
    const field = row.text;
    const { selectionStart: start, selectionEnd: end } = field;
    const chosen = field.value.slice(start, end);
    const gap = start > 0 && !/\s$/.test(field.value.slice(0, start)) && !chosen ? " " : "";
    // Through the browser's own editing, so that its undo takes it back.
    field.focus();
    if (!document.execCommand("insertText", false, gap + before + chosen + after)) field.setRangeText(gap + before + chosen + after, start, end, "end");
    sending.typed();
  };
  const focus = (row: Row | undefined): void => {
    row?.text.focus();
    row?.element.scrollIntoView({ block: "nearest" });
  };
  const next = (row: Row): void => {
    const all = rows.all();
    const behind = all[all.findIndex((other) => other.element === row.element) + 1];
    if (form.dataset["kind"] === "translation" || behind?.empty) return focus(behind);
    if (row.empty) return;
    if (sound && row.end === null && (row.start ?? -1) < now()) row.set("end", now());
    const fresh = rows.after(row);
    if (sound) fresh.set("start", now());
    sending.typed();
    focus(fresh);
  };
  const voice = (row: Row): void => {
    const names = rows.voices();
    const field = row.field("speaker");
    field.value = names[(names.indexOf(field.value.trim()) + 1) % Math.max(names.length, 1)] ?? "";
    sending.typed();
  };
  const mark = (row: Row, name: "start" | "end"): void => {
    row.set(name, now());
    sending.typed();
  };
  const before = (row: Row): void => {
    const all = rows.all();
    focus(all[all.findIndex((other) => other.element === row.element) - 1]);
  };

  const on = (act: (row: Row) => void) => (): void => {
    const row = current ?? rows.all()[0];
    if (row) act(row);
  };
  const acts: Record<Act, () => void> = {
    play, back: () => move(-STEP), forward: () => move(STEP), slower: () => pace(-0.1), faster: () => pace(0.1),
    again: on(again), start: on((row) => mark(row, "start")), end: on((row) => mark(row, "end")), speaker: on(voice),
    newcomer: on((row) => (row.field("speaker") as HTMLInputElement).select()), gap: on((row) => insert(row, "[…]")),
    unclear: on((row) => insert(row, "[", "?]")), sound: on((row) => insert(row, "(laughs)")), pause: on((row) => insert(row, "(pause)")),
    next: on(next), before: on(before),
  };

  // --- keys and pedals
  let learning: HTMLButtonElement | null = null;
  const show = (): void => {
    for (const button of document.querySelectorAll<HTMLButtonElement>(".binding")) {
      button.textContent = spelt(bindings.key(button.dataset["act"] as Act)) || "–";
      button.classList.remove("listens");
    }
    learning = null;
  };
  const learn = (key: string): void => {
    if (learning) bindings.bind(learning.dataset["act"] as Act, key);
    show();
  };
  for (const button of document.querySelectorAll<HTMLButtonElement>(".binding")) {
    button.addEventListener("click", () => {
      show();
      learning = button;
      button.classList.add("listens");
      button.textContent = "…";
    });
  }
  const dialog = document.querySelector<HTMLDialogElement>("#choose-keys");
  document.querySelector("#shortcuts")?.addEventListener("click", () => {
    show();
    dialog?.showModal();
  });
  document.querySelector("#reset-keys")?.addEventListener("click", () => {
    bindings.reset();
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || ["Control", "Alt", "Shift", "Meta"].includes(event.key)) return;
    if (learning) {
      event.preventDefault();
      event.stopPropagation();
      if (event.code !== "Tab") learn(named(event));
      return;
    }
    if (document.querySelector("dialog[open]")) return;
    const act = bindings.act(named(event));
    // Enter and the like are the desk's only where turns are typed; a key of its own works everywhere on the page.
    const typing = rows.of(event.target) !== null && event.target instanceof HTMLTextAreaElement;
    if (!act || (!typing && /^(Enter|Space|Key.|Digit.|Arrow.*)$/.test(named(event)))) return;
    if ((event.target as Element).matches?.("[name=second], [name=note]") && named(event) === "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    acts[act]();
  }, true);
  const pedals = new Pedals((key, known) => {
    if (learning) return learn(key);
    const act = bindings.act(key) ?? known;
    if (act) acts[act]();
  });
  const ask = document.querySelector<HTMLButtonElement>("#pedal");
  if (ask && hasPedals()) {
    ask.hidden = false;
    ask.addEventListener("click", () => void pedals.ask());
    void pedals.known();
  }

  // --- what happens on the page
  list.addEventListener("focusin", (event) => (current = rows.of(event.target)));
  list.addEventListener("input", (event) => {
    const row = rows.of(event.target);
    // The first letter of a turn says when it begins, if nobody did.
    if (row && sound && event.target === row.text && row.start === null && form.dataset["kind"] !== "translation" && row.text.value.trim()) row.set("start", now());
    sending.typed();
  });
  form.querySelector(".about")?.addEventListener("input", () => sending.typed());
  list.addEventListener("keydown", (event) => {
    const row = rows.of(event.target);
    if (event.key !== "Backspace" || !row || !row.empty || event.target !== row.text || rows.all().length < 2) return;
    event.preventDefault();
    const all = rows.all();
    const place = all.findIndex((other) => other.element === row.element);
    rows.remove(row);
    focus(all[place - 1] ?? all[place + 1]);
    sending.typed();
  });
  form.addEventListener("submit", (event) => {
    if (clashed || form.dataset["sent"]) return;
    event.preventDefault();
    const button = (event as SubmitEvent).submitter as HTMLButtonElement | null;
    void (async () => {
      sending.typed();
      if (!(await sending.send()) || button?.value === "save") return;
      // All is on the desk now; the form goes on with the version that stands.
      const standing = await fetch(`/api/draft?id=${encodeURIComponent(form.dataset["id"] ?? "")}`).then((answer) => answer.json() as Promise<{ version: number }>);
      const field = form.querySelector<HTMLInputElement>("[name=version]");
      if (field) field.value = String(standing.version);
      form.dataset["sent"] = "1";
      form.requestSubmit(button);
    })();
  });
  if (sound) {
    for (const hidden of document.querySelectorAll<HTMLElement>(".pace")) hidden.hidden = false;
    rate?.addEventListener("input", () => pace(0));
    const at = Number(sound.dataset["at"]) / 1000;
    sound.addEventListener("loadedmetadata", () => (sound.currentTime = Math.min(at, sound.duration || at)), { once: true });
    sound.addEventListener("timeupdate", () => {
      const time = now();
      for (const row of rows.all()) row.element.classList.toggle("heard-now", !sound.paused && row.start !== null && row.start <= time && time < (row.end ?? -1));
    });
  }
};

if (form && list) desk(form, list);
