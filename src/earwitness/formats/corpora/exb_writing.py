"""EXMARaLDA's basic transcription, written: events put back on their tiers, or a new document.

An event keeps its points of the timeline as long as its turn keeps its time; else the timeline gets the points it needs. A
turn without times gets points without times, which the format allows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

import msgspec

from ...model import Dossier, Transcript, Turn
from ...times import Ms
from .. import markup, signs
from .elan import Slots
from .grid_printing import seconds
from .insides import insides, opening_of
from .tiers import fact, hanging

_ELEMENTS = opening_of(b"tier", b"common-timeline")
_POINT = re.compile(r"<tli\b(?:[^\"'<>]++|\"[^\"]*+\"|'[^']*+')*+>(?:\s*</tli>)?")
_ID = re.compile(r"T(\d{1,15})")
_NEW = """<?xml version="1.0" encoding="UTF-8"?>
<basic-transcription>
<head>
<meta-information>
<project-name></project-name>
<transcription-name>{title}</transcription-name>
<referenced-file url=""/>
<ud-meta-information></ud-meta-information>
<comment></comment>
<transcription-convention></transcription-convention>
</meta-information>
<speakertable>
</speakertable>
</head>
<basic-body>
<common-timeline>
</common-timeline>
</basic-body>
</basic-transcription>
"""
_SPEAKER = """<speaker id={id}>
<abbreviation>{label}</abbreviation>
<sex value="u"/>
<languages-used></languages-used>
<l1></l1>
<l2></l2>
<ud-speaker-information></ud-speaker-information>
<comment></comment>
</speaker>
"""


class Timeline:
    """The common timeline, as it was and as it grows."""

    def __init__(self, inside: str) -> None:
        self.printed: list[str] = []
        self.names: list[str] = []
        self.times: dict[str, Ms | None] = {}
        self.grown = False
        matches = [match.group() for match in _POINT.finditer(inside)]
        root = markup.parse(f"<common-timeline>{inside}</common-timeline>".encode(), name="timeline").root
        points = [(element.get("id", ""), _time(element.get("time"))) for element in root.iter("tli")]
        for printed, (name, time) in zip(matches, points, strict=False):
            self.printed.append(printed)
            self.names.append(name)
            self.times.setdefault(name, time)
        slots = Slots()
        slots.name(points)
        self._places = [slots.at(name)[1] for name in self.names]
        for nth in range(1, len(self._places)):
            self._places[nth] = max(self._places[nth], self._places[nth - 1])
        self._at = {time: name for name, time in reversed(self.times.items()) if time is not None}
        self._last = max((int(match[1]) for name in self.names if (match := _ID.fullmatch(name))), default=-1)

    def point(self, name: str | None, time: Ms | None, after: float, *, own: bool = False) -> tuple[str, float]:
        """Returns the point of that name as long as it has this time; else one of this time, a new one where there is none
        (or where it is to be the turn's own). The second is its place."""
        if name is not None and name in self.times and (time is None or self.times[name] == time):
            return name, max(after, float(self.times[name] or 0))
        if time is not None and not own and (found := self._at.get(time)) is not None:
            return found, float(time)
        self._last += 1
        self.grown = True
        name = f"T{self._last}"
        place = float(time) if time is not None else after
        nth = bisect_right(self._places, place)
        self._places.insert(nth, place)
        self.names.insert(nth, name)
        self.printed.insert(nth, f'<tli id="{name}"' + (f' time="{seconds(time)}"/>' if time is not None else "/>"))
        self.times[name] = time
        if time is not None:
            self._at.setdefault(time, name)
        return name, place


def _time(printed: str | None) -> Ms | None:
    try:
        return round(float(printed) * 1000) if printed is not None and 0 <= float(printed) < 1e10 else None
    except ValueError:
        return None


class Table:
    """The speakers and tiers of a transcription on their way back."""

    def __init__(self, skeleton: str) -> None:
        root = markup.parse(skeleton.encode(), name="document").root
        self.speakers = {
            (element.findtext("abbreviation") or "").strip() or element.get("id", ""): element.get("id", "")
            for element in reversed([*root.iter("speaker")])
        }
        self.kinds: list[str] = []
        self.tiers: dict[str, int] = {}
        self.voices: dict[str | None, int] = {}
        self.events: list[list[str]] = []
        self.new_speakers: list[str] = []
        self.new_tiers: list[str] = []
        for element in root.iter("tier"):
            number = len(self.events)
            self.kinds.append(element.get("type", "t"))
            self.tiers.setdefault(element.get("id", ""), number)
            if self.kinds[-1] == "t" and (element.get("category") == "v" or element.get("speaker") not in self.voices):
                self.voices[element.get("speaker")] = number
            self.events.append([])
        self.labels = {speaker: label for label, speaker in self.speakers.items()}
        self.speaker_of = [element.get("speaker") for element in root.iter("tier")]

    def speaker(self, label: str) -> str:
        """Returns the id of the speaker with this label, who is put into the table where they are not in it."""
        if label not in self.speakers:
            nth = len(self.speakers)
            while f"SPK{nth}" in self.labels:
                nth += 1
            name = f"SPK{nth}"
            self.speakers[label], self.labels[name] = name, label
            self.new_speakers.append(_SPEAKER.format(id=markup.quoted(name), label=markup.escaped(label)))
        return self.speakers[label]

    def tier(self, label: str) -> int:
        """Returns the tier on which this voice speaks, a new one where there is none."""
        speaker = self.speaker(label) if label else None
        if speaker not in self.voices:
            nth = len(self.events)
            while f"TIE{nth}" in self.tiers:
                nth += 1
            whose = f" speaker={markup.quoted(speaker)}" if speaker else ""
            shown = markup.quoted(f"{label} [v]")
            self.new_tiers.append(f'<tier id="TIE{nth}"{whose} category="v" type="t" display-name={shown}></tier>\n')
            self.voices[speaker] = self.tiers[f"TIE{nth}"] = len(self.events)
            self.events.append([])
            self.kinds.append("t")
            self.speaker_of.append(speaker)
        return self.voices[speaker]


def document_of(dossier: Dossier) -> bytes:
    """Returns the document of the dossier's one transcript."""
    transcript = dossier.transcripts[0]
    kept = fact(transcript, "document")
    title = markup.escaped(transcript.title or dossier.conversation.title)
    skeleton = kept if kept is not None and "<basic-transcription" in kept else _NEW.format(title=title)
    table = Table(skeleton)
    content = skeleton.encode()
    start, end = insides(content, _ELEMENTS).first(b"common-timeline")
    timeline = Timeline(content[start:end].decode())
    names = signs.voices(transcript)
    place = 0.0
    for turn in transcript.turns:
        for speaker in turn.speakers if 1 < len(turn.speakers) else ():
            table.speaker(names.get(speaker, speaker))
        place = _put(turn, table, timeline, signs.label(turn, names), place)
    _put_empty(transcript, table)
    return _printed(content, table, timeline, fact(transcript, "space"), fact(transcript, "newlines") == "CRLF")


def _put(turn: Turn, table: Table, timeline: Timeline, label: str, place: float) -> float:
    """Puts a turn and what hangs on it on their tiers; returns its place on the timeline."""
    extra = dict(reversed(turn.extra[:2]))
    tier = table.tiers.get(extra.get("tier", ""))
    own = extra.get("event", "").split(" ", 2) if tier is not None else []
    if tier is not None and len(own) >= 2:
        speaker = table.speaker_of[tier]
        if label != (" ".join(table.labels.get(speaker, speaker).split()) if speaker else ""):
            tier = None
    if tier is None or len(own) < 2:
        tier = table.tier(label)
        own = own if len(own) >= 2 else []
    place = float(turn.start) if turn.start is not None else place
    first, place = timeline.point(own[0] if own else None, turn.start, place)
    until, last = timeline.point(
        own[1] if own else None, turn.end, place, own=turn.start is not None and turn.start == turn.end
    )
    more = _more(own[2]) if 2 < len(own) else {}
    described = table.kinds[tier] == "d" and not turn.text and len(turn.marks) == 1
    text = turn.marks[0].words if described else signs.with_signs(turn)
    table.events[tier].append(_event(first, until, text, more))
    for _, value, record in hanging(turn, 2):
        number = table.tiers.get(str(record[0])) if len(record) >= 3 else None
        if number is not None and value is not None:
            held = record[3] if 3 < len(record) and isinstance(record[3], dict) else {}
            table.events[number].append(_event(str(record[1]), str(record[2]), value, held))
    return last if turn.start is None else place


def _put_empty(transcript: Transcript, table: Table) -> None:
    kept = fact(transcript, "empty events")
    try:
        found = msgspec.json.decode(kept, type=list[tuple[str, str, str, str, dict[str, Any]]]) if kept else []
    except msgspec.DecodeError:
        return
    for tier, first, last, value, more in found:
        if tier in table.tiers:
            table.events[table.tiers[tier]].append(_event(first, last, value, more))


def _more(printed: str) -> dict[str, Any]:
    try:
        return msgspec.json.decode(printed, type=dict[str, Any])
    except msgspec.DecodeError:
        return {}


def _event(first: str, last: str, text: str, more: dict[str, Any]) -> str:
    others = more.get("attributes")
    attributes = (
        "".join(f" {name}={markup.quoted(str(value))}" for name, value in others.items())
        if isinstance(others, dict) else ""
    )  # fmt: skip
    holds = "".join(map(str, more.get("holds", ()))) if isinstance(more.get("holds"), list) else ""
    space = more.get("space")
    before, after = space if isinstance(space, list) and len(space) == 2 else ("", "")
    inside = f"{holds}{before}{markup.escaped(text)}{after}"
    return f"<event start={markup.quoted(first)} end={markup.quoted(last)}{attributes}>{inside}</event>"


def _printed(content: bytes, table: Table, timeline: Timeline, space: str | None, crlf: bool) -> bytes:
    space = space if space is not None and not space.strip() else "\n"
    found = insides(content, _ELEMENTS)
    pieces: list[str] = []
    place = tier = 0
    for (start, end), (_, close), name in zip(found.openings, found.spans, found.names, strict=True):
        pieces.append(content[place:start].decode())
        opening, inside, place = content[start:end].decode(), content[end:close].decode(), close
        if name == b"common-timeline":
            inside = "\n" + "\n".join(timeline.printed) + "\n" if timeline.grown else inside
        else:
            events = table.events[tier]
            inside += "".join(event + space for event in events)
            tier += 1
        if inside and opening.endswith("/>"):
            opening, inside = opening[:-2].rstrip() + ">", f"{inside}</{name.decode()}>"
        pieces += (opening, inside)
    rest = content[place:].decode()
    for number, opening in enumerate(table.new_tiers, len(table.events) - len(table.new_tiers)):
        held = "\n" + "".join(event + "\n" for event in table.events[number]) if table.events[number] else ""
        rest = rest.replace("</basic-body>", opening.replace("></tier>", f">{held}</tier>") + "</basic-body>", 1)
    text = "".join(pieces) + rest
    if table.new_speakers:
        text = text.replace("</speakertable>", "".join(table.new_speakers) + "</speakertable>", 1)
    return (text.replace("\n", "\r\n") if crlf else text).encode()
