"""`align` at a terminal and over the API's answer: the times are shown, and each way to go wrong has its exit code."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from earwitness import actions

from ..actions.tapes import tone

CALL = b"Bridge: We are taking water.\nWatch: How many are aboard?\nBridge: ...\n"


@pytest.fixture
def call(tmp_path: Path) -> tuple[str, str, str]:
    """An archive with sound and a text of one call."""
    with actions.init(tmp_path / "inquiry") as desk:
        (sound,) = actions.add(desk, ["-"], agent="Ada", stdin=io.BytesIO(tone(4.0))).added
        (text,) = actions.add(
            desk, ["-"], agent="Ada", stdin=io.BytesIO(CALL), conversation=sound.conversations[0], language="en"
        ).added
    return str(tmp_path / "inquiry"), text.transcripts[0], sound.recordings[0]


def test_times_are_shown_and_written(run, call) -> None:
    folder, id, recording = call
    told = ("--engine", "fake", "--as", "Ada", "--archive", folder)
    tried = run("align", id, "--dry-run", *told)
    assert tried.code == 0 and "0:02" in tried.out and f"2 turns heard in {recording} by fake, plain" in tried.err
    assert "undo" not in tried.err and "made up" in tried.err
    done = run("align", id, "--json", *told)
    answer = json.loads(done.out)
    assert (done.code, answer["revision"], [turn["standing"] for turn in answer["turns"]]) == (
        0,
        2,
        ["timed", "timed", "no words"],
    )
    assert [turn["start"] for turn in answer["turns"]] == [0, 2000, None]
    assert "stood so already" in run("align", id, *told).err
    assert run("undo", answer["act"], "--as", "Ada", "--archive", folder).code == 0


def test_each_way_to_go_wrong_has_its_exit_code(run, call) -> None:
    folder, id, recording = call
    for code, words in (
        (4, ("align", "t00000000000")), (4, ("align", id, "--engine", "oracle")), (2, ("align", recording)),
        (2, ("align", id, "--engine", "ctc")), (4, ("align", id, "--engine", "ctc", "--model", "/no/such.onnx")),
        (3, ("align", id, "--engine", "fake", "--model", "deaf")), (1, ("align", id, "--engine", "fake", "--model", "dies")),
        (2, ("align", id, "--to", id)),
    ):  # fmt: skip
        assert run(*words, "--as", "Ada", "--archive", folder).code == code, words
