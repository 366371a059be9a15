"""Marginalia: the notes and codes on the versions that a page shows, each at its words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from ..actions import answers
from ..actions.annotated import CodingShown, NoteShown, PlaceShown
from ..actions.covering import Covering
from ..publish import addresses
from ..publish.marginalia import Marginal
from ..publish.passages import Spot
from .margins import Place


class Written(NamedTuple):
    """What people wrote, by the version and the turn that it is on."""

    spots: dict[Place, list[Spot]]
    told: dict[Place, list[Marginal]]


def written(shown: answers.Shown, versions: Collection[str]) -> Written:
    """Returns the notes and codes on these versions, in the order of their words."""
    found = Written({}, {})
    covering = Covering(shown)
    numbers = {turn.id: turn.number for each in shown.transcripts if each.id in versions for turn in each.turns}
    for remark, place in _places(shown):
        number = numbers.get(place.turn_id)
        if number is None:
            continue
        key = (place.transcript, number)
        code = isinstance(remark, CodingShown)
        found.told.setdefault(key, []).append(
            Marginal(
                id=remark.id,
                kind="code" if code else "note",
                text=remark.path if isinstance(remark, CodingShown) else remark.text,
                turn=number,
                address=f"{addresses.turn(shown.id, place.turn_id)}#{remark.id}",
                agent=remark.agent,
                state=place.state,
                colour=remark.colour if isinstance(remark, CodingShown) else 0,
                cautions=() if code else covering.on(*(each.turn_id for each in remark.places)),
            )
        )
        if place.start is not None and place.end is not None and place.start < place.end:
            found.spots.setdefault(key, []).append(
                Spot(start=place.start, end=place.end, difference=remark.id, kind="code" if code else "note")
            )
    return found


def _places(shown: answers.Shown) -> Iterator[tuple[NoteShown | CodingShown, PlaceShown]]:
    """Yields every note and code with the first of its places in each turn."""
    remarks: tuple[NoteShown | CodingShown, ...] = (*shown.notes, *shown.codings)
    pairs = ((remark, place) for remark in remarks for place in remark.places)
    yield from sorted(pairs, key=lambda pair: (pair[1].start or 0, pair[0].time, pair[0].id))
