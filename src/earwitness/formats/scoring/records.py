"""Records of RTTM, and the turns that they fall into."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from ...model import Mark, Word
from ..readings import Extra
from .sheet import LATEST, NA, Stretch, is_number, printed_seconds, seconds
from .strand import PAUSE

TYPES = frozenset(
    ("SEGMENT", "NOSCORE", "NO_RT_METADATA", "LEXEME", "NON-LEX", "NON-SPEECH", "FILLER", "EDIT", "IP", "SU", "CB",
     "A/P", "SPEAKER", "SPKR-INFO")
)  # fmt: skip
SPOKEN = frozenset(("LEXEME", "NON-LEX"))
WITHIN = frozenset(("FILLER", "EDIT", "IP", "SU", "CB", "A/P"))


_MOST = LATEST // 2000
"""Seconds that are believed of a start and of a length, so that their sum is."""


class Record(NamedTuple):
    """A line of RTTM, as far as the reader looks at it."""

    place: int
    line: str
    kind: str
    recording: str
    channel: str
    start: int | None
    end: int | None
    ortho: str
    subtype: str
    name: str
    confidence: float | None

    @property
    def voice(self) -> tuple[str, str, str]:
        return self.recording, self.channel, self.name


def record_of(place: int, line: str) -> Record | None:
    fields = line.split()
    if len(fields) < 8 or fields[0].upper() not in TYPES:
        return None
    if not all(field == NA or field == "*" or _numeric(field) for field in fields[3:5]):
        return None
    start, duration = seconds(fields[3]), seconds(fields[4])
    end = None if start is None or duration is None else round((float(fields[3]) + float(fields[4])) * 1000)
    confidence = fields[8] if 8 < len(fields) else NA
    return Record(
        place, line, fields[0].upper(), fields[1], fields[2], start, end, fields[5], fields[6], fields[7],
        float(confidence) if is_number(confidence) and 0 <= float(confidence) <= 1 else None,
    )  # fmt: skip


def _numeric(field: str) -> bool:
    try:
        float(field)
    except ValueError:
        return False
    return True


def plain_stretch(line: str, place: int, channels: dict[str, Extra]) -> Stretch | None:
    """Returns the turn that a SPEAKER record is, where it says no more than who and when; else None.

    Most files hold nothing else, and millions of it: this looks at each field once. `channels` holds the extra of each.
    """
    try:
        kind, recording, channel, begin, length, _, _, name, confidence, *_ = line.split()
        first, lasts = float(begin), float(length)
    except ValueError:
        return None
    if kind != "SPEAKER" or confidence != NA or not (0 <= first <= _MOST and 0 <= lasts <= _MOST):
        return None
    extra = channels.get(channel)
    if extra is None:
        extra = channels[channel] = (("channel", channel),)
    return Stretch(
        recording, None if name == NA else name, "", line, round(first * 1000), round((first + lasts) * 1000),
        f"{begin} {length}", extra, (), (), (place,),
    )  # fmt: skip


def stretches_of(records: list[Record]) -> tuple[list[Stretch], list[Record]]:
    """Returns the turns, and the records that belong to none."""
    groups: list[list[Record]] = []
    of_voice: dict[tuple[str, str, str], list[int]] = {}
    for record in records:
        if record.kind == "SPEAKER":
            of_voice.setdefault(record.voice, []).append(len(groups))
            groups.append([record])
    speakers = {
        voice: _Timetable([(groups[place][0], place) for place in places]) for voice, places in of_voice.items()
    }
    rest: list[Record] = []
    open_: dict[tuple[str, str, str], list[Record]] = {}
    last: dict[tuple[str, str, str], int] = {}
    for record in records:
        if record.kind == "SPEAKER":
            last[record.voice] = speakers[record.voice].places[record.place]
            continue
        if record.kind not in SPOKEN and record.kind not in WITHIN:
            rest.append(record)
            continue
        table = speakers.get(record.voice)
        place = table.at(record) if table is not None and record.start is not None else last.get(record.voice)
        if place is not None:
            groups[place].append(record)
        elif record.kind in WITHIN:
            rest.append(record)
        else:
            held = open_.get(record.voice)
            if held is None or not _follows(held[-1], record):
                held = open_[record.voice] = []
                groups.append(held)
            held.append(record)
    groups.sort(key=lambda group: group[0].place)
    return [_stretch(group) for group in groups], rest


class _Timetable:
    """The turns of one voice by time, to find the one that a word falls into."""

    def __init__(self, turns: list[tuple[Record, int]]) -> None:
        self.places = {record.place: place for record, place in turns}
        timed = sorted(
            (record.start, -(record.end or record.start), place) for record, place in turns if record.start is not None
        )
        self._starts = [start for start, _, _ in timed]
        self._ends = [-end for _, end, _ in timed]
        self._groups = [place for _, _, place in timed]

    def at(self, record: Record) -> int | None:
        """Returns the turn in which the middle of a record lies: the latest begun of the last few that have begun."""
        start = record.start or 0
        middle = (start + (record.end if record.end is not None else start)) / 2
        begun = bisect_right(self._starts, middle)
        return next(
            (self._groups[n] for n in range(begun - 1, max(-1, begun - 9), -1) if middle <= self._ends[n]), None
        )


def _follows(earlier: Record, later: Record) -> bool:
    if earlier.start is None or later.start is None:
        return True
    return earlier.start <= later.start <= (earlier.end or earlier.start) + PAUSE


def _stretch(group: list[Record]) -> Stretch:
    first = group[0]
    spoken = _by_time([record for record in group if record.kind in SPOKEN])
    texts: list[str] = []
    words: list[Word] = []
    marks: list[Mark] = []
    length = 0
    for record in spoken:
        if record.kind == "LEXEME" and record.ortho != NA:
            place = length + 1 if length else 0
            length = place + len(record.ortho)
            texts.append(record.ortho)
            words.append(Word(place, length, record.start, _later(record.start, record.end), record.confidence))
        else:
            marks.append(Mark(type="vocal", start=length, end=length, words=record.subtype.lower()))
    times = [record for record in group if record.start is not None]
    start = first.start if first.kind == "SPEAKER" or not times else min(record.start or 0 for record in times)
    end = first.end
    if first.kind != "SPEAKER" and times:
        end = max((record.end if record.end is not None else record.start) or 0 for record in times)
    subtypes = {record.subtype for record in spoken if record.kind == "LEXEME"} - {"lex", "LEX", NA}
    slips = [
        (record.kind, f"{record.subtype} {_told(record.start)} {_told(record.end)}")
        for record in group
        if record.kind in WITHIN
    ]
    kinds = [("types", " ".join(r.subtype for r in spoken if r.kind == "LEXEME" and r.ortho != NA))] if subtypes else []
    fields = first.line.split()
    own = [] if first.kind == "SPEAKER" else [("kind", "words")]
    if first.kind == "SPEAKER" and first.confidence is not None:
        own.append(("confidence", fields[8]))
    return Stretch(
        recording=first.recording, label=None if first.name == NA else first.name, text=" ".join(texts),
        raw="\n".join(record.line for record in group), start=start, end=_later(start, end),
        printed=f"{fields[3]} {fields[4]}", words=tuple(words), marks=tuple(marks),
        extra=(("channel", first.channel), *own, *kinds, *slips), records=tuple(record.place for record in group),
    )  # fmt: skip


def _by_time(records: list[Record]) -> list[Record]:
    """Returns the records by their starts; one without a time stays behind the one it follows."""
    timed: list[tuple[int, Record]] = []
    for record in records:
        timed.append((record.start if record.start is not None else timed[-1][0] if timed else -1, record))
    return [record for _, record in sorted(timed, key=lambda entry: entry[0])]


def _told(time: int | None) -> str:
    return NA if time is None else printed_seconds(time)


def _later(start: int | None, end: int | None) -> int | None:
    return None if start is None or end is None else max(start, end)
