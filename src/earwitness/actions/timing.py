"""`align`: a transcript without times is laid to its sound, turn by turn and word by word; its text stays as it is.

The engine works without the lock; what it found becomes a new revision in one act, if nobody wrote another meanwhile. Times
that a person set stand. Times that the source prints say where to look, unless told otherwise. A turn that is not heard gets no
time and a doubt: nothing is forced.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec.structs import replace

from ..engines.align import UNSURE, Settings, Timed, TimedLine, engine_named, script_of
from ..errors import BadInput, Conflict, EngineFailed, NotFound, WrongUsage
from ..identifiers import within
from ..model import Doubt, Recording, Transcript, Turn, Word
from . import finding, soundings
from .answers import Answer
from .desk import TOOL, Desk, Progress, writing
from .filing import language_tag
from .underneath import PERSON
from .withholding import still_withheld

VERB = "align"
USUAL = "espeak"
SLACK = 2_000
"""Milliseconds that a printed time may be from where the turn is heard."""
NEAR = 1_000
"""Milliseconds between a person's time and the engine's up to which the engine's words stand."""
NOT_HEARD = "it was not heard in the recording and has no time"
NOT_HEARD_THERE = "it was not heard in the recording where its time says"
NOT_SURE = "its time is not sure: listen to it"
TIMED = ("aligned to", "aligned by", "aligned with")
"""Under which names a transcript keeps the recording, the engine and its settings."""

Standing = Literal["timed", "unsure", "kept", "not heard", "no words"]
Origin = Literal["source", "person", "engine"]


class TurnTimed(Answer, frozen=True, kw_only=True):
    """A turn, and what became of its times."""

    turn: str
    number: int
    standing: Standing
    """`kept`: a person set its time; `no words`: there is nothing in it that could be heard."""
    start: int | None = None
    end: int | None = None
    words: int = 0
    """Words that have a time."""
    confidence: float = 0.0
    """0 to 1: how like its words the sound is."""


class TranscriptTimed(Answer, frozen=True, kw_only=True):
    """The answer of `align`."""

    transcript: str
    recording: str
    engine: str
    model: str
    version: str
    turns: tuple[TurnTimed, ...]
    revision: int | None = None
    """The new one; None where it was only tried, or the times stood so already."""
    notes: tuple[str, ...] = ()
    act: str | None = None

    def count(self, *standings: Standing) -> int:
        """Returns how many turns stand so."""
        return sum(turn.standing in standings for turn in self.turns)


def align(
    desk: Desk, name: str, *, agent: str, to: str | None = None, engine: str = USUAL, model: str = "", vocabulary: str = "",
    language: str | None = None, anchors: bool = True, dry_run: bool = False, reason: str = "",
    progress: Progress | None = None,
) -> TranscriptTimed:  # fmt: skip
    """Finds where each turn and word of a transcript is heard in a recording, and writes the times as a new revision.

    `to` is the recording; without it, the one the transcript was heard on, or the only one of its conversation. Without
    `anchors` the times that the source prints are not looked at.

    Raises NotFound for an unknown id, engine, model or voice, or where there is no recording; WrongUsage for a translation,
    several recordings, or no language; BadInput where none of the text is heard; Conflict where somebody wrote another revision
    meanwhile; SoundFailed or EngineFailed where sound or engine fail.
    """
    chosen = engine_named(engine)
    with desk.archive.catalog.snapshot():
        transcript, recording = _pair(desk, name, to)
        tag = language_tag(language) if language else transcript.language
        if not tag:
            raise WrongUsage(f"nobody says which language {name} is in", hint="say it: --language uk")
        origins = times_by(desk, transcript)
        sound = soundings.sound_file(desk, recording)
    settings = Settings(engine=chosen.name, language=tag, model=model, vocabulary=vocabulary)
    aligner = chosen.load(settings, chosen.identity(settings))
    script = script_of(_known(transcript.turns, origins, anchors), tag, slack=SLACK)

    def alive(step: str, done: int, total: int | None) -> None:
        if progress is not None:
            progress(step, done, total, transcript.id)

    from ..formats.sound.decoding import decode

    timed = aligner.align(decode(sound, rate=chosen.rate), script, alive)
    _believed(timed, transcript, recording)
    turns = [_turn(*each, origins) for each in zip(transcript.turns, timed.lines, script.lines, strict=True)]
    shown = tuple(
        _shown(transcript, turn, line, origins, bool(asked.words))
        for turn, line, asked in zip(turns, timed.lines, script.lines, strict=True)
    )
    answer = TranscriptTimed(
        transcript=transcript.id, recording=recording.id, engine=timed.engine, model=timed.model, version=timed.version,
        turns=shown, notes=timed.notes,
    )  # fmt: skip
    if dry_run:
        return answer
    after = _told(replace(transcript, turns=tuple(turns)), timed, recording, shown, settings)
    if after == transcript:
        return answer
    return _written(desk, transcript, after, answer, recording, agent=agent, reason=reason)


