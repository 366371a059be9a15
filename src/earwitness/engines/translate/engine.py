"""What a translating engine is: a name, the room that loads it, where it works, how much it takes at once, what it is told."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Protocol

from msgspec import Struct


class Line(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A turn as an engine gets it: what was said is always a value in what is sent, never a part of the instructions."""

    text: str
    voice: str = ""
    """Whose it is, as printed, where anybody knows."""
    language: str | None = None
    """Where it is in another language than the settings say."""
    number: int = 0
    """The turn's, by which it is told where something is wrong with it; no part of what is sent."""


class Said(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A word of the glossary that is said in these turns."""

    word: str
    means: str = ""
    """In the language that it is put into, where the glossary has that, else in another."""
    say: tuple[str, ...] = ()
    """How translations into that language have it."""


class Batch(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Turns that are translated at once, in the order of the conversation."""

    lines: tuple[Line, ...]
    before: tuple[tuple[Line, str], ...] = ()
    """The turns before them with their translations, for engines that look at what was said before."""
    terms: tuple[Said, ...] = ()


class Settings(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an engine is told."""

    engine: str
    to: str
    """BCP 47 of the language that it is put into."""
    language: str | None = None
    """Of what was said; None where it is not known, and the engine may find it."""
    model: str = ""
    """A folder, or the name that a server knows it by."""
    url: str | None = None
    addresses: tuple[str, ...] = ()
    """The network addresses that the server was found at when it was asked about: it is reached there and nowhere else."""
    device: str = "auto"
    compute_type: str = "default"
    beam_size: int = 4
    """How many renderings are followed at once, for engines that run here."""
    context: int = 6
    """Turns before that an engine sees with their translations, where it looks at such."""
    patience: float = 300.0
    """Seconds that a server has for one batch."""

    def told(self) -> tuple[tuple[str, str], ...]:
        """Returns the settings that shape what comes out, for the record; never a key."""
        pairs = (
            ("from", self.language or "found by the engine"), ("to", self.to), ("url", self.url or ""),
            ("device", self.device), ("compute type", self.compute_type), ("beam size", str(self.beam_size)),
            ("turns before", str(self.context)),
        )  # fmt: skip
        return tuple((name, value) for name, value in pairs if value)


class Identity(Struct, frozen=True, kw_only=True):
    """Which engine it is exactly, as far as can be told without starting it."""

    model: str
    version: str
    """Of the library; of a server, `not told`."""
    print: str = ""
    """What tells this model from another of the same name."""
    path: str = ""
    """Where its files lie, for engines that run here."""


class Translator(Protocol):
    """An engine that is ready to translate."""

    def translate(self, batch: Batch, settings: Settings) -> list[str]:
        """Returns the translation of each line, in order.

        Raises EngineFailed where it cannot, BadInput where it was told what it cannot do. Whether what it gives can be believed
        is judged for all engines alike (`soundness`).
        """
        ...


class Engine(Struct, frozen=True, kw_only=True):
    """A machine that says in one language what was said in another.

    To add one:
    1. write a room with `identity(settings) -> Identity` (quick: nothing is loaded; raises NotFound where there is no such
       model, MissingExtra, WrongUsage) and `load(settings, identity) -> Translator`;
    2. put an `Engine` into `ENGINES`, or into the entry points `earwitness.translators` of your package;
    3. test it with lines in and lines out, and with an engine that dies, loses a line, says nothing and repeats itself.
    """

    name: str
    title: str
    room: str
    """The module below `earwitness.engines.translate`, or another package's by its whole name with a colon."""
    served: bool = False
    """True where it is a server that is reached by its URL."""
    signs: bool = False
    """True where it keeps signs like `⟦1⟧` in their places: then marks within a turn keep theirs."""
    context: bool = False
    """True where it looks at what was said before."""
    turns: int = 16
    """Turns that it is given at once, at most."""
    letters: int = 4_000
    """Code points that it is given at once, unless one turn alone is longer."""
    note: str = ""

    def identity(self, settings: Settings) -> Identity:
        found: Identity = self._of_room("identity")(settings)
        return found

    def load(self, settings: Settings, identity: Identity) -> Translator:
        translator: Translator = self._of_room("load")(settings, identity)
        return translator

    def _of_room(self, name: str) -> Any:
        home, colon, _ = self.room.partition(":")
        return getattr(import_module(home) if colon else import_module(f".{home}", __package__), name)
