"""Signed: a turn as one line with the transcriber's signs, and the line read back after a person mended it.

`Come home. (laughs)` is words and a laugh. What a person leaves as it was stays what it was, whatever it looks like: brackets
that somebody spoke of stay words, a mark keeps its type, what print does not show of it, and its place among the words. What
they type is read by its signs: `[…]` and `[inaudible]` are gaps, `(laughs)` and `[gunfire]` sounds, `[bridge?]` words that
were hard to hear, `*passengers*` and `[passengers]` words that an editor supplied. Round brackets that name no sound are words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ..model import Mark, Turn, Word
from .page.marks import kind_of
from .signs import pieces, printed_sign

OPENS, CLOSES = "\ufdd0", "\ufdd1"
"""Noncharacters, which stand in no text: where a sign begins and ends while a line is being made."""
_SIGNS = re.compile(
    r"\[(?P<square>[^\[\]\n]{0,400})\]|\((?P<round>[^()\n]{1,400})\)|(?P<star>\*(?=[^\s*])[^*\n]{0,400}(?<=[^\s])\*(?!\w))"
)
_PARTS = re.compile(r"\w+|\s+|[^\w\s]")
_BARE = {"gap": "…", "unclear": "unclear", "vocal": "vocal", "incident": "incident", "pause": "pause"}
"""What is printed of a mark that has no words."""
_PRINTED = frozenset(("gap", "unclear", "vocal", "incident", "pause", "supplied", "gloss"))
_OPENING = frozenset("([*«“„‘\"'—–-")
_SOUNDS = frozenset(("vocal", "incident", "pause", "gap"))


class Wording(Struct, frozen=True, kw_only=True):
    """What a turn says: its words, the marks on them, and their times."""

    text: str = ""
    marks: tuple[Mark, ...] = ()
    words: tuple[Word, ...] = ()


class _Sign(NamedTuple):
    shown: str
    mark: Mark | None
    """None: words that only look like a sign."""


def signed(turn: Turn) -> str:
    """Returns the turn's words as one line with the signs in their places."""
    return _line(turn).replace(OPENS, "").replace(CLOSES, "")


def read_back(line: str, turn: Turn) -> Wording:
    """Returns what the line says that a person made of `signed(turn)`."""
    line = line.replace(OPENS, "").replace(CLOSES, "").replace("\x00", "")
    if line == signed(turn):
        return Wording(text=turn.text, marks=turn.marks, words=turn.words)
    found = list(_SIGNS.finditer(line))
    known = _paired(_signs(turn), [match[0] for match in found])
    text, at = "", 0
    marks: list[tuple[Mark, Mark | None]] = []
    for match, old in zip(found, known, strict=True):
        mark = _meant(match, old, line)
        if mark is None:
            continue
        before, rest = line[at : match.start()], line[match.end() :]
        text += before
        if mark.start == mark.end:  # a sign with no words of its own
            if not text or text[-1].isspace():
                at = match.end() + (1 if rest[:1] == " " else 0)
                if not rest.strip() or not (rest[:1].isalnum() or rest[:1] == " "):
                    text = text.removesuffix(" ")
                    marks = [(_up_to(mark, len(text)), old_mark) for mark, old_mark in marks]
            else:
                at = match.end()
            place = len(text)
            marks.append((replace(mark, start=place, end=place), old.mark if old else None))
        else:
            start = len(text)
            text += mark.words if mark.type == "supplied" else match["square"].removesuffix("?")
            at = match.end()
            kept = mark.words if mark.type == "supplied" else (old.mark.words if old and old.mark else "")
            marks.append((replace(mark, start=start, end=len(text), words=kept), old.mark if old else None))
    text += line[at:]
    text, shift = text.strip(), len(text) - len(text.lstrip())
    moved = Moved(turn.text, text)
    read = [_in_place(replace(mark, start=_in(mark.start - shift, text), end=_in(mark.end - shift, text)), old, moved, text)
            for mark, old in marks]  # fmt: skip
    read += [mark for each in turn.marks if not _prints(each, turn) and (mark := moved.mark(each)) is not None]
    return Wording(text=text, marks=in_order(read), words=moved.words(turn.words))


def reworded(turn: Turn, text: str, marks: Sequence[Mark] | None = None) -> Wording:
    """Returns the turn with other words, given without signs: the marks given, else its own where their words still stand."""
    moved = Moved(turn.text, text)
    own = marks if marks is not None else [mark for each in turn.marks if (mark := moved.mark(each)) is not None]
    return Wording(text=text, marks=in_order(own), words=moved.words(turn.words))


