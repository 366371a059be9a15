"""The profile of TEI that is written: ISO 24624, an `annotationBlock` for each turn, marks as elements one to one.

Times stand in one timeline, in seconds from its origin; a word with times stands in `w` between two anchors. What the
elements cannot say (marks that cross, spaces that count) is told in a `spanGrp` of the type `exact`, as JSON.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import ParseError, fromstring

import msgspec
from msgspec import UNSET, Struct, UnsetType

from ...model import Dossier, Mark, Transcript, Turn, Word
from ..markup import escaped, quoted
from ..readings import Faults
from ..signs import voices
from .tei_talk import Talk

EXACT = "exact"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">'

_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_TYPE = re.compile(r"[^\s\"<>&]+")
_SECONDS = re.compile(r"\d+(?:\.\d+)?")


class Exact(Struct, omit_defaults=True):
    """What the elements could not say of a turn, as it was."""

    text: str | UnsetType = UNSET
    marks: tuple[Mark, ...] | UnsetType = UNSET
    words: tuple[Word, ...] | UnsetType = UNSET


_DECODER = msgspec.json.Decoder(Exact)


def as_it_was(turn: Turn, told: str, faults: Faults) -> Turn:
    """Returns the turn with what its `exact` annotation says of it."""
    try:
        exact = _DECODER.decode(told)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        faults.add(f"the annotation “{EXACT}” is not as Earwitness writes it", turn=turn.number)
        return turn
    changes = {key: value for key in exact.__struct_fields__ if (value := getattr(exact, key)) is not UNSET}
    changed = msgspec.structs.replace(turn, **changes)
    spans = [(mark.start, mark.end) for mark in changed.marks] + [(word.first, word.last) for word in changed.words]
    if not all(0 <= first <= last <= len(changed.text) for first, last in spans):
        faults.add(f"the annotation “{EXACT}” does not fit its utterance", turn=turn.number)
        return turn
    return changed


def document_of(dossier: Dossier) -> bytes:
    """Returns the document of a dossier's transcript."""
    transcript = dossier.transcripts[0]
    times = _times(transcript)
    lines = [HEAD, *_header(dossier, transcript)]
    language = f" xml:lang={quoted(transcript.language)}" if transcript.language else ""
    lines.append(f"<text{language}>")
    if times:
        lines.append('<timeline unit="s" origin="#T0">\n<when xml:id="T0"/>')
        lines += [f'<when xml:id="{name}" interval="{_seconds(time)}" since="#T0"/>' for time, name in times.items()]
        lines.append("</timeline>")
    lines.append("<body>")
    ids: set[str] = {"T0", *times.values(), *(speaker.id for speaker in transcript.speakers)}
    for turn in transcript.turns:
        lines += _block(turn, transcript, times, ids)
    lines.append("</body>\n</text>\n</TEI>" if transcript.turns else "<p/></body>\n</text>\n</TEI>")
    return ("\n".join(lines) + "\n").encode()


def _header(dossier: Dossier, transcript: Transcript) -> list[str]:
    conversation, names = dossier.conversation, voices(transcript)
    title = conversation.title or transcript.title or "Untitled conversation"
    maker = escaped(transcript.made_by or "")
    made_by = f"<respStmt><resp>transcribed by</resp><name>{maker}</name></respStmt>" if maker else ""
    media = [value for key, value in transcript.extra if key == "media"]
    recordings = "".join(f'<media mimeType="audio/*" url={quoted(url)}/>' for url in media)
    lines = [
        "<teiHeader>", "<fileDesc>",
        f"<titleStmt><title>{escaped(title)}</title>{made_by}</titleStmt>",
        "<publicationStmt><p>Written by Earwitness; where it comes from is said in the archive.</p></publicationStmt>",
        f"<sourceDesc><recordingStmt><recording>{recordings}</recording></recordingStmt></sourceDesc>"
        if media else "<sourceDesc><p>Speech</p></sourceDesc>",
        "</fileDesc>", "<profileDesc>",
    ]  # fmt: skip
    if transcript.speakers:
        lines.append("<particDesc><listPerson>")
        for speaker in transcript.speakers:
            role = f"<occupation>{escaped(speaker.role)}</occupation>" if speaker.role else ""
            name = escaped(names[speaker.id])
            lines.append(f"<person xml:id={quoted(speaker.id)}><persName>{name}</persName>{role}</person>")
        lines.append("</listPerson></particDesc>")
    held, place = conversation.held.date, conversation.place
    if held or place:
        where = f"<placeName>{escaped(place)}</placeName>" if place else ""
        when = f"<date when={quoted(held)}/>" if held else ""
        lines.append(f"<settingDesc><setting>{where}{when}</setting></settingDesc>")
    if transcript.language:
        tag = quoted(transcript.language)
        lines.append(f"<langUsage><language ident={tag}>{escaped(transcript.language)}</language></langUsage>")
    return [*lines, "</profileDesc>", "</teiHeader>"]


