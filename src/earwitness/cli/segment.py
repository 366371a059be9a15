"""`earwitness segment`."""

from __future__ import annotations

from typing import Any

import click

from .call import Call, verb
from .done import show_done


@verb("segment", acts=True)
@click.argument("ids", metavar="RECORDING|SEGMENT…", nargs=-1, required=True)
@click.option("--at", metavar="TIME", help="Where it begins: 1:23, 1:02:03.5, or milliseconds as 83000ms.")
@click.option("--until", metavar="TIME", help="Where it ends; `next` where the next begins (the default of a new one).")
@click.option("--title", metavar="TEXT", help="What it is about, in a few words.")
@click.option("--synopsis", metavar="TEXT", help="What is spoken of, in a few sentences.")
@click.option("--keyword", "keywords", multiple=True, metavar="WORD", help="A keyword; give it as often as there are.")
@click.option("--subject", "subjects", multiple=True, metavar="TERM", help="A name, place or subject heading.")
@click.option("--words", metavar="TEXT", help="The first words heard there.")
@click.option("--was", metavar="TITLE", help="Of a segment: its title when you looked; another is a conflict.")
@click.option("--withdraw", is_flag=True, help="Take segments off; undo brings them back.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(
    call: Call, ids: tuple[str, ...], at: str | None, until: str | None, title: str | None, synopsis: str | None,
    keywords: tuple[str, ...], subjects: tuple[str, ...], words: str | None, was: str | None, withdraw: bool, reason: str,
) -> None:  # fmt: skip
    """Says what a stretch of a recording is about, before or after there is a transcript.

    With a recording's id it makes a segment; with a segment's id it says that one otherwise: what is not given stays as it is.

    \b
    Examples:
      earwitness segment r4f9k2mq7x1 --at 1:23 --title "The bow door" --keyword water --keyword "bow door"
      earwitness segment e7x1m6r9hc4 --synopsis "Who closed it, and who saw that." --as "Ada Example"
      earwitness segment e7x1m6r9hc4 --title "The bow door is open" --was "The bow door"
      earwitness segment e7x1m6r9hc4 e2mq7x1hc4v --withdraw
    """
    from .. import actions
    from ..actions.segmented import Described, Partly, SegmentChange
    from ..errors import WrongUsage

    said: dict[str, Any] = {}
    if at is not None:
        said["start"] = moment(at)
    if until is not None:
        said["end"] = None if until.strip() == "next" else moment(until)
    said |= {
        name: value for name, value in (("title", title), ("synopsis", synopsis), ("words", words)) if value is not None
    }  # fmt: skip
    said |= {name: value for name, value in (("keywords", keywords), ("subjects", subjects)) if value}
    with call.desk() as desk:
        if withdraw:
            if said:
                raise WrongUsage("what is taken off is not said otherwise too", hint="leave --withdraw or the rest out")
            done = actions.segment(desk, withdraw=ids, agent=call.agent, reason=reason)
        elif 1 < len(ids):
            raise WrongUsage("several can only be taken off together", hint="name one recording or segment")
        elif ids[0].startswith("e"):
            before = Partly(title=was) if was is not None else Partly()
            change = SegmentChange(id=ids[0], to=Partly(**said), was=before)
            done = actions.segment(desk, change=[change], agent=call.agent, reason=reason)
        else:
            if "start" not in said:
                raise WrongUsage("where does it begin?", hint="say --at 1:23")
            done = actions.segment(desk, ids[0], [Described(**said)], agent=call.agent, reason=reason)
    show_done(call, done)


def moment(text: str) -> int:
    """Returns the milliseconds of a time that a person types. Raises WrongUsage."""
    from ..errors import WrongUsage
    from ..times import parse_clock

    said = text.strip()
    if said.endswith("ms") and said[:-2].isdecimal():
        return int(said[:-2])
    time = parse_clock(said)
    if time is None:
        raise WrongUsage(f"“{text[:40]}” is no time", hint="write 1:23, 1:02:03.5 or 83000ms")
    return time
