"""The search index: turns in, hits out. It lives in a folder of its own and can be deleted and made anew."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import BadQuery
from . import passages
from . import position as positions
from .asking import asked_of, first_passages
from .build import write
from .compile import Compiler
from .concordance import Occurrences
from .corpora import Corpus, gathered
from .fields import Indexed, known_facets, schema
from .filters import Filters, narrowed
from .highlight import Highlighter, Matched, sequences
from .matches import Hit, Matches, hit, places_of, scored
from .position import Standing
from .query import parse
from .shadow import Opened
from .spots import spots
from .stretches import Stretch, Stretches
from .stretches import write as write_stretches
from .tokens import Growth, Tokens
from .widening import Also, widened
from .words import WordTable

if TYPE_CHECKING:
    import tantivy


Given = TypeVar("Given")
_REMEMBERED = 2_000_000
"""Occurrences that are kept from one question to the next."""


class Index:
    """The search index in a folder. One writer at a time (the archive's lock sees to it), any number of readers."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._seen: tuple[int, int] | None = None
        self._standing: Standing | None = None
        self._held: tuple[Opened, WordTable] | None = None
        self._highlighter: tuple[tuple[str, bool, Also | None, bool], Highlighter] | None = None
        self._learning: tuple[str, WordTable] | None = None
        self._array: Tokens | None = None
        self._listed: tuple[object, Occurrences] | None = None
        """What was asked for last, and its occurrences: pages of one concordance are asked for one after another."""
        self._families: tuple[tuple[int, int] | None, bool] | None = None
        """Whether any turn stands in a passage with others, and what the index was when somebody looked."""
        self.stretches = Stretches(self._sound, lambda: (self._place(), self._seen))

    @classmethod
    def open(cls, path: Path) -> Index:
        """Returns the index of the folder. One that is missing, damaged or of another version has no `position`."""
        return cls(path)

    @property
    def position(self) -> tuple[int, str] | None:
        """The act that the index stands at, and the journal's head there; None where it must be made anew."""
        with self._lock:
            same = self._standing is not None and positions.stamp(self.path) == self._seen
            standing = self._standing if same else None
        if standing is None or not positions.is_whole(self.path, standing):
            standing = positions.whole(self.path)
        return (standing.sequence, standing.head) if standing is not None else None

    def search(
        self,
        query: str,
        *,
        filters: Filters | None = None,
        limit: int = 10,
        offset: int = 0,
        exact: bool = False,
        facets: Sequence[str] = (),
        also: Also | None = None,
        names: bool = True,
    ) -> Matches:
        """Returns the passages that answer a query in Lucene syntax, best first, equal ones in a lasting order.

        A passage that several tellings have is one, shown by the turn that answers best.

        `exact` takes words as spelt; `also` gives other words that stand for those of the query; `names` finds a name in
        other alphabets and its short forms too.
        `facets` names what to count by (month, speaker, role, language, kind…). Raises
        BadQuery, or StorageFailed where the index must be rebuilt.
        """
        known_facets(facets)
        node = widened(parse(query), None if exact else also)
        with self._sound(query) as (index, words):
            seen = self._seen
            searcher = index.searcher()
            asked = asked_of(node, query, filters, index.schema, words, searcher, exact=exact, names=names)
            families = self._has_families(searcher, seen)
            keys = passages.keys_among(searcher, passages.shared(asked)) if families else []
            turns, found = first_passages(searcher, asked, offset + limit, ranked=scored(node), shared=bool(keys))
            return Matches(
                total=turns - len(keys) + len(set(keys)),
                turns=turns,
                hits=tuple(hit(searcher.doc(address).to_dict(), score, key) for score, address, key in found[offset:]),
                facets=passages.facets(searcher, index.schema, asked, keys, facets),
            )

    def occurrences(
        self, query: str, *, filters: Filters | None = None, exact: bool = False, also: Also | None = None,
        names: bool = True,
    ) -> Occurrences:  # fmt: skip
        """Returns every place where the words and phrases of a query stand in the turns that answer it.

        Of a passage that several tellings have, only the turn that answers best has lines. Raises BadQuery, also where the
        query names no word of the text, or StorageFailed where the index must be rebuilt.
        """
        node = widened(parse(query), None if exact else also)
        with self._sound(query) as (index, words):
            seen, place = self._seen, self._place()
            asked_for = seen, query, filters, exact, also, names
            if self._listed is not None and self._listed[0] == asked_for:
                return self._listed[1]
            tests = [pair for pair in sequences(node, words, exact, names) if pair[0]]
            if not tests:
                raise BadQuery(
                    "the query names no word to put in the middle", query=query, hint="write a word, or a phrase"
                )
            searcher = index.searcher()
            asked = asked_of(node, query, filters, index.schema, words, searcher, exact=exact, names=names)
            shared = passages.shared(asked) if self._has_families(searcher, seen) else None
            keys = passages.keys_among(searcher, shared) if shared is not None else []
            over = passages.passed_over(searcher, shared, ranked=scored(node)) if shared is not None and keys else ()
            places = places_of(searcher, asked, besides=over)
            found = Occurrences(
                total=len(places), turns=len(places) + len(keys) - len(set(keys)),
                spots=spots(self._tokens(place), places, tests), state=seen,
            )  # fmt: skip
            self._listed = (asked_for, found) if found.amount < _REMEMBERED else None
            return found

    def corpus(
        self, query: str = "*", *, filters: Filters | None = None, exact: bool = False, prefer: Collection[int] = ()
    ) -> Corpus:
        """Returns the turns that answer as a corpus, of a passage told in several versions one in each language."""
        with self._sound(query) as (index, words):
            seen, place = self._seen, self._place()
            searcher = index.searcher()
            asked = asked_of(parse(query), query, filters, index.schema, words, searcher, exact=exact, names=True)
            shared, tokens = self._has_families(searcher, seen), self._tokens(place)
            return gathered(searcher, tokens, asked, shared=shared, prefer=prefer)._replace(state=seen)

    def together(self, keys: Sequence[int], *, filters: Filters | None = None) -> tuple[Hit, ...]:
        """Returns all turns that stand in these passages and pass the filters, in no order that means anything."""
        if not keys:
            return ()
        from tantivy import Query

        with self._sound("") as (index, words):
            inside = Query.term_set_query(index.schema, passages.FIELD, list(dict.fromkeys(keys)))
            compiler = Compiler(index.schema, words, "", exact=False)
            asked = narrowed(Query.const_score_query(inside, 1.0), filters, index.schema, compiler)
            searcher = index.searcher()
            counted: Any = searcher.search(asked, 1)
            hits = searcher.search(asked, max(1, counted.count)).hits
            addresses = [address for _, address in hits]
            keys_found = passages.keys_of(searcher, addresses)
            return tuple(
                hit(searcher.doc(address).to_dict(), 0.0, key)
                for address, key in zip(addresses, keys_found, strict=True)
            )

    def _place(self) -> Path:
        """Returns the folder of the index that is held."""
        assert self._held is not None
        return self._held[0].place

    def _tokens(self, place: Path) -> Tokens:
        """Returns the token array of that folder as it stands now, or later than what was asked of the engine before."""
        known = self._array
        found = Tokens.open(place, known)
        self._array = found
        return found

    def written_on(self, transcript: str) -> frozenset[int]:
        """Returns the numbers of a transcript's turns that are found by codes or notes."""
        with self._sound("") as (index, _):
            return passages.written_on(index.searcher(), index.schema, transcript)

    def highlights(
        self, text: str, language: str | None, query: str, *, exact: bool = False, also: Also | None = None,
        names: bool = True,
    ) -> list[tuple[int, int]]:  # fmt: skip
        """Returns the stretches of a hit's text that the query names, `[start, end)` in code points, in order."""
        return self._highlighted(query, exact, also, names, lambda made: made.mark(text, language))

    def matched(
        self, text: str, language: str | None, query: str, *, exact: bool = False, also: Also | None = None,
        names: bool = True,
    ) -> tuple[list[tuple[int, int]], list[Matched]]:  # fmt: skip
        """Returns the stretches of a hit's text that the query names, and of each word in them why."""
        return self._highlighted(query, exact, also, names, lambda made: made.read(text, language))

    def _highlighted(
        self, query: str, exact: bool, also: Also | None, names: bool, work: Callable[[Highlighter], Given]
    ) -> Given:
        asked = (query, exact, also, names)
        known = self._highlighter
        if known is not None and known[0] == asked:
            with suppress(sqlite3.Error):  # what went wrong is found out below, with the index looked at anew
                return work(known[1])
        with self._sound(query) as (_, words):
            known = self._highlighter
            if known is None or known[0] != asked or known[1].words is not words:
                node = widened(parse(query), None if exact else also)
                known = self._highlighter = (asked, Highlighter(node, words, exact=exact, names=names))
            return work(known[1])

    def classes(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Returns the tokens of the classes that a typed word is searched by, and those of names that may be the same."""
        with self._sound(word) as (_, words):
            return words.classes(word), tuple(words.namesakes(word))

    def update(
        self, *, put: Iterable[Indexed] = (), remove: Iterable[str] = (), position: tuple[int, str],
        stretches: Iterable[Stretch] = (), heard: Collection[str] = (),
    ) -> None:  # fmt: skip
        """Replaces all turns of these transcripts and forgets the removed ones, at once for every reader; of those that
        come partly, the turns they come with. `stretches` are all segments of the recordings that are `heard` anew.

        The position is written last: a crash before leaves it where it was, and the same update can be done again.
        """
        standing = positions.whole(self.path)
        if standing is None:
            raise positions.stale(self.path)
        with self._sound("") as (index, _):
            pass
        gone = tuple(remove)
        if put != () or gone:
            growth = Growth(self.path / standing.folder, fresh=False)
            write(index, self._writable(standing), growth, put, gone, fresh=False)
        if heard:
            write_stretches(self.path / standing.folder, self._writable(standing), stretches, heard)
        positions.write(self.path, Standing(folder=standing.folder, sequence=position[0], head=position[1]))
        positions.sweep(self.path, keep=standing.folder)

    def rebuild(
        self, everything: Iterable[Indexed], *, position: tuple[int, str], stretches: Iterable[Stretch] = ()
    ) -> None:
        """Makes the index anew beside the old one, which serves until the new one takes its place in one step.

        After an erasure nothing less will do: deleted words stay in the segments of an index.
        """
        import tantivy

        folder = positions.new_folder(self.path)
        place = self.path / folder
        try:
            index = tantivy.Index(schema(), path=str(place))
            words = WordTable(place / "words.sqlite", learns=True)
            try:
                write(index, words, Growth(place, fresh=True), everything, (), fresh=True)
                write_stretches(place, words, stretches, fresh=True)
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
            if self._learning is not None:
                self._learning[1].close()
            self._held = self._standing = self._seen = self._learning = self._highlighter = self._families = None
            self._array = self._listed = None
            self.stretches.close()

    @contextmanager
    def _sound(self, query: str) -> Iterator[tuple[tantivy.Index, WordTable]]:
        """Gives the index as last committed, by whomever. Damage becomes an error that says what to do."""
        try:
            yield self._current()
        except (OSError, sqlite3.Error, ValueError) as error:
            if "expansions" in str(error) or "regex" in str(error):
                raise BadQuery(
                    "too many words fit this pattern, or it is too long",
                    query=query,
                    hint="put more letters before the *, and fewer * into it",
                ) from error
            self.close()
            raise positions.stale(self.path) from error
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # how tantivy's library tells of bytes it cannot read
                raise
            self.close()
            raise positions.stale(self.path) from error

    def _has_families(self, searcher: tantivy.Searcher, seen: tuple[int, int] | None) -> bool:
        """Says whether any turn stands in a passage with others; looked up once for each state of the index.

        `seen` was noted before the searcher was made, so that no older state is taken for a newer one.
        """
        known = self._families
        if known is None or known[0] != seen:
            known = self._families = seen, passages.any_shared(searcher)
        return known[1]

    def _writable(self, standing: Standing) -> WordTable:
        """Gives the table of words to learn in; it is kept, so that a word is analysed once in its life."""
        with self._lock:
            if self._learning is None or self._learning[0] != standing.folder:
                self._learning = standing.folder, WordTable(self.path / standing.folder / "words.sqlite", learns=True)
            return self._learning[1]

    def _current(self) -> tuple[tantivy.Index, WordTable]:
        with self._lock:
            seen = positions.stamp(self.path)
            standing = self._standing if seen == self._seen else None
            if standing is None or not positions.is_whole(self.path, standing):
                standing = positions.whole(self.path)
            if standing is None:
                raise positions.stale(self.path)
            same = self._standing is not None and standing.folder == self._standing.folder
            if self._held is None or not same or (seen != self._seen and not self._held[0].renewed()):
                standing, self._held = self._open(standing)
            if seen != self._seen:
                self._held[1].forget()
                self._highlighter = None
            self._standing, self._seen = standing, seen
            return self._held[0].index, self._held[1]

    def _open(self, standing: Standing) -> tuple[Standing, tuple[Opened, WordTable]]:
        """Opens the index of that standing, or of a newer one that took its place meanwhile."""
        place = self.path / standing.folder
        try:
            return standing, (Opened(place), WordTable(place / "words.sqlite"))
        except (OSError, ValueError, sqlite3.Error):
            newer = positions.read(self.path)
            if newer is None or newer.folder == standing.folder:
                raise
            return self._open(newer)
