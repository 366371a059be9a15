"""Cues: how clearly an article says that it is about a conversation somebody recorded, intercepted or overheard."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .words.press import CALLS, RECORDED, VAGUE

_SENTENCE = re.compile(r"(?<=[.?!…:])[\"”»’]?\s+(?=[\"“«„‘]?[A-ZА-ЯЁІЇЄҐĄĆĘŁŃÓŚŹŻÀ-Þ])")


def sentences(text: str) -> list[str]:
    """Returns the sentences of a narrator's prose."""
    return [sentence for sentence in _SENTENCE.split(text) if sentence.strip(" .,")]


def is_cue(sentence: str) -> bool:
    """Returns whether a sentence of the narrator's speaks of a talk."""
    if RECORDED.search(sentence) or CALLS.search(sentence):
        return True
    return 1 < len({match.group().casefold()[:5] for match in VAGUE.finditer(sentence)})


def speaks_of_talk(texts: Sequence[str]) -> bool:
    """Returns whether prose tells of a conversation that was held, recorded, intercepted or overheard.

    `recording` or `a call` is enough; of the vaguer words (`telephone`, `heard`) a sentence must hold two, or the page three.
    """
    if any(is_cue(sentence) for text in texts for sentence in sentences(text)):
        return True
    return 2 < len({match.group().casefold()[:5] for text in texts for match in VAGUE.finditer(text)})
