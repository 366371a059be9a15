"""What each telling lacks, what only one has, and which is the fullest."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..model import Transcript
from .align import Alignment


class Gap(Struct, frozen=True, kw_only=True):
    """Turns that one telling has and another lacks."""

    transcript: str
    """The one that lacks them."""
    other: str
    """The one that has them."""
    turns: tuple[int, ...]
    """Their numbers there."""
    alone: tuple[int, ...]
    """Those of them that no other telling has either."""


def gaps(transcripts: Sequence[Transcript], alignments: Sequence[Alignment]) -> tuple[Gap, ...]:
    """Returns for each pair of tellings that is aligned what either lacks of the other; pairs without a gap are left out."""
    places = {transcript.id: place for place, transcript in enumerate(transcripts)}
    lacking = {
        (without, having): numbers
        for alignment in alignments
        if alignment.a in places and alignment.b in places
        for without, having, numbers in (
            (alignment.b, alignment.a, [number for group in alignment.groups if not group.b for number in group.a]),
            (alignment.a, alignment.b, [number for group in alignment.groups if not group.a for number in group.b]),
        )
    }
    found = []
    for (without, having), numbers in lacking.items():
        others = [set(turns) for (_, other), turns in lacking.items() if other == having]
        alone = set.intersection(*others) if others else set()
        if numbers:
            found.append(
                Gap(
                    transcript=without,
                    other=having,
                    turns=tuple(sorted(numbers)),
                    alone=tuple(sorted(alone.intersection(numbers))),
                )
            )
    return tuple(sorted(found, key=lambda gap: (places[gap.transcript], places[gap.other])))


def fullest(transcripts: Sequence[Transcript], alignments: Sequence[Alignment]) -> str | None:
    """Returns the id of the telling that covers the most of the others; of equals the one with more turns, then the first.

    None where there is no telling. How many letters a telling has says little: languages and translators differ in that.
    """
    held: dict[str, list[float]] = {transcript.id: [] for transcript in transcripts}
    for alignment in alignments:
        if alignment.a in held and alignment.b in held:
            held[alignment.a].append(alignment.cover[1] - alignment.cover[0])
            held[alignment.b].append(alignment.cover[0] - alignment.cover[1])
    best = max(
        enumerate(transcripts),
        key=lambda one: (
            round(sum(held[one[1].id]) / max(1, len(held[one[1].id])), 3),
            sum(1 for turn in one[1].turns if turn.text),
            -one[0],
        ),
        default=None,
    )
    return best[1].id if best else None
