"""Recordings and their segments in the catalog: they come with acts, stand with what people stated, and go with an undo."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from earwitness.archive import Archive
from earwitness.errors import Conflict, NotFound
from earwitness.identifiers import new_id
from earwitness.model import Capture, Conversation, Recording, Segment, Source, Transcript, Turn

CAPTURE = Capture(time="2031-11-15T08:00:00Z", collector="clerk", machine="Linux", tool="earwitness 0.1.0")


def sound(clerk, content: bytes = b"RIFF fictional sound", **changes: str) -> tuple[str, Recording]:  # type: ignore[no-untyped-def]
    """Files a recording of a conversation of its own; returns the act and the recording."""
    source = Source(
        id=new_id("source"), digest="", size=len(content), media_type="audio/wav", format="sound", capture=CAPTURE,
        path="/tapes/bridge.wav", published="2031-11-16",
    )  # fmt: skip
    conversation = Conversation(id=new_id("conversation"), title="bridge", source=source.id)
    recording = Recording(
        id=new_id("recording"), conversation=conversation.id, source=source.id, duration=61_000, channels=2,
        sample_rate=8_000, codec="pcm_alaw", container="wav", **changes,
    )  # fmt: skip
    with clerk.archive.writing() as writer:
        import msgspec

        source = msgspec.structs.replace(source, digest=writer.put(content))
    return clerk.do("add", source, conversation, recording), recording


def test_a_recording_stands_with_its_conversation(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    _, recording = sound(clerk)
    catalog = archive.catalog
    assert catalog.recording(recording.id) == recording
    assert catalog.recordings_of(recording.conversation) == (recording,)
    assert catalog.recordings_from(recording.source) == (recording,)
    assert catalog.noun(recording.id) == "recording"
    home = catalog.conversation(recording.conversation)
    assert (home.title, home.transcripts, home.published) == ("bridge", 0, "2031-11-16")
    assert [source.id for source in catalog.sources_of(recording.conversation)] == [recording.source]
    assert catalog.counts().recordings == 1


def test_what_people_say_of_it_stands_on_top(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    _, recording = sound(clerk)
    act = clerk.state(recording.id, "parties", '["Bridge","Engine room"]')
    assert archive.catalog.recording(recording.id).parties == ("Bridge", "Engine room")
    clerk.state(recording.id, "access", "restricted")
    assert archive.catalog.guarded_sound() == (recording.conversation,)
    clerk.undo(act)
    assert archive.catalog.recording(recording.id).parties == ()


def test_linked_conversations_share_their_recordings(
    archive: Archive, clerk, link: Callable[[str, str], str]  # type: ignore[no-untyped-def]
) -> None:  # fmt: skip
    call = clerk.file("bridge call")
    _, recording = sound(clerk)
    link(call.conversation, recording.conversation)
    assert archive.catalog.recordings_of(call.conversation) == (recording,)


def test_an_undone_recording_is_gone_and_comes_back(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    act, recording = sound(clerk)
    undo = clerk.undo(act)
    with pytest.raises(NotFound):
        archive.catalog.recording(recording.id)
    clerk.undo(undo)
    assert archive.catalog.recording(recording.id) == recording


def test_segments_are_in_the_order_of_their_times(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    _, recording = sound(clerk)
    later = Segment(id=new_id("segment"), recording=recording.id, start=30_000, title="The pumps")
    first = Segment(id=new_id("segment"), recording=recording.id, start=0, end=30_000, keywords=("water",))
    clerk.do("segment", later, first)
    assert [each.segment for each in archive.catalog.segments([recording.id])] == [first, later]
    clerk.state(first.id, "title", "The water")
    clerk.state(first.id, "keywords", '["water","hold"]')
    told = archive.catalog.segment(first.id).segment
    assert (told.title, told.keywords) == ("The water", ("water", "hold"))
    clerk.state(later.id, "withdrawn", "true")
    assert [each.segment.id for each in archive.catalog.segments([recording.id])] == [first.id]


def test_what_was_heard_on_a_recording_holds_it_in_place(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    act, recording = sound(clerk)
    heard = Transcript(
        id=new_id("transcript"), conversation=recording.conversation, kind="machine", made_from=recording.id,
        turns=(Turn(id="1", number=1, text="How much water?"),),
    )  # fmt: skip
    clerk.do("transcribe", heard)
    assert archive.catalog.transcript(heard.id).heard_on == recording.id
    with pytest.raises(Conflict):
        clerk.undo(act)
    with pytest.raises(NotFound):
        clerk.do("transcribe", Transcript(id=new_id("transcript"), conversation=recording.conversation,
                                          made_from=new_id("recording")))  # fmt: skip


def test_erasing_a_source_takes_its_sound_and_what_was_heard_on_it(archive: Archive, clerk, new_account) -> None:  # type: ignore[no-untyped-def]
    _, recording = sound(clerk)
    heard = Transcript(
        id=new_id("transcript"), conversation=recording.conversation, kind="machine", made_from=recording.id,
        turns=(Turn(id="1", number=1, text="a most private word"),),
    )  # fmt: skip
    clerk.do("transcribe", heard)
    clerk.do("segment", Segment(id=new_id("segment"), recording=recording.id, start=0, title="a most private word"))
    with archive.writing() as writer:
        erased = writer.erase([recording.source], new_account("erase"))
    assert {recording.id, heard.id, recording.conversation} <= set(erased.subjects)
    for path in archive.path.rglob("*"):
        if path.is_file():
            assert b"most private word" not in path.read_bytes(), path
            assert b"fictional sound" not in path.read_bytes(), path


def test_a_rebuilt_catalog_has_the_same_recordings(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    _, recording = sound(clerk)
    clerk.do("segment", Segment(id=new_id("segment"), recording=recording.id, start=0, title="The water"))
    before = archive.catalog.content_digest()
    with archive.writing() as writer:
        assert writer.rebuild_catalog() == before
    from earwitness.archive.comparison import compare_catalog

    assert list(compare_catalog(archive, archive.catalog.position[0])) == []
