"""Indexes of recordings: files of segments, in and out. A table, and a room a form."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

from ...errors import BadInput, NotFound
from ..page.charset import refuse_binary
from .entry import Entry

__all__ = ["INDEXES", "Entry", "IndexForm", "read_index"]


class IndexForm(NamedTuple):
    """A form of files that segments live in.

    Its room below this folder has `detects(head, name) -> bool` and `read(content, *, name) -> list[Entry]`.
    """

    title: str
    room: str


INDEXES: dict[str, IndexForm] = {
    "jsonl": IndexForm("Earwitness JSON Lines", "lines"),
    "ohms": IndexForm("OHMS record", "points"),
    "vtt": IndexForm("WebVTT chapters", "chapters"),
    "table": IndexForm("Table of segments", "sheet"),
}
"""Every form by its name, the surest to be told by its content first."""
LARGEST = 64_000_000


def read_index(content: bytes, *, name: str, format: str | None = None) -> tuple[str, list[Entry]]:
    """Returns the form of a file and its segments in their order; those that cannot be read say why.

    Raises NotFound for a form that is none, BadInput where the file is empty, no text or holds no segment.
    """
    if LARGEST < len(content):
        raise BadInput(f"{name} is larger than {LARGEST // 1_000_000} MB", hint="an index of a recording is small")
    refuse_binary(content, name=name)
    if format is not None and format not in INDEXES:
        raise NotFound(f"there is no form of segments “{format}”", hint="forms: " + ", ".join(INDEXES))
    found = format or next((form for form in INDEXES if _room(form).detects(content[:65536], name)), None)
    if found is None:
        raise BadInput(
            "no segments are in it: it is no OHMS record, no WebVTT, and no table with a column of times",
            hint="name the columns: start,title,synopsis,keywords", path=name,
        )  # fmt: skip
    entries: list[Entry] = _room(found).read(content, name=name)
    if not entries:
        raise BadInput(f"{name} holds no segment", hint="see what is read: docs/segments.md", path=name)
    return found, entries


def _room(form: str) -> Any:
    return import_module(f".{INDEXES[form].room}", __package__)
