"""Questions about acts, and about what was said of things and by whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, or_, select

from ..errors import NotFound
from ..identifiers import split
from ..model import Act, Record
from .coverage import reached
from .database import pieces
from .named import Named, named
from .schema import (
    act_subjects,
    acts,
    codes,
    decisions,
    hints,
    links,
    members,
    meta,
    recordings,
    remarks,
    revisions,
    searches,
    segments,
    sources,
    statements,
    transcripts,
    undoings,
)
from .views import Logged, Stated

Payloads = Callable[[Connection, int], tuple[Act, Sequence[Record]]]


class History:
    """What can be asked of acts; `reading` gives the connection, `payload` what an act put down."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]], payload: Payloads) -> None:
        self._reading = reading
        self._payload = payload

    def acts(
        self, *, subject: str | None = None, agent: str | None = None, verb: str | None = None, after: int = 0,
        since: str | None = None, until: str | None = None, limit: int | None = None, offset: int = 0,
        newest_first: bool = False,
    ) -> tuple[Logged, ...]:  # fmt: skip
        """Returns the acts in order, those that touch `subject` only where one is given, and from the days that are given."""
        query = _narrowed(select(acts).where(acts.c.sequence > after), subject, agent, verb, since, until)
        query = query.order_by(acts.c.sequence.desc() if newest_first else acts.c.sequence).limit(limit)
        with self._reading() as connection:
            return tuple(_logged(row) for row in connection.execute(query.offset(offset) if offset else query))

    def count_acts(
        self, *, subject: str | None = None, agent: str | None = None, verb: str | None = None,
        since: str | None = None, until: str | None = None,
    ) -> int:  # fmt: skip
        """Returns how many acts there are like that."""
        query = _narrowed(select(func.count()).select_from(acts), subject, agent, verb, since, until)
        with self._reading() as connection:
            return int(connection.scalar(query) or 0)

    def undone_by(self, sequences: Sequence[int]) -> dict[int, str]:
        """Returns for each of these acts that was taken back the newest undo that stands, by the act's sequence."""
        query = select(undoings.c.target, acts.c.id).join(acts, acts.c.sequence == undoings.c.sequence)
        query = query.where(acts.c.effective == 1).order_by(acts.c.sequence)
        found: dict[int, str] = {}
        with self._reading() as connection:
            for some in pieces(list(sequences)):
                found.update(
                    (row.target, row.id) for row in connection.execute(query.where(undoings.c.target.in_(some)))
                )
        return found

    def named(self, ids: Iterable[str]) -> dict[str, Named]:
        """Returns what these ids are called, by id; those that have no name are left out."""
        with self._reading() as connection:
            return named(connection, ids)

    def act(self, name: str | int) -> Logged:
        """Returns the act of an id or a sequence. Raises NotFound."""
        wanted = str(name)
        where = acts.c.sequence == int(wanted) if _is_sequence(wanted) else acts.c.id == wanted
        with self._reading() as connection:
            row = connection.execute(select(acts).where(where)).first()
            if row is None:
                raise NotFound(
                    f"there is no act “{wanted[:60]}”",
                    near=(near := self.near_ids(wanted)),
                    hint="" if near else SEEN["act"],
                )
            return _logged(row)

    def records(self, name: str | int) -> tuple[Act, Sequence[Record]]:
        """Returns the account and records of an act, as they stand after erasures. Raises NotFound."""
        sequence = self.act(name).sequence
        with self._reading() as connection:
            return self._payload(connection, sequence)

    def changed(self, after: int, *, besides: Iterable[str] = (), spread: bool = True) -> tuple[str, ...]:
        """Returns the transcripts that acts after that sequence concern, those gone too: what an index must redo.

        An act on a conversation or source concerns all its transcripts, and so does a link, made or undone. How the work
        on them stands is no word of theirs. Acts of the verbs `besides`, and their undoings, are left aside as well. Without
        `spread` only what is named itself counts, not what belongs to a conversation or source that is named.
        """
        aside = ("triage", *besides)
        with self._reading() as connection:
            since = select(act_subjects.c.subject).join(acts, acts.c.sequence == act_subjects.c.sequence)
            work = select(undoings.c.sequence).join(acts, acts.c.sequence == undoings.c.target)
            query = since.where(
                act_subjects.c.sequence > after,
                acts.c.verb.not_in(aside),
                act_subjects.c.sequence.not_in(work.where(acts.c.verb.in_(aside))),
            ).distinct()
            touched = set(connection.scalars(query))
            # An undoing and an erasure touch whatever the act they concern touched.
            earlier = select(acts.c.sequence).where(acts.c.id.in_(select(query.subquery().c.subject)))
            earlier = earlier.where(acts.c.verb.not_in(aside))
            again = select(act_subjects.c.subject).where(act_subjects.c.sequence.in_(earlier)).distinct()
            touched |= set(connection.scalars(again))
            found = {subject for subject in touched if subject.startswith("t")} | reached(connection, touched)
            for some in pieces(sorted(touched) if spread else ()):
                homes = select(members.c.canonical).where(members.c.id.in_(some))
                inside = select(members.c.id).where(members.c.canonical.in_(homes))
                where = or_(transcripts.c.conversation.in_(inside), transcripts.c.source.in_(some))
                found |= set(connection.scalars(select(transcripts.c.id).where(where)))
        return tuple(sorted(found))

    def revisions(self, identifier: str) -> tuple[tuple[int, Logged], ...]:
        """Returns every revision's number with the act that brought it, in order; undone ones say so in the act."""
        query = select(revisions.c.revision, acts).join(acts, acts.c.sequence == revisions.c.sequence)
        query = query.where(revisions.c.transcript == identifier).order_by(acts.c.sequence, revisions.c.revision)
        with self._reading() as connection:
            return tuple((row[0], _logged(row[1:])) for row in connection.execute(query))

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

    def stated(self, field: str, roots: Sequence[str]) -> dict[str, Stated]:
        """Returns what stands of a field of these nouns and of all within them (their turns), by subject."""
        query = select(statements, acts.c.id.label("act"), acts.c.agent, acts.c.time)
        query = query.join(acts, acts.c.sequence == statements.c.sequence)
        query = query.where(statements.c.root.in_(roots), statements.c.field == field)
        with self._reading() as connection:
            return {
                row.subject: Stated(
                    subject=row.subject, field=row.field, value=row.value, origin=row.origin, sequence=row.sequence,
                    act=row.act, agent=row.agent, time=row.time,
                )
                for row in connection.execute(query.order_by(statements.c.sequence, statements.c.ordinal))
            }  # fmt: skip

    def said_of_all(self, field: str) -> tuple[tuple[str, str], ...]:
        """Returns every subject of which this field was stated, with each value that was, oldest first."""
        query = select(statements.c.subject, statements.c.value).where(statements.c.field == field)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(statements.c.sequence, statements.c.ordinal))
            return tuple((subject, value) for subject, value in rows)

    def canonical(self, identifier: str) -> str:
        """Returns the id under which the conversation stands now. Raises NotFound."""
        with self._reading() as connection:
            found = connection.scalar(select(members.c.canonical).where(members.c.id == identifier))
        if found is None:
            raise self.missing("conversation", identifier)
        return str(found)

    def homes(self, identifiers: Sequence[str]) -> dict[str, str]:
        """Returns the ids under which these conversations stand now, by theirs; unknown ids are left out."""
        found: dict[str, str] = {}
        with self._reading() as connection:
            for some in pieces(list(identifiers)):
                query = select(members.c.id, members.c.canonical).where(members.c.id.in_(some))
                found.update((row.id, row.canonical) for row in connection.execute(query))
        return found

    def members(self, identifier: str) -> tuple[str, ...]:
        """Returns all the ids that lead to the same conversation, oldest first. Raises NotFound."""
        query = select(members.c.id).where(members.c.canonical == self.canonical(identifier))
        with self._reading() as connection:
            return tuple(connection.scalars(query.order_by(members.c.sequence, members.c.ordinal, members.c.id)))

    def links_of(self, conversation: str, *, stretches: bool = False) -> tuple[tuple[str, str, str, str], ...]:
        """Returns the links that join a conversation, or those by stretches that it is one end of: id, both ends, and why."""
        inside = self.members(conversation)
        query = select(links.c.id, links.c.a, links.c.b, links.c.why)
        if stretches:
            query = query.where(or_(links.c.a.in_(inside), links.c.b.in_(inside)), links.c.turns != "")
        else:
            query = query.where(links.c.a.in_(inside), links.c.turns == "")
        with self._reading() as connection:
            return tuple(tuple(row) for row in connection.execute(query.order_by(links.c.sequence, links.c.id)))

    def noun(self, identifier: str) -> str | None:
        """Says what stands under the id: source, conversation, transcript, act, link, decision, hint, code, search, note,
        coding, caution, recording or segment; None where nothing does."""
        tables = {
            "source": sources, "conversation": members, "transcript": transcripts, "act": acts, "link": links,
            "decision": decisions, "hint": hints, "code": codes,
            "search": searches, "recording": recordings, "segment": segments,
        }  # fmt: skip
        with self._reading() as connection:
            for noun, table in tables.items():
                if connection.scalar(select(table.c.id).where(table.c.id == identifier)) is not None:
                    return noun
            written = select(remarks.c.noun).where(remarks.c.id == identifier)
            found: str | None = connection.scalar(written)
        return found

    def near_ids(self, wanted: str, limit: int = 3) -> tuple[str, ...]:
        """Returns ids that look like the text, the likest first: for "did you mean"."""
        import difflib

        whole = split(wanted)[0].strip().lower()
        with self._reading() as connection:
            # Ids are random, so a slip leaves most of one as it was: its beginning or its end.
            found: set[str] = set()
            for table in (members, transcripts, sources, recordings, acts):
                own = table.c.id
                ends = [own.like(f"{whole[:4]}%"), own.like(f"%{whole[-5:]}")] if 5 <= len(whole) else []
                ends.append(own.like(f"{whole[:2]}%"))
                found.update(connection.scalars(select(own).where(or_(*ends)).limit(5000)))
        return tuple(difflib.get_close_matches(whole, sorted(found), n=limit, cutoff=0.6))

    def missing(self, noun: str, identifier: str) -> NotFound:
        """Returns the error that says there is no such thing, with ids that look like it, or what the id is instead."""
        near = self.near_ids(identifier)
        nouns = {"c": "conversation", "t": "transcript", "s": "source", "a": "act", "r": "recording"}
        other = nouns.get(identifier[:1])
        if identifier in near and other is not None:
            return NotFound(f"there is no {noun} {identifier}: that is {'an' if other == 'act' else 'a'} {other}")
        hint = "" if near else SEEN.get(noun, "`earwitness list` shows the ids of conversations")
        return NotFound(f"there is no {noun} {identifier[:60] or '“”'}", near=near, hint=hint)

    def position_of(self, connection: Connection) -> tuple[int, str]:
        rows: dict[str, str] = dict(tuple(row) for row in connection.execute(select(meta)))
        return int(rows["sequence"]), rows["head"]


