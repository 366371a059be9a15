"""The sheet: the versions of a conversation as columns, the turns that say the same in rows, what to say of them beside.

A version that has nothing in a row says so; one that has the passage at another place says where.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from ..tellings.rows import Aligned
from ..times import Ms, format_clock
from .differences import Difference, Matched
from .marginalia import Explained, Marginal
from .passages import MarkLike, Piece, Spot, pieces
from .rows import abreast, moved

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


class Check(Struct, frozen=True, kw_only=True, gc=False):
    """That a person checked a turn."""

    agent: str
    day: str
    whole: bool = False
    """True where it was said of its whole version."""
    heard: bool = False
    """True where it was checked against the sound."""
    outdated: bool = False
    """True where the turn was corrected since."""


class CheckCount(Struct, frozen=True, kw_only=True):
    """How far a version is checked."""

    transcript: str
    name: str
    turns: int
    checked: int
    heard: int = 0
    outdated: int = 0
    whole: str = ""
    """Who said it of the whole version; empty where nobody did."""


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
    cautions: Mapping[int, tuple[str, ...]] = {}
    """The kinds of distress that people marked, by the turn's number."""
    checked: Mapping[str, Check] = {}
    """What people said they checked, by the turn's archive-wide id."""
    heard: Mapping[str, str] = {}
    """The stretch of the recording in which a turn is heard (`12.3,15.8`), by the turn's archive-wide id."""
    unchecked: frozenset[str] = frozenset()
    """Turns of a machine that nobody checked as they stand, by their archive-wide ids."""
    revision: int = 1
    name: str = ""
    """What it is called in short; empty: as its heading has it."""


