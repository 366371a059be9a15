"""Praat's TextGrid, written: turns and what hangs on them put back on their tiers, or on new ones.

Praat has no interval without times and no two at one time on a tier. A turn without times gets stand-ins: its share of
what lies between the turns before and after it, or a second. One that overlaps another of its voice goes to a second tier
of the same name. A turn that ends as it begins is a point.
"""

from __future__ import annotations

import msgspec

from ...model import Dossier, Transcript, Turn
from ...times import Ms
from .. import signs
from .grid_printing import printed, seconds
from .grids import Grid, GridTier, Interval
from .tiers import fact, hanging

STAND_IN: Ms = 1000
"""How long a turn is taken to be where nothing says."""
_CHARSETS = {
    "utf-16-le": ("utf-16-le", b"\xff\xfe"), "utf-16-be": ("utf-16-be", b"\xfe\xff"), "windows-1252": ("cp1252", b""),
    "windows-1251": ("cp1251", b""), "windows-1250": ("cp1250", b""), "iso-8859-2": ("iso8859_2", b""),
    "koi8-r": ("koi8_r", b""), "koi8-u": ("koi8_u", b""),
}  # fmt: skip


class Board:
    """The tiers of a TextGrid on their way back."""

    def __init__(self, transcript: Transcript) -> None:
        self.tiers = _tiers(transcript)
        self.entries: list[list[Interval]] = [[] for _ in self.tiers]
        self._ends: list[float] = [0.0 for _ in self.tiers]
        self.opened: set[int] = set()

    def own(self, turn: Turn) -> int | None:
        """Returns the tier that a turn says it is from."""
        extra = dict(turn.extra[:2])
        name = extra.get("tier")
        number = extra.get("tier number", "")
        if number.isdecimal() and 0 < int(number[:9]) <= len(self.tiers) and self.tiers[int(number) - 1].name == name:
            return int(number) - 1
        return next((place for place, tier in enumerate(self.tiers) if tier.name == name), None)

    def tier_for(self, label: str, start: float, end: float, *, own: int | None = None) -> int:
        """Returns a tier of this voice that is free from here on, its own first; a new one where there is none."""
        kind = "IntervalTier" if start < end else "TextTier"
        for number in [*([own] if own is not None else []), *range(len(self.tiers))]:
            tier = self.tiers[number]
            free = self._ends[number] <= start if kind == "IntervalTier" else not self._has_point(number, start)
            if tier.name == label and tier.kind == kind and free:
                return int(number)
        return self.open(label, kind)

    def _has_point(self, number: int, time: float) -> bool:
        """Says whether a tier of points, filled in order of time, has one here: Praat has no two at one time."""
        return bool(self.entries[number]) and time <= float(self.entries[number][-1][0])

    def open(self, label: str, kind: str) -> int:
        self.tiers.append(
            GridTier(
                kind="IntervalTier" if kind == "IntervalTier" else "TextTier", name=label, first="0", last="0"
            )
        )  # fmt: skip
        self.entries.append([])
        self._ends.append(0.0)
        self.opened.add(len(self.tiers) - 1)
        return len(self.tiers) - 1

    def put(self, number: int, first: str, last: str, label: str) -> None:
        point = self.tiers[number].kind == "TextTier"
        self.entries[number].append((first, "" if point else last, label))
        self._ends[number] = max(self._ends[number], float(last or first))


def content_of(dossier: Dossier) -> bytes:
    """Returns the TextGrid of the dossier's one transcript."""
    transcript = dossier.transcripts[0]
    board = Board(transcript)
    names = signs.voices(transcript)
    times = _times(transcript.turns)
    for turn in transcript.turns:
        if 1 < len(turn.speakers):
            for speaker in turn.speakers:  # that they are several is read from each having a tier
                name = names.get(speaker, speaker)
                if all(tier.name != name for tier in board.tiers):
                    board.open(name, "IntervalTier")
    renamed = _renamed(transcript, board, names)
    for turn, (start, end) in zip(transcript.turns, times, strict=True):
        own = board.own(turn)
        label = signs.label(turn, names)
        first, last = _printed(turn.printed, turn.start, turn.end, start, end)
        text = signs.with_signs(turn) or " "
        moved = own is None or (own not in renamed and " ".join(board.tiers[own].name.split()) != label)
        if moved or own is None or (turn.printed is None and board.tiers[own].kind == "IntervalTier" and last == first):
            own = board.tier_for(label, float(first), float(last))
        elif turn.printed is None:
            own = board.tier_for(board.tiers[own].name, float(first), float(last), own=own)
        board.put(own, first, last, text)
        _put_hanging(turn, board, own, start, end)
    for number, name in renamed.items():
        board.tiers[number].name = name
    return _encoded(transcript, board)


