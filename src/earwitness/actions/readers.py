"""Readers: many files are read by several processes, while this one keeps and files what they found.

A few files are read right here: starting a process costs more than reading them. Only the reading goes elsewhere, never the
capture: bytes are taken, hashed and looked up in the archive once, in order, by the process that writes.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

import msgspec

from ..errors import CaptureFailed, EarwitnessError
from ..model import Source
from . import filing, tapes
from .filing import Filed, Known
from .intake import Piece

FEW = 48
"""Files up to which nobody else is asked."""
BATCH = 16
"""Files that go to a process at once: their way there and back costs something."""

Task = tuple[Source, bytes, str, Known, Path | None]
Answer = bytes | EarwitnessError

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Filed)


def read(piece: Piece) -> Piece:
    """Reads a piece here: its `filed` or its `error` is set. One that has neither source nor need of it stays as it is."""
    if piece.source is not None and piece.already is None and piece.error is None:
        try:
            piece.filed = _filed(_task(piece, piece.source))
        except EarwitnessError as error:
            piece.error = error
    return piece


def read_all(pieces: Iterator[Piece], *, jobs: int | None = 1) -> Iterator[Piece]:
    """Yields the pieces in order, read: the first few here, more of them by so many processes (None: one a core)."""
    jobs = jobs if jobs is not None else os.cpu_count() or 1
    for number, piece in enumerate(pieces, 1):
        yield read(piece)
        if FEW <= number and 1 < jobs:
            break
    else:
        return
    with _Readers(jobs) as readers:
        yield from readers.read_all(pieces)


class _Readers:
    """A pool of reading processes; one that a file kills is replaced, and the file is told by name."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self.work = _read_batch
        """What a reading process does with a batch."""
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        # Spawned, not forked: threads of the web desk must not be copied in the middle of what they do.
        return ProcessPoolExecutor(max_workers=self._jobs, mp_context=get_context("spawn"))

    def __enter__(self) -> _Readers:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def read_all(self, pieces: Iterator[Piece]) -> Iterator[Piece]:
        waiting: deque[tuple[list[Piece], Future[list[Answer]]]] = deque()
        batch: list[Piece] = []
        for piece in pieces:
            batch.append(piece)
            if BATCH <= len(batch):
                waiting.append((batch, self._ask(batch)))
                batch = []
            if 2 * self._jobs < len(waiting):
                yield from self._answered(*waiting.popleft())
        if batch:
            waiting.append((batch, self._ask(batch)))
        while waiting:
            yield from self._answered(*waiting.popleft())

    def _ask(self, batch: list[Piece]) -> Future[list[Answer]]:
        tasks = [
            _task(piece, piece.source)
            for piece in batch
            if piece.source is not None and piece.already is None and piece.error is None
        ]
        try:
            return self._pool.submit(self.work, tasks)
        except BrokenProcessPool:
            self._pool = self._start()
            return self._pool.submit(self.work, tasks)

    def _answered(self, batch: list[Piece], future: Future[list[Answer]]) -> Iterator[Piece]:
        try:
            answers = iter(future.result())
        except BrokenProcessPool:
            yield from self._one_by_one(batch)
            return
        for piece in batch:
            if piece.source is not None and piece.already is None and piece.error is None:
                _give(piece, next(answers))
            yield piece

    def _one_by_one(self, batch: list[Piece]) -> Iterator[Piece]:
        """Reads a batch that killed its process piece by piece; the one that does it fails by name, and nothing else."""
        for piece in batch:
            if piece.source is not None and piece.already is None and piece.error is None:
                try:
                    (answer,) = self._ask([piece]).result()
                    _give(piece, answer)
                except BrokenProcessPool:
                    piece.error = CaptureFailed(
                        f"{piece.path}: the reader died on this file",
                        hint="it may be too large for the memory there is; the rest went on",
                        path=piece.path,
                    )
            yield piece


def _task(piece: Piece, source: Source) -> Task:
    return source, piece.content, piece.path, piece.facts, piece.file


def _give(piece: Piece, answer: Answer) -> None:
    if isinstance(answer, EarwitnessError):
        piece.error = answer
    else:
        piece.filed = _DECODER.decode(answer)


def _read_batch(tasks: list[Task]) -> list[Answer]:
    """Runs in a reading process."""
    answers: list[Answer] = []
    for task in tasks:
        try:
            answers.append(_ENCODER.encode(_filed(task)))
        except EarwitnessError as error:
            answers.append(error)
    return answers


def _filed(task: Task) -> Filed:
    from .. import formats

    source, content, name, facts, path = task
    if path is not None or (facts.read_as is None and tapes.is_sound(content[: tapes.HEAD], name=name)):
        return tapes.file_sound(source, path, content, facts)
    return filing.file(source, formats.read(content, name=name, format=facts.read_as), facts)
