"""Which English nouns name things of one kind, and which words are opposites: cucumber and pepper, deep and shallow.

The lists in `thesaurus/` are made from Princeton WordNet 3.0 and under its licence (`thesaurus/LICENSE.txt`); they are read on
first use.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import NamedTuple

LIKELY = 2
"""Ninths of a word's uses that a sense must have to be meant."""
RIM = 3000
"""Words under a heading from which on it says nothing of what they are: an artifact, an organism."""


class Tree(NamedTuple):
    """The concrete nouns under their headings."""

    parents: Sequence[int]
    """Of each heading the one above; -1 above the first."""
    sizes: Sequence[int]
    """Words under each heading."""
    sorts: Sequence[str]
    """What sort of thing each heading is."""
    senses: Mapping[str, tuple[tuple[int, int], ...]]
    """Of each word, or name in two words joined by `_`, the headings under which it stands, and in how many ninths of its
    uses as a noun."""
    nouns: Mapping[str, int]
    """In how many ninths of its uses each word is a noun."""


@functools.cache
def tree() -> Tree:
    """Returns the nouns that ship with Earwitness."""
    folder = files(__package__).joinpath("thesaurus")
    text = folder.joinpath("nouns.tsv").read_text(encoding="utf-8")
    parents: list[int] = []
    senses: dict[str, list[tuple[int, int]]] = defaultdict(list)
    own: list[int] = []
    sorts: list[str] = []
    nouns: dict[str, int] = {}
    for number, line in enumerate(text.split("\n")[:-1]):
        above, kind, words = line.split("\t")
        sorts.append(kind)
        parents.append(int(above) if above else -1)
        own.append(0)
        for word in words.split():
            senses[word[:-2]].append((number, int(word[-2])))
            nouns[word[:-2]] = int(word[-1])
            own[-1] += 1
    for number in range(len(parents) - 1, 0, -1):
        if parents[number] != -1:
            own[parents[number]] += own[number]
    for line in folder.joinpath("compounds.tsv").read_text(encoding="utf-8").splitlines():
        place, _, names = line.partition("\t")
        heading = int(place.removesuffix("+"))
        if place.endswith("+"):
            parents.append(heading)
            sorts.append(sorts[heading])
            own.append(1)
            heading = len(parents) - 1
        for name in names.split():
            senses[name].append((heading, 9))
            nouns[name] = 9
    return Tree(parents, own, sorts, {word: tuple(each) for word, each in senses.items()}, nouns)


def concrete(word: str) -> int:
    """Returns in how many ninths of its uses as a noun an English lemma names a thing that can be pointed at."""
    return sum(weight for _, weight in tree().senses.get(word, ()))


@functools.lru_cache(maxsize=50_000)
def above(word: str) -> Mapping[int, int]:
    """Returns all headings above the likely senses of a lemma, and in how many ninths of its uses."""
    parents = tree().parents
    found: dict[int, int] = {}
    for heading, weight in tree().senses.get(word, ()):
        while weight and heading != -1:
            found[heading] = min(9, found.get(heading, 0) + weight)
            heading = parents[heading]
    return found


@functools.lru_cache(maxsize=100_000)
def one_thing(one: str, other: str) -> bool:
    """Says whether one lemma may stand for the other: words of one sense, or the wider for the narrower (vehicle, truck)."""
    if one == other:
        return True
    mine, yours = _senses(one), _senses(other)
    if mine.keys() & yours.keys():
        return True
    wide, narrow = above(other), above(one)
    return any(weight and heading in wide for heading, weight in mine.items()) or any(
        weight and heading in narrow for heading, weight in yours.items()
    )


def _senses(word: str) -> Mapping[int, int]:
    return dict(tree().senses.get(word, ()))


@functools.lru_cache(maxsize=100_000)
def breadth(one: str, other: str) -> int | None:
    """Returns how many words stand under the narrowest heading that both lemmas share; None where they share none that tells.

    Cucumber and pepper share one of about a hundred words, blanket and newspaper none narrower than artifact.
    """
    sizes = tree().sizes
    mine, yours = above(one), above(other)
    shared = [sizes[heading] for heading in mine.keys() & yours.keys() if LIKELY <= min(mine[heading], yours[heading])]
    return min(shared, default=None)


@functools.lru_cache(maxsize=50_000)
def sorts(word: str) -> frozenset[str]:
    """Returns what sorts of things a lemma is likely to name: person, body, place, animal, food…"""
    return frozenset(tree().sorts[heading] for heading, weight in tree().senses.get(word, ()) if LIKELY <= weight) - {
        ""
    }


def near(one: str, other: str) -> bool:
    """Says whether translators may take one lemma for the other though they are not one thing: sleet and snow."""
    return other in _near().get(one, ()) or one in _near().get(other, ())


@functools.cache
def _near() -> Mapping[str, frozenset[str]]:
    folder = files(__package__).joinpath("thesaurus")
    found: dict[str, set[str]] = defaultdict(set)
    for line in folder.joinpath("near.tsv").read_text(encoding="utf-8").splitlines():
        word, _, others = line.partition("\t")
        found[word].update(others.split())
    for line in folder.joinpath("alike.txt").read_text(encoding="utf-8").splitlines():
        wide, _, narrow = line.partition(":")
        for word in wide.split():
            found[word].update(wide.split(), narrow.split())
    return {word: frozenset(others) for word, others in found.items()}


def verbs_like(word: str) -> frozenset[str]:
    """Returns the verbs that have a common sense with this one: wake, rouse."""
    return _verbs().get(word, frozenset())


@functools.cache
def _verbs() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in files(__package__).joinpath("thesaurus", "verbs.tsv").read_text(encoding="utf-8").splitlines():
        row = line.split()
        for word in row:
            found[word].update(row)
    return {word: frozenset(others) - {word} for word, others in found.items()}


def opposite(one: str, other: str, part: str) -> int:
    """Returns 2 for lemmas that are opposites, 1 for such as stand near opposites, else 0; `part` is a, v, n or r."""
    return _opposites().get((part, one), {}).get(other, 0)


@functools.cache
def _opposites() -> Mapping[tuple[str, str], Mapping[str, int]]:
    folder = files(__package__).joinpath("thesaurus")
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for line in folder.joinpath("against.txt").read_text(encoding="utf-8").splitlines():
        left, right = (side.split() for side in line.split("|"))
        for one in left:
            for other in right:
                found["a", one][other] = found["a", other][one] = 2
    for line in folder.joinpath("opposites.tsv").read_text(encoding="utf-8").splitlines():
        part, *sides = line.split("\t")
        left, right = (side.split() for side in sides)
        for place, one in enumerate(left):
            for other_place, other in enumerate(right):
                how = 2 if place == other_place == 0 else 1
                for word, against in ((one, other), (other, one)):
                    found[part, word][against] = max(how, found[part, word].get(against, 0))
    return found
