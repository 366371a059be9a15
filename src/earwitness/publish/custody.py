"""Custody: what the screen calls the items of a source's record and what happened to it."""

from __future__ import annotations

from .tongue import gettext, later

ITEMS: dict[str, str] = {
    "Address": later("Address"), "Path": later("Path"), "Asked for": later("Asked for"), "Published": later("Published"),
    "Publisher": later("Publisher"), "Publisher's interest": later("Publisher's interest"),
    "Supplied by": later("Supplied by"), "Collected": later("Collected"), "Collected by": later("Collected by"),
    "Machine": later("Machine"), "Tool": later("Tool"), "Settings": later("Settings"),
    "File's own time": later("File's own time"), "Answer": later("Answer"), "Headers": later("Headers"),
    "Full capture": later("Full capture"), "Size": later("Size"), "Kind of file": later("Kind of file"),
    "Read by": later("Read by"), "Terms": later("Terms"), "Access": later("Access"),
}  # fmt: skip
"""What a source should hold; what a source says besides keeps its own name."""

EVENTS: dict[str, str] = {
    "capture": later("capture"), "ingestion": later("ingestion"), "modification": later("modification"),
    "metadata modification": later("metadata modification"), "deletion": later("deletion"),
}  # fmt: skip
"""What happens to a source, in PREMIS words."""


def item(name: str) -> str:
    """Returns what the screen calls an item of a source's record."""
    return gettext(ITEMS[name]) if name in ITEMS else name


def event(name: str) -> str:
    """Returns what the screen calls an event of a source's custody."""
    return gettext(EVENTS[name]) if name in EVENTS else name
