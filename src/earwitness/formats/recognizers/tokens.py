"""Tokens: the words of an answer with their times, fitted to the text of a turn, and taken from it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ...model import Transcript, Turn, Word
from ...times import Ms
from ..objects import Table, kept, settled
from ..signs import with_signs

PAUSE = 2000
"""Milliseconds of silence that end a run of one speaker's words."""
PAUSE_BETWEEN_SENTENCES = 1000
"""The same, behind the end of a sentence."""
_ENDS = (".", "?", "!", "…", "。", "？", "！", "؟", "।")
_CLOSING = "\"'”’»)]"


class Token(NamedTuple):
    """A word as an answer has it: with its punctuation or without, as the service does."""

    text: str
    start: Ms | None = None
    end: Ms | None = None
    confidence: float | None = None
    voice: str | None = None
    """The local id of who says it."""
    left: Table | None = None
    """What the answer says of it and the model does not."""


def runs(tokens: Iterable[Token]) -> list[list[Token]]:
    """Returns the tokens as turns, where the service has none of its own: runs of one voice's words.

    A run ends where another voice begins, at two seconds of silence, and at one second behind the end of a sentence. A
    word without a time ends none.
    """
    found: list[list[Token]] = []
    ended: Ms | None = None
    for token in tokens:
        before = found[-1][-1] if found else None
        if before is None or before.voice != token.voice or parted(before, ended, token):
            found.append([])
        found[-1].append(token)
        ended = token.end if token.end is not None else token.start if token.start is not None else ended
    return found


def parted(before: Token, ended: Ms | None, token: Token) -> bool:
    """Says whether the silence between two words of one voice parts two turns."""
    if ended is None or token.start is None:
        return False
    silence = token.start - ended
    return PAUSE <= silence or (PAUSE_BETWEEN_SENTENCES <= silence and ends_sentence(before.text))


