"""TEI, transcriptions of speech (ISO 24624:2016): utterances in several dialects, and drama in a light form.

An utterance (`u`, alone or in an `annotationBlock`) is a turn; so is a speech (`sp`), and an event that stands between
utterances. Annotations (`spanGrp`), notes and headings stand in the extra of their turn. Sources: TEI P5, chapter 8;
ISO 24624:2016.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar
from xml.etree.ElementTree import Element

import msgspec

from ...errors import MalformedText
from ...model import Conversation, Dossier, Held, Reading, Transcript, Turn
from .. import content as signatures
from .. import markup
from ..casting import Casting
from ..markup import local
from ..readings import Faults, reading, telling
from . import tei_writing
from .tei_talk import Talk
from .tei_times import XML_ID, Timeline
from .tiers import language_of

READER = "tei 1"
MEDIA_TYPE = "application/tei+xml"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

T = TypeVar("T")

_EVENTS = ("incident", "vocal", "kinesic", "pause", "event", "gap")
_AROUND = ("head", "stage", "p", "note", "ab", "opener", "closer", "trailer", "writing", "shift", "argument")


def detects(head: bytes, name: str) -> float:
    if head[:1] not in (b"<", b"\xef", b"\xff", b"\xfe", b"\x00", b" ", b"\n", b"\r"):
        return 0.0
    start = signatures.as_text(head)[:8192]
    if not any(sign in start for sign in ("<TEI ", "<TEI>", "<TEI.2", "<teiCorpus", "<TEI\n", "<tei:TEI")):
        return 0.0
    return 0.99 if "teiHeader" in start or "tei-c.org/ns" in start else 0.7


def read(content: bytes, *, name: str) -> Reading:
    """Returns the turns of every text in a TEI document: texts of one header are tellings of one conversation."""
    document = markup.parse(content, name=name)
    root = document.root
    if local(root.tag) not in ("TEI", "TEI.2", "teiCorpus"):
        raise MalformedText(name, 1, f"a TEI document begins with TEI, this with {local(root.tag)[:80]}")
    transcripts: list[Transcript] = []
    conversations: list[Conversation] = []
    outside: list[str] = []
    place = -1
    for whole in [root, *_found(root, "TEI", "TEI.2")] if local(root.tag) == "teiCorpus" else [root]:
        header = next((child for child in whole if _tag(child) == "teiHeader"), None)
        about = _About(header, whole)
        place = document.text.find("<teiHeader", place + 1)
        end = document.text.find("</teiHeader>", place)
        if header is not None and 0 <= place < end:
            about.printed = document.text[place : end + len("</teiHeader>")]
        told = [
            _transcript(text, about, f"t{len(transcripts) + number}", f"c{len(conversations) + 1}")
            for number, text in enumerate(_texts(whole), 1)
        ]
        with_turns = [transcript for transcript in told if transcript.turns]
        outside += [doubt.what for transcript in told if not transcript.turns for doubt in transcript.doubts]
        if with_turns:
            conversations.append(
                Conversation(id=f"c{len(conversations) + 1}", title=about.title, held=about.held, place=about.place)
            )
            transcripts += with_turns
    return reading(
        transcripts, format="tei", media_type=MEDIA_TYPE, reader=READER, charset=document.charset,
        title=conversations[0].title or None if conversations else None, conversations=conversations,
        doubts=(*document.doubts, *outside),
    )  # fmt: skip


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the transcript in the one profile that is written (`tei_writing`)."""
    return tei_writing.document_of(dossiers[0])


class _About:
    """What a header says, and the times of its document."""

    def __init__(self, header: Element | None, whole: Element) -> None:
        self.times = Timeline(whole)
        self.labels: dict[str, str] = {}
        self.roles: dict[str, str] = {}
        self._taken: set[str] = set()
        self.title = self.made_by = ""
        self.held = Held()
        self.place: str | None = None
        self.media: list[str] = []
        self.language: str | None = None
        self.printed = ""
        """The header as printed: what the model has no field for stays in it."""
        if header is None:
            return
        self.title = next((_words(title) for title in _found(header, "title") if _words(title)), "")
        for responsible in _found(header, "respStmt"):
            names = [_words(child) for child in responsible if _tag(child) in ("name", "persName", "orgName")]
            self.made_by = self.made_by or ", ".join(name for name in names if name)
        self.media = [media.get("url", "") for media in _found(header, "media") if media.get("url")]
        for setting in _found(header, "setting"):
            for child in setting.iter():
                if _tag(child) == "date" and child.get("when") and not self.held.date:
                    self.held = Held(date=child.get("when"), certainty="stated", why="stated in the header")
                elif _tag(child) in ("placeName", "name", "settlement") and not self.place:
                    self.place = _words(child) or None
        used = [language.get("ident") for language in _found(header, "language")]
        self.language = used[0] if len(used) == 1 else None
        for person in _found(header, "person", "personGrp", "participant", "castItem"):
            self._person(person)

    def _person(self, person: Element) -> None:
        id = person.get(XML_ID) or person.get("id") or ""
        parts = {tag: child for child in person.iter() if (tag := _tag(child))}
        named = next((_words(parts[tag]) for tag in ("persName", "name", "role", "abbr", "idno") if tag in parts), "")
        label = named or person.get("n", "") or id
        if id and label:
            self.labels[id] = f"{label} ({id})" if label in self._taken else label
            self._taken.add(label)
            role = (
                _words(parts["occupation"]) if "occupation" in parts else (person.get("role") or "").replace("_", " ")
            )
            if role:
                self.roles[id] = role


