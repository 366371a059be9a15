// A turn is mended where it stands: `e` opens the form of its own page within it. What is typed is kept in this browser until the
// desk has written it, and where somebody changed the turn meanwhile, their wording and ours stand together.
import { allKept, forget, keep, keptOf, type Kept } from "./kept.ts";
import { keys } from "./keys.ts";
import { here } from "./words.ts";

const AGAIN = 20_000;
// A turn that was opened brings the forms of its neighbours, so that work goes on without the desk.
const ready = new Map<string, string>();

const cellOf = (turn: string): HTMLElement | null => document.getElementById(`turn-${turn}`);
const formOf = (cell: ParentNode): HTMLFormElement | null => cell.querySelector<HTMLFormElement>("form.mending");
const wordsOf = (form: HTMLFormElement): HTMLTextAreaElement | null => form.querySelector<HTMLTextAreaElement>("textarea[name=line]");
const token = (): string => document.querySelector<HTMLInputElement>("input[name=token]")?.value ?? "";
const addressOf = (turn: string): string => {
  const base = document.querySelector<HTMLElement>("#at-words")?.dataset["turns"];
  return base ? `${base}${encodeURIComponent(turn)}/mend` : "";
};

const lift = (html: string): HTMLFormElement | null => {
  const found = new DOMParser().parseFromString(html, "text/html").querySelector<HTMLFormElement>("form.mending");
  return found ? document.importNode(found, true) : null;
};

