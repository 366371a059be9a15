"""Segments: what the Whisper family's programs have in common, read as turns.

A segment is a turn, its words stand in it; whatever else a file says of it (tokens, probabilities, an unknown key) is
one `extra` of the turn, "segment", as compact JSON. Words that stand nowhere in their segment's text, and what the
model has no field for, are the extra "words". The document around the segments is the transcript's extra "document",
where `=segments`, `=text` and `=words` stand for what is written again from the turns.

A segment in which speakers change stays one turn; its words tell who says them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import msgspec
from msgspec import Raw, Struct

from ...errors import MalformedText
from ...model import Reading, Turn, Word
from ..casting import Casting
from ..readings import Extra, Faults, reading, telling
from . import heard
from .dialects import Dialect
from .joining import joining
from .soundness import UNREADABLE, compact, decoded, ms, plain
from .together import ALL_WORDS, Together, is_nothing
from .tongues import tongue

_ANY = msgspec.json.Decoder()
_FIELDS = msgspec.json.Decoder(dict[str, Raw])
_SEGMENT = msgspec.json.Decoder(heard.Segment)
_LIST = msgspec.json.Decoder(list[Raw])
_DOCUMENT: msgspec.json.Decoder[dict[str, Raw] | list[Raw]] = msgspec.json.Decoder(dict[str, Raw] | list[Raw])
_ENCODER = msgspec.json.Encoder()


class Shape(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a file writes its segments, learnt from the first, so that it can be written in the same way."""

    order: tuple[str, ...] = ()
    word_order: tuple[str, ...] = ()
    lead: str = ""
    glued: bool = False
    voiced: bool = False
    """True where each word says its speaker."""
    words_at: str = ""


def read_segments(content: bytes, *, name: str, dialect: Dialect) -> Reading:
    """Returns the segments of a document as turns. Raises MalformedText where it is no JSON or has no segments."""
    reader = f"{dialect.format} 1"
    found, doubts = decoded(_DOCUMENT, plain(content, name=name), name=name)
    document: dict[str, Raw] = found if isinstance(found, dict) else {}
    segments = found if isinstance(found, list) else _segments(document, name)
    faults = Faults()
    casting = Casting()
    together = Together(document, segments) if document.keys() & set(ALL_WORDS) else None
    scribe = _Scribe(casting, faults, together)
    turns = [turn for number, segment in enumerate(segments, 1) for turn in scribe.turns(segment, number)]
    if together is not None and together.waiting and turns:
        turns[-1] = scribe.with_late_words(turns[-1])
    language, made_by = _said(document, "language"), _said(document, "model") or dialect.engine
    head = _head(document, scribe, together) if isinstance(found, dict) else "=segments"
    extra: Extra = (("document", _ENCODER.encode(head).decode()), ("shape", _ENCODER.encode(scribe.shape()).decode()))
    transcript = telling(
        turns, casting.speakers, format=dialect.format, reader=reader, kind="machine", language=tongue(language),
        made_by=made_by, doubts=faults.doubts, extra=(*extra, *scribe.stray),
    )  # fmt: skip
    return reading([transcript], format=dialect.format, media_type="application/json", reader=reader, doubts=doubts)


def _segments(document: dict[str, Raw], name: str) -> list[Raw]:
    """Returns the segments; of an answer that has none, the whole text as the only one."""
    if "segments" in document and not is_nothing(document["segments"]):
        return decoded(_LIST, document["segments"], name=name)[0]
    if "text" in document:
        return [Raw(_ENCODER.encode({"text": document["text"]}))]
    if "segments" not in document:
        raise MalformedText(name, None, "it has neither segments nor a text")
    return []


def _said(document: dict[str, Raw], key: str) -> str | None:
    value = value_of(document[key]) if key in document else None
    return value if isinstance(value, str) else None


def value_of(raw: Raw | bytes) -> Any:
    """Returns a value, None where it cannot be decoded."""
    try:
        return _ANY.decode(raw)
    except UNREADABLE:
        return None


def _head(document: dict[str, Raw], scribe: _Scribe, together: Together | None) -> dict[str, Raw | str]:
    """Returns the document without what can be made again from the turns."""
    head: dict[str, Raw | str] = {
        key: "=segments" if key == "segments" else Raw(compact(bytes(raw))) for key, raw in document.items()
    }
    if "text" in head:
        text = value_of(document["text"])
        way = joining(text, scribe.texts) if isinstance(text, str) else None
        if way is not None:
            head["text"] = way
    if together is not None and together.key and (together.taken or together.repeats(scribe.printed_words)):
        head[together.key] = "=words"
    return head


