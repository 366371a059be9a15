"""The player: what the bar under a transcript needs to have a recording heard."""

from __future__ import annotations

from msgspec import Struct

from ..times import Ms
from .parts import Link


class Player(Struct, frozen=True, kw_only=True):
    """One recording of a conversation, to be heard beside its words."""

    recording: str
    name: str
    duration: Ms
    clock: str
    """How long it lasts, as a clock has it."""
    channels: int
    parties: tuple[str, ...] = ()
    """Who is on each of two channels; empty where nobody said."""
    tapes: tuple[Link, ...] = ()
    """The recordings to choose from, where there are several."""
    at: str = ""
    """The stretch with which it begins: `12.3,15.8`; empty: the beginning."""
    hear: str = ""
    """The address of this page to which a stretch is added: a turn's time leads there."""
    lasting: str = ""
    """The address for good, to which `#t=` and a stretch are added."""
    kinds: tuple[str, ...] = ()
    """The kinds of distress that people marked on anything said in it."""
    made: bool = False
    """True where a rendition is heard, because browsers do not play the original exactly."""
