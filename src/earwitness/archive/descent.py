"""Descent: which turns have the words of a turn today: it was split, or merged into another, since somebody named it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, select

from .database import pieces
from .schema import turns

Heirs = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Transcript → local id of a turn → those that have its words today, itself among them where it stands, in their order.
Turns that nobody split or merged are not in it."""


class _Once(msgspec.Struct):
    once: tuple[str, ...] = ()


_ONCE = msgspec.json.Decoder(_Once)


def heirs(connection: Connection, transcripts: Iterable[str]) -> Heirs:
    """Returns the turns of these transcripts that were split or merged, with what they became."""
    found: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for some in pieces(sorted(set(transcripts))):
        query = select(turns.c.transcript, turns.c.number, turns.c.id, turns.c.rest)
        query = query.where(turns.c.transcript.in_(some), turns.c.rest.contains('"once":', autoescape=True))
        for transcript, number, id, rest in connection.execute(query):
            for earlier in _ONCE.decode(rest).once:
                found[transcript][earlier][id] = number
    for transcript, known in found.items():
        query = select(turns.c.number, turns.c.id).where(turns.c.transcript == transcript)
        for some in pieces(sorted(known)):
            for number, id in connection.execute(query.where(turns.c.id.in_(some))):
                known[id][id] = number
    return {
        transcript: {earlier: tuple(sorted(ids, key=lambda id: ids[id])) for earlier, ids in known.items()}
        for transcript, known in found.items()
    }


def handed_down(local: Iterable[str], known: Mapping[str, Sequence[str]] | None) -> tuple[str, ...]:
    """Returns the turns that have the words of these today, each once."""
    if not known:
        return tuple(local)
    return tuple(dict.fromkeys(heir for id in local for heir in known.get(id, (id,))))
