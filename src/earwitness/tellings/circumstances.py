"""What is known of two tellings beside their words: days, places, pages and recordings, for or against their being one."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from ..dates import earliest, is_date, latest
from ..language.tokens import spellings
from .names import latin, sound
from .weights import FACTS

NIGHT = dt.timedelta(days=1)
"""A night belongs to two days, and tellings name either."""


class Facts(Struct, frozen=True, kw_only=True):
    """What the archive knows of a transcript beside its words; None where it knows nothing."""

    held: str | None = None
    """When the conversation took place (EDTF)."""
    certainty: Literal["stated", "inferred", "unknown"] = "unknown"
    published: str | None = None
    """When this telling was published (EDTF)."""
    place: str | None = None
    publisher: str | None = None
    source: str | None = None
    """The page or file that it was read from, by any lasting name."""
    recording: str | None = None
    """The recording that it was made from, likewise."""
    around: tuple[str, ...] = ()
    """What the page says around the words spoken, by paragraph, with its heading: for an excerpt."""


class Circumstance(Struct, frozen=True, kw_only=True):
    """One of them that speaks for or against, with what it adds to the logarithm of the odds."""

    what: str
    weight: float
    example: str = ""


def weigh_facts(a: Facts, b: Facts, *, one_tongue: bool) -> tuple[Circumstance, ...]:
    """Returns what the facts of two tellings say of their being one; nothing where they are not known."""
    found: list[Circumstance] = []

    def say(what: str, example: str) -> None:
        found.append(Circumstance(what=what, weight=FACTS[what], example=example))

    if a.recording is not None and a.recording == b.recording:
        say("one recording", a.recording)
    if a.held and b.held and is_date(a.held) and is_date(b.held):
        stated = a.certainty == b.certainty == "stated"
        if _apart(a.held, b.held):
            say("other days" if stated else "days inferred apart", f"{a.held}; {b.held}")
        elif stated and len(a.held) >= 10 and len(b.held) >= 10:
            say("one day", a.held)
    for one, other in ((a, b), (b, a)):
        if (
            one.held
            and other.published
            and one.certainty == "stated"
            and is_date(one.held)
            and is_date(other.published)
        ):
            if latest(other.published) + NIGHT < earliest(one.held):
                say("published before it was held", f"{other.published}; {one.held}")
    if a.place and b.place and _sounds(a.place) & _sounds(b.place):
        say("one place", f"{a.place}; {b.place}")
    if a.source is not None and a.source == b.source:
        say("one page, one language" if one_tongue else "one page, two languages", a.source)
    return tuple(found)


def _apart(one: str, other: str) -> bool:
    return latest(one) + NIGHT < earliest(other) or latest(other) + NIGHT < earliest(one)


def _sounds(place: str) -> set[str]:
    return {sound(latin(word)) for word in spellings(place) if 3 < len(word)}
