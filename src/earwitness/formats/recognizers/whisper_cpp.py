"""whisper.cpp's JSON: segments with offsets in milliseconds, and tokens, which are no words.

With `-ojf` a segment has tokens: pieces of words, and signs of the model's own (`[_BEG_]`, `[_TT_150]`). The pieces are
put together into words: one begins where a piece begins with a space, or with a letter of a script that has no spaces.
A word is as sure as its pieces are on average. All tokens, the model's signs too, are kept as they are, and written
again as long as they give the turn's words.

A piece can end within a character; its bytes alone are no UTF-8, so the whole file is none. They are read for what they
are, and put together with the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from ...errors import MalformedText
from ...model import Dossier, Reading, Turn, Word
from .. import signs
from ..casting import Casting
from ..content import as_text
from ..readings import Faults, reading, telling
from .printed_words import printed, spread
from .segment_writing import kept
from .soundness import decoded, ms, plain
from .tongues import tongue

FORMAT = "whisper-cpp"
READER = "whisper-cpp 1"
_DOCUMENT = msgspec.json.Decoder(dict[str, Any])
_ENCODER = msgspec.json.Encoder()
_SIGN = re.compile(r"\[_\w*\]|<\|.*?\|>", re.DOTALL)
_SPACELESS = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)
_SEGMENTS = re.compile(r'"transcription"\s*:\s*\[')
# Bytes of a broken character, as Python decodes them, and as private characters that JSON can hold.
_TO_PRIVATE = {0xDC00 + byte: 0xF700 + byte for byte in range(0x80, 0x100)}
_FROM_PRIVATE = {private: byte for byte, private in _TO_PRIVATE.items()}
_PRIVATE = re.compile(r"[\uf780-\uf7ff]")


def detects(head: bytes, name: str) -> float:
    if b'"transcription"' not in head and head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return 0.0
    text = as_text(head)
    return 0.97 if _SEGMENTS.search(text) and ('"offsets"' in text or '"systeminfo"' in text) else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the segments as turns, and the words that their tokens make. Raises MalformedText where it is no JSON."""
    document, doubts = decoded(_DOCUMENT, _with_private(plain(content, name=name)), name=name)
    faults = Faults()
    casting = Casting()
    segments = document.get("transcription")
    if not isinstance(segments, list):
        raise MalformedText(name, None, "it has no list of segments, “transcription”")
    turns: list[Turn] = []
    for place, segment in enumerate(segments, 1):
        if isinstance(segment, dict):
            turns.append(_turn(segment, len(turns) + 1, casting, faults))
        else:
            faults.add(f"segment {place:,} is no object: {str(segment)[:80]}")
    head = {key: "=segments" if key == "transcription" else value for key, value in document.items()}
    result, model = document.get("result"), document.get("model")
    kind = model.get("type") if isinstance(model, dict) else None
    transcript = telling(
        turns, casting.speakers, format=FORMAT, reader=READER, kind="machine",
        language=tongue(result.get("language")) if isinstance(result, dict) else None,
        made_by=f"whisper.cpp {kind}" if isinstance(kind, str) and kind else "whisper.cpp",
        doubts=faults.doubts, extra=(("document", _json(head)),),
    )  # fmt: skip
    return reading([transcript], format=FORMAT, media_type="application/json", reader=READER, doubts=doubts)


def _turn(segment: dict[str, Any], number: int, casting: Casting, faults: Faults) -> Turn:
    left = _ordered(segment)
    said = left.pop("text") if isinstance(left.get("text"), str) else ""
    text = _mended(said).strip()
    if said != " " + text:
        left["text"] = said
    offsets = left.get("offsets")
    start, end = _times(offsets)
    if start is not None and end is not None and end < start:
        faults.add(f"segment {number:,} ends before it starts, at {end} ms", turn=number)
        end = None
    elif start is None or end is None:
        faults.add(f"segment {number:,} has no times: {_json(offsets)[:80]}", turn=number)
    elif offsets == {"from": start, "to": end} and left.get("timestamps") == _timestamps(start, end):
        del left["offsets"], left["timestamps"]
    label = left.get("speaker")
    label = label if isinstance(label, str) and label.strip(" ?") else None
    if label is not None and label == " ".join(label.split()):
        del left["speaker"]
    return Turn(
        id=str(number), number=number, speakers=casting.voice(label), text=text, start=start, end=end,
        words=words_of(text, left.get("tokens")), extra=(("segment", _json(left)),) if left else (),
    )  # fmt: skip


