"""`link` without two ids: which conversations may be one, with the reasons; and `--apply`, which links the sure ones.

What is found is kept beside the search index, with all that it was worked out from, so that only what is new is judged the
next time: some milliseconds for each transcript that is new, and some hundredths of a second for each pair that is judged (at
most twice `AROUND` for each transcript asked about). Memory holds a bounded number of turns, whatever the archive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from ..engines.embed import Encoder
from ..errors import EarwitnessError
from ..tellings.kinship import Kind
from ..tellings.reasons import Reason
from . import finding, linking, waiting
from .answers import Answer
from .desk import Desk, Progress, writing
from .pair import Pair
from .pairing import Pairing
from .proposal import Proposal, Proposals, strength, why
from .reposts import reposts, with_sound
from .watch import watched

ELSEWHERE = "it is found in another conversation too"
"""The reason that keeps an excerpt from being linked to either."""
MANY = 10
"""Others that a conversation may be the same as before it is taken for one of a series: a person must look at those."""
QUOTED = 2
"""Quotations that a round-up must have of each conversation, for the machine to share it out among them."""
SERIES = "one of many that are nearly the same: a series of calls, or one call published often"


class Joined(Answer, frozen=True, kw_only=True):
    """A link that was made."""

    a: str
    b: str
    score: float
    kind: Kind
    act: str


class Left(Answer, frozen=True, kw_only=True):
    """A proposal that was called the same and was not acted on, with the reason."""

    a: str
    b: str
    why: str


class Applied(Answer, frozen=True, kw_only=True):
    """The answer of `link --apply`: each link is an act of its own."""

    joined: tuple[Joined, ...]
    left: tuple[Left, ...]
    proposals: tuple[Proposal, ...]
    """What is still for a person to decide."""


def propose(
    desk: Desk, *, id: str | None = None, limit: int | None = 50, minimum: float = 0.0,
    encoder: Encoder | None = None, progress: Progress | None = None,
) -> Proposals:  # fmt: skip
    """Returns which conversations may be one, with reasons; with an id, only those that the named one may be.

    Conversations that are one already and pairs that a person rejected are not proposed. An excerpt that is found in two
    conversations by different quotations is a round-up: each is proposed with its turns. Where they contend for the same
    quotations both are `maybe`, with that as a reason. An `encoder` (`engines.embed`) adds what tellings mean to what they
    say. Sound that recordings of both have is the strongest
    evidence. What is found is kept, so that `list_waiting` can show it without judging anew. Raises NotFound for an unknown id,
    Conflict where something is erased meanwhile.
    """
    with desk.archive.catalog.snapshot() as catalog:
        at, told = catalog.position.sequence, catalog.told()
        home = None if id is None else finding.conversation_of(desk, id)
        pairing = Pairing(desk, progress=watched(desk, progress, at=at), encoder=encoder)
        pairs = list(pairing.pairs(home))
        parted: dict[Pair, tuple[str, ...]] = {}
        doubtful: set[Pair] = set()
        for found_twice in _found_twice(pairing, pairs):
            stretches = _stretches(pairing, found_twice)
            if stretches is None:
                doubtful.update(pair for group in found_twice for pair in group)
            else:
                parted.update(stretches)
        pairs = with_sound(pairs, reposts(desk, home=home, progress=watched(desk, progress, at=at)))
        series = _series(pairs)
        pairs = [
            _doubted(pair, ELSEWHERE)
            if pair in doubtful
            else _doubted(pair, SERIES)
            if pair.judged.verdict == "same" and not series.isdisjoint((pair.a, pair.b))
            else pair
            for pair in pairs
        ]
        found = sorted((_proposal(pair, parted.get(pair, ())) for pair in pairs), key=strength)
        asked = [proposal for proposal in found if minimum <= proposal.score]
        shown = asked if limit is None else asked[:limit]
        answer = Proposals(total=len(asked), proposals=tuple(_titled(desk, proposal) for proposal in shown))
    waiting.keep(desk, found, of=home, at=at, told=told)
    return answer


def apply_proposals(
    desk: Desk, *, agent: str, id: str | None = None, minimum: float = 0.0, reason: str = "",
    encoder: Encoder | None = None, progress: Progress | None = None,
) -> Applied:  # fmt: skip
    """Links what is proposed as the same with a score of `minimum` or more: one act a link, each of which can be undone.

    Whole tellings are linked first; then excerpts are looked for anew, in all that has become one. What is called the same
    and cannot be linked is told with the reason.
    """
    joined: list[Joined] = []
    left: list[Left] = []
    for excerpts in (False, True):
        proposals = propose(desk, id=id, limit=None, encoder=encoder, progress=progress).proposals
        for one in proposals:
            if one.verdict == "same" and minimum <= one.score and (one.kind == "excerpt") == excerpts:
                done = _link(desk, one, agent=agent, reason=reason)
                if isinstance(done, Joined):
                    joined.append(done)
                elif done is not None:
                    left.append(done)
    if joined:
        with writing(desk):
            pass
    waiting = propose(desk, id=id, limit=None, encoder=encoder, progress=progress).proposals if joined else proposals
    tried = {frozenset((one.a, one.b)) for one in left}
    return Applied(
        joined=tuple(joined),
        left=tuple(left),
        proposals=tuple(one for one in waiting if frozenset((one.a, one.b)) not in tried),
    )


def _link(desk: Desk, one: Proposal, *, agent: str, reason: str) -> Joined | Left | None:
    """Links what a proposal is about, or says why not; None where the two have become one meanwhile."""
    ends = [linking.end_of(desk, name) for name in one.ends]
    if len({finding.conversation_of(desk, end) for end in ends}) == 1:
        return None
    if linking.rejected(desk, *ends):
        return Left(a=one.a, b=one.b, why="somebody said that what is joined to them is not the same")
    try:
        done = linking.link(
            desk, *one.ends, agent=agent, why=why(one), reason=reason, turns=one.turns, clip=one.clip, index=False
        )
    except EarwitnessError as error:
        return Left(a=one.a, b=one.b, why=error.message)
    return Joined(a=one.a, b=one.b, score=one.score, kind=one.kind, act=done.act)


def _found_twice(pairing: Pairing, pairs: Iterable[Pair]) -> Iterator[list[list[Pair]]]:
    """Yields, for each excerpt called the same as several conversations that are not one themselves, its pairs by these."""
    by_excerpt: dict[str, list[Pair]] = {}
    for pair in pairs:
        if pair.excerpt is not None and pair.judged.verdict == "same" and not pairing.only_few(pair.other):
            by_excerpt.setdefault(pair.excerpt, []).append(pair)
    for found in by_excerpt.values():
        groups: list[list[Pair]] = []
        for pair in found:
            near = [group for group in groups if any(pairing.same(pair.telling, other.telling) for other in group)]
            groups = [group for group in groups if group not in near]
            groups.append([pair, *(other for group in near for other in group)])
        if 1 < len(groups):
            yield groups


def _stretches(pairing: Pairing, groups: list[list[Pair]]) -> dict[Pair, tuple[str, ...]] | None:
    """Returns for each pair of a round-up the turns of it that are from the other, where the conversations share it out:
    each has quotations enough, and none is found in two. None where they contend for the same words.
    """
    shares = []
    for group in groups:
        if len({pair.few for pair in group}) != 1:
            return None
        shares.append({number for pair in group for number in pair.quoted})
    if any(len(share) < QUOTED for share in shares) or sum(map(len, shares)) != len(set().union(*shares)):
        return None
    return {pair: pairing.names(pair.few, share) for group, share in zip(groups, shares, strict=True) for pair in group}


def _series(pairs: Iterable[Pair]) -> set[str]:
    """Returns the conversations that are called the same as too many others."""
    found = Counter(end for pair in pairs if pair.judged.verdict == "same" for end in (pair.a, pair.b))
    return {end for end, others in found.items() if MANY <= others}


def _doubted(pair: Pair, why: str) -> Pair:
    reasons = (Reason(what=why, weight=0.0), *pair.judged.reasons)
    return replace(pair, judged=replace(pair.judged, verdict="maybe", reasons=reasons))


def _proposal(pair: Pair, turns: tuple[str, ...]) -> Proposal:
    return Proposal(
        a=pair.a,
        b=pair.b,
        verdict="same" if pair.judged.verdict == "same" else "maybe",
        score=pair.judged.score,
        kind=pair.judged.kind,
        reasons=pair.judged.reasons,
        transcripts=pair.transcripts,
        recordings=pair.recordings,
        clip=pair.clip,
        stretches=pair.judged.stretches,
        turns=turns,
    )


def _titled(desk: Desk, proposal: Proposal) -> Proposal:
    title = {name: desk.archive.catalog.conversation(name).conversation.title for name in proposal.pair}
    return replace(proposal, titles=(title[proposal.a], title[proposal.b]))
