"""RTTM, the rich transcription time mark: who spoke when, and where it is told, which words, sounds and slips.

By NIST's RT-09 evaluation plan, appendix A: `type file channel onset duration ortho stype name conf [slat]`, times in
seconds, `<NA>` for what does not apply. A SPEAKER record is a turn. LEXEME records are its words, NON-LEX its sounds
(marks), by who says them and when; FILLER, EDIT, IP, SU, CB and A/P are kept in the extra of the turn they fall into.
What falls into no turn becomes turns by pause. NON-SPEECH, NOSCORE, SEGMENT and the rest stand with the transcript.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...errors import MalformedText
from ...model import Dossier, Reading, Turn, Word
from ..content import as_text
from ..readings import Extra, Faults
from .records import TYPES, WITHIN, Record, plain_stretch, record_of, stretches_of
from .reprint import Block, printed, sheets, told
from .sheet import NA, Sheet, Stretch, filed, is_number, one_word, printed_seconds, seconds, sheet_of

READER = "rttm 1"
_WORD = re.compile(r"\S+")
_STARTS = tuple(f"{kind}{space}".encode() for kind in TYPES for space in (" ", "\t"))


def detects(head: bytes, name: str) -> float:
    if head[:1] in (b";", b"#", b"\xef", b"\xff", b"\xfe") or head[:1].isspace():
        lines = [line for line in as_text(head).split("\n", 200)[:200] if line.strip() and line[:1] not in ";#"]
        return _sure(lines[0]) if lines else 0.0
    return _sure(head[:2000].decode("latin-1").partition("\n")[0]) if head.startswith(_STARTS) else 0.0


def _sure(line: str) -> float:
    fields = line.split()
    if not fields or fields[0] not in TYPES or not (8 <= len(fields) <= 11):
        return 0.0
    return 1.0 if all(field == NA or is_number(field) for field in fields[3:5]) else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the SPEAKER records as turns, a conversation for each recording; a turn's text is empty where the file has
    no words. Raises MalformedText where no line is a record."""
    sheet = sheet_of(content, name=name)
    plain = _plain(sheet)
    if plain is not None:
        return filed(
            plain, format="rttm", reader=READER, media_type="text/x-rttm", charset=sheet.charset, doubts=sheet.doubts,
            header=sheet.header,
        )  # fmt: skip
    faults = Faults()
    records: list[Record] = []
    for place, (number, line) in enumerate(sheet.records):
        record = record_of(place, line)
        if record is None:
            faults.add(f"no record: {line[:120]}", line=number)
            continue
        records.append(record)
        if record.kind != "SPKR-INFO" and (record.start is None or record.end is None) and NA not in line.split()[3:5]:
            faults.add(f"the times of {record.kind} cannot be used: {line[:120]}", line=number)
    if not records and sheet.records:
        raise MalformedText(name, sheet.records[0][0], "no record of RTTM (SPEAKER, LEXEME…)")
    roles: dict[tuple[str, str], str] = {}
    for record in records:
        if record.kind == "SPKR-INFO" and record.subtype.lower() not in ("unknown", NA.lower()):
            roles[record.recording, record.name] = record.subtype
    stretches, rest = stretches_of(records)
    told_of: dict[str, list[tuple[str, str]]] = {}
    for record in rest:
        told_of.setdefault(record.recording, []).append((record.kind, f"{record.place + 1} {record.line}"))
    extras: dict[str, Extra] = {recording: tuple(pairs) for recording, pairs in told_of.items()}
    stretches = [one._replace(comments=tuple(c for p in one.records for c in sheet.before(p))) for one in stretches]
    footer = [
        *(comment for record in rest for comment in sheet.before(record.place)),
        *(sheet.comments.get(len(sheet.records), ()) if sheet.records else ()),
    ]
    return filed(
        stretches, format="rttm", reader=READER, media_type="text/x-rttm", charset=sheet.charset, doubts=sheet.doubts,
        faults=faults, header=sheet.header, footer=footer, extras=extras, roles=roles,
        leading=[record.place for record in rest],
    )  # fmt: skip


