"""What the tests of recognisers share: a transcript from elsewhere, the way through a file, and files spoilt at random."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from earwitness.model import Conversation, Dossier, Mark, Reading, Speaker, Transcript, Turn, Word

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"


def filed(*transcripts: Transcript) -> Dossier:
    return Dossier(conversation=Conversation(id="c1"), transcripts=transcripts)


def again(room: ModuleType, reading: Reading) -> bytes:
    """Returns the file that the room writes of what it read."""
    return room.write([filed(*reading.transcripts)])


@pytest.fixture(scope="session")
def through() -> Callable[[ModuleType, Any], Reading]:
    """Reads an answer, writes it through the model, and sees that the answer and the turns are the same as before."""

    def both_ways(room: ModuleType, answer: Any) -> Reading:
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        reading = room.read(content, name="answer.json")
        back = again(room, reading)
        assert json.loads(back) == json.loads(content)
        assert room.read(back, name="answer.json") == reading
        assert 0.5 < room.detects(content[:65536], "answer.json")
        return reading

    return both_ways


@pytest.fixture(scope="session")
def samples() -> Callable[[str], list[bytes]]:
    """Returns the shared files of a format; the test is skipped where they are absent."""

    def of(format: str) -> list[bytes]:
        if not (SAMPLES / format).is_dir():
            pytest.skip("the shared samples are not beside the project")
        return [path.read_bytes() for path in sorted((SAMPLES / format).iterdir())]

    return of


@pytest.fixture(scope="session")
def foreign() -> Transcript:
    """A transcript from print: roles for names, a turn without a time, one without a voice, signs, no words told."""
    return Transcript(
        id="t1",
        conversation="c1",
        format="text",
        language="en",
        speakers=(Speaker(id="p1", labels=("Bridge",)), Speaker(id="p2", role="engineer")),
        turns=(
            Turn(id="1", number=1, speakers=("p1",), text="How much water, now?", start=1000, end=2500),
            Turn(
                id="2",
                number=2,
                speakers=("p2",),
                text="To the second step.",
                start=9000,
                marks=(Mark(type="vocal", start=0, end=0, words="coughs"),),
            ),
            Turn(id="3", number=3, text="Silence, please"),
            Turn(
                id="4",
                number=4,
                speakers=("p1",),
                text="Out — all of you",
                start=19_000,
                end=20_000,
                words=(Word(0, 3, 19_000, 19_200, 0.5), Word(6, 9, 19_300, None)),
            ),
        ),
    )
