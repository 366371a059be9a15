"""LRC (.lrc), timed lyrics: `[mm:ss.xx]` before each line, `<mm:ss.xx>` before each word in the enhanced form, `[ti:…]` tags.

There is no standard. A line with several times is sung at each of them: a turn each, in order of time. A time without words
ends the line before it; no other end is told. `[offset:…]` is kept and not applied, for players differ on its sign.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from ...errors import MalformedText
from ...model import Dossier, Doubt, Reading, Transcript, Turn
from ...times import Ms
from ..casting import Casting
from ..content import as_text
from ..readings import Faults, reading, telling
from ..signs import voices, with_signs
from .cuefile import native, opened, printed_file, told
from .labels import Labels, printed_label
from .saying import TOGETHER, Said, Saying, caption_sign, conversing, labelled, says, slice_of
from .subrip import turn_of
from .timing import Timing, milliseconds, shown

READER = "lyrics 1"
MEDIA_TYPE = "text/x-lrc"

_STAMP = r"(?:(\d{1,3}):)?(\d{1,6}):(\d{1,2})(?:[.:,](\d{1,3}))?"
_TIME = re.compile(rf"\[{_STAMP}\]")
_WORD = re.compile(rf"<{_STAMP}>")
_LINE = re.compile(rf"[ \t]*((?:\[{_STAMP}\][ \t]*)+)(.*)")
_TAG = re.compile(r"[ \t]*\[(#|[A-Za-z][A-Za-z_-]{0,15}):([^\n]*)\][ \t]*")
_KNOWN = frozenset("ti ar al au by re ve length offset la language tool id lr key encoding #".split())
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def detects(head: bytes, name: str) -> float:
    """Lines that all open with a time to the hundredth are lyrics; with a tag of theirs, surely."""
    if head[:40].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] != b"[":
        return 0.0
    lines = [line for line in as_text(head[:4096]).splitlines() if line.strip()][:40]
    timed = sum(1 for line in lines if (match := _LINE.fullmatch(line)) and match[5])
    tags = sum(1 for line in lines if (match := _TAG.fullmatch(line)) and match[1].lower() in _KNOWN)
    lyrical = name.lower().endswith(".lrc")
    if tags and timed:
        return 0.95
    if 0 < timed and len(lines) <= timed * 2 + tags:
        return 0.95 if lyrical else 0.75
    return 0.9 if lyrical and (tags or timed or _LINE.match(lines[0] if lines else "")) else 0.0


class Sung(NamedTuple):
    """One line of the file at one of its times."""

    line: int
    """The number of the line in the file."""
    time: Ms | None
    printed: str
    payload: str
    times: str
    """All the times of the line as printed, where it has several; empty where it has one or none."""


def read(content: bytes, *, name: str) -> Reading:
    """Returns one transcript with a turn for each time of each line; its title, language and maker are those of the tags.

    Raises MalformedText where no line has a time.
    """
    file = opened(content, name=name)
    tags: list[tuple[str, str]] = []
    lines = list(_lines(file.text, tags))
    if not any(line.time is not None for line in lines):
        raise MalformedText(name, 1, "no lyrics: no line begins with a time such as [00:12.00]")
    if any(line.times for line in lines):
        lines = _in_order_of_time(lines)
    payloads = [line.payload for line in lines]
    labels = Labels.of("\n".join(payloads), lambda: sum(spoken(payload, Labels(), None).tells for payload in payloads))
    casting, faults = Casting(), Faults()
    turns: list[Turn] = []
    for line in lines:
        said = spoken(line.payload, labels, line.time)
        if not said.tells:
            _close(turns, line, faults)
            continue
        if line.time is None:
            faults.add("the line has no time", line=line.line, turn=len(turns) + 1)
        timing = Timing(0, 0, line.time, _end(said, line.time), line.printed)
        extra = (*said.extra, ("times", line.times)) if line.times else said.extra
        turns.append(turn_of(said, len(turns) + 1, timing, line.payload, casting, extra))
    facts = {key.lower(): value.strip() for key, value in reversed(tags)}
    language = facts.get("la") or facts.get("language") or ""
    doubts = (
        [Doubt(what=f"an offset of {offset} ms is told and not applied")] if (offset := facts.get("offset")) else []
    )
    transcript = telling(
        turns, casting.speakers, format="lrc", reader=READER, kind="subtitles", title=facts.get("ti") or None,
        language=language if _LANGUAGE.fullmatch(language) else None, made_by=facts.get("by") or None,
        doubts=(*doubts, *faults.doubts), extra=(*((f"tag {key}", value) for key, value in tags), *file.extra),
    )  # fmt: skip
    return reading(
        [transcript], format="lrc", media_type=MEDIA_TYPE, reader=READER, title=transcript.title, charset=file.charset,
        doubts=file.doubts,
    )  # fmt: skip


def spoken(payload: str, labels: Labels, time: Ms | None) -> Said:
    """Returns what a line says; the times within it are those of the words behind them."""
    matches = list(_WORD.finditer(payload))
    if not matches:
        return conversing(payload, labels)
    label, opening = labels.line(payload[: matches[0].start()])
    saying = Saying()
    saying.add(opening, voice=label, start=time, end=_milliseconds(matches[0]))
    for match, after in zip(matches, [*matches[1:], None], strict=True):
        words = payload[match.end() : after.start() if after is not None else len(payload)]
        until = _milliseconds(after) if after is not None else None
        saying.add(words, voice=label, start=_milliseconds(match), end=until)
    return saying.said()


def _end(said: Said, time: Ms | None) -> Ms | None:
    """Returns when a line ends whose last word does."""
    end = said.words[-1].end if said.words else None
    return end if end is not None and (time is None or time <= end) else None


def _lines(text: str, tags: list[tuple[str, str]]) -> Iterator[Sung]:
    """Yields each line at each of its times, and puts the tags aside."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line)
        if match is not None:
            stamps = list(_TIME.finditer(match[1]))
            times = match[1].strip() if 1 < len(stamps) else ""
            for stamp in stamps:
                yield Sung(number, _milliseconds(stamp), stamp[0][1:-1], match[6].strip(), times)
        elif (tag := _TAG.fullmatch(line)) is not None:
            tags.append((tag[1], tag[2]))
        else:
            yield Sung(number, None, "", line.strip(), "")


