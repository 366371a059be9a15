"""Styled: a turn as runs of a paragraph, each with a character style that says what it is, and back.

Print shows a laugh as `(laughs)` and a cut as `[…]`; the style of those characters tells that they are signs, so that the words
come back without them, whatever else somebody did to the paragraph. What is typed into a sign and is none is words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from ...model import MARK_TYPES, Mark, MarkType, Turn
from ...times import Ms, format_clock, parse_clock
from ..page.marks import kind_of
from ..signs import pieces, printed_sign
from .paragraphs import Run

PLAIN, SPEAKER, TIME, END, PRINTED, SIGN, INFERRED = (
    "", "EarwitnessSpeaker", "EarwitnessTime", "EarwitnessEnd", "EarwitnessPrinted", "EarwitnessSign", "EarwitnessInferred",
)  # fmt: skip
"""Names of character styles: a time of the recording, an end that the source does not print beside it, a time that the source
prints and that is none of the recording."""
_OWN = (SPEAKER, TIME, END, PRINTED, SIGN, INFERRED)
MARKS: dict[str, MarkType] = {f"Earwitness{kind.capitalize()}": kind for kind in MARK_TYPES}
_STYLE_OF = {kind: style for style, kind in MARKS.items()}

_AND = " + "
_AFTER_TIME = "  "
_AFTER_NAME = ": "
_DASH = "\u2013"
_INFERRED = " (inferred)"
_SIGNS: dict[MarkType, re.Pattern[str]] = {
    "gap": re.compile(r" ?\[(?P<words>[^\[\]]*)\]"),
    "unclear": re.compile(r" ?\[(?:(?P<text>[^\[\]]*)\?|(?P<words>[^\[\]]*))\]"),
    "vocal": re.compile(r" ?\((?P<words>[^()]*)\)"),
    "incident": re.compile(r" ?\((?P<words>[^()]*)\)"),
    "pause": re.compile(r" ?\((?P<words>[^()]*)\)"),
    "supplied": re.compile(r" ?\*(?P<text>[^*]*)\*"),
    "gloss": re.compile(r"(?P<text>[^*]*?) ?\*(?P<words>[^*]*)\*"),
}
_BARE = {"gap": "…", "unclear": "unclear", "vocal": "vocal", "incident": "incident", "pause": "pause"}
"""What is printed of a mark that has no words."""
_TYPED = re.compile(r"\[([^\[\]]{1,80})\]|\(([^()]{1,80})\)")
_KNOWN_SIGN = re.compile(rf"{re.escape(_AND)}|{re.escape(_AFTER_NAME)}|{re.escape(_AFTER_TIME)}")


class Spoken(Struct, frozen=True, kw_only=True):
    """A turn as a paragraph says it."""

    names: tuple[str, ...] = ()
    text: str = ""
    marks: tuple[Mark, ...] = ()
    start: Ms | None = None
    end: Ms | None = None
    printed: str | None = None
    language: str = ""
    inferred: bool = False


def styled(turn: Turn, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yields the style and the characters of each run: time, names, words, signs."""
    timed = False
    for style, time in _times(turn):
        timed = True
        yield style, time
    if timed:
        yield SIGN, _AFTER_TIME
    for place, speaker in enumerate(turn.speakers):
        if place:
            yield SIGN, _AND
        yield SPEAKER, names.get(speaker, speaker)
    if turn.inferred and turn.speakers:
        yield INFERRED, _INFERRED
    if turn.speakers:
        yield SIGN, _AFTER_NAME
    ends, apart = " ", False
    for text, mark in pieces(turn):
        shown = text if mark is None else printed_sign(text, mark)
        if not shown:
            continue
        empty = mark is not None and mark.start == mark.end
        space = "" if ends.isspace() or not (empty or (apart and text[:1].isalnum())) else " "
        if mark is None:
            if space:
                yield SIGN, space
            yield PLAIN, shown
        else:
            if space and not empty:
                yield SIGN, space
                space = ""
            yield _STYLE_OF[mark.type], space + shown
        ends, apart = shown[-1], empty


def _times(turn: Turn) -> Iterator[tuple[str, str]]:
    """Yields the time as the source prints it where that says the same, else as a clock to the millisecond."""
    printed = " ".join((turn.printed or "").split())
    said = clocks(printed) if printed else (None, None)
    if turn.start is None and turn.end is None:
        if printed:
            yield PRINTED, printed
    elif printed and said == (turn.start, turn.end):
        yield TIME, printed
    elif printed and said == (turn.start, None) and turn.end is not None:
        yield TIME, printed
        yield END, _DASH + _clock(turn.end)
    else:
        ends = "" if turn.end is None else _DASH + _clock(turn.end)
        yield TIME, ("" if turn.start is None else _clock(turn.start)) + ends


