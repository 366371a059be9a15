"""Underneath: a transcript as readers read it, below what people made of it since. From it is told what people changed.

A revision that a reader made carries what people had changed before; only the walk through all revisions tells the two apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ..model import Transcript, Turn
from .desk import Desk
from .rebasing import said

READING = ("add", "reread", "mend", "part")
"""The verbs whose revisions are what a reader read. What others made since, a person or an engine, lies on top of it."""
PERSON = "person:"
"""How the `reader` of a revision begins that a person made."""


def as_read(desk: Desk, now: Transcript) -> Transcript:
    """Returns what readers read, under the ids that stand: `now` itself where nobody changed a turn."""
    catalog = desk.archive.catalog
    history = [(number, logged) for number, logged in catalog.revisions(now.id) if logged.effective]
    if all(logged.verb in READING for _, logged in history):
        return now
    base = before = None
    for number, logged in history:
        records = catalog.records(logged.sequence)[1]
        this = next(
            each for each in records if isinstance(each, Transcript) and each.revision == number and each.id == now.id
        )
        if base is None or before is None:
            base = this
        elif logged.verb in READING and not this.reader.startswith(PERSON):
            base = replace(this, turns=_underneath(base.turns, before.turns, this.turns))
        before = this
    return replace(base, revision=0) if base is not None and base.turns != now.turns else now


def _underneath(base: Sequence[Turn], before: Sequence[Turn], this: Sequence[Turn]) -> tuple[Turn, ...]:
    """Returns the turns of a reader's revision with those that it left as people had made them as they were read."""
    read = {turn.id: turn for turn in base}
    mended = {turn.id: turn for turn in before}
    turns = [
        read[turn.id]
        if turn.id in read and turn.id in mended and said(mended[turn.id]) != said(read[turn.id])
        else turn
        for turn in this
        if turn.id in read or turn.id not in mended
    ]
    for place, turn in enumerate(base):
        if turn.id not in mended:  # a person took it out
            ahead = {other.id for other in base[:place]}
            at = max((number for number, other in enumerate(turns, 1) if other.id in ahead), default=0)
            turns.insert(at, turn)
    return tuple(turns)
