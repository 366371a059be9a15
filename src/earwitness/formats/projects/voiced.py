"""The WebVTT that OHMS 6 carries inside its record: cues with `<v NAME>`, exact to the millisecond."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from ...model import Speaker, Transcript, Turn
from ...times import Ms, parse_clock
from ..casting import Casting
from ..signs import voices, with_signs
from .script import unsigned

_CLOCK = r"(?:\d{1,4}:)?\d{1,3}:\d{2}[.,]\d{1,3}"
_TIMING = re.compile(rf"(?m)^[ \t]*(?P<start>{_CLOCK})[ \t]*-->[ \t]*(?P<end>{_CLOCK})(?P<settings>[^\n]*)$")
_BLOCK = re.compile(r"\n[ \t]*\n+")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?(?:[ \t]+(?P<name>[^>\n]*))?>")
_TAG = re.compile(r"</?[a-z][^<>\n]*>|<[\d:.]+>")

Split = Callable[[str], tuple[str, ...]]


def read_cues(text: str, split: Split) -> tuple[list[Turn], tuple[Speaker, ...], tuple[tuple[str, str], ...]]:
    """Returns a turn for each voice of each cue, the voices, and the blocks that are no cues; `split` parts a name that is
    several."""
    casting = Casting()
    turns: list[Turn] = []
    rest: list[tuple[str, str]] = []
    for block in _BLOCK.split(text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")):
        timing = _TIMING.search(block)
        if timing is None or 1 < block[: timing.start()].strip().count("\n") + 1:
            if block.strip() and block.strip() != "WEBVTT":
                rest.append(("vtt block", block))
            continue
        start, end = parse_clock(timing["start"]), parse_clock(timing["end"])
        id, settings = block[: timing.start()].strip(), timing["settings"].strip()
        extra = tuple((name, value) for name, value in (("cue id", id), ("settings", settings)) if value)
        for name, payload in _voices(block[timing.end() :].strip("\n")):
            said, marks = unsigned(unescape(_TAG.sub("", payload)).strip())
            turns.append(
                Turn(
                    id=str(len(turns) + 1), number=len(turns) + 1, speakers=casting.voices(split(unescape(name))), text=said,
                    marks=marks, start=start, end=end, printed=f"{timing['start']} --> {timing['end']}",
                    raw=block if payload != said else None, extra=extra,
                )
            )  # fmt: skip
    return turns, casting.speakers, tuple(rest)


def print_cues(transcript: Transcript) -> str | None:
    """Returns the transcript as cues, None where a turn has no time. A turn without an end lasts until the next one starts."""
    turns = transcript.turns
    own = transcript.format == "ohms"
    if not turns or any(turn.start is None for turn in turns) or (own and all(turn.end is None for turn in turns)):
        return None  # times from a list of minutes are to the minute, and cues would claim more
    shown = voices(transcript)
    cues = ["WEBVTT"]
    for place, turn in enumerate(turns):
        start = turn.start or 0
        following = next((later.start for later in turns[place + 1 :] if start < (later.start or 0)), None)
        end = turn.end if turn.end is not None else following if following is not None else start
        extra = dict(turn.extra) if own else {}
        who = " + ".join(shown.get(speaker, speaker) for speaker in turn.speakers)
        words = re.sub(r"\n\s*", "\n", escape(with_signs(turn), quote=False))
        timing = _timing(turn, start, end) + (f" {extra['settings']}" if extra.get("settings") else "")
        lines = [extra.get("cue id", ""), timing, (f"<v {escape(who, quote=False)}>" if who else "") + words]
        cues.append("\n".join(line for line in lines if line))
    if own:
        cues += [value for name, value in transcript.extra if name == "vtt block"]
    return "\n\n".join(cues) + "\n"


def _voices(payload: str) -> list[tuple[str, str]]:
    """Returns the names in a cue with what each says; the empty name where none is told."""
    starts = list(_VOICE.finditer(payload))
    if not starts:
        return [("", payload)]
    ends = [match.start() for match in starts[1:]] + [len(payload)]
    found = [(match["name"] or "", payload[match.end() : end]) for match, end in zip(starts, ends, strict=True)]
    ahead = payload[: starts[0].start()]
    return [("", ahead), *found] if ahead.strip() else found


def _timing(turn: Turn, start: Ms, end: Ms) -> str:
    """Returns the timing as it was printed where that says the same."""
    match = _TIMING.fullmatch(turn.printed or "")
    if match is not None and (parse_clock(match["start"]), parse_clock(match["end"])) == (turn.start, turn.end):
        return str(turn.printed)
    return f"{_clock(start)} --> {_clock(end)}"


def _clock(time: Ms) -> str:
    seconds, thousandths = divmod(time, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"
