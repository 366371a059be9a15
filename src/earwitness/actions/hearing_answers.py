"""What the verbs of writing by ear give back."""

from __future__ import annotations

from ..model import Draft
from .answers import Answer


class Saved(Answer, frozen=True, kw_only=True):
    """The answer of a save: durable, in this version."""

    id: str
    version: int
    saved: str


class DraftShown(Answer, frozen=True, kw_only=True):
    """A draft in a list."""

    id: str
    kind: str
    conversation: str
    recording: str | None
    original: str | None
    agent: str
    language: str | None
    title: str
    blind: bool
    opened: tuple[str, ...]
    begun: str
    saved: str
    version: int
    turns: int
    """How many have words."""
    at: int


class DraftsShown(Answer, frozen=True, kw_only=True):
    """The answer of `drafts`."""

    total: int
    drafts: tuple[DraftShown, ...]
    away: tuple[DraftShown, ...] = ()
    """Those that were put away."""


def shown(draft: Draft) -> DraftShown:
    """Returns a draft as a list shows it."""
    return DraftShown(
        id=draft.id, kind=draft.kind, conversation=draft.conversation, recording=draft.recording, original=draft.original,
        agent=draft.agent, language=draft.language, title=draft.title, blind=draft.blind, opened=draft.opened,
        begun=draft.begun, saved=draft.saved, version=draft.version,
        turns=sum(1 for turn in draft.turns if turn.text.strip()), at=draft.at,
    )  # fmt: skip
