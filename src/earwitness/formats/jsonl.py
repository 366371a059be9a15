"""JSON Lines of our own: one record a line, nothing lost.

The first line says what it is: `{"earwitness":"transcripts","version":1}`. Then, for each conversation, its sources,
itself, its recordings (without their sound) with their segments, and its transcripts, each told by its `noun`, in the model's
own fields.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from ..errors import MalformedText
from ..model import Conversation, Dossier, Reading, Recording, Segment, Source, Transcript

HEADER = b'{"earwitness":"transcripts","version":1}'
READER = "jsonl 1"
LINE_LIMIT = 256 << 20

_LINE: msgspec.json.Decoder[Source | Conversation | Transcript | Recording | Segment] = msgspec.json.Decoder(
    Source | Conversation | Transcript | Recording | Segment
)
_ENCODER = msgspec.json.Encoder(order="deterministic")


def detects(head: bytes, name: str) -> float:
    return 1.0 if head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b'{"earwitness":"transcripts"') else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the conversations and transcripts of our own JSON Lines.

    Facts of the sources they were first read from stay with the conversation as `extra`. Raises MalformedText with the
    line where a line is no record, or where a transcript names a conversation that is not there.
    """
    conversations: dict[str, Conversation] = {}
    transcripts: list[Transcript] = []
    sources: list[Source] = []
    heard: list[Recording | Segment] = []
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    for number, line in enumerate(lines, 1):
        line = line.strip()
        if not line:
            continue
        if number == 1:
            _check_header(line, name)
            continue
        try:
            record = _LINE.decode(line)
        except (ValueError, RecursionError) as error:
            raise MalformedText(name, number, f"no record of ours: {error}") from error
        if isinstance(record, Source):
            sources.append(record)
        elif isinstance(record, Conversation):
            kept = tuple(("source", _ENCODER.encode(source).decode()) for source in sources)
            conversations[record.id] = replace(record, source=None, extra=record.extra + kept)
            sources = []
        elif isinstance(record, Recording | Segment):
            heard.append(record)
        elif record.conversation not in conversations:
            raise MalformedText(name, number, f"transcript {record.id} names a conversation that is not in the file")
        else:
            _check_turns(record, name, number)
            transcripts.append(replace(record, source=None))
    _keep(heard, conversations)
    doubts = () if transcripts else ("the file holds no transcript",)
    return Reading(
        format="jsonl",
        media_type="application/jsonl",
        conversations=tuple(conversations.values()),
        transcripts=tuple(transcripts),
        doubts=doubts,
        charset="utf-8",
        reader=READER,
    )


def _keep(heard: Sequence[Recording | Segment], conversations: dict[str, Conversation]) -> None:
    """Keeps what the file says of sound, which is not in it, with its conversation: a segment needs its recording."""
    homes = {each.id: each.conversation for each in heard if isinstance(each, Recording)}
    for each in heard:
        home = homes.get(each.id if isinstance(each, Recording) else each.recording, "")
        if home in conversations:
            noun = "recording" if isinstance(each, Recording) else "segment"
            kept = (noun, _ENCODER.encode(each).decode())
            conversations[home] = replace(conversations[home], extra=(*conversations[home].extra, kept))


def _check_header(line: bytes, name: str) -> None:
    try:
        header = msgspec.json.decode(line, type=dict[str, str | int])
    except (ValueError, RecursionError) as error:
        raise MalformedText(name, 1, f"not our JSON Lines: {error}") from error
    if header.get("version") != 1:
        raise MalformedText(name, 1, "written by a newer Earwitness", hint="install a newer Earwitness")


def _check_turns(transcript: Transcript, name: str, line: int) -> None:
    """A file from elsewhere is not trusted: numbers, speakers and marks must fit the text they speak of."""
    known = {speaker.id for speaker in transcript.speakers}
    seen: set[str] = set()
    for number, turn in enumerate(transcript.turns, 1):
        where = f"turn {number} of transcript {transcript.id}"
        if turn.number != number or turn.id in seen or "." in turn.id or not turn.id:
            raise MalformedText(name, line, f"{where} is numbered {turn.number} and named “{turn.id}”")
        seen.add(turn.id)
        if not set(turn.speakers) <= known:
            raise MalformedText(name, line, f"{where} names a speaker that the transcript does not have")
        for mark in turn.marks:
            if not (0 <= mark.start <= mark.end <= len(turn.text)):
                raise MalformedText(name, line, f"a mark of {where} lies outside its text")
        for word in turn.words:
            if not (0 <= word.first <= word.last <= len(turn.text)):
                raise MalformedText(name, line, f"a word of {where} lies outside its text")
        if turn.start is not None and turn.end is not None and turn.end < turn.start:
            raise MalformedText(name, line, f"{where} ends before it starts")


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the conversations as JSON Lines, UTF-8, a newline after each."""
    lines = [HEADER]
    for dossier in dossiers:
        lines += [_ENCODER.encode(source) for source in dossier.sources]
        home = dossier.conversation
        lines.append(_ENCODER.encode(home))
        # Links may have given a recording another home than it was born into.
        lines += [_ENCODER.encode(replace(recording, conversation=home.id)) for recording in dossier.recordings]
        lines += [_ENCODER.encode(segment) for segment in dossier.segments]
        lines += [_ENCODER.encode(transcript) for transcript in dossier.transcripts]
    return b"\n".join(lines) + b"\n"
