"""The search record as its verbs give it: kept searches, and what is new since. `--json` and the API print them as they are."""

from __future__ import annotations

from typing import Literal

from .answers import Answer

Why = Literal["added", "erased", "undone", "mended", "joined", "described", "written", "glossary", "engine", "other"]


class SearchShown(Answer, frozen=True, kw_only=True):
    """A kept search: what was asked, of which archive, when and by whom, and how much answered."""

    id: str
    name: str
    query: str
    narrowed: dict[str, str]
    exact: bool
    without: tuple[str, ...]
    """What was switched off."""
    note: str
    agent: str
    time: str
    act: str
    """The act that kept it."""
    sequence: int
    """The act at which the archive stood that was searched."""
    head: str
    """The SHA-256 of that act's line in the journal."""
    engine: str
    glossary: str
    """The SHA-256 of the glossary that was used; empty where none was."""
    passages: int | None
    """None where it cannot be told how many of them others may see."""
    turns: int | None
    conversations: int | None
    whole: bool
    """False where more answered than are told one by one: then only the counts are kept."""
    again: str | None = None
    """The kept search that this one asked again."""
    runs: int = 0
    """How often it was asked again, and that kept."""

    @property
    def called(self) -> str:
        return self.name or self.query


class Searches(Answer, frozen=True, kw_only=True):
    """The answer of `searches`: the newest first."""

    total: int
    searches: tuple[SearchShown, ...]


class PassageFound(Answer, frozen=True, kw_only=True):
    """A passage that answers now and did not, or did and does not; by one of its turns."""

    turn_id: str
    conversation: str = ""
    """Empty where it is gone."""
    title: str = ""
    date: str | None = None
    turn: int | None = None
    speakers: tuple[str, ...] = ()
    language: str | None = None
    text: str = ""
    cautions: tuple[str, ...] = ()
    why: Why = "other"
    """What happened since, as far as the log tells: to a passage that is gone, or that is new."""
    act: str = ""
    """The last act on it since; empty where there is none."""
    agent: str = ""
    time: str = ""


class Compared(Answer, frozen=True, kw_only=True):
    """The answer of `searches NAME --compare`: what a kept search found then, and what it finds now."""

    search: SearchShown
    sequence: int
    """The act at which the archive stands now."""
    head: str
    passages: int
    turns: int
    conversations: int
    whole: bool
    """False where too much answered, then or now, to be compared passage by passage: the four below say nothing then."""
    same: int = 0
    new: int = 0
    gone: int = 0
    new_passages: tuple[PassageFound, ...] = ()
    """The first of them."""
    gone_passages: tuple[PassageFound, ...] = ()
    notices: tuple[str, ...] = ()
    """What else differs: the glossary, the program, what it was narrowed to."""
    stale: str | None = None
