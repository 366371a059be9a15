"""Grouping: which windows of speech are one voice. Average linkage over cosine distances, then each window to the nearest
voice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

MOST = 1_500
"""Windows that are compared each with each; of more, every so many, and the rest goes to the nearest voice."""
FEW = 0.03
"""Share of the windows below which a group is no voice of its own, where the number of voices is estimated."""
ROUNDS = 3


def group(rows: np.ndarray, *, voices: int | None, apart: float) -> list[int]:
    """Returns the voice of each row, numbered as they first come. `apart`: the distance from which on two groups are two
    voices, where `voices` does not say how many there are."""
    import numpy as np

    norm = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    some = norm[:: max(1, -(-len(norm) // MOST))]
    labels = _linked(some, voices=voices, apart=apart)
    centres = np.array([some[labels == label].mean(axis=0) for label in range(labels.max() + 1)])
    for _ in range(ROUNDS):
        centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
        nearest = (norm @ centres.T).argmax(axis=1)
        centres = np.array(
            [
                norm[nearest == label].mean(axis=0) if (nearest == label).any() else centres[label]
                for label in range(len(centres))
            ]
        )
    order: dict[int, int] = {}
    return [order.setdefault(int(label), len(order)) for label in nearest]


def _linked(rows: np.ndarray, *, voices: int | None, apart: float) -> np.ndarray:
    """Returns a label for each row: the two nearest groups are joined until there are as many as wanted, or all are apart."""
    import numpy as np

    count = len(rows)
    distance = 1.0 - rows @ rows.T
    np.fill_diagonal(distance, np.inf)
    size = np.ones(count)
    members: dict[int, list[int]] = {place: [place] for place in range(count)}
    while 1 < len(members):
        flat = int(distance.argmin())
        a, b = divmod(flat, count)
        if voices is not None and len(members) <= voices:
            break
        if voices is None and apart < distance[a, b]:
            break
        merged = (size[a] * distance[a] + size[b] * distance[b]) / (size[a] + size[b])
        distance[a], distance[:, a] = merged, merged
        distance[a, a] = np.inf
        distance[b], distance[:, b] = np.inf, np.inf
        size[a] += size[b]
        members[a] += members.pop(b)
    groups = sorted(members.values(), key=len, reverse=True)
    if voices is None and 1 < len(groups):
        groups = [own for own in groups if FEW * count <= len(own)] or groups[:1]
    labels = np.zeros(count, int)
    for label, own in enumerate(groups):
        labels[own] = label
    return labels
