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
    order, owner = _order(drawn, by)
    wanted = order[offset : offset + limit]
    return Concordance(
        total=found.total,
        turns=found.turns,
        occurrences=found.amount,
        shown=len(order),
        lines=tuple(_line(drawn[owner[at][0]], at - owner[at][1]) for at in wanted.tolist()),
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


def _order(found: Sequence[Spots], by: Sequence[str]) -> tuple[Numbers, _Owners]:
    """Returns the occurrences' numbers in order, and whose each number is. Equal ones fall as they stand."""
    import numpy as np

    longest = min(_LONGEST_KEYWORD, 1 + max((int((some.last - some.first).max()) for some in found if some), default=0))
    steps = [step for level in by for step in ([f"K{at}" for at in range(longest)] if level == "K" else [level])]
    columns = [[_column(some, step) for step in steps] for some in found]
    ranked = _ranked([some.segment.spellings for some in found], columns)
    homes = _ranked([some.segment.transcripts for some in found], [[some.segment.homes[some.turns]] for some in found])
    numbers = np.concatenate([some.segment.numbers[some.turns] for some in found]) if found else np.zeros(0, int)
    first = np.concatenate([some.first for some in found]) if found else np.zeros(0, int)
    keys = [*ranked, *homes, numbers, first]
    return np.lexsort(keys[::-1]), _Owners([len(some) for some in found])


class _Owners:
    """Whose a running number is: which of several, and the first number of that one."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self._ends: list[tuple[int, int]] = []
        at = 0
        for size in sizes:
            self._ends.append((at, at + size))
            at += size

    def __getitem__(self, number: int) -> tuple[int, int]:
        return next((which, low) for which, (low, high) in enumerate(self._ends) if number < high)


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


def _ranked(texts: Sequence[Sequence[str]], columns: Sequence[Sequence[Any]]) -> list[Any]:
    """Returns columns of numbers into texts, one list of each for each segment, as columns of ranks over all segments."""
    import numpy as np

    if not columns or not columns[0]:
        return []
    present = [np.unique(np.concatenate(own)) for own in columns]
    named = [
        ["" if number < 0 else texts[which][number] for number in some.tolist()] for which, some in enumerate(present)
    ]
    rank = {text: place for place, text in enumerate(sorted({text for own in named for text in own}, key=collated))}
    ranks = [np.array([rank[text] for text in own], dtype=np.int64) for own in named]
    return [
        np.concatenate([ranks[which][np.searchsorted(present[which], own[at])] for which, own in enumerate(columns)])
        for at in range(len(columns[0]))
    ]


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
