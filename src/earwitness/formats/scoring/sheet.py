"""Sheets: the lines that scoring tools read, their recordings, and the order in which they stand.

CTM, RTTM, STM and SegLST name the recording on every record. Each recording is a conversation here; a turn keeps its
records as printed (`raw`), so that what nobody changed is printed again as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite
from typing import NamedTuple

from ...model import Conversation, Mark, Reading, Transcript, Turn, Word
from ..casting import Casting
from ..content import as_text
from ..page.charset import decode
from ..readings import Extra, Faults, reading, telling

NA = "<NA>"
"""What these formats print for "not applicable"."""
LATEST = 3_600_000_000_000
"""The last millisecond that is believed: a million hours."""


class Stretch(NamedTuple):
    """What becomes a turn: who speaks when, of which recording, and the records that say so."""

    recording: str
    label: str | None
    text: str
    raw: str
    start: int | None
    end: int | None
    printed: str | None
    extra: Extra
    words: tuple[Word, ...] = ()
    marks: tuple[Mark, ...] = ()
    records: tuple[int, ...] = ()
    """The places of its records among those of the file, from 0."""
    comments: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[object, ...]:
        """What two stretches that say the same have in common, whatever their spacing and their place."""
        return self.recording, self.label, self.text, self.start, self.end, self.extra, self.words, self.marks


class Sheet(NamedTuple):
    """The lines of a file, comments and empty lines apart."""

    records: list[tuple[int, str]]
    """Line numbers from 1, and the lines."""
    comments: dict[int, tuple[str, ...]]
    """The comments before a record, by its place; those after the last stand past the end."""
    charset: str
    doubts: tuple[str, ...]

    @property
    def header(self) -> tuple[str, ...]:
        return self.comments.get(0, ())

    def before(self, record: int) -> tuple[str, ...]:
        """Returns the comments that stand before a record within the file; those at its head belong to the whole."""
        return self.comments.get(record, ()) if record else ()


def sheet_of(content: bytes, *, name: str) -> Sheet:
    """Returns the records and comments (`;;`, and `#` as some tools print it) of a file. Raises BadInput as `decode` does."""
    text, charset, doubts = decode(content, name=name)
    records: list[tuple[int, str]] = []
    comments: dict[int, list[str]] = {}
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if line.startswith((";", "#")):
            comments.setdefault(len(records), []).append(line)
        elif line and not line.isspace():
            records.append((number, line))
    return Sheet(records, {place: tuple(held) for place, held in comments.items()}, charset, doubts)


def first_fields(head: bytes) -> list[str]:
    """Returns the fields of the first line of a head that is no comment, looking at little: most files are no sheet."""
    text = as_text(head[:400])
    while text.startswith((";", "#", "\n", "\r")):
        text = text.partition("\n")[2]
        if not text:
            records = first_records(as_text(head[:8000]), 1)
            return records[0] if records else []
    return text.partition("\n")[0].split()


def first_records(text: str, most: int = 12) -> list[list[str]]:
    """Returns the fields of the first records of a head, the last left out where the head may be cut in it."""
    lines = text[:4000].split("\n")
    if 4000 <= len(text) and 1 < len(lines):
        lines.pop()
    found: list[list[str]] = []
    for line in lines:
        if line.strip() and not line.startswith((";", "#")):
            found.append(line.split())
            if len(found) == most:
                break
    return found


def seconds(printed: str) -> int | None:
    """Returns the milliseconds of seconds as printed; None for what is no time: words, NaN, negative, a million hours."""
    try:
        return milliseconds(float(printed))
    except ValueError:
        return None


def milliseconds(value: float) -> int | None:
    """Returns the milliseconds of a number of seconds, None where it cannot be a time."""
    return round(value * 1000) if 0 <= value <= LATEST / 1000 else None


def printed_seconds(time: int) -> str:
    """Returns seconds with three decimals: exactly the milliseconds of the model."""
    return f"{time // 1000}.{time % 1000:03}"


def is_number(text: str) -> bool:
    try:
        return isfinite(float(text))
    except ValueError:
        return False


def one_word(text: str, stand_in: str = NA) -> str:
    """Returns a name as one field: what parts fields becomes `_`, and a name that would read as a comment gets one."""
    joined = "_".join(text.split())
    return f"_{joined}" if joined.startswith((";", "#")) else joined or stand_in


def filed(
    stretches: Iterable[Stretch],
    *,
    format: str,
    reader: str,
    media_type: str,
    charset: str,
    doubts: Sequence[str] = (),
    faults: Faults | None = None,
    header: Sequence[str] = (),
    footer: Sequence[str] = (),
    extra: Extra = (),
    extras: dict[str, Extra] | None = None,
    roles: dict[tuple[str, str], str] | None = None,
    by_time: bool = False,
    leading: Sequence[int] = (),
) -> Reading:
    """Returns the reading: a conversation and a transcript for each recording, in order of first mention.

    `extras` gives what is known of one recording, `roles` what a voice of a recording is. `leading` are the places of
    records that belong to no turn. Where the file does not stand as these, then turn by turn, the places are kept (`records`).
    """
    by_recording: dict[str, list[Stretch]] = {}
    for stretch in stretches:
        by_recording.setdefault(stretch.recording, []).append(stretch)
    # What is told of a recording without a turn is not lost: it stands with the first that has one.
    silent = tuple(pair for recording, told in (extras or {}).items() if recording not in by_recording for pair in told)
    if by_time:
        for held in by_recording.values():
            held.sort(key=lambda stretch: -1 if stretch.start is None else stretch.start)
    mixed = not _in_order(
        (*sorted(leading), *(place for held in by_recording.values() for one in held for place in one.records))
    )
    conversations: list[Conversation] = []
    transcripts: list[Transcript] = []
    every: Extra = (*extra, *(("header", line) for line in header))
    last = len(by_recording)
    for number, (recording, held) in enumerate(by_recording.items(), 1):
        casting = Casting()
        of_recording = {name: role for (where, name), role in (roles or {}).items() if where == recording}
        turns = _turns(held, casting, mixed, of_recording)
        tail = tuple(("footer", line) for line in footer) if number == last else ()
        known = (("recording", recording),) if recording else ()
        transcripts.append(
            telling(
                turns, casting.speakers, format=format, reader=reader, local=f"t{number}", conversation=f"c{number}",
                doubts=faults.doubts if faults is not None and number == 1 else (), title=recording or None,
                extra=(*known, *every, *(extras or {}).get(recording, ()), *(silent if number == 1 else ()), *tail),
            )
        )  # fmt: skip
        conversations.append(Conversation(id=f"c{number}", title=recording, extra=known))
    return reading(
        transcripts, format=format, media_type=media_type, reader=reader, charset=charset, doubts=doubts,
        conversations=conversations,
    )  # fmt: skip


def _turns(held: list[Stretch], casting: Casting, mixed: bool, roles: dict[str, str]) -> list[Turn]:
    """Returns the turns that stretches are, and lets go of each stretch on the way: there may be millions."""
    voices: dict[str | None, tuple[str, ...]] = {None: ()}
    turns: list[Turn] = []
    held.reverse()
    while held:
        stretch = held.pop()
        _, label, text, raw, start, end, printed, extra, words, marks, records, comments = stretch
        voice = voices.get(label)
        if voice is None:
            voice = voices[label] = casting.voice(label, role=roles.get(label or ""))
        if comments:
            extra = (*extra, *(("comment", line) for line in comments))
        if mixed and records:
            extra = (*extra, ("records", _ranges(records)))
        number = len(turns) + 1
        turns.append(
            Turn(
                id=str(number), number=number, speakers=voice, text=text, raw=raw, start=start, end=end,
                printed=printed, marks=marks, words=words, extra=extra,
            )
        )  # fmt: skip
    return turns


def _in_order(places: Iterable[int]) -> bool:
    last = -1
    for place in places:
        if place < last:
            return False
        last = place
    return True


def _ranges(places: Sequence[int]) -> str:
    """Returns places from 1 as people print them: `3-5 9`."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    return " ".join(str(a + 1) if a == b else f"{a + 1}-{b + 1}" for a, b in runs)
