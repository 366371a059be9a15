"""What a diarizing engine is: a name, the room that loads it, what it is told, and who speaks when as it says.

Voices are numbers within one recording. What an engine reckons them from (embeddings) stays in the engine and ends with the
call: no field here could hold it, and nothing of one recording is kept for another.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from ...times import Ms

Alive = Callable[[Ms | None], None]
"""Told now and then how far into the sound the work is, None where that is not known: a sign of life."""
RATE = 16_000


class Settings(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an engine is told."""

    engine: str
    model: str = ""
    """A file or folder, or the name of an installed one."""
    voices: int | None = None
    """How many speak, where a person knows; None: the engine estimates it."""
    parties: bool = False
    """True where a person said who is on which channel: then channels that hear one another are believed too."""
    device: str = "cpu"
    threads: int = 0
    """Threads of one engine; 0 for the library's own choice."""

    def told(self) -> tuple[tuple[str, str], ...]:
        """Returns the settings that shape what comes out, for the record."""
        pairs = (("voices", str(self.voices) if self.voices else "estimated"), ("device", self.device))
        return tuple((name, value) for name, value in pairs if value)


class Identity(Struct, frozen=True, kw_only=True):
    """Which engine it is exactly, as far as can be told without starting it."""

    model: str
    version: str
    print: str = ""
    """What tells this model from another of the same name."""
    path: str = ""
    """Where its files lie."""


class Spoken(Struct, frozen=True, array_like=True, omit_defaults=True, gc=False):
    """A stretch in which one voice speaks. Positional, for there are many; stretches of several voices may overlap."""

    start: Ms
    end: Ms
    voice: int
    """Within this recording, from 0; for `channels` the channel."""


class Voiced(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who speaks when in one recording, with the engine, its model, version and settings."""

    engine: str
    model: str
    version: str
    settings: tuple[tuple[str, str], ...] = ()
    spoken: tuple[Spoken, ...] = ()
    """In the order of their starts."""
    notes: tuple[str, ...] = ()
    """What a person should know of how it was told, in sentences."""


class Diarizer(Protocol):
    """An engine that is ready."""

    def tell(self, path: Path, settings: Settings, alive: Alive) -> Voiced:
        """Returns who speaks when in the sound of a file.

        Raises EngineFailed where it cannot, BadInput where the sound is not what it is for, and what decoding raises.
        """
        ...


class Engine(Struct, frozen=True, kw_only=True):
    """A machine that tells voices apart.

    To add one:
    1. write a room with `identity(settings) -> Identity` (quick: nothing is loaded; raises NotFound where there is no such
       model, MissingExtra, WrongUsage) and `load(settings, identity) -> Diarizer`;
    2. put an `Engine` into `ENGINES`, or into the entry points `earwitness.diarizers` of your package;
    3. test it with made speech of which you know who speaks when. Times are judged for all engines alike (`soundness`).
    """

    name: str
    title: str
    room: str
    """The module below `earwitness.engines.diarize`, or another package's by its whole name with a colon."""
    exact: bool = False
    """True where nothing is guessed about who speaks."""
    note: str = ""

    def identity(self, settings: Settings) -> Identity:
        found: Identity = self._of_room("identity")(settings)
        return found

    def load(self, settings: Settings, identity: Identity) -> Diarizer:
        diarizer: Diarizer = self._of_room("load")(settings, identity)
        return diarizer

    def _of_room(self, name: str) -> Any:
        home, colon, _ = self.room.partition(":")
        return getattr(import_module(home) if colon else import_module(f".{home}", __package__), name)
