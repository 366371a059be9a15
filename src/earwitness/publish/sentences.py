"""Sentences of lower floors in the reader's language: reasons, doubts, errors and their hints.

Lower floors speak English, for terminals and programs. Their sentences stand, with places for the facts, in the tables of
`grounds`, `doubts`, `refusals` and `queries`; here a sentence is taken apart by them, translated, and its facts put back.

    said("closed until 2040-01-01")     → "closed until 1 January 2040", "закрито до 1 січня 2040"
    worded("words that no table has")   → the same, as markup that says they are English

What a place is called says what stands there: `{n}` and `{m}` are figures, `{day}` is a day, `{id}` a name without spaces;
`{reason}` and the others of `NESTED` are sentences of the tables themselves. A new sentence of a lower floor is added to a
table; `tests/publish/test_sentences.py` names each one that is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from markupsafe import Markup
from msgspec import Struct

from . import carrying, doubts, faults, grounds, misfits, queries, refusals, tongue, words
from .tongue import gettext

PLACE = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")

SHAPES: Mapping[str, str] = {
    "n": r"~?-?\d[\d.,]*\s?%?", "m": r"~?-?\d[\d.,]*\s?%?", "day": r"\d{4}\S*", "later": r"\d{4}\S*", "id": r"\S+",
    "part": r"\S+", "subject": r"[a-z][0-9a-z]{10}(?:\.\w+)?",
}  # fmt: skip
"""What may stand in a place; anything in one that is not named here."""

NESTED = frozenset(("reason", "place", "noun", "other", "difference", "thing"))
"""Places whose words are a sentence of the tables again."""

JOINTS = ("; ", "), ")
"""What lower floors set between sentences that they join."""

LONGEST = 2000
"""Letters; a longer sentence is not taken apart."""

DEEPEST = 8
"""Sentences within sentences."""

TALLY = re.compile(r"(\d+) (conversation|turn|voice|telling|source)s?")
SCREEN: Mapping[str, str] = {"telling": "version"}


class Form(Struct, frozen=True, kw_only=True):
    """A sentence with places, ready to be found in one without."""

    pattern: re.Pattern[str]
    message: str
    """What the screen says for it, in English."""


def said(sentence: str) -> str:
    """Returns what the screen says for a sentence of a lower floor; the sentence itself where no table has it."""
    told = _told(sentence)
    return sentence if told is None else told


def worded(sentence: str, *, anyones: bool = False) -> Markup:
    """Returns the same as markup. Words that no table has say that they are English where the page is not; with `anyones`
    they may be a person's, whose language nobody knows."""
    told = _told(sentence)
    if told is not None or anyones or tongue.language() == tongue.SOURCE:
        return Markup.escape(sentence if told is None else told)
    return Markup('<span lang="en" dir="ltr">{}</span>').format(sentence)


def opening(sentence: str) -> Markup:
    """Returns the same beginning with a capital: for a paragraph of its own."""
    told = _opened(sentence)
    shown = sentence if told is None else told
    shown = shown[:1].upper() + shown[1:]
    if told is not None or not shown or tongue.language() == tongue.SOURCE:
        return Markup.escape(shown)
    return Markup('<span lang="en" dir="ltr">{}</span>').format(shown)


def notice(text: str) -> Markup:
    """Returns an error and its hint, set one after the other; words that no table has stay as they are."""
    whole, stop = text.removesuffix("."), "." if text.endswith(".") else ""
    pieces = whole.split(". ")
    return Markup(". ").join(opening(piece) if _opened(piece) else worded(piece) for piece in pieces) + stop


def _opened(sentence: str) -> str | None:
    """Returns a sentence that may begin with a capital in the reader's language, None where the tables have it not."""
    return _told(sentence) or _told(sentence[:1].lower() + sentence[1:])


def _told(sentence: str, depth: int = 0) -> str | None:
    """Returns the sentence in the reader's language, None where the tables have no such sentence."""
    if not sentence or LONGEST < len(sentence) or DEEPEST < depth:
        return None
    plain, forms = _table()
    if sentence in plain:
        return gettext(plain[sentence]).format()
    told = _tallied(sentence) or _joined(sentence, depth)
    if told is not None:
        return told
    for form in forms:
        found = form.pattern.fullmatch(sentence)
        facts = _facts(found.groupdict(), depth) if found is not None else None
        if facts is not None:
            return gettext(form.message).format(**facts)
    return None


def _facts(found: Mapping[str, str], depth: int) -> dict[str, str] | None:
    """Returns what goes into the places of a message, None where one of them wants a sentence that no table has."""
    facts = {}
    for name, value in found.items():
        told = _told(value, depth + 1) if name in NESTED else words.day(value) if name in ("day", "later") else value
        if told is None:
            return None
        facts[name] = told
    return facts


def _joined(sentence: str, depth: int) -> str | None:
    """Returns sentences that a lower floor joined, if the tables have each of them."""
    for joint in JOINTS:
        pieces = sentence.split(joint)
        if 1 < len(pieces) <= 20:
            kept = joint.rstrip(", ;")
            told = [_told(piece, depth + 1) for piece in (*(piece + kept for piece in pieces[:-1]), pieces[-1])]
            if None not in told:
                return ("; " if joint == "; " else ", ").join(one for one in told if one is not None)
    return None


def _tallied(sentence: str) -> str | None:
    """Returns `12 turns, 2 voices` as the language counts."""
    found = [TALLY.fullmatch(part) for part in sentence.split(", ")]
    if None in found:
        return None
    return ", ".join(words.count(int(one[1]), SCREEN.get(one[2], one[2])) for one in found if one is not None)


@cache
def _table() -> tuple[Mapping[str, str], tuple[Form, ...]]:
    """Returns the sentences without places, and those with them, the most particular first."""
    plain: dict[str, str] = {}
    forms: list[tuple[int, Form]] = []
    for sentence, message in pairs():
        if PLACE.search(sentence) is None:
            plain[sentence.replace("{{", "{").replace("}}", "}")] = message
        else:
            pieces = PLACE.split(sentence)
            pattern = "".join(
                f"(?P<{piece}>{SHAPES.get(piece, '.+?')})" if place % 2 else re.escape(piece)
                for place, piece in enumerate(pieces)
            )
            fixed = sum(map(len, pieces[::2]))
            forms.append((-fixed, Form(pattern=re.compile(pattern, re.DOTALL), message=message)))
    forms.sort(key=lambda one: one[0])
    return plain, tuple(form for _, form in forms)


def pairs() -> Iterator[tuple[str, str]]:
    """Yields each sentence of the tables, as lower floors say it, with what the screen says for it."""
    for table in (grounds, doubts, faults, refusals, misfits, queries, carrying):
        for entry in table.SENTENCES:
            yield (entry, entry) if isinstance(entry, str) else entry
