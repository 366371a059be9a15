"""The one gate: everything that leaves an archive passes here, and nothing withheld does.

    What                what is about to leave, as plain model values
      └─ Gate.judge     → Decision: allowed or not, and what is withheld (ids and reasons, never words)
           ├─ pass_or_refuse      raises Refused (exit 6)
           └─ visible_turns       the turns of a transcript that others may see

A thing may leave when everything it is made of may: the conversations, the sources they were read from, the
transcripts, each turn and the voices in it. A day is a day in UTC. A closed thing opens by itself on its day, without an act.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal, get_args

from msgspec import Struct

from ..errors import Refused, WrongUsage
from ..identifiers import within
from ..model import Access, Conversation, Recording, Source, Terms, Transcript, Turn, Use

Exit = Literal["export", "citation", "publication", "api", "engine", "page"]
EXITS: tuple[Exit, ...] = get_args(Exit)

FORBIDDEN_BY: dict[Exit, tuple[Use, ...]] = {
    "export": ("export",),
    "citation": ("citation",),
    "publication": ("publication",),
    "api": ("api",),
    "engine": ("engine",),
    "page": ("publication", "api"),
}
"""The uses whose prohibition closes an exit. A page for others shows what an API would give and what is published."""


class Withheld(Struct, frozen=True, kw_only=True):
    """One thing that stays, and why; it says nothing of what the thing holds."""

    subject: str
    """The id: of a conversation, source or transcript, or of a turn (`t….7`) or speaker (`t….p1`) within one."""
    why: str
    """`restricted`, `closed until 2040-01-01`, `its terms forbid publication`."""


class Decision(Struct, frozen=True, kw_only=True):
    """Whether all of it may leave, and what may not."""

    allowed: bool
    withheld: tuple[Withheld, ...] = ()


class What(Struct, frozen=True, kw_only=True):
    """What is about to leave. Each value is as people's statements have it now, not as it was first read."""

    conversations: tuple[Conversation, ...] = ()
    sources: tuple[Source, ...] = ()
    """Every source that a leaving word was read from; a transcript whose source is missing here does not leave."""
    transcripts: tuple[Transcript, ...] = ()
    recordings: tuple[Recording, ...] = ()
    """The sound that leaves, and every recording that a leaving transcript was heard on."""
    turns: frozenset[str] | None = None
    """Archive-wide ids of the turns that leave (`t….7`), where not all of the transcripts do; None for all."""


