"""An index that stands in a file becomes segments; segments leave as files; what is held back does neither."""

from __future__ import annotations

import pytest

from earwitness import actions
from earwitness.actions import Desk
from earwitness.actions.segmented import Described
from earwitness.errors import BadInput, NotFound, Refused, WrongUsage
from earwitness.model import Access

from .conftest import ADA
from .sounds import tape

TABLE = b"""start,end,title,keywords
0:12,1:00,The bow door,door; bow visor
9:59.5,10:00.4,The end,
11:00,,Too late,
0:30,0:20,Backwards,
"""
OHMS = """<?xml version="1.0" encoding="UTF-8"?>
<ROOT xmlns="https://www.weareavp.com/nunncenter/ohms"><record id="7">
 <title>Ada Example remembers</title><interviewee>Example, Ada</interviewee>
 <index><point><time>12</time><title>The bow door</title><keywords>door</keywords></point>
  <point><time>70</time><title>The rescue</title></point></index>
 <transcript>EXAMPLE: It was open.</transcript>
</record></ROOT>
"""


def taken(desk, sound, content, **how):
    return actions.read_segments(desk, sound.id, content, name="index.csv", agent=ADA, **how)


def test_a_table_is_taken_in_once(desk: Desk) -> None:
    sound = tape(desk)
    tried = taken(desk, sound, TABLE, dry_run=True)
    assert (tried.act, actions.segments(desk).total) == (None, 0)
    done = taken(desk, sound, TABLE)
    assert [(each.status, each.title, each.why) for each in done.items] == [
        ("taken", "The bow door", ""),
        ("taken", "The end", ""),
        ("not taken", "Too late", f"a segment cannot begin at 11:00: {sound.id} lasts 10:00"),
        ("not taken", "Backwards", "a segment that begins at 0:30 cannot end at 0:20"),
    ]
    shown = actions.segments(desk, sound.id).segments
    assert [(each.start, each.end, each.keywords) for each in shown] == [
        (12_000, 60_000, ("door", "bow visor")),
        (599_500, 600_000, ()),  # a rounded end is the end
    ]
    again = taken(desk, sound, TABLE)
    assert ([each.status for each in again.items[:2]], again.act) == (["already", "already"], None)
    assert again.items[0].id == shown[0].id
    assert actions.log(desk).acts[0].reason == "Taken from index.csv."
    actions.undo(desk, str(done.act), agent=ADA)
    assert actions.segments(desk).total == 0


def test_what_is_no_index_changes_nothing(desk: Desk) -> None:
    sound = tape(desk)
    with pytest.raises(BadInput):
        taken(desk, sound, b"Dear Ada,\n")
    with pytest.raises(NotFound):
        actions.read_segments(desk, "r0000000000", TABLE, name="x", agent=ADA)
    assert actions.log(desk).total == 1


@pytest.mark.parametrize("to", ["chapters", "segments", "ohms", "jsonl"])
def test_an_index_goes_from_one_recording_to_another(desk: Desk, to: str) -> None:
    first, second = tape(desk, content=b"RIFF a"), tape(desk, content=b"RIFF b")
    taken(desk, first, TABLE)
    _, content = actions.export(desk, [first.id], to=to)
    back = taken(desk, second, content.replace(first.id.encode(), second.id.encode()))
    assert [each.status for each in back.items] == ["taken", "taken"]
    ours, theirs = (actions.segments(desk, each.id).segments for each in (first, second))
    whole = to != "ohms"  # a point has whole seconds, and no end
    assert [(each.start, each.end if whole else None, each.title, each.keywords) for each in theirs] == [
        (each.start if whole else each.start // 1000 * 1000, each.end if whole else None, each.title, each.keywords)
        for each in ours
    ]


def test_chapters_are_of_one_recording(desk: Desk) -> None:
    sound = tape(desk)
    with pytest.raises(WrongUsage, match="no recording here has segments"):
        actions.export(desk, [sound.id], to="chapters")
    other = tape(desk, conversation=sound.conversation, content=b"RIFF b")
    for each in (sound, other):
        actions.segment(desk, each.id, [Described(start=0, title=f"of {each.id}")], agent=ADA)
    with pytest.raises(WrongUsage, match="chapters are of one recording"):
        actions.export(desk, [sound.conversation], to="chapters")
    assert f"of {other.id}".encode() in actions.export(desk, [other.id], to="chapters")[1]
    assert actions.export(desk, [sound.conversation], to="segments")[1].count(b"\n") == 3


def test_an_export_says_that_segments_are_lost(desk: Desk, filed) -> None:
    sound = tape(desk, conversation=filed.conversations[0])
    actions.segment(desk, sound.id, [Described(start=0, title="Water")], agent=ADA)

    def lost(to):
        exported, _ = actions.export(desk, [filed.conversations[0]], to=to, dry_run=True)
        return [(loss.what, loss.count) for loss in exported.losses if loss.what == "segments"]

    assert (lost("srt"), lost("iiif"), lost("ohms"), lost("jsonl")) == ([("segments", 1)], [], [], [])


def test_what_is_held_back_does_not_leave_with_the_words(desk: Desk, filed) -> None:
    home = filed.conversations[0]
    sound = tape(desk, conversation=home, access=Access(kind="restricted"))
    actions.segment(desk, sound.id, [Described(start=0, title="The zeppelin")], agent=ADA)
    for to in ("jsonl", "ohms", "iiif", "segments"):
        content = actions.export(desk, [home], to=to)[1]
        assert (b"zeppelin" in content, sound.id.encode() in content) == (False, False), to
    with pytest.raises(Refused):
        actions.export(desk, [sound.id], to="segments")
    open_one = tape(desk, conversation=home, content=b"RIFF open")
    actions.segment(desk, open_one.id, [Described(start=0, title="The dirigible")], agent=ADA)
    assert b"dirigible" in actions.export(desk, [home], to="jsonl")[1], "the control: what is open leaves"


def test_an_index_that_comes_with_a_transcript_goes_to_its_recording(desk: Desk, add, page) -> None:
    sound = tape(desk)
    (item,) = add(page("7.ohms.xml", OHMS), conversation=sound.conversation).added
    assert item.message.endswith(f"; 2 segments of {sound.id}")
    assert [(each.start, each.title) for each in actions.segments(desk, sound.id).segments] == [
        (12_000, "The bow door"), (70_000, "The rescue"),
    ]  # fmt: skip
    (alone,) = add(page("8.ohms.xml", OHMS.replace("It was open", "It was shut"))).added
    assert "segments" not in alone.message
    assert actions.segments(desk).total == 2, "nobody knows of which recording it is"
    (bare,) = add(page("9.ohms.xml", OHMS.replace("EXAMPLE: It was open.", ""))).added
    assert any("2 segments and no transcript" in doubt for doubt in bare.doubts)
