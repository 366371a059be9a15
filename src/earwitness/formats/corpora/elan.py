"""ELAN's document, taken apart: the tiers' annotations and the time order on one side, all the rest on the other.

A document of ELAN (EAF 3.0, and the older ones) is mostly annotations. They are read by pattern from the proven text, a
tier of unusual print by the parser; the document without them is small, is kept as it stands, and gets them back when
it is written. Source: the schema of EAF 3.0 and "EAF Annotation Format 3.0 and ELAN" (The Language Archive).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from math import inf

import msgspec

from .. import markup
from ..readings import Faults
from .insides import opening_of

Annotation = tuple[str, str, str | None, dict[str, str] | None, str]
"""Its id; its two time slots, or the annotation it refers to and None; its other attributes; its value."""

Row = tuple[float, str, int, int | None, int | None, str]
"""An annotation that will be a turn: its place in time, its value, the number of its tier, its start and end, and its id
and slots as they stand in the turn's extra."""

ELEMENTS = opening_of(b"TIER", b"TIME_ORDER")
_ANNOTATION = re.compile(
    rb"[ \t\n]*+<ANNOTATION>[ \t\n]*+<(ALIGNABLE|REF)_ANNOTATION((?:[ \t\n]++[A-Z_0-9]++=\"[\w.:-]*+\")++)[ \t\n]*+>"
    rb"[ \t\n]*+<ANNOTATION_VALUE>([^<]*+)</ANNOTATION_VALUE>[ \t\n]*+</\1_ANNOTATION>[ \t\n]*+</ANNOTATION>"
)
_PLAIN_ANNOTATION = re.compile(
    rb"[ \t\n]*+<ANNOTATION>[ \t\n]*+<ALIGNABLE_ANNOTATION[ \t\n]++ANNOTATION_ID=\"([\w.:-]++)\""
    rb"[ \t\n]++TIME_SLOT_REF1=\"ts([1-9]\d{0,8}+)\"[ \t\n]++TIME_SLOT_REF2=\"ts([1-9]\d{0,8}+)\"[ \t\n]*+>"
    rb"[ \t\n]*+<ANNOTATION_VALUE>([^<]*+)</ANNOTATION_VALUE>[ \t\n]*+</ALIGNABLE_ANNOTATION>[ \t\n]*+</ANNOTATION>"
)
_ATTRIBUTE = re.compile(r"([A-Z_0-9]+)=\"([^\"]*)\"")
_TIME = re.compile(r"\s*[0-9]{1,15}\s*")
_SLOT = re.compile(rb"([ \t\n]*+)<TIME_SLOT TIME_SLOT_ID=\"ts1\" TIME_VALUE=\"\d++\"( ?/>)")
_TIMES = re.compile(rb"TIME_VALUE=\"(0|[1-9]\d{0,14}+)\"")
MANY = 4096
"""Slots that are compared with the print at once."""
_LAYOUT = re.compile(
    rb"(\s*)<ANNOTATION>(\s*)<(?:ALIGNABLE|REF)_ANNOTATION(\s+)ANNOTATION_ID=\"[^\"<>]*\"(\s+)(TIME_SLOT_REF1|ANNOTATION_REF)"
    rb"=\"[^\"<>]*\"(?:(\s+)TIME_SLOT_REF2=\"[^\"<>]*\")?[^<>]*>(\s*)<ANNOTATION_VALUE>[^<]*</ANNOTATION_VALUE>(\s*)"
    rb"</(?:ALIGNABLE|REF)_ANNOTATION>(\s*)</ANNOTATION>"
)