def _written(
    desk: Desk, before: Transcript, after: Transcript, answer: TranscriptTimed, recording: Recording, *, agent: str, reason: str
) -> TranscriptTimed:  # fmt: skip
    with writing(desk) as pen:
        catalog = desk.archive.catalog
        standing = catalog.transcript(before.id)
        if standing.revision != before.revision:
            raise Conflict(
                f"somebody wrote revision {standing.revision} of {before.id} while it was being aligned",
                expected=str(before.revision), found=str(standing.revision), hint="align it again",
            )  # fmt: skip
        after = still_withheld(standing, replace(after, revision=standing.revision + 1, reader=TOOL))
        act, _ = pen.act(
            VERB, [after], agent=agent, subjects=[after.id, recording.id], reason=reason,
            settings=f"{answer.engine}, {answer.model}; {answer.version}",
        )  # fmt: skip
    return replace(answer, revision=after.revision, act=act.id)


def _pair(desk: Desk, name: str, to: str | None) -> tuple[Transcript, Recording]:
    """Returns the transcript as it was last written, and the recording it is aligned to."""
    catalog = desk.archive.catalog
    noun = finding.noun(desk, name)
    if noun != "transcript":
        raise WrongUsage(f"{name} is a {noun}; name a transcript", hint="earwitness show names those of a conversation")
    standing, transcript = catalog.transcript(name), catalog.recorded(name)
    recordings = catalog.recordings_of(standing.conversation)
    if standing.kind == "translation":
        others = [
            head.id
            for head in catalog.transcripts_of(standing.conversation, with_turns=False)
            if head.kind in ("transcription", "machine") and head.language != standing.language
        ]
        hint = f"align what was said: earwitness align {' or '.join(others)}" if others else "add the original first"
        raise WrongUsage(f"{name} is a translation: its words are not those in the sound", hint=hint)
    transcript = replace(transcript, language=standing.language)
    if to is not None:
        if finding.noun(desk, to) != "recording":
            raise WrongUsage(f"{to} is no recording", hint="earwitness show names those of a conversation")
        if to not in {recording.id for recording in recordings}:
            raise WrongUsage(
                f"{to} is a recording of another conversation than {name}", hint="earwitness link joins conversations"
            )
        return transcript, catalog.recording(to)
    heard = [recording for recording in recordings if recording.id == standing.heard_on] or list(recordings)
    if not heard:
        raise NotFound(f"the conversation of {name} has no recording", hint="add its sound: earwitness add call.ogg")
    if len(heard) > 1:
        ids = ", ".join(recording.id for recording in heard)
        raise WrongUsage(f"the conversation of {name} has {len(heard)} recordings: {ids}", hint="say which: --to ID")
    return transcript, heard[0]


def times_by(desk: Desk, transcript: Transcript) -> dict[str, Origin]:
    """Returns who gave each turn the times it has: the source, a person, or an engine that aligned it before."""
    catalog = desk.archive.catalog
    found: dict[str, Origin] = {}
    before: dict[str, tuple[int | None, int | None]] = {}
    for number, logged in catalog.revisions(transcript.id):
        if not logged.effective:
            continue
        records = catalog.records(logged.sequence)[1]
        this = next(
            each
            for each in records
            if isinstance(each, Transcript) and (each.id, each.revision) == (transcript.id, number)
        )
        origin: Origin = "engine" if logged.verb == VERB else "person" if this.reader.startswith(PERSON) else "source"
        for turn in this.turns:
            times = (turn.start, turn.end)
            if before.get(turn.id, (None, None)) != times:
                found[turn.id] = origin
        before = {turn.id: (turn.start, turn.end) for turn in this.turns}
    return {id: origin for id, origin in found.items() if before.get(id, (None, None))[0] is not None}


def _known(turns: Sequence[Turn], origins: Mapping[str, Origin], anchors: bool) -> list[Turn]:
    """Returns the turns with the times that say where to look: a person's always, the source's if so wanted."""
    looked = ("person", "source") if anchors else ("person",)
    return [turn if origins.get(turn.id) in looked else replace(turn, start=None, end=None) for turn in turns]


