"""Files of sound: each becomes a recording, and a conversation that nobody has written down yet."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from earwitness import actions
from earwitness.actions import Desk, soundings
from earwitness.errors import NotFound, Refused

from .tapes import tone


@pytest.fixture
def tape(tmp_path: Path) -> Path:
    path = tmp_path / "bridge 2031-11-14.wav"
    path.write_bytes(tone(2.5, channels=2))
    return path


def test_a_file_of_sound_becomes_a_recording_of_a_conversation(desk: Desk, tape: Path) -> None:
    (item,) = actions.add(desk, [str(tape)], agent="Ada Example").added
    assert (item.status, item.transcripts, item.turns, item.error) == ("added", (), 0, None)
    assert item.message == "0:02.500 of sound, 2 channels, pcm_s16le, 8,000 Hz"
    (recording,) = item.recordings
    shown = actions.show(desk, recording)
    assert (shown.id, shown.title, shown.transcripts) == (item.conversations[0], "bridge 2031-11-14", ())
    (told,) = shown.recordings
    assert (told.id, told.source, told.duration, told.channels, told.sample_rate, told.codec) == (
        recording, item.source, 2_500, 2, 8_000, "pcm_s16le",
    )  # fmt: skip
    listed = actions.list_conversations(desk).conversations
    assert [(each.id, each.turns, each.transcripts) for each in listed] == [(shown.id, 0, 0)]


def test_the_bytes_stay_as_they_came(desk: Desk, tape: Path) -> None:
    (item,) = actions.add(desk, [str(tape)], agent="Ada Example").added
    recording = desk.archive.catalog.recording(item.recordings[0])
    assert soundings.sound_file(desk, recording).read_bytes() == tape.read_bytes()
    assert actions.verify(desk).faults == ()


def test_what_is_derived_is_made_once_and_again_where_it_is_gone(desk: Desk, tape: Path) -> None:
    (item,) = actions.add(desk, [str(tape)], agent="Ada Example").added
    recording = desk.archive.catalog.recording(item.recordings[0])
    kept = soundings.derived(desk, recording) / soundings.SURVEY
    assert kept.is_file()
    first = soundings.sounding(desk, recording)
    actions.rebuild(desk)
    assert not kept.exists()
    assert soundings.sounding(desk, recording) == first
    kept.write_bytes(b"torn")
    assert soundings.sounding(desk, recording) == first


def test_standard_input_may_be_sound(desk: Desk) -> None:
    (item,) = actions.add(desk, ["-"], agent="Ada Example", stdin=io.BytesIO(tone(1))).added
    assert desk.archive.catalog.recording(item.recordings[0]).duration == 1_000


def test_a_recording_joins_the_conversation_that_is_named(desk: Desk, tape: Path, tmp_path: Path) -> None:
    page = tmp_path / "call.txt"
    page.write_text("Bridge: We are taking water.\nWatch: How many aboard?\nBridge: A hundred and eighteen.\n")
    (told,) = actions.add(desk, [str(page)], agent="Ada Example").added
    (item,) = actions.add(desk, [str(tape)], agent="Ada Example", conversation=told.conversations[0]).added
    shown = actions.show(desk, told.conversations[0])
    assert [each.id for each in shown.recordings] == list(item.recordings)
    assert len(shown.transcripts) == 1
    assert {source.id for source in shown.sources} == {told.source, item.source}


def test_the_same_sound_from_another_place_is_one_more_publication(desk: Desk, tape: Path, tmp_path: Path) -> None:
    (first,) = actions.add(desk, [str(tape)], agent="Ada Example").added
    copy = tmp_path / "copy.wav"
    copy.write_bytes(tape.read_bytes())
    (again,) = actions.add(desk, [str(copy)], agent="Ada Example").added
    assert (again.conversations, again.recordings) == (first.conversations, first.recordings)
    assert "one more publication" in again.message
    (same,) = actions.add(desk, [str(tape)], agent="Ada Example").added
    assert (same.status, same.recordings) == ("already", first.recordings)


def test_a_bad_file_of_sound_never_stops_the_rest(desk: Desk, tape: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list.mp3"
    listed.write_bytes(b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n")
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF\x24\x00\x00\x00WAVEfmt ")
    answer = actions.add(desk, [str(listed), str(broken), str(tape)], agent="Ada Example")
    states = {Path(item.path).name: (item.status, item.error) for item in answer.added}
    assert states["list.mp3"] == ("failed", "UnsafeInput")
    assert states["broken.wav"][0] == "failed"
    assert states[tape.name] == ("added", None)


def test_silence_is_told(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "silent.wav"
    path.write_bytes(tone(1)[:44] + bytes(16_000))
    (item,) = actions.add(desk, [str(path)], agent="Ada Example").added
    assert item.doubts == ("it is silent from beginning to end",)
    assert desk.archive.catalog.recording(item.recordings[0]).doubts == item.doubts


def test_a_wrong_name_does_not_hide_what_a_file_is(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(tone(1))
    (item,) = actions.add(desk, [str(path)], agent="Ada Example").added
    assert len(item.recordings) == 1


def test_a_dry_run_writes_nothing(desk: Desk, tape: Path) -> None:
    (item,) = actions.add(desk, [str(tape)], agent="Ada Example", dry_run=True).added
    assert item.message.startswith("would be added: 0:02.500 of sound")
    assert desk.archive.catalog.recordings() == ()
    assert not (desk.path / soundings.FOLDER).exists()


def test_undo_takes_it_away(desk: Desk, tape: Path) -> None:
    answer = actions.add(desk, [str(tape)], agent="Ada Example")
    assert answer.act is not None
    actions.undo(desk, answer.act, agent="Ada Example")
    with pytest.raises(NotFound):
        actions.show(desk, answer.added[0].recordings[0])


def test_erase_leaves_nothing_of_it(desk: Desk, tape: Path) -> None:
    (item,) = actions.add(desk, [str(tape)], agent="Ada Example").added
    actions.erase(desk, item.recordings[0], agent="Ada Example", reason="the family asked")
    with pytest.raises(NotFound):
        actions.show(desk, str(item.source))
    left = [path for path in desk.path.rglob("*") if path.is_file() and tape.read_bytes()[44:200] in path.read_bytes()]
    assert left == []
    assert not any((desk.path / soundings.FOLDER).rglob("*"))


def test_what_people_know_of_it_stands_on_top(desk: Desk, tape: Path) -> None:
    (item,) = actions.add(desk, [str(tape)], agent="Ada Example").added
    (id,) = item.recordings
    fields = {"parties": "Bridge; Halvin coast guard", "title": "VHF, channel 16", "offset": "1:02.500"}
    actions.describe(desk, id, agent="Ada Example", fields=fields)
    recording = desk.archive.catalog.recording(id)
    assert recording.parties == ("Bridge", "Halvin coast guard")
    assert (recording.title, recording.offset) == ("VHF, channel 16", 62_500)


def test_a_recording_that_is_held_back_holds_its_conversation_back(desk: Desk, tape: Path) -> None:
    (item,) = actions.add(desk, [str(tape)], agent="Ada Example").added
    actions.describe(desk, item.recordings[0], agent="Ada Example", fields={"access": "restricted"})
    with pytest.raises(Refused):
        actions.export(desk, [item.conversations[0]], to="jsonl")


def test_reading_again_finds_the_same(desk: Desk, tape: Path) -> None:
    (item,) = actions.add(desk, [str(tape)], agent="Ada Example").added
    assert item.source is not None
    told = actions.reread(desk, item.source, agent="Ada Example")
    assert (told.changes, told.act) == ((), None)


def test_erase_reaches_what_was_added_and_taken_back(desk: Desk, tape: Path) -> None:
    answer = actions.add(desk, [str(tape)], agent="Ada Example")
    assert answer.act is not None
    actions.undo(desk, answer.act, agent="Ada Example")
    (item,) = actions.add(desk, [str(tape)], agent="Ada Example").added
    actions.erase(desk, item.recordings[0], agent="Ada Example")
    left = [path for path in desk.path.rglob("*") if path.is_file() and tape.read_bytes()[44:200] in path.read_bytes()]
    assert left == []
    assert actions.verify(desk).faults == ()
