"""`log` and `undo`: every act, and taking one back. An undo is an act too; nothing leaves the journal."""

from __future__ import annotations

from ..model import Undoing
from .desk import Desk, writing
from .outcomes import ActShown, Done, Log


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
    """Returns the acts, newest first; those on one subject, of one verb, by one agent, from days on and up to others."""
    catalog = desk.archive.catalog
    told: dict[str, str | None] = {
        "subject": subject, "verb": verb, "agent": agent, "since": since, "until": until
    }  # fmt: skip
    # An offset without a limit is none that a database takes.
    most = limit if limit is not None else 1 << 62
    page = catalog.acts(**told, newest_first=not oldest_first, limit=most, offset=offset)  # type: ignore[arg-type]
    undone = _undone(desk) if any(not act.effective for act in page) else {}
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
                undone_by=undone.get(act.id),
            )
            for act in page
        ),
    )


def _undone(desk: Desk) -> dict[str, str]:
    """Returns for each act that was taken back the act that did it, the newest that stands."""
    catalog = desk.archive.catalog
    found: dict[str, str] = {}
    for act in catalog.acts(verb="undo"):
        if act.effective:
            _, records = catalog.records(act.sequence)
            found.update({record.act: act.id for record in records if isinstance(record, Undoing)})
    return found


def undo(desk: Desk, act: str, *, agent: str, reason: str = "") -> Done:
    """Takes an act back, by its id or its number in the log. Undoing an undo does the act again.

    Raises NotFound for an unknown act, Conflict where later acts stand on it (they are named), BadInput for an erasure.
    """
    with writing(desk) as pen:
        catalog = desk.archive.catalog
        name = act.strip()
        target = catalog.act(int(name) if name.isdecimal() else name)
        done, line = pen.act(
            "undo", [Undoing(act=target.id)], agent=agent, subjects=[target.id, *target.subjects], reason=reason
        )
        what = f"“{target.verb}” of {target.time} by {target.agent} is taken back"
        return Done(act=done.id, sequence=line.sequence, verb="undo", subjects=target.subjects, messages=(what,))
