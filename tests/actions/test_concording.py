"""`search --concordance`: lines with the words around them, exact counts, and nothing withheld."""

import csv
import io

import pytest

from earwitness import actions
from earwitness.errors import BadQuery, WrongUsage

from .conftest import ADA, CALL, KITCHEN

LONG = """Harbour watch

Pilot: One two three four five boat six seven eight nine, boat! Ten.
Tower: Boat.
Pilot: Say again, please.
Tower: Nothing more to say.
"""


@pytest.fixture
def watch(desk, page, add):
    return add(page("watch.txt", LONG)).added[0]


def shown(found):
    return [(line.left, line.keyword, line.right) for line in found.lines]


def test_a_line_has_so_many_words_of_its_turn_on_either_side(desk, watch):
    found = actions.concord(desk, "boat", window=2, sort="text")
    assert shown(found) == [
        ("four five ", "boat", " six seven"),
        ("eight nine, ", "boat", "! Ten."),
        ("", "Boat", "."),
    ]
    assert (found.occurrences, found.total, found.turns, found.sampled) == (3, 2, 2, None)
    line = found.lines[0]
    assert (line.turn_id, line.speakers) == (f"{watch.transcripts[0]}.1", ("Pilot",))
    assert shown(actions.concord(desk, "boat", window=0, sort="text"))[0] == ("", "boat", "")
    assert shown(actions.concord(desk, '"five boat six"', window=1)) == [("four ", "five boat six", " seven")]


def test_lines_are_paged_and_counted_whatever_the_limit(desk, watch):
    whole = actions.concord(desk, "boat")
    pages = [actions.concord(desk, "boat", limit=1, offset=at) for at in range(4)]
    assert [line for page in pages for line in page.lines] == list(whole.lines)
    assert {page.occurrences for page in pages} == {3}
    drawn = actions.concord(desk, "boat", sample=2, seed=3)
    assert (drawn.occurrences, drawn.sampled, len(drawn.lines)) == (3, 2, 2)


def test_a_passage_of_several_versions_has_the_lines_of_one(desk, page, add):
    first, second = (
        add(page(name, text)).added[0] for name, text in (("a.txt", CALL), ("b.txt", CALL + "Station: Water?\n"))
    )
    assert actions.concord(desk, "water").occurrences == 3, "the control: before they are one conversation"
    actions.link(desk, first.conversations[0], second.conversations[0], agent=ADA)
    found = actions.concord(desk, "water")
    assert (found.occurrences, found.total, found.turns) == (2, 2, 3)


@pytest.mark.parametrize("access", ["restricted", "open"])
def test_what_is_withheld_has_no_line_for_others_and_is_not_counted(desk, watch, access):
    actions.describe(desk, f"{watch.transcripts[0]}.1", agent=ADA, fields={"access": access})
    found = actions.concord(desk, "boat", audience="others")
    assert (found.occurrences, len(found.lines), found.turns) == ((3, 3, 2) if access == "open" else (1, 1, 1))
    assert actions.concord(desk, "boat").occurrences == 3


def test_cautions_stand_on_lines(desk, watch):
    actions.caution(desk, [actions.Passage(turn=f"{watch.transcripts[0]}.2")], "violence", agent=ADA)
    assert [line.cautions for line in actions.concord(desk, "boat", sort="text").lines] == [(), (), ("violence",)]


def test_erased_words_leave_the_files_of_the_array(desk, watch, add, page):
    add(page("kitchen.txt", KITCHEN))

    def kept():
        return b"".join(path.read_bytes() for path in desk.path.rglob("tokens/*"))

    assert b"boat" in kept(), "the control"
    actions.erase(desk, watch.source, agent=ADA, reason="consent withdrawn")
    assert b"boat" not in kept() and b"bosun" in kept()
    assert actions.concord(desk, "boat").occurrences == 0


def test_lines_follow_corrections_undo_and_rebuild(desk, watch):
    before = shown(actions.concord(desk, "boat"))
    done = actions.describe(desk, watch.conversations[0], agent=ADA, fields={"title": "Watch"})
    actions.undo(desk, done.act, agent=ADA)
    actions.rebuild(desk)
    assert shown(actions.concord(desk, "boat")) == before


def test_a_table_holds_every_line_and_no_formula(desk, watch):
    rows = list(csv.reader(io.StringIO(actions.concordance_table(actions.concord(desk, "boat")).decode("utf-8-sig"))))
    assert rows[0][:6] == ["conversation", "transcript", "turn", "left", "keyword", "right"]
    assert len(rows) == 4 and rows[1][4] in ("boat", "Boat")


def test_wrong_usage_is_refused(desk, watch):
    with pytest.raises(WrongUsage, match="cannot be sorted"):
        actions.concord(desk, "boat", sort="sideways")
    with pytest.raises(WrongUsage, match="window"):
        actions.concord(desk, "boat", window=101)
    with pytest.raises(BadQuery, match="no word"):
        actions.concord(desk, "speaker:pilot")
