// `v`: the turn at which somebody is was checked; again: it is not. The same form stands on the turn's own page.
import { keys } from "./keys.ts";
import { here } from "./words.ts";

const form = document.querySelector<HTMLFormElement>("#checking");

const say = (words: string): void => {
  const line = document.querySelector("#checking-said");
  if (line) line.textContent = words;
};

const count = (turn: string, by: number): void => {
  const figure = document.querySelector(`[data-checked-of="${turn.replace(/\..*$/, "")}"] b`);
  if (figure && /^\d+$/.test(figure.textContent)) figure.textContent = String(Number(figure.textContent) + by);
};

const write = async (): Promise<void> => {
  const turn = here();
  const who = turn ? document.getElementById(`turn-${turn}`)?.querySelector(".who") : null;
  if (!form || !who) return;
  const mark = who.querySelector(".checked");
  // What was said of the whole version is taken back of the whole version.
  if (mark?.matches(".whole")) return say(mark.getAttribute("title") ?? "");
  const sent = new FormData(form);
  sent.set("id", turn);
  sent.set("take", mark ? "1" : "");
  const answer = await fetch(form.action, { method: "POST", body: sent, redirect: "manual" }).catch(() => null);
  if (answer?.type !== "opaqueredirect") return say(form.dataset["failed"] ?? "");
  for (const old of who.querySelectorAll(".outdated, .unchecked")) old.remove();
  who.closest(".cell")?.classList.remove("machine");
  if (mark) mark.remove();
  else {
    const made = document.createElement("span");
    made.className = "aside checked";
    made.textContent = form.dataset["checked"] ?? "";
    who.append(" ", made);
  }
  count(turn, mark ? -1 : 1);
  say(mark ? "" : (form.dataset["checked"] ?? ""));
};

export const checking = (): void => {
  if (form) keys({ v: { do: () => void write() } });
};
