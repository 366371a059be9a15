"""What stands: a noun as it was recorded, with people's statements on top, the newest of each field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from ..digests import canonical_json
from ..errors import BadInput
from ..model import (
    Access,
    Caution,
    CautionKind,
    Code,
    Coding,
    Conversation,
    Genre,
    Held,
    Note,
    Recording,
    Search,
    Segment,
    Source,
    Speaker,
    Terms,
    Transcript,
    TranscriptKind,
    Turn,
    parse_access,
)

Noun = TypeVar(
    "Noun",
    bound=Source
    | Conversation
    | Transcript
    | Recording
    | Speaker
    | Turn
    | Code
    | Note
    | Coding
    | Caution
    | Search
    | Segment,
)

TEXT = str | None
NUMBER = int | None
NAMES = tuple[str, ...]
"""Written as a JSON list."""
SETTABLE: dict[type, dict[str, Any]] = {
    Source: {
        "published": TEXT, "publisher": TEXT, "supplier": TEXT, "title": TEXT, "language": TEXT, "terms": Terms,
        "access": Access,
    },
    Conversation: {"title": str, "genre": Genre, "held": Held, "place": TEXT, "terms": Terms, "access": Access},
    Transcript: {"kind": TranscriptKind, "language": TEXT, "made_by": TEXT, "title": TEXT, "access": Access},
    Recording: {"title": TEXT, "parties": NAMES, "whole": TEXT, "offset": NUMBER, "access": Access},
    Segment: {
        "start": int, "end": NUMBER, "title": str, "synopsis": str, "keywords": NAMES, "subjects": NAMES, "words": str,
        "withdrawn": bool,
    },
    Turn: {"access": Access},
    Speaker: {"role": TEXT, "relation": TEXT, "access": Access},
    Code: {"name": str, "parent": TEXT, "definition": str, "colour": int, "retired": bool, "into": TEXT},
    Note: {"text": str, "withdrawn": bool},
    Coding: {"withdrawn": bool},
    Caution: {"kind": CautionKind, "withdrawn": bool},
    Search: {"name": str, "note": str, "withdrawn": bool},
}  # fmt: skip
"""The fields of each noun that a statement sets, with their types. Any other name is kept beside the noun."""


def as_text(value: Any) -> str:
    """Returns a field's value as a statement writes it: text as it is, structs as canonical JSON, None as nothing."""
    if value is None:
        return ""
    return value if isinstance(value, str) else canonical_json(value).decode()


def read_field(noun: type, field: str, text: str) -> Any:
    """Returns the value that a statement's text gives to a noun's field. Raises BadInput where it cannot be one."""
    kind = SETTABLE[noun][field]
    try:
        if kind is TEXT:
            return text or None
        if kind is str:
            return text
        if kind is NUMBER:
            return msgspec.convert(text, int, strict=False) if text else None
        if kind is NAMES:
            return msgspec.json.decode(text, type=NAMES) if text else ()
        if kind in (int, bool):
            return msgspec.convert(text or "0", kind, strict=False)
        if kind is Access:
            if not text:
                return None if noun in (Turn, Speaker, Transcript) else Access()
            return msgspec.json.decode(text, type=Access) if text.startswith("{") else parse_access(text)
        if kind in (Held, Terms):
            return msgspec.json.decode(text, type=kind) if text else kind()
        return msgspec.convert(text, kind) if text or noun is Transcript else None
    except msgspec.MsgspecError as error:
        raise BadInput(f"“{text}” cannot be the {field} of a {noun.__name__.lower()}: {error}") from error


def with_statements(noun: Noun, stated: Mapping[str, str]) -> Noun:
    """Returns the noun with the statements that set its own fields."""
    settable = SETTABLE[type(noun)]
    changes = {field: read_field(type(noun), field, text) for field, text in stated.items() if field in settable}
    if isinstance(noun, Source) and "published" in changes:
        changes["published_from"] = "person"
    return msgspec.structs.replace(noun, **changes) if changes else noun


def _strictness(access: Access) -> tuple[int, str]:
    if access.kind == "open":
        return (0, "")
    if access.kind == "closed" and access.until is not None:
        return (1, access.until)
    return (2 if access.kind == "closed" else 3, "")


def joined(canonical: Conversation, others: list[Conversation]) -> Conversation:
    """Returns one conversation of several that links join, `others` oldest first.

    The oldest speaks; where it is silent, the next does. Of access the strictest stands, and all terms hold: a link
    never opens what was closed.
    """
    for other in others:
        terms = canonical.terms
        if other.terms != terms:
            texts = [text for text in (terms.text, other.terms.text) if text]
            terms = Terms(
                text="\n".join(dict.fromkeys(texts)), forbids=tuple(dict.fromkeys(terms.forbids + other.terms.forbids))
            )
        canonical = msgspec.structs.replace(
            canonical,
            title=canonical.title or other.title,
            genre=canonical.genre or other.genre,
            held=canonical.held if canonical.held.date is not None else other.held,
            place=canonical.place or other.place,
            terms=terms,
            access=max(canonical.access, other.access, key=_strictness),
            extra=canonical.extra + tuple(pair for pair in other.extra if pair not in canonical.extra),
        )
    return canonical


def held_bounds(date: str | None) -> tuple[str | None, str | None]:
    """Returns the first and last day or time that a date as stated (EDTF) may mean, as far as it says.

    `2022-05` gives `2022-05` twice: a filter compares at the precision both sides have.
    """
    if not date:
        return None, None
    first, _, last = re.sub(r"[?~%]", "", date).partition("/")
    first, last = first.strip("."), last.strip(".")
    last = last or ("" if "/" in date else first)
    return first.replace("X", "0") or None, last.replace("X", "9") or None
