"""The codebook: a tree of codes, with what was merged into what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from .notes import Code

SEPARATOR = "/"


class Codebook:
    """Codes as they stand, oldest first. Loops, which an undo may make, are cut at their oldest code."""

    def __init__(self, codes: Iterable[Code] = ()) -> None:
        self.codes: dict[str, Code] = {code.id: code for code in codes}
        self._into = _uncircled({id: code.into for id, code in self.codes.items()}, self.codes)
        parents: dict[str, str | None] = {}
        for id, code in self.codes.items():
            parent = self.target(code.parent) if code.parent is not None else None
            parents[id] = parent if parent != id else None
        self._parents = _uncircled(parents, self.codes)
        self._children: dict[str | None, list[str]] = defaultdict(list)
        for id in self.codes:
            if self._into[id] is None:
                self._children[self._parents[id]].append(id)
        self._absorbed: dict[str, list[str]] = defaultdict(list)
        for id, into in self._into.items():
            if into is not None:
                self._absorbed[into].append(id)

    def target(self, id: str) -> str | None:
        """Returns the id of the code that this one counts as, through all merges; None where there is no such code."""
        if id not in self.codes:
            return None
        while (into := self._into[id]) is not None:
            id = into
        return id

    def standing(self, id: str) -> Code | None:
        """Returns the code that this one counts as."""
        target = self.target(id)
        return self.codes[target] if target is not None else None

    def children(self, id: str | None = None) -> tuple[Code, ...]:
        """Returns the codes right below one, those at the top for None, by name; merged ones are not there."""
        own = [self.codes[child] for child in self._children[id]]
        return tuple(sorted(own, key=lambda code: (code.name.casefold(), code.id)))

    def line(self, id: str) -> tuple[Code, ...]:
        """Returns the codes from the top down to the one that this counts as, itself the last; empty for an unknown id."""
        found: list[Code] = []
        at = self.target(id)
        while at is not None:
            found.append(self.codes[at])
            at = self._parents[at]
        return tuple(reversed(found))

    def path(self, id: str) -> str:
        """Returns the names from the top down: `grief/loss`."""
        return SEPARATOR.join(code.name for code in self.line(id))

    def colour(self, id: str) -> int:
        """Returns the colour's index, its own or the nearest above."""
        return next((code.colour for code in reversed(self.line(id)) if code.colour), 0)

    def within(self, id: str) -> frozenset[str]:
        """Returns the ids of all codes that count as this one or lie below it, merged ones too."""
        found: set[str] = set()
        target = self.target(id)
        waiting = [target] if target is not None else []
        while waiting:
            at = waiting.pop()
            if at not in found:
                found.add(at)
                waiting += [*self._children[at], *self._absorbed[at]]
        return frozenset(found)

    def named(self, name: str) -> tuple[Code, ...]:
        """Returns the codes that an id, a path or a bare name means, in any case of letters; a path before a name."""
        if name in self.codes:
            standing = self.standing(name)
            return (standing,) if standing is not None else ()
        wanted = SEPARATOR.join(part.strip() for part in name.split(SEPARATOR)).casefold()
        present = [code for code in self.codes.values() if self._into[code.id] is None]
        whole = tuple(code for code in present if self.path(code.id).casefold() == wanted)
        return whole or tuple(code for code in present if code.name.casefold() == wanted)

    def in_order(self) -> tuple[tuple[int, Code], ...]:
        """Returns every code with its depth, each after its parent, by name."""
        found: list[tuple[int, Code]] = []
        waiting = [(0, code) for code in reversed(self.children())]
        while waiting:
            depth, code = waiting.pop()
            found.append((depth, code))
            waiting += [(depth + 1, child) for child in reversed(self.children(code.id))]
        return tuple(found)


def _uncircled(edges: Mapping[str, str | None], known: Mapping[str, Code]) -> dict[str, str | None]:
    """Returns the edges without those to unknown codes, and without one of each loop: that of its oldest code."""
    kept = {id: other if other in known else None for id, other in edges.items()}
    for id in kept:
        at, seen = kept[id], {id}
        while at is not None and at not in seen:
            seen.add(at)
            at = kept[at]
        if at == id:
            kept[id] = None
    return kept
