"""Ids: short, stable, safe in an address, and telling nothing of what they name.

An id is a letter for the noun and ten digits of Crockford's base 32 in lower case (no i, l, o, u), drawn at random once
and kept in the journal, so that a rebuilt archive has the same ids. What belongs to a transcript is named within it:
turn `7` of transcript `t4f9k2mq7x1` is `t4f9k2mq7x1.7`, its speaker `p1` is `t4f9k2mq7x1.p1`.
"""

from __future__ import annotations

import re
import secrets
from typing import Literal

DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
LETTERS = {
    "source": "s",
    "conversation": "c",
    "transcript": "t",
    "recording": "r",
    "act": "a",
    "note": "n",
    "link": "l",
    "decision": "d",
    "code": "k",
    "coding": "g",
    "caution": "w",
    "hint": "h",
    "search": "q",
    "segment": "e",
    "draft": "f",
}

Noun = Literal[
    "source", "conversation", "transcript", "recording", "act", "note", "link", "decision", "code", "coding", "caution",
    "hint", "search", "segment", "draft",
]  # fmt: skip

_ID = re.compile(r"[sctranldkgwhqef][0-9a-hjkmnp-tv-z]{10}")


def new_id(noun: Noun) -> str:
    """Returns a fresh id for the noun, 50 random bits."""
    number = secrets.randbits(50)
    return LETTERS[noun] + "".join(DIGITS[(number >> shift) & 31] for shift in range(45, -1, -5))


def is_id(text: str) -> bool:
    """Says whether the text has the form of an id (not whether anything is named so)."""
    return _ID.fullmatch(text) is not None


def within(transcript: str, local: str) -> str:
    """Returns the archive-wide id of a turn or speaker of a transcript."""
    return f"{transcript}.{local}"


def split(name: str) -> tuple[str, str | None]:
    """Returns the transcript (or other) id and the local part, None where there is none."""
    whole, _, local = name.partition(".")
    return whole, local or None
