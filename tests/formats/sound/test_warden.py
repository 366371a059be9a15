"""The cell reaches nothing but its one file, and a decoder that dies or hangs is told of."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from earwitness.errors import SoundFailed
from earwitness.formats.sound import warden
from earwitness.formats.sound.cell import wire
from earwitness.formats.sound.decoding import decode, facts
from earwitness.formats.sound.warden import Cell, cell

from .conftest import Make

LINUX = sys.platform == "linux"


def said(path: Path, work: str) -> dict[str, list[str]]:
    with cell(path, work, demuxer="wav", limit=60) as process:
        return json.loads(next(body for kind, body in process.messages() if kind == wire.DONE))


def test_the_cell_can_reach_nothing(make: Make) -> None:
    told = said(make("a.wav", "wav", "pcm_s16le"), "trial")
    assert told["reached"] == []
    assert {"NOFILE", "FSIZE"} <= set(told["held"])
    if LINUX:
        assert "system calls" in told["held"] or "Landlock" in told["held"]


def test_without_confinement_the_same_trial_reaches_everything(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the trial does find files and sockets where nothing forbids them."""
    opened = warden._START.replace("entrance;", "entrance, confinement; confinement.confine = list;", 1)
    monkeypatch.setattr(warden, "_START", opened)
    told = said(make("a.wav", "wav", "pcm_s16le"), "trial")
    assert {"a file", "a folder", "a socket", "a process"} <= set(told["reached"])


def test_a_cell_that_is_killed_is_told_of(make: Make) -> None:
    sound = decode(make("a.wav", "wav", "pcm_s16le", seconds=60))
    next(sound)
    frame = sound.gi_frame.f_locals["sound"]  # type: ignore[attr-defined]
    os.kill(frame._process.process.pid, signal.SIGKILL)
    with pytest.raises(SoundFailed, match=r"the decoder died \(signal 9\)"):
        list(sound)


def test_a_cell_that_says_nothing_is_ended(make: Make) -> None:
    """A pipe that nobody writes into stands for a file that never comes to an end."""
    reading, writing = os.pipe()
    try:
        process = Cell("call.wav", {"work": "sound", "demuxer": "wav", "limit": 60, "options": {}}, reading, deadline=1)
        with pytest.raises(SoundFailed, match="said nothing for 1 seconds"):
            list(process.messages())
        process.end()
    finally:
        os.close(reading)
        os.close(writing)


def test_one_that_is_no_longer_listened_to_ends(make: Make) -> None:
    sound = decode(make("a.wav", "wav", "pcm_s16le", seconds=60))
    next(sound)
    process = sound.gi_frame.f_locals["sound"]._process.process  # type: ignore[attr-defined]
    sound.close()
    assert process.poll() is not None


@pytest.mark.parametrize(
    "spoken", [b"nonsense", b"S\xff\xff\xff\xff", b"S\x10\x00\x00\x00short", b"F\x02\x00\x00\x00{]"]
)
def test_a_cell_that_talks_nonsense_is_not_believed(make: Make, monkeypatch: pytest.MonkeyPatch, spoken: bytes) -> None:
    path = make("a.wav", "wav", "pcm_s16le")
    monkeypatch.setattr(warden, "_START", f"import sys; sys.argv.pop(1); sys.stdout.buffer.write({spoken!r})")
    with pytest.raises(SoundFailed):
        facts(path)


def test_its_environment_is_empty(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make("a.wav", "wav", "pcm_s16le")
    monkeypatch.setenv("EARWITNESS_SECRET", "x")
    code = "import sys, os, json; sys.argv.pop(1); b = json.dumps(sorted(os.environ)).encode();"
    code += "sys.stdout.buffer.write(b'E' + len(b).to_bytes(4, 'little') + b)"
    monkeypatch.setattr(warden, "_START", code)
    assert "EARWITNESS_SECRET" not in said(path, "trial")
