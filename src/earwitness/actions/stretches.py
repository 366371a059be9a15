"""Segments that a search finds beside the turns: by title, synopsis, keywords, subjects and first words."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from ..errors import NotFound
from ..index import Filters, StretchHit
from .desk import Desk
from .indexing import texts_of
from .muting import muted
from .segmented import SegmentHit


def found_segments(
    desk: Desk, query: str, filters: Filters, *, limit: int, offset: int, audience: str, **taken: Any
) -> tuple[tuple[SegmentHit, ...], int]:
    """Returns the segments that answer, best first, and how many there are in all; for others none of what is held back.

    `taken` says how words are taken, as the index has it.
    """
    silent = muted(desk) if audience == "others" else ()
    narrow = replace(filters, without_transcripts=tuple(sorted(silent)), without_turns=())
    found = desk.index.stretches.search(query, filters=narrow, limit=limit, offset=offset, **taken)
    hits = (_hit(desk, each, query, taken) for each in found.hits)
    return tuple(hit for hit in hits if hit is not None), found.total


def _hit(desk: Desk, found: StretchHit, query: str, taken: dict[str, Any]) -> SegmentHit | None:
    catalog = desk.archive.catalog
    try:
        segment, sound = catalog.segment(found.id).segment, catalog.recording(found.recording)
    except NotFound:
        return None  # the index is a step behind the catalog
    home = catalog.conversation(sound.conversation)
    title, synopsis, words, *terms = desk.index.stretches.highlights(texts_of(segment), query, **taken)
    said = [number for number, places in enumerate(terms) if places]
    first = len(segment.keywords)
    return SegmentHit(
        segment=segment.id, recording=sound.id, conversation=home.id, start=segment.start, end=segment.end,
        title=segment.title, synopsis=segment.synopsis, keywords=segment.keywords, subjects=segment.subjects,
        words=segment.words, title_highlights=tuple(title), synopsis_highlights=tuple(synopsis),
        words_highlights=tuple(words), keywords_found=tuple(number for number in said if number < first),
        subjects_found=tuple(number - first for number in said if first <= number), score=found.score,
        of=sound.title or home.conversation.title, date=home.conversation.held.date,
    )  # fmt: skip
