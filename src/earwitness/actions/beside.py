"""Beside: two conversations side by side, the turns that say the same in rows, for a person who decides on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ..archive import Logged
from ..model import Transcript, Turn
from ..tellings.align import Group
from ..tellings.echoes import Echo, echoes
from . import aligning, finding, linking, listing
from .answers import Answer, Listed
from .desk import Desk
from .proposal import Proposal

ECHOED = 400
"""Rows in which echoes are looked for."""


class Line(Struct, frozen=True, kw_only=True):
    """Turns of both that say the same; a side without turns has nothing there."""

    a: tuple[Turn, ...]
    b: tuple[Turn, ...]
    echoes_a: tuple[Echo, ...] = ()
    """Telling words of the one that the other has there."""
    echoes_b: tuple[Echo, ...] = ()
    moved: bool = False


class Beside(Answer, frozen=True, kw_only=True):
    """Both sides of a proposal, whole."""

    listed: tuple[Listed, Listed]
    transcripts: tuple[Transcript | None, Transcript | None]
    """None where that side has only sound: then nothing is lined up."""
    lines: tuple[Line, ...]
    """Of whole tellings all that either says; of an excerpt its own turns, each with those it quotes."""
    quoting: int | None = None
    """Of an excerpt, which of the two it is: 0 or 1."""


def set_beside(desk: Desk, proposal: Proposal) -> Beside:
    """Returns both sides of a proposal, lined up; the alignment is kept. Raises NotFound where one is gone."""
    with desk.archive.catalog.snapshot() as catalog:
        a, b = (listing.listed(desk, catalog.conversation(name)) for name in (proposal.a, proposal.b))
        quoting = None
        if not all(proposal.transcripts):
            heads = {head.id: head for head in catalog.heads([name for name in proposal.transcripts if name])}
            left, right = (heads.get(name) for name in proposal.transcripts)
            return Beside(listed=(a, b), transcripts=(left, right), lines=())
        one, other = (catalog.transcript(name) for name in proposal.transcripts)
        if proposal.kind == "excerpt":
            quoting = min(
                (0, 1), key=lambda side: ((one, other)[side].kind != "excerpt", len((one, other)[side].turns))
            )
            groups: Iterable[Group] = _quoted(proposal, one, other, quoting)
        else:
            (alignment,) = aligning.alignments(desk, (one, other))
            groups = alignment.groups
    return Beside(
        listed=(a, b),
        transcripts=(one, other),
        lines=tuple(_lines(one, other, groups)),
        quoting=quoting,
    )


def _quoted(proposal: Proposal, one: Transcript, other: Transcript, quoting: int) -> list[Group]:
    """Returns the excerpt's turns, each with those it quotes, in the excerpt's order."""
    excerpt = (one, other)[quoting]
    quotes: dict[tuple[int, ...], list[int]] = {}
    for stretch in proposal.stretches:
        quote, from_ = (stretch.a, stretch.b) if quoting == 0 else (stretch.b, stretch.a)
        quotes.setdefault(quote, []).extend(from_)
    found = {number for quote in quotes for number in quote}
    for turn in excerpt.turns:
        if turn.number not in found:
            quotes[(turn.number,)] = []
    sides = ((quote, tuple(sorted(set(from_)))) for quote, from_ in sorted(quotes.items()))
    return [Group(a=left, b=right) if quoting == 0 else Group(a=right, b=left) for left, right in sides]


def _lines(one: Transcript, other: Transcript, groups: Iterable[Group]) -> Iterable[Line]:
    ours = {turn.number: turn for turn in one.turns}
    theirs = {turn.number: turn for turn in other.turns}
    for number, group in enumerate(groups):
        a, b = _turns(ours, group.a), _turns(theirs, group.b)
        if not a and not b:
            continue
        heard: tuple[tuple[Echo, ...], tuple[Echo, ...]] = ((), ())
        if a and b and number < ECHOED:
            heard = echoes(a, b, languages=(one.language, other.language))
        yield Line(a=a, b=b, echoes_a=heard[0], echoes_b=heard[1], moved=group.moved)


def _turns(turns: dict[int, Turn], numbers: Sequence[int]) -> tuple[Turn, ...]:
    """Returns the turns that there are still: a proposal may be older than the revision that stands."""
    return tuple(turns[number] for number in numbers if number in turns)


def decision(desk: Desk, a: str, b: str) -> Logged | None:
    """Returns the act that stands by which somebody decided whether two conversations are one, the newest; None: nobody did."""
    catalog = desk.archive.catalog
    with catalog.snapshot():
        pair = {finding.conversation_of(desk, name) for name in (a, b)}
        members = {member for home in pair for member in catalog.members(home)}
        named = {linking.end_of(desk, name) for name in (a, b)}
        found = [
            act
            for member in sorted(members)
            for act in catalog.acts(subject=member, newest_first=True)
            if act.effective and act.verb in ("link", "reject")
        ]
    # One that names these very two goes before one that joined them through others.
    best = max(found, key=lambda act: (named <= set(act.subjects), act.sequence), default=None)
    if best is None or len(pair) == 1 or named <= set(best.subjects):
        return best
    homes = {catalog.canonical(name) for name in best.subjects if name.startswith("c")}
    return best if homes == pair else None
