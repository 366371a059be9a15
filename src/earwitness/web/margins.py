"""Margins: what stands beside the rows of a reading page, and which words are marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from ..actions import answers
from ..actions.collating import Collation
from ..actions.settling import Settled
from ..actions.versions import short_names, speaker_names
from ..archive import Decided
from ..model import Match
from ..publish import addresses, differences
from ..publish.marginalia import Explained, Marginal
from ..publish.passages import Spot
from ..publish.sheet import Sheet, SheetRow, Telling
from ..publish.tongue import gettext
from ..tellings.variants import Reading, Variant

Place = tuple[str, int]
"""A version and the number of a turn in it."""


class Margin(NamedTuple):
    """What the versions that are shown have in the margin."""

    spots: dict[Place, list[Spot]]
    told: dict[Place, list[differences.Difference]]
    """By the first place of each that is shown."""
    meaning: int
    """How many differences change the meaning."""
    every: int
    """How many there are with those of wording."""


def margin(shown: answers.Shown, collation: Collation, showing: Sequence[Telling], *, wording: bool) -> Margin:
    """Returns the differences that touch the versions shown: those that change the meaning, with `wording` all."""
    order = {version.id: place for place, version in enumerate(showing)}
    teller = Teller(shown, collation, order)
    found = Margin({}, {}, 0, 0)
    meaning = every = 0
    for variant in collation.variants:
        here = [reading for reading in variant.readings if reading.transcript in order]
        if not here:
            continue
        every += 1
        meaning += variant.material
        if not variant.material and not wording:
            continue
        for reading in here:
            spot = Spot(
                start=reading.start,
                end=reading.end,
                difference=variant.id,
                kind=variant.kind,
                material=variant.material,
            )
            found.spots.setdefault((reading.transcript, reading.turn), []).append(spot)
        first = min(here, key=lambda reading: (order[reading.transcript], reading.turn, reading.start))
        found.told.setdefault((first.transcript, first.turn), []).append(teller.difference(variant))
    return found._replace(meaning=meaning, every=every)


class Teller:
    """Tells the differences of one conversation for a page."""

    def __init__(self, shown: answers.Shown, collation: Collation, showing: Iterable[str] = ()) -> None:
        self.shown = shown
        self.showing = frozenset(showing)
        self.voices = speaker_names(shown)
        self.names = short_names(shown)
        self.turns = {(each.id, turn.number): turn for each in shown.transcripts for turn in each.turns}
        self.languages = {each.id: each.language for each in shown.transcripts}
        kept = {source.id for source in shown.sources}
        self.sources = {
            each.id: addresses.source(each.source) for each in shown.transcripts if each.source and each.source in kept
        }
        self.settled: dict[str, Settled] = {one.variant: one for one in collation.settled if one.variant is not None}

    def difference(self, variant: Variant) -> differences.Difference:
        """Returns a difference with every reading of it, and what stands of what people settled."""
        settled = self.settled.get(variant.id)
        return differences.Difference(
            id=variant.id,
            kind=variant.kind,
            material=variant.material,
            address=addresses.difference(self.shown.id, variant.id),
            readings=self.readings(variant),
            settled=self.settling(settled) if settled is not None else None,
        )

    def readings(self, variant: Variant) -> tuple[differences.Reading, ...]:
        """Returns the readings, each with the versions that have it; one in two turns of a version is told in one piece.

        Where it is who speaks that differs, the reading is the voice.
        """
        said: dict[str, list[str]] = {}
        turns: dict[str, int] = {}
        for reading in variant.readings:
            words = self.mouth(reading) if variant.kind == "speaker" else reading.words.strip()
            said.setdefault(reading.transcript, []).append(words)
            turns.setdefault(reading.transcript, reading.turn)
        grouped: dict[str, list[str]] = {}
        for name, pieces in said.items():
            grouped.setdefault(" … ".join(dict.fromkeys(filter(None, pieces))), []).append(name)
        return tuple(
            differences.Reading(
                words=text,
                versions=tuple(self.version(name, turns[name]) for name in names),
                chosen=variant.chosen in names,
                language=self.languages.get(names[0]),
                of=tuple(names),
                here=not self.showing.isdisjoint(names),
            )
            for text, names in grouped.items()
        )

    def mouth(self, reading: Reading) -> str:
        """Returns who speaks where a version has a reading."""
        turn = self.turns.get((reading.transcript, reading.turn))
        return ", ".join(self.voices.get(speaker, speaker) for speaker in turn.speakers) if turn is not None else ""

    def version(self, name: str, number: int) -> differences.Version:
        turn = self.turns.get((name, number))
        return differences.Version(
            name=self.names.get(name, name),
            turn=number,
            address=addresses.conversation(turn.id) if turn is not None else "",
            source=self.sources.get(name, ""),
        )

    def settling(self, settled: Settled) -> differences.Settled:
        """Returns what a person settled on, in words."""
        if settled.chosen is not None:
            said = gettext("the reading of {version} stands").format(
                version=self.names.get(settled.chosen, settled.chosen)
            )
        elif settled.words:
            said = gettext("their own words stand")
        else:
            said = gettext("it was said to be open")
        return differences.Settled(
            said=said,
            words=settled.words,
            agent=settled.agent,
            time=settled.time,
            act=settled.act,
            note=settled.note,
            reason=settled.reason,
        )


def told_beside(
    sheet: Sheet,
    found: Margin,
    matched: Mapping[Place, list[differences.Matched]],
    written: Mapping[Place, list[Marginal]] | None = None,
    terms: Mapping[Place, list[Explained]] | None = None,
) -> Sheet:
    """Returns the sheet with its margin: what is told of a place stands in the row of that place."""
    rows: list[SheetRow] = []
    for row in sheet.rows:
        places = [
            (column.transcript, cell.number)
            for column, slot in zip(sheet.columns, row.slots, strict=True)
            for cell in slot.cells
        ]
        rows.append(
            replace(
                row,
                differences=tuple(one for place in places for one in found.told.get(place, ())),
                matched=tuple(one for place in places for one in matched.get(place, ())),
                written=tuple(one for place in places for one in (written or {}).get(place, ())),
                terms=tuple(one for place in places for one in (terms or {}).get(place, ())),
            )
        )
    return replace(sheet, rows=tuple(rows))


def matches(
    decided: Iterable[Decided], showing: Sequence[Telling], names: Mapping[str, str]
) -> dict[Place, list[differences.Matched]]:
    """Returns what people said of which turns match, by the first turn of each; of two on one turn the newest stands."""
    numbers = {turn.id: (version.id, turn.number) for version in showing for turn in version.turns}
    order = {version.id: place for place, version in enumerate(showing)}
    taken: set[tuple[frozenset[str], str]] = set()
    found: dict[Place, list[differences.Matched]] = {}
    for one in sorted(decided, key=lambda each: -each.sequence):
        match = one.decision
        if not isinstance(match, Match) or match.a not in order or match.b not in order:
            continue
        ours = [f"{match.a}.{turn}" for turn in match.a_turns]
        theirs = [f"{match.b}.{turn}" for turn in match.b_turns]
        pair = frozenset((match.a, match.b))
        turns = {(pair, turn) for turn in (*ours, *theirs)}
        if not turns.isdisjoint(taken) or not numbers.keys() >= {*ours, *theirs}:
            continue
        taken |= turns
        first = min((numbers[turn] for turn in (*ours, *theirs)), key=lambda place: (order[place[0]], place[1]))
        other = match.b if ours else match.a
        said = (
            gettext("matched")
            if ours and theirs
            else gettext("said to have no counterpart in {version}").format(version=names.get(other, other))
        )
        found.setdefault(first, []).append(differences.Matched(said=said, agent=one.agent, act=one.act))
    return found
