"""The search index: turns in, hits out. It lives in a folder of its own and can be deleted and made anew."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from ..errors import StorageFailed, WrongUsage
from . import position as positions
from .compile import Compiler, labels_query
from .fields import FACETS, FIELDS, Indexed, documents, schema
from .highlight import highlights
from .position import Standing
from .query import parse
from .tree import Clauses, Node, Weighted, Words
from .words import WordTable

if TYPE_CHECKING:
    import tantivy

_BULK = 2_000
"""Turns from which on a second thread and more memory pay off."""
_SPARE, _MOST = 100, 50_000
"""Hits fetched beyond those asked for, so that equal scores fall into one order, and where that ends."""


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
    since: str | None = None
    """EDTF: conversations that may have been held then or later."""
    until: str | None = None


class Hit(Struct, frozen=True, kw_only=True):
    """A turn that was found."""

    transcript: str
    number: int
    turn_id: str
    score: float


class Matches(Struct, frozen=True, kw_only=True):
    """How many turns were found, the first of them, and how they are spread."""

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, list[tuple[str, int]]]


class Index:
    """The search index in a folder. One writer at a time (the archive's lock sees to it), any number of readers."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._seen: tuple[int, int] | None = None
        self._standing: Standing | None = None
        self._index: tantivy.Index | None = None
        self._words: WordTable | None = None

    @classmethod
    def open(cls, path: Path) -> Index:
        """Returns the index of the folder. One that is missing, damaged or of another version has no `position`."""
        return cls(path)

    @property
    def position(self) -> tuple[int, str] | None:
        """The act that the index stands at, and the journal's head there; None where it must be made anew."""
        standing = positions.read(self.path)
        if standing is None or not positions.is_whole(self.path, standing):
            return None
        return standing.sequence, standing.head

    def search(
        self,
        query: str,
        *,
        filters: Filters | None = None,
        limit: int = 10,
        offset: int = 0,
        exact: bool = False,
        facets: Sequence[str] = (),
    ) -> Matches:
        """Returns the turns that answer a query in Lucene syntax, best first, equal ones in a lasting order.

        `exact` takes words as spelt; `facets` names what to count by (month, speaker, role, language, kind…). Raises
        BadQuery, or StorageFailed where the index must be rebuilt.
        """
        unknown = [name for name in facets if name not in FACETS]
        if unknown:
            raise WrongUsage(f"hits cannot be counted by {unknown[0]}", hint=f"choose from {', '.join(FACETS)}")
        node = parse(query)
        with self._sound() as (index, words):
            compiler = Compiler(index.schema, words, query, exact=exact)
            asked = _narrowed(compiler.compile(node), filters, index.schema, compiler)
            searcher = index.searcher()
            total, hits = _best(searcher, asked, offset + limit, scored=_scored(node))
            return Matches(
                total=total,
                hits=tuple(_hit(searcher.doc(address).to_dict(), score) for score, address in hits[offset:]),
                facets=_facets(searcher, asked, facets),
            )

    def highlights(self, text: str, language: str | None, query: str, *, exact: bool = False) -> list[tuple[int, int]]:
        """Returns the stretches of a hit's text that the query names, `[start, end)` in code points, in order."""
        with self._sound() as (_, words):
            return highlights(text, language, parse(query), words, exact=exact)

    def update(self, *, put: Iterable[Indexed] = (), remove: Iterable[str] = (), position: tuple[int, str]) -> None:
        """Replaces all turns of these transcripts and forgets the removed ones, at once for every reader.

        The position is written last: a crash before leaves it where it was, and the same update can be done again.
        """
        standing = positions.read(self.path)
        if standing is None or not positions.is_whole(self.path, standing):
            raise _stale(self.path)
        with self._sound() as (index, words):
            writing = index, words
        _write(*writing, put, remove, fresh=False)
        positions.write(self.path, Standing(folder=standing.folder, sequence=position[0], head=position[1]))
        positions.sweep(self.path, keep=standing.folder)

    def rebuild(self, everything: Iterable[Indexed], *, position: tuple[int, str]) -> None:
        """Makes the index anew beside the old one, which serves until the new one takes its place in one step.

        After an erasure nothing less will do: deleted words stay in the segments of an index.
        """
        import tantivy

        folder = positions.new_folder(self.path)
        place = self.path / folder
        try:
            index = tantivy.Index(schema(), path=str(place))
            words = WordTable(place / "words.sqlite")
            try:
                _write(index, words, everything, (), fresh=True)
            finally:
                words.close()
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
        positions.write(self.path, Standing(folder=folder, sequence=position[0], head=position[1]))
        self.close()
        positions.sweep(self.path, keep=folder)

    def close(self) -> None:
        """Lets go of the files; the next search opens them again."""
        with self._lock:
            if self._words is not None:
                self._words.close()
            self._index = self._words = self._standing = self._seen = None

    @contextmanager
    def _sound(self) -> Iterator[tuple[tantivy.Index, WordTable]]:
        """Gives the index as last committed, by whomever. Damage becomes an error that says what to do."""
        import sqlite3

        try:
            yield self._current()
        except (OSError, sqlite3.Error, ValueError) as error:
            self.close()
            raise _stale(self.path) from error

    def _current(self) -> tuple[tantivy.Index, WordTable]:
        import tantivy

        with self._lock:
            seen = positions.stamp(self.path)
            if self._index is None or self._words is None or seen != self._seen:
                standing = positions.read(self.path)
                if standing is None or not positions.is_whole(self.path, standing):
                    raise _stale(self.path)
                if self._index is None or self._standing is None or standing.folder != self._standing.folder:
                    self.close()
                    place = self.path / standing.folder
                    self._index = tantivy.Index.open(str(place))
                    self._words = WordTable(place / "words.sqlite")
                self._index.reload()
                self._standing, self._seen = standing, seen
            elif self._standing is None or not positions.is_whole(self.path, self._standing):
                raise _stale(self.path)
            assert self._words is not None
            return self._index, self._words


def _narrowed(
    asked: tantivy.Query, filters: Filters | None, schema: tantivy.Schema, compiler: Compiler
) -> tantivy.Query:
    from tantivy import Occur, Query

    parts = list(_conditions(filters, schema, compiler)) if filters is not None else []
    if not parts:
        return asked
    return Query.boolean_query(
        [(Occur.Must, asked), *((Occur.Must, Query.const_score_query(part, 0.0)) for part in parts)]
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
    }
    for name, values in codes.items():
        if values is not None:
            yield Query.term_set_query(schema, name, list(values)) if values else Query.empty_query()
    for name, labels in (("speaker", filters.speaker), ("role", filters.role), ("publisher", filters.publisher)):
        if labels:
            yield Query.disjunction_max_query([labels_query(schema, name, label) for label in labels])
    if filters.since is not None or filters.until is not None:
        yield compiler.held(filters.since, filters.until)


def _left_out(filters: Filters, schema: tantivy.Schema) -> Iterator[tantivy.Query]:
    from tantivy import Occur, Query

    if filters.without_transcripts:
        yield Query.term_set_query(schema, "transcript", list(filters.without_transcripts))
    for transcript, turns in filters.without_turns:
        own = Query.term_query(schema, "transcript", transcript)
        yield Query.boolean_query(
            [(Occur.Must, own), (Occur.Must, Query.term_set_query(schema, "turn_id", list(turns)))]
        )


def _scored(node: Node) -> bool:
    """Says whether some hits answer the query better than others."""
    match node:
        case Words():
            return FIELDS[node.field].kind in ("words", "spelling", "labels")
        case Clauses():
            return any(map(_scored, (*node.must, *node.either)))
        case Weighted():
            return _scored(node.node)
        case _:
            return False


def _best(
    searcher: tantivy.Searcher, asked: tantivy.Query, wanted: int, *, scored: bool
) -> tuple[int, list[tuple[float, Any]]]:
    """Returns how many turns answer, and the best of them: by score, and equal ones by a key that outlives a rebuild."""
    from tantivy import Order

    if not scored:
        result: Any = searcher.search(asked, max(1, wanted), order_by_field="order", order=Order.Asc)
        return result.count, [(1.0, address) for _, address in result.hits[:wanted]]
    fetched = wanted + _SPARE
    while True:
        result = searcher.search(asked, fetched)
        hits = result.hits
        if len(hits) < fetched or _MOST < fetched or hits[-1][0] < hits[max(0, wanted - 1)][0]:
            break
        fetched *= 8
    orders = searcher.fast_field_values("order", [address for _, address in hits])
    ranked = sorted(zip(hits, orders, strict=True), key=lambda pair: (-pair[0][0], pair[1] or 0))
    return result.count, [hit for hit, _ in ranked[:wanted]]


def _hit(stored: dict[str, list[Any]], score: float) -> Hit:
    return Hit(
        transcript=stored["transcript"][0],
        number=stored["number"][0],
        turn_id=stored["turn_id"][0],
        score=round(score, 4),
    )


def _facets(searcher: tantivy.Searcher, asked: tantivy.Query, names: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
    if not names:
        return {}
    wanted = {name: {"terms": {"field": FACETS[name], "size": 1000}} for name in names}
    found = searcher.aggregate(asked, wanted)
    return {
        name: sorted(
            ((str(bucket["key"]), int(bucket["doc_count"])) for bucket in found[name]["buckets"]),
            key=lambda pair: pair[0] if name == "month" else (-pair[1], pair[0]),
        )
        for name in names
    }


def _write(
    index: tantivy.Index, words: WordTable, put: Iterable[Indexed], remove: Iterable[str], *, fresh: bool
) -> None:
    """Adds, replaces and removes in one commit."""
    import tantivy

    writer = index.writer(heap_size=256_000_000 if fresh else 64_000_000, num_threads=2 if fresh else 1)
    try:
        for transcript in remove:
            writer.delete_documents_by_term("transcript", transcript)
        for item in put:
            if not fresh:
                writer.delete_documents_by_term("transcript", item.transcript.id)
            for document in documents(item, words):
                writer.add_document(tantivy.Document(**document))
        words.save()
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    writer.wait_merging_threads()
    index.reload()


def _stale(path: Path) -> StorageFailed:
    return StorageFailed(
        "the search index is missing, damaged or of another version",
        hint="make it anew from the archive: earwitness rebuild",
        path=str(path),
    )
