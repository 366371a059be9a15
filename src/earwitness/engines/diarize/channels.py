"""One party on each channel: who speaks is whose channel it is. Nothing is guessed but where somebody speaks at all.

Speech is heard on each channel apart, and what is only an echo of another channel is left out. Where the channels are not
parties (one sound on both, two microphones in a room) it is refused, for then it would be a guess.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from ...errors import BadInput
from ...times import Ms
from .engine import RATE, Alive, Identity, Settings, Spoken, Voiced


def identity(settings: Settings) -> Identity:
    """Returns which way of hearing speech it is: the best that is installed."""
    heard = _sound("speech").listener().name
    return Identity(model=heard, version=heard)


def load(settings: Settings, identity: Identity) -> Channels:
    return Channels(identity)


TAIL: Ms = 60
"""How long after its end speech is still heard as such; measured on made speech, and taken off (decision 24)."""


class Channels:
    """Every channel heard apart."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity

    def tell(self, path: Path, settings: Settings, alive: Alive) -> Voiced:
        maker: Any = None
        heard = 0
        for block in _sound("decoding").decode(path, rate=RATE, mono=False):
            if maker is None:
                if len(block) < 2:
                    raise BadInput(
                        "there is one channel: who speaks cannot be read off it",
                        hint="--engine clusters --model FILE tells voices apart by their sound", path=str(path),
                    )  # fmt: skip
                maker = _sound("channels").ChannelsMaker(len(block))
            maker.feed(block)
            heard += block.shape[1]
            alive(heard * 1000 // RATE)
        if maker is None:
            raise BadInput("there is no sound in this recording", path=str(path))
        facts, spans = maker.finish()
        told = settings.parties and not facts.same and 1 < sum(map(bool, spans))
        if not facts.parties and not told:
            raise BadInput(
                _why(facts, spans),
                hint="--engine clusters --model FILE tells voices apart by their sound", path=str(path),
            )  # fmt: skip
        spoken = [
            Spoken(span.start, max(span.start + 1, span.end - TAIL), channel)
            for channel, own in enumerate(spans)
            for span in own
        ]
        spoken.sort(key=lambda one: (one.start, one.end, one.voice))
        notes = []
        if not facts.parties:
            notes.append("the channels hear one another; that each is one party is as a person said")
        if facts.crosstalk:
            notes.append(f"{facts.crosstalk:.0%} of the speech was only an echo of another channel, and was left out")
        return Voiced(
            engine="channels", model=self._identity.model, version=self._identity.version, spoken=tuple(spoken),
            notes=tuple(notes),
        )  # fmt: skip


def _why(facts: Any, spans: Any) -> str:
    """Returns why these channels are not one party each."""
    talking = sum(bool(own) for own in spans)
    if facts.same:
        return "the channels hold one and the same sound"
    if not talking:
        return "nobody speaks on any channel"
    if talking == 1:
        return "somebody speaks on one channel only"
    return "the same talk is heard on several channels, as by microphones in one room"


def _sound(room: str) -> Any:
    """Returns a room of the sound, imported on use: numpy and decoders are heavy."""
    return import_module(f"earwitness.formats.sound.{room}")