def _times(turns: tuple[Turn, ...]) -> list[tuple[Ms, Ms]]:
    """Returns a start and an end for each turn, stand-ins where it has none."""
    found: list[tuple[Ms, Ms]] = []
    last = 0
    for place, turn in enumerate(turns):
        if turn.start is not None:
            start = turn.start
            end = turn.end
            if end is None:
                after = next((other.start for other in turns[place + 1 : place + 2] if other.start is not None), None)
                end = after if after is not None and start < after else start + STAND_IN
        else:
            ahead = 1
            while place + ahead < len(turns) and turns[place + ahead].start is None and ahead < 1000:
                ahead += 1
            until = turns[place + ahead].start if place + ahead < len(turns) else None
            start = min(last, turn.end) if turn.end is not None else last
            share = (until - start) // ahead if until is not None and start + ahead <= until else STAND_IN
            end = turn.end if turn.end is not None else start + share
        found.append((start, end))
        last = end
    return found


def _printed(kept: str | None, start: Ms | None, end: Ms | None, from_: Ms, until: Ms) -> tuple[str, str]:
    """Returns the two numbers as they were printed as long as they are still true, else as we print them."""
    first, _, last = (kept or "").partition(" ")
    last = last or first
    return (
        first if _says(first, start) else seconds(from_),
        last if _says(last, end) else seconds(until),
    )


def _says(number: str, time: Ms | None) -> bool:
    try:
        return time is None or round(float(number) * 1000) == time if number else False
    except (ValueError, OverflowError):
        return False


def _renamed(transcript: Transcript, board: Board, names: dict[str, str]) -> dict[int, str]:
    """Returns new names of tiers whose every turn another voice says now."""
    said: dict[int, set[str]] = {}
    for turn in transcript.turns:
        if (own := board.own(turn)) is not None:
            said.setdefault(own, set()).add(signs.label(turn, names))
    return {
        number: label
        for number, labels in said.items()
        if len(labels) == 1 and (label := next(iter(labels))) and label != " ".join(board.tiers[number].name.split())
    }


def _put_hanging(turn: Turn, board: Board, tier: int, start: Ms, end: Ms) -> None:
    words = iter(turn.words)
    for _, value, record in hanging(turn, len([pair for pair in turn.extra[:2] if pair[0] in ("tier", "tier number")])):
        word = None
        if value is None:
            word = next(words, None)
            if word is None or not record:
                continue
            value, *record = record
            text = turn.text[word.first : word.last]
            value = value if value is not None and str(value).strip() == text else text
        if len(record) < 3 or not isinstance(record[0], int) or not (0 <= record[0] < len(board.tiers)):
            continue
        from_, until = (part if isinstance(part, int) else None for part in record[1:3])
        if word is not None:
            from_, until = word.start, word.end
        kept = record[3] if 3 < len(record) and isinstance(record[3], str) else None
        plain = kept is None and from_ is not None and until is not None
        first, last = (
            (seconds(from_), seconds(until)) if plain and from_ is not None and until is not None
            else _printed(kept, from_, until, from_ or start, until or from_ or end)
        )  # fmt: skip
        board.put(record[0], first, last, str(value))
    timed = [word for word in words if word.start is not None and word.end is not None]
    if not timed:
        return
    name = f"{board.tiers[tier].name} - words"
    place = float(start)
    below: int | None = None
    for word in timed:
        # A word must lie within its turn and after the one before, or the reader could not tell whose it is.
        from_, until = int(max(word.start or 0, place)), min(word.end or 0, end)
        value = turn.text[word.first : word.last]
        if from_ < until and value.strip():
            if below is None:
                below = board.tier_for(name, from_ / 1000, until / 1000)
            board.put(below, seconds(from_), seconds(until), value)
            place = until


def _tiers(transcript: Transcript) -> list[GridTier]:
    kept = fact(transcript, "tiers")
    try:
        found = msgspec.json.decode(kept, type=list[tuple[str, str, str, str, list[Interval] | None]]) if kept else []
        for _, _, first, last, empty in found:
            for number in (first, last, *(number for entry in empty or () for number in entry[:2] if number)):
                float(number)
    except (msgspec.DecodeError, ValueError):
        found = []
    return [
        GridTier(
            kind="TextTier" if kind == "TextTier" else "IntervalTier", name=name, first=first, last=last,
            empty=empty,
        )
        for kind, name, first, last, empty in found
    ]  # fmt: skip


def _encoded(transcript: Transcript, board: Board) -> bytes:
    ends = [float(entry[1] or entry[0]) for entries in board.entries for entry in entries]
    first, last = fact(transcript, "xmin") or "0", fact(transcript, "xmax") or "0"
    try:
        furthest = float(last)
        float(first)
    except ValueError:
        first, last, furthest = "0", "0", 0.0
    if furthest < max(ends, default=0.0) < float("inf") and (board.opened or not board.tiers):
        last = seconds(round(max(ends) * 1000))
    if float(last) <= float(first):
        last = seconds(round((max(float(first), 0) + 1) * 1000))
    for number, tier in enumerate(board.tiers):
        if number in board.opened:
            tier.first, tier.last = first, last
    form = fact(transcript, "form")
    grid = Grid(
        form="short" if form == "short" else "long", head=fact(transcript, "head") or "", first=first, last=last,
        tiers=board.tiers,
    )  # fmt: skip
    text = printed(grid, board.entries)
    if fact(transcript, "newlines") == "CRLF":
        text = text.replace("\n", "\r\n")
    codec, mark = _CHARSETS.get(fact(transcript, "charset") or "", ("utf-8", b""))
    try:
        return mark + text.encode(codec)
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")
