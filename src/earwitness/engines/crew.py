"""A crew: hands that do one job at a time, here, in processes beside this one, or on a Ray cluster.

    carry_out(jobs, work="…:function", on="pool") → each job with its answer or its error, as they are done

A hand that dies or gives no sign of life is replaced and its job told by name; the rest goes on. When this process dies, its
hands do too: at the next sign of life, which they can give to nobody.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any

from msgspec import Struct

from ..errors import EarwitnessError, EngineFailed, WrongUsage

PLACES: dict[str, str] = {"here": ".crew:here", "pool": ".crew:pool", "ray": ".cluster:ray"}
"""Where work can be done → the room and function that has it done there."""
SIGNS = 0.2
"""Seconds between two signs of life that are passed on."""

Alive = Callable[[int | None], None]
Work = Callable[[bytes, Alive], bytes]
"""`work(payload, alive) -> answer`. It is named as text, `a.module:function`, for it is called in another process."""
Progress = Callable[["Job", int], None]
"""Told which job gave a sign of life, and how far it is, in its own measure."""


class Job(Struct, frozen=True, kw_only=True):
    """A piece of work for one hand."""

    name: str
    """What people call it: a recording's id."""
    payload: bytes


Done = tuple[Job, bytes | EarwitnessError]


def carry_out(
    jobs: Iterable[Job], *, work: str, on: str = "pool", hands: int = 1, patience: float = 600.0,
    progress: Progress | None = None,
) -> Iterator[Done]:  # fmt: skip
    """Yields each job with its answer or what it failed with, as they are done.

    `patience` is how many seconds a hand may give no sign of life (`here` has none: nobody can end this process).
    """
    room, _, function = PLACES.get(on, "").partition(":")
    if not function:
        raise WrongUsage(f"work cannot be done on “{on}”", hint="on: " + ", ".join(PLACES))
    place = getattr(import_module(room, __package__), function)
    yield from place(jobs, work=work, hands=max(1, hands), patience=patience, progress=progress or _nobody)


def _nobody(job: Job, far: int) -> None:
    pass


def resolved(work: str) -> Work:
    """Returns the function that a text names."""
    module, _, name = work.partition(":")
    function: Work = getattr(import_module(module), name)
    return function


def tried(function: Work, payload: bytes, alive: Alive) -> bytes | EarwitnessError:
    """Returns what the work gives, or its error as one of ours: what an engine's library raises must not end the hand."""
    try:
        return function(payload, alive)
    except EarwitnessError as error:
        return error
    except MemoryError:
        return EngineFailed("the engine ran out of memory", hint="take a smaller model, or fewer at once: --jobs 1")
    except Exception as error:  # a stranger's library: its trouble is this job's, by name
        return EngineFailed(f"the engine failed: {type(error).__name__}: {error}")


def here(jobs: Iterable[Job], *, work: str, hands: int, patience: float, progress: Progress) -> Iterator[Done]:
    """Does the jobs in this process, one after the other. An engine that dies takes this process with it."""
    function = resolved(work)
    for job in jobs:

        def alive(far: int | None, job: Job = job) -> None:
            if far is not None:
                progress(job, far)

        yield job, tried(function, job.payload, alive)


class _Hand:
    """A process that does one job at a time."""

    def __init__(self, work: str) -> None:
        # Spawned, not forked: threads of the web desk or of an engine must not be copied in the middle of what they do.
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, work), daemon=True)
        self._process.start()
        theirs.close()
        self.job: Job | None = None
        self.seen = 0.0

    def give(self, job: Job) -> bool:
        """Gives it a job; False where it is no more."""
        self.job, self.seen = job, time.monotonic()
        try:
            self.connection.send_bytes(job.payload)
        except OSError:
            return False
        return True

    def end(self) -> str:
        """Ends the process, and returns how it ended where it did so itself."""
        self._process.join(0.5)
        code = self._process.exitcode
        if code is None:
            self._process.kill()
            self._process.join()
        self.connection.close()
        if code is None:
            return ""
        return f"signal {-code} ({signal.Signals(-code).name})" if code < 0 else f"exit {code}"


def pool(jobs: Iterable[Job], *, work: str, hands: int, patience: float, progress: Progress) -> Iterator[Done]:
    """Does the jobs in as many processes; none is started before there is a job for it."""
    source = iter(jobs)
    idle: list[_Hand] = []
    busy: dict[Connection, _Hand] = {}
    more = True
    try:
        while more or busy:
            while more and len(busy) < hands:
                job = next(source, None)
                if job is None:
                    more = False
                    break
                hand = idle.pop() if idle else _Hand(work)
                while not hand.give(job):
                    hand.end()
                    hand = _Hand(work)
                busy[hand.connection] = hand
            if not busy:
                break
            now = time.monotonic()
            first = min(hand.seen for hand in busy.values()) + patience
            for ready in wait(list(busy), timeout=max(0.0, first - now)):
                hand = busy[ready]  # type: ignore[index]
                answer = _heard_from(hand, progress)
                if answer is not None:
                    del busy[hand.connection]
                    idle += [hand] if hand.job is None else []
                    yield answer
            for hand in [each for each in busy.values() if each.seen + patience < time.monotonic()]:
                del busy[hand.connection]
                yield _lost(hand, patience)
    finally:
        for hand in (*idle, *busy.values()):
            hand.connection.close()
        for hand in busy.values():
            hand.end()


def _heard_from(hand: _Hand, progress: Progress) -> Done | None:
    """Returns the job of a hand with its answer; None where it only gave a sign of life. One that died keeps its job."""
    job = hand.job
    assert job is not None
    try:
        told = hand.connection.recv()
    except (EOFError, OSError):
        how = hand.end()
        return job, EngineFailed(
            f"{job.name}: the engine died ({how or 'no reason told'})",
            hint="it may be too large for the memory there is: take a smaller model, or fewer at once (--jobs 1)",
        )
    hand.seen = time.monotonic()
    if told is None or isinstance(told, int):
        if told is not None:
            progress(job, told)
        return None
    hand.job = None
    return job, told


def _lost(hand: _Hand, patience: float) -> Done:
    job = hand.job
    assert job is not None
    hand.end()
    return job, EngineFailed(
        f"{job.name}: the engine gave no sign of life for {patience:g} seconds and was ended",
        hint="--patience SECONDS gives it longer",
    )


def _serve(connection: Connection, work: str) -> None:
    """Runs in a hand: one job after the other, until nobody gives any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asked ends the work, and its hands with it
    # What a library prints is no result of ours.
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    function = resolved(work)
    told = 0.0

    def alive(far: int | None) -> None:
        nonlocal told
        now = time.monotonic()
        if told + SIGNS <= now:
            told = now
            _send(connection, far)

    while True:
        try:
            payload = connection.recv_bytes()
        except (EOFError, OSError):
            return
        _send(connection, tried(function, payload, alive))


def _send(connection: Connection, what: Any) -> None:
    try:
        connection.send(what)
    except OSError:
        os._exit(1)  # nobody is there any more
