"""Interviews as OHMS prints them: `NAME: words` in short lines, footnotes behind, and a list of where each minute stands.

A line that begins with a name in capitals (or a name the record tells, or one that recurs) opens a turn; lines without go on
with it, an empty line begins a paragraph of it. `UNIDENTIFIED:` is nobody known. `[[footnote]]1[[/footnote]]` is a gloss with
the words of the first `[[note]]`. A `{0:12:30}` in the text is a time.

The list (`sync`) reads `1:|13(3)|19(14)`: marks one minute apart, the first at the third word of the thirteenth line. So a
turn whose first word has a mark has a start, and another word with one has a time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from ...model import Mark, Speaker, Transcript, Turn, Word
from ...times import Ms, parse_clock
from ..casting import Casting
from ..page.marks import read_marks
from ..signs import printed_sign, voices, with_signs
from .labels import LABEL, Names, label_of, parted
from .minutes import Marks, list_of, marks_in
from .script import Placed, aligned

NOBODY = "UNIDENTIFIED"
WIDTH = 80
"""Characters of a line."""
_NOTE = re.compile(r"\[\[note\]\](.*?)\[\[/note\]\]", re.DOTALL)
_TAIL = re.compile(r"\s*(?:\[\[footnotes\]\]|\[\[note\]\])")
_IN_LINE = re.compile(r" ?\[\[footnote\]\]\s*(?P<note>\d{1,6})\s*\[\[/footnote\]\]|\{(?P<time>[\d:]{4,10})\} ?")

_TOKEN = re.compile(r"\S+")


class Told(NamedTuple):
    """A transcript out of its text."""

    turns: tuple[Turn, ...]
    speakers: tuple[Speaker, ...]
    notes: str
    """The footnotes as they stand behind the text."""


class _Line(NamedTuple):
    number: int
    printed: str
    at: int
    """Where the words begin behind the label."""


class _Draft:
    """A turn under construction."""

    def __init__(self, label: str | None) -> None:
        self.label = label
        self.lines: list[_Line] = []
        self.breaks: set[int] = set()
        """The numbers of lines that begin a paragraph."""


def read_interview(text: str, sync: str, names: Names, casting: Casting) -> Told:
    """Returns the turns of a text with the times of its list."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    tail = _TAIL.search(text)
    body, notes = (text[: tail.start()], text[tail.start() :]) if tail is not None else (text, "")
    glosses = [" ".join(note.split()) for note in _NOTE.findall(notes)]
    lines = body.split("\n")
    marks = marks_in(sync)
    turns: list[Turn] = []
    before = 0
    for number, draft in enumerate(_drafts(lines, names), 1):
        first, last = draft.lines[0].number, draft.lines[-1].number
        turn = _turn(number, draft, marks, glosses, casting, names)
        empty = first - before - 1
        extra = (("empty lines", str(empty)),) if empty != (1 if before else 0) else ()
        turns.append(replace(turn, raw="\n".join(lines[first - 1 : last]), extra=extra))
        before = last
    return Told(tuple(turns), casting.speakers, notes)


def print_interview(transcript: Transcript, kept: Sequence[tuple[str, str]], names: Names) -> tuple[str, str]:
    """Returns the text of a transcript and its list of minutes; as they were read where they still say the same."""
    was = _as_it_was(transcript)
    sync, tail = dict(kept).get("sync", ""), dict(kept).get("footnotes", "")
    if was is not None:
        again = read_interview(was + tail, sync, names, Casting())
        if _same(again, transcript):
            return was + tail, sync
    lines: list[str] = []
    notes: list[str] = []
    places: list[tuple[Ms, int, int]] = []
    labelled = False
    shown = voices(transcript)
    for turn in transcript.turns:
        label = " + ".join(shown.get(speaker, speaker) for speaker in turn.speakers)
        words = _words(turn, notes)
        plain = (
            not label and not labelled and "\n" not in words and label_of(words, names, guess=True) is None and words
        )
        labelled = labelled or not plain
        if lines:
            lines.append("")
        first = len(lines)
        printed = words if plain else f"{label or NOBODY}: {words}".rstrip()
        lines += _wrapped(printed, names)
        places += _places(turn, printed, lines, first, lead=len(printed) - len(words))
    if notes:
        lines += ["", "[[footnotes]]", *(f"[[note]]{note}[[/note]]" for note in notes), "[[/footnotes]]"]
    return "\n".join(lines), list_of(places)


def _drafts(lines: Sequence[str], names: Names) -> list[_Draft]:
    starts = Counter(match["label"] for line in lines if (match := LABEL.match(line.lstrip())) is not None)
    recurring = frozenset(label for label, count in starts.items() if 1 < count)
    drafts: list[_Draft] = []
    apart = True
    for number, line in enumerate(lines, 1):
        words = line.lstrip()
        if not words.strip():
            apart = True
            continue
        found = label_of(words, names, recurring)
        if found is not None:
            drafts.append(_Draft(found[0]))
            drafts[-1].lines.append(_Line(number, line, len(line) - len(words) + found[1]))
        else:
            if not drafts or (apart and drafts[-1].label is None):
                drafts.append(_Draft(None))
            elif apart:
                drafts[-1].breaks.add(number)
            drafts[-1].lines.append(_Line(number, line, len(line) - len(words)))
        apart = False
    return drafts


