"""EXMARaLDA's basic transcription (EXB): events of tiers on one common timeline.

An event of a speaker's tier of transcription (type `t`; of several, the one of category `v`) is a turn. What stands on the
speaker's other tiers, annotations, translations and descriptions, hangs on the turn in whose time it begins (`tiers`). A
description that hangs on none is a turn without words that is marked as an incident. Head, speaker table and timeline are
kept as they stand, in the transcript's extra. Source: the DTD "basic-transcription" of EXMARaLDA.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, ParseError, tostring

import msgspec

from ...errors import MalformedText
from ...model import Dossier, Mark, Reading, Transcript, Turn
from .. import content as signatures
from .. import markup
from ..casting import Casting
from ..readings import Faults, reading, telling
from .elan import Slots
from .exb_writing import document_of
from .insides import insides, opening_of, unread, without
from .tiers import Stretches, hung

READER = "exb 1"
MEDIA_TYPE = "application/x-exb+xml"
ELEMENTS = opening_of(b"tier")
TOGETHER = " + "
LONGEST = 1e10
"""Seconds that no recording lasts."""


def detects(head: bytes, name: str) -> float:
    if head[:1] not in (b"<", b"\xef", b"\xff", b"\xfe", b"\x00", b" ", b"\n", b"\r"):
        return 0.0
    return 1.0 if "<basic-transcription" in signatures.as_text(head)[:8192] else 0.0


class Tier(NamedTuple):
    """A tier as its opening tag describes it."""

    id: str
    speaker: str | None
    category: str
    kind: str
    """`t` of transcription, `a` of annotation, `d` of description; others happen."""


class Event(NamedTuple):
    """An event of a tier."""

    tier: int
    start: str
    end: str
    value: str
    more: dict[str, Any]
    """Its other attributes, what stands in it beside the text, and the space around that, to be written again."""


def read(content: bytes, *, name: str) -> Reading:
    """Returns the events of the tiers of transcription by time, with what hangs on each.

    Raises MalformedText where it is no XML or another document.
    """
    document = markup.flat(content, name=name)
    try:
        transcript = _transcript(document.content, name, crlf=b"\r\n" in content[:4096])
    except (ParseError, MalformedText):
        # A part is not well formed: the whole says at which line.
        markup.sound(content, name=name)
        raise
    return reading(
        [transcript], format="exb", media_type=MEDIA_TYPE, reader=READER, charset=document.charset,
        title=transcript.title, doubts=document.doubts,
    )  # fmt: skip


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the basic transcription: the one it was read from with its events put back, or a new one."""
    return document_of(dossiers[0])


def _transcript(content: bytes, name: str, *, crlf: bool) -> Transcript:
    faults = Faults()
    seen = unread(content)
    spans = []
    for start, end in insides(content, ELEMENTS).spans:
        first = seen.find(b"<event", start, end)
        spans.append((first, end) if first != -1 else (end, end))
    skeleton = without(content, spans)
    root = markup.parse(skeleton.encode(), name=name).root
    if root.tag != "basic-transcription":
        raise MalformedText(
            name, 1, f"a transcription of EXMARaLDA begins with basic-transcription, this with {root.tag[:80]}"
        )
    tiers = [
        Tier(
            id=element.get("id", ""), speaker=element.get("speaker"), category=element.get("category", ""),
            kind=element.get("type", "t"),
        )
        for element in root.iter("tier")
    ]  # fmt: skip
    if len(tiers) != len(spans):
        raise MalformedText(name, None, "tiers stand within tiers")
    slots = _timeline(root, faults)
    events: list[list[Event]] = [
        _events(content[start:end], number, tiers[number].id, faults) for number, (start, end) in enumerate(spans)
    ]
    main = _main(tiers)
    rows, hangs, empty = _placed(tiers, events, main, slots)
    casting = Casting()
    turns = _turns(rows, hangs, tiers, _labels(root), slots, casting, faults)
    extra = [("document", skeleton), ("space", _space(content, spans))]
    if crlf:
        extra.append(("newlines", "CRLF"))
    if empty:
        extra.append(("empty events", msgspec.json.encode([[tiers[e.tier].id, *e[1:]] for e in empty]).decode()))
    media = root.find("head/meta-information/referenced-file")
    if media is not None and media.get("url"):
        extra.append(("media", media.get("url", "")))
    title = (root.findtext("head/meta-information/transcription-name") or "").strip()
    return telling(
        turns, casting.speakers, format="exb", reader=READER, title=title or None, doubts=faults.doubts,
        extra=tuple(extra),
    )  # fmt: skip


def _timeline(root: Element, faults: Faults) -> Slots:
    found: list[tuple[str, int | None]] = []
    for element in root.iter("tli"):
        printed = element.get("time")
        time = None
        if printed is not None:
            try:
                seconds = float(printed)
            except ValueError:
                seconds = -1.0
            if 0 <= seconds < LONGEST:
                time = round(seconds * 1000)
            else:
                faults.add(f"the timeline says “{printed[:40]}” at {element.get('id')}, no time in a recording")
        found.append((element.get("id", ""), time))
    slots = Slots()
    slots.name(found)
    return slots


