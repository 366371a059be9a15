"""Voices as a transcript, and voices put to the turns of one that has words already."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from ..engines.diarize import Engine, Identity, Spoken, Voiced
from ..identifiers import new_id, within
from ..model import Doubt, Recording, Speaker, Transcript, Turn
from ..times import Ms
from .amending import Amending
from .desk import TOOL
from .edits import Split

VOICES = "diarization"
"""Under which name a transcript keeps what names its diarization: the sound, the engine, its model and settings."""
GUESS = "who speaks was told by a machine from how voices sound: a guess that nobody has checked"
NEAR: Ms = 500
"""How far a turn or word may be from a stretch of a voice and still get it, where none lies over it."""


class Given(Struct, frozen=True, kw_only=True):
    """What became of a transcript's turns."""

    transcript: Transcript
    turns: int = 0
    """Turns that got a voice."""
    words: int = 0
    """Words that got another voice than their turn."""
    split: int = 0
    """Turns that came of splitting."""
    left: int = 0
    """Turns that keep the voice that they had: it was printed, or a person said it."""
    untold: int = 0
    """Turns without times, or where no voice was heard."""


def names_of(recording: Recording, voiced: Voiced, engine: Engine) -> dict[int, str]:
    """Returns what each voice is called: the party of its channel where a person said who that is, else S1, S2, as they
    speak.
    """
    order = list(dict.fromkeys(one.voice for one in voiced.spoken))
    said = {
        channel: name.strip()
        for channel, name in enumerate(recording.parties if engine.exact else ())
        if name.strip() and recording.parties.count(name) == 1
    }
    return {voice: said.get(voice, f"S{number}") for number, voice in enumerate(order, 1)}


def transcript_of(
    recording: Recording, voiced: Voiced, *, key: str, engine: Engine, identity: Identity
) -> Transcript:  # fmt: skip
    """Returns a machine's transcript whose turns have voices and times and no words."""
    names = names_of(recording, voiced, engine)
    local = {voice: f"p{number}" for number, voice in enumerate(names, 1)}
    turns = tuple(
        Turn(
            id=str(number), number=number, speakers=(local[one.voice],), start=one.start, end=one.end,
            inferred=not engine.exact,
        )
        for number, one in enumerate(voiced.spoken, 1)
    )  # fmt: skip
    return Transcript(
        id=new_id("transcript"), conversation=recording.conversation, kind="machine", made_by=made_by(voiced),
        made_from=recording.id, speakers=tuple(Speaker(id=local[voice], labels=(name,)) for voice, name in names.items()),
        turns=turns, doubts=tuple(Doubt(what=what) for what in notes(voiced, engine)), reader=TOOL,
        extra=((VOICES, key), *told(voiced)),
    )  # fmt: skip


def made_by(voiced: Voiced) -> str:
    return f"{voiced.engine}, {voiced.model}; {voiced.version}"


def told(voiced: Voiced) -> tuple[tuple[str, str], ...]:
    """Returns the engine with its settings, for the record."""
    return (("engine", voiced.engine), ("model", voiced.model), ("version", voiced.version), *voiced.settings)


def notes(voiced: Voiced, engine: Engine) -> tuple[str, ...]:
    """Returns what is to be told of the whole."""
    return (*(() if engine.exact else (GUESS,)), *voiced.notes)


def given_to(
    amending: Amending, now: Transcript, voiced: Voiced, names: dict[int, str], *, exact: bool, divide: bool
) -> Given:
    """Returns the transcript with voices at its turns and words, by overlap in time.

    Each turn gets the voice that is heard longest in it; a word that another voice says gets that. With `divide` a turn is
    split where the voices of its words change. A turn whose voice is known already keeps it.
    """
    voices: dict[str, int] = {}
    words = untold = left = 0
    for turn in now.turns:
        if turn.speakers and not turn.inferred:
            left += 1
            continue
        each = [heard_in(voiced.spoken, word.start, word.end) for word in turn.words]
        whole = heard_in(voiced.spoken, turn.start, turn.end)
        if whole is None:
            whole = next((voice for voice in each if voice is not None), None)
        if whole is None:
            untold += 1
            continue
        voices[turn.id] = whole
        if divide:
            _divide(amending, turn, each, voices)
    local: dict[int, str] = {}

    def id_of(voice: int) -> str:
        if voice not in local:
            local[voice] = amending.voice(names[voice])
        return local[voice]

    turns = []
    for turn in amending.amended().turns:
        if turn.id in voices:
            whole = voices[turn.id]
            own = []
            for word in turn.words:
                other = heard_in(voiced.spoken, word.start, word.end)
                differs = other is not None and other != whole
                words += differs
                own.append(replace(word, speaker=id_of(other) if differs and other is not None else None))
            turn = replace(turn, speakers=(id_of(whole),), words=tuple(own), inferred=not exact)
        turns.append(turn)
    return Given(
        transcript=replace(amending.amended(), turns=tuple(turns), speakers=amending.speakers), turns=len(voices),
        words=words, split=len(amending.new), left=left, untold=untold,
    )  # fmt: skip


def _divide(amending: Amending, turn: Turn, each: Sequence[int | None], voices: dict[str, int]) -> None:
    """Splits a turn where the voices of its words change, from its end on; words whose voice is not known go with those
    before.
    """
    known: list[int] = []
    for voice in each:
        known.append(voice if voice is not None else known[-1] if known else voices[turn.id])
    runs = [(voice, [place for place, _ in own]) for voice, own in groupby(enumerate(known), key=lambda pair: pair[1])]
    if not runs:
        return
    voices[turn.id] = runs[0][0]
    for voice, places in reversed(runs[1:]):
        word = turn.words[places[0]]
        amending.amend(Split(turn=within(amending.id, turn.id), at=word.first, time=word.start))
        voices[amending.new[-1].partition(".")[2]] = voice


def heard_in(spoken: Sequence[Spoken], start: Ms | None, end: Ms | None) -> int | None:
    """Returns the voice that is heard longest in a stretch, the nearest where none is; None without times or far from any."""
    if start is None:
        return None
    end = max(start + 1, end if end is not None else start + 1)
    over: dict[int, int] = {}
    near: tuple[int, int] | None = None
    for one in spoken:
        shared = min(end, one.end) - max(start, one.start)
        if 0 < shared:
            over[one.voice] = over.get(one.voice, 0) + shared
        elif -NEAR < shared and (near is None or near[0] < shared):
            near = (shared, one.voice)
    if over:
        return max(over, key=lambda voice: (over[voice], -voice))
    return near[1] if near is not None else None
