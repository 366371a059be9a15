"""Passages are found by what people wrote on them: `code:`, `note:`, `--code`, facets; and no longer when it is taken off."""

from collections.abc import Iterator

import pytest

from earwitness import actions
from earwitness.actions import Desk, Filters, Passage
from earwitness.errors import NotFound

from .conftest import ADA, CALL, KITCHEN


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, str, str]]:
    """Two calls with codes and notes on them, for the tests that only look: the desk, and both transcripts."""
    folder = tmp_path_factory.mktemp("noted")
    (folder / "bridge.txt").write_text(CALL, encoding="utf-8")
    (folder / "kitchen.txt").write_text(KITCHEN, encoding="utf-8")
    with actions.init(folder / "archive") as desk:
        added = actions.add(desk, [str(folder / "bridge.txt"), str(folder / "kitchen.txt")], agent=ADA).added
        bridge, kitchen = (item.transcripts[0] for item in added)
        actions.code(desk, [Passage(turn=f"{bridge}.1", words="water")], "danger/Water", agent=ADA, create=True)
        actions.code(desk, [Passage(turn=f"{kitchen}.1")], "danger", agent=ADA)
        actions.code(desk, [Passage(turn=f"{kitchen}.2")], "witness", agent=ADA, create=True)
        actions.note(desk, [Passage(turn=f"{bridge}.3")], "The children were counted twice.", agent=ADA)
        actions.note(desk, [Passage(turn=f"{kitchen}.2")], "Боцман врал детям.", agent=ADA)
        yield desk, bridge, kitchen


def turns(desk, query, **narrowing):
    return sorted(hit.turn_id for hit in actions.search(desk, query, **narrowing).hits)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("code:danger", ["b.1", "k.1"]),
        ("code:water", ["b.1"]),
        ('code:"danger/water"', ["b.1"]),
        ("code:danger AND door", ["k.1"]),
        ("code:*", ["b.1", "k.1", "k.2"]),
        ("note:child", ["b.3"]),
        ("note:дети", ["k.2"]),
        ('note:"counted twice"', ["b.3"]),
        ("note:count*", ["b.3"]),
        ("note:*", ["b.3", "k.2"]),
        ("note:water", []),
        ("code:grief", []),
    ],
)
def test_passages_are_found_by_codes_and_notes(noted, query, expected):
    desk, bridge, kitchen = noted
    assert turns(desk, query) == sorted(
        each.replace("b.", bridge + ".").replace("k.", kitchen + ".") for each in expected
    )


def test_a_search_is_kept_to_a_code_and_counted_by_codes(noted):
    desk, bridge, kitchen = noted
    assert turns(desk, "*", code="danger") == sorted([f"{bridge}.1", f"{kitchen}.1"])
    assert turns(desk, "*", code="Danger/water") == [f"{bridge}.1"]
    counted = actions.search(desk, "*", by="code").facets["code"]
    assert counted == [("danger", 2), ("danger/Water", 1), ("witness", 1)]
    with pytest.raises(NotFound):
        actions.search(desk, "*", code="nonsense")
    assert actions.search(desk, "*", code="nonsense", audience="others").total == 0
    assert actions.search(desk, "note:child", exact=True).total == 0, "as it is spelt"
    assert actions.list_conversations(desk, Filters(code="witness")).total == 1
    assert actions.list_conversations(desk, Filters(code="danger")).total == 2


def test_show_gives_what_is_written(noted):
    desk, bridge, _ = noted
    shown = actions.show(desk, bridge)
    assert [(each.path, each.places[0].words) for each in shown.codings] == [("danger/Water", "water")]
    assert [each.text for each in shown.notes] == ["The children were counted twice."]
    assert shown.cautions == ()


def test_the_index_follows_each_act(desk, filed):
    turn = f"{filed.transcripts[0]}.1"
    noted = actions.note(desk, [Passage(turn=turn)], "The bow door.", agent=ADA).subjects[0]
    actions.code(desk, [Passage(turn=turn)], "danger/water", agent=ADA, create=True)
    assert turns(desk, "note:doors") == turns(desk, "code:danger") == [turn]
    actions.reword(desk, noted, "The stern gate.", agent=ADA)
    assert (turns(desk, "note:doors"), turns(desk, "note:gates")) == ([], [turn])
    actions.rename_code(desk, "danger", "peril", agent=ADA)
    assert (turns(desk, "code:danger"), turns(desk, "code:peril")) == ([], [turn])
    actions.add_code(desk, "sea", agent=ADA)
    actions.move_code(desk, "water", "sea", agent=ADA)
    assert (turns(desk, "code:peril"), turns(desk, "code:sea")) == ([], [turn])
    merged = actions.merge_codes(desk, "sea", "peril", agent=ADA)
    assert turns(desk, "code:peril") == [turn]
    actions.undo(desk, merged.act, agent=ADA)
    assert turns(desk, "code:peril") == []
    off = actions.withdraw(desk, noted, agent=ADA)
    assert turns(desk, "note:gates") == []
    actions.undo(desk, off.act, agent=ADA)
    actions.rebuild(desk)
    assert turns(desk, "note:gates") == turns(desk, "code:sea") == [turn]


def test_of_what_is_withheld_nothing_is_found_or_counted(desk, filed):
    turn = f"{filed.transcripts[0]}.2"
    actions.note(desk, [Passage(turn=turn)], "Ask the zeppelin.", agent=ADA)
    actions.code(desk, [Passage(turn=turn)], "airship", agent=ADA, create=True)
    actions.describe(desk, turn, agent=ADA, fields={"access": "restricted"})
    assert turns(desk, "note:zeppelin") == turns(desk, "*", code="airship") == [turn], "the control: the keeper's"
    for query in ("note:zeppelin", "code:airship", "note:*"):
        found = actions.search(desk, query, audience="others", by="code")
        assert (found.total, found.turns, found.facets) == (0, 0, {"code": []})


def test_a_question_that_is_withheld_does_not_show_by_its_answer(desk, filed):
    first, second = (f"{filed.transcripts[0]}.{number}" for number in (1, 2))
    question = actions.show(desk, first).transcripts[0].turns[0].text.split()[-1].strip(".?!")
    assert turns(desk, f"reply:{question}") == turns(desk, f"reply:{question}", audience="others") == [second]
    actions.describe(desk, first, agent=ADA, fields={"access": "restricted"})
    assert turns(desk, f"reply:{question}") == [second], "the control: the keeper's"
    assert turns(desk, f"reply:{question}", audience="others") == []
    actions.note(desk, [Passage(turn=first)], "The zeppelin.", agent=ADA)
    assert turns(desk, "reply:note:zeppelin") == [second]
    assert turns(desk, "reply:note:zeppelin", audience="others") == []


def test_the_same_question_for_a_cluster_has_this_archives_classes(noted):
    desk, _, _ = noted
    asked = actions.as_opensearch(desk, "reply:door boats", kind="transcription", by="month")
    assert asked["query"]["bool"]["filter"] == [{"terms": {"kind": ["transcription"]}}]
    (reply,) = asked["query"]["bool"]["must"][0]["bool"]["filter"]
    (door,), _ = desk.index.classes("door")
    assert reply == {"nested": {"path": "answered", "score_mode": "none", "query": {"term": {"answered.text": door}}}}
    assert list(asked["aggs"]) == ["passages", "month"]
