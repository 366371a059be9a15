"""Turns in, hits out: an invented ferry, and what was said about it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from earwitness.errors import BadQuery, WrongUsage
from earwitness.index import Filters, Hit


@pytest.fixture
def ferry(told, fill):
    return fill(
        told(
            "t1",
            "en",
            [
                ("Bridge", "We went past the old lighthouse at nine."),
                ("Coast Guard", "Which lighthouse? The old one is dark."),
                ("Bridge", "The one on the old mole. Nobody has seen the pilot boat."),
                ("Coast Guard", "Don't go near the mole, the boat went down there."),
            ],
            held="2031-11-14",
            genre="radio",
            publisher="Harbour Courier",
            published="2031-12-02",
            roles={"Coast Guard": "duty officer"},
            marks={2: ["gap", "unclear"], 3: ["gap"]},
        ),
        told(
            "t2",
            "ru",
            [
                ("Мостик", "Мы прошли старый маяк в девять."),
                ("Берег", "Какой маяк? Старый-то не горит."),
                ("Мостик", "Тот, что на молу. Лодку никто не видел."),
            ],
            held="2031-11",
            genre="radio",
            conversation="c1",
            kind="translation",
        ),
        told("t3", "uk", [("Мати", "Він пішов на пором і не дзвонив."), ("Син", "Пором пішов на дно, мамо.")]),
    )


@pytest.mark.parametrize(
    ("query", "turns"),
    [
        ("lighthouse", ["t1.1", "t1.2"]),
        ("LIGHTHOUSES", ["t1.1", "t1.2"]),
        ("go", ["t1.1", "t1.4"]),
        ("exact:go", ["t1.4"]),
        ("маяками", ["t2.1", "t2.2"]),
        ("йти", ["t3.1", "t3.2"]),
        # all words, in any order
        ("old mole", ["t1.3"]),
        ("old OR mole", ["t1.1", "t1.2", "t1.3", "t1.4"]),
        ("old OR маяк", ["t1.1", "t1.2", "t1.3", "t2.1", "t2.2"]),
        ("old -mole", ["t1.1", "t1.2"]),
        ("old NOT mole", ["t1.1", "t1.2"]),
        ("boat AND (mole OR pilot)", ["t1.3", "t1.4"]),
        ("NOT old speaker:Bridge", []),
        ("-lighthouse -маяк", ["t1.3", "t1.4", "t2.3", "t3.1", "t3.2"]),
        # phrases keep their order, and their small words
        ('"old lighthouse"', ["t1.1"]),
        ('"lighthouse old"', []),
        ('"на дно"', ["t3.2"]),
        ('"старого маяка"', ["t2.1"]),
        ('"старый-то"', ["t2.2"]),
        ("старый-то", ["t2.2"]),
        ('"boat down"', []),
        ('"boat down"~1', ["t1.4"]),
        # spellings
        ("light*", ["t1.1", "t1.2"]),
        ("МАЯ*", ["t2.1", "t2.2"]),
        ("*ouse", ["t1.1", "t1.2"]),
        ("m?le", ["t1.3", "t1.4"]),
        ("стар*-т?", ["t2.2"]),
        ("lighthose~1", ["t1.1", "t1.2"]),
        ("litehose~1", []),
        # fields
        ("speaker:bridge", ["t1.1", "t1.3"]),
        ('speaker:"coast guard"', ["t1.2", "t1.4"]),
        ("speaker:(bridge OR мостик) old", ["t1.1", "t1.3"]),
        ("speaker:coa*", ["t1.2", "t1.4"]),
        ("role:officer", ["t1.2", "t1.4"]),
        ("language:uk", ["t3.1", "t3.2"]),
        ("language:UK дно", ["t3.2"]),
        ("kind:translation", ["t2.1", "t2.2", "t2.3"]),
        ("genre:radio лодка", ["t2.3"]),
        ("publisher:courier boat", ["t1.3", "t1.4"]),
        ("mark:gap", ["t1.2", "t1.3"]),
        ("mark:gap mark:unclear", ["t1.2"]),
        ("mark:*", ["t1.2", "t1.3"]),
        ("turn:3", ["t1.3", "t2.3"]),
        ("turn:[2 TO 3] in:c1", ["t1.2", "t1.3", "t2.2", "t2.3"]),
        ("turn:{2 TO 4} transcript:t1", ["t1.3"]),
        ("in:c3", ["t3.1", "t3.2"]),
        # dates: a vague date is found by any day it may mean
        ("held:2031-11-14 turn:1", ["t1.1", "t2.1"]),
        ("held:2031-11-15 turn:1", ["t2.1"]),
        ("held:[2031-11-14 TO 2031-11-14] turn:1", ["t1.1", "t2.1"]),
        ("held:{2031-11-14 TO *] turn:1", ["t2.1"]),
        ("held:[* TO 2031-10-31]", []),
        ("held:2031 turn:1", ["t1.1", "t2.1"]),
        ("published:[2031-12 TO 2031-12] turn:1", ["t1.1"]),
        ("held:* turn:1", ["t1.1", "t2.1"]),
        # an elision, a contraction
        ("don't", ["t1.4"]),
        ("DON’T", ["t1.4"]),
        ("zebra", []),
        ("зебра", []),
        ("*", ["t1.1", "t1.2", "t1.3", "t1.4", "t2.1", "t2.2", "t2.3", "t3.1", "t3.2"]),
    ],
)
def test_what_a_query_finds(ferry, found, query, turns):
    assert found(query) == turns


def test_exact_takes_words_as_they_are_spelt(ferry, found):
    assert found("went") == ["t1.1", "t1.4"]
    assert found("go", exact=True) == ["t1.4"]
    assert found("Маяк", exact=True) == ["t2.1", "t2.2"]
    assert found("маяка", exact=True) == []


@pytest.mark.parametrize(
    ("filters", "turns"),
    [
        (Filters(), ["t1.1", "t1.2", "t1.3", "t1.4", "t2.1", "t2.2", "t2.3", "t3.1", "t3.2"]),
        (Filters(in_=("c3",)), ["t3.1", "t3.2"]),
        (Filters(in_=("c3", "c9")), ["t3.1", "t3.2"]),
        (Filters(in_=()), []),
        (Filters(transcripts=("t2",)), ["t2.1", "t2.2", "t2.3"]),
        (Filters(speaker=("Coast Guard", "мати")), ["t1.2", "t1.4", "t3.1"]),
        (Filters(role=("officer",)), ["t1.2", "t1.4"]),
        (Filters(language=("ru",), speaker=("берег",)), ["t2.2"]),
        (Filters(kind=("translation",), mark=("gap",)), []),
        (Filters(mark=("unclear",)), ["t1.2"]),
        (Filters(publisher=("harbour courier",)), ["t1.1", "t1.2", "t1.3", "t1.4"]),
        (Filters(genre=("radio",), since="2031-11-15"), ["t2.1", "t2.2", "t2.3"]),
        (Filters(until="2031-11-01"), ["t2.1", "t2.2", "t2.3"]),
        (Filters(since="2031", until="2031"), ["t1.1", "t1.2", "t1.3", "t1.4", "t2.1", "t2.2", "t2.3"]),
        (Filters(since="2032"), []),
    ],
)
def test_filters_narrow(ferry, found, filters, turns):
    assert found("*", filters=filters) == turns


def test_a_hit_says_where_it_is_and_the_best_comes_first(ferry):
    matches = ferry.search('mole^5 OR "old lighthouse"', limit=2)
    assert matches.total == 3
    assert [type(hit) for hit in matches.hits] == [Hit, Hit]
    assert [(hit.transcript, hit.number, hit.turn_id) for hit in matches.hits] == [("t1", 4, "4"), ("t1", 3, "3")]
    assert matches.hits[1].score < matches.hits[0].score


def test_facets_count_all_hits_whatever_the_limit(ferry):
    matches = ferry.search("маяк OR lighthouse OR boat", limit=1, facets=("month", "speaker", "language", "mark"))
    assert matches.total == 6
    assert matches.facets == {
        "month": [("2031-11", 6)],
        "speaker": [("Bridge", 2), ("Coast Guard", 2), ("Берег", 1), ("Мостик", 1)],
        "language": [("en", 4), ("ru", 2)],
        "mark": [("gap", 2), ("unclear", 1)],
    }
    with pytest.raises(WrongUsage) as caught:
        ferry.search("маяк", facets=("colour",))
    assert "month" in caught.value.hint


def test_pages_of_equal_hits_follow_one_order(told, fill, index):
    fill(*(told(f"t{number}", "en", ["Say again."] * 7) for number in range(40)))

    def page(offset, limit):
        hits = index.search("again", offset=offset, limit=limit).hits
        return [(hit.transcript, hit.number) for hit in hits]

    whole = page(0, 280)
    assert len(set(whole)) == 280
    assert [hit for start in range(0, 280, 40) for hit in page(start, 40)] == whole
    index.rebuild([told(f"t{number}", "en", ["Say again."] * 7) for number in range(39, -1, -1)], position=(2, "b"))
    assert page(0, 280) == whole
    assert page(3, 5) == whole[3:8]


def test_a_word_of_another_language_is_found_within_a_transcript(told, fill, found):
    fill(
        told("t1", "ru", ["Он сказав, шо приїхали танки.", "Это FACEBOOKS, понял?"]),
        told("t2", "en", ["He shouted Ложись! twice."]),
        told("t3", "fr", ["Donnez-moi de l'eau."]),
        told("t4", None, ["Пішла вода."]),
    )
    assert found("приїхати") == ["t1.1"]
    assert found("facebook") == ["t1.2"]
    assert found("ложиться") == ["t2.1"]
    assert found("eau") == ["t3.1"]
    assert found("воды") == ["t4.1"]
    assert found("йти") == ["t4.1"]


def test_a_form_that_is_a_word_of_its_own_means_that_word(told, fill, found):
    fill(told("t1", "ru", ["Они стали у моста.", "Листы стали.", "Это сталь.", "Он стал."]))
    assert found("сталь") == ["t1.1", "t1.2", "t1.3"]
    assert found("стать") == ["t1.1", "t1.2", "t1.4"]
    assert found("стали") == ["t1.1", "t1.2", "t1.3", "t1.4"]


def test_stress_look_alikes_and_broken_words_do_not_hide_a_word(told, fill, found):
    fill(told("t1", "ru", ["за́мок", "зaмок", "за\u00adмок", "ЗАМОК", "замок"]))  # the second has a Latin a
    assert found("замок") == ["t1.1", "t1.2", "t1.3", "t1.4", "t1.5"]
    assert found("exact:замок") == ["t1.1", "t1.2", "t1.3", "t1.4", "t1.5"]


def test_a_masked_word_is_found_as_printed_and_by_its_pattern(told, fill, found):
    fill(told("t1", "en", ["What the f*ck?", "No fucks given.", "A fork."]))
    assert found("f*ck*") == ["t1.1", "t1.2"]
    assert found('"f*ck"') == ["t1.1"]


HOSTILE = st.text(alphabet='ab мі"()[]{}*?~^:\\/+-!&|.0123<>=_’–', max_size=40)


@settings(max_examples=150, deadline=1000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.one_of(st.text(max_size=40), HOSTILE), exact=st.booleans())
def test_any_text_is_answered_or_refused(ferry, query, exact):
    try:
        matches = ferry.search(query, exact=exact, limit=20)
        ferry.highlights("We went past the old mole; мама.", "en", query, exact=exact)
    except BadQuery as error:
        assert error.hint
    else:
        assert len(matches.hits) == min(20, matches.total)


@pytest.mark.parametrize(
    "query", ["*a*b*c*d*e*f*g*h*", "(" * 40 + "a" + ")" * 40, '"' + "a " * 150 + '"~100', "a* " * 12]
)
def test_costly_queries_end(ferry, query):
    ferry.search(query)


@pytest.mark.parametrize("query", ["held:soon", "held:[2031 TO soon]", "turn:last", "turn:" + "9" * 40])
def test_a_value_that_does_not_fit_its_field_is_refused(ferry, query):
    with pytest.raises(BadQuery) as caught:
        ferry.search(query)
    assert caught.value.hint
    assert caught.value.position is not None


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("a* " * 13, "more than 12 words with"),
        ("a" + "?a" * 1900, "too many words fit this pattern, or it is too long"),
    ],
)
def test_patterns_past_all_sense_are_refused(ferry, query, message):
    with pytest.raises(BadQuery) as caught:
        ferry.search(query)
    assert message in caught.value.message
    assert caught.value.hint
