"""Casting: whose the turns are, where a file names its voices or numbers them."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Speaker


class Casting:
    """The voices of one transcript, in order of first speaking; the same label is the same voice."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._roles: dict[str, str] = {}

    def voice(self, label: str | None, *, role: str | None = None) -> tuple[str, ...]:
        """Returns the local id (`p1`) of the voice with this label, alone in a tuple; of none, where there is no label."""
        label = " ".join(label.split()) if label else ""
        if not label:
            return ()
        found = self._ids.setdefault(label, f"p{len(self._ids) + 1}")
        if role:
            self._roles.setdefault(label, role)
        return (found,)

    def voices(self, labels: Iterable[str | None]) -> tuple[str, ...]:
        """Returns the ids of several who speak at once, each once."""
        return tuple(dict.fromkeys(id for label in labels for id in self.voice(label)))

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        return tuple(Speaker(id=id, labels=(label,), role=self._roles.get(label)) for label, id in self._ids.items())
