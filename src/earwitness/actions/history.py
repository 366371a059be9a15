"""`log` and `undo`: every act, and taking one back. An undo is an act too; nothing leaves the journal."""

from __future__ import annotations

import re

from ..dates import is_date
from ..errors import BadInput
from ..model import Undoing
from .desk import Desk, writing
from .outcomes import ActShown, Done, Log
from .terms import edited as glossary_edited
from .terms import write_out

MOST = 1 << 62
"""More than there ever are, and still a number that a database holds."""
DAY = re.compile(r"\d{4}(-\d\d){0,2}")


def log(
    desk: Desk,
    *,
    limit: int | None = 50,
    offset: int = 0,
    subject: str | None = None,
    verb: str | None = None,
    agent: str | None = None,
    since: str | None = None,
    until: str | None = None,
    oldest_first: bool = False,
) -> Log:
    """Returns the acts, newest first; those on one subject, of one verb, by one agent, from a day on and up to another.

    `since` and `until` are days, months or years (UTC), both of them in it. Raises BadInput where one is not.
    """
    catalog = desk.archive.catalog
    told: dict[str, str | None] = {
        "subject": subject, "verb": verb, "agent": agent, "since": day(since, "since"), "until": day(until, "until"),
    }  # fmt: skip
    # An offset without a limit is none that a database takes.
    most = min(limit, MOST) if limit is not None else MOST
    page = catalog.acts(**told, newest_first=not oldest_first, limit=most, offset=min(offset, MOST))  # type: ignore[arg-type]
    undone = catalog.undone_by([act.sequence for act in page if not act.effective])
    return Log(
        total=catalog.count_acts(**told),
        acts=tuple(
            ActShown(
                sequence=act.sequence,
                id=act.id,
                time=act.time,
                agent=act.agent,
                act=act.verb,
                subjects=act.subjects,
                reason=act.reason,
                previous=act.previous,
                digest=act.digest,
                undone_by=undone.get(act.sequence),
            )
            for act in page
        ),
    )


def day(text: str | None, name: str) -> str | None:
    """Returns a day, month or year as the log narrows by it, None for an empty one. Raises BadInput where it is none."""
    text = (text or "").strip()
    if not text:
        return None
    if not DAY.fullmatch(text) or not is_date(text):
        raise BadInput(f"“{text}” is no day ({name})", hint="write a day, a month or a year: 2031-11-16, 2031-11, 2031")
    return text


def undo(desk: Desk, act: str, *, agent: str, reason: str = "") -> Done:
    """Takes an act back, by its id or its number in the log. Undoing an undo does the act again.

    Raises NotFound for an unknown act, Conflict where later acts stand on it (they are named), BadInput for an erasure.
    """
    with writing(desk) as pen:
        catalog = desk.archive.catalog
        name = act.strip()
        edited = glossary_edited(desk)
        target = catalog.act(name)
        done, line = pen.act(
            "undo", [Undoing(act=target.id)], agent=agent, subjects=[target.id, *target.subjects], reason=reason
        )
        if not edited:
            write_out(desk)
        what = f"“{target.verb}” of {target.time} by {target.agent} is taken back"
        return Done(act=done.id, sequence=line.sequence, verb="undo", subjects=target.subjects, messages=(what,))
