"""A stretch of a recording, cut to the sample: what goes with it, and what keeps it in."""

from __future__ import annotations

import io
import json
import shutil
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from earwitness import actions
from earwitness.actions import Desk
from earwitness.actions.clipping import GUARD, cite_stretch, clip
from earwitness.digests import sha256
from earwitness.errors import BadInput, NotFound, Refused, StorageFailed, WrongUsage

from ..tapes import RATE, Tape, make, samples


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Tape]:
    """An archive with a call of eight turns, filed once for all tests; a turn lasts two seconds and begins every three."""
    folder = tmp_path_factory.mktemp("tapes") / "archive"
    return folder, make(folder)


@pytest.fixture
def tape(made: tuple[Path, Tape]) -> Tape:
    return made[1]


@pytest.fixture
def desk(made: tuple[Path, Tape], tmp_path: Path) -> Iterator[Desk]:
    """A copy of it, for one test to act on."""
    with actions.open_desk(shutil.copytree(made[0], tmp_path / "archive")) as opened:
        yield opened


def read(content: bytes) -> np.ndarray:
    with wave.open(io.BytesIO(content)) as file:
        assert file.getframerate() == RATE
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, file.getnchannels()).T


def test_a_clip_has_the_samples_of_its_stretch(desk: Desk, tape: Tape, tmp_path: Path) -> None:
    clipped, content = clip(desk, tape.recording, start=6_123, end=8_250, output=tmp_path / "out.wav")
    assert (clipped.first_sample, clipped.past_sample) == (48_984, 66_000)
    assert np.array_equal(read(content), samples(8)[:, 48_984:66_000])
    assert (tmp_path / "out.wav").read_bytes() == content


def test_its_citation_stands_beside_it(desk: Desk, tape: Tape, tmp_path: Path) -> None:
    clipped, content = clip(desk, tape.recording, start=6_000, end=10_000, output=tmp_path / "out.wav")
    beside = json.loads((tmp_path / "out.wav.json").read_text())
    assert beside["sha256"] == sha256(tape.content)
    assert beside["clip_sha256"] == sha256(content)
    assert [(turn["speakers"], turn["text"], turn["whole"]) for turn in beside["turns"]] == [
        (["Bridge"], "Water on the deck.", True),
        (["Shore"], "Hold on, Aurora.", False),
    ]
    assert clipped.plain == (
        "“Bridge: Water on the deck. / Shore: Hold on, Aurora. …”. The Aurora calls the shore. Shore Post. "
        f"recording {tape.recording}, 0:06 to 0:10 of 0:24, SHA-256 of the whole {sha256(tape.content)}. "
        f"Earwitness /conversations/{tape.conversation}?recording={tape.recording}#t=6,10."
    )
    sheet = (tmp_path / "out.wav.txt").read_text()
    assert sheet.startswith(clipped.plain)
    assert f"0:09 to 0:11  Shore: Hold on, Aurora. (in part)  [{tape.transcript}.4]" in sheet
    assert "Samples 48000 to 80000 at 8000 Hz, 2 channels (Bridge, Shore)" in sheet


def test_turns_stand_for_their_stretch(desk: Desk, tape: Tape) -> None:
    one, _ = clip(desk, f"{tape.transcript}.3")
    assert (one.start, one.end, one.recording) == (6_000, 8_000, tape.recording)
    for name in (f"{tape.transcript}.3..{tape.transcript}.5", f"{tape.transcript}.3..5"):
        several, _ = clip(desk, name)
        assert (several.start, several.end, len(several.turns)) == (6_000, 14_000, 3)


@pytest.mark.parametrize("to", ["flac", "opus", "mp3"])
def test_other_formats_hold_the_same_stretch_and_no_tags(desk: Desk, tape: Tape, to: str) -> None:
    import av

    _, content = clip(desk, tape.recording, at="6,8", to=to)
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as parcel:
        sound = parcel.read(parcel.namelist()[0])
    with av.open(io.BytesIO(sound)) as file:
        length = sum(frame.samples / frame.sample_rate for frame in file.decode(audio=0))
        assert length == pytest.approx(2.0, abs=0.001 if to == "flac" else 0.06)
        assert "Aurora" not in str({**file.metadata, **file.streams.audio[0].metadata})


