"""Downloads: a conversation as a file of any format, with what would be lost said beforehand."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from .pages import Page
from .parts import Link


class Offered(Struct, frozen=True, kw_only=True):
    """One format, for what is chosen."""

    name: str
    title: str
    suffix: str
    address: str
    as_captured: bool
    """True where the very file that was taken in leaves."""
    zipped: bool
    """True where there is a file for each version, in a zip."""
    lost: tuple[str, ...]
    """What it cannot carry of what is there, in words with figures; empty where nothing is lost."""
    nameless: bool = False
    """True where nothing that was said is lost, only the lasting names of the turns."""
    note: str = ""


class DownloadsPage(Page, frozen=True, kw_only=True):
    """What a conversation, or one version of it, can be taken along as."""

    template: ClassVar[str] = "downloads.html"
    here: ClassVar[str] = "/conversations"

    conversation: Link
    versions: tuple[Link, ...]
    """All versions together, then each alone; none where there is but one."""
    whole: tuple[Offered, ...]
    """Formats that lose nothing that was said or marked, the best known first."""
    partly: tuple[Offered, ...]
    """Formats that lose something."""
    anew: str
    """The address of this page where files are written anew, or back again; empty where that changes nothing."""
    fresh: bool
