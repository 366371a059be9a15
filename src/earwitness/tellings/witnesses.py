"""What the original may mean where two translations stand side by side: which of two words it bears out."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence

from ..model import Transcript, Turn
from .align import Alignment
from .contrasts import Witness
from .lexicon import Lexicon
from .terms import terms_of


def witness(
    a: Transcript,
    b: Transcript,
    transcripts: Mapping[str, Transcript],
    alignments: Sequence[Alignment],
    lexicon: Lexicon,
) -> Witness | None:
    """Returns what a telling in another language, aligned with both, may mean at a turn of each; None where there is none."""
    if a.language != b.language:
        return None
    for id, transcript in transcripts.items():
        beside = _beside(id, a.id, alignments), _beside(id, b.id, alignments)
        if transcript.language != a.language and all(beside):
            return functools.partial(_meant, transcript, _by_number(transcript), *beside, lexicon)
    return None


def _by_number(transcript: Transcript) -> Mapping[int, Turn]:
    return {turn.number: turn for turn in transcript.turns}


def _meant(
    original: Transcript,
    turns: Mapping[int, Turn],
    ours: Mapping[int, frozenset[int]],
    theirs: Mapping[int, frozenset[int]],
    lexicon: Lexicon,
    one: int,
    other: int,
) -> frozenset[frozenset[str]]:
    """Returns for each word of the turns beside both the English lemmas that it may mean."""
    return frozenset(
        frozenset(head[3:] for head in term.heads if head.startswith("en:"))
        for number in ours.get(one, frozenset()) & theirs.get(other, frozenset())
        if number in turns
        for term in terms_of(turns[number], original.language, lexicon)
    ) - {frozenset()}


def _beside(original: str, other: str, alignments: Sequence[Alignment]) -> Mapping[int, frozenset[int]]:
    """Returns the turns of the original that stand beside each turn of another telling."""
    found: dict[int, set[int]] = defaultdict(set)
    for alignment in alignments:
        if {alignment.a, alignment.b} == {original, other}:
            for group in alignment.groups:
                ours, theirs = (group.a, group.b) if alignment.a == original else (group.b, group.a)
                for number in theirs:
                    found[number].update(ours)
    return {number: frozenset(turns) for number, turns in found.items()}
