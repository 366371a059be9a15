"""How the work on a conversation stands. All of it is fiction."""

from __future__ import annotations

import pytest

from earwitness.archive.work import Work, set_names, status_named, unnamed, work_of
from earwitness.model import Speaker


@pytest.mark.parametrize(
    ("said", "work"),
    [
        ([], Work("new", "", 2, ())),
        ([("status", "Checked"), ("assignee", "Ines"), ("priority", "HIGH")], Work("checked", "Ines", 1, ())),
        ([("status", "read"), ("status", "")], Work("new", "", 2, ())),
        ([("status", "Ask  the bosun")], Work("Ask the bosun", "", 2, ())),
        ([("priority", "soon")], Work("new", "", 2, ())),
        ([("set:Night calls", "in"), ("set:Bridge", "in")], Work("new", "", 2, ("Bridge", "Night calls"))),
        ([("set:Night calls", "in"), ("set:Bridge", "in"), ("set:Bridge", "")], Work("new", "", 2, ("Night calls",))),
        ([("sets", "Bridge; Deck"), ("set:Deck", ""), ("set:Quay", "in")], Work("new", "", 2, ("Bridge", "Quay"))),
        ([("set:Quay", "in"), ("sets", "Bridge")], Work("new", "", 2, ("Bridge",))),
    ],
)
def test_the_newest_word_stands_and_sets_add_up(said: list[tuple[str, str]], work: Work) -> None:
    assert work_of(said) == work


def test_a_list_of_sets_has_commas_or_semicolons() -> None:
    assert set_names(" Night  calls, Bridge;Deck;; Bridge") == ("Night calls", "Bridge", "Deck")


def test_a_status_of_ones_own_keeps_its_letters() -> None:
    assert [status_named(text) for text in ("Set Aside", "Ask Vera", " ", "NEEDS A TRANSLATOR")] == [
        "set aside",
        "Ask Vera",
        "new",
        "needs a translator",
    ]


@pytest.mark.parametrize(
    ("labels", "role", "count"),
    [
        (("Bridge",), None, 0),
        (("R",), None, 1),
        (("R",), "Russian soldier", 0),
        (("SPEAKER_00",), None, 1),
        (("Speaker 2", "Mother"), None, 0),
        (("Невідомий",), None, 1),
        ((), None, 1),
    ],
)
def test_a_number_or_a_letter_is_no_name(labels: tuple[str, ...], role: str | None, count: int) -> None:
    assert unnamed([Speaker(id="p1", labels=labels, role=role)]) == count
