"""WebVTT (.vtt): captions of the web, with voices, settings, styles, regions and notes.

Source: the WebVTT specification (W3C). X-TIMESTAMP-MAP, of HTTP Live Streaming (RFC 8216, 3.5), maps the times to the clock
of a broadcast: it is kept, and the times stay as the file has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...errors import MalformedText
from ...model import Dossier, Doubt, Reading, Transcript, Turn
from ..casting import Casting
from ..content import as_text
from ..readings import Extra, Faults, reading, telling
from ..signs import voices
from .cuefile import Places, native, opened, printed_file, told
from .labels import Labels
from .saying import Said, says
from .subrip import printed_times, turn_of
from .timing import ARROW, Timing, is_payload, shown, stamp, timings
from .voicetags import printed, spoken

READER = "webvtt 1"
MEDIA_TYPE = "text/vtt"

_HEADER = re.compile(r"WEBVTT(?=[ \t\n]|$)([^\n]*)")
_GAP = re.compile(r"\n{2,}")
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?=[ \t\n]|$)")
_LANGUAGE = re.compile(r"(?mi)^Language:[ \t]*([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)[ \t]*$")
_STAND_INS = "NOTE Some times stand in for times that the telling does not have."


def detects(head: bytes, name: str) -> float:
    if b"WEBVTT" not in head[:64] and b"W\x00E\x00B\x00V" not in head[:64]:
        return 0.0
    return 1.0 if _HEADER.match(as_text(head).lstrip().replace("\r", "\n")) else 0.0


class Between(NamedTuple):
    """What stands between two timing lines."""

    payload: str
    blocks: tuple[str, ...] = ()
    """NOTE, STYLE and REGION blocks, and whatever else is no cue, whole."""
    id: str = ""
    """The line above the next timing line that names its cue."""
    torn: bool = False
    """True where a blank line tears the payload."""


def read(content: bytes, *, name: str) -> Reading:
    """Returns one transcript with a turn for each cue that says anything.

    Voices are those of `<v>`; in cues without, labels by convention. Times within a cue are those of `words`. Notes,
    styles, regions and settings are kept in `extra`. Raises MalformedText where the file does not begin with WEBVTT.
    """
    file = opened(content, name=name)
    del content  # where nobody else holds the bytes, they need not stand beside the text and the turns
    text = file.text
    opening = _HEADER.match(text)
    if opening is None:
        raise MalformedText(name, 1, "no WebVTT: it does not begin with the word WEBVTT")
    labels = Labels.of(
        text, lambda: sum(spoken(between.payload, Labels(), None, None).tells for _, between in _cues(text))
    )
    casting, faults, places = Casting(), Faults(), Places(text)
    first = next(timings(text), None)
    metadata, *blocks, id = _head(text[opening.end() : first.at if first else len(text)], cues=first is not None)
    extra: list[tuple[str, str]] = [("header", opening[1])] if opening[1] else []
    extra += [("metadata", metadata)] if metadata else []
    extra += [("block", block) for block in blocks]
    turns: list[Turn] = []
    held: tuple[str, ...] = ()
    rolling = 0
    for timing, between in _cues(text):
        said = spoken(between.payload, labels, timing.start, timing.end)
        if timing.fault:
            faults.add(timing.fault, line=places.line(timing.at), turn=len(turns) + 1)
        if between.torn:
            faults.add("a blank line tears the cue: players show what stands above it", line=places.line(timing.at))
        if said.tells:
            turn = turn_of(said, len(turns) + 1, timing, between.payload, casting, _extra(held, id, timing, said))
            rolling += bool(turns) and _rolls(turns[-1], turn)
            turns.append(turn)
            held = ()
        else:
            faults.add("a cue without words is left out", line=places.line(timing.at))
        held += between.blocks
        id = between.id
    extra += [("block at the end", block) for block in held]
    language = _LANGUAGE.search(metadata)
    transcript = telling(
        turns, casting.speakers, format="vtt", reader=READER, kind="subtitles",
        title=opening[1].strip(" \t-–—") or None, language=language[1] if language else None,
        doubts=(*_doubts(rolling, len(turns), metadata), *faults.doubts), extra=(*extra, *file.extra),
    )  # fmt: skip
    return reading(
        [transcript], format="vtt", media_type=MEDIA_TYPE, reader=READER, title=transcript.title, charset=file.charset,
        doubts=file.doubts,
    )  # fmt: skip


def _head(between: str, *, cues: bool) -> Iterator[str]:
    """Yields the lines of metadata below the header, then each block before the first cue, then the first cue's id."""
    chunks = _GAP.split(between.rstrip("\n"))
    metadata = chunks[0].removeprefix("\n")
    blocks = [chunk for chunk in chunks[1:] if chunk]
    yield metadata
    adjacent = cues and between[-2:] != "\n\n" and bool(blocks) and "\n" not in blocks[-1]
    yield from blocks[:-1] if adjacent else blocks
    yield blocks[-1] if adjacent else ""


