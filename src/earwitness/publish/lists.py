"""Lists: pages of conversations and sources that were chosen for one purpose."""

from __future__ import annotations

from typing import ClassVar

from .pages import Page
from .parts import ConversationRow, SourceLine


class JoinPage(Page, frozen=True, kw_only=True):
    """Conversations that a person chose, to be said to be one."""

    template: ClassVar[str] = "join.html"
    here: ClassVar[str] = "/conversations"

    rows: tuple[ConversationRow, ...]
    back: str


class UnreadPage(Page, frozen=True, kw_only=True):
    """The sources in which nothing was read."""

    template: ClassVar[str] = "unread.html"
    here: ClassVar[str] = "/"

    shown: str
    sources: tuple[SourceLine, ...]
    earlier: str = ""
    later: str = ""
