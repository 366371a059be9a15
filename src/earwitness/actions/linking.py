"""`link`, `unlink`, `reject`: whether two conversations are one, as a person says. Each can be undone and loses nothing.

A link joins the two conversations as they were born, so that taking one link back parts what it joined and no more. An
excerpt belongs to one conversation: a link of it never joins two.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import Conflict, NotFound, WrongUsage
from ..identifiers import new_id, split
from ..model import Link, Statement
from . import finding
from .desk import Desk, writing
from .history import undo
from .outcomes import Done

NOT_SAME = "not_same"
"""The field under which a conversation remembers what it is not: the value is the other's id."""


def link(desk: Desk, a: str, b: str, *, agent: str, why: str = "", reason: str = "", index: bool = True) -> Done:
    """Says that two conversations are one; both ids keep resolving. `a` and `b` may be their transcripts' ids.

    Raises NotFound for an unknown id, WrongUsage where they are one already, Conflict where one is an excerpt that is
    linked to another conversation. Without `index` the search index is left to the next act.
    """
    with writing(desk, index=index) as pen:
        one, other = end_of(desk, a), end_of(desk, b)
        if finding.conversation_of(desk, one) == finding.conversation_of(desk, other):
            raise WrongUsage(f"{a} and {b} are one conversation already", hint=f"see it: earwitness show {one}")
        for excerpt, telling in ((one, other), (other, one)):
            if would_join_two(desk, excerpt, telling):
                whole = desk.archive.catalog.canonical(excerpt)
                raise Conflict(
                    f"{excerpt} is an excerpt linked to {whole}: linking it to {telling} too would join those two",
                    expected="an excerpt of one conversation",
                    found=f"{whole} and {telling}",
                    hint="if the two are one conversation, link their whole tellings; if not, unlink the excerpt first",
                )
        record = Link(id=new_id("link"), a=one, b=other, why=why)
        act, line = pen.act("link", [record], agent=agent, subjects=[one, other], reason=reason)
        message = f"{a} and {b} are one conversation now; to part them: earwitness unlink {record.id}"
        return Done(act=act.id, sequence=line.sequence, verb="link", subjects=(one, other), messages=(message,))


def unlink(desk: Desk, a: str, b: str | None = None, *, agent: str, reason: str = "") -> Done:
    """Takes back the link of an id, or the one between two conversations. Undoing this act links them again.

    Raises NotFound where there is no such link, WrongUsage where the two are not one or other links join them, Conflict
    where the link came in with more, in one act: then only the whole act can be undone.
    """
    edges = _between(desk, a, b) if b is not None else _named(desk, a)
    done = [undo(desk, act, agent=agent, reason=reason) for act in [_act_of(desk, id) for id, _, _ in edges]]
    catalog = desk.archive.catalog
    _, one, other = edges[0]
    left, right = catalog.canonical(one), catalog.canonical(other)
    message = f"{one} and {other} are two conversations again: {left} and {right}"
    if left == right:
        others = ", ".join(id for id, _, _, _ in catalog.links_of(left))
        message = f"the link is gone, and other links still make {one} and {other} one conversation: {others}"
    last = done[-1]
    return Done(act=last.act, sequence=last.sequence, verb=last.verb, subjects=(one, other), messages=(message,))


def reject(desk: Desk, a: str, b: str, *, agent: str, reason: str = "") -> Done:
    """Says that two conversations are not one: they are not proposed again until this act is undone.

    Raises NotFound for an unknown id, WrongUsage where they are one or were rejected already.
    """
    with writing(desk) as pen:
        one, other = end_of(desk, a), end_of(desk, b)
        home = finding.conversation_of(desk, one)
        if home == finding.conversation_of(desk, other):
            raise WrongUsage(f"{a} and {b} are one conversation", hint=f"part them first: earwitness unlink {a} {b}")
        if rejected(desk, one, other):
            raise WrongUsage(f"{a} and {b} were rejected already", hint=f"see who said so: earwitness show {home}")
        statement = Statement(subject=one, field=NOT_SAME, value=other, origin="person")
        act, line = pen.act("reject", [statement], agent=agent, subjects=[one, other], reason=reason)
        message = f"{a} and {b} are two conversations, and are not proposed again"
        return Done(act=act.id, sequence=line.sequence, verb="reject", subjects=(one, other), messages=(message,))


