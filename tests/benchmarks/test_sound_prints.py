"""Twenty made recordings in the place of a thousand: every copy is found, and no two calls by what they share."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.sound_prints import measure

WAYS = ("trimmed, opus 12k", "15 s, music as loud")


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng speaks the recordings")
def test_copies_are_found_and_calls_that_share_a_tune_are_two():
    found = measure(20, 2, only=WAYS)
    assert found["recall"] == 1.0
    assert found["wrong"] == []
    assert found["linked"] == []
    assert found["share a tune or an announcement, and are told apart"] > 0, "the control: what they share is heard"
    assert found["bytes a minute"] < 4000
