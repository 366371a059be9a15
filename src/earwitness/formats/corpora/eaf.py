"""ELAN (EAF): annotations on tiers of a time order, and annotations of annotations to any depth.

An annotation of an independent tier is a turn, of the tier's PARTICIPANT or else of the tier's name; all tiers are put
in order of time. What refers to it or lies in it, at any depth, hangs on the turn (`tiers`); an aligned tier of the
turn's own words gives them their times. The document without its annotations is kept as it stands, in the transcript's
extra. Source: EAF 3.0 (The Language Archive).
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, ParseError

import msgspec

from ...errors import MalformedText
from ...model import Dossier, Reading, Transcript, Turn, Word
from .. import content as signatures
from .. import markup
from ..casting import Casting
from ..readings import Faults, reading, telling
from . import elan
from .eaf_writing import document_of
from .insides import insides, without
from .tiers import Stretches, are_words, hung, language_of, places

READER = "eaf 1"
MEDIA_TYPE = "application/x-eaf+xml"
NOBODYS = "default"
"""The tier that ELAN opens a new file with; where it names no participant, nobody is said to speak on it."""
TOGETHER = " + "
"""Between the labels of several who speak at once."""


def detects(head: bytes, name: str) -> float:
    if head[:1] not in (b"<", b"\xef", b"\xff", b"\xfe", b"\x00", b" ", b"\n", b"\r"):
        return 0.0
    return 1.0 if "<ANNOTATION_DOCUMENT" in signatures.as_text(head)[:8192] else 0.0


class Tier(NamedTuple):
    """A tier as its opening tag describes it."""

    name: str
    label: str
    parent: str
    language: str | None
    aligned: bool
    """Whether its type says that its annotations have times of their own within another's."""


def read(content: bytes, *, name: str) -> Reading:
    """Returns the turns of all independent tiers by time, with what hangs on each.

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
        [transcript],
        format="eaf",
        media_type=MEDIA_TYPE,
        reader=READER,
        charset=document.charset,
        doubts=document.doubts,
    )


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the document of ELAN: the one it was read from with its annotations put back, or a new one."""
    return document_of(dossiers[0])


def _transcript(content: bytes, name: str, *, crlf: bool) -> Transcript:
    faults = Faults()
    parts = insides(content, elan.ELEMENTS)
    slots = elan.Slots()
    slots.read(content, parts.first(b"TIME_ORDER"), faults)
    cut = [inside for inside in parts.spans if slots.plain is not None or inside != parts.first(b"TIME_ORDER")]
    skeleton = without(content, cut)
    root = markup.parse(skeleton.encode(), name=name).root
    if markup.local(root.tag) != "ANNOTATION_DOCUMENT":
        raise MalformedText(name, 1, f"a document of ELAN begins with ANNOTATION_DOCUMENT, this with {root.tag[:80]}")
    tiers = _tiers(root)
    spans = parts.of(b"TIER")
    if len(spans) != len(tiers):
        raise MalformedText(name, None, "tiers stand within tiers")
    known = {tier.name for tier in tiers}
    roots = [number for number, tier in enumerate(tiers) if tier.parent not in known or tier.parent == tier.name]
    # Long lists are printed before there are turns: memory is lowest here.
    times = " ".join(map(str, slots.plain)) if slots.plain is not None else None
    rows = elan.Rows()
    alone = len(roots) == len(tiers)
    brief = alone and slots.plain is not None
    clean = markup.is_clean(content)
    for number in roots:
        name = tiers[number].name
        rows.read(content, spans[number], number, name, slots, faults, clean=clean, brief=brief)
    hangs: dict[int, list[tuple[int, elan.Annotation]]] = {}
    if not alone:
        below = {
            number: list(elan.annotations_of(content, spans[number], tier.name, faults))
            for number, tier in enumerate(tiers)
            if number not in set(roots)
        }
        hangs = _hung(rows, tiers, below, slots, faults)
    order: Sequence[int] = range(len(rows))
    if any(after < before for before, after in pairwise(rows.places)):
        order = array("l", sorted(order, key=rows.places.__getitem__))
    listed = rows.listed(order)
    used = [tiers[number].language for number in dict.fromkeys(rows.tiers)]
    language = used[0] if used and len(set(used)) == 1 else None
    casting = Casting()
    turns = _turns(rows, order, tiers, hangs, slots, casting, language, faults)
    extra = [("document", skeleton), *([("newlines", "CRLF")] if crlf else [])]
    if times is not None:
        extra.append(("time order", times))
    if brief:
        extra.append(("annotations", listed))
    extra.append(("layout", _layout(content, spans, slots)))
    for element in root.iter():
        if markup.local(element.tag) == "MEDIA_DESCRIPTOR" and element.get("MEDIA_URL"):
            extra.append(("media", element.get("MEDIA_URL", "")))
    return telling(
        turns, casting.speakers, format="eaf", reader=READER, language=language,
        made_by=root.get("AUTHOR", "").strip() or None, doubts=faults.doubts, extra=tuple(extra),
    )  # fmt: skip


