"""The methods appendix: the search record as a file that a report can carry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from ..errors import WrongUsage
from ..publish.appendix import html, in_words, markdown
from ..publish.method import method
from .answered import ENGINE
from .desk import Desk
from .keeping import searches
from .recorded import SearchShown
from .renewed import kept_of
from .writings import csv_of

FORMATS = {"md": "text/markdown", "csv": "text/csv", "json": "application/json", "html": "text/html"}
"""What the appendix is written as, and the media type of each."""
COLUMNS = (
    "id", "name", "query", "narrowed", "exact", "without", "note", "agent", "time", "act", "passages", "turns",
    "conversations", "sequence", "head", "engine", "glossary", "again",
)  # fmt: skip


def write_searches(desk: Desk, to: str, *, names: Sequence[str] = (), audience: str = "keeper") -> bytes:
    """Returns the kept searches, or those that are named, as md, csv, json or html: the oldest first, each followed by the
    times it was asked again.

    For others the counts are of what they may see. Raises WrongUsage for another format, NotFound for an unknown name.
    """
    if to not in FORMATS:
        raise WrongUsage(f"“{to[:20]}” is no format of the appendix", hint="choose from " + ", ".join(FORMATS))
    wanted = names or [each.id for each in reversed(searches(desk).searches)]
    chosen: list[SearchShown] = []
    for name in wanted:
        first, runs = kept_of(desk, name, audience=audience)
        chosen += [first, *runs]
    chosen = list({each.id: each for each in chosen}.values())
    if to == "csv":
        return _table(chosen)
    if to == "json":
        return _document(desk, chosen, audience)
    position = desk.archive.catalog.position
    appendix = in_words(
        chosen, archive=desk.archive.origin, sequence=position.sequence, head=position.digest,
        for_others=audience == "others",
    )  # fmt: skip
    return (html(appendix) if to == "html" else markdown(appendix)).encode()


def _table(chosen: Sequence[SearchShown]) -> bytes:
    def cell(each: SearchShown, column: str) -> object:
        value: Any = getattr(each, column)
        if column == "narrowed":
            return "; ".join(f"{name}: {said}" for name, said in value.items())
        if column == "exact":
            return "yes" if value else ""
        return ", ".join(value) if isinstance(value, tuple) else "" if value is None else value

    return csv_of(COLUMNS, [[cell(each, column) for column in COLUMNS] for each in chosen])


def _document(desk: Desk, chosen: Sequence[SearchShown], audience: str) -> bytes:
    position = desk.archive.catalog.position
    told = {
        "archive": desk.archive.origin, "sequence": position.sequence, "head": position.digest, "engine": ENGINE,
        "method": method(for_others=audience == "others"), "searches": chosen,
    }  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"