class Gate:
    """Decides what may leave on a day; `Gate()` takes today's, in UTC."""

    def __init__(self, today: dt.date | dt.datetime | None = None) -> None:
        self.today = utc_day(today if today is not None else dt.datetime.now(dt.UTC))

    def judge(self, exit: Exit, what: What) -> Decision:
        """Returns the decision on the whole, with every withheld thing named once, in the order given.

        Raises WrongUsage where no such exit is known: what has no rule does not leave.
        """
        withheld: dict[str, str] = {}
        nouns: tuple[Conversation | Source, ...] = (*what.conversations, *what.sources)
        for noun in nouns:
            why = self.why_withheld(noun.access, noun.terms, exit)
            if why:
                withheld.setdefault(noun.id, why)
        for recording in what.recordings:
            reason = _unsourced(recording, what) or self._barred(recording.access)
            if reason:
                withheld.setdefault(recording.id, reason)
        for transcript in what.transcripts:
            reason = _unknown(transcript, what) or self._barred(transcript.access)
            if reason:
                withheld.setdefault(transcript.id, reason)
            for subject, why in self._inside(transcript, what.turns):
                withheld.setdefault(subject, why)
        return Decision(
            allowed=not withheld,
            withheld=tuple(Withheld(subject=subject, why=why) for subject, why in withheld.items()),
        )

    def pass_or_refuse(self, exit: Exit, what: What) -> None:
        """Returns where all of it may leave. Raises Refused (exit 6), naming each withheld id and why, never words."""
        decision = self.judge(exit, what)
        if not decision.allowed:
            raise refusal(exit, decision.withheld)

    def passes(self, exit: Exit, what: What) -> bool:
        """Says whether all of it may leave."""
        return self.judge(exit, what).allowed

    def why_withheld(self, access: Access, terms: Terms, exit: Exit) -> str | None:
        """Returns the reason that holds a thing back at this exit, or None where it may pass."""
        if exit not in FORBIDDEN_BY:
            raise WrongUsage(f"“{exit}” is no exit", hint=f"the exits are {', '.join(EXITS)}")
        barred = self._barred(access)
        if barred:
            return barred
        forbidden = [use for use in FORBIDDEN_BY[exit] if use in terms.forbids]
        return f"its terms forbid {' and '.join(forbidden)}" if forbidden else None

    def visible_turns(
        self,
        transcript: Transcript,
        *,
        exit: Exit,
        conversations: Iterable[Conversation],
        sources: Iterable[Source],
        recordings: Iterable[Recording] = (),
    ) -> frozenset[int]:
        """Returns the numbers of the turns that others may see: none where the whole is held back.

        A turn is out where it is barred itself or where any of its voices is. `conversations` and `sources` are those
        the transcript belongs to; where they are not given, nothing is shown, for nobody can know their terms.
        """
        whole = What(conversations=tuple(conversations), sources=tuple(sources), recordings=tuple(recordings))
        if _unknown(transcript, whole) or self._barred(transcript.access) or not self.passes(exit, whole):
            return frozenset()
        barred = self._barred_speakers(transcript)
        return frozenset(turn.number for turn in transcript.turns if self._turn_reason(turn, barred) is None)

    def _barred_speakers(self, transcript: Transcript) -> dict[str, str]:
        """Returns the local ids of the voices held back, each with the reason."""
        return {
            speaker.id: reason
            for speaker in transcript.speakers
            if (reason := self._barred(speaker.access)) is not None
        }

    def _turn_reason(self, turn: Turn, barred: dict[str, str]) -> str | None:
        voices = (f"a voice in it is {barred[speaker]}" for speaker in turn.speakers if speaker in barred)
        return self._barred(turn.access) or next(voices, None)

    def _barred(self, access: Access | None) -> str | None:
        """Returns the access in words where it holds a thing back today; a part without one of its own has none to say."""
        return str(access) if access is not None and access.bars(self.today) else None

    def _inside(self, transcript: Transcript, turns: frozenset[str] | None) -> list[tuple[str, str]]:
        """Returns the withheld speakers and turns of a transcript, of the leaving turns only where they are named."""
        leaving = [turn for turn in transcript.turns if turns is None or within(transcript.id, turn.id) in turns]
        heard = {speaker for turn in leaving for speaker in turn.speakers}
        barred = self._barred_speakers(transcript)
        found = [
            (within(transcript.id, speaker), why)
            for speaker, why in barred.items()
            if turns is None or speaker in heard
        ]
        reasons = ((turn, self._turn_reason(turn, barred)) for turn in leaving)
        return found + [(within(transcript.id, turn.id), why) for turn, why in reasons if why]


def _unknown(transcript: Transcript, what: What) -> str | None:
    """Returns why the terms of a transcript cannot be known, or None where they are all there.

    The conversation is not compared by id, because links give one conversation several.
    """
    if not what.conversations:
        return "its conversation was not put before the gate"
    if transcript.source is not None and transcript.source not in {source.id for source in what.sources}:
        return "its source was not put before the gate"
    if transcript.heard_on is not None and transcript.heard_on not in {recording.id for recording in what.recordings}:
        return "the recording it was heard on was not put before the gate"
    return None


def _unsourced(recording: Recording, what: What) -> str | None:
    """Returns why the terms of a recording cannot be known, or None where they can."""
    known = {source.id for source in what.sources}
    return None if recording.source in known else "its source was not put before the gate"


def utc_day(moment: dt.date | dt.datetime) -> dt.date:
    """Returns the day in UTC. Raises WrongUsage for a moment without a zone, whose day nobody can know."""
    if not isinstance(moment, dt.datetime):
        return moment
    if moment.tzinfo is None:
        raise WrongUsage("this moment has no time zone, so its day is not known", hint="give it in UTC, or give a day")
    return moment.astimezone(dt.UTC).date()


def refusal(exit: Exit, withheld: tuple[Withheld, ...], *, shown: int = 5) -> Refused:
    """Returns the error that says what is held back and why; it names the first few, its `subjects` name all."""
    named = "; ".join(f"{held.subject} ({held.why})" for held in withheld[:shown])
    more = f"; and {len(withheld) - shown} more" if shown < len(withheld) else ""
    days = sorted(held.why for held in withheld if held.why.startswith("closed until"))
    return Refused(
        f"{exit} refused: {named}{more}",
        subjects=tuple(held.subject for held in withheld),
        hint="all of it opens by itself " + days[-1].removeprefix("closed ").replace("until", "on")
        if days and len(days) == len(withheld)
        else "leave these out, or see their terms with `earwitness show`",
    )
