"""Records of OHMS as XML: their elements in order, their index of segments, and what is put into them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from .. import markup
from ..markup import escaped, local, quoted
from .kept import as_it_stood, decoded

SPACE = "https://www.weareavp.com/nunncenter/ohms"
PEOPLE = ("interviewee", "interviewer")
_HEAD = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<ROOT xmlns="{SPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{SPACE} {SPACE}/ohms.xsd">\n'
)
ORDER = (
    "version", "date", "date_nonpreferred_format", "cms_record_id", "title", "accession", "duration", "collection_id",
    "collection_name", "series_id", "series_name", "repository", "funding", "repository_url", "subject", "keyword",
    "interviewee", "interviewer", "format", "file_name", "sync", "sync_alt", "transcript_alt_lang", "translate", "media_id",
    "media_url", "mediafile", "kembed", "language", "user_notes", "index", "type", "description", "rel", "transcript",
    "transcript_alt", "rights", "fmt", "usage", "userestrict", "xmllocation", "xmlfilename", "collection_link", "series_link",
    "vtt_transcript", "vtt_transcript_alt",
)  # fmt: skip
"""The elements of a record, in their order."""
_MANY = frozenset(("subject", "keyword", "interviewee", "interviewer", "format"))
_MEDIA = ("host", "avalon_target_domain", "host_account_id", "host_player_id", "host_clip_id", "clip_format")
TOLD = frozenset(("transcript", "transcript_alt", "sync", "sync_alt", "vtt_transcript", "vtt_transcript_alt"))
"""Elements that hold what was said; the others are kept."""
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_EDTF = re.compile(r"\d{4}[-\dTX:~?%/Z+.]*")
_AMERICAN = re.compile(r"(\d\d)/(\d\d)/(\d{4})")


def text_in(record: Element, name: str) -> str:
    """Returns the text of an element of the record, empty where it has none."""
    return next((each.text or "" for each in record if local(each.tag) == name), "")


def date_in(record: Element) -> str:
    """Returns the day of the interview, or as much of it as is told; empty where nothing is."""
    element = next((each for each in record if local(each.tag) == "date"), None)
    day = (element.get("value", "") if element is not None else "").strip()
    if (american := _AMERICAN.fullmatch(day)) is not None:
        day = f"{american[3]}-{american[1]}-{american[2]}"
    day = day if _DAY.fullmatch(day) else ""
    other = text_in(record, "date_nonpreferred_format").strip()
    return other if _EDTF.fullmatch(other) and other.startswith(day) else day


def put(record: Element, name: str, text: str, *, more: bool = False) -> None:
    """Gives an element of the record a text; it is made at its place where there is none, `more` makes one in any case."""
    found = [each for each in record if local(each.tag) == name]
    if found and (not more or not (found[0].text or "").strip()):
        found[0].text = text
        return
    made = Element(name)
    made.text, made.tail = text, "\n  "
    place = ORDER.index(name)
    ahead = [
        number
        for number, each in enumerate(record, 1)
        if local(each.tag) in ORDER and ORDER.index(local(each.tag)) <= place
    ]
    record.insert(ahead[-1] if ahead else 0, made)


def put_date(record: Element, date: str) -> None:
    """Puts the day of the interview down; a date that is no day goes to its other form."""
    put(record, "date", "")
    element = next(each for each in record if local(each.tag) == "date")
    day = _DAY.match(date)
    whole = day[0] if day is not None and len(day[0]) == 10 else ""
    element.set("value", whole)
    element.set("format", "yyyy-mm-dd")
    put(record, "date_nonpreferred_format", "" if whole == date else date)


def new_record(id: str) -> Element:
    """Returns a record with every element that one has, all of them empty."""
    record = Element("record", {"id": id})
    record.text, record.tail = "\n  ", "\n"
    for name in ORDER:
        if name in ("subject", "keyword", "vtt_transcript", "vtt_transcript_alt"):
            continue
        element = SubElement(record, name)
        element.tail = "\n  "
        if name == "version":
            element.text = "6.0"
        elif name == "date":
            element.attrib |= {"value": "", "format": "yyyy-mm-dd"}
        elif name == "mediafile":
            for part in _MEDIA:
                SubElement(element, part)
        elif name in ("translate", "userestrict"):
            element.text = "0"
    return record


def document_of(records: Iterable[Element]) -> bytes:
    """Returns an OHMS file with these records."""
    return (_HEAD + "".join(map(_xml, records)) + "</ROOT>\n").encode()


def outline_of(record: Element) -> str:
    """Returns the record without what was said and without its index, to be kept."""
    return _xml(record, without=TOLD | {"index"}).strip()


def record_in(outline: str) -> Element:
    """Returns a record that was kept. Raises MalformedText where somebody has written it wrong."""
    record = markup.parse(outline.encode(), name="the record that was kept").root
    record.tail = "\n"
    return record


def points_of(record: Element) -> list[tuple[str, str]]:
    """Returns the index of the record, segment by segment, as JSON."""
    return [
        ("index point", as_it_stood(_facts(point)))
        for index in record
        if local(index.tag) == "index"
        for point in index
        if local(point.tag) == "point"
    ]


def put_points(record: Element, points: Sequence[str]) -> None:
    """Puts the index of segments into the record."""
    if points:
        put(record, "index", "")
        index = next(each for each in record if local(each.tag) == "index")
        index[:] = [_element("point", decoded(point)) for point in points]


def _facts(element: Element) -> dict[str, Any]:
    """Returns what an element holds: the text of its children, and those that have children as lists."""
    facts: dict[str, Any] = {}
    for child in element:
        name = local(child.tag)
        if len(child) or name in facts:
            told = facts.setdefault(name, [])
            if not isinstance(told, list):
                told = facts[name] = [told]
            told.append(_facts(child) if len(child) else child.text or "")
        else:
            facts[name] = child.text or ""
    return facts


def _element(name: str, facts: dict[str, Any]) -> Element:
    made = Element(name)
    made.tail = "\n"
    for key, value in facts.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                made.append(_element(key, each))
            else:
                SubElement(made, key).text = str(each)
    return made


def _xml(element: Element, without: frozenset[str] = frozenset()) -> str:
    """Returns the element as text, its names without their namespace; `without` names children that are left empty."""
    name = local(element.tag)
    head = f"<{name}" + "".join(f" {local(key)}={quoted(value)}" for key, value in element.attrib.items())
    inside = escaped(element.text or "")
    for child in element:
        if local(child.tag) in without:
            inside += f"<{local(child.tag)}/>{escaped(child.tail or '')}"
        else:
            inside += _xml(child)
    return (f"{head}>{inside}</{name}>" if inside else f"{head}/>") + escaped(element.tail or "")
