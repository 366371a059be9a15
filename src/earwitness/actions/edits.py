"""Edits: what a person changes in a transcript, one thing each, as typed values. `correct` carries them out, many in one act.

Every edit may name the revision it was made on. A line of JSON is one of them: `{"edit": "words", "turn": "t4f9k2mq7x1.7",
"line": "Come home. (laughs)", "revision": 3}`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Union

import msgspec
from msgspec import UNSET, Struct, UnsetType

from ..errors import BadInput
from ..model import Mark, MarkType
from ..times import Ms

LONGEST = 100_000
"""Characters of a turn."""


class _Edit(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="edit"):
    turn: str
    """Archive-wide: `t4f9k2mq7x1.7`."""
    revision: int | None = None
    """Of the transcript, in which the person saw the turn; None where they mean the one that stands."""
    was: str | None = None
    """The turn's line as they saw it, signs and all; another line in that revision is a conflict."""


class Words(_Edit, frozen=True, kw_only=True, tag="words"):
    """The turn says this."""

    line: str | None = None
    """With the signs that print shows; what stands as it did stays what it was."""
    text: str | None = None
    """Or the words alone, without signs."""
    marks: tuple[Mark, ...] | None = None
    """Of `text`; None keeps those whose words still stand."""


class Split(_Edit, frozen=True, kw_only=True, tag="split"):
    """The turn is two: the first keeps the id, the second gets the next free one."""

    at: int | None = None
    """Code points of its text before the second."""
    second: str | None = None
    """Or the words that the second begins with, where the turn has them once."""
    lines: tuple[str, str] | None = None
    """Or both as lines with signs, as a person left them on either side of the caret."""
    speakers: tuple[str, ...] | None = None
    """Who says the second, by id or label; None for whoever says the first."""
    time: Ms | None = None
    """When the second begins; None for the time of its first word, where that is known."""


class Merge(_Edit, frozen=True, kw_only=True, tag="merge"):
    """The turn and a neighbour are one; the earlier of the two keeps its id."""

    into: str = "previous"
    """`previous`, `next`, or the neighbour's id."""
    speakers: tuple[str, ...] | None = None
    """Who says it; to be told where the two are of different voices."""


class Move(_Edit, frozen=True, kw_only=True, tag="move"):
    """The turn stands elsewhere."""

    to: str
    """`up`, `down`, `first`, or the id of the turn after which it stands."""


class Insert(_Edit, frozen=True, kw_only=True, tag="insert"):
    """A turn that was left out. It gets the next free id."""

    turn: str
    """The turn after which it stands; the transcript's id for the very first place."""
    line: str
    """With signs."""
    speakers: tuple[str, ...] = ()
    start: Ms | None = None
    end: Ms | None = None
    language: str | None = None


class Drop(_Edit, frozen=True, kw_only=True, tag="drop"):
    """The turn was never said, or stands there twice. The act's reason says which."""


class Times(_Edit, frozen=True, kw_only=True, tag="times"):
    """When it is said; None: not known."""

    start: Ms | UnsetType | None = UNSET
    end: Ms | UnsetType | None = UNSET
    printed: str | UnsetType | None = UNSET
    """The time as the source prints it; without it, what was printed stays only as long as it says when the turn begins."""


class Language(_Edit, frozen=True, kw_only=True, tag="language"):
    """What language it is in; None: that of the transcript."""

    language: str | None


class Marked(_Edit, frozen=True, kw_only=True, tag="mark"):
    """A mark on it."""

    type: MarkType
    start: int
    """Code points into the text."""
    end: int
    words: str = ""
    remove: bool = False
    """True where that mark is none."""


class Voices(_Edit, frozen=True, kw_only=True, tag="voices"):
    """Who says it: ids (`p1`) or labels of the transcript's voices; another label is a new voice, none: nobody knows."""

    speakers: tuple[str, ...]


Edit = Union[Words, Split, Merge, Move, Insert, Drop, Times, Language, Marked, Voices]  # noqa: UP007  (msgspec wants it)

_EDIT: msgspec.json.Decoder[Edit] = msgspec.json.Decoder(Edit)


def read_edits(content: bytes | str, *, name: str) -> tuple[Edit, ...]:
    """Returns the edits of JSON lines. Raises BadInput with the line that is none."""
    lines: Iterable[bytes] = (content.encode() if isinstance(content, str) else content).split(b"\n")
    found: list[Edit] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.append(_EDIT.decode(line))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise BadInput(
                f"{name}, line {number}: this is no edit: {error}",
                hint='a line is like {"edit": "words", "turn": "t4f9k2mq7x1.7", "line": "Come home."}',
                path=name, line=number,
            ) from error  # fmt: skip
    return tuple(found)


def concerned(edit: Edit) -> Literal["words", "place"]:
    """Says whether an edit is about what the turn says, or only about where something stands."""
    return "place" if isinstance(edit, Move | Insert) else "words"
