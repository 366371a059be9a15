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
from ..signs import label, with_signs
from ..signs import voices as names_of
from .karaoke import Line, line_of, printed_line
from .timing import shown

READER = "ass 1"
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
_NUMBERS = frozenset(("0", "0000", "", "00", "000", "Marked=0"))


COLUMN_NAMES = "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"


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
    voices: dict[str, tuple[str, ...]] = {}
    turns: list[Turn] = []
    before: list[tuple[str, str]] = []
    columns: Columns | None = None
    events = False
    for at, line in enumerate(lines, 1):
        if line.startswith("[") and _SECTION.fullmatch(line):
            events = line.strip().lower() == "[events]"
            if events and columns is not None:
                before.append(("before", line))
            else:
                sections.append((EVENTS if events and line == EVENTS else line, []))
                columns = columns_of(COLUMN_NAMES) if events else columns
            continue
        if not events and not (line.startswith("Dialogue:") and len(sections) == 1):
            sections[-1][1].append(line)
            continue
        columns = columns or columns_of(COLUMN_NAMES)
        if line.startswith("Dialogue:"):
            kind, rest = "dialogue", line[9:]
        else:
            kind, _, rest = line.partition(":")
            kind = kind.strip().lower()
        if kind == "format" and not turns and not before:
            columns = columns_of(rest)
            sections[-1][1].append(line)
            continue
        event = event_of(rest, columns) if kind == "dialogue" else None
        if event is None or not event.line.text:
            if kind == "dialogue" and event is None:
                faults.add(f"no event of {len(columns.names)} columns: {line[:120]}", line=at)
            before.append(("before", line))
            continue
        if event.start is None or event.end is None:
            faults.add(f"the times “{event.printed}” cannot be used as they stand", line=at, turn=len(turns) + 1)
        voice = voices.get(event.voice)
        if voice is None:
            voice = voices[event.voice] = casting.voice(event.voice)
        number = len(turns) + 1
        turns.append(
            Turn(
                id=str(number), number=number, speakers=voice, text=event.line.text,
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


class Columns(NamedTuple):
    """Where the columns of an event stand."""

    names: tuple[str, ...]
    start: int
    end: int
    voice: int
    text: int
    others: tuple[tuple[int, str, frozenset[str]], ...]
    """The rest: place, name, and the values that say nothing."""


def columns_of(format: str) -> Columns:
    """Returns the columns that a Format line names; one that is not named has place -1."""
    names = tuple(column.strip().lower() for column in format.split(","))
    places = {name: place for place, name in reversed(list(enumerate(names)))}
    others = tuple(
        (place, name, _NUMBERS if name.startswith("margin") or name in ("layer", "marked") else _plain(name))
        for place, name in enumerate(names)
        if name not in ("start", "end", "name", "actor", "text")
    )
    voice = places.get("name", places.get("actor", -1))
    return Columns(names, places.get("start", -1), places.get("end", -1), voice, places.get("text", -1), others)


def _plain(name: str) -> frozenset[str]:
    return frozenset((_DEFAULTS.get(name, ""),))


def event_of(rest: str, columns: Columns) -> Event | None:
    """Returns what an event says, given the text after its kind; None where it has fewer columns than are named."""
    fields = rest.split(",", len(columns.names) - 1)
    if len(fields) != len(columns.names):
        return None
    begin = fields[columns.start].strip() if 0 <= columns.start else ""
    finish = fields[columns.end].strip() if 0 <= columns.end else ""
    start, end = _milliseconds(begin), _milliseconds(finish)
    if start is not None and end is not None and end < start:
        end = None
    line = line_of(fields[columns.text] if 0 <= columns.text else "", start)
    extra = [
        (name, value)
        for place, name, usual in columns.others
        if fields[place] not in usual and (value := fields[place].strip()) not in usual
    ]
    voice = fields[columns.voice].strip() if 0 <= columns.voice else ""
    return Event(voice, start, end, f"{begin} {finish}", line, (*extra, *line.tags) if extra else line.tags)


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
    columns = columns_of(named.partition(":")[2] if named else COLUMN_NAMES)
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


def _events(transcript: Transcript, columns: Columns) -> list[str]:
    names = names_of(transcript)
    lines: list[str] = []
    for turn, (start, end) in zip(transcript.turns, shown(transcript.turns), strict=True):
        lines += [value for key, value in turn.extra if key == "before"]
        voice = label(turn, names).replace(",", " ")
        if turn.raw is not None and _same(turn, voice, columns):
            lines.append(turn.raw)
            continue
        told = {key: value for key, value in turn.extra if key in columns.names}
        values = {
            "layer": "0", "marked": "Marked=0", "marginl": "0", "marginr": "0", "marginv": "0", **_DEFAULTS, **told,
            "start": _clock(start), "end": _clock(end), "name": voice, "actor": voice,
            "text": printed_line(turn, with_signs(turn) if turn.marks else turn.text),
        }  # fmt: skip
        lines.append("Dialogue: " + ",".join(values.get(column, "") for column in columns.names))
    return lines


def _same(turn: Turn, voice: str, columns: Columns) -> bool:
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
