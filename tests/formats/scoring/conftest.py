"""What the tests of scoring formats share: the way back to bytes, and hostile bytes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from earwitness.formats import format_named
from earwitness.model import Conversation, Dossier, Reading, Speaker, Transcript, Turn


@pytest.fixture(scope="session")
def dossiers() -> Callable[[Reading], list[Dossier]]:
    """A reading as a writer gets it: a dossier for each conversation."""

    def made(reading: Reading) -> list[Dossier]:
        return [
            Dossier(
                conversation=conversation,
                transcripts=tuple(one for one in reading.transcripts if one.conversation == conversation.id),
            )
            for conversation in reading.conversations
        ]

    return made


@pytest.fixture(scope="session")
def through(dossiers: Callable[[Reading], list[Dossier]]) -> Callable[[str, bytes], bytes]:
    """Bytes read and written again, through the model."""

    def rewritten(format: str, content: bytes) -> bytes:
        row = format_named(format)
        assert row.read is not None
        assert row.write is not None
        return row.write(dossiers(row.read(content, name=f"call.{format}")))

    return rewritten


@pytest.fixture
def foreign() -> list[Dossier]:
    """A telling from elsewhere: names with spaces, a turn without times, one without a voice."""
    turns = (
        Turn(id="1", number=1, speakers=("p1",), text="Is the bridge open?", start=1200, end=2650),
        Turn(id="2", number=2, speakers=("p2",), text="Since noon."),
        Turn(id="3", number=3, text="Thank you.", start=4000, end=5001),
    )
    transcript = Transcript(
        id="t7", conversation="c9", format="text", turns=turns,
        speakers=(Speaker(id="p1", labels=("Old caller",)), Speaker(id="p2", labels=("Desk",))),
    )  # fmt: skip
    return [Dossier(conversation=Conversation(id="c9", title="The bridge"), transcripts=(transcript,))]
