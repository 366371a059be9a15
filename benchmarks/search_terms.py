"""Row 3: a page of hits — ten turns with text, highlights and neighbours — beside bare tantivy and SQLite FTS5.

The peers do the same work on the same turns: tantivy with its stored text, its snippets and its neighbours by number;
FTS5 with a stemmed column and its `highlight`. Only ours finds every form of a word.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from earwitness.index import Filters, Index, Indexed
from earwitness.model import Transcript, Turn

from .corpus import LANGUAGES, TURNS_A_FILE, files, vocabulary
from .row import Row

TANTIVY_BAR, FTS_BAR = 2.0, 0.1
QUERIES = 60
"""Of each kind, in three languages, from frequent words to rare ones."""
_STEMMERS = {"en": "english", "ru": "russian"}

Work = Callable[[str], object]


def _day(number: int) -> str:
    return f"2022-{1 + number % 12:02}-{1 + number % 28:02}"


class Ours:
    """Our index, with the texts in a table beside it as the catalog has them."""

    def __init__(self, folder: Path, count: int) -> None:
        self.base = sqlite3.connect(folder / "turns.sqlite")
        self.base.execute(
            "CREATE TABLE turn (t TEXT, n INT, language TEXT, text TEXT, PRIMARY KEY (t, n)) WITHOUT ROWID"
        )
        self.index = Index.open(folder / "search")
        started = time.perf_counter()
        self.index.rebuild(self._told(count), position=(1, "bench"))
        self.seconds = time.perf_counter() - started
        self.base.commit()

    def _told(self, count: int) -> Iterator[Indexed]:
        for number, (name, language, spoken) in enumerate(files(count)):
            turns = tuple(Turn(id=str(place), number=place, text=text) for place, text in enumerate(spoken, 1))
            transcript = Transcript(id=name, conversation=name, language=language, turns=turns)
            rows = [(name, turn.number, language, turn.text) for turn in turns]
            self.base.executemany("INSERT INTO turn VALUES (?, ?, ?, ?)", rows)
            yield Indexed(transcript=transcript, conversation=name, held=_day(number), genre="call")

    def page(self, query: str, **options: Any) -> list[tuple[str, list[tuple[int, int]]]]:
        found = self.index.search(query, limit=10, **options)
        page = []
        for hit in found.hits:
            near = self.base.execute(
                "SELECT n, language, text FROM turn WHERE t = ? AND n BETWEEN ? AND ?",
                (hit.transcript, hit.number - 1, hit.number + 1),
            ).fetchall()
            language, text = next((language, text) for n, language, text in near if n == hit.number)
            page.append((text, self.index.highlights(text, language, query)))
        return page


class Tantivy:
    """Bare tantivy: the turns as plain text, stored."""

    def __init__(self, folder: Path, count: int) -> None:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", stored=True)
        builder.add_integer_field("id", stored=True, indexed=True)
        builder.add_integer_field("day", indexed=True, fast=True)
        builder.add_text_field("month", tokenizer_name="raw", fast=True)
        folder.mkdir()
        self.schema = builder.build()
        self.index = tantivy.Index(self.schema, path=str(folder))
        started = time.perf_counter()
        writer = self.index.writer()
        for number, (_, _, spoken) in enumerate(files(count)):
            day = int(_day(number).replace("-", ""))
            for place, text in enumerate(spoken):
                writer.add_document(
                    tantivy.Document(text=text, id=number * TURNS_A_FILE + place, day=day, month=_day(number)[:7])
                )
        writer.commit()
        writer.wait_merging_threads()
        self.seconds = time.perf_counter() - started
        self.index.reload()

    def page(self, asked: Any) -> list[tuple[str, list[Any]]]:
        import tantivy

        searcher = self.index.searcher()
        found = searcher.search(asked, 10)
        snippets = tantivy.SnippetGenerator.create(searcher, asked, self.schema, "text")
        page = []
        for _, address in found.hits:
            document = searcher.doc(address)
            number = document["id"][0]
            near = tantivy.Query.range_query(
                self.schema, "id", tantivy.FieldType.Integer, number - 1, number + 1, use_inverted_index=True
            )
            for _, beside in searcher.search(near, 3, count=False).hits:
                searcher.doc(beside)["text"]
            page.append((document["text"][0], snippets.snippet_from_doc(document).highlighted()))
        return page

    def queries(self) -> dict[str, Work]:
        import tantivy

        def parse(text: str) -> Any:
            return self.index.parse_query(text, ["text"], conjunction_by_default=True)

        def dated(text: str) -> Any:
            days = tantivy.Query.range_query(self.schema, "day", tantivy.FieldType.Integer, 20220301, 20220531)
            return tantivy.Query.boolean_query([(tantivy.Occur.Must, parse(text)), (tantivy.Occur.Must, days)])

        def spread(text: str) -> Any:
            months = {"month": {"terms": {"field": "month", "size": 100}}}
            return self.index.searcher().aggregate(parse(text), months)

        return {
            "term": lambda text: self.page(parse(text)),
            "and": lambda text: self.page(parse(text)),
            "phrase": lambda text: self.page(parse(text)),
            "prefix": lambda text: self.page(tantivy.Query.regex_query(self.schema, "text", text.rstrip("*") + ".*")),
            "term and date": lambda text: self.page(dated(text)),
            "count": lambda text: self.index.searcher().search(parse(text), 1).count,  # type: ignore[attr-defined]
            "by month": spread,
        }


class Fts:
    """SQLite FTS5 with a stemmed column beside the text: the usual choice."""

    def __init__(self, path: Path, count: int) -> None:
        import snowballstemmer

        self.base = sqlite3.connect(path)
        self.base.execute("CREATE VIRTUAL TABLE turn USING fts5(text UNINDEXED, stems)")
        self.stemmers = {language: snowballstemmer.stemmer(name) for language, name in _STEMMERS.items()}
        self.known: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
        started = time.perf_counter()
        for _, language, spoken in files(count):
            rows = [(text, self.stems(text, language)) for text in spoken]
            self.base.executemany("INSERT INTO turn (text, stems) VALUES (?, ?)", rows)
        self.base.commit()
        self.seconds = time.perf_counter() - started

    def stems(self, text: str, language: str) -> str:
        known, stemmer = self.known[language], self.stemmers.get(language)
        words = text.lower().rstrip(".…?!").split()
        for word in words:
            if word not in known:
                known[word] = stemmer.stemWord(word) if stemmer else word
        return " ".join(known[word] for word in words)

    def page(self, stem: str) -> list[Any]:
        found = self.base.execute(
            "SELECT rowid, text, highlight(turn, 1, '[', ']') FROM turn WHERE turn MATCH ? ORDER BY rank LIMIT 10",
            (f'stems:"{stem}"',),
        ).fetchall()
        count = self.base.execute("SELECT count(*) FROM turn WHERE turn MATCH ?", (f'stems:"{stem}"',)).fetchone()
        near = [self.base.execute("SELECT text FROM turn WHERE rowid IN (?, ?)", (row[0] - 1, row[0] + 1)).fetchall()
                for row in found]  # fmt: skip
        return [found, count, near]


def _asked(turns: int) -> dict[str, list[tuple[str, str]]]:
    """Returns (language, query) by kind: words from the 20th most frequent to rare ones, evenly on a log scale."""
    chance = random.Random("queries")
    asked: dict[str, list[tuple[str, str]]] = {"term": [], "and": [], "phrase": [], "prefix": []}
    spoken = [(language, text.rstrip(".…?!").split()) for _, language, told in files(30) for text in told]
    for number in range(QUERIES):
        language = LANGUAGES[number % 3]
        words = vocabulary(language)
        rank = int(20 * (min(len(words), turns // 10) / 20) ** (number / QUERIES))
        asked["term"].append((language, words[rank]))
        asked["and"].append((language, f"{words[rank // 4]} {words[30 + number]}"))
        asked["prefix"].append((language, words[rank][:4] + "*"))
        home, told = chance.choice(spoken)
        at = chance.randrange(len(told) - 1)
        asked["phrase"].append((home, f'"{told[at]} {told[at + 1]}"'.lower()))
    asked["term and date"] = asked["count"] = asked["by month"] = asked["term"]
    return asked


def _times(work: Work, queries: Sequence[str], *, rounds: int = 5) -> tuple[float, float]:
    """Returns the median and the 99th percentile of the queries' own medians, in milliseconds, once warm."""
    each = []
    for query in queries:
        work(query)
        spent = []
        for _ in range(rounds):
            started = time.perf_counter()
            work(query)
            spent.append(time.perf_counter() - started)
        each.append(1000 * statistics.median(spent))
    each.sort()
    return statistics.median(each), each[min(len(each) - 1, int(0.99 * len(each)))]


