"""Refreshing: what stands of the things that an act touched, computed anew from their rows, many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, bindparam, delete, or_, select, update

from ..identifiers import split
from ..model import Recording, Source, Transcript, Turn
from .database import add_rows, pieces
from .homes import Heard, conversation_row
from .schema import (
    act_subjects,
    acts,
    conversations,
    links,
    members,
    recordings,
    sets,
    sources,
    statements,
    transcripts,
    turns,
)
from .standing import read_field, with_statements
from .work import unnamed

encode = msgspec.json.Encoder(order="sorted").encode


class Touched:
    """What an act touched."""

    def __init__(self) -> None:
        self.subjects: set[str] = set()
        """Sources, conversations and transcripts, by id."""
        self.turned: set[str] = set()
        """Transcripts whose turns or speakers somebody made a statement about."""
        self.links: set[str] = set()
        """Conversations that came, went, or whose links did."""
        self.homes: set[str] = set()
        """Conversations of which a transcript or source changed."""

    def add(self, subject: str, *, turns: bool = False) -> None:
        self.subjects.add(subject)
        if turns:
            self.turned.add(subject)


def refresh(connection: Connection, touched: Touched) -> None:
    """Computes anew the sources, transcripts and conversations that were touched, and all that hangs on them."""
    stated = _stated(connection, touched.subjects)
    homes = touched.homes | touched.links
    homes |= _sources(connection, touched.subjects, stated)
    homes |= _recordings(connection, touched.subjects, stated)
    homes |= _transcripts(connection, touched, stated)
    homes |= touched.subjects
    homes |= {row.b for row in _rows(connection, select(links.c.b).where(links.c.turns != ""), links.c.a, homes)}
    canonical = _components(connection, touched.links)
    for some in pieces(sorted(homes)):
        canonical |= set(connection.scalars(select(members.c.canonical).where(members.c.id.in_(some))))
    _conversations(connection, canonical)


def _rows(connection: Connection, query: Select[Any], column: Any, ids: Iterable[str]) -> list[Any]:
    return [row for some in pieces(sorted(ids)) for row in connection.execute(query.where(column.in_(some)))]


def _stated(connection: Connection, roots: Iterable[str]) -> dict[str, dict[str, str]]:
    """Returns what stands for each subject under these roots: the newest statement of each field."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    query = select(
        statements.c.sequence, statements.c.ordinal, statements.c.subject, statements.c.field, statements.c.value
    )
    for row in sorted(_rows(connection, query, statements.c.root, roots)):
        found[row.subject][row.field] = row.value
    return found


