"""Karaoke: the text of a SubStation event, its override blocks, and the times that they give its words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ...model import Turn, Word
from ..readings import Extra


class Line(NamedTuple):
    """The words of an event without its markup."""

    text: str
    words: tuple[Word, ...]
    tags: Extra
    """`("tags", "0 {\\an8}")`: the place in the text, and the block as printed."""


_PIECE = re.compile(r"\{([^}]*)\}|\\([Nnh{}])")
_ESCAPED = re.compile(r"\\([Nnh{}])")
_SYLLABLE = re.compile(r"\\(?:k[fot]?|K)\s*(\d{1,7})")
_ABSOLUTE = re.compile(r"\\kt\s*(\d{1,7})")
_DRAWING = re.compile(r"\\p(\d+)")
_TURNS = {"N": "\n", "n": "\n", "h": "\u00a0", "{": "{", "}": "}"}
_ESCAPES = str.maketrans({"\n": "\\N", "\u00a0": "\\h", "{": "\\{", "}": "\\}"})


def line_of(printed: str, start: int | None) -> Line:
    """Returns the words of a Text column, for an event that starts then. What is drawn (`\\p1`) is no text."""
    close = printed.find("}") + 1 if printed.startswith("{") else 0
    if _simple(printed[:close], printed[close:]):
        # Most events: words, behind one block at most.
        text = printed[close:]
        if "\\" in text:
            text = text.replace("\\N", "\n").replace("\\n", "\n").replace("\\h", "\u00a0")
        return Line(text.strip(), (), _leading(printed[:close]) if close else ())
    parts: list[str] = []
    tags: list[tuple[int, str]] = []
    syllables: list[tuple[int, int, int]] = []
    length = place = due = 0
    drawing = False
    # Behind the last closing brace no block can end: looking for one from each brace there would take for ever.
    for match in _PIECE.finditer(printed, 0, printed.rfind("}") + 1):
        piece = printed[place : match.start()] if not drawing else ""
        if drawing and place < match.start():
            tags.append((length, printed[place : match.start()]))
        place = match.end()
        block, escape = match.groups()
        if escape is not None:
            piece += "" if drawing else _TURNS[escape]
        parts.append(piece)
        length += len(piece)
        if block is None:
            continue
        tags.append((length, match.group()))
        if "\\p" in block and (found := _DRAWING.findall(block)):
            drawing = found[-1].strip("0") != ""
        if "\\k" in block or "\\K" in block:
            if (absolute := _ABSOLUTE.search(block)) is not None:
                due = int(absolute[1])
            for lasts in _SYLLABLE.findall(_ABSOLUTE.sub("", block)):
                syllables.append((length, due, due + int(lasts)))
                due += int(lasts)
    rest = _ESCAPED.sub(lambda match: _TURNS[match[1]], printed[place:]) if not drawing else printed[place:]
    if drawing and rest:
        tags.append((length, rest))
    parts.append("" if drawing else rest)
    return _trimmed("".join(parts), tags, syllables, start)


def _simple(block: str, text: str) -> bool:
    if "{" in text or "\\}" in text or "\\k" in block or "\\K" in block:
        return False
    return "\\p" not in block or _DRAWING.search(block) is None


@lru_cache(maxsize=512)
def _leading(block: str) -> Extra:
    """Returns the extra of a block before all words, one for all events that have it."""
    return (("tags", f"0 {block}"),)


def _trimmed(whole: str, tags: list[tuple[int, str]], syllables: list[tuple[int, int, int]], start: int | None) -> Line:
    """Returns the line without what pads it, every place moved along; syllables are at a place, from and to hundredths."""
    text = whole.strip()
    lead = len(whole) - len(whole.lstrip())
    words: list[Word] = []
    for n, (first, begins, ends) in enumerate(syllables if start is not None else ()):
        said = whole[first : syllables[n + 1][0] if n + 1 < len(syllables) else len(whole)]
        if core := said.strip():
            place = first + len(said) - len(said.lstrip()) - lead
            words.append(Word(place, place + len(core), (start or 0) + begins * 10, (start or 0) + ends * 10))
    kept = tuple(("tags", f"{min(max(0, at - lead), len(text))} {block}") for at, block in tags)
    return Line(text, tuple(words), kept)


def printed_line(turn: Turn, text: str) -> str:
    """Returns a turn's text as an event prints it: its override blocks at their places, else karaoke for its words."""
    blocks: list[tuple[int, str]] = []
    for key, value in turn.extra:
        place, _, block = value.partition(" ")
        if key == "tags" and place.isdecimal():
            if not turn.words and block.startswith("{"):
                block = _SYLLABLE.sub("", block)
            blocks += [(min(int(place), len(text)), block)] if block != "{}" else []
    if not blocks and text == turn.text:
        blocks = _syllables(turn)
    line = ""
    done = 0
    for at, block in blocks:
        line += text[done:at].translate(_ESCAPES) + block
        done = max(done, at)
    return line + text[done:].translate(_ESCAPES)


def _syllables(turn: Turn) -> list[tuple[int, str]]:
    """Returns karaoke for words whose times stand in order within the turn, in hundredths; none where one has no time."""
    blocks: list[tuple[int, str]] = []
    origin = _hundredths(turn.start or 0)
    due = origin
    for n, word in enumerate(turn.words):
        if word.start is None or turn.start is None or word.first < (blocks[-1][0] if blocks else 0):
            return []
        starts = _hundredths(word.start)
        if starts < due:
            return []
        if due < starts:
            blocks.append((word.first, f"{{\\k{starts - due}}}"))
        later = turn.words[n + 1].start if n + 1 < len(turn.words) else turn.end
        end = word.end if word.end is not None else later if later is not None else word.start
        due = max(starts, _hundredths(end))
        blocks.append((word.first, f"{{\\k{due - starts}}}"))
    return blocks


def _hundredths(time: int) -> int:
    return (time + 5) // 10
