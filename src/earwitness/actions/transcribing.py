"""`transcribe`: engines write down what they hear in recordings; each result is one more version, told as a machine's.

Recordings are heard by a crew (`engines.crew`), each stretch kept beside the sound before the next, and each recording filed
as it is done: who gives the same command again after a kill goes on where it stopped. The archive is locked only to file.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ..engines import crew
from ..engines.transcribe import Engine, Identity, Settings, engine_named
from ..engines.transcribe.hearing import WORK, Result, Task
from ..engines.transcribe.hearing import key as key_of
from ..engines.transcribe.telling import unheard
from ..errors import EarwitnessError, EngineFailed, NotFound, WrongUsage
from ..model import Recording
from ..protect.gate import Gate
from ..times import Span
from . import finding, soundings
from .answers import Answer
from .desk import Desk, Progress, writing
from .filing import language_tag
from .guidance import hints as guided
from .machine import heard_before, machine_transcript
from .sending import Asked, Sending, ask_first, counted, why_not_sent

USUAL = "faster-whisper"
KEPT = "heard"
"""The folder beside a recording's derived sound that holds what was heard of it so far."""
CORES = 4
"""Cores that one engine of this machine has for itself, where there are as many."""
AT_ONCE = 2
"""Recordings that a server is sent at once."""


class TranscribedItem(Answer, frozen=True, kw_only=True):
    """What became of one recording."""

    recording: str
    conversation: str
    status: Literal["transcribed", "already", "silent", "failed", "planned"]
    """`already`: the same engine heard it before, with the same settings; `silent`: nobody speaks, and no word was heard."""
    transcript: str | None = None
    turns: int = 0
    unclear: int = 0
    """Stretches of words that are marked as unclear."""
    language: str | None = None
    doubts: tuple[str, ...] = ()
    message: str = ""
    error: str | None = None
    """The error's name, where it failed."""
    act: str | None = None


class Transcribed(Answer, frozen=True, kw_only=True):
    """The answer of `transcribe`."""

    engine: str
    model: str
    version: str
    items: tuple[TranscribedItem, ...]
    settings: tuple[tuple[str, str], ...] = ()
    sent_to: str | None = None
    """The server elsewhere that the sound went to, or would go to."""
    dry_run: bool = False

    @property
    def failed(self) -> int:
        return sum(item.status == "failed" for item in self.items)


class Planned(Struct, frozen=True, kw_only=True):
    """A recording that is to be heard."""

    recording: Recording
    key: str
    folder: Path
    path: str


