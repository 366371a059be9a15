"""Segments are found by their words, beside the turns and before there are any, and counted apart from them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from earwitness import actions
from earwitness.actions import Desk
from earwitness.actions.segmented import Described, Partly, SegmentChange
from earwitness.errors import BadQuery
from earwitness.model import Access

from .conftest import ADA, CALL
from .sounds import tape


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, str, str]]:
    """A call of four turns, and two recordings of which nothing is written down: the desk, and the recordings."""
    folder = tmp_path_factory.mktemp("indexed")
    (folder / "bridge.txt").write_text(CALL, encoding="utf-8")
    with actions.init(folder / "archive") as desk:
        actions.add(desk, [str(folder / "bridge.txt")], agent=ADA)
        bridge = tape(desk, title="The bridge tape", held="2031-11-14", publisher="Shore Post")
        mother = tape(desk, title="A mother remembers", held="1999", content=b"RIFF mother")
        actions.segment(
            desk, bridge.id,
            [
                Described(start=1_000, title="Water on the car deck", synopsis="Two men saw it rise.", keywords=("bow door",)),
                Described(start=90_000, synopsis="How the children were counted.", subjects=("Lyne Point",)),
            ],
            agent=ADA,
        )  # fmt: skip
        actions.segment(
            desk, mother.id,
            [
                Described(start=0, title="Вода в трюме", keywords=("боцман",)),
                Described(start=5_000, title="Waters", words="We never spoke of the water."),
            ],
            agent=ADA,
        )  # fmt: skip
        yield desk, bridge.id, mother.id


def places(desk, query, **narrowing):
    """Returns where the segments that answer begin, in the order of the recordings' times."""
    return sorted(hit.start for hit in actions.search(desk, query, **narrowing).segments)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("water", [1_000, 5_000]),
        ("segment:water", [1_000, 5_000]),
        ("segment:rising", [1_000]),  # any form of the word
        ("segment:child", [90_000]),
        ("segment:воды", [0]),
        ("segment:боцмана", [0]),
        ('segment:"bow door"', [1_000]),
        ('segment:"deck two"', []),  # a phrase does not reach from the title into the synopsis
        ("segment:wat*", [1_000, 5_000]),
        ("segment:watr~1", [1_000, 5_000]),
        ('segment:"lyne point"', [90_000]),
        ("segment:(water AND door)", [1_000]),
        ("segment:water -segment:door", [5_000]),
        ("segment:*", [0, 1_000, 5_000, 90_000]),
        ("segment:water held:2031", [1_000]),
        ("segment:water publisher:shore", [1_000]),
        ("water speaker:bridge", []),  # nobody speaks in a segment
        ("kind:transcription", []),
        ("*", []),
        ("reply:water", []),
        ("segment:grief", []),
    ],
)  # fmt: skip
def test_segments_are_found_by_their_words(indexed, query, expected):
    assert places(indexed[0], query) == expected


def test_turns_are_counted_as_ever(indexed):
    desk = indexed[0]
    both = actions.search(desk, "water")
    assert (both.total, both.turns, len(both.hits), both.segments_total) == (1, 1, 1, 2)
    alone = actions.search(desk, "segment:water")
    assert (alone.total, alone.turns, alone.hits, alone.segments_total, alone.facets.get("kind")) == (0, 0, (), 2, [])
    assert actions.search(desk, "*").turns == 4
    one = actions.search(desk, "segment:*", limit=1, offset=1)
    assert (len(one.segments), one.segments_total) == (1, 4)
    assert actions.search(desk, "segment:*", limit=0).segments_total == 4


def test_a_hit_says_where_it_is_and_which_words_answer(indexed):
    desk, bridge, _ = indexed
    (hit,) = actions.search(desk, "segment:water AND segment:doors").segments
    assert (hit.recording, hit.start, hit.of, hit.date) == (bridge, 1_000, "The bridge tape", "2031-11-14")
    assert [hit.title[start:end] for start, end in hit.title_highlights] == ["Water"]
    assert [hit.keywords[place] for place in hit.keywords_found] == ["bow door"]
    assert (hit.synopsis_highlights, hit.subjects_found) == ((), ())


def test_what_narrows_a_search_narrows_segments(indexed):
    desk, bridge, _ = indexed
    home = desk.archive.catalog.recording(bridge).conversation
    assert places(desk, "water", in_=home) == [1_000]
    assert places(desk, "water", since="2000") == [1_000]
    assert places(desk, "water", until="2000") == [5_000]
    assert places(desk, "water", during="1999") == [5_000]
    assert places(desk, "water", publisher="Shore Post") == [1_000]
    assert places(desk, "waters", exact=True) == [5_000]
    assert places(desk, "water", role="captain") == []


def test_a_slip_in_the_field_is_told(indexed):
    with pytest.raises(BadQuery, match="no field “segmnt”") as told:
        actions.search(indexed[0], "segmnt:water")
    assert "segment" in told.value.hint


def test_the_index_follows_every_act_and_is_the_same_when_made_anew(desk: Desk):
    sound = tape(desk)
    actions.segment(desk, sound.id, [Described(start=0, title="Water"), Described(start=5, title="Fire")], agent=ADA)
    first, _ = (each.id for each in actions.segments(desk).segments)
    actions.segment(desk, change=[SegmentChange(id=first, to=Partly(title="Smoke"))], agent=ADA)
    assert (places(desk, "water"), places(desk, "smoke"), places(desk, "fire")) == ([], [0], [5])
    off = actions.segment(desk, withdraw=[first], agent=ADA)
    assert places(desk, "smoke") == []
    actions.undo(desk, off.act, agent=ADA)
    assert places(desk, "smoke") == [0]
    actions.describe(desk, sound.conversation, fields={"held": "2031"}, agent=ADA)
    assert places(desk, "smoke", since="2031") == [0]
    before = actions.search(desk, "segment:*").segments
    actions.rebuild(desk)
    assert actions.search(desk, "segment:*").segments == before


def test_nothing_of_an_erased_recording_is_left_in_the_index(desk: Desk):
    kept, gone = tape(desk, content=b"RIFF a"), tape(desk, content=b"RIFF b")
    actions.segment(desk, kept.id, [Described(start=0, title="The dirigible")], agent=ADA)
    actions.segment(desk, gone.id, [Described(start=0, title="The zeppelin")], agent=ADA)

    def left(word):
        files = (path for path in (desk.path / "search").rglob("*") if path.is_file())
        return any(word in path.read_bytes() for path in files)

    assert left(b"zeppelin"), "the control: it was there"
    actions.erase(desk, gone.source, agent=ADA, reason="consent withdrawn")
    assert (left(b"zeppelin"), left(b"dirigible"), places(desk, "segment:*")) == (False, True, [0])


def test_others_find_nothing_of_what_is_held_back(desk: Desk):
    shown, held = tape(desk, content=b"RIFF a"), tape(desk, content=b"RIFF b", access=Access(kind="restricted"))
    for sound in (shown, held):
        actions.segment(desk, sound.id, [Described(start=0, title="The zeppelin")], agent=ADA)
    ours, theirs = (actions.search(desk, "zeppelin", audience=who) for who in ("keeper", "others"))
    assert (ours.segments_total, theirs.segments_total) == (2, 1)
    assert [hit.recording for hit in theirs.segments] == [shown.id]