def in_order(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Returns the marks in the order of the text."""
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))


class Moved:
    """Where places of a text are in another wording of it, found by what stands in both."""

    def __init__(self, old: str, new: str) -> None:
        first, second = _PARTS.findall(old), _PARTS.findall(new)
        self._same: list[tuple[int, int, int]] = []
        ours, theirs = _starts(first), _starts(second)
        for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks():
            if block.size:
                start = ours[block.a]
                self._same.append((start, theirs[block.b], ours[block.a + block.size] - start))
        self._old, self._new = len(old), len(new)

    def place(self, at: int, *, end: bool = False) -> int | None:
        """Returns where a place is now, None where what stood there (before it, for an `end`) is gone."""
        for old, new, size in self._same:
            if (old < at <= old + size) if end else (old <= at < old + size):
                return new + at - old
        return (0 if at == 0 and not end else None) if at != self._old or end else self._new

    def mark(self, mark: Mark) -> Mark | None:
        """Returns the mark where its words stand now, None where they are gone."""
        if mark.start == mark.end:
            at = self.place(mark.start)
            at = at if at is not None else self.place(mark.start, end=True)
            return replace(mark, start=at, end=at) if at is not None else None
        held = [(max(old, mark.start), min(old + size, mark.end), new - old) for old, new, size in self._same]
        kept = [(start + by, end + by) for start, end, by in held if start < end]
        if not kept:
            return None
        return replace(mark, start=kept[0][0], end=kept[-1][1])

    def words(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """Returns the times of the words that stand as they were; those of changed words are gone."""
        kept = []
        for word in words:
            for old, new, size in self._same:
                if old <= word.first and word.last <= old + size:
                    kept.append(replace(word, first=word.first + new - old, last=word.last + new - old))
                    break
        return tuple(kept)


def _starts(parts: Sequence[str]) -> list[int]:
    starts = [0]
    for part in parts:
        starts.append(starts[-1] + len(part))
    return starts


def _up_to(mark: Mark, last: int) -> Mark:
    return replace(mark, start=min(mark.start, last), end=min(mark.end, last)) if last < mark.end else mark


def _in(place: int, text: str) -> int:
    return max(0, min(place, len(text)))


def _line(turn: Turn) -> str:
    """Returns the line with each sign between `OPENS` and `CLOSES`."""
    line = ""
    apart = False
    for text, mark in pieces(replace(turn, marks=tuple(mark for mark in turn.marks if _prints(mark, turn)))):
        shown = text if mark is None else _sign(text, mark)
        if not shown:
            continue
        empty = mark is not None and mark.start == mark.end
        if line and not line[-1].isspace() and (empty or (apart and (text[:1].isalnum() or text[:1] in _OPENING))):
            line += " "
        line += shown
        apart = empty
    return line


def _sign(text: str, mark: Mark) -> str:
    if mark.type == "gloss":
        return f"{text}{OPENS}*{mark.words}*{CLOSES}"
    return f"{OPENS}{printed_sign(text, mark)}{CLOSES}"


def _prints(mark: Mark, turn: Turn) -> bool:
    """Says whether print shows a sign for the mark: it has one, and no other mark covers it."""
    words = turn.text[mark.start : mark.end] + mark.words
    if (
        mark.type not in _PRINTED
        or (mark.type == "gloss" and not mark.words)
        or (mark.type == "supplied" and not words)
    ):
        return False
    if any(sign in words for sign in "[]()*\n") or (
        mark.type in ("supplied", "gloss")
        and any(part != part.strip() for part in (turn.text[mark.start : mark.end], mark.words))
    ):
        return False  # its words would be read as signs of their own
    if (
        mark.type in ("supplied", "gloss")
        and mark.start < mark.end
        and re.match(r"\w", turn.text[mark.end : mark.end + 1])
    ):
        return False  # half a word
    return not any(
        other is not mark
        and other.type in _PRINTED
        and max(other.start, mark.start) < min(other.end, mark.end)
        and (other.start, other.end, other.type) <= (mark.start, mark.end, mark.type)
        for other in turn.marks
    )


def _signs(turn: Turn) -> list[_Sign]:
    """Returns everything on the turn's line that looks like a sign, each with its mark."""
    line = _line(turn)
    printed = [mark for mark in in_order(turn.marks) if _prints(mark, turn)]
    bare = line.replace(OPENS, "").replace(CLOSES, "")
    spans: dict[tuple[int, int], Mark] = {}
    at = 0
    opened = 0
    marks = iter(printed)
    for letter in line:
        if letter == OPENS:
            opened = at
        elif letter == CLOSES:
            spans[opened, at] = next(marks)
        else:
            at += 1
    return [_Sign(match[0], spans.get(match.span())) for match in _SIGNS.finditer(bare)]


def _paired(old: Sequence[_Sign], new: Sequence[str]) -> list[_Sign | None]:
    """Returns for each sign on the new line the one on the old line that it is, or stands in the place of."""
    pairs: list[_Sign | None] = [None] * len(new)
    matcher = SequenceMatcher(None, [sign.shown for sign in old], list(new), autojunk=False)
    for tag, low, high, start, end in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and high - low == end - start):
            for place in range(end - start):
                sign = old[low + place]
                if sign.shown == new[start + place] or (sign.mark and sign.shown[0] == new[start + place][0]):
                    pairs[start + place] = sign
    return pairs


