"""Soundness: whether what an engine gives can be believed to be a translation at all. Of its quality nothing is said here.

    amiss            why the translation of one turn cannot be one
    amiss_together   why those of several cannot: turns lost, or the same said for all

An empty turn, a loop, the turn as it was, the turn spelt in other letters, letters of the old alphabet, control characters and
texts far too long or too short are failures, not results.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from ...language.detect import glance
from ...language.sounds import sounds
from ...language.tokens import script
from ..transcribe.judgement import PACKED, Said, loops, packing

FEW = 4
"""Words below which a turn may well be the same in two languages: a name, a call sign, `OK`."""
LONG, SLACK = 5, 80
"""How many times longer a translation may be than the turn, and how many letters more than that."""
SHORT, ENOUGH = 8, 80
"""How many times shorter it may be, of turns with so many letters or more."""
SPELT = 0.8
"""Share of words that sound the same from which on a turn is only spelt in other letters."""
OLD = 0.5
"""Share of letters of the alphabet that the turn was in, above which it was not translated."""
STUCK = 3
"""Turns that say different things and may yet be translated by the same words."""
READ = 120
"""Letters of a translation from which on its language can be told."""
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_SIGN = re.compile(r"⟦/?\d+⟧")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd-\uffff\ud800-\udfff]")
_ALPHABETS = {
    **dict.fromkeys("ru uk be bg sr mk kk ky mn tg".split(), "Cyrillic"), "el": "Greek", "he": "Hebrew", "ar": "Arabic",
    "fa": "Arabic", "ur": "Arabic", "ka": "Georgian", "hy": "Armenian", "ko": "Hangul", "hi": "Devanagari", "th": "Thai",
    **dict.fromkeys("en pl de fr es it nl cs pt ro tr sk hu sv da nb no fi lt lv et hr sl sq".split(), "Latin"),
}  # fmt: skip


def words_of(text: str) -> list[str]:
    """Returns the words of a text in small letters, without signs and numbers."""
    return [word.casefold() for word in _WORD.findall(_SIGN.sub(" ", text))]


def amiss(text: str, said: str, *, language: str | None, to: str) -> str:
    """Returns why what an engine gave for a turn cannot be its translation; nothing where it can."""
    ours, theirs = words_of(text), words_of(said)
    if not said.strip() or (ours and not theirs and not re.search(r"\w", said)):
        return "it came back empty"
    if _CONTROL.search(said):
        return "it holds control characters or broken letters"
    if LONG * len(text) + SLACK < len(said):
        return f"it is {len(said) / len(text):.0f} times as long as what was said"
    if ENOUGH <= len(text) and SHORT * len(said) < len(text):
        return "most of what was said is lacking"
    if _loops(said) and not _loops(text):
        return "it goes round in a loop"
    if _primary(language) == _primary(to):
        return ""
    if FEW <= len(ours) and ours == theirs:
        return "it is what was said, not translated"
    if FEW <= len(ours) and _spelt(ours, theirs):
        return "it is what was said, only spelt in other letters"
    if FEW <= len(theirs) and OLD < _share_of_old(text, said, language=language, to=to):
        return "it is still in the alphabet of what was said"
    return ""


def amiss_together(texts: Sequence[str], said: Sequence[str], *, language: str | None, to: str) -> str:
    """Returns why what an engine gave for several turns cannot be their translations; nothing where it can."""
    if len(said) != len(texts):
        return f"{len(texts)} turns went and {len(said)} came back"
    told = [(words_of(text), words_of(other)) for text, other in zip(texts, said, strict=True)]
    same = Counter(tuple(theirs) for ours, theirs in {(tuple(a), tuple(b)) for a, b in told} if FEW <= len(ours))
    if same and STUCK < max(same.values()):
        return f"{max(same.values())} turns that say different things came back as one and the same"
    if _primary(language) == _primary(to):
        return ""
    spoken = [(ours, theirs) for ours, theirs in told if ours]
    kept = sum(ours == theirs for ours, theirs in spoken)
    if FEW <= len(spoken) and len(spoken) < 2 * kept:
        return f"{kept} of {len(spoken)} turns came back as they were"
    return _wrong_tongue(said, language=language, to=to)


def _wrong_tongue(said: Sequence[str], *, language: str | None, to: str) -> str:
    """Returns that all of it reads as the language that it was in, where it is long enough to tell the two apart."""
    whole = " ".join(said)
    source, target = _primary(language), _primary(to)
    if source is None or target is None or len(whole) < READ or _ALPHABETS.get(source) != _ALPHABETS.get(target):
        return ""
    if glance(whole) != source:
        return ""  # in any doubt it is believed
    return f"it reads as {source}, not as {target}"


def _primary(language: str | None) -> str | None:
    return language.split("-")[0].lower() if language else None


def _loops(text: str) -> bool:
    return PACKED < packing(text) or bool(loops([[Said(word) for word in text.split()]]))


def _spelt(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Says whether most words of the one sound like words of the other, and the two are in different letters."""
    if not theirs or script(ours[0]) == script(theirs[0]):
        return False
    heard = {sound for word in theirs for sound in sounds(_plain(word))}
    telling = [found for word in ours if (found := sounds(_plain(word)))]
    return FEW - 1 <= len(telling) and SPELT * len(telling) <= sum(not heard.isdisjoint(each) for each in telling)


def _plain(word: str) -> str:
    return unicodedata.normalize("NFC", word).replace("’", "'").replace("ʼ", "'")


def _share_of_old(text: str, said: str, *, language: str | None, to: str) -> float:
    """Returns the share of letters that are of the old alphabet, where the new language has another."""
    target = _ALPHABETS.get(_primary(to) or "")
    source = _ALPHABETS.get(_primary(language) or "") or script(next(iter(words_of(text)), ""))
    if target is None or source is None or source == target:
        return 0.0
    letters = [letter for word in words_of(said) for letter in word if letter.isalpha()]
    old = sum(script(letter) == source for letter in letters)
    return old / len(letters) if letters else 0.0
