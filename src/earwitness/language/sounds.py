"""Sounds: the spellings in which the ways to write a name, in Cyrillic or Latin letters, agree.

`Херсон`, `Kherson`, `Cherson`, `Herson` → `xerson`. What a letter stands for is not always sure (h is х or г, ch is ч or х),
so a word has several sounds; two words may be one name where they share one. Covered are the passport (ICAO, КМУ 2010),
BGN/PCGN, ISO 9 and scholarly systems, and the habits of the English, German, French and Polish press.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata

SHORTEST = 3
"""Letters below which a sound says too little."""
_MOST = 32
"""Sounds of a word; a word that has more is taken at its likeliest."""

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "e", "ж": "ž", "з": "z", "и": "i",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "x", "ц": "c", "ч": "č", "ш": "š", "щ": "šč", "ы": "i", "э": "e",
    "ю": "iu", "я": "ia", "ё": "io|e", "ьо": "io|o", "йо": "io", "ье": "e|io", "ьё": "io|e", "ъ": "", "ь": "", "'": "",
    **{husher + "ё": sound + "o|" + sound + "e" for husher, sound in zip("жчшщ", ("ž", "č", "š", "šč"), strict=True)},
}  # fmt: skip
_LATIN = {
    **{letter: letter for letter in "abdegiklmnoprstuvz"},
    "schtsch": "šč", "shch": "šč", "stsch": "šč", "szcz": "šč", "ŝ": "šč", "šč": "šč", "tsch": "č", "tch": "č",
    "cz": "č", "č": "č", "ć": "č", "ch": "č|x", "sch": "š|šč|sx", "sh": "š", "sz": "š", "š": "š", "ś": "s",
    "zgh": "zg", "zh": "ž", "ž": "ž", "ż": "ž", "ź": "z", "kh": "x", "gh": "g", "h": "x|g", "ph": "f", "f": "f",
    "th": "t", "ck": "k|ck", "ts": "c", "tz": "c", "c": "k|c", "q": "k", "x": "ks|x", "w": "v", "ł": "l", "ñ": "n",
    "j": "i", "y": "i", "ï": "i", "î": "i", "ě": "e", "ë": "io|e", "ê": "e", "è": "e", "ę": "e", "ą": "a", "â": "ia",
    "û": "iu", "ü": "iu|u", "ö": "io|o", "ó": "o|u", "ou": "u|ou", "gue": "ge|gue", "gui": "gi|gui", "'": "",
}  # fmt: skip
_FRENCH = {**_LATIN, "ch": "č|x|š", "j": "ž|i"}
_GERMAN = {**_LATIN, "sch": "š|ž|šč", "s": "s|z", "z": "z|c"}
_LOOKS_FRENCH = re.compile(r"ou|tch|ine$")
_LOOKS_GERMAN = re.compile(r"sch|[wj]|[lt]z|zk")
_TOKEN = {
    name: re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True))) + "|.")
    for name, table in (("Cyrillic", _CYRILLIC), ("Latin", _LATIN))
}
_ENDINGS = ((re.compile(r"off$"), "ov"), (re.compile(r"eff$"), "ev"), (re.compile(r"(?<=[чшщж])ев(?=а?$)"), "ёв"))
_IOTA = re.compile(r"i+(?=[ei])")
_DOUBLE = re.compile(r"(.)\1+")
_FEMININE = re.compile(r"(?<=[sc]k)aia$")


@functools.lru_cache(maxsize=20_000)
def sounds(word: str) -> tuple[str, ...]:
    """Returns the sounds of a word in small letters, the likeliest first; none where it is too short to tell.

    A Cyrillic word is best given with its ё, which a folded word has lost.
    """
    for ending, instead in _ENDINGS:
        word = ending.sub(instead, word)
    cyrillic = any("\u0400" <= sign <= "\u052f" for sign in word)
    table = _CYRILLIC if cyrillic else _habit(word)
    choices = [_choices(token, table) for token in _TOKEN["Cyrillic" if cyrillic else "Latin"].findall(word)]
    amount = 1
    for choice in choices:
        amount *= len(choice)
    if _MOST < amount:
        choices = [choice[:1] for choice in choices]
    found = dict.fromkeys(map(_agreed, map("".join, itertools.product(*choices))))
    if table is _FRENCH and word.endswith("ine"):
        found.update(dict.fromkeys(sound[:-1] for sound in tuple(found)))
    return tuple(sound for sound in found if SHORTEST <= len(sound))


def _habit(word: str) -> dict[str, str]:
    """Returns how the letters of a Latin word may be meant: as the French, the Germans or everybody else writes."""
    return _FRENCH if _LOOKS_FRENCH.search(word) else _GERMAN if _LOOKS_GERMAN.search(word) else _LATIN


def _choices(token: str, table: dict[str, str]) -> list[str]:
    known = table.get(token)
    if known is None:
        bare = unicodedata.normalize("NFKD", token)[:1]
        known = table.get(bare, bare)
    return known.split("|")


def _agreed(sound: str) -> str:
    """Returns a sound without what systems differ in: i before e and i (Dmitriy, Kiyev), double letters, -skaia for -ska."""
    return _FEMININE.sub("a", _DOUBLE.sub(r"\1", _IOTA.sub("", sound.replace("ts", "c"))))
