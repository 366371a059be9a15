"""`earwitness notes`."""

from __future__ import annotations

import click

from .call import Call, verb
from .terminal import clean, put, say


@verb("notes", streams=True)
@click.option("--code", metavar="CODE", help="Passages with this code or one below it.")
@click.option("--by", metavar="NAME", help="Written by this person.")
@click.option("--in", "in_", metavar="ID", help="On this conversation.")
@click.option("--what", type=click.Choice(["notes", "codings"]), help="Only notes, or only coded passages.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(0), metavar="N", help="At most so many.")
@click.option("--offset", default=0, type=click.IntRange(0), metavar="N", help="Leave out so many first.")
def command(
    call: Call, code: str | None, by: str | None, in_: str | None, what: str | None, limit: int, offset: int
) -> None:  # fmt: skip
    """Lists notes and coded passages, the newest first.

    \b
    Examples:
      earwitness notes
      earwitness notes --code grief --by "Ada Example"
      earwitness notes --in c4f9k2mq7x1 --json
    """
    from .. import actions

    with call.desk() as desk:
        found = actions.notes(desk, code=code, by=by, in_=in_, what=what, limit=limit, offset=offset)
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
