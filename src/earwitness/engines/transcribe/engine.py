"""What a transcribing engine is: a name, the room that loads it, where it works, and what it is told."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from ...times import Ms

if TYPE_CHECKING:
    import numpy as np

    from .heard import Heard

Alive = Callable[[Ms | None], None]
"""Told now and then how far into the sound the work is, None where that is not known: a sign of life. An engine that gives
none for long is ended."""

RATE = 16_000
"""Samples a second that every engine is given, of one channel, as 16-bit numbers."""


class Settings(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an engine is told. It never translates: that is another verb."""

    engine: str
    model: str = ""
    """A folder, a size (`small`), or the name that a server knows it by; empty for the engine's usual one."""
    language: str | None = None
    """BCP 47; None: the engine detects it once, and it is told."""
    multilingual: bool = False
    """Where no language is given: it is detected anew every half minute, for speech that changes between languages."""
    url: str | None = None
    """Of the server, for engines that are one."""
    addresses: tuple[str, ...] = ()
    """The network addresses that the server was found at when it was asked about: it is reached there and nowhere else."""
    hints: str = ""
    """Names and slang that may be said, with commas."""
    device: str = "auto"
    """`cpu`, `cuda` or `auto`."""
    compute_type: str = "default"
    """How a model's numbers are reckoned with: `int8`, `float16`, `float32`… or as the model was made."""
    beam_size: int = 5
    """How many readings are followed at once."""
    threads: int = 0
    """Threads of one engine; 0 for the library's own choice. What is heard does not hang on it."""
    patience: float = 600.0
    """Seconds without a sign of life after which an engine is ended."""

    def told(self) -> tuple[tuple[str, str], ...]:
        """Returns the settings that shape what is heard, for the record; never a key, never an address's password."""
        pairs = (
            (
                "language",
                self.language or ("detected anew every half minute" if self.multilingual else "detected once"),
            ),
            ("task", "transcribe"),
            ("url", self.url or ""),
            ("hints", self.hints),
            ("device", self.device),
            ("compute type", self.compute_type),
            ("beam size", str(self.beam_size)),
        )
        return tuple((name, value) for name, value in pairs if value)


OTHERWISE = {"nb": "no", "jv": "jw", "fil": "tl", "cmn": "zh", "iw": "he"}
"""Languages that Whisper has under another code than BCP 47."""


def whispers(language: str) -> str:
    """Returns the code that engines of the Whisper family know a language by: `uk` for `uk-UA`, `no` for `nb`."""
    primary = language.split("-")[0].lower()
    return OTHERWISE.get(primary, primary)


class Identity(Struct, frozen=True, kw_only=True):
    """Which engine it is exactly, as far as can be told without starting it."""

    model: str
    """As people name it: `small`, `whisper-1`, the name of a folder."""
    version: str
    """Of the library; of a server, `not told`."""
    print: str = ""
    """What tells this model from another of the same name: a digest of its files' sizes and its description."""
    path: str = ""
    """Where its files lie, for engines that run here."""


class Hearer(Protocol):
    """An engine that is ready to hear."""

    def hear(self, samples: np.ndarray, settings: Settings, alive: Alive) -> Heard:
        """Returns what is said in the sound: 16-bit numbers of one channel, `RATE` a second.

        Raises EngineFailed where it cannot, BadInput where it was told what it cannot do.
        """
        ...


class Engine(Struct, frozen=True, kw_only=True):
    """A machine that writes down what it hears.

    To add one:
    1. write a room with `identity(settings, *, download) -> Identity` (quick: nothing is loaded; raises NotFound where there
       is no such model, MissingExtra, WrongUsage) and `load(settings, identity) -> Hearer`;
    2. put an `Engine` into `ENGINES`, or into the entry points `earwitness.engines` of your package;
    3. test it with sound in and segments out, and with an engine that dies, hangs and talks nonsense. Times, loops and words
       in silence are judged for all engines alike (`soundness`, `judgement`): give what the engine gives.

    The room is imported when it is first needed, `load` in the process that hears.
    """

    name: str
    title: str
    room: str
    """The module below `earwitness.engines.transcribe`, or another package's by its whole name with a colon
    (`a_plugin.its_engine:`)."""
    served: bool = False
    """True where it is a server that is reached by its URL."""
    longest: Ms = 30 * 60_000
    """The longest stretch that it is given at once; longer sound is cut where it is quietest."""
    note: str = ""
    """What a person should know before choosing it, in one sentence."""

    def identity(self, settings: Settings, *, download: bool = False) -> Identity:
        found: Identity = self._of_room("identity")(settings, download=download)
        return found

    def load(self, settings: Settings, identity: Identity) -> Hearer:
        hearer: Hearer = self._of_room("load")(settings, identity)
        return hearer

    def _of_room(self, name: str) -> Any:
        home, colon, _ = self.room.partition(":")
        return getattr(import_module(home) if colon else import_module(f".{home}", __package__), name)
