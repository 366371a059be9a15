"""Care: passages that people marked as distressing are covered by a plain warning until a reader asks for them.

A page holds the words and the kinds beside them; what a reader has chosen to see belongs to the request, as the language does,
and is asked where the page is set. What is covered stands in a `details`, so that it opens without script.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextvars import ContextVar

from ..model import CAUTION_KINDS, CautionKind
from .tongue import gettext as _
from .tongue import later

COOKIE = "earwitness-care"

ABOUT: Mapping[CautionKind, str] = {
    "death": later("a death"),
    "injury": later("an injury"),
    "violence": later("violence"),
    "torture": later("torture"),
    "sexual violence": later("sexual violence"),
    "child harmed": later("a child harmed"),
    "suicide": later("suicide"),
    "abuse": later("slurs or abuse"),
    "grief": later("grief"),
    "other": later("something distressing"),
}
"""What a passage is about, as the warning says it."""

MEANINGS: Mapping[CautionKind, str] = {
    "death": later("Somebody dies, or a dead body is spoken of."),
    "injury": later("Wounds and bodily harm are described."),
    "violence": later("Fighting, beating, shooting, or threats of it."),
    "torture": later("Deliberate cruelty to somebody held captive."),
    "sexual violence": later("Rape or other sexual harm, done, threatened or spoken of."),
    "child harmed": later("A child is hurt, killed or in danger."),
    "suicide": later("Suicide, self-harm, or the wish to die."),
    "abuse": later("Slurs, insults and degrading speech."),
    "grief": later("Mourning, farewells, despair."),
    "other": later("Something else that a person thought hard to bear."),
}
"""What each kind means, in plain words."""

_open: ContextVar[frozenset[str]] = ContextVar("open", default=frozenset())


def choose(cookie: str | None) -> None:
    """Sets what the task that calls it shows uncovered, from the cookie's value; unknown words in it count for nothing."""
    names = {part.replace("-", " ") for part in (cookie or "").split(".")}
    _open.set(frozenset(CAUTION_KINDS) & names)


def show_all() -> None:
    """Covers nothing: for programs, which get the kinds beside the words."""
    _open.set(frozenset(CAUTION_KINDS))


def cookie(shown: Iterable[str]) -> str:
    """Returns the cookie's value for the kinds that are shown."""
    chosen = set(shown)
    return ".".join(kind.replace(" ", "-") for kind in CAUTION_KINDS if kind in chosen) or "none"


def shown(kind: str) -> bool:
    """Says whether the reader sees passages of this kind uncovered."""
    return kind in _open.get()


def covers(kinds: Iterable[str]) -> bool:
    """Says whether a passage of these kinds is covered: where any of them is not to be shown."""
    return not frozenset(kinds) <= _open.get()


def warning(kinds: Iterable[str]) -> str:
    """Returns the warning on a covered passage, which says nothing of its words."""
    named = [_(ABOUT[kind]) for kind in CAUTION_KINDS if kind in set(kinds)] or [_(ABOUT["other"])]
    return _("A passage about %(what)s is covered.") % {"what": ", ".join(named)}