const fetched = async (address: string): Promise<string> => {
  const answer = await fetch(address, { headers: { accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
};

const prepare = (address: string): void => {
  if (address && !ready.has(address)) void fetched(address).then((html) => ready.set(address, html), () => undefined);
};

const state = (form: HTMLFormElement, words: string): void => {
  const line = form.querySelector<HTMLElement>(".state");
  if (line) {
    line.textContent = words;
    line.hidden = words === "";
  }
  const button = form.querySelector<HTMLButtonElement>("[data-do=forget]");
  if (button) button.hidden = keptOf(form.dataset["turn"] ?? "") === null;
};

const fieldsOf = (form: HTMLFormElement, pressed: string, lines: readonly string[] = []): [string, string][] => {
  const fields = [...new FormData(form).entries()].flatMap(([name, value]): [string, string][] =>
    typeof value === "string" && name !== "token" && name !== "do" ? [[name, value]] : []);
  return [...fields, ...lines.map((line): [string, string] => ["lines", line]), ["do", pressed]];
};

const kept = (form: HTMLFormElement, fields: [string, string][], sent: boolean): Kept => ({
  turn: form.dataset["turn"] ?? "",
  address: new URL(form.action).pathname,
  fields,
  sent,
  at: Date.now(),
});

const fill = (form: HTMLFormElement, one: Kept): void => {
  const values = (name: string): string[] => one.fields.filter(([known]) => known === name).map(([, value]) => value);
  for (const field of form.elements) {
    if (field instanceof HTMLTextAreaElement) field.value = values("lines").join(" ") || (values(field.name)[0] ?? field.value);
    else if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = values(field.name).includes(field.value);
    else if (field instanceof HTMLInputElement && field.name !== "token") field.value = values(field.name)[0] ?? field.value;
  }
};

// What stands on the cell while its words wait to be sent.
const tell = (one: Kept, texts: DOMStringMap): void => {
  const cell = cellOf(one.turn);
  if (!cell || formOf(cell)) return;
  cell.querySelector(".kept-here")?.remove();
  const line = document.createElement("p");
  line.className = "kept-here";
  line.setAttribute("role", "status");
  const words = document.createElement("bdi");
  words.textContent = one.fields.filter(([name]) => name === "line" || name === "lines").map(([, value]) => value).join(" ").slice(0, 120);
  const open = document.createElement("button");
  open.type = "button";
  open.textContent = texts["sayOpen"] ?? "";
  open.addEventListener("click", () => void mend(one.turn));
  line.append(`${texts["sayKept"] ?? ""}: `, words, " ", open);
  cell.append(line);
};

type Outcome = "written" | "overtaken" | "refused" | "unreachable";

const send = async (one: Kept): Promise<{ outcome: Outcome; address: string }> => {
  const body = new URLSearchParams([["token", token()], ...one.fields.map(([name, value]): [string, string] => [name, value])]);
  try {
    const answer = await fetch(`${one.address}.json`, { method: "POST", body });
    if (answer.ok) return { outcome: "written", address: ((await answer.json()) as { address: string }).address };
    // A desk that was started anew knows no token of ours: the page must be opened again, and nothing is lost by it.
    return { outcome: answer.status === 409 ? "overtaken" : answer.status >= 500 || answer.status === 403 ? "unreachable" : "refused", address: "" };
  } catch {
    return { outcome: "unreachable", address: "" };
  }
};

// The form once more as the desk gives it back: with what was typed, and what stands in its way.
const givenBack = async (one: Kept): Promise<HTMLFormElement | null> => {
  const body = new URLSearchParams([["token", token()], ...one.fields.map(([name, value]): [string, string] => [name, value])]);
  try {
    return lift(await (await fetch(one.address, { method: "POST", body, headers: { accept: "text/html" } })).text());
  } catch {
    return null;
  }
};

const close = (form: HTMLFormElement): void => {
  const cell = form.closest<HTMLElement>(".cell");
  form.remove();
  cell?.classList.remove("mends");
  if (cell) {
    cell.tabIndex = -1;
    cell.focus({ preventScroll: true });
  }
};

const goOn = (address: string): void => {
  const to = new URL(address, location.href);
  if (location.search) for (const [name, value] of new URLSearchParams(location.search)) if (!to.searchParams.has(name)) to.searchParams.set(name, value);
  if (to.pathname === location.pathname && to.search === location.search) {
    location.hash = to.hash;
    location.reload();
  } else location.assign(to);
};

const submit = async (form: HTMLFormElement, pressed: string, lines: readonly string[] = []): Promise<void> => {
  const one = kept(form, fieldsOf(form, pressed, lines), true);
  const safe = keep(one);
  const buttons = form.querySelectorAll("button");
  for (const button of buttons) button.disabled = true;
  const { outcome, address } = await send(one);
  for (const button of buttons) button.disabled = false;
  if (outcome === "written") {
    forget(one.turn);
    goOn(address);
    return;
  }
  if (outcome === "unreachable") {
    state(form, safe ? `${form.dataset["sayKept"] ?? ""}. ${form.dataset["sayFailed"] ?? ""}` : (form.dataset["sayRefused"] ?? ""));
    if (safe && form.closest(".cell")) {
      const texts = { ...form.dataset };
      close(form);
      tell(one, texts);
    }
    return;
  }
  const back = await givenBack(one);
  if (!back) return state(form, form.dataset["sayKept"] ?? "");
  keep({ ...one, sent: false }); // a person decides first
  form.replaceWith(back);
  live(back);
  back.querySelector<HTMLElement>("[role=alert]")?.scrollIntoView({ block: "center" });
  wordsOf(back)?.focus();
};

const splitAtCaret = (form: HTMLFormElement): void => {
  const area = wordsOf(form);
  if (!area) return;
  void submit(form, "split", [area.value.slice(0, area.selectionStart), area.value.slice(area.selectionEnd)]);
};

const voiceByKey = (form: HTMLFormElement, event: KeyboardEvent): boolean => {
  const figure = /^Digit([1-9])$/.exec(event.code);
  if (!event.altKey || event.ctrlKey || event.metaKey) return false;
  const boxes = [...form.querySelectorAll<HTMLInputElement>("input[name=voice]")];
  if (event.code === "KeyN") form.querySelector<HTMLInputElement>("input[name=new_voice]")?.focus();
  else if (figure) boxes.forEach((box, place) => { box.checked = place === Number(figure[1]) - 1; });
  else return false;
  form.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
};

// Gives a form its life: what is typed is kept, keys save and split, and a lost connection loses nothing.
const live = (form: HTMLFormElement): void => {
  const turn = form.dataset["turn"] ?? "";
  const button = form.querySelector<HTMLButtonElement>("[data-do=split]");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => splitAtCaret(form));
  }
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      if (form.isConnected && keep(kept(form, fieldsOf(form, "save"), false))) state(form, form.dataset["sayKept"] ?? "");
    }, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    const pressed = event.submitter instanceof HTMLButtonElement ? event.submitter.value : "save";
    void submit(form, pressed || "save");
  });
  form.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      clearTimeout(waiting);
      if (event.shiftKey) splitAtCaret(form);
      else void submit(form, "save");
    } else if (event.key === "Escape" && form.closest(".cell")) {
      const one = keptOf(turn);
      const texts = { ...form.dataset };
      close(form);
      if (one) tell(one, texts);
    } else if (!voiceByKey(form, event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  form.querySelector("[data-do=forget]")?.addEventListener("click", () => {
    forget(turn);
    location.reload();
  });
  for (const link of form.querySelectorAll<HTMLAnchorElement>("[data-do=theirs], [data-do=close]")) {
    link.addEventListener("click", (event) => {
      forget(turn);
      if (!form.closest(".cell")) return;
      event.preventDefault();
      if (link.dataset["do"] === "theirs") goOn(link.href);
      else close(form);
    });
  }
  state(form, keptOf(turn) ? (form.dataset["sayKept"] ?? "") : "");
  prepare(form.dataset["previous"] ?? "");
  prepare(form.dataset["next"] ?? "");
};

const mend = async (turn: string): Promise<void> => {
  const cell = cellOf(turn);
  const address = addressOf(turn);
  if (!cell || !address) return;
  const standing = formOf(cell);
  if (standing) return wordsOf(standing)?.focus();
  const line = document.querySelector("#checking-said, #mending-said");
  let html = ready.get(address) ?? "";
  try {
    html = await fetched(address);
  } catch {
    if (!html && line) line.textContent = document.querySelector<HTMLElement>("#mending-said")?.dataset["failed"] ?? "";
  }
  const form = html ? lift(html) : null;
  if (!form) return;
  ready.set(address, html);
  // What covers the words covers the form as well: it was opened by hand.
  cell.querySelector<HTMLDetailsElement>("details.cover")?.setAttribute("open", "");
  cell.querySelector(".kept-here")?.remove();
  const one = keptOf(turn);
  if (one) fill(form, one);
  cell.append(form);
  cell.classList.add("mends");
  live(form);
  wordsOf(form)?.focus();
};

// Sends what waits, one after another; what somebody overtook waits for a person.
const sendAll = async (): Promise<void> => {
  const texts = document.querySelector<HTMLElement>("#mending-said")?.dataset ?? {};
  for (const one of allKept()) {
    if (!one.sent) {
      tell(one, texts);
      continue;
    }
    const { outcome } = await send(one);
    const cell = cellOf(one.turn);
    if (outcome === "written") {
      forget(one.turn);
      const line = cell?.querySelector(".kept-here");
      if (line) line.textContent = texts["saySent"] ?? "";
    } else if (outcome === "unreachable") {
      tell(one, texts);
      return;
    } else {
      keep({ ...one, sent: false });
      if (!cell) continue;
      const back = await givenBack(one);
      if (!back || formOf(cell)) continue;
      cell.querySelector(".kept-here")?.remove();
      cell.append(back);
      cell.classList.add("mends");
      live(back);
    }
  }
};

export const mending = (): void => {
  const page = document.querySelector<HTMLFormElement>("main > form.mending, main .covered > form.mending, main details > form.mending");
  if (page) {
    const one = keptOf(page.dataset["turn"] ?? "");
    // A form that comes back with a clash holds what was typed already.
    if (one && !page.querySelector("[data-clash]")) fill(page, one);
    return live(page);
  }
  if (!document.querySelector("#mending-said")) return;
  const start = (): void => {
    const turn = here();
    if (turn) void mend(turn);
  };
  keys({ e: { do: start } });
  document.querySelector("#at-words [data-do=mend]")?.addEventListener("click", () => {
    const anchor = getSelection()?.anchorNode;
    const turn = (anchor instanceof Element ? anchor : anchor?.parentElement)?.closest(".cell")?.id.replace(/^turn-/, "") ?? here();
    if (turn) void mend(turn);
  });
  addEventListener("online", () => void sendAll());
  setInterval(() => {
    if (allKept().some((one) => one.sent)) void sendAll();
  }, AGAIN);
  void sendAll();
};
