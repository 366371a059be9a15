"""Who answers whom: `reply:` finds the turn that answers one in which its inner query is found. An invented family."""

import shutil

import pytest
from msgspec.structs import replace

from earwitness.errors import BadQuery, StorageFailed
from earwitness.index import Filters
from earwitness.index.query import parse
from earwitness.index.tree import Clauses, Everything, Reply, Words

TALK = [
    ("Mother", "When will you be home?"),  # 1
    ("Son", "On Friday."),  # 2
    ("Son", "If the ferry goes."),  # 3
    ("Mother", "You said home on Monday."),  # 4
    ("Mother", "When is it late?"),  # 5
    ("", ""),  # 6: an explosion on a line of its own
    ("Son", "Late, home, all the same."),  # 7
    ("", "Who is on the line?"),  # 8: a voice nobody knows
    ("", "The exchange."),  # 9
    ("Mother", "When are you going home?"),  # 10
]


@pytest.fixture
def talk(told, fill):
    return fill(
        told("t1", "en", TALK, marks={6: ["incident"], 3: ["gap"]}, roles={"Mother": "parent"}),
        told("t2", "en", [("Son", "On Saturday."), ("Mother", "Home?")], conversation="c1"),
    )


@pytest.mark.parametrize(
    ("query", "turns"),
    [
        ('reply:"when will you be home"', ["t1.2"]),
        ("reply:home", ["t1.2", "t1.7", "t1.8"]),
        ("reply:(home AND NOT late)", ["t1.2", "t1.7"]),
        ("reply:(home late)", ["t1.8"]),
        ("reply:go", ["t1.4"]),  # any form; the last turn of a speech of two turns is answered as its first is
        ("reply:friday", ["t1.4"]),
        ("reply:monday", ["t1.7"]),  # over a noise that nobody speaks
        ("reply:line", ["t1.9"]),  # where no voice is known the next turn answers
        ("reply:exchange", ["t1.10"]),
        ("reply:saturday", ["t2.2"]),
        ("reply:incident", []),
        ("reply:mark:incident", []),
        ("reply:mark:gap", ["t1.4"]),
        ("reply:speaker:mother", ["t1.2", "t1.7"]),
        ("reply:(role:parent AND when)", ["t1.2", "t1.7"]),
        ("reply:hom*", ["t1.2", "t1.7", "t1.8"]),
        ("reply:hoem~", ["t1.2", "t1.7", "t1.8"]),
        ('reply:"home late"~5', ["t1.8"]),
        ("reply:turn:1", ["t1.2", "t2.2"]),
        ("reply:zebra", []),
        ("reply:reply:when", ["t1.4", "t1.8"]),
        ("reply:*", ["t1.10", "t1.2", "t1.4", "t1.7", "t1.8", "t1.9", "t2.2"]),
        # with the rest of a query
        ("reply:when friday", ["t1.2"]),
        ("reply:when -friday", ["t1.7"]),
        ("reply:home OR monday", ["t1.2", "t1.4", "t1.7", "t1.8"]),
        ("when NOT reply:*", ["t1.1", "t1.5"]),
        ("home reply:speaker:son speaker:mother", ["t1.4", "t2.2"]),
        ("in:c1 reply:home^3", ["t1.2", "t1.7", "t1.8"]),
    ],
)
def test_what_answers_what(talk, found, query, turns):
    assert found(query) == turns


def test_the_tree_of_a_reply():
    home = Words(field="text", text="home", at=7)
    assert parse("reply:(home) x") == Clauses(must=(Reply(to=home, at=0), Words(field="text", text="x", at=13)))
    assert parse("reply:*") == Everything(field="reply")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("reply:[a TO b]", "“text” has no order"),
        ("reply:(* home)", "a * alone stands for nothing here"),
        ("reply:a " * 7, "the query asks for answers more than 6 times"),
        ("replies:home", "there is no field “replies”"),
        ('reply:"when', "this quotation mark is not closed"),
    ],
)
def test_a_reply_that_cannot_be_read_is_refused(query, message):
    with pytest.raises(BadQuery) as caught:
        parse(query)
    assert message in caught.value.message
    assert caught.value.hint


def test_exact_and_the_glossary_reach_the_question(talk, found):
    assert found("reply:go", exact=True) == []
    assert found("reply:goes", exact=True) == ["t1.4"]
    assert found("reply:zebra", also=lambda term: ["friday"] if term == "zebra" else []) == ["t1.4"]


def test_a_withheld_question_does_not_show_by_its_answer(talk, found):
    withheld = Filters(without_turns=(("t1", ("1",)),))
    assert found("reply:will", filters=withheld) == []
    assert found("reply:will") == ["t1.2"], "the control: who may see the question finds the answer"
    assert found("reply:home", filters=withheld) == ["t1.7", "t1.8"]
    assert found("reply:NOT monday", filters=Filters(without_transcripts=("t1",))) == ["t2.2"]
    # the other way round: an answer that is withheld is no hit
    assert found("reply:will", filters=Filters(without_turns=(("t1", ("2",)),))) == []


def test_filters_narrow_the_answers_and_not_the_questions(talk, found):
    assert found("reply:when", filters=Filters(speaker=("son",))) == ["t1.2", "t1.7"]
    assert found("reply:when", filters=Filters(speaker=("mother",))) == []


def test_turns_that_are_only_written_on_stay_in_their_speech(talk, found, told, index):
    before = found("reply:(home OR friday OR monday)")
    whole = told("t1", "en", TALK)
    turns = tuple(turn for turn in whole.transcript.turns if turn.number in (1, 3, 7))
    partly = replace(whole, transcript=replace(whole.transcript, turns=turns), partly=True, notes={3: ("weather",)})
    index.update(put=[partly], position=(2, "b"))
    assert found("note:weather") == ["t1.3"]
    assert found("reply:(home OR friday OR monday)") == before
    assert found("reply:note:weather") == ["t1.4"]


def test_voices_that_speak_together_are_one_speech_until_another_begins(told, fill, found):
    item = told("t1", "en", [("Ann", "one"), ("Ben", "two"), ("Ann", "three"), ("Ben", "four")])
    ann, ben = (item.transcript.turns[place].speakers for place in (0, 1))
    voices = ((*ann, *ben), ann, ben, (*ann, *ben))
    turns = tuple(replace(turn, speakers=who) for turn, who in zip(item.transcript.turns, voices, strict=True))
    fill(replace(item, transcript=replace(item.transcript, turns=turns)))
    assert found("reply:one") == found("reply:two") == ["t1.3"]
    assert found("reply:three") == ["t1.4"]
    assert found("reply:four") == []


def test_a_deleted_index_is_told_and_never_an_empty_answer(talk, found):
    assert found("reply:monday") == ["t1.7"]
    shutil.rmtree(talk.path)
    with pytest.raises(StorageFailed) as caught:
        talk.search("reply:monday")
    assert "earwitness rebuild" in caught.value.hint