def _meant(match: re.Match[str], old: _Sign | None, line: str) -> Mark | None:
    """Returns the mark that a sign stands for, at no place yet (1 long where its words are speech); None for words."""
    inside = match["square"] if match["square"] is not None else match["round"]
    if inside is None:
        inside = match["star"][1:-1]
    if old is not None and old.shown == match[0]:
        return _again(old.mark, inside)
    if old is not None and old.mark is not None and (kept := _other_words(old.mark, inside)) is not None:
        return kept
    words = " ".join(inside.split())
    if match["square"] is not None:
        return _in_square(words)
    if match["round"] is not None:
        kind = kind_of(words)
        return Mark(type=kind, start=0, end=0, words=words) if kind in _SOUNDS and kind is not None else None
    before = line[: match.start()][-1:]
    if before.isalnum() or before == "*":
        return None  # a masked word
    return Mark(type="supplied", start=0, end=1, words=words)


def _in_square(words: str) -> Mark | None:
    if words in ("", "…", "...", ".."):
        return Mark(type="gap", start=0, end=0)
    if words.endswith("?") and words.strip("? "):
        return Mark(type="unclear", start=0, end=1)
    kind = kind_of(words)
    if kind is not None and kind in _SOUNDS:
        return Mark(type=kind, start=0, end=0, words=words)
    return Mark(type="supplied", start=0, end=1, words=words)


def _again(mark: Mark | None, inside: str) -> Mark | None:
    """Returns a mark that stands on the line as it did."""
    if mark is None:
        return None
    if mark.type == "gloss" or mark.start == mark.end:
        return replace(mark, start=0, end=0)
    return replace(mark, start=0, end=1, words=inside if mark.type == "supplied" else mark.words)


def _other_words(mark: Mark, inside: str) -> Mark | None:
    """Returns a mark whose words a person changed; None where what they typed is of another kind."""
    words = " ".join(inside.split())
    if mark.type in ("vocal", "incident", "pause", "gap"):
        kind = kind_of(words) if words not in ("", "…", "...") else "gap"
        if kind is None and mark.type == "gap":
            return None
        if kind in _SOUNDS and kind is not None and (kind != mark.type):
            return Mark(type=kind, start=0, end=0, words="" if words in ("…", "...") else words)
        return replace(mark, start=0, end=0, words="" if words == _BARE[mark.type] else words)
    if mark.type == "gloss":
        return replace(mark, start=0, end=0, words=words)
    if mark.type == "supplied" and mark.start < mark.end:
        return replace(mark, start=0, end=1, words=words)
    return None


def _in_place(mark: Mark, old: Mark | None, moved: Moved, text: str) -> Mark:
    """Returns a read mark with what its line does not tell: the words that a gloss explains, which side of a space."""
    if old is None:
        return mark
    if mark.type == "gloss" and old.start < old.end and (there := moved.mark(old)) is not None:
        return replace(mark, start=there.start, end=there.end) if there.end == mark.end else mark
    if mark.start == mark.end and (there := moved.mark(old)) is not None and old.start == old.end:
        low, high = sorted((there.start, mark.start))
        if not text[low:high].strip():
            return replace(mark, start=there.start, end=there.start)
    return mark
