"""Lucene syntax: what it finds, and how what cannot be read is refused."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earwitness.errors import BadQuery
from earwitness.index.query import parse
from earwitness.index.tree import Between, Clauses, Everything, Like, Pattern, Weighted, Words


def word(text, at, **options):
    return Words(field=options.pop("field", "text"), text=text, at=at, **options)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("мост", word("мост", 0)),
        ("old bridge", Clauses(must=(word("old", 0), word("bridge", 4)))),
        ("a OR b c", Clauses(must=(Clauses(either=(word("a", 0), word("b", 5))), word("c", 7)))),
        ("a AND NOT b", Clauses(must=(word("a", 0),), never=(word("b", 10),))),
        ("+a -b", Clauses(must=(word("a", 1),), never=(word("b", 4),))),
        ("a OR NOT b", Clauses(either=(word("a", 0), Clauses(never=(word("b", 9),))))),
        ('"two words"~3', word("two words", 0, quoted=True, slop=3)),
        ("“two words”", word("two words", 0, quoted=True)),
        ("мост*", Pattern(field="text", text="мост*", at=0)),
        ("f*ck", Pattern(field="text", text="f*ck", at=0)),
        ("who?", word("who?", 0)),
        ("w?o", Pattern(field="text", text="w?o", at=0)),
        ("мост~", Like(field="text", text="мост", at=0)),
        ("мост~2", Like(field="text", text="мост", at=0, distance=2)),
        ("мост^2", Weighted(node=word("мост", 0), weight=2.0)),
        ("*", Everything()),
        ("held:[2031-05 TO *]", Between(field="held", low="2031-05", high=None, at=5)),
        ("held:{2031 TO 2033]", Between(field="held", low="2031", high="2033", at=5, low_included=False)),
        ("turn:>=7", Between(field="turn", low="7", high=None, at=5)),
        ("speaker:(Mom OR Dad)", Clauses(either=(word("Mom", 9, field="speaker"), word("Dad", 16, field="speaker")))),
        ("мама — папа", Clauses(must=(word("мама", 0), word("папа", 7)))),
        (r"10\:45", word("10:45", 0)),
        ("Exact:Went", word("Went", 6, field="exact")),
    ],
)
def test_the_tree_of_a_query(query, tree):
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "position", "message", "hint"),
    [
        ('stay "at home', 5, "this quotation mark is not closed", 'close it: "at home"'),
        ("(stay", 0, "this bracket is not closed", "close it with )"),
        ("stay)", 4, "this bracket closes nothing", "open it before"),
        ("stay AND", 5, "nothing follows AND", "write a word after it"),
        ("(stay OR)", 6, "nothing follows OR", "write a word after it"),
        ("held:[2031-05 TO", 5, "this bracket is not closed", "held:[2022-05 TO 2022-06]"),
        ("kind:transcript", 5, "no “kind” is called “transcript”", "did you mean kind:transcription?"),
        ("mark:zz", 5, "no “mark” is called “zz”", "there are gap, unclear"),
        ("a ]b", 2, "the query cannot be read at “]b”", "need a \\ before them"),
        ("spaeker:Mom", 0, "there is no field “spaeker”", "did you mean speaker:?"),
        ("10:45", 0, "there is no field “10”", '"10:…"'),
        ("/go|went/", 0, "regular expressions are not searched", "use * for any letters"),
        ("kind:/go/", 5, "regular expressions are not searched", "use * for any letters"),
        ("a * b", 2, "a * alone stands for nothing here", "мост*"),
        ("??*", 0, "a wildcard needs a letter beside it", "мост*"),
        ("a && b", 2, "“&&” is not known", "AND, OR, NOT"),
        ("text:[a TO b]", 5, "“text” has no order", "held:["),
        ('"a b"~1000', 0, "~ after a phrase takes 0 to 100", '"two words"~5'),
        ("word~3", 0, "~ after a word takes 1 or 2 letters", "слово~"),
        ("word^0", 0, "^ takes a weight above 0", "слово^2"),
        ("", 0, "the query is empty", "write a word"),
        ("  \n", 0, "the query is empty", "write a word"),
        ("—", 0, "there is no word in the query", "write a word"),
        ("a\x00b", 1, "the query holds a control character", "type the words anew"),
        ("a\\", 1, "nothing follows the \\", "take it away"),
        ("(" * 41 + "a" + ")" * 41, 40, "more than 40 brackets within brackets", "take some brackets away"),
        ("NOT " * 900 + "a", None, "the query is nested too deeply", "take some"),
        ("a " * 400, 600, "the query has more than 300 parts", "fewer words"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_place(query, position, message, hint):
    with pytest.raises(BadQuery) as caught:
        parse(query)
    assert message in caught.value.message
    assert hint in caught.value.hint
    if position is not None:
        assert caught.value.position == position
    assert caught.value.facts()["position"] == caught.value.position


def test_a_query_of_a_megabyte_is_refused_at_once():
    began = time.process_time()
    with pytest.raises(BadQuery) as caught:
        parse("мост " * 200_000)
    assert caught.value.message == "the query has 1,000,000 signs; 4,000 are the most"
    assert len(caught.value.query) < 200
    assert time.process_time() - began < 1


LUCENE = st.text(alphabet='ab мі"()[]{}*?~^:\\/+-!&|.0123<>=_’–', max_size=60)
PIECES = st.lists(
    st.sampled_from(
        [
            "a",
            "мост",
            '"a b"',
            "AND",
            "OR",
            "NOT",
            "TO",
            "(",
            ")",
            "[",
            "]",
            "*",
            "~",
            "^2",
            "held:",
            "2031",
            "+",
            "-",
            "reply:",
            " ",
        ]
    ),
    max_size=30,
).map(" ".join)


@settings(max_examples=300, deadline=1000)
@given(st.one_of(st.text(), LUCENE, PIECES))
def test_any_text_is_read_or_refused(query):
    try:
        parse(query)
    except BadQuery as error:
        assert error.hint
        assert error.position is None or 0 <= error.position <= len(query)
