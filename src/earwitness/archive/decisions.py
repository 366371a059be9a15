"""Questions about what people settled of tellings: which excerpts quote a conversation, which turns match, which reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Union

import msgspec
from sqlalchemy import Connection, or_, select

from ..identifiers import split
from ..model import Match, Settlement
from .database import pieces
from .descent import handed_down, heirs
from .hints import Hints
from .schema import acts, decisions, links, members, revisions, transcripts, undoings
from .views import Decided, Told

_DECISION: msgspec.json.Decoder[Match | Settlement] = msgspec.json.Decoder(Union[Match, Settlement])  # noqa: UP007


class Decisions(Hints):
    """What can be asked of links by stretches, matches and settlements."""

    def quoting(self, conversation: str) -> dict[str, frozenset[str]]:
        """Returns the excerpts of other conversations that quote this one: transcript → local ids of the turns that do."""
        inside = self.members(conversation)
        with self._reading() as connection:
            return stretches(connection, inside)

    def quoted_by(self, conversation: str) -> dict[str, tuple[str, ...]]:
        """Returns what this conversation's excerpts quote: canonical id → archive-wide ids of the turns that are of it."""
        inside = self.members(conversation)
        query = select(links.c.b, links.c.turns).where(links.c.turns != "", links.c.a.in_(inside))
        found: dict[str, tuple[str, ...]] = {}
        with self._reading() as connection:
            rows = connection.execute(query.order_by(links.c.sequence, links.c.id)).all()
            known = heirs(connection, {split(turn)[0] for _, turns in rows for turn in turns.split()}) if rows else {}
            for other, turns in rows:
                home = self.canonical(other)
                held = [
                    f"{transcript}.{local}"
                    for turn in turns.split()
                    for transcript, own in (split(turn),)
                    for local in handed_down([own or ""], known.get(transcript))
                ]
                found[home] = tuple(dict.fromkeys((*found.get(home, ()), *held)))
        return found

    def stretched(self) -> dict[str, dict[str, frozenset[str]]]:
        """Returns every excerpt that links by stretches: transcript → canonical id of what it quotes → local ids of turns."""
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        query = select(members.c.canonical, links.c.turns).join(members, members.c.id == links.c.b)
        with self._reading() as connection:
            for home, held in connection.execute(query.where(links.c.turns != "")):
                for turn in held.split():
                    transcript, local = split(turn)
                    found[transcript][home].add(local or "")
            known = heirs(connection, found) if found else {}
        return {
            transcript: {home: frozenset(handed_down(turns, known.get(transcript))) for home, turns in homes.items()}
            for transcript, homes in found.items()
        }

    def told_since(self, sequence: int) -> tuple[Told, ...]:
        """Returns the transcripts of which a revision came, was taken back or put back after that act, as they stand."""
        back = select(undoings.c.target).where(sequence < undoings.c.sequence).cte(recursive=True)
        # What undid an undoing touches what that one had undone.
        back = back.union(select(undoings.c.target).where(undoings.c.sequence == back.c.target))
        row, brought = transcripts.c, revisions.c
        turned = select(brought.transcript).where(
            or_(sequence < brought.sequence, brought.sequence.in_(select(back.c.target)))
        )
        query = select(row.id, row.revision, row.kind, members.c.canonical).join(
            members, members.c.id == row.conversation
        )
        query = query.where(row.id.in_(turned)).order_by(row.sequence, row.ordinal, row.id)
        with self._reading() as connection:
            return tuple(
                Told(id=id, revision=revision, kind=kind, conversation=home)
                for id, revision, kind, home in connection.execute(query)
            )

    def told_whole(self, conversations: Iterable[str]) -> frozenset[str]:
        """Returns those of these conversations that a telling tells which is no excerpt."""
        query = select(members.c.canonical).distinct().join(transcripts, members.c.id == transcripts.c.conversation)
        query = query.where(transcripts.c.kind != "excerpt")
        found: set[str] = set()
        with self._reading() as connection:
            for some in pieces(sorted(set(conversations))):
                found.update(connection.scalars(query.where(members.c.canonical.in_(some))))
        return frozenset(found)

    def families(self, named: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Returns the conversations with more than one telling that these transcripts are of or quote: canonical id → all
        their tellings, those that quote them among them."""
        wanted = set(named)
        stretched = self.stretched()
        found: dict[str, set[str]] = defaultdict(set)
        inside = select(transcripts.c.id, members.c.canonical).join(members, members.c.id == transcripts.c.conversation)
        with self._reading() as connection:
            homes = {home for name in wanted for home in stretched.get(name, ())}
            for some in pieces(sorted(wanted)):
                homes |= {home for _, home in connection.execute(inside.where(transcripts.c.id.in_(some)))}
            for some in pieces(sorted(homes)):
                for name, home in connection.execute(inside.where(members.c.canonical.in_(some))):
                    found[home].add(name)
        for name, quoted in stretched.items():
            for home in quoted:
                if home in found:
                    found[home].add(name)
        return {home: tuple(sorted(names)) for home, names in sorted(found.items()) if 1 < len(names)}

    def decisions(self, named: Iterable[str]) -> tuple[Decided, ...]:
        """Returns what people settled about these transcripts, oldest first: a match where both are among them, a
        settlement where any it quotes is."""
        wanted = set(named)
        found: dict[str, Decided] = {}
        query = select(decisions.c.record, acts.c.id, acts.c.agent, acts.c.time, acts.c.sequence, acts.c.reason)
        query = query.join(acts, acts.c.sequence == decisions.c.sequence)
        with self._reading() as connection:
            for some in pieces(sorted(wanted)):
                rows = connection.execute(query.where(decisions.c.transcript.in_(some)))
                for record, act, agent, time, sequence, reason in rows:
                    decision = _DECISION.decode(record)
                    found[decision.id] = Decided(
                        decision=decision, act=act, agent=agent, time=time, sequence=sequence, reason=reason
                    )
            found = _as_they_stand(connection, found)
        return tuple(
            decided
            for decided in sorted(found.values(), key=lambda one: (one.sequence, one.decision.id))
            if isinstance(decided.decision, Settlement) or {decided.decision.a, decided.decision.b} <= wanted
        )


def _as_they_stand(connection: Connection, found: Mapping[str, Decided]) -> dict[str, Decided]:
    """Returns the matches with the turns that have the words of those they named: a turn may have been split or merged."""
    matched = {id: each.decision for id, each in found.items() if isinstance(each.decision, Match)}
    known = heirs(connection, {name for match in matched.values() for name in (match.a, match.b)}) if matched else {}
    if not known:
        return dict(found)
    changed = {
        id: msgspec.structs.replace(
            match,
            a_turns=handed_down(match.a_turns, known.get(match.a)),
            b_turns=handed_down(match.b_turns, known.get(match.b)),
        )
        for id, match in matched.items()
    }
    return {
        id: msgspec.structs.replace(each, decision=changed[id]) if id in changed else each for id, each in found.items()
    }


def stretches(connection: Connection, conversations: Sequence[str]) -> dict[str, frozenset[str]]:
    """Returns the transcripts that link by stretches to these conversations (ids as born), with the turns that do."""
    found: dict[str, set[str]] = defaultdict(set)
    for some in pieces(list(conversations)):
        query = select(links.c.turns).where(links.c.turns != "", links.c.b.in_(some))
        for held in connection.scalars(query.order_by(links.c.sequence, links.c.id)):
            for turn in held.split():
                transcript, local = split(turn)
                found[transcript].add(local or "")
    known = heirs(connection, found) if found else {}
    return {transcript: frozenset(handed_down(local, known.get(transcript))) for transcript, local in found.items()}
