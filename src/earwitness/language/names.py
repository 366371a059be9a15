"""Names: what in a text may be one, and which other names it may stand for: in another alphabet or language, short or long.

The table is `names.txt` beside this room; it says where each line comes from.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import NamedTuple

from .sounds import sounds

ALPHABET, SHORT, TONGUE = "name in another alphabet", "short form of the name", "name in another language"
"""Why a word that is written otherwise may be the same name."""
_ENDINGS = ("s", "es", "ed", "ing", "er")
_NEVER = frozenset(
    """
    ala art bees been berth bet boob cost den done doth dough dug fill freed fried gal gall gate genie german hail hall has
    hate herald ion jury keen kev lien less lies luck mach mania marry mat math mic mice mile need path poly raja rich robe
    semen slavic sofa soma tees tied ties tonic valentine vile ville vita wall wiki yak city
    """.split()
)
"""Common English words that sound like a name of the table, and begin many a sentence."""


class Written(NamedTuple):
    """A way in which the table writes a name."""

    text: str
    sounds: tuple[str, ...]
    short: bool


class Book(NamedTuple):
    """The table: groups of ways to write one name, and which groups a sound belongs to."""

    groups: tuple[tuple[Written, ...], ...]
    of: Mapping[str, tuple[int, ...]]


@functools.cache
def book() -> Book:
    """Returns the table."""
    full: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    names: dict[tuple[str, ...], set[str]] = {}
    for line in files(__package__).joinpath("names.txt").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if line.startswith("#") or len(cells) < 3:
            continue
        if cells[0] in ("=", "place"):
            group = tuple(dict.fromkeys(cells[1].split()))
            names.setdefault(group, set())
            for name in group:
                full[name].append(group)
        else:
            groups = full[cells[1]] or [(cells[1],)]
            for group in groups:
                names.setdefault(group, set()).update(set(cells[3].split()) - set(group))
            full[cells[1]] = groups
    made = tuple(
        (*(_written(name, False) for name in group), *(_written(name, True) for name in sorted(short)))
        for group, short in names.items()
    )
    of: dict[str, set[int]] = defaultdict(set)
    for number, ways in enumerate(made):
        for written in ways:
            for sound in written.sounds:
                of[sound].add(number)
    return Book(made, {sound: tuple(sorted(groups)) for sound, groups in of.items()})


def _written(name: str, short: bool) -> Written:
    return Written(name, sounds(name.lower()), short)


@functools.cache
def places() -> frozenset[str]:
    """Returns the places of the table in small letters, for towns that are called like a thing: Буча, Изюм."""
    return frozenset(
        name.lower()
        for line in files(__package__).joinpath("names.txt").read_text("utf-8").splitlines()
        if line.startswith("place")
        for name in line.split("|")[1].split()
    )


def known(found: Iterable[str]) -> bool:
    """Says whether the table has a name of one of these sounds."""
    of = book().of
    return any(sound in of for sound in found)


def beside(found: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Returns the sounds of other names for a name that has one of these: each with why, and the name as the table has it."""
    table = book()
    own = set(found)
    others: dict[str, tuple[str, str]] = {}
    for number in sorted({number for sound in own for number in table.of.get(sound, ())}):
        group = table.groups[number]
        asked_short = all(written.short for written in group if own & set(written.sounds))
        for written in group:
            why = SHORT if written.short or asked_short else TONGUE
            for sound in written.sounds:
                if sound not in own:
                    others.setdefault(sound, (why, written.text))
    return others


def of_latin(word: str, language: str) -> tuple[tuple[str, ...], bool]:
    """Returns the sounds of a folded Latin word that may be a name, none of an ordinary word; and whether it is one even
    where nobody wrote it with a capital."""
    bare = word.removesuffix("'s").removesuffix("s'")
    if bare in _NEVER or not bare.replace("'", "").isalpha():
        return (), False
    if language != "en":
        return sounds(bare), False
    from .english import dictionary

    words = dictionary()
    strange = bare not in words
    common = not strange and (bare.capitalize() not in words or any(bare + ending in words for ending in _ENDINGS))
    found = sounds(bare)
    if common and not known(found):
        return (), False
    return found, strange and known(found)


def of_woman(lemma: str) -> str:
    """Returns a surname, given as it is said of a man, as it is said of a woman."""
    if lemma.endswith(("ов", "ев", "ёв", "ин", "ын", "єв", "їн", "ін")):
        return lemma + "а"
    if lemma.endswith(("ский", "цкий", "ой", "ый")):
        return lemma[:-2] + "ая"
    if lemma.endswith(("ський", "цький")):
        return lemma[:-2] + "а"
    return lemma


def capital(word: str) -> bool:
    """Says whether a word as written begins with a capital."""
    return word[:1].isupper()
