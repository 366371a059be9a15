// A difference in the margin unfolds where it stands: who has which reading, and where that comes from. All of it is said by
// the difference's own page, to which its link leads without script, and whoever asks for a new tab gets that page.
const head = (note: Element): HTMLAnchorElement | null => note.querySelector<HTMLAnchorElement>(":scope > a.kind");

// Null where the desk does not answer so, and where the words there are covered and were not asked for here.
const fetched = async (note: Element, link: HTMLAnchorElement): Promise<HTMLElement | null> => {
  const answer = await fetch(link.href);
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const readings = page.querySelector(".readings");
  if (!readings || (readings.closest(".cover") && !note.closest(".cover"))) return null;
  const made = document.createElement("div");
  made.className = "unfolded";
  const list = document.importNode(readings, true);
  list.removeAttribute("id");
  list.className = "readings";
  const whole = document.createElement("a");
  whole.href = link.href;
  whole.textContent = link.closest<HTMLElement>(".sheet")?.dataset["whole"] ?? "";
  made.append(list, whole);
  return made;
};

const unfold = async (note: Element, link: HTMLAnchorElement): Promise<void> => {
  const there = note.querySelector<HTMLElement>(".unfolded");
  if (there) {
    there.hidden = !there.hidden;
    link.setAttribute("aria-expanded", String(!there.hidden));
    return;
  }
  if (link.ariaBusy === "true") return;
  link.ariaBusy = "true";
  const made = await fetched(note, link).catch(() => null);
  link.ariaBusy = null;
  if (!made) return location.assign(link.href);
  note.append(made);
  link.setAttribute("aria-expanded", "true");
};

// Unfolds a difference or folds it again; says whether there was one to unfold.
export const turnOver = (note: Element): boolean => {
  const link = head(note);
  if (link) void unfold(note, link);
  return link !== null;
};

// The difference that the address names is unfolded.
const reveal = (): void => {
  const name = decodeURIComponent(location.hash.slice(1));
  const note = name ? document.getElementById(name) : null;
  if (note?.matches(".note") && !note.querySelector(".unfolded:not([hidden])")) turnOver(note);
};

export const unfolding = (): void => {
  const sheet = document.querySelector(".sheet");
  if (!sheet) return;
  sheet.addEventListener("click", (event) => {
    if (!(event instanceof MouseEvent) || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest(".note > a.kind") : null;
    if (!link?.parentElement) return;
    event.preventDefault();
    turnOver(link.parentElement);
  });
  addEventListener("hashchange", reveal);
  reveal();
};
