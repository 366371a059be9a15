"""A TextGrid as Praat prints it, long or short: its tiers and their intervals and points, every number as it is printed.

Praat reads numbers, strings and flags and passes over all else, so the two forms are one sequence with and without
names. Source: the Praat manual, "TextGrid file formats".
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, field

from ...errors import MalformedText
from ...times import Ms
from ..readings import Faults

Form = Literal["long", "short"]
Entry = tuple[Ms | None, Ms | None, str, str | None]
"""Start and end (None where the number is no time), label, and the numbers as printed where milliseconds do not say them."""
Interval = tuple[str, str, str]
"""Start and end as printed (of a point the end is empty), and the label."""

_NUMBER = rb"[-+]?(?:\d++(?:\.\d*+)?+|\.\d++)(?:[eE][-+]?\d++)?+"
_STRING = rb"\"((?:[^\"]++|\"\")*+)\""
_HEAD = re.compile(
    rb"\s*+(?:File type\s*+=\s*+)?\"ooTextFile(?: short)?\"\s++(?:Object class\s*+=\s*+)?\"TextGrid\"\s++"
    rb"(?:xmin\s*+=\s*+)?(%b)\s++(?:xmax\s*+=\s*+)?(%b)\s++(?:tiers\?\s*+)?<(?:exists|absent)>\s*+"
    rb"(?:(?:size\s*+=\s*+)?\d++\s*+(?:item\s*+\[\s*+\]:?)?)?" % (_NUMBER, _NUMBER)
)
_TIER = re.compile(
    rb"(?:item\s*+\[\d++\]:?\s*+)?(?:class\s*+=\s*+)?(?<!\")\"(IntervalTier|TextTier)\"\s++(?:name\s*+=\s*+)?%b\s++"
    rb"(?:xmin\s*+=\s*+)?(%b)\s++(?:xmax\s*+=\s*+)?(%b)\s++(?:(?:intervals|points):\s*+size\s*+=\s*+)?(\d{1,15}+)"
    % (_STRING, _NUMBER, _NUMBER)
)
_INTERVAL = re.compile(
    rb"\s*+(?:intervals\s*+\[\d++\]:?\s*+)?(?:xmin\s*+=\s*+)?(%b)\s++(?:xmax\s*+=\s*+)?(%b)\s++(?:text\s*+=\s*+)?%b"
    % (_NUMBER, _NUMBER, _STRING)
)
_SECONDS = rb"\d{1,9}+(?:\.\d*+)?+"
_PLACE = rb"\s*+(?:intervals \[\d++\]:?\s*+)?(?:xmin = )?(%b)\s++(?:xmax = )?(%b)\s++(?:text = )?" % (
    _SECONDS,
    _SECONDS,
)
_LABELLED = re.compile(rb"(?:%b\"\"(?!\"))?+%b\"([^\"]++)\"(?!\")" % (_PLACE, _PLACE))
"""An interval with a label, and the empty one before it: nearly all there is."""
_POINT = re.compile(
    rb"\s*+(?:points\s*+\[\d++\]:?\s*+)?(?:(?:number|time)\s*+=\s*+)?(%b)\s++(?:mark\s*+=\s*+)?%b" % (_NUMBER, _STRING)
)
_NEXT_TIER = re.compile(rb"(?<!\")\"(?:IntervalTier|TextTier)\"(?!\")")
_OF_NONE = re.compile(rb"(?:item\s*+\[\s*+\d*+\s*+\]:?|![^\n]*+|\s++)*+")
_PLAIN = re.compile(rb"(?:0|[1-9]\d{0,9})(?:\.\d{0,2}[1-9])?")
"""A number of seconds that is one of whole milliseconds, as we print it."""
LONGEST = 1e10
"""Seconds that no recording lasts."""
CANONICAL_HEAD = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n'


NEVER: Ms = -1


def _no_times() -> array[Ms]:
    return array("q")


class GridTier(Struct, kw_only=True):
    """A tier: its entries with a label, and how to fill the rest."""

    kind: Literal["IntervalTier", "TextTier"]
    name: str
    first: str
    last: str
    """Its start and end as printed."""
    starts: array[Ms] = field(default_factory=_no_times)
    ends: array[Ms] = field(default_factory=_no_times)
    """Of those that have a label, in order of the file; NEVER where there is no such time. Columns, for a tuple of each
    would take more memory than the turns."""
    labels: list[str] = field(default_factory=list)
    printed: dict[int, str] = field(default_factory=dict)
    """The numbers of an entry as printed, where milliseconds do not say them."""
    empty: list[Interval] | None = None
    """The intervals without a label, where they are not just the gaps between the others."""

    def add(self, start: Ms | None, end: Ms | None, label: str, printed: str | None) -> None:
        if printed is not None:
            self.printed[len(self.labels)] = printed
        self.starts.append(NEVER if start is None else start)
        self.ends.append(NEVER if end is None else end)
        self.labels.append(label)

    def entry(self, nth: int) -> Entry:
        start, end = self.starts[nth], self.ends[nth]
        return None if start < 0 else start, None if end < 0 else end, self.labels[nth], self.printed.get(nth)

    def entries(self) -> Iterator[Entry]:
        return map(self.entry, range(len(self.labels)))


class Grid(Struct, kw_only=True):
    """A TextGrid."""

    form: Form
    head: str
    """What stands before the first number, where it is not as Praat prints it now."""
    first: str
    last: str
    tiers: list[GridTier]


def parsed(content: bytes, name: str, faults: Faults) -> Grid:
    """Returns the tiers of a TextGrid in UTF-8. Raises MalformedText where the head is none of Praat's."""
    head = _HEAD.match(content)
    if head is None:
        if b"chronological" in content[:200]:
            raise MalformedText(name, 1, "a chronological TextGrid is not read", hint="save it as a text file in Praat")
        raise MalformedText(name, 1, "this does not begin as a TextGrid in text does")
    before = content[: head.start(1)].decode()
    long = before.rstrip().endswith("=")
    before = before.rpartition("xmin")[0] if long else before
    grid = Grid(
        form="long" if long else "short", head="" if before == CANONICAL_HEAD else before,
        first=head[1].decode(), last=head[2].decode(), tiers=[],
    )  # fmt: skip
    place = head.end()
    while (opening := _TIER.search(content, place)) is not None:
        _told(content, place, opening.start(), faults)
        tier = GridTier(
            kind="IntervalTier" if opening[1] == b"IntervalTier" else "TextTier",
            name=_label(opening[2]), first=opening[3].decode(), last=opening[4].decode(),
        )  # fmt: skip
        read = _intervals if tier.kind == "IntervalTier" else _points
        place, count = read(content, opening.end(), tier, faults)
        if count != int(opening[5]):
            faults.add(f"the tier “{tier.name}” says it has {int(opening[5]):,} entries, and has {count:,}")
        grid.tiers.append(tier)
    _told(content, place, len(content), faults)
    return grid


