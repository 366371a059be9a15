"""Folding: how an act becomes rows of the catalog. The catalog is nothing but all effective acts, folded in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, delete, func, select, update

from ..digests import canonical_json, sha256
from ..identifiers import split
from ..model import (
    Act,
    Caution,
    Code,
    Coding,
    Conversation,
    Erasure,
    Glossary,
    Hint,
    Link,
    Match,
    Note,
    Record,
    Recording,
    Search,
    Segment,
    Settlement,
    Source,
    Statement,
    Transcript,
    Turn,
    Undoing,
    place_of,
    transcripts_of,
)
from . import refreshing, work
from .database import add_rows, pieces
from .journal import Line
from .passages import Rest
from .schema import (
    act_subjects,
    acts,
    codes,
    decisions,
    erased,
    glossaries,
    hints,
    holdings,
    links,
    members,
    recordings,
    remarks,
    revisions,
    searches,
    segments,
    sources,
    statements,
    transcripts,
    turns,
    undoings,
)  # fmt: skip
from .touching import touched_by

Payloads = Callable[[int], tuple[Act, Sequence[Record]]]
"""Gives back the account and records of the act of a sequence, as they stand after erasures."""

encode = msgspec.json.Encoder(order="sorted").encode


Said = Statement | Link | Match | Settlement | Code | Note | Coding | Caution | Hint | Glossary | Search | Segment
"""Records that are words about things, not things: they go and come back with their act."""

Thing = Source | Conversation | Transcript | Recording
"""Records that are things: of each, what the newest effective act has stands."""

_EMPTY = Rest()


def turn_columns(transcript: str, turn: Turn) -> tuple[Any, ...]:
    """Returns the row of a turn without the last column."""
    speakers = " ".join(turn.speakers)
    return (transcript, turn.number, turn.id, turn.text, speakers, turn.start, turn.end, turn.language)


def turn_row(transcript: str, turn: Turn) -> tuple[Any, ...]:
    """Returns the row of a turn."""
    rest = Rest(
        raw=turn.raw,
        printed=turn.printed,
        marks=turn.marks,
        words=turn.words,
        inferred=turn.inferred,
        access=turn.access,
        once=turn.once,
        extra=turn.extra,
    )
    return (*turn_columns(transcript, turn), None if rest == _EMPTY else encode(rest).decode())


def search_row(sequence: int, ordinal: int, search: Search) -> tuple[Any, ...]:
    """Returns the row of a kept search; what answered it stands apart, for a list of searches does not need it."""
    head = encode(msgspec.structs.replace(search, found=())).decode()
    return (search.id, search.again, sequence, ordinal, head, "\n".join(search.found))


class Folding:
    """One act being folded into the catalog, in the transaction of the connection."""

    def __init__(self, connection: Connection, payloads: Payloads) -> None:
        self.connection = connection
        self.payloads = payloads
        self._rows: dict[Table, list[tuple[Any, ...]]] = {}
        self._touched = refreshing.Touched()

    def fold(self, line: Line, act: Act, records: Sequence[Record]) -> None:
        """Folds the act in; its line must be the next after the one the catalog stands at."""
        self._register(line.sequence, act, records)
        self._add(
            acts,
            (line.sequence, act.id, act.time, act.agent, act.verb, act.reason, act.tool,
             canonical_json(list(act.subjects)).decode(), line.payload, line.prev, line.digest, 1),
        )  # fmt: skip
        self._flush()
        self._put_down(line.sequence, records)
        self._flush()
        for record in records:
            if isinstance(record, Undoing):
                self._reconsider(self._sequence_of(record.act))
            elif isinstance(record, Erasure):
                self._forget(line.sequence, record)
        self._flush()
        refreshing.refresh(self.connection, self._touched)

    def _add(self, table: Table, row: tuple[Any, ...]) -> None:
        self._rows.setdefault(table, []).append(row)

    def _flush(self) -> None:
        for table, rows in self._rows.items():
            add_rows(self.connection, table, rows)
        self._rows.clear()

    def _register(self, sequence: int, act: Act, records: Sequence[Record]) -> None:
        """Writes down what the act touches, undoes and names, whether or not it is effective."""
        for subject, (ordinal, holds) in touched_by(act, records).items():
            self._add(act_subjects, (subject, sequence, ordinal, holds))
        held: set[tuple[str, str, int]] = set()
        for record in records:
            if isinstance(record, Undoing):
                self._add(undoings, (sequence, self._sequence_of(record.act)))
            elif isinstance(record, Source):
                held.add((record.digest, record.id, sequence))
                if record.capture.warc:
                    held.add((record.capture.warc, record.id, sequence))
            elif isinstance(record, Transcript):
                self._add(revisions, (record.id, record.revision, sequence))
        for row in sorted(held):
            self._add(holdings, row)

    def _put_down(self, sequence: int, records: Sequence[Record]) -> None:
        """Writes the records of an effective act; of a thing that stood before, the older rows go."""
        newest: dict[str, tuple[int, Thing]] = {}
        for ordinal, record in enumerate(records):
            if isinstance(record, Thing):
                newest[record.id] = (ordinal, record)
            elif isinstance(record, Statement):
                root = split(record.subject)[0]
                self._add(
                    statements,
                    (record.subject, record.field, sequence, ordinal, root, record.value, record.origin),
                )
                self._touched.add(root, turns=root != record.subject)
            elif isinstance(record, Link):
                self._add(links, (record.id, record.a, record.b, record.why, sequence, " ".join(record.turns)))
                self._linked(record.a, record.b, record.turns)
            elif isinstance(record, Match | Settlement):
                what = "match" if isinstance(record, Match) else "settlement"
                content = encode(record).decode()
                for transcript in transcripts_of(record):
                    self._add(decisions, (record.id, transcript, what, sequence, ordinal, content))
            elif isinstance(record, Code):
                self._add(codes, (record.id, sequence, ordinal, encode(record).decode()))
            elif isinstance(record, Note | Coding | Caution):
                what = type(record).__name__.lower()
                code = record.code if isinstance(record, Coding) else None
                row = (record.id, place_of(record), what, code, sequence, ordinal, encode(record).decode())
                self._add(remarks, row)
            elif isinstance(record, Hint):
                said = (record.id, record.digest, record.url, record.source, sequence, ordinal)
                self._add(hints, (*said, encode(record).decode()))
            elif isinstance(record, Glossary):
                self._add(glossaries, (sequence, sha256(record.text.encode()), record.text))
            elif isinstance(record, Search):
                self._add(searches, search_row(sequence, ordinal, record))
            elif isinstance(record, Segment):
                self._add(segments, (record.id, record.recording, sequence, ordinal, encode(record).decode()))
        self._remove(newest)
        for ordinal, noun in newest.values():
            self._noun(sequence, ordinal, noun)

    def _linked(self, a: str, b: str, turns: Sequence[str] | str) -> None:
        """Notes what a link that came or went touches: one by stretches joins nothing, and gives each a publication."""
        (self._touched.homes if turns else self._touched.links).update((a, b))

    def _noun(self, sequence: int, ordinal: int, noun: Thing) -> None:
        recorded = encode(noun).decode() if not isinstance(noun, Transcript) else ""
        match noun:
            case Source():
                row = (noun.id, noun.digest, noun.url or noun.path, noun.publisher, noun.published, sequence, ordinal)
                self._add(sources, (*row, recorded, recorded))
            case Conversation():
                self._add(members, (noun.id, noun.id, sequence, ordinal, recorded))
                self._touched.links.add(noun.id)
            case Recording():
                heard = (noun.id, noun.conversation, noun.source, sequence, ordinal, recorded, recorded)
                self._add(recordings, heard)
            case Transcript():
                head = encode(msgspec.structs.replace(noun, turns=())).decode()
                self._add(
                    transcripts,
                    (noun.id, noun.conversation, noun.source, noun.revision, sequence, ordinal, noun.kind,
                     noun.language, len(noun.speakers), len(noun.turns), head, head, len(noun.doubts),
                     work.unnamed(noun.speakers), work.voiceless(noun)),
                )  # fmt: skip
                self._rows.setdefault(turns, []).extend(turn_row(noun.id, turn) for turn in noun.turns)
        self._touched.add(noun.id)

    def _remove(self, ids: Iterable[str]) -> None:
        """Removes the rows of things that stood before, if any did."""
        for some in pieces(sorted(ids)):
            for table in (sources, members, transcripts, recordings):
                standing = list(self.connection.scalars(select(table.c.id).where(table.c.id.in_(some))))
                if not standing:
                    continue
                if table is members:
                    self._touched.links.update(standing)
                elif table is transcripts:
                    where = transcripts.c.id.in_(standing)
                    self._touched.homes.update(self.connection.scalars(select(transcripts.c.conversation).where(where)))
                    self.connection.execute(delete(turns).where(turns.c.transcript.in_(standing)))
                elif table is recordings:
                    where = recordings.c.id.in_(standing)
                    self._touched.homes.update(self.connection.scalars(select(recordings.c.conversation).where(where)))
                elif table is sources:
                    for told in (transcripts, recordings):
                        of = select(told.c.conversation).where(told.c.source.in_(standing))
                        self._touched.homes.update(self.connection.scalars(of))
                self.connection.execute(delete(table).where(table.c.id.in_(standing)))

    def _sequence_of(self, act: str) -> int:
        return int(self.connection.execute(select(acts.c.sequence).where(acts.c.id == act)).scalar_one())

    def _reconsider(self, sequence: int) -> None:
        """Makes an act effective if no effective act undoes it, ineffective otherwise, and whatever it undoes."""
        undoing = acts.join(undoings, undoings.c.sequence == acts.c.sequence)
        undone = self.connection.scalar(
            select(func.count()).select_from(undoing).where(undoings.c.target == sequence, acts.c.effective == 1)
        )
        effective = 0 if undone else 1
        row = self.connection.execute(
            update(acts).where(acts.c.sequence == sequence, acts.c.effective != effective).values(effective=effective)
        )
        if not row.rowcount:
            return
        _, records = self.payloads(sequence)
        self._take_up_again(sequence, records)
        for record in records:
            if isinstance(record, Undoing):
                self._reconsider(self._sequence_of(record.act))

    def _take_up_again(self, sequence: int, records: Sequence[Record]) -> None:
        """Folds again all that the act put down: its words go or come back, its things get the revision that stands."""
        gone = self.connection.execute(select(links.c.a, links.c.b, links.c.turns).where(links.c.sequence == sequence))
        for a, b, held in gone.all():
            self._linked(a, b, held)
        said = select(statements.c.root, statements.c.subject).where(statements.c.sequence == sequence)
        for root, subject in self.connection.execute(said).all():
            self._touched.add(root, turns=root != subject)
        for table in (links, statements, decisions, codes, remarks, hints, glossaries, searches, segments):
            self.connection.execute(delete(table).where(table.c.sequence == sequence))
        effective = self.connection.scalar(select(acts.c.effective).where(acts.c.sequence == sequence))
        if effective:
            self._put_down(sequence, [record for record in records if isinstance(record, Said)])
        self._bring_back({record.id for record in records if isinstance(record, Thing)})
        self._flush()

    def _bring_back(self, ids: set[str]) -> None:
        """Puts down each thing as the newest effective act has it; one that no such act has is gone."""
        self._remove(ids)
        for noun in ids:
            self._touched.add(noun)
        found: dict[int, set[str]] = {}
        for some in pieces(sorted(ids)):
            where = (act_subjects.c.subject.in_(some), act_subjects.c.holds == 1, acts.c.effective == 1)
            query = select(act_subjects.c.subject, func.max(act_subjects.c.sequence)).where(
                *where, acts.c.sequence == act_subjects.c.sequence
            )
            for subject, sequence in self.connection.execute(query.group_by(act_subjects.c.subject)):
                found.setdefault(sequence, set()).add(subject)
        for sequence, subjects in sorted(found.items()):
            newest: dict[str, tuple[int, Thing]] = {}
            for ordinal, record in enumerate(self.payloads(sequence)[1]):
                if isinstance(record, Thing) and record.id in subjects:
                    newest[record.id] = (ordinal, record)
            for ordinal, thing in newest.values():
                self._noun(sequence, ordinal, thing)
        self._flush()

    def _forget(self, sequence: int, erasure: Erasure) -> None:
        """Takes what was erased out of the catalog: replaced payloads are registered and folded anew."""
        for replacement in erasure.payloads:
            self._add(erased, (replacement.erased, replacement.kept, sequence))
        self._flush()
        replaced = {replacement.erased for replacement in erasure.payloads}
        earlier = dict(
            self.connection.execute(select(erased.c.kept, erased.c.payload).where(erased.c.sequence < sequence)).all()
        )
        for payload in replaced:
            while payload in earlier:
                payload = earlier[payload]
            found = self.connection.scalar(select(acts.c.sequence).where(acts.c.payload == payload))
            if found is not None:
                self._register_anew(int(found))

    def _register_anew(self, sequence: int) -> None:
        act, records = self.payloads(sequence)
        here = act_subjects.c.sequence == sequence
        before = set(self.connection.scalars(select(act_subjects.c.subject).where(here, act_subjects.c.holds == 1)))
        for table in (act_subjects, holdings, revisions, undoings):
            self.connection.execute(delete(table).where(table.c.sequence == sequence))
        self._register(sequence, act, records)
        self.connection.execute(
            update(acts)
            .where(acts.c.sequence == sequence)
            .values(reason=act.reason, tool=act.tool, subjects=canonical_json(list(act.subjects)).decode())
        )
        self._flush()
        self._take_up_again(sequence, records)
        self._bring_back(before)
