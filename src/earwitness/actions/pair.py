"""Two conversations that may be one, by the two tellings that show it best."""

from __future__ import annotations

from msgspec import Struct

from ..tellings.kinship import Judgement
from .linking import Clip

RANKS = ("different", "maybe", "same")


class Pair(Struct, frozen=True, kw_only=True):
    """Two conversations and what is held of them."""

    a: str
    b: str
    transcripts: tuple[str, str]
    """The telling of `a` and the telling of `b` that were judged."""
    judged: Judgement
    recordings: tuple[str, str] = ("", "")
    """The recordings that have sound in common, where that was found."""
    clip: Clip | None = None
    """What the one recording is of the other, where it is sure."""
    excerpt: str | None = None
    """Where one of them is there as an excerpt only, that conversation; else None."""

    @property
    def other(self) -> str:
        """The conversation that is not the excerpt's."""
        return self.a if self.excerpt == self.b else self.b

    @property
    def telling(self) -> str:
        """The transcript that is not the excerpt."""
        return self.transcripts[0] if self.excerpt == self.b else self.transcripts[1]

    @property
    def few(self) -> str:
        """The transcript that is the excerpt."""
        return self.transcripts[1] if self.excerpt == self.b else self.transcripts[0]

    @property
    def quoted(self) -> frozenset[int]:
        """The numbers of the excerpt's turns that the telling has."""
        second = self.excerpt == self.b
        return frozenset(number for each in self.judged.stretches for number in (each.b if second else each.a))


def _rank(pair: Pair) -> tuple[int, float]:
    return RANKS.index(pair.judged.verdict), pair.judged.score


def put(best: dict[tuple[str, str], Pair], pair: Pair | None) -> None:
    """Puts the pair in the place of its two conversations, unless a surer one stands there."""
    if pair is not None:
        key = both(pair.a, pair.b)
        if key not in best or _rank(best[key]) < _rank(pair):
            best[key] = pair


def both(one: str, other: str) -> tuple[str, str]:
    """Returns the two in a fixed order."""
    return min(one, other), max(one, other)
