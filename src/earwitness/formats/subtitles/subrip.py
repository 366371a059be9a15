"""SubRip (.srt): a number, a line of times, the words; a blank line ends a cue, or should.

There is no standard; what is read is what programs write. A timing line opens a cue and the next one closes it, so that
blank lines within a cue, missing ones between cues and missing numbers cost nothing. `{\\an8}` and `X1:` are positions,
`<i>`, `<b>`, `<u>`, `<font>` are dress; any other `<word>` is words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...errors import MalformedText
from ...model import Dossier, Reading, Transcript, Turn, Word
from ..casting import Casting
from ..content import as_text
from ..readings import Extra, Faults, reading, telling
from ..signs import voices
from .cuefile import Places, native, opened, printed_file, told
from .labels import Labels
from .saying import Said, conversing, labelled, plainly, says
from .timing import ARROW, Timing, is_payload, shown, stamp, timing_of, timings

READER = "subrip 1"
MEDIA_TYPE = "application/x-subrip"

_FIRST = re.compile(r"\s*(?:\d+[ \t]*\r?\n?\s*)?-?\d{1,6}: ?\d{1,2}(?:: ?\d{1,2})?(?:[,.] ?\d{1,9})?[ \t]*-->")
_ANYWHERE = re.compile(r"(?m)^[ \t]*\d{1,6}:\d{1,2}:\d{1,2}(?:[,.]\d{1,9})?[ \t]*-->[ \t]*\d{1,6}:\d{1,2}:\d{1,2}")
_DRESS = re.compile(r"(?i)</?(?:i|b|u|s|em|strong|strike|font|span)(?:\s[^<>\n]*)?>|\{/?[ibus]\}")
_BREAK = re.compile(r"(?i)[ \t]*<br ?/?>[ \t]*\n?|\\N")
_OVERRIDE = re.compile(r"\{\\[^{}\n]*\}")
_POSITION = re.compile(r"\\(?:an?\d|pos|move)")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|lrm|rlm|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_ESCAPED = re.compile(r"&(?=(?:amp|lt|gt|quot|apos|nbsp|lrm|rlm|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_TAGLIKE = re.compile(r"(?i)<(?=/?(?:i|b|u|s|em|strong|strike|font|span|br)(?:[\s/][^<>\n]*)?>)")


def detects(head: bytes, name: str) -> float:
    if b"-->" not in head and b"-\x00-\x00>" not in head:
        return 0.0
    text = as_text(head)
    if text.lstrip().startswith("WEBVTT"):
        return 0.0
    if _FIRST.match(text):
        return 0.97
    return 0.55 if _ANYWHERE.search(text) else 0.0


class Cue(NamedTuple):
    """One cue as the file has it."""

    number: str | None
    """As printed; None where it has none."""
    timing: Timing
    payload: str
    """Its words as printed, without blank lines at either end."""


def read(content: bytes, *, name: str) -> Reading:
    """Returns one transcript with a turn for each cue that says anything.

    Raises MalformedText where no line has times; a cue whose times cannot be read is kept without, and told of.
    """
    file = opened(content, name=name)
    del content  # where nobody else holds the bytes, they need not stand beside the text and the turns
    text = file.text
    labels = Labels.of(text, lambda: sum(spoken(cue.payload, Labels()).tells for cue in _cues(text)))
    casting, faults, places = Casting(), Faults(), Places(text)
    turns: list[Turn] = []
    extra = file.extra
    first: Cue | None = None
    timed = False
    for cue in _cues(text):
        timing = cue.timing
        if first is None:
            first = cue
            extra = (*extra, *_before(text, cue, faults))
        timed = timed or timing.start is not None or timing.end is not None
        said = spoken(cue.payload, labels)
        if timing.fault:
            faults.add(timing.fault, line=places.line(timing.at), turn=len(turns) + 1)
        if "-->" in cue.payload:
            faults.add(
                "a line with --> in this cue has no times that can be read; it stands in the words",
                line=places.line(timing.at),
                turn=len(turns) + 1,
            )
        if said.tells:
            number = len(turns) + 1
            turns.append(turn_of(said, number, timing, cue.payload, casting, _extra(cue, number, said)))
        else:
            faults.add("a cue without words is left out", line=places.line(timing.at))
    if not timed:
        raise MalformedText(name, 1, "no SubRip subtitles: no line has times such as 00:00:01,000 --> 00:00:02,000")
    transcript = telling(
        turns, casting.speakers, format="srt", reader=READER, kind="subtitles", doubts=faults.doubts, extra=extra
    )
    return reading(
        [transcript], format="srt", media_type=MEDIA_TYPE, reader=READER, charset=file.charset, doubts=file.doubts
    )


def _before(text: str, cue: Cue, faults: Faults) -> Extra:
    """Returns what stands before the first cue, as a fact of the file."""
    before = text[: cue.timing.at].strip()
    before = before if cue.number is None else before.removesuffix(cue.number).strip()
    if not before:
        return ()
    faults.add("there are words before the first cue; they are kept, but are no turn", line=1)
    return (("before the first cue", before),)


def turn_of(said: Said, number: int, timing: Timing, payload: str, casting: Casting, extra: Extra) -> Turn:
    """Returns the turn of a cue; its payload is kept where it says more than the words."""
    text, voices, marks, words, _ = said
    speakers = casting.voice(voices[0]) if len(voices) == 1 else casting.voices(voices)
    if words and voices:
        words = tuple(
            Word(word.first, word.last, word.start, word.end, None, *casting.voice(word.speaker)) for word in words
        )
    return Turn(
        id=str(number), number=number, speakers=speakers, text=text, raw=None if payload == text else payload,
        start=timing.start, end=timing.end, printed=timing.printed, marks=marks, words=words, extra=extra,
    )  # fmt: skip


def spoken(payload: str, labels: Labels) -> Said:
    """Returns what the payload of a cue says, its dress and positions taken off."""
    plain = plainly(payload, labels)
    if plain is not None:
        return plain
    extra: tuple[tuple[str, str], ...] = ()
    text = payload
    if "{" in text:
        if placed := [match for match in _OVERRIDE.findall(text) if _POSITION.search(match)]:
            extra = (("position", "".join(placed)),)
        text = _OVERRIDE.sub("", text)
    if "<" in text or "{" in text or "\\N" in text:
        text = _DRESS.sub("", _BREAK.sub("\n", text))
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return conversing(text, labels, *extra)


def _cues(text: str) -> Iterator[Cue]:
    """Yields the cues in order, each with the number that stands over it."""
    held: Timing | None = None
    number: str | None = None
    coming = 1
    behind = 0
    for timing in timings(text):
        between = text[behind : timing.at]
        usual = f"\n\n{coming}\n"
        following: str | None
        if between.endswith(usual) and between[-len(usual) - 1 : -len(usual)].strip() and between[:1] != "\n":
            payload, following = between[: -len(usual)], usual[2:-1]
        else:
            payload, following = _parted(between, coming, first=held is None)
        if held is not None:
            yield Cue(number, held, payload)
        held, number, behind = timing, following, timing.behind
        coming = int(number) + 1 if number is not None else coming + 1
    if held is not None:
        yield Cue(number, held, text[behind:].strip("\n").rstrip())


def _parted(between: str, coming: int, *, first: bool) -> tuple[str, str | None]:
    """Returns the words of a cue and the number of the next, out of what stands between their timing lines.

    A line of digits right above a timing line is a number, unless it is all that the cue above says and is not the number
    to come: `1945` may be the last words of a film. With a blank line between, it is a number only if it is the one to come.
    """
    body = between.rstrip(" \t\n")
    cut = body.rfind("\n") + 1
    digits = body[cut:].strip()
    number: str | None = None
    if digits.isascii() and digits.isdigit() and len(digits) < 10:
        expected = int(digits) == coming
        adjacent = between.count("\n", len(body)) < 2
        alone = cut == 0 and not first
        if expected or (adjacent and not alone) or (adjacent and between[:1] == "\n"):
            number, body = digits, body[:cut].rstrip(" \t\n")
    return body.lstrip("\n"), number


def _extra(cue: Cue, number: int, said: Said) -> Extra:
    extra = said.extra
    if cue.number != str(number):
        extra = (("cue id", cue.number or ""), *extra)
    if cue.timing.settings:
        extra = (*extra, ("settings", cue.timing.settings))
    return extra


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns SubRip, UTF-8: as it was read where a turn is as it was read, else labels, signs and times by convention.

    A turn without times gets stand-ins (see `timing.shown`).
    """
    (dossier,) = dossiers
    transcript = native(dossier.transcripts[0], "srt")
    names = voices(transcript)
    labels = Labels(names.values())
    plain_labels = _settled(transcript, names)
    cues = []
    if before := told(transcript.extra, "before the first cue"):
        cues.append(before)
    for turn, (start, end) in zip(transcript.turns, shown(transcript.turns), strict=True):
        number = told(turn.extra, "cue id")
        head = f"{turn.number if number is None else number}\n" if number != "" else ""
        settings = told(turn.extra, "settings")
        times = printed_times(turn) or f"{stamp(start, ',')} {ARROW} {stamp(end, ',')}"
        times = f"{times} {settings}" if settings else times
        cues.append(f"{head}{times}\n{_payload(turn, names, labels, plain_labels)}")
    return printed_file("\n\n".join(cues), transcript)


