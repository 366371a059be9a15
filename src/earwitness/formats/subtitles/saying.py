"""A saying: what one cue says, put together stretch by stretch: words, voices, times of words, a transcriber's signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import groupby
from typing import NamedTuple

from msgspec.structs import replace

from ...model import Mark, Turn, Word
from ...times import Ms
from ..page.marks import kind_of, read_marks, stage_line
from ..signs import printed_sign, with_signs
from .labels import Labels, printed_label, unlabelled

SIGNS = re.compile(r"[*\[({<#_/—–]|--|\.\.")
"""What may be a transcriber's sign."""
_SPECIAL = re.compile(r"[<{\[(*&>#/_—–‐\\]")
_RAGGED = re.compile(r"\n[ \t\n-]|[ \t]\n")
"""Lines with more than words at their ends: white space, a dash."""
_TAG = re.compile(r"</?(?:unclear|gap|inaudible|pause|incident)(?:\s[^<>]*)?/?>")
"""Tags that are signs themselves and hold no word."""
_BLANK = ("", " ", "\t", "-", "\n")
TOGETHER = " + "
"""Between the names of several who speak at once."""


class Said(NamedTuple):
    """What a cue says."""

    text: str
    voices: tuple[str, ...] = ()
    """Labels of who speaks, each once."""
    marks: tuple[Mark, ...] = ()
    words: tuple[Word, ...] = ()
    """Their `speaker` is a label here."""
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def tells(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self.text or self.marks or self.voices)


class Saying:
    """A saying under construction."""

    def __init__(self) -> None:
        self.text = ""
        self.marks: list[Mark] = []
        self.stretches: list[Word] = []
        """One a stretch of words with a voice or a time of its own."""
        self.voices: list[str] = []

    def add(self, stretch: str, *, voice: str | None = None, start: Ms | None = None, end: Ms | None = None) -> None:
        """Adds words of one voice; signs in them become marks."""
        if not self.text:
            stretch = stretch.lstrip()
        if voice:
            self.voices += [name for name in voice.split(TOGETHER) if name not in self.voices]
        if not stretch:
            return
        bare = stretch.strip()
        marks: tuple[Mark, ...] = ()
        if SIGNS.search(bare):
            words, marks = signs_in(bare)
            left = len(stretch) - len(stretch.lstrip())
            right = len(stretch) - len(stretch.rstrip())
            before, behind = stretch[:left], stretch[len(stretch) - right :]
            stretch = f"{before}{words}{behind}" if self.text else f"{words}{behind}".lstrip()
        place = len(self.text) + len(stretch) - len(stretch.lstrip())
        if marks:
            offset = place
            self.marks += [replace(mark, start=mark.start + offset, end=mark.end + offset) for mark in marks]
        self.text += stretch
        last = len(self.text.rstrip())
        if (voice or start is not None) and place < last:
            self.stretches.append(Word(place, last, start, end, None, voice))

    def gloss(self, words: str) -> None:
        """Adds a reading or an explanation that stands at the last word: ruby."""
        place = len(self.text)
        self.marks.append(Mark(type="gloss", start=place, end=place, words=words))

    def said(self, *extra: tuple[str, str]) -> Said:
        """Returns the saying. Where one voice says it all, no stretch needs a voice of its own."""
        text = self.text.rstrip()
        length = len(text)
        marks = tuple(
            mark if mark.end <= length else replace(mark, start=min(mark.start, length), end=length)
            for mark in sorted(self.marks, key=lambda mark: (mark.start, mark.end))
        )
        words = tuple(self.stretches)
        spoken = {word.speaker for word in words}
        whole = "".join(text[word.first : word.last] for word in words)
        if len(spoken) == 1 and "".join(whole.split()) == "".join(text.split()):
            words = tuple(Word(word.first, word.last, word.start, word.end) for word in words if word.start is not None)
        elif spoken:
            words = tuple(replace(word, speaker=word.speaker and word.speaker.split(TOGETHER)[0]) for word in words)
        return Said(text, tuple(self.voices), marks, words, extra)


def signs_in(stretch: str) -> tuple[str, tuple[Mark, ...]]:
    """Returns words without the transcriber's signs, and the marks.

    Brackets are often the speaker's own in subtitles, so that only what is known as a sign becomes one, or what stands alone
    on its line; a line is returned as it stands where a sign in it is doubtful or a word would be lost.
    """
    alone = stage_line(stretch)
    if alone is not None and _letters(alone.words) == _letters(stretch):
        return "", (alone,)
    text = ""
    marks: list[Mark] = []
    for line in stretch.split("\n"):
        words, found = _signs_in_line(line)
        if text and words:
            text += "\n"
        marks += [replace(mark, start=mark.start + len(text), end=mark.end + len(text)) for mark in found]
        text += words
    return text, tuple(marks)


def _signs_in_line(line: str) -> tuple[str, tuple[Mark, ...]]:
    alone = stage_line(line)
    text, marks = ("", (alone,)) if alone is not None else read_marks(line)
    told = text + "".join(mark.words for mark in marks if mark.start == mark.end)
    if not marks or _letters(told) != _letters(_TAG.sub("", line)):
        return line, ()
    return (text, marks) if alone is not None or all(_is_sure(mark, line) for mark in marks) else (line, ())


