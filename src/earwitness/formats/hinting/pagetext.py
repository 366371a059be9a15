"""The text of a page, all of it, line by line, furniture too: what hints are anchored in.

A stretch is `[start, end)` in code points of `PageText.text`, where white space is folded and lines have one space between.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from msgspec.structs import replace

from ...errors import BadInput, NotFound
from ...model import Anchor, Reading, Turn
from ..page.lines import Line

CONTEXT = 120
"""Code points of context on either side of an anchor."""
PROOF = 12
"""Code points of words or context that prove a place on other bytes; less could stand anywhere."""
_MOST_PLACES = 2_000
_MOST_LOST = 300
"""Stretches looked for in the whole text; a page whose turns stand nowhere in it must not cost a search for each."""

Stretch = tuple[int, int]


def folded(text: str) -> str:
    """Returns the text with every white space one blank."""
    return " ".join(text.split())


class PageText:
    """A page's lines and their text."""

    def __init__(self, lines: Sequence[Line], kept: Sequence[Line] = ()) -> None:
        """`kept` are the lines that the reader looks at; what is not among them is the page's furniture."""
        told = [(line, text) for line in lines if (text := folded(line.raw))]
        self.lines: tuple[Line, ...] = tuple(line for line, _ in told)
        self.texts: tuple[str, ...] = tuple(text for _, text in told)
        self.text = " ".join(self.texts)
        self.starts: list[int] = []
        at = 0
        for text in self.texts:
            self.starts.append(at)
            at += len(text) + 1
        known = {folded(line.raw) for line in kept}
        self.furniture = frozenset(number for number, text in enumerate(self.texts) if known and text not in known)
        """The lines, from 0, that the reader does not look at."""
        self._whole: dict[str, list[int]] = {}
        for number, text in enumerate(self.texts):
            self._whole.setdefault(text, []).append(number)

    def stretch_of(self, line: int, to: int | None = None) -> Stretch:
        """Returns the stretch of a line, or of several, counted from 1. Raises NotFound where there is none."""
        last = line if to is None else to
        if not 1 <= line <= last <= len(self.lines):
            raise NotFound(
                f"the page has no line {last if 1 <= line else line}",
                hint=f"its lines are numbered 1 to {len(self.lines)}",
            )
        return self.starts[line - 1], self.starts[last - 1] + len(self.texts[last - 1])

    def line_at(self, place: int) -> int:
        """Returns the number, from 0, of the line that holds a place."""
        return max(0, bisect.bisect_right(self.starts, place) - 1)

    def parts(self, stretch: Stretch) -> list[tuple[Line, bool]]:
        """Returns the lines that a stretch covers, each cut to it, and whether it is there whole."""
        found = []
        for number in range(self.line_at(stretch[0]), len(self.lines)):
            start, text = self.starts[number], self.texts[number]
            if stretch[1] <= start:
                break
            low, high = max(0, stretch[0] - start), min(len(text), stretch[1] - start)
            if low < high:
                whole = high - low == len(text)
                cut = folded(text[low:high])
                line = self.lines[number]
                found.append((line if whole else replace(line, text=cut, raw=cut, bold=0, bullet=""), whole))
        return found

    # Anchors

    def anchor(self, words: str, *, line: int | None = None, to: int | None = None) -> Anchor:
        """Returns the anchor of these words, of a line's where none are given.

        Raises NotFound where the page does not have them, BadInput where it has them more than once and no line tells which.
        """
        if line is not None:
            low, high = self.stretch_of(line, to)
            if not folded(words):
                return self._anchor(low, high)
            places = [place for place in self._places(folded(words)) if low <= place and place < high]
        else:
            places = self._places(folded(words))
        if not places:
            raise NotFound(
                f"the page does not have the words “{shown(words)}”", hint="copy them as the page prints them"
            )
        if 1 < len(places):
            numbers = ", ".join(str(self.line_at(place) + 1) for place in places[:6])
            more = "…" if 6 < len(places) else ""
            raise BadInput(
                f"the page has the words “{shown(words)}” {len(places)} times, on lines {numbers}{more}",
                hint="give more of the words, or the line, as #12",
            )
        return self._anchor(places[0], places[0] + len(folded(words)))

    def _anchor(self, start: int, end: int) -> Anchor:
        return Anchor(
            exact=self.text[start:end],
            prefix=self.text[max(0, start - CONTEXT) : start],
            suffix=self.text[end : end + CONTEXT],
            line=self.line_at(start) + 1,
        )

    def _places(self, words: str) -> list[int]:
        found: list[int] = []
        start = self.text.find(words) if words else -1
        while 0 <= start and len(found) < _MOST_PLACES:
            found.append(start)
            start = self.text.find(words, start + 1)
        return found

    def place(self, anchor: Anchor, *, same_bytes: bool) -> Stretch | None:
        """Returns where an anchor stands now; None where it stands nowhere, or nothing tells which of several places it is."""
        best: list[int] = []
        most = -1
        for start in self._places(anchor.exact):
            end = start + len(anchor.exact)
            fits = _common_end(self.text[max(0, start - CONTEXT) : start], anchor.prefix)
            fits += _common_start(self.text[end : end + CONTEXT], anchor.suffix)
            if most < fits:
                best, most = [start], fits
            elif fits == most:
                best.append(start)
        if 1 < len(best) and same_bytes:
            best = sorted(best, key=lambda start: abs(self.line_at(start) + 1 - anchor.line))[:1]
        if len(best) != 1 or (not same_bytes and len(anchor.exact) + most < PROOF):
            return None
        return best[0], best[0] + len(anchor.exact)

    # Turns

    def places_of(self, turns: Sequence[Turn]) -> list[tuple[Stretch, ...]]:
        """Returns for each turn, in order, the stretches that it was read from; none where it stands nowhere."""
        found: list[tuple[Stretch, ...]] = []
        raws = [[text for part in (turn.raw or "").split("\n") if (text := folded(part))] for turn in turns]
        flat = [(number, text) for number, texts in enumerate(raws) for text in texts]
        place = lost = 0
        stretches: list[list[Stretch]] = [[] for _ in turns]
        for index, (number, text) in enumerate(flat):
            following = flat[index + 1][1] if index + 1 < len(flat) else None
            start = self._next(text, following, place)
            if start < 0 and lost < _MOST_LOST:
                lost += 1
                start = self.text.find(text, place)
                start = start if 0 <= start else self.text.find(text)
            if 0 <= start:
                stretches[number].append((start, start + len(text)))
                place = start + len(text)
        found.extend(tuple(each) for each in stretches)
        return found

    def _next(self, text: str, following: str | None, place: int) -> int:
        """Returns where a line of exactly this text begins behind a place, before the text that follows if it can; else -1.

        A summary may quote a turn before it comes: the one that the next turn follows is meant.
        """
        numbers = self._whole.get(text, [])
        first = -1
        for number in numbers[bisect.bisect_left(numbers, self.line_at(place)) :][:50]:
            if self.starts[number] < place:
                continue
            if first < 0:
                first = self.starts[number]
            if following is None or any(following in near for near in self.texts[number + 1 : number + 4]):
                return self.starts[number]
        near = self.text.find(text, place, place + len(text) + 2_000)
        return near if 0 <= near and (first < 0 or near < first) and first < 0 else first


