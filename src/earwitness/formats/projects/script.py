"""The script: a transcript as plain text that a person reads, that other programs put codes on, and that is read back whole.

A paragraph a turn, `[0:41.250 → 0:43] Label: words`, an empty line between two. Who spoke is left out where nobody could
know (`— words`), several are joined by ` + `, and a label that could be mistaken stands in quotation marks. A further line
of one turn begins with a tab. A time that is no place in the recording stands in round brackets. Signs of the transcriber
are printed, as in plain text.

Every turn is placed: an offset into its words is one into the script, so that a coded passage stays with its words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ...model import Mark, Speaker, Transcript, Turn
from ...times import Ms, parse_clock
from ..casting import Casting
from ..page.marks import read_marks
from ..signs import printed_sign, voices, with_signs

_CUT = "\0"
"""Stands before each stretch of a turn's words while the script is made; no text that was decoded holds it."""
_KEEP_WORDS = frozenset(("unclear", "supplied", "gloss", "masked", "quote"))
"""Marks whose words stay in print."""
_CLOCK = r"[\d:]+(?:\.\d+)?"
_NAME = r"\"(?:[^\"\n]|\"\")*\"|(?!\")(?:(?!: | \+ )[^\n])+?"
_PARAGRAPH = re.compile(
    rf"(?:\[(?P<start>{_CLOCK})(?: → (?P<end>{_CLOCK}))?\] |\((?P<said>[^()\n]+)\) )?"
    rf"(?:— |(?P<who>(?:{_NAME})(?: \+ (?:{_NAME}))*): )(?P<words>.*)",
    re.DOTALL,
)
_NAMES = re.compile(r"(?:^| \+ )(?P<name>\"(?:[^\"]|\"\")*\"|(?:(?! \+ ).)+)")
_MISTAKEN = re.compile(r"[\[(—\"]|.*(?:: | \+ |\")|.*:$")
_TIMES = re.compile(rf"(?P<start>{_CLOCK})(?: → (?P<end>{_CLOCK}))?")
_WORD = re.compile(r"\S+")


class Placed(NamedTuple):
    """A turn in the script."""

    turn: Turn
    start: int
    """Code points from the start of the script to the first of its words."""
    end: int
    runs: tuple[tuple[int, int, int], ...]
    """Stretches that stand in the script as in the turn: place in the turn, place in the script, length."""

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Returns where code points `[first, last)` of the turn's text stand in the script."""
        if not self.runs:
            return self.start, self.end
        starts = [run[0] for run in self.runs]
        low = self.runs[max(0, bisect_right(starts, first) - 1)]
        high = self.runs[max(0, bisect_left(starts, last) - 1)]
        start = low[1] + min(first - low[0], low[2])
        return start, max(start, high[1] + min(max(last - high[0], 0), high[2]))

    def within(self, start: int, end: int) -> tuple[int, int] | None:
        """Returns which code points of the turn's text lie in `[start, end)` of the script; None where none do."""
        found = [
            (place + max(start, at) - at, place + min(end, at + length) - at)
            for place, at, length in self.runs
            if start < at + length and at < end
        ]
        return (found[0][0], found[-1][1]) if found else None


class Script(NamedTuple):
    """A transcript in print."""

    text: str
    turns: tuple[Placed, ...]


def print_script(transcript: Transcript) -> Script:
    """Returns the transcript as a script, its turns placed."""
    names = {id: _name(label) for id, label in voices(transcript).items()}
    paragraphs: list[str] = []
    placed: list[Placed] = []
    at = 0
    for turn in transcript.turns:
        who = " + ".join(names.get(speaker, _name(speaker)) for speaker in turn.speakers)
        lead = _time(turn) + (f"{who}: " if who else "— ")
        words, runs = printed_words(turn, at + len(lead))
        placed.append(Placed(turn, at + len(lead), at + len(lead) + len(words), runs))
        paragraphs.append(lead + words)
        at += len(lead) + len(words) + 2
    return Script("\n\n".join(paragraphs) + "\n" if paragraphs else "", tuple(placed))


def read_script(text: str) -> tuple[list[Turn], tuple[Speaker, ...], tuple[Placed, ...]] | None:
    """Returns the turns of a script, its voices, and where the turns stand in it; None where it is no script throughout."""
    casting = Casting()
    turns: list[Turn] = []
    placed: list[Placed] = []
    at = 0
    body = text.removesuffix("\n")
    for number, paragraph in enumerate(body.split("\n\n") if body else (), 1):
        match = _PARAGRAPH.fullmatch(paragraph)
        if match is None or "\n" in match["words"].replace("\n\t", ""):
            return None
        start, end = parse_clock(match["start"] or ""), parse_clock(match["end"] or "")
        if (match["start"] and start is None) or (match["end"] and end is None):
            return None
        names = [_unquoted(found["name"]) for found in _NAMES.finditer(match["who"] or "")]
        said, marks = unsigned(match["words"].replace("\n\t", "\n"))
        printed = f"{match['start']} → {match['end']}" if match["end"] else match["start"] or match["said"]
        turn = Turn(
            id=str(number), number=number, speakers=casting.voices(names), text=said, marks=marks, raw=paragraph,
            start=start, end=end, printed=printed,
        )  # fmt: skip
        turns.append(turn)
        words, runs = printed_words(turn, at + match.start("words"))
        placed.append(Placed(turn, at + match.start("words"), at + match.start("words") + len(words), runs))
        at += len(paragraph) + 2
    return turns, casting.speakers, tuple(placed)


