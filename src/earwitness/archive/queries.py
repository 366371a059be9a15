"""Questions to the catalog, answered in values of the model. Each is answered from one state of it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, select

from ..errors import NotFound
from ..identifiers import split
from ..model import Act, Conversation, Record, Source, Transcript, Turn
from . import listing, views
from .database import pieces
from .decisions import stretches
from .guarding import guarded
from .narrowing import Wanted
from .passages import Place, Spoken, around, spoken, turn_of
from .recordings import Recordings
from .schema import (
    acts,
    conversations,
    holdings,
    members,
    recordings,
    revisions,
    sources,
    transcripts,
    turns,
)
from .views import Counts, Listing, Neighbour, Standing, Telling, Told

Payloads = Callable[[Connection, int], tuple[Act, Sequence[Record]]]
_TRANSCRIPT = msgspec.json.Decoder(Transcript)
_CONVERSATION = msgspec.json.Decoder(Conversation)
_SOURCE = msgspec.json.Decoder(Source)


TURN = (turns.c.number, turns.c.id, turns.c.text, turns.c.speakers, turns.c.start, turns.c.end, turns.c.language,
        turns.c.rest)  # fmt: skip


class Queries(Recordings):
    """All that can be asked."""

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

    def holders(self, digest: str) -> tuple[str, ...]:
        """Returns the ids of every source that names these bytes, undone ones too, in order."""
        query = select(holdings.c.source).where(holdings.c.digest == digest).distinct()
        with self._reading() as connection:
            return tuple(sorted(connection.scalars(query)))

    def source_at(self, digest: str, where: str) -> Source | None:
        """Returns the source of the same bytes from the same place (its address, or path where it has none)."""
        query = select(sources.c.record).where(sources.c.digest == digest, sources.c.place == where)
        return next(iter(self._sources(query.order_by(sources.c.sequence, sources.c.ordinal).limit(1))), None)

    def sources_of(self, conversation: str) -> tuple[Source, ...]:
        """Returns the sources that the conversation's transcripts were read from, and those of its recordings, oldest first."""
        inside = self.members(conversation)
        told = select(transcripts.c.source).where(transcripts.c.conversation.in_(inside))
        heard = select(recordings.c.source).where(recordings.c.conversation.in_(inside))
        query = select(sources.c.record).where(sources.c.id.in_(told) | sources.c.id.in_(heard))
        return self._sources(query.order_by(sources.c.sequence, sources.c.ordinal))

    # Conversations

    def conversation(self, identifier: str) -> Standing:
        """Returns the conversation that this id, or any that links joined to it, leads to. Raises NotFound."""
        canonical = self.canonical(identifier)
        with self._reading() as connection:
            return listing.standing(connection, [canonical])[0]

    def conversations(self, **wanted: Any) -> Listing:
        """Returns a page of conversations; `Wanted` says which filters there are, `listing.find` the rest."""
        how = {name: wanted.pop(name) for name in ("order", "limit", "offset") if name in wanted}
        with self._reading() as connection:
            return listing.find(connection, Wanted(**wanted), **how)

    def told_of(
        self, conversations: Sequence[Standing]
    ) -> dict[str, tuple[tuple[Transcript, ...], tuple[Source, ...]]]:
        """Returns for each of these, by its id, its transcripts without their turns and the sources they were read from,
        oldest first: what `transcripts_of` and `sources_of` give, for a page of them at once."""
        homes = {member: each.id for each in conversations for member in each.members}
        told: dict[str, list[Transcript]] = {each.id: [] for each in conversations}
        read: dict[str, dict[str, Source]] = {each.id: {} for each in conversations}
        row, source = transcripts.c, sources.c
        with self._reading() as connection:
            for some in pieces(list(homes)):
                query = select(row.conversation, row.record).where(row.conversation.in_(some))
                for home, record in connection.execute(query.order_by(row.sequence, row.ordinal, row.id)):
                    told[homes[home]].append(_TRANSCRIPT.decode(record))
                for of in (row, recordings.c):
                    both = select(of.conversation, source.id, source.record).join(sources, source.id == of.source)
                    both = both.where(of.conversation.in_(some)).order_by(source.sequence, source.ordinal)
                    for home, name, record in connection.execute(both):
                        if name not in read[homes[home]]:
                            read[homes[home]][name] = _SOURCE.decode(record)
        return {name: (tuple(heads), tuple(read[name].values())) for name, heads in told.items()}

    def conversation_ids(self, *, order: str = "added", limit: int | None = None, **wanted: Any) -> tuple[str, ...]:
        """Returns the ids of the conversations that all the filters let through."""
        with self._reading() as connection:
            return listing.ids(connection, Wanted(**wanted), order=order, limit=limit)

    def place(self, conversation: str, **wanted: Any) -> views.Place:
        """Returns where a conversation stands in the queue of those that the filters let through. Raises NotFound."""
        canonical = self.canonical(conversation)
        with self._reading() as connection:
            return listing.place(connection, Wanted(**wanted), canonical)

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

    def recorded(self, identifier: str) -> Transcript:
        """Returns the transcript with its turns as its newest revision was made, without what people stated since."""
        revision = self.transcript(identifier).revision
        with self._reading() as connection:
            where = (revisions.c.transcript == identifier, revisions.c.revision == revision, acts.c.effective == 1)
            made_by = select(revisions.c.sequence).join(acts, acts.c.sequence == revisions.c.sequence).where(*where)
            for noun in self._payload(connection, int(connection.execute(made_by).scalar_one()))[1]:
                if isinstance(noun, Transcript) and (noun.id, noun.revision) == (identifier, revision):
                    return noun
        raise self.missing("transcript", identifier)

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
        inside = self.members(conversation)
        query = select(transcripts.c.record).where(transcripts.c.conversation.in_(inside))
        return self._transcripts(query, with_turns)

    def tellings_of(self, conversation: str) -> tuple[Transcript, ...]:
        """Returns the transcripts of a conversation with their turns, oldest first, and then of the excerpts that quote
        it beside other things the turns that do. Raises NotFound."""
        own = self.transcripts_of(conversation)
        with self._reading() as connection:
            held = stretches(connection, self.members(conversation))
            held = {name: turns for name, turns in held.items() if name not in {each.id for each in own}}
            if not held:
                return own
            quoting = self._transcripts(select(transcripts.c.record).where(transcripts.c.id.in_(held)), True)
        return (*own, *(excerpted(transcript, held[transcript.id]) for transcript in quoting))

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

    def turns(self, transcript: str, start: int = 1, end: int | None = None) -> tuple[Turn, ...]:
        """Returns the turns by number, from `start` up to but not including `end`."""
        query = select(*TURN).where(turns.c.transcript == transcript, turns.c.number >= start)
        if end is not None:
            query = query.where(turns.c.number < end)
        with self._reading() as connection:
            return tuple(turn_of(row) for row in connection.execute(query.order_by(turns.c.number)))

    def neighbours(self, places: Iterable[Place], *, before: int = 1, after: int = 1) -> dict[Place, Turn]:
        """Returns turns by (transcript, number): those asked for and as many around each, in one query."""
        with self._reading() as connection:
            return around(connection, list(places), before=before, after=after)

    def spoken(self, transcripts: Iterable[str]) -> dict[str, Spoken]:
        """Returns, by id, transcripts without their turns, each with its conversation; unknown ids are left out."""
        with self._reading() as connection:
            return spoken(connection, list(transcripts))

    def turn(self, name: str) -> Neighbour:
        """Returns the turn of an archive-wide id (`t4f9k2mq7x1.7`), as it stands. Raises NotFound."""
        transcript, local = split(name)
        with self._reading() as connection:
            query = select(*TURN).where(turns.c.transcript == transcript, turns.c.id == (local or ""))
            if (row := connection.execute(query).first()) is not None:
                return Neighbour(transcript=transcript, turn=turn_of(row))
        raise self.missing("turn", name)

    # The whole

    def transcript_ids(self) -> tuple[str, ...]:
        """Returns the ids of all transcripts, in the order they came in."""
        row = transcripts.c
        with self._reading() as connection:
            return tuple(connection.scalars(select(row.id).order_by(row.sequence, row.ordinal, row.id)))

    def told(self) -> tuple[Told, ...]:
        """Returns every transcript's id, revision and kind, and the conversation it is of now, in the order they came in."""
        row = transcripts.c
        query = select(row.id, row.revision, row.kind, members.c.canonical).join(
            members, members.c.id == row.conversation
        )
        with self._reading() as connection:
            return tuple(
                Told(id=id, revision=revision, kind=kind, conversation=home)
                for id, revision, kind, home in connection.execute(query.order_by(row.sequence, row.ordinal, row.id))
            )

    def guarded(self) -> tuple[str, ...]:
        """Returns the transcripts that access or terms may hold back: their own, a turn's, a speaker's, or those of
        their conversation or of any source of the same bytes. The gate decides; this only leaves out the plainly open.
        """
        with self._reading() as connection:
            return guarded(connection)

    def for_index(self, identifiers: Sequence[str], *, with_turns: bool = True) -> Iterator[Telling]:
        """Yields these transcripts, whole, with what stands of their conversations and sources; unknown ids are left
        out. They come some at a time; hold the writer's lock, or a snapshot, where they must be of one state."""
        for some in pieces(list(identifiers), 64):
            with self._reading() as connection:
                found = list(self._tellings(connection, some, with_turns))
            yield from found

    def _tellings(self, connection: Connection, some: Sequence[str], with_turns: bool) -> Iterator[Telling]:
        query = (
            select(transcripts.c.id, transcripts.c.record, conversations.c.id, conversations.c.record, sources.c.record)
            .join(members, members.c.id == transcripts.c.conversation)
            .join(conversations, conversations.c.id == members.c.canonical)
            .outerjoin(sources, sources.c.id == transcripts.c.source)
            .where(transcripts.c.id.in_(some))
        )
        spoken: dict[str, list[Turn]] = {identifier: [] for identifier in some}
        words = select(turns.c.transcript, *TURN).where(turns.c.transcript.in_(some))
        for said in connection.execute(words.order_by(turns.c.transcript, turns.c.number)) if with_turns else ():
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
                transcripts=count(transcripts), recordings=count(recordings),
                turns=int(connection.scalar(select(func.sum(transcripts.c.turns))) or 0),
            )  # fmt: skip


def excerpted(transcript: Transcript, turns: Container[str]) -> Transcript:
    """Returns the transcript with those of its turns alone, by local id, and their voices."""
    kept = tuple(turn for turn in transcript.turns if turn.id in turns)
    heard = {speaker for turn in kept for speaker in turn.speakers}
    speakers = tuple(speaker for speaker in transcript.speakers if speaker.id in heard)
    return msgspec.structs.replace(transcript, turns=kept, speakers=speakers)
