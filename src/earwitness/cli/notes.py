"""`earwitness notes`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import NotFound, WrongUsage
from .call import Call, verb
from .terminal import clean, put, say

if TYPE_CHECKING:
    from ..actions.annotated import AnnotationsRead


@verb("notes", acts=True, streams=True)
@click.option("--code", metavar="CODE", help="Passages with this code or one below it.")
@click.option("--by", metavar="NAME", help="Written by this person.")
@click.option(
    "--in", "in_", multiple=True, metavar="ID", help="On this conversation; with --from several, or versions."
)
@click.option("--what", type=click.Choice(["notes", "codings"]), help="Only notes, or only coded passages.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(0), metavar="N", help="At most so many.")
@click.option("--offset", default=0, type=click.IntRange(0), metavar="N", help="Leave out so many first.")
@click.option("--from", "read", metavar="FILE", help="Take W3C Web Annotations (JSON-LD) in.")
@click.option("--dry-run", is_flag=True, help="With --from: only say what would be placed.")
def command(
    call: Call, code: str | None, by: str | None, in_: tuple[str, ...], what: str | None, limit: int, offset: int,
    read: str | None, dry_run: bool,
) -> None:  # fmt: skip
    """Lists notes and coded passages, the newest first; or takes annotations in.

    Of a file of W3C Web Annotations each is placed where its words stand, in the turn that it names or by what stands beside
    them. What fits no place or several is listed and left out. All of it is one act; what was taken in before stays as it is.

    \b
    Examples:
      earwitness notes
      earwitness notes --code grief --by "Ada Example"
      earwitness notes --in c4f9k2mq7x1 --json
      earwitness notes --from ../remarks.jsonld --dry-run
      earwitness notes --from ../remarks.jsonld --in c4f9k2mq7x1 --as "Ada Example"
    """
    from .. import actions

    if read is not None:
        if code is not None or by is not None or what is not None:
            raise WrongUsage("a file is taken in whole", hint="leave out --code, --by and --what")
        with call.desk() as desk:
            taken = actions.read_annotations(desk, _content(read), agent=call.agent, in_=in_, dry_run=dry_run)
        _show(call, taken)
        return
    if dry_run or 1 < len(in_):
        raise WrongUsage("--dry-run and several --in are for --from", hint="name a file: --from FILE")
    with call.desk() as desk:
        found = actions.notes(
            desk, code=code, by=by, in_=in_[0] if in_ else None, what=what, limit=limit, offset=offset
        )
    if call.style == "json":
        call.write_json(found)
        return
    remarks = sorted((*found.notes, *found.codings), key=lambda each: (each.time, each.id), reverse=True)
    if call.style == "lines":
        call.write_lines(remarks)
        return
    for each in remarks:
        said = getattr(each, "text", None) or getattr(each, "path", "")
        if not each.places:
            put(clean(f"{each.id}  {each.conversation}  {each.agent}: {said}"), "             (the whole conversation)")
            continue
        where = each.places[0]
        put(clean(f"{each.id}  {where.turn_id}  {each.agent}: {said}"))
        put(clean(f"             “{where.words}”" + ("" if where.state == "exact" else f" ({where.state})")))
    say(f"{found.total} in all")


def _show(call: Call, taken: AnnotationsRead) -> None:
    if call.style == "json":
        call.write_json(taken)
        return
    if call.style == "lines":
        call.write_lines(taken.items)
        return
    if taken.act is not None:
        put(taken.act)
    for item in taken.items:
        if item.status == "not placed":
            say(clean(f"{item.number}  {item.annotation}: not placed: {item.why}"))
    count = {
        status: sum(item.status == status for item in taken.items) for status in ("placed", "already", "not placed")
    }
    say(f"{count['placed']} placed, {count['already']} there already, {count['not placed']} not placed")


def _content(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise NotFound(f"{path} cannot be read: {error.strerror}", hint="name a .jsonld file", path=path) from error
