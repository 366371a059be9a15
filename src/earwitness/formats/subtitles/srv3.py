"""YouTube's timed text as XML: format 3 (`<p t d>` with `<s t ac>`), and the older ones (`<text start dur>`).

By what YouTube serves, for it publishes no specification. A caption with words is a turn; captions that only add a line
end (`a="1"`), pens, windows and styles are kept as printed, with what stands around the turns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from msgspec.structs import replace

from ...errors import EarwitnessError, MalformedText
from ...model import Dossier, Reading, Transcript, Turn
from ..content import as_text
from ..markup import local, parse
from ..readings import Extra, Faults, reading, telling
from .captions import Caption, Piece, believed, captions, same, turn_of
from .cutting import as_printed, cut, in_utf8, is_cut, pasted

READER = "srv3 1"

_FIRST = frozenset((b"<", b"\xef", b"\xff", b"\xfe", b" ", b"\r", b"\n", b"\t"))
_CUE = re.compile(
    r"<!--.*?-->|(?P<cue><(?P<tag>p|text)(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+(?:(?<=/)>|>.*?</(?P=tag)\s*>))",
    re.DOTALL,
)
_TAG = re.compile(r"<(?P<tag>p|text)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>", re.DOTALL)
_TIMES = re.compile(r"\s+(?:t|d|start|dur)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Found(NamedTuple):
    """A caption as it stands: its turn, or None where it has no words, and what its times are named."""

    turn: Turn | None
    seconds: bool


def detects(head: bytes, name: str) -> float:
    if head[:1] not in _FIRST and head[1:2] != b"\x00":
        return 0.0
    text = as_text(head[:4000])
    if "<timedtext" in text:
        return 1.0
    return 0.97 if "<transcript>" in text and "<text start=" in text else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the captions as turns. Raises MalformedText where it is no XML or none of YouTube's."""
    document = parse(content, name=name)
    kind = local(document.root.tag)
    if kind not in ("timedtext", "transcript"):
        raise MalformedText(name, 1, f"the document is <{kind[:40]}>, no timed text of YouTube's")
    faults = Faults()
    found = list(_found(document.root, faults))
    places = [match.span() for match in _CUE.finditer(document.text) if match["cue"] is not None]
    turns = [entry.turn for entry in found if entry.turn is not None]
    doubts = list(document.doubts)
    extra: Extra = ()
    if len(places) == len(found):
        spoken = [place for place, entry in zip(places, found, strict=True) if entry.turn is not None]
        cutting = cut(as_printed(content, name), spoken)
        between = cutting.between
        for place, turn in enumerate(turns):
            before = cutting.befores[place]
            kept = (("before", before),) if place and before != between else ()
            turns[place] = replace(turn, raw=cutting.cues[place], extra=(*turn.extra, *kept))
        extra = (*cutting.kept(), *((("layout", "bom"),) if content.startswith(b"\xef\xbb\xbf") else ()))
    elif turns:
        doubts.append("the captions could not be found in the text of the file: written again, they have no styles")
    transcript = telling(turns, (), format="srv3", reader=READER, kind="subtitles", doubts=faults.doubts, extra=extra)
    return reading(
        [transcript],
        format="srv3",
        media_type="application/xml",
        reader=READER,
        charset=document.charset,
        doubts=doubts,
    )


def _found(root: Element, faults: Faults) -> Iterator[Found]:
    """Yields every caption in order, those without words too."""
    number = 0
    for element in root.iter():
        tag = local(element.tag)
        if tag not in ("p", "text"):
            continue
        seconds = element.get("start") is not None or element.get("dur") is not None
        begin, lasts = (element.get(key) for key in (("start", "dur") if seconds else ("t", "d")))
        start, duration = _time(begin, seconds), _time(lasts, seconds)
        wrong = [told for told, time in ((begin, start), (lasts, duration)) if told is not None and time is None]
        extra = tuple((key, value) for key, value in element.attrib.items() if key not in ("t", "d", "start", "dur"))
        turn = turn_of(start, duration, _pieces(element, tag == "text"), extra)
        if turn is not None:
            number += 1
            printed = " ".join(told for told in (begin, lasts) if told is not None) or None
            turn = replace(turn, id=str(number), number=number, printed=printed)
            if wrong:
                faults.add(f"the time “{wrong[0][:40]}” cannot be used", turn=number)
        yield Found(turn, seconds)


