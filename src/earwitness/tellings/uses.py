"""What a word is used as where it stands: is this capital a name, this `left` a side, this `one` a number?"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib.resources import files

from ..language.lemmas import parse
from ..language.tokens import fold, script, spellings
from .background import RAREST, rarity
from .lexicon import Lexicon
from .names import name_lemma, sound
from .terms import Term, classes

_PATRONYMIC = re.compile(r"(?:ovic|evic|icna|ovna|evna|iviC|oviC|eviC|iC|ivna)$")
_ADDRESS_WORDS = "mr mrs ms dr okay ok sir бог господи mayday hello hi"
_ADDRESS = frozenset(_ADDRESS_WORDS.split())
_OPENING = re.compile(r"(?:^|[.!?…:;\n«„“\"(\[—–-])\s*['’«„“\"(\[]*$")


def is_name(text: str, terms: Sequence[Term], place: int, language: str | None, lexicon: Lexicon) -> bool:
    """Says whether a capitalised word is a name for certain: no word of the language, no day, no form of address."""
    term = terms[place]
    if classes(term) & {"date", "month", "compass", "relative", "side", "feast"} or _is_word(term, lexicon):
        return False
    opens = term.start == 0 or bool(_OPENING.search(text, max(0, term.start - 6), term.start))
    return not opens or _sure_name(terms, place, language)


def is_patronymic(sound: str) -> bool:
    """Says whether a name's sound is that of a father's name: Ilyinichna, Savvich."""
    return _PATRONYMIC.search(sound) is not None


def _is_word(term: Term, lexicon: Lexicon) -> bool:
    """Says whether a capitalised word is a word of the language: it opens a sentence, or it is a name put into English."""
    if fold(term.words) in _ADDRESS:
        return True
    for head in term.heads:
        home, _, lemma = head.partition(":")
        if (home == "en" and lemma in english()) or (home in ("ru", "uk") and lexicon.meanings(lemma, home)):
            return True
    return False


def _sure_name(terms: Sequence[Term], place: int, language: str | None) -> bool:
    """Says whether a word is a name though it opens a sentence: another capital follows, or no dictionary knows it."""
    following = terms[place + 1 : place + 2]
    if following and following[0].words[0].isupper() and following[0].start == terms[place].end + 1:
        return 1 < len(following[0].words)
    spelled = fold(terms[place].words)
    if script(spelled) == "Cyrillic":
        return not parse(spelled, language).known
    return RAREST <= min(rarity(spelled, "en"), rarity(name_lemma(spelled, "en"), "en"))


@functools.cache
def english() -> frozenset[str]:
    """Returns the English words of the shipped lists: capitalised, they are no names for certain."""
    folder = files(__package__).joinpath("lexicon")
    return frozenset(
        word
        for language in ("ru", "uk")
        for line in folder.joinpath(f"{language}-en.tsv").read_text(encoding="utf-8").splitlines()
        for meaning in line.partition("\t")[2].split("|")
        for word in spellings(meaning)
    )


def is_translated(one: str, other: str) -> bool:
    """Says whether one of two names is the other put into English: Lastochka, Swallow."""
    left, right = fold(one), fold(other)
    return any(
        sound(name) in _heard().get(lemma, ())
        for name, word in ((left, right), (right, left))
        for lemma in spellings(word)
    )


@functools.cache
def _heard() -> Mapping[str, frozenset[str]]:
    """Returns for each English word of the shipped lists how the words that it stands for sound."""
    found: dict[str, set[str]] = defaultdict(set)
    folder = files(__package__).joinpath("lexicon")
    for language in ("ru", "uk"):
        for line in folder.joinpath(f"{language}-en.tsv").read_text(encoding="utf-8").splitlines():
            lemma, _, meanings = line.partition("\t")
            for meaning in meanings.split("|"):
                found[meaning].add(sound(lemma))
    return {meaning: frozenset(sounds) for meaning, sounds in found.items()}


_BEFORE_SIDE_WORDS = "the my your his her their our its to on from a one's that this whose"
_BEFORE_SIDE = frozenset(_BEFORE_SIDE_WORDS.split())
_TURNING_WORDS = "come turn go keep bear look steer veer swing pull lean face hard roll drift"
_TURNING = frozenset(_TURNING_WORDS.split())
_NO_SIDE_WORDS = "now away there here then after before about for behind so thing time"
_NO_SIDE = frozenset(_NO_SIDE_WORDS.split())
_BEFORE_ONE_WORDS = """
the this that no any every each another which other right left same only last new old some big little good bad at my
for ring loved
"""
_BEFORE_ONE = frozenset(_BEFORE_ONE_WORDS.split())
_BEHIND_ONE_WORDS = "of is was has can could more by day another thing time i he you we"
_BEHIND_ONE = frozenset(_BEHIND_ONE_WORDS.split())


def is_side(text: str, terms: Sequence[Term], place: int) -> bool:
    """Says whether `left` or `right` is a side here, and no departure and no assent."""
    word = fold(terms[place].words)
    if word not in ("left", "right"):
        return word not in ("права", "право")
    before = fold(terms[place - 1].words) if place else ""
    after = fold(terms[place + 1].words) if place + 1 < len(terms) else ""
    if place and any(head.removeprefix("en:") in _TURNING for head in terms[place - 1].heads):
        return after not in ("away", "behind")
    if after in _NO_SIDE:
        return False
    if before in _BEFORE_SIDE or before.endswith("'s"):
        return True
    following = text[terms[place].end : terms[place].end + 1]
    if following.strip():
        return False
    return bool(classes(terms[place + 1]) & {"body", "organ", "limb"}) if after else False


def counts_one(text: str, terms: Sequence[Term], place: int, language: str | None) -> bool:
    """Says whether a `one` or `first` counts: one engine does, no one, the right one and at first do not."""
    word = fold(terms[place].words)
    if word.isdigit() or text[terms[place].end : terms[place].end + 1] in ("-", "‑"):
        return True
    before = fold(terms[place - 1].words) if place else ""
    if script(word) == "Cyrillic":
        return word.startswith(("перв", "перш")) and bool(before)
    after = text[terms[place].end :].lstrip()[:1]
    follows = fold(terms[place + 1].words) if place + 1 < len(terms) else ""
    return before not in _BEFORE_ONE and after.isalpha() and follows not in _BEHIND_ONE
