"""What a page says around its quotations, and how much of it a conversation has: names, figures, what is told in other words.

An article tells the rest of a call as reported speech. It says of which call it is where its few quotations do not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from ..model import Turn
from .evidence import Evidence, Habits
from .lexicon import Lexicon, shipped
from .words import Said, Word, said

KEPT = {"word": 0.1, "name": 0.25, "number": 0.25}
"""How often a call has a word, a name or a number of an article about it, beyond chance."""
TELLING = 0.06
"""The chance of standing in a turn below which a word of the prose is looked for."""
IMAGINED = 1.5
"""Calls of ordinary speech that the background counts for beside those compared."""
MOST_PARAGRAPHS = 60
"""Of a page: what is further down is about something else."""
_USUAL = Habits()


class Around(Struct, frozen=True, kw_only=True):
    """What a conversation has of the prose."""

    score: float = 0.0
    """Nats beyond chance."""
    shared: tuple[str, ...] = ()
    """Words that both have, the rarest first, as words' keys."""


def find_around(
    paragraphs: Sequence[str],
    language: str | None,
    conversations: Sequence[Sequence[Said]],
    lexicon: Lexicon | None = None,
) -> tuple[Around, ...]:
    """Returns for each conversation how much of the prose it has; chance is measured in the others and in the language."""
    words = _telling(paragraphs, language, shipped() if lexicon is None else lexicon)
    if not words:
        return tuple(Around() for _ in conversations)
    far = [_far(words, conversation) for conversation in conversations]
    return tuple(_weighed(words, far, place, len(conversation)) for place, conversation in enumerate(conversations))


def _telling(paragraphs: Sequence[str], language: str | None, lexicon: Lexicon) -> tuple[Word, ...]:
    words = {
        word.key: word
        for number, text in enumerate(paragraphs[:MOST_PARAGRAPHS], 1)
        for word in said(Turn(id=str(number), number=number, text=text), language, lexicon).words
    }
    return tuple(word for word in words.values() if word.kind != "word" or word.chance < TELLING)


def _far(words: Sequence[Word], conversation: Sequence[Said]) -> list[tuple[float, float]]:
    """Returns for each word how far any turn has it, 0–1, and how few have it: what many say is the scene's."""
    if not conversation:
        return [(0.0, 1.0)] * len(words)
    page = Said(words=tuple(words), length=1, signs=frozenset(), voices=(), firm=True)
    evidence = Evidence([page], conversation, _USUAL)
    each = zip(*(_reached(evidence, turn) for turn in range(len(conversation))), strict=True)
    return [(max(far), max(far) / sum(far) if any(far) else 1.0) for far in each]


def _reached(evidence: Evidence, turn: int) -> list[float]:
    return [far for _, far, _ in evidence.met_by_side(0, 1, turn, 1)[0]]


def _weighed(words: Sequence[Word], far: Sequence[Sequence[tuple[float, float]]], place: int, turns: int) -> Around:
    score = 0.0
    shared: list[tuple[float, str]] = []
    others = [own for number, own in enumerate(far) if number != place]
    for number, word in enumerate(words):
        usual = 1 - (1 - min(0.9, word.chance)) ** turns
        elsewhere = sum(own[number][0] for own in others)
        chance = min(0.9, max(0.02, (elsewhere + IMAGINED * usual) / (len(others) + IMAGINED)))
        stays = chance + (1 - chance) * KEPT[word.kind]
        met, alone = far[place][number]
        score += met * alone * math.log(stays / chance) + (1 - met) * math.log((1 - stays) / (1 - chance))
        if 0.5 <= met:
            shared.append((chance, word.key))
    return Around(score=score, shared=tuple(key for _, key in sorted(shared)))