def _born(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Returns the act and the place in it where each thing first came, of the acts that are effective."""
    query = select(act_subjects.c.subject, act_subjects.c.sequence, act_subjects.c.ordinal).where(
        act_subjects.c.holds == 1, acts.c.sequence == act_subjects.c.sequence, acts.c.effective == 1
    )
    found: dict[str, tuple[int, int]] = {}
    for subject, sequence, ordinal in _rows(connection, query, act_subjects.c.subject, ids):
        if subject not in found or (sequence, ordinal) < found[subject]:
            found[subject] = (sequence, ordinal)
    return found


def _sources(connection: Connection, subjects: set[str], stated: dict[str, dict[str, str]]) -> set[str]:
    """Refreshes the sources; returns the conversations whose transcripts were read from them."""
    rows = _rows(connection, select(sources.c.id, sources.c.recorded, sources.c.sequence), sources.c.id, subjects)
    born = _born(connection, (row.id for row in rows))
    changes = []
    for row in rows:
        source = with_statements(msgspec.json.decode(row.recorded, type=Source), stated.get(row.id, {}))
        sequence, ordinal = born[row.id]
        changes.append(
            {"key": row.id, "place": source.url or source.path, "publisher": source.publisher,
             "published": source.published, "sequence": sequence, "ordinal": ordinal,
             "record": encode(source).decode()}
        )  # fmt: skip
    if changes:
        names = [name for name in changes[0] if name != "key"]
        connection.execute(
            update(sources)
            .where(sources.c.id == bindparam("key"))
            .values({sources.c[name]: bindparam(name) for name in names}),
            changes,
        )
    return {
        row.conversation
        for table in (transcripts, recordings)
        for row in _rows(connection, select(table.c.conversation), table.c.source, (row.id for row in rows))
    }


def _recordings(connection: Connection, subjects: set[str], stated: dict[str, dict[str, str]]) -> set[str]:
    """Refreshes the recordings; returns their conversations."""
    query = select(recordings.c.id, recordings.c.conversation, recordings.c.recorded)
    rows = _rows(connection, query, recordings.c.id, subjects)
    born = _born(connection, (row.id for row in rows))
    for row in rows:
        recording = with_statements(msgspec.json.decode(row.recorded, type=Recording), stated.get(row.id, {}))
        sequence, ordinal = born[row.id]
        connection.execute(
            update(recordings)
            .where(recordings.c.id == row.id)
            .values(sequence=sequence, ordinal=ordinal, record=encode(recording).decode())
        )
    return {row.conversation for row in rows}


def _transcripts(connection: Connection, touched: Touched, stated: dict[str, dict[str, str]]) -> set[str]:
    """Refreshes the transcripts, and turns with statements of their own; returns their conversations."""
    query = select(transcripts.c.id, transcripts.c.conversation, transcripts.c.recorded)
    rows = _rows(connection, query, transcripts.c.id, touched.subjects)
    born = _born(connection, (row.id for row in rows))
    within: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for subject, fields in stated.items():
        root, _, local = subject.partition(".")
        if local:
            within[root][local] = fields
    changes = []
    for row in rows:
        transcript = with_statements(msgspec.json.decode(row.recorded, type=Transcript), stated.get(row.id, {}))
        locally = within.get(row.id, {})
        if locally:
            speakers = tuple(with_statements(speaker, locally.get(speaker.id, {})) for speaker in transcript.speakers)
            transcript = msgspec.structs.replace(transcript, speakers=speakers)
        if locally or row.id in touched.turned:
            _turns(connection, row.id, locally)
        changes.append(
            {"key": row.id, "kind": transcript.kind, "language": transcript.language, "sequence": born[row.id][0],
             "ordinal": born[row.id][1], "record": encode(transcript).decode(), "unnamed": unnamed(transcript.speakers)}
        )  # fmt: skip
    if changes:
        names = [name for name in changes[0] if name != "key"]
        connection.execute(
            update(transcripts)
            .where(transcripts.c.id == bindparam("key"))
            .values({transcripts.c[name]: bindparam(name) for name in names}),
            changes,
        )
    return {row.conversation for row in rows}


def _turns(connection: Connection, transcript: str, locally: dict[str, dict[str, str]]) -> None:
    """Gives the turns of a transcript the access that was stated of them, and takes back what no longer is.

    What a turn had on its own when it was read is in `rest` as `recorded_access` while a statement covers it.
    """
    query = select(turns.c.number, turns.c.id, turns.c.rest).where(turns.c.transcript == transcript)
    for row in connection.execute(query).all():
        before = msgspec.json.decode(row.rest) if row.rest else {}
        after = {name: value for name, value in before.items() if name != "recorded_access"}
        if "recorded_access" in before:
            after["access"] = before["recorded_access"]
        said = locally.get(row.id, {}).get("access")
        if said is not None:
            after["recorded_access"] = after.get("access")
            after["access"] = msgspec.to_builtins(read_field(Turn, "access", said))
        if after.get("access") is None:
            after.pop("access", None)
        if after != before:
            connection.execute(
                update(turns)
                .where(turns.c.transcript == transcript, turns.c.number == row.number)
                .values(rest=encode(after).decode() if after else None)
            )


def _components(connection: Connection, touched: set[str]) -> set[str]:
    """Finds anew which conversations the links join, from those touched on; returns the canonical ids, old and new."""
    if not touched:
        return set()
    old = {row.canonical for row in _rows(connection, select(members.c.canonical), members.c.id, touched)} | touched
    start = {row.id for row in _rows(connection, select(members.c.id), members.c.canonical, old)} | touched
    edges: dict[str, set[str]] = defaultdict(set)
    frontier = set(start)
    seen: set[str] = set()
    while frontier:
        seen |= frontier
        reached: set[str] = set()
        for some in pieces(sorted(frontier)):
            query = select(links.c.a, links.c.b).where(
                or_(links.c.a.in_(some), links.c.b.in_(some)), links.c.turns == ""
            )
            for a, b in connection.execute(query):
                edges[a].add(b)
                edges[b].add(a)
                reached.update((a, b))
        frontier = reached - seen
    standing = {row.id: row.canonical for row in _rows(connection, select(members), members.c.id, seen)}
    born = _born(connection, standing)
    changes: list[dict[str, Any]] = []
    left = set(standing)
    while left:
        component: set[str] = set()
        growing = [left.pop()]
        while growing:
            one = growing.pop()
            component.add(one)
            growing.extend(near for near in edges[one] if near in left)
            left -= edges[one]
        canonical = min(component, key=lambda member: (born[member], member))
        for member in component:
            sequence, ordinal = born[member]
            changes.append({"key": member, "canonical": canonical, "sequence": sequence, "ordinal": ordinal})
    if changes:
        names = ("canonical", "sequence", "ordinal")
        connection.execute(
            update(members)
            .where(members.c.id == bindparam("key"))
            .values({members.c[name]: bindparam(name) for name in names}),
            changes,
        )
    return old | seen | {change["canonical"] for change in changes}


def _conversations(connection: Connection, canonical: set[str]) -> None:
    """Writes the rows of these conversations as they stand; those that are none any more have none."""
    for some in pieces(sorted(canonical)):
        connection.execute(delete(conversations).where(conversations.c.id.in_(some)))
        connection.execute(delete(sets).where(sets.c.conversation.in_(some)))
    inside = _rows(connection, select(members), members.c.canonical, canonical)
    homes: dict[str, list[Any]] = defaultdict(list)
    for row in sorted(inside, key=lambda row: (row.sequence, row.ordinal, row.id)):
        homes[row.canonical].append(row)
    ids = [row.id for row in inside]
    stated = _order_of_statements(connection, ids)
    tellings: dict[str, list[Any]] = defaultdict(list)
    query = select(
        transcripts.c.conversation, transcripts.c.source, transcripts.c.language, transcripts.c.speakers,
        transcripts.c.turns, transcripts.c.kind, transcripts.c.doubts, transcripts.c.unnamed, transcripts.c.voiceless,
        transcripts.c.sequence, transcripts.c.ordinal,
    )  # fmt: skip
    for row in sorted(_rows(connection, query, transcripts.c.conversation, ids), key=lambda row: tuple(row[-2:])):
        unknown = row.unnamed + (0 < row.voiceless)
        tellings[row.conversation].append(
            Heard(row.source, row.language, row.speakers, row.turns, row.kind, row.doubts, unknown)
        )
    _add_quoting(connection, inside, tellings)
    heard: dict[str, list[str]] = defaultdict(list)
    sound = select(recordings.c.conversation, recordings.c.source)
    for row in _rows(connection, sound, recordings.c.conversation, ids):
        heard[row.conversation].append(row.source)
    read_from = {row.source for rows in tellings.values() for row in rows if row.source}
    read_from |= {source for sources_ in heard.values() for source in sources_}
    published = {
        row.id: row.published
        for row in _rows(connection, select(sources.c.id, sources.c.published), sources.c.id, read_from)
    }
    held: list[tuple[str, str]] = []
    standing = []
    for home, rows in sorted(homes.items()):
        row, names = conversation_row(home, rows, stated, tellings, published, heard)
        standing.append(row)
        held.extend((name, home) for name in names)
    add_rows(connection, conversations, standing)
    add_rows(connection, sets, held)


def _add_quoting(connection: Connection, inside: list[Any], tellings: dict[str, list[Any]]) -> None:
    """Adds to each conversation the excerpts of others that quote it: they are publications of it, with so many turns."""
    homes = {row.id: row.canonical for row in inside}
    query = select(links.c.b, links.c.turns).where(links.c.turns != "")
    quoting: dict[tuple[str, str], set[str]] = defaultdict(set)
    for b, held in _rows(connection, query, links.c.b, homes):
        for turn in held.split():
            quoting[b, split(turn)[0]].add(turn)
    wanted = {transcript for _, transcript in quoting}
    heads = {
        row.id: row
        for row in _rows(
            connection,
            select(
                transcripts.c.id, transcripts.c.conversation, transcripts.c.source, transcripts.c.language,
                transcripts.c.speakers,
            ),
            transcripts.c.id,
            wanted,
        )
    }  # fmt: skip
    for (b, transcript), held in sorted(quoting.items()):
        head = heads.get(transcript)
        if head is not None and homes.get(head.conversation) != homes[b]:
            tellings[b].append(Heard(head.source, head.language, min(head.speakers, len(held)), len(held)))


def _order_of_statements(connection: Connection, ids: list[str]) -> dict[str, list[tuple[Any, ...]]]:
    query = select(
        statements.c.sequence, statements.c.ordinal, statements.c.subject, statements.c.field, statements.c.value
    )
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in _rows(connection, query, statements.c.root, ids):
        found[row.subject].append(tuple(row))
    return found