def printed_times(turn: Turn) -> str | None:
    """Returns the times as the source printed them, if they still say what the turn does."""
    timing = timing_of(turn.printed) if turn.printed else None
    if timing is None or (timing.start, timing.end) != (turn.start, turn.end) or "\n" in timing.printed:
        return None
    return timing.printed


def _settled(transcript: Transcript, names: dict[str, str]) -> Labels:
    """Returns the labels that a reader of what we print will know, so that the others are set in brackets."""
    bare = Labels(names.values())
    text = "\n".join(labelled(turn, names, bare, _plain) for turn in transcript.turns)
    return Labels.of(text, lambda: len(transcript.turns))


def _payload(turn: Turn, names: dict[str, str], labels: Labels, settled: Labels) -> str:
    payload = turn.text if turn.raw is None else turn.raw
    if is_payload(payload) and says(spoken(payload, labels), turn, names):
        return payload
    return (told(turn.extra, "position") or "") + labelled(turn, names, settled, _plain)


def _plain(words: str) -> str:
    """Returns words of a turn that no reader takes for dress, an entity or a timing line."""
    if "&" in words:
        words = _ESCAPED.sub("&amp;", words)
    if "<" in words:
        words = _TAGLIKE.sub("&lt;", words)
    return words.replace(ARROW, "--&gt;")