class Rows:
    """Annotations that will be turns, in columns: for each a tuple would take more memory than its turn."""

    def __init__(self) -> None:
        self.places, self.starts, self.ends, self.tiers = array("d"), array("q"), array("q"), array("l")
        self.values: list[str] = []
        self.owns: list[bytes] = []
        """The id and the slots; `a1:1:2` where they may stand in one list for the whole transcript."""
        self.told: dict[int, str] = {}
        """Once they are listed, those that may not."""

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, nth: int) -> Row:
        start, end = self.starts[nth], self.ends[nth]
        return (
            self.places[nth], self.values[nth], self.tiers[nth], None if start < 0 else start, None if end < 0 else end,
            self.owns[nth].decode(),
        )  # fmt: skip

    def listed(self, order: Sequence[int]) -> str:
        """Returns the ids and slots in this order, `-` for one that is to stand with its turn, and lets go of them."""
        self.told = {nth: own.decode() for nth, own in enumerate(self.owns) if b" " in own}
        owns, self.owns = self.owns, []
        return b" ".join(b"-" if nth in self.told else owns[nth] for nth in order).decode()

    def append(self, row: Row) -> None:
        place, value, tier, start, end, own = row
        self.places.append(place)
        self.starts.append(-1 if start is None else start)
        self.ends.append(-1 if end is None else end)
        self.tiers.append(tier)
        self.values.append(value)
        self.owns.append(own.encode())

    def read(
        self,
        content: bytes,
        inside: tuple[int, int],
        tier: int,
        name: str,
        slots: Slots,
        faults: Faults,
        *,
        clean: bool,
        brief: bool,
    ) -> None:
        """Takes the annotations of an independent tier. The many of ELAN's own print, on plain slots, are read at once.

        `clean`: no value needs a second look (`markup.is_clean`). `brief`: their ids and slots may stand in one list.
        """
        place, end = inside
        starts, ends, values, owns = self.starts, self.ends, self.values, self.owns
        own = b"%b:%b:%b" if brief else b"%b ts%b ts%b"
        known = len(values)
        if slots.plain is not None:
            times = array("q", (0,)) + slots.plain
            for match in _PLAIN_ANNOTATION.finditer(content, place, end):
                identity, first, second, value = match.groups()
                before, after = match.span()
                if before != place or len(times) <= (number := int(first)) or len(times) <= (last := int(second)):
                    break
                values.append(value.decode() if clean else markup.resolved(value.decode()))
                starts.append(times[number])
                ends.append(times[last])
                owns.append(own % (identity, first, second))
                place = after
        self.places.extend(iter(starts[known:]))
        self.tiers.extend([tier] * (len(values) - known))
        for annotation in annotations_of(content, (place, end), name, faults):
            self.append(row(annotation, tier, slots))


def row(annotation: Annotation, tier: int, slots: Slots) -> Row:
    """Returns an annotation as a turn is made of it."""
    identity, first, second, others, value = annotation
    more = "" if others is None else " " + msgspec.json.encode(others).decode()
    if second is None:
        return inf, value, tier, None, None, f"{identity} {first}{more}"
    start, place = slots.at(first)
    return place, value, tier, start, slots.at(second)[0], f"{identity} {first} {second}{more}"


def annotations_of(content: bytes, inside: tuple[int, int], tier: str, faults: Faults) -> Iterator[Annotation]:
    """Yields the annotations of a tier in order, read by pattern as far as it goes and by the parser from there on."""
    place, end = inside
    for match in _ANNOTATION.finditer(content, place, end):
        kind, printed, value = match.groups()
        attributes = dict(_ATTRIBUTE.findall(printed.decode()))
        aligned = kind == b"ALIGNABLE"
        if (
            match.start() != place
            or len(attributes) != printed.count(b"=")
            or aligned != ("TIME_SLOT_REF1" in attributes)
        ):
            break
        place = match.end()
        yield _judged(attributes.pop("ANNOTATION_ID", ""), attributes, markup.resolved(value.decode()))
    if content[place:end].strip():
        yield from _parsed(content[place:end], tier, faults)


def _judged(identity: str, attributes: dict[str, str], value: str) -> Annotation:
    first, second = attributes.pop("TIME_SLOT_REF1", None), attributes.pop("TIME_SLOT_REF2", None)
    if first is None or second is None:
        return identity, attributes.pop("ANNOTATION_REF", ""), None, attributes or None, value
    return identity, first, second, attributes or None, value


def _parsed(inside: bytes, tier: str, faults: Faults) -> Iterator[Annotation]:
    if b"<!--" in inside:
        faults.add(f"comments between the annotations of the tier “{tier}” are not kept")
    root = markup.parse(b"<TIER>" + inside + b"</TIER>", name=tier).root
    for element in root.iter():
        if markup.local(element.tag) in ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION"):
            attributes = {markup.local(name): value for name, value in element.attrib.items()}
            values = [child for child in element if markup.local(child.tag) == "ANNOTATION_VALUE"]
            if len(values) != 1:
                faults.add(f"an annotation of the tier “{tier}” has {len(values)} values")
            yield _judged(
                attributes.pop("ANNOTATION_ID", ""), attributes, "\n".join("".join(v.itertext()) for v in values)
            )


