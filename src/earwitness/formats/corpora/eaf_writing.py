"""ELAN's document, written: annotations put back on their tiers, or a new document for a transcript from elsewhere.

An annotation keeps its id and its time slots as long as its turn keeps its time. A turn that is new, or that another
voice says now, goes to the tier of that voice, which is made where there is none. A turn without times gets slots
without times, which the format allows and the reader puts between their neighbours.
"""

from __future__ import annotations

import re

import msgspec

from ...model import Dossier, Transcript, Turn
from .. import markup, signs
from . import elan
from .eaf_pages import NOBODYS, Order, Pages, Slot, Written
from .insides import insides
from .tiers import fact, hanging, iso_639_3

_LAST_USED = re.compile(r'(<PROPERTY NAME="lastUsedAnnotationId">)\d+')
_PARTICIPANT = re.compile(r"""\sPARTICIPANT\s*=\s*(?:"[^"]*"|'[^']*')""")
_PRINTED: dict[str, list[str]] = {
    "slots": ["\n        ", "/>", "\n    "],
    "aligned": ["\n        ", "\n            ", " ", "\n                ", " ", "\n                ", "\n            ",
                "\n        ", "\n    "],
    "referring": ["\n        ", "\n            ", " ", " ", "", "\n                ", "\n            ", "\n        ",
                  "\n    "],
}  # fmt: skip
"""The spaces between the parts, as ELAN prints them."""
_NEW = """<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR={author} DATE={date} FORMAT="3.0" VERSION="3.0"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">
    <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">
        <PROPERTY NAME="lastUsedAnnotationId">0</PROPERTY>
    </HEADER>
    <TIME_ORDER></TIME_ORDER>
    <LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="default-lt" TIME_ALIGNABLE="true"/>
    <LINGUISTIC_TYPE CONSTRAINTS="Included_In" GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="words" TIME_ALIGNABLE="true"/>
{language}    <CONSTRAINT DESCRIPTION="Time subdivision of parent annotation's time interval, no time gaps allowed within this interval" STEREOTYPE="Time_Subdivision"/>
    <CONSTRAINT DESCRIPTION="Symbolic subdivision of a parent annotation. Annotations refering to the same parent are ordered" STEREOTYPE="Symbolic_Subdivision"/>
    <CONSTRAINT DESCRIPTION="1-1 association with a parent annotation" STEREOTYPE="Symbolic_Association"/>
    <CONSTRAINT DESCRIPTION="Time alignable annotations within the parent annotation's time interval, gaps are allowed" STEREOTYPE="Included_In"/>
</ANNOTATION_DOCUMENT>
"""  # noqa: E501
_STAND_IN_DATE = "1970-01-01T00:00:00+00:00"


def document_of(dossier: Dossier) -> bytes:
    """Returns the document of the dossier's one transcript."""
    transcript = dossier.transcripts[0]
    kept = fact(transcript, "document")
    skeleton = kept if kept is not None and "<ANNOTATION_DOCUMENT" in kept else _new(dossier)
    pages = Pages(transcript, skeleton)
    if kept is None and transcript.language:
        pages.language = iso_639_3(transcript.language)
    content = skeleton.encode()
    _take_order(pages.order, transcript, content)
    names = signs.voices(transcript)
    _rename(pages, transcript, names)
    place = 0.0
    for turn in transcript.turns:
        if 1 < len(turn.speakers):
            for speaker in turn.speakers:  # that they are several is read from each having a tier
                pages.tier_of(names.get(speaker, speaker))
        place = float(turn.start) if turn.start is not None else place
        _put(turn, pages, signs.label(turn, names), place)
    written = _printed(pages, content, _spaces(transcript))
    return written.replace(b"\n", b"\r\n") if fact(transcript, "newlines") == "CRLF" else written


def _take_order(order: Order, transcript: Transcript, content: bytes) -> None:
    plain = fact(transcript, "time order")
    if plain is not None and all(time.isdecimal() for time in plain.split()):
        order.take([(f"ts{number}", int(time)) for number, time in enumerate(plain.split(), 1)])
        return
    start, end = insides(content, elan.ELEMENTS).first(b"TIME_ORDER")
    if content[start:end].strip():
        order.take(elan.listed(content[start:end]))