def clock(time: Ms) -> str:
    """Returns `h:mm:ss.mmm`, to the millisecond."""
    seconds, thousandths = divmod(time, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}.{thousandths:03}"


def _time(turn: Turn) -> str:
    """Returns the turn's time as it was printed where that says the same, else to the millisecond."""
    printed = turn.printed or ""
    if turn.start is None:
        plain = re.sub(r"[()\s]+", " ", printed).strip()
        return f"({plain}) " if plain else ""
    match = _TIMES.fullmatch(printed)
    if match is not None and (parse_clock(match["start"]), parse_clock(match["end"] or "")) == (turn.start, turn.end):
        return f"[{printed}] "
    return f"[{clock(turn.start)}] " if turn.end is None else f"[{clock(turn.start)} → {clock(turn.end)}] "


def _name(label: str) -> str:
    label = " ".join(label.split())
    return '"' + label.replace('"', '""') + '"' if _MISTAKEN.match(label) or not label else label


def _unquoted(name: str) -> str:
    return name[1:-1].replace('""', '"') if name.startswith('"') else name


def printed_words(turn: Turn, at: int) -> tuple[str, tuple[tuple[int, int, int], ...]]:
    """Returns the turn's words with the signs, and where its text stands in them, the first of them at `at`."""
    lengths: list[tuple[int, bool]] = []

    def plain(text: str) -> str:
        lengths.append((len(text), True))
        return _CUT + text

    def sign(text: str, mark: Mark) -> str:
        printed = printed_sign(text, mark)
        kept = bool(text) and mark.type in _KEEP_WORDS and text in printed
        lengths.append((len(text), kept))
        return printed.replace(text, _CUT + text, 1) if kept else printed

    shown = with_signs(turn, sign, plain)
    ahead, *pieces = shown.split(_CUT)
    words = ahead.replace("\n", "\n\t")
    kept = iter(pieces)
    runs: list[tuple[int, int, int]] = []
    place = 0
    for length, stays in lengths:
        if stays:
            piece = next(kept)
            begun = place
            for number, line in enumerate(piece[:length].split("\n")):
                if number:
                    words += "\n\t"
                    begun += 1
                if line:
                    runs.append((begun, at + len(words), len(line)))
                words += line
                begun += len(line)
            words += piece[length:].replace("\n", "\n\t")
        place += length
    return words, tuple(runs)


def unsigned(words: str) -> tuple[str, tuple[Mark, ...]]:
    """Returns the words without the signs and the marks, where printing them again gives these very words; else as printed."""
    read = read_marks(words)
    if read.marks or read.text != words:
        again = with_signs(Turn(id="1", number=1, text=read.text, marks=read.marks))
        if again != words:
            return words, ()
    return read.text, read.marks


def words_between(turns: Sequence[Placed], start: int, end: int) -> list[tuple[Placed, int, int]]:
    """Returns the parts of turns that lie in `[start, end)` of the script, with their code points in the turn's text."""
    first = bisect_right([placed.start for placed in turns], start) - 1
    found = []
    for placed in turns[max(0, first) :]:
        if end <= placed.start:
            break
        part = placed.within(start, end)
        if part is not None:
            found.append((placed, *part))
    return found


def locate(text: str, turns: Sequence[Turn]) -> tuple[Placed, ...]:
    """Returns where turns that were read from this text by another reader stand in it, word by word, in their order."""
    firsts: list[int] = []
    at = 0
    for turn in turns:
        line = (turn.raw or turn.text).partition("\n")[0]
        found = text.find(line, at) if line else -1
        at = found if 0 <= found else at
        firsts.append(at)
        at += len(line) if 0 <= found else 0
    placed = []
    for turn, first, limit in zip(turns, firsts, [*firsts[1:], len(text)], strict=True):
        at, own = first, len((turn.raw or "").partition("\n")[0])
        if turn.raw and turn.text and (begun := turn.raw.partition("\n")[0].find(turn.text[:24].partition("\n")[0])):
            # A label may hold the word that the speech begins with.
            at += max(0, min(begun, own))
        runs = aligned(turn.text, text, at, max(limit, at))
        start, end = (runs[0][1], runs[-1][1] + runs[-1][2]) if runs else (first, first)
        placed.append(Placed(turn, start, end, runs))
    return tuple(placed)


def aligned(words: str, text: str, at: int, limit: int) -> tuple[tuple[int, int, int], ...]:
    """Returns where words stand in a text that prints them with signs between, looked for in their order in `[at, limit)`."""
    runs: list[tuple[int, int, int]] = []
    for word in _WORD.finditer(words):
        found = text.find(word.group(), at, limit)
        if 0 <= found:
            runs.append((word.start(), found, len(word.group())))
            at = found + len(word.group())
    return tuple(runs)
