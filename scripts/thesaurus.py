"""Makes the lists of `earwitness/tellings/thesaurus/` out of the data files of Princeton WordNet 3.0.

    python scripts/thesaurus.py FOLDER_OF_WORDNET

The folder holds `data.noun`, `index.noun`, `cntlist.rev` and their like; Debian's package `wordnet-base` has them. Kept are
the single words that are no rarer than one in about thirty million (wordfreq), and of the nouns only senses that name
something to be pointed at: an artifact, an animal, a person, a part of the body, a place, a substance, food, a plant, weather.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from wordfreq import zipf_frequency

from earwitness.language.english import lemmas

INTO = Path(__file__).parent.parent / "src" / "earwitness" / "tellings" / "thesaurus"
RAREST, NEAREST, PAIRED = 1.6, 2.3, 3.0
EXPLAINED = 0.45
"""The share of two explanations that is the same from which on their words may stand for each other."""
FORMULA = 12
"""Words that are explained alike from which on the explanation is a formula."""
FUNCTION = frozenset(
    "he at as or must mine in do can will may might us it who am an no so be are was has had by oh ad".split()
)
"""Words of the grammar, which are nouns as well: helium, astatine, arsenic."""
CONCRETE = {3: "", 5: "animal", 6: "artifact", 8: "body", 13: "food", 15: "place", 17: "place", 18: "person", 19: "weather",
            20: "plant", 27: "substance", 11: "event"}  # fmt: skip
UNDER = {("written_communication", "written_language"): "document", ("document",): "document",
         ("publication",): "document", ("press", "public_press"): "document",
         ("illness", "unwellness"): "illness", ("ill_health", "unhealthiness"): "illness", ("injury", "hurt"): "illness",
         ("medical_procedure",): "illness"}  # fmt: skip
"""Headings of other sorts under which all can be pointed at too."""
PLACES = frozenset((("structure", "construction"), ("way",), ("facility", "installation"), ("area",)))
"""Artifacts under which all is a place: their words, as WordNet lists them first."""
PAIRED_SORTS = frozenset(("artifact", "place", "food", "body", "substance", "document"))
"""Sorts of which names in two words are kept: of plants and animals there would be thousands."""
PARTS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
NUMBERS = {"n": "1", "v": "2", "a": "3", "r": "4", "s": "5"}


class Synset(NamedTuple):
    """A set of words of one sense, as WordNet has it."""

    lexicographer: int
    words: tuple[str, ...]
    pointers: tuple[tuple[str, str, str, str], ...]
    """Sign, target, part of speech, and from which word to which."""


def synsets(folder: Path, part: str) -> dict[str, Synset]:
    """Returns the synsets of a part of speech by their offset."""
    found = {}
    for line in (folder / f"data.{PARTS[part]}").read_text(encoding="latin-1").splitlines():
        if line.startswith("  "):
            continue
        fields = line.partition(" | ")[0].split()
        count = int(fields[3], 16)
        words = tuple(re.sub(r"\(\w+\)$", "", fields[4 + 2 * place]) for place in range(count))
        at = 4 + 2 * count
        pointers = tuple(
            (fields[at + 1 + 4 * n], fields[at + 2 + 4 * n], fields[at + 3 + 4 * n], fields[at + 4 + 4 * n])
            for n in range(int(fields[at]))
        )
        found[fields[0]] = Synset(int(fields[1]), words, pointers)
    return found


def index(folder: Path, part: str) -> dict[str, list[str]]:
    """Returns the offsets of each word's senses, the commonest first."""
    found = {}
    for line in (folder / f"index.{PARTS[part]}").read_text(encoding="latin-1").splitlines():
        if not line.startswith("  "):
            fields = line.split()
            found[fields[0]] = fields[-int(fields[2]) :]
    return found


def counts(folder: Path) -> dict[tuple[str, str, int], int]:
    """Returns how often each sense was met in the tagged texts: word, part of speech as a number, sense."""
    found = {}
    for line in (folder / "cntlist.rev").read_text(encoding="latin-1").splitlines():
        key, sense, count = line.split()
        word, _, rest = key.partition("%")
        found[word, rest[0], int(sense)] = int(count)
    return found


def kept(word: str) -> bool:
    return re.fullmatch(r"[a-z]{2,}", word) is not None and RAREST <= zipf_frequency(word, "en")


def nouns(folder: Path) -> Iterator[str]:
    """Yields the tree of the concrete nouns, parents first: number of the parent, sort, words with two figures each:
    in how many ninths of its uses as a noun it has this sense, and in how many of all its uses it is a noun."""
    every = synsets(folder, "n")
    numbers, words = _numbered(folder)
    for offset in numbers:
        parent = _parent(every, offset)
        above = str(numbers[parent]) if parent is not None else ""
        named = " ".join(f"{word}{weight}" for word, weight in sorted(words.get(offset, ())))
        yield f"{above}\t{_sort(every, offset)}\t{named}"


