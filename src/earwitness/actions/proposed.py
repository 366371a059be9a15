"""Proposed: what `returned` gives, as typed values."""

from __future__ import annotations

from typing import Literal

from .answers import Answer

Standing = Literal["changed", "struck", "same", "done", "conflict", "gone"]
"""What became of a turn: it reads otherwise, was struck out, has comments alone, stands so already, was revised since in the
archive, or is no longer there."""


class CommentReturned(Answer, frozen=True, kw_only=True):
    """A comment on a turn, or on something else of the document."""

    text: str
    about: str = ""
    """The words it is about."""
    author: str = ""
    time: str = ""


class TurnReturned(Answer, frozen=True, kw_only=True):
    """A turn that came back changed or commented on."""

    turn: str
    number: int
    standing: Standing
    before: str
    """As it was in the revision that went out, with its signs: `0:11  Anna: Come home. (laughs)`."""
    after: str
    """With every change accepted; empty where it was struck out."""
    found: str | None = None
    """What stands in the archive, where that is something else."""
    tracked: bool = True
    """False where the change, or a part of it, was made without tracking: nobody says whose it is."""
    changes: tuple[tuple[str, str, str, str], ...] = ()
    """`inserted` or `deleted`, the words, by whom, when."""
    comments: tuple[CommentReturned, ...] = ()


class RevisionReturned(Answer, frozen=True, kw_only=True):
    """A revision that the document was made from, and how many of its turns are in it."""

    transcript: str
    revision: int
    turns: int


class ReturnedShown(Answer, frozen=True, kw_only=True):
    """The answer of `returned`."""

    name: str
    revisions: tuple[RevisionReturned, ...]
    turns: tuple[TurnReturned, ...]
    """Those with a change or a comment."""
    comments: tuple[CommentReturned, ...] = ()
    """Those about no turn."""
    doubts: tuple[str, ...] = ()
    act: str | None = None
    """What took the wordings over; None where it was only looked, or nothing but comments was taken over."""
    accepted: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """The notes that comments became."""
