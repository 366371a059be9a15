"""Words that two tellings have in a row: what a repost, a clip or a second transcription shares and a paraphrase does not."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from ..language.tokens import spellings
from ..model import Transcript

RUN = 4
"""Words of a shingle. Four in a row by chance are a phrase; many of them are the same text."""
LEAST = 12
"""Words that a telling needs for its shared runs to prove anything."""


class Verbatim(Struct, frozen=True, kw_only=True):
    """How much of each telling stands word for word in the other."""

    shares: tuple[float, float] = (0.0, 0.0)
    """Of the runs of four words in the first telling, and in the second, 0–1."""
    strange: float = 0.0
    """Of the turns between the first and the last that share any run, the share of which the other telling has hardly a
    word: of the telling with fewer of them. Near 0 for a repost or a clip, for a clip adds none; more where two calls
    follow one script."""
    runs: int = 0
    """Shared runs."""
    example: str = ""
    """The words of a shared run."""


def compare(a: Transcript, b: Transcript) -> Verbatim:
    """Returns how much of each telling stands word for word in the other. Linear in the words."""
    ours, theirs = [list(_runs(turn.text)) for turn in a.turns], [list(_runs(turn.text)) for turn in b.turns]
    in_a = Counter(run for runs in ours for run in runs)
    in_b = Counter(run for runs in theirs for run in runs)
    shared = sum((in_a & in_b).values())
    if not shared:
        return Verbatim()
    return Verbatim(
        shares=(shared / in_a.total(), shared / in_b.total()),
        strange=min(_strange(a, ours, in_b, _vocabulary(b)), _strange(b, theirs, in_a, _vocabulary(a))),
        runs=shared,
        example=" ".join(max((run for run in in_a if run in in_b), key=lambda run: len(" ".join(run)))),
    )


def shingles(transcript: Transcript) -> frozenset[int]:
    """Returns one in four of the runs of a telling, as numbers of 32 bits: enough to find its reposts and clips."""
    sums = {zlib.crc32(" ".join(run).encode()) for turn in transcript.turns for run in _runs(turn.text)}
    return frozenset(number for number in sums if not number & 3)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = spellings(text)
    yield from zip(*(words[start:] for start in range(RUN)), strict=False)


def _vocabulary(transcript: Transcript) -> frozenset[str]:
    return frozenset(word for turn in transcript.turns for word in spellings(turn.text))


def _strange(
    transcript: Transcript,
    turns: list[list[tuple[str, ...]]],
    other: Counter[tuple[str, ...]],
    known: frozenset[str],
) -> float:
    found = [place for place, runs in enumerate(turns) if any(run in other for run in runs)]
    stretch = transcript.turns[found[0] : found[-1] + 2]
    told = [words for words in (set(spellings(turn.text)) for turn in stretch) if 3 <= len(words)]
    return sum(len(words & known) <= len(words) / 2 for words in told) / len(told) if told else 0.0
