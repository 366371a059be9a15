"""Lists: pages of conversations and sources that were chosen for one purpose."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from .pages import Page
from .parts import ConversationRow, Link, SourceLine


class JoinPage(Page, frozen=True, kw_only=True):
    """Conversations that a person chose, to be said to be one."""

    template: ClassVar[str] = "join.html"
    here: ClassVar[str] = "/conversations"

    rows: tuple[ConversationRow, ...]
    back: str


class HeldBack(Struct, frozen=True, kw_only=True):
    """A conversation that may not leave, and why."""

    conversation: Link
    why: str


class LeavingPage(Page, frozen=True, kw_only=True):
    """Of the conversations that were to be exported some may not leave: which, and why; the rest is one click away."""

    template: ClassVar[str] = "leaving.html"
    here: ClassVar[str] = "/conversations"

    held: tuple[HeldBack, ...]
    more: int
    """How many are not named here."""
    total: int
    rest: int
    """How many may leave."""
    ids: tuple[str, ...]
    """What the form sends on; empty where all that a list finds are meant."""
    which: str
    query: str
    to: str
    back: str


class UnreadPage(Page, frozen=True, kw_only=True):
    """The sources in which nothing was read."""

    template: ClassVar[str] = "unread.html"
    here: ClassVar[str] = "/"

    shown: str
    sources: tuple[SourceLine, ...]
    earlier: str = ""
    later: str = ""
