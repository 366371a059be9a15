"""Passages: which turns of the archive say the same, over all versions of a conversation and the round-ups that quote it.

A turn of a round-up stands in passages of its own conversation and of the call that it quotes, so passages are followed from
one conversation to the next: turn by turn, and no further than a passage reaches. Two calls that one round-up quotes have
no passage in common.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..digests import sha256
from . import aligning
from .desk import Desk

Place = tuple[str, int]
"""A transcript's id and a turn's number."""


class Passages:
    """The passages of an archive as it stands, looked at as far as they are asked for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._catalog = desk.archive.catalog
        self._quoted = self._catalog.stretched()
        self._own: dict[str, str] = {}
        """Transcript → its own conversation."""
        self._local: dict[Place, str] = {}
        self._turns: dict[str, list[Place]] = {}
        """Conversation → the turns of all its tellings."""
        self._rows: dict[str, dict[Place, tuple[Place, ...]]] = {}
        """Conversation → turn → all turns of its row, where it shares one."""

    def reached(self, transcripts: Iterable[str]) -> set[str]:
        """Returns the transcripts with turns whose passage may be another when these transcripts change."""
        homes = self._catalog.families(transcripts)
        found = {name for tellings in homes.values() for name in tellings}
        seen: set[Place] = set()
        for home in homes:
            self._load(home)
            for place in self._turns[home]:
                self._follow(place, seen)
        return found | {transcript for transcript, _ in seen}

    def keys(self, transcripts: Iterable[str]) -> dict[str, dict[int, int]]:
        """Returns, for the turns of these transcripts that stand in a passage with others, the passage's key by number.

        A key is made from the passage's turns alone: the same on every machine, and after every rebuild.
        """
        wanted = set(transcripts)
        keys: dict[str, dict[int, int]] = {}
        seen: set[Place] = set()
        for home in self._catalog.families(wanted):
            self._load(home)
            for place in self._rows[home]:
                if place in seen:
                    continue
                passage: set[Place] = set()
                self._follow(place, passage)
                seen |= passage
                key = _key(min(passage))
                for transcript, number in passage:
                    if transcript in wanted:
                        keys.setdefault(transcript, {})[number] = key
        return keys

    def _follow(self, place: Place, seen: set[Place]) -> None:
        """Adds to `seen` all turns of the passage that this one stands in."""
        waiting = [place]
        while waiting:
            place = waiting.pop()
            if place in seen:
                continue
            seen.add(place)
            for home in self._standing(place):
                self._load(home)
                waiting.extend(self._rows[home].get(place, ()))

    def _standing(self, place: Place) -> tuple[str, ...]:
        """Returns the conversations whose passages a turn stands in: its own, and the one that it quotes."""
        transcript, _ = place
        if transcript not in self._own:
            (head,) = self._catalog.heads([transcript])
            self._own[transcript] = self._catalog.canonical(head.conversation)
        quoted = self._quotes(place)
        return (self._own[transcript],) if quoted is None else (self._own[transcript], quoted)

    def _quotes(self, place: Place) -> str | None:
        """Returns the one conversation that a turn quotes; of several that people named, the first."""
        local, homes = self._local.get(place), self._quoted.get(place[0], {})
        return min((home for home, turns in homes.items() if local in turns), default=None)

    def _load(self, home: str) -> None:
        if home in self._rows:
            return
        tellings = self._catalog.tellings_of(home)
        members = self._catalog.members(home)
        own = {telling.id for telling in tellings if telling.conversation in members}
        self._own.update(dict.fromkeys(own, home))
        self._turns[home] = [(telling.id, turn.number) for telling in tellings for turn in telling.turns]
        self._local.update({(telling.id, turn.number): turn.id for telling in tellings for turn in telling.turns})
        rows: dict[Place, tuple[Place, ...]] = {}
        for row in aligning.passages(self._desk, tellings):
            places = tuple(
                (telling.id, number)
                for telling, numbers in zip(tellings, row.cells, strict=True)
                for number in numbers
                if telling.id in own or self._quotes((telling.id, number)) == home
            )
            if 1 < len(places):
                rows.update(dict.fromkeys(places, places))
        self._rows[home] = rows


def _key(place: Place) -> int:
    return int(sha256("{}.{}".format(*place).encode())[:15], 16)
