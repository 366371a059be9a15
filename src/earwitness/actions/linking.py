"""`link`, `unlink`, `reject`: whether two conversations are one, as a person says. Each can be undone and loses nothing.

A link joins the two conversations as they were born, so that taking one link back parts what it joined and no more. An
excerpt never joins two: it belongs to one conversation, or links by stretches, these turns to this one and those to that.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..errors import Conflict, NotFound, WrongUsage
from ..identifiers import new_id, split, within
from ..model import Link, Record, Statement
from ..times import Ms
from . import finding
from .desk import Desk, writing
from .outcomes import Done


class Clip(Struct, frozen=True, kw_only=True):
    """What a recording is of another one, as its sound tells."""

    recording: str
    whole: str
    offset: Ms
    """Where in the whole the clip begins."""


NOT_SAME = "not_same"
"""The field under which a conversation remembers what it is not: the value is the other's id."""
SOUND = "the sound that both have"
"""Where it is known from that a recording is a clip of another."""


def link(
    desk: Desk, a: str, b: str, *, agent: str, why: str = "", reason: str = "", turns: Sequence[str] = (),
    clip: Clip | None = None, index: bool = True,
) -> Done:  # fmt: skip
    """Says that two conversations are one; both ids keep resolving. `a` and `b` may be ids of their transcripts or recordings.

    With `turns` (archive-wide ids, of a transcript of one of the two) it says that only these quote the other: the
    transcript is a publication of that too, and no conversations are joined. So a round-up quotes several. With `clip`
    the act says too which recording is a part of which.

    Raises NotFound for an unknown id, WrongUsage where they are one already, Conflict where one is an excerpt that is
    linked to another conversation, or a turn is. Without `index` the search index is left to the next act.
    """
    with writing(desk, index=index) as pen:
        one, other = end_of(desk, a), end_of(desk, b)
        if finding.conversation_of(desk, one) == finding.conversation_of(desk, other):
            raise WrongUsage(f"{a} and {b} are one conversation already", hint=f"see it: earwitness show {one}")
        if turns:
            one, other = _ends_of_stretch(desk, one, other, turns)
        else:
            _whole_or_refuse(desk, one, other)
        record = Link(id=new_id("link"), a=one, b=other, why=why, turns=tuple(dict.fromkeys(turns)))
        records: list[Record] = [record]
        if clip is not None and not turns:
            records += [
                Statement(subject=clip.recording, field="whole", value=clip.whole, origin=SOUND),
                Statement(subject=clip.recording, field="offset", value=str(clip.offset), origin=SOUND),
            ]
        act, line = pen.act("link", records, agent=agent, subjects=[one, other], reason=reason)
        said = f"{a} and {b} are one conversation now"
        if turns:
            said = f"{len(record.turns)} of the turns of {one} are from {other} now, and the two stay two"
        message = f"{said}; to part them: earwitness unlink {record.id}"
        return Done(act=act.id, sequence=line.sequence, verb="link", subjects=(one, other), messages=(message,))


def turns_of(desk: Desk, id: str, numbers: str) -> tuple[str, ...]:
    """Returns the archive-wide ids of the turns that people write as numbers (`3-5,8`), of a transcript or of a conversation
    with one. Raises NotFound for a turn that is not there, WrongUsage for what are no numbers.
    """
    if finding.noun(desk, id) == "transcript":
        transcript = desk.archive.catalog.transcript(id)
    else:
        tellings = desk.archive.catalog.transcripts_of(finding.conversation_of(desk, id))
        if len(tellings) != 1:
            raise WrongUsage(
                f"{id} has {len(tellings)} versions", hint="name the one whose turns are meant by its own id"
            )
        (transcript,) = tellings
    wanted: list[int] = []
    for part in numbers.replace(" ", "").split(","):
        low, dash, high = part.partition("-")
        if not low.isdecimal() or (dash and not high.isdecimal()) or 20 < len(part):
            raise WrongUsage(f"“{part}” is no turn's number", hint="write numbers and ranges: --turns 3-5,8")
        wanted += range(int(low), min(int(high or low), len(transcript.turns) + 1) + 1)
    known = {turn.number: turn.id for turn in transcript.turns}
    missing = [number for number in wanted if number not in known]
    if missing or not wanted:
        raise NotFound(f"{transcript.id} has no turn {missing[0] if missing else numbers}")
    return tuple(within(transcript.id, known[number]) for number in dict.fromkeys(wanted))


def _whole_or_refuse(desk: Desk, one: str, other: str) -> None:
    """Raises Conflict where joining these would join two conversations by an excerpt."""
    for excerpt, telling in ((one, other), (other, one)):
        if would_join_two(desk, excerpt, telling):
            whole = desk.archive.catalog.canonical(excerpt)
            raise Conflict(
                f"{excerpt} is an excerpt linked to {whole}: linking it to {telling} too would join those two",
                expected="an excerpt of one conversation",
                found=f"{whole} and {telling}",
                hint=f"if it quotes both, unlink it and link it turn by turn: earwitness link {excerpt} {telling} --turns "
                "1-3; if the two are one conversation, link their whole versions",
            )


def _ends_of_stretch(desk: Desk, one: str, other: str, turns: Sequence[str]) -> tuple[str, str]:
    """Returns the conversation whose turns these are, and the one that they quote; both as they were born."""
    names = {split(turn)[0] for turn in turns}
    for turn in turns:
        if finding.noun(desk, turn) != "turn":
            raise WrongUsage(
                f"{turn} is no turn", hint="turns are named like t4f9k2mq7x1.7: earwitness show shows them"
            )
    homes = {finding.conversation_of(desk, name) for name in names}
    if len(homes) != 1:
        raise WrongUsage("the turns of a link are of one conversation")
    (home,) = homes
    canonical = desk.archive.catalog.canonical
    if home == canonical(other):
        one, other = other, one
    elif home != canonical(one):
        raise WrongUsage(f"these turns are of {home}, which is neither of the two")
    for name in sorted(names):
        for whole, held in desk.archive.catalog.stretched().get(name, {}).items():
            taken = sorted(turn for turn in turns if split(turn)[0] == name and split(turn)[1] in held)
            if taken:
                raise Conflict(
                    f"{', '.join(taken)} is linked to {whole} already",
                    expected="turns that are linked to nothing",
                    found=whole,
                    hint="a turn is from one conversation: leave it out, or unlink that first",
                )
    return one, other


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
    canonical = desk.archive.catalog.canonical
    return frozenset((canonical(a), canonical(b))) in all_rejected(desk)


def all_rejected(desk: Desk) -> frozenset[frozenset[str]]:
    """Returns the pairs of conversations, by the ids they stand under now, that somebody said are not one."""
    catalog = desk.archive.catalog
    found: set[frozenset[str]] = set()
    for subject, other in catalog.said_of_all(NOT_SAME):
        if catalog.noun(subject) == catalog.noun(other) == "conversation":
            found.add(frozenset((catalog.canonical(subject), catalog.canonical(other))))
    return frozenset(found)


def end_of(desk: Desk, id: str) -> str:
    """Returns the conversation, as it was born, that a link of this id would hold on to.

    Of a transcript or a recording it is its own. Where an excerpt's id has become that of the whole conversation, it is the
    oldest that has more than excerpts.
    """
    catalog = desk.archive.catalog
    named = finding.noun(desk, id)
    if named in ("transcript", "turn", "speaker"):
        return catalog.heads([split(id)[0]])[0].conversation
    if named == "recording":
        return catalog.recording(id).conversation
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
