"""Stretches: a conversation cut into batches that an engine takes at once, each with what was said before it."""

from __future__ import annotations

from collections.abc import Sequence

from .engine import Engine, Line


def stretches(lines: Sequence[Line], engine: Engine) -> list[tuple[Line, ...]]:
    """Returns the lines in their order, in batches of as many turns and letters as the engine takes; one long turn is one.

    An engine that looks at no context is told one language at a time, so where speech changes it a batch ends.
    """
    found: list[list[Line]] = []
    letters = 0
    for line in lines:
        full = not found or engine.turns <= len(found[-1]) or engine.letters < letters + len(line.text)
        if full or (not engine.context and found[-1][-1].language != line.language):
            found.append([])
            letters = 0
        found[-1].append(line)
        letters += len(line.text)
    return [tuple(batch) for batch in found]
