"""`segment` and `segments`: an index of a recording before there is any transcript."""

from __future__ import annotations

import pytest

from earwitness import actions
from earwitness.actions import Desk
from earwitness.actions.segmented import Described, Partly, SegmentChange, SegmentsListed
from earwitness.errors import BadInput, Conflict, NotFound, WrongUsage
from earwitness.model import Access

from .conftest import ADA
from .sounds import tape

BORIS = "Boris Example"


def listed(desk, id=None, **how):
    return actions.segments(desk, id, **how)


def test_a_recording_gets_an_index_in_one_act(desk: Desk) -> None:
    sound = tape(desk)
    done = actions.segment(
        desk, sound.id,
        [
            Described(
                start=83_000, title=" The  bow door ", synopsis="Who closed it.\r\nWho saw.",
                keywords=("water", " door", "water"),
            ),
            Described(start=0, end=60_000, title="Sound check"),
            Described(start=300_000, keywords=("lifeboats",), subjects=("Meridian (ship)",), words="All hands"),
        ],
        agent=ADA,
    )  # fmt: skip
    found = listed(desk, sound.id)
    assert [(each.start, each.end, each.until, each.title) for each in found.segments] == [
        (0, 60_000, 60_000, "Sound check"),
        (83_000, None, 300_000, "The bow door"),
        (300_000, None, 600_000, ""),
    ]
    assert found.segments[1].synopsis == "Who closed it.\nWho saw."
    assert found.keywords == (("door", 1), ("lifeboats", 1), ("water", 1))
    assert (found.total, found.segments[2].subjects, found.segments[0].agent) == (3, ("Meridian (ship)",), ADA)
    assert [(told.id, told.title, told.duration) for told in found.recordings] == [
        (sound.id, "Meridian, bridge", 600_000)
    ]
    assert listed(desk, sound.conversation) == found == listed(desk, found.segments[0].id) == listed(desk)
    assert [each.start for each in listed(desk, keyword="WATER").segments] == [83_000]
    actions.undo(desk, done.act, agent=ADA)
    assert listed(desk, sound.id).total == 0


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"start": -1, "title": "?"}, "cannot begin at -0:00.001"),
        ({"start": 600_001, "title": "?"}, "lasts 10:00"),
        ({"start": 0, "end": 600_001, "title": "?"}, "cannot end at 10:00.001"),
        ({"start": 5_000, "end": 5_000, "title": "?"}, "begins at 0:05 cannot end at 0:05"),
        ({"start": 0}, "nothing is said"),
        ({"start": 0, "title": "a\x00b"}, "control character"),
        ({"start": 0, "title": "a" * 501}, "500 characters"),
        ({"start": 0, "keywords": tuple(map(str, range(201)))}, "200 keywords"),
    ],
)
def test_what_cannot_stand_is_refused_and_the_rest_of_the_act_with_it(desk: Desk, said, why) -> None:
    sound = tape(desk)
    with pytest.raises(BadInput, match=why):
        actions.segment(desk, sound.id, [Described(start=1, title="good"), Described(**said)], agent=ADA)
    assert listed(desk).total == 0


def test_the_last_millisecond_of_a_recording_is_in_it(desk: Desk) -> None:
    sound = tape(desk)
    actions.segment(desk, sound.id, [Described(start=599_999, end=600_000, title="click")], agent=ADA)
    assert listed(desk).segments[0].until == 600_000


def test_two_people_change_different_things_and_neither_is_lost(desk: Desk) -> None:
    sound = tape(desk)
    actions.segment(desk, sound.id, [Described(start=0, title="Door", keywords=("water",))], agent=ADA)
    (seen,) = listed(desk).segments
    before = Partly(start=0, end=None, title="Door", synopsis="", keywords=("water",))

    def send(agent, **said):
        to = Partly(**{**before.fields, **said})
        return actions.segment(desk, change=[SegmentChange(id=seen.id, to=to, was=before)], agent=agent)

    send(ADA, title="The bow door")
    send(BORIS, keywords=("water", "door"))
    (now,) = listed(desk).segments
    assert (now.title, now.keywords) == ("The bow door", ("water", "door"))
    with pytest.raises(
        Conflict, match="no longer “Door”: it is “The bow door”, and this would make it “The ramp”"
    ) as told:
        send(BORIS, title="The ramp")
    assert (told.value.expected, told.value.found) == ("Door", "The bow door")
    with pytest.raises(BadInput, match="nothing would change"):
        send(BORIS, title="The bow door")


def test_a_segment_taken_off_comes_back_by_undo(desk: Desk) -> None:
    sound = tape(desk)
    actions.segment(desk, sound.id, [Described(start=0, title="Door"), Described(start=5, title="Ramp")], agent=ADA)
    first, second = (each.id for each in listed(desk).segments)
    done = actions.segment(desk, withdraw=[first, second, first], agent=ADA, reason="by mistake")
    assert listed(desk).total == 0
    with pytest.raises(Conflict, match="taken off"):
        actions.segment(desk, change=[SegmentChange(id=first, to=Partly(title="?"))], agent=ADA)
    actions.undo(desk, done.act, agent=ADA)
    assert [each.id for each in listed(desk).segments] == [first, second]


def test_acts_want_to_know_what_of_what(desk: Desk) -> None:
    with pytest.raises(WrongUsage, match="nothing was said"):
        actions.segment(desk, agent=ADA)
    with pytest.raises(WrongUsage, match="of which recording"):
        actions.segment(desk, None, [Described(start=0, title="x")], agent=ADA)
    with pytest.raises(NotFound):
        actions.segment(desk, "r0000000000", [Described(start=0, title="x")], agent=ADA)
    with pytest.raises(NotFound):
        actions.segments(desk, "r0000000000")


@pytest.mark.parametrize("by", [{"access": Access(kind="restricted")}, {"source_access": Access(kind="restricted")}])
def test_others_see_no_segment_of_what_is_held_back(desk: Desk, by) -> None:
    open_one = tape(desk, title="open", content=b"RIFF open")
    held = tape(desk, title="held", **by)
    for sound in (open_one, held):
        actions.segment(desk, sound.id, [Described(start=0, title=f"of {sound.id}", keywords=("water",))], agent=ADA)
    assert listed(desk).total == 2
    theirs = listed(desk, audience="others")
    assert (theirs.total, [told.id for told in theirs.recordings], theirs.keywords) == (
        1,
        [open_one.id],
        (("water", 1),),
    )
    for id in (held.id, held.conversation, "r0000000000"):
        assert listed(desk, id, audience="others") == SegmentsListed(total=0, segments=(), recordings=())
    assert listed(desk, open_one.id, without=[open_one.conversation]).total == 0


def test_a_turn_that_is_held_back_holds_back_what_is_said_of_its_sound(desk: Desk, filed) -> None:
    sound = tape(desk, conversation=filed.conversations[0])
    actions.segment(desk, sound.id, [Described(start=0, title="A hundred and eighteen")], agent=ADA)
    assert listed(desk, audience="others").total == 1
    actions.describe(desk, f"{filed.transcripts[0]}.3", fields={"access": "restricted"}, agent=ADA)
    assert listed(desk, audience="others").total == 0
