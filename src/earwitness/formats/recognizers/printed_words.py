"""Printed words: a turn's text with the transcriber's signs in it, and its words at their places there."""

from __future__ import annotations

from collections.abc import Sequence

from ...model import Turn, Word
from ..signs import with_signs


def printed(turn: Turn) -> tuple[str, Sequence[Word]]:
    """Returns the text as printed and the words in it. A word that a sign took apart is left out."""
    if not turn.marks:
        return turn.text, turn.words
    text = with_signs(turn)
    words: list[Word] = []
    here = 0
    for word in turn.words:
        said = turn.text[word.first : word.last]
        first = text.find(said, here)
        if said and 0 <= first:
            here = first + len(said)
            words.append(Word(first, here, word.start, word.end, word.confidence, word.speaker))
    return text, words


def spread(text: str, words: Sequence[Word]) -> list[tuple[int, int]]:
    """Returns the places of the words, each with the punctuation at it and the untimed words behind it.

    So all spans together are the whole text, as programs expect whose words make up the text.
    """
    spans: list[tuple[int, int]] = []
    for place, word in enumerate(words):
        first = 0 if not place else spans[-1][1]
        upto = words[place + 1].first if place + 1 < len(words) else len(text)
        gap = text[word.last : upto]
        end = max(len(gap) - len(gap.split(None)[-1]), 0) if gap.split() and upto < len(text) else len(gap)
        if gap and not any(character.isspace() for character in gap):
            end = len(gap)
        elif gap and gap[-1].isspace():
            end = len(gap)
        last = max(first, word.last + end)
        while first < last and text[first].isspace():
            first += 1
        while first < last and text[last - 1].isspace():
            last -= 1
        spans.append((first, last))
    return spans