@pytest.mark.parametrize(
    ("start", "end"), [(0, 24_001), (23_000, 99_000), (8_000, 8_000), (8_000, 6_000), (-1, 2_000), (24_000, 25_000)]
)
def test_a_stretch_that_the_recording_does_not_have_is_an_error(desk: Desk, tape: Tape, start: int, end: int) -> None:
    with pytest.raises(BadInput, match="has no stretch"):
        clip(desk, tape.recording, start=start, end=end)


def test_what_cannot_be_meant_is_told_with_a_way_out(desk: Desk, tape: Tape) -> None:
    with pytest.raises(WrongUsage, match="no format of clips"):
        clip(desk, tape.recording, at="6,8", to="exe")
    with pytest.raises(WrongUsage, match="wants its start and its end"):
        clip(desk, tape.recording, start=5)
    with pytest.raises(BadInput, match="no stretch of time"):
        clip(desk, tape.recording, at="8,6")
    with pytest.raises(NotFound):
        clip(desk, "r0000000000", at="6,8")
    with pytest.raises(NotFound):
        clip(desk, f"{tape.transcript}.99")
    with pytest.raises(WrongUsage, match="neither a recording nor turns"):
        clip(desk, tape.transcript)


def test_nothing_is_overwritten_and_nothing_half_written_is_left(desk: Desk, tape: Tape, tmp_path: Path) -> None:
    (tmp_path / "out.wav.json").write_text("somebody's")
    with pytest.raises(WrongUsage, match="is there already"):
        clip(desk, tape.recording, at="6,8", output=tmp_path / "out.wav")
    assert sorted(file.name for file in tmp_path.iterdir() if file.name.startswith("out")) == ["out.wav.json"]
    assert (tmp_path / "out.wav.json").read_text() == "somebody's"
    with pytest.raises(StorageFailed):
        clip(desk, tape.recording, at="6,8", output=tmp_path / "nowhere" / "out.wav")


@pytest.mark.parametrize("held", ["recording", "source", "conversation"])
def test_what_is_held_back_does_not_leave_in_a_clip(desk: Desk, tape: Tape, held: str) -> None:
    clip(desk, tape.recording, at="6,8")
    actions.describe(desk, getattr(tape, held), fields={"access": "restricted"}, agent="clerk")
    with pytest.raises(Refused):
        clip(desk, tape.recording, at="6,8")


def test_a_turn_that_is_held_back_takes_its_sound_with_it_and_no_more(desk: Desk, tape: Tape) -> None:
    turn = f"{tape.transcript}.3"
    actions.describe(desk, turn, fields={"access": "restricted"}, agent="clerk")
    for start, end in (
        (6_000, 8_000),
        (0, 24_000),
        (7_900, 8_100),
        (8_000 + GUARD - 1, 9_000),
        (5_000, 6_000 - GUARD + 1),
    ):
        with pytest.raises(Refused) as refused:
            clip(desk, tape.recording, start=start, end=end)
        assert refused.value.subjects == (turn,)
    for start, end in ((8_000 + GUARD, 9_000), (5_000, 6_000 - GUARD)):
        clip(desk, tape.recording, start=start, end=end)


def test_so_does_a_voice(desk: Desk, tape: Tape) -> None:
    actions.describe(desk, f"{tape.transcript}.p2", fields={"access": "restricted"}, agent="clerk")
    clip(desk, tape.recording, at="0,2")
    with pytest.raises(Refused):
        clip(desk, tape.recording, at="3,5")


def test_terms_that_forbid_export_or_citation_are_kept(desk: Desk, tape: Tape) -> None:
    actions.describe(desk, tape.source, fields={"forbids": "export"}, agent="clerk")
    cite_stretch(desk, tape.recording, at="6,8")
    with pytest.raises(Refused, match="its terms forbid export"):
        clip(desk, tape.recording, at="6,8")
    actions.describe(desk, tape.source, fields={"forbids": "citation"}, agent="clerk")
    with pytest.raises(Refused):
        cite_stretch(desk, tape.recording, at="6,8")


def test_a_version_held_back_as_a_whole_is_not_quoted(desk: Desk, tape: Tape) -> None:
    actions.describe(desk, tape.transcript, fields={"access": "restricted"}, agent="clerk")
    clipped, _ = clip(desk, tape.recording, at="6,8")
    assert clipped.turns == ()
    assert "Water" not in clipped.plain
