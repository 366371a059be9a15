"""Vouchers: whether anybody has said that a turn was checked.

So far that is the status `checked` of its conversation, its transcript or the turn itself (`earwitness describe ID
--status checked`). Whatever comes to know more of who heard what, answers here.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..archive.views import Stated
from ..identifiers import within
from .desk import Desk

CHECKED = "checked"


class Vouched(Struct, frozen=True, kw_only=True):
    """Who said that something was checked, and when."""

    subject: str
    """Of what it was said: the turn itself, its version, or its conversation."""
    agent: str
    time: str
    act: str


def checks(desk: Desk, conversation: str, transcripts: Sequence[str]) -> dict[str, Vouched]:
    """Returns who said so, by the id of each turn, version or conversation of which somebody said that it was checked."""
    catalog = desk.archive.catalog
    said = catalog.stated("status", transcripts)
    for each in catalog.statements(conversation):
        if each.field == "status":
            said[conversation] = each
    return {
        subject: Vouched(subject=subject, agent=each.agent, time=each.time, act=each.act)
        for subject, each in said.items()
        if each.value.strip().casefold() == CHECKED
    }


class Vouchers:
    """Remembers what was said of the conversations and transcripts of one draft."""

    def __init__(self, desk: Desk) -> None:
        self._catalog = desk.archive.catalog
        self._known: dict[str, Stated | None] = {}

    def of_version(self, conversation: str, transcript: str) -> Stated | None:
        """Returns who said that a version was checked, or its conversation; None where nobody did."""
        return self._said(transcript) or self._said(conversation)

    def of_turn(self, conversation: str, transcript: str, turn: str) -> Stated | None:
        """Returns who said that a turn was checked (by its local id), its version or its conversation."""
        return self.of_version(conversation, transcript) or self._said(within(transcript, turn))

    def _said(self, subject: str) -> Stated | None:
        if subject not in self._known:
            stated = (each for each in self._catalog.statements(subject) if each.field == "status")
            self._known[subject] = next((each for each in stated if each.value.strip().casefold() == CHECKED), None)
        return self._known[subject]