def rejected(desk: Desk, a: str, b: str) -> bool:
    """Says whether somebody said of these conversations, or of any that links joined to them, that they are not one."""
    return _said_not_same(desk, a, b) or _said_not_same(desk, b, a)


def _said_not_same(desk: Desk, a: str, b: str) -> bool:
    catalog = desk.archive.catalog
    said = [stated.value for stated in catalog.statements(a, all_of_them=True) if stated.field == NOT_SAME]
    return bool(said) and not set(said).isdisjoint(catalog.members(b))


def end_of(desk: Desk, id: str) -> str:
    """Returns the conversation, as it was born, that a link of this id would hold on to.

    Of a transcript it is its own. Where an excerpt's id has become that of the whole conversation, it is the oldest
    that has more than excerpts.
    """
    catalog = desk.archive.catalog
    named = finding.noun(desk, id)
    if named in ("transcript", "turn", "speaker"):
        return catalog.heads([split(id)[0]])[0].conversation
    one = id if named == "conversation" else finding.conversation_of(desk, id)
    if one == catalog.canonical(one) and _only_excerpts(desk, one):
        return next((member for member in catalog.members(one) if _has_whole(desk, member)), one)
    return one


def would_join_two(desk: Desk, excerpt: str, other: str) -> bool:
    """Says whether the first is an excerpt that has its conversation, and the other is one more."""
    if not _only_excerpts(desk, excerpt):
        return False
    catalog = desk.archive.catalog
    return all(any(_has_whole(desk, member) for member in catalog.members(end)) for end in (excerpt, other))


def _own_kinds(desk: Desk, member: str) -> list[str]:
    tellings = desk.archive.catalog.transcripts_of(member, with_turns=False)
    return [transcript.kind for transcript in tellings if transcript.conversation == member]


def _only_excerpts(desk: Desk, member: str) -> bool:
    kinds = _own_kinds(desk, member)
    return bool(kinds) and set(kinds) == {"excerpt"}


def _has_whole(desk: Desk, member: str) -> bool:
    return any(kind != "excerpt" for kind in _own_kinds(desk, member))


Edge = tuple[str, str, str]


def _named(desk: Desk, id: str) -> Sequence[Edge]:
    """Returns the link of an id, with its ends."""
    catalog = desk.archive.catalog
    acts = catalog.acts(subject=id)
    for act in acts:
        for record in catalog.records(act.sequence)[1]:
            if isinstance(record, Link) and record.id == id:
                if act.effective:
                    return [(id, record.a, record.b)]
                raise WrongUsage(f"link {id} is taken back already", hint=f"link again: earwitness undo {acts[-1].id}")
    raise NotFound(
        f"there is no link {id}", near=catalog.near_ids(id), hint="name the two conversations: earwitness unlink A B"
    )


def _between(desk: Desk, a: str, b: str) -> Sequence[Edge]:
    """Returns the links that hold on to both."""
    home = finding.conversation_of(desk, a)
    if home != finding.conversation_of(desk, b):
        raise WrongUsage(f"{a} and {b} are two conversations already", hint="see them: earwitness list")
    ours, theirs = {a, end_of(desk, a)}, {b, end_of(desk, b)}
    standing = [(id, one, other) for id, one, other, _ in desk.archive.catalog.links_of(home)]
    found = [
        (id, one, other)
        for id, one, other in standing
        if (one in ours and other in theirs) or (one in theirs and other in ours)
    ]
    if not found:
        shown = "; ".join(f"{id} joins {one} and {other}" for id, one, other in standing)
        raise WrongUsage(
            f"no link joins {a} and {b} directly" + (f": {shown}" if shown else ": they were born as one"),
            hint=f"take back one of those: earwitness unlink {standing[0][0]}" if standing else "",
        )
    return found


def _act_of(desk: Desk, id: str) -> str:
    """Returns the act that made the link and nothing else. Raises Conflict where it made more."""
    catalog = desk.archive.catalog
    for act in catalog.acts(subject=id):
        records = catalog.records(act.sequence)[1]
        if act.effective and any(isinstance(record, Link) and record.id == id for record in records):
            if all(isinstance(record, Link) for record in records):
                return act.id
            raise Conflict(
                f"link {id} came in with other things, in act {act.id}",
                expected="an act that made only the link",
                found=f"“{act.verb}” with {len(records)} records",
                hint=f"undo it with all that it filed: earwitness undo {act.id}",
            )
    raise NotFound(f"no act that stands made link {id}")
