"""Writing segments: turns as a program of the Whisper family writes them.

What such a file said beyond the model comes back from the turns' `extra`, as long as it still fits the turn. A
transcript from elsewhere is written in the program's usual form: a turn without a time has no `start` or `end`, a
speaker stands under `speaker` (programs that know none pass it over), the transcriber's signs stand in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from ...model import Dossier, Transcript, Turn, Word
from .. import signs
from .dialects import Dialect
from .heard import SAID, SURE
from .printed_words import printed, spread
from .segments import Shape, value_of
from .soundness import UNREADABLE, ms

_ENCODER = msgspec.json.Encoder()
_ANY = msgspec.json.Decoder()
_FIELDS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_SHAPE = msgspec.json.Decoder(Shape)


def write_segments(dossiers: Sequence[Dossier], dialect: Dialect) -> bytes:
    """Returns the transcript as JSON in UTF-8, one line and a newline."""
    transcript = dossiers[0].transcripts[0]
    pen = _Pen(transcript, dialect)
    segments = [pen.segment(turn) for turn in transcript.turns]
    document = pen.document(segments)
    return _ENCODER.encode(document) + b"\n"


def kept(extra: Sequence[tuple[str, str]], key: str) -> Any:
    """Returns the JSON that stands in the `extra` of that name, None where there is none."""
    for name, value in extra:
        if name == key:
            try:
                return _ANY.decode(value)
            except UNREADABLE:
                return None
    return None


class _Pen:
    def __init__(self, transcript: Transcript, dialect: Dialect) -> None:
        own = transcript.format == dialect.format
        self.dialect = dialect
        self.transcript = transcript
        self.own = own
        shape = _shape(transcript) if own else None
        if shape is None:
            shape = Shape(
                order=dialect.order, word_order=dialect.word_order, lead=dialect.lead, glued=dialect.glued,
                voiced=any(word.speaker for turn in transcript.turns for word in turn.words),
                words_at=dialect.words_at or "",
            )  # fmt: skip
        self.shape = shape
        orders = self.shape.word_order or dialect.word_order
        self._said = next((key for key in orders if key in SAID), dialect.said)
        self._sure = next((key for key in orders if key in SURE), dialect.sure)
        self._order = {key: place for place, key in enumerate(self.shape.order)}
        self._word_order = {key: place for place, key in enumerate((*orders, self._sure, "speaker"))}
        self._names = signs.voices(transcript)
        self._all_words: list[Any] = []
        self._texts: list[str] = []

    def segment(self, turn: Turn) -> dict[str, Any]:
        """Returns the object of one segment."""
        left = _fields(turn) if self.own else {}
        text, words = printed(turn)
        label = signs.label(turn, self._names)
        start, end = self._times(turn)
        made: dict[str, Any] = {"start": start, "end": end, "text": self.shape.lead + text, "speaker": label or None}
        if not self.own:
            made |= dict(self.dialect.texts)
            if self.dialect.first_id is not None:
                made["id"] = turn.number - 1 + self.dialect.first_id
            elif "id" in self.dialect.order:
                made["id"] = f"seg_{turn.number - 1:03}"
        made = {key: value for key, value in made.items() if value is not None}
        if not text and self.own and "text" not in self.shape.order:
            del made["text"]
        whole = {**made, **left}
        for key in ("start", "end"):
            if key in made:
                whole[key] = made[key]
        own_text = value_of(left["text"]) if "text" in left else None
        if isinstance(own_text, str) and own_text.strip() == text:
            whole["text"] = own_text
        elif text:
            whole["text"] = made["text"]
        own_label = value_of(left["speaker"]) if "speaker" in left else ""
        if " ".join(str(own_label).split()) != label and "speaker" in made:
            whole["speaker"] = made["speaker"]
        self._texts.append(whole["text"] if isinstance(whole.get("text"), str) else "")
        written = list(self._words(turn, text, words, label))
        if self.shape.words_at:
            self._all_words += written
        elif written:
            whole["words"] = written
            self._all_words += written
        last = len(self._order)
        return dict(sorted(whole.items(), key=lambda pair: self._order.get(pair[0], last)))

    def _times(self, turn: Turn) -> tuple[Any, Any]:
        """Returns the times as the source printed them, where they are still those; else in seconds."""
        first, _, last = (turn.printed or "").partition(" ") if self.own else ("", "", "")
        return _as_printed(first, turn.start), _as_printed(last, turn.end)

    def _words(self, turn: Turn, text: str, words: Sequence[Word], label: str) -> Iterator[Any]:
        left = kept(turn.extra, "words") if self.own else None
        spans = [(word.first, word.last) for word in words] if self.own else spread(text, words)
        pending = list(reversed(list(zip(words, spans, strict=True))))
        before = 0
        for rest in left if isinstance(left, list) else [None] * len(words):
            if isinstance(rest, dict) and "" in rest:
                yield rest[""]
            elif pending:
                word, span = pending.pop()
                yield self._word(word, text, span, before, label, rest)
                before = span[1]
        while pending:
            word, span = pending.pop()
            yield self._word(word, text, span, before, label, None)
            before = span[1]

    def _word(
        self, word: Word, text: str, span: tuple[int, int], before: int, label: str, rest: dict[str, Any] | None
    ) -> dict[str, Any]:
        said = text[span[0] : span[1]]
        if self.shape.glued:
            gap = text[before : span[0]]
            said = (self.shape.lead if not span[0] else gap if not gap.strip() else " ") + said
        voice = (
            self._names.get(word.speaker, word.speaker)
            if word.speaker
            else label
            if self.shape.voiced and word.start is not None
            else ""
        )
        made: dict[str, Any] = {self._said: said}
        if word.start is not None:
            made["start"] = word.start / 1000
        if word.end is not None:
            made["end"] = word.end / 1000
        if word.confidence is not None:
            made[self._sure] = word.confidence
        if voice:
            made["speaker"] = voice
        if rest:
            made |= {key: value for key, value in rest.items() if key not in made}
        last = len(self._word_order)
        return dict(sorted(made.items(), key=lambda pair: self._word_order.get(pair[0], last)))

    def document(self, segments: list[dict[str, Any]]) -> Any:
        """Returns the document around the segments."""
        head = kept(self.transcript.extra, "document") if self.own else None
        if head == "=segments":
            return segments
        if not isinstance(head, dict):
            head = dict(self.dialect.head)
            if not self._all_words:
                head = {key: value for key, value in head.items() if value != "=words"}
        text = "".join(self._texts)
        ends = [turn.end for turn in self.transcript.turns if turn.end is not None]
        made = {
            "=segments": segments, "=text": text, "=text stripped": text.strip(), "=words": self._all_words,
            "=text joined": " ".join(map(str.strip, self._texts)), "=language": self.transcript.language,
            "=duration": max(ends, default=0) / 1000,
        }  # fmt: skip
        if not self.own and not self.dialect.lead:
            made["=text"] = made["=text joined"]
        return {
            key: made[value] if isinstance(value, str) and value in made else value
            for key, value in head.items()
            if not (value == "=language" and self.transcript.language is None)
        }


def _fields(turn: Turn) -> dict[str, Any]:
    """Returns what a turn's segment said beyond the model, each value as it stood."""
    for name, value in turn.extra:
        if name == "segment":
            try:
                return dict(_FIELDS.decode(value))
            except UNREADABLE:
                return {}
    return {}


def _shape(transcript: Transcript) -> Shape | None:
    raw = dict(transcript.extra).get("shape")
    try:
        return _SHAPE.decode(raw) if raw is not None else None
    except UNREADABLE:
        return None


def _as_printed(printed: str, time: int | None) -> Any:
    if time is None:
        return None
    try:
        value = _ANY.decode(printed) if printed else None
    except UNREADABLE:
        value = None
    return value if ms(value) == time else time / 1000
