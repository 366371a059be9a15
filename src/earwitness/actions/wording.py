"""Wording: a turn as a person mends it: its line with signs, who says it and who else could, its times, its neighbours."""

from __future__ import annotations

from ..errors import WrongUsage
from ..formats.signed import signed
from ..formats.signs import voices
from ..identifiers import split, within
from ..times import format_exact
from . import finding
from .answers import Answer
from .desk import Desk


class VoiceOffered(Answer, frozen=True, kw_only=True):
    """A voice of the transcript."""

    id: str
    """Archive-wide: `t4f9k2mq7x1.p1`."""
    label: str
    role: str = ""
    speaks: bool = False
    """True where it says this turn."""


class LineShown(Answer, frozen=True, kw_only=True):
    """A turn as `correct` takes it back."""

    conversation: str
    transcript: str
    revision: int
    """What an edit of it names."""
    turn: str
    """Archive-wide: `t4f9k2mq7x1.7`."""
    number: int
    of: int
    """How many turns the transcript has."""
    line: str
    """Its words with their signs."""
    voices: tuple[VoiceOffered, ...]
    start: str = ""
    """As a person types it: `1:23.400`; empty where it is not known."""
    end: str = ""
    language: str = ""
    """Where it is another than the transcript's, or is known apart."""
    inferred: bool = False
    previous: str = ""
    """The neighbours by their ids; empty where there is none."""
    next: str = ""

    @property
    def speakers(self) -> tuple[str, ...]:
        """The labels of who says it."""
        return tuple(voice.label for voice in self.voices if voice.speaks)


def line_of_turn(desk: Desk, name: str) -> LineShown:
    """Returns a turn as it stands, ready to be mended. Raises NotFound, WrongUsage where the id is no turn's."""
    with desk.archive.catalog.snapshot() as catalog:
        if finding.noun(desk, name) != "turn":
            raise WrongUsage(f"{name} is no turn", hint="turns are named like t4f9k2mq7x1.7: earwitness show --json")
        whole, local = split(name)
        transcript = catalog.transcript(whole)
        place = next(place for place, turn in enumerate(transcript.turns) if turn.id == local)
        turn = transcript.turns[place]
        labels = voices(transcript)
        near = [transcript.turns[at].id if 0 <= at < len(transcript.turns) else None for at in (place - 1, place + 1)]
        return LineShown(
            conversation=catalog.canonical(transcript.conversation),
            transcript=whole,
            revision=transcript.revision,
            turn=name,
            number=turn.number,
            of=len(transcript.turns),
            line=signed(turn),
            voices=tuple(
                VoiceOffered(
                    id=within(whole, each.id),
                    label=labels[each.id],
                    role=each.role or "",
                    speaks=each.id in turn.speakers,
                )
                for each in transcript.speakers
            ),
            start=format_exact(turn.start) if turn.start is not None else "",
            end=format_exact(turn.end) if turn.end is not None else "",
            language=turn.language or "",
            inferred=turn.inferred,
            previous=within(whole, near[0]) if near[0] else "",
            next=within(whole, near[1]) if near[1] else "",
        )
