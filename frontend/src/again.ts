// Looks again by itself while the desk is still at work: the mark is on the page until the work is done.
export const again = (mark: string): void => {
  const link = document.querySelector<HTMLAnchorElement>(`[${mark}] a`);
  if (!link) return;
  const look = async (): Promise<void> => {
    const answer = await fetch(link.href).catch(() => null);
    if (answer?.ok && !(await answer.text()).includes(mark)) location.reload();
    else setTimeout(look, 2000);
  };
  setTimeout(look, 1500);
};
