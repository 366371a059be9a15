"""A conversation: the event of people speaking."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from .access import OPEN, Access, Terms

Certainty = Literal["stated", "inferred", "unknown"]
Genre = Literal["call", "radio", "hearing", "interview", "emergency", "meeting", "conversation"]
GENRES: tuple[Genre, ...] = ("call", "radio", "hearing", "interview", "emergency", "meeting", "conversation")


class Held(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """When a conversation took place, and how that is known."""

    date: str | None = None
    """EDTF, at the precision it was stated with: `2022-05`, `2031-11-14T20:50`, `2022-05-14~`."""
    certainty: Certainty = "unknown"
    why: str = ""
    """"stated in the heading", "inferred: published that day", a person's reason."""


class Conversation(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="noun", tag="conversation"):
    """The event as the source that brought it in tells it; people's statements come on top (`Statement`)."""

    id: str
    title: str = ""
    genre: Genre | None = None
    held: Held = Held()
    place: str | None = None
    terms: Terms = Terms()
    access: Access = OPEN
    source: str | None = None
    """The source whose reading made it."""
    extra: tuple[tuple[str, str], ...] = ()


class Statement(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="noun", tag="statement"):
    """What a person (or a table) says of a thing, field by field, each with its origin. The newest stands."""

    subject: str
    """The id of a conversation, source, transcript, turn or speaker."""
    field: str
    """`title`, `genre`, `held`, `place`, `published`, `publisher`, `supplier`, `terms`, `access`, `role`…"""
    value: str
    """As text; structured values as canonical JSON."""
    origin: str
    """Where it is from: `person`, `table calls.csv row 7`, a source id…"""
    expected: str | None = None
    """The value it was meant to replace; another value found is a conflict."""


class Link(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="noun", tag="link"):
    """An edge: these two conversations are one. A conversation is the component that its links join.

    A link by stretches joins nothing: it says that these turns of an excerpt (`a`) quote the conversation `b`. So a
    round-up that quotes two calls is a publication of both, and the calls stay two.
    """

    id: str
    a: str
    b: str
    why: str = ""
    turns: tuple[str, ...] = ()
    """The turns (`t4f9k2mq7x1.7`) of the excerpt `a` that are from `b`; none: the two are one."""
