// What is said in a turn, and which of it is selected. What a transcriber put beside the words is not of the words.
const BESIDE = ".beside, .heard, .nothing";

export interface Words {
  // The turn's lasting name.
  readonly turn: string;
  readonly words: string;
  // Where they begin, in code points of the turn.
  readonly at: number;
}

const points = (text: string): number => [...text].length;

export const textsOf = function* (said: Element): Generator<Text> {
  const walker = document.createTreeWalker(said, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.closest(BESIDE)) yield node as Text;
  }
};

const turnOf = (said: Element): string => said.closest(".cell")?.id.replace(/^turn-/, "") ?? "";

// Returns the words of one turn that lie within the range, none where it does not touch any.
const within = (said: Element, range: Range): Words | null => {
  let before = "";
  let words = "";
  for (const node of textsOf(said)) {
    if (!range.intersectsNode(node)) {
      if (!words) before += node.data;
      continue;
    }
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.length;
    if (!words) before += node.data.slice(0, from);
    words += node.data.slice(from, to);
  }
  const lead = words.length - words.trimStart().length;
  return words.trim() ? { turn: turnOf(said), words: words.trim(), at: points(before + words.slice(0, lead)) } : null;
};

// Returns what is selected, turn by turn; nothing where the selection is not of words that were said.
export const selected = (): Words[] => {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return [];
  const range = selection.getRangeAt(0);
  const root = range.commonAncestorContainer;
  const own = (root instanceof Element ? root : root.parentElement)?.closest(".said");
  const touched = own ? [own] : [...document.querySelectorAll(".cell .said")].filter((said) => range.intersectsNode(said));
  // Across columns a selection runs through both versions: those of the version in which it began are meant.
  const column = (said: Element): string => turnOf(said).replace(/\..*$/, "");
  const found = touched.flatMap((said) => within(said, range) ?? []);
  const first = touched[0];
  return first ? found.filter((one) => one.turn.startsWith(`${column(first)}.`)) : [];
};

// Returns the turn at which somebody is, by the keyboard, else by the address.
export const here = (): string => {
  const focused = document.activeElement?.closest(".cell, .row");
  const cell = focused?.matches(".cell") ? focused : focused?.querySelector(".cell");
  const target = document.querySelector(".cell:target");
  return (cell ?? target)?.id.replace(/^turn-/, "") ?? "";
};
