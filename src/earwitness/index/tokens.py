"""The token array beside the index: where the words stand in the turns that the engine finds.

    g-4f9k2mq7x1/tokens/
      segments.json     {"version", "next", "segments": [{"file", "first", "turns"}]}, replaced in one step
      s-0-….tokens      segments, never changed once written

Each turn has a place: a number given once and never again, which the engine keeps with the turn. The array is written
before the engine's commit that relies on it and only ever grows, so a reader that asks the engine first and the array
afterwards finds every place it was told of, as it was: it never mixes two states. What the engine no longer knows has a
place that nobody asks for; its words go when the index is made anew, as they must after an erasure.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from ..errors import StorageFailed
from .segments import Gathering, Segment

FOLDER = "tokens"
VERSION = 1
_NAME = "segments.json"
_STEEP = 3
"""A segment is merged into the one before unless that is so many times longer: few segments, each word moved seldom."""
_TRIES = 5


class Entry(Struct, frozen=True, kw_only=True):
    """A segment in the list."""

    file: str
    first: int
    turns: int


class Listed(Struct, frozen=True, kw_only=True):
    """The list of segments, in the order of their places without a gap."""

    version: int = VERSION
    next: int = 0
    """The place of the next turn."""
    segments: tuple[Entry, ...] = ()


class Tokens:
    """The token array as it stood at some time: segments by their places."""

    def __init__(self, segments: Sequence[Segment], next_: int) -> None:
        self.segments = list(segments)
        self.next = next_

    @classmethod
    def open(cls, folder: Path, known: Tokens | None = None) -> Tokens:
        """Returns the array of an index's folder; segments that `known` has open are taken from it.

        Raises StorageFailed or OSError where it is missing or damaged.
        """
        held = {segment.path: segment for segment in known.segments} if known is not None else {}
        for attempt in range(_TRIES):
            listed = read(folder)
            try:
                segments = [
                    held.get(path) or Segment(path, entry.first)
                    for entry in listed.segments
                    for path in (folder / FOLDER / entry.file,)
                ]
            except FileNotFoundError:  # merged meanwhile: the list that says so is there
                if attempt == _TRIES - 1:
                    raise
                continue
            return cls(segments, listed.next)
        raise AssertionError("unreachable")

    def among(self, places: Any) -> list[tuple[Segment, Any]]:
        """Returns each segment that holds some of these places (in rising order) with them, counted from its first."""
        import numpy as np

        found = []
        bounds = np.searchsorted(places, [segment.first for segment in self.segments] + [self.next])
        for segment, low, high in zip(self.segments, bounds, bounds[1:], strict=False):
            if low < high:
                found.append((segment, places[low:high] - segment.first))
        return found


def read(folder: Path) -> Listed:
    """Returns the list of segments. Raises StorageFailed where it is of another version, OSError where it is missing."""
    listed = msgspec.json.decode((folder / FOLDER / _NAME).read_bytes(), type=Listed)
    if listed.version != VERSION:
        raise StorageFailed("the token array is of another version", path=str(folder / FOLDER))
    return listed


def is_whole(folder: str) -> bool:
    """Says whether the list of segments is there."""
    return os.path.isfile(f"{folder}/{FOLDER}/{_NAME}")  # noqa: PTH113  (asked before every search)


class Growth:
    """What an update of the index adds to the array: a segment that is written turn by turn."""

    def __init__(self, folder: Path, *, fresh: bool) -> None:
        self.folder = folder / FOLDER
        if fresh:
            self.folder.mkdir(exist_ok=True)
            self._listed = Listed()
            _write(self.folder, self._listed)
        else:
            self._listed = read(folder)
        _sweep(self.folder, self._listed)
        self._segment: Gathering | None = None

    @property
    def add(self) -> Callable[..., int]:
        """Takes the words of a turn and returns its place; see `Gathering.add`."""
        if self._segment is None:
            self._segment = Gathering(self._path(self._listed.next), self._listed.next)
        return self._segment.add

    def finish(self) -> None:
        """Makes the new turns part of the array: durable before the commit that relies on them."""
        added, self._segment = self._segment, None
        if added is None:
            return
        added.finish()
        entry = Entry(file=added.path.name, first=added.first, turns=len(added))
        segments = [*self._listed.segments, entry]
        while 1 < len(segments) and segments[-2].turns < _STEEP * segments[-1].turns:
            segments[-2:] = [self._merged(*segments[-2:])]
        self._listed = Listed(next=entry.first + entry.turns, segments=tuple(segments))
        _write(self.folder, self._listed)
        _sweep(self.folder, self._listed)

    def abandon(self) -> None:
        """Takes back what was not finished."""
        if self._segment is not None:
            self._segment.abandon()
            self._segment = None

    def _merged(self, *entries: Entry) -> Entry:
        whole = Gathering(self._path(entries[0].first), entries[0].first)
        try:
            for entry in entries:
                whole.merge(Segment(self.folder / entry.file, entry.first))
            whole.finish()
        except BaseException:
            whole.abandon()
            raise
        return Entry(file=whole.path.name, first=whole.first, turns=len(whole))

    def _path(self, first: int) -> Path:
        return self.folder / f"s-{first}-{secrets.token_hex(4)}.tokens"


def _write(folder: Path, listed: Listed) -> None:
    fresh = folder / f"{_NAME}.{secrets.token_hex(4)}"
    with fresh.open("wb") as file:
        file.write(msgspec.json.encode(listed))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / _NAME)


def _sweep(folder: Path, listed: Listed) -> None:
    """Removes what is in no list: segments that were merged, and what a crash left."""
    kept = {_NAME, *(entry.file for entry in listed.segments)}
    for path in folder.iterdir():
        if path.name not in kept:
            path.unlink(missing_ok=True)
