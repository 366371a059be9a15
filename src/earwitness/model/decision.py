"""Decisions: what a person settles about the tellings of a conversation. Machines keep to them; each can be undone."""

from __future__ import annotations

from msgspec import Struct

from .annotation import Quote


class Match(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="noun", tag="match"):
    """Which turns of two transcripts say the same. With one side empty: the turns of the other have no counterpart."""

    id: str
    a: str
    """A transcript."""
    b: str
    """Another one."""
    a_turns: tuple[str, ...] = ()
    """Local ids of turns, which last through corrections."""
    b_turns: tuple[str, ...] = ()


class Settlement(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="noun", tag="settlement"):
    """Which reading of a variant stands, and why. Every reading stays on record: the settlement quotes them all."""

    id: str
    variant: str
    """The variant's id when it was settled; it changes with the readings, which is why they are quoted."""
    kind: str
    """`number`, `name`, `body part`…"""
    readings: tuple[Quote, ...]
    """What each telling has at the place; a telling that has no words there is quoted by its whole turn."""
    chosen: str | None = None
    """The transcript whose reading stands; None where none of them does, or nobody can tell."""
    words: str = ""
    """A rendering of the person's own, where no telling has the right one."""
    note: str = ""
    """The translator's note: why this reading."""

    @property
    def transcripts(self) -> tuple[str, ...]:
        """The transcripts it quotes."""
        return tuple(dict.fromkeys(reading.transcript for reading in self.readings))


Decision = Match | Settlement


def transcripts_of(decision: Decision) -> tuple[str, ...]:
    """Returns the transcripts that a decision is about."""
    return (decision.a, decision.b) if isinstance(decision, Match) else decision.transcripts
