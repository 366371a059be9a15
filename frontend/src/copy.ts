// A button that copies what the field beside it holds. Without script the field is there to be selected by hand.
export const copying = (): void => {
  const button = document.querySelector<HTMLButtonElement>("[data-copy]");
  const field = button?.closest("p")?.querySelector("input");
  if (!button || !field || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset["copied"] ?? "Copied";
  });
};