def _label(printed: bytes) -> str:
    return (printed.replace(b'""', b'"') if b'""' in printed else printed).decode()


def _matches(pattern: re.Pattern[bytes], content: bytes, place: int, faults: Faults) -> Iterator[re.Match[bytes]]:
    """Yields the entries up to the next tier; what stands between them and is none is told."""
    for match in pattern.finditer(content, place):
        if match.start() != place:
            if _NEXT_TIER.search(content, place, match.start()) is not None:
                return
            _told(content, place, match.start(), faults)
        place = match.end()
        yield match


def _told(content: bytes, start: int, end: int, faults: Faults) -> None:
    start = min(end, _OF_NONE.match(content, start, end).end())  # type: ignore[union-attr]
    if start < end:
        line = content.count(b"\n", 0, start) + 1
        printed = content[start : min(end, start + 200)].decode("utf-8", "ignore")
        faults.add(f"this is no entry of a tier: {' '.join(printed.split())[:120]}", line=line)


def _intervals(content: bytes, place: int, tier: GridTier, faults: Faults) -> tuple[int, int]:
    """Reads the intervals; returns where they end, and how many there are."""
    opened = place
    before, regular = tier.first.encode(), True
    place, count, before, blank = _labelled(content, place, tier, before)
    time, plain = _time(before, tier, faults), _PLAIN.fullmatch(before) is not None
    for match in _matches(_INTERVAL, content, place, faults):
        first, last, label = match.groups()
        place, count = match.end(), count + 1
        if first != before:
            regular = regular and float(first) == float(before)
            time, plain = _time(first, tier, faults), _PLAIN.fullmatch(first) is not None
        start, exact, before = time, plain, last
        time, plain = _time(last, tier, faults), _PLAIN.fullmatch(last) is not None
        if start is None or time is None or time < start:
            regular = False
        text = _label(label)
        if text and not text.isspace():
            printed = None if exact and plain else f"{first.decode()} {last.decode()}"
            end = time
            if start is not None and time is not None and time < start:
                faults.add(f"an interval of the tier “{tier.name}” ends at {last.decode()}, before it starts")
                end, printed = None, f"{first.decode()} {last.decode()}"
            tier.add(start, end, text, printed)
            blank = False
        else:
            regular = regular and not blank and not text
            blank = True
    if not regular or (count and float(before) != float(tier.last)):
        tier.empty = [
            (match[1].decode(), match[2].decode(), text)
            for match in _matches(_INTERVAL, content, opened, Faults())
            if not (text := _label(match[3])) or text.isspace()
        ]
    return place, count


