"""Turns into the index, in one commit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from . import passages
from .fields import Indexed, documents
from .tokens import Growth
from .words import WordTable

if TYPE_CHECKING:
    import tantivy


def write(
    index: tantivy.Index,
    words: WordTable,
    tokens: Growth,
    put: Iterable[Indexed],
    remove: Iterable[str],
    *,
    fresh: bool,
) -> None:
    """Adds, replaces and removes, all or nothing. `fresh` says that the index holds nothing yet.

    Memory stays under a cap whatever the number of turns: tantivy writes out what its buffer cannot hold.
    """
    import tantivy

    writer = index.writer(heap_size=256_000_000 if fresh else 64_000_000, num_threads=2 if fresh else 1)
    try:
        for transcript in remove:
            writer.delete_documents_by_term("transcript", transcript)
        for item in put:
            if item.partly:
                item = passages.kept(index.searcher(), index.schema, item)
                for turn in item.transcript.turns:
                    writer.delete_documents_by_query(passages.turns(index.schema, item.transcript.id, [turn.number]))
            elif not fresh:
                writer.delete_documents_by_term("transcript", item.transcript.id)
            for document in documents(item, words, tokens.add):
                writer.add_document(tantivy.Document(**document))
        words.save()
        tokens.finish()
        writer.commit()
    except BaseException:
        tokens.abandon()
        writer.rollback()
        raise
    writer.wait_merging_threads()
    index.reload()
