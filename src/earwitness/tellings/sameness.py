"""Whether two material signs mean the same: one name in two spellings, one number in two wordings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .materials import Sign
from .names import alike

SAME_NAME = 0.6
"""How alike two names of one first letter must sound to be one."""


PARTS = (frozenset(("dawn", "morning")), frozenset(("evening", "night")))
"""Parts of the day between which a translator chooses."""


def agree(one: Sign, other: Sign) -> bool:
    """Says whether two signs of a class mean the same, or may."""
    if one.values & other.values:
        return True
    if one.group == "part" and one.values | other.values in PARTS:
        return True
    if one.group in ("name", "patronymic"):
        return any(one_name(str(left), str(right)) for left in one.values for right in other.values)
    if one.group == "number":
        return any(one_number(float(left), float(right)) for left in one.values for right in other.values)
    return False


def one_name(one: str, other: str) -> bool:
    """Says whether two sounds may be one name: spelt otherwise, inflected, shortened (Irisha, Ira)."""
    shorter, longer = sorted((one, other), key=len)
    if SAME_NAME <= alike(one, other) and one[0] == other[0]:
        return True
    stem = shorter.rstrip("aeiou")
    return 2 <= len(stem) <= 4 and longer.startswith(stem)


def one_number(one: float, other: float) -> bool:
    """Says whether two values may be one: 1988 and 88, 14 and 2 o'clock, half an hour and 30, 1.5 thousand and 1500."""
    low, high = sorted((one, other))
    if low == high:
        return True
    if 1900 <= high < 2100 and high % 100 == low:
        return True
    if 12 < high < 24 and high - 12 == low:
        return True
    if low == 0.5:
        return high % 60 == 30 or high in (6, 18, 50, 500)
    return low in (1.5, 2.5) and high in (low * 60, low * 1000, low * 12)


def composed(ours: Sequence[Sign], theirs: Sequence[Sign]) -> Iterator[tuple[range, int]]:
    """Yields the numbers said in parts that the other telling has in one: two-eight-zero, 280; two forty, 240."""
    if not ours or ours[0].group != "number":
        return
    wholes = {f"{value:g}": place for place, sign in enumerate(theirs) for value in sign.values}
    for first in range(len(ours)):
        for last in range(first + 2, min(len(ours), first + 4) + 1):
            spelled = "".join(f"{min(map(float, sign.values)):g}" for sign in ours[first:last])
            if spelled in wholes:
                yield range(first, last), wholes[spelled]