def _numbered(folder: Path) -> tuple[dict[str, int], dict[str, list[tuple[str, str]]]]:
    """Returns the line of each synset of the tree, and its words with their figures."""
    every = synsets(folder, "n")
    tagged = counts(folder)
    words: dict[str, list[tuple[str, str]]] = defaultdict(list)
    other_parts = {part: index(folder, part) for part in ("v", "a", "r")}
    for word, offsets in index(folder, "n").items():
        if not kept(word) or word in FUNCTION:
            continue
        # An unmet sense counts a little, the later ones less.
        met = [tagged.get((word, "1", sense), 0) + 0.5 / sense for sense in range(1, len(offsets) + 1)]
        others = sum(
            tagged.get((word, NUMBERS[part], sense), 0)
            + tagged.get((word, "5", sense), 0) * (part == "a")
            + 0.3 / sense
            for part, known in other_parts.items()
            for sense in range(1, len(known.get(word, ())) + 1)
        )
        noun = round(9 * sum(met) / (sum(met) + others))
        for offset, count in zip(offsets, met, strict=True):
            if _concrete(every, offset):
                words[offset].append((word, f"{round(9 * count / sum(met))}{noun}"))
    used: set[str] = set()
    for offset in words:
        while offset and offset not in used:
            used.add(offset)
            offset = _parent(every, offset) or ""
    numbers: dict[str, int] = {}

    def number(offset: str) -> int:
        if offset not in numbers:
            parent = _parent(every, offset)
            if parent is not None:
                number(parent)
            numbers[offset] = len(numbers)
        return numbers[offset]

    for offset in sorted(used):
        number(offset)
    return numbers, words


def compounds(folder: Path) -> Iterator[str]:
    """Yields names of things in two words: their line in the tree (a plus: that of what they are a kind of), and the names."""
    every = synsets(folder, "n")
    in_tree = index(folder, "n")
    numbers, _ = _numbered(folder)
    for offset, synset in every.items():
        pairs = [word for word in map(str.lower, synset.words) if _pair(word) and in_tree.get(word, [""])[0] == offset]
        if pairs and _concrete(every, offset) and _sort(every, offset) in PAIRED_SORTS:
            at: str | None = offset
            while at is not None and at not in numbers:
                at = _parent(every, at)
            if at is not None:
                yield f"{numbers[at]}{'' if at == offset else '+'}\t{' '.join(pairs)}"


def _pair(word: str) -> bool:
    """Says whether this is two words, both common enough."""
    parts = word.split("_")
    return len(parts) == 2 and all(kept(part) and PAIRED <= zipf_frequency(part, "en") for part in parts)


def verbs(folder: Path) -> Iterator[str]:
    """Yields verbs of one sense, one of the three commonest of each."""
    ranks = {word: offsets[:3] for word, offsets in index(folder, "v").items() if kept(word)}
    for offset, synset in synsets(folder, "v").items():
        words = [word for word in dict.fromkeys(synset.words) if offset in ranks.get(word, ())]
        if 1 < len(words):
            yield " ".join(words)


def near(folder: Path) -> Iterator[str]:
    """Yields words whose senses are explained in much the same words, or one by the other: sleet and snow, bullet and shot."""
    every = synsets(folder, "n")
    known = {word: offsets[:3] for word, offsets in index(folder, "n").items() if NEAREST <= zipf_frequency(word, "en")}
    said = {offset: _explained(text) for offset, text in glosses(folder).items()}
    spread = Counter(word for words in said.values() for word in words)
    weights = {word: math.log(len(said) / count) for word, count in spread.items()}
    explained = {
        word: senses
        for word, offsets in known.items()
        if kept(word) and (senses := [at for at in offsets if every[at].lexicographer in CONCRETE])
    }
    sorts = {word: {every[at].lexicographer for at in offsets} for word, offsets in explained.items()}
    holding: dict[str, set[str]] = defaultdict(set)
    for word, offsets in explained.items():
        for offset in offsets:
            for part in said[offset]:
                if spread[part] < 600:
                    holding[part].add(word)
    mentioned: set[tuple[str, str]] = set()
    alike: set[tuple[str, str]] = set()
    for part, words in holding.items():
        mentioned |= {
            (min(part, word), max(part, word))
            for word in words
            if part != word and sorts.get(part, set()) & sorts.get(word, set())
        }
        for one, other in combinations(sorted(words), 2):
            if (one, other) not in alike and any(
                EXPLAINED <= _overlap(said[x], said[y], weights) for x in explained[one] for y in explained[other]
            ):
                alike.add((one, other))
    # A form of words that explains a whole row of things (a native of …, a unit of …) tells nothing of any two of them.
    partners = Counter(word for pair in alike for word in pair)
    alike = {pair for pair in alike if max(partners[pair[0]], partners[pair[1]]) <= FORMULA}
    rows: dict[str, list[str]] = defaultdict(list)
    for one, other in sorted(mentioned | alike):
        rows[one].append(other)
    for word, others in rows.items():
        yield f"{word}\t{' '.join(others)}"


