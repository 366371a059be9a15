"""ConvoKit: a corpus of conversations as `utterances.jsonl`, alone or in a zip with speakers, conversations, corpus and index.

Each conversation is one, in order of its first utterance; each utterance is a turn, in the order of the file. What it replies
to, its `meta`, its vectors and its timestamp stay in the turn's `extra`: a ConvoKit timestamp may be a date or a number of
anything, so it gives no time within a recording; `meta.start` and `meta.end`, in seconds, do. Older corpora say `root` and
`user` for `conversation_id` and `speaker`. Form: convokit.cornell.edu, "Data Format".
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from ...errors import MalformedText, UnsafeInput
from ...model import Conversation, Dossier, Reading, Transcript, Turn
from .. import objects
from ..casting import Casting
from ..objects import Table, from_seconds, left_over, table, words_in
from ..readings import Faults, reading, telling
from ..signs import label, voices, with_signs

READER = "convokit 1"
MOST = 1 << 30
"""Bytes that a part of the zip may have, unpacked."""
KEYS = ("speaker", "text", "conversation_id")
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError)
_PARTS = (
    "utterances.jsonl",
    "utterances.json",
    "speakers.json",
    "users.json",
    "conversations.json",
    "corpus.json",
    "index.json",
)


def detects(head: bytes, name: str) -> float:
    if head.startswith(b"PK\x03\x04"):
        first = head[30 : 30 + int.from_bytes(head[26:28], "little")]
        if not first.endswith((b"/", b"utterances.jsonl", b".json")):
            return 0.0
        parts = b"utterances.json" in head or (b"conversations.json" in head and b"speakers.json" in head)
        return 0.95 if parts else 0.0
    text = objects.beginning(head)
    if '"reply' not in text or ('"reply-to"' not in text and '"reply_to"' not in text):
        return 0.0
    return 0.95 if '"text"' in text and ('"conversation_id"' in text or '"root"' in text) else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the conversations of a corpus. Raises MalformedText where no utterance stands in the file."""
    parts: dict[str, bytes] = {}
    doubts: list[str] = []
    if content.startswith(b"PK"):
        parts, others = _unpacked(content, name)
        doubts = [f"{other} was not read; the file keeps it" for other in others]
        content = parts.get("utterances.jsonl") or parts.get("utterances.json") or b""
    with objects.bounded(name):
        return _Corpus(content, parts, name).reading(doubts)


