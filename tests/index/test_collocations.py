"""Collocates, dispersion and keyness against plain counting and the formulas as they are printed."""

import math
import random
from collections import Counter

import pytest

from earwitness.index import Filters, Index, collocations, corpora, keyness

POSITION = (1, "0" * 64)
WORDS = "boat mole pier storm fog lamp".split()


def g2(a, b, c, d):
    """Dunning's G² of the whole table: `a` of `c` words here, `b` of `d` there."""
    whole = c + d
    cells = [(a, c * (a + b)), (b, d * (a + b)), (c - a, c * (whole - a - b)), (d - b, d * (whole - a - b))]
    return 2 * sum(seen * math.log(seen * whole / expected) for seen, expected in cells if seen)


@pytest.fixture(scope="module")
def made(tmp_path_factory, told):
    """An index of twenty made calls, with their words."""
    chance = random.Random("collocations")
    turns = {f"t{n:02}": [chance.choices(WORDS, k=chance.randint(1, 12)) for _ in range(6)] for n in range(20)}
    index = Index.open(tmp_path_factory.mktemp("made") / "search")
    index.rebuild(
        [told(name, "en", [" ".join(words) for words in spoken]) for name, spoken in turns.items()], position=POSITION
    )
    yield index, turns
    index.close()


def test_collocates_equal_a_plain_count(made):
    index, turns = made
    found, corpus = index.occurrences("boat"), index.corpus()
    everything = corpora.tally(corpus, {})
    shown = collocations.collocates(found.spots, everything, {}, window=2, least=1, forms=False)
    near, left, right, whole, homes = Counter(), Counter(), Counter(), Counter(), {}
    for name, spoken in turns.items():
        for words in spoken:
            whole.update(words)
            places = [at for at, word in enumerate(words) if word == "boat"]
            for at, word in enumerate(words):
                sides = {place < at for place in places if 0 < abs(place - at) <= 2}
                if word != "boat" and sides:
                    near[word] += 1
                    homes.setdefault(word, set()).add(name)
                    right[word] += True in sides
                    left[word] += False in sides
    assert {one.word: (one.count, one.left, one.right, one.whole, one.conversations) for one in shown} == {
        word: (near[word], left[word], right[word], whole[word], len(homes[word])) for word in near
    }
    size, inside = sum(whole.values()), sum(near.values())
    for one in shown:
        c, d = inside, size - whole["boat"] - inside
        expected = g2(one.count, one.whole - one.count, c, d)
        assert abs(one.log_likelihood) == pytest.approx(expected, abs=0.006)
        assert (one.log_likelihood < 0) == (one.count * d < (one.whole - one.count) * c)
        dice = 14 + math.log2(2 * one.count / (whole["boat"] + one.whole))
        assert one.log_dice == pytest.approx(dice, abs=0.006)
    assert [one.log_likelihood for one in shown] == sorted((one.log_likelihood for one in shown), reverse=True)


def test_forms_of_a_word_count_together_unless_told_apart(fill, told):
    index = fill(told("t1", "en", ["The boat sank.", "A boat sinks.", "Boats sink."]))
    found, corpus = index.occurrences("boat"), index.corpus()

    def counts(forms):
        tally = corpora.tally(corpus, {}, forms=forms)
        shown = collocations.collocates(found.spots, tally, {}, window=1, least=1, forms=forms)
        return {one.word: one.count for one in shown}

    assert sum(count for word, count in counts(False).items() if word.startswith("s")) == 3
    assert len([word for word in counts(False) if word.startswith("s")]) < 3
    assert {word: count for word, count in counts(True).items() if word.startswith("s")} == {
        "sank": 1, "sinks": 1, "sink": 1,
    }  # fmt: skip


def test_dispersion_is_gries_deviation_of_proportions(fill, told):
    index = fill(
        told("t1", "en", ["boat boat", "x y"]), told("t2", "en", ["one boat two three"]), told("t3", "en", ["no such"])
    )
    spread = collocations.dispersion(index.occurrences("boat").spots, index.corpus(), {})
    # words 4, 4, 2 of 10; occurrences 2, 1, 0 of 3
    assert spread.dp == pytest.approx(0.5 * (abs(0.4 - 2 / 3) + abs(0.4 - 1 / 3) + 0.2), abs=1e-4)
    assert (spread.conversations, spread.of) == (2, 3)
    joined = collocations.dispersion(index.occurrences("boat").spots, index.corpus(), {"t1": "c", "t2": "c"})
    assert (joined.conversations, joined.of) == (1, 2), "linked transcripts are one conversation"


def test_keyness_equals_the_formulas(made):
    index, turns = made
    one = corpora.tally(index.corpus(filters=Filters(in_=("c00", "c01", "c02"))), {})
    everything = index.corpus()
    rest = corpora.tally(everything.without(index.corpus(filters=Filters(in_=("c00", "c01", "c02")))), {})
    amount, words = keyness.keywords(one, rest, least=1)
    counts = [Counter(), Counter()]
    for name, spoken in turns.items():
        counts[name not in ("t00", "t01", "t02")].update(word for said in spoken for word in said)
    c, d = (sum(count.values()) for count in counts)
    assert amount == len(words) == len(WORDS)
    for word in words:
        a, b = (count[word.word] for count in counts)
        assert (word.count, word.against) == (a, b)
        ea, eb = c * (a + b) / (c + d), d * (a + b) / (c + d)
        expected = 2 * (a * math.log(a / ea) + b * math.log(b / eb))
        assert abs(word.log_likelihood) == pytest.approx(expected, abs=0.006)
        assert word.log_ratio == pytest.approx(math.log2(a / c) - math.log2(b / d), abs=0.006)
    assert [abs(word.log_likelihood) for word in words] == sorted(
        (abs(word.log_likelihood) for word in words), reverse=True
    )


def test_what_several_tellings_say_counts_once_in_each_language(fill, told):
    def item(name, language, text, passages):
        return told(name, language, [text], passages=passages)

    index = fill(
        item("t1", "en", "the boat sank", {1: 77}),
        item("t2", "en", "the boat went down", {1: 77}),
        item("t3", "uk", "човен затонув", {1: 77}),
        item("t4", "en", "the boat sank", {}),
    )
    found = index.occurrences("boat")
    assert (found.total, found.turns, found.amount) == (2, 3, 2)
    chosen = {int(place) for some in found.spots for place in some.places}
    tally = corpora.tally(index.corpus(prefer=chosen), {})
    counts = dict(zip(tally.names, tally.counts.tolist(), strict=True))
    assert counts["boat"] == 2 and counts["човен"] == 1
    shown = collocations.collocates(found.spots, tally, {}, window=5, least=1, forms=False)
    assert all(one.count <= one.whole for one in shown)
