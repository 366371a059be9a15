"""What became of the inputs of `add`: an item each."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ..errors import CaptureFailed, EarwitnessError
from ..model import Source
from . import tapes
from .desk import Desk
from .filing import Filed
from .intake import Piece
from .outcomes import AddedItem


def same_bytes(sources: Sequence[Source]) -> str:
    first = sources[0]
    return f"the same bytes are here from {first.url or first.path} ({first.id}): one more publication of it"


def as_added(piece: Piece, filed: Filed) -> AddedItem:
    return AddedItem(
        path=piece.path,
        status="added",
        source=filed.source.id,
        conversations=tuple(conversation.id for conversation in filed.conversations),
        transcripts=tuple(transcript.id for transcript in filed.transcripts),
        recordings=tuple(recording.id for recording in filed.recordings),
        turns=filed.turns,
        doubts=(
            *filed.source.doubts,
            *(_doubt(doubt.turn, doubt.what) for transcript in filed.transcripts for doubt in transcript.doubts),
        ),
        message=_found(filed),
        title=filed.source.title or "",
    )


def _doubt(turn: int | None, what: str) -> str:
    return f"turn {turn}: {what}" if turn is not None else what


def _found(filed: Filed) -> str:
    if filed.recordings:
        return "; ".join(tapes.in_words(recording) for recording in filed.recordings)
    if not filed.transcripts:
        why = filed.source.doubts[-1] if filed.source.doubts else "no one speaks on it"
        return f"kept as a source, with no transcript: {why}"
    voices = sum(len(transcript.speakers) for transcript in filed.transcripts)
    parts = [_count(filed.turns, "turn"), _count(voices, "voice")]
    if 1 < len(filed.conversations):
        parts.insert(0, f"{len(filed.conversations)} conversations")
    if len(filed.conversations) < len(filed.transcripts):
        parts.append(f"{len(filed.transcripts)} tellings")
    return ", ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def as_known(desk: Desk, piece: Piece, source: str, status: str) -> AddedItem:
    """Returns the item of a source that the archive has."""
    catalog = desk.archive.catalog
    known = catalog.sources_of_digest(piece.source.digest if piece.source else "")
    transcripts = [transcript for same in known for transcript in catalog.transcripts_from(same.id)]
    recordings = [recording for same in known for recording in catalog.recordings_from(same.id)]
    homes = [told.conversation for told in transcripts] + [told.conversation for told in recordings]
    return AddedItem(
        path=piece.path,
        status="already" if status == "already" else "added",
        source=source,
        conversations=tuple(dict.fromkeys(map(catalog.canonical, homes))),
        transcripts=tuple(transcript.id for transcript in transcripts),
        recordings=tuple(recording.id for recording in recordings),
        turns=sum(len(transcript.turns) for transcript in transcripts),
        message="the same bytes from the same place are here already; nothing changed" if status == "already" else "",
    )


def as_unwritten(desk: Desk, piece: Piece) -> AddedItem:
    """Returns the item of a piece that is not written: it failed, is here already, or was only tried."""
    if piece.error is not None or piece.source is None:
        return as_failed(piece, piece.error or CaptureFailed(f"{piece.path} could not be read"))
    if piece.already is not None:
        return as_known(desk, piece, piece.already, "already")
    assert piece.filed is not None
    tried = as_added(piece, piece.filed)
    elsewhere = desk.archive.catalog.sources_of_digest(piece.filed.source.digest)
    what = same_bytes(elsewhere) if elsewhere else tried.message
    return replace(
        tried, source=None, conversations=(), transcripts=(), recordings=(), message=f"would be added: {what}"
    )


def as_failed(piece: Piece, error: EarwitnessError) -> AddedItem:
    message = f"{error.message}; {error.hint}" if error.hint else error.message
    return AddedItem(path=piece.path, status="failed", message=message, error=type(error).__name__)
