"""Undoing: whether an act may be taken back, or brought back, without pulling the floor from under later ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from ..errors import BadInput, Conflict
from ..identifiers import split
from ..model import (
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
    Undoing,
    places_of,
    transcripts_of,
)
from .database import pieces
from .schema import (
    act_subjects,
    acts,
    codes,
    glossaries,
    members,
    recordings,
    remarks,
    revisions,
    searches,
    segments,
    sources,
    transcripts,
    undoings,
)

if TYPE_CHECKING:
    from .catalog import Catalog


Things = Source | Conversation | Transcript | Recording | Code | Note | Coding | Caution | Search | Segment
"""Records of what later acts may be about."""


def check_undoings(catalog: Catalog, connection: Connection, targets: Sequence[str]) -> None:
    """Raises Conflict, naming the acts in the way, where what would be left could not stand by itself.

    What an act made goes only if no later act is about it; a revision only if it is the newest. An undo may itself be
    undone. An erasure never.
    """
    if not targets:
        return
    flips: dict[int, int] = {}
    for target in targets:
        logged = catalog.act(target)
        if any(isinstance(record, Erasure) for record in catalog.records(target)[1]):
            raise BadInput(
                f"act {target} erased something for good; an erasure cannot be undone",
                hint="if you have the file still, add it again",
            )
        if not logged.effective or logged.sequence in flips:
            raise Conflict(f"act {target} is undone already", expected="an act that stands", found="undone")
        _flip(catalog, connection, logged.sequence, 0, flips)
    names = " and ".join(targets)
    if in_the_way := _builders(catalog, connection, flips) | _floors(catalog, connection, flips):
        ids = _ids(connection, in_the_way)
        raise Conflict(
            f"{names} cannot be undone: {', '.join(ids)} came later and build on it",
            expected="no later act on the same things",
            found=", ".join(ids),
            hint="undo those first: earwitness undo " + " ".join(reversed(ids)),
        )


def _flip(catalog: Catalog, connection: Connection, sequence: int, effective: int, flips: dict[int, int]) -> None:
    """Notes that the act turns effective or not, and what that does to the acts that it undoes."""
    flips[sequence] = effective
    for target in connection.scalars(select(undoings.c.target).where(undoings.c.sequence == sequence)).all():
        query = select(undoings.c.sequence, acts.c.effective).join(acts, acts.c.sequence == undoings.c.sequence)
        undoers = connection.execute(query.where(undoings.c.target == target)).all()
        undone = any(flips.get(row.sequence, row.effective) for row in undoers)
        _flip(catalog, connection, target, 0 if undone else 1, flips)


def _records(catalog: Catalog, flips: dict[int, int], effective: int) -> list[Record]:
    return [
        record
        for sequence in flips
        if flips[sequence] == effective
        for record in catalog.records(sequence)[1]
        if not isinstance(record, Undoing)
    ]


def _effective(connection: Connection, flips: dict[int, int], ids: Iterable[str], holds: int) -> dict[str, set[int]]:
    """Returns the acts that will be effective and touch these things, `holds` or more."""
    found: dict[str, set[int]] = {}
    query = select(act_subjects.c.subject, act_subjects.c.sequence, acts.c.effective).where(
        acts.c.sequence == act_subjects.c.sequence, act_subjects.c.holds >= holds
    )
    for some in pieces(sorted(ids)):
        for subject, sequence, effective in connection.execute(query.where(act_subjects.c.subject.in_(some))):
            if flips.get(sequence, effective):
                found.setdefault(subject, set()).add(sequence)
    return found


def _builders(catalog: Catalog, connection: Connection, flips: dict[int, int]) -> set[int]:
    """Returns the acts that are about things which would be gone, or bring revisions that would not follow."""
    leaving = _records(catalog, flips, 0)
    nouns = {record.id for record in leaving if isinstance(record, Things)}
    holding = _effective(connection, flips, nouns, 1)
    touching = _effective(connection, flips, nouns - set(holding), 0)
    found = {sequence for sequences in touching.values() for sequence in sequences}
    changed = {
        record.id: record.revision
        for effective in (0, 1)
        for record in _records(catalog, flips, effective)
        if isinstance(record, Transcript)
    }
    query = select(revisions.c.transcript, revisions.c.revision, acts.c.sequence, acts.c.effective).where(
        acts.c.sequence == revisions.c.sequence
    )
    for some in pieces(sorted(changed)):
        standing: dict[str, list[tuple[int, int]]] = {}
        for transcript, revision, sequence, effective in connection.execute(
            query.where(revisions.c.transcript.in_(some))
        ):
            if flips.get(sequence, effective):
                standing.setdefault(transcript, []).append((revision, sequence))
        for transcript, rows in standing.items():
            if sorted(revision for revision, _ in rows) != list(range(1, len(rows) + 1)):
                found |= {
                    sequence for revision, sequence in rows if changed[transcript] <= revision and sequence not in flips
                }
    if any(isinstance(record, Glossary) for effective in (0, 1) for record in _records(catalog, flips, effective)):
        # Each version of the glossary was made from the one before.
        later = select(glossaries.c.sequence).where(min(flips) < glossaries.c.sequence)
        found |= set(connection.scalars(later)) - set(flips)
    return found


def _floors(catalog: Catalog, connection: Connection, flips: dict[int, int]) -> set[int]:
    """Returns the acts that took away what records now coming back stand on."""
    coming = _records(catalog, flips, 1)
    own = {record.id for record in coming if isinstance(record, Things)}
    wanted: set[str] = set()
    for record in coming:
        match record:
            case Transcript():
                wanted |= {record.conversation, record.source or record.conversation}
                wanted |= {record.heard_on} if record.heard_on is not None else set()
            case Recording():
                wanted |= {record.conversation, record.source}
            case Segment():
                wanted.add(record.recording)
            case Statement():
                wanted.add(split(record.subject)[0])
            case Link():
                wanted |= {record.a, record.b, *(split(turn)[0] for turn in record.turns)}
            case Match() | Settlement():
                wanted.update(transcripts_of(record))
            case Code():
                wanted |= {record.parent} if record.parent is not None else set()
            case Note() | Coding() | Caution():
                wanted.update(places_of(record))
                above = record.code if isinstance(record, Coding) else None
                above = record.answers if isinstance(record, Note) else above
                wanted |= {above} if above is not None else set()
            case Search():
                wanted |= {record.again} if record.again is not None else set()
            case Hint():
                wanted.add(record.source)
    there: set[str] = set()
    for some in pieces(sorted(wanted - own)):
        for table in (sources, members, transcripts, recordings, codes, remarks, searches, segments):
            there.update(connection.scalars(select(table.c.id).where(table.c.id.in_(some))))
    gone = wanted - own - there
    query = select(undoings.c.sequence).where(
        undoings.c.target == act_subjects.c.sequence,
        act_subjects.c.holds == 1,
        act_subjects.c.subject.in_(sorted(gone)),
    )
    return set(connection.scalars(query)) if gone else set()


def _ids(connection: Connection, sequences: set[int]) -> list[str]:
    query = select(acts.c.id).where(acts.c.sequence.in_(sorted(sequences))).order_by(acts.c.sequence)
    return list(connection.scalars(query))