def ends_sentence(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith(_ENDS)


def places(text: str, words: Sequence[str]) -> list[tuple[int, int]] | None:
    """Returns where the words stand in the text, one behind another; None where one of them is not there."""
    found: list[tuple[int, int]] = []
    here = 0
    for word in words:
        first = text.find(word, here)
        if first < 0:
            return None
        here = first + len(word)
        found.append((first, here))
    return found


def joined(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens if token.text)


def fitted(text: str, tokens: Sequence[Token], voice: str | None) -> tuple[str, tuple[Word, ...]]:
    """Returns the text of a turn and its words: the text as given, where all words stand in it, else the words joined."""
    found = places(text, [token.text for token in tokens])
    if found is None:
        text = joined(tokens)
        found = places(text, [token.text for token in tokens]) or []
    words = tuple(
        Word(first, last, token.start, token.end, token.confidence, token.voice if token.voice != voice else None)
        for (first, last), token in zip(found, tokens, strict=False)
    )
    return text, words


def left_words(service: str, tokens: Sequence[Token]) -> tuple[tuple[str, str], ...]:
    """Returns the `extra` that keeps what the tokens say beyond the model: nothing, where that is nothing."""
    if not any(token.left for token in tokens):
        return ()
    return ((f"{service} words", settled([token.left or {} for token in tokens])),)


class Stretch(NamedTuple):
    """A stretch of a text as print parts it by space, with the word that gives its time."""

    first: int
    last: int
    word: Word | None = None
    number: int | None = None
    """The place of the word among the turn's words."""


def stretches(text: str, words: Sequence[Word]) -> Iterator[Stretch]:
    """Yields the whole text but its spaces: each word with the punctuation at it, and what no word tells of between.

    A word that overlaps an earlier one is passed over.
    """
    here = 0
    pending: tuple[Word, int, int] | None = None
    for number, word in sorted(enumerate(words), key=lambda pair: (pair[1].first, pair[1].last)):
        if word.first < here or len(text) < word.last or word.last <= word.first:
            continue
        gap = text[here : word.first]
        behind, before = _attached(gap, opening=pending is None)
        if pending is not None:
            yield Stretch(pending[0].first - pending[1], here + behind, pending[0], pending[2])
        yield from _between(text, here + behind, word.first - before)
        pending = (word, before, number)
        here = word.last
    behind = 0
    if pending is not None:
        behind = _attached(text[here:], opening=False)[0]
        yield Stretch(pending[0].first - pending[1], here + behind, pending[0], pending[2])
    yield from _between(text, here + behind, len(text))


def _attached(gap: str, *, opening: bool) -> tuple[int, int]:
    """Returns how much of what stands between two words belongs to the first, and how much to the second."""
    parts = gap.split(None)
    if not parts:
        return 0, 0
    if not any(character.isspace() for character in gap):
        return (0, len(gap)) if opening else (len(gap), 0)
    behind = 0 if gap[0].isspace() or opening else len(parts[0])
    before = 0 if gap[-1].isspace() else len(parts[-1])
    return behind, before


def _between(text: str, first: int, last: int) -> Iterator[Stretch]:
    here = first
    for part in text[first:last].split():
        here = text.index(part, here)
        yield Stretch(here, here + len(part))
        here += len(part)


def printed(turn: Turn) -> tuple[str, tuple[Word, ...]]:
    """Returns a turn's text with the transcriber's signs in it, and its words at their places there."""
    if not turn.marks:
        return turn.text, turn.words
    text = with_signs(turn)
    words = []
    here = 0
    for word in turn.words:
        said = turn.text[word.first : word.last]
        first = text.find(said, here)
        if said and 0 <= first:
            here = first + len(said)
            words.append(Word(first, here, word.start, word.end, word.confidence, word.speaker))
    return text, tuple(words)


def is_own(turn: Turn, transcript: Transcript, service: str) -> bool:
    """Says whether the words of a turn are as the service's answer had them: none was mended since."""
    return transcript.format == service and transcript.revision == 1 and bool(turn.words) and not turn.marks


def tokens_of(turn: Turn, service: str, *, own: bool = False) -> list[Token]:
    """Returns the turn's whole text as tokens, for services whose words have their punctuation at them.

    What the service's own answer said of each word comes back with it, as long as the turn has as many words as then.
    `own`: the words are as they were read, and nothing stands between them.
    """
    text, words = printed(turn)
    left = kept(turn, f"{service} words")
    whole = isinstance(left, list) and len(left) == len(words)
    voice = turn.speakers[0] if turn.speakers else None
    found = [Stretch(word.first, word.last, word, number) for number, word in enumerate(words)] if own else None
    if found is None:
        found = list(stretches(text, words))
    return [
        Token(
            text[stretch.first : stretch.last],
            stretch.word.start if stretch.word else None,
            stretch.word.end if stretch.word else None,
            stretch.word.confidence if stretch.word else None,
            (stretch.word.speaker if stretch.word else None) or voice,
            left[stretch.number] if whole and stretch.number is not None else None,
        )
        for stretch in found
    ]


def with_ends(tokens: list[Token], start: Ms | None, end: Ms | None) -> list[Token]:
    """Returns the tokens with a turn's times on the first and the last, where the answer has no other place for them."""
    if tokens and tokens[0].start is None and start is not None:
        tokens = [tokens[0]._replace(start=start), *tokens[1:]]
    if tokens and tokens[-1].end is None and end is not None:
        tokens = [*tokens[:-1], tokens[-1]._replace(end=end)]
    return tokens


def span(tokens: Sequence[Token]) -> tuple[Ms | None, Ms | None]:
    """Returns where the tokens begin and end in time: the first start and the last end that are told."""
    start = next((token.start for token in tokens if token.start is not None), None)
    end = next((token.end for token in reversed(tokens) if token.end is not None), None)
    return start, end


def extra_of(service: str, unit: Any, tokens: Sequence[Token]) -> tuple[tuple[str, str], ...]:
    """Returns a turn's `extra`: what is left of its own object, and of its words."""
    own = ((service, settled(unit)),) if unit else ()
    return (*own, *left_words(service, tokens))