def _rename(pages: Pages, transcript: Transcript, names: dict[str, str]) -> None:
    """A tier whose turns are all of one voice keeps them when that voice has got another label."""
    said: dict[str, set[str]] = {}
    for turn in transcript.turns:
        if turn.extra[:1] and turn.extra[0][0] == "tier":
            said.setdefault(turn.extra[0][1], set()).add(signs.label(turn, names))
    for tier, labels in said.items():
        number = pages.names.get(tier)
        if number is not None and len(labels) == 1 and (label := next(iter(labels))) and label != pages.labels[number]:
            pages.renamed[number] = pages.labels[number] = label


def _put(turn: Turn, pages: Pages, label: str, place: float) -> None:
    """Puts a turn and what hangs on it on their tiers."""
    own = pages.owns.get(turn.id)
    tier = pages.names.get(turn.extra[0][1]) if turn.extra and turn.extra[0][0] == "tier" else None
    if tier is None or pages.labels[tier] != (label or NOBODYS):
        tier = pages.tier_of(label)
    again = own is not None and own[0] in pages.seen
    identity = pages.identity(own[0] if own is not None else None)
    others = _others(own[3]) if own is not None else {}
    text = signs.with_signs(turn)
    if own is not None and own[2] is None and turn.start is None:
        pages.tiers[tier].append(Written(identity, own[1], None, others, text))
    else:
        first = pages.order.slot(own[1] if own is not None else None, turn.start, place)
        second = pages.order.slot(own[2] if own is not None else None, turn.end, first.place)
        pages.tiers[tier].append(Written(identity, first, second, others, text))
    if not again:
        _put_hanging(turn, pages, tier)


def _put_hanging(turn: Turn, pages: Pages, tier: int) -> None:
    words = iter(turn.words)
    for name, value, record in hanging(turn, 2):
        printed = value
        times: tuple[int | None, int | None] = (None, None)
        if value is None:
            word = next(words, None)
            if word is None or not record:
                continue
            printed, *record = record
            text = turn.text[word.first : word.last]
            printed = printed if printed is not None and str(printed).strip() == text else text
            times = word.start, word.end
        number = pages.names.get(name)
        if number is None or len(record) < 3:
            continue
        identity = pages.identity(str(record[0]))
        others = record[3] if record[3:] and isinstance(record[3], dict) else {}
        others = {str(key): str(held) for key, held in others.items()}
        if record[2] is None:
            pages.tiers[number].append(Written(identity, str(record[1]), None, others, str(printed)))
            continue
        first, second = (
            pages.order.slot(str(slot), time, float(turn.start or 0))
            for slot, time in zip(record[1:3], times, strict=True)
        )
        pages.tiers[number].append(Written(identity, first, second, others, str(printed)))
    if turn.start is None or turn.end is None:
        return
    for word in words:
        value = turn.text[word.first : word.last]
        if word.start is not None and word.end is not None and value.strip():
            # A word must lie within its turn, or the reader could not tell whose it is.
            start = min(max(word.start, turn.start), turn.end)
            end = min(max(word.end, start), turn.end)
            first, second = pages.order.slot(None, start, 0), pages.order.slot(None, end, 0)
            pages.tiers[pages.words_of(tier)].append(Written(pages.identity(), first, second, {}, value))


def _others(printed: str) -> dict[str, str]:
    try:
        return msgspec.json.decode(printed, type=dict[str, str]) if printed else {}
    except msgspec.DecodeError:
        return {}


def _spaces(transcript: Transcript) -> dict[str, list[str]]:
    kept = fact(transcript, "layout")
    try:
        found = msgspec.json.decode(kept, type=dict[str, list[str]]) if kept else {}
    except msgspec.DecodeError:
        found = {}
    sound = {
        kind: spaces for kind, spaces in found.items()
        if len(spaces) == len(_PRINTED.get(kind, ())) and not "".join(spaces).replace("/>", "").strip()
    }  # fmt: skip
    return {**_PRINTED, **sound}


