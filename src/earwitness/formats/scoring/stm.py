"""STM, the segment time mark: a recording, a channel, a speaker, two times and the words, a segment a line.

By NIST's SCTK, `infmts`: `<F> <C> <S> <BT> <ET> [<LABEL>] transcript`. Words may stand as alternatives,
`{ um / uh / @ }`, where `@` is no word: the first that has words is the text, all are kept in `alternatives`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ...errors import MalformedText
from ...model import Dossier, Mark, Reading, Turn
from ..content import as_text
from ..readings import Extra, Faults
from ..signs import with_signs
from .reprint import printed
from .sheet import (
    NA,
    Stretch,
    filed,
    first_fields,
    first_records,
    is_number,
    milliseconds,
    one_word,
    printed_seconds,
    seconds,
    sheet_of,
)

READER = "stm 1"
IGNORED = "ignore_time_segment_in_scoring"
"""The words of a stretch that is not scored, and mostly not written down."""
BETWEEN = "inter_segment_gap"
"""The speaker of what lies between two segments: nobody."""

_LABEL = re.compile(r"<(?:[^<>\s]*,[^<>\s]*|[^<>\s]{0,2})>(?=\s|$)")
_ANY_LABEL = re.compile(r"<([^<>\s]*)>(?=\s|$)")
_DEFINED = re.compile(r';;\s*LABEL\s+"([^"]*)"')
_ALTERNATIVES = re.compile(r"\{([^{}]*)\}")
_SPACES = re.compile(r"\s+")


def detects(head: bytes, name: str) -> float:
    if head[:1] in (b"<", b"{", b"["):
        return 0.0
    if not _is_segment(first_fields(head)):
        return 0.0
    records = first_records(as_text(head[:8000]))
    if not records or not all(_is_segment(fields) for fields in records):
        return 0.0
    if any(_ANY_LABEL.fullmatch(fields[5]) for fields in records if 5 < len(fields)) or head.startswith(b";; LABEL"):
        return 0.98
    if all(is_number(fields[2]) and len(fields) < 9 for fields in records):
        return 0.6  # a table of numbers, or a CTM of numerals
    return 0.97 if name.lower().endswith(".stm") else 0.9


def _is_segment(fields: list[str]) -> bool:
    if len(fields) < 5 or not (is_number(fields[3]) and is_number(fields[4])):
        return False
    return float(fields[3]) <= float(fields[4])


def read(content: bytes, *, name: str) -> Reading:
    """Returns the segments as turns, a conversation for each recording. Raises MalformedText where no line is a segment."""
    sheet = sheet_of(content, name=name)
    faults = Faults()
    labels = _labels(sheet.header)
    stretches: list[Stretch] = []
    bad: tuple[int, str] | None = None
    for place, (number, line) in enumerate(sheet.records):
        stretch = _stretch(line, labels, place, sheet.before(place) if sheet.comments else ())
        if stretch is None:
            faults.add(f"no segment: {line[:120]}", line=number)
            bad = bad or (number, line)
            continue
        if stretch.start is None or stretch.end is None:
            faults.add(f"the times “{stretch.printed}” cannot be used as they stand", line=number)
        stretches.append(stretch)
    footer = sheet.comments.get(len(sheet.records), ()) if sheet.records else ()
    sheet.records.clear()
    if not stretches and bad is not None:
        raise MalformedText(name, bad[0], "no segment of a recording (file, channel, speaker, start, end, words)")
    return filed(
        stretches, format="stm", reader=READER, media_type="text/x-stm", charset=sheet.charset, doubts=sheet.doubts,
        faults=faults, header=sheet.header,
        footer=footer,
    )  # fmt: skip


def _labels(header: Sequence[str]) -> frozenset[str]:
    return frozenset(found[1] for line in header if (found := _DEFINED.match(line)) is not None)


def _stretch(
    line: str, labels: frozenset[str] = frozenset(), place: int = 0, comments: tuple[str, ...] = ()
) -> Stretch | None:
    fields = line.split(None, 5)
    if len(fields) < 5:
        return None
    recording, channel, speaker, begin, finish = fields[:5]
    try:
        start, end = milliseconds(float(begin)), milliseconds(float(finish))
    except ValueError:
        return None
    said = fields[5].rstrip() if len(fields) == 6 else ""
    printed = ""
    marks: tuple[Mark, ...] = ()
    if said.startswith("<"):
        label = _LABEL.match(said)
        if label is None and (label := _ANY_LABEL.match(said)) is not None and label[1] not in labels:
            label = None
        if label is not None:
            printed = label.group()
            said = said[label.end() :].strip()
    extra = _extra(channel, printed)
    between = speaker.lower() == BETWEEN
    if between:
        extra = (*extra, ("speaker printed", speaker))
    if said[:1] in "iI" and said.lower() == IGNORED:
        marks, said = (Mark(type="gap", start=0, end=0, words=said),), ""
    if "{" in said:
        said, alternatives = _first_of(said)
        extra = (*extra, *alternatives)
    if start is not None and end is not None and end < start:
        end = None
    return Stretch(
        recording, None if between or speaker == NA else speaker, said, line, start, end, f"{begin} {finish}", extra,
        (), marks, (place,), comments,
    )  # fmt: skip


@lru_cache(maxsize=512)
def _extra(channel: str, label: str) -> Extra:
    """Returns what most turns' extra is, one for all that have it."""
    return (("channel", channel), ("label", label)) if label else (("channel", channel),)


