"""What people type: text without controls, and not longer than its place has room for."""

from __future__ import annotations

import re

from ..errors import BadInput

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def plain(text: str, what: str, longest: int) -> str:
    """Returns a person's text without space around it. Raises BadInput where it is empty, too long or holds controls."""
    said = bounded(text.replace("\r\n", "\n"), what, longest)
    if not said:
        raise BadInput(f"{what} needs words", hint="write what you want to say")
    return said


def bounded(text: str, what: str, longest: int) -> str:
    """Returns a text that may be empty, without space around it. Raises BadInput where it is too long or holds controls."""
    said = text.strip()
    if longest < len(said):
        raise BadInput(f"{what} may have {longest:,} characters; this one has {len(said):,}", hint="write less")
    if CONTROL.search(said):
        raise BadInput(f"{what} holds a control character", hint="type the words anew")
    return said
