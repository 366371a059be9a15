"""Erasing: sources, conversations and transcripts removed for good, a tombstone left.

The lines of the journal stay. Every payload that told of the erased gets a replacement without it, and an act of erasure
says which payload stands in for which; then the payloads and the bytes themselves go. The act is durable before anything is
removed, so a crash leaves either all of it or an erasure that the next writer finishes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from ..errors import BadInput, NotFound
from ..identifiers import split
from ..model import (
    Act,
    Caution,
    Coding,
    Conversation,
    Erasure,
    Hint,
    Link,
    Match,
    Note,
    Record,
    Recording,
    Replacement,
    Search,
    Segment,
    Settlement,
    Source,
    Statement,
    Transcript,
    Undoing,
    encode_payload,
    new_salt,
    places_of,
    transcripts_of,
)
from .disk import storage
from .journal import Line
from .payloads import standing_in
from .sweep import named_by

if TYPE_CHECKING:
    from .archive import Archive
    from .objects import Incoming
    from .writer import Writer


class Erased(Struct, frozen=True, kw_only=True):
    """What an erasure did."""

    line: Line
    subjects: tuple[str, ...]
    """All that went: what was named, and what hung on it."""
    objects: int
    """How many objects were removed, payloads included."""
    shared: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Bytes that stay because other sources have the same: the digest, and those sources."""
    copies: tuple[str, ...] = ()
    """Sources that stay and from which an erased transcript was read: their bytes still hold its words."""

    @property
    def sequence(self) -> int:
        return self.line.sequence


def erase(archive: Archive, writer: Writer, incoming: Incoming, subjects: Sequence[str], act: Act) -> Erased:
    """Erases the subjects and what hangs on them, with the act that says so.

    On a source hang its recordings and the transcripts read from it, on a recording its segments and the transcripts that
    were heard on it, on a conversation its recordings, its transcripts and the ids that links join to it, on a transcript
    its revisions, the transcripts that were made from it, and the conversation that no other tells; on each, every statement
    and link about it, and every note, coding and caution on it.
    A source's bytes go unless another source has the same. Reasons and tool settings of the acts concerned go too, for
    they may tell what they were about.

    Raises NotFound for an unknown subject, BadInput where there is none, StorageFailed.
    """
    gone = _all_of(archive, subjects)
    read_from = _read_from(archive, gone)
    replacements: list[Replacement] = []
    dropped: list[Record] = []
    kept: list[Record] = []
    replaced = archive.payloads.replacements()
    acts_concerned: set[str] = set()
    for line, account, records in archive.payloads.all():
        remaining = [record for record in records if not _tells_of(record, gone)]
        kept.extend(record for record in remaining if isinstance(record, Source))
        concerned = len(remaining) != len(records) or _names(account, records, gone, acts_concerned)
        if not concerned:
            continue
        acts_concerned.add(account.id)
        dropped.extend(record for record in records if isinstance(record, Source) and record.id in gone)
        stands = standing_in(line.payload, replaced)
        silent = msgspec.structs.replace(account, reason="", tool=_tool_alone(account.tool), salt=new_salt())
        if len(remaining) == len(records) and (silent.reason, silent.tool) == (account.reason, account.tool):
            continue
        replacements.append(Replacement(erased=stands, kept=incoming.put(encode_payload(silent, remaining))))
    erasure = Erasure(subjects=tuple(sorted(gone)), payloads=tuple(replacements))
    line = writer.write(act, (erasure,))
    removed = {replacement.erased for replacement in replacements} | (named_by(dropped) - named_by(kept))
    with storage("removing what was erased", archive.path):
        count = sum(archive.objects.remove(digest) for digest in sorted(removed))
        archive.objects.sync_folders(removed)
    archive.catalog.scrub()
    shared: dict[str, list[str]] = {}
    for record in kept:
        if isinstance(record, Source) and record.digest in named_by(dropped):
            shared.setdefault(record.digest, []).append(record.id)
    return Erased(
        line=line,
        subjects=erasure.subjects,
        objects=count,
        shared=tuple((digest, tuple(dict.fromkeys(ids))) for digest, ids in sorted(shared.items())),
        copies=tuple(sorted(read_from - gone)),
    )


def _all_of(archive: Archive, subjects: Sequence[str]) -> set[str]:
    """Returns the subjects with all that hangs on them. Undone things are looked for too: their words are kept as well."""
    if not subjects:
        raise BadInput("nothing was named to be erased", hint="name a source, a conversation or a transcript")
    catalog = archive.catalog
    gone: set[str] = set()
    for subject in subjects:
        if catalog.noun(subject) == "conversation":
            gone.update(catalog.conversation(subject).members)
        gone.add(subject)
    known: set[str] = set()
    tellings: dict[str, set[str]] = {}
    born_from: dict[str, str | None] = {}
    for _, _, records in archive.payloads.all():
        for record in records:
            if isinstance(record, Source | Conversation | Transcript | Search | Recording):
                known.add(record.id)
            if isinstance(record, Conversation):
                born_from[record.id] = record.source
            elif isinstance(record, Transcript | Recording):
                tellings.setdefault(record.conversation, set()).add(record.id)
                made_from = record.made_from if isinstance(record, Transcript) else None
                if record.conversation in gone or record.source in gone or made_from in gone:
                    gone.add(record.id)
    for conversation, source in born_from.items():
        told = tellings.get(conversation, set())
        if told <= gone and (told or source in gone):
            gone.add(conversation)
    for subject in sorted(gone - known):
        raise NotFound(f"there is nothing {subject} to erase", near=catalog.near_ids(subject))
    return gone | _written_on(archive, gone)


def _written_on(archive: Archive, gone: set[str]) -> set[str]:
    """Returns the notes, codings and cautions on these things: they hold words of them, and so may what was said of one.

    Of a kept search, the times it was asked again.
    """
    return {
        record.id
        for _, _, records in archive.payloads.all()
        for record in records
        if (isinstance(record, Note | Coding | Caution) and not gone.isdisjoint(places_of(record)))
        or (isinstance(record, Search) and record.again in gone)
        or (isinstance(record, Segment) and record.recording in gone)
    }


def _read_from(archive: Archive, gone: set[str]) -> set[str]:
    """Returns the sources that these transcripts, as they stand, were read from."""
    heads = archive.catalog.heads(sorted(gone))
    return {head.source for head in heads if head.source is not None}


def _tells_of(record: Record, gone: set[str]) -> bool:
    """Says whether a record holds an erased thing or a word about one."""
    match record:
        case Source() | Conversation() | Transcript() | Recording() | Search():
            return record.id in gone
        case Statement():
            return split(record.subject)[0] in gone
        case Link():
            quoting = {split(turn)[0] for turn in record.turns}
            return not gone.isdisjoint({record.a, record.b} | quoting)
        case Match() | Settlement():
            return not gone.isdisjoint(transcripts_of(record))
        case Note() | Coding() | Caution():
            return record.id in gone
        case Segment():
            return record.id in gone or record.recording in gone
        case Hint():
            return record.source in gone or record.transcript in gone
        case _:
            return False


def _names(account: Act, records: Sequence[Record], gone: set[str], concerned: set[str]) -> bool:
    """Says whether an act's own account is about erased things, or takes back an act that is."""
    if any(split(subject)[0] in gone for subject in account.subjects):
        return True
    return any(isinstance(record, Undoing) and record.act in concerned for record in records)


def _tool_alone(tool: str) -> str:
    """Returns the tool's name and version without its settings."""
    match = re.match(r"[\w.-]+(?: [\w.+-]+)?", tool)
    return match[0] if match else ""
