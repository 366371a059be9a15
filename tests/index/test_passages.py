"""Passages: what several tellings have is found once and counted once, and no page of hits has it twice."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from earwitness.index import Filters, Index

WORDS = ("bridge", "water", "deck", "door", "night")


def test_a_passage_of_three_tellings_is_one_hit_and_facets_count_it_once(fill, told, index):
    fill(
        told("t1", "en", ["The bridge is dark.", "Water on the bridge."], passages={1: 7, 2: 8}),
        told("t2", "en", ["Dark bridge.", "The bridge takes water."], passages={1: 7, 2: 8}, kind="translation"),
        told("t3", "en", ["A bridge alone."], kind="excerpt"),
    )
    found = index.search("bridge", facets=("kind", "language"))
    assert (found.total, found.turns) == (3, 5)
    assert sorted(hit.passage or 0 for hit in found.hits) == [0, 7, 8]
    assert found.facets == {"kind": [("transcription", 2), ("translation", 2), ("excerpt", 1)], "language": [("en", 3)]}
    assert (index.search("bridge", limit=0).total, index.search("bridge", limit=1).total) == (3, 3)
    assert sorted((hit.transcript, hit.number) for hit in index.together([8])) == [("t1", 2), ("t2", 2)]
    hidden = index.together([7, 8], filters=Filters(without_transcripts=("t2",)))
    assert sorted((hit.transcript, hit.number) for hit in hidden) == [("t1", 1), ("t1", 2)]


TURNS = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), st.sampled_from([None, 1, 2, 3])),
    min_size=1,
    max_size=6,
)


@given(st.lists(st.tuples(TURNS, st.sampled_from(["en", "de"])), min_size=1, max_size=5), st.sampled_from(WORDS))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_counts_and_pages_are_those_of_a_count_by_hand(tmp_path_factory, told, tellings, word):
    index = Index.open(tmp_path_factory.mktemp("passages") / "search")
    items = [
        told(
            f"t{number}", language, [" ".join(words) for words, _ in turns],
            passages={place: key for place, (_, key) in enumerate(turns, 1) if key is not None},
        )
        for number, (turns, language) in enumerate(tellings)
    ]  # fmt: skip
    index.rebuild(items, position=(1, "0" * 64))
    try:
        holding = [
            (f"t{number}", place, key if key is not None else (number, place), language)
            for number, (turns, language) in enumerate(tellings)
            for place, (words, key) in enumerate(turns, 1)
            if word in words
        ]
        found = index.search(f"exact:{word}", limit=100, facets=("language",))
        assert (found.turns, found.total) == (len(holding), len({passage for _, _, passage, _ in holding}))
        by_language = Counter(language for _, language in {(passage, language) for _, _, passage, language in holding})
        assert dict(found.facets["language"]) == dict(by_language)
        pages = [
            hit
            for offset in range(0, found.total, 2)
            for hit in index.search(f"exact:{word}", limit=2, offset=offset).hits
        ]
        assert [(hit.transcript, hit.number) for hit in pages] == [(hit.transcript, hit.number) for hit in found.hits]
        keys = [hit.passage if hit.passage is not None else (hit.transcript, hit.number) for hit in pages]
        assert len(set(keys)) == len(keys) == found.total
    finally:
        index.close()
