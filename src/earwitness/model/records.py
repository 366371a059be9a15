"""Records: the nouns that acts put down, one JSON line each, and the payload that holds an act's lines.

A payload is JSON Lines. The first line is the act's own account (`Act`) with its salt; each further line is a record,
told apart by its `noun`.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import Union

import msgspec
from msgspec import Struct

from ..errors import BadInput
from .conversation import Conversation, Link, Statement
from .decision import Match, Settlement
from .glossary import Glossary
from .hint import Hint
from .notes import Caution, Code, Coding, Note
from .recording import Recording
from .search import Search
from .segment import Segment
from .source import Source
from .transcript import Transcript


class Act(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="noun", tag="act"):
    """Who did what, when, why, with what; the salt makes the payload's digest tell nothing of its content."""

    id: str
    verb: str
    """`add`, `describe`, `reread`, `undo`, `erase`…"""
    agent: str
    """A person's name (`--as`), or a machine's with its version."""
    time: str
    """UTC to the second. The order of acts is their sequence, never this clock."""
    salt: str
    """128 random bits, 32 hexadecimal digits."""
    subjects: tuple[str, ...] = ()
    """The ids the act concerns."""
    reason: str = ""
    tool: str = ""
    """`earwitness 0.1.0`, and the settings that mattered."""


class Undoing(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="noun", tag="undoing"):
    """This act takes back another."""

    act: str


class Replacement(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A payload that was erased, and the payload that keeps what was not to be erased."""

    erased: str
    """The digest that the journal names; its object is gone."""
    kept: str | None = None
    """The digest of the payload that stands in for it, None where nothing was left."""


class Erasure(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="noun", tag="erasure"):
    """These subjects were removed for good. It names payloads only: no bytes of the erased can be guessed from it."""

    subjects: tuple[str, ...]
    payloads: tuple[Replacement, ...] = ()


Record = Union[  # noqa: UP007  (msgspec wants it)
    Source, Conversation, Transcript, Statement, Link, Match, Settlement, Hint, Note, Code, Coding, Caution, Glossary, Search,
    Recording, Segment, Undoing, Erasure,
]  # fmt: skip

_ENCODER = msgspec.json.Encoder(order="deterministic")
_ACT = msgspec.json.Decoder(Act)
_RECORD: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)


def new_salt() -> str:
    return secrets.token_hex(16)


def encode_payload(act: Act, records: Iterable[Record]) -> bytes:
    """Returns the payload's bytes: the act, then its records, a line each."""
    return b"".join(_ENCODER.encode(noun) + b"\n" for noun in (act, *records))


def decode_payload(content: bytes) -> tuple[Act, Sequence[Record]]:
    """Returns the act and its records. Raises BadInput where the bytes are no payload."""
    lines = content.split(b"\n")
    if lines and not lines[-1]:
        lines.pop()
    if not lines:
        raise BadInput("an empty payload")
    try:
        return _ACT.decode(lines[0]), [_RECORD.decode(line) for line in lines[1:]]
    except msgspec.DecodeError as error:
        raise BadInput(f"not a payload of an act: {error}") from error
