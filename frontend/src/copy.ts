// Buttons that copy what the field beside them holds. Without script the field is there to be selected by hand.
export const copying = (): void => {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
    const field = button.closest("p, .copyable")?.querySelector<HTMLInputElement | HTMLTextAreaElement>("input, textarea");
    if (!field) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value);
      button.textContent = button.dataset["copied"] ?? "Copied";
    });
  }
};
