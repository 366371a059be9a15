"""Printing: the parts of a Word document with transcripts as a lawyer prints them.

Lines are numbered anew on each page, headers name the conversation, footers the revision and the page of how many. The same
dossiers give the same bytes: no part tells a day.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from ...model import Dossier, MarkType, Source, Transcript, Turn
from ..print import KINDS, facts, heading, origin
from ..signs import voices
from . import look
from .bookmarks import bookmark
from .styled import kinds_in, names_of, styled

_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile(r"([\t\n\r])")
_BREAK = {"\t": "<w:tab/>", "\n": "<w:br/>", "\r": "<w:br/>"}
_RIGHT_TO_LEFT = frozenset(("ar", "fa", "he", "ur", "yi", "ps", "dv", "ckb", "ug"))
SIGNS: dict[MarkType, str] = {
    "gap": "[…] words are missing here", "unclear": "[word?] the transcriber was not sure of the word",
    "supplied": "*word* the transcriber supplied the word", "gloss": "*word* explains the word before it",
    "vocal": "(laughs) a sound of the speaker", "incident": "(explosion) something that happens",
    "pause": "(pause) nobody speaks",
}  # fmt: skip
"""What the certificate says of the signs that occur."""
_BLANK = "_" * 46


def printed(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the document."""
    title = dossiers[0].conversation.title if len(dossiers) == 1 else f"{len(dossiers)} conversations"
    title = title or "Untitled conversation"
    told = [(dossier, transcript) for dossier in dossiers for transcript in dossier.transcripts]
    revisions = "; ".join(f"{transcript.id} revision {transcript.revision}" for _, transcript in told[:3])
    revisions += f"; and {len(told) - 3} more" if 3 < len(told) else ""
    parts = {
        "[Content_Types].xml": look.TYPES,
        "_rels/.rels": look.PACKAGE_RELATIONS,
        "word/document.xml": look.DOCUMENT.format(body="".join(_body(dossiers))),
        "word/_rels/document.xml.rels": look.RELATIONS,
        "word/styles.xml": look.styles(),
        "word/settings.xml": look.SETTINGS,
        "word/header1.xml": look.HEADER.format(text=_escaped(title)),
        "word/footer1.xml": look.FOOTER.format(text=_escaped(revisions)),
        "docProps/core.xml": look.CORE.format(title=_escaped(title)),
        "docProps/custom.xml": look.custom(_properties(dossiers)),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            file.writestr(info, content.encode("utf-8", "replace"), compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _properties(dossiers: Sequence[Dossier]) -> Iterator[tuple[str, str]]:
    """Yields what the document says of its transcripts among its properties; none of it is said words."""
    for dossier in dossiers:
        yield f"{dossier.conversation.id} title", dossier.conversation.title
        for transcript in dossier.transcripts:
            yield f"{transcript.id} conversation", dossier.conversation.id
            yield f"{transcript.id} revision", str(transcript.revision)
            yield f"{transcript.id} kind", transcript.kind
            yield f"{transcript.id} language", transcript.language or ""
            yield f"{transcript.id} made by", transcript.made_by or ""
            yield f"{transcript.id} title", transcript.title or ""


def _body(dossiers: Sequence[Dossier]) -> Iterator[str]:
    bookmarks = iter(range(1, 1 << 40))
    for place, dossier in enumerate(dossiers):
        title = dossier.conversation.title or "Untitled conversation"
        yield _paragraph("Title", [("", title)], page_break=0 < place)
        yield _table([[name, value] for name, value in _facts(dossier)])
        for transcript in dossier.transcripts:
            yield from _transcript(transcript, bookmarks)
        yield _paragraph("Heading1", [("", "Where this comes from")])
        for source in dossier.sources:
            yield _paragraph("EarwitnessSmall", [("", origin(source))])
        yield from _certificate(dossier)
    yield look.SECTION


def _facts(dossier: Dossier) -> Iterator[tuple[str, str]]:
    yield from facts(dossier)
    for transcript in dossier.transcripts:
        by = f", {transcript.made_by}" if transcript.made_by else ""
        language = f", {transcript.language}" if transcript.language else ""
        said = f"{transcript.id}, revision {transcript.revision}, {len(transcript.turns):,} turns"
        yield KINDS[transcript.kind], f"{said}{language}{by}"
    for source in dossier.sources:
        yield "Source, SHA-256", source.digest


def _transcript(transcript: Transcript, bookmarks: Iterator[int]) -> Iterator[str]:
    names = names_of(voices(transcript))
    yield _paragraph("Heading1", [("", heading(transcript))])
    if transcript.speakers:
        rows = [["Voice", "Printed as", "Role"]]
        rows += [[names[each.id], "\n".join(each.labels), each.role or ""] for each in transcript.speakers]
        yield _table(rows, headed=True, mark=(next(bookmarks), f"_voices_{transcript.id}"))
        yield _paragraph("EarwitnessSmall", [])
    for turn in transcript.turns:
        yield _turn(transcript, turn, names, next(bookmarks))


def _turn(transcript: Transcript, turn: Turn, names: dict[str, str], place: int) -> str:
    name = bookmark(transcript.id, transcript.revision, turn)
    language = turn.language or transcript.language or ""
    turned = language.partition("-")[0] in _RIGHT_TO_LEFT
    runs = "".join(
        _run(style, text, language=turn.language or "", turned=turned and not style)
        for style, text in styled(turn, names)
    )
    return (
        f'<w:p><w:pPr><w:pStyle w:val="EarwitnessTurn"/>{"<w:bidi/>" if turned else ""}</w:pPr>'
        f'<w:bookmarkStart w:id="{place}" w:name={quoteattr(name)}/>{runs}<w:bookmarkEnd w:id="{place}"/></w:p>'
    )


def _certificate(dossier: Dossier) -> Iterator[str]:
    """Yields what a person signs: of what revision, made from what bytes, what the signs mean, and blank lines."""
    yield _paragraph("Heading1", [("", "Certificate")], keep=True)
    for transcript in dossier.transcripts:
        source = next((each for each in dossier.sources if each.id == transcript.source), None)
        yield _paragraph("EarwitnessCertificate", [("", _certified(transcript, source))], keep=True)
    kinds = kinds_in([turn for transcript in dossier.transcripts for turn in transcript.turns])
    signs = "; ".join(SIGNS[kind] for kind in kinds if kind in SIGNS)
    if signs:
        yield _paragraph("EarwitnessCertificate", [("", f"Signs: {signs}.")], keep=True)
    for what in ("Name", "Office or qualification", "Place and date", "Signature"):
        yield _paragraph("EarwitnessBlank", [("", f"{what}: {_BLANK}")], keep=what != "Signature")


def _certified(transcript: Transcript, source: Source | None) -> str:
    made = f", read from the source whose bytes have the SHA-256 {source.digest}" if source is not None else ""
    named = f"the {KINDS[transcript.kind].lower()} {transcript.id}, revision {transcript.revision}{made}"
    return (
        f"I certify that I have compared {named}, {len(transcript.turns):,} turns printed above, with ______________________, "
        "and that it is a true and complete record of what can be heard there, but for what its signs say and what follows: "
        f"{_BLANK}"
    )


# Markup


def _escaped(text: str) -> str:
    return escape(_UNWRITABLE.sub("\ufffd", text))


def _run(style: str, text: str, *, language: str = "", turned: bool = False) -> str:
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    properties += "<w:rtl/>" if turned else ""
    properties += f"<w:lang w:val={quoteattr(language)}/>" if language and not style else ""
    inside = "".join(
        _BREAK.get(part) or f'<w:t xml:space="preserve">{_escaped(part)}</w:t>'
        for part in _BREAKS.split(text.replace("\r\n", "\n"))
        if part
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inside}</w:r>"


def _paragraph(
    style: str, runs: Iterable[tuple[str, str]], *, page_break: bool = False, keep: bool = False, start: str = ""
) -> str:
    more = ("<w:keepNext/>" if keep else "") + ("<w:pageBreakBefore/>" if page_break else "")
    inside = "".join(_run(*run) for run in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{start}{inside}</w:p>'


def _table(rows: Sequence[Sequence[str]], *, headed: bool = False, mark: tuple[int, str] | None = None) -> str:
    if not rows:
        return ""
    parts = [look.TABLE.format(columns="<w:gridCol/>" * len(rows[0]))]
    for place, row in enumerate(rows):
        parts.append("<w:tr>" + ("<w:trPr><w:tblHeader/></w:trPr>" if headed and not place else ""))
        for column, cell in enumerate(row):
            strong = (headed and not place) or (not headed and not column)
            start = ""
            if mark is not None and not place and not column:
                start = (
                    f'<w:bookmarkStart w:id="{mark[0]}" w:name={quoteattr(mark[1])}/><w:bookmarkEnd w:id="{mark[0]}"/>'
                )
            style = "EarwitnessHead" if strong else "EarwitnessCell"
            inside = "".join(_paragraph(style, [("", line)] if line else [], start=start) for line in cell.split("\n"))
            parts.append(f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>{inside}</w:tc>')
        parts.append("</w:tr>")
    return "".join([*parts, "</w:tbl>"])
