"""Lhotse manifests: supervisions (segments of recordings with their words), as a JSON array or JSON Lines.

Each recording is a conversation, each supervision a turn, in the order of the file. Of alignments the one of kind `word` gives
the words; all others, channels of arrays, gender and `custom` stay in the turn's `extra`. A manifest of recordings has no turn:
what it says of them is told. Form: lhotse.readthedocs.io, "Representing a corpus", `SupervisionSegment`, `AlignmentItem`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from ...model import Conversation, Dossier, Reading, Transcript, Turn, Word
from ...times import Ms
from .. import objects
from ..casting import Casting
from ..objects import TURNS, Table, from_seconds, left_over, restored, sequence, share, table, words_in
from ..readings import Faults, reading, telling
from ..signs import label, voices, with_signs

READER = "lhotse 1"
MOST_TOLD = 100
NEAR = 200
"""Code points behind one aligned word within which the next is looked for."""
_SILENCES = frozenset({"", "sil", "sp", "spn", "<eps>", "<sil>"})
_LANGUAGES = {
    "english": "en", "russian": "ru", "ukrainian": "uk", "german": "de", "french": "fr", "spanish": "es", "polish": "pl",
    "mandarin": "zh", "chinese": "zh", "arabic": "ar", "italian": "it", "portuguese": "pt", "japanese": "ja",
}  # fmt: skip
"""Manifests print languages by name."""


def detects(head: bytes, name: str) -> float:
    text = objects.beginning(head)
    if '"duration"' not in text:
        return 0.0
    if '"recording_id"' in text and '"start"' in text and '"supervisions"' not in text:
        return 0.95
    return 0.9 if '"sampling_rate"' in text and '"num_samples"' in text and '"sources"' in text else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns a conversation for each recording of a manifest. Raises MalformedText where nothing of it is JSON."""
    with objects.bounded(name):
        faults = Faults()
        listed, array = objects.records(content, name=name, faults=faults)
        segments: dict[str, list[Table]] = {}
        recordings = []
        for item in listed:
            if isinstance(item.get("recording_id"), str):
                segments.setdefault(item["recording_id"], []).append(item)
            elif "sampling_rate" in item:
                recordings.append(item)
            else:
                faults.add(f"neither a supervision nor a recording: {objects.compact(item)[:80]}")
        told = [_told(recording) for recording in recordings[:MOST_TOLD]]
        if MOST_TOLD < len(recordings):
            told.append(f"{len(recordings) - MOST_TOLD:,} more recordings")
        transcripts = []
        for number, (recording, items) in enumerate(segments.items(), 1):
            doubts = faults.doubts if number == 1 else ()
            transcripts.append(_transcript(number, recording, items, array=array, doubts=doubts))
        if not transcripts:
            told += [doubt.what for doubt in faults.doubts]
    return reading(
        transcripts,
        format="lhotse",
        media_type="application/json" if array else "application/jsonl",
        reader=READER,
        conversations=[
            Conversation(id=f"c{number}", title=recording, extra=(("recording", recording),))
            for number, recording in enumerate(segments, 1)
        ],
        doubts=told,
    )


def _told(recording: Table) -> str:
    """Returns what a manifest says of a recording, in a sentence."""
    sources = [table(source) for source in sequence(recording.get("sources"))]
    channels = sum(len(sequence(source.get("channels"))) for source in sources)
    parts = [
        f"{recording.get('duration')} s", f"{recording.get('sampling_rate')} Hz", f"{recording.get('num_samples')} samples",
        f"{channels} channels", *(str(source.get("source")) for source in sources),
    ]  # fmt: skip
    return f"recording {recording.get('id')}: " + ", ".join(parts)


def _transcript(number: int, recording: str, items: Sequence[Table], *, array: bool, doubts: Any) -> Transcript:
    casting = Casting()
    turns = [_turn(place, item, casting) for place, item in enumerate(items, 1)]
    languages = {turn.language for turn in turns}
    language = languages.pop() if len(languages) == 1 else None
    if language is not None:
        turns = [_without_language(turn) for turn in turns]
    return telling(
        turns, casting.speakers, format="lhotse", reader=READER, local=f"t{number}", conversation=f"c{number}",
        language=language, doubts=doubts, extra=(("recording", recording), ("manifest", "json" if array else "jsonl")),
    )  # fmt: skip


def _without_language(turn: Turn) -> Turn:
    return replace(turn, language=None)


def _turn(number: int, item: Table, casting: Casting) -> Turn:
    untimed = sequence(table(item.get("custom")).get("untimed"))
    start = None if "start" in untimed else from_seconds(item.get("start"))
    length = from_seconds(item.get("duration"))
    end = start + length if start is not None and length is not None and "end" not in untimed else None
    aligned = sequence(table(item.get("alignment")).get("word"))
    text = words_in(item.get("text"))
    words = _words(text, aligned)
    if not text and aligned:
        text = " ".join(filter(None, (symbol for symbol, *_ in map(_aligned, aligned))))
        words = _words(text, aligned)
    speaker = " ".join(words_in(item.get("speaker")).split())
    made = _segment(text, start, end, speaker)
    made["recording_id"] = item["recording_id"]
    left = left_over(item, made)
    if words and [list(entry) if isinstance(entry, list) else entry for entry in aligned] == _alignment(text, words):
        left["alignment"] = {**table(item.get("alignment")), "word": TURNS}
    named = words_in(item.get("language"))
    channel = item.get("channel")
    channels = (("channel", objects.compact(channel)),) if channel is not None else ()
    return Turn(
        id=str(number), number=number, speakers=casting.voice(speaker), text=text, start=start, end=end,
        words=words, language=_LANGUAGES.get(named.casefold()) or objects.tag(named),
        extra=(*channels, ("lhotse", objects.settled(left))),
    )  # fmt: skip


