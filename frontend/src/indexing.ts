// The index of a recording: the time that is heard goes into a form at a press, and a time of the list is gone to.
const sound = document.querySelector<HTMLAudioElement>("#sound");
const making = document.querySelector<HTMLFormElement>("#making");

// Returns a time as people write it: `1:02:03.5`.
export const clock = (seconds: number): string => {
  const tenths = Math.floor(seconds * 10);
  const [whole, rest] = [Math.floor(tenths / 10), tenths % 10];
  const [hours, minutes, over] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, String(whole % 60).padStart(2, "0")];
  return `${hours ? `${hours}:${String(minutes).padStart(2, "0")}` : minutes}:${over}${rest ? `.${rest}` : ""}`;
};

const field = (form: HTMLFormElement, name: string): HTMLInputElement | null => form.querySelector(`[name="${name}"]`);
const typing = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.closest("input, textarea, select, button, summary, audio") !== null;

const toggle = (): void => {
  if (!sound) return;
  if (sound.paused) void sound.play().catch(() => undefined);
  else sound.pause();
};

if (sound) {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button.now")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const into = button.form && field(button.form, button.dataset["to"] ?? "start");
      if (into) into.value = clock(sound.currentTime);
    });
  }
  for (const place of document.querySelectorAll<HTMLElement>("#index [data-at]")) {
    place.addEventListener("click", () => {
      sound.currentTime = Number(place.dataset["at"]);
    });
  }
}

for (const named of document.querySelectorAll<HTMLElement>(".named")) named.hidden = true;
for (const button of document.querySelectorAll<HTMLButtonElement>("button.keyword")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const into = making && field(making, "keywords");
    const word = button.dataset["keyword"] ?? "";
    const there = into?.value.split(";").map((each) => each.trim()).filter(Boolean) ?? [];
    if (into && !there.includes(word)) into.value = [...there, word].join("; ");
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target instanceof HTMLElement ? event.target.closest("form.segment") : null;
    if (form instanceof HTMLFormElement) form.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === " ") toggle();
  else if (event.key === "n" && making) {
    const start = field(making, "start");
    if (start && sound) start.value = clock(sound.currentTime);
    field(making, "title")?.focus();
  } else return;
  event.preventDefault();
});
