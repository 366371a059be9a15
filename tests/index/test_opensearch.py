"""The same tree asked of another engine: a query in, the whole of what OpenSearch is sent out. All talk is invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earwitness.errors import BadQuery, WrongUsage
from earwitness.index import Filters, cluster, opensearch
from earwitness.index.fields import documents
from earwitness.index.query import parse
from earwitness.language.tokens import spellings

CLASSES = {
    "home": (("c1",), ()),
    "go": (("c2", "c3"), ()),
    "boat": (("c4",), ()),
    "zebra": ((), ()),
    "Lyosha": (("c5",), ("c6",)),
}
"""Words as a table of words has them: the classes of each, and those of names that may be the same."""


def translated(query, **options):
    return opensearch.Translation(query, lambda word: CLASSES.get(word, (("c9",), ())), **options).translate(
        parse(query)
    )


def among(*queries):
    return {"bool": {"should": list(queries), "minimum_should_match": 1}}


def ordered(field, *rules, gaps=0):
    return {"intervals": {field: {"all_of": {"ordered": not gaps, "max_gaps": gaps, "intervals": list(rules)}}}}


HOME, BOAT = {"term": {"text": "c1"}}, {"term": {"text": "c4"}}
GO = among({"term": {"text": "c2"}}, {"term": {"text": "c3"}})


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("home", HOME),
        ("go", GO),
        ("zebra", {"match_none": {}}),
        ("Lyosha", among({"term": {"text": "c5"}}, {"term": {"text": {"value": "c6", "boost": 0.5}}})),
        ("exact:Went", {"term": {"exact": "went"}}),
        ("home boat", {"bool": {"must": [HOME, BOAT]}}),
        ("home OR boat", among(HOME, BOAT)),
        ("home -boat", {"bool": {"must": [HOME], "must_not": [BOAT]}}),
        ("NOT boat", {"bool": {"must_not": [BOAT]}}),
        ("home (boat OR go)", {"bool": {"must": [HOME, among(BOAT, GO)]}}),
        ("boat^3", {"bool": {"must": [BOAT], "boost": 3.0}}),
        ('"home boat"', {"match_phrase": {"text": {"query": "c1 c4", "slop": 0}}}),
        ('"home boat"~3', {"match_phrase": {"text": {"query": "c1 c4", "slop": 3}}}),
        (
            '"go home"',
            ordered("text", {"any_of": {"intervals": [{"match": {"query": "c2"}}, {"match": {"query": "c3"}}]}},
                    {"match": {"query": "c1"}}),
        ),
        ("МОСТ*", {"wildcard": {"exact": {"value": "мост*"}}}),
        ("m?le", {"wildcard": {"exact": {"value": "m?le"}}}),
        ("lighthose~", {"fuzzy": {"exact": {"value": "lighthose", "fuzziness": 2}}}),
        ("bow~1", {"fuzzy": {"exact": {"value": "bow", "fuzziness": 1}}}),
        ("note:home", {"term": {"note": "c1"}}),
        ("note:hom*", {"wildcard": {"note_exact": {"value": "hom*"}}}),
        ('speaker:"Coast Guard"', {"match_phrase": {"speaker": {"query": "coast guard", "slop": 0}}}),
        ("role:officer", {"term": {"role": "officer"}}),
        ("publisher:courier", {"term": {"publisher": "courier"}}),
        ("language:RU", {"term": {"language": "ru"}}),
        ("kind:translation", {"term": {"kind": "translation"}}),
        ("genre:radio", {"term": {"genre": "radio"}}),
        ("mark:gap", {"term": {"mark": "gap"}}),
        ("code:Danger", {"term": {"code": "danger"}}),
        ("in:C1", {"term": {"conversation": "C1"}}),
        ("transcript:t1", {"term": {"transcript": "t1"}}),
        ("turn:7", {"term": {"number": 7}}),
        ("turn:{2 TO 5]", {"range": {"number": {"gte": 3, "lte": 5}}}),
        ("turn:>=2", {"range": {"number": {"gte": 2}}}),
        ("held:2031-11", {"range": {"held": {"gte": "2031-11-01", "lte": "2031-11-30", "relation": "intersects"}}}),
        ("held:[2031 TO *]", {"range": {"held": {"gte": "2031-01-01", "relation": "intersects"}}}),
        ("published:{2031 TO 2033}",
         {"range": {"published": {"gte": "2032-01-01", "lte": "2032-12-31", "relation": "intersects"}}}),
        ("held:{2031 TO 2032}", {"match_none": {}}),
        ("*", {"match_all": {}}),
        ("mark:*", {"exists": {"field": "mark"}}),
        ("turn:*", {"exists": {"field": "number"}}),
        ("reply:*", {"nested": {"path": "answered", "query": {"match_all": {}}}}),
        ("language:ru home", {"bool": {"must": [HOME], "filter": [{"term": {"language": "ru"}}]}}),
        (
            "reply:(speaker:mother home) boat",
            {"bool": {"must": [BOAT], "filter": [{"nested": {"path": "answered", "score_mode": "none", "query": {"bool": {
                "must": [{"term": {"answered.speaker": "mother"}}, {"term": {"answered.text": "c1"}}]}}}}]}},
        ),
    ],
)  # fmt: skip
def test_what_a_cluster_is_asked(query, asked):
    assert translated(query) == asked


def test_a_pattern_of_two_words_is_two_spellings_side_by_side():
    assert translated("стар*-т?м") == ordered(
        "exact", {"wildcard": {"pattern": "стар*"}}, {"wildcard": {"pattern": "т?м"}}
    )
    assert translated("Lyosha", names=False) == {"term": {"text": "c5"}}
    assert translated("home", exact=True) == {"term": {"exact": "home"}}


def test_a_whole_search():
    passages = {"cardinality": {"field": "passage", "precision_threshold": 40_000}}
    asked = opensearch.request(
        parse("reply:home boat"), "reply:home boat", classes=CLASSES.__getitem__, facets=("month", "speaker"),
        limit=20, offset=40,
        filters=Filters(
            in_=("c1", "c2"), speaker=("Coast Guard", "Mother"), since="2031-11", during="2031", code=("Danger",),
            without_transcripts=("t9",), without_turns=(("t1", ("3", "4")),),
        ),
    )  # fmt: skip
    assert asked == {
        "query": {
            "bool": {
                "must": [
                    {
                        "bool": {
                            "must": [BOAT],
                            "filter": [
                                {
                                    "nested": {
                                        "path": "answered",
                                        "score_mode": "none",
                                        "query": {
                                            "bool": {
                                                "filter": [{"term": {"answered.text": "c1"}}],
                                                "must_not": withheld("answered."),
                                            }
                                        },
                                    }
                                }
                            ],
                        }
                    }
                ],
                "filter": [
                    {"terms": {"conversation": ["c1", "c2"]}},
                    {"terms": {"code": ["danger"]}},
                    among(
                        {"match_phrase": {"speaker": {"query": "coast guard", "slop": 0}}},
                        {"term": {"speaker": "mother"}},
                    ),
                    {"prefix": {"month": "2031"}},
                    {"range": {"held": {"gte": "2031-11-01", "relation": "intersects"}}},
                ],
                "must_not": withheld(""),
            }
        },
        "collapse": {"field": "passage", "inner_hits": {"name": "also", "size": 20, "_source": False}},
        "sort": [{"_score": "desc"}, {"order": "asc"}],
        "from": 40,
        "size": 20,
        "track_total_hits": True,
        "_source": ["transcript", "number", "turn_id"],
        "aggs": {
            "passages": passages,
            "month": {"terms": {"field": "month", "size": 1000}, "aggs": {"passages": passages}},
            "speaker": {"terms": {"field": "speaker_label", "size": 1000}, "aggs": {"passages": passages}},
        },
    }


def withheld(inside):
    some = [{"term": {inside + "transcript": "t1"}}, {"terms": {inside + "turn_id": ["3", "4"]}}]
    return [{"terms": {inside + "transcript": ["t9"]}}, {"bool": {"filter": some}}]


def test_what_does_not_rank_is_sorted_by_its_order():
    asked = opensearch.request(
        parse("held:2031"), "held:2031", classes=CLASSES.__getitem__, filters=Filters(kind=("x",))
    )
    assert asked["sort"] == [{"order": "asc"}]
    assert list(asked["query"]["bool"]) == ["filter"]
    with pytest.raises(WrongUsage):
        opensearch.request(parse("*"), "*", classes=CLASSES.__getitem__, facets=("colour",))


@pytest.mark.parametrize("query", ["reply:reply:home", "held:soon", "turn:last", "kind:x~", '"…"'])
def test_what_cannot_be_asked_is_refused_with_a_way_out(query):
    with pytest.raises(BadQuery) as caught:
        translated(query)
    assert caught.value.hint


class Bare:
    """Words that are their own classes."""

    def encode(self, text, language):
        words = spellings(text)
        return words, words, words


def test_the_documents_of_a_cluster(told):
    item = told("t1", "en", [("Mother", "Home when?"), ("Mother", "Well?"), ("Son", "On Friday.")], held="2031-11")
    made = documents(item, Bare(), lambda transcript, number, *given: 100 + number)
    found = dict(cluster.documents(made))
    held = {"gte": "2031-11-01", "lte": "2031-11-30"}
    shared = {"conversation": "c1", "transcript": "t1", "kind": "transcription", "language": "en", "held": held}

    def turn(number, text, speaker):
        return {**shared, "text": text, "exact": text, "number": number, "turn_id": str(number), "speaker": [speaker]}

    asked = [turn(1, "home when", "mother"), turn(2, "well", "mother")]
    answer = found["t1.3"]
    assert answer == {
        **turn(3, "on friday", "son"),
        "answered": asked,
        "month": "2031-11",
        "speaker_label": ["Son"],
        "order": answer["order"],
        "passage": "t1.3",
    }
    assert "answered" not in found["t1.1"] and "answered" not in found["t1.2"]
    fields = cluster.mapping()["mappings"]["properties"]
    assert set(answer) <= set(fields)
    assert set(asked[0]) <= set(fields["answered"]["properties"])


PIECES = st.lists(
    st.sampled_from(
        'a мост* мо?т м~ “a AND OR NOT ( ) [ ] TO * ^2 held: 2031 turn: 7 + - reply: speaker: exact: "a b"~2 in: mark:'.split()
    ),
    max_size=14,
).map(" ".join)


@settings(max_examples=150, deadline=1000)
@given(query=st.one_of(st.text(max_size=40), PIECES))
def test_any_text_is_translated_or_refused(query):
    try:
        asked = opensearch.request(parse(query), query, classes=lambda word: ((word,), ()))
    except BadQuery as error:
        assert error.hint
    else:
        assert asked["query"]