def shown(words: str) -> str:
    """Returns words as a message shows them."""
    words = folded(words)
    return words if len(words) < 60 else words[:59] + "…"


def _common_end(text: str, context: str) -> int:
    length = 0
    while length < min(len(text), len(context)) and text[-1 - length] == context[-1 - length]:
        length += 1
    return length


def _common_start(text: str, context: str) -> int:
    length = 0
    while length < min(len(text), len(context)) and text[length] == context[length]:
        length += 1
    return length


def page_text(content: bytes, *, name: str, reading: Reading) -> PageText:
    """Returns the whole text of what was read: of a page its lines with its furniture, of other formats a line a turn.

    Raises what the reader raises.
    """
    if reading.format in ("html", "markdown", "text"):
        from ..page.reader import whole_lines

        kept = whole_lines(content, name=name, form=reading.format, furniture=False)
        text = PageText(whole_lines(content, name=name, form=reading.format), kept)
        turns = [turn for transcript in reading.transcripts for turn in transcript.turns]
        placed = _placed(text, turns)
        if placed * 2 < len(turns) and placed < _placed(alone := PageText(kept), turns):
            return alone  # the page writes its text by script: it stands in data, not in the page
        return text
    lines = [
        Line(text=folded(turn.raw or turn.text), raw=folded(turn.raw or turn.text), kind="line")
        for transcript in reading.transcripts
        for turn in transcript.turns
    ]
    return PageText(lines)


def _placed(text: PageText, turns: Sequence[Turn]) -> int:
    return sum(map(bool, text.places_of(turns)))
