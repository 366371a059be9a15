"""A survey: all that is derived from a recording's sound, in one pass over it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import msgspec
from msgspec import Struct

from ...errors import BadInput, SoundFailed
from ...times import Span
from .channels import ChannelFacts, ChannelsMaker
from .decoding import decoding, mixed
from .facts import Facts
from .fingerprint import Fingerprint, Fingerprinter
from .kinds import SoundKind
from .peaks import Peaks, PeaksMaker
from .speech import RATE, Engine, Speech, union

READER = "sound 3"
"""The way of working it out; what another way made is made anew."""
_MAGIC = b"EWSV"

_AHEAD = 16
"""Blocks that decoding may be ahead of the fingerprint: memory stays flat."""

Progress = Callable[[str, int, int | None, str], None]
"""Is told the step (`sound`), how many milliseconds were heard, of how many, where that is known, and the file's name."""


class Survey(Struct, frozen=True, kw_only=True):
    """What is known of a recording once it was heard. Derived: it can be deleted and made anew."""

    facts: Facts
    peaks: Peaks
    speech: Speech
    """Where anyone speaks, on any channel."""
    channels: ChannelFacts
    turns: tuple[tuple[Span, ...], ...]
    """For each channel, where someone speaks on it: who speaks, exactly, where `channels.parties` says so."""
    fingerprint: Fingerprint
    reader: str = READER

    def encode(self) -> bytes:
        """Returns bytes that `decode` reads."""
        kept = _Kept(
            facts=self.facts, peaks=self.peaks.encode(), speech=self.speech, channels=self.channels, turns=self.turns,
            fingerprint=self.fingerprint.encode(), reader=self.reader,
        )  # fmt: skip
        return _MAGIC + msgspec.msgpack.encode(kept)

    @classmethod
    def decode(cls, content: bytes) -> Survey:
        """Returns the survey that these bytes hold. Raises BadInput where they hold none, or of another version."""
        hint = "it is derived: delete it, and it is made anew"
        if content[:4] != _MAGIC:
            raise BadInput("this is no survey of a recording", hint=hint)
        try:
            reader = msgspec.msgpack.decode(memoryview(content)[4:], type=_Made).reader
            if reader != READER:
                raise BadInput(f"this survey of a recording was made by “{reader[:40]}”, not by “{READER}”", hint=hint)
            kept = msgspec.msgpack.decode(memoryview(content)[4:], type=_Kept)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise BadInput("this survey of a recording is damaged", hint=hint) from None
        return cls(
            facts=kept.facts, peaks=Peaks.decode(kept.peaks), speech=kept.speech, channels=kept.channels, turns=kept.turns,
            fingerprint=Fingerprint.decode(kept.fingerprint),
        )  # fmt: skip


class _Made(Struct, frozen=True, kw_only=True):
    reader: str


class _Kept(Struct, frozen=True, kw_only=True):
    facts: Facts
    peaks: bytes
    speech: Speech
    channels: ChannelFacts
    turns: tuple[tuple[Span, ...], ...]
    fingerprint: bytes
    reader: str


def survey(
    path: Path, *, kind: SoundKind | None = None, progress: Progress | None = None, engine: Engine | None = "webrtc"
) -> Survey:
    """Returns all that is derived from the sound, which is decoded once; memory stays flat but for the peaks.

    Speech is heard by WebRTC's filter, which keeps up with decoding; `engine` asks for Silero, which takes longer and is surer
    in noise. Raises UnsafeInput for what is no sound, SoundFailed where it cannot be decoded.
    """
    fingerprinter = Fingerprinter()
    waiting: deque[Future[None]] = deque()
    peaks: PeaksMaker | None = None
    channels: ChannelsMaker | None = None
    heard = 0
    # The fingerprint takes as long as all else together, and its arithmetic lets other threads run.
    with ThreadPoolExecutor(1) as other, decoding(path, kind=kind, rate=RATE) as sound:
        for block in sound.blocks():
            if peaks is None or channels is None:
                peaks, channels = PeaksMaker(len(block)), ChannelsMaker(len(block), engine=engine)
            peaks.feed(block)
            channels.feed(block)
            waiting.append(other.submit(fingerprinter.feed, mixed(block)[0]))
            if _AHEAD < len(waiting):
                waiting.popleft().result()
            heard += block.shape[1]
            if progress is not None:
                progress("sound", heard * 1000 // RATE, None, path.name)
        facts = sound.facts
        for fed in waiting:
            fed.result()
    if peaks is None or channels is None:
        raise SoundFailed(str(path), "nothing in it could be decoded")
    known, turns = channels.finish()
    return Survey(
        facts=facts, peaks=peaks.finish(), speech=Speech(engine=channels.engine, spans=union(turns)), channels=known,
        turns=turns, fingerprint=fingerprinter.finish(),
    )  # fmt: skip
