"""The sheet: the versions of a conversation as columns, and whether their turns may stand side by side.

Turns share a row only where the versions have as many turns and the same voices take them in the same order. Anything
less would pretend to know which turn says what another says; then each version runs down its own column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from ..times import Ms, format_clock
from .passages import MarkLike, Piece, pieces

VOICE_COLOURS = 8
"""How many quiet colours tell voices apart; the name always stands beside the colour."""

NAME_LENGTH = 120
"""Longer names of speakers are cut on the page; the whole name is in its title."""


class TurnLike(Protocol):
    """A turn, of the model or of an answer."""

    @property
    def id(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def speakers(self) -> tuple[str, ...]: ...
    @property
    def text(self) -> str: ...
    @property
    def start(self) -> Ms | None: ...
    @property
    def language(self) -> str | None: ...
    @property
    def marks(self) -> Sequence[MarkLike]: ...
    @property
    def printed(self) -> str | None: ...
    @property
    def inferred(self) -> bool: ...


class Telling(Struct, frozen=True, kw_only=True):
    """One version, as the sheet needs it."""

    id: str
    heading: str
    language: str | None
    turns: Sequence[TurnLike]
    names: Mapping[str, str]
    """What each speaker's id is called on the page."""
    doubts: Mapping[int, tuple[str, ...]] = {}
    """By the turn's number."""
    held_back: Mapping[int, str] = {}
    """Turns that must not leave the archive, by number: the access in words."""
    revision: int = 1


class Cell(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One turn of one version, ready to be set."""

    turn: str
    """The archive-wide id."""
    number: int
    pieces: tuple[Piece, ...]
    name: str = ""
    """Who speaks; empty where nobody could know."""
    voice: int = 0
    """The colour, 1 to 8; 0 where the voice is not known."""
    language: str | None = None
    time: str = ""
    """As printed, else the clock of the recording."""
    inferred: bool = False
    held_back: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def short_name(self) -> str:
        return self.name if len(self.name) <= NAME_LENGTH else self.name[:NAME_LENGTH] + "…"


class Column(Struct, frozen=True, kw_only=True):
    """One version, from top to bottom."""

    transcript: str
    heading: str
    language: str | None
    cells: tuple[Cell, ...]
    revision: int = 1


class Sheet(Struct, frozen=True, kw_only=True):
    """The versions that are shown."""

    columns: tuple[Column, ...]
    paired: bool
    """True where turn by turn the columns stand in rows."""
    why: str = ""
    """Why the columns run apart, in a sentence."""

    @property
    def rows(self) -> list[tuple[Cell, ...]]:
        """The rows of a paired sheet: a cell of each column."""
        return list(zip(*(column.cells for column in self.columns), strict=True))


def lay_out(tellings: Sequence[Telling]) -> Sheet:
    """Returns the sheet of these versions, in the order given."""
    why = ""
    for telling in tellings[1:]:
        why = why or why_apart(tellings[0], telling)
    return Sheet(columns=tuple(_column(telling) for telling in tellings), paired=not why, why=why)


def why_apart(one: Telling, other: Telling) -> str:
    """Returns why two versions cannot share rows, in a sentence; empty where they can.

    A voice that one of them leaves open fits any voice.
    """
    if len(one.turns) != len(other.turns):
        return f"The versions have {len(one.turns):,} and {len(other.turns):,} turns, so each runs down its own column."
    there: dict[str, str] = {}
    back: dict[str, str] = {}
    for turn, counterpart in zip(one.turns, other.turns, strict=True):
        if not turn.speakers or not counterpart.speakers:
            continue
        a, b = "\n".join(turn.speakers), "\n".join(counterpart.speakers)
        if there.setdefault(a, b) != b or back.setdefault(b, a) != a:
            return f"The versions do not agree who speaks at turn {turn.number:,}, so each runs down its own column."
    return ""


def voices(turns: Sequence[TurnLike]) -> dict[str, int]:
    """Returns the colour of each speaker's id, in order of first speaking."""
    order: dict[str, int] = {}
    for turn in turns:
        for speaker in turn.speakers:
            order.setdefault(speaker, len(order) % VOICE_COLOURS + 1)
    return order


def _column(telling: Telling) -> Column:
    colours = voices(telling.turns)
    return Column(
        transcript=telling.id,
        heading=telling.heading,
        language=telling.language,
        cells=tuple(_cell(telling, turn, colours) for turn in telling.turns),
        revision=telling.revision,
    )


def _cell(telling: Telling, turn: TurnLike, colours: Mapping[str, int]) -> Cell:
    time = turn.printed or ("" if turn.start is None else format_clock(turn.start))
    return Cell(
        turn=turn.id,
        number=turn.number,
        pieces=pieces(turn.text, turn.marks),
        name=", ".join(telling.names.get(speaker, speaker) for speaker in turn.speakers),
        voice=colours[turn.speakers[0]] if turn.speakers else 0,
        language=turn.language or telling.language,
        time=time,
        inferred=turn.inferred,
        held_back=telling.held_back.get(turn.number, ""),
        doubts=telling.doubts.get(turn.number, ()),
    )