def _believed(timed: Timed, transcript: Transcript, recording: Recording) -> None:
    """Raises what is wrong with an engine's answer: times that cannot be, or none at all."""
    ends = [line.end for line in timed.lines if line.end is not None]
    if len(timed.lines) != len(transcript.turns) or any(timed.duration < end for end in ends):
        raise EngineFailed(f"the engine {timed.engine} gave times past the end of {recording.id}")
    for line in timed.lines:
        times = [time for word in line.words for time in (word.start, word.end)]
        if times != sorted(times) or (times and times[0] < 0):
            raise EngineFailed(f"the engine {timed.engine} gave times that run backwards")
    if not ends:
        raise BadInput(
            f"nothing of {transcript.id} was heard in {recording.id}",
            hint="is it the right recording, and the text in the language that is spoken? say it with --language",
        )


def _turn(turn: Turn, line: TimedLine, asked: object, origins: Mapping[str, Origin]) -> Turn:
    """Returns the turn with the times that stand now; its text, and times that a person set, stay."""
    origin = origins.get(turn.id)
    if line.start is None or line.end is None:
        return replace(turn, start=None, end=None, words=_bare(turn)) if origin == "engine" else turn
    if origin == "person" and turn.start is not None:
        end = turn.end if turn.end is not None else max(line.end, turn.start)
        near = abs(line.start - turn.start) <= NEAR
        return replace(turn, end=end, words=_words(turn, line) if near else turn.words)
    return replace(turn, start=line.start, end=line.end, words=_words(turn, line))


def _words(turn: Turn, line: TimedLine) -> tuple[Word, ...]:
    """Returns the words with their times; what an engine or a person said of a word before (voice, confidence) stays."""
    before = {(word.first, word.last): word for word in turn.words}
    found = []
    for word in line.words:
        old = before.get((word.first, word.last))
        found.append(
            replace(old, start=word.start, end=word.end)
            if old is not None
            else Word(word.first, word.last, word.start, word.end)
        )
    told = [
        replace(old, start=None, end=None)
        for place, old in before.items()
        if (old.confidence is not None or old.speaker is not None)
        and not any(place[0] < word.last and word.first < place[1] for word in found)
    ]
    return tuple(sorted([*found, *told], key=lambda word: word.first))


def _bare(turn: Turn) -> tuple[Word, ...]:
    return tuple(
        replace(word, start=None, end=None)
        for word in turn.words
        if word.confidence is not None or word.speaker is not None
    )


def _shown(
    transcript: Transcript, turn: Turn, line: TimedLine, origins: Mapping[str, Origin], words: bool
) -> TurnTimed:
    standing: Standing = "timed"
    if not words:
        standing = "no words"
    elif origins.get(turn.id) == "person":
        standing = "kept"
    elif line.start is None:
        standing = "not heard"
    elif line.confidence < UNSURE:
        standing = "unsure"
    return TurnTimed(
        turn=within(transcript.id, turn.id), number=turn.number, standing=standing, start=turn.start, end=turn.end,
        words=sum(word.start is not None for word in turn.words), confidence=line.confidence,
    )  # fmt: skip


def _told(
    transcript: Transcript, timed: Timed, recording: Recording, shown: Sequence[TurnTimed], settings: Settings
) -> Transcript:
    """Returns the transcript with what is to be known of its times: doubts on turns, the engine and its settings."""
    doubts = [
        doubt for doubt in transcript.doubts if doubt.what not in (NOT_HEARD, NOT_HEARD_THERE, NOT_SURE, *timed.notes)
    ]
    for turn in shown:
        if turn.standing == "not heard":
            doubts.append(Doubt(what=NOT_HEARD if turn.start is None else NOT_HEARD_THERE, turn=turn.number))
        elif turn.standing == "unsure":
            doubts.append(Doubt(what=NOT_SURE, turn=turn.number))
    doubts += [Doubt(what=note) for note in timed.notes]
    told = "; ".join(f"{name} {value}" for name, value in (("language", settings.language), *timed.settings))
    said = (recording.id, f"{timed.engine}, {timed.model}; {timed.version}", told)
    extra = [pair for pair in transcript.extra if pair[0] not in TIMED]
    return replace(transcript, doubts=tuple(doubts), extra=(*extra, *zip(TIMED, said, strict=True)))
