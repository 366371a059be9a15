"""`triage`: how the work on conversations stands, for one or for many at once: one act, taken back by one undo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..archive import work
from ..errors import BadInput, Conflict, NotFound, WrongUsage
from ..model import Statement
from .desk import Desk, writing
from .outcomes import Done
from .plainly import bounded

if TYPE_CHECKING:
    from ..archive import Catalog

LONGEST = 100
"""Letters that a status, a name or a set may have."""


def triage(
    desk: Desk,
    ids: Sequence[str],
    *,
    agent: str,
    status: str | None = None,
    assignee: str | None = None,
    priority: str | None = None,
    add_sets: Sequence[str] = (),
    remove_sets: Sequence[str] = (),
    reason: str = "",
    expected: str | None = None,
) -> Done:
    """Says of these conversations where the work on them stands; what is not given stays as it is.

    A set is added or taken away by itself, so that two people lose nothing of each other's. An empty assignee is nobody.
    `expected` is the status that stood there when the person looked; another one found is a Conflict. Raises NotFound for an
    unknown id, BadInput for a value that does not fit, WrongUsage where nothing is said.
    """
    fields = fields_of(status, assignee, priority, add_sets, remove_sets)
    if not fields:
        raise WrongUsage("nothing was said", hint="give --status, --assignee, --priority, --add-set or --remove-set")
    if not ids:
        raise WrongUsage("no conversation was chosen", hint="name conversations by their ids, or tick them")
    # The index holds none of this, and follows with the next act that it needs to know of.
    with writing(desk) as pen:
        catalog = desk.archive.catalog
        homes = homes_of(catalog, ids)
        if expected is not None:
            _still_so(catalog, homes, expected)
        statements = [
            Statement(subject=home, field=field, value=value, origin="person")
            for home in homes
            for field, value in fields.items()
        ]
        act, line = pen.act("triage", statements, agent=agent, subjects=homes, reason=reason)
    many = f"{len(homes):,} conversations: " if 1 < len(homes) else ""
    messages = tuple(f"{many}{in_words(field, value)}" for field, value in fields.items())
    return Done(act=act.id, sequence=line.sequence, verb="triage", subjects=tuple(homes), messages=messages)


def fields_of(
    status: str | None,
    assignee: str | None,
    priority: str | None,
    add_sets: Iterable[str],
    remove_sets: Iterable[str],
) -> dict[str, str]:
    """Returns what is said as statements keep it, by field; what is not said has none."""
    fields: dict[str, str] = {}
    if status is not None:
        fields["status"] = work.status_named(_short("status", status))
        if "," in status:
            raise BadInput("a status has no comma in it", hint="commas part the statuses that a list is narrowed to")
    if assignee is not None:
        name = " ".join(_short("name", assignee).split())
        fields["assignee"] = "" if name == "nobody" else name
    if priority is not None:
        fields["priority"] = priority_named(priority)
    added, removed = _sets(add_sets), _sets(remove_sets)
    if both := set(added) & set(removed):
        raise WrongUsage(f"the set “{min(both)}” is both added and taken away")
    fields.update({work.SET + name: work.IN for name in added})
    fields.update({work.SET + name: "" for name in removed})
    return fields


def priority_named(text: str) -> str:
    """Returns the priority. Raises BadInput where there is none of that name."""
    name = text.strip().casefold() or "normal"
    if name not in work.PRIORITIES:
        raise BadInput(f"“{text[:40]}” is no priority", hint="priorities: " + ", ".join(work.PRIORITIES))
    return name


def in_words(field: str, value: str) -> str:
    """Returns what a statement says of the work, in words."""
    if field.startswith(work.SET):
        name = field.removeprefix(work.SET)
        return f"in the set “{name}”" if value else f"not in the set “{name}” any more"
    return f"{field}: {value or 'nobody'}"


def _sets(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for text in names for name in work.set_names(_short("set", text))))


def _short(what: str, text: str) -> str:
    if LONGEST < len(text):
        raise BadInput(f"a {what} has at most {LONGEST} characters; this has {len(text):,}", hint="give a shorter one")
    return bounded(text, f"a {what}", LONGEST)


def homes_of(catalog: Catalog, ids: Sequence[str]) -> list[str]:
    """Returns the ids under which these conversations stand. Raises NotFound with near ids."""
    found = catalog.homes(ids)
    for id in ids:
        if id not in found:
            # A telling or a turn names its conversation too.
            if not id.startswith("t"):
                raise catalog.missing("conversation", id)
            head = next(iter(catalog.heads([id.partition(".")[0]])), None)
            if head is None:
                raise NotFound(f"there is no transcript {id[:60]}")
            found[id] = catalog.canonical(head.conversation)
    return list(dict.fromkeys(found[id] for id in ids))


def _still_so(catalog: Catalog, homes: Sequence[str], expected: str) -> None:
    meant = work.status_named(expected)
    for home in homes:
        stands = catalog.conversation(home).status
        if stands != meant:
            raise Conflict(
                f"the status of {home} is no longer “{meant}”: it is “{stands}”",
                expected=meant,
                found=stands,
                hint="somebody was faster: look again, then say what stands",
            )