def _pieces(element: Element, escaped: bool) -> list[Piece]:
    pieces = [Piece(element.text or "")]
    for child in element:
        text = "".join(child.itertext())
        if local(child.tag) == "br":
            text = "\n"
        offset, sure = _time(child.get("t"), False), _time(child.get("ac"), False)
        pieces += [Piece(text, offset, sure if sure is not None and sure <= 255 else None), Piece(child.tail or "")]
    if escaped:
        pieces = [piece._replace(text=unescape(piece.text)) for piece in pieces]
    return [piece for piece in pieces if piece.text]


def _time(printed: str | None, seconds: bool) -> int | None:
    if printed is None:
        return None
    try:
        return believed(float(printed) * (1000 if seconds else 1))
    except ValueError:
        return None


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns timed text of format 3, UTF-8; captions that nobody changed as they were, in the document they were in.

    A voice is printed before its words. A start that is missing gets a stand-in (see `shown`).
    """
    transcript = dossiers[0].transcripts[0]
    if is_cut(transcript):
        text = _mended(transcript)
        if text is not None:
            return in_utf8(text, transcript)
    cues = "".join(f"{_cue(caption, f' {_times(caption)}')}\n" for caption in captions(transcript))
    return (
        f'<?xml version="1.0" encoding="utf-8" ?><timedtext format="3">\n<body>\n{cues}</body>\n</timedtext>\n'.encode()
    )


def _mended(transcript: Transcript) -> str | None:
    """Returns the document with the turns as they are now; None where that would be no document."""
    source = pasted(transcript, [turn.raw for turn in transcript.turns])
    printed = [turn for turn in transcript.turns if turn.raw is not None]
    try:
        found = [
            entry for entry in _found(parse(source.encode(), name="source").root, Faults()) if entry.turn is not None
        ]
    except EarwitnessError:
        return None
    if len(found) != len(printed):
        return None
    as_read = dict(zip((turn.id for turn in printed), found, strict=True))
    cues: list[str] = []
    for turn, caption in zip(transcript.turns, captions(transcript), strict=True):
        entry = as_read.get(turn.id)
        if entry is None:
            seconds = bool(found) and found[0].seconds
            cues.append(_cue(caption, f" {_times(caption, seconds)}", "text" if seconds else "p"))
        elif entry.turn is not None and same(turn, entry.turn):
            cues.append(turn.raw or "")
        else:
            opened = _TAG.match(turn.raw or "")
            attributes = _TIMES.sub("", opened["attributes"].removesuffix("/").rstrip()) if opened is not None else ""
            tag = opened["tag"] if opened is not None else "p"
            cues.append(_cue(caption, f" {_times(caption, entry.seconds)}{attributes}", tag))
    text = pasted(transcript, cues)
    try:
        parse(text.encode(), name="mended")
    except EarwitnessError:
        return None
    return text


def _times(caption: Caption, seconds: bool = False) -> str:
    if not seconds:
        return f't="{caption.start}"' + (f' d="{caption.duration}"' if caption.duration is not None else "")
    return f'start="{_decimal(caption.start)}"' + (
        f' dur="{_decimal(caption.duration)}"' if caption.duration is not None else ""
    )


def _decimal(time: int) -> str:
    return f"{time // 1000}.{time % 1000:03}".rstrip("0").rstrip(".")


def _cue(caption: Caption, attributes: str, tag: str = "p") -> str:
    if tag == "text":  # the older form escapes twice and has no times within
        return f"<text{attributes}>{_plain(_plain(''.join(piece.text for piece in caption.pieces)))}</text>"
    inner = ""
    timed = any(piece.offset is not None or piece.confidence is not None for piece in caption.pieces)
    for piece in caption.pieces:
        told = f' t="{piece.offset}"' if piece.offset is not None else ""
        told += f' ac="{piece.confidence}"' if piece.confidence is not None else ""
        inner += f"<s{told}>{_plain(piece.text)}</s>" if timed and piece.text.strip() else _plain(piece.text)
    return f"<p{attributes}>{inner}</p>"


def _plain(text: str) -> str:
    return escape(_ILLEGAL.sub("", text))
