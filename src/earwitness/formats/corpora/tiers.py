"""Tiers: what hangs below a turn, in formats that write a tier a line and hang one from another.

A turn keeps what hangs on it in its `extra`: one pair for each annotation, keyed by its tier, and after them one pair
`below` that says in JSON what each needs to be written again (ids, slots, times as printed). Words of a turn stand in
its text, so of them only the second part is kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from ...model import Transcript, Turn
from ..readings import Extra

BELOW = "below"
"""The name of the pair that says how the annotations before it hang."""
WORD = "w"
"""First in the record of an annotation whose value is a word of the turn's text."""

_ENCODE = msgspec.json.Encoder().encode
_ISO_639_3 = {
    "en": "eng", "ru": "rus", "uk": "ukr", "de": "deu", "fr": "fra", "es": "spa", "it": "ita", "pt": "por", "nl": "nld",
    "pl": "pol", "cs": "ces", "sk": "slk", "bg": "bul", "sr": "srp", "hr": "hrv", "bs": "bos", "sl": "slv", "be": "bel",
    "ro": "ron", "hu": "hun", "fi": "fin", "et": "est", "lv": "lav", "lt": "lit", "sv": "swe", "no": "nor", "da": "dan",
    "is": "isl", "el": "ell", "tr": "tur", "ar": "ara", "he": "heb", "fa": "fas", "hi": "hin", "ur": "urd", "bn": "ben",
    "zh": "zho", "ja": "jpn", "ko": "kor", "vi": "vie", "th": "tha", "id": "ind", "ms": "msa", "ka": "kat", "hy": "hye",
    "az": "aze", "kk": "kaz", "uz": "uzb", "tg": "tgk", "ky": "kir", "tt": "tat", "ps": "pus", "sw": "swa", "am": "amh",
    "ga": "gle", "cy": "cym", "eu": "eus", "ca": "cat", "gl": "glg", "sq": "sqi", "mk": "mkd", "yi": "yid",
}  # fmt: skip
_BCP_47 = {code: tag for tag, code in _ISO_639_3.items()}
_NO_LANGUAGE = ("", "und", "mis", "mul", "zxx")


def language_of(code: str | None) -> str | None:
    """Returns the BCP 47 tag of an ISO 639-3 code, the code itself where there is no shorter one, None for none."""
    code = (code or "").strip()
    return None if code.lower() in _NO_LANGUAGE else _BCP_47.get(code.lower(), code)


def iso_639_3(tag: str) -> str:
    """Returns the three-letter code of a BCP 47 tag, or the tag where it has none."""
    return _ISO_639_3.get(tag.lower(), tag)


def hung(extra: list[tuple[str, str]], annotations: Iterable[tuple[str, str | None, list[Any]]]) -> Extra:
    """Returns the turn's extra with what hangs on it: for each its tier, its value (None for a word of the text) and
    its record, which for a word begins with WORD and the tier."""
    records: list[list[Any]] = []
    for tier, value, record in annotations:
        if value is None:
            records.append([WORD, tier, *record])
        else:
            extra.append((tier, value))
            records.append(record)
    if records:
        extra.append((BELOW, _ENCODE(records).decode()))
    return tuple(extra)


def hanging(turn: Turn, own: int) -> Iterator[tuple[str, str | None, list[Any]]]:
    """Yields what hangs on a turn as `hung` was given it; `own` pairs of its extra come first and are its own.

    What is not as we write it (an extra changed by hand) is passed over.
    """
    extra = turn.extra[own:]
    if not extra or extra[-1][0] != BELOW:
        return
    try:
        records = msgspec.json.decode(extra[-1][1], type=list[list[Any]])
    except (msgspec.DecodeError, RecursionError):
        return
    pairs = iter(extra[:-1])
    for record in records:
        if record[:1] == [WORD] and 2 <= len(record):
            yield str(record[1]), None, record[2:]
        elif (pair := next(pairs, None)) is not None:
            yield pair[0], pair[1], record


def places(text: str, words: Sequence[str]) -> list[tuple[int, int]] | None:
    """Returns where these words stand in the text, one after the other; None where one does not."""
    found, place = [], 0
    for word in words:
        bare = word.strip()
        first = text.find(bare, place) if bare else -1
        if first < 0:
            return None
        place = first + len(bare)
        found.append((first, place))
    return found


def are_words(groups: Sequence[tuple[str, Sequence[str]]]) -> bool:
    """Says whether a tier is of words: each value a single one, and most turns hold theirs in order.

    `groups` are the text of each turn and the values that hang on it.
    """
    if any(len(value.split()) != 1 for _, values in groups for value in values if value):
        return False
    held = sum(1 for text, values in groups if places(text, values) is not None)
    return 0 < held and len(groups) < held * 2


class Stretches:
    """Stretches of one tier by their start, to find in which another lies."""

    def __init__(self, spans: Iterable[tuple[float, float, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _, _ in self._spans]
        self._reach: list[int] = []
        """For each, the one before it or itself that ends last: a long stretch may reach over later, shorter ones."""
        for place, (_, end, _) in enumerate(self._spans):
            before = self._reach[-1] if place else place
            self._reach.append(before if end < self._spans[before][1] else place)

    def around(self, start: float, end: float) -> int | None:
        """Returns the number of the stretch in which this one lies whole, of several the latest begun; None if in none."""
        place = bisect_right(self._starts, start) - 1
        for near in range(place, max(-1, place - 8), -1):
            if end <= self._spans[near][1]:
                return self._spans[near][2]
        if 0 <= place and end <= self._spans[self._reach[place]][1]:
            return self._spans[self._reach[place]][2]
        return None


def fact(transcript: Transcript, name: str) -> str | None:
    """Returns what the transcript's extra says by this name."""
    return next((value for key, value in transcript.extra if key == name), None)
