"""A proposal: two conversations that may be one, with all that a person needs to decide."""

from __future__ import annotations

from typing import Literal

from ..tellings.kinship import Kind, Stretch
from ..tellings.reasons import Reason
from .answers import Answer
from .linking import Clip


class Proposal(Answer, frozen=True, kw_only=True):
    """Two conversations that may be one."""

    a: str
    b: str
    verdict: Literal["same", "maybe"]
    """`same` where it was almost never wrong in what was measured; `maybe` is for a person to look at."""
    score: float
    kind: Kind
    reasons: tuple[Reason, ...]
    """The strongest first."""
    titles: tuple[str, str] = ("", "")
    transcripts: tuple[str, str] = ("", "")
    """The two tellings that the verdict is about; a link holds on to the conversations they were born with."""
    recordings: tuple[str, str] = ("", "")
    """The two recordings that have sound in common, where that speaks for it; the tellings may then be empty."""
    clip: Clip | None = None
    """Which recording is a clip of which, and where, if they are one."""
    stretches: tuple[Stretch, ...] = ()
    """Of an excerpt, which turns it quotes: numbers in the first telling, numbers in the second."""
    turns: tuple[str, ...] = ()
    """Of a round-up, the turns (`t….7`) that are from the other: a link of these alone joins nothing. Else empty."""

    @property
    def ends(self) -> tuple[str, str]:
        """What a link holds on to: the tellings, or the recordings where either conversation has no words."""
        return self.transcripts if all(self.transcripts) else self.recordings

    @property
    def pair(self) -> frozenset[str]:
        """The two conversations, whichever is named first."""
        return frozenset((self.a, self.b))


class Proposals(Answer, frozen=True, kw_only=True):
    """The answer of `link` without two ids: the surest first."""

    total: int
    proposals: tuple[Proposal, ...]


def why(proposal: Proposal) -> str:
    """Returns what a link says that is made of a proposal: its kind, its score and its strongest reasons."""
    strongest = "; ".join(reason.what for reason in proposal.reasons[:3])
    return f"{proposal.kind}, score {proposal.score:.4f}: {strongest}"


def strength(proposal: Proposal) -> tuple[bool, float, str, str]:
    """Orders proposals, the surest first."""
    return proposal.verdict != "same", -proposal.score, proposal.a, proposal.b
