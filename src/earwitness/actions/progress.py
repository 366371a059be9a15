"""Progress: how far a version is checked, and by whom each turn was, as `show` tells it."""

from __future__ import annotations

from msgspec import Struct


class CheckShown(Struct, frozen=True, kw_only=True):
    """That a person checked a turn, and whether it still holds."""

    agent: str
    """Empty where the answer is for others."""
    time: str
    act: str
    revision: int
    """Of the transcript, as it stood then."""
    heard: bool = False
    """True where it was checked against the sound."""
    whole: bool = False
    """True where it was said of the whole version."""
    outdated: bool = False
    """True where the turn was corrected since: then it is not checked any more."""


class Progress(Struct, frozen=True, kw_only=True):
    """How far a version is checked."""

    turns: int
    checked: int
    """As they stand."""
    heard: int
    """Of those, against the sound."""
    outdated: int
    """Corrected since they were checked."""
