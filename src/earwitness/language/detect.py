"""Which language a text is in, and which turns of a transcript differ from the rest."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .commonest import LANGUAGES
from .tokens import script

if TYPE_CHECKING:
    from lingua import LanguageDetector

USUAL = ("en", "ru", "uk", "pl", "de", "fr", "es", "it", "nl")
"""The languages that short utterances are told apart among. A narrow choice is what makes the detector right."""

KNOWN = (
    *USUAL,
    "be",
    "bg",
    "cs",
    "pt",
    "ro",
    "tr",
    "sk",
    "hu",
    "sv",
    "da",
    "nb",
    "fi",
    "lt",
    "lv",
    "et",
    "hr",
    "sr",
    "mk",
)
"""The languages that a long text is told apart among."""

_SCRIPT = {**dict.fromkeys(KNOWN, "Latin"), **dict.fromkeys(("ru", "uk", "be", "bg", "sr", "mk"), "Cyrillic")}
_ONE_OF_SCRIPT = {
    "Greek": "el", "Hebrew": "he", "Arabic": "ar", "Georgian": "ka", "Armenian": "hy", "Hangul": "ko", "Hiragana": "ja",
    "Katakana": "ja", "Cjk": "zh", "Thai": "th", "Devanagari": "hi",
}  # fmt: skip
_LONG = 60
"""Letters from which on a text is judged among all known languages."""
_ENOUGH = 150
"""Code points from which on trigrams alone tell as much as longer runs do, in a third of the memory."""
_FEW_ENOUGH = 4
"""Languages that are compared thoroughly at once; of more, the likeliest three."""
_PLAIN = 0.99
"""How sure trigrams must be for a short text to need no thorough judgement."""
_SAMPLE = 700
"""Code points of a transcript that decide on its language."""
_SHARE = 60
"""Code points of a turn that count where there are several turns."""
_EVENLY = 5
"""Turns from which on each gives its beginning to the sample, so that no long one decides."""
_SURE, _VERY_SURE = 0.8, 0.95
"""How sure the detector must be to overrule a declared language or call a Cyrillic turn foreign; a Latin one."""
_FEW = 8
"""Letters below which a turn in another script is taken for a name or a call sign."""

_TELLING = {
    "uk": re.compile("[їєґ]", re.I),
    "ru": re.compile("[ыэъё]", re.I),
    "be": re.compile("[ў]", re.I),
    "mk": re.compile("[ѓќѕ]", re.I),
    "sr": re.compile("[ђћљњџ]", re.I),
}
_UKRAINIAN = re.compile("[іїєґ]", re.I)
_RUSSIAN = re.compile("[ыэъё]", re.I)
_LETTERS = re.compile(r"[^\W\d_]")
_WORDS = re.compile(r"[^\W\d_]+")
_RUSSIAN_ONLY = re.compile("[ыэёЫЭЁ]")
_NOT_RUSSIAN = re.compile("[\u0400\u0402-\u040f\u0450\u0452-\u052f]")
_UKRAINIAN_ONLY = re.compile("[їєЇЄ]")
_NOT_UKRAINIAN = re.compile("[ЪЫЭъыэ\u0400-\u0403\u0405\u0408-\u040f\u0450-\u0453\u0455\u0458-\u048f\u0492-\u052f]")
_LATIN = re.compile("[A-Za-z]")
_NOT_LATIN = re.compile(r"[^\W\d_A-Za-zªºÀ-ɏḀ-ỿ]")
_AT_HOME = {
    "ru": re.compile(r"[\W\d_а-яА-ЯёЁ]*"),
    "uk": re.compile(r"[\W\d_а-щьюяА-ЩЬЮЯіїєґІЇЄҐ]*[іїєґІЇЄҐ][\W\d_а-щьюяА-ЩЬЮЯіїєґІЇЄҐ]*"),
}
"""Turns that hold nothing to say they are not in this language."""
_OWN_LETTERS, _WORDS_ENOUGH = 3, 12
"""How many letters of its own, or words, a text must have to be told at a glance."""
_NAMED = re.compile(r"[a-zA-Z]{2,3}")
_REPLIES = {
    "en": "hello hi bye goodbye yes yeah okay thanks thank please sorry mum mom dad",
    "de": "hallo tschüss ja nein danke bitte mama papa", "fr": "bonjour salut oui non merci maman",
    "es": "hola adiós sí gracias mamá", "it": "ciao sì grazie prego pronto mamma", "nl": "hoi ja nee bedankt dank mam",
    "pl": "cześć halo tak nie dziękuję dzień dobry mamo",
}  # fmt: skip
"""What people say who say little. A few such words are a text that trigrams cannot judge."""
_REPLY = {language: frozenset(words.split()) for language, words in _REPLIES.items()}


def detect(text: str, among: Sequence[str] = ()) -> str | None:
    """Returns the language of a text (BCP 47: `en`, `ru`, `uk`…), None where no letter says.

    `among` narrows the choice. Without it a short text is judged among the usual nine, a long one among all known.
    """
    sample = text if len(text) <= _SAMPLE else text[:_SAMPLE]
    plain = None if among else glance(sample)
    if plain is not None:
        return plain
    found = script(sample)
    if found is None:
        return None
    if found not in ("Latin", "Cyrillic"):
        return _ONE_OF_SCRIPT.get(found)
    letters = len(_LETTERS.findall(sample))
    told = [language for language, signs in _TELLING.items() if signs.search(sample)] if found == "Cyrillic" else []
    choice = [language for language in among or (USUAL if letters < _LONG else KNOWN) if _SCRIPT.get(language) == found]
    if not among:
        choice = [*dict.fromkeys((*choice, *(set(told) & {"be", "mk", "sr"} if found == "Cyrillic" else ())))]
        if found == "Cyrillic":
            choice = [language for language in choice if language not in ("mk", "sr") or language in told]
    if len(told) == 1 and told[0] in choice and letters < _LONG:
        return told[0]
    if found == "Cyrillic" and not told and letters < _LONG and "і" in sample.lower() and "uk" in choice:
        return "uk"
    if not choice:
        return None
    if len(choice) == 1:
        return choice[0]
    if letters < _LONG and (replied := _replied(sample, choice)) is not None:
        return replied
    return _ask(sample, tuple(choice))[0]


def _replied(text: str, choice: Sequence[str]) -> str | None:
    """Returns the one language whose commonest replies make up half of a short text and more than any other's."""
    words = [word.casefold() for word in _WORDS.findall(text)]
    counts = sorted(((sum(word in _REPLY.get(code, ()) for word in words), code) for code in choice), reverse=True)
    (most, language), (second, _) = counts[0], counts[1]
    return language if second < most and len(words) <= 2 * most else None