SEEN = {
    "act": "`earwitness log` shows the acts with their ids and numbers",
    "code": "`earwitness codebook` shows the codes",
    "note, coding or caution": "`earwitness notes` shows what was written, with its ids",
    "recording": "`earwitness show ID` shows the recordings of a conversation",
    "search": "`earwitness searches` shows the searches that were kept",
    "source": "`earwitness show ID` shows the sources of a conversation",
    "transcript": "`earwitness show ID` shows the versions of a conversation",
}
"""Where the ids of a noun are seen."""


def _is_sequence(name: str) -> bool:
    """Says whether an act is named by its number in the log, and by one that a database can hold."""
    return name.isascii() and name.isdecimal() and len(name) < 19


def _narrowed(
    query: Select[Any], subject: str | None, agent: str | None, verb: str | None, since: str | None, until: str | None
) -> Select[Any]:
    """Returns the query of acts on one subject, by one agent, of one verb, between two days, both of them in it."""
    if subject is not None:
        touching = select(act_subjects.c.sequence).where(act_subjects.c.subject == split(subject)[0])
        query = query.where(acts.c.sequence.in_(touching))
    if agent is not None:
        query = query.where(acts.c.agent == agent)
    if verb is not None:
        query = query.where(acts.c.verb == verb)
    if since is not None:
        query = query.where(since <= acts.c.time)
    if until is not None:
        query = query.where(acts.c.time < f"{until}~")  # every time of that day sorts before
    return query


def _logged(row: Any) -> Logged:
    sequence, identifier, time, agent, verb, reason, tool, subjects, payload, previous, line, effective = row
    return Logged(
        sequence=sequence, id=identifier, time=time, agent=agent, verb=verb, reason=reason, tool=tool,
        subjects=tuple(msgspec.json.decode(subjects)), payload=payload, previous=previous, digest=line,
        effective=bool(effective),
    )  # fmt: skip
