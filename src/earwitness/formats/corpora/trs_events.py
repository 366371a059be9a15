"""The events of Transcriber: noises, ways of speaking and words explained, as marks of a text, and back."""

from __future__ import annotations

import re
from typing import NamedTuple, cast

from ...model import Mark
from ...model.transcript import MARK_TYPES, MarkType
from .. import markup

VOCAL = frozenset((
    "r", "i", "e", "n", "pf", "bb", "bg", "tx", "rire", "rires", "sif", "toux", "souffle", "respiration", "inspiration",
    "expiration", "laugh", "laughs", "laughter", "cough", "coughs", "breath", "sigh", "sighs", "sneeze",
))  # fmt: skip
"""Noises of a mouth: Transcriber's own codes (`r` breath, `tx` cough) and words for them."""
LOST = "pi"
"""What Transcriber calls a stretch that nobody understood."""

PART = re.compile(
    r"<!--.*?-->|<!\[CDATA\[(?P<data>.*?)\]\]>|<\?.*?\?>"
    r"|<(?P<close>/?)(?P<tag>[\w:.-]+)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>|(?P<text>[^<]+)",
    re.DOTALL,
)
"""A part of a document that is proven well formed: a tag, a stretch of text, or what says nothing."""
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_SPACES = re.compile(r"\s+")
_TYPED = re.compile(rf"({'|'.join(MARK_TYPES)})(?:: (.*))?", re.DOTALL)
_KINDS: dict[MarkType, str] = {
    "gap": "pronounce", "unclear": "pronounce", "supplied": "lexical", "gloss": "lexical", "vocal": "noise",
    "incident": "noise", "pause": "noise", "masked": "lexical", "quote": "lexical",
}  # fmt: skip


class _Open(NamedTuple):
    key: tuple[str, str]
    place: int
    type: MarkType
    words: str


class Talk:
    """The text of a stretch while its parts are told one after the other."""

    def __init__(self) -> None:
        self._text = ""
        self._marks: list[Mark] = []
        self._open: list[_Open] = []
        self._extra: list[tuple[str, str]] = []
        self._next: list[_Open] = []

    @property
    def says(self) -> bool:
        return bool(self._text or self._marks or self._open or self._next) or any(
            key != "background" for key, _ in self._extra
        )

    def text(self, text: str) -> None:
        text = _SPACES.sub(" ", text)
        if text[:1] == " " and self._text[-1:] in ("", " "):
            text = text[1:]
        if text and self._next:
            last = len(self._text) + len(text.partition(" ")[0])
            self._marks += [
                Mark(type=one.type, start=one.place, end=last, words=one.words)
                for one in self._next
                if one.place < last
            ]
            self._next = []
        self._text += text

    def event(self, tag: str, said: dict[str, str]) -> None:
        """Takes an element within the stretch: an event becomes a mark, the rest is kept."""
        desc = said.get("desc", "")
        if tag == "Event":
            type = event_type(said.get("type", "noise"), desc)
            if type is None:
                self._extra.append(("event", " ".join((said.get("type", ""), desc, said.get("extent", ""))).strip()))
            else:
                self._mark((said.get("type", "noise"), desc), said.get("extent", "instantaneous"), *type)
        elif tag == "Vocal":
            self._marks.append(Mark(type="vocal", start=len(self._text), end=len(self._text), words=desc))
        else:
            told = desc if tag == "Comment" else " ".join(f'{key}="{value}"' for key, value in said.items())
            self._extra.append((tag.lower(), told))

    def _mark(self, key: tuple[str, str], extent: str, type: MarkType, words: str) -> None:
        here = len(self._text)
        if extent == "begin":
            self._open.append(_Open(key, here, type, words))
        elif extent == "next":
            self._next.append(_Open(key, here, type, words))
        elif extent == "end":
            for nth in range(len(self._open) - 1, -1, -1):
                if self._open[nth].key == key:
                    self._marks.append(Mark(type=type, start=self._open.pop(nth).place, end=here, words=words))
                    return
            self._marks.append(Mark(type=type, start=here, end=here, words=words))
        elif extent == "previous":
            last = len(self._text.rstrip())
            first = self._text.rfind(" ", 0, last) + 1
            self._marks.append(Mark(type=type, start=first, end=last, words=words))
        else:
            self._marks.append(Mark(type=type, start=here, end=here, words=words))

    def told(self) -> tuple[str, tuple[Mark, ...], tuple[tuple[str, str], ...]]:
        """Returns the text, its marks in order, and what else was told. What began and did not end lasts to the end."""
        text = self._text.rstrip()
        last = len(text)
        marks = [
            *self._marks,
            *(Mark(type=one.type, start=one.place, end=last, words=one.words) for one in self._open),
            *(Mark(type=one.type, start=one.place, end=one.place, words=one.words) for one in self._next),
        ]
        within = [
            Mark(
                type=mark.type,
                start=min(mark.start, last),
                end=max(min(mark.start, last), min(mark.end, last)),
                words=mark.words,
            )
            for mark in marks
        ]
        within.sort(key=lambda mark: (mark.start, mark.end))
        return text, tuple(within), tuple(self._extra)


def talk_of(stretch: str) -> Talk:
    """Returns the talk of a stretch of a document, tags and all."""
    talk = Talk()
    for match in PART.finditer(stretch):
        if match["tag"] is not None:
            if not match["close"]:
                talk.event(match["tag"], attributes(match["attributes"]))
        elif (words := match["data"]) is not None:
            talk.text(words)
        elif match["text"] is not None:
            talk.text(markup.resolved(match["text"]))
    return talk


def attributes(text: str) -> dict[str, str]:
    """Returns the attributes of a tag."""
    return {key: markup.resolved(double or single) for key, double, single in _ATTRIBUTE.findall(text)}


def event_type(kind: str, desc: str) -> tuple[MarkType, str] | None:
    """Returns which mark an event is and its words, None where it is none (a language, a name of something)."""
    if kind not in ("noise", "pronounce", "lexical"):
        return None
    if (match := _TYPED.fullmatch(desc)) is not None:
        return cast(MarkType, match[1]), match[2] or ""
    if kind == "noise":
        return "vocal" if desc.strip().lower() in VOCAL else "incident", desc
    if kind == "pronounce" and desc == LOST:
        return "gap", ""
    return "gloss", desc


def with_events(text: str, marks: tuple[Mark, ...]) -> str:
    """Returns a text with its marks as events, to stand in a turn."""
    places: list[tuple[int, int, int, str]] = []
    for nth, mark in enumerate(marks):
        kind = _KINDS[mark.type]
        desc = LOST if mark.type == "gap" and not mark.words else mark.words
        if event_type(kind, desc) != (mark.type, mark.words):
            desc = f"{mark.type}: {mark.words}"
        event = f"<Event desc={markup.quoted(desc)} type={markup.quoted(kind)} extent="
        if mark.start < mark.end:
            # At one place what ends comes first, and what began last ends first.
            places.append((mark.start, 2, nth, f'{event}"begin"/>'))
            places.append((mark.end, 0, -nth, f'{event}"end"/>'))
        else:
            places.append((mark.start, 1, nth, f'{event}"instantaneous"/>'))
    parts: list[str] = []
    reached = 0
    for place, _, _, event in sorted(places):
        parts += [markup.escaped(text[reached:place]), event]
        reached = place
    return "".join([*parts, markup.escaped(text[reached:])])