def _cues(text: str) -> Iterator[tuple[Timing, Between]]:
    """Yields each timing line with what stands between it and the next."""
    held: Timing | None = None
    coming = 1
    for timing in timings(text):
        if held is not None:
            yield held, _between(text[held.behind : timing.at], coming)
        held = timing
        coming += 1
    if held is not None:
        yield held, _between(text[held.behind :], coming, last=True)


def _between(between: str, coming: int, *, last: bool = False) -> Between:
    """Returns the payload, the blocks and the next cue's id; a line of digits is an id where it is the number to come."""
    if between[-2:] == "\n\n" and between.find("\n\n") == len(between) - 2 and between[:1] != "\n":
        return Between(between[:-2])
    body = between.strip("\n")
    adjacent = not last and between[-2:] != "\n\n" and between[-1:] == "\n" and between != "\n"
    if "\n\n" not in body:
        if adjacent and between[:1] == "\n" and "\n" not in body:
            return Between("", (), body)
        if adjacent and (cut := body.rfind("\n")) != -1 and body[cut + 1 :] == str(coming):
            return Between(body[:cut], (), body[cut + 1 :])
        return Between(body)
    chunks = _GAP.split(body)
    id = chunks.pop() if adjacent and "\n" not in chunks[-1] else ""
    own: list[str] = []
    blocks: list[str] = []
    for place, chunk in enumerate(chunks):
        aside = blocks or ((place or between[:1] == "\n") and _BLOCK.match(chunk))
        (blocks if aside else own).append(chunk)
    return Between("\n\n".join(own), tuple(blocks), id, 1 < len(own))


def _extra(blocks: tuple[str, ...], id: str, timing: Timing, said: Said) -> Extra:
    extra: Extra = tuple(("block before", block) for block in blocks)
    if id:
        extra = (*extra, ("cue id", id))
    if timing.settings:
        extra = (*extra, ("settings", timing.settings))
    return extra + said.extra if said.extra else extra


def _rolls(above: Turn, turn: Turn) -> bool:
    """Says whether a cue begins with the last line of the cue above, as captions that roll up do."""
    later = above.start is not None and turn.start is not None and above.start < turn.start
    return later and turn.text.partition("\n")[0] == above.text.rpartition("\n")[2]


def _doubts(rolling: int, turns: int, metadata: str) -> Iterator[Doubt]:
    if 2 < turns and turns <= 2 * rolling:
        yield Doubt(
            what=f"the captions roll up: {rolling:,} cues print a line of the cue above again; it was said once"
        )
    if "X-TIMESTAMP-MAP" in metadata:
        yield Doubt(what="the times are those of the file; X-TIMESTAMP-MAP maps them to the clock of a broadcast")


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns WebVTT, UTF-8: as it was read where a turn is as it was read, else `<v>`, times of words, signs in the words.

    A turn without times gets stand-ins (see `timing.shown`), and a note says so.
    """
    (dossier,) = dossiers
    transcript = native(dossier.transcripts[0], "vtt")
    names = voices(transcript)
    labels = Labels(names.values())
    blocks = list(_opening(transcript, dossier.conversation.title))
    for turn, (start, end) in zip(transcript.turns, shown(transcript.turns), strict=True):
        blocks += [value for key, value in turn.extra if key == "block before"]
        times = printed_times(turn)
        if times is None:
            if (turn.start is None or turn.end is None) and _STAND_INS not in blocks:
                blocks.append(_STAND_INS)
            times = f"{stamp(start)} {ARROW} {stamp(end)}"
        if settings := told(turn.extra, "settings"):
            times = f"{times} {settings}"
        id = told(turn.extra, "cue id")
        blocks.append((f"{id}\n" if id else "") + f"{times}\n{_payload(turn, names, labels)}")
    blocks += [value for key, value in transcript.extra if key == "block at the end"]
    return printed_file("\n\n".join(blocks), transcript)


def _opening(transcript: Transcript, title: str) -> Iterator[str]:
    """Yields the header with its metadata, then the blocks before the first cue."""
    header = told(transcript.extra, "header")
    metadata = told(transcript.extra, "metadata")
    if transcript.format != "vtt":
        title = " ".join((transcript.title or title).split()).replace(ARROW, "→")
        header = f" {title}" if title else ""
        metadata = f"Language: {transcript.language}" if transcript.language else None
    yield f"WEBVTT{header or ''}" + (f"\n{metadata}" if metadata else "")
    yield from (value for key, value in transcript.extra if key == "block")


def _payload(turn: Turn, names: dict[str, str], labels: Labels) -> str:
    payload = turn.text if turn.raw is None else turn.raw
    if is_payload(payload) and says(spoken(payload, labels, turn.start, turn.end), turn, names):
        return payload
    return printed(turn, names)
