"""A recording at a test's hand: filed as `add` files one, without the sound itself. All of it is invented."""

from __future__ import annotations

from typing import Any

from earwitness.actions import Desk
from earwitness.actions.desk import writing
from earwitness.identifiers import new_id
from earwitness.model import Access, Capture, Conversation, Held, Recording, Source

CAPTURE = Capture(time="2031-11-15T08:00:00Z", collector="clerk", machine="Linux", tool="earwitness 0.1.0")


def tape(
    desk: Desk, *, title: str = "Meridian, bridge", duration: int = 600_000, held: str | None = None,
    conversation: str | None = None, publisher: str | None = None, content: bytes = b"RIFF the bridge of the Meridian",
    **said: Any,
) -> Recording:  # fmt: skip
    """Files a recording, in a conversation of its own unless one is named, and returns it."""
    with writing(desk) as pen:
        source = Source(
            id=new_id("source"), digest=pen.writer.put(content), size=len(content), media_type="audio/wav", format="sound",
            capture=CAPTURE, path="/tapes/bridge.wav", publisher=publisher,
            access=said.pop("source_access", Access()),
        )  # fmt: skip
        when = Held(date=held, certainty="stated", why="on the label") if held else Held()
        home = Conversation(id=new_id("conversation"), title=title, held=when, source=source.id)
        recording = Recording(
            id=new_id("recording"), conversation=conversation or home.id, source=source.id, duration=duration, channels=1,
            sample_rate=8_000, codec="pcm_s16le", container="wav", **said,
        )  # fmt: skip
        records = [source, recording] if conversation else [source, home, recording]
        pen.act("add", records, agent="clerk", subjects=[source.id, recording.conversation])
    return recording