def _printed(start: int | None, printed_start: str, end: int | None, printed_end: str) -> str | None:
    """Returns the times as printed, where milliseconds do not give them again."""
    exact = all(
        not printed or (time is not None and float(printed.strip('"')) == time / 1000)
        for time, printed in ((start, printed_start), (end, printed_end))
    )
    return None if exact else f"{printed_start} {printed_end}"


class _Scribe:
    """Turns made of segments, one after the other."""

    def __init__(self, casting: Casting, faults: Faults, together: Together | None) -> None:
        self._casting = casting
        self._faults = faults
        self._together = together
        self._number = 0
        self._shape: dict[str, Any] = {}
        self._keys: tuple[str, ...] = ()
        self.texts: list[str] = []
        self.printed_words: list[bytes] = []
        self.stray: list[tuple[str, str]] = []

    def shape(self) -> Shape:
        words_at = self._together.key if self._together is not None and self._together.taken else ""
        return Shape(**self._shape, words_at=words_at)

    def turns(self, raw: Raw, place: int) -> Iterator[Turn]:
        """Yields the turn of a segment; none, and a fault, where it is no object."""
        if self._number and self._together is None:
            with suppress(*UNREADABLE):
                segment = _SEGMENT.decode(raw)
                if self._is_usual(segment):
                    yield self._usual_turn(segment)
                    return
        try:
            fields = _FIELDS.decode(raw)
        except UNREADABLE:
            self._faults.add(f"segment {place:,} is no object: {bytes(raw)[:80].decode('utf-8', 'replace')}")
            self.stray.append((f"segment {place}", bytes(raw).decode("utf-8", "replace")))
            return
        yield self._turn(fields, place)

    def _is_usual(self, segment: heard.Segment) -> bool:
        label = segment.speaker
        return (
            segment.start <= segment.end
            and (not isinstance(label, str) or (bool(label) and label == " ".join(label.split())))
            and (not isinstance(segment.words, list) or (bool(segment.words) and "glued" in self._shape))
        )

    def _usual_turn(self, segment: heard.Segment) -> Turn:
        """Returns the turn of a segment that has nothing unusual: the same as the slow way, in less time."""
        text, lead = segment.text, self._shape["lead"]
        said = text.strip()
        self._number = number = self._number + 1
        self.texts.append(text)
        start, end = int(segment.start * 1000 + 0.5), int(segment.end * 1000 + 0.5)
        label = segment.speaker if isinstance(segment.speaker, str) else None
        speakers = self._casting.voice(label) if label else ()
        words: tuple[Word, ...] = ()
        left = None
        if isinstance(segment.words, list):
            words, left = heard.placed(said, segment.words, self._casting, label)
        exact = start / 1000 == segment.start and end / 1000 == segment.end
        rest = heard.rest_of(segment)
        if text != lead + said:
            rest += ("," if rest else "") + '"text":' + _ENCODER.encode(text).decode()
        extra: Extra = (("segment", f"{{{rest}}}"),) if rest else ()
        if left is not None:
            extra = (*extra, ("words", str(_ENCODER.encode(left), "utf-8")))
        return Turn(
            id=str(number), number=number, speakers=speakers, text=said, start=start, end=end, words=words,
            printed=None if exact else f"{segment.start} {segment.end}", extra=extra,
        )  # fmt: skip

    def _turn(self, fields: dict[str, Raw], place: int) -> Turn:
        keys = tuple(fields)
        order = keys if not self._number else ()
        usual = keys == self._keys or order
        text = value_of(fields["text"]) if "text" in fields else None
        if isinstance(text, str):
            del fields["text"]
        elif "text" in fields and bytes(fields["text"]) != b"null":
            self._faults.add(f"the text of segment {place:,} is none: {bytes(fields['text'])[:80]!r}")
        text = text if isinstance(text, str) else ""
        said = text.strip()
        lead = text[: len(text) - len(text.lstrip())]
        start, printed_start = self._time(fields, "start", place)
        end, printed_end = self._time(fields, "end", place, start)
        label = self._label(fields)
        speakers = self._casting.voice(label)
        words, left = self._words(fields, said, label, end)
        if order:
            self._shape |= {"order": order, "lead": lead}
            self._keys = order
        if "text" not in fields and "text" in keys and text != self._shape["lead"] + said:
            fields["text"] = Raw(_ENCODER.encode(text))
        self._number += 1
        self.texts.append(text)
        extra: Extra = ()
        if fields and not usual:
            fields = dict(sorted(fields.items(), key=self._place))
        if fields:
            extra = (("segment", str(compact(_ENCODER.encode(fields)), "utf-8")),)
        if left is not None:
            extra = (*extra, ("words", str(_ENCODER.encode(left), "utf-8")))
        return Turn(
            id=str(self._number), number=self._number, speakers=speakers, text=said, start=start, end=end, words=words,
            printed=_printed(start, printed_start, end, printed_end), extra=extra,
        )  # fmt: skip

    def _place(self, pair: tuple[str, Raw]) -> int:
        """Returns where a key stands in a segment: those of the first segment as there, others behind them."""
        return self._keys.index(pair[0]) if pair[0] in self._keys else len(self._keys)

    def _time(self, fields: dict[str, Raw], key: str, place: int, after: int | None = None) -> tuple[int | None, str]:
        """Returns a time in milliseconds and as printed, and takes it out of the segment; what is none stays there."""
        raw = fields.get(key)
        if raw is None:
            return None, ""
        printed = bytes(raw).decode("utf-8", "replace")
        try:
            seconds: object = float(printed)
        except ValueError:
            seconds = value_of(raw)
        found = ms(seconds)
        if found is not None and after is not None and found < after:
            self._faults.add(f"segment {place:,} ends before it starts, at {printed}", turn=self._number + 1)
            return None, ""
        if found is None:
            if printed != "null":
                self._faults.add(f"the {key} of segment {place:,} is no time: {printed[:80]}", turn=self._number + 1)
            return None, ""
        del fields[key]
        return found, printed

    def _label(self, fields: dict[str, Raw]) -> str | None:
        value = value_of(fields["speaker"]) if "speaker" in fields else None
        if isinstance(value, str) and value.strip():
            if value == " ".join(value.split()):
                del fields["speaker"]
            return value
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else None

    def _words(
        self, fields: dict[str, Raw], said: str, label: str | None, end: int | None
    ) -> tuple[tuple[Any, ...], list[dict[str, Any] | None] | None]:
        raw = fields.get("words")
        if raw is None or is_nothing(raw):
            if self._together is None:
                return (), None
            found = self._together.within(end)
        else:
            try:
                found = heard.decoded(raw)
            except UNREADABLE:
                self._faults.add("the words cannot be read, and are kept as they are", turn=self._number + 1)
                return (), None
            del fields["words"]
            if self._together is not None:
                self.printed_words.append(compact(bytes(raw))[1:-1])
        if found and "glued" not in self._shape:
            self._learn(found[0], raw)
        placed = heard.placed(said, found, self._casting, label)
        return placed.words, placed.left

    def with_late_words(self, turn: Turn) -> Turn:
        """Returns the last turn with the words that begin after its end."""
        waiting = self._together.within(None, last=True) if self._together is not None else []
        known: list[Any] = value_of(dict(turn.extra).get("words", "").encode()) or [None] * len(turn.words)
        known += [{"": heard.told(one)} for one in waiting]
        rest = tuple(pair for pair in turn.extra if pair[0] != "words")
        extra = (*rest, ("words", _ENCODER.encode(known).decode()))
        return msgspec.structs.replace(turn, extra=extra)

    def _learn(self, first: Any, raw: Raw | None) -> None:
        """Learns from the first word how words are written."""
        said = heard.told(first) if isinstance(heard.told(first), dict) else {}
        source = raw if raw is not None else self._together.raw if self._together is not None else None
        keys = tuple(said)
        if source is not None:
            listed = _LIST.decode(source)
            fields = value_of(listed[0]) if listed else None
            keys = tuple(fields) if isinstance(fields, dict) else ()
        word = next((said[key] for key in heard.SAID if isinstance(said.get(key), str)), "")
        self._shape |= {"word_order": keys, "glued": word[:1].isspace(), "voiced": said.get("speaker") is not None}
