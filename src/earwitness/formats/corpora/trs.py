"""Transcriber (TRS): sections, turns of one or several speakers, and places in time (`Sync`) that cut them.

What stands between two places in time, or after the sign of who speaks (`Who`), is a turn; its `raw` is that stretch,
marks and all, and what stands before it in the document is kept as `before`, so that the document is written as it was.
Events are marks, the rest of what they say stands in the turn's extra. Source: the DTD of Transcriber, trans-14.dtd.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ...errors import MalformedText
from ...model import Conversation, Dossier, Reading, Transcript, Turn
from .. import content as signatures
from .. import markup
from ..casting import Casting
from ..readings import Faults, reading, telling
from . import trs_writing
from .tiers import language_of
from .trs_events import PART, Talk, attributes

READER = "trs 1"
MEDIA_TYPE = "application/x-transcriber+xml"

_SECONDS = re.compile(r"\s*(\d{1,9}(?:\.\d{0,12})?)\s*")
_SETTINGS = ("mode", "fidelity", "channel")


def detects(head: bytes, name: str) -> float:
    if head[:1] not in (b"<", b"\xef", b"\xff", b"\xfe", b"\x00", b" ", b"\n", b"\r"):
        return 0.0
    start = signatures.as_text(head)[:4096]
    return 1.0 if re.search(r"<Trans[\s>]", start) and ("<!DOCTYPE Trans" in start or "<Episode" in start) else (
        0.7 if re.search(r"<Trans\s[^>]*\b(?:scribe|audio_filename|elapsed_time)=", start) else 0.0
    )  # fmt: skip


def read(content: bytes, *, name: str) -> Reading:
    """Returns the turns of a document of Transcriber in its order. Raises MalformedText where it is no such document."""
    markup.sound(content, name=name)
    document = markup.flat(content, name=name)
    walk = _Walk(document.content.decode(), name)
    transcript = walk.transcript()
    conversation = Conversation(id="c1", title=walk.title)
    return reading(
        [transcript], format="trs", media_type=MEDIA_TYPE, reader=READER, title=walk.title or None,
        charset=document.charset, conversations=[conversation], doubts=document.doubts,
    )  # fmt: skip


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the document: as it was with what changed put in its place, or a new one where turns came, went or moved."""
    (transcript,) = dossiers[0].transcripts
    patched = trs_writing.patched(transcript)
    if patched is not None:
        try:
            back = read(patched, name="trs").transcripts
        except MalformedText:
            back = ()
        if back and trs_writing.facts(back[0]) == trs_writing.facts(transcript):
            return patched
    return trs_writing.composed(dossiers[0])


class Stretch(NamedTuple):
    """What stands between two places in time, before it is known when it ends."""

    speakers: tuple[str, ...]
    time: str
    place: int
    talk: Talk
    extra: tuple[tuple[str, str], ...]


