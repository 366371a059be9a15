"""`earwitness segments`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from ..times import format_exact
from .call import Call, verb
from .terminal import clean, highlighted, one_line, paint, put, say

if TYPE_CHECKING:
    from ..actions.segmented import SegmentHit, SegmentsListed


@verb("segments", streams=True)
@click.argument("id_", metavar="[RECORDING|CONVERSATION|SEGMENT]", default="")
@click.option("--keyword", metavar="WORD", help="Those with this keyword.")
def command(call: Call, id_: str, keyword: str | None) -> None:
    """Lists the segments of a recording, of all recordings of a conversation, or of the whole archive, by their times.

    \b
    Examples:
      earwitness segments r4f9k2mq7x1
      earwitness segments c4f9k2mq7x1 --keyword water --json
    """
    from .. import actions

    with call.desk() as desk:
        found = actions.segments(desk, id_ or None, keyword=keyword)
    if call.style == "json":
        call.write_json(found)
    elif call.style == "lines":
        call.write_lines(found.segments)
    else:
        _show(found)


def _show(found: SegmentsListed) -> None:
    titles = {sound.id: sound.title for sound in found.recordings}
    above = ""
    for each in found.segments:
        if each.recording != above:
            above = each.recording
            put(clean(f"{above}  {titles[above]}".rstrip()))
        put(clean(f"  {each.id}  {format_exact(each.start)}–{format_exact(each.until)}  {each.title or each.synopsis}"))
        if each.title and each.synopsis:
            put(*(clean(f"               {line}") for line in each.synopsis.split("\n")))
        if each.keywords:
            put(clean(f"               {'; '.join(each.keywords)}"))
    say(f"{found.total} in all")


def segment_lines(hits: Sequence[SegmentHit]) -> Iterator[str]:
    """Yields the segments that a search found: the recording above, then time, words and id."""
    above = ""
    for hit in hits:
        if hit.recording != above:
            above = hit.recording
            when = f"  {hit.date}" if hit.date else ""
            yield f"{paint(one_line(hit.of) or '(no title)', bold=True)}{when}  {above}"
        words = [highlighted(hit.title, hit.title_highlights), highlighted(hit.synopsis, hit.synopsis_highlights)]
        found = [paint(one_line(hit.keywords[place]), bold=True) for place in hit.keywords_found]
        found += [paint(one_line(hit.subjects[place]), bold=True) for place in hit.subjects_found]
        found += [highlighted(hit.words, hit.words_highlights)] if hit.words_highlights else []
        told = "  ".join(part for part in (*words, "; ".join(found)) if part)
        yield f"  {format_exact(hit.start)}: {told}  {paint(hit.segment, dim=True)}"
