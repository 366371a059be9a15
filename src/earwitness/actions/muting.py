"""Muting: the recordings of which others may hear nothing, nor read what is said of them."""

from __future__ import annotations

from ..model import Terms
from ..protect.gate import Exit, Gate, What
from .desk import Desk


def muted(desk: Desk, exit: Exit | None = None) -> frozenset[str]:
    """Returns the recordings whose segments may not leave today, by that exit or by the desk's own door: their own access,
    or anything of their conversation, holds them back. What is said of a stretch may tell what is said in it, so one turn that
    is held back is enough."""
    from .exporting import contents
    from .finding import dossier

    catalog = desk.archive.catalog
    gate = Gate()
    door = exit or desk.door
    key = ("muted", catalog.position, gate.today, door)
    known = desk.withheld.get(key)
    if isinstance(known, frozenset):
        return known
    for old in [
        kept for kept in desk.withheld if isinstance(kept, tuple) and kept[:1] == ("muted",) and kept[1:3] != key[1:3]
    ]:
        del desk.withheld[old]
    stretched = catalog.stretched()
    held = catalog.guarded()
    around = {catalog.canonical(head.conversation) for head in catalog.heads(list(held))}
    around |= {home for name in held for home in stretched.get(name, ())} | set(catalog.guarded_sound())
    found: set[str] = set()
    for home in sorted(around):
        sounds = catalog.recordings_of(home)
        if not sounds:
            continue
        if not gate.passes(door, contents(dossier(desk, home))):
            found.update(sound.id for sound in sounds)
            continue
        for sound in sounds:
            bytes_of = What(sources=catalog.sources_of_digest(catalog.source(sound.source).digest))
            if gate.why_withheld(sound.access, Terms(), door) or not gate.passes(door, bytes_of):
                found.add(sound.id)
    desk.withheld[key] = silent = frozenset(found)
    return silent