def _times(transcript: Transcript) -> dict[int, str]:
    """Returns every place in time with its name, in order."""
    found: set[int] = set()
    for turn in transcript.turns:
        found.update(time for time in (turn.start, turn.end) if time is not None)
        found.update(time for word in turn.words for time in (word.start, word.end) if time is not None)
    return {time: f"T{number}" for number, time in enumerate(sorted(found), 1)}


def _seconds(time: int) -> str:
    whole, rest = divmod(time, 1000)
    return f"{whole}.{rest:03}".rstrip("0").rstrip(".")


def _block(turn: Turn, transcript: Transcript, times: dict[int, str], ids: set[str]) -> list[str]:
    own = turn.extra if transcript.format == "tei" else ()
    id = next((value for key, value in own if key == "id" and _NAME.fullmatch(value)), f"u{turn.number}")
    id = id if id not in ids else f"u{turn.number}"
    ids.add(id)
    head = f"<annotationBlock xml:id={quoted(id)}"
    if turn.speakers:
        head += f" who={quoted(' '.join('#' + voice for voice in turn.speakers))}"
    for key, time in (("start", turn.start), ("end", turn.end)):
        head += f' {key}="#{times[time]}"' if time is not None else ""
    if turn.language and turn.language != transcript.language:
        head += f" xml:lang={quoted(turn.language)}"
    utterance = f"<u>{_words(turn, times)}</u>"
    lines = [head + ">", utterance]
    lines += [
        f"<spanGrp type={quoted(key)}><span>{escaped(value)}</span></spanGrp>"
        for key, value in own
        if key != "id" and _TYPE.fullmatch(key)
    ]
    found = _back(utterance, {name: time for time, name in times.items()} if turn.words else {})
    wanted = (turn.text, turn.marks, turn.words)
    if found != wanted:
        names = ("text", "marks", "words")
        exact = {name: value for name, value, back in zip(names, wanted, found, strict=True) if value != back}
        told = escaped(msgspec.json.encode(exact).decode())
        lines.append(f'<spanGrp type="{EXACT}"><span>{told}</span></spanGrp>')
    return [*lines, "</annotationBlock>"]


def _back(utterance: str, places: dict[str, int]) -> tuple[str, tuple[Mark, ...], tuple[Word, ...]]:
    """Returns what a reader will find in an utterance."""
    talk = Talk(lambda name: places.get((name or "").lstrip("#")))
    try:
        talk.tell(fromstring(utterance))
    except ParseError:
        return "", (), ()
    return *talk.told(), talk.words


def _words(turn: Turn, times: dict[int, str]) -> str:
    """Returns the words of a turn with the elements of its marks and words; what would cross another is left out."""
    spans: list[tuple[int, int, str, str]] = []
    points: list[tuple[int, str]] = []
    for mark in turn.marks:
        if mark.start == mark.end:
            points.append((mark.start, _empty(mark)))
        else:
            spans.append((mark.start, mark.end, *_around(mark)))
    for word in turn.words:
        before = f'<anchor synch="#{times[word.start]}"/>' if word.start is not None else ""
        after = f'<anchor synch="#{times[word.end]}"/>' if word.end is not None else ""
        sure = f' cert="{word.confidence:.6g}"' if word.confidence is not None else ""
        spans.append((word.first, word.last, f"{before}<w{sure}>", f"</w>{after}"))
    places: list[tuple[int, int, int, str]] = []
    kept: list[tuple[int, int]] = []
    for nth, (first, last, opening, closing) in enumerate(sorted(spans, key=lambda span: (span[0], -span[1]))):
        while kept and kept[-1][1] <= first:
            kept.pop()
        if first < last and (not kept or last <= kept[-1][1]):
            kept.append((first, last))
            places += [(first, 2, nth, opening), (last, 0, -nth, closing)]
    places += [(place, 1, nth, element) for nth, (place, element) in enumerate(points)]
    parts: list[str] = []
    reached = 0
    for place, _, _, element in sorted(places):
        parts += [escaped(turn.text[reached:place]), element]
        reached = place
    return "".join([*parts, escaped(turn.text[reached:])])


def _empty(mark: Mark) -> str:
    """Returns the element of a mark without words of its own in the speech."""
    words = escaped(mark.words)
    if mark.type in ("vocal", "incident", "gap"):
        return f"<{mark.type}><desc>{words}</desc></{mark.type}>" if words else f"<{mark.type}/>"
    if mark.type == "pause":
        if _SECONDS.fullmatch(mark.words):
            return f'<pause dur="PT{mark.words}S"/>'
        return f"<pause n={quoted(mark.words)}/>" if words else "<pause/>"
    return f"<gloss>{words}</gloss>" if mark.type == "gloss" else "".join(_around(mark))


def _around(mark: Mark) -> tuple[str, str]:
    """Returns the tags of a mark around words."""
    told = f" n={quoted(mark.words)}" if mark.words else ""
    tag = {"unclear": "unclear", "supplied": "supplied", "quote": "q"}.get(mark.type)
    return (f"<{tag}{told}>", f"</{tag}>") if tag else (f'<seg type="{mark.type}"{told}>', "</seg>")
