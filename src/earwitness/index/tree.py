"""A query as a tree of the field's own nouns: what was asked, before any search engine hears of it."""

from __future__ import annotations

from msgspec import Struct


class Words(Struct, frozen=True, kw_only=True, tag=True):
    """A word, or several in order: a phrase where `quoted` or joined by hyphens."""

    field: str
    text: str
    at: int
    """Where it stands in the query, in code points."""
    quoted: bool = False
    slop: int = 0
    """How many places the words of a phrase may be moved apart."""
    instead_of: str = ""
    """What was typed, where these are other words for it that nobody typed."""


class Pattern(Struct, frozen=True, kw_only=True, tag=True):
    """A spelling with `*` for any letters and `?` for one."""

    field: str
    text: str
    at: int


class Like(Struct, frozen=True, kw_only=True, tag=True):
    """A spelling and those near it, at most `distance` letters away."""

    field: str
    text: str
    at: int
    distance: int | None = None
    """None leaves it to the length of the word."""


class Between(Struct, frozen=True, kw_only=True, tag=True):
    """A stretch of values; None where an end is open."""

    field: str
    low: str | None
    high: str | None
    at: int
    low_included: bool = True
    high_included: bool = True


class Everything(Struct, frozen=True, kw_only=True, tag=True):
    """All turns; with a field, those that have it."""

    field: str | None = None


class Clauses(Struct, frozen=True, kw_only=True, tag=True):
    """All of `must`, none of `never`, and at least one of `either`, where there are such.

    Where something must be, `either` only raises the score.
    """

    must: tuple[Node, ...] = ()
    either: tuple[Node, ...] = ()
    never: tuple[Node, ...] = ()


class Weighted(Struct, frozen=True, kw_only=True, tag=True):
    """A part that counts more, or less, in the order of the hits."""

    node: Node
    weight: float


class Reply(Struct, frozen=True, kw_only=True, tag=True):
    """Turns that answer a turn which the inner part finds."""

    to: Node
    at: int


Node = Words | Pattern | Like | Between | Everything | Clauses | Weighted | Reply
