"""How the answer of an act is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .call import Call
from .terminal import clean, put, say

if TYPE_CHECKING:
    from ..actions.outcomes import Done


def show_done(call: Call, done: Done) -> None:
    """Writes the act's id, and what it changed in sentences."""
    if call.style == "json":
        call.write_json(done)
        return
    put(done.act)
    for message in done.messages:
        say(clean(message))
