"""A source as a sheet: where it comes from, what happened to it, how anyone checks it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .terminal import clean, format_size, one_line, paint

if TYPE_CHECKING:
    from ..actions.answers import SourceDetail


def sheet(detail: SourceDetail) -> Iterator[str]:
    """Yields the lines of a source: its capture item by item, its custody, its conversations and its checks."""
    source = detail.source
    yield f"{paint(one_line(source.title or source.url or source.path or '(no title)'), bold=True)}  {source.id}"
    yield f"{source.media_type}, {format_size(source.size)}, read as {source.format or 'nothing known'}"
    yield f"access: {source.access}" + (f" · terms: {one_line(source.terms)}" if source.terms else "")
    yield from (f"doubt: {one_line(what)}" for what in source.doubts)
    yield from _section("where this comes from", [f"{item}: {one_line(value)}" for item, value in detail.capture])
    yield from _section(
        "what happened to it",
        [f"{event.time}  {event.event}  {one_line(event.agent)}  {one_line(event.detail)}" for event in detail.custody],
    )
    yield from _section(
        "conversations", [f"{listed.id}  {one_line(listed.title) or '(no title)'}" for listed in detail.conversations]
    )
    yield from _section("the same bytes elsewhere", list(detail.same_bytes))
    yield from _section("what people said of it", [
        f"{statement.field}: {one_line(statement.value)} ({statement.agent}, {statement.time}, {one_line(statement.origin)})"
        for statement in detail.statements
    ])  # fmt: skip
    yield from _section(f"its bytes: {detail.object}", [clean(line) for line in detail.checks])


def _section(heading: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield paint(heading, dim=True)
        yield from (f"  {line}".rstrip() for line in lines)
