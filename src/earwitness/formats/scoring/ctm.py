"""CTM, the time-marked conversation: a word a line, with its recording, channel, time, length and confidence.

By NIST's SCTK, `infmts`, and the RT evaluation plans: `<F> <C> <BT> <DUR> word [<CONF> [<type> [<speaker>]]]`, times in
seconds. Words of one recording, channel and speaker make a turn until a silence longer than `PAUSE`. Of alternatives
(`<ALT_BEGIN>`, `<ALT>`, `<ALT_END>`) the first that has words is the text; all are kept in `alternatives`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...errors import MalformedText
from ...model import Dossier, Reading, Turn, Word
from ..content import as_text
from ..readings import Faults
from ..signs import with_signs
from .reprint import printed
from .sheet import Sheet, Stretch, filed, first_records, is_number, one_word, printed_seconds, seconds, sheet_of
from .strand import PAUSE, Said, Strand

__all__ = ["PAUSE", "detects", "read", "write"]

READER = "ctm 1"
MOST_OF_ALTERNATIVES = 1000
"""Lines of one set of alternatives; one that is longer was never closed."""

_TIMES = re.compile(r"\d+(?:\.\d*)?|\.\d+|\*")


def detects(head: bytes, name: str) -> float:
    if head[:1] in (b"<", b"{", b"["):
        return 0.0
    text = as_text(head[:8000])
    if not all(_is_word(fields) for fields in first_records(text, 1)):
        return 0.0
    records = first_records(text)
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


def _grown(open_: dict[tuple[str, str, str], Strand], said: Said | None, sheet: Sheet) -> Iterator[Strand]:
    """Adds to the open strand of the voice, or begins one and yields it."""
    if said is None:
        return
    strand = open_.get(said.voice)
    if strand is None or not strand.continues(said):
        strand = open_[said.voice] = Strand(said)
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
    return printed(dossiers, _same, _lines)


def _same(raw: str) -> list[Stretch]:
    lines = raw.split("\n")
    sheet = Sheet([(number, line) for number, line in enumerate(lines, 1)], {}, "utf-8", ())
    strands = list(_strands(sheet, Faults()))
    if len(strands) != 1:
        return []
    # Whether a channel is a voice hangs on the whole file: the turn's own extra says what was found there.
    strand = strands[0]
    return [strand.stretch(strand.speaker or None), strand.stretch(strand.channel)]


def _lines(stretch: Stretch, turn: Turn, earlier: Stretch | None) -> list[str]:
    facts = dict(stretch.extra)
    channel = one_word(facts.get("channel") or stretch.label or "1")
    before = 0 if earlier is None else earlier.end or earlier.start or 0
    start = turn.start if turn.start is not None else before
    end = max(start, turn.end if turn.end is not None else start)
    timed = [word for word in turn.words if word.start is not None and turn.text[word.first : word.last].strip()]
    spoken = [(turn.text[word.first : word.last], word) for word in timed]
    if not _whole(turn, timed):
        texts = with_signs(turn).split()
        step = (end - start) / len(texts) if texts else 0
        edges = [round(start + step * place) for place in range(len(texts) + 1)]
        spoken = [(text, Word(0, 0, edges[place], edges[place + 1])) for place, text in enumerate(texts)]
    kinds = facts.get("types", "").split()
    own = stretch.label if facts.get("channel") not in (None, stretch.label) else None
    lines = []
    for place, (text, word) in enumerate(spoken):
        kind = kinds[place] if len(kinds) == len(spoken) else kinds[0] if kinds else "lex" if own else ""
        confidence = repr(word.confidence) if word.confidence is not None else "NA" if kind else ""
        fields = (one_word(text), confidence, kind, one_word(own) if own else "")
        lines.append(f"{stretch.recording} {channel} {_times(word)} {' '.join(field for field in fields if field)}")
    return _with_alternatives(turn, f"{stretch.recording} {channel}", [word for _, word in spoken], lines)


def _times(word: Word) -> str:
    start = word.start or 0
    return f"{printed_seconds(start)} {printed_seconds(max(0, (word.end or start) - start))}"


def _with_alternatives(turn: Turn, head: str, words: list[Word], lines: list[str]) -> list[str]:
    """Returns the lines with the alternatives put back where the text still has one of them."""
    for key, value in reversed(turn.extra):
        where, _, told = value.partition(" ")
        first, _, last = where.partition("-")
        if key != "alternatives" or not (first.isdecimal() and last.isdecimal()):
            continue
        held, options = turn.text[int(first) : int(last)], told.split(" / ")
        span = [place for place, word in enumerate(words) if int(first) <= word.first and word.last <= int(last)]
        if held not in options or not span:
            continue
        start, end = words[span[0]].start or 0, words[span[-1]].end or 0
        block = [f"{head} * * <ALT_BEGIN>"]
        for option in options:
            block += [f"{head} * * <ALT>"] if 1 < len(block) else []
            texts = option.split() or ["@"]
            step = max(0, end - start) / len(texts)
            shares = [Word(0, 0, round(start + step * n), round(start + step * (n + 1))) for n in range(len(texts))]
            block += (
                [lines[place] for place in span]
                if option == held
                else [f"{head} {_times(share)} {text}" for text, share in zip(texts, shares, strict=True)]
            )
        lines = [*lines[: span[0]], *block, f"{head} * * <ALT_END>", *lines[span[-1] + 1 :]]
        words = [*words[: span[0]], *([Word(0, 0)] * (len(block) + 1)), *words[span[-1] + 1 :]]
    return lines


def _whole(turn: Turn, timed: list[Word]) -> bool:
    """Says whether the timed words are all the words that the text has."""
    return (
        not turn.marks
        and "".join(turn.text[word.first : word.last] for word in timed).split() == "".join(turn.text.split()).split()
    )