def _tiers(root: Element) -> list[Tier]:
    types = {}
    for element in root.iter():
        if markup.local(element.tag) == "LINGUISTIC_TYPE":
            types[element.get("LINGUISTIC_TYPE_ID", "")] = element.get("CONSTRAINTS") in (
                "Time_Subdivision",
                "Included_In",
            )
    found = []
    for element in root.iter():
        if markup.local(element.tag) == "TIER":
            name = element.get("TIER_ID", "")
            label = element.get("PARTICIPANT", "").strip() or ("" if name == NOBODYS else name)
            found.append(
                Tier(
                    name=name, label=label, parent=element.get("PARENT_REF", ""),
                    language=language_of(element.get("LANG_REF")),
                    aligned=types.get(element.get("LINGUISTIC_TYPE_REF", ""), False),
                )
            )  # fmt: skip
    return found


def _hung(
    rows: elan.Rows, tiers: list[Tier], below: dict[int, list[elan.Annotation]], slots: elan.Slots, faults: Faults
) -> dict[int, list[tuple[int, elan.Annotation]]]:
    """Returns for each row what hangs on it, with its tier's number; what hangs on nothing becomes a row of its own."""
    owner = {own.split(b" ", 1)[0].decode(): nth for nth, own in enumerate(rows.owns)}
    stretches: dict[str, Stretches] = {}
    spans: dict[str, list[tuple[float, float, int]]] = {}
    for nth, (place, _, above, start, end, own) in enumerate(map(rows.__getitem__, range(len(rows)))):
        slot = own.split(" ", 3)
        if start is not None or 2 < len(slot):
            last = end if end is not None else slots.at(slot[2])[1]
            spans.setdefault(tiers[above].name, []).append((place, last, nth))
    hangs: dict[int, list[tuple[int, elan.Annotation]]] = {}
    for number in _parents_first(tiers, below):
        name, parent = tiers[number].name, tiers[number].parent
        for annotation in below[number]:
            identity, first, second, _, value = annotation
            stretch = (slots.at(first)[1], slots.at(second)[1]) if second is not None else None
            if stretch is None:
                on = owner.get(first)
            else:
                if parent not in stretches:
                    stretches[parent] = Stretches(spans.get(parent, ()))
                on = stretches[parent].around(*stretch)
            if on is None:
                faults.add(f"the annotation {identity} of the tier “{name}” hangs on none that is there: {value[:80]}")
                on = len(rows)
                rows.append(elan.row(annotation, number, slots))
            else:
                hangs.setdefault(on, []).append((number, annotation))
            owner.setdefault(identity, on)
            if stretch is not None:
                spans.setdefault(name, []).append((*stretch, on))
    for hanging in hangs.values():
        hanging.sort(key=itemgetter(0))
    return hangs


def _parents_first(tiers: list[Tier], below: dict[int, list[elan.Annotation]]) -> list[int]:
    """Returns the dependent tiers, each after the one it hangs on; tiers that hang on each other come last."""
    numbers = {tier.name: number for number, tier in enumerate(tiers)}

    depths: dict[int, int] = {}
    for number in below:
        path = []
        while number in below and number not in depths:
            depths[number] = len(tiers)  # as deep as can be, until it is known: tiers may hang on each other
            path.append(number)
            number = numbers.get(tiers[number].parent, -1)
        for nth, own in enumerate(reversed(path), depths.get(number, 0) + 1):
            depths[own] = nth
    return sorted(below, key=depths.__getitem__)


