"""What an aligning engine is: a name, the room that loads it, and what it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from .script import Script
from .timed import Timed

if TYPE_CHECKING:
    import numpy as np

    Sound = Iterable[np.ndarray[Any, Any]]

Alive = Callable[[str, int, "int | None"], None]
"""Told now and then what is done, how far it is, and of how much: a sign of life."""


class Settings(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an engine is told."""

    engine: str
    language: str
    """BCP 47, of the text and the sound."""
    model: str = ""
    """A file, for engines that need one."""
    vocabulary: str = ""
    """The file that says which letter each number of the model is; empty for `vocab.json` beside the model."""


class Identity(Struct, frozen=True, kw_only=True):
    """Which engine it is exactly, as far as can be told without starting it."""

    model: str
    """As people name it: a voice, the name of a file."""
    version: str
    print: str = ""
    """What tells this model from another of the same name: a digest of its file."""


class Aligner(Protocol):
    """An engine that is ready."""

    def align(self, sound: Sound, script: Script, alive: Alive) -> Timed:
        """Returns where each line of the script is heard.

        `sound` comes in parts, 16-bit numbers of one channel at the engine's `rate`; it is gone through once. Raises
        EngineFailed where the engine cannot.
        """
        ...


class Engine(Struct, frozen=True, kw_only=True):
    """A machine that finds a text in sound.

    To add one:
    1. write a room with `identity(settings) -> Identity` (quick: nothing is loaded; raises NotFound where there is no such
       model, MissingExtra, WrongUsage) and `load(settings, identity) -> Aligner`;
    2. put an `Engine` into `ENGINES`, or into the entry points `earwitness.aligners` of your package;
    3. test it with sound in and times out: text that is not said must come back without times.

    An engine that gives a likeness of each picture of the sound to each of its classes needs no more than that: `chains` lays
    out the text and `trellis` finds the way.
    """

    name: str
    title: str
    room: str
    """The module below `earwitness.engines.align`, or another package's by its whole name with a colon."""
    rate: int
    """Samples a second that it is given."""
    note: str = ""
    """What a person should know before choosing it, in one sentence."""

    def identity(self, settings: Settings) -> Identity:
        found: Identity = self._of_room("identity")(settings)
        return found

    def load(self, settings: Settings, identity: Identity) -> Aligner:
        aligner: Aligner = self._of_room("load")(settings, identity)
        return aligner

    def _of_room(self, name: str) -> Any:
        home, colon, _ = self.room.partition(":")
        return getattr(import_module(home) if colon else import_module(f".{home}", __package__), name)
