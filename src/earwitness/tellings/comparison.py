"""Words of a quotation against the words of a turn: the cheapest way from one to the other, and its steps.

A quotation may start and stop anywhere in a turn. Words left out within it cost little, since people cut, and nothing
where the draft marks the cut; words that are others cost one each. Cost 0 is word for word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from ..language.tokens import fold, tokens
from ..model import Transcript, Turn

SKIP = 0.9
"""The cost of leaving words of the turn out: a little less than that of one word that is another."""
EACH = 0.02
"""The cost of each word left out, on top."""
_FAR = 1e9


class Words(NamedTuple):
    """The words of a quotation, folded."""

    words: tuple[str, ...]
    printed: tuple[str, ...]
    open_after: frozenset[int]
    """After how many words the draft itself marks a cut or an insertion of its own."""
    question: bool | None = None
    """True where it ends in a question mark, False in a full stop, None in anything else."""
    places: tuple[tuple[int, int], ...] = ()
    """Where each stands in the quotation's text, `[start, end)` in code points."""


class Heard(NamedTuple):
    """The words of a turn, folded, with where they stand in its text."""

    turn: Turn
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    optional: frozenset[int]
    """Words that the transcriber supplied: a quotation may leave them out."""


class Step(NamedTuple):
    """One word, or one stretch, of the way: `same`, `other`, `added` (in the draft alone) or `left out`."""

    kind: Literal["same", "other", "added", "left out"]
    quoted: int
    """The quotation's word; of what is left out the word it stands before."""
    start: int
    """The turn's words `[start, end)`; empty where added."""
    end: int


class Way(NamedTuple):
    """What it costs to make the quotation of the turn."""

    cost: float
    steps: tuple[Step, ...]


_BRACKETS = re.compile(r"\[([^\[\]]{0,300})\]|\((?:…|\.{3}|\. \. \.)\)|<(?:…|\.{3})>|…|\.\s?\.\s?\.")
_SIC = frozenset(("sic", "sic!", "так", "так!", "ась", "sic.", "так у тексті", "так в тексте"))
_CUT = "\ue001"


def words_of(text: str) -> Words:
    """Returns the words of a quotation: `[…]`, `…` and words in square brackets are the draft's own, `[W]e` is `We`."""

    said, moved = _without_brackets(text)
    printed: list[str] = []
    places: list[tuple[int, int]] = []
    cuts: set[int] = set()
    at = shift = 0
    for token in tokens(said):
        if _CUT in said[at : token.start]:
            cuts.add(len(printed))
        printed.append(token.word.strip("*"))
        at = token.end
        while moved and moved[0][0] <= token.start:
            shift = moved.pop(0)[1]
        inside = moved[0][1] if moved and moved[0][0] < token.end else shift
        places.append((token.start + shift, token.end + inside))
    end = said.rstrip(" \t\n\"'”’»*_")[-1:]
    return Words(
        tuple(fold(word) for word in printed), tuple(printed), frozenset(cuts), {"?": True, ".": False}.get(end),
        tuple(places),
    )  # fmt: skip