def _turn(
    number: int, draft: _Draft, marks: Marks, glosses: Sequence[str], casting: Casting, names: Names
) -> Turn:  # fmt: skip
    joined = ""
    timed: list[tuple[int, Ms]] = []
    noted: list[tuple[int, str]] = []
    for line in draft.lines:
        words = line.printed[line.at :].rstrip()
        joined += ("\n" if line.number in draft.breaks else " ") if joined else ""
        begun = len(joined)
        for match in _IN_LINE.finditer(words):
            at = begun + len(_IN_LINE.sub("", words[: match.start()]))
            if match["time"] and (time := parse_clock(match["time"])) is not None:
                timed.append((at, time))
            elif match["note"]:
                place = int(match["note"])
                noted.append((at, glosses[place - 1] if 1 <= place <= len(glosses) else match["note"]))
        tokens = list(_TOKEN.finditer(line.printed))
        for word, time in marks.get(line.number, {}).items():
            token = tokens[max(0, min(word, len(tokens)) - 1)]
            place = max(0, token.start() - line.at)
            timed.append((begun + len(_IN_LINE.sub("", words[:place])), time))
        joined += _IN_LINE.sub("", words)
    text, signs = read_marks(joined)
    bare = Turn(id=str(number), number=number, text=text, marks=signs)
    placed = Placed(bare, 0, len(joined), aligned(text, joined, 0, len(joined)))
    start: Ms | None = None
    spoken: list[Word] = []
    for at, time in sorted(timed):
        said = _TOKEN.search(joined, at)
        part = placed.within(said.start(), said.end()) if said is not None else None
        if not joined[:at].strip() and start is None:
            start = time
        elif part is not None and (not spoken or spoken[-1].first < part[0]):
            spoken.append(Word(first=part[0], last=part[1], start=time))
    glossed = [
        Mark(type="gloss", start=place, end=place, words=note)
        for at, note in noted
        for place in (_in_text(placed, at),)
    ]
    label = draft.label
    labels = parted(label, names) if label is not None and label != NOBODY else ()
    return replace(
        bare, speakers=casting.voices(labels), marks=tuple(sorted((*signs, *glossed), key=lambda mark: mark.start)),
        start=start, words=tuple(spoken),
    )  # fmt: skip


def _in_text(placed: Placed, at: int) -> int:
    """Returns the place in the turn's text of one in its print."""
    found = 0
    for place, printed, length in placed.runs:
        if printed <= at:
            found = place + min(at - printed, length)
    return found


def _as_it_was(transcript: Transcript) -> str | None:
    """Returns the text as the turns were printed; None where one was not."""
    text = ""
    for turn in transcript.turns:
        if turn.raw is None:
            return None
        empty = dict(turn.extra).get("empty lines", "1" if text else "0")
        text += ("\n" if text else "") + "\n" * (int(empty) if empty.isdecimal() and len(empty) < 5 else 0) + turn.raw
    return text


def _same(told: Told, transcript: Transcript) -> bool:
    """Says whether a text gives these very turns: who, what, when."""

    def said(turns: Sequence[Turn], speakers: Sequence[Speaker]) -> list[tuple[object, ...]]:
        labels = {speaker.id: speaker.labels[:1] for speaker in speakers}
        return [
            (turn.text, turn.start, turn.marks, turn.words, tuple(labels.get(id) for id in turn.speakers))
            for turn in turns
        ]

    return said(told.turns, told.speakers) == said(transcript.turns, transcript.speakers)


def _words(turn: Turn, notes: list[str]) -> str:
    """Returns the turn's words with the signs, a gloss as a footnote, which goes to the others."""

    def sign(text: str, mark: Mark) -> str:
        if mark.type != "gloss" or not mark.words:
            return printed_sign(text, mark)
        notes.append(" ".join(mark.words.split()))
        return f"{text}[[footnote]]{len(notes)}[[/footnote]]"

    return with_signs(turn, sign)


def _wrapped(words: str, names: Names) -> list[str]:
    """Returns the words in short lines; none but the first looks as if a turn began with it."""
    lines: list[str] = []
    for number, paragraph in enumerate(part for part in re.split(r"\s*\n\s*", words) if part.strip()):
        made: list[str] = []
        for token in _TOKEN.findall(paragraph):
            if made and len(made[-1]) + len(token) < WIDTH:
                made[-1] += f" {token}"
            else:
                made.append(token)
        for place, line in enumerate(made):
            if not number and not place:
                lines.append(line)
            elif label_of(line, names, guess=True) is not None:
                lines[-1] += f" {line}"
            else:
                lines += ["", line] if not place else [line]
    return lines


def _places(turn: Turn, printed: str, lines: Sequence[str], first: int, *, lead: int) -> Iterator[tuple[Ms, int, int]]:
    """Yields where the times of a turn stand: the time, the line and the word in it, both from 1. The words begin at `lead`."""
    tokens = [
        (number, word)
        for number, line in enumerate(lines[first:], first + 1)
        for word in range(1, len(line.split()) + 1)
    ]
    if turn.start is not None and tokens:
        yield turn.start, *tokens[0]
    if turn.words:
        placed = Placed(turn, lead, len(printed), aligned(turn.text, printed, max(0, lead), len(printed)))
        for word in turn.words:
            ahead = len(printed[: placed.span(word.first, word.last)[0]].split())
            if word.start is not None and ahead < len(tokens):
                yield word.start, *tokens[ahead]
