"""Languages by the two letters of BCP 47 and the three of ISO 639-2/T, as FollowTheMoney says them."""

from __future__ import annotations

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
_TWO = {three: two for two, three in _THREE.items()}


def three_letters(language: str) -> str:
    """Returns the three letters of a language (`en`, `en-GB`: `eng`); empty for one that is not in the table."""
    base = language.partition("-")[0].lower()
    return _THREE.get(base, base if len(base) == 3 and base.isalpha() else "")


def two_letters(language: str) -> str:
    """Returns the two letters of a language (`eng`: `en`), three where it has no two; empty for what is none."""
    code = language.strip().lower()
    return _TWO.get(code, code if code in _THREE or (len(code) == 3 and code.isalpha()) else "")
