// Buttons that copy what the field or code beside them holds. Without script it is there to be selected by hand.
const held = (place: HTMLElement): string =>
  place instanceof HTMLInputElement || place instanceof HTMLTextAreaElement ? place.value : (place.textContent ?? "");

export const copying = (): void => {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
    const field = button.closest("p, .copyable")?.querySelector<HTMLElement>("input, textarea, code");
    if (!field) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(held(field));
      button.textContent = button.dataset["copied"] ?? "Copied";
    });
  }
};
