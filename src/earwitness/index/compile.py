"""A tree → tantivy's query."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..language.tokens import fold
from .fields import CODES, FIELDS, plain_words
from .replies import ANSWERS
from .tree import Between, Clauses, Everything, Like, Node, Pattern, Reply, Weighted, Words
from .values import days_between, days_of, near, numbers_between, parts_of, signs_of, spelt, whole, words_of
from .widening import LESS
from .words import WordTable

if TYPE_CHECKING:
    from tantivy import Query, Schema

_SPECIAL = re.compile(r"[^\w' ]")
_FIRST, _LAST = dt.date.min.toordinal(), dt.date.max.toordinal()
_WHOLE = 2**63 - 1


Answering = Callable[[Any], Any]
"""A query → the query for turns that answer a turn which it finds."""


class Compiler:
    """Turns trees into queries of one index. `exact` takes bare words as they are spelt; `names` finds
    a name in other alphabets too; `answering` finds replies."""

    def __init__(
        self,
        schema: Schema,
        words: WordTable,
        query: str,
        *,
        exact: bool = False,
        names: bool = True,
        answering: Answering | None = None,
    ) -> None:
        self.answering = answering
        self.schema = schema
        self.words = words
        self.query = query
        self.exact = exact
        self.names = names

    def compile(self, node: Node) -> Query:
        """Returns tantivy's query for the tree. Raises BadQuery where a value does not fit its field."""
        from tantivy import Query

        match node:
            case Words() | Pattern() | Like() | Everything() if node.field == "segment":
                return Query.empty_query()  # no turn is a segment: they are looked for beside the turns
            case Words():
                return self._words(node)
            case Pattern():
                return self._pattern(node)
            case Like():
                return self._like(node)
            case Between():
                return self._between(node)
            case Everything():
                return Query.all_query() if node.field is None else self._having(node.field)
            case Reply():
                assert self.answering is not None
                found: Query = self.answering(self.compile(node.to))
                return found
            case Weighted():
                return Query.boost_query(self.compile(node.node), node.weight)
            case Clauses():
                return self._clauses(node)

    def _clauses(self, node: Clauses) -> Query:
        from tantivy import Occur, Query

        if not node.never and len(node.must) + len(node.either) == 1:
            return self.compile((*node.must, *node.either)[0])
        parts = [(Occur.Must, self.compile(child)) for child in node.must]
        parts += [(Occur.Should, self.compile(child)) for child in node.either]
        if not parts:
            parts.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
        parts += [(Occur.MustNot, self.compile(child)) for child in node.never]
        return Query.boolean_query(parts)

    def _words(self, node: Words) -> Query:
        field = FIELDS[node.field]
        if field.kind == "words":
            return self._phrase(spelt(node.field) if self.exact else node.field, node)
        if field.kind == "spelling":
            return self._phrase("exact", node)
        if field.kind == "labels":
            return self._phrase(node.field, node)
        if field.kind == "date":
            return self._days(node.field, *days_of(node.text, node.at, self.query))
        if field.kind == "number":
            return self._number(node)
        return self._code(node.field, node.text)

    def _phrase(self, name: str, node: Words) -> Query:
        from tantivy import Query

        found = words_of(node, self.query)
        spelling = name not in ("text", "note")
        own = [(fold(word),) if spelling else self.words.classes(word) for word in found]
        others = [() if spelling or not self.names else tuple(self.words.namesakes(word)) for word in found]
        places = [(*tokens, *more) for tokens, more in zip(own, others, strict=True)]
        if not all(places):
            return Query.empty_query()
        if len(places) == 1:
            return self._any(name, own[0], others[0])
        if all(len(place) == 1 for place in places):
            return Query.phrase_query(self.schema, name, [place[0] for place in places], node.slop)
        choices: list[str | tuple[int, str]] = ["(" + "|".join(map(_escape, place)) + ")" for place in places]
        return Query.regex_phrase_query(self.schema, name, choices, node.slop)

    def _any(self, name: str, tokens: tuple[str, ...], less: tuple[str, ...]) -> Query:
        from tantivy import Occur, Query

        terms = [Query.term_query(self.schema, name, token) for token in tokens]
        terms += [Query.boost_query(Query.term_query(self.schema, name, token), LESS) for token in less]
        return terms[0] if len(terms) == 1 else Query.boolean_query([(Occur.Should, term) for term in terms])

    def _pattern(self, node: Pattern) -> Query:
        from tantivy import Query

        parts = parts_of(node)
        patterns: list[str | tuple[int, str]] = [spelling_pattern(part) for part in parts]
        name = spelt(node.field)
        if len(parts) == 1:
            return Query.regex_query(self.schema, name, spelling_pattern(parts[0]))
        return Query.regex_phrase_query(self.schema, name, patterns)

    def _like(self, node: Like) -> Query:
        from tantivy import Query

        word, distance = near(node, self.query)
        return Query.fuzzy_term_query(self.schema, spelt(node.field), word, distance=distance)

    def _between(self, node: Between) -> Query:
        if FIELDS[node.field].kind == "number":
            low, high = numbers_between(node, self.query)
            return self._span("number", low if low is not None else 0, high if high is not None else _WHOLE)
        return self._days(node.field, *days_between(node, self.query))

    def _days(self, name: str, first: int | None, last: int | None) -> Query:
        """Matches dates that may fall between two days, counted in; a vague date is not lost unseen."""
        from tantivy import Occur, Query

        begins = self._span(name + "_from", _FIRST, last if last is not None else _LAST)
        ends = self._span(name + "_to", first if first is not None else _FIRST, _LAST)
        return Query.boolean_query([(Occur.Must, begins), (Occur.Must, ends)])

    def held(self, since: str | None, until: str | None) -> Query:
        """Returns the query for turns of conversations that may have been held between two dates, both counted in."""
        first = days_of(since, 0, self.query)[0] if since is not None else None
        last = days_of(until, 0, self.query)[1] if until is not None else None
        return self._days("held", first, last)

    def _number(self, node: Words) -> Query:
        number = whole(node.text, node.at, self.query)
        return self._span("number", number, number)

    def _span(self, name: str, low: int, high: int) -> Query:
        from tantivy import FieldType, Query

        if high < low:
            return Query.empty_query()
        return Query.const_score_query(Query.range_query(self.schema, name, FieldType.Integer, low, high), 0.0)

    def _having(self, name: str) -> Query:
        from tantivy import Query

        fast = {"held": "held_from", "published": "published_from", "turn": "number", "speaker": "speaker_label",
                "role": "role_label", "publisher": "publisher_label", "note": "note_there", "reply": ANSWERS}  # fmt: skip
        if name == "exact":
            return Query.all_query()
        return Query.const_score_query(Query.exists_query(fast.get(name, CODES.get(name, name))), 0.0)

    def _code(self, name: str, value: str) -> Query:
        from tantivy import Query

        value = value if name in ("in", "transcript") else value.lower()
        return Query.const_score_query(Query.term_query(self.schema, CODES.get(name, name), value), 0.0)


def labels_query(schema: Schema, name: str, label: str) -> Any:
    """Returns the query for turns whose label holds these words in order."""
    from tantivy import Query

    words = plain_words(label).split()
    if not words:
        return Query.empty_query()
    if len(words) == 1:
        return Query.term_query(schema, name, words[0])
    return Query.phrase_query(schema, name, list(words))


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda match: "\\" + match[0], text)


def spelling_pattern(pattern: str) -> str:
    """Returns the regular expression of a spelling with `*` and `?`, its letters folded."""
    pieces = ({"*": ".*", "?": "."}.get(sign) or _escape(letters) for sign, letters in signs_of(pattern))
    return re.sub(r"(?:\.\*)+", ".*", "".join(pieces))
