"""oTranscribe (.otr): a JSON object with the transcript as HTML, timestamps as spans, and the medium it was typed from.

Each paragraph or line is a turn. A timestamp (`<span class="timestamp" data-timestamp="9.48">00:09</span>`) at its start is the
turn's; one at its end is where the turn ends; each one within begins a stretch of the text, which is a word of the model with
its start. Speakers are labels by convention (`Anna: …`, bold or not); a line without one goes on with the speaker before it. A
turn's `raw` is its piece of HTML with what stands before it: all of them are the transcript's HTML, byte for byte. Form: the
README of oTranscribe, "OTR file format".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape, unescape
from typing import NamedTuple

from ...errors import MalformedText
from ...model import Dossier, Reading, Turn, Word
from ...times import Ms, format_clock, parse_clock
from .. import content as bytes_
from .. import objects
from ..casting import Casting
from ..objects import TURNS, Table, from_seconds, words_in
from ..page.labels import find_label, is_capitals, is_headword, key_of, role_of
from ..page.lines import Line
from ..readings import reading, telling
from ..signs import label, voices, with_signs

READER = "otranscribe 1"
SHARE = 3
"""Labels are the rule where one of so many lines has one."""
_PIECE = re.compile(
    r"<span\b(?=[^<>]{0,500}?\bclass\s*=\s*[\"']?[^\"'<>]{0,200}?\btimestamp\b)(?P<stamp>[^<>]*)>(?P<printed>[^<]*)</span\s*>"
    r"|<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)[^<>]*>|<!--.{0,500}?-->|(?P<text>[^<]+|<)",
    re.DOTALL,
)
_SECONDS = re.compile(r"data-timestamp\s*=\s*[\"']?\s*([0-9.eE+-]+)")
_BREAKS = frozenset("p div br li ul ol blockquote h1 h2 h3 h4 h5 h6 tr table hr section article".split())
_BOLD = frozenset(("b", "strong"))


def detects(head: bytes, name: str) -> float:
    text = objects.beginning(head, "{")
    if not re.match(r'\s*\{\s*"(?:text|media(?:-source|-time)?)"', text):
        return 0.0
    if 'class=\\"timestamp\\"' in text or '"media-time"' in text or "class='timestamp'" in text:
        return 0.97
    if '"media-time"' in bytes_.as_text(head):
        return 0.95
    return 0.8 if name.lower().endswith(".otr") and '"text"' in text else 0.0


class _Time(NamedTuple):
    at: int
    time: Ms | None
    printed: str


class _Passage(NamedTuple):
    """A line of the transcript: its HTML, its words, the timestamps in it, and how much of its start is bold."""

    raw: str
    text: str
    times: tuple[_Time, ...]
    bold: int


def read(content: bytes, *, name: str) -> Reading:
    """Returns the transcript of an .otr file. Raises MalformedText where it is no JSON object with a text."""
    with objects.bounded(name):
        document = objects.only_object(content, name=name)
        text = document.get("text")
        if not isinstance(text, str):
            raise MalformedText(name, None, "no text stands in the file")
        passages = list(_passages(text))
        names = _names([passage for passage in passages if passage.text])
        casting = Casting()
        turns: list[Turn] = []
        for passage in passages:
            turns.append(_turn(len(turns) + 1, passage, names, casting, turns[-1] if turns else None))
        document["text"] = TURNS
        transcript = telling(
            turns,
            casting.speakers,
            format="otranscribe",
            reader=READER,
            extra=(("otranscribe", objects.compact(document)),),
        )
    media = words_in(document.get("media")) or None
    return reading((transcript,), format="otranscribe", media_type="application/json", reader=READER, title=media)


def _passages(text: str) -> Iterator[_Passage]:
    """Yields the lines that say something or have a timestamp; the HTML of empty ones goes with the next, or the last."""
    begin = 0
    held: _Passage | None = None
    building = _Building()
    for piece in _PIECE.finditer(text):
        tag = (piece["tag"] or "").lower()
        if tag not in _BREAKS:
            building.take(piece, tag)
            continue
        if not building.said:
            continue
        # the closing tag of a line belongs to it, an opening one to the next
        end = piece.end() if piece["close"] or tag in ("br", "hr") else piece.start()
        if held is not None:
            yield held
        held = building.passage(text[begin:end])
        begin = end
        building = _Building()
    if building.said:
        if held is not None:
            yield held
        held = building.passage(text[begin:])
    elif held is not None:
        held = held._replace(raw=held.raw + text[begin:])
    if held is not None:
        yield held


class _Building:
    """A line while it is put together: spaces run together, timestamps at their places."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.spaced = True
        self.times: list[_Time] = []
        self.bold = 0
        self.open = 0

    @property
    def said(self) -> bool:
        return bool(self.length or self.times)

    def take(self, piece: re.Match[str], tag: str) -> None:
        if piece["stamp"] is not None:
            seconds = _SECONDS.search(piece["stamp"])
            printed = unescape(piece["printed"]).strip()
            time = from_seconds(seconds[1]) if seconds else parse_clock(printed)
            self.times.append(_Time(self.length, time, printed))
        elif piece["text"] is not None:
            given = unescape(piece["text"])
            words = " ".join(given.split())
            before = " " if given[:1].isspace() and not self.spaced else ""
            behind = " " if given[-1:].isspace() and words else ""
            added = before + words + behind
            if not added:
                return
            whole = self.bold == self.length
            self.parts.append(added)
            self.length += len(added)
            self.spaced = added[-1] == " "
            if self.open and whole:
                self.bold = self.length
        elif tag in _BOLD:
            self.open = max(0, self.open + (-1 if piece["close"] else 1))

    def passage(self, raw: str) -> _Passage:
        text = "".join(self.parts).rstrip()
        times = tuple(time._replace(at=min(time.at, len(text))) for time in self.times)
        return _Passage(raw, text, times, min(self.bold, len(text)))


