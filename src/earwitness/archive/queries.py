"""Questions to the catalog, answered in values of the model. Each is answered from one state of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, or_, select, text

from ..errors import NotFound
from ..identifiers import split
from ..model import Act, Conversation, Record, Source, Transcript, Turn
from . import listing
from .database import pieces
from .folding import Rest
from .guarding import guarded
from .schema import (
    act_subjects,
    acts,
    conversations,
    links,
    members,
    meta,
    revisions,
    sources,
    statements,
    transcripts,
    turns,
)
from .views import Counts, Listing, Logged, Neighbour, Standing, Stated, Telling

Payloads = Callable[[Connection, int], tuple[Act, Sequence[Record]]]
_REST = msgspec.json.Decoder(Rest)
_TRANSCRIPT = msgspec.json.Decoder(Transcript)
_CONVERSATION = msgspec.json.Decoder(Conversation)
_SOURCE = msgspec.json.Decoder(Source)


def turn_of(row: Any) -> Turn:
    """Returns the turn of a row: number, id, text, speakers, start, end, language, rest."""
    number, identifier, words, speakers, start, end, language, rest = row
    more = _REST.decode(rest) if rest else Rest()
    return Turn(
        id=identifier, number=number, text=words, speakers=tuple(speakers.split()), start=start, end=end,
        language=language, raw=more.raw, printed=more.printed, marks=more.marks, inferred=more.inferred,
        access=more.access, extra=more.extra,
    )  # fmt: skip


TURN = (turns.c.number, turns.c.id, turns.c.text, turns.c.speakers, turns.c.start, turns.c.end, turns.c.language,
        turns.c.rest)  # fmt: skip


class Queries:
    """All that can be asked; `reading` gives the connection, `payload` what an act put down."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]], payload: Payloads) -> None:
        self._reading = reading
        self._payload = payload

    # Acts

    def acts(
        self, *, subject: str | None = None, agent: str | None = None, verb: str | None = None, after: int = 0,
        limit: int | None = None, newest_first: bool = False,
    ) -> tuple[Logged, ...]:  # fmt: skip
        """Returns the acts in order, those that touch `subject` only where one is given."""
        query = select(acts).where(acts.c.sequence > after)
        if subject is not None:
            touching = select(act_subjects.c.sequence).where(act_subjects.c.subject == split(subject)[0])
            query = query.where(acts.c.sequence.in_(touching))
        if agent is not None:
            query = query.where(acts.c.agent == agent)
        if verb is not None:
            query = query.where(acts.c.verb == verb)
        query = query.order_by(acts.c.sequence.desc() if newest_first else acts.c.sequence).limit(limit)
        with self._reading() as connection:
            return tuple(_logged(row) for row in connection.execute(query))

    def act(self, name: str | int) -> Logged:
        """Returns the act of an id or a sequence. Raises NotFound."""
        wanted = str(name)
        where = acts.c.sequence == int(wanted) if wanted.isdecimal() else acts.c.id == wanted
        with self._reading() as connection:
            row = connection.execute(select(acts).where(where)).first()
            if row is None:
                raise NotFound(f"there is no act {wanted}", near=self.near_ids(wanted))
            return _logged(row)

    def records(self, name: str | int) -> tuple[Act, Sequence[Record]]:
        """Returns the account and records of an act, as they stand after erasures. Raises NotFound."""
        sequence = self.act(name).sequence
        with self._reading() as connection:
            return self._payload(connection, sequence)

    def changed(self, after: int) -> tuple[str, ...]:
        """Returns the transcripts that acts after that sequence concern, those gone too: what an index must redo.

        An act on a conversation or source concerns all its transcripts, and so does a link, made or undone.
        """
        with self._reading() as connection:
            query = select(act_subjects.c.subject).where(act_subjects.c.sequence > after).distinct()
            touched = set(connection.scalars(query))
            # An undoing and an erasure touch whatever the act they concern touched.
            earlier = select(acts.c.sequence).where(acts.c.id.in_(select(query.subquery().c.subject)))
            again = select(act_subjects.c.subject).where(act_subjects.c.sequence.in_(earlier)).distinct()
            touched |= set(connection.scalars(again))
            found = {subject for subject in touched if subject.startswith("t")}
            for some in pieces(sorted(touched)):
                homes = select(members.c.canonical).where(members.c.id.in_(some))
                inside = select(members.c.id).where(members.c.canonical.in_(homes))
                where = or_(transcripts.c.conversation.in_(inside), transcripts.c.source.in_(some))
                found |= set(connection.scalars(select(transcripts.c.id).where(where)))
        return tuple(sorted(found))

    # Sources

    def sources(self, *, limit: int | None = None, offset: int = 0) -> tuple[Source, ...]:
        """Returns the sources in the order they came in, as they stand."""
        query = select(sources.c.record).order_by(sources.c.sequence, sources.c.ordinal, sources.c.id)
        return self._sources(query.limit(limit).offset(offset))

    def _sources(self, query: Select[Any]) -> tuple[Source, ...]:
        with self._reading() as connection:
            return tuple(_SOURCE.decode(record) for record in connection.scalars(query))

    def source(self, identifier: str) -> Source:
        """Returns the source as it stands. Raises NotFound with ids that look like it."""
        for source in self._sources(select(sources.c.record).where(sources.c.id == identifier)):
            return source
        raise self.missing("source", identifier)

    def sources_of_digest(self, digest: str) -> tuple[Source, ...]:
        """Returns all sources of the same bytes, oldest first."""
        query = select(sources.c.record).where(sources.c.digest == digest)
        return self._sources(query.order_by(sources.c.sequence, sources.c.ordinal))

    def source_at(self, digest: str, where: str) -> Source | None:
        """Returns the source of the same bytes from the same place (its address, or path where it has none)."""
        query = select(sources.c.record).where(sources.c.digest == digest, sources.c.place == where)
        return next(iter(self._sources(query.order_by(sources.c.sequence, sources.c.ordinal).limit(1))), None)

    def sources_of(self, conversation: str) -> tuple[Source, ...]:
        """Returns the sources that the conversation's transcripts were read from, oldest first."""
        inside = self._members(conversation)
        wanted = select(transcripts.c.source).where(transcripts.c.conversation.in_(inside))
        query = select(sources.c.record).where(sources.c.id.in_(wanted))
        return self._sources(query.order_by(sources.c.sequence, sources.c.ordinal))

    # Conversations

    def canonical(self, identifier: str) -> str:
        """Returns the id under which the conversation stands now. Raises NotFound."""
        with self._reading() as connection:
            found = connection.scalar(select(members.c.canonical).where(members.c.id == identifier))
        if found is None:
            raise self.missing("conversation", identifier)
        return str(found)

    def _members(self, identifier: str) -> tuple[str, ...]:
        query = select(members.c.id).where(members.c.canonical == self.canonical(identifier))
        with self._reading() as connection:
            return tuple(connection.scalars(query.order_by(members.c.sequence, members.c.ordinal, members.c.id)))

    def conversation(self, identifier: str) -> Standing:
        """Returns the conversation that this id, or any that links joined to it, leads to. Raises NotFound."""
        canonical = self.canonical(identifier)
        with self._reading() as connection:
            return listing.standing(connection, [canonical])[0]

    def conversations(self, **wanted: Any) -> Listing:
        """Returns a page of conversations; `listing.find` says which filters there are."""
        with self._reading() as connection:
            return listing.find(connection, **wanted)

    # Transcripts and turns

    def transcript(self, identifier: str, revision: int | None = None) -> Transcript:
        """Returns the transcript with its turns, in the revision that stands or in the one asked for.

        An older revision is as it was made: later statements are about the one that stands. Raises NotFound.
        """
        with self._reading() as connection:
            query = select(transcripts.c.record).where(transcripts.c.id == identifier)
            if (record := connection.scalar(query)) is None:
                raise self.missing("transcript", identifier)
            head = _TRANSCRIPT.decode(record)
            if revision is None or revision == head.revision:
                return msgspec.structs.replace(head, turns=self.turns(identifier))
            where = (revisions.c.transcript == identifier, revisions.c.revision == revision)
            made_by = select(revisions.c.sequence).join(acts, acts.c.sequence == revisions.c.sequence).where(*where)
            sequence = connection.scalar(made_by.order_by(acts.c.effective.desc(), acts.c.sequence.desc()).limit(1))
            if sequence is not None:
                for noun in self._payload(connection, int(sequence))[1]:
                    if isinstance(noun, Transcript) and (noun.id, noun.revision) == (identifier, revision):
                        return noun
        raise NotFound(f"transcript {identifier} has no revision {revision}; it stands at {head.revision}")

    def heads(self, identifiers: Sequence[str]) -> tuple[Transcript, ...]:
        """Returns these transcripts without their turns, as they stand, oldest first; unknown ids are left out."""
        found: list[Transcript] = []
        with self._reading() as connection:
            for some in pieces(list(identifiers)):
                query = select(transcripts.c.record).where(transcripts.c.id.in_(some))
                query = query.order_by(transcripts.c.sequence, transcripts.c.ordinal)
                found.extend(_TRANSCRIPT.decode(record) for record in connection.scalars(query))
        return tuple(found)

    def transcripts_of(self, conversation: str, *, with_turns: bool = True) -> tuple[Transcript, ...]:
        """Returns the tellings of a conversation, oldest first. Raises NotFound."""
        inside = self._members(conversation)
        query = select(transcripts.c.record).where(transcripts.c.conversation.in_(inside))
        return self._transcripts(query, with_turns)

    def transcripts_from(self, source: str, *, with_turns: bool = True) -> tuple[Transcript, ...]:
        """Returns the transcripts that were read from a source, oldest first."""
        return self._transcripts(select(transcripts.c.record).where(transcripts.c.source == source), with_turns)

    def _transcripts(self, query: Select[Any], with_turns: bool) -> tuple[Transcript, ...]:
        query = query.order_by(transcripts.c.sequence, transcripts.c.ordinal, transcripts.c.id)
        with self._reading() as connection:
            heads = [_TRANSCRIPT.decode(record) for record in connection.scalars(query)]
            if not with_turns:
                return tuple(heads)
            return tuple(msgspec.structs.replace(head, turns=self.turns(head.id)) for head in heads)

    def revisions(self, identifier: str) -> tuple[tuple[int, Logged], ...]:
        """Returns every revision's number with the act that brought it, in order; undone ones say so in the act."""
        query = select(revisions.c.revision, acts).join(acts, acts.c.sequence == revisions.c.sequence)
        query = query.where(revisions.c.transcript == identifier).order_by(acts.c.sequence, revisions.c.revision)
        with self._reading() as connection:
            return tuple((row[0], _logged(row[1:])) for row in connection.execute(query))

    def turns(self, transcript: str, start: int = 1, end: int | None = None) -> tuple[Turn, ...]:
        """Returns the turns by number, from `start` up to but not including `end`."""
        query = select(*TURN).where(turns.c.transcript == transcript, turns.c.number >= start)
        if end is not None:
            query = query.where(turns.c.number < end)
        with self._reading() as connection:
            return tuple(turn_of(row) for row in connection.execute(query.order_by(turns.c.number)))

    def neighbours(
        self, places: Iterable[tuple[str, int]], *, before: int = 1, after: int = 1
    ) -> dict[tuple[str, int], Turn]:
        """Returns turns by (transcript, number): those asked for and as many around each, in one query."""
        wanted = sorted({(transcript, number - before, number + after) for transcript, number in places})
        found: dict[tuple[str, int], Turn] = {}
        with self._reading() as connection:
            for some in pieces(wanted, 200):
                values = ", ".join(f"(:t{index}, :l{index}, :h{index})" for index in range(len(some)))
                bound = {
                    f"{letter}{index}": value
                    for index, row in enumerate(some)
                    for letter, value in zip("tlh", row, strict=True)
                }
                query = text(
                    f"WITH wanted(transcript, low, high) AS (VALUES {values}) "
                    'SELECT turns.transcript, number, id, text, speakers, start, "end", language, rest FROM wanted '
                    "JOIN turns ON turns.transcript = wanted.transcript AND turns.number BETWEEN low AND high"
                )
                for row in connection.execute(query, bound):
                    found[row[0], row[1]] = turn_of(row[1:])
        return found

    def turn(self, name: str) -> Neighbour:
        """Returns the turn of an archive-wide id (`t4f9k2mq7x1.7`), as it stands. Raises NotFound."""
        transcript, local = split(name)
        with self._reading() as connection:
            query = select(*TURN).where(turns.c.transcript == transcript, turns.c.id == (local or ""))
            if (row := connection.execute(query).first()) is not None:
                return Neighbour(transcript=transcript, turn=turn_of(row))
        raise self.missing("turn", name)

    # What was said of things

    def statements(self, subject: str, *, all_of_them: bool = False) -> tuple[Stated, ...]:
        """Returns what stands of each field that somebody stated, with its origin; or all that was ever stated.

        For a conversation, what was stated of any id that leads to it.
        """
        subjects = [subject]
        with self._reading() as connection:
            if (home := connection.scalar(select(members.c.canonical).where(members.c.id == subject))) is not None:
                subjects = list(connection.scalars(select(members.c.id).where(members.c.canonical == home)))
            query = select(statements, acts.c.id.label("act"), acts.c.agent, acts.c.time)
            query = query.join(acts, acts.c.sequence == statements.c.sequence).where(statements.c.subject.in_(subjects))
            said = [
                Stated(
                    subject=row.subject,
                    field=row.field,
                    value=row.value,
                    origin=row.origin,
                    sequence=row.sequence,
                    act=row.act,
                    agent=row.agent,
                    time=row.time,
                )
                for row in connection.execute(query.order_by(statements.c.sequence, statements.c.ordinal))
            ]
        return tuple(said) if all_of_them else tuple({stated.field: stated for stated in said}.values())

    def links_of(self, conversation: str) -> tuple[tuple[str, str, str, str], ...]:
        """Returns the links within a conversation: id, the two ids they join, and why."""
        inside = self._members(conversation)
        query = select(links.c.id, links.c.a, links.c.b, links.c.why).where(links.c.a.in_(inside))
        with self._reading() as connection:
            return tuple(tuple(row) for row in connection.execute(query.order_by(links.c.sequence, links.c.id)))

    # The whole

    def noun(self, identifier: str) -> str | None:
        """Says what stands under the id: `source`, `conversation`, `transcript`, `act`, `link`; None where nothing."""
        tables = {"source": sources, "conversation": members, "transcript": transcripts, "act": acts, "link": links}
        with self._reading() as connection:
            for noun, table in tables.items():
                if connection.scalar(select(table.c.id).where(table.c.id == identifier)) is not None:
                    return noun
        return None

    def conversation_ids(self) -> tuple[str, ...]:
        """Returns the canonical ids of all conversations, in the order they came in."""
        row = conversations.c
        with self._reading() as connection:
            return tuple(connection.scalars(select(row.id).order_by(row.sequence, row.ordinal, row.id)))

    def transcript_ids(self) -> tuple[str, ...]:
        """Returns the ids of all transcripts, in the order they came in."""
        row = transcripts.c
        with self._reading() as connection:
            return tuple(connection.scalars(select(row.id).order_by(row.sequence, row.ordinal, row.id)))

    def guarded(self) -> tuple[str, ...]:
        """Returns the transcripts that access or terms may hold back: their own, a turn's, a speaker's, or those of
        their conversation or of any source of the same bytes. The gate decides; this only leaves out the plainly open.
        """
        with self._reading() as connection:
            return guarded(connection)

    def for_index(self, identifiers: Sequence[str]) -> Iterator[Telling]:
        """Yields these transcripts, whole, with what stands of their conversations and sources; unknown ids are left
        out. All come from one state of the catalog."""
        with self._reading() as connection:
            for some in pieces(list(identifiers), 64):
                yield from self._tellings(connection, some)

    def _tellings(self, connection: Connection, some: Sequence[str]) -> Iterator[Telling]:
        query = (
            select(transcripts.c.id, transcripts.c.record, conversations.c.id, conversations.c.record, sources.c.record)
            .join(members, members.c.id == transcripts.c.conversation)
            .join(conversations, conversations.c.id == members.c.canonical)
            .outerjoin(sources, sources.c.id == transcripts.c.source)
            .where(transcripts.c.id.in_(some))
        )
        spoken: dict[str, list[Turn]] = {identifier: [] for identifier in some}
        words = select(turns.c.transcript, *TURN).where(turns.c.transcript.in_(some))
        for said in connection.execute(words.order_by(turns.c.transcript, turns.c.number)):
            spoken[said[0]].append(turn_of(said[1:]))
        found = {row[0]: row for row in connection.execute(query)}
        for identifier in some:
            if identifier not in found:
                continue
            row = found[identifier]
            head = _TRANSCRIPT.decode(row[1])
            conversation = _CONVERSATION.decode(row[3])
            source = _SOURCE.decode(row[4]) if row[4] else None
            yield Telling(
                transcript=msgspec.structs.replace(head, conversation=row[2], turns=tuple(spoken[identifier])),
                held=conversation.held,
                genre=conversation.genre,
                publisher=source.publisher if source else None,
                published=source.published if source else None,
            )

    def counts(self) -> Counts:
        """Returns how many of each there are."""
        with self._reading() as connection:

            def count(table: Any) -> int:
                return int(connection.scalar(select(func.count()).select_from(table)) or 0)

            return Counts(
                acts=count(acts), sources=count(sources), conversations=count(conversations),
                transcripts=count(transcripts), turns=int(connection.scalar(select(func.sum(transcripts.c.turns))) or 0),
            )  # fmt: skip

    def near_ids(self, wanted: str, limit: int = 3) -> tuple[str, ...]:
        """Returns ids that look like the text, the likest first: for "did you mean"."""
        import difflib

        whole = split(wanted)[0].strip().lower()
        with self._reading() as connection:
            # Ids are random, so a slip leaves most of one as it was: its beginning or its end.
            found: set[str] = set()
            for table in (members, transcripts, sources, acts):
                own = table.c.id
                ends = [own.like(f"{whole[:4]}%"), own.like(f"%{whole[-5:]}")] if 5 <= len(whole) else []
                ends.append(own.like(f"{whole[:2]}%"))
                found.update(connection.scalars(select(own).where(or_(*ends)).limit(5000)))
        return tuple(difflib.get_close_matches(whole, sorted(found), n=limit, cutoff=0.6))

    def missing(self, noun: str, identifier: str) -> NotFound:
        """Returns the error that says there is no such thing, with ids that look like it."""
        return NotFound(f"there is no {noun} {identifier}", near=self.near_ids(identifier))

    def position_of(self, connection: Connection) -> tuple[int, str]:
        rows: dict[str, str] = dict(tuple(row) for row in connection.execute(select(meta)))
        return int(rows["sequence"]), rows["head"]


def _logged(row: Any) -> Logged:
    sequence, identifier, time, agent, verb, reason, tool, subjects, payload, previous, line, effective = row
    return Logged(
        sequence=sequence, id=identifier, time=time, agent=agent, verb=verb, reason=reason, tool=tool,
        subjects=tuple(msgspec.json.decode(subjects)), payload=payload, previous=previous, digest=line,
        effective=bool(effective),
    )  # fmt: skip
