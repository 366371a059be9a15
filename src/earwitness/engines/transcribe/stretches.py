"""Stretches: sound as an engine is given it, in pieces of bounded length that are cut where it is quietest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ...times import Ms
from .engine import RATE

if TYPE_CHECKING:
    import numpy as np

SEARCHED: Ms = 30_000
"""How much of the end of a stretch is searched for the quietest place to cut."""
QUIET: Ms = 100
"""How long a quiet place is."""


class Stretch(NamedTuple):
    """A piece of a recording: where it begins, and its sound."""

    start: Ms
    samples: np.ndarray

    @property
    def length(self) -> Ms:
        return len(self.samples) * 1000 // RATE


def of_file(path: Path, longest: Ms) -> Iterator[Stretch]:
    """Yields the sound of a file in stretches; never more than two of them are held. Raises what decoding raises."""
    from ...formats.sound.decoding import decode

    yield from of_blocks((block[0] for block in decode(path, rate=RATE, mono=True)), longest)


def of_blocks(blocks: Iterable[np.ndarray], longest: Ms) -> Iterator[Stretch]:
    """Yields sound that comes in blocks, as stretches of at most `longest`."""
    import numpy as np

    most = longest * RATE // 1000
    waiting: list[np.ndarray] = []
    held = done = 0
    for block in blocks:
        waiting.append(block)
        held += len(block)
        while most < held:
            samples = np.concatenate(waiting)
            cut = _quietest(samples[:most])
            yield Stretch(done * 1000 // RATE, samples[:cut])
            waiting, held, done = [samples[cut:]], held - cut, done + cut
    if held:
        yield Stretch(done * 1000 // RATE, np.concatenate(waiting))


def _quietest(samples: np.ndarray) -> int:
    """Returns the middle of the quietest tenth of a second in the end of the sound; a whole number of milliseconds."""
    import numpy as np

    width = QUIET * RATE // 1000
    first = max(len(samples) // 2, len(samples) - SEARCHED * RATE // 1000)
    steps = (len(samples) - first) // width
    if not steps:
        return len(samples)
    heights = np.abs(samples[first : first + steps * width].astype(np.int32)).reshape(steps, width).sum(axis=1)
    cut = first + int(heights.argmin()) * width + width // 2
    return max(cut - cut % (RATE // 1000), 1)
