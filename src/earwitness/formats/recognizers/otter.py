"""Otter.ai's text export: a line with the speaker and the time (`Anna Berg  0:41`), below it what was said, then a blank line.

The last line says who made it ("Transcribed by https://otter.ai"). What stands before the first turn (title, date, keywords,
speakers) is kept as it is, and so are the spaces behind a time and the blank lines. A block without a speaker has only the
time. Otter gives the second at which a block begins and no end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...errors import MalformedText
from ...model import Dossier, Reading, Turn
from ...times import format_clock, parse_clock
from .. import content as bytes_
from .. import objects
from ..casting import Casting
from ..page.charset import decode
from ..readings import reading, telling
from ..signs import label, voices, with_signs

READER = "otter 1"
FOOTER = "Transcribed by https://otter.ai"
_HEADER = re.compile(
    r"^(?:(?P<name>[^\s\d][^\n\r]{0,78}?)[ \t]{2,4})?(?P<time>\d{1,3}(?::[0-5]\d){1,2})(?P<behind>[ \t]*)(?P<end>\r?\n|\r|\Z)",
    re.MULTILINE,
)
_BLANK = re.compile(r"(?:\A|\n[ \t]*\r?\n|\r[ \t]*\r)\Z")
"""What stands before a header: nothing at all, or a blank line."""
_FOOTER = re.compile(r"(?:^|(?<=\s))Transcribed by https?://(?:www\.)?otter\.ai/?[ \t]*", re.IGNORECASE | re.MULTILINE)


def detects(head: bytes, name: str) -> float:
    """A footer is a sure sign; without one (a long file, a cut one) the blocks are, where most of the lines are theirs."""
    if head[:1] in b"{[<%P":
        return 0.0
    footed = b"otter.ai" in head[-400:] or b"\x00" in head[:4]
    spaces = b"  \n" in head[:4096] or b"  \r" in head[:4096]  # Otter prints two behind a time
    if not footed and not spaces:
        return 0.0
    text = bytes_.as_text(head)
    if _HEADER.search(text[:16384]) is None:
        return 0.0
    if "otter.ai" in text and _FOOTER.search(text):
        return 0.97
    named = [match for match in _HEADER.finditer(text[:16384]) if match["name"]]
    spaced = sum(match["behind"].startswith("  ") for match in named)
    lines = sum(1 for line in text[:16384].splitlines() if line.strip())
    return 0.85 if 2 <= len(named) <= 2 * spaced and lines <= 4 * len(named) else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the transcript of an export. Raises MalformedText where no line is a speaker and a time, or a time alone."""
    decoded = decode(content, name=name)
    text = decoded.text
    footer = _footer(text)
    cut = footer if footer is not None else len(text)
    headers = [
        match
        for match in _HEADER.finditer(text, 0, cut)
        if _BLANK.search(text[max(0, match.start() - 40) : match.start()])
    ]
    if not headers:
        raise MalformedText(name, None, "no line names a speaker and a time")
    casting = Casting()
    turns = []
    times = {printed: parse_clock(printed) for printed in {match["time"] for match in headers}}
    for number, match in enumerate(headers, 1):
        until = headers[number].start() if number < len(headers) else cut
        body = text[match.end() : until]
        said = body.strip()
        turns.append(
            Turn(
                id=str(number), number=number, speakers=casting.voice(match["name"]), text=said,
                raw=text[match.start() : until], start=times[match["time"]], printed=match["time"],
            )
        )  # fmt: skip
    extra = [("head", text[: headers[0].start()])] if headers[0].start() else []
    if footer is not None:
        extra.append(("foot", text[cut:]))
    transcript = telling(
        turns, casting.speakers, format="otter", reader=READER, kind="machine", made_by="Otter.ai", extra=tuple(extra)
    )
    return reading(
        (transcript,),
        format="otter",
        media_type="text/plain",
        reader=READER,
        charset=decoded.charset,
        doubts=decoded.doubts,
    )


def _footer(text: str) -> int | None:
    """Returns where the last line says that Otter made it; None where somebody goes on to speak."""
    found = None
    for match in _FOOTER.finditer(text):
        found = match
    return found.start() if found is not None and not text[found.end() :].strip() else None


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns an export, UTF-8. A block that was not mended keeps its print; times are told to the second.

    A turn without a time has that of the one before, or 0:00.
    """
    transcript = dossiers[0].transcripts[0]
    names = voices(transcript)
    own = transcript.format == "otter"
    parts = [objects.stated(transcript, "head") or ""] if own else []
    reached = "0:00"
    for turn in transcript.turns:
        if own and turn.raw is not None and _stands(turn, names):
            parts.append(turn.raw)
            continue
        if turn.start is not None:
            again = parse_clock(turn.printed or "") == turn.start
            reached = turn.printed if again and turn.printed else format_clock(turn.start)
        who = label(turn, names)
        lines = [line for line in with_signs(turn).splitlines() if line.strip()]
        parts.append((f"{who}  " if who else "") + f"{reached}  \n" + "\n".join(lines) + "\n\n")
    parts.append((objects.stated(transcript, "foot") or "") if own else f"{FOOTER}\n")
    return "".join(parts).encode()


def _stands(turn: Turn, names: dict[str, str]) -> bool:
    """Says whether a turn's print still says what the turn does."""
    raw = turn.raw or ""
    match = _HEADER.match(raw)
    if match is None or turn.marks:
        return False
    named = " ".join((match["name"] or "").split())
    return (named, parse_clock(match["time"]), raw[match.end() :].strip()) == (
        label(turn, names),
        turn.start,
        turn.text,
    )