class Cell(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
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
    heard: str = ""
    """The stretch of the recording in which it is heard: `12.3,15.8`; empty where nobody knows."""
    inferred: bool = False
    held_back: str = ""
    doubts: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    """The kinds of distress that people marked on it."""
    checked: Check | None = None
    """Who said that it was checked; None where nobody did."""
    unchecked: bool = False
    """True for words of a machine that nobody checked."""
    mouth: str = ""
    """The id of the difference, where another version has these words from another voice."""

    @property
    def short_name(self) -> str:
        return self.name if len(self.name) <= NAME_LENGTH else self.name[:NAME_LENGTH] + "…"


class Slot(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What one version has in a row."""

    cells: tuple[Cell, ...] = ()
    """Its turns there; none where it has nothing."""
    elsewhere: tuple[tuple[int, str], ...] = ()
    """The number and the id of each turn in which this version has the passage instead."""
    runs_on: bool = False
    """True where the version had nothing in the row before either, and it was said there."""


class SheetRow(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The turns that say the same, a slot for each version."""

    slots: tuple[Slot, ...]
    differences: tuple[Difference, ...] = ()
    """Those to be told in the margin."""
    written: tuple[Marginal, ...] = ()
    """Notes, codes and the like on its words."""
    terms: tuple[Explained, ...] = ()
    """Terms of the glossary that are said here first."""
    matched: tuple[Matched, ...] = ()
    """What people said of which turns match."""
    left_out: int = 0
    """How many rows without a difference stand before this one and are not shown."""

    @property
    def cautions(self) -> tuple[str, ...]:
        """The kinds of distress marked on any turn of it, or under its notes: its margin is covered with them."""
        marked = [*(cell.cautions for cell in self.cells), *(one.cautions for one in self.written)]
        return tuple(dict.fromkeys(kind for kinds in marked for kind in kinds))

    @property
    def cells(self) -> list[Cell]:
        return [cell for slot in self.slots for cell in slot.cells]


class Column(Struct, frozen=True, kw_only=True):
    """One version that is shown."""

    transcript: str
    heading: str
    name: str
    """What it is called in short, beside its words."""
    language: str | None
    turns: int
    revision: int = 1


class Sheet(Struct, frozen=True, kw_only=True):
    """The versions that are shown, in rows."""

    columns: tuple[Column, ...]
    rows: tuple[SheetRow, ...]
    left_out: int = 0
    """How many rows without a difference stand at the end and are not shown."""


def lay_out(
    tellings: Sequence[Telling],
    alignments: Sequence[Aligned] = (),
    *,
    colours: Mapping[str, int] | None = None,
    spots: Mapping[tuple[str, int], Sequence[Spot]] | None = None,
) -> Sheet:
    """Returns the sheet of these versions, in the order given and with all rows.

    `alignments` say which turns share a row; versions without one share none. `colours` are those of the voices, by
    speaker's id; without them each version counts its own. `spots` are the places to mark, by version and turn.
    """
    paint = dict(colours) if colours is not None else {}
    for telling in tellings:
        if colours is None:
            paint.update(voices(telling.turns))
    turns = {(telling.id, turn.number): turn for telling in tellings for turn in telling.turns}
    away = moved(tellings, alignments)
    absent = [False] * len(tellings)
    laid: list[SheetRow] = []
    for row in abreast(tellings, alignments):
        slots: list[Slot] = []
        beside = [
            away[telling.id, number]
            for telling, numbers in zip(tellings, row.cells, strict=True)
            for number in numbers
            if (telling.id, number) in away
        ]
        for place, (telling, numbers) in enumerate(zip(tellings, row.cells, strict=True)):
            if numbers:
                cells = tuple(
                    cell_of(telling, turns[telling.id, number], paint, (spots or {}).get((telling.id, number), ()))
                    for number in numbers
                )
                slots.append(Slot(cells=cells))
            else:
                there = [number for one in beside for number in one.get(telling.id, ())]
                links = tuple((number, turns[telling.id, number].id) for number in dict.fromkeys(there))
                slots.append(Slot(elsewhere=links, runs_on=absent[place] and not links))
            absent[place] = not numbers
        laid.append(_warned(SheetRow(slots=tuple(slots))))
    columns = tuple(
        Column(
            transcript=telling.id,
            heading=telling.heading,
            name=telling.name or telling.heading,
            language=telling.language,
            turns=len(telling.turns),
            revision=telling.revision,
        )
        for telling in tellings
    )
    return Sheet(columns=columns, rows=tuple(laid))


def _warned(row: SheetRow) -> SheetRow:
    """Returns the row with what is marked on any turn of it on all: the same words in another version are no easier."""
    kinds = row.cautions
    if not kinds:
        return row
    slots = (replace(slot, cells=tuple(replace(cell, cautions=kinds) for cell in slot.cells)) for slot in row.slots)
    return replace(row, slots=tuple(slots))


def only(sheet: Sheet) -> Sheet:
    """Returns the sheet with the rows that have differences, and how many were left out before each."""
    kept: list[SheetRow] = []
    left_out = 0
    for row in sheet.rows:
        if row.differences:
            kept.append(replace(row, left_out=left_out))
            left_out = 0
        else:
            left_out += 1
    return replace(sheet, rows=tuple(kept), left_out=left_out)


def voices(turns: Sequence[TurnLike]) -> dict[str, int]:
    """Returns the colour of each speaker's id, in order of first speaking."""
    order: dict[str, int] = {}
    for turn in turns:
        for speaker in turn.speakers:
            order.setdefault(speaker, len(order) % VOICE_COLOURS + 1)
    return order


def cell_of(
    telling: Telling,
    turn: TurnLike,
    colours: Mapping[str, int],
    spots: Sequence[Spot] = (),
    *,
    found: Sequence[tuple[int, int]] = (),
) -> Cell:
    """Returns a turn ready to be set; `found` are stretches of its words to be shown."""
    time = turn.printed or ("" if turn.start is None else format_clock(turn.start))
    mouths = [spot for spot in spots if spot.kind == "speaker"]
    return Cell(
        turn=turn.id,
        number=turn.number,
        pieces=pieces(turn.text, turn.marks, found, [spot for spot in spots if spot.kind != "speaker"]),
        name=", ".join(telling.names.get(speaker, speaker) for speaker in turn.speakers),
        voice=colours.get(turn.speakers[0], 0) if turn.speakers else 0,
        language=turn.language or telling.language,
        time=time,
        heard=telling.heard.get(turn.id, ""),
        inferred=turn.inferred,
        held_back=telling.held_back.get(turn.number, ""),
        cautions=telling.cautions.get(turn.number, ()),
        doubts=telling.doubts.get(turn.number, ()),
        checked=telling.checked.get(turn.id),
        unchecked=turn.id in telling.unchecked,
        mouth=mouths[0].difference if mouths else "",
    )
