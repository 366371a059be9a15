"""What people wrote, as files: notes, codings and cautions as W3C Web Annotations, codings as a table, the codebook as one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from ..errors import BadInput
from ..model import Annotation, Codebook, Coding, Dossier, Note, Quote, to_token, whole_of
from ..protect.gate import Gate, What
from .annotated import CodingShown, PlaceShown, Remarks
from .coding import DEFINITION_LONGEST, new_codes
from .desk import Desk, writing
from .finding import leaving
from .notebook import codebook
from .outcomes import Done
from .placing import placed

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
FILES: Mapping[str, tuple[str, str]] = {
    "annotations": ("Notes, codes and cautions as W3C Web Annotations", ".jsonld"),
    "codings": ("Coded passages as a table", ".csv"),
    "segments": ("Segments of recordings as a table", ".csv"),
    "chapters": ("Segments of a recording as WebVTT chapters", ".vtt"),
    "qdpx": ("Transcripts with codes, notes and cautions as a REFI-QDA project", ".qdpx"),
    "qdc": ("The codes that stand on them as a REFI-QDA codebook", ".qdc"),
}
"""What `export --to` writes beside the formats of transcripts: what it is, and the end of its name."""
TEXTS: Mapping[str, str] = {"qdpx": "refi-qda"}
"""Files of them that hold the transcripts too, and the format whose limits those then have."""
CODINGS = ("quote", "code", "by", "when", "conversation", "title", "turn", "turn_id", "state", "citation")
CODEBOOK = ("code", "means", "colour", "retired", "passages")
_LARGEST = 4_000_000


def write(desk: Desk, to: str, dossiers: Sequence[Dossier]) -> bytes:
    """Returns what is written on these conversations, which passed the gate as a whole."""
    from . import points, studies

    if to in ("segments", "chapters"):
        return points.table(dossiers) if to == "segments" else points.chapters(dossiers)

    writers = {"codings": _table, "annotations": _web, "qdpx": studies.write_study, "qdc": studies.write_used_codes}
    return writers[to](desk, dossiers)


def written(desk: Desk, whole: Dossier) -> tuple[Remarks, dict[str, Annotation]]:
    """Returns what is written on a conversation, placed in the text as it stands, and the records by their ids."""
    catalog = desk.archive.catalog
    own = [transcript.id for transcript in whole.transcripts]
    places = [*catalog.conversation(whole.conversation.id).members, *own]
    found = catalog.annotations(places)
    homes = dict.fromkeys(places, whole.conversation.id)
    return placed(desk, found, whole.transcripts, homes), {each.annotation.id: each.annotation for each in found}


def _web(desk: Desk, dossiers: Sequence[Dossier]) -> bytes:
    """Returns a W3C AnnotationCollection: each target has the words with their context, and where they stand in the turn."""
    urn = "urn:" + desk.archive.origin.replace("/", ":")
    items = [item for whole in dossiers for item in _items(desk, urn, whole)]
    page = {"type": "AnnotationPage", "startIndex": 0, "items": items}
    collection = {
        "@context": CONTEXT, "id": f"{urn}:annotations", "type": "AnnotationCollection",
        "label": "Notes, codes and cautions", "total": len(items), "first": page,
    }  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(collection), indent=1) + b"\n"


def _items(desk: Desk, urn: str, whole: Dossier) -> Iterator[dict[str, Any]]:
    remarks, kept = written(desk, whole)
    for each in (*remarks.notes, *remarks.codings, *remarks.cautions):
        annotation = kept[each.id]
        body, motivation = _body(annotation, each)
        targets: list[Any] = [
            _target(urn, quote, place) for quote, place in zip(annotation.quotes, each.places, strict=True)
        ]
        if (meant := whole_of(annotation)) is not None:
            targets = [f"{urn}:{meant}"]
        if isinstance(annotation, Note) and annotation.answers is not None:
            targets.insert(0, f"{urn}:{annotation.answers}")
        yield {
            "id": f"{urn}:{each.id}", "type": "Annotation", "motivation": motivation,
            "creator": {"type": "Person", "name": each.agent}, "created": each.time, "body": body,
            "target": targets if 1 < len(targets) else targets[0],
        }  # fmt: skip


def _body(annotation: Annotation, shown: object) -> tuple[dict[str, str], str]:
    body = {"type": "TextualBody", "format": "text/plain"}
    if isinstance(annotation, Note):
        motivation = "replying" if annotation.answers is not None else "commenting"
        return {**body, "value": annotation.text, "purpose": motivation}, motivation
    if isinstance(annotation, Coding):
        path = shown.path if isinstance(shown, CodingShown) else annotation.code
        return {**body, "value": path, "purpose": "classifying"}, "classifying"
    return {**body, "value": f"distressing: {annotation.kind}", "purpose": "tagging"}, "tagging"


def _target(urn: str, quote: Quote, place: PlaceShown) -> dict[str, Any]:
    said: dict[str, Any] = {"type": "TextQuoteSelector", "exact": quote.exact}
    said |= {name: value for name, value in (("prefix", quote.prefix), ("suffix", quote.suffix)) if value}
    selectors = [said]
    if place.start is not None and place.state != "orphaned":
        selectors.append({"type": "TextPositionSelector", "start": place.start, "end": place.end})
    return {
        "type": "SpecificResource", "source": f"{urn}:{place.turn_id}",
        "selector": selectors if 1 < len(selectors) else said,
        "state": {"type": "TimeState", "earwitness:revision": quote.revision, "earwitness:now": place.state},
    }  # fmt: skip


def _table(desk: Desk, dossiers: Sequence[Dossier]) -> bytes:
    """Returns a row for each quote of each coding; a citation only where the words may be cited.

    A code on a whole conversation has a row without a quote, whose state is `whole`.
    """
    gate = Gate()
    rows: list[Sequence[object]] = []
    for whole in dossiers:
        homes = (whole.conversation, *whole.quoting)
        what = What(
            conversations=homes, sources=whole.sources, transcripts=whole.transcripts, recordings=leaving(whole)
        )
        may_cite = gate.passes("citation", what)
        remarks, kept = written(desk, whole)
        for each in remarks.codings:
            if each.whole is not None:
                home = (whole.conversation.id, whole.conversation.title)
                rows.append(("", each.path, each.agent, each.time, *home, "", "", "whole", ""))
            for quote, place in zip(kept[each.id].quotes, each.places, strict=True):
                rows.append(
                    (
                        place.words, each.path, each.agent, each.time, whole.conversation.id, whole.conversation.title,
                        place.turn or "", place.turn_id, place.state, f"/cite/{to_token(quote)}" if may_cite else "",
                    )
                )  # fmt: skip
    return csv_of(CODINGS, rows)


def write_codebook(desk: Desk, to: str = "csv") -> bytes:
    """Returns the codebook as CSV, every code after its parent, or as a REFI-QDA codebook (`qdc`)."""
    if to == "qdc":
        from .studies import write_whole_codebook

        return write_whole_codebook(desk.archive.catalog.codebook())
    return csv_of(
        CODEBOOK,
        [
            (code.path, code.definition, code.colour, "yes" if code.retired else "", code.passages_below)
            for code in codebook(desk).codes
        ],
    )


def read_codebook(desk: Desk, content: bytes, *, agent: str, reason: str = "") -> Done:
    """Adds the codes of a table that the codebook does not have, in one act; those that are there stay as they are.

    The table has a column `code` with paths, and perhaps `means` and `colour`. A REFI-QDA codebook (`.qdc`) or project
    (`.qdpx`) is read as well: a `/` in a name of its codes becomes `∕`, a colour the nearest of ours. Raises BadInput with
    the row where one is none.
    """
    exchanged = content[:2] == b"PK" or content.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] == b"<"
    rows = list(_exchanged(content) if exchanged else _rows(content))
    with writing(desk) as pen:
        book = desk.archive.catalog.codebook()
        made: list[Any] = []
        for number, row in rows:
            path = row.get("code", "")
            colour = row.get("colour", "")
            try:
                more = new_codes(
                    book, path, row.get("means", "")[: DEFINITION_LONGEST + 1],
                    int(colour) if colour.isdecimal() and colour != "0" else None,
                )  # fmt: skip
            except BadInput as error:
                raise BadInput(f"row {number}: {error.message}", hint=error.hint) from error
            made += more
            book = Codebook([*book.codes.values(), *more])
        if not made:
            raise BadInput("the codebook has all of these codes already", hint="nothing was to be added")
        act, line = pen.act("code", made, agent=agent, subjects=[code.id for code in made], reason=reason)
        message = f"{len(made)} code(s) added, {len(rows)} row(s) read"
        return Done(
            act=act.id,
            sequence=line.sequence,
            verb="code",
            subjects=tuple(code.id for code in made),
            messages=(message,),
        )


def _exchanged(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Yields the codes of a REFI-QDA codebook or project as rows of a table."""
    from ..formats.projects.codes import nearest
    from ..formats.projects.codes import read_codebook as read_codes

    for number, code in enumerate(read_codes(content, name="the codebook"), 1):
        yield number, {"code": code.path, "means": code.means, "colour": str(nearest(code.colour))}


def _rows(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    if _LARGEST < len(content):
        raise BadInput(f"the table has {len(content):,} bytes", hint=f"give at most {_LARGEST:,}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput("the table is not in UTF-8", hint="save it as CSV in UTF-8") from error
    reader = csv.DictReader(io.StringIO(text))
    if "code" not in [(name or "").strip().lower() for name in reader.fieldnames or ()]:
        raise BadInput("the table has no column named code", hint="name the columns: code,means,colour")
    for row in reader:
        said = {
            (name or "").strip().lower(): (value or "").strip() for name, value in row.items() if isinstance(name, str)
        }
        if said.get("code"):
            yield reader.line_num, {name: value.removeprefix("'") for name, value in said.items()}


def csv_of(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Returns a table for a spreadsheet, which must not take words for a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([[_guarded(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def _guarded(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
