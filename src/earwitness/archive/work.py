"""Work: how the work on a conversation stands, as people state it: a status, who does it, how soon, and sets.

The status, the assignee and the priority are fields of which the newest statement stands. A set is a field of its own
(`set:Night calls`), so that two people who put one conversation into two sets at once take nothing from each other; an older
statement of all `sets` together is what later ones add to and take from.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..model import Speaker, Transcript

NEW = "new"
CHECKED = "checked"
SET_ASIDE = "set aside"
TRANSLATOR = "needs a translator"
STATUSES = (NEW, "read", TRANSLATOR, CHECKED, SET_ASIDE)
"""The statuses that the desk knows, in the order of the work; people may give their own."""

PRIORITIES = {"high": 1, "normal": 2, "low": 3}
"""How soon, by its rank in a queue."""

NEEDS = ("check", "translator", "doubts", "names")
"""What a conversation may need a person for."""

NOBODY = "nobody"
"""In place of an assignee: those that nobody has taken."""
UNKNOWN = "unknown"
"""In place of a date: those of which it is not known."""

NO_DATE = "~"
"""Stands in `took` where no date is known: it sorts after every figure."""

SET = "set:"
IN = "in"
"""The value of a set's field while the conversation is in it; empty when it was taken out."""


class Work(NamedTuple):
    """How the work on a conversation stands."""

    status: str
    assignee: str
    priority: int
    sets: tuple[str, ...]


def work_of(said: Iterable[tuple[str, str]]) -> Work:
    """Returns what statements come to: fields and values, the oldest first."""
    fields: dict[str, str] = {}
    sets: dict[str, None] = {}
    for field, value in said:
        if field == "sets":
            sets = dict.fromkeys(set_names(value))
        elif field.startswith(SET):
            name = field.removeprefix(SET)
            if value:
                sets[name] = None
            else:
                sets.pop(name, None)
        else:
            fields[field] = value
    return Work(
        status=status_named(fields.get("status", "")),
        assignee=fields.get("assignee", ""),
        priority=PRIORITIES.get(fields.get("priority", "").casefold(), PRIORITIES["normal"]),
        sets=tuple(sorted(sets)),
    )


def status_named(text: str) -> str:
    """Returns a status as it is kept: a known one in its own letters, `new` where there is none."""
    words = " ".join(text.split())
    return words.casefold() if words.casefold() in STATUSES else words or NEW


def set_names(text: str) -> tuple[str, ...]:
    """Returns the names in a list of sets, with commas or semicolons between them."""
    names = (" ".join(name.split()) for name in text.replace(";", ",").split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def unnamed(speakers: Iterable[Speaker]) -> int:
    """Returns how many of these voices have neither a role nor a name: a number or a letter is none."""
    return sum(not speaker.role and not any(map(_names, speaker.labels)) for speaker in speakers)


def voiceless(transcript: Transcript) -> int:
    """Returns how many turns have no voice."""
    return sum(not turn.speakers for turn in transcript.turns)


_NO_NAMES = frozenset(
    "speaker voice person unknown unidentified man woman male female "
    "спікер голос невідомий невідома спикер неизвестный неизвестная".split()
)


def _names(label: str) -> bool:
    """Says whether a label tells who speaks: `Bridge` does, `R` or `Speaker 2` or `SPEAKER_00` does not."""
    letters = "".join(letter if letter.isalpha() else " " for letter in label).casefold().split()
    return any(1 < len(word) and word not in _NO_NAMES for word in letters)
