"""Lucene syntax → a tree. Every text is either read or refused at a place, with a way to mend it."""

from __future__ import annotations

import functools
import re
from typing import Any

from ..errors import BadQuery
from .fields import FIELDS, near_field, near_value
from .tree import Between, Clauses, Everything, Like, Node, Pattern, Reply, Weighted, Words

LONGEST = 4_000
"""Code points of a query."""
DEEPEST = 40
"""Groups within groups."""
MOST = 300
"""Words, phrases and ranges of a query."""
MOST_PATTERNS = 12
"""Patterns and near spellings of a query: each reads the whole list of words."""
MOST_REPLIES = 6
"""Parts of a query that ask for answers: each is a search of its own."""
FARTHEST = 100
"""Places that a phrase may be stretched by."""

_QUOTES = str.maketrans("“”„‟«»″\t\n\r\u00a0", '"""""""    ')
_IDLE = re.compile(r"(?<!\S)[^\w\s\"()\[\]{}\\*?:~^&|<>/]+(?!\S)")
"""Signs that stand alone between spaces: a dash, dots."""
_PLACE = re.compile(r"at position (\d+)")
_OPEN_RANGE = re.compile(r"[\[{][^\]}\"]*$")
_HANGING = re.compile(r"(?:^|[\s(])(AND|OR|NOT)\s*\)?\s*$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_WILD = re.compile(r"(?<!\\)(?:\*|\?(?=[\w*?]))")
_MASKED = re.compile(r"\\(.)")


@functools.lru_cache(maxsize=256)
def parse(query: str) -> Node:
    """Returns the tree of a query in Lucene syntax; words that stand side by side must all be there.

    Raises BadQuery with the place and a way out.
    """
    if LONGEST < len(query):
        raise BadQuery(
            f"the query has {len(query):,} signs; {LONGEST:,} are the most",
            query=query[:100] + "…",
            position=LONGEST,
            hint="search for fewer words at a time",
        )
    control = _CONTROL.search(query)
    if control:
        raise BadQuery(
            "the query holds a control character", query=query, position=control.start(), hint="type the words anew"
        )
    if not query.strip():
        raise BadQuery("the query is empty", query=query, position=0, hint="write a word, or * for everything")
    text = query.translate(_QUOTES)
    text = _blank_idle(text)
    _balanced(text, query)
    if not text.strip():
        raise BadQuery("there is no word in the query", query=query, position=0, hint="write a word")
    return _Reader(query).node(_luqum(text, query), "text", 0)


def _blank_idle(text: str) -> str:
    pieces = text.split('"')
    pieces[::2] = [_IDLE.sub(lambda match: " " * len(match[0]), piece) for piece in pieces[::2]]
    return '"'.join(pieces)


def _balanced(text: str, query: str) -> None:
    """Refuses a quotation mark or bracket that nothing closes, and nesting past all sense."""
    open_quote: int | None = None
    open_groups: list[int] = []
    skip = False
    for place, sign in enumerate(text):
        if skip:
            skip = False
        elif sign == "\\":
            skip = True
        elif sign == '"':
            open_quote = place if open_quote is None else None
        elif open_quote is None and sign == "(":
            open_groups.append(place)
            if DEEPEST < len(open_groups):
                raise BadQuery(
                    f"more than {DEEPEST} brackets within brackets",
                    query=query,
                    position=place,
                    hint="take some brackets away",
                )
        elif open_quote is None and sign == ")":
            if not open_groups:
                raise BadQuery(
                    "this bracket closes nothing",
                    query=query,
                    position=place,
                    hint="take it away, or open it before; put \\ before it to search for the sign",
                )
            open_groups.pop()
    if skip:
        raise BadQuery("nothing follows the \\", query=query, position=len(text) - 1, hint="take it away")
    if open_quote is not None:
        raise BadQuery(
            "this quotation mark is not closed",
            query=query,
            position=open_quote,
            hint=f'close it: {query[open_quote:]}"' if len(query) < 200 else "close it",
        )
    if open_groups:
        raise BadQuery("this bracket is not closed", query=query, position=open_groups[-1], hint="close it with )")


def _luqum(text: str, query: str) -> Any:
    from luqum.exceptions import ParseError
    from luqum.thread import parse as parse_lucene

    try:
        return parse_lucene(text)
    except ParseError as error:
        open_range = _OPEN_RANGE.search(text)
        if open_range is not None:
            raise BadQuery(
                "this bracket is not closed", query=query, position=open_range.start(),
                hint="write a range as held:[2022-05 TO 2022-06]",
            ) from error  # fmt: skip
        hanging = _HANGING.search(text)
        if hanging is not None:
            raise BadQuery(
                f"nothing follows {hanging[1]}", query=query, position=hanging.start(1),
                hint="write a word after it, or write it small to search for the word itself",
            ) from error  # fmt: skip
        found = _PLACE.search(str(error))
        place = min(int(found[1]), len(query) - 1) if found else None
        what = f"at “{query[place : place + 10]}”" if place is not None else "at its end"
        raise BadQuery(
            f"the query cannot be read {what}",
            query=query,
            position=place,
            hint='signs such as : [ ] { } ( ) ^ ~ / need a \\ before them, or quotation marks: "10:45"',
        ) from error
    except (ValueError, ArithmeticError) as error:
        raise BadQuery(
            "a number after ^ or ~ cannot be read", query=query, hint="write ^2 for weight, ~3 for distance"
        ) from error


class _Reader:
    """Turns luqum's tree into ours."""

    def __init__(self, query: str) -> None:
        self.query = query
        self.count = self.patterns = self.replies = 0

    def refuse(self, message: str, at: int | None, hint: str) -> BadQuery:
        return BadQuery(message, query=self.query, position=at, hint=hint)

    def node(self, item: Any, field: str, depth: int) -> Node:
        kind = type(item).__name__
        if 3 * DEEPEST < depth:
            raise self.refuse("the query is nested too deeply", item.pos, "take some brackets or NOTs away")
        read = getattr(self, "_" + kind.lower(), None)
        if read is None:
            raise self.refuse("the query holds a form that is not known", item.pos, "see docs/search.md")
        node: Node = read(item, field, depth + 1)
        return node

    def _leaf(self, at: int | None) -> int:
        self.count += 1
        if MOST < self.count:
            raise self.refuse(f"the query has more than {MOST} parts", at, "search for fewer words at a time")
        return at or 0

    def _pattern(self, at: int) -> int:
        self.patterns += 1
        if MOST_PATTERNS < self.patterns:
            raise self.refuse(
                f"the query has more than {MOST_PATTERNS} words with *, ? or ~",
                at,
                "search for fewer of them at a time",
            )
        return at

    def _word(self, item: Any, field: str, depth: int) -> Node:
        at = self._leaf(item.pos)
        value = item.value
        if value == "*":
            if field == "text" and self.query.strip() != "*":
                raise self.refuse("a * alone stands for nothing here", at, "put letters before it: мост*")
            return Everything(field=None if field == "text" else field)
        if value in ("&&", "||") or (value.startswith("!") and 1 < len(value)):
            raise self.refuse(f"“{value[:10]}” is not known", at, "write AND, OR, NOT in capitals")
        if _WILD.search(value) and FIELDS[field].wild:
            if not any(sign.isalnum() for sign in value):
                raise self.refuse("a wildcard needs a letter beside it", at, "put letters before it: мост*")
            return Pattern(field=field, text=value, at=self._pattern(at))
        return Words(field=field, text=self._known(field, _MASKED.sub(r"\1", value), at), at=at)

    def _phrase(self, item: Any, field: str, depth: int) -> Node:
        at = self._leaf(item.pos)
        return Words(field=field, text=self._known(field, _MASKED.sub(r"\1", item.value[1:-1]), at), at=at, quoted=True)

    def _known(self, field: str, value: str, at: int | None) -> str:
        """Returns a value that the field can hold."""
        values = FIELDS[field].values
        if values and value.lower() not in values:
            near = near_value(field, value)
            choices = ", ".join(values)
            hint = f"did you mean {field}:{near}? There are {choices}" if near else f"there are {choices}"
            raise self.refuse(f"no “{field}” is called “{value[:40]}”", at, hint)
        return value

    def _regex(self, item: Any, field: str, depth: int) -> Node:
        raise self.refuse("regular expressions are not searched", item.pos, "use * for any letters, ? for one: м?ст*")

    def _proximity(self, item: Any, field: str, depth: int) -> Node:
        if not 0 <= item.degree <= FARTHEST:
            raise self.refuse(f"~ after a phrase takes 0 to {FARTHEST}", item.pos, 'write "two words"~5')
        return Words(
            field=field,
            text=_MASKED.sub(r"\1", item.term.value[1:-1]),
            at=self._leaf(item.pos),
            quoted=True,
            slop=int(item.degree),
        )

    def _fuzzy(self, item: Any, field: str, depth: int) -> Node:
        given = float(item.degree)
        if given not in (0.5, 0, 1, 2):
            raise self.refuse("~ after a word takes 1 or 2 letters", item.pos, "write слово~ or слово~2")
        text = _MASKED.sub(r"\1", item.term.value)
        at = self._pattern(self._leaf(item.pos))
        return Like(field=field, text=text, at=at, distance=None if given == 0.5 else int(given))

    def _boost(self, item: Any, field: str, depth: int) -> Node:
        weight = float(item.force)
        if not 0 < weight <= 1000:
            raise self.refuse("^ takes a weight above 0, up to 1000", item.pos, "write слово^2")
        return Weighted(node=self.node(item.expr, field, depth), weight=weight)

    def _group(self, item: Any, field: str, depth: int) -> Node:
        return self.node(item.expr, field, depth)

    _fieldgroup = _group

    def _searchfield(self, item: Any, field: str, depth: int) -> Node:
        name = item.name.lower()
        if name not in FIELDS:
            near = near_field(name)
            quoted = f'for the words themselves use quotation marks: "{item.name}:…"'
            hint = f"did you mean {near}:? {quoted}" if near else f"the fields are {', '.join(FIELDS)}; {quoted}"
            raise self.refuse(f"there is no field “{item.name[:40]}”", item.pos, hint)
        if type(item.expr).__name__ == "Regex":
            return self._regex(item.expr, name, depth)
        if name == "reply":
            return self._reply(item, depth)
        return self.node(item.expr, name, depth)

    def _reply(self, item: Any, depth: int) -> Node:
        if type(item.expr).__name__ == "Word" and item.expr.value == "*":
            return Everything(field="reply")
        self.replies += 1
        if MOST_REPLIES < self.replies:
            raise self.refuse(
                f"the query asks for answers more than {MOST_REPLIES} times", item.pos, "ask once: reply:(one OR other)"
            )
        return Reply(to=self.node(item.expr, "text", depth), at=item.pos)

    def _range(self, item: Any, field: str, depth: int) -> Node:
        at = self._ranged(item, field)
        low, high = (None if end.value == "*" else _bare(end.value) for end in (item.low, item.high))
        return Between(
            field=field, low=low, high=high, at=at, low_included=item.include_low, high_included=item.include_high
        )

    def _from(self, item: Any, field: str, depth: int) -> Node:
        at = self._ranged(item, field)
        return Between(field=field, low=_bare(str(item.a)), high=None, at=at, low_included=item.include)

    def _to(self, item: Any, field: str, depth: int) -> Node:
        at = self._ranged(item, field)
        return Between(field=field, low=None, high=_bare(str(item.a)), at=at, high_included=item.include)

    def _ranged(self, item: Any, field: str) -> int:
        if not FIELDS[field].ranged:
            raise self.refuse(
                f"“{field}” has no order to take a range of",
                item.pos,
                "write held:[2022-05 TO 2022-06], or put it in quotes",
            )
        return self._leaf(item.pos)

    def _andoperation(self, item: Any, field: str, depth: int) -> Node:
        return self._clauses(item, field, depth, together=True)

    _unknownoperation = _andoperation
    _booloperation = _andoperation

    def _oroperation(self, item: Any, field: str, depth: int) -> Node:
        return self._clauses(item, field, depth, together=False)

    def _plus(self, item: Any, field: str, depth: int) -> Node:
        return self.node(item.a, field, depth)

    def _not(self, item: Any, field: str, depth: int) -> Node:
        return Clauses(never=(self.node(item.a, field, depth),))

    _prohibit = _not

    def _clauses(self, item: Any, field: str, depth: int, *, together: bool) -> Node:
        must: list[Node] = []
        either: list[Node] = []
        never: list[Node] = []
        for child in item.children:
            kind = type(child).__name__
            if kind == "Prohibit" or (kind == "Not" and together):
                never.append(self.node(child.a, field, depth))
            elif together or kind == "Plus":
                must.append(self.node(child, field, depth))
            else:
                either.append(self.node(child, field, depth))
        return Clauses(must=tuple(must), either=tuple(either), never=tuple(never))


def _bare(value: str) -> str:
    return _MASKED.sub(r"\1", value.strip('"'))
