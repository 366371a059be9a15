"""The glossary: what words of soldiers, sailors and controllers mean, and who says so."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

FILE = "glossary.toml"
"""Where a person finds the glossary, in the folder of the archive."""

_APART = re.compile(r"[^\w]+")


class Term(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A word, or several that are one, with what it means."""

    term: str
    """As a reader looks it up: `300`, `груз 200`, `Mayday`."""
    languages: tuple[str, ...]
    """Of the speech in which it is said."""
    forms: tuple[str, ...] = ()
    """Other words for the same, each in one form; every inflected form of them is known without being named."""
    meaning: Mapping[str, str]
    """What it means, by the language of the explanation; under an empty key where that is not said."""
    source: str
    """Where the meaning comes from: a standard, a dictionary, a person's own knowledge."""
    url: str = ""
    renderings: Mapping[str, tuple[str, ...]] = {}
    """How translations say it, by their language."""
    besides: tuple[str, ...] = ()
    """Phrases that hold the words and mean something else: `300 metres`."""

    @property
    def spoken(self) -> tuple[str, ...]:
        """All words for it, the term itself first."""
        return tuple(dict.fromkeys((self.term, *self.forms)))

    @property
    def slug(self) -> str:
        """The term as an address has it."""
        return slug(self.term)

    def means(self, language: str) -> str:
        """Returns the meaning in this language, else in English, else in whatever there is."""
        for code in (language, "", "en"):
            if code in self.meaning:
                return self.meaning[code]
        return next(iter(self.meaning.values()), "")


class Glossary(Struct, frozen=True, kw_only=True, tag_field="noun", tag="glossary"):
    """The glossary as an act left it: the whole of `glossary.toml`, with a person's comments. The newest stands."""

    text: str


def slug(term: str) -> str:
    """Returns a term as an address has it: `Груз 200` → `груз-200`. Two terms with one slug are one."""
    return _APART.sub("-", term.casefold().replace("ё", "е")).strip("-")
