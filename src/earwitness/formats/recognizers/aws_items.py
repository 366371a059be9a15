"""Items of Amazon's answers: words and punctuation, in the three forms that its services write."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from ...model import Turn
from ...times import Ms
from ..objects import Table, from_scaled, sequence, share, table, tag, words_in
from .tokens import Token, tokens_of
from .units import Said, said_words

_PUNCTUATION = ".,?!;:…。，？！،؟"


class Form(Struct, frozen=True, kw_only=True):
    """How one service writes an item and a segment."""

    name: str
    start: str
    end: str
    scale: float
    """Milliseconds in its unit of time."""
    text: str
    """The key of a segment's text."""
    id: str = ""
    places: str = ""
    """The key under which a segment names its items."""
    new: str = "made"
    """Marks a unit that was made anew."""


JOB = Form(name="job", start="start_time", end="end_time", scale=1000, text="transcript", id="id", places="items")
ANALYTICS = Form(name="analytics", start="BeginOffsetMillis", end="EndOffsetMillis", scale=1, text="Content")
AUTOMATION = Form(
    name="automation", start="start_timestamp_millis", end="end_timestamp_millis", scale=1, text="text", id="item_index",
    places="audio_item_indices",
)  # fmt: skip


def form_of(document: Table) -> Form | None:
    """Returns the form of an answer, None where it is none of Amazon's."""
    if isinstance(document.get("Transcript"), list):
        return ANALYTICS
    results = table(document.get("results"))
    if isinstance(results.get("items"), list) or isinstance(results.get("audio_segments"), list):
        return JOB
    return AUTOMATION if isinstance(document.get("audio_segments"), list) else None


def _content(form: Form, item: Table) -> str:
    if form is JOB:
        return words_in(_first(item).get("content"))
    return words_in(item.get("Content" if form is ANALYTICS else "content"))


def _first(item: Table) -> Table:
    return table(next(iter(sequence(item.get("alternatives"))), None))


def _confidence(form: Form, item: Table) -> float | None:
    said = _first(item).get("confidence") if form is JOB else item.get("Confidence", item.get("confidence"))
    if isinstance(said, str):
        try:
            said = float(said)
        except ValueError:
            return None
    return share(said)


def _is_word(item: Table, start: Ms | None) -> bool:
    kind = item.get("type", item.get("Type"))
    return kind != "punctuation" if isinstance(kind, str) else start is not None


def parsed(form: Form, unit: Any) -> Said:
    """Returns what a unit says: an entry of Call Analytics, or a segment with its items, or a run of items."""
    unit = table(unit)
    segment = unit if form is ANALYTICS else table(unit.get("segment"))
    items = [table(item) for item in sequence(unit.get("Items" if form is ANALYTICS else "items"))]
    label = _label(form, segment) or words_in(unit.get("label")) or None
    tokens: list[Token] = []
    text = ""
    for item in items:
        start, end = (from_scaled(item.get(key), form.scale) for key in (form.start, form.end))
        said = _content(form, item)
        word = _is_word(item, start)
        text += f" {said}" if word and text and said else said
        if word:
            tokens.append(
                Token(said, start, end, _confidence(form, item), words_in(item.get("speaker_label")) or label)
            )
    text = (words_in(segment.get(form.text)) or text).strip()
    start, end = (from_scaled(segment.get(key), form.scale) for key in (form.start, form.end))
    if not segment:
        start = next((token.start for token in tokens if token.start is not None), None)
        end = next((token.end for token in reversed(tokens) if token.end is not None), None)
    language = tag(segment.get("language_code")) if form is JOB else None
    return Said(text, label, start, end, said_words(text, tokens, label), language)


def _label(form: Form, segment: Table) -> str:
    if form is ANALYTICS:
        return words_in(segment.get("ParticipantRole")) or words_in(segment.get("ParticipantId"))
    if form is JOB:
        return words_in(segment.get("speaker_label")) or words_in(segment.get("channel_label"))
    speaker, channel = table(segment.get("speaker")), table(segment.get("channel"))
    return words_in(speaker.get("speaker_label")) or words_in(channel.get("channel_label"))


def made(form: Form, turn: Turn, said: Said, unit: Any, whole: bool) -> Table:
    """Returns a unit made anew from a turn; other keys of the unit that stood there stay. `whole`: with a segment."""
    before = table(unit)
    items = [item for token in tokens_of(turn, "") for item in _items(form, token, said.label, turn.speakers)]
    if form is ANALYTICS:
        own: Table = {**before, "Content": said.text, "Items": items}
        return _timed(form, own, said) | ({"ParticipantRole": said.label} if said.label else {})
    if not whole:
        return {"label": said.label or "", "items": items, form.new: True}
    segment = _timed(form, dict(table(before.get("segment"))), said)
    segment[form.text] = said.text
    if form is JOB and said.label and not (_label(form, segment) == said.label and "channel_label" in segment):
        segment["speaker_label"] = said.label
    if form is AUTOMATION and said.label and _label(form, segment) != said.label:
        segment["speaker"] = {**table(segment.get("speaker")), "speaker_label": said.label}
    return {"segment": segment, "items": items, form.new: True}


def _timed(form: Form, segment: Table, said: Said) -> Table:
    for key, time in ((form.start, said.start), (form.end, said.end)):
        if time is not None:
            segment[key] = _time(form, time)
        elif from_scaled(segment.get(key), form.scale) is not None and key == form.start:
            del segment[key]
    return segment


def _time(form: Form, time: Ms) -> Any:
    return str(time / 1000) if form is JOB else time


def _items(form: Form, token: Token, label: str | None, speakers: tuple[str, ...]) -> list[Table]:
    """Returns the items of a token: its word, and each sign of punctuation at its end as one of its own."""
    said = token.text.rstrip(_PUNCTUATION) or token.text
    item: Table = {}
    for key, time in ((form.start, token.start), (form.end, token.end)):
        if time is not None:
            item[key] = _time(form, time)
    voiced = form is JOB and label is not None
    if voiced and token.voice in speakers:
        item["speaker_label"] = label
    found = [_item(form, item, said, "pronunciation", token.confidence)]
    return [*found, *(_item(form, {}, sign, "punctuation", None) for sign in token.text[len(said) :])]


def _item(form: Form, item: Table, said: str, kind: str, confidence: float | None) -> Table:
    if form is JOB:
        alternative: Table = (
            {"content": said} if confidence is None else {"confidence": str(confidence), "content": said}
        )
        return {"type": kind, "alternatives": [alternative], **item}
    if form is ANALYTICS:
        sure = {} if confidence is None else {"Confidence": confidence}
        return {"Type": kind, "Content": said, **sure, **item}
    return {"content": said, "type": kind, **({} if confidence is None else {"confidence": confidence}), **item}
