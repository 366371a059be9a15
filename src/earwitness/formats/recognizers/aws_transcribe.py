"""Amazon Transcribe: a job's `results`, Call Analytics' `Transcript`, and the `audio_segments` of Bedrock Data Automation.

A turn is an audio segment, where the answer has them, else an entry of Call Analytics, else a run of one speaker's (or
channel's) items. Times are strings of seconds in a job's results and milliseconds elsewhere; punctuation is an item of
its own, without times, and stands at the word before it. Form: docs.aws.amazon.com/transcribe, "Data output".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...errors import MalformedText
from ...model import Dossier, Reading
from .. import content as bytes_
from .. import objects
from ..objects import TURNS, Table, sequence, table, tables, words_in
from ..readings import reading, telling
from .aws_items import ANALYTICS, AUTOMATION, JOB, Form, form_of, made, parsed
from .units import Units, units_of

SERVICE = "aws-transcribe"
READER = "aws-transcribe 1"
_ITEMS = {"job": "items", "automation": "audio_items"}


def detects(head: bytes, name: str) -> float:
    if head.lstrip(b"\xef\xbb\xbf \t\r\n\xff\xfe\x00")[:1] != b"{":
        return 0.0
    text = bytes_.as_text(head)
    if '"audio_items"' in text and '"audio_segment_index"' in text:
        return 0.97
    if '"Transcript"' in text and '"BeginOffsetMillis"' in text:
        return 0.97
    if '"results"' not in text:
        return 0.0
    if '"audio_segments"' in text or '"speaker_labels"' in text or '"channel_labels"' in text or '"items"' in text:
        if '"start_time"' in text and ('"pronunciation"' in text or '"transcripts"' in text):
            return 0.97
    return 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the machine transcript of an answer. Raises MalformedText where no items or entries stand in it."""
    with objects.bounded(name):
        document = objects.only_object(content, name=name)
        form = form_of(document)
        if form is None:
            raise MalformedText(name, None, "no items, audio segments or entries stand in the answer")
        units = Units(SERVICE)
        found = _units(document, form, units)
        turns = units.turns(found, lambda unit: parsed(form, unit))
        text = " ".join(turn.text for turn in turns)
        transcripts = sequence(table(document.get("results")).get("transcripts"))
        if transcripts and table(transcripts[0]).get("transcript") == text:
            transcripts[0]["transcript"] = TURNS
        transcript = telling(
            turns, units.casting.speakers, format=SERVICE, reader=READER, kind="machine", language=_language(document),
            made_by="Amazon Bedrock Data Automation" if form is AUTOMATION else "Amazon Transcribe",
            doubts=units.faults.doubts, extra=((SERVICE, objects.compact(document)), *units.extra),
        )  # fmt: skip
    return reading((transcript,), format=SERVICE, media_type="application/json", reader=READER)


def _language(document: Table) -> str | None:
    results = table(document.get("results"))
    metadata = table(document.get("metadata"))
    said = (results.get("language_code"), document.get("LanguageCode"), metadata.get("dominant_asset_language"))
    return next((found for one in said if (found := objects.tag(one))), None)


def _units(document: Table, form: Form, units: Units) -> list[Any]:
    """Returns the units of an answer, and puts `TURNS` where they stood."""
    if form is ANALYTICS:
        entries = tables(document["Transcript"], "entry", units.faults)
        document["Transcript"] = TURNS
        return entries
    home = table(document.get("results")) if form is JOB else document
    key = _ITEMS[form.name]
    items = tables(home.get(key), "item", units.faults)
    segments = tables(home.get("audio_segments"), "audio segment", units.faults)
    if key in home:
        home[key] = TURNS
    if "audio_segments" in home:
        home["audio_segments"] = TURNS
    if segments:
        return _segments(segments, items, form)
    labels = _labels(home)
    found: list[Table] = []
    for item in items:
        label = words_in(item.get("speaker_label")) or _labelled(item, labels) or words_in(item.get("channel_label"))
        start = item.get("start_time")
        if found and (start is None or found[-1]["label"] == label):
            found[-1]["items"].append(item)
        else:
            found.append({"label": label, "items": [item]})
    return found