def _unpacked(content: bytes, name: str) -> tuple[dict[str, bytes], list[str]]:
    """Returns the parts of a corpus by their names without folders, and the names of what else the zip holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            found: dict[str, bytes] = {}
            others = []
            for info in package.infolist():
                part = info.filename.rpartition("/")[2]
                if not part or info.filename.startswith("__MACOSX"):
                    continue
                if part not in _PARTS or part in found:
                    others.append(info.filename)
                    continue
                if MOST < info.file_size:
                    raise UnsafeInput(f"{info.filename} in {name} is too large", path=name)
                with package.open(info) as stream:
                    found[part] = stream.read(MOST)
            return found, others[:20]
    except _BROKEN as error:
        raise MalformedText(name, None, f"the zip cannot be read: {error}") from error


class _Corpus:
    def __init__(self, content: bytes, parts: dict[str, bytes], name: str) -> None:
        self.faults = Faults()
        self.parts = {part: self._part(part, data) for part, data in parts.items() if not part.startswith("utterances")}
        self.speakers = table(self.parts.get("speakers.json", self.parts.get("users.json")))
        if not content.strip():
            raise MalformedText(name, None, "no utterances stand in the file")
        self.utterances, self.array = objects.records(content, name=name, faults=self.faults)

    def _part(self, part: str, data: bytes) -> Any:
        try:
            return msgspec.json.decode(data)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            self.faults.add(f"{part} is no JSON: {error}")
            return None

    def reading(self, doubts: Sequence[str]) -> Reading:
        grouped: dict[str, list[Table]] = {}
        for number, utterance in enumerate(self.utterances, 1):
            root = utterance.get("conversation_id", utterance.get("root"))
            if not isinstance(root, str | int) or not isinstance(utterance.get("text", ""), str):
                self.faults.add(
                    f"utterance {number:,} is of no conversation or has no text: {objects.compact(utterance)[:80]}"
                )
                continue
            grouped.setdefault(root if isinstance(root, str) else objects.compact(root), []).append(utterance)
        transcripts = []
        conversations = []
        metas = table(self.parts.get("conversations.json"))
        for number, (root, utterances) in enumerate(grouped.items(), 1):
            extra = [("convokit conversation", root)]
            if root in metas:
                extra.append(("convokit meta", objects.compact(metas[root])))
            if number == 1:
                whole = [part for part in ("corpus.json", "index.json") if part in self.parts]
                extra += [(f"convokit {part}", objects.compact(self.parts[part])) for part in whole]
            conversations.append(Conversation(id=f"c{number}", extra=tuple(extra)))
            transcripts.append(self._transcript(number, root, utterances))
        return reading(
            transcripts, format="convokit", media_type="application/jsonl", reader=READER, conversations=conversations,
            doubts=[*doubts, *(() if transcripts else (doubt.what for doubt in self.faults.doubts))],
        )  # fmt: skip

    def _transcript(self, number: int, root: str, utterances: Sequence[Table]) -> Transcript:
        casting = Casting()
        turns = [_turn(place, root, utterance, casting) for place, utterance in enumerate(utterances, 1)]
        known = {
            name: self.speakers[name] for speaker in casting.speakers if (name := speaker.labels[0]) in self.speakers
        }
        extra = [("convokit conversation", root), *([("convokit speakers", objects.compact(known))] if known else [])]
        return telling(
            turns, casting.speakers, format="convokit", reader=READER, local=f"t{number}", conversation=f"c{number}",
            doubts=self.faults.doubts if number == 1 else (), extra=tuple(extra),
        )  # fmt: skip


def _turn(number: int, root: str, utterance: Table, casting: Casting) -> Turn:
    speaker = utterance.get("speaker", utterance.get("user"))
    name = " ".join(_named(speaker).split())
    meta = table(utterance.get("meta"))
    text = words_in(utterance.get("text"))
    keys = _keys(utterance)
    left = left_over(utterance, dict(zip(keys, (name, text, root), strict=True)))
    absent = [key for key in keys if key not in utterance]
    if absent or keys != KEYS:
        left["=keys"] = [*keys, absent]
    timestamp = utterance.get("timestamp")
    return Turn(
        id=str(number), number=number, speakers=casting.voice(name), text=text, start=from_seconds(meta.get("start")),
        end=from_seconds(meta.get("end")), printed=str(timestamp) if isinstance(timestamp, str | int | float) else None,
        extra=(("convokit", objects.settled(left)),),
    )  # fmt: skip


def _named(speaker: Any) -> str:
    """Returns the id of a speaker, also where an older corpus has an object there."""
    if isinstance(speaker, dict):
        speaker = speaker.get("id", speaker.get("name"))
    return str(speaker) if isinstance(speaker, str | int) and not isinstance(speaker, bool) else ""


def _keys(utterance: Table) -> tuple[str, str, str]:
    """Returns what an utterance calls its speaker, its text and its conversation."""
    return (
        "user" if "user" in utterance and "speaker" not in utterance else KEYS[0],
        KEYS[1],
        "root" if "root" in utterance and "conversation_id" not in utterance else KEYS[2],
    )


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the utterances of a corpus, JSON Lines. Each transcript is a conversation.

    A turn from elsewhere replies to the one before, as ConvoKit has its dialogues; its times stand in its `meta`. What the
    corpus says of speakers and conversations has other files, which are not written.
    """
    lines = [
        objects.compact(utterance) + "\n"
        for dossier in dossiers
        for transcript in dossier.transcripts
        for utterance in _utterances(transcript)
    ]
    return "".join(lines).encode()


def _utterances(transcript: Transcript) -> Iterator[Table]:
    names = voices(transcript)
    root = objects.stated(transcript, "convokit conversation")
    before: Any = None
    for turn in transcript.turns:
        text, speaker = with_signs(turn), label(turn, names)
        kept = objects.kept(turn, "convokit")
        if isinstance(kept, dict):
            own = _own(turn, text, speaker, root, kept)
            yield own
            before = own.get("id")
            continue
        id = f"{transcript.id}.{turn.id}"
        root = root or id
        times = {key: time / 1000 for key, time in (("start", turn.start), ("end", turn.end)) if time is not None}
        yield {
            "id": id, "conversation_id": root, "text": text, "speaker": speaker, "meta": times, "reply-to": before,
            "timestamp": None, "vectors": [],
        }  # fmt: skip
        before = id


def _own(turn: Turn, text: str, speaker: str, root: str | None, kept: Table) -> Table:
    """Returns an utterance that was read, as it stands now."""
    *keys, absent = kept.pop("=keys", [*KEYS, []])
    made = dict(zip(keys, (speaker, text, root), strict=False))
    named = kept.get(keys[0])
    if keys[0] in kept and speaker and " ".join(_named(named).split()) != speaker:
        del kept[keys[0]]
    meta = table(kept.get("meta"))
    for key, time in (("start", turn.start), ("end", turn.end)):
        if from_seconds(meta.get(key)) != time:
            kept["meta"] = meta = {**meta, key: time / 1000 if time is not None else None}
    whole = {"id": kept.get("id"), **made, **kept}
    return {key: value for key, value in whole.items() if key not in absent and (key != "id" or "id" in kept)}