def rows(turns: int = 1_000_000) -> Iterator[Row]:
    """Yields a row for each kind of search at the median and the 99th percentile, in milliseconds."""
    count = max(1, turns // TURNS_A_FILE)
    for language in LANGUAGES:
        vocabulary(language)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, bare, fts = Ours(folder, count), Tantivy(folder / "bare", count), Fts(folder / "fts.sqlite", count)
        sizes = {"turns": count * TURNS_A_FILE, "queries": QUERIES}
        yield Row(
            name="3 index alone", ours=ours.seconds, theirs=bare.seconds, bar=TANTIVY_BAR, better="lower",
            peer="tantivy, plain text", sizes=sizes,
        )  # fmt: skip
        dated = Filters(since="2022-03", until="2022-05")
        mine: dict[str, Work] = {
            **dict.fromkeys(("term", "and", "phrase", "prefix"), ours.page),
            "term and date": lambda text: ours.page(text, filters=dated),
            "count": lambda text: ours.index.search(text, limit=0).total,
            "by month": lambda text: ours.index.search(text, limit=0, facets=("month",)).facets,
        }
        theirs = bare.queries()
        for kind, asked in _asked(turns).items():
            texts = [query for _, query in asked]
            measured = zip(("p50", "p99"), _times(mine[kind], texts), _times(theirs[kind], texts), strict=True)
            for name_of, one, other in measured:
                yield Row(
                    name=f"3 {kind}, {name_of}", ours=one, theirs=other, bar=TANTIVY_BAR, better="lower", unit="ms",
                    peer="tantivy", sizes=sizes,
                )  # fmt: skip
        stemmed = [fts.stems(query, language) for language, query in _asked(turns)["term"]]
        term = _times(ours.page, [query for _, query in _asked(turns)["term"]])
        for name_of, one, other in zip(("p50", "p99"), term, _times(fts.page, stemmed, rounds=2), strict=True):
            yield Row(
                name=f"3 term, {name_of}", ours=one, theirs=other, bar=FTS_BAR, better="lower", unit="ms",
                peer="SQLite FTS5, stems", sizes=sizes,
            )  # fmt: skip
