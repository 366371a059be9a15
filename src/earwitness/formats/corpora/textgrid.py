"""Praat's TextGrid, long or short: intervals and points on tiers.

An interval with a label is a turn, of the voice that its tier is named for; all tiers are put in order of time. A tier of
words or phones whose intervals lie within another's hangs on that one's turns (`tiers`): words that stand in the turn's
text give it their times. Intervals without a label are no turns; they fill what the others leave. Source: the Praat
manual, "TextGrid file formats"; the numbers stay as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from heapq import merge
from itertools import pairwise
from operator import itemgetter
from typing import Any, NamedTuple

import msgspec

from ...errors import MalformedText
from ...model import Dossier, Reading, Turn, Word
from ...times import Ms
from .. import content as signatures
from ..casting import Casting
from ..page.charset import decode
from ..readings import Faults, reading, telling
from .grids import NEVER, Entry, Grid, parsed
from .textgrid_writing import content_of
from .tiers import Stretches, are_words, hung, places

READER = "textgrid 1"
MEDIA_TYPE = "text/x-textgrid"
LARGEST = 512_000_000
TOGETHER = " + "

_CONTROLS = bytes([*range(9), 11, *range(14, 32), 127])
_PHONES = re.compile(r"\b(?:phon\w*|phn|segments?|mau)\b", re.IGNORECASE)
_SYLLABLES = re.compile(r"\b(?:syll?\w*)\b", re.IGNORECASE)
_WORDS = re.compile(r"\b(?:words?|wrd|ort|kan)\b", re.IGNORECASE)
_MOST_TIERS = 200
"""Tiers of a file among which it is looked for one that hangs on another."""


def detects(head: bytes, name: str) -> float:
    if head[:1] not in (b"F", b'"', b"o", b"\xef", b"\xff", b"\xfe", b"\x00", b" ", b"\n", b"\r"):
        return 0.0
    start = signatures.as_text(head)[:400].lstrip()
    if start.startswith(("File type", '"ooTextFile', "ooBinaryFile")) and "TextGrid" in start:
        return 1.0
    return 1.0 if start.startswith('"Praat chronological TextGrid') else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the turns of all tiers by time, with what hangs on each. Raises MalformedText where it is no TextGrid in
    text."""
    if content.startswith(b"ooBinaryFile"):
        raise MalformedText(name, None, "a binary TextGrid is not read", hint="save it as a text file in Praat")
    if LARGEST < len(content):
        raise MalformedText(name, None, f"it is larger than {LARGEST // 1_000_000} MB", hint="split it")
    content, charset, doubts = _as_utf8(content, name)
    newlines = "\r\n" if b"\r\n" in content else ""
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    faults = Faults()
    grid = parsed(content, name, faults)
    casting = Casting()
    turns = _turns(grid, casting)
    extra = [("form", grid.form), ("xmin", grid.first), ("xmax", grid.last)]
    if grid.head:
        extra.append(("head", grid.head))
    if charset != "utf-8":
        extra.append(("charset", charset))
    if newlines:
        extra.append(("newlines", "CRLF"))
    tiers: list[list[Any]] = [[tier.kind, tier.name, tier.first, tier.last, tier.empty] for tier in grid.tiers]
    extra.append(("tiers", msgspec.json.encode(tiers).decode()))
    transcript = telling(
        turns, casting.speakers, format="textgrid", reader=READER, doubts=faults.doubts, extra=tuple(extra)
    )
    return reading(
        [transcript], format="textgrid", media_type=MEDIA_TYPE, reader=READER, charset=charset, doubts=doubts
    )


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the TextGrid: in the form and the character set it was read in, or a long one in UTF-8."""
    return content_of(dossiers[0])


def _as_utf8(content: bytes, name: str) -> tuple[bytes, str, tuple[str, ...]]:
    """Returns the bytes as UTF-8, without a copy where they are that already."""
    plain = content.removeprefix(b"\xef\xbb\xbf")
    if plain[:1] in (b"F", b'"', b"o") and signatures.is_utf8(plain, without=_CONTROLS):
        return plain, "utf-8", ()
    text, charset, doubts = decode(content, name=name)
    return text.encode(), charset, doubts


class Hanging(NamedTuple):
    """What hangs on an entry: the number of its tier, and itself."""

    tier: int
    entry: Entry


def _turns(grid: Grid, casting: Casting) -> list[Turn]:
    above = _above(grid)
    hangs = _hung(grid, above) if above else {}
    rows = merge(*(_rows(grid, number) for number in range(len(grid.tiers)) if number not in above), key=itemgetter(0))
    names = [tier.name for tier in grid.tiers]
    owns = [
        (("tier", name),) if names.index(name) == number else (("tier", name), ("tier number", str(number + 1)))
        for number, name in enumerate(names)
    ]
    labels = {" ".join(name.split()) for name in names}
    wordy = _wordy(grid, above, hangs)
    voices: dict[int, tuple[str, ...]] = {}
    turns: list[Turn] = []
    for count, (_, number, nth) in enumerate(rows, 1):
        start, end, text, printed = grid.tiers[number].entry(nth)
        if number not in voices:
            several = names[number].split(TOGETHER)
            together = 1 < len(several) and set(several) <= labels
            voices[number] = casting.voices(several if together else [names[number]])
        words: tuple[Word, ...] = ()
        extra: tuple[tuple[str, str], ...] = owns[number]
        if hangs and (hanging := hangs.get((number, nth))):
            words, extra = _with_hanging(text, owns[number], hanging, grid, wordy)
        turns.append(
            Turn(
                id=str(count), number=count, speakers=voices[number], text=text, start=start, end=end, printed=printed,
                words=words, extra=extra,
            )
        )  # fmt: skip
    return turns


def _rows(grid: Grid, number: int) -> Iterable[tuple[Ms, int, int]]:
    """Yields where each entry of a tier stands: its start, its tier and its place there, by time."""
    starts = grid.tiers[number].starts
    if NEVER in starts:
        last = 0
        starts = starts[:]
        for place, start in enumerate(starts):
            last = starts[place] = start if start != NEVER else last
    order: Iterable[int] = range(len(starts))
    if any(after < before for before, after in pairwise(starts)):
        order = sorted(order, key=starts.__getitem__)
    return ((starts[nth], number, nth) for nth in order)


def _rank(name: str) -> int:
    """Returns how large a tier's units are by its name: phones 0, syllables 1, words 2, else turns 3."""
    named = name.replace("_", " ")
    return next((rank for rank, sign in enumerate((_PHONES, _SYLLABLES, _WORDS)) if sign.search(named)), 3)


