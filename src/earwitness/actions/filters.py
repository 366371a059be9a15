"""Filters: what a list of conversations is narrowed to, one value behind every door: command, page, queue and API."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from ..archive.work import NEEDS, UNKNOWN
from ..dates import parse
from ..errors import BadInput
from . import filing
from .coding import one_of
from .desk import Desk
from .triaging import priority_named


class Filters(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The filters of a list, as people give them; all that are given go together, and what is empty lets all through."""

    since: str | None = None
    """Took place on this day or later."""
    until: str | None = None
    language: str | None = None
    """Of any of its versions: a code, or a name that we know."""
    kind: str | None = None
    """Of any of its versions: translation, excerpt…"""
    role: str | None = None
    """A part of the role of somebody who speaks."""
    publisher: str | None = None
    """A part of the name."""
    genre: str | None = None
    status: str | None = None
    """One, or several with commas between."""
    assignee: str | None = None
    """A name, or `nobody`."""
    priority: str | None = None
    set: str | None = None
    needs: str | None = None
    """What it needs a person for: `check`, `translator`, `doubts`, `names`."""
    code: str | None = None
    """A code of the codebook, by id, path or name: it or one below it stands on a passage, or on the whole."""
    during: str | None = None
    """The year, month or day when it took place; two with a slash between; or `unknown`."""
    first_published: str | None = None
    """The same of its first publication."""

    @property
    def given(self) -> dict[str, str]:
        """The filters that are given, by name."""
        return {name: value for name, value in asdict(self).items() if value}


NONE = Filters()
"""Lets everything through."""


def wanted(desk: Desk, filters: Filters) -> dict[str, Any]:
    """Returns the filters as the catalog takes them.

    Raises BadInput for a word that cannot match, NotFound for a code that is none: they must not look like an empty archive.
    """
    if filters.needs and filters.needs not in NEEDS:
        raise BadInput(
            f"“{filters.needs[:40]}” is nothing that a conversation needs", hint="one of: " + ", ".join(NEEDS)
        )
    found: dict[str, Any] = {
        "since": day(filters.since, last=False) if filters.since else None,
        "until": day(filters.until, last=True) if filters.until else None,
        "language": filing.language_tag(filters.language) if filters.language else None,
        "kind": filing.kind_named(filters.kind) if filters.kind else None,
        "role": filters.role,
        "publisher": filters.publisher,
        "genre": filing.genre_named(filters.genre) if filters.genre else None,
        "status": filters.status,
        "assignee": filters.assignee,
        "priority": priority_named(filters.priority) if filters.priority else None,
        "set": filters.set,
        "during": stretch(filters.during) if filters.during else None,
        "published": stretch(filters.first_published) if filters.first_published else None,
        "needs": filters.needs,
    }
    if filters.code:
        catalog = desk.archive.catalog
        book = catalog.codebook()
        found["ids"] = catalog.coded_with(book.within(one_of(book, filters.code).id))
    return found


def stretch(text: str) -> str:
    """Returns a year, a month, a day, or two of them with a slash between, as the catalog takes it; or `unknown`."""
    if text.strip().casefold() == UNKNOWN:
        return UNKNOWN
    first, slash, last = text.strip().partition("/")
    if slash:
        return f"{_part(first)}/{_part(last)}"
    return _part(first)


def _part(text: str) -> str:
    date = filing.date(text)
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", date):
        raise BadInput(f"“{text[:60]}” is no year, month or day", hint="write 2031, 2031-11, 2031-11-14, or unknown")
    return date


def day(text: str, *, last: bool) -> str | None:
    """Returns the first or the last day that a date may mean (with its time, where it has one), None where it is open.

    Raises BadInput where it is no date.
    """
    date = parse(filing.date(text))
    point = date.end if last else date.start
    if point is None:
        return None
    bound = point.latest if last else point.earliest
    return f"{bound.isoformat()}T{point.time}" if point.time else bound.isoformat()
