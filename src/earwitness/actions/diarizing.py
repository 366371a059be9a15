"""`diarize`: engines say who speaks when in recordings, as voices without names; alone, or onto a transcript's turns.

Nobody is identified by voice: voices are S1, S2, or the party of a channel where a person said who that is. What voices are
told by (embeddings) ends with each recording's work: nothing of it is filed or compared with another recording.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace

from ..engines import crew
from ..engines.diarize import Engine, Identity, Settings, Voiced, engine_named
from ..engines.diarize.telling import WORK, Task
from ..errors import EarwitnessError, NotFound, WrongUsage
from ..model import Doubt, Recording, Transcript
from ..tellings.kept import key_of
from . import finding, soundings
from .answers import Answer
from .correcting import amending_of
from .desk import TOOL, Desk, Progress, writing
from .transcribing import recordings_named
from .voiced import VOICES, given_to, made_by, names_of, notes, told, transcript_of
from .withholding import still_withheld

USUAL = "channels"
VERSION = 1


class DiarizedItem(Answer, frozen=True, kw_only=True):
    """What became of one recording."""

    recording: str
    conversation: str
    status: Literal["diarized", "already", "silent", "failed", "planned"]
    transcript: str | None = None
    """The one that was made, or that got the voices."""
    revision: int = 1
    voices: tuple[str, ...] = ()
    turns: int = 0
    """Turns that have a voice by this."""
    words: int = 0
    split: int = 0
    left: int = 0
    """Turns that keep the voice that was known already."""
    untold: int = 0
    doubts: tuple[str, ...] = ()
    message: str = ""
    error: str | None = None
    act: str | None = None


class Diarized(Answer, frozen=True, kw_only=True):
    """The answer of `diarize`."""

    engine: str
    model: str
    version: str
    exact: bool
    """True where nothing is guessed about who speaks."""
    items: tuple[DiarizedItem, ...]
    settings: tuple[tuple[str, str], ...] = ()
    dry_run: bool = False

    @property
    def failed(self) -> int:
        return sum(item.status == "failed" for item in self.items)


def diarize(
    desk: Desk, ids: Sequence[str], *, agent: str, engine: str = USUAL, model: str = "", voices: int | None = None,
    onto: str | None = None, split: bool = False, on: str = "pool", jobs: int = 1, device: str = "cpu",
    patience: float = 600.0, again: bool = False, dry_run: bool = False, reason: str = "", progress: Progress | None = None,
) -> Diarized:  # fmt: skip
    """Has an engine say who speaks when in recordings (or those of conversations or sources); each result is an act of its own.

    `onto` names a transcript of the recording's conversation whose turns and words get the voices; with `split` its turns are
    split where voices change. One that fails never stops the rest. Raises NotFound, MissingExtra, WrongUsage.
    """
    chosen = engine_named(engine)
    if on not in ("here", "pool"):
        raise WrongUsage(f"voices are not told apart on “{on}”", hint="on: here, pool")
    if voices is not None and not 1 <= voices <= 50:
        raise WrongUsage("between one and fifty people speak", hint="--voices 2")
    if split and onto is None:
        raise WrongUsage("only a transcript that has words can be split", hint="--onto TRANSCRIPT --split")
    recordings = recordings_named(desk, ids)
    if onto is not None:
        _same_conversation(desk, onto, recordings)
    settings = Settings(engine=chosen.name, model=model, voices=voices, device=device, threads=0 if jobs == 1 else 1)
    identity = chosen.identity(settings)
    items: dict[str, DiarizedItem] = {}
    planned: dict[str, Recording] = {}
    for recording in recordings:
        before = (
            None if again or onto is not None else _before(desk, recording, key(desk, recording, settings, identity))
        )
        if before is not None:
            items[recording.id] = _item(recording, "already", transcript=before.id, message="told before: --again")
        elif dry_run:
            items[recording.id] = _item(recording, "planned")
        else:
            planned[recording.id] = recording

    def far(job: crew.Job, at: int) -> None:
        if progress is not None:
            progress("seconds heard", at // 1000, planned[job.name].duration // 1000, job.name)

    tasks = [crew.Job(name=recording.id, payload=msgspec.json.encode(Task(
        path=str(soundings.sound_file(desk, recording)), length=recording.duration, identity=identity,
        settings=replace(settings, parties=bool(recording.parties)),
    ))) for recording in planned.values()]  # fmt: skip
    for job, answer in crew.carry_out(tasks, work=WORK, on=on, hands=jobs, patience=patience, progress=far):
        recording = planned[job.name]
        try:
            if isinstance(answer, EarwitnessError):
                raise answer
            voiced = msgspec.json.decode(answer, type=Voiced)
            items[job.name] = _file(
                desk, recording, voiced, chosen, identity, key(desk, recording, settings, identity), agent=agent,
                reason=reason, onto=onto, split=split,
            )  # fmt: skip
        except EarwitnessError as error:
            items[job.name] = _failed(recording, error)
    return Diarized(
        engine=chosen.name, model=identity.model, version=identity.version, exact=chosen.exact,
        items=tuple(items[recording.id] for recording in recordings), settings=settings.told(), dry_run=dry_run,
    )  # fmt: skip


def key(desk: Desk, recording: Recording, settings: Settings, identity: Identity) -> str:
    """Returns what names this work: the same sound, engine, model and settings have the same."""
    digest = desk.archive.catalog.source(recording.source).digest
    model = [identity.model, identity.version, identity.print]
    return key_of(VERSION, digest, settings.engine, model, settings.told(), recording.parties)


def _same_conversation(desk: Desk, onto: str, recordings: Sequence[Recording]) -> None:
    if finding.noun(desk, onto) != "transcript":
        raise WrongUsage(f"{onto} is no transcript", hint="--onto names a transcript of the conversation")
    if len(recordings) != 1:
        raise WrongUsage("the voices of one recording are put onto a transcript", hint="name the recording")
    catalog = desk.archive.catalog
    (head,) = catalog.heads([onto])
    if catalog.canonical(head.conversation) != catalog.canonical(recordings[0].conversation):
        raise WrongUsage(f"{onto} is not of the conversation of {recordings[0].id}", hint="link the two first")
    if head.heard_on is not None and head.heard_on != recordings[0].id:
        raise WrongUsage(f"{onto} was heard on {head.heard_on}, and its times are of that recording")


def _before(desk: Desk, recording: Recording, key: str) -> Transcript | None:
    heads = desk.archive.catalog.transcripts_of(recording.conversation, with_turns=False)
    return next((head for head in heads if dict(head.extra).get(VOICES) == key), None)


def _file(
    desk: Desk, recording: Recording, voiced: Voiced, engine: Engine, identity: Identity, key: str, *, agent: str,
    reason: str, onto: str | None, split: bool,
) -> DiarizedItem:  # fmt: skip
    """Files who speaks when: as a transcript of its own, or as the next revision of the one it is put onto."""
    if not voiced.spoken:
        return _item(recording, "silent", message="nobody is heard speaking")
    names = names_of(recording, voiced, engine)
    if onto is None:
        made = transcript_of(recording, voiced, key=key, engine=engine, identity=identity)
        with writing(desk) as pen:
            act, _ = pen.act(
                "diarize", [made], agent=agent, reason=reason, settings=made.made_by or "",
                subjects=[made.id, recording.id, recording.conversation],
            )  # fmt: skip
        return _item(
            recording, "diarized", transcript=made.id, voices=tuple(names.values()), turns=len(made.turns), act=act.id,
            doubts=tuple(doubt.what for doubt in made.doubts),
        )  # fmt: skip
    with writing(desk) as pen:
        catalog = desk.archive.catalog
        now = catalog.recorded(onto)
        given = given_to(amending_of(desk, now), now, voiced, names, exact=engine.exact, divide=split)
        told_of = {
            "voices": tuple(names.values()), "turns": given.turns, "words": given.words, "split": given.split,
            "left": given.left, "untold": given.untold,
        }  # fmt: skip
        if not given.turns:
            raise NotFound(
                f"no turn of {onto} could be given a voice: {given.left} have theirs, {given.untold} have no times here",
                hint="a transcript without times is aligned first: earwitness align",
            )
        standing = catalog.transcript(onto)
        doubts = [Doubt(what=what) for what in notes(voiced, engine)]
        fresh = [doubt for doubt in doubts if doubt not in given.transcript.doubts]
        after = replace(
            given.transcript, revision=standing.revision + 1, reader=f"{TOOL}; {made_by(voiced)}",
            doubts=(*given.transcript.doubts, *fresh),
            extra=(*(pair for pair in now.extra if not pair[0].startswith(f"{VOICES} ")),
                   *((f"{VOICES} {name}", value) for name, value in told(voiced))),
        )  # fmt: skip
        made = still_withheld(standing, after)
        act, _ = pen.act(
            "diarize", [made], agent=agent, reason=reason, settings=made_by(voiced), subjects=[onto, recording.id]
        )
    return _item(
        recording, "diarized", transcript=onto, revision=made.revision, act=act.id,
        doubts=tuple(doubt.what for doubt in doubts), **told_of,
    )  # fmt: skip


def _item(recording: Recording, status: str, **more: object) -> DiarizedItem:
    return DiarizedItem(recording=recording.id, conversation=recording.conversation, status=status, **more)  # type: ignore[arg-type]


def _failed(recording: Recording, error: EarwitnessError) -> DiarizedItem:
    told = error.message.removeprefix(f"{recording.id}: ")
    return _item(
        recording, "failed", message=f"{told} ({error.hint})" if error.hint else told, error=type(error).__name__
    )
