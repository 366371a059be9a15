"""Covering: which kinds of distress people marked on the turns of a conversation that a page shows."""

from __future__ import annotations

from collections import defaultdict

from ..identifiers import split
from . import answers


class Covering:
    """The cautions of one conversation, by turn."""

    def __init__(self, shown: answers.Shown) -> None:
        self._turns: dict[str, list[str]] = defaultdict(list)
        self._whole: dict[str, list[str]] = defaultdict(list)
        homes = {shown.id, *shown.also}
        every = [transcript.id for transcript in shown.transcripts]
        for caution in shown.cautions:
            for place in caution.places:
                if place.turn is not None:
                    self._turns[place.turn_id].append(caution.kind)
            if caution.whole is not None:
                for name in every if caution.whole in homes else [caution.whole]:
                    self._whole[name].append(caution.kind)

    def on(self, *turns: str) -> tuple[str, ...]:
        """Returns the kinds on these turns, given by their archive-wide ids, each once."""
        found = [kind for turn in turns for kind in (*self._whole.get(split(turn)[0], ()), *self._turns.get(turn, ()))]
        return tuple(dict.fromkeys(found))

    def anywhere(self) -> tuple[str, ...]:
        """Returns every kind on any turn."""
        return tuple(dict.fromkeys(kind for kinds in (*self._whole.values(), *self._turns.values()) for kind in kinds))
