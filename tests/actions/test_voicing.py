"""`speaker`: who a voice is, everywhere at once. The family is invented."""

from __future__ import annotations

import pytest

from earwitness import actions
from earwitness.actions import Desk
from earwitness.errors import Conflict, NotFound, WrongUsage

ADA = "Ada Example"
KITCHEN = "A call home\n\nMom: Did you eat?\nIlya: I did.\nAuntie: Swear to me.\nIlya: I swear.\nR: Who is this?\n"
RUSSIAN = "Звонок домой\n\nМама: Ты ел?\nIlya: Ел.\nR: Кто это?\n"


@pytest.fixture
def home(desk: Desk, add, page) -> str:  # type: ignore[no-untyped-def]
    (item,) = add(page("kitchen.txt", KITCHEN)).added
    return str(item.transcripts[0])


def voices(desk: Desk, id: str) -> list[tuple[str, tuple[str, ...], str | None]]:
    return [(voice.id, voice.labels, voice.role) for voice in desk.archive.catalog.transcript(id).speakers]


def said_by(desk: Desk, id: str) -> list[str]:
    return ["+".join(turn.speakers) for turn in desk.archive.catalog.transcript(id).turns]


def test_a_voice_is_renamed_everywhere_and_its_printed_label_stays_known(desk: Desk, home: str) -> None:
    done = actions.speaker(desk, f"{home}.p4", agent=ADA, label="Roman", role="neighbour")
    assert done.messages == (f"R is called Roman in {home}",)
    assert voices(desk, home)[-1] == ("p4", ("Roman", "R"), "neighbour")
    assert [hit.speakers for hit in actions.search(desk, "speaker:Roman who").hits] == [("Roman",)]
    assert [hit.text for hit in actions.search(desk, "speaker:R").hits] == ["Who is this?"]
    assert actions.speaker(desk, f"{home}.p4", agent=ADA, label="Roman", role="neighbour").act is None
    actions.undo(desk, str(done.act), agent=ADA)
    assert voices(desk, home)[-1] == ("p4", ("R",), None)


def test_two_voices_that_are_one_are_merged(desk: Desk, home: str) -> None:
    assert [labels for _, labels, _ in voices(desk, home)] == [("Mom",), ("Ilya",), ("Auntie",), ("R",)]
    with pytest.raises(WrongUsage, match="Auntie is another voice"):
        actions.speaker(desk, f"{home}.p1", agent=ADA, label="Auntie")
    done = actions.speaker(desk, f"{home}.p3", agent=ADA, into="Mom")
    assert done.speaker == f"{home}.p1"
    assert voices(desk, home) == [("p1", ("Mom", "Auntie"), "Mom"), ("p2", ("Ilya",), None), ("p4", ("R",), None)]
    assert said_by(desk, home) == ["p1", "p2", "p1", "p2", "p4"]


def test_one_voice_that_is_two_is_split_by_its_turns(desk: Desk, home: str) -> None:
    actions.speaker(desk, f"{home}.p3", agent=ADA, into="Mom")
    done = actions.speaker(desk, f"{home}.p2", agent=ADA, into="Pavel", turns=[f"{home}.4"])
    assert said_by(desk, home) == ["p1", "p2", "p1", done.speaker.partition(".")[2], "p4"]
    assert voices(desk, home)[-1][1] == ("Pavel",)
    with pytest.raises(WrongUsage, match="does not say"):
        actions.speaker(desk, f"{home}.p2", agent=ADA, into="Pavel", turns=[f"{home}.1"])


def test_a_new_voice_takes_nothing_that_was_said_of_one_that_is_gone(desk: Desk, home: str) -> None:
    actions.describe(desk, f"{home}.p4", agent=ADA, fields={"role": "neighbour"})
    actions.speaker(desk, f"{home}.p4", agent=ADA, into="Ilya")
    done = actions.speaker(desk, f"{home}.p2", agent=ADA, into="Pavel", turns=[f"{home}.2"])
    assert done.speaker != f"{home}.p4"
    assert voices(desk, home)[-1][2] is None


def test_everywhere_is_every_version_that_has_the_label(desk: Desk, home: str, add, page) -> None:  # type: ignore[no-untyped-def]
    conversation = desk.archive.catalog.transcript(home).conversation
    (item,) = add(page("home.ru.txt", RUSSIAN), conversation=conversation, language="ru").added
    (other,) = item.transcripts
    done = actions.speaker(desk, f"{home}.p4", agent=ADA, label="Roman", everywhere=True)
    assert {each.transcript for each in done.transcripts} == {home, other}
    assert voices(desk, other)[-1][1] == ("Roman", "R")
    only = actions.speaker(desk, f"{home}.p1", agent=ADA, label="Vera", everywhere=True)
    assert [each.transcript for each in only.transcripts] == [home]
    assert only.messages[-1] == f"{other} has no one voice called Mom: it stays as it is"


def test_who_looked_before_somebody_else_named_the_voice_is_told(desk: Desk, home: str) -> None:
    actions.speaker(desk, f"{home}.p4", agent=ADA, label="Roman")
    actions.speaker(desk, f"{home}.p1", agent=ADA, label="Vera", revision=1)
    with pytest.raises(Conflict) as caught:
        actions.speaker(desk, f"{home}.p4", agent=ADA, label="Rodion", revision=1)
    assert (caught.value.expected, caught.value.found) == ("R", "Roman, R")


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({}, WrongUsage),
        ({"label": " "}, WrongUsage),
        ({"label": "A", "into": "Mom"}, WrongUsage),
        ({"turns": ["t.1"]}, WrongUsage),
        ({"into": "nobody here"}, NotFound),
        ({"into": "Ilya"}, WrongUsage),
        ({"into": "Pavel", "turns": ["t.1"], "everywhere": True}, WrongUsage),
    ],
)
def test_what_makes_no_sense_changes_nothing(desk: Desk, home: str, said, error) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(error):
        actions.speaker(desk, f"{home}.p2", agent=ADA, **said)
    assert len(desk.archive.catalog.acts()) == 1
    with pytest.raises(WrongUsage, match="is no voice"):
        actions.speaker(desk, home, agent=ADA, label="A")
