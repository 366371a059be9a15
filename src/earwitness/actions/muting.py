"""Muting: the recordings of which others may hear nothing, nor read what is said of them."""

from __future__ import annotations

from ..model import Terms
from ..protect.gate import Gate, What
from .desk import Desk


def muted(desk: Desk) -> frozenset[str]:
    """Returns the recordings whose segments others may not see today: their own access, or anything of their conversation,
    holds them back. What is said of a stretch may tell what is said in it, so one turn that is held back is enough."""
    from .exporting import contents
    from .finding import dossier

    catalog = desk.archive.catalog
    gate = Gate()
    key = ("muted", catalog.position, gate.today, desk.door)
    known = desk.withheld.get(key)
    if isinstance(known, frozenset):
        return known
    for old in [kept for kept in desk.withheld if isinstance(kept, tuple) and kept[:1] == ("muted",)]:
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
        if not gate.passes(desk.door, contents(dossier(desk, home))):
            found.update(sound.id for sound in sounds)
            continue
        for sound in sounds:
            bytes_of = What(sources=catalog.sources_of_digest(catalog.source(sound.source).digest))
            if gate.why_withheld(sound.access, Terms(), desk.door) or not gate.passes(desk.door, bytes_of):
                found.add(sound.id)
    desk.withheld[key] = silent = frozenset(found)
    return silent