def _aligned(entry: Any) -> tuple[str, Ms | None, Ms | None, float | None]:
    """Returns an item of an alignment: its symbol, start, end and score; both forms, the list and the older object."""
    if isinstance(entry, dict):
        entry = [entry.get(key) for key in ("symbol", "start", "duration", "score")]
    if not isinstance(entry, list) or not entry:
        return "", None, None, None
    start, length = (from_seconds(value) for value in (*entry[1:3], None, None)[:2])
    score = share(entry[3]) if 3 < len(entry) else None
    return words_in(entry[0]), start, None if start is None or length is None else start + length, score


def _words(text: str, aligned: Sequence[Any]) -> tuple[Word, ...]:
    """Returns the words of an alignment at their places in the text; silences and what is not in the text have none."""
    words = []
    here = 0
    folded = text.casefold()
    same = len(folded) == len(text)
    for entry in aligned:
        symbol, start, end, score = _aligned(entry)
        if symbol.casefold() in _SILENCES:
            continue
        until = here + len(symbol) + NEAR
        first = text.find(symbol, here, until)
        if first < 0 and same:
            first = folded.find(symbol.casefold(), here, until)
        if 0 <= first:
            here = first + len(symbol)
            words.append(Word(first, here, start, end, score))
    return tuple(words)


def _alignment(text: str, words: Sequence[Word]) -> list[list[Any]]:
    return [
        [
            text[word.first : word.last],
            (word.start or 0) / 1000,
            ((word.end or 0) - (word.start or 0)) / 1000,
            word.confidence,
        ]
        for word in words
        if word.start is not None and word.end is not None
    ]


def _segment(text: str, start: Ms | None, end: Ms | None, speaker: str) -> Table:
    made: Table = {}
    if start is not None:
        made["start"] = start / 1000
    if start is not None and end is not None:
        made["duration"] = (end - start) / 1000
    if text:
        made["text"] = text
    if speaker:
        made["speaker"] = speaker
    return made


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns a manifest of supervisions: an array where one was read, else JSON Lines.

    Lhotse asks for a start and a duration: a turn without has that of the end before it, or none, and its
    `custom.untimed` says which of its times are not known.
    """
    segments = [
        segment
        for dossier in dossiers
        for transcript in dossier.transcripts
        for segment in _segments(transcript, dossier.conversation.id)
    ]
    forms = {objects.stated(transcript, "manifest") for dossier in dossiers for transcript in dossier.transcripts}
    if forms == {"json"}:
        return objects.written(segments)
    return b"".join(objects.compact(segment).encode() + b"\n" for segment in segments)


def _segments(transcript: Transcript, conversation: str) -> Iterator[Table]:
    names = voices(transcript)
    recording = objects.stated(transcript, "recording") or conversation
    own = transcript.format == "lhotse"
    language = {"language": transcript.language} if transcript.language and not own else {}
    reached: Ms = 0
    for turn in transcript.turns:
        left = table(objects.kept(turn, "lhotse"))
        text = with_signs(turn)
        made = _segment(text, turn.start, turn.end, label(turn, names))
        if not left:
            made |= {"id": f"{recording}-{turn.id}", "channel": _channel(turn), **language}
            if turn.language:
                made["language"] = turn.language
            made |= _stand_ins(turn, reached)
        words = _alignment(turn.text, turn.words) if not turn.marks else []
        if table(left.get("alignment")).get("word") == TURNS:
            left["alignment"]["word"] = words
        elif words and "alignment" not in left:
            made["alignment"] = {"word": words}
        if "text" in left and text and (left["text"] is not None or 1 < transcript.revision):
            del left["text"]  # it had none then
        if "speaker" in left and " ".join(words_in(left["speaker"]).split()) != made.get("speaker", ""):
            del left["speaker"]
        segment = restored({"recording_id": recording, **made}, left, *({"start", "duration"} & made.keys()))
        reached = turn.end if turn.end is not None else turn.start if turn.start is not None else reached
        yield {"id": segment["id"], **segment} if "id" in segment else segment


def _stand_ins(turn: Turn, reached: Ms) -> Table:
    """Returns the start and duration of a turn that lacks one of them, and says so."""
    unknown = [key for key, time in (("start", turn.start), ("end", turn.end)) if time is None]
    if not unknown:
        return {}
    start = turn.start if turn.start is not None else reached
    length = max(0, turn.end - start) if turn.end is not None else 0
    return {"start": start / 1000, "duration": length / 1000, "custom": {"untimed": unknown}}


def _channel(turn: Turn) -> int:
    stated = objects.stated(turn, "channel") or ""
    return int(stated) if re.fullmatch(r"[0-9]{1,3}", stated) else 0
