"""What the words of a query mean as values: dates, numbers, spellings. Every engine is asked for the same ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import dates
from ..errors import BadInput, BadQuery
from ..language.tokens import WORD, fold, spellings
from .fields import FIELDS
from .tree import Between, Like, Pattern, Words

_WILD = re.compile(r"\\.|\*|\?(?=[\w*?])|[^\\*?]+|\?")

Ends = tuple[int | None, int | None]
"""The first and the last, both counted in; None where an end is open."""


def days_of(text: str, at: int, query: str) -> tuple[int, int]:
    """Returns the first and last day that a date may mean, as ordinals. Raises BadQuery where it is no date."""
    try:
        return dates.earliest(text).toordinal(), dates.latest(text).toordinal()
    except BadInput as error:
        raise BadQuery(error.message, query=query, position=at, hint=error.hint) from error


def whole(text: str, at: int, query: str) -> int:
    """Returns a whole number. Raises BadQuery where it is none."""
    if not text.isdecimal() or 15 < len(text):
        raise BadQuery(f"“{text[:20]}” is no number of a turn", query=query, position=at, hint="write turn:7")
    return int(text)


def numbers_between(node: Between, query: str) -> Ends:
    """Returns the numbers that a stretch begins and ends with."""
    low = whole(node.low, node.at, query) + (not node.low_included) if node.low is not None else None
    high = whole(node.high, node.at, query) - (not node.high_included) if node.high is not None else None
    return low, high


def days_between(node: Between, query: str) -> Ends:
    """Returns the days that a stretch begins and ends with; an end that is not counted in goes with all it may mean."""
    first = last = None
    if node.low is not None:
        earliest, latest = days_of(node.low, node.at, query)
        first = earliest if node.low_included else latest + 1
    if node.high is not None:
        earliest, latest = days_of(node.high, node.at, query)
        last = latest if node.high_included else earliest - 1
    return first, last


def near(node: Like, query: str) -> tuple[str, int]:
    """Returns the folded word, and how many letters away a spelling may be."""
    found = WORD.findall(node.text)
    if len(found) != 1 or not FIELDS[node.field].wild:
        raise BadQuery("~ for near spellings goes with one word", query=query, position=node.at, hint="write слово~1")
    word = fold(found[0])
    return word, node.distance if node.distance is not None else 0 if len(word) < 3 else 1 if len(word) < 6 else 2


def words_of(node: Words, query: str) -> list[str]:
    """Returns the words of a word or phrase. Raises BadQuery where there is none."""
    found: list[str] = WORD.findall(node.text)
    if not found:
        raise BadQuery(f"there is no word in “{node.text[:20]}”", query=query, position=node.at, hint="write a word")
    return found


def parts_of(node: Pattern) -> list[str]:
    """Returns the patterns of the words that a pattern is made of: those between its hyphens."""
    return [part for part in re.split(r"[\s-]+", node.text) if any(sign.isalnum() for sign in part)]


def signs_of(pattern: str) -> Iterator[tuple[str, str]]:
    """Yields the pieces of a pattern: ("*", ""), ("?", "") or ("", folded letters)."""
    for piece in _WILD.findall(pattern):
        if piece in ("*", "?"):
            yield piece, ""
        else:
            yield "", "".join(spellings(piece.replace("\\", "")))


def spelt(field: str) -> str:
    """Returns the index's field of a field's spellings."""
    return {"text": "exact", "note": "note_exact"}.get(field, field)
