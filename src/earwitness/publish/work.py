"""Work: what pages show of how the work on conversations stands."""

from __future__ import annotations

from msgspec import Struct

from . import words
from .parts import ConversationRow


class Need(Struct, frozen=True, kw_only=True):
    """What needs a person."""

    count: str
    text: str
    address: str
    queue: str = ""
    """The address that opens the first of them."""
    more: str = ""


class WorkRow(Struct, frozen=True, kw_only=True):
    """One conversation in the table, with how the work on it stands."""

    conversation: ConversationRow
    state: str = ""
    """"read"; empty where it is new, or nobody of the reader's to know."""
    assignee: str = ""
    priority: str = ""
    """Empty where it is normal."""
    sets: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """"3 doubts", "2 voices without a name"."""

    @property
    def pieces(self) -> tuple[tuple[str, str], ...]:
        """How the work stands, a piece at a time in words: what each looks like (a class, or nothing), and the piece."""
        said = (
            ("aside" if self.state == "new" else "state", words.status(self.state) if self.state else ""),
            ("state", words.priority(self.priority) if self.priority else ""),
            ("", self.assignee),
            *(("state set", name) for name in self.sets),
            *(("aside", need) for need in self.needs),
        )
        return tuple((look, text) for look, text in said if text)


class Coded(Struct, frozen=True, kw_only=True):
    """A code on a conversation as a whole."""

    path: str
    address: str
    """Of all that has it."""


class SortLink(Struct, frozen=True, kw_only=True):
    """The head of a column; its link sorts by it."""

    text: str
    address: str = ""
    """Empty where one cannot sort by it."""
    sorted: str = ""
    """`ascending`, `descending`, or empty."""
    figure: bool = False


class StatusKey(Struct, frozen=True, kw_only=True):
    """A status that one key gives."""

    key: str
    value: str
    chosen: bool = False


class Strip(Struct, frozen=True, kw_only=True):
    """How the work on a conversation stands, and its place in a queue."""

    id: str
    status: str
    statuses: tuple[StatusKey, ...]
    priority: str
    priorities: tuple[str, ...]
    assignee: str = ""
    sets: tuple[str, ...] = ()
    queue: str = ""
    """The query of the list; empty where it is read by itself."""
    position: str = ""
    """"3 of 41"."""
    before: str = ""
    after: str = ""
    whole: str = ""
    """The address of the list."""
