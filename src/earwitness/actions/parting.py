"""`unlink`: two conversations that were linked are two again, or a telling becomes a conversation of its own.

Nothing is lost: speakers, dates and words belong to the transcript or source that says them.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ..errors import Conflict, NotFound, WrongUsage
from ..identifiers import new_id
from ..model import Conversation, Link
from . import finding
from .desk import Desk, writing
from .history import undo
from .linking import end_of
from .outcomes import Done


def unlink(desk: Desk, a: str, b: str | None = None, *, agent: str, reason: str = "") -> Done:
    """Takes back the link of an id, or the one between two conversations. Undoing this act links them again.

    A transcript's id alone makes a conversation of its own of one that was read together with others. Raises NotFound where
    there is no such link, WrongUsage where the two are not one or other links join them, Conflict where the link came in
    with more, in one act: then only the whole act can be undone.
    """
    if b is None and a.startswith("t"):
        return part(desk, a, agent=agent, reason=reason)
    edges = _between(desk, a, b) if b is not None else _named(desk, a)
    joining = _standing(desk, edges[0][1])
    done = [undo(desk, act, agent=agent, reason=reason) for act in [_act_of(desk, id) for id, _, _ in edges]]
    catalog = desk.archive.catalog
    _, one, other = edges[0]
    left, right = catalog.canonical(one), catalog.canonical(other)
    message = f"{one} and {other} are two conversations again: {left} and {right}"
    if edges[0][0] not in (id for id, _, _ in joining):
        message = f"no turn of {one} is said to be from {other} any more"
    elif left == right:
        others = ", ".join(id for id, _, _, _ in catalog.links_of(left))
        message = f"the link is gone, and other links still make {one} and {other} one conversation: {others}"
    last = done[-1]
    return Done(act=last.act, sequence=last.sequence, verb=last.verb, subjects=(one, other), messages=(message,))


def part(desk: Desk, transcript: str, *, agent: str, reason: str = "") -> Done:
    """Makes a transcript that was read together with others a conversation of its own; undoing this act joins them again.

    Raises NotFound for an unknown id, WrongUsage where it is alone in its conversation, or a link joins it to the others.
    """
    with writing(desk) as pen:
        catalog = desk.archive.catalog
        if finding.noun(desk, transcript) != "transcript":
            raise WrongUsage(f"{transcript} is no transcript", hint="earwitness show shows their ids")
        whole = catalog.transcript(transcript)
        born = whole.conversation
        own = [one for one in catalog.transcripts_of(born, with_turns=False) if one.id != whole.id]
        if not own:
            raise WrongUsage(f"{transcript} is alone in its conversation", hint="there is nothing to part it from")
        loose = [id for id, *ends in _standing(desk, born) if born in ends and _made_alone(desk, id)]
        if loose and not any(one.conversation == born for one in own):
            raise WrongUsage(
                f"{transcript} came in by itself; links join it to others: {', '.join(loose)}",
                hint=f"take that back: earwitness unlink {loose[0]}",
            )
        recorded = catalog.recorded(transcript)
        facts = catalog.conversation(born).conversation
        fresh = Conversation(
            id=new_id("conversation"),
            title=whole.title or facts.title,
            genre=facts.genre,
            held=facts.held,
            place=facts.place,
            terms=facts.terms,
            access=facts.access,
            source=whole.source,
        )
        moved = replace(recorded, conversation=fresh.id, revision=whole.revision + 1)
        act, line = pen.act("part", [fresh, moved], agent=agent, subjects=[born, fresh.id, whole.id], reason=reason)
        message = f"{transcript} is a conversation of its own now: {fresh.id}"
        return Done(act=act.id, sequence=line.sequence, verb="part", subjects=(fresh.id, whole.id), messages=(message,))


Edge = tuple[str, str, str]


def _standing(desk: Desk, conversation: str) -> Sequence[Edge]:
    """Returns the links that join a conversation."""
    return [(id, one, other) for id, one, other, _ in desk.archive.catalog.links_of(conversation)]


def _quoting(desk: Desk, conversation: str) -> Sequence[Edge]:
    """Returns the links by which excerpts of a conversation quote others, or those of others quote it."""
    return [(id, one, other) for id, one, other, _ in desk.archive.catalog.links_of(conversation, stretches=True)]


def _homes(desk: Desk, edge: Edge) -> set[str]:
    return {desk.archive.catalog.canonical(end) for end in edge[1:]}


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
        quoting = [edge for edge in _quoting(desk, home) if finding.conversation_of(desk, b) in _homes(desk, edge)]
        if quoting:
            return quoting
        raise WrongUsage(f"{a} and {b} are two conversations already", hint="see them: earwitness list")
    ours, theirs = {a, end_of(desk, a)}, {b, end_of(desk, b)}
    standing = _standing(desk, home)
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


def _made_alone(desk: Desk, id: str) -> bool:
    """Says whether the link can be taken back by itself."""
    try:
        return bool(_act_of(desk, id))
    except Conflict:
        return False


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
                hint="make a conversation of its own of the version that came with it: earwitness unlink T; or undo all that "
                f"was filed: earwitness undo {act.id}",
            )
    raise NotFound(f"no act that stands made link {id}")