def _label_of(passage: _Passage) -> tuple[str, int] | None:
    """Returns the name that a line begins with, and where its speech begins."""
    found = find_label(Line(text=passage.text, raw=passage.text, kind="line", bold=passage.bold))
    if found is None or found.style not in ("colon", "bold", "paren") or not found.name or is_headword(found.name):
        return None
    return found.name, found.end


def _names(passages: Sequence[_Passage]) -> frozenset[str]:
    """Returns the keys of the labels: names that come twice, roles, names in capitals; and any, where they are the rule."""
    found = [named[0] for passage in passages if (named := _label_of(passage)) is not None]
    counts = Counter(key_of(name) for name in found)
    sure = {
        key_of(name) for name in found if 1 < counts[key_of(name)] or role_of(name) is not None or is_capitals(name)
    }
    return frozenset(counts) if sure and len(passages) <= SHARE * len(found) else frozenset(sure)


def _turn(number: int, passage: _Passage, names: frozenset[str], casting: Casting, before: Turn | None) -> Turn:
    named = _label_of(passage)
    begin = 0
    inferred = False
    speakers: tuple[str, ...] = ()
    if named is not None and key_of(named[0]) in names:
        begin = named[1]
        speakers = casting.voice(named[0])
    elif named is None and before is not None:
        speakers, inferred = before.speakers, bool(before.speakers)
    begin += len(passage.text[begin:]) - len(passage.text[begin:].lstrip())
    start, end, printed, words = _timed(passage, begin)
    return Turn(
        id=str(number), number=number, speakers=speakers, text=passage.text[begin:], raw=passage.raw, start=start, end=end,
        printed=printed, words=words, inferred=inferred,
    )  # fmt: skip


def _timed(passage: _Passage, begin: int) -> tuple[Ms | None, Ms | None, str | None, tuple[Word, ...]]:
    """Returns where a turn begins and ends, as printed, and its stretches: those behind one timestamp up to the next."""
    length = len(passage.text) - begin
    times = [(max(0, time.at - begin), time) for time in passage.times]
    opening = next((time for at, time in times if at == 0), None)
    closing = next((time for at, time in reversed(times) if at == length), None) if length else None
    if opening is not None and closing is not None and (closing.time or 0) < (opening.time or 0):
        closing = None  # a turn does not end before it begins; its HTML keeps the timestamp
    words = []
    for place, (at, time) in enumerate(times):
        until = times[place + 1][0] if place + 1 < len(times) else length
        stretch = passage.text[begin + at : begin + until]
        first, last = at + len(stretch) - len(stretch.lstrip()), until - len(stretch) + len(stretch.rstrip())
        if first < last and time.time is not None and (1 < len(times) - (closing is not None) or 0 < at):
            words.append(Word(first, last, time.time))
    return (
        opening.time if opening is not None else None,
        closing.time if closing is not None else None,
        opening.printed if opening is not None else None,
        tuple(words),
    )


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns an .otr file. A turn that was not mended keeps its HTML; a new one is a paragraph, its times as timestamps.

    Stretches with a time become timestamps only where oTranscribe had them: words of a recogniser would bury the text.
    """
    transcript = dossiers[0].transcripts[0]
    kept = objects.kept(transcript, "otranscribe")
    document: Table = kept if isinstance(kept, dict) else {"text": TURNS, "media": "", "media-time": 0}
    names = voices(transcript)
    own = transcript.format == "otranscribe"
    document["text"] = "".join(_html(turn, names, own=own) for turn in transcript.turns)
    return objects.compact(document).encode()


def _html(turn: Turn, names: dict[str, str], *, own: bool) -> str:
    if own and turn.raw is not None and _stands(turn, names):
        return turn.raw
    who = "" if turn.inferred else label(turn, names)
    text = turn.text if own and not turn.marks else with_signs(turn)
    parts = [_stamp(turn.start, turn.printed) + " "] if turn.start is not None else []
    parts += [f"<b>{escape(who, quote=False)}:</b> "] if who else []
    here = 0
    for word in turn.words if own and not turn.marks else ():
        if word.start is not None and here <= word.first and (0 < word.first or word.start != turn.start):
            parts += [escape(text[here : word.first], quote=False), _stamp(word.start, None)]
            here = word.first
    parts.append(escape(text[here:], quote=False))
    if turn.end is not None:
        parts.append(" " + _stamp(turn.end, None))
    return f"<p>{''.join(parts)}</p>"


def _stands(turn: Turn, names: dict[str, str]) -> bool:
    """Says whether a turn's HTML still says what the turn does."""
    passages = list(_passages(turn.raw or ""))
    if len(passages) != 1 or turn.marks or not passages[0].text.endswith(turn.text):
        return False
    begin = len(passages[0].text) - len(turn.text)
    prefix = passages[0].text[:begin]
    if _timed(passages[0], begin) != (turn.start, turn.end, turn.printed, turn.words):
        return False
    named = _label_of(passages[0]) if prefix.strip() else None
    who = "" if turn.inferred else label(turn, names)
    return key_of(who) == (key_of(named[0]) if named else "")


def _stamp(time: Ms, printed: str | None) -> str:
    clock = printed or (format_clock(time) if 600_000 <= time else f"0{format_clock(time)}")
    return f'<span class="timestamp" data-timestamp="{time / 1000}">{escape(clock, quote=False)}</span>'