def glance(text: str) -> str | None:
    """Returns the language of a text where it is plain without a detector, None in any doubt.

    Russian and Ukrainian are plain by letters of their own, several of them, where no letter of another language
    stands; languages in Latin letters by a good share of their commonest words, at least twice that of any other.
    """
    russian = len(_RUSSIAN_ONLY.findall(text))
    if _OWN_LETTERS <= russian:
        return "ru" if not _NOT_RUSSIAN.search(text) and len(_LATIN.findall(text)) < 8 * russian else None
    if _UKRAINIAN_ONLY.search(text):
        ukrainian = len(_UKRAINIAN.findall(text))
        alone = _OWN_LETTERS < ukrainian and not _NOT_UKRAINIAN.search(text)
        return "uk" if alone and len(_LATIN.findall(text)) < 4 * ukrainian else None
    words = _WORDS.findall(text.lower()) if not _NOT_LATIN.search(text) else []
    if len(words) < _WORDS_ENOUGH:
        return None
    (best, count), (_, next_count) = _common(words)
    return best if len(words) <= 4 * count and 2 * next_count <= count else None


def _common(words: Iterable[str]) -> list[tuple[str, int]]:
    """Returns the two languages that most of these words are common in, with how many are."""
    counts = Counter([language for word in words for language in LANGUAGES.get(word, ())])
    return [*counts.most_common(2), ("", 0), ("", 0)][:2]


def detect_transcript(texts: Iterable[str], declared: str | None = None) -> tuple[str | None, list[str | None]]:
    """Returns the language of a transcript and, turn by turn, the language where it surely differs, else None.

    The conversation decides, since a short utterance often holds nothing that tells Russian from Ukrainian. A turn
    differs only on strong evidence: another script, letters that the conversation's language does not have, or length
    and a confident detector. Mixed speech (surzhyk) stays with the conversation. `declared` is what the page or a
    person says; it wins where the text does not contradict it.
    """
    turns = list(texts)
    sample = _sample(turns)
    said = _primary(declared)
    language = plain = glance(sample)
    if language is None:
        language = detect(sample)
    if (plain is None or len(turns) < _EVENLY) and language in USUAL:
        language = _vote(turns, language)
    if said is not None and not _contradicts(said, language, sample):
        language = said
    if language is None:
        return None, [None] * len(turns)
    return language, [_differs(text, language) for text in turns]


def _primary(tag: str | None) -> str | None:
    match = _NAMED.match(tag.strip()) if tag else None
    return match[0].lower() if match else None


def _contradicts(said: str, found: str | None, sample: str) -> bool:
    """Says whether the text speaks against a declared language: by its script, or by length and confidence."""
    if found is None or found == said:
        return False
    if said not in KNOWN:
        return (_SCRIPT.get(found) or found) in ("Latin", "Cyrillic") and said in _ONE_OF_SCRIPT.values()
    if _SCRIPT[said] != _SCRIPT.get(found) or glance(sample) == found:
        return True
    if len(_LETTERS.findall(sample)) < _LONG:
        return False
    return not _ask(sample, (said, found))[1] < _SURE


