"""Paragraphs of timed text as turns: their times, voices, languages and words."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple
from xml.etree.ElementTree import Element

from msgspec.structs import replace

from ...model import Mark, Turn, Word
from ..casting import Casting
from ..markup import local
from ..readings import Faults
from .cutting import Cutting
from .stamps import Shown, rates_of, shown
from .wording import Wording

_XML = "{http://www.w3.org/XML/1998/namespace}"
KEPT = ("id", "region", "style", "role", "space")
"""Attributes of a paragraph that its turn tells of; the rest stands in its `raw`."""


class Context(NamedTuple):
    """What an element has from those it stands in."""

    when: Shown
    agents: str
    language: str
    preserve: bool


class Paragraph(NamedTuple):
    """A paragraph as it stands in its document."""

    element: Element
    context: Context


class Paragraphs:
    """The paragraphs of a document, in order, and what the head says of their voices."""

    def __init__(self, root: Element) -> None:
        self.casting = Casting()
        self.faults = Faults()
        self._rates = rates_of(root)
        self.language = root.get(f"{_XML}lang") or None
        self.names = _agents(root)
        self.title = next(
            (" ".join("".join(one.itertext()).split()) for one in root.iter() if local(one.tag) == "title"), ""
        ) or None  # fmt: skip
        self.found: list[Paragraph] = []
        """Those with words."""
        self.spoken: list[bool] = []
        """Of every paragraph, whether it has words: one without is no turn, and stays as printed around the turns."""
        start = Shown(Fraction(0), Fraction(0), None, False)
        preserve = root.get(f"{_XML}space") == "preserve"
        for body in root:
            if isinstance(body.tag, str) and local(body.tag) == "body":
                self._walk(body, Context(start, "", self.language or "", preserve), Fraction(0), False)

    def _walk(self, element: Element, outer: Context, base: Fraction, in_sequence: bool) -> Context:
        """Finds the paragraphs below an element; returns what the element has."""
        context = self.context_of(element, outer, base, in_sequence)
        if local(element.tag) == "p":
            self.spoken.append(any(not piece.isspace() for piece in element.itertext()))
            if self.spoken[-1]:
                self.found.append(Paragraph(element, context))
            return context
        sequence = element.get("timeContainer") == "seq"
        due = context.when.begin
        for child in element:
            if isinstance(child.tag, str) and local(child.tag) in ("div", "p"):
                inner = self._walk(child, context, due, sequence)
                if sequence:
                    due = inner.when.end if inner.when.end is not None else inner.when.begin
        return context

    def context_of(self, element: Element, outer: Context, base: Fraction, in_sequence: bool) -> Context:
        space = element.get(f"{_XML}space")
        lang = element.get(f"{_XML}lang")
        return Context(
            shown(element, outer.when, base, self._rates, in_sequence=in_sequence),
            _attribute(element, "agent") or outer.agents,
            outer.language if lang is None else lang,
            outer.preserve if space is None else space == "preserve",
        )

    def turns(self, cutting: Cutting | None) -> list[Turn]:
        """Returns a turn for each paragraph; `raw` and what stands before it where the source could be cut."""
        between = cutting.between if cutting is not None else ""
        turns: list[Turn] = []
        for place, paragraph in enumerate(self.found):
            turn = self._turn(paragraph, place + 1)
            if cutting is not None:
                before = cutting.befores[place]
                turn = _with_source(turn, cutting.cues[place], before if place and before != between else None)
            turns.append(turn)
        return turns

    def _turn(self, paragraph: Paragraph, number: int) -> Turn:
        element, context = paragraph
        inside = Inside(self, context)
        inside.walk(element, context)
        when = context.when
        if when.wrong:
            self.faults.add(f"{' and '.join(when.wrong)} cannot be read as a time", turn=number)
        start, end = when.start, when.finish
        spans = [one for one in inside.times if one.timed]
        if spans and not when.timed:
            start = min(round(one.begin) for one in spans)
            ends = [one.finish for one in spans]
            end = None if None in ends else max(one for one in ends if one is not None)
        if start is not None and end is None and when.end is not None and not when.wrong and when.timed:
            self.faults.add("it ends before it starts", turn=number)
        text = inside.wording.text
        voices = self.voices(context.agents) or tuple(dict.fromkeys(id for ids, _, _ in inside.said for id in ids))
        words = tuple(inside.words)
        if not words and 1 < len({ids for ids, _, _ in inside.said}):
            words = tuple(Word(first, last, speaker=ids[0]) for ids, first, last in inside.said if ids)
        own = [(key, element.get(key)) for key in ("begin", "end", "dur")]
        extra = [(key, value) for key in KEPT if (value := _attribute(element, key)) is not None]
        language = context.language or None
        return Turn(
            id=str(number), number=number, speakers=voices, text=text, start=start, end=end,
            printed=" ".join(f"{key} {value}" for key, value in own if value is not None) or None,
            language=language if language != self.language else None, marks=tuple(inside.marks), words=words,
            extra=tuple(extra),
        )  # fmt: skip

    def voices(self, agents: str) -> tuple[str, ...]:
        return self.casting.voices(self.names.get(agent, agent) for agent in agents.split())


class Inside:
    """What a paragraph holds: its wording, and the words, voices and marks that its spans tell of."""

    def __init__(self, paragraphs: Paragraphs, context: Context) -> None:
        self._paragraphs = paragraphs
        self.wording = Wording(collapse=not context.preserve)
        self.words: list[Word] = []
        self.marks: list[Mark] = []
        self.times: list[Shown] = []
        self.said: list[tuple[tuple[str, ...], int, int]] = []

    def walk(self, element: Element, context: Context) -> None:
        sequence = element.get("timeContainer") == "seq"
        due = context.when.begin
        self._add(element.text, context)
        for child in element:
            tag = local(child.tag) if isinstance(child.tag, str) else ""
            if tag == "br":
                self.wording.newline()
            elif tag == "span":
                inner = self._paragraphs.context_of(child, context, due, sequence)
                if sequence:
                    due = inner.when.end if inner.when.end is not None else inner.when.begin
                self._span(child, inner)
            self._add(child.tail, context)

    def _span(self, element: Element, context: Context) -> None:
        ruby = _attribute(element, "ruby")
        if ruby in ("text", "delimiter"):
            # A reading of the word before it, in small print: no word of its own.
            words = " ".join("".join(element.itertext()).split())
            if words and ruby == "text":
                place = self.wording.length
                self.marks.append(Mark(type="gloss", start=place, end=place, words=words))
            return
        own = [key for key in ("begin", "end", "dur") if element.get(key) is not None]
        said, before = len(self.said), len(self.words)
        self.walk(element, context)
        if own:
            self.times.append(context.when)
            if said < len(self.said) and len(self.words) == before:
                # What only its paragraph tells of the end is not the word's own.
                end = context.when.finish if own != ["begin"] else None
                self.words.append(Word(self.said[said][1], self.said[-1][2], context.when.start, end))

    def _add(self, piece: str | None, context: Context) -> None:
        if piece:
            first, last = self.wording.add(piece)
            if first < last:
                self.said.append((self._paragraphs.voices(context.agents), first, last))


def _attribute(element: Element, name: str) -> str | None:
    """Returns an attribute by its local name, whatever its namespace: there are many of TTML's."""
    return next((value for key, value in element.attrib.items() if local(key) == name), None)


def _agents(root: Element) -> dict[str, str]:
    """Returns the names of the agents that the head tells of, by their ids."""
    names: dict[str, str] = {}
    for agent in root.iter():
        if isinstance(agent.tag, str) and local(agent.tag) == "agent":
            id = agent.get(f"{_XML}id")
            told = next((" ".join("".join(one.itertext()).split()) for one in agent if local(one.tag) == "name"), "")
            if id:
                names[id] = told or id
    return names


def _with_source(turn: Turn, raw: str, before: str | None) -> Turn:
    return replace(turn, raw=raw, extra=turn.extra if before is None else (*turn.extra, ("before", before)))
