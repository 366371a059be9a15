"""Row 4: is a word found in any form, a name in any alphabet; what is found wrongly; how fast known words are analysed."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from earwitness.index.words import WordTable
from earwitness.language import lemmas
from earwitness.language.lemmas import parse_in
from earwitness.language.tokens import fold

from .forms_lists import IRREGULAR, REGULAR, UNLIKE
from .forms_names import PAIRS
from .row import Row

RECALL = 0.99
TOKENS = 500_000
PARADIGMS = 300
"""Random lemmas of each language."""
Finds = Callable[[str, str], bool]
"""Says whether who types the first word finds the second."""


class Judged(NamedTuple):
    """How many pairs were asked, and those that went wrong."""

    pairs: int
    wrong: list[tuple[str, str]]

    @property
    def share(self) -> float:
        return 1 - len(self.wrong) / self.pairs


def paradigms(text: str) -> list[list[str]]:
    """Returns the words of each line or stretch between semicolons."""
    return [words.split() for words in text.replace("\n", ";").split(";") if words.split()]


def ours(language: str) -> Finds:
    """Returns how our index finds a word of this language."""

    def finds(asked: str, word: str) -> bool:
        asked = fold(asked)
        meant = lemmas.meant(asked, lemmas.tried(asked, (language,)))
        return not meant.isdisjoint(lemmas.parse(fold(word), language).lemmas)

    return finds


def snowball(language: str) -> Finds:
    """Returns how a stemmer finds it; of Ukrainian, for which there is none, the Russian one."""
    import snowballstemmer

    stemmer = snowballstemmer.stemmer({"en": "english"}.get(language, "russian"))
    return lambda asked, word: stemmer.stemWord(fold(asked)) == stemmer.stemWord(fold(word))


def of(finds: Finds, pairs: Iterable[tuple[str, str]], *, wanted: bool = True) -> Judged:
    """Returns which of the pairs are found though unwanted, or are not."""
    every = list(pairs)
    return Judged(len(every), [pair for pair in every if finds(*pair) is not wanted])


def hand(language: str) -> Iterator[tuple[str, str]]:
    """Yields each lemma of the list with each form of it."""
    for lemma, *forms in paradigms(IRREGULAR[language]):
        yield from ((lemma, form) for form in forms)


def drawn(language: str) -> list[tuple[str, list[str]]]:
    """Returns random lemmas with all their forms: of the dictionary, in English by the rules of spelling."""
    chance = random.Random(f"paradigms {language}")
    if language == "en":
        words = REGULAR.split()
        nouns = words.index("ambulance")
        every = [(word, _english(word, noun=nouns <= place)) for place, word in enumerate(words)]
        return chance.sample(every, min(PARADIGMS, len(every)))
    from earwitness.language.slavic import _analyser

    analyser = _analyser(language)
    seen: dict[str, list[str]] = {}
    for word in _known(analyser, chance):
        parse = analyser.parse(word)[0]
        if len(seen) == PARADIGMS:
            break
        if {"NOUN", "VERB", "INFN", "ADJF"} & parse.tag.grammemes and "Abbr" not in parse.tag.grammemes:
            seen[parse.normal_form] = sorted({form.word for form in parse.lexeme})
    return list(seen.items())


def _known(analyser: object, chance: random.Random) -> Iterator[str]:
    """Yields words of a dictionary: those that stand near random beginnings."""
    letters = "абвгдежзиклмнопрстуфхцчшщэюя"
    while True:
        beginning = "".join(chance.choice(letters) for _ in range(4))
        found = list(analyser.iter_known_word_parses(beginning))  # type: ignore[attr-defined]
        if found:
            yield chance.choice(found).word


def _english(word: str, *, noun: bool) -> list[str]:
    vowel = word[-1:] in "aeiou"
    consonant_y = word.endswith("y") and word[-2] not in "aeiou"
    doubled = word in ("drop", "kidnap", "plan", "rob", "ship", "stop", "transfer")
    many = word[:-1] + "ies" if consonant_y else word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")
    if noun:
        return [many, word + "'s"]
    stem = word[:-1] if word.endswith("e") else word + word[-1] if doubled else word
    past = word[:-1] + "ied" if consonant_y else stem + "ed"
    going = word[:-2] + "ying" if word == "tie" else stem + "ing"
    return [many, past, going] if not vowel or word.endswith("e") else [many]


def precision(finds: Finds, language: str, random_ones: list[tuple[str, list[str]]]) -> tuple[int, int, list[str]]:
    """Returns how many forms are found when each random lemma is asked of all forms, how many wrongly, and examples.

    Right is what the dictionary calls a form of the lemma, one of another word that is spelt so too.
    """
    owners: dict[str, set[str]] = {}
    for lemma, forms in random_ones:
        for form in (lemma, *forms):
            owners.setdefault(form, set()).add(lemma)
    found = wrong = 0
    examples: list[str] = []
    lemmas_asked = random_ones[:: max(1, len(random_ones) // 40)]
    for lemma, _ in lemmas_asked:
        for form, own in owners.items():
            if form[:2] != lemma[:2] and lemma not in own:
                continue  # no stemmer confounds these; asking all would take minutes
            if finds(lemma, form):
                found += 1
                if lemma not in own and f"{language}:{fold(lemma)}" not in parse_in(fold(form), language).lemmas:
                    wrong += 1
                    examples.append(f"{lemma}~{form}")
    return found, wrong, examples


def names() -> tuple[Judged, Judged]:
    """Returns which names of the hand list are missed, and which words are found that are none."""
    wanted: list[tuple[str, str, str]] = []
    unwanted: list[tuple[str, str, str]] = []
    for line in PAIRS.strip().splitlines():
        asked, _, rest = line.partition(" =")
        yes, _, no = rest.partition("!")
        for pairs, words in ((wanted, yes), (unwanted, no)):
            pairs += [(asked.strip(), *word.split(":")) for word in words.split()]  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as folder:
        table = WordTable(Path(folder) / "words.sqlite", learns=True)
        tokens = {(code, word): table.encode(word, code)[2][0] for _, code, word in (*wanted, *unwanted)}
        table.save()

        def finds(asked: str, code: str, word: str) -> bool:
            return tokens[code, word] in (*table.classes(asked), *table.namesakes(asked))

        missed = [(asked, word) for asked, code, word in wanted if not finds(asked, code, word)]
        extra = [(asked, word) for asked, code, word in unwanted if finds(asked, code, word)]
        table.close()
    return Judged(len(wanted), missed), Judged(len(unwanted), extra)


def speed(tokens: int) -> float:
    """Returns words a second, from a text to class tokens and spellings, once the types are known."""
    from .corpus import files

    texts = [(text, language) for _, language, spoken in files(max(1, tokens // 600)) for text in spoken]
    with tempfile.TemporaryDirectory() as folder:
        table = WordTable(Path(folder) / "words.sqlite", learns=True)
        count = sum(len(table.encode(text, language)[0]) for text, language in texts)
        times = []
        for _ in range(5):
            started = time.perf_counter()
            for text, language in texts:
                table.encode(text, language)
            times.append(time.perf_counter() - started)
        table.close()
    return count / sorted(times)[2]


def rows(tokens: int = 300_000) -> Iterator[Row]:
    """Yields recall and precision in each language and of names, and the speed."""
    for language in IRREGULAR:
        random_ones = drawn(language)
        flat = [(lemma, form) for lemma, forms in random_ones for form in forms]
        for name, pairs in (("irregular forms", list(hand(language))), ("random paradigms", flat)):
            mine, theirs = of(ours(language), pairs), of(snowball(language), pairs)
            yield Row(
                name=f"4 recall, {name}, {language}", ours=mine.share, theirs=1.0, bar=RECALL, better="higher", unit="",
                peer=f"all; Snowball {theirs.share:.2f}", sizes={"pairs": mine.pairs, "missed": mine.wrong[:12]},
            )  # fmt: skip
        unlike = [
            (one, other)
            for words in paradigms(UNLIKE[language])
            for one, other in zip(words[::2], words[1::2], strict=True)
        ]
        mine, theirs = (of(finds(language), unlike, wanted=False) for finds in (ours, snowball))  # type: ignore[arg-type]
        yield Row(
            name=f"4 unlike words kept apart, {language}", ours=mine.share, theirs=1.0, bar=RECALL, better="higher", unit="",
            peer=f"all; Snowball {theirs.share:.2f}", sizes={"pairs": mine.pairs, "confounded": mine.wrong},
        )  # fmt: skip
        found, wrong, examples = precision(ours(language), language, random_ones)
        found_by, wrong_by, _ = precision(snowball(language), language, random_ones)
        yield Row(
            name=f"4 precision, random paradigms, {language}", ours=1 - wrong / found, theirs=1.0, bar=RECALL,
            better="higher", unit="", peer=f"all; Snowball {1 - wrong_by / max(1, found_by):.2f}",
            sizes={"found": found, "wrong": examples[:12]},
        )  # fmt: skip
    found_names, traps = names()
    right = found_names.pairs - len(found_names.wrong)
    yield Row(
        name="4 names, recall", ours=found_names.share, theirs=1.0, bar=RECALL, better="higher", unit="", peer="all",
        sizes={"pairs": found_names.pairs, "missed": found_names.wrong},
    )  # fmt: skip
    yield Row(
        name="4 names, precision", ours=right / (right + len(traps.wrong)), theirs=1.0, bar=RECALL, better="higher",
        unit="", peer="all", sizes={"traps": traps.pairs, "caught": traps.wrong},
    )  # fmt: skip
    yield Row(
        name="4 analysis, types known", ours=speed(tokens), theirs=TOKENS, bar=1.0, better="higher", unit="tokens/s",
        peer="the bar", sizes={"tokens": tokens},
    )  # fmt: skip
