"""What the tests of subtitle formats share: the way back to bytes, and a telling from elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from earwitness.formats import format_named
from earwitness.model import Conversation, Dossier, Mark, Reading, Speaker, Transcript, Turn, Word


@pytest.fixture(scope="session")
def dossier() -> Callable[[Reading], Dossier]:
    """A reading of one transcript as a writer gets it."""

    def made(reading: Reading) -> Dossier:
        return Dossier(conversation=reading.conversations[0], transcripts=reading.transcripts)

    return made


@pytest.fixture(scope="session")
def through(dossier: Callable[[Reading], Dossier]) -> Callable[[str, bytes], bytes]:
    """Bytes read and written again, through the model."""

    def rewritten(format: str, content: bytes) -> bytes:
        row = format_named(format)
        assert row.read is not None
        assert row.write is not None
        return row.write([dossier(row.read(content, name=f"call.{format}"))])

    return rewritten


@pytest.fixture
def foreign() -> Dossier:
    """A telling from elsewhere: words with times, a turn without times, a gap, two who speak at once."""
    turns = (
        Turn(
            id="1", number=1, speakers=("p1",), text="Is it open?", start=1200, end=2650,
            words=(Word(0, 2, 1200, 1400, 0.5), Word(3, 5, 1400, 1700), Word(6, 11, 1800, 2650)),
        ),
        Turn(
            id="2", number=2, speakers=("p2",), text="Since & noon.",
            marks=(Mark(type="gap", start=5, end=5, words="inaudible"),),
        ),
        Turn(id="3", number=3, speakers=("p1", "p2"), text="<Thank\nyou>", start=4000, end=5010),
    )  # fmt: skip
    transcript = Transcript(
        id="t7", conversation="c9", format="text", turns=turns, language="en", title="The bridge",
        speakers=(Speaker(id="p1", labels=("Old caller",)), Speaker(id="p2", labels=("Desk, night",))),
    )  # fmt: skip
    return Dossier(conversation=Conversation(id="c9", title="The bridge"), transcripts=(transcript,))
