"""Readings: what a reader of a transcript file gives back, and how it lists what it could not read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ..model import Conversation, Doubt, Reading, Speaker, Transcript, TranscriptKind, Turn

MOST_FAULTS = 100
"""Doubts of one transcript that are told one by one; the rest are counted."""

BACKWARDS = "the file has the turn end before it starts: its end was left out"

Extra = tuple[tuple[str, str], ...]


class Faults:
    """What could not be read, with its line: one bad cue never costs the rest, and is listed. Capped, then counted."""

    def __init__(self) -> None:
        self._told: list[Doubt] = []
        self._more = 0

    def __len__(self) -> int:
        return len(self._told) + self._more

    def add(self, what: str, *, line: int | None = None, turn: int | None = None) -> None:
        """Lists a fault: what is wrong, at which line of the file, of which turn."""
        if len(self._told) < MOST_FAULTS:
            self._told.append(Doubt(what=f"line {line:,}: {what}" if line is not None else what, turn=turn))
        else:
            self._more += 1

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        rest = (Doubt(what=f"{self._more:,} more places could not be read whole"),) if self._more else ()
        return (*self._told, *rest)


def telling(
    turns: Sequence[Turn],
    speakers: tuple[Speaker, ...],
    *,
    format: str,
    reader: str,
    kind: TranscriptKind = "transcription",
    local: str = "t1",
    conversation: str = "c1",
    title: str | None = None,
    language: str | None = None,
    made_by: str | None = None,
    doubts: Iterable[Doubt] = (),
    extra: Extra = (),
) -> Transcript:
    """Returns a transcript as a reader gives it; lasting ids come when it is filed.

    An end before its start is no end: it is left out with a doubt, whatever the file prints.
    """
    backwards = [
        turn.number for turn in turns if turn.end is not None and turn.start is not None and turn.end < turn.start
    ]
    if backwards:
        amiss = set(backwards)
        turns = [replace(turn, end=None) if turn.number in amiss else turn for turn in turns]
        told = Faults()
        for number in backwards:
            told.add(BACKWARDS, turn=number)
        doubts = (*doubts, *told.doubts)
    return Transcript(
        id=local, conversation=conversation, kind=kind, format=format, title=title, language=language,
        made_by=made_by, speakers=speakers, turns=tuple(turns), doubts=tuple(doubts), reader=reader, extra=extra,
    )  # fmt: skip


def reading(
    transcripts: Sequence[Transcript],
    *,
    format: str,
    media_type: str,
    reader: str,
    title: str | None = None,
    charset: str | None = "utf-8",
    conversations: Sequence[Conversation] | None = None,
    doubts: Iterable[str] = (),
) -> Reading:
    """Returns the reading of a file with these transcripts: one conversation, unless `conversations` says which there are.

    A file without a turn is a result: no conversation is made of it, and a doubt says so.
    """
    doubts = tuple(doubts)
    if not any(transcript.turns for transcript in transcripts):
        faults = tuple(doubt.what for transcript in transcripts for doubt in transcript.doubts)
        return Reading(
            format=format, media_type=media_type, title=title, charset=charset, reader=reader,
            doubts=(*doubts, *faults, "the file holds no turn; its bytes are kept"),
        )  # fmt: skip
    if conversations is None:
        conversations = (Conversation(id=transcripts[0].conversation, title=title or ""),)
    return Reading(
        format=format, media_type=media_type, title=title, charset=charset, reader=reader, doubts=doubts,
        conversations=tuple(conversations), transcripts=tuple(transcripts),
    )  # fmt: skip