def _clock(time: Ms) -> str:
    fraction = f".{time % 1000:03}".rstrip("0") if time % 1000 else ""
    return format_clock(max(time, 0)) + fraction


def clocks(printed: str) -> tuple[Ms | None, Ms | None]:
    """Returns start and end of a time as printed, `0:11.4–0:15`."""
    first, _, second = printed.strip(" []()").partition(_DASH)
    return parse_clock(first), parse_clock(second)


def spoken_of(runs: Iterable[Run]) -> Spoken:
    """Returns what the runs of a turn's paragraph say, by their styles."""
    names: list[str] = []
    text = ""
    marks: list[Mark] = []
    printed: str | None = None
    ends = ""
    timed = inferred = False
    another = True
    languages: set[str] = set()
    for (style, typed), group in groupby(runs, key=_style):
        inside = list(group)
        words = "".join(run.text for run in inside)
        if not words:
            continue
        languages.update(run.language for run in inside if style == PLAIN and run.language)
        if style == SPEAKER and not text and not marks:
            if another:
                names.append(words)
            else:
                names[-1] += words
            another = False
            continue
        if style in (TIME, PRINTED) and not text:
            printed, timed = (printed or "") + words, style == TIME
            continue
        if style == END and not text:
            ends = words
            continue
        if style == INFERRED and words.strip() == _INFERRED.strip():
            inferred = True
            continue
        if style == SIGN:
            if words.startswith(_AND):
                another = True
            words = "" if words == " " else _KNOWN_SIGN.sub("", words, count=1)
        if style in MARKS:
            text, found = _marked(text, words, MARKS[style])
        else:
            text, found = _typed(text, words, typed=typed)
        marks += found
    start, end = clocks(printed) if printed and timed else (None, None)
    end = end if end is not None else clocks(ends)[1]
    return Spoken(
        names=tuple(name for each in names if (name := " ".join(each.split()))), text=text, marks=tuple(marks),
        start=start, end=end, printed=printed, language=languages.pop() if len(languages) == 1 else "", inferred=inferred,
    )  # fmt: skip


def _style(run: Run) -> tuple[str, bool]:
    """Returns the style of a run as it is read, and whether it is words that somebody typed in: what is typed among the signs
    before the words is words."""
    typed = run.change is not None and run.change.kind == "inserted"
    if typed and run.style == SIGN:
        return PLAIN, True
    known = run.style in MARKS or run.style in _OWN
    return (run.style, False) if known else (PLAIN, typed)


def _marked(text: str, words: str, kind: MarkType) -> tuple[str, list[Mark]]:
    """Returns the text with the characters of a mark's style added, and the marks in them; what is no sign is words."""
    if kind not in _SIGNS:
        start = len(text)
        return text + words, [Mark(type=kind, start=start, end=start + len(words))] if words else []
    found: list[Mark] = []
    at = 0
    for match in _SIGNS[kind].finditer(words):
        text += words[at : match.start()] if words[at : match.start()].strip() else ""
        said = match.groupdict()
        covered, own = said.get("text") or "", said.get("words") or ""
        own = "" if own == _BARE.get(kind) else own
        start = len(text)
        text += covered
        found.append(Mark(type=kind, start=start, end=len(text), words=covered if kind == "supplied" else own))
        at = match.end()
    text += words[at:]
    return text, found


def _typed(text: str, words: str, *, typed: bool) -> tuple[str, list[Mark]]:
    """Returns the text with words added. A sign that somebody typed, `[inaudible]`, is a mark."""
    found: list[Mark] = []
    at = 0
    for match in _TYPED.finditer(words) if typed else ():
        own = (match[1] or match[2]).strip()
        if (kind := kind_of(own)) is None:
            continue
        text += (
            words[at : match.start()].rstrip(" ")
            if words[match.end() :][:1] in ("", " ")
            else words[at : match.start()]
        )
        found.append(Mark(type=kind, start=len(text), end=len(text), words=own))
        at = match.end()
    return text + words[at:], found


def names_of(voices: Mapping[str, str]) -> dict[str, str]:
    """Returns what is printed for each voice, no two alike."""
    used: set[str] = set()
    found: dict[str, str] = {}
    for id, name in voices.items():
        name = " ".join(name.split()) or id
        alone = name
        number = 2
        while alone in used:
            alone, number = f"{name} ({number})", number + 1
        used.add(alone)
        found[id] = alone
    return found


def kinds_in(turns: Sequence[Turn]) -> list[MarkType]:
    """Returns the kinds of marks that occur, in the model's order."""
    present = {mark.type for turn in turns for mark in turn.marks}
    return [kind for kind in MARK_TYPES if kind in present]