class _Walk:
    """A document walked through once."""

    def __init__(self, text: str, name: str) -> None:
        self._text, self._name = text, name
        self._faults, self._casting = Faults(), Casting()
        self._turns: list[Turn] = []
        self._waiting: list[tuple[Stretch, int]] = []
        """Stretches of the latest place in time: the next one says when they end."""
        self._labels: dict[str, str] = {}
        self._taken: dict[str, str] = {}
        self._topics: dict[str, str] = {}
        self._end = 0
        self.title = ""

    def transcript(self) -> Transcript:
        root: dict[str, str] = {}
        section: tuple[tuple[str, str], ...] = ()
        turn: dict[str, str] = {}
        stretch: Stretch | None = None
        for match in PART.finditer(self._text):
            tag, closes = match["tag"], match["close"] == "/"
            if tag is None:
                words = match["data"] if match["data"] is not None else match["text"]
                if stretch is not None and words:
                    stretch.talk.text(words if match["text"] is None else markup.resolved(words))
                continue
            if not root and tag != "Trans":
                raise MalformedText(self._name, 1, f"a document of Transcriber begins with Trans, this with {tag[:80]}")
            said = {} if closes else attributes(match["attributes"])
            if tag == "Trans":
                root = root or said or {"": ""}
            elif tag == "Speaker":
                self._speaker(said)
            elif tag == "Topic":
                self._topics[said.get("id", "")] = said.get("desc", "")
            elif tag == "Episode" and not closes:
                self.title = self.title or said.get("program", "").strip()
            elif tag == "Section" and not closes:
                topic = self._topics.get(said.get("topic", ""), "")
                pairs = (("section", said.get("type", "")), ("topic", topic))
                section = tuple((key, value) for key, value in pairs if value)
            elif tag == "Turn":
                self._closed(stretch, match.start())
                stretch = None
                self._ended(turn.get("endTime", ""))
                if not closes:
                    turn = said
                    own = (*section, *((key, said[key]) for key in _SETTINGS if said.get(key)))
                    stretch = Stretch(self._voices(said), said.get("startTime", ""), match.end(), Talk(), own)
            elif tag in ("Sync", "Who") and not closes and stretch is not None:
                before = stretch
                self._closed(stretch, match.start())
                if tag == "Sync":
                    self._ended(said.get("time", ""))
                    stretch = before._replace(
                        speakers=self._voices(turn), time=said.get("time", ""), place=match.end(), talk=Talk()
                    )
                else:
                    stretch = before._replace(speakers=self._who(turn, said), place=match.end(), talk=Talk())
            elif stretch is not None and not closes:
                stretch.talk.event(tag, said)
        self._ended("")
        if not root:
            raise MalformedText(self._name, 1, "no document of Transcriber: it has no element Trans")
        return self._told(root)

    def _told(self, root: dict[str, str]) -> Transcript:
        turns = self._turns
        extra = [("footer", self._text[self._end :])]
        if root.get("audio_filename"):
            extra.append(("media", root["audio_filename"]))
        return telling(
            turns, self._casting.speakers, format="trs", reader=READER,
            language=language_of(root.get("xml:lang")), title=self.title or None,
            made_by=root.get("scribe", "").strip() or None, doubts=self._faults.doubts, extra=tuple(extra),
        )  # fmt: skip

    def _speaker(self, said: dict[str, str]) -> None:
        id = said.get("id", "").strip()
        label = " ".join(said.get("name", "").split()) or id
        if id:
            self._labels[id] = f"{label} ({id})" if self._taken.setdefault(label, id) != id else label

    def _voices(self, turn: dict[str, str]) -> tuple[str, ...]:
        return tuple(turn.get("speaker", "").split())

    def _who(self, turn: dict[str, str], said: dict[str, str]) -> tuple[str, ...]:
        speakers = self._voices(turn)
        number = said.get("nb", "")
        if number.isdecimal() and len(number) < 6 and 0 < int(number) <= len(speakers):
            return (speakers[int(number) - 1],)
        self._faults.add(f"Who speaks as number {number[:20]} of a turn of {len(speakers)}")
        return ()

    def _closed(self, stretch: Stretch | None, end: int) -> None:
        if stretch is not None and stretch.talk.says:
            self._waiting.append((stretch, end))

    def _ended(self, time: str) -> None:
        """Makes turns of the stretches that wait, which end at this time."""
        for stretch, place in self._waiting:
            self._turn(stretch, time, place)
        self._waiting = []

    def _turn(self, stretch: Stretch, time: str, place: int) -> None:
        number = len(self._turns) + 1
        start, end = self._ms(stretch.time, number), self._ms(time, number)
        if start is not None and end is not None and end < start:
            self._faults.add(f"it ends at {end} ms, before it starts at {start}", turn=number)
            end = None
        whole = self._text[stretch.place : place]
        raw = whole.strip()
        first = stretch.place + len(whole) - len(whole.lstrip())
        before = self._text[self._end : first]
        self._end = first + len(raw)
        text, marks, more = stretch.talk.told()
        labels = [self._labels.get(id, id) for id in stretch.speakers]
        self._turns.append(
            Turn(
                id=str(number), number=number, speakers=self._casting.voices(labels), text=text, raw=raw, start=start,
                end=end, printed=stretch.time or None, marks=marks, extra=(("before", before), *stretch.extra, *more),
            )
        )  # fmt: skip

    def _ms(self, seconds: str, turn: int) -> int | None:
        if not seconds.strip():
            return None
        match = _SECONDS.fullmatch(seconds)
        if match is None:
            self._faults.add(f"no time in seconds: {seconds[:40]}", turn=turn)
            return None
        return round(float(match[1]) * 1000)