def words_of(text: str, tokens: Any) -> tuple[Word, ...]:
    """Returns the words that tokens make, at their places in the text; what does not stand there is no word of it."""
    groups: list[list[dict[str, Any]]] = []
    for token in tokens if isinstance(tokens, list) else []:
        piece = token.get("text") if isinstance(token, dict) else None
        if not isinstance(piece, str) or not piece or _SIGN.fullmatch(piece.strip()):
            continue
        if not groups or piece[0].isspace() or _SPACELESS.match(piece):
            groups.append([])
        groups[-1].append(token)
    found: list[Word] = []
    here = 0
    for group in groups:
        said = _mended("".join(token["text"] for token in group)).strip()
        first = text.find(said, here) if said else -1
        if first < 0:
            continue
        here = first + len(said)
        start, end = _times(group[0].get("offsets"))[0], _times(group[-1].get("offsets"))[1]
        sure = [token["p"] for token in group if isinstance(token.get("p"), int | float) and 0 <= token["p"] <= 1]
        confidence = round(sum(sure) / len(sure), 6) if sure else None
        found.append(Word(first, here, start, end, confidence))
    return tuple(found)


def _times(offsets: Any) -> tuple[int | None, int | None]:
    if not isinstance(offsets, dict):
        return None, None
    start, end = (value if isinstance(value, int) else None for value in (offsets.get("from"), offsets.get("to")))
    return ms(start / 1000) if start is not None else None, ms(end / 1000) if end is not None else None


def _timestamps(start: int, end: int) -> dict[str, str]:
    return {"from": _clock(start), "to": _clock(end)}


def _clock(time: int) -> str:
    seconds, rest = divmod(time, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{rest:03}"


def _with_private(content: bytes) -> bytes:
    """Returns the file as UTF-8, each byte of a broken character as a private character of its own."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("utf-8", "surrogateescape").translate(_TO_PRIVATE).encode("utf-8")
    return content


def _bytes(text: str) -> bytes:
    if not _PRIVATE.search(text):
        return text.encode("utf-8", "replace")
    return text.translate(_FROM_PRIVATE).encode("utf-8", "surrogateescape")


def _mended(text: str) -> str:
    """Returns the text with its broken characters put together, where all their bytes are here."""
    return _bytes(text).decode("utf-8", "replace") if _PRIVATE.search(text) else text


def _json(value: Any) -> str:
    return _ENCODER.encode(value).decode()


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the transcript as whisper.cpp writes it. A turn without times has no offsets; words become tokens."""
    transcript = dossiers[0].transcripts[0]
    own = transcript.format == FORMAT
    head = kept(transcript.extra, "document") if own else None
    names = signs.voices(transcript)
    if not isinstance(head, dict):
        head = {"result": {"language": transcript.language or "auto"}, "transcription": "=segments"}
    segments = [_segment(turn, signs.label(turn, names), own) for turn in transcript.turns]
    document = {key: segments if value == "=segments" else value for key, value in head.items()}
    return _bytes(_json(document)) + b"\n"


_ORDER = {key: place for place, key in enumerate(("timestamps", "offsets", "text", "tokens", "speaker"))}


def _segment(turn: Turn, label: str, own: bool) -> dict[str, Any]:
    left = kept(turn.extra, "segment") if own else None
    text, words = printed(turn)
    whole: dict[str, Any] = dict(left) if isinstance(left, dict) else {}
    if turn.start is not None or turn.end is not None:
        if _times(whole.get("offsets"))[0] != turn.start or _times(whole.get("offsets"))[1] != turn.end:
            if not (own and turn.end is None and "offsets" in whole):
                whole["offsets"] = {key: at for key, at in (("from", turn.start), ("to", turn.end)) if at is not None}
                if turn.start is not None and turn.end is not None:
                    whole["timestamps"] = _timestamps(turn.start, turn.end)
    if _mended(str(whole.get("text", ""))).strip() != text or "text" not in whole:
        whole["text"] = " " + text
    if label and " ".join(str(whole.get("speaker", "")).split()) != label:
        whole["speaker"] = label
    if words_of(text, whole.get("tokens")) != tuple(words):
        spans = [(word.first, word.last) for word in words] if own else spread(text, words)
        whole["tokens"] = [_token(word, text[first:last]) for word, (first, last) in zip(words, spans, strict=True)]
    return _ordered(whole)


def _ordered(segment: dict[str, Any]) -> dict[str, Any]:
    """Returns a segment with its keys in whisper.cpp's order, others behind them."""
    return dict(sorted(segment.items(), key=lambda pair: _ORDER.get(pair[0], len(_ORDER))))


def _token(word: Word, said: str) -> dict[str, Any]:
    token: dict[str, Any] = {"text": " " + said}
    if word.start is not None and word.end is not None:
        token["timestamps"] = _timestamps(word.start, word.end)
    offsets = {key: at for key, at in (("from", word.start), ("to", word.end)) if at is not None}
    if offsets:
        token["offsets"] = offsets
    if word.confidence is not None:
        token["p"] = word.confidence
    return token
