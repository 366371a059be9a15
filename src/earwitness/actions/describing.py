"""`describe`: what a person knows of a thing, each statement with its origin."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from ..digests import canonical_json
from ..errors import BadInput, Conflict, WrongUsage
from ..model import Access, Certainty, Conversation, Held, Statement, Terms, parse_access
from ..times import format_clock, parse_clock
from . import filing, finding
from .desk import Desk, writing
from .outcomes import Done
from .plainly import bounded

FIELDS: Mapping[str, tuple[str, ...]] = {
    "conversation": (
        "title", "genre", "held", "why", "place", "terms", "forbids", "access", "status", "assignee", "priority", "sets",
    ),
    "source": ("title", "publisher", "published", "supplier", "terms", "forbids", "access", "url"),
    "transcript": ("kind", "language", "made_by", "title", "access", "status"),
    "turn": ("access", "status"),
    "recording": ("title", "parties", "whole", "offset", "access"),
    "speaker": ("role", "relation", "access"),
}  # fmt: skip
"""What can be said of each noun. `why` goes with `held`, `forbids` with `terms`."""
LONGEST = 20_000
"""Characters of a value: a title of ten thousand is odd, and kept."""


def describe(
    desk: Desk,
    id: str,
    *,
    agent: str,
    fields: Mapping[str, str],
    origin: str = "person",
    reason: str = "",
    expected: Mapping[str, str] | None = None,
    index: bool = True,
) -> Done:
    """Says something of a thing: a conversation, source, transcript, turn or speaker.

    `expected` gives the values that the new ones are meant to replace; another value found is a Conflict with both shown.
    Without `index` the search index is left to the next act, so that a run of acts shares one update of it.
    Raises NotFound for an unknown id, WrongUsage for a field the noun does not have, BadInput for a value that does not fit.
    """
    if not fields:
        raise WrongUsage("nothing was said", hint="give a field: --title, --held, --access…")
    with writing(desk, index=index) as pen:
        noun, subject = finding.noun(desk, id), id
        said = values(noun, fields)
        meant = dict(expected or {})
        for field in meant:
            if field not in fields and field not in ("why", "forbids"):
                raise WrongUsage(
                    f"{field}: what stood there is told, and nothing new", hint=f"give the new {field} too"
                )
        _still_so(desk, noun, subject, meant)
        statements = tuple(
            Statement(
                subject=subject,
                field=field,
                value=value,
                origin=origin,
                expected=meant.get(field),
            )
            for field, value in said.items()
        )
        act, line = pen.act("describe", statements, agent=agent, subjects=[subject], reason=reason)
        messages = tuple(f"{statement.field}: {in_words(statement.field, statement.value)}" for statement in statements)
        return Done(act=act.id, sequence=line.sequence, verb="describe", subjects=(subject,), messages=messages)


def _still_so(desk: Desk, noun: str, subject: str, meant: dict[str, str]) -> None:
    """Checks the structured values that the new ones are meant to replace, in words, and takes them out of `meant`.

    A date is compared as a date and terms by their text, whatever else stands beside them. The plain ones are left to the
    archive. Raises Conflict.
    """
    if noun not in ("conversation", "source"):
        return
    catalog = desk.archive.catalog
    standing = catalog.source(subject) if noun == "source" else catalog.conversation(subject).conversation
    found = {"terms": standing.terms.text, "forbids": ", ".join(standing.terms.forbids)}
    if isinstance(standing, Conversation):
        found |= {"held": standing.held.date or "", "why": standing.held.why}
    for field in found.keys() & meant.keys():
        value = meant.pop(field)
        if (_date(value) if field == "held" else value.strip()) != found[field]:
            raise Conflict(
                f"the {field} of {subject} is no longer “{value}”: it is “{found[field]}”",
                expected=value,
                found=found[field],
            )


def values(noun: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Returns the fields as statements keep them: checked, and structured ones as canonical JSON."""
    allowed = FIELDS.get(noun, ())
    for field in fields:
        if field not in allowed:
            raise WrongUsage(
                f"a {noun} has no {field} to describe",
                hint=f"of a {noun} one can say: {', '.join(allowed) or 'nothing'}",
            )
    for field, value in fields.items():
        bounded(value, f"the {field.replace('_', ' ')}", LONGEST)
    said = {field: _CHECKS.get(field, _plain)(value) for field, value in fields.items()}
    if "held" in said or "why" in said:
        if "held" not in said:
            raise WrongUsage(
                "`why` says how the date is known", hint="give the date with it: --held 2022-05-14 --why …"
            )
        said["held"] = _held(said["held"], said.pop("why", ""))
    if "terms" in said or "forbids" in said:
        forbids = tuple(use.strip() for use in said.pop("forbids", "").split(",") if use.strip())
        known = filing.known(terms=said.get("terms", ""), forbids=forbids)
        said["terms"] = canonical_json(known.terms).decode()
    return said


def _plain(value: str) -> str:
    return value.strip()


def _access(value: str) -> str:
    return canonical_json(parse_access(value)).decode()


def _held(date: str, why: str) -> str:
    if not date:
        return canonical_json(Held()).decode()
    certainty: Certainty = "inferred" if why.lower().startswith("inferred") else "stated"
    return canonical_json(Held(date=date, certainty=certainty, why=why or "a person says so")).decode()


def _parties(value: str) -> str:
    """Who is on each channel, in order: `Bridge; Engine room`."""
    return canonical_json([name.strip() for name in value.split(";")]).decode() if value.strip() else ""


def _offset(value: str) -> str:
    if not value.strip():
        return ""
    found = parse_clock(value)
    if found is None:
        raise BadInput(f"“{value[:40]}” is no time within a recording", hint="write it as 1:23.4 or 0:01:23.400")
    return str(found)


def _date(value: str) -> str:
    return filing.date(value) if value.strip() else ""


_CHECKS: Mapping[str, Callable[[str], str]] = {
    "access": _access,
    "parties": _parties,
    "offset": _offset,
    "kind": lambda value: filing.kind_named(value.strip()),
    "genre": lambda value: filing.genre_named(value.strip()),
    "language": filing.language_tag,
    "held": _date,
    "published": _date,
    "terms": _plain,
    "url": lambda value: filing.web_address(value) if value.strip() else "",
}


def in_words(field: str, value: str) -> str:
    """Returns a statement's value for people."""
    if field == "access":
        return str(msgspec.json.decode(value, type=Access))
    if field == "held":
        held = msgspec.json.decode(value, type=Held)
        return f"{held.date or 'unknown'} ({held.certainty}: {held.why})" if held.why else held.date or "unknown"
    if field == "parties":
        return "; ".join(msgspec.json.decode(value, type=list[str])) if value else ""
    if field == "offset":
        return format_clock(int(value)) if value else ""
    if field == "terms":
        terms = msgspec.json.decode(value, type=Terms)
        return terms.text + (f" (forbids: {', '.join(terms.forbids)})" if terms.forbids else "")
    return value
