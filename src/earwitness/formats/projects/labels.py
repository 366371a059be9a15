"""Labels in an interview: which words at the start of a line are the name of who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

LABEL = re.compile(r"(?P<label>[^\s:][^:\n]{0,48}?)\s*:(?=\s|$)\s*")


class Names(NamedTuple):
    """Names that a record tells of: exactly as they label turns, and of the people, in any case of letters."""

    labels: tuple[str, ...] = ()
    people: frozenset[str] = frozenset()


def is_label(label: str, names: Names) -> bool:
    """Says whether a reader tells the label from the words that follow it."""
    found = label_of(f"{label}: x", names)
    return found is not None and found[0] == label


def surnames(people: Iterable[str]) -> frozenset[str]:
    """Returns what a label may call these people by: the whole name, and the surname (`Example, Ada`, `Ada Example`)."""
    found: set[str] = set()
    for person in people:
        whole = " ".join(person.split()).casefold()
        if whole:
            found |= {whole, whole.partition(",")[0].strip() if "," in whole else whole.rpartition(" ")[2]}
    return frozenset(found)


def label_of(
    words: str, names: Names, recurring: frozenset[str] = frozenset(), *, guess: bool = False
) -> tuple[str, int] | None:  # fmt: skip
    """Returns the label that a line begins with, and where the words begin behind it."""
    for label in names.labels:
        if words.startswith(label) and (rest := re.match(r"(?: \+ |:(?=\s|$)\s*)", words[len(label) :])) is not None:
            if ":" in rest.group():
                return label, len(label) + rest.end()
            further = label_of(words[len(label) + rest.end() :], Names(labels=names.labels))
            if further is not None:
                return f"{label} + {further[0]}", len(label) + rest.end() + further[1]
    match = LABEL.match(words)
    if match is None:
        return None
    label = match["label"]
    letters = any(letter.isalpha() for letter in label)
    capital = all(part[0].isupper() or not part[0].isalpha() for part in label.split()) and len(label.split()) < 5
    if letters and (
        label == label.upper() or label.casefold() in names.people or (capital and (label in recurring or guess))
    ):
        return label, match.end()
    return None


def parted(label: str, names: Names) -> tuple[str, ...]:
    parts = label.split(" + ")
    return tuple(parts) if all(part in names.labels for part in parts) else (label,)
