"""`earwitness searches`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import WrongUsage
from .call import Call, verb, write_bytes
from .done import show_done
from .terminal import clean, count, one_line, paint, put, say

if TYPE_CHECKING:
    from ..actions.recorded import Compared, PassageFound, SearchShown

WHY = {
    "added": "", "erased": "erased", "undone": "taken back", "mended": "corrected or read anew",
    "joined": "its conversation was joined or parted", "described": "described otherwise",
    "written": "what was written on it changed", "glossary": "the glossary changed",
    "engine": "the program finds words otherwise", "other": "",
}  # fmt: skip


@verb("searches", acts=True)
@click.argument("name", default="")
@click.option("--run", is_flag=True, help="Ask it again, and show what answers now.")
@click.option("--keep", is_flag=True, help="With --run: keep that on the record as well.")
@click.option("--compare", is_flag=True, help="What is new since, and what is gone.")
@click.option("--rename", metavar="NAME", help="Call it so.")
@click.option("--note", metavar="TEXT", help="Write on it why it was made.")
@click.option(
    "--forget", is_flag=True, help="Take it off the record; undo brings it back, `erase` removes it for good."
)
@click.option("--export", type=click.Choice(["md", "csv", "json", "html"]), help="All, or this one, as an appendix.")
@click.option("--for-others", is_flag=True, help="With --export or --compare: only what others may see is counted.")
@click.option("-o", "--output", default="-", metavar="FILE", help="Where the appendix goes; - for standard output.")
@click.option("--limit", default=50, show_default=True, metavar="N", type=click.IntRange(0), help="At most so many.")
@click.option("--offset", default=0, metavar="N", type=click.IntRange(0), help="Leave out so many first.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(
    call: Call, name: str, run: bool, keep: bool, compare: bool, rename: str | None, note: str | None, forget: bool,
    export: str | None, for_others: bool, output: str, limit: int, offset: int, reason: str,
) -> None:  # fmt: skip
    """Lists the searches that were kept, asks one again, says what is new since, and writes the methods appendix.

    `earwitness search WORDS --keep NAME` keeps a search: the query, what narrowed it, when, by whom, how the archive stood,
    and how much answered, also where nothing did. Name one by its id, its name or its query.

    \b
    Examples:
      earwitness searches
      earwitness searches "bow door" --compare
      earwitness searches "bow door" --run --keep
      earwitness searches "bow door" --rename "the bow door, all years"
      earwitness searches --export md -o ../appendix.md
    """
    from .. import actions

    asked = {
        "--run": run, "--compare": compare, "--rename": rename is not None, "--note": note is not None, "--forget": forget,
        "--export": export is not None,
    }  # fmt: skip
    wanted = [option for option, value in asked.items() if value]
    if 1 < len(wanted):
        raise WrongUsage("one thing at a time", hint="one of " + ", ".join(asked))
    if wanted and not name and not export:
        raise WrongUsage("which search is meant?", hint="name it by its id, its name or its query")
    if (keep and not run) or (for_others and not (export or compare)):
        raise WrongUsage("--keep goes with --run, --for-others with --export or --compare")
    audience = "others" if for_others else "keeper"
    told = {"reason": reason}
    with call.desk() as desk:
        if export is not None:
            content = actions.write_searches(desk, export, names=[name] if name else (), audience=audience)
            if output == "-":
                write_bytes(content)
            else:
                actions.write_whole(Path(output), content)
                say(f"written: {clean(output)}")
        elif rename is not None:
            show_done(call, actions.rename_search(desk, name, rename, agent=call.agent, **told))
        elif note is not None:
            show_done(call, actions.note_search(desk, name, note, agent=call.agent, **told))
        elif forget:
            show_done(call, actions.forget_search(desk, name, agent=call.agent, **told))
        elif compare:
            show_compared(call, actions.compare_search(desk, name, limit=limit, audience=audience))
        elif run:
            if keep:
                done = actions.run_again(desk, name, agent=call.agent, **told)
                for message in done.messages:
                    say(clean(message))
            _show_run(call, desk, name, limit, offset)
        elif name:
            first, runs = actions.kept_of(desk, name)
            if call.style == "json":
                call.write_json({"search": first, "runs": runs})
            else:
                put(*(line for each in (first, *runs) for line in details(each)))
        else:
            every = actions.searches(desk, limit=limit, offset=offset)
            if call.style == "json":
                call.write_json(every)
                return
            put(*map(row, every.searches))
            say(count(every.total, "search", "searches") if every.total else "no search was kept: search WORDS --keep")


def _show_run(call: Call, desk: Any, name: str, limit: int, offset: int) -> None:
    from .. import actions
    from .search import hit_lines, summary

    found = actions.ask_again(desk, name, limit=limit, offset=offset)
    if call.style == "json":
        call.write_json(found)
        return
    put(*hit_lines(found.hits))
    say(summary(found))


def row(search: SearchShown) -> str:
    """Returns a kept search on a line."""
    found = "nothing" if search.passages == 0 else count(search.passages or 0, "passage")
    query = "" if search.called == search.query else f"  {one_line(search.query)}"
    again = f", asked again {count(search.runs, 'time')}" if search.runs else ""
    named = paint(one_line(search.called), bold=True)
    return f"{search.id}  {search.time[:10]}  {named}{query}  {found}, act {search.sequence}{again}"


def details(search: SearchShown) -> Iterator[str]:
    """Yields all that is known of a kept search."""
    from ..publish.appendix import facts

    again = ", asked again" if search.again is not None else ""
    yield f"{paint(one_line(search.called), bold=True)}{again}  {search.id}"
    for name, value in facts(search):
        yield f"  {name}: {one_line(value)}"


def show_compared(call: Call, found: Compared) -> None:
    """Prints what is new since a search was kept, and what is gone."""
    if call.style == "json":
        call.write_json(found)
        return
    if found.stale:
        say(found.stale)
    for title, passages in (("new", found.new_passages), ("gone", found.gone_passages)):
        for passage in passages:
            put(_passage(title, passage))
    for notice in found.notices:
        say(clean(notice))
    then = found.search
    if not found.whole:
        say(f"too much to be told one by one: {then.passages} passages at act {then.sequence}, {found.passages} now")
        return
    gone = f", {found.gone:,} gone" if found.gone else ""
    say(f"{found.new:,} new since act {then.sequence} ({then.time[:10]}){gone}, {found.same:,} as before")


def _passage(title: str, passage: PassageFound) -> str:
    who = ", ".join(one_line(label) for label in passage.speakers)
    said = f"{who + ': ' if who else ''}{one_line(passage.text)}" if passage.text else "(no longer here)"
    why = WHY[passage.why] if title == "gone" else ""
    where = f"  {paint(passage.turn_id, dim=True)}" + (f" ({why})" if why else "")
    return f"{title:<4}  {said}{where}"
