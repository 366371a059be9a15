"""Languages by the two letters of BCP 47, the three of ISO 639-2/T (FollowTheMoney) and by their English names (OHMS)."""

from __future__ import annotations

import re

_THREE = {
    "ar": "ara", "az": "aze", "be": "bel", "bg": "bul", "bn": "ben", "bs": "bos", "ca": "cat", "cs": "ces", "da": "dan",
    "de": "deu", "el": "ell", "en": "eng", "es": "spa", "et": "est", "eu": "eus", "fa": "fas", "fi": "fin", "fr": "fra",
    "ga": "gle", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun", "hy": "hye", "id": "ind", "is": "isl", "it": "ita",
    "ja": "jpn", "ka": "kat", "kk": "kaz", "ko": "kor", "ku": "kur", "ky": "kir", "lt": "lit", "lv": "lav", "mk": "mkd",
    "mn": "mon", "ms": "msa", "nb": "nob", "nl": "nld", "nn": "nno", "no": "nor", "pl": "pol", "ps": "pus", "pt": "por",
    "ro": "ron", "ru": "rus", "sk": "slk", "sl": "slv", "so": "som", "sq": "sqi", "sr": "srp", "sv": "swe", "sw": "swa",
    "ta": "tam", "tg": "tgk", "th": "tha", "tk": "tuk", "tr": "tur", "tt": "tat", "uk": "ukr", "ur": "urd", "uz": "uzb",
    "vi": "vie", "zh": "zho",
}  # fmt: skip
_NAMES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "it": "Italian", "ja": "Japanese", "ka": "Georgian",
    "kk": "Kazakh", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian",
    "sv": "Swedish", "sw": "Swahili", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "yi": "Yiddish",
    "zh": "Chinese",
}  # fmt: skip
_NAMED = {name.casefold(): language for language, name in _NAMES.items()}
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_TWO = {three: two for two, three in _THREE.items()}


def three_letters(language: str) -> str:
    """Returns the three letters of a language (`en`, `en-GB`: `eng`); empty for one that is not in the table."""
    base = language.partition("-")[0].lower()
    return _THREE.get(base, base if len(base) == 3 and base.isalpha() else "")


def two_letters(language: str) -> str:
    """Returns the two letters of a language (`eng`: `en`), three where it has no two; empty for what is none."""
    code = language.strip().lower()
    return _TWO.get(code, code if code in _THREE or (len(code) == 3 and code.isalpha()) else "")


def english_name(language: str) -> str:
    """Returns what a language is called in English; the tag itself where the table has it not."""
    return _NAMES.get(language, language)


def of_name(name: str) -> str | None:
    """Returns the language of an English name or a tag; None for what is neither."""
    name = name.strip()
    return _NAMED.get(name.casefold()) or (name if _TAG.fullmatch(name) and name.partition("-")[0].islower() else None)
