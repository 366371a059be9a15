"""`collate`: the tellings of one conversation side by side, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Literal, get_args

import msgspec

from ..errors import WrongUsage
from ..model import Dossier, Transcript
from ..protect.gate import Gate
from ..tellings.align import Alignment, Group, align
from ..tellings.apparatus import write_csv, write_tei
from ..tellings.columns import write_html
from ..tellings.descent import Descent, descent
from ..tellings.gaps import Gap, fullest, gaps
from ..tellings.variants import Variant
from ..tellings.variants import collate as find_variants
from . import finding
from .answers import Answer
from .desk import Desk
from .exporting import contents, write_whole

To = Literal["html", "tei", "csv", "json"]
MANY = 8
"""Tellings of which every two are compared; of more, each is compared with the first and the longest."""

Pair = tuple[tuple[int, ...], tuple[int, ...]]


class AlignmentShown(Answer, frozen=True, kw_only=True):
    """Which turns of two tellings say the same, by their numbers."""

    a: str
    b: str
    pairs: tuple[Pair, ...]
    """An unaligned turn pairs with `[]`."""
    groups: tuple[Group, ...]
    """The same with the evidence of each, and `moved` where the order of the two tellings differs."""
    method: str
    likeness: float
    cover: tuple[float, float]


class Collation(Answer, frozen=True, kw_only=True):
    """The answer of `collate`."""

    conversation: str
    transcripts: tuple[str, ...]
    alignments: tuple[AlignmentShown, ...]
    variants: tuple[Variant, ...]
    """The material ones first."""
    gaps: tuple[Gap, ...]
    fullest: str | None
    """The telling that lacks least of the others."""
    descent: tuple[Descent, ...]
    """Tellings that are likely not independent."""


def collate(desk: Desk, id: str) -> Collation:
    """Returns the alignments and variants of a conversation's tellings; a transcript's or turn's id names its conversation.

    Everything here is derived: it is made anew from the tellings as they stand. Raises NotFound for an unknown id.
    """
    whole = finding.dossier(desk, finding.conversation_of(desk, id))
    return _collated(whole)[0]


def collate_to(desk: Desk, id: str, *, to: str, output: Path | None = None) -> tuple[Collation, bytes]:
    """Returns the collation and its bytes as `html`, `tei`, `csv` or `json`; no bytes where they went to `output`.

    Raises WrongUsage for another format, Refused where access or terms hold any of it back.
    """
    if to not in get_args(To):
        raise WrongUsage(f"a collation goes to {', '.join(get_args(To))}, not to {to}")
    whole = finding.dossier(desk, finding.conversation_of(desk, id))
    Gate().pass_or_refuse("export", contents(whole))
    collation, alignments = _collated(whole)
    title = whole.conversation.title or "Untitled conversation"
    if to == "json":
        content = msgspec.json.format(msgspec.json.encode(collation), indent=2) + b"\n"
    elif to == "csv":
        content = write_csv(collation.variants).encode("utf-8-sig")
    elif to == "tei":
        content = write_tei(title, whole.transcripts, collation.variants).encode()
    else:
        content = write_html(title, whole.transcripts, alignments, collation.variants).encode()
    if output is not None:
        write_whole(output, content)
        content = b""
    return collation, content


def _collated(whole: Dossier) -> tuple[Collation, tuple[Alignment, ...]]:
    tellings = whole.transcripts
    alignments = tuple(align(a, b) for a, b in _pairs(tellings))
    variants = find_variants(tellings, alignments)
    published = {source.id: source.published for source in whole.sources if source.published}
    days = {each.id: published[each.source] for each in tellings if each.source in published}
    collation = Collation(
        conversation=whole.conversation.id,
        transcripts=tuple(transcript.id for transcript in tellings),
        alignments=tuple(_shown(alignment) for alignment in alignments),
        variants=variants,
        gaps=gaps(tellings, alignments),
        fullest=fullest(tellings, alignments),
        descent=descent(tellings, alignments, variants, published=days),
    )
    return collation, alignments


def _pairs(tellings: Sequence[Transcript]) -> list[tuple[Transcript, Transcript]]:
    if len(tellings) <= MANY:
        return list(combinations(tellings, 2))
    first, longest = tellings[0], max(tellings, key=lambda transcript: len(transcript.turns))
    pairs = [(first, other) for other in tellings[1:]]
    if longest is not first:
        pairs += [(longest, other) for other in tellings[1:] if other is not longest]
    return pairs


def _shown(alignment: Alignment) -> AlignmentShown:
    return AlignmentShown(
        a=alignment.a,
        b=alignment.b,
        pairs=tuple((group.a, group.b) for group in alignment.groups),
        groups=alignment.groups,
        method=alignment.method,
        likeness=alignment.likeness,
        cover=alignment.cover,
    )