def _stem(name: str) -> str:
    return re.split(r"[\W_]+(?=\w+\W*$)", name.strip())[0].lower()


def _above(grid: Grid) -> dict[int, int]:
    """Returns for each tier that hangs on another the number of that one.

    A tier hangs where all it has lies within the other's intervals, and either its name says that it is of smaller units
    (or it is of points), or it holds the other's words one by one.
    """
    numbers = [number for number, tier in enumerate(grid.tiers) if tier.labels][:_MOST_TIERS]
    ranks = {number: _rank(grid.tiers[number].name) for number in numbers}
    around: dict[int, Stretches] = {}
    found: dict[int, int] = {}
    for lower in numbers:
        tier = grid.tiers[lower]
        points = tier.kind == "TextTier"
        fitting = []
        for upper in numbers:
            if upper == lower or grid.tiers[upper].kind == "TextTier":
                continue
            smaller = points or ranks[lower] < ranks[upper]
            if not smaller and not (ranks[lower] == ranks[upper] == 3):
                continue
            if upper not in around:
                around[upper] = _stretches(grid, upper)
            if not _within(tier.entries(), around[upper]) or not (
                smaller or _spells(grid, lower, upper, around[upper])
            ):
                continue
            apart = _stem(grid.tiers[upper].name) != _stem(tier.name)
            fitting.append((apart, -ranks[upper] if points else ranks[upper], abs(upper - lower), upper))
        if fitting:
            found[lower] = min(fitting)[3]
    return {lower: upper for lower, upper in found.items() if found.get(upper) != lower or lower < upper}