def _segments(segments: list[Table], items: list[Table], form: Form) -> list[Table]:
    """Returns each segment with its items; items of no segment stand behind, in one unit."""
    waiting = {item.get(form.id, number): item for number, item in enumerate(items) if _is_place(item.get(form.id, 0))}
    several = len(waiting) < len(items)
    found: list[Table] = []
    for segment in segments:
        places = sequence(segment.get(form.places))
        mine = [waiting.pop(place) for place in places if _is_place(place) and place in waiting]
        found.append({"segment": segment, "items": mine})
    rest = list(waiting.values())
    if several:
        known = [id(item) for unit in found for item in unit["items"]]
        rest = [item for item in items if id(item) not in known]
    return [*found, *([{"label": "", "items": rest}] if rest else [])]


def _is_place(place: Any) -> bool:
    return isinstance(place, int) and not isinstance(place, bool)


Labels = dict[str, str]


def _labels(results: Table) -> Labels:
    """Returns who says what begins at a time, where items themselves do not tell: from the speaker or channel labels."""
    found: Labels = {}
    for segment in sequence(table(results.get("speaker_labels")).get("segments")):
        for item in sequence(table(segment).get("items")):
            label = words_in(table(item).get("speaker_label")) or words_in(segment.get("speaker_label"))
            found[str(table(item).get("start_time"))] = label
    for channel in sequence(table(results.get("channel_labels")).get("channels")):
        label = words_in(table(channel).get("channel_label"))
        for item in sequence(table(channel).get("items")):
            said = table(next(iter(sequence(table(item).get("alternatives"))), None)).get("content")
            found.setdefault(f"{table(item).get('start_time')} {said}", label)
    return found


def _labelled(item: Table, labels: Labels) -> str:
    start = item.get("start_time")
    if start is None:
        return ""
    said = table(next(iter(sequence(item.get("alternatives"))), None)).get("content")
    return labels.get(str(start)) or labels.get(f"{start} {said}") or ""


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the answer that was read with its turns as they stand now, or a job's results with an audio segment a turn."""
    transcript = dossiers[0].transcripts[0]
    document = objects.kept(transcript, SERVICE) if transcript.format == SERVICE else None
    if not isinstance(document, dict):
        document = {"results": {"transcripts": [{"transcript": TURNS}], "items": TURNS, "audio_segments": TURNS}}
        document |= {"status": "COMPLETED"}
        if transcript.language:
            document["results"]["language_code"] = transcript.language
    form = _kept_form(document)
    whole = "audio_segments" in (table(document.get("results")) if form is JOB else document)
    found = units_of(
        transcript,
        SERVICE,
        lambda unit: parsed(form, unit),
        lambda turn, said, unit: made(form, turn, said, unit, whole),
    )
    if form is ANALYTICS:
        document["Transcript"] = found
        return objects.written(document)
    home = document["results"] if form is JOB else document
    transcripts = sequence(home.get("transcripts"))
    if transcripts and table(transcripts[0]).get("transcript") == TURNS:
        transcripts[0]["transcript"] = " ".join(turn.text for turn in transcript.turns)
    items, segments = _put_together(found, form)
    if home.get(_ITEMS[form.name]) == TURNS:
        home[_ITEMS[form.name]] = items
    if home.get("audio_segments") == TURNS:
        home["audio_segments"] = segments
    return objects.written(document)


def _kept_form(document: Table) -> Form:
    if document.get("Transcript") == TURNS:
        return ANALYTICS
    return JOB if "results" in document else AUTOMATION


def _put_together(units: list[Table], form: Form) -> tuple[list[Table], list[Table]]:
    """Returns all items and all segments. Items stand in the order of their numbers; if some have none, all get new ones."""
    items = [item for unit in units for item in sequence(unit.get("items"))]
    segments = [unit["segment"] for unit in units if "segment" in unit]
    if not segments:
        return items, []
    ids = [item.get(form.id) for item in items]
    if all(_is_place(one) for one in ids) and len(set(ids)) == len(ids):
        return sorted(items, key=lambda item: item[form.id]), segments
    if any(form.new in unit for unit in units):
        items, number = [], 0
        for unit in units:
            mine = [{form.id: number + place} | _without(item, form.id) for place, item in enumerate(unit["items"])]
            number += len(mine)
            items += mine
            if "segment" in unit:
                unit["segment"][form.places] = [item[form.id] for item in mine]
    return items, segments


def _without(item: Table, key: str) -> Table:
    return {name: value for name, value in item.items() if name != key}
