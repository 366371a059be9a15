"""Vouchers: whether anybody has said that a turn was checked.

That is the status `checked` of its version or of the turn itself (`earwitness describe ID --status checked`). The status of a
conversation is where the work on it stands, and says of no turn that anybody compared it with anything. Whatever comes to
know more of who heard what, answers here.
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
    """Of what it was said: the turn itself or its version."""
    agent: str
    time: str
    act: str


def checks(desk: Desk, transcripts: Sequence[str]) -> dict[str, Vouched]:
    """Returns who said so, by the id of each turn or version of which somebody said that it was checked."""
    return {
        subject: Vouched(subject=subject, agent=each.agent, time=each.time, act=each.act)
        for subject, each in desk.archive.catalog.stated("status", transcripts).items()
        if each.value.strip().casefold() == CHECKED
    }


class Vouchers:
    """Remembers what was said of the transcripts that one draft quotes."""

    def __init__(self, desk: Desk) -> None:
        self._catalog = desk.archive.catalog
        self._known: dict[str, Stated | None] = {}

    def of_version(self, transcript: str) -> Stated | None:
        """Returns who said that a version was checked; None where nobody did."""
        return self._said(transcript)

    def of_turn(self, transcript: str, turn: str) -> Stated | None:
        """Returns who said that a turn was checked (by its local id), or its version."""
        return self.of_version(transcript) or self._said(within(transcript, turn))

    def _said(self, subject: str) -> Stated | None:
        if subject not in self._known:
            stated = (each for each in self._catalog.statements(subject) if each.field == "status")
            self._known[subject] = next((each for each in stated if each.value.strip().casefold() == CHECKED), None)
        return self._known[subject]
