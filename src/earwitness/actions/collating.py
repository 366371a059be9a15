"""`collate`: the tellings of one conversation side by side, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

import msgspec

from ..archive import Decided
from ..errors import WrongUsage
from ..identifiers import within
from ..model import Dossier, Transcript
from ..protect.gate import Gate
from ..tellings.align import Alignment, Group
from ..tellings.apparatus import write_csv, write_tei
from ..tellings.columns import write_html
from ..tellings.descent import Descent, descent
from ..tellings.gaps import Gap, fullest, gaps
from ..tellings.variants import METHOD, Variant
from ..tellings.variants import collate as find_variants
from ..tellings.voices import cast
from . import aligning, finding
from .answers import Answer
from .desk import Desk
from .exporting import contents
from .parcels import write_whole
from .settling import Settled, with_settlements

To = Literal["html", "tei", "csv", "json"]
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


class VoiceShown(Answer, frozen=True, kw_only=True):
    """One voice of the conversation in its tellings: R is Soldier is Son."""

    speakers: tuple[str, ...]
    """Archive-wide ids, in the order of the tellings; one that is matched with none stands alone."""
    labels: tuple[str, ...]
    """As the tellings print them, each once."""
    likelihood: float
    """Of the least sure match among them, 0–1; 1 for a voice alone."""


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
    voices: tuple[VoiceShown, ...] = ()
    settled: tuple[Settled, ...] = ()
    """The readings that people settled on, with their reasons; one whose variant is gone says so."""


def collate(desk: Desk, id: str) -> Collation:
    """Returns the alignments and variants of a conversation's tellings; a transcript's or turn's id names its conversation.

    All but what people settled is derived, and kept until a telling changes. Raises NotFound for an unknown id.
    """
    whole = finding.dossier(desk, finding.conversation_of(desk, id))
    return _collated(desk, whole)[0]


def collate_to(desk: Desk, id: str, *, to: str, output: Path | None = None) -> tuple[Collation, bytes]:
    """Returns the collation and its bytes as `html`, `tei`, `csv` or `json`; no bytes where they went to `output`.

    Raises WrongUsage for another format, Refused where access or terms hold any of it back.
    """
    if to not in get_args(To):
        raise WrongUsage(f"a collation goes to {', '.join(get_args(To))}, not to {to}")
    whole = finding.dossier(desk, finding.conversation_of(desk, id))
    Gate().pass_or_refuse("export", contents(whole))
    collation, alignments = _collated(desk, whole)
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


def _collated(desk: Desk, whole: Dossier) -> tuple[Collation, tuple[Alignment, ...]]:
    tellings = whole.transcripts
    decided = aligning.decisions(desk, tellings)
    alignments = aligning.alignments(desk, tellings)
    variants, settled = with_settlements(variants_of(desk, tellings, alignments, decided), tellings, decided)
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
        voices=_voices(tellings, alignments),
        settled=settled,
    )
    return collation, alignments


def variants_of(
    desk: Desk, tellings: Sequence[Transcript], alignments: Sequence[Alignment], decided: Sequence[Decided]
) -> tuple[Variant, ...]:
    """Returns the variants of these tellings as machines see them, worked out where they are not kept."""
    if not alignments:
        return ()
    name, key = "+".join(sorted(each.id for each in tellings)), METHOD + aligning.state_of(tellings, decided)
    kept = desk.kept.get("variants", name, key, tuple[Variant, ...])
    if kept is None:
        kept = find_variants(tellings, alignments)
        desk.kept.put("variants", name, key, kept)
    return kept


def _voices(tellings: Sequence[Transcript], alignments: Sequence[Alignment]) -> tuple[VoiceShown, ...]:
    labels = {
        within(transcript.id, speaker.id): speaker.labels or ((speaker.role,) if speaker.role else ())
        for transcript in tellings
        for speaker in transcript.speakers
    }
    return tuple(
        VoiceShown(
            speakers=tuple(within(*voice) for voice in voices),
            labels=tuple(dict.fromkeys(label for voice in voices for label in labels.get(within(*voice), ()))),
            likelihood=likelihood,
        )
        for voices, likelihood in cast(tellings, alignments)
    )


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
