"""What narrows a search beside its query."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from .compile import Compiler, labels_query

if TYPE_CHECKING:
    import tantivy


class Filters(Struct, frozen=True, kw_only=True):
    """What narrows a search beside the query. Values of one filter are alternatives; filters go together."""

    in_: tuple[str, ...] | None = None
    """Ids of the conversations that transcripts were born into; an empty tuple finds nothing."""
    transcripts: tuple[str, ...] | None = None
    without_transcripts: tuple[str, ...] = ()
    without_turns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Transcripts, each with the local ids of turns that are neither found nor counted."""
    speaker: tuple[str, ...] = ()
    """Words of a label, in order."""
    role: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    mark: tuple[str, ...] = ()
    genre: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    """Paths or names of codes; each finds those below it too."""
    since: str | None = None
    """EDTF: conversations that may have been held then or later."""
    until: str | None = None
    during: str | None = None
    """`2031` or `2031-11`: conversations that began then, as the facet `month` counts them."""


def narrowed(
    asked: tantivy.Query, filters: Filters | None, schema: tantivy.Schema, compiler: Compiler
) -> tantivy.Query:
    """Returns the query for turns that answer what is asked and pass the filters."""
    from tantivy import Occur, Query

    if filters is None:
        return asked
    wanted = list(_conditions(filters, schema, compiler))
    left_out = list(hidden(filters, schema))
    if not wanted and not left_out:
        return asked
    return Query.boolean_query(
        [
            (Occur.Must, asked),
            *((Occur.Must, Query.const_score_query(part, 0.0)) for part in wanted),
            *((Occur.MustNot, part) for part in left_out),
        ]
    )


def _conditions(filters: Filters, schema: tantivy.Schema, compiler: Compiler) -> Iterator[tantivy.Query]:
    from tantivy import Query

    codes = {
        "conversation": filters.in_,
        "transcript": filters.transcripts,
        "language": filters.language or None,
        "kind": filters.kind or None,
        "mark": filters.mark or None,
        "genre": filters.genre or None,
        "code": tuple(code.lower() for code in filters.code) or None,
    }
    for name, values in codes.items():
        if values is not None:
            yield Query.term_set_query(schema, name, list(values)) if values else Query.empty_query()
    for name, labels in (("speaker", filters.speaker), ("role", filters.role), ("publisher", filters.publisher)):
        if labels:
            yield Query.disjunction_max_query([labels_query(schema, name, label) for label in labels])
    if filters.during is not None:
        whole = len(filters.during) == 7
        yield (
            Query.term_query(schema, "month", filters.during)
            if whole
            else Query.regex_query(schema, "month", f"{filters.during}(-[0-9][0-9])?")
        )
    if filters.since is not None or filters.until is not None:
        yield compiler.held(filters.since, filters.until)


def hidden(filters: Filters, schema: tantivy.Schema) -> Iterator[tantivy.Query]:
    """Yields what is neither found nor counted, nor answered."""
    from tantivy import Occur, Query

    if filters.without_transcripts:
        yield Query.term_set_query(schema, "transcript", list(filters.without_transcripts))
    for transcript, turns in filters.without_turns:
        own = Query.term_query(schema, "transcript", transcript)
        yield Query.boolean_query(
            [(Occur.Must, own), (Occur.Must, Query.term_set_query(schema, "turn_id", list(turns)))]
        )
