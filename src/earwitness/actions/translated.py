"""A translation as a transcript: turn for turn the one that it was made from, its maker named, each pair of turns put on
record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from ..engines.translate import Identity, Settings
from ..engines.translate.carrying import carried
from ..identifiers import new_id
from ..model import Doubt, Match, Transcript, Turn
from ..tellings.numbers import find_numbers
from .desk import TOOL

RENDERING = "translating"
"""Under which name a translation keeps what names it: the transcript, its revision, the engine, its model and settings."""
MADE = "a machine translated this, and nobody has checked it"
FAKE = "these words are made up: the engine is the fake one, for trying things out"
COUNTED = ("en", "ru", "uk")
"""Languages whose numbers in words are known; between others they cannot be compared."""
SMALL = 2
"""Numbers up to this are words like any other in many a language (one, a, second)."""


def translation(
    original: Transcript, turns: Sequence[Turn], said: Mapping[str, str], *, key: str, settings: Settings, identity: Identity
) -> tuple[Transcript, tuple[Match, ...]]:  # fmt: skip
    """Returns the transcript of a translation and which turn renders which.

    `said` has the engine's words by the local ids of turns; a turn that is not in it stands as it is, for there was nothing to
    translate. Marks that did not come over are doubts, and so are numbers that one of the two has and the other has not.
    """
    made: list[Turn] = []
    doubts = [Doubt(what=MADE)]
    if settings.engine == "fake":
        doubts.append(Doubt(what=FAKE))
    if len(turns) < len(original.turns):
        doubts.append(Doubt(what=f"only {len(turns)} of {len(original.turns)} turns were translated"))
    for number, turn in enumerate(turns, 1):
        language = turn.language or original.language
        text, marks = turn.text, turn.marks
        if turn.id in said:
            found = carried(turn, said[turn.id])
            text, marks, language = found.text, found.marks, settings.to
            told = [*found.lost, *_numbers(turn, text, original.language, settings.to)]
            doubts += [Doubt(turn=number, what=what) for what in told]
        made.append(
            Turn(
                id=str(number), number=number, speakers=turn.speakers, text=text, start=turn.start, end=turn.end,
                printed=turn.printed, marks=marks, language=language if language != settings.to else None,
                inferred=turn.inferred, access=turn.access,
            )
        )  # fmt: skip
    spoken = {speaker for turn in turns for speaker in turn.speakers}
    transcript = Transcript(
        id=new_id("transcript"), conversation=original.conversation, kind="translation", language=settings.to,
        title=None, made_by=f"{settings.engine}, {identity.model}; {identity.version}", made_from=original.id,
        access=original.access, speakers=tuple(speaker for speaker in original.speakers if speaker.id in spoken),
        turns=tuple(made), doubts=tuple(doubts), reader=TOOL,
        extra=(
            (RENDERING, key), ("engine", settings.engine), ("model", _model(identity)), ("version", identity.version),
            ("revision", str(original.revision)), *settings.told(),
        ),
    )  # fmt: skip
    matches = tuple(
        Match(id=new_id("decision"), a=original.id, b=transcript.id, a_turns=(turn.id,), b_turns=(other.id,))
        for turn, other in zip(turns, made, strict=True)
    )
    return transcript, matches


def since_mended(transcript: Transcript, before: Sequence[Turn], now: Transcript) -> Transcript:
    """Returns the translation with a doubt at each turn whose original was corrected, or taken out, while it was being made."""
    standing = {turn.id: turn.text for turn in now.turns}
    doubts = [
        Doubt(turn=number, what="the original was corrected while this was being translated")
        for number, turn in enumerate(before, 1)
        if standing.get(turn.id) != turn.text
    ]
    return replace(transcript, doubts=(*transcript.doubts, *doubts))


def _model(identity: Identity) -> str:
    return f"{identity.model} ({identity.print})" if identity.path else identity.model


def _numbers(turn: Turn, text: str, language: str | None, to: str) -> list[str]:
    """Returns what is to be told of numbers: those that stand, in digits or words, on one side alone."""
    spoken, target = _primary(turn.language or language), _primary(to)
    if spoken not in COUNTED or target not in COUNTED:
        return []
    ours = {number.value for number in find_numbers(turn.text, spoken)}
    theirs = {number.value for number in find_numbers(text, target)}
    lacking = [f"{value:g}" for value in sorted(ours - theirs) if SMALL < value]
    added = [f"{value:g}" for value in sorted(theirs - ours) if SMALL < value]
    told = []
    if lacking:
        told.append(f"said in the original and not found here: {', '.join(lacking)}")
    if added:
        told.append(f"found here and not in the original: {', '.join(added)}")
    return told


def _primary(language: str | None) -> str | None:
    return language.split("-")[0].lower() if language else None
