"""Likeness: a small net that says which phone a stretch of sound is like, taught on the spot by a synthesised voice.

Two layers, numpy only, taught by Adam (Kingma and Ba, 2015). The same lessons in the same order give the same net.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .spectrum import with_neighbours

if TYPE_CHECKING:
    Array = np.ndarray[Any, Any]

HIDDEN = 192
BATCH = 256
SPEED = 2e-3
PART = 8_192


class Net:
    """Rows of a spectrum in, the logarithm of how likely each class is out."""

    def __init__(self, inputs: int, classes: int, *, seed: int = 7) -> None:
        chance = np.random.default_rng(seed)
        self._chance = chance
        self.weights: list[Array] = [
            (chance.standard_normal((inputs, HIDDEN)) * (2 / inputs) ** 0.5).astype(np.float32),
            np.zeros(HIDDEN, np.float32),
            (chance.standard_normal((HIDDEN, classes)) * (1 / HIDDEN) ** 0.5).astype(np.float32),
            np.zeros(classes, np.float32),
        ]
        self._first = [np.zeros_like(each) for each in self.weights]
        self._second = [np.zeros_like(each) for each in self.weights]
        self._steps = 0

    def teach(
        self,
        rows: Array,
        pictures: Array,
        labels: Array,
        *,
        rounds: int,
        speed: float = SPEED,
        pace: float | None = None,
    ) -> float:
        """Goes through the lessons so many times: pictures of the rows, with their labels. Returns the share it got right.

        It learns ever more slowly, or at `pace` of its speed where the caller sees to that.
        """
        right = 0
        total = rounds * -(-len(pictures) // BATCH)
        done = 0
        for _ in range(rounds):
            order = self._chance.permutation(len(pictures))
            right = 0
            for first in range(0, len(order), BATCH):
                chosen = order[first : first + BATCH]
                done += 1
                slower = pace if pace is not None else 1 - done / total
                right += self._lesson(_seen(rows, pictures[chosen]), labels[chosen], speed * max(0.05, slower))
        return right / max(1, len(pictures))

    def _lesson(self, seen: Array, labels: Array, speed: float) -> int:
        inner, inner_bias, outer, outer_bias = self.weights
        hidden = np.maximum(seen @ inner + inner_bias, 0)
        # Some of what it sees by is hidden from it, so that it leans on nothing alone.
        mask = (self._chance.random(hidden.shape, np.float32) < 0.8).astype(np.float32) / 0.8
        hidden *= mask
        scores = hidden @ outer + outer_bias
        scores -= scores.max(axis=1, keepdims=True)
        likely = np.exp(scores)
        likely /= likely.sum(axis=1, keepdims=True)
        places = np.arange(len(labels))
        right = int((likely.argmax(axis=1) == labels).sum())
        likely[places, labels] -= 1
        likely /= len(labels)
        back = (likely @ outer.T) * (hidden > 0) * mask
        slopes = [seen.T @ back, back.sum(axis=0), hidden.T @ likely, likely.sum(axis=0)]
        self._steps += 1
        for weight, slope, first, second in zip(self.weights, slopes, self._first, self._second, strict=True):
            first += 0.1 * (slope - first)
            second += 0.001 * (slope * slope - second)
            weight -= (
                speed * (first / (1 - 0.9**self._steps)) / (np.sqrt(second / (1 - 0.999**self._steps)) + 1e-8)
            ).astype(np.float32)
        return right

    def judge(self, rows: Array) -> Array:
        """Returns the logarithm of how likely each class is, (pictures, classes)."""
        inner, inner_bias, outer, outer_bias = self.weights
        found = np.empty((len(rows), outer.shape[1]), np.float32)
        for first in range(0, len(rows), PART):
            last = min(first + PART, len(rows))
            scores = np.maximum(with_neighbours(rows, first, last) @ inner + inner_bias, 0) @ outer + outer_bias
            scores -= scores.max(axis=1, keepdims=True)
            found[first:last] = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return found


def _seen(rows: Array, pictures: Array) -> Array:
    from .spectrum import SIDE

    place = pictures[:, None] + np.arange(-SIDE, SIDE + 1)
    found: Array = rows[np.clip(place, 0, len(rows) - 1)].reshape(len(place), -1)
    return found
