"""The concordance: every occurrence on a line, against a plain reading of the same turns."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from earwitness.errors import BadQuery, WrongUsage
from earwitness.index import Filters, Index, concordance, tokens
from earwitness.language.tokens import spellings

POSITION = (1, "0" * 64)
WORDS = "boat mole pier storm fog lamp".split()


def lines(index, query, *, exact=False, filters=None, **options):
    """Returns each line as (transcript, turn, first word, last word), in order."""
    found = index.occurrences(query, exact=exact, filters=filters)
    shown = concordance.lines(found, **{"sort": "text", "limit": 1000, **options})
    return [(line.transcript, line.number, line.first, line.last) for line in shown.lines]


def in_context(told_turns, places, window=2):
    """Returns lines as texts: `left [keyword] right`."""
    found = []
    for transcript, number, first, last in places:
        words = spellings(told_turns[transcript][number - 1])
        left, middle, right = words[max(0, first - window) : first], words[first : last + 1], words[last + 1 :][:window]
        found.append(" ".join([*left, f"[{' '.join(middle)}]", *right]))
    return found


def test_every_occurrence_is_a_line(fill, told):
    index = fill(told("t1", "en", ["The boat, the boats!", "No fog.", "Boat down by the mole, boat up."]))
    assert lines(index, "boat") == [("t1", 1, 1, 1), ("t1", 1, 3, 3), ("t1", 3, 0, 0), ("t1", 3, 5, 5)]
    assert lines(index, "exact:boats") == lines(index, "boats", exact=True) == [("t1", 1, 3, 3)]
    assert lines(index, "boat AND fog") == [], "the engine says which turns answer"
    assert lines(index, "fog OR mole") == [("t1", 2, 1, 1), ("t1", 3, 4, 4)]
    assert lines(index, "boat NOT mole") == [("t1", 1, 1, 1), ("t1", 1, 3, 3)]
    assert lines(index, "boat turn:3") == [("t1", 3, 0, 0), ("t1", 3, 5, 5)]
    assert lines(index, "mol*") == [("t1", 3, 4, 4)]
    assert lines(index, "bota~1") == [("t1", 1, 1, 1), ("t1", 3, 0, 0), ("t1", 3, 5, 5)]


def test_a_phrase_is_one_line_from_its_first_word_to_its_last(fill, told):
    index = fill(told("t1", "en", ["Old bridge, old old bridge.", "The bridge is old.", "Bridge of the old."]))
    assert lines(index, '"old bridge"') == [("t1", 1, 0, 1), ("t1", 1, 3, 4)]
    assert ("t1", 2, 1, 3) in lines(index, '"bridge old"~1')
    assert lines(index, '"old bridge" OR bridge', filters=Filters(in_=("c1",)))[:2] == [
        ("t1", 1, 0, 1),
        ("t1", 1, 3, 4),
    ]


def test_words_of_a_phrase_the_other_way_round_are_found_where_the_engine_finds_them(fill, told):
    index = fill(told("t1", "en", ["The storm took boats.", "Boats in a storm."]))
    turns = {hit.number for hit in index.search('"boats storm"~4').hits}
    assert {number for _, number, _, _ in lines(index, '"boats storm"~4')} == turns == {1, 2}


def test_lines_are_sorted_by_levels_of_context(fill, told):
    turns = ["a boat zeta", "c boat alpha beta", "b boat alpha alpha", "boat"]
    index = fill(told("t1", "en", turns))

    def sorted_by(sort):
        return in_context({"t1": turns}, lines(index, "boat", sort=sort))

    assert sorted_by("right") == ["[boat]", "b [boat] alpha alpha", "c [boat] alpha beta", "a [boat] zeta"]
    assert sorted_by("left") == ["[boat]", "a [boat] zeta", "b [boat] alpha alpha", "c [boat] alpha beta"]
    assert sorted_by("R1,L1") == ["[boat]", "b [boat] alpha alpha", "c [boat] alpha beta", "a [boat] zeta"]
    assert sorted_by("text") == ["a [boat] zeta", "c [boat] alpha beta", "b [boat] alpha alpha", "[boat]"]
    with pytest.raises(WrongUsage, match="cannot be sorted"):
        sorted_by("R0")


def test_the_keyword_sorts_by_its_form_and_letters_stand_where_the_alphabet_has_them(fill, told):
    turns = ["човни ятір", "човен їжа", "човен ікра", "човен злива", "човен ґава", "човен гава"]
    index = fill(told("t1", "uk", turns))
    assert [line.split()[-1] for line in in_context({"t1": turns}, lines(index, "човен", sort="keyword"))] == [
        "гава", "ґава", "злива", "ікра", "їжа", "ятір"
    ]  # fmt: skip


def test_a_sample_is_drawn_by_lot_and_the_same_for_the_same_seed(fill, told):
    index = fill(*(told(f"t{n}", "en", ["boat and boat"] * 3) for n in range(20)))
    whole = lines(index, "boat")
    some = lines(index, "boat", sample=30, seed=5)
    assert len(whole) == 120 and len(some) == 30 and set(some) < set(whole)
    assert some == lines(index, "boat", sample=30, seed=5) != lines(index, "boat", sample=30, seed=6)
    assert lines(index, "boat", sample=500) == whole
    fill(told("t99", "en", ["no such word here"]), told("t98", "en", ["a boat"]))
    assert 29 <= len(set(some) & set(lines(index, "boat", sample=30, seed=5))), "one line more moves one line at most"
    shown = concordance.lines(index.occurrences("boat"), sample=30, limit=10, offset=25)
    assert (shown.occurrences, shown.shown, len(shown.lines)) == (121, 30, 5)


def test_a_query_without_words_has_nothing_to_put_in_the_middle(fill, told):
    index = fill(told("t1", "en", [("Mother", "Stay.")]))
    with pytest.raises(BadQuery, match="no word to put in the middle"):
        index.occurrences("speaker:mother")
    assert lines(index, "stay speaker:mother") == [("t1", 1, 0, 0)]


def test_what_is_replaced_or_removed_has_no_lines(fill, told):
    index = fill(told("t1", "en", ["A boat.", "Two boats."]), told("t2", "en", ["My boat."]))
    fill(told("t1", "en", ["A pier."]))
    assert lines(index, "boat") == [("t2", 1, 1, 1)]
    index.update(remove=["t2"], position=POSITION)
    assert lines(index, "boat") == []
    index.rebuild([told("t1", "en", ["A pier."])], position=POSITION)
    assert b"boat" not in b"".join(path.read_bytes() for path in index.path.rglob("tokens/*"))


def test_small_segments_are_merged_and_lines_stay(tmp_path, fill, told):
    index = fill(*(told(f"t{n:02}", "en", [f"boat number {n}"] * 4) for n in range(10)))
    for number in range(10, 40):
        fill(told(f"t{number:02}", "uk" if number % 3 else "en", [f"boat {number}", f"човен {number}"]))
    standing = index.path / next(path.name for path in index.path.iterdir() if path.name.startswith("g-"))
    listed = tokens.read(standing)
    assert len(listed.segments) <= 4
    assert {path.name for path in (standing / "tokens").iterdir()} == {"segments.json"} | {
        entry.file for entry in listed.segments
    }
    assert len(lines(index, "boat")) == 70 and len(lines(index, "човен")) == 30
    assert lines(index, "boat turn:1") == [(f"t{n:02}", 1, 0, 0) for n in range(40)]


def test_a_reader_that_asked_the_engine_before_a_writer_merged_is_answered(fill, told):
    """Places are given once: an array that is newer than what the engine said has all of them, as they were."""
    index = fill(*(told(f"t{n}", "en", ["boat"]) for n in range(4)))
    reader = Index.open(index.path)
    before = lines(reader, "boat")
    fill(told("t1", "en", ["pier"]), *(told(f"t{n}", "en", ["boat"]) for n in range(4, 9)))
    assert [place[0] for place in before] == ["t0", "t1", "t2", "t3"]
    assert [place[0] for place in lines(reader, "boat")] == ["t0", "t2", "t3", *(f"t{n}" for n in range(4, 9))]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), query=st.sampled_from(["boat", '"boat mole"', "boat OR fog", "pi*", "lamp storm"]))
def test_lines_equal_a_plain_reading(fill, told, index, seed, query):
    chance = random.Random(seed)
    made = {
        f"t{n}": [" ".join(chance.choices(WORDS, k=chance.randint(0, 9))) or "-" for _ in range(4)] for n in range(5)
    }
    index.rebuild([told(name, "en", turns) for name, turns in made.items()], position=POSITION)
    expected = []
    for name, turns in made.items():
        for number, text in enumerate(turns, 1):
            words = text.split()
            for at, word in enumerate(words):
                if query == '"boat mole"':
                    if words[at : at + 2] == ["boat", "mole"]:
                        expected.append((name, number, at, at + 1))
                elif (
                    (query == "boat" and word == "boat")
                    or (query == "boat OR fog" and word in ("boat", "fog"))
                    or (query == "pi*" and word == "pier")
                    or (query == "lamp storm" and word in ("lamp", "storm") and {"lamp", "storm"} <= set(words))
                ):
                    expected.append((name, number, at, at))
    assert lines(index, query) == sorted(expected)
    by_right = [
        (made[name][number - 1].split() + [""] * 4)[last + 1 : last + 4]
        for name, number, _, last in lines(index, query, sort="right")
    ]
    assert by_right == sorted(by_right)
