"""How likely a decoding is, judged by the letters it gives: case within words, neighbours, how common each letter is."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

CYRILLIC = {
    # Each language's letters from the most to the least common in running text.
    "ru": "оеаинтсрвлкмдпуяызьбгчйхжюшцщэфъё",
    "uk": "оаинівтерсклудмпязьбгйчхїжшюєщцфґ’",
    "be": "анісртолекяудмпзўыьцгвбчйхжшюёэф",
    "bg": "аиоентрсвлкдпмзяъубгчжшщцхфюйь",
}

LATIN = {
    # Only letters beyond a–z: those within are the same in every single-byte set.
    "pl": "łąężśćóńź",
    "cs": "íáéřěšýžčůúťďňó",
    "sk": "áíéčšžľýťúôďňäĺŕó",
    "hu": "áéöőíóüúű",
    "ro": "ăâîșțşţ",
    "hr": "čšžćđ",
    "de": "üäößéà",
    "fr": "éèêàçùôîâûëïœæ",
    "es": "óíáéñúü",
    "it": "èàùòéìî",
    "pt": "ãçáéíóõêâàú",
    "nl": "ëéïèöüó",
    "nordic": "åäöøæéü",
    "tr": "ıüşçğöİâ",
    "baltic": "āēīšūņļģķžčėįųąę",
}

_WORD = re.compile(r"[^\W\d_]+")
_MARKS_OF_PRINT = frozenset("«»„“”‘’‚–—…•©®°§№€£· ­´`¿¡†‡™‰‹›½¼¾²³ªº¹×")
_RANK = {
    code: {letter: 1 - place / (2 * len(letters)) for place, letter in enumerate(letters)}
    for code, letters in CYRILLIC.items()
}
_SETS = {code: frozenset(letters) | frozenset(letters.upper()) for code, letters in LATIN.items()}


def likelihood(text: str) -> float:
    """Returns how much `text` looks like words that people write, about 0 to 1; 1 if it has only ASCII.

    Each character beyond ASCII is judged: a letter by how usual it is in the language that fits best and by its
    neighbours, a sign by whether print uses it and whether it stands inside a word.
    """
    foreign = [character for character in text if "\x7f" < character]
    if not foreign:
        return 1.0
    cyrillic: list[str] = []
    latin: list[str] = []
    penalty = 0.0
    for match in _WORD.finditer(text):
        word = match.group()
        beyond = [letter for letter in word if "\x7f" < letter]
        if not beyond:
            continue
        if len(word) == 1 and text[match.end() : match.end() + 1].isdigit():
            penalty += 1  # a currency sign read as a letter: £5
        elif any("Ѐ" <= letter <= "ӿ" for letter in beyond):
            cyrillic.extend(beyond)
            penalty += _case_faults(word) + sum(letter.isascii() or letter < "Ѐ" for letter in word)
        else:
            latin.extend(beyond)
            penalty += _crowded(word) + _case_faults(word)
    good = _cyrillic_worth(cyrillic) + _latin_worth(latin)
    for place, character in enumerate(text):
        if "\x7f" < character and not character.isalpha():
            good += _sign_worth(text, place)
    return max(0.0, (good - penalty) / len(foreign))


def _case_faults(word: str) -> float:
    """Counts capitals after small letters: a wrong Cyrillic table turns the case of words inside out."""
    return sum(1.0 for left, right in pairwise(word) if left.islower() and right.isupper()) * 2


def _crowded(word: str) -> float:
    """Counts letters beyond a–z in a Latin word past the second in a row, and half of all in a word made of them."""
    runs = re.findall(r"[^\x00-\x7f]{3,}", word)
    return float(sum(len(run) for run in runs))


def _cyrillic_worth(letters: list[str]) -> float:
    if not letters:
        return 0.0
    lowered = [letter.lower() for letter in letters]
    return max(sum(rank.get(letter, -0.5) for letter in lowered) for rank in _RANK.values()) * 1.15


def _latin_worth(letters: list[str]) -> float:
    if not letters:
        return 0.0
    return max(sum(1.0 if letter in letters_of else -0.4 for letter in letters) for letters_of in _SETS.values())


def _sign_worth(text: str, place: int) -> float:
    """Rates a sign: those of print are welcome outside words; controls and line drawings are not, nor signs in words."""
    character = text[place]
    if character == "�" or unicodedata.category(character) in ("Cc", "Co", "Cn"):
        return -1.5
    inside = 0 < place < len(text) - 1 and text[place - 1].isalpha() and text[place + 1].isalpha()
    if inside and character not in "’‘´·­":
        return -1.0
    if character in _MARKS_OF_PRINT:
        touching = 0 < place and text[place - 1].isalpha() and character in "¹²³ªº¼½¾×¿¡´"
        return -0.6 if touching else 0.7
    return -0.6
