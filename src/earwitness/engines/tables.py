"""Tables: the engines of one kind by their names, ours and those that installed packages bring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import entry_points
from typing import Protocol, TypeVar

from ..errors import NotFound


class Named(Protocol):
    """Whatever stands in a table."""

    @property
    def name(self) -> str: ...


Engine = TypeVar("Engine", bound=Named)


def table(own: Iterable[Engine], group: str) -> dict[str, Engine]:
    """Returns our engines and those of an entry point group; ours stand first."""
    found = {engine.name: engine for engine in own}
    for brought in entry_points(group=group):
        found.setdefault(brought.name, brought.load())
    return found


def named(engines: Mapping[str, Engine], name: str, *, which: str = "") -> Engine:
    """Returns the engine of that name; NotFound names those there are. `which` says of what kind they are."""
    engine = engines.get(name.lower())
    if engine is None:
        raise NotFound(f"there is no engine “{name}”{which}", hint="engines: " + ", ".join(engines))
    return engine