def _is_sure(mark: Mark, line: str) -> bool:
    if mark.type in ("gap", "unclear", "masked") or f"*{mark.words}*" in line or f"<{mark.words}" in line:
        return True
    # `(line 1)`: what happens is told in square brackets, and in round ones where the line begins.
    told = mark.type != "incident" or not mark.start or f"[{mark.words}]" in line
    return told and kind_of(mark.words) is not None


def caption_sign(text: str, mark: Mark) -> str:
    """Returns a marked stretch as captions show it: what is heard beside the words in square brackets, the rest as in print."""
    if mark.type in ("vocal", "incident", "pause") and mark.words:
        return f"[{mark.words}]"
    return printed_sign(text, mark)


def _letters(words: str) -> int:
    return sum(map(str.isalnum, words))


def plainly(printed: str, labels: Labels) -> Said | None:
    """Returns what a cue says that holds only words, perhaps behind one label, as most do; None where there may be more."""
    if _SPECIAL.search(printed) is not None or ".." in printed or "--" in printed:
        return None
    if printed[:1] in _BLANK or printed[-1:] in _BLANK or ("\n" in printed and _RAGGED.search(printed) is not None):
        return None
    if ":" not in printed:
        return Said(printed)
    label, _, words = printed.partition(":")
    if ":" in words or "\n" in label or not words:
        return None
    if words[0] in " \n" and labels.know(label):
        return Said(words.lstrip(), tuple(" ".join(label.split()).split(TOGETHER)))
    return Said(printed)


def conversing(printed: str, labels: Labels, *extra: tuple[str, str]) -> Said:
    """Returns what a cue says whose voices are told by labels at the start of its lines, if at all."""
    plain = plainly(printed, labels)
    if plain is not None:
        return plain._replace(extra=extra) if extra else plain
    saying = Saying()
    lines = [line.strip() for line in printed.strip().split("\n")]
    if ":" not in printed:
        saying.add("\n".join(lines))
    else:
        voice: str | None = None
        held: list[str] = []
        for line in lines:
            label, words = labels.line(line)
            if label is None and unlabelled((line,)):
                label, words = "", line  # a dash ends what the voice before it says
            if label is not None:
                _close(saying, held, voice)
                voice, held = label, [words] if words else []
            else:
                held.append(words)
        _close(saying, held, voice)
    nameless = unlabelled(lines)
    if 1 < nameless and not saying.voices:
        extra = (*extra, ("voices", str(nameless)))
    return saying.said(*extra)


def _close(saying: Saying, held: list[str], voice: str | None) -> None:
    words = "\n".join(held)
    if saying.text and (words or voice):
        words = f"\n{words}"
    saying.add(words, voice=voice)


class Piece(NamedTuple):
    """A stretch of a turn as a writer prints it: signs put back, one voice or none."""

    voice: str
    """The label; empty where nobody could know."""
    words: str


def stretches(turn: Turn, names: Mapping[str, str], plain: Callable[[str], str] = str) -> list[Piece]:
    """Returns the turn cut where another voice begins, its signs put back, `plain` escaping the words.

    A turn of one voice, or of several at once whose parts nobody told, is one piece.
    """
    sign = escaped(plain)
    spoken = [word for word in turn.words if word.speaker is not None]
    together = TOGETHER.join(names.get(speaker, speaker) for speaker in turn.speakers)
    if not spoken or len({word.speaker for word in spoken}) < 2:
        return [Piece(together, with_signs(turn, sign, plain))]
    found: list[Piece] = []
    cuts = [next(group) for _, group in groupby(turn.words, key=lambda word: word.speaker)]
    for place, word in enumerate(cuts):
        first = word.first if place else 0
        last = cuts[place + 1].first if place + 1 < len(cuts) else len(turn.text)
        part = slice_of(turn, first, last, closed=place + 1 == len(cuts))
        voice = names.get(word.speaker, word.speaker) if word.speaker is not None else together
        found.append(Piece(voice, with_signs(part, sign, plain).strip()))
    return found


def slice_of(turn: Turn, first: int, last: int, *, closed: bool = False) -> Turn:
    """Returns the turn with only this stretch of its text and the marks that begin in it; at its end too if `closed`."""
    marks = tuple(
        replace(mark, start=mark.start - first, end=max(mark.start, min(mark.end, last)) - first)
        for mark in turn.marks
        if first <= mark.start and (mark.start < last or (closed and mark.start == last))
    )
    return replace(turn, text=turn.text[first:last], marks=marks, words=())


def escaped(plain: Callable[[str], str]) -> Callable[[str, Mark], str]:
    return lambda text, mark: plain(caption_sign(text, mark))


def labelled(turn: Turn, names: Mapping[str, str], labels: Labels, plain: Callable[[str], str] = str) -> str:
    """Returns a turn's words as a cue with labels at the start of its lines."""
    lines = []
    for voice, words in stretches(turn, names, plain):
        lines.append(f"{printed_label(plain(voice), labels)} {words}".rstrip() if voice else words)
    return "\n".join(lines)


def says(said: Said, turn: Turn, names: dict[str, str]) -> bool:
    """Says whether a payload read anew gives the turn as it stands."""
    return (
        said.text == turn.text
        and said.marks == turn.marks
        and [" ".join(voice.split()) for voice in said.voices]
        == [names.get(speaker, speaker) for speaker in turn.speakers]
        and [(word.first, word.last, word.start, word.end) for word in said.words]
        == [(word.first, word.last, word.start, word.end) for word in turn.words]
    )