def _stretches(grid: Grid, number: int) -> Stretches:
    return Stretches(
        (start, end, nth)
        for nth, (start, end, _, _) in enumerate(grid.tiers[number].entries())
        if start is not None and end is not None
    )


def _within(entries: Iterable[Entry], around: Stretches) -> bool:
    return all(
        start is not None and end is not None and around.around(start, end) is not None for start, end, _, _ in entries
    )


def _spells(grid: Grid, lower: int, upper: int, around: Stretches) -> bool:
    """Says whether a tier holds the words of another: most of its text, one by one."""
    groups: dict[int, list[str]] = {}
    for start, end, label, _ in grid.tiers[lower].entries():
        if (on := around.around(start or 0, end or 0)) is not None:
            groups.setdefault(on, []).append(label)
    texts = [(grid.tiers[upper].labels[on], values) for on, values in groups.items()]
    whole = sum(len("".join(text.split())) for text, _ in texts)
    spelt = sum(len(value) for _, values in texts for value in values)
    return 1 < sum(len(values) for _, values in texts) and whole * 3 < spelt * 5 and are_words(texts)


def _hung(grid: Grid, above: dict[int, int]) -> dict[tuple[int, int], list[Hanging]]:
    """Returns for each entry that will be a turn, by tier and place, what hangs on it at any depth."""
    found: dict[tuple[int, int], list[Hanging]] = {}
    for number, upper in above.items():
        chain = [upper]
        while chain[-1] in above and len(chain) <= len(above):
            chain.append(above[chain[-1]])
        around = _stretches(grid, chain[-1])
        for entry in grid.tiers[number].entries():
            on = around.around(entry[0] or 0, entry[1] or 0)
            found.setdefault((chain[-1], on or 0), []).append(Hanging(number, entry))
    for hanging in found.values():
        hanging.sort(key=itemgetter(0))
    return found


def _wordy(grid: Grid, above: dict[int, int], hangs: dict[tuple[int, int], list[Hanging]]) -> set[int]:
    """Returns the tiers that give turns their words, one for each tier of turns."""
    groups: dict[int, list[tuple[str, list[str]]]] = {}
    for (number, nth), hanging in hangs.items():
        mine: dict[int, list[str]] = {}
        for lower, entry in hanging:
            if above[lower] == number and grid.tiers[lower].kind == "IntervalTier":
                mine.setdefault(lower, []).append(entry[2])
        for lower, values in mine.items():
            groups.setdefault(lower, []).append((grid.tiers[number].labels[nth], values))
    first: dict[int, int] = {}
    for lower in sorted(groups):
        if 2 <= _rank(grid.tiers[lower].name) and are_words(groups[lower]):
            first.setdefault(above[lower], lower)
    return set(first.values())


def _with_hanging(
    text: str, own: tuple[tuple[str, str], ...], hanging: list[Hanging], grid: Grid, wordy: set[int]
) -> tuple[tuple[Word, ...], tuple[tuple[str, str], ...]]:
    stand = iter(places(text, [entry[2] for number, entry in hanging if number in wordy]) or ())
    words: list[Word] = []
    told: list[tuple[str, str | None, list[Any]]] = []
    for number, (start, end, label, printed) in hanging:
        place = next(stand, None) if number in wordy else None
        record: list[Any] = [number, start, end, *([printed] if printed else [])]
        if place is not None:
            words.append(Word(*place, start, end))
            same = label == text[place[0] : place[1]]
            told.append((grid.tiers[number].name, None, [None if same else label, *record]))
        else:
            told.append((grid.tiers[number].name, label, record))
    return tuple(words), hung(list(own), told)
