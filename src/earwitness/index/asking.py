"""Asking: a tree asked of one state of the index, and the first of what answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import passages
from .compile import Compiler
from .filters import Filters, hidden, narrowed
from .matches import best
from .replies import answering
from .tree import Node
from .words import WordTable

if TYPE_CHECKING:
    import tantivy


def asked_of(
    node: Node, query: str, filters: Filters | None, schema: tantivy.Schema, words: WordTable,
    searcher: tantivy.Searcher, *, exact: bool, names: bool,
) -> tantivy.Query:  # fmt: skip
    """Returns the query for turns that answer what is asked and pass the filters; all of it asks one state of the index."""

    def answered(question: tantivy.Query) -> tantivy.Query:
        return answering(searcher, schema, question, hidden(filters, schema) if filters is not None else ())

    compiler = Compiler(schema, words, query, exact=exact, names=names, answering=answered)
    return narrowed(compiler.compile(node), filters, schema, compiler)


def first_passages(
    searcher: tantivy.Searcher, asked: tantivy.Query, wanted: int, *, ranked: bool, shared: bool
) -> tuple[int, list[tuple[float, Any, int | None]]]:
    """Returns how many turns answer, and the best turn of each of the first `wanted` passages."""
    fetched = wanted
    while True:
        turns, hits = best(searcher, asked, fetched, ranked=ranked)
        keys = passages.keys_of(searcher, [address for _, address in hits]) if shared else [None] * len(hits)
        found = passages.first_of_each(hits, keys)
        if wanted <= len(found) or turns <= fetched:
            return turns, found[:wanted]
        fetched = min(turns, 2 * fetched + 10)