class Slots:
    """The time order: what time each slot has, and where it stands among the others."""

    def __init__(self) -> None:
        self.plain: array[int] | None = None
        """The times of slots named `ts1` to `tsN` that all have one; else `_named`."""
        self.before: tuple[str, str, str] = ("", "", "")
        """What is printed before each of the plain slots, at its end, and after the last."""
        self._named: dict[str, tuple[int | None, float]] = {}

    def read(self, content: bytes, inside: tuple[int, int], faults: Faults) -> None:
        start, end = inside
        if not self._plainly(content, start, end) and content[start:end].strip():
            self.name(listed(content[start:end], faults))

    def _plainly(self, content: bytes, start: int, end: int) -> bool:
        """Takes the times of slots that are printed like the first and numbered from 1; says whether all are."""
        first = _SLOT.match(content, start, end)
        if first is None:
            return False
        times = array("q", map(int, _TIMES.findall(content, start, end)))
        one = first[1].replace(b"%", b"%%") + b'<TIME_SLOT TIME_SLOT_ID="ts%d" TIME_VALUE="%d"' + first[2]
        place = start
        for nth in range(0, len(times), MANY):
            some = times[nth : nth + MANY]
            numbered = [0] * (2 * len(some))
            numbered[0::2], numbered[1::2] = range(nth + 1, nth + 1 + len(some)), some
            printed = one * len(some) % tuple(numbered)
            if not content.startswith(printed, place, end):
                return False
            place += len(printed)
        if content[place:end].strip():
            return False
        self.plain = times
        self.before = (first[1].decode(), first[2].decode(), content[place:end].decode())
        return True

    def name(self, slots: Sequence[tuple[str, int | None]]) -> None:
        """Takes the slots in order; one without a time stands between its neighbours, as ELAN draws it."""
        before, waiting = 0.0, list[str]()
        for place, (identity, time) in enumerate(slots):
            if time is None:
                waiting.append(identity)
            if time is not None or place == len(slots) - 1:
                step = (time - before) / (len(waiting) + 1) if time is not None and before < time else 1e-6
                for nth, name in enumerate(waiting, 1):
                    self._named.setdefault(name, (None, before + nth * step))
                before, waiting = max(before, time if time is not None else before), []
            if time is not None:
                self._named.setdefault(identity, (time, float(time)))

    def at(self, slot: str) -> tuple[int | None, float]:
        """Returns the time of a slot, None where it has none, and its place among the others in milliseconds.

        A slot that is not in the order has no time and stands at the end.
        """
        if self.plain is not None:
            number = slot[2:]
            if slot[:2] == "ts" and number.isdecimal() and number[0] != "0" and len(number) < 10:
                if int(number) <= len(self.plain):
                    time = self.plain[int(number) - 1]
                    return time, time
        return self._named.get(slot, (None, inf))


def layout(content: bytes, inside: tuple[int, int]) -> tuple[str, tuple[str, ...]] | None:
    """Returns which kind of annotation a tier begins with, and the space between the parts of its print; None if none."""
    match = _LAYOUT.match(content, *inside)
    if match is None:
        return None
    spaces = tuple(match[group].decode() if match[group] else "" for group in (1, 2, 3, 4, 6, 7, 8, 9))
    last = content[content.rfind(b">", *inside) + 1 : inside[1]].decode()
    return ("aligned" if match[5] == b"TIME_SLOT_REF1" else "referring"), (*spaces, last)


def listed(inside: bytes, faults: Faults | None = None) -> list[tuple[str, int | None]]:
    """Returns the slots of a time order that is not plain, with their times; None where there is none, or no true one."""
    slots: list[tuple[str, int | None]] = []
    for element in markup.parse(b"<TIME_ORDER>" + inside + b"</TIME_ORDER>", name="time order").root:
        attributes = {markup.local(name): value for name, value in element.attrib.items()}
        identity, printed = attributes.get("TIME_SLOT_ID", ""), attributes.get("TIME_VALUE")
        time = int(printed) if printed is not None and _TIME.fullmatch(printed) else None
        if printed is not None and time is None and faults is not None:
            faults.add(f"the time slot {identity} says “{printed[:40]}”, no time in a recording")
        slots.append((identity, time))
    return slots
