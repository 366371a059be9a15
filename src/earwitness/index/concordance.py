"""The concordance: each occurrence of what was asked for on a line of its own, sorted by its surroundings, or a sample."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from ..digests import sha256
from ..errors import WrongUsage
from .spots import Spots

if TYPE_CHECKING:
    from .segments import Numbers

SORTS = {"left": ("L1", "L2", "L3"), "keyword": ("K", "R1", "R2"), "right": ("R1", "R2", "R3"), "text": ()}
"""The orders by their names, as levels: the first word to the left, the second…; `text` leaves lines as they stand."""
MOST_LEVELS = 6
_LEVEL = re.compile(r"[LR][1-9]|K")
_LONGEST_KEYWORD = 6
"""Words of a keyword that are compared."""
_AFTER = str.maketrans({"ґ": "г\uffff", "є": "е\uffff", "і": "и\uffff", "ї": "и\uffff\uffff"})
"""The Ukrainian letters where they stand in the alphabet, and not after я, where Unicode has them."""


class Occurrences(NamedTuple):
    """Everything that answers: exact, whatever is shown of it."""

    total: int
    """Passages: what several tellings have counts once, and only the telling that answers best has lines."""
    turns: int
    """Turns that answer, those of every telling."""
    spots: list[Spots]
    state: object = None
    """What the index was when it was asked."""

    @property
    def amount(self) -> int:
        return sum(len(some) for some in self.spots)


class Line(Struct, frozen=True, kw_only=True):
    """Where an occurrence stands."""

    transcript: str
    number: int
    first: int
    """Its first word, counted from the beginning of the turn."""
    last: int


class Concordance(Struct, frozen=True, kw_only=True):
    """Some lines of a concordance, and how many there are."""

    total: int
    turns: int
    occurrences: int
    """All lines, whatever is shown of them."""
    shown: int
    """Lines of the sample; of all where none was drawn."""
    lines: tuple[Line, ...]


def levels(sort: str) -> tuple[str, ...]:
    """Returns what lines are sorted by: `right` → R1, R2, R3; `L1,R1` as it says. Raises WrongUsage."""
    if sort.strip().lower() in SORTS:
        return SORTS[sort.strip().lower()]
    found = tuple(level.strip().upper() for level in sort.split(","))
    if MOST_LEVELS < len(found) or not all(_LEVEL.fullmatch(level) for level in found):
        raise WrongUsage(
            f"lines cannot be sorted by “{sort[:40]}”",
            hint=f"left, keyword, right or text; or up to {MOST_LEVELS} of L1 to L9, K, R1 to R9: L1,R1",
        )
    return found


def lines(
    found: Occurrences, *, sort: str = "right", sample: int | None = None, seed: int = 0, limit: int = 100, offset: int = 0
) -> Concordance:  # fmt: skip
    """Returns some lines in order, of all or of a sample: the same sample for the same seed, on every machine."""
    by = levels(sort)
    drawn = sampled(found.spots, sample, seed) if sample is not None and sample < found.amount else found.spots
    amount = sum(map(len, drawn))
    order = _Order(drawn)
    return Concordance(
        total=found.total,
        turns=found.turns,
        occurrences=found.amount,
        shown=amount,
        lines=tuple(order.line(at) for at in order.page(by, offset, min(amount, offset + limit))),
    )


def sampled(found: Sequence[Spots], size: int, seed: int) -> list[Spots]:
    """Returns so many of the occurrences, drawn by lot.

    The lot of each is made from the seed and from where it stands, so more turns in the archive do not shuffle it.
    """
    import numpy as np

    lots = np.concatenate([_lots(some, seed) for some in found]) if found else np.zeros(0, dtype=np.uint64)
    chosen = np.zeros(len(lots), dtype=np.bool_)
    chosen[np.argsort(lots, kind="stable")[:size]] = True
    parts, at = [], 0
    for some in found:
        parts.append(some.of(chosen[at : at + len(some)]))
        at += len(some)
    return parts


def _lots(some: Spots, seed: int) -> Any:
    import numpy as np

    segment = some.segment
    homes, at = np.unique(segment.homes[some.turns], return_inverse=True)
    names = [int(sha256(f"{seed} {segment.transcripts[home]}".encode())[:16], 16) for home in homes.tolist()]
    lot = np.array(names, dtype=np.uint64)[at]
    for numbers in (segment.numbers[some.turns], some.first):
        lot = (lot ^ numbers.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        lot ^= lot >> np.uint64(29)
        lot *= np.uint64(0xBF58476D1CE4E5B9)
        lot ^= lot >> np.uint64(32)
    return lot


class _Order:
    """Occurrences of several segments in one order, worked out as far as a page needs it."""

    def __init__(self, found: Sequence[Spots]) -> None:
        import numpy as np

        self.found = found
        self.bounds = np.cumsum([0, *map(len, found)])

    def page(self, by: Sequence[str], low: int, high: int) -> list[int]:
        """Returns the numbers of the occurrences from one place of the order to another. Equal ones fall as they stand.

        They are sorted by one level after the other, and of each only those that may be on the page.
        """
        import numpy as np

        here = np.arange(self.bounds[-1])
        group = np.zeros(len(here), dtype=np.int64)
        steps = [one for level in by for one in (self._of_keyword() if level == "K" else [level])]
        for step in (*steps, "home", "number"):
            if high <= low or len(here) < 2:
                break
            keys = self._keys(here, step)
            order = np.lexsort((keys, group))
            here, keys, group = here[order], keys[order], group[order]
            new = np.concatenate([[True], (keys[1:] != keys[:-1]) | (group[1:] != group[:-1])])
            group = np.cumsum(new)
            first = int(np.searchsorted(group, group[low], side="left"))
            last = int(np.searchsorted(group, group[high - 1], side="right"))
            here, group = here[first:last], group[first:last]
            low, high = low - first, high - first
        return [int(at) for at in here[low:high]]

    def line(self, at: int) -> Line:
        """Returns an occurrence by its number."""
        import numpy as np

        which = int(np.searchsorted(self.bounds, at, side="right")) - 1
        return _line(self.found[which], at - int(self.bounds[which]))

    def _of_keyword(self) -> list[str]:
        longest = max((int((some.last - some.first).max()) for some in self.found if len(some)), default=0)
        return [f"K{at}" for at in range(min(_LONGEST_KEYWORD, 1 + longest))]

    def _keys(self, here: Numbers, step: str) -> Numbers:
        """Returns what these occurrences sort by at this level, as numbers."""
        import numpy as np

        keys = np.zeros(len(here), dtype=np.int64)
        named: list[tuple[Any, Any, list[str]]] = []
        for which, some in enumerate(self.found):
            own = np.flatnonzero((self.bounds[which] <= here) & (here < self.bounds[which + 1]))
            if not len(own):
                continue
            chosen = some.of(here[own] - self.bounds[which])
            segment = some.segment
            if step == "number":
                keys[own] = segment.numbers[chosen.turns].astype(np.int64) << 32 | np.minimum(chosen.first, 0xFFFFFFFF)
                continue
            values = segment.homes[chosen.turns] if step == "home" else _column(chosen, step)
            present, at = np.unique(values, return_inverse=True)
            texts = segment.transcripts if step == "home" else segment.spellings
            named.append((own, at, ["" if number < 0 else texts[number] for number in present.tolist()]))
        rank = {text: at for at, text in enumerate(sorted({text for _, _, own in named for text in own}, key=collated))}
        for own, at, texts in named:
            keys[own] = np.array([rank[text] for text in texts], dtype=np.int64)[at]
        return keys


def _column(some: Spots, step: str) -> Any:
    """Returns the types that stand there, -1 where the turn (or the keyword, for K) has no word there."""
    import numpy as np

    segment = some.segment
    starts, ends = segment.starts[some.turns], segment.starts[some.turns + 1]
    side, number = step[0], int(step[1:])
    if side == "K":
        at, ends = starts + some.first + number, starts + some.last + 1
    else:
        at = starts + some.first - number if side == "L" else starts + some.last + number
    inside = (starts <= at) & (at < ends)
    return np.where(inside, segment.words[np.where(inside, at, 0)].astype(np.int64), -1)


def collated(word: str) -> str:
    """Returns what a word sorts by."""
    return word.translate(_AFTER) if not word.isascii() else word


def _line(some: Spots, at: int) -> Line:
    segment, turn = some.segment, int(some.turns[at])
    return Line(
        transcript=segment.transcripts[int(segment.homes[turn])],
        number=int(segment.numbers[turn]),
        first=int(some.first[at]),
        last=int(some.last[at]),
    )