def _first_of(said: str) -> tuple[str, list[tuple[str, str]]]:
    """Returns the words with the first of each alternative, and where the alternatives stand: `4-6 { um / uh / @ }`."""
    text = ""
    place = 0
    kept: list[tuple[int, int, str]] = []
    for match in _ALTERNATIVES.finditer(said):
        options = [" ".join(option.split()) for option in match[1].split("/")]
        if len(options) < 2:
            continue
        chosen = next((option for option in options if option not in ("", "@")), "")
        text += said[place : match.start()]
        kept.append((len(text), len(text) + len(chosen), match.group()))
        text += chosen
        place = match.end()
    text = (text + said[place:]).rstrip()
    ends = [(min(first, len(text)), min(last, len(text)), printed_) for first, last, printed_ in kept]
    return text, [("alternatives", f"{first}-{last} {printed_}") for first, last, printed_ in ends]


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the transcripts as segments, UTF-8.

    A label or a recording's name with spaces gets `_` for them; who is not known is `<NA>`. STM needs both times: one
    that is missing is that of the turn before (its end), or the turn's own other time.
    """
    labels = frozenset(
        found
        for dossier in dossiers
        for transcript in dossier.transcripts
        for found in _labels([value for key, value in transcript.extra if key == "header"])
    )

    def same(raw: str) -> tuple[Stretch, ...]:
        stretch = None if "\n" in raw else _stretch(raw, labels)
        return () if stretch is None else (stretch,)

    return printed(dossiers, same, _line)


def _line(stretch: Stretch, turn: Turn, earlier: Stretch | None) -> list[str]:
    facts = dict(stretch.extra)
    before = 0 if earlier is None else earlier.end or earlier.start or 0
    start = stretch.start if stretch.start is not None else (stretch.end if stretch.end is not None else before)
    end = stretch.end if stretch.end is not None else start
    speaker = one_word(facts.get("speaker printed") or stretch.label or NA)
    times = f"{printed_seconds(start)} {printed_seconds(end)}"
    if stretch.printed and (told := stretch.printed.split()) and len(told) == 2:
        # The source's own digits stay where they still say the time.
        times = " ".join(
            old if seconds(old) == now else printed_seconds(now) for old, now in zip(told, (start, end), strict=True)
        )
    head = f"{stretch.recording} {one_word(facts.get('channel', '1'), '1')} {speaker} {times}"
    words = _SPACES.sub(" ", _with_alternatives(stretch, turn)).strip()
    return [" ".join(part for part in (head, facts.get("label", ""), words) if part)]


def _with_alternatives(stretch: Stretch, turn: Turn) -> str:
    """Returns the words with signs and, where the text still stands as it was, with the alternatives put back."""
    text = stretch.text
    if stretch.marks:
        if not text and len(stretch.marks) == 1 and stretch.marks[0].words.lower() == IGNORED:
            return stretch.marks[0].words
        return with_signs(turn)
    for key, value in reversed(stretch.extra):
        where, _, printed_ = value.partition(" ")
        first, _, last = where.partition("-")
        if key == "alternatives" and first.isdecimal() and last.isdecimal() and printed_.startswith("{"):
            options = [" ".join(option.split()) for option in printed_.strip("{}").split("/")]
            held = text[int(first) : int(last)]
            if held in options or (not held and "@" in options):
                text = f"{text[: int(first)]} {printed_} {text[int(last) :]}"
    return text
