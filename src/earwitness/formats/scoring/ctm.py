"""CTM, the time-marked conversation: a word a line, with its recording, channel, time, length and confidence.

By NIST's SCTK, `infmts`, and the RT evaluation plans: `<F> <C> <BT> <DUR> word [<CONF> [<type> [<speaker>]]]`, times in
seconds. Words of one recording, channel and speaker make a turn until a silence longer than `PAUSE`. Of alternatives
(`<ALT_BEGIN>`, `<ALT>`, `<ALT_END>`) the first that has words is the text; all are kept in `alternatives`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...errors import MalformedText
from ...model import Dossier, Reading, Word
from ..content import as_text
from ..readings import Faults
from .reprint import printed
from .sheet import (
    LATEST,
    Sheet,
    Stretch,
    filed,
    first_fields,
    first_records,
    is_number,
    seconds,
    sheet_of,
)
from .strand import PAUSE, Said, Strand
from .wordlines import word_lines

__all__ = ["PAUSE", "detects", "read", "write"]

READER = "ctm 1"
MOST_OF_ALTERNATIVES = 1000
"""Lines of one set of alternatives; one that is longer was never closed."""

_MOST = LATEST // 2000
"""Seconds that are believed of a start and of a length, so that their sum is."""
_TIMES = re.compile(r"\d+(?:\.\d*)?|\.\d+|\*")


def detects(head: bytes, name: str) -> float:
    if head[:1] in (b"<", b"{", b"["):
        return 0.0
    if not _is_word(first_fields(head)):
        return 0.0
    records = first_records(as_text(head[:8000]))
    if not records or not all(_is_word(fields) for fields in records):
        return 0.0
    if all(5 < len(fields) and is_number(fields[4]) and float(fields[3]) <= float(fields[4]) for fields in records):
        # Segments whose speakers are numbered look like words with a confidence; words with a channel do not.
        return 0.5
    if name.lower().endswith(".ctm"):
        return 0.98
    decimals = all("." in fields[2] and "." in fields[3] for fields in records)
    return 0.95 if 2 < len(records) else 0.8 if decimals else 0.3


def _is_word(fields: list[str]) -> bool:
    if not (5 <= len(fields) <= 8 and _TIMES.fullmatch(fields[2]) and _TIMES.fullmatch(fields[3])):
        return False
    return len(fields) == 5 or fields[5] == "NA" or is_number(fields[5])


def read(content: bytes, *, name: str) -> Reading:
    """Returns the words as turns by pause, by time, a conversation for each recording.

    A channel is a voice where a recording has several, or where it has a name; else the words have none. Raises
    MalformedText where no line is a word.
    """
    sheet = sheet_of(content, name=name)
    faults = Faults()
    strands = list(_strands(sheet, faults))
    if not strands and sheet.records:
        number, line = sheet.records[0]
        raise MalformedText(name, number, f"no word of a recording (file, channel, start, length, word): {line[:80]}")
    channels: dict[str, set[str]] = {}
    for strand in strands:
        channels.setdefault(strand.recording, set()).add(strand.channel)
    stretches = [strand.stretch(_label(strand, channels[strand.recording])) for strand in strands]
    return filed(
        stretches, format="ctm", reader=READER, media_type="text/x-ctm", charset=sheet.charset, doubts=sheet.doubts,
        faults=faults, header=sheet.header, by_time=True,
        footer=sheet.comments.get(len(sheet.records), ()) if sheet.records else (),
    )  # fmt: skip


def _label(strand: Strand, channels: set[str]) -> str | None:
    if strand.speaker:
        return strand.speaker
    named = 1 < len(strand.channel) and not is_number(strand.channel)
    return strand.channel if named or 1 < len(channels) else None


def _strands(sheet: Sheet, faults: Faults) -> Iterator[Strand]:
    """Yields the strands of words as they begin; each grows until its voice pauses."""
    open_: dict[tuple[str, str, str], Strand] = {}
    block: list[tuple[int, int, list[str], str]] = []
    in_block = False
    for place, (number, line) in enumerate(sheet.records):
        fields = line.split()
        if len(fields) < 7 and not in_block and not sheet.comments:
            strand, new = _word(open_, fields, line, place)
            if new and strand is not None:
                yield strand
            if strand is not None:
                continue
        sign = fields[4] if 4 < len(fields) and fields[4].startswith("<ALT") else ""
        if sign == "<ALT_BEGIN>" and not in_block:
            in_block, block = True, [(place, number, fields, line)]
            continue
        if in_block and (sign == "" or sign == "<ALT>" or sign == "<ALT_END>") and len(block) < MOST_OF_ALTERNATIVES:
            block.append((place, number, fields, line))
            if sign == "<ALT_END>":
                in_block = False
                yield from _grown(open_, _alternatives(block, faults), sheet)
            continue
        if in_block or sign:
            faults.add(
                "alternatives that are not begun or not ended; their words are read one after another", line=number
            )
            in_block, unclosed = False, [*block, (place, number, fields, line)]
            for entry in unclosed:
                yield from _grown(open_, _alternatives([entry], faults), sheet)
            continue
        yield from _grown(open_, _alternatives([(place, number, fields, line)], faults), sheet)
    if in_block:
        faults.add("alternatives are not ended; their words are read one after another", line=block[0][1])
        for entry in block:
            yield from _grown(open_, _alternatives([entry], faults), sheet)


def _word(
    open_: dict[tuple[str, str, str], Strand], fields: list[str], line: str, place: int
) -> tuple[Strand | None, bool]:
    """Returns the strand that a plain word was added to, and whether it is a new one; none where it is no plain word."""
    try:
        recording, channel, begin, length, text, *rest = fields
        first, lasts = float(begin), float(length)
        sure = float(rest[0]) if rest else None
    except ValueError:
        return None, False
    if text[:1] in "<@" or not (0 <= first <= _MOST and 0 <= lasts <= _MOST and (sure is None or 0 <= sure <= 1)):
        return None, False
    start = round(first * 1000)
    voice = (recording, channel, "")
    strand = open_.get(voice)
    new = strand is None or not strand.takes(start)
    if strand is None or new:
        strand = open_[voice] = Strand(voice, begin)
    strand.word(text, start, max(start, round((first + lasts) * 1000)), sure, line, place)
    return strand, new


def _grown(open_: dict[tuple[str, str, str], Strand], said: Said | None, sheet: Sheet) -> Iterator[Strand]:
    """Adds to the open strand of the voice, or begins one and yields it."""
    if said is None:
        return
    strand = open_.get(said.voice)
    if strand is None or not strand.continues(said):
        strand = open_[said.voice] = Strand(said.voice, said.printed)
        yield strand
    strand.add(said)
    if sheet.comments:
        strand.comments += sheet.before(said.places[0])


def _alternatives(block: list[tuple[int, int, list[str], str]], faults: Faults) -> Said | None:
    """Returns what is said by one line, or by the lines of a set of alternatives; None where they say nothing."""
    options: list[list[Word]] = [[]]
    voice: tuple[str, str, str] | None = None
    words: list[list[str]] = [[]]
    kinds: list[list[str]] = [[]]
    for _, number, fields, line in block:
        if len(fields) < 5:
            faults.add(f"no word: {line[:120]}", line=number)
            continue
        if fields[4] == "<ALT>":
            options, words, kinds = [*options, []], [*words, []], [*kinds, []]
            continue
        if fields[4].startswith("<ALT_"):
            voice = voice or (fields[0], fields[1], "")
            continue
        start, length = seconds(fields[2]), seconds(fields[3])
        if (start is None and fields[2] != "*") or (length is None and fields[3] != "*"):
            if not (is_number(fields[2]) or fields[2].lower().lstrip("+-") in ("nan", "inf", "infinity")):
                faults.add(f"no word: {line[:120]}", line=number)
                continue
            faults.add(f"the time “{fields[2]} {fields[3]}” cannot be used", line=number)
        voice = (fields[0], fields[1], fields[7] if 7 < len(fields) and fields[7] not in ("NA", "<NA>") else "")
        if fields[4] == "@" and 1 < len(block):
            continue
        end = _end(fields[2], fields[3], start, length)
        options[-1].append(Word(0, len(fields[4]), start, end, _confidence(fields, number, faults)))
        words[-1].append(fields[4])
        kinds[-1].append(fields[6] if 6 < len(fields) else "")
    if voice is None:
        return None
    chosen = next((place for place, held in enumerate(words) if held), 0)
    if len(block) == 1 and not words[0]:
        return None
    told = " / ".join(" ".join(held) or "@" for held in words) if 1 < len(words) else ""
    return Said(
        voice=voice, words=words[chosen], timed=options[chosen], kinds=kinds[chosen], alternatives=told,
        raw=[entry[3] for entry in block], places=[entry[0] for entry in block],
        printed=next((entry[2][2] for entry in block if 4 < len(entry[2]) and entry[2][2] != "*"), ""),
    )  # fmt: skip


def _end(begin: str, length: str, start: int | None, duration: int | None) -> int | None:
    if start is None or duration is None:
        return None
    return max(start, round((float(begin) + float(length)) * 1000))


def _confidence(fields: list[str], number: int, faults: Faults) -> float | None:
    if len(fields) < 6 or fields[5] in ("NA", "<NA>"):
        return None
    if is_number(fields[5]) and 0 <= float(fields[5]) <= 1:
        return float(fields[5])
    faults.add(f"“{fields[5]}” is no confidence from 0 to 1", line=number)
    return None


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the words of the transcripts, UTF-8.

    A voice becomes the channel where the turn has none of its own: readers of CTM take five or six fields. Words without
    times of their own share the time of their turn evenly; a turn without a time begins where the one before it ends.
    """
    return printed(dossiers, _same, word_lines)


def _same(raw: str) -> list[Stretch]:
    lines = raw.split("\n")
    sheet = Sheet([(number, line) for number, line in enumerate(lines, 1)], {}, "utf-8", ())
    strands = list(_strands(sheet, Faults()))
    if len(strands) != 1:
        return []
    # Whether a channel is a voice hangs on the whole file: the turn's own extra says what was found there.
    strand = strands[0]
    return [strand.stretch(strand.speaker or None), strand.stretch(strand.channel)]
