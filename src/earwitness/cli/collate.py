"""`earwitness collate`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import WrongUsage
from .call import Call, verb, write_bytes
from .terminal import clean, count, one_line, paint, put, say

if TYPE_CHECKING:
    from ..actions.collating import Collation
    from ..tellings.variants import Variant


@verb("collate")
@click.argument("id_", metavar="ID")
@click.option(
    "--to", type=click.Choice(["html", "tei", "csv", "json"]), help="Write the versions and their differences."
)
@click.option("-o", "--output", metavar="FILE", help="Where it goes; - for standard output (default).")
def command(call: Call, id_: str, to: str | None, output: str | None) -> None:
    """Lays the versions of a conversation side by side and shows where they differ.

    Differences that change the meaning come first: a number, a negation, a name, a unit, a time, a place, a body part,
    an object, how certain it is, who says it. Then what each version lacks, and which may be copies. --to html is a page
    with the versions in columns, tei a critical apparatus, csv a line for each reading.

    \b
    Examples:
      earwitness collate c4f9k2mq7x1
      earwitness collate c4f9k2mq7x1 --json
      earwitness collate c4f9k2mq7x1 --to html -o versions.html
      earwitness collate c4f9k2mq7x1 --to tei
    """
    from .. import actions

    if to is None:
        if output is not None:
            raise WrongUsage("-o wants a format", hint="earwitness collate ID --to html -o versions.html")
        with call.desk() as desk:
            collation = actions.collate(desk, id_)
        if call.style == "json":
            call.write_json(collation)
        else:
            put(*lines(collation))
        return
    file = None if output in (None, "-") else Path(str(output))
    if file is None and call.style == "json":
        raise WrongUsage("--json and the export would mix on standard output", hint="name a file with -o FILE")
    with call.desk() as desk:
        collation, content = actions.collate_to(desk, id_, to=to, output=file)
    if file is None:
        write_bytes(content)
        return
    if call.style == "json":
        call.write_json(collation)
    say(f"wrote {file}: {count(len(collation.transcripts), 'version')}")


def lines(collation: Collation) -> Iterator[str]:
    """Yields the differences that change the meaning with all their readings, then what is missing where, and copies."""
    material = [variant for variant in collation.variants if variant.material]
    yield f"{count(len(collation.transcripts), 'version')}: {', '.join(collation.transcripts)}"
    if len(collation.transcripts) < 2:
        yield "There is nothing to compare."
        return
    yield ""
    yield paint(f"differences that change the meaning: {len(material)}", bold=True)
    for variant in material:
        yield from _variant(variant)
    yield f"other differences in wording: {len(collation.variants) - len(material)}"
    for settled in collation.settled:
        words = f"“{clean(one_line(settled.words))}”" if settled.words else "open"
        place = settled.variant or f"{settled.kind}, where no difference is found any more"
        note = f" ({clean(one_line(settled.note))})" if settled.note else ""
        yield f"settled by {clean(settled.agent)}: {place}: {words}{note}"
    if 1 < len(collation.voices):
        yield ""
        yield paint("who is who", bold=True)
        for voice in collation.voices:
            yield f"  {' = '.join(clean(one_line(label)) for label in voice.labels) or 'unnamed voice'}"
    if collation.gaps:
        yield ""
        yield paint("what is missing", bold=True)
        for gap in collation.gaps:
            turns = ", ".join(map(str, gap.turns[:12])) + ("…" if 12 < len(gap.turns) else "")
            yield f"  {gap.transcript} lacks of {gap.other}: turn {turns}"
    if collation.fullest:
        yield f"the fullest: {collation.fullest}"
    for found in collation.descent:
        why = "; ".join(found.why)
        yield f"{found.copy} may be copied from {found.model} (likelihood {found.likelihood:.2f}: {why})"


def _variant(variant: Variant) -> Iterator[str]:
    yield f"  {paint(variant.kind, bold=True)}  {paint(variant.id, dim=True)}"
    for reading in variant.readings:
        words = f"“{clean(one_line(reading.words))}”" if reading.words else "nothing"
        settled = "  (settled)" if variant.chosen == reading.transcript else ""
        yield f"    {reading.transcript}.{reading.turn}  {words}{settled}"