def glosses(folder: Path) -> dict[str, str]:
    """Returns what each noun synset means, in words."""
    found = {}
    for line in (folder / "data.noun").read_text(encoding="latin-1").splitlines():
        if not line.startswith("  "):
            head, _, gloss = line.partition(" | ")
            found[head.split()[0]] = gloss
    return found


def _explained(gloss: str) -> frozenset[str]:
    """Returns the lemmas of an explanation, its examples left out."""
    words = re.findall(r"[a-z]{3,}", re.split(r';? "', gloss)[0].lower())
    return frozenset(lemmas(word)[0] for word in words)


def _overlap(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    shared = sum(weights[word] for word in one & other)
    return shared / math.sqrt(sum(weights[word] for word in one) * sum(weights[word] for word in other))


def _concrete(every: Mapping[str, Synset], offset: str) -> bool:
    if any(sign == "@i" for sign, _, _, _ in every[offset].pointers):
        return False  # a certain town or writer
    return every[offset].lexicographer in CONCRETE or bool(_under(every, offset))


def _under(every: Mapping[str, Synset], offset: str) -> str:
    at: str | None = offset
    while at is not None:
        words = every[at].words
        if words[:1] in UNDER or words[:2] in UNDER:
            return UNDER.get(words[:2], UNDER.get(words[:1], ""))
        at = _parent(every, at)
    return ""


def _sort(every: Mapping[str, Synset], offset: str) -> str:
    sort = CONCRETE.get(every[offset].lexicographer) or _under(every, offset)
    at: str | None = offset
    while sort == "artifact" and at is not None:
        if every[at].lexicographer == 6 and (every[at].words[:1] in PLACES or every[at].words[:2] in PLACES):
            return "place"
        at = _parent(every, at)
    return sort


def _parent(every: Mapping[str, Synset], offset: str) -> str | None:
    above = [target for sign, target, _, _ in every[offset].pointers if sign == "@"]
    concrete = [target for target in above if every[target].lexicographer in CONCRETE]
    return next(iter(concrete or above), None)


def opposites(folder: Path) -> Iterator[str]:
    """Yields the opposites: part of speech, words of the one side, words of the other; the very words that oppose first."""
    seen = set()
    for part in ("a", "v", "n", "r"):
        every = synsets(folder, part)
        ranks = {word: offsets[:2] for word, offsets in index(folder, part).items() if kept(word)}
        for offset, synset in every.items():
            for sign, target, _, ends in synset.pointers:
                if sign != "!" or (part, target, offset) in seen:
                    continue
                seen.add((part, offset, target))
                one, other = synset.words[int(ends[:2], 16) - 1], every[target].words[int(ends[2:], 16) - 1]
                sides = [
                    [word, *(near for near in _cluster(every, at, part) if near != word)]
                    for word, at in ((one, offset), (other, target))
                ]
                left, right = (
                    [word for word, at in side if word in ranks and at in ranks[word]]
                    for side in (
                        [(word, _home(every, ranks, word, at)) for word in side]
                        for side, at in zip(sides, (offset, target), strict=True)
                    )
                )
                if one in left and other in right:
                    yield f"{part}\t{' '.join(left)}\t{' '.join(right)}"


def _cluster(every: Mapping[str, Synset], offset: str, part: str) -> list[str]:
    words = list(every[offset].words)
    if part == "a":
        words += [word for sign, near, _, _ in every[offset].pointers if sign == "&" for word in every[near].words]
    return list(dict.fromkeys(words))


def _home(every: Mapping[str, Synset], ranks: Mapping[str, list[str]], word: str, offset: str) -> str:
    """Returns the synset of the cluster in which a word stands."""
    around = [offset, *(near for sign, near, _, _ in every[offset].pointers if sign == "&")]
    return next((at for at in around if at in ranks.get(word, ()) and word in every[at].words), "")


if __name__ == "__main__":
    source = Path(sys.argv[1])
    INTO.mkdir(exist_ok=True)
    lists = {"nouns": nouns, "compounds": compounds, "near": near, "verbs": verbs, "opposites": opposites}
    for name, rows in lists.items():
        lines = list(rows(source))
        (INTO / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        sys.stderr.write(f"{name}: {len(lines)} lines\n")
