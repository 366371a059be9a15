"""Guidance: names and slang that an engine is told beforehand, from the person and from the glossary."""

from __future__ import annotations

from .desk import Desk
from .lexicon import glossed

LONGEST = 400
"""Characters: Whisper takes some 220 pieces of words before what it hears, and cuts off the rest."""


def hints(desk: Desk, said: str, *, language: str | None, glossary: bool) -> str:
    """Returns what an engine is told: what the person said, then the glossary's words of the language, as many as fit."""
    words = [word for part in said.replace("\n", ",").split(",") if (word := " ".join(part.split()))]
    ready = glossed(desk) if glossary else None
    if ready is not None:
        spoken = language.split("-")[0].lower() if language else None
        words += [term.term for term in ready.terms if spoken is None or not term.languages or spoken in term.languages]
    found: list[str] = []
    length = 0
    for word in dict.fromkeys(words):
        length += len(word) + 2
        if LONGEST < length:
            break
        found.append(word)
    return ", ".join(found)
