"""Tongue: the language in which a page speaks to its reader, through gettext.

English is the source; every other language is a catalogue in `locale/`. What was said, and what people wrote, is never
translated here. How to add a language stands in `docs/translating.md`.

The language belongs to the request: `speaking` sets it for all that runs within, the streaming of the page too.
"""

from __future__ import annotations

import gettext as gnu
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Literal

DOMAIN = "earwitness"
SOURCE = "en"

LANGUAGES: Mapping[str, str] = {"en": "English", "uk": "Українська"}
"""The interface's languages, each by its own name."""

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
"""Languages whose pages begin at the right."""

PSEUDO = "x-pseudo"
"""Every word in ⟦brackets⟧: how the tests see what does not go through a catalogue."""

_language: ContextVar[str] = ContextVar("language", default=SOURCE)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Has all that runs within speak the language."""
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)


def speak(language: str) -> None:
    """Sets the language of the task that calls it; a server gives each request a task of its own."""
    _language.set(language)


def language() -> str:
    """Returns the code of the language that is spoken now."""
    return _language.get()


def direction() -> Literal["ltr", "rtl"]:
    """Returns which way its pages run."""
    return "rtl" if language().partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def gettext(message: str) -> str:
    """Returns the message in the reader's language; the message itself where the catalogue has none."""
    return _catalogue(language()).gettext(message) if message else ""


def ngettext(one: str, many: str, number: int) -> str:
    """Returns the message in the form that goes with the number."""
    return _catalogue(language()).ngettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """Returns the message in the sense that the context gives it."""
    return _catalogue(language()).pgettext(context, message)


def npgettext(context: str, one: str, many: str, number: int) -> str:
    """Returns the message in the sense that the context gives it, in the form that goes with the number."""
    return _catalogue(language()).npgettext(context, one, many, number)


_ = gettext


def later(message: str) -> str:
    """Returns the message as it is: said in a table that is made before any reader is known, and translated where it is
    used."""
    return message


def later_in(context: str, message: str) -> str:
    """Returns the message as it is, for `pgettext` later."""
    return message


def later_counted(one: str, many: str) -> tuple[str, str]:
    """Returns both forms as they are, for `ngettext` later."""
    return one, many


FUNCTIONS: Mapping[str, Callable[..., str]] = {
    "gettext": gettext, "ngettext": ngettext, "pgettext": pgettext, "npgettext": npgettext,
}  # fmt: skip
"""What Jinja's i18n extension asks for."""


class Pseudo(gnu.NullTranslations):
    """Wraps every message, so that a word which is not wrapped is seen."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"

    def pgettext(self, context: str, message: str) -> str:
        return f"⟦{message}⟧"

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


@cache
def _catalogue(code: str) -> gnu.NullTranslations:
    if code == PSEUDO:
        return Pseudo()
    if code == SOURCE or code not in LANGUAGES:
        return gnu.NullTranslations()
    from importlib.resources import files

    compiled = files(__package__) / "locale" / code / "LC_MESSAGES" / f"{DOMAIN}.mo"
    with compiled.open("rb") as file:
        return gnu.GNUTranslations(file)


def preferred(accepted: str) -> str:
    """Returns the best of our languages for an `Accept-Language` header (RFC 9110, 12.5.4): English where none is ours."""
    ranked: list[tuple[float, int, str]] = []
    for place, part in enumerate(accepted.split(",")[:50]):
        name, _, rest = part.strip().partition(";")
        try:
            quality = float(rest.strip().removeprefix("q=") or "1") if rest else 1.0
        except ValueError:
            continue
        code = name.strip().partition("-")[0].lower()
        if code in LANGUAGES and 0 < quality <= 1:
            ranked.append((-quality, place, code))
    return min(ranked)[2] if ranked else SOURCE