def _printed(pages: Pages, content: bytes, spaces: dict[str, list[str]]) -> bytes:
    slots = pages.order.settled()
    content = _with_opened(content, pages.opened)
    parts = insides(content, elan.ELEMENTS)
    pieces: list[str] = []
    place = tier = 0
    for (start, end), (_, close), name in zip(parts.openings, parts.spans, parts.names, strict=True):
        pieces.append(content[place:start].decode())
        opening = content[start:end].decode()
        place = close
        if name == b"TIME_ORDER":
            kept = content[end:close].decode()
            inside = kept if kept.strip() and not pages.order.added else _order(slots, spaces["slots"])
        else:
            opening = _relabelled(opening, pages.renamed.get(tier))
            inside = _annotations(pages.tiers[tier], spaces)
            tier += 1
        if inside and opening.endswith("/>"):
            opening, inside = opening[:-2].rstrip() + ">", f"{inside}</{name.decode()}>"
        pieces += (opening, inside)
    pieces.append(content[place:].decode())
    if pages.fresh:
        pieces[0] = _LAST_USED.sub(rf"\g<1>{pages.last + pages.fresh}", pieces[0])
    return "".join(pieces).encode()


def _with_opened(content: bytes, opened: list[str]) -> bytes:
    """Returns the document with new tiers after the last it has."""
    if not opened:
        return content
    parts = insides(content, elan.ELEMENTS)
    if not parts.spans:
        return content.replace(b"</HEADER>", b"</HEADER><TIME_ORDER/>" + "".join(opened).encode(), 1)
    place = parts.spans[-1][1]
    if content[place : place + 2] == b"</":
        place = content.index(b">", place) + 1
    return content[:place] + "".join(opened).encode() + content[place:]


def _relabelled(opening: str, label: str | None) -> str:
    if label is None:
        return opening
    opening = _PARTICIPANT.sub("", opening)
    return opening.replace("<TIER", f"<TIER PARTICIPANT={markup.quoted(label)}", 1)


def _order(slots: list[Slot], spaces: list[str]) -> str:
    if not slots:
        return ""
    before, closing, last = spaces
    lines = [
        f'{before}<TIME_SLOT TIME_SLOT_ID="{markup.escaped(slot.name)}"'
        + (f' TIME_VALUE="{slot.time}"{closing}' if slot.time is not None else "/>")
        for slot in slots
    ]
    return "".join(lines) + last


def _annotations(written: list[Written], spaces: dict[str, list[str]]) -> str:
    if not written:
        return ""
    pieces: list[str] = []
    escaped = markup.escaped
    last = ""
    for identity, first, second, others, value in written:
        aligned = isinstance(first, Slot) and second is not None
        a, b, c, d, e, f, g, h, last = spaces["aligned" if aligned else "referring"]
        kind = "ALIGNABLE" if aligned else "REF"
        if isinstance(first, Slot) and second is not None:
            refs = f'{d}TIME_SLOT_REF1="{escaped(first.name)}"{e}TIME_SLOT_REF2="{escaped(second.name)}"'
        else:
            refs = f"{d}ANNOTATION_REF={markup.quoted(str(first))}"
        more = "".join(f" {name}={markup.quoted(held)}" for name, held in others.items()) if others else ""
        pieces.append(
            f"{a}<ANNOTATION>{b}<{kind}_ANNOTATION{c}ANNOTATION_ID={markup.quoted(identity)}{refs}{more}>"
            f"{f}<ANNOTATION_VALUE>{escaped(value)}</ANNOTATION_VALUE>{g}</{kind}_ANNOTATION>{h}</ANNOTATION>"
        )
    return "".join(pieces) + last


def _new(dossier: Dossier) -> str:
    """Returns a document of ELAN without tiers, for a transcript from elsewhere."""
    transcript = dossier.transcripts[0]
    capture = next((source.capture.time for source in dossier.sources if source.capture and source.capture.time), None)
    language = ""
    if transcript.language:
        code = markup.quoted(iso_639_3(transcript.language))
        language = f"    <LANGUAGE LANG_ID={code} LANG_LABEL={code}/>\n"
    return _NEW.format(
        author=markup.quoted(transcript.made_by or ""), date=markup.quoted(capture or _STAND_IN_DATE), language=language
    )