def _turns(
    rows: elan.Rows,
    order: Sequence[int],
    tiers: list[Tier],
    hangs: dict[int, list[tuple[int, elan.Annotation]]],
    slots: elan.Slots,
    casting: Casting,
    language: str | None,
    faults: Faults,
) -> list[Turn]:
    wordy = _wordy(rows, tiers, hangs)
    voices: dict[int, tuple[str, ...]] = {}
    labels = {tier.label for tier in tiers}
    pairs = [(("tier", tier.name),) for tier in tiers]
    languages = [None if tier.language == language else tier.language for tier in tiers]
    values, starts, ends, numbers = rows.values, rows.starts, rows.ends, rows.tiers
    turns: list[Turn] = []
    for number, nth in enumerate(order, 1):
        value, tier = values[nth], numbers[nth]
        start: int | None = starts[nth]
        end: int | None = ends[nth]
        if tier not in voices:
            several = tiers[tier].label.split(TOGETHER)
            together = 1 < len(several) and set(several) <= labels
            voices[tier] = casting.voices(several if together else [tiers[tier].label])
        if starts[nth] < 0 or ends[nth] < starts[nth]:
            if 0 <= ends[nth] < starts[nth]:
                faults.add(f"it ends at {end} ms, before it starts at {start}", turn=number)
            start, end = (start, None) if 0 <= starts[nth] else (None, None if ends[nth] < 0 else end)
        words: tuple[Word, ...] = ()
        extra: tuple[tuple[str, str], ...] = pairs[tier]
        if (own := rows.told.get(nth)) is not None:
            extra = (*extra, ("annotation", own))
            if nth in hangs:
                words, extra = _with_hanging(value, list(extra), hangs[nth], tiers, wordy, slots)
        turns.append(
            Turn(
                id=str(number), number=number, speakers=voices[tier], text=value, start=start, end=end, words=words,
                language=languages[tier], extra=extra,
            )
        )  # fmt: skip
    return turns


def _wordy(
    rows: elan.Rows, tiers: list[Tier], hangs: dict[int, list[tuple[int, elan.Annotation]]]
) -> dict[int, frozenset[int]]:
    """Returns for each tier the tiers below it that are of its words: the first such."""
    groups: dict[int, dict[int, list[str]]] = {}
    for nth, hanging in hangs.items():
        for number, annotation in hanging:
            own = tiers[number]
            if own.aligned and own.parent == tiers[rows.tiers[nth]].name and annotation[2] is not None:
                groups.setdefault(number, {}).setdefault(nth, []).append(annotation[4])
    found: dict[int, frozenset[int]] = {}
    for number, held in sorted(groups.items()):
        if are_words([(rows.values[nth], values) for nth, values in held.items()]):
            above = rows.tiers[next(iter(held))]
            found.setdefault(above, frozenset((number,)))
    return found


def _with_hanging(
    text: str,
    own: list[tuple[str, str]],
    hanging: list[tuple[int, elan.Annotation]],
    tiers: list[Tier],
    wordy: dict[int, frozenset[int]],
    slots: elan.Slots,
) -> tuple[tuple[Word, ...], tuple[tuple[str, str], ...]]:
    of_words = {number for numbers in wordy.values() for number in numbers}
    values = [annotation[4] for number, annotation in hanging if number in of_words]
    stand = iter(places(text, values) or ())
    words: list[Word] = []
    told: list[tuple[str, str | None, list[Any]]] = []
    for number, (identity, first, second, others, value) in hanging:
        record: list[Any] = [identity, first, second] + ([others] if others else [])
        place = next(stand, None) if number in of_words else None
        if place is not None and second is not None:
            start, end = slots.at(first)[0], slots.at(second)[0]
            if start is not None and end is not None and end < start:
                end = None
            words.append(Word(*place, start, end))
            printed = None if value == text[place[0] : place[1]] else value
            told.append((tiers[number].name, None, [printed, *record]))
        else:
            told.append((tiers[number].name, value, record))
    return tuple(words), hung(own, told)


def _layout(content: bytes, spans: Sequence[tuple[int, int]], slots: elan.Slots) -> str:
    """Returns how the document is printed, so that it can be written as it was: the spaces, as JSON."""
    found: dict[str, tuple[str, ...]] = {"slots": slots.before} if slots.plain is not None else {}
    for inside in spans:
        if (kind := elan.layout(content, inside)) is not None:
            found.setdefault(*kind)
    return msgspec.json.encode(found).decode()
