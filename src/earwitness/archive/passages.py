"""Passages: the turns around places, and what stands of their tellings; in as few questions as can be."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, TextClause, text

from ..model import Access, Conversation, Mark, Transcript, Turn, Word
from .database import pieces

_TRANSCRIPT = msgspec.json.Decoder(Transcript)
_CONVERSATION = msgspec.json.Decoder(Conversation)
_AT_ONCE = 200
Place = tuple[str, int]
"""A transcript's id and a turn's number."""


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """A transcript without its turns, and the conversation it belongs to, as they stand."""

    transcript: Transcript
    conversation: Conversation


class Rest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a turn has beyond its columns."""

    raw: str | None = None
    printed: str | None = None
    marks: tuple[Mark, ...] = ()
    words: tuple[Word, ...] = ()
    inferred: bool = False
    access: Access | None = None
    once: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()


_REST = msgspec.json.Decoder(Rest)


def turn_of(row: Any) -> Turn:
    """Returns the turn of a row: number, id, text, speakers, start, end, language, rest."""
    number, identifier, words, speakers, start, end, language, rest = row
    if not rest:
        return Turn(
            id=identifier, number=number, text=words, speakers=tuple(speakers.split()), start=start, end=end,
            language=language,
        )  # fmt: skip
    more = _REST.decode(rest)
    return Turn(
        id=identifier, number=number, text=words, speakers=tuple(speakers.split()), start=start, end=end,
        language=language, raw=more.raw, printed=more.printed, marks=more.marks, words=more.words, inferred=more.inferred,
        access=more.access, once=more.once, extra=more.extra,
    )  # fmt: skip


@functools.cache
def _around(count: int) -> TextClause:
    values = ", ".join(f"(:t{index}, :l{index}, :h{index})" for index in range(count))
    return text(
        f"WITH wanted(transcript, low, high) AS (VALUES {values}) "
        'SELECT turns.transcript, number, id, text, speakers, start, "end", language, rest FROM wanted '
        "JOIN turns ON turns.transcript = wanted.transcript AND turns.number BETWEEN low AND high"
    )


@functools.cache
def _told(count: int) -> TextClause:
    names = ", ".join(f":t{index}" for index in range(count))
    return text(
        "SELECT transcripts.record, conversations.record FROM transcripts "
        "JOIN members ON members.id = transcripts.conversation "
        f"JOIN conversations ON conversations.id = members.canonical WHERE transcripts.id IN ({names})"
    )


def around(connection: Connection, places: Sequence[Place], *, before: int, after: int) -> dict[Place, Turn]:
    """Returns turns by (transcript, number): those at the places and as many around each."""
    found: dict[Place, Turn] = {}
    for some in pieces(sorted(set(places)), _AT_ONCE):
        bound: dict[str, str | int] = {}
        for index, (transcript, number) in enumerate(some):
            bound[f"t{index}"], bound[f"l{index}"], bound[f"h{index}"] = transcript, number - before, number + after
        for row in connection.execute(_around(len(some)), bound):
            found[row[0], row[1]] = turn_of(row[1:])
    return found


def spoken(connection: Connection, transcripts: Sequence[str]) -> dict[str, Spoken]:
    """Returns, by id, these transcripts without their turns, each with its conversation, as they stand."""
    found: dict[str, Spoken] = {}
    for some in pieces(list(dict.fromkeys(transcripts)), _AT_ONCE):
        bound = {f"t{index}": transcript for index, transcript in enumerate(some)}
        for recorded, conversation in connection.execute(_told(len(some)), bound):
            head = _TRANSCRIPT.decode(recorded)
            found[head.id] = Spoken(transcript=head, conversation=_CONVERSATION.decode(conversation))
    return found
