"""Quotes: citable passages that resolve later, even when the transcript was mended.

The anchor follows the W3C Web Annotation selectors: the words (`TextQuoteSelector`: exact, prefix, suffix) beside a lasting
id. It resolves offline, first by ids, then by the words with their context, then among neighbours, then by time; what is
found by none of these is orphaned. Nothing is ever guessed.
"""

from __future__ import annotations

import base64
import difflib
from collections.abc import Sequence
from typing import Literal

import msgspec
from msgspec import Struct

from ..errors import BadInput, NotFound
from ..times import Ms
from .transcript import Transcript, Turn

CONTEXT = 32
"""Code points of context on either side of a quote."""
LONGEST = 2000
"""Code points that a quote may hold; an address must stay an address."""
NEIGHBOURS = 5
"""Turns on either side in which words are looked for that left their turn."""
LIKENESS = 0.75
"""How alike the words that stand now must be to count as the same passage, mended."""

State = Literal["exact", "moved", "changed", "orphaned"]


class Quote(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A passage of one turn, with all that is needed to find it again."""

    transcript: str
    revision: int
    """The revision it was taken from."""
    turn: str
    """The turn's local id."""
    exact: str
    """The words."""
    prefix: str = ""
    """Up to 32 code points before them in the turn."""
    suffix: str = ""
    """Up to 32 code points after them."""
    number: int = 0
    """The turn's number then: where to look for neighbours."""
    start: Ms | None = None
    end: Ms | None = None


class Place(Struct, frozen=True, kw_only=True):
    """Where a quote stands in a revision: `exact` words in their turn, `moved`, `changed`, or `orphaned`."""

    state: State
    turn: Turn | None = None
    start: int | None = None
    """Code points into the turn's text; None where orphaned."""
    end: int | None = None
    words: str = ""
    """The words that stand there now."""


def quote(transcript: Transcript, turn: Turn, words: str | None = None, *, at: int | None = None) -> Quote:
    """Returns the quote of those words in the turn, of the whole turn where none are given.

    White space in the words may differ. Where the turn has them more than once, those nearest to `at` (code points) are
    meant, else the first. Raises NotFound where the turn does not hold them, BadInput where they are too long.
    """
    text = turn.text
    start, end = (0, len(text)) if words is None else _find(text, words, at or 0)
    if start is None or end is None:
        raise NotFound(
            f"turn {turn.number} does not hold these words", hint="copy the words exactly as the turn has them"
        )
    if LONGEST < end - start:
        raise BadInput(f"a quote may hold {LONGEST} characters; this one has {end - start}", hint="quote fewer words")
    return _taken(transcript, turn, start, end)


def quotes(
    transcript: Transcript, turn: Turn, words: str | None = None, *, prefix: str = "", suffix: str = ""
) -> tuple[Quote, ...]:
    """Returns the words in the turn, or all of it, as quotes one after another, none longer than a quote may be.

    Where the words stand several times, the place is taken that fits best what is said to stand before and after them.
    Raises NotFound where the turn does not hold them.
    """
    start, end = (0, len(turn.text)) if words is None else _find(turn.text, words, 0)
    if words and (prefix or suffix):
        best = _with_context(turn, Quote(transcript="", revision=0, turn="", exact=words, prefix=prefix, suffix=suffix))
        start, end = (best, best + len(words)) if best is not None else (start, end)
    if start is None or end is None:
        raise NotFound(
            f"turn {turn.number} does not hold these words", hint="copy the words exactly as the turn has them"
        )
    parts = [(at, min(end, at + LONGEST)) for at in range(start, max(end, start + 1), LONGEST)]
    return tuple(_taken(transcript, turn, low, high) for low, high in parts)


def _taken(transcript: Transcript, turn: Turn, start: int, end: int) -> Quote:
    text = turn.text
    return Quote(
        transcript=transcript.id,
        revision=transcript.revision,
        turn=turn.id,
        number=turn.number,
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        start=turn.start,
        end=turn.end,
    )


class Finder:
    """Finds the places of many quotes in one revision of a transcript; the answers are those of `place`."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.turns: dict[str, Turn] = {turn.id: turn for turn in transcript.turns}
        self._once = {id for turn in transcript.turns for id in turn.once}
        self._all: str | None = None

    def place(self, sought: Quote) -> Place:
        """Returns where the quote stands: in its own turn at once, elsewhere only where the words are anywhere at all."""
        own = self.turns.get(sought.turn)
        if own is not None and sought.turn not in self._once:
            found = _with_context(own, sought)
            if found is not None:
                return _at(own, "exact", found, len(sought.exact))
            if self._all is None:
                self._all = "\n".join(turn.text for turn in self.transcript.turns)
            if sought.exact and sought.exact not in self._all:
                return _mended(own, sought)
        return place(sought, self.transcript)


def place(sought: Quote, transcript: Transcript) -> Place:
    """Returns where the quote stands in this revision of its transcript."""
    turns = transcript.turns
    own = next((turn for turn in turns if turn.id == sought.turn), None)
    heirs = [turn for turn in turns if sought.turn in turn.once]
    if heirs:
        kin = heirs if own is None else [own, *heirs]
        found = _among(kin, sought)
        if found is not None:
            return _at(found[0], "exact" if found[0] is own else "moved", found[1], len(sought.exact))
    elif own is not None:
        at = _with_context(own, sought)
        if at is not None:
            return _at(own, "exact", at, len(sought.exact))
    here = own.number if own is not None else heirs[0].number if heirs else sought.number
    near = [turn for turn in turns if turn is not own and abs(turn.number - here) <= NEIGHBOURS]
    held = [(turn, at) for turn in near if (at := _with_context(turn, sought)) is not None and _tells(turn, at, sought)]
    if not held:
        others = (turn for turn in turns if turn is not own and turn not in near)
        held = [(turn, at) for turn in others if (at := _with_context(turn, sought, strict=True)) is not None]
    if len(held) == 1:
        return _at(held[0][0], "moved", held[0][1], len(sought.exact))
    if heirs and (parted := _parted(heirs if own is None else [own, *heirs], sought)) is not None:
        return parted
    if own is not None or heirs:
        mended = [_mended(turn, sought) for turn in (*([own] if own is not None else []), *heirs)]
        return next((each for each in mended if each.state != "orphaned"), mended[0])
    if sought.start is not None:
        same = [turn for turn in turns if turn.start == sought.start]
        if len(same) == 1:
            return _mended(same[0], sought)
    return Place(state="orphaned")


def _among(kin: Sequence[Turn], sought: Quote) -> tuple[Turn, int] | None:
    """Returns which of the turns that a turn was split or merged into has the words, and where: where several have them, the
    one whose words around them fit best, None where none fits better than another."""
    held = [
        (_fit(turn, at, sought), turn, at) for turn in kin if (at := _with_context(turn, sought)) is not None
    ]  # fmt: skip
    best = max((fit for fit, _, _ in held), default=0)
    fitting = [(turn, at) for fit, turn, at in held if fit == best]
    return fitting[0] if len(fitting) == 1 else None


def _tells(turn: Turn, at: int, sought: Quote) -> bool:
    """Says whether words in a neighbour are those of the quote: “Yes.” alone is said by everybody."""
    wanted = min(8, len(sought.prefix) + len(sought.suffix))
    return 12 <= len(sought.exact) or 0 < wanted <= _fit(turn, at, sought)


def _parted(kin: Sequence[Turn], sought: Quote) -> Place | None:
    """Returns the larger part of words that a split runs through, None where they do not stand in the turns together."""
    together = " ".join(turn.text for turn in kin)
    start, end = _find(together, sought.exact, 0)
    if start is None or end is None:
        return None
    places: list[tuple[int, int, Turn]] = []
    at = 0
    for turn in kin:
        low, high = max(start - at, 0), min(end - at, len(turn.text))
        if low < high:
            places.append((high - low, low, turn))
        at += len(turn.text) + 1
    if not places:
        return None
    length, low, turn = max(places, key=lambda place: place[0])
    return _at(turn, "changed", low, length)


def heirs_of(quote: Quote, transcript: Transcript) -> tuple[Turn, ...]:
    """Returns the turns that have the words of the quote's turn today: itself where it stands, and those it was split or
    merged into."""
    return tuple(turn for turn in transcript.turns if turn.id == quote.turn or quote.turn in turn.once)


def _fit(turn: Turn, at: int, sought: Quote) -> int:
    """Returns how many letters around a place are those around the quote."""
    before, after = turn.text[:at], turn.text[at + len(sought.exact) :]
    return _common_end(before, sought.prefix) + _common_start(after, sought.suffix)


def _at(turn: Turn, state: State, start: int, length: int) -> Place:
    return Place(state=state, turn=turn, start=start, end=start + length, words=turn.text[start : start + length])


def _find(text: str, words: str, at: int) -> tuple[int | None, int | None]:
    import re

    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return None, None
    for pattern in (re.escape(words), r"\s+".join(parts)):
        found = [match.span() for match in re.finditer(pattern, text)]
        if found:
            return min(found, key=lambda span: abs(span[0] - at))
    return None, None


def _with_context(turn: Turn, sought: Quote, *, strict: bool = False) -> int | None:
    """Returns where the turn holds the words: of several places the one whose context fits best, None where none is better.

    `strict` also wants some of the context: far from home, two words alone prove nothing.
    """
    if not sought.exact:
        return 0 if not turn.text else None
    best, score, ties, start = None, -1, 0, turn.text.find(sought.exact)
    while 0 <= start:
        end = start + len(sought.exact)
        before, after = turn.text[:start], turn.text[end:]
        fits = _common_end(before, sought.prefix) + _common_start(after, sought.suffix)
        if score < fits:
            best, score, ties = start, fits, 1
        elif score == fits:
            ties += 1
        start = turn.text.find(sought.exact, start + 1)
    wanted = min(8, len(sought.prefix) + len(sought.suffix))
    if best is None or 1 < ties or (strict and (score < wanted or len(sought.exact) < 12)):
        return None
    return best


def _common_end(text: str, context: str) -> int:
    length = 0
    while length < min(len(text), len(context)) and text[-1 - length] == context[-1 - length]:
        length += 1
    return length


def _common_start(text: str, context: str) -> int:
    length = 0
    while length < min(len(text), len(context)) and text[length] == context[length]:
        length += 1
    return length


def _mended(turn: Turn, sought: Quote) -> Place:
    """The words are gone from their turn: finds what stands in their place, between what is left of the context."""
    matcher = difflib.SequenceMatcher(None, sought.prefix + sought.exact + sought.suffix, turn.text, autojunk=False)
    low, high = len(sought.prefix), len(sought.prefix) + len(sought.exact)
    kept = [
        (old, new, size) for old, new, size in matcher.get_matching_blocks() if size and low < old + size and old < high
    ]
    if not kept:
        return Place(state="orphaned")
    start = max(0, kept[0][1] - max(0, kept[0][0] - low)) if low < kept[0][0] else kept[0][1] + (low - kept[0][0])
    last_old, last_new, last_size = kept[-1]
    end = min(len(turn.text), last_new + min(last_size, high - last_old) + max(0, high - (last_old + last_size)))
    words = turn.text[start:end]
    if difflib.SequenceMatcher(None, sought.exact, words, autojunk=False).ratio() < LIKENESS:
        return Place(state="orphaned")
    return Place(state="changed", turn=turn, start=start, end=end, words=words)


_SHORT = {
    "transcript": "t", "revision": "r", "turn": "u", "exact": "x", "prefix": "p", "suffix": "s", "number": "n",
    "start": "b", "end": "e",
}  # fmt: skip
_LONG = {short: long for long, short in _SHORT.items()}


def to_token(quote: Quote) -> str:
    """Returns the quote as one word that is safe in an address (base64url of compact JSON, no padding)."""
    fields = {_SHORT[name]: value for name, value in msgspec.to_builtins(quote).items()}
    return base64.urlsafe_b64encode(msgspec.json.encode(fields)).decode().rstrip("=")


def from_token(token: str) -> Quote:
    """Returns the quote of a token. Raises BadInput where the word is no such token or was cut."""
    try:
        fields = msgspec.json.decode(base64.b64decode(token + "=" * (-len(token) % 4), b"-_", validate=True))
        return msgspec.convert({_LONG[name]: value for name, value in fields.items()}, Quote)
    except (ValueError, KeyError, AttributeError, msgspec.MsgspecError, RecursionError) as error:
        raise BadInput(
            "this is no citation, or a part of it was lost", hint="copy the whole address of the citation"
        ) from error