def _texts(whole: Element) -> Iterator[Element]:
    """Yields the texts of a document, those of a group apart; not those of a document within a corpus."""
    stack = [child for child in whole if _tag(child) in ("text", "standOff")][::-1]
    while stack:
        text = stack.pop()
        inner = [one for group in text if _tag(group) == "group" for one in group if _tag(one) in ("text", "group")]
        if inner:
            stack += inner[::-1]
        else:
            yield text


def _transcript(text: Element, about: _About, id: str, conversation: str) -> Transcript:
    faults, casting = Faults(), Casting()
    turns: list[Turn] = []
    around: list[tuple[str, str]] = []
    language = language_of(text.get(XML_LANG) or about.language)
    stack: list[tuple[Element, Element | None]] = [(text, None)]
    while stack:
        element, block = stack.pop()
        tag = _tag(element)
        if tag in ("u", "sp") or (tag in _EVENTS and block is None):
            turn = _turn(element, block, about, casting, language, len(turns) + 1, faults)
            if turn is not None:
                turns.append(msgspec.structs.replace(turn, extra=(*around, *turn.extra)) if around else turn)
                around = []
        elif tag in _AROUND or ((element.text or "").strip() and next(_found(element, "u", "sp"), None) is None):
            if words := _words(element):
                around.append((tag, words))
        elif tag not in ("timeline", "listApp", "spanGrp", "standOff") or tag == "text":
            inside = element if tag == "annotationBlock" else block
            stack += [(child, inside) for child in reversed(element) if isinstance(child.tag, str)]
    extra = [*(("after " + key, value) for key, value in around), *(("media", medium) for medium in about.media)]
    extra += [("header", about.printed)] if about.printed else []
    return telling(
        turns, casting.speakers, format="tei", reader=READER, local=id, conversation=conversation, language=language,
        title=about.title or None, made_by=about.made_by or None, doubts=faults.doubts, extra=tuple(extra),
    )  # fmt: skip


def _turn(
    element: Element, block: Element | None, about: _About, casting: Casting, language: str | None, number: int,
    faults: Faults,
) -> Turn | None:  # fmt: skip
    tag = _tag(element)
    talk = Talk(about.times.at)
    if tag in _EVENTS:
        holder = Element("u")
        holder.append(element)
        talk.tell(holder)
    else:
        talk.tell(element)
    text, marks = talk.told()
    both = [one for one in (element, block) if one is not None]
    start, end = (_first(about.times.at(one.get(key)) for one in both) for key in ("start", "end"))
    # A block says its times itself; anchors in it are those of its words.
    first, last = talk.span if block is None else (None, None)
    start, end = first if start is None else start, last if end is None else end
    if start is not None and end is not None and end < start:
        faults.add(f"it ends at {end} ms, before it starts at {start}", turn=number)
        end = None
    who = next((one.get("who", "") for one in both if one.get("who")), "").split()
    labels = [about.labels.get(name.lstrip("#"), name.rpartition("#")[2]) for name in who]
    printed = [_words(child).rstrip(".:") for child in element if _tag(child) == "speaker"] if tag == "sp" else []
    if not labels or (printed and not any(name.lstrip("#") in about.labels for name in who)):
        labels = printed or labels
    speakers = casting.voices(labels)
    for name, label in zip(who, labels, strict=False):
        casting.voice(label, role=about.roles.get(name.lstrip("#")))
    id = next((found for one in reversed(both) if (found := one.get(XML_ID) or one.get("id"))), "")
    extra = [("id", id)] if id and id != f"u{number}" else []
    extra += talk.extra
    said = _first(one.get(XML_LANG) for one in both)
    spoken = language_of(said) if said else None
    turn = Turn(
        id=str(number), number=number, speakers=speakers, text=text, start=start, end=end, marks=marks, words=talk.words,
        language=None if spoken == language else spoken,
    )  # fmt: skip
    for group in block if block is not None else ():
        if _tag(group) == "spanGrp":
            value = " ".join(words for span in group if _tag(span) == "span" and (words := _words(span)))
            if group.get("type") == tei_writing.EXACT:
                turn = tei_writing.as_it_was(turn, "".join(group.itertext()).strip(), faults)
            elif value:
                extra.append((group.get("type", "span"), value))
    if not (turn.text or turn.marks or extra[1:]):
        return None if not turn.speakers and turn.start is None else msgspec.structs.replace(turn, extra=tuple(extra))
    return msgspec.structs.replace(turn, extra=tuple(extra))


def _first(values: Iterator[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _tag(element: Element) -> str:
    return local(element.tag) if isinstance(element.tag, str) else ""


def _found(root: Element, *tags: str) -> Iterator[Element]:
    return (element for element in root.iter() if _tag(element) in tags and element is not root)


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