def transcribe(
    desk: Desk, ids: Sequence[str], *, agent: str, engine: str = USUAL, model: str = "", language: str | None = None,
    multilingual: bool = False, url: str | None = None, hints: str = "", glossary: bool = True, on: str = "pool",
    jobs: int | None = None, device: str = "auto", compute_type: str = "default", beam_size: int = 5,
    patience: float = 600.0, download: bool = False, again: bool = False, yes: bool = False, dry_run: bool = False,
    reason: str = "", asked: Asked | None = None, progress: Progress | None = None,
) -> Transcribed:  # fmt: skip
    """Has an engine hear recordings (or those of conversations or sources), and files what it heard of each as an act.

    `hints` are names and slang with commas; with `glossary` its words come after them. `asked` asks the person before anything
    is sent elsewhere; `yes` says so beforehand. One that fails never stops the rest.

    Raises NotFound for an unknown id, engine or model, MissingExtra, WrongUsage, and Refused where all would have to be sent
    elsewhere and may not.
    """
    chosen = engine_named(engine)
    if on not in crew.PLACES:
        raise WrongUsage(f"work cannot be done on “{on}”", hint="on: " + ", ".join(crew.PLACES))
    if url is not None and not chosen.served:
        raise WrongUsage(f"the engine {chosen.name} is no server", hint="leave out --url, or take --engine openai")
    if chosen.served and not url:
        raise WrongUsage(f"the engine {chosen.name} is a server: say where it is", hint="--url http://127.0.0.1:8080")
    if patience <= 0 or beam_size < 1:
        raise WrongUsage("patience is more than no seconds, and one reading at least is followed")
    recordings = recordings_named(desk, ids)
    tag = language_tag(language) if language else None
    hands = _hands(chosen, len(recordings), jobs)
    settings = Settings(
        engine=chosen.name, model=model, language=tag, multilingual=multilingual, url=url,
        hints=guided(desk, hints, language=tag, glossary=glossary), device=device, compute_type=compute_type,
        beam_size=beam_size, threads=0 if chosen.served else max(1, (os.cpu_count() or 1) // hands), patience=patience,
    )  # fmt: skip
    identity = chosen.identity(settings, download=download and not dry_run)
    sending = _sending(settings, identity, recordings, on)
    settings = replace(settings, addresses=sending.addresses if sending is not None else ())
    items: dict[str, TranscribedItem] = {}
    planned: list[Planned] = []
    gate = Gate()
    for recording in recordings:
        plan = _plan(desk, recording, settings, identity)
        before = None if again else heard_before(desk, recording, plan.key)
        refused = why_not_sent(desk, recording, gate) if sending is not None else None
        if before is not None:
            items[recording.id] = _item(
                recording, "already", transcript=before.id, language=before.language, message="heard before: --again"
            )
        elif refused is not None:
            items[recording.id] = _failed(recording, refused)
        else:
            planned.append(plan)
    if sending is not None and planned and not dry_run:
        held = [plan.recording for plan in planned]
        ask_first(replace(sending, what=counted(held), subjects=tuple(each.id for each in held)), yes=yes, asked=asked)
    if dry_run:
        items |= {plan.recording.id: _item(plan.recording, "planned") for plan in planned}
    else:
        work = _Work(desk, settings, identity, agent=agent, reason=reason, elsewhere=sending is not None, again=again)
        for item in work.done(planned, on=on, hands=hands, progress=progress):
            items[item.recording] = item
    return Transcribed(
        engine=chosen.name, model=identity.model, version=identity.version, settings=settings.told(),
        items=tuple(items[recording.id] for recording in recordings),
        sent_to=sending.to if sending is not None else None, dry_run=dry_run,
    )  # fmt: skip


def recordings_named(desk: Desk, ids: Sequence[str]) -> tuple[Recording, ...]:
    """Returns the recordings that ids name: themselves, those of a conversation, those that a source is the bytes of.

    Raises NotFound for an unknown id or one without a recording, WrongUsage for what is none of these.
    """
    if not ids:
        raise WrongUsage("say what is to be heard", hint="name recordings or conversations")
    catalog = desk.archive.catalog
    found: dict[str, Recording] = {}
    for id in ids:
        named = finding.noun(desk, id)
        if named == "recording":
            own: tuple[Recording, ...] = (catalog.recording(id),)
        elif named == "conversation":
            own = catalog.recordings_of(id)
        elif named == "source":
            own = catalog.recordings_from(id)
        else:
            raise WrongUsage(f"{id} is a {named}; name a recording, its conversation or its source")
        if not own:
            raise NotFound(f"{named} {id} has no recording", hint="add its sound: earwitness add call.ogg")
        found.update({recording.id: recording for recording in own})
    return tuple(found.values())


def _hands(engine: Engine, recordings: int, jobs: int | None) -> int:
    """Returns how many are heard at once: a model takes memory each time, and a server is not to be flooded."""
    usual = AT_ONCE if engine.served else max(1, (os.cpu_count() or 1) // CORES)
    return max(1, min(recordings, jobs if jobs is not None else usual))


def _sending(settings: Settings, identity: Identity, recordings: Sequence[Recording], on: str) -> Sending | None:
    """Returns what would be sent elsewhere, None where all stays on this machine."""
    if settings.url is not None:
        from ..capture.fetch import is_url
        from ..engines.servers import find

        server = find(settings.url, path="/")
        if server.elsewhere:
            place = identity.print if is_url(identity.print) else server.url
            return Sending(what=counted(recordings), to=place, addresses=server.addresses)
    if on == "ray":
        from ..engines.cluster import is_elsewhere

        if is_elsewhere():
            place = f"the Ray cluster at {os.environ['RAY_ADDRESS']}"
            return Sending(what=counted(recordings), to=place, addresses=())
    return None


def _plan(desk: Desk, recording: Recording, settings: Settings, identity: Identity) -> Planned:
    digest = desk.archive.catalog.source(recording.source).digest
    key = key_of(digest, settings, identity)
    folder = soundings.folder_of(desk, digest) / KEPT / key
    return Planned(recording=recording, key=key, folder=folder, path=str(desk.archive.objects.place(digest)))


class _Work:
    """The work on planned recordings: what each is heard with, and who it is filed by."""

    def __init__(
        self, desk: Desk, settings: Settings, identity: Identity, *, agent: str, reason: str, elsewhere: bool, again: bool
    ) -> None:  # fmt: skip
        self.desk = desk
        self.settings = settings
        self.identity = identity
        self.agent = agent
        self.reason = reason
        self.elsewhere = elsewhere
        self.again = again
        self.refused: list[TranscribedItem] = []

    def done(
        self, planned: Sequence[Planned], *, on: str, hands: int, progress: Progress | None
    ) -> Iterator[TranscribedItem]:
        """Yields what became of each recording, as they are done."""
        if not planned:
            return
        by_name = {plan.recording.id: plan for plan in planned}

        def far(job: crew.Job, at: int) -> None:
            if progress is not None:
                length = by_name[job.name].recording.duration
                progress("seconds heard", min(at, length) // 1000, length // 1000, job.name)

        filed = False
        answers = crew.carry_out(
            self._jobs(planned), work=WORK, on=on, hands=hands, patience=self.settings.patience, progress=far
        )
        for job, answer in answers:
            plan = by_name[job.name]
            try:
                if isinstance(answer, EarwitnessError):
                    raise answer
                item = self._filed(plan, msgspec.json.decode(answer, type=Result))
                filed = filed or item.act is not None
                yield item
            except EarwitnessError as error:
                if isinstance(error, NotFound):
                    shutil.rmtree(plan.folder, ignore_errors=True)  # erased while it was heard: nothing of it stays
                yield _failed(plan.recording, error)
        if filed:
            with writing(self.desk):
                pass  # the index follows once for all; after a kill the next writer brings it up to date
        yield from self.refused

    def _jobs(self, planned: Sequence[Planned]) -> Iterator[crew.Job]:
        """Yields the work, each recording as a hand is free; whether it may be sent is asked again then."""
        for plan in planned:
            if self.elsewhere:
                refused = why_not_sent(self.desk, self.desk.archive.catalog.recording(plan.recording.id), Gate())
                if refused is not None:
                    self.refused.append(_failed(plan.recording, refused))
                    continue
            task = Task(path=plan.path, folder=str(plan.folder), settings=self.settings, identity=self.identity)
            yield crew.Job(name=plan.recording.id, payload=msgspec.json.encode(task))

    def _filed(self, plan: Planned, result: Result) -> TranscribedItem:
        """Files what was heard as an act of its own.

        Raises EngineFailed where it cannot be believed, NotFound where the recording is gone.
        """
        recording = plan.recording
        speech = self._speech(recording)
        why = unheard(result.heard, speech)
        if why:
            shutil.rmtree(plan.folder, ignore_errors=True)
            raise EngineFailed(why, hint="take another engine or model, or write it down by hand")
        if not any(segment.text for segment in result.heard.segments):
            shutil.rmtree(plan.folder, ignore_errors=True)
            return _item(recording, "silent", message="nobody speaks in it, and the engine heard no word")
        transcript = machine_transcript(recording, result.heard, key=plan.key, speech=speech)
        with writing(self.desk, index=False) as pen:
            again = None if self.again else heard_before(self.desk, recording, plan.key)
            if again is not None:
                return _item(recording, "already", transcript=again.id, language=again.language)
            act, _ = pen.act(
                "transcribe", [transcript], agent=self.agent, reason=self.reason, settings=transcript.made_by or "",
                subjects=[transcript.id, recording.id, recording.conversation],
            )  # fmt: skip
        shutil.rmtree(plan.folder, ignore_errors=True)
        return _item(
            recording, "transcribed", transcript=transcript.id, turns=len(transcript.turns), language=transcript.language,
            unclear=sum(mark.type == "unclear" for turn in transcript.turns for mark in turn.marks),
            doubts=tuple(doubt.what for doubt in transcript.doubts if doubt.turn is None), act=act.id,
        )  # fmt: skip

    def _speech(self, recording: Recording) -> tuple[Span, ...] | None:
        """Returns where somebody speaks; None where that cannot be worked out, which the transcript then says."""
        try:
            return soundings.sounding(self.desk, recording).speech.spans
        except EarwitnessError:
            return None


def _item(
    recording: Recording, status: Literal["transcribed", "already", "silent", "planned"], **more: object
) -> TranscribedItem:
    return TranscribedItem(recording=recording.id, conversation=recording.conversation, status=status, **more)  # type: ignore[arg-type]


def _failed(recording: Recording, error: EarwitnessError) -> TranscribedItem:
    told = error.message.removeprefix(f"{recording.id}: ").removeprefix(f"{error.path}: ")
    return TranscribedItem(
        recording=recording.id, conversation=recording.conversation, status="failed",
        message=f"{told} ({error.hint})" if error.hint else told, error=type(error).__name__,
    )  # fmt: skip
