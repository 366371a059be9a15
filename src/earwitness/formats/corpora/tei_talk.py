"""The words of an utterance in TEI, whatever dialect: its text, its marks, its words with their times, and the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast
from xml.etree.ElementTree import Element

from ...model import Mark, Word
from ...model.transcript import MARK_TYPES, MarkType
from ..markup import local

_SPACES = re.compile(r"\s+")
_DURATION = re.compile(r"P?T?(\d+(?:\.\d+)?)S?")
_UNSAID = frozenset(("note", "writing", "shift", "media", "fs", "linkGrp", "join", "certainty", "desc", "index"))
"""Elements whose words nobody said."""
_EVENTS: dict[str, MarkType] = {
    "vocal": "vocal",
    "incident": "incident",
    "kinesic": "incident",
    "event": "incident",
    "stage": "incident",
}
_AROUND: dict[str, MarkType] = {
    "unclear": "unclear",
    "supplied": "supplied",
    "q": "quote",
    "quote": "quote",
    "said": "quote",
}
_LINES = frozenset(("seg", "p", "l", "ab", "lg", "s", "u", "div"))
"""Elements that stand apart from the one before, though no space does."""
_BETWEEN = _UNSAID | frozenset((*_EVENTS, "gap", "gloss", "pause", "anchor", "when", "speaker"))
"""Elements that no word is in."""
_OPENING = "([{¿¡„“«‘‚"

At = Callable[[str | None], int | None]
"""Returns the milliseconds of a place in time, by the name that a document gives it."""


class Talk:
    """An utterance while its elements are walked through."""

    def __init__(self, at: At) -> None:
        self._at = at
        self._parts: list[str] = []
        self._length = 0
        self._last = ""
        self.marks: list[Mark] = []
        self.extra: list[tuple[str, str]] = []
        self._words: list[tuple[int, int, float | None, list[int], list[int]]] = []
        """Each with the times told since the word before, and those told after it."""
        self._times: list[int] = []
        self._tokens = False

    def tell(self, element: Element) -> None:
        """Takes the words of an utterance, or of another after it."""
        self._tokens = _all_tokens(element)
        self._inside(element)

    @property
    def words(self) -> tuple[Word, ...]:
        last = len("".join(self._parts).rstrip())
        found = []
        for first, end, sure, before, after in self._words:
            start, finish = before[-1] if before else None, after[0] if after else None
            if (start is not None or finish is not None or sure is not None) and first < min(end, last):
                late = start is not None and finish is not None and finish < start
                found.append(Word(first, min(end, last), start, None if late else finish, sure))
        return tuple(found)

    @property
    def span(self) -> tuple[int | None, int | None]:
        """The places in time before the first word and after the last."""
        if self._words:
            before, after = self._words[0][3], self._words[-1][4]
            return before[0] if before else None, after[-1] if after else None
        return (self._times[0], self._times[-1]) if 1 < len(self._times) else (None, None)

    def _inside(self, element: Element) -> None:
        self._put(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child)
            self._put(child.tail)

    def _put(self, text: str | None) -> None:
        if not text:
            return
        text = _SPACES.sub(" ", text)
        if self._tokens and text == " ":
            return
        if text[0] == " " and self._last in ("", " "):
            text = text[1:]
        if text:
            self._parts.append(text)
            self._length += len(text)
            self._last = text[-1]

    def _apart(self) -> None:
        if self._last and self._last not in " " + _OPENING:
            self._parts.append(" ")
            self._length += 1
            self._last = " "

    def _element(self, element: Element) -> None:
        tag = local(element.tag)
        if self._tokens and tag not in _BETWEEN:
            # An element around words stands apart as its first word does; a sign of its own hangs on the word before it.
            if not (tag == "pc" or _begins(element) == "pc") or _spoken(element)[:1] in _OPENING:
                self._apart()
        elif tag in _LINES and not (tag == "seg" and element.get("type") in MARK_TYPES):
            self._apart()
        first = self._length
        if tag == "w":
            self._word(element)
        elif tag in ("anchor", "when"):
            self._time(element.get("synch") or element.get("when"))
        elif tag in _EVENTS:
            self._mark(_EVENTS[tag], self._place(), self._place(), words_of(element))
        elif tag == "pause":
            self._mark("pause", self._place(), self._place(), pause_of(element))
        elif tag == "gap":
            self._mark("gap", self._place(), self._place(), words_of(element) or element.get("reason", ""))
        elif tag == "gloss":
            self._mark("gloss", self._place(), self._place(), _said(element))
        elif tag == "seg" and element.get("type") in MARK_TYPES:
            self._inside(element)
            self._mark(cast(MarkType, element.get("type")), first, self._length, element.get("n", ""))
        elif tag in _AROUND:
            self._inside(element)
            self._mark(_AROUND[tag], first, self._length, element.get("n", "") or element.get("reason", ""))
        elif tag == "choice":
            self._choice(element)
        elif tag in _UNSAID:
            told = " ".join(
                (_said(element) or "", *(f"{key}={value}" for key, value in element.attrib.items()))
            ).strip()
            self.extra.append((tag, told))
        elif tag != "speaker":
            self._inside(element)

    def _word(self, element: Element) -> None:
        first = self._length
        tokens, self._tokens = self._tokens, False
        self._inside(element)
        self._tokens = tokens
        sure = element.get("cert", "")
        certain = float(sure) if re.fullmatch(r"0?\.\d+|[01](?:\.\d+)?", sure) else None
        before = [at for at in (self._at(element.get("start")),) if at is not None] or self._times
        after = [at for at in (self._at(element.get("end")),) if at is not None]
        self._words.append((first, self._length, certain, before, after))
        self._times = after[:]

    def _time(self, name: str | None) -> None:
        at = self._at(name)
        if at is not None:
            self._times.append(at)
            if self._words:
                self._words[-1][4].append(at)

    def _place(self) -> int:
        return self._length

    def _mark(self, type: MarkType, first: int, last: int, words: str) -> None:
        self.marks.append(Mark(type=type, start=first, end=last, words=words))

    def _choice(self, element: Element) -> None:
        """Takes of a choice what was said (`orig`, `sic`, `abbr`, else the first); the others gloss it."""
        children = [child for child in element if isinstance(child.tag, str)]
        said = next((child for child in children if local(child.tag) in ("orig", "sic", "abbr")), None)
        said = said if said is not None else children[0] if children else None
        if said is not None:
            self._inside(said)
        for child in children:
            if child is not said:
                self._mark("gloss", self._place(), self._place(), _said(child))

    def told(self) -> tuple[str, tuple[Mark, ...]]:
        """Returns the text and its marks in order."""
        text = "".join(self._parts).rstrip()
        last = len(text)
        marks = [
            Mark(type=mark.type, start=min(mark.start, last), end=min(mark.end, last), words=mark.words)
            for mark in self.marks
        ]
        return text, tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))


def _all_tokens(element: Element) -> bool:
    """Says whether all that is said stands in words and signs (`w`, `pc`): then spaces are between words, printed or not."""
    found = False
    stack = [element]
    while stack:
        one = stack.pop()
        if one.text and one.text.strip():
            return False
        for child in one:
            tag = local(child.tag) if isinstance(child.tag, str) else "desc"
            if child.tail and child.tail.strip():
                return False
            if tag in ("w", "pc"):
                found = True
            elif tag not in _BETWEEN:
                stack.append(child)
    return found


def _begins(element: Element) -> str:
    """Returns which of a word and a sign comes first in an element."""
    return next(
        (tag for child in element.iter() if isinstance(child.tag, str) and (tag := local(child.tag)) in ("w", "pc")),
        "w",
    )


def _spoken(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _said(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def words_of(element: Element) -> str:
    """Returns the transcriber's words for an event or a gap: its `desc`, else its text, else its type."""
    desc = next((child for child in element if isinstance(child.tag, str) and local(child.tag) == "desc"), None)
    return _said(desc if desc is not None else element) or element.get("desc", "") or element.get("type", "")


def pause_of(element: Element) -> str:
    """Returns how long a pause is, as the document says it."""
    if (told := element.get("n")) is not None:
        return told
    match = _DURATION.fullmatch(element.get("dur", ""))
    return match[1] if match else element.get("dur", "") or element.get("type", "")
