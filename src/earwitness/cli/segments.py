"""`earwitness segments`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import NotFound, WrongUsage
from ..times import format_exact
from .call import Call, verb
from .terminal import clean, highlighted, one_line, paint, put, say

if TYPE_CHECKING:
    from ..actions.segmented import SegmentHit, SegmentsListed, SegmentsTaken


@verb("segments", acts=True, streams=True)
@click.argument("id_", metavar="[RECORDING|CONVERSATION|SEGMENT]", default="")
@click.option("--keyword", metavar="WORD", help="Those with this keyword.")
@click.option("--from", "read", metavar="FILE|-", help="Take the segments of a file in, as those of the recording.")
@click.option(
    "--format", "form", metavar="NAME", help="With --from: ohms, vtt, table or jsonl, whatever it looks like."
)
@click.option("--dry-run", is_flag=True, help="With --from: only say what would be taken.")
@click.option("--reason", default="", metavar="TEXT", help="With --from: why, for the log.")
def command(
    call: Call, id_: str, keyword: str | None, read: str | None, form: str | None, dry_run: bool, reason: str
) -> None:
    """Lists the segments of a recording, of all recordings of a conversation, or of the whole archive, by their times; or takes
    those of a file in.

    A file is an OHMS record, WebVTT chapters, a table with a heading row (start, end, title, synopsis, keywords, subjects) or
    our JSON Lines. What cannot stand is listed and left out; all the rest is one act; what is there already stays as it is.
    They leave by `export RECORDING --to chapters|segments|ohms|iiif|jsonl`.

    \b
    Examples:
      earwitness segments r4f9k2mq7x1
      earwitness segments c4f9k2mq7x1 --keyword water --json
      earwitness segments r4f9k2mq7x1 --from ../interview.ohms.xml --dry-run
      earwitness segments r4f9k2mq7x1 --from ../index.csv --as "Ada Example"
    """
    from .. import actions

    if read is not None:
        if keyword is not None or not id_.startswith("r"):
            raise WrongUsage("a file is taken in whole, for one recording", hint="name the recording by its id, r…")
        name, content = read_file(read)
        with call.desk() as desk:
            taken = actions.read_segments(
                desk, id_, content, name=name, format=form, agent=call.agent, dry_run=dry_run, reason=reason
            )
        _told(call, taken)
        return
    if dry_run or form is not None or reason:
        raise WrongUsage("--format, --dry-run and --reason go with --from", hint="name a file: --from FILE")
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


def _told(call: Call, taken: SegmentsTaken) -> None:
    call.exit_code = 1 if any(item.status == "not taken" for item in taken.items) else 0
    if call.style == "json":
        call.write_json(taken)
        return
    if call.style == "lines":
        call.write_lines(taken.items)
        return
    for item in taken.items:
        start = format_exact(item.start) if item.start is not None else "?"
        put(clean(f"{item.status}  {start}  {item.title}{f': {item.why}' if item.why else ''}"))
    count = sum(item.status == "taken" for item in taken.items)
    say(f"{count} of {len(taken.items)} segments taken" + (f" by {taken.act}" if taken.act else ""))


def read_file(name: str) -> tuple[str, bytes]:
    """Returns the last part of a file's name and its bytes, `-` for standard input. Raises NotFound."""
    if name == "-":
        return "standard input", sys.stdin.buffer.read()
    try:
        return Path(name).name, Path(name).read_bytes()
    except OSError as error:
        raise NotFound(f"{name} cannot be read: {error.strerror}", path=name) from error


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
