"""The warden: starts the cell, hears what it says, believes none of it unseen, and ends it when it hangs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from ...errors import BadInput, SoundFailed
from .cell import wire

DEADLINE = 10.0
"""Seconds that the cell may say nothing while it is waited for."""

_HERE = str(Path(__file__).parent)
_START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from cell import entrance; del sys.path[0]; entrance.main()"
_KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""What of the environment a process cannot start without on some systems."""


class Cell:
    """One process at work on one file."""

    def __init__(self, path: str, order: dict[str, Any], given: IO[bytes] | int, *, deadline: float = DEADLINE) -> None:
        self._path = path
        self._codec = ""
        self._deadline = deadline
        self._waiting: float | None = None
        self._hung = False
        order = {"libraries": _libraries(), **order}
        environment = {"LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        environment |= {name: os.environ[name] for name in _KEPT if name in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-c", _START, _HERE, json.dumps(order)],
            stdin=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, close_fds=True,
        )  # fmt: skip
        threading.Thread(target=self._watch, daemon=True).start()

    def messages(self) -> Iterator[tuple[bytes, bytes]]:
        """Yields what it says, ends with its last word. Raises SoundFailed where it fails, hangs, dies or talks nonsense."""
        assert self.process.stdout is not None
        while True:
            self._waiting = time.monotonic()
            try:
                message = wire.hear(self.process.stdout.read)
            except ValueError:
                message = None
            self._waiting = None
            if message is None:
                raise self._ended()
            kind, body = message
            if kind == wire.FAILED:
                raise _failure(self._path, _facts(body))
            if kind != wire.ALIVE:
                yield kind, body
            if kind == wire.DONE:
                return

    def end(self) -> None:
        """Ends the process, whatever it does."""
        self._deadline = 0
        self.process.kill()
        if self.process.stdout is not None:
            self.process.stdout.close()
        self.process.wait()

    def _watch(self) -> None:
        while self.process.poll() is None and self._deadline:
            time.sleep(min(0.25, self._deadline / 4))
            since = self._waiting
            if since is not None and self._deadline and self._deadline < time.monotonic() - since:
                self._hung = True
                self.process.kill()

    def _ended(self) -> SoundFailed:
        code = self.process.poll()
        if code is None:
            try:
                code = self.process.wait(1)
            except subprocess.TimeoutExpired:
                self.process.kill()
                return SoundFailed(self._path, "the decoder gave an answer that means nothing", hint=_KEEPS)
        if self._hung:
            return SoundFailed(self._path, f"the decoder said nothing for {self._deadline:g} seconds", hint=_KEEPS)
        how = f"signal {-code}" if code < 0 else f"code {code}"
        return SoundFailed(self._path, f"the decoder died ({how})", hint=_KEEPS)


_KEEPS = "the file is kept as it is; convert it to WAV or FLAC with a program that you trust, and add that too"


@contextmanager
def cell(path: Path, work: str, *, demuxer: str, limit: int, options: dict[str, Any] | None = None) -> Iterator[Cell]:
    """Gives a cell that has the file open and nothing else. Raises NotFound's kin (OSError) where it cannot be opened."""
    order = {"work": work, "demuxer": demuxer, "limit": limit, "options": options or {}}
    with path.open("rb") as file:
        started = Cell(str(path), order, file)
    try:
        yield started
    finally:
        started.end()


def _libraries() -> list[str]:
    """Returns the folder that PyAV lies in, found without loading it: the cell looks nowhere else of ours."""
    found = find_spec("av")
    if found is None or found.origin is None:
        raise BadInput("PyAV is not installed, and sound cannot be read without it", hint="install it: pip install av")
    return [str(Path(found.origin).parent.parent)]


def _facts(body: bytes) -> dict[str, Any]:
    try:
        facts = json.loads(body)
    except ValueError:
        facts = None
    return facts if isinstance(facts, dict) else {}


def _failure(path: str, facts: dict[str, Any]) -> SoundFailed:
    """Returns the error that the cell's word for it means."""
    codec, reason = str(facts.get("codec", ""))[:40], str(facts.get("reason", ""))[:200]
    what = str(facts.get("what", ""))
    if what == "no sound":
        return SoundFailed(path, "it has pictures and no sound" if facts.get("video") else "it has no sound")
    if what == "codec":
        return SoundFailed(path, f"its codec “{codec}” is not one that is decoded here", hint=_KEEPS)
    if what == "nothing decoded":
        return SoundFailed(path, f"nothing in it could be decoded as “{codec}”", hint=_KEEPS)
    if what == "not opened":
        return SoundFailed(path, f"it is cut off or damaged and cannot be opened ({reason})", hint=_KEEPS)
    if what == "too long":
        return SoundFailed(path, "it decodes to more sound than is taken (24 hours)", hint="cut it into parts")
    if what == "past the end":
        return SoundFailed(path, "the span begins past its end", hint="look at how long the recording is")
    if what == "memory":
        return SoundFailed(path, "decoding it needs more memory than it is given", hint=_KEEPS)
    return SoundFailed(path, f"it cannot be decoded ({reason})", hint=_KEEPS)
