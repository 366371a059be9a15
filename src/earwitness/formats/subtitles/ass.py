"""ASS and SSA, the SubStation subtitles: sections of lines, events whose columns a `Format` line names.

By the specification of v4.00+ and what libass makes of it. A Dialogue event with words is a turn, its Name the voice.
Override blocks (`{\\an8}`) are kept in `tags` with their places; karaoke (`\\k`) gives words their times. Comment events
and events without words are kept where they stand (`before` the next turn), the other sections with the transcript.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ...errors import MalformedText
from ...model import Dossier, Reading, Transcript, Turn
from ..casting import Casting
from ..content import as_text
from ..page.charset import decode
from ..readings import Extra, Faults, reading, telling
from ..signs import label, voices
from ..signs import with_signs as signed
from .karaoke import Line, line_of, printed_line
from .timing import shown

READER = "ass 1"
COLUMNS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
EVENTS = "[Events]"
PLAIN_HEAD = (
    ("[Script Info]", "ScriptType: v4.00+\nWrapStyle: 0\nScaledBorderAndShadow: yes\n"),
    (
        "[V4+ Styles]",
        "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, "
        "Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, "
        "MarginV, Encoding\n"
        "Style: Default,Arial,20,&H00FFFFFF,&H000000FF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,2,2,2,10,10,10,1\n",
    ),
    (EVENTS, "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"),
)
"""The sections of a script that comes from another format."""

_FIRST = frozenset((b"[", b";", b"!", b"\xef", b"\xff", b"\xfe", b" ", b"\r", b"\n", b"F", b"D"))
"""What a script may begin with."""
_SECTION = re.compile(r"\[[^\]\n]*[a-z][^\]\n]*\]\s*")
_TIME = re.compile(r"(\d{1,6}):(\d{1,2}):(\d{1,2})(?:[.:,](\d{1,9}))?", re.ASCII)
_DEFAULTS = {"style": "Default", "effect": ""}


class Event(NamedTuple):
    """What an event line says, but for who: that hangs on the cast."""

    voice: str
    start: int | None
    end: int | None
    printed: str
    line: Line
    extra: Extra


def detects(head: bytes, name: str) -> float:
    if head[:1] not in _FIRST and head[1:2] != b"\x00":
        return 0.0
    text = as_text(head[:8000]).lstrip()
    if text.startswith(("[Script Info]", "[script info]")) or "\n[Script Info]" in text:
        return 1.0
    if "Dialogue:" in text and (EVENTS in text or name.lower().endswith((".ass", ".ssa"))):
        return 0.95
    return 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the Dialogue events as turns. Raises MalformedText where there is neither a section nor an event."""
    text, charset, doubts = decode(content, name=name)
    layout = [
        word
        for word, there in (
            ("bom", content.startswith(b"\xef\xbb\xbf")),
            ("crlf", "\r\n" in text[:4000]),
            ("open", not text.endswith("\n")),
        )
        if there
    ]
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    sections: list[tuple[str, list[str]]] = [("", [])]
    faults = Faults()
    casting = Casting()
    turns: list[Turn] = []
    before: list[tuple[str, str]] = []
    columns: tuple[str, ...] | None = None
    events = False
    for number, line in enumerate(lines, 1):
        if line.startswith("[") and _SECTION.fullmatch(line):
            events = line.strip().lower() == "[events]"
            if events and columns is not None:
                before.append(("before", line))
            else:
                sections.append((EVENTS if events and line == EVENTS else line, []))
                columns = COLUMNS if events else columns
            continue
        if not events and not (line.startswith("Dialogue:") and len(sections) == 1):
            sections[-1][1].append(line)
            continue
        columns = columns or COLUMNS
        kind, colon, rest = line.partition(":")
        kind = kind.strip().lower()
        if kind == "format" and not turns and not before:
            columns = tuple(column.strip().lower() for column in rest.split(","))
            sections[-1][1].append(line)
            continue
        event = event_of(rest, columns) if kind == "dialogue" and colon else None
        if event is None or not event.line.text:
            if kind == "dialogue" and event is None:
                faults.add(f"no event of {len(columns)} columns: {line[:120]}", line=number)
            before.append(("before", line))
            continue
        if event.start is None or event.end is None:
            faults.add(f"the times “{event.printed}” cannot be used as they stand", line=number, turn=len(turns) + 1)
        turns.append(
            Turn(
                id=str(len(turns) + 1), number=len(turns) + 1, speakers=casting.voice(event.voice), text=event.line.text,
                raw=line, start=event.start, end=event.end, printed=event.printed, words=event.line.words,
                extra=(*event.extra, *before) if before else event.extra,
            )
        )  # fmt: skip
        before = []
    if columns is None and not any("Style" in heading or "Info" in heading for heading, _ in sections):
        raise MalformedText(name, 1, "no section of a SubStation script ([Script Info], [Events])")
    extra = tuple(
        (heading or "head", "".join(f"{line}\n" for line in body)) for heading, body in sections if heading or body
    )
    tail = (("after", "\n".join(line for _, line in before)),) if before else ()
    transcript = telling(
        turns, casting.speakers, format="ass", reader=READER, kind="subtitles", title=_title(sections),
        doubts=faults.doubts, extra=(*extra, *tail, *((("layout", " ".join(layout)),) if layout else ())),
    )  # fmt: skip
    return reading(
        [transcript], format="ass", media_type="text/x-ass", reader=READER, charset=charset, doubts=doubts,
        title=transcript.title,
    )  # fmt: skip


