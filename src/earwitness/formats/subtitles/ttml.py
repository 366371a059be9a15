"""TTML and DFXP, the timed text markup: paragraphs with times of their own, of what they stand in, or of their spans.

By the W3C's Timed Text Markup Language 2, in all its namespaces. A `<p>` is a turn; `ttm:agent` is its voice; spans with
times are words. Everything around the paragraphs (head, styles, regions, divisions) is kept as printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...errors import EarwitnessError, MalformedText
from ...model import Dossier, Reading, Transcript
from ..content import as_text
from ..markup import local, parse
from ..readings import Extra, reading, telling
from .cutting import Cutting, as_printed, cut, in_utf8, is_cut, pasted
from .paragraphs import Paragraphs
from .reissue import Cast, cue_anew, cue_mended, document_anew, tag_of

READER = "ttml 1"

_ROOT = re.compile(r"<(?:[\w.-]+:)?tt[\s>]")
_CUE = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>"
    r"|(?P<cue><(?P<tag>(?:[\w.-]+:)?p)(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+(?:(?<=/)>|>.*?</(?P=tag)\s*>))",
    re.DOTALL,
)


def detects(head: bytes, name: str) -> float:
    if head[:1] not in _FIRST and head[1:2] != b"\x00":
        return 0.0
    text = as_text(head[:8000])
    if ("<tt" not in text and ":tt" not in text) or _ROOT.search(text) is None:
        return 0.0
    return 1.0 if "ttml" in text or "ttaf1" in text or "TTML" in text else 0.9


_FIRST = frozenset((b"<", b"\xef", b"\xff", b"\xfe", b" ", b"\r", b"\n", b"\t"))


def read(content: bytes, *, name: str) -> Reading:
    """Returns the paragraphs as turns. Raises MalformedText where it is no XML or no timed text."""
    document = parse(content, name=name)
    root = document.root
    if local(root.tag) != "tt":
        raise MalformedText(name, 1, f"the document is <{local(root.tag)[:40]}>, no timed text (<tt>)")
    places = [match.span() for match in _CUE.finditer(document.text) if match["cue"] is not None]
    paragraphs = Paragraphs(root)
    cutting: Cutting | None = None
    if len(places) == len(paragraphs.spoken):
        spoken = [place for place, said in zip(places, paragraphs.spoken, strict=True) if said]
        cutting = cut(as_printed(content, name), spoken)
    turns = paragraphs.turns(cutting)
    doubts = list(document.doubts)
    if cutting is None and turns:
        doubts.append("the paragraphs could not be found in the text of the file: written again, it has no styles")
    transcript = telling(
        turns, paragraphs.casting.speakers, format="ttml", reader=READER, kind="subtitles", title=paragraphs.title,
        language=paragraphs.language, doubts=paragraphs.faults.doubts, extra=_kept(cutting, content),
    )  # fmt: skip
    return reading(
        [transcript], format="ttml", media_type="application/ttml+xml", reader=READER, charset=document.charset,
        doubts=doubts, title=paragraphs.title,
    )  # fmt: skip


def _kept(cutting: Cutting | None, content: bytes) -> Extra:
    if cutting is None:
        return ()
    return (*cutting.kept(), ("layout", "bom")) if content.startswith(b"\xef\xbb\xbf") else cutting.kept()


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the timed text, UTF-8: paragraphs that nobody changed as they were, in the document they were in.

    A changed paragraph keeps its attributes, and its spans where only its times or its voice changed. A telling from
    elsewhere becomes a plain document: a time that is not known is left out, voices are agents, words with times spans.
    """
    transcript = dossiers[0].transcripts[0]
    if is_cut(transcript):
        text = _mended(transcript)
        if text is not None:
            return in_utf8(text, transcript)
    return document_anew(transcript, transcript.title or dossiers[0].conversation.title).encode()


def _mended(transcript: Transcript) -> str | None:
    """Returns the document with the turns as they are now; None where that would be no document."""
    source = pasted(transcript, [turn.raw for turn in transcript.turns])
    try:
        root = parse(source.encode(), name="source").root
    except EarwitnessError:
        return None
    paragraphs = Paragraphs(root)
    printed = [turn for turn in transcript.turns if turn.raw is not None]
    if len(paragraphs.found) != len(printed):
        return None
    as_read = dict(
        zip((turn.id for turn in printed), zip(paragraphs.turns(None), paragraphs.found, strict=True), strict=True)
    )
    cast = Cast(transcript, paragraphs)
    cues: list[str | None] = []
    base = None
    tag = tag_of(next((turn.raw for turn in printed), None))
    for turn in transcript.turns:
        found = as_read.get(turn.id)
        if found is None:
            cues.append(cue_anew(turn, cast, base, tag))
            continue
        old, paragraph = found
        base = paragraph.context.when.base
        cues.append(turn.raw if cast.same(turn, old) else cue_mended(turn, old, cast, base))
    text = cast.introduced(pasted(transcript, cues))
    if text != source:
        try:
            mended = Paragraphs(parse(text.encode(), name="mended").root).turns(None)
        except EarwitnessError:
            return None
        # In a sequence, or within a parent's end, one paragraph's times move another's.
        if [(turn.start, turn.end) for turn in mended] != [(turn.start, turn.end) for turn in transcript.turns]:
            return None
    return text
