"""Families: which tellings of the archive look like one conversation, linked or not, so that an excerpt is looked for in all
of them at once."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Sequence

from ..tellings.kinship import Family, Heard, as_family

LARGEST = 24
"""Tellings of a family: a series of calls that are nearly the same is not gathered any further."""
KEPT = 64
"""Families that are kept gathered."""


class Families:
    """Families, found by following what is called the same, and kept."""

    def __init__(self, alike: Callable[[str], Iterable[str]], hear: Callable[[str], Heard]) -> None:
        self._alike = alike
        self._hear = hear
        self._members: dict[str, tuple[str, ...]] = {}
        self._gathered: OrderedDict[tuple[str, ...], Family | None] = OrderedDict()

    def of(self, telling: str) -> tuple[str, ...]:
        """Returns the tellings that look like one conversation with this one, itself among them, in a fixed order."""
        if telling not in self._members:
            found = {telling}
            waiting = deque([telling])
            while waiting and len(found) < LARGEST:
                for other in self._alike(waiting.popleft()):
                    if other not in found and len(found) < LARGEST:
                        found.add(other)
                        waiting.append(other)
            members = tuple(sorted(found))
            for member in members:
                self._members.setdefault(member, members)
        return self._members[telling]

    def gathered(self, members: Sequence[str]) -> Family | None:
        """Returns the tellings gathered; None where nothing is said in any."""
        key = tuple(members)
        if key not in self._gathered:
            self._gathered[key] = as_family([self._hear(member) for member in key])
            if KEPT < len(self._gathered):
                self._gathered.popitem(last=False)
        self._gathered.move_to_end(key)
        return self._gathered[key]
