"""`mend`: a person says how a page is to be read; every later reading of it keeps to that."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from earwitness import actions
from earwitness.actions import Desk
from earwitness.actions.mending import Saying
from earwitness.errors import BadInput, Conflict, NotFound, WrongUsage

ADA = "Ada Example"
PAGE = """<!doctype html><html lang="en"><head><title>Intercepted call: the ferry Meridian</title></head><body>
<nav><a href="/">Home</a> <a href="/calls">Calls</a></nav>
<article><h1>Intercepted call: the ferry Meridian</h1>
<p>A call between a stoker and his mother, invented for a test.</p>
<p><b>Stoker:</b> We are taking water, Mom.</p>
<p><b>Mom:</b> How many are aboard?</p>
<p>Nobody counted us, that is the thing.</p>
<p><b>Stoker:</b> A hundred *passengers* and nine of us.</p>
<p><b>Mum dear:</b> Note the hour. Note: it is late.</p>
<p><b>Stoker:</b> It is ten.</p>
<p><b>Mom:</b> Stay on this line.</p>
<p>The recording breaks off here, the paper was told.</p>
<p>Stoker: forty years old, from the port.</p>
</article><footer>Latest posts</footer></body></html>
"""


def turns(desk: Desk, id: str) -> list[tuple[str, str, str]]:
    transcript = desk.archive.catalog.transcript(id)
    names = {speaker.id: "/".join(speaker.labels) for speaker in transcript.speakers}
    return [(turn.id, "+".join(names[each] for each in turn.speakers), turn.text) for turn in transcript.turns]


@pytest.fixture
def call(desk: Desk, add, page):  # type: ignore[no-untyped-def]
    (item,) = add(page("call.html", PAGE)).added
    return item


def mend(desk: Desk, name: str, *sayings: Saying, **said: str):  # type: ignore[no-untyped-def]
    return actions.mend(desk, name, sayings, agent=ADA, **said)  # type: ignore[arg-type]


AS_READ = [
    ("1", "Stoker", "We are taking water, Mom."),
    ("2", "Mom", "How many are aboard?\nNobody counted us, that is the thing."),
    ("3", "Stoker", "A hundred and nine of us."),
    ("4", "Mum dear", "Note the hour. Note: it is late."),
    ("5", "Stoker", "It is ten."),
    ("6", "Mom", "Stay on this line."),
    ("7", "Stoker", "forty years old, from the port."),
]
PUT_RIGHT = (
    Saying(kind="no turn", words="Stoker: forty years old, from the port."),
    Saying(kind="one voice", labels=("Mom", "Mum dear")),
    Saying(kind="turn", words="Nobody counted us, that is the thing.", voice="Stoker"),
    Saying(kind="speech", words="passengers"),
)
AS_IT_IS = [
    ("1", "Stoker", "We are taking water, Mom."),
    ("2", "Mom/Mum dear", "How many are aboard?"),
    ("8", "Stoker", "Nobody counted us, that is the thing."),
    ("3", "Stoker", "A hundred passengers and nine of us."),
    ("4", "Mom/Mum dear", "Note the hour. Note: it is late."),
    ("5", "Stoker", "It is ten."),
    ("6", "Mom/Mum dear", "Stay on this line."),
]


def test_four_acts_put_a_page_right_and_reading_it_again_keeps_to_them(desk: Desk, call) -> None:
    (id,) = call.transcripts
    assert turns(desk, id) == AS_READ, (
        "the reader takes a caption for a turn, a paragraph for the one before, and so on"
    )
    acts = [mend(desk, call.source, saying).act for saying in PUT_RIGHT]
    assert turns(desk, id) == AS_IT_IS, "and nobody gets the name of a turn that is gone"
    again = actions.reread(desk, call.source, agent="Boris")
    assert (again.changes, again.act) == ((), None)
    assert "4 things that people said of how it is to be read hold" in again.kept
    assert actions.rebuild(desk) and turns(desk, id) == AS_IT_IS
    for act in reversed(acts):
        actions.undo(desk, str(act), agent=ADA)
    assert turns(desk, id) == AS_READ
    assert actions.reread(desk, call.source, agent="Boris").changes == (), "what was taken back is not kept to"
    assert actions.verify(desk.path).faults == ()


def test_all_of_it_may_be_one_act(desk: Desk, call) -> None:
    mended = mend(desk, call.transcripts[0], *PUT_RIGHT, reason="compared with the page")
    assert turns(desk, call.transcripts[0]) == AS_IT_IS
    assert [hint.what for hint in mended.hints] == [
        "“Stoker: forty years old, from the port.” is no turn",
        "“Mom” and “Mum dear” are one voice",
        "“Nobody counted us, that is the thing.” is a turn of Stoker",
        "“passengers” was said",
    ]
    assert {(change.kind, change.number) for change in mended.changes} >= {("removed", 7), ("added", 3)}


SAYINGS = [
    (Saying(kind="follows", line=11), 6, "Stay on this line.\nThe recording breaks off here, the paper was told."),
    (Saying(kind="turn", words="Note: it is late.", voice=""), 4, "Note the hour."),
    (Saying(kind="no turn", line=6), 2, "How many are aboard?"),
    (Saying(kind="editor", words="that is the thing", mark="gloss"), 2, "How many are aboard?\nNobody counted us,."),
    (Saying(kind="editor", words="passengers", mark="supplied"), 3, "A hundred passengers and nine of us."),
    (
        Saying(kind="no voice", labels=("Mum dear",)),
        3,
        "A hundred and nine of us.\nMum dear: Note the hour. Note: it is late.",
    ),
]


@pytest.mark.parametrize(("saying", "number", "text"), SAYINGS)
def test_what_each_kind_of_saying_does(desk: Desk, call, saying: Saying, number: int, text: str) -> None:
    act = mend(desk, call.source, saying).act
    assert turns(desk, call.transcripts[0])[number - 1][2] == text
    actions.undo(desk, str(act), agent=ADA)
    assert turns(desk, call.transcripts[0]) == AS_READ


def test_labels_taken_for_one_voice_are_two(desk: Desk, add, page) -> None:
    (item,) = add(page("two.txt", "Mother: Come home.\nIlya: Soon.\nMom: When?\nIlya: Soon, I said.\n")).added
    (id,) = item.transcripts
    assert [who for _, who, _ in turns(desk, id)] == ["Mother/Mom", "Ilya", "Mother/Mom", "Ilya"]
    mend(desk, item.source, Saying(kind="two voices", labels=("Mom",)))
    assert [who for _, who, _ in turns(desk, id)] == ["Mother", "Ilya", "Mom", "Ilya"]
    mend(desk, item.source, Saying(kind="one voice", labels=("Mother", "Mom")))
    assert [who for _, who, _ in turns(desk, id)] == ["Mother/Mom", "Ilya", "Mother/Mom", "Ilya"]


def test_a_page_on_which_nobody_was_found_to_speak_gets_its_turns(desk: Desk, add, page) -> None:
    (item,) = add(page("note.txt", "Barley soup for two.\n\nAnna said she would bring it.\n\nWell then, eat.\n")).added
    assert item.transcripts == ()
    mended = mend(desk, item.source, Saying(kind="turn", line=3, voice="Anna"), Saying(kind="turn", line=2, voice=""))
    (id,) = mended.transcripts
    assert turns(desk, id) == [("1", "", "Anna said she would bring it."), ("2", "Anna", "Well then, eat.")]
    actions.undo(desk, str(mended.act), agent=ADA)
    assert actions.outline(desk, item.source).transcripts == ()


def test_a_page_captured_again_keeps_to_what_fits_and_says_what_does_not(desk: Desk, add, page) -> None:
    url = "https://press.example/meridian"
    (item,) = add(page("call.html", PAGE), url=url).added
    mend(desk, item.source, *PUT_RIGHT)
    changed = PAGE.replace("It is ten.", "It is ten at night.").replace(
        "<p>Nobody counted us, that is the thing.</p>", ""
    )
    (again,) = add(page("later.html", changed), url=url).added
    assert turns(desk, again.transcripts[0]) == [
        (str(number), who, text.replace("ten.", "ten at night."))
        for number, (_, who, text) in enumerate((turn for turn in AS_IT_IS if turn[0] != "8"), 1)
    ]
    (told,) = [doubt for doubt in again.doubts if "no longer fits" in doubt]
    assert told.startswith(
        "a person said: “Nobody counted us, that is the thing.” is a turn of Stoker; that no longer fits"
    )
    (unfit,) = [hint for hint in actions.outline(desk, again.source).hints if hint.unfit]
    assert unfit.what == "“Nobody counted us, that is the thing.” is a turn of Stoker"
    (elsewhere,) = add(page("elsewhere.html", changed.replace("nine", "ten")), url="https://other.example/").added
    assert "Mum dear" in {who for _, who, _ in turns(desk, elsewhere.transcripts[0])}, "another page is another page"


def test_a_hint_may_be_withdrawn_from_among_later_ones(desk: Desk, call) -> None:
    mended = mend(desk, call.source, *PUT_RIGHT)
    mend(desk, call.source, Saying(kind="withdrawn", of=mended.hints[1].id))
    assert [who for _, who, _ in turns(desk, call.transcripts[0])][4] == "Mum dear"
    assert len(actions.outline(desk, call.source).hints) == 3
    with pytest.raises(NotFound):
        mend(desk, call.source, Saying(kind="withdrawn", of=mended.hints[1].id))


def test_what_cannot_be_done_is_refused_with_a_way_out(desk: Desk, call) -> None:
    for wrong, kind in (
        (Saying(kind="turn", words="Nobody said this."), NotFound),
        (Saying(kind="turn", words="Stoker:"), BadInput),
        (Saying(kind="turn", line=400), NotFound),
        (Saying(kind="turn"), WrongUsage),
        (Saying(kind="one voice", labels=("Mom",)), WrongUsage),
        (Saying(kind="one voice", labels=("Mom", "Nobody")), BadInput),
        (Saying(kind="no voice", labels=("<script>",)), BadInput),
        (Saying(kind="follows", line=3), BadInput),
        (Saying(kind="editor", words="the paper was told"), BadInput),
    ):
        with pytest.raises(kind) as caught:
            mend(desk, call.source, wrong)
        assert caught.value.hint, wrong
    assert turns(desk, call.transcripts[0]) == AS_READ
    assert actions.outline(desk, call.source).hints == ()


def test_a_second_person_sees_that_the_first_acted(desk: Desk, call) -> None:
    looked = actions.outline(desk, call.source).standing
    mend(desk, call.source, PUT_RIGHT[0], expected=looked)
    with pytest.raises(Conflict, match="Ada Example, “mend”"):
        mend(desk, call.source, PUT_RIGHT[1], expected=looked)
    mend(desk, call.source, PUT_RIGHT[1], expected=actions.outline(desk, call.source).standing)


def test_no_word_gets_freer_by_being_read_otherwise(desk: Desk, call) -> None:
    (id,) = call.transcripts
    actions.describe(desk, f"{id}.3", agent=ADA, fields={"access": "restricted"})
    mend(desk, call.source, Saying(kind="follows", line=7))
    withheld = {turn.id: turn.access for turn in desk.archive.catalog.transcript(id).turns}
    assert withheld["2"] is not None and withheld["2"].kind == "restricted"
    assert withheld["1"] is None, "and what stands beside it is as free as it was"


def test_erasing_the_source_takes_what_was_said_of_it(desk: Desk, call) -> None:
    def kept() -> bytes:
        return b"".join(path.read_bytes() for path in desk.path.rglob("*") if path.is_file())

    mend(desk, call.source, PUT_RIGHT[2])
    assert b"Nobody counted us" in kept()
    actions.erase(desk, call.source, agent=ADA)
    assert b"Nobody counted us" not in kept()
    assert actions.verify(desk.path).faults == ()


ANY = st.builds(
    Saying,
    kind=st.sampled_from(["turn", "follows", "no turn", "speech", "editor"]),
    line=st.integers(1, 13),
    voice=st.sampled_from([None, "", "Stoker", "Somebody else"]),
    mark=st.sampled_from(["gloss", "supplied", "incident"]),
) | st.builds(
    Saying,
    kind=st.sampled_from(["one voice", "two voices", "no voice"]),
    labels=st.lists(st.sampled_from(["Mom", "Mum dear", "Stoker"]), min_size=1, max_size=2).map(tuple),
)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sayings=st.lists(ANY, min_size=2, max_size=3))
def test_whatever_was_said_and_taken_back_leaves_the_first_reading(desk: Desk, call, sayings: list[Saying]) -> None:
    (id,) = call.transcripts
    before = desk.archive.catalog.transcript(id)
    acts = []
    for saying in sayings:
        try:
            acts.append(mend(desk, call.source, saying).act)
        except (BadInput, WrongUsage):
            continue
        now = desk.archive.catalog.transcript(id)
        assert actions.reread(desk, call.source, agent="Boris").changes == (), "reading again keeps to all of it"
        assert desk.archive.catalog.transcript(id) == now
        assert [turn.number for turn in now.turns] == list(range(1, len(now.turns) + 1))
        assert len({turn.id for turn in now.turns}) == len(now.turns)
        assert {voice for turn in now.turns for voice in turn.speakers} == {speaker.id for speaker in now.speakers}
        assert all(0 <= mark.start <= mark.end <= len(turn.text) for turn in now.turns for mark in turn.marks)
    for act in reversed(acts):
        actions.undo(desk, str(act), agent=ADA)
    assert desk.archive.catalog.transcript(id) == before