def _without_brackets(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Returns the text with the draft's own words out of it, and from where on it has moved by how much."""
    parts: list[str] = []
    moved: list[tuple[int, int]] = []
    at = length = 0
    for match in _BRACKETS.finditer(text):
        inner = match[1]
        if inner is not None and inner.casefold().strip() in _SIC:
            put = " "
        elif inner is not None and len(inner) == 1 and inner.isalpha() and _LETTERS.match(text, match.end()):
            put = inner
        else:
            put = f" {_CUT} "
        parts += [text[at : match.start()], put]
        length += match.start() - at + len(put)
        at = match.end()
        moved.append((length, at - length))
    return "".join([*parts, text[at:]]), moved


_LETTERS = re.compile(r"['’]?\w")


def hear(turn: Turn) -> Heard:
    """Returns the words of a turn."""
    found = list(tokens(turn.text))
    supplied = [(mark.start, mark.end) for mark in turn.marks if mark.type == "supplied"]
    return Heard(
        turn,
        tuple(fold(token.word.strip("*")) for token in found),
        tuple((token.start, token.end) for token in found),
        frozenset(
            number
            for number, token in enumerate(found)
            if any(start <= token.start and token.end <= end for start, end in supplied)
        ),
    )


class Ear:
    """Remembers the words of turns, for quotations of one draft come from the same few conversations."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int, str], Heard] = {}

    def hear(self, transcript: Transcript, turn: Turn) -> Heard:
        """Returns the words of a turn of the transcript."""
        key = (transcript.id, transcript.revision, turn.id)
        if key not in self._known:
            self._known[key] = hear(turn)
        return self._known[key]


def windows(heard: Heard, size: int) -> Iterator[Heard]:
    """Yields the words of a turn in stretches of a size that overlap by half; of a turn that is no longer all at once."""
    for start in range(0, max(1, len(heard.words) - size // 2), max(1, size // 2)):
        if len(heard.words) <= size:
            yield heard
            return
        end = start + size
        optional = frozenset(number - start for number in heard.optional if start <= number < end)
        yield Heard(heard.turn, heard.words[start:end], heard.places[start:end], optional)


def same(one: str, other: str) -> bool:
    """Says whether two folded words are one; a mask (`f*cking`) is any word of its shape."""
    if one == other:
        return True
    if "*" not in one and "*" not in other:
        return False
    mask, word = (one, other) if "*" in one else (other, one)
    return re.fullmatch(re.sub(r"(?:\\\*)+", r"\\w+", re.escape(mask)), word) is not None


def costs(words: Words, heard: Heard) -> tuple[list[float], list[list[float]], list[list[float]]]:
    """Returns the least cost of each beginning of the quotation (its first 0, 1, 2… words), and the table behind it.

    In the table `paid[i][j]` is the cost of the first i words where the i-th stands before place j of the turn, and
    `left[i][j]` where words were left out just before place j.
    """
    said = heard.words
    width = len(said) + 1
    paid = [[0.0] * width]
    left = [[_FAR] * width]
    best = [0.0]
    for i, word in enumerate(words.words, 1):
        above, skipped = paid[i - 1], left[i - 1]
        row, gap = [min(above[0], skipped[0]) + 1.0], [_FAR]
        free = i in words.open_after or i == len(words.words)
        opening, going_on = (0.0, 0.0) if free else (SKIP, EACH)
        for j in range(1, width):
            before = above[j - 1] if above[j - 1] <= skipped[j - 1] else skipped[j - 1]
            over = above[j] if above[j] <= skipped[j] else skipped[j]
            met = before if word == said[j - 1] or same(word, said[j - 1]) else before + 1.0
            row.append(met if met <= over + 1.0 else over + 1.0)
            if j - 1 in heard.optional:
                gap.append(min(row[j - 1], gap[j - 1]))
            else:
                gap.append(min(row[j - 1] + opening + going_on, gap[j - 1] + going_on))
        paid.append(row)
        left.append(gap)
        best.append(min(row))
    return best, paid, left


def way(words: Words, heard: Heard) -> Way:
    """Returns the cheapest way to make the quotation of the turn, step by step."""
    best, paid, left = costs(words, heard)
    i = len(words.words)
    j = min(range(len(heard.words) + 1), key=lambda place: paid[i][place])
    while 0.5 < paid[i][j] and j < len(heard.words) and abs(paid[i][j + 1] - paid[i][j]) < 1e-6:
        j += 1  # a last word that is another costs as much as one that is added, and says what the turn has
    steps: list[Step] = []
    while 0 < i:
        above = min(paid[i - 1][j - 1], left[i - 1][j - 1]) if j else _FAR
        met = j > 0 and same(words.words[i - 1], heard.words[j - 1])
        if j and abs(above + (0.0 if met else 1.0) - paid[i][j]) < 1e-6:
            steps.append(Step("same" if met else "other", i - 1, j - 1, j))
            i, j = i - 1, j - 1
        else:
            steps.append(Step("added", i - 1, j, j))
            i -= 1
        if left[i][j] < paid[i][j]:
            end = j
            j = _gap_start(words, heard, paid[i], left[i], i, j)
            if i not in words.open_after and not heard.optional.issuperset(range(j, end)):
                steps.append(Step("left out", i, j, end))
    return Way(best[-1], tuple(reversed(steps)))


def _gap_start(words: Words, heard: Heard, paid: list[float], left: list[float], i: int, j: int) -> int:
    """Returns where the words left out before this place begin."""
    opening, going_on = (0.0, 0.0) if i in words.open_after else (SKIP, EACH)
    while 0 < j:
        here, j = left[j], j - 1
        began = paid[j] if j in heard.optional else paid[j] + opening + going_on
        if abs(began - here) < 1e-6:
            break
    return j
