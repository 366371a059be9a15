"""SBV (.sbv), YouTube's captions: `0:00:01.000,0:00:02.500`, the words, a blank line. No numbers, no dress."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...errors import MalformedText
from ...model import Dossier, Reading, Turn
from ...times import Ms
from ..casting import Casting
from ..content import as_text
from ..readings import Faults, reading, telling
from ..signs import voices
from .cuefile import Places, native, opened, printed_file, told
from .labels import Labels
from .saying import Said, conversing, labelled, says
from .subrip import turn_of
from .timing import Timing, milliseconds, shown

READER = "sbv 1"
MEDIA_TYPE = "text/x-sbv"

_STAMP = r"(-?)(\d{1,6}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9}))?"
_TIMES = re.compile(rf"(?m)^[ \t]*({_STAMP},[ \t]*{_STAMP})[ \t]*$\n?")
_FIRST = re.compile(r"\s*\d{1,6}:\d{1,2}:\d{1,2}\.\d{1,9},[ \t]*\d{1,6}:\d{1,2}:\d{1,2}\.\d{1,9}\s")
_BREAK = re.compile(r"[ \t]*\[br\][ \t]*\n?")


def detects(head: bytes, name: str) -> float:
    if not head[:60].strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1].isdigit():
        return 0.0
    return 0.97 if _FIRST.match(as_text(head)) else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns one transcript with a turn for each cue that says anything; MalformedText where no line has times."""
    file = opened(content, name=name)
    matches = list(_TIMES.finditer(file.text))
    ends = [*(match.start() for match in matches[1:]), len(file.text)]
    payloads = [file.text[match.end() : end].strip("\n").rstrip() for match, end in zip(matches, ends, strict=False)]
    if not matches:
        raise MalformedText(name, 1, "no SBV captions: no line has times such as 0:00:01.000,0:00:02.500")
    labels = Labels.of(file.text, lambda: sum(spoken(payload, Labels()).tells for payload in payloads))
    casting, faults, places = Casting(), Faults(), Places(file.text)
    turns: list[Turn] = []
    for match, payload in zip(matches, payloads, strict=True):
        timing = _timing(match)
        said = spoken(payload, labels)
        if timing.fault:
            faults.add(timing.fault, line=places.line(timing.at), turn=len(turns) + 1)
        if not said.tells:
            faults.add("a cue without words is left out", line=places.line(timing.at))
            continue
        turns.append(turn_of(said, len(turns) + 1, timing, payload, casting, said.extra))
    extra = file.extra
    if before := file.text[: matches[0].start()].strip():
        extra = (*extra, ("before the first cue", before))
        faults.add("there are words before the first cue; they are kept, but are no turn", line=1)
    transcript = telling(
        turns, casting.speakers, format="sbv", reader=READER, kind="subtitles", doubts=faults.doubts, extra=extra
    )
    return reading(
        [transcript], format="sbv", media_type=MEDIA_TYPE, reader=READER, charset=file.charset, doubts=file.doubts
    )


def spoken(payload: str, labels: Labels) -> Said:
    """Returns what the payload of a cue says; `[br]` ends a line."""
    return conversing(_BREAK.sub("\n", payload) if "[br]" in payload else payload, labels)


def _timing(match: re.Match[str]) -> Timing:
    start, end = milliseconds(*match.groups()[1:6]), milliseconds(*match.groups()[6:11])
    fault = ""
    if start is None or end is None:
        fault = "a time before the start of the recording is left out"
    elif end < start:
        end, fault = None, "the cue ends before it starts; its end is left out"
    return Timing(match.start(), match.end(), start, end, match[1], "", fault)


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns SBV, UTF-8, voices as labels and signs in the words; a turn without times gets stand-ins (`timing.shown`)."""
    (dossier,) = dossiers
    transcript = native(dossier.transcripts[0], "sbv")
    names = voices(transcript)
    known = Labels(names.values())
    settled = Labels.of(
        "\n".join(labelled(turn, names, known) for turn in transcript.turns), lambda: len(transcript.turns)
    )
    cues = [before] if (before := told(transcript.extra, "before the first cue")) else []
    for turn, (start, end) in zip(transcript.turns, shown(transcript.turns), strict=True):
        times = f"{stamp(start)},{stamp(end)}"
        match = _TIMES.fullmatch(turn.printed) if turn.printed else None
        if match is not None and (_timing(match).start, _timing(match).end) == (turn.start, turn.end):
            times = match[1]
        payload = turn.text if turn.raw is None else turn.raw
        if _TIMES.search(payload) or not says(spoken(payload, known), turn, names):
            payload = labelled(turn, names, settled)
        cues.append(f"{times}\n{payload}")
    return printed_file("\n\n".join(cues), transcript)


def stamp(time: Ms) -> str:
    """Returns `h:mm:ss.mmm`."""
    seconds, thousandths = divmod(time, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}.{thousandths:03}"
