"""Rows: answers of the verbs as the lines of tables and lists on a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..actions import Desk, answers, outcomes
from ..identifiers import split
from ..publish import addresses, parts, words
from ..publish.tongue import gettext
from ..publish.work import Coded
from .called import Called

PAGE = 50
"""How many rows stand on one page."""
MOST_SUBJECTS = 64
"""Of how many things that one act touched the names are looked up; the others stand by their ids."""


def conversation_row(listed: answers.Listed) -> parts.ConversationRow:
    """Returns a conversation as a row of the table."""
    return parts.ConversationRow(
        id=listed.id,
        title=listed.title or gettext("Untitled conversation"),
        address=addresses.conversation(listed.id),
        genre=listed.genre or "",
        held=words.day(listed.held),
        published=words.day(listed.published),
        languages=tuple(words.language(code) for code in listed.languages),
        speakers=listed.speakers,
        turns=listed.turns,
        versions=listed.transcripts,
        access=listed.access,
        status=listed.status or "",
        codes=listed.codes,
    )


def act_rows(desk: Desk, acts: Sequence[outcomes.ActShown]) -> tuple[parts.ActRow, ...]:
    """Returns acts as rows of the log, in which the things they touched are called by their names."""
    called = Called(desk, (subject for act in acts for subject in act.subjects[:MOST_SUBJECTS]))
    return tuple(act_row(act, called) for act in acts)


def act_row(act: outcomes.ActShown, called: Called) -> parts.ActRow:
    """Returns an act as a row of the log. An undo can be undone; what was erased or undone already cannot."""
    return parts.ActRow(
        sequence=act.sequence,
        id=act.id,
        time=act.time,
        agent=act.agent,
        verb=words.verb(act.act),
        # What has a name stands before what only has an id.
        subjects=tuple(
            called.subject(name) for name in sorted(act.subjects, key=lambda name: split(name)[0] not in called)
        ),
        digest=act.digest,
        previous=act.previous,
        reason=act.reason,
        undone_by=act.undone_by or "",
        erased=act.erased,
        can_undo=act.act not in ("erase", "init", "rebuild") and not act.undone_by and not act.erased,
    )


def coded(shown: answers.Shown) -> tuple[Coded, ...]:
    """Returns the codes on a conversation as a whole, by their paths."""
    found = sorted({each.path for each in shown.codings if each.whole is not None})
    return tuple(Coded(path=path, address=addresses.notes({"code": path})) for path in found)


def known_codes(desk: Desk) -> tuple[str, ...]:
    """Returns the paths of the codes that are in use, each after its parent."""
    book = desk.archive.catalog.codebook()
    return tuple(book.path(code.id) for _, code in book.in_order() if not code.retired)


def statement(said: answers.StatementShown) -> parts.Statement:
    """Returns what somebody said of a thing, as the page has it."""
    return parts.Statement(
        field=said.field, value=said.value, origin=said.origin, agent=said.agent, time=said.time, act=said.act
    )


def extent(total: int, offset: int, shown: int, noun: str) -> str:
    """Returns which rows of how many stand here: "51–100 of 1,204 conversations"."""
    if shown == total and not offset:
        return words.count(total, noun)
    if not shown:
        return gettext("none of {counted}").format(counted=words.count(total, noun))
    return gettext("{first}–{last} of {counted}").format(
        first=words.figure(offset + 1), last=words.figure(offset + shown), counted=words.count(total, noun)
    )


def leaves(
    base: str, query: Mapping[str, str | int | Sequence[str] | None], *, offset: int, limit: int, total: int
) -> tuple[str, str]:
    """Returns the addresses of the page before and the page after; empty where there is none."""
    earlier = later = ""
    if 0 < offset:
        earlier = addresses.with_query(base, {**query, "offset": max(0, offset - limit) or None})
    if offset + limit < total:
        later = addresses.with_query(base, {**query, "offset": offset + limit})
    return earlier, later


def options(values: Iterable[tuple[str, str]], nothing: str = "") -> tuple[tuple[str, str], ...]:
    """Returns the options of a field, with one in front that chooses nothing."""
    return (("", nothing or gettext("any")), *values)
