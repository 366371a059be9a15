// The keyboard of the possible matches, and how far a look is. Everything it does is also there without it.
import { again } from "./again.ts";
import { keys } from "./keys.ts";

const at = (key: string): HTMLElement | null => document.querySelector<HTMLElement>(`[data-key="${key}"]`);
let acted = false;

// An act is sent once, however often the key is pressed before the next page is there.
const act = (key: string) => ({
  do: (): void => {
    const button = at(key);
    if (!button || acted) return;
    acted = true;
    button.click();
  },
});
const go = (key: string) => ({ do: (): void => at(key)?.click() });

keys({
  a: act("a"),
  r: act("r"),
  u: act("u"),
  l: go("l"),
  j: go("l"),
  k: go("k"),
  w: { do: () => document.querySelector<HTMLInputElement>(".say input[name=reason]")?.focus() },
});

// A page that the browser kept may be acted on again.
const forms = document.querySelectorAll<HTMLFormElement>("form[method=post]");
for (const form of forms) {
  form.addEventListener("submit", (event) => {
    if (form.dataset["sent"]) event.preventDefault();
    form.dataset["sent"] = "1";
  });
}
addEventListener("pageshow", () => {
  acted = false;
  for (const form of forms) delete form.dataset["sent"];
});

interface Look {
  readonly running: boolean;
  readonly sentence: string;
  readonly trouble: string;
  readonly done: number;
  readonly total: number;
}

// Where the page shows nothing but the look, it opens the matches when the look has ended; else it only says so.
const looking = document.querySelector<HTMLElement>("[data-looking]");
const alone = !document.querySelector(".match, .decided");

const tell = async (place: HTMLElement): Promise<void> => {
  const answer = await fetch(place.dataset["looking"] ?? "").catch(() => null);
  if (!answer?.ok) {
    setTimeout(tell, 4000, place);
    return;
  }
  const { look } = (await answer.json()) as { look: Look };
  const sentence = place.querySelector("[data-sentence]");
  const bar = place.querySelector("progress");
  if (look.running) {
    if (sentence) sentence.textContent = look.sentence;
    if (bar && look.total) {
      bar.max = look.total;
      bar.value = look.done;
    }
    setTimeout(tell, 1000, place);
  } else if (alone) {
    location.reload();
  } else {
    bar?.remove();
    if (!sentence) return;
    sentence.textContent = look.trouble || (place.dataset["ended"] ?? "");
    const link = document.createElement("a");
    link.href = location.pathname + location.search;
    link.textContent = place.dataset["show"] ?? "";
    sentence.after(" ", link);
  }
};
if (looking) setTimeout(tell, 700, looking);
again("data-lining");
