"""Tellings side by side: rows of turns that say the same, over any number of tellings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from .align import Group

Key = tuple[str, int]
"""A transcript and the number of a turn in it."""


class Numbered(Protocol):
    """A turn, of the model or of an answer."""

    @property
    def number(self) -> int: ...


class Told(Protocol):
    """A telling, of the model or of an answer."""

    @property
    def id(self) -> str: ...
    @property
    def turns(self) -> Sequence[Numbered]: ...


class Aligned(Protocol):
    """An alignment, or a part of one."""

    @property
    def a(self) -> str: ...
    @property
    def b(self) -> str: ...
    @property
    def groups(self) -> Sequence[Group]: ...


class Row(Struct, frozen=True, kw_only=True, gc=False):
    """What the tellings have at one place."""

    cells: tuple[tuple[int, ...], ...]
    """The numbers of the turns of each telling, in the order of the tellings; empty where it has none."""


def rows(transcripts: Sequence[Told], alignments: Sequence[Aligned]) -> tuple[Row, ...]:
    """Returns the rows in the order of the first telling, what only others have after what it follows there.

    Moved passages stay where each telling has them: putting them side by side would break the order of all between.
    """
    known = {transcript.id for transcript in transcripts}
    root: dict[Key, Key] = {
        (text.id, turn.number): (text.id, turn.number) for text in transcripts for turn in text.turns
    }

    def find(key: Key) -> Key:
        while root[key] != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    for alignment in alignments:
        if alignment.a in known and alignment.b in known:
            for group in alignment.groups:
                keys = [(alignment.a, number) for number in group.a] + [(alignment.b, number) for number in group.b]
                keys = [key for key in keys if key in root]
                if group.a and group.b and not group.moved:
                    for key in keys[1:]:
                        root[find(key)] = find(keys[0])
    members: dict[Key, list[Key]] = {}
    for key in root:
        members.setdefault(find(key), []).append(key)
    return tuple(
        Row(cells=tuple(tuple(number for id, number in members[first] if id == text.id) for text in transcripts))
        for first in _ordered(transcripts, {key: find(key) for key in root})
    )


def _ordered(transcripts: Sequence[Told], row_of: dict[Key, Key]) -> list[Key]:
    """Returns the rows, each by its first key: a telling's own rows come after the one that its turn before is in, those
    before all others first."""
    following: dict[Key | None, list[Key]] = {}
    placed: set[Key] = set()
    for transcript in transcripts:
        before: Key | None = None
        for turn in transcript.turns:
            row = row_of[transcript.id, turn.number]
            if row not in placed:
                placed.add(row)
                following.setdefault(before, []).append(row)
            before = row
    ordered: list[Key] = []
    waiting = following.get(None, [])
    while waiting:
        row = waiting.pop()
        ordered.append(row)
        waiting.extend(following.get(row, []))
    return ordered
