// One link for all turns, “cite, note”: it stands at the turn under the pointer, and leads where the turn's number does. To the
// keyboard and to who listens the number says it.
export const alongside = (): void => {
  const own = document.querySelector<HTMLAnchorElement>("#by-itself");
  const sheet = document.querySelector(".sheet");
  if (!own || !sheet) return;
  sheet.addEventListener("pointerover", (event) => {
    const cell = event.target instanceof Element ? event.target.closest(".cell") : null;
    const number = cell?.querySelector<HTMLAnchorElement>(".number");
    if (!cell || !number || cell.contains(own)) return;
    own.href = number.href;
    own.hidden = false;
    cell.querySelector(".who")?.append(own);
  });
};