def _sample(turns: Sequence[str]) -> str:
    """Returns up to `_SAMPLE` code points taken evenly from the whole, so that no one long turn decides."""
    if len(turns) < _EVENLY:
        return "\n".join(turns)[:_SAMPLE]
    step = max(1, len(turns) * _SHARE // _SAMPLE)
    return "\n".join(text[:_SHARE] for text in turns[::step])[:_SAMPLE]


def _vote(turns: Sequence[str], language: str) -> str:
    """Returns the language that clearly most turns speak for, by telling letters or the commonest words, else this one.

    Turns are counted, not letters: a detector given the whole is swayed by one long foreign turn.
    """
    votes: Counter[str] = Counter()
    for text in turns[:: 1 + len(turns) // 25]:
        if language in ("ru", "uk"):
            shares = [("uk", len(_UKRAINIAN.findall(text))), ("ru", len(_RUSSIAN.findall(text)))]
            shares.sort(key=lambda share: -share[1])
        else:
            shares = _common(_WORDS.findall(text.lower()))
        if shares[1][1] < shares[0][1]:
            votes[shares[0][0]] += 1
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < 3 or (len(ranked) == 2 and ranked[0][1] < 2 * ranked[1][1]):
        return language
    return ranked[0][0] if ranked[0][0] in USUAL else language


def _differs(text: str, language: str) -> str | None:
    home = _SCRIPT.get(language)
    if len(text) < _FEW or (home == "Latin" and len(text) < _LONG and not _NOT_LATIN.search(text)):
        return None
    at_home = _AT_HOME.get(language)
    if at_home is not None and at_home.fullmatch(text):
        return None
    letters = len(_LETTERS.findall(text))
    if letters < _FEW:
        return None
    found = script(text)
    if found != home and found is not None:
        if home is None and found not in ("Latin", "Cyrillic"):
            return None
        return None if len(_WORDS.findall(text)) < 2 else detect(text)
    if home == "Cyrillic":
        return _other_cyrillic(text, language, letters)
    if home != "Latin" or letters < _LONG or language not in USUAL:
        return None
    return _other_latin(text, language)


def _other_latin(text: str, language: str) -> str | None:
    """Returns the language of a longer turn where it surely is another one in Latin letters."""
    words = _WORDS.findall(text.lower())
    (best, count), (_, next_count) = _common(words)
    if best == language and (len(words) <= 4 * count or next_count < count):
        return None
    if best in USUAL and len(words) <= 4 * count and 2 * next_count <= count:
        return best
    other, sure = _ask(text, tuple(code for code in USUAL if _SCRIPT[code] == "Latin"))
    return None if other == language or sure < _VERY_SURE else other


def _other_cyrillic(text: str, language: str, letters: int) -> str | None:
    ukrainian, russian = len(_UKRAINIAN.findall(text)), len(_RUSSIAN.findall(text))
    if language == "ru" and ukrainian and not russian:
        other = "uk"
    elif language == "uk" and not ukrainian and (russian or not letters < _LONG):
        other = "ru"
    else:
        return None
    if glance(text) == other:
        return other
    found, sure = _ask(text, ("ru", "uk"))
    return None if found != other or sure < _SURE else other


@functools.lru_cache(maxsize=16)
def _detector(choice: tuple[str, ...], thorough: bool) -> LanguageDetector:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    builder = LanguageDetectorBuilder.from_iso_codes_639_1(*(IsoCode639_1.from_str(code.upper()) for code in choice))
    return (builder if thorough else builder.with_low_accuracy_mode()).build()


def _ask(text: str, choice: tuple[str, ...]) -> tuple[str | None, float]:
    """Returns the likeliest of these languages and how sure the detector is, 0 to 1.

    A short text is judged thoroughly, which takes half a second a language to open: so among many it is first judged by
    trigrams, and only where these leave a doubt are the likeliest few compared.
    """
    thorough = len(text) < _ENOUGH
    if thorough and _FEW_ENOUGH < len(choice):
        values = _detector(choice, False).compute_language_confidence_values(text)
        ranked = [value.language.iso_code_639_1.name.lower() for value in values if value.value]
        if ranked and _PLAIN <= values[0].value:
            return ranked[0], values[0].value
        choice = tuple(code for code in choice if code in ranked[:3]) or choice
        if len(choice) == 1:
            return choice[0], values[0].value
    values = _detector(choice, thorough).compute_language_confidence_values(text)
    if not values or not values[0].value:
        return None, 0.0
    return values[0].language.iso_code_639_1.name.lower(), values[0].value