def _labels(root: Element) -> dict[str, str]:
    """Returns what each speaker of the table is called: the abbreviation, else the id."""
    return {
        element.get("id", ""): (element.findtext("abbreviation") or "").strip() or element.get("id", "")
        for element in root.iter("speaker")
    }


def _events(inside: bytes, number: int, tier: str, faults: Faults) -> list[Event]:
    if not inside.strip():
        return []
    if b"<!--" in inside:
        faults.add(f"comments between the events of the tier “{tier}” are not kept")
    found = []
    for element in markup.parse(b"<tier>" + inside + b"</tier>", name=tier).root:
        if element.tag != "event":
            faults.add(f"the tier “{tier}” holds a {element.tag[:40]} among its events; it is not kept")
            continue
        attributes = dict(element.attrib)
        start, end = attributes.pop("start", ""), attributes.pop("end", "")
        text = element.text or ""
        others = []
        for child in element:
            text += child.tail or ""
            child.tail = None
            others.append(tostring(child, encoding="unicode"))
        value = text.strip()
        more: dict[str, Any] = {"attributes": attributes} if attributes else {}
        if others:
            more["holds"] = others
        if text != value:
            before = len(text) - len(text.lstrip()) if value else len(text)
            more["space"] = [text[:before], text[before + len(value) :]]
        found.append(Event(number, start, end, value, more))
    return found


def _main(tiers: list[Tier]) -> dict[str | None, int]:
    """Returns for each speaker, and for nobody, the tier of what is said: of category `v`, else the first."""
    found: dict[str | None, int] = {}
    for number, tier in enumerate(tiers):
        if tier.kind == "t":
            first = found.setdefault(tier.speaker, number)
            if tier.category == "v" and tiers[first].category != "v":
                found[tier.speaker] = number
    return found


Row = tuple[float, int, Event]


def _placed(
    tiers: list[Tier], events: list[list[Event]], main: dict[str | None, int], slots: Slots
) -> tuple[list[Row], dict[int, list[Event]], list[Event]]:
    """Returns the events that are turns, by time; what hangs on which of them; and those without any content."""
    rows: list[Row] = []
    below: list[Event] = []
    empty: list[Event] = []
    for number, tier in enumerate(tiers):
        for event in events[number]:
            if not event.value and "holds" not in event.more:
                empty.append(event)
            elif main.get(tier.speaker) == number:
                rows.append((slots.at(event.start)[1], number, event))
            else:
                below.append(event)
    around = {
        number: Stretches(
            (place, slots.at(event.end)[1], nth) for nth, (place, own, event) in enumerate(rows) if own == number
        )
        for number in main.values()
    }
    hangs: dict[int, list[Event]] = {}
    for event in below:
        upper = main.get(tiers[event.tier].speaker)
        place, until = slots.at(event.start)[1], slots.at(event.end)[1]
        on = None
        if upper is not None:
            on = around[upper].around(place, until)
            on = around[upper].around(place, place) if on is None else on
        if on is None:
            rows.append((place, event.tier, event))
        else:
            hangs.setdefault(on, []).append(event)
    order = sorted(range(len(rows)), key=lambda nth: rows[nth][:2])
    placed = {nth: number for number, nth in enumerate(order)}
    return [rows[nth] for nth in order], {placed[nth]: held for nth, held in hangs.items()}, empty


def _turns(
    rows: list[Row],
    hangs: dict[int, list[Event]],
    tiers: list[Tier],
    labels: dict[str, str],
    slots: Slots,
    casting: Casting,
    faults: Faults,
) -> list[Turn]:
    turns: list[Turn] = []
    for number, (_, own, event) in enumerate(rows, 1):
        tier = tiers[own]
        label = labels.get(tier.speaker, tier.speaker) if tier.speaker else None
        several = label.split(TOGETHER) if label else []
        together = 1 < len(several) and set(several) <= set(labels.values())
        start, end = slots.at(event.start)[0], slots.at(event.end)[0]
        if start is not None and end is not None and end < start:
            faults.add(f"it ends at {end} ms, before it starts at {start}", turn=number)
            end = None
        told = [
            (tiers[held.tier].category or tiers[held.tier].id, held.value, _record(held, tiers[held.tier].id))
            for held in sorted(hangs.get(number - 1, ()), key=itemgetter(0))
        ]
        said = "" if tier.kind == "d" else event.value
        turns.append(
            Turn(
                id=str(number), number=number, speakers=casting.voices(several if together else [label]), text=said,
                start=start, end=end,
                marks=(Mark(type="incident", start=0, end=0, words=event.value),) if tier.kind == "d" else (),
                extra=hung([("tier", tier.id), ("event", " ".join(_own(event)))], told),
            )
        )  # fmt: skip
    return turns


def _own(event: Event) -> list[str]:
    more = [msgspec.json.encode(event.more).decode()] if event.more else []
    return [event.start, event.end, *more]


def _record(event: Event, tier: str) -> list[Any]:
    return [tier, event.start, event.end, *([event.more] if event.more else [])]


def _space(content: bytes, spans: Sequence[tuple[int, int]]) -> str:
    """Returns the space between two events and after the last, as the first tier prints it."""
    for start, end in spans:
        after = content.find(b"</event>", start, end)
        if after != -1:
            rest = content[after + 8 : end]
            between = rest[: len(rest) - len(rest.lstrip())]
            return between.decode()
    return "\n"