def _title(sections: Sequence[tuple[str, list[str]]]) -> str | None:
    """Returns the title that the script gives itself; an editor's own stand-in is none."""
    for heading, body in sections:
        if heading.lower().startswith("[script info]"):
            found = next((line.partition(":")[2].strip() for line in body if line.lower().startswith("title:")), "")
            return None if found.lower() in ("", "default aegisub file", "<untitled>", "untitled") else found
    return None


def event_of(rest: str, columns: tuple[str, ...]) -> Event | None:
    """Returns what an event says, given the text after its kind; None where it has fewer columns than are named."""
    fields = rest.split(",", len(columns) - 1)
    if len(fields) != len(columns):
        return None
    told = dict(zip(columns, fields, strict=True))
    begin, finish = told.get("start", "").strip(), told.get("end", "").strip()
    start, end = _milliseconds(begin), _milliseconds(finish)
    if start is not None and end is not None and end < start:
        end = None
    line = line_of(told.get("text", ""), start)
    extra: list[tuple[str, str]] = []
    for column in columns:
        if column in ("start", "end", "name", "actor", "text"):
            continue
        value = told[column].strip()
        if column.startswith("margin") or column in ("layer", "marked"):
            if value.removeprefix("Marked=").strip("0"):
                extra.append((column, value))
        elif value != _DEFAULTS.get(column, ""):
            extra.append((column, value))
    voice = told.get("name", told.get("actor", "")).strip()
    return Event(voice, start, end, f"{begin} {finish}", line, (*extra, *line.tags))


def _milliseconds(printed: str) -> int | None:
    match = _TIME.fullmatch(printed)
    if match is None:
        return None
    hours, minutes, seconds, fraction = match.groups()
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(((fraction or "") + "000")[:3])


def _clock(time: int) -> str:
    """Returns `h:mm:ss.cc`: SubStation has hundredths of a second."""
    hundredths = (time + 5) // 10
    minutes, seconds = divmod(hundredths // 100, 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}.{hundredths % 100:02}"


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the script, UTF-8: what nobody changed as it was, a telling from elsewhere in a plain style.

    Times are rounded to hundredths of a second; a time that is missing gets a stand-in (see `shown`). Words with times
    become karaoke.
    """
    transcript = dossiers[0].transcripts[0]
    known = dict(transcript.extra)
    heading = next((key for key in known if key.lower() == "[events]"), None)
    sections = [(key, value) for key, value in transcript.extra if key == "head" or key.startswith("[")]
    if heading is None:
        title = (transcript.title or dossiers[0].conversation.title).replace("\n", " ")
        (info, body), *rest = PLAIN_HEAD
        sections = [(info, f"Title: {title}\n{body}" if title else body), *rest]
        heading = EVENTS
    named = next((line for line in dict(sections)[heading].split("\n") if line.lower().startswith("format:")), "")
    columns = tuple(column.strip().lower() for column in named.partition(":")[2].split(",")) if named else COLUMNS
    lines: list[str] = []
    for key, body in sections:
        lines += [] if key == "head" else [key]
        lines += body.split("\n")[:-1]
        if key == heading:
            lines += _events(transcript, columns)
            lines += known["after"].split("\n") if "after" in known else []
    layout = known.get("layout", "").split()
    text = "\n".join(lines) + ("" if "open" in layout else "\n")
    if "crlf" in layout:
        text = text.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if "bom" in layout else b"") + text.encode()


def _events(transcript: Transcript, columns: tuple[str, ...]) -> list[str]:
    names = voices(transcript)
    lines: list[str] = []
    for turn, (start, end) in zip(transcript.turns, shown(transcript.turns), strict=True):
        lines += [value for key, value in turn.extra if key == "before"]
        voice = label(turn, names).replace(",", " ")
        if turn.raw is not None and _same(turn, voice, columns):
            lines.append(turn.raw)
            continue
        told = {key: value for key, value in turn.extra if key in columns}
        values = {
            "layer": "0", "marked": "Marked=0", "marginl": "0", "marginr": "0", "marginv": "0", **_DEFAULTS, **told,
            "start": _clock(start), "end": _clock(end), "name": voice, "actor": voice,
            "text": printed_line(turn, signed(turn) if turn.marks else turn.text),
        }  # fmt: skip
        lines.append("Dialogue: " + ",".join(values.get(column, "") for column in columns))
    return lines


def _same(turn: Turn, voice: str, columns: tuple[str, ...]) -> bool:
    """Says whether the event as printed still says what the turn says."""
    kind, colon, rest = (turn.raw or "").partition(":")
    if "\n" in rest or not colon or kind.strip().lower() != "dialogue":
        return False
    event = event_of(rest, columns)
    if event is None or turn.marks or " ".join(event.voice.replace(",", " ").split()) != " ".join(voice.split()):
        return False
    extra = tuple(pair for pair in turn.extra if pair[0] != "before")
    return (event.start, event.end, event.line.text, event.line.words, event.extra) == (
        turn.start, turn.end, turn.text, turn.words, extra,
    )  # fmt: skip
