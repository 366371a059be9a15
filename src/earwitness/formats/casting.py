"""Casting: whose the turns are, where a file names its voices or numbers them."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Speaker


class Casting:
    """The voices of one transcript, in order of first speaking; the same label is the same voice."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._roles: dict[str, str] = {}
        self._alone: dict[str, tuple[str, ...]] = {}
        """One tuple a label as printed, for all the turns of a voice share it."""

    def voice(self, label: str | None, *, role: str | None = None) -> tuple[str, ...]:
        """Returns the local id (`p1`) of the voice with this label, alone in a tuple; of none, where there is no label."""
        if not label:
            return ()
        alone = self._alone.get(label)
        if alone is None or role:
            plain = " ".join(label.split())
            if not plain:
                return ()
            alone = self._alone.setdefault(label, (self._ids.setdefault(plain, f"p{len(self._ids) + 1}"),))
            if role:
                self._roles.setdefault(plain, role)
        return alone

    def voices(self, labels: Iterable[str | None]) -> tuple[str, ...]:
        """Returns the ids of several who speak at once, each once."""
        return tuple(dict.fromkeys(id for label in labels for id in self.voice(label)))

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        return tuple(Speaker(id=id, labels=(label,), role=self._roles.get(label)) for label, id in self._ids.items())