def _labelled(content: bytes, place: int, tier: GridTier, before: bytes) -> tuple[int, int, bytes, bool]:
    """Reads intervals as long as they join on without a doubt; returns where it stopped, how many it read, the number that
    the last ended with, and whether that was an empty one."""
    starts, ends, labels, plain, count = tier.starts, tier.ends, tier.labels, _PLAIN.fullmatch, 0
    end = float(before) * 1000 + 0.5
    for match in _LABELLED.finditer(content, place):
        blank, until, first, last, label = match.groups()
        if match.start() != place:
            break
        joined = before if blank is None else until
        if (blank is not None and blank != before and float(blank) != float(before)) or (
            first != joined and float(first) != float(joined)
        ):
            break
        start = end if blank is None else float(first) * 1000 + 0.5
        end = float(last) * 1000 + 0.5
        text = label.decode()
        if end < start or text.isspace():
            break
        if plain(first) is None or plain(last) is None:
            tier.printed[len(labels)] = f"{first.decode()} {last.decode()}"
        starts.append(int(start))
        ends.append(int(end))
        labels.append(text)
        place, count, before = match.end(), count + (1 if blank is None else 2), last
    return place, count, before, False


def _points(content: bytes, place: int, tier: GridTier, faults: Faults) -> tuple[int, int]:
    empty = list[Interval]()
    for match in _matches(_POINT, content, place, faults):
        place, text = match.end(), _label(match[2])
        if text and not text.isspace():
            time = _time(match[1], tier, faults)
            tier.add(time, time, text, None if _PLAIN.fullmatch(match[1]) else match[1].decode())
        else:
            empty.append((match[1].decode(), "", text))
    tier.empty = empty or None
    return place, len(tier.labels) + len(empty)


def _time(printed: bytes, tier: GridTier, faults: Faults) -> Ms | None:
    seconds = float(printed)
    if 0 <= seconds < LONGEST:
        return round(seconds * 1000)
    faults.add(f"the tier “{tier.name}” has an entry at {printed[:40].decode()} seconds, outside any recording")
    return None
