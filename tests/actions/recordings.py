"""Recordings for tests: sound with pauses, filed as `add` files it, without waiting for a survey of it."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import numpy as np

from earwitness.actions import Desk
from earwitness.actions.desk import writing
from earwitness.identifiers import new_id
from earwitness.model import OPEN, Access, Capture, Conversation, Recording, Source, Terms

RATE = 16_000


def noise(*stretches: tuple[float, float], seconds: float = 6.0, seed: int = 3) -> bytes:
    """Returns a WAV file that is loud in these stretches (seconds) and silent elsewhere."""
    samples = np.zeros(int(seconds * RATE), np.int16)
    loud = np.random.default_rng(seed).normal(0, 4000, len(samples)).astype(np.int16)
    for start, end in stretches or ((1.0, 3.0), (4.5, 6.0)):
        samples[int(start * RATE) : int(end * RATE)] = loud[int(start * RATE) : int(end * RATE)]
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return content.getvalue()


def filed(
    desk: Desk, content: bytes, *, name: str = "call.wav", agent: str = "Ada Example", forbids: tuple[str, ...] = (),
    access: Access = OPEN,
) -> Recording:  # fmt: skip
    """Files a WAV file as a recording of a conversation of its own."""
    source, conversation = new_id("source"), new_id("conversation")
    with wave.open(io.BytesIO(content)) as file:
        length = file.getnframes() * 1000 // file.getframerate()
    recording = Recording(
        id=new_id("recording"), conversation=conversation, source=source, duration=length, channels=1, sample_rate=RATE,
        codec="pcm_s16le", container="wav", access=access,
    )  # fmt: skip
    with writing(desk) as pen:
        digest = pen.writer.put(content)
        kept = Source(
            id=source, digest=digest, size=len(content), media_type="audio/x-wav", format="sound", path=str(Path(name)),
            capture=Capture(time="2031-11-14T21:00:00Z", collector=agent, machine="unknown", tool="test"),
            terms=Terms(forbids=forbids),  # type: ignore[arg-type]
        )  # fmt: skip
        home = Conversation(id=conversation, title=name, source=source)
        pen.act("add", [kept, home, recording], agent=agent, subjects=[source, conversation, recording.id])
    return recording