def _plain(sheet: Sheet) -> list[Stretch] | None:
    """Returns the turns of a sheet of nothing but who spoke when; None where it holds anything else."""
    channels: dict[str, Extra] = {}
    stretches: list[Stretch] = []
    if set(sheet.comments) - {0}:
        return None
    for place, (_, line) in enumerate(sheet.records):
        stretch = plain_stretch(line, place, channels)
        if stretch is None:
            return None
        stretches.append(stretch)
    if stretches:
        sheet.records.clear()
    return stretches or None


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the turns as SPEAKER records, UTF-8, `<NA>` for a time or a voice that is not known.

    Words are written (LEXEME) where a transcript has times for some of them: a diarisation's readers take every line for
    a turn. Those without a time of their own have `<NA>`.
    """
    wordy: set[str] = set()
    leading: list[Block] = []
    for recording, transcript in sheets(dossiers):
        if transcript.format == "rttm" or any(
            word.start is not None for turn in transcript.turns for word in turn.words
        ):
            wordy.add(recording)
        old = told(transcript, "recording")
        for key, value in transcript.extra:
            place, _, line = value.partition(" ")
            if key in TYPES and place.isdecimal():
                fields = line.split()
                renamed = 1 < len(fields) and fields[1] == old and recording != old
                leading.append(
                    ((int(place) - 1,), [" ".join((fields[0], recording, *fields[2:])) if renamed else line])
                )
    leading.sort()
    return printed(dossiers, _same, lambda stretch, turn, _: _lines(stretch, turn, stretch.recording in wordy), leading)


def _same(raw: str) -> list[Stretch]:
    plain = plain_stretch(raw, 0, {}) if "\n" not in raw else None
    if plain is not None:
        return [plain]
    records = [record_of(place, line) for place, line in enumerate(raw.split("\n"))]
    stretches, rest = stretches_of([record for record in records if record is not None])
    return [] if rest or None in records or len(stretches) != 1 else stretches


def _lines(stretch: Stretch, turn: Turn, wordy: bool) -> list[str]:
    facts = dict(stretch.extra)
    head = f"{stretch.recording} {one_word(facts.get('channel', '1'), '1')}"
    name = one_word(stretch.label or NA)
    lines = []
    if facts.get("kind") != "words":
        times = _times(stretch.start, stretch.end)
        lines.append(f"SPEAKER {head} {times} {NA} {NA} {name} {facts.get('confidence', NA)} {NA}")
    if wordy:
        lines += [
            f"{kind} {head} {times} {ortho} {subtype} {name} {confidence} {NA}"
            for kind, times, ortho, subtype, confidence in _spoken(turn, facts.get("types", "").split())
        ]
    for kind, value in stretch.extra:
        fields = value.split()
        if kind in WITHIN and len(fields) == 3:
            times = _times(seconds(fields[1]), seconds(fields[2]))
            lines.append(f"{kind} {head} {times} {NA} {fields[0]} {name} {NA} {NA}")
    return lines


def _times(start: int | None, end: int | None) -> str:
    if start is None:
        return f"{NA} {NA}"
    return f"{printed_seconds(start)} {NA if end is None else printed_seconds(max(0, end - start))}"


def _spoken(turn: Turn, subtypes: list[str]) -> list[tuple[str, str, str, str, str]]:
    """Returns kind, times, word, subtype and confidence of what is said in a turn, in its order; sounds among the words."""
    timed = {(word.first, word.last): word for word in turn.words}
    spans = list(timed)
    if "".join(turn.text[first:last] for first, last in spans).split() != "".join(turn.text.split()).split():
        spans = [found.span() for found in _WORD.finditer(turn.text)]
    found: list[tuple[int, tuple[str, str, str, str, str]]] = []
    for place, (first, last) in enumerate(spans):
        word = timed.get((first, last)) or Word(first, last)
        confidence = NA if word.confidence is None else repr(word.confidence)
        subtype = subtypes[place] if len(subtypes) == len(spans) else "lex"
        text = one_word(turn.text[first:last])
        found.append((last, ("LEXEME", _times(word.start, word.end), text, subtype, confidence)))
    found += [
        (mark.end, ("NON-LEX", _times(None, None), NA, one_word(mark.words or "other"), NA))
        for mark in turn.marks
        if mark.type == "vocal"
    ]
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]
