"""Kept: what a file says and the model has no field for, as JSON in the extras; read back only where it is of this format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from ...model import Transcript, Turn

Extra = tuple[tuple[str, str], ...]

_ANY: msgspec.json.Decoder[dict[str, Any]] = msgspec.json.Decoder(dict[str, Any])


def encoded(facts: Mapping[str, Any]) -> str:
    """Returns the facts as JSON, their names in order."""
    return msgspec.json.encode(facts, order="deterministic").decode()


def as_it_stood(facts: Mapping[str, Any]) -> str:
    """Returns the facts as JSON, in the order in which the file has them."""
    return msgspec.json.encode(facts).decode()


def decoded(text: str) -> dict[str, Any]:
    """Returns the facts; none where the text is no such JSON, which can only be where somebody wrote it by hand."""
    try:
        return _ANY.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return {}


def kept_with(transcript: Transcript, format: str) -> Extra:
    """Returns the extras of a transcript of this format; another's have names of their own, which mean other things."""
    return transcript.extra if transcript.format == format else ()


def kept_on(turn: Turn, transcript: Transcript, format: str) -> Extra:
    """Returns the extras of a turn of a transcript of this format."""
    return turn.extra if transcript.format == format else ()


def first_of(extra: Extra, name: str) -> dict[str, Any]:
    """Returns the facts of the first extra of that name; empty where there is none."""
    return next((decoded(value) for each, value in extra if each == name), {})
