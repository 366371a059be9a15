"""Marginalia: what people wrote on the words, as it stands in the margin beside their row."""

from __future__ import annotations

from msgspec import Struct

from .tongue import gettext as _
from .tongue import later

KINDS = {"note": later("note"), "code": later("code")}
"""What can stand in the margin beside the differences. A new kind adds its name here."""

STATES = {
    "exact": "",
    "moved": later("its words moved since"),
    "changed": later("its words were mended since"),
    "orphaned": later("its words are no longer there"),
}


class Marginal(Struct, frozen=True, kw_only=True):
    """One thing that somebody wrote on words of a row."""

    id: str
    kind: str
    """One of `KINDS`."""
    text: str
    """What was written; of a code its path."""
    turn: int
    address: str
    """Where it can be changed: the page of its turn."""
    agent: str
    state: str = "exact"
    """Whether its words still stand: `exact`, `moved`, `changed`, `orphaned`."""
    colour: int = 0
    cautions: tuple[str, ...] = ()
    """The kinds of distress marked on any passage that it is on: it is covered with them."""

    @property
    def name(self) -> str:
        return _(KINDS[self.kind]) if self.kind in KINDS else self.kind

    @property
    def standing(self) -> str:
        """What became of its words, empty where they stand."""
        return _(STATES[self.state]) if STATES.get(self.state) else ""


class Explained(Struct, frozen=True, kw_only=True, gc=False):
    """A term that is said in a row, where a conversation says it first."""

    term: str
    means: str
    address: str
    language: str
    """Of the explanation; empty where nobody said."""
