"""Waiting: the proposals that were worked out last and that nobody has decided since. Nothing is judged here.

`propose` keeps what it found beside the search index, with the act it was found at. Whatever a person did since is seen to
here: what has become one, was rejected or could not be linked any more is left out.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from ..archive import Spoken, Told
from ..errors import NotFound
from ..model import Conversation
from . import finding, linking
from .answers import Answer
from .desk import Desk
from .pairing import STATE
from .proposal import Proposal, strength

WHOLE = "archive"
"""Under this name stands what was found in the whole archive; under its id, what was found for one conversation."""


class Waiting(Answer, frozen=True, kw_only=True):
    """What waits for a person: the surest first."""

    total: int
    """However many of them are in this answer."""
    proposals: tuple[Proposal, ...]
    as_of: int | None
    """The act that the archive stood at when it was looked through last; None where it never was."""
    stale: int
    """Conversations whose words came or changed since."""


class Found(Struct, frozen=True, kw_only=True):
    """What is kept of a search for proposals."""

    proposals: tuple[Proposal, ...]
    heard: dict[str, int]
    """The revision of every transcript that there was; empty for one conversation."""


def keep(desk: Desk, proposals: Iterable[Proposal], *, of: str | None, at: int, told: Iterable[Told]) -> None:
    """Keeps what was found in the whole archive, or for one conversation, in place of what was kept of that before.

    `at` is the act it was found at. Where something was erased since, all that is kept is let go: its words may be there.
    """
    if desk.archive.catalog.acts(after=at, verb="erase", limit=1):
        desk.kept.clear()
        return
    bare = tuple(replace(proposal, titles=("", "")) for proposal in proposals)
    if of is None:
        found = Found(proposals=bare, heard={one.id: one.revision for one in told})
    else:
        found = Found(proposals=bare, heard={})
    desk.kept.put("proposals", of or WHOLE, f"{at} {STATE}", found)
    if of is None:
        desk.kept.drop("proposals", desk.kept.keys("proposals").keys() - {WHOLE})


def list_waiting(desk: Desk, *, of: str | None = None, limit: int | None = 50, offset: int = 0) -> Waiting:
    """Returns the proposals that wait for a person, as they were worked out last; of one conversation, if named.

    Raises NotFound for an unknown id.
    """
    with desk.archive.catalog.snapshot() as catalog:
        home = None if of is None else finding.conversation_of(desk, of)
        at, kept, revisions = _kept(desk, catalog.position.sequence)
        spoken = catalog.spoken(name for proposal in kept for name in proposal.transcripts if name)
        heard = _heard(desk, kept)
        standing: dict[frozenset[str], Proposal] = {}
        settled = _Settled(desk, {one.conversation.id for one in spoken.values()})
        for proposal in sorted(kept, key=strength):
            now = _as_it_stands(proposal, spoken, heard)
            if now is not None and now.pair not in standing and not settled.has(now, spoken):
                standing[now.pair] = now
        found = [one for one in standing.values() if home is None or home in one.pair]
        since = () if at is None else catalog.told_since(at)
        fresh = {one.conversation for one in since if revisions.get(one.id) != one.revision}
        return Waiting(
            total=len(found),
            proposals=tuple(found[offset:] if limit is None else found[offset : offset + limit]),
            as_of=at,
            stale=len(fresh),
        )


def _kept(desk: Desk, now: int) -> tuple[int | None, list[Proposal], Mapping[str, int]]:
    """Returns when the whole archive was looked through, what is proposed since then, and which revisions were there."""
    kept: dict[str, tuple[int, Found]] = {}
    for name, (key, found) in desk.kept.everything("proposals", Found).items():
        act, _, state = key.partition(" ")
        if state == STATE and int(act) <= now:
            kept[name] = int(act), found
    whole_at, whole = kept.pop(WHOLE, (None, Found(proposals=(), heard={})))
    proposals = {proposal.pair: proposal for proposal in whole.proposals}
    for name, (at, found) in sorted(kept.items(), key=lambda item: item[1][0]):
        if whole_at is not None and at < whole_at:
            continue
        own = {proposal.pair: proposal for proposal in found.proposals}
        gone = [pair for pair in proposals if name in pair and pair not in own]
        for pair in gone:
            del proposals[pair]
        # What the whole archive says of a pair stands: it has seen whose else an excerpt may be, and series of calls.
        proposals = {**own, **proposals}
    return whole_at, list(proposals.values()), whole.heard


def _heard(desk: Desk, proposals: Iterable[Proposal]) -> dict[str, Conversation]:
    """Returns the conversation, as it stands, of each recording that is proposed and there still."""
    catalog = desk.archive.catalog
    found: dict[str, Conversation] = {}
    for name in {name for proposal in proposals for name in proposal.recordings if name}:
        with contextlib.suppress(NotFound):
            found[name] = catalog.conversation(catalog.recording(name).conversation).conversation
    return found


def _as_it_stands(
    proposal: Proposal, spoken: Mapping[str, Spoken], heard: Mapping[str, Conversation]
) -> Proposal | None:
    """Returns the proposal under the conversations that its tellings or recordings are of now; None where one is gone or both
    are one.
    """
    there = {**heard, **{name: each.conversation for name, each in spoken.items()}}
    if not there.keys() >= {*proposal.ends, *filter(None, proposal.recordings)}:
        return None
    one, other = (there[name] for name in proposal.ends)
    if one.id == other.id:
        return None
    return replace(proposal, a=one.id, b=other.id, titles=(one.title, other.title))


class _Settled:
    """What people decided, asked once for all proposals."""

    def __init__(self, desk: Desk, homes: Iterable[str]) -> None:
        """`homes` are the conversations that are proposed."""
        self._rejected = linking.all_rejected(desk)
        self._stretched = desk.archive.catalog.stretched()
        self._whole = desk.archive.catalog.told_whole(homes)

    def has(self, proposal: Proposal, spoken: Mapping[str, Spoken]) -> bool:
        """Says whether somebody rejected it, or linked an excerpt elsewhere so that it cannot be linked any more."""
        if proposal.pair in self._rejected:
            return True
        if not all(proposal.transcripts):
            return False
        held = {f"{name}.{turn}" for name in proposal.transcripts for turn in self._turns(name)}
        if not held.isdisjoint(proposal.turns):
            return True
        for transcript, other in zip(proposal.transcripts, (proposal.b, proposal.a), strict=True):
            if other in self._stretched.get(transcript, ()):
                return True
            if spoken[transcript].transcript.kind == "excerpt" and proposal.pair <= self._whole:
                return True
        return False

    def _turns(self, transcript: str) -> Iterable[str]:
        return (turn for turns in self._stretched.get(transcript, {}).values() for turn in turns)