def _milliseconds(match: re.Match[str]) -> Ms:
    hours, minutes, seconds, fraction = match.groups()
    return milliseconds("", hours, minutes, seconds, fraction) or 0


def _in_order_of_time(lines: list[Sung]) -> list[Sung]:
    """Returns the lines as they are sung; one without a time stays behind the line it follows."""
    timed: list[tuple[Ms, Sung]] = []
    place: Ms = 0
    for line in lines:
        place = line.time if line.time is not None else place
        timed.append((place, line))
    return [line for _, line in sorted(timed, key=lambda pair: pair[0])]


def _close(turns: list[Turn], line: Sung, faults: Faults) -> None:
    """Ends the line before, where a time stands without words."""
    above = turns[-1] if turns else None
    if above is None or above.end is not None or above.start is None or line.time is None or line.time < above.start:
        faults.add("a time without words, where no line has to end", line=line.line)
        return
    turns[-1] = replace(above, end=line.time, extra=(*above.extra, ("end", line.printed)))


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns LRC, UTF-8: a line a turn, voices as labels, times of words where there are any; an end is a time without words.

    A telling without any time gets stand-ins (see `timing.shown`).
    """
    (dossier,) = dossiers
    transcript = native(dossier.transcripts[0], "lrc")
    names = voices(transcript)
    known = Labels(names.values())
    settled = Labels.of(
        "\n".join(labelled(turn, names, known) for turn in transcript.turns), lambda: len(transcript.turns)
    )
    turns = transcript.turns
    if all(turn.start is None for turn in turns):
        turns = tuple(replace(turn, start=start) for turn, (start, _) in zip(turns, shown(turns), strict=True))
    lines = list(_tags(transcript, dossier.conversation.title))
    payloads = [_payload(turn, names, known, settled) for turn in turns]
    sung = Counter((told(turn.extra, "times") or "", payload) for turn, payload in zip(turns, payloads, strict=True))
    written: set[tuple[str, str]] = set()
    for turn, payload in zip(turns, payloads, strict=True):
        line = (told(turn.extra, "times") or "", payload)
        stamps = len(_TIME.findall(line[0]))
        if 1 < stamps and sung[line] % stamps == 0:
            # A line with several times is written once for all the turns that are still sung by it.
            if line not in written:
                lines += ["".join(line)] * (sung[line] // stamps)
                written.add(line)
        elif turn.start is not None:
            lines.append(f"[{_printed(turn.printed, turn.start)}]{payload}")
        else:
            lines.append(payload)
        if turn.end is not None and not (payload.endswith(">") and _WORD.search(payload)):
            lines.append(f"[{_printed(told(turn.extra, 'end'), turn.end)}]")
    return printed_file("\n".join(lines), transcript)


def _tags(transcript: Transcript, title: str) -> Iterator[str]:
    if transcript.format == "lrc":
        yield from (
            f"[{key.removeprefix('tag ')}:{value}]" for key, value in transcript.extra if key.startswith("tag ")
        )
        return
    facts = (("ti", transcript.title or title), ("by", transcript.made_by), ("la", transcript.language))
    yield from (f"[{key}:{' '.join(value.split())}]" for key, value in facts if value)


def _printed(printed: str | None, time: Ms) -> str:
    """Returns the time as it was printed, if it still says so; hundredths of a second, thousandths where they are told."""
    match = _TIME.fullmatch(f"[{printed}]") if printed else None
    return printed if printed and match is not None and _milliseconds(match) == time else stamp(time)


def stamp(time: Ms) -> str:
    """Returns `mm:ss.xx`, or `mm:ss.xxx` where hundredths do not tell it whole."""
    seconds, thousandths = divmod(time, 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes:02}:{seconds:02}." + (f"{thousandths:03}" if thousandths % 10 else f"{thousandths // 10:02}")


def _payload(turn: Turn, names: dict[str, str], known: Labels, settled: Labels) -> str:
    payload = turn.text if turn.raw is None else turn.raw
    if "\n" not in payload and says(spoken(payload, known, turn.start), turn, names):
        return payload
    if any(word.start is not None for word in turn.words):
        payload = _timed(turn)
        voice = TOGETHER.join(names.get(speaker, speaker) for speaker in turn.speakers)
        payload = f"{printed_label(voice, settled)} {payload}" if voice else payload
    else:
        payload = labelled(turn, names, settled)
    return " ".join(payload.split())


def _timed(turn: Turn) -> str:
    """Returns the words with the time of each before it, and the time after it where a word ends before the next begins."""
    timed = [word for word in turn.words if word.start is not None]
    parts: list[str] = []
    place = 0
    for number, word in enumerate(timed):
        if word.first < place or word.start is None:
            continue
        last = number + 1 == len(timed)
        parts.append(with_signs(slice_of(turn, place, word.first), caption_sign))
        until = len(turn.text) if last else word.last
        parts.append(f"<{stamp(word.start)}>{with_signs(slice_of(turn, word.first, until, closed=last), caption_sign)}")
        place = until
        if word.end is not None and (word.end == turn.end if last else word.end != timed[number + 1].start):
            parts.append(f"<{stamp(word.end)}>")
    return "".join(parts)
