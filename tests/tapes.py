"""Made recordings, filed with a transcript that has times: two voices, one on each channel. All of it is invented."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import msgspec
import numpy as np

from earwitness import actions
from earwitness.actions import Desk
from earwitness.actions.desk import writing
from earwitness.identifiers import new_id
from earwitness.model import Capture, Conversation, Recording, Source, Speaker, Transcript, Turn, Word

RATE = 8_000
SAID = ("Shore, Aurora here.", "Aurora, I hear you.", "Water on the deck.", "Hold on, Aurora.")
"""What is said, over and over: a turn lasts two seconds, and after it a second nobody speaks."""
TURN, STEP = 2_000, 3_000
"""Milliseconds of a turn, and from its start to the next."""

CAPTURE = Capture(time="2031-11-15T08:00:00Z", collector="clerk", machine="Linux", tool="earwitness 0.1.0")


class Tape(msgspec.Struct, frozen=True, kw_only=True):
    """What was filed."""

    conversation: str
    recording: str
    transcript: str
    source: str
    content: bytes


def samples(turns: int, channels: int = 2) -> np.ndarray:
    """Returns a tone for each turn, on the channel of who speaks; shape (channels, n), 16 bits."""
    made = np.zeros((channels, turns * STEP * RATE // 1000))
    length = TURN * RATE // 1000
    tone = np.sin(2 * np.pi * 440 * np.arange(length) / RATE) * np.hanning(length) * 0.6
    for turn in range(turns):
        start = turn * STEP * RATE // 1000
        made[turn % channels, start : start + length] = tone
    return (made * 32767).astype(np.int16)


def wav(sound: np.ndarray, rate: int = RATE) -> bytes:
    """Returns the samples as a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(len(sound))
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(sound.T.astype("<i2").tobytes())
    return out.getvalue()


def turns_of(count: int) -> tuple[Turn, ...]:
    """Returns the turns, each with the times of its words."""
    found = []
    for number in range(count):
        text, start = SAID[number % len(SAID)], number * STEP
        spoken = text.split()
        words, at = [], 0
        for place, word in enumerate(spoken):
            first, last = (start + TURN * part // len(spoken) for part in (place, place + 1))
            words.append(Word(at, at + len(word), first, last))
            at += len(word) + 1
        found.append(
            Turn(
                id=str(number + 1), number=number + 1, speakers=(f"p{number % 2 + 1}",), text=text, start=start,
                end=start + TURN, words=tuple(words),
            )
        )  # fmt: skip
    return tuple(found)


def file_tape(
    desk: Desk, turns: int = 8, *, content: bytes | None = None, media_type: str = "audio/wav", **facts: object
) -> Tape:
    """Files a recording with its transcript as `add` would have; `facts` are the recording's."""
    content = wav(samples(turns)) if content is None else content
    conversation, recording, transcript = (new_id(noun) for noun in ("conversation", "recording", "transcript"))
    with writing(desk) as pen:
        source = Source(
            id=new_id("source"), digest=pen.writer.put(content), size=len(content), media_type=media_type,
            format="sound", capture=CAPTURE, path="/tapes/aurora.wav", publisher="Shore Post",
        )  # fmt: skip
        known: dict[str, object] = {
            "duration": turns * STEP, "channels": 2, "sample_rate": RATE, "codec": "pcm_s16le", "container": "wav",
            "parties": ("Bridge", "Shore"), "title": "<b>Aurora</b>",
        }  # fmt: skip
        records = (
            source,
            Conversation(id=conversation, title="The Aurora calls the shore", source=source.id),
            Recording(id=recording, conversation=conversation, source=source.id, **(known | facts)),  # type: ignore[arg-type]
            Transcript(
                id=transcript, conversation=conversation, language="en", made_from=recording, turns=turns_of(turns),
                speakers=(Speaker(id="p1", labels=("Bridge",)), Speaker(id="p2", labels=("Shore",))),
            ),
        )  # fmt: skip
        pen.act("add", records, agent="clerk", subjects=[record.id for record in records])
    return Tape(
        conversation=conversation, recording=recording, transcript=transcript, source=source.id, content=content
    )


def make(folder: Path, turns: int = 8, **facts: object) -> Tape:
    """Makes an archive in the folder with one tape in it."""
    with actions.init(folder) as desk:
        return file_tape(desk, turns, **facts)  # type: ignore[arg-type]
