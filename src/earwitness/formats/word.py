"""Word's .docx: its paragraphs, and a copy of it with remarks in the margin, anchored at the words they are about.

The copy is the draft byte for byte, but for the runs that are cut where a remark starts or ends, and the part of the
comments. Nothing is parsed and written anew, so no formatting can be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

from .drafts import Paragraph, Passages
from .packages import Package, pieces

WORDS = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
"""Word's namespace, as most write it and in the strict form."""
_RELATIONS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/",
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"

_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_LEFT_OUT = frozenset(("Fallback", "moveFrom", "del", "rt"))
_QUOTE_STYLES = frozenset(("quote", "intense quote", "block text", "quotations", "block quotation"))
_INDENTED = 360
"""Twentieths of a point: indented so far on both sides, a paragraph is set apart as a quotation."""
_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Remark(Struct, frozen=True, kw_only=True):
    """What is to stand in the margin."""

    paragraph: int
    """Which of the draft's paragraphs, from 0."""
    start: int
    """Code points into it."""
    end: int
    text: str


class _Stretch(Struct, frozen=True):
    """Text of a run, with where it stands in the paragraph and in the part's bytes."""

    start: int
    text: str
    sign: bool
    """True for a tab or a break, which cannot be cut."""
    at: int
    to: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class _Run(Struct):
    at: int
    to: int = 0
    stretches: list[_Stretch] = []
    properties: bytes = b""


class _Body(Struct):
    """A part read: its paragraphs, the runs of each by number, and where notes are referred to."""

    passages: Passages
    runs: dict[int, list[_Run]] = {}
    notes: dict[tuple[str, str], tuple[int, int]] = {}


def read_docx(content: bytes, *, name: str) -> tuple[Paragraph, ...]:
    """Returns the paragraphs of the body, then those of footnotes and endnotes with the place they hang at.

    Deleted and moved-away words are left out, inserted ones stand. Raises MalformedText or UnsafeInput.
    """
    package = Package(content, name=name)
    main = main_part(package)
    quoting = _quoting(package, main)
    body = _read(package.xml(main), name, quoting)
    for kind in ("footnote", "endnote"):
        part = beside(main, f"{kind}s.xml")
        if part in package:
            _read(package.xml(part), name, quoting, body=body, note=kind)
    return tuple(body.passages.done)


def with_remarks(content: bytes, remarks: Sequence[Remark], *, name: str, author: str, time: str) -> bytes:
    """Returns a copy of the draft with the remarks as comments; `time` is UTC, `2031-11-14T09:00:00Z`.

    A remark on a note or a text box is anchored where that hangs in the body.
    """
    package = Package(content, name=name)
    main = main_part(package)
    part = package.xml(main)
    body = _read(part, name, frozenset())
    hosts = read_docx(content, name=name)
    comments = beside(main, "comments.xml")
    strict = WORDS[1].encode() in part
    space = WORDS[strict]
    old = package.xml(comments) if comments in package else b""
    first = 1 + max((int(number) for number in re.findall(rb"\bid\s*=\s*[\"'](\d{1,9})[\"']", old)), default=-1)
    cuts: dict[tuple[int, int, int], list[bytes]] = {}
    written = []
    for number, remark in enumerate(remarks, first):
        host = hosts[remark.paragraph].host
        place, start, end = (host[0], host[1], host[1]) if host else (remark.paragraph, remark.start, remark.end)
        runs = [run for run in body.runs.get(place, []) if run.stretches]
        if not runs:
            continue
        last = runs[-1].stretches[-1].end
        start = min(start, last - 1)
        end = max(start + 1, min(end, last))
        # Where one remark ends and the next begins, the end comes first.
        cuts.setdefault((place, end, 0), []).append(
            _tag("commentRangeEnd", number, space)
            + f'<w:r xmlns:w="{space}">'.encode()
            + _tag("commentReference", number, space)
            + b"</w:r>"
        )
        cuts.setdefault((place, start, 1), []).append(_tag("commentRangeStart", number, space))
        written.append(_comment(number, remark.text, space, author=author, time=time))
    changed = {main: _cut(part, body, cuts)}
    changed[comments] = _closed(old or f'<w:comments xmlns:w="{space}"></w:comments>'.encode(), b"".join(written))
    if not old:
        changed.update(_announced(package, main, comments, _RELATIONS[strict]))
    return package.copy(changed)


def _tag(name: str, number: int, space: str) -> bytes:
    return f'<w:{name} xmlns:w="{space}" w:id="{number}"/>'.encode()


def _comment(number: int, text: str, space: str, *, author: str, time: str) -> bytes:
    lines = (escape(_UNWRITABLE.sub("\ufffd", line)) for line in text.split("\n"))
    said = "".join(f'<w:p><w:r><w:t xml:space="preserve">{line}</w:t></w:r></w:p>' for line in lines)
    return (
        f'<w:comment xmlns:w="{space}" w:id="{number}" w:author={quoteattr(author)} w:date={quoteattr(time)} '
        f'w:initials="E">{said}</w:comment>'
    ).encode()


def main_part(package: Package) -> str:
    """Returns the part that holds the text, as the package says."""
    if "_rels/.rels" in package:
        for piece in pieces(package.xml("_rels/.rels"), name=package.name):
            if piece.kind == "start" and piece.attributes.get("Type", "").endswith("/officeDocument"):
                return piece.attributes.get("Target", "").lstrip("/")
    return "word/document.xml"


def beside(main: str, part: str) -> str:
    """Returns the name of a part that lies in the folder of the text."""
    folder, slash, _ = main.rpartition("/")
    return folder + slash + part


def _quoting(package: Package, main: str) -> frozenset[str]:
    """Returns the ids of the styles that set a quotation apart; Word keeps their English names in every language."""
    found = set()
    style = ""
    if beside(main, "styles.xml") in package:
        for piece in pieces(package.xml(beside(main, "styles.xml")), name=package.name):
            if piece.kind == "start" and piece.name == "style":
                style = piece.attributes.get("styleId", "")
            elif piece.kind == "start" and piece.name == "name":
                if piece.attributes.get("val", "").casefold() in _QUOTE_STYLES:
                    found.add(style)
    return frozenset(found)


def _read(
    part: bytes, name: str, quoting: frozenset[str], *, body: _Body | None = None, note: str | None = None
) -> _Body:
    body = body if body is not None else _Body(Passages())
    passages = body.passages
    left_out = 0
    host: tuple[int, int] | None = None
    runs: list[_Run] = []
    properties = text_at = within = 0
    words: list[str] | None = None
    here = ""
    for piece in pieces(part, name=name):
        kind, local = piece.kind, piece.name
        opened, here = here, local if kind == "start" else "" if kind == "end" else here
        if left_out or (kind == "start" and local in _LEFT_OUT):
            left_out += {"start": 1, "end": -1}.get(kind, 0)
        elif kind == "text":
            if words is not None:
                words.append(piece.text)
        elif piece.space not in WORDS:
            continue
        elif local == note and kind == "start":
            host = body.notes.get((local, piece.attributes.get("id", "")))
        elif local == "p" and kind == "start":
            passages.begin(host)
        elif local == "p":
            passages.end()
        elif not passages.open:
            continue
        elif local == "r" and kind == "start":
            runs.append(_Run(piece.at))
            if note is None:
                body.runs.setdefault(passages.open[-1].number, []).append(runs[-1])
        elif local == "r":
            runs.pop().to = _after(part, piece.at)
        elif local == "rPr" and runs:
            # A run's own properties come first in it; within them may stand what they were before a change.
            if kind == "start" and (within or opened == "r"):
                properties, within = (properties if within else piece.at), within + 1
            elif kind == "end" and within:
                within -= 1
                if not within and part.startswith(b"</", piece.at):
                    runs[-1].properties = part[properties : _after(part, piece.at)]
        elif local == "t" and kind == "start":
            words, text_at = [], piece.at
        elif local == "t" and words is not None:
            _put(passages, runs, "".join(words), False, text_at, _after(part, piece.at))
            words = None
        elif kind == "start" and local in _SIGNS and runs:
            to = _after(part, piece.at)
            to = to if part[to - 2 : to] == b"/>" else _after(part, to)
            _put(passages, runs, _SIGNS[local], True, piece.at, to)
        elif kind == "start" and local in ("footnoteReference", "endnoteReference"):
            key = (local.removesuffix("Reference"), piece.attributes.get("id", ""))
            body.notes[key] = (passages.open[-1].number, passages.open[-1].length)
        elif kind == "start" and (_is_quoting(local, piece.attributes, quoting)):
            passages.open[-1].quoted = True
    return body


def _put(passages: Passages, runs: list[_Run], text: str, sign: bool, at: int, to: int) -> None:
    if text and runs:
        runs[-1].stretches.append(_Stretch(passages.open[-1].length, text, sign, at, to))
    passages.say(text)


def _is_quoting(name: str, attributes: dict[str, str], quoting: frozenset[str]) -> bool:
    if name == "pStyle":
        return attributes.get("val", "") in quoting
    if name == "ind":
        sides = (
            attributes.get("left", attributes.get("start", "")),
            attributes.get("right", attributes.get("end", "")),
        )
        return all(side.isdecimal() and _INDENTED <= int(side) for side in sides)
    return False


def _after(part: bytes, at: int) -> int:
    """Returns the byte past the tag that starts here."""
    return part.index(b">", at) + 1


def _cut(part: bytes, body: _Body, cuts: dict[tuple[int, int, int], list[bytes]]) -> bytes:
    """Returns the part with the marks put in at their places, runs cut in two where one falls within."""
    changes: list[tuple[int, int, bytes]] = []
    within: dict[int, tuple[_Run, _Stretch, list[tuple[int, bytes]]]] = {}
    for (number, offset, opens), marks in sorted(cuts.items()):
        mark = b"".join(marks)
        for run in body.runs[number]:
            for stretch in run.stretches:
                reached = stretch.start <= offset < stretch.end if opens else stretch.start < offset <= stretch.end
                if not reached:
                    continue
                if opens and offset == run.stretches[0].start:
                    changes.append((run.at, run.at, mark))
                elif not opens and offset == run.stretches[-1].end:
                    changes.append((run.to, run.to, mark))
                elif stretch.sign and opens:
                    changes.append((stretch.at, stretch.at, _split(part, run, mark)))
                else:
                    within.setdefault(stretch.at, (run, stretch, []))[2].append((offset - stretch.start, mark))
    for run, stretch, places in within.values():
        if stretch.sign:
            changes.append((stretch.to, stretch.to, _split(part, run, places[0][1])))
        else:
            changes.append((stretch.at, stretch.to, b"".join(_pieces_of(part, run, stretch, places))))
    out, at = [], 0
    for start, end, new in sorted(changes, key=lambda change: change[:2]):
        out += [part[at:start], new]
        at = end
    return b"".join([*out, part[at:]])


def _split(part: bytes, run: _Run, mark: bytes) -> bytes:
    """Returns what ends a run, then the mark, and begins a run of the same properties."""
    tag = part[run.at : _after(part, run.at)]
    name = re.split(rb"[\s>/]", tag[1:], maxsplit=1)[0]
    return b"</" + name + b">" + mark + tag + run.properties


def _pieces_of(part: bytes, run: _Run, stretch: _Stretch, places: list[tuple[int, bytes]]) -> Iterator[bytes]:
    name = re.split(rb"[\s>/]", part[stretch.at + 1 : stretch.at + 80], maxsplit=1)[0]
    at = 0
    for offset, mark in [*places, (len(stretch.text), b"")]:
        words = escape(stretch.text[at:offset]).encode()
        if words:
            yield b"<" + name + b' xml:space="preserve">' + words + b"</" + name + b">"
        if mark:
            yield _split(part, run, mark)
        at = offset


def _closed(part: bytes, more: bytes) -> bytes:
    """Returns the part with more put in before its root ends."""
    at = part.rstrip().rfind(b"</")
    if at < 0:  # an empty root that closes itself
        at = part.rfind(b"/>")
        name = re.split(rb"[\s>/]", part[part.index(b"<") + 1 :], maxsplit=1)[0]
        return part[:at] + b">" + more + b"</" + name + b">"
    return part[:at] + more + part[at:]


def _announced(package: Package, main: str, comments: str, kind: str) -> dict[str, bytes]:
    """Returns the parts that say there are comments: the list of types, and the text's list of relations."""
    types = package.xml("[Content_Types].xml")
    folder, slash, file = main.rpartition("/")
    relations = f"{folder}{slash}_rels/{file}.rels"
    known = package.xml(relations) if relations in package else None
    empty = b"<Relationships xmlns=%s></Relationships>" % quoteattr(_PACKAGE + "relationships").encode()
    override = f'<Override xmlns="{_PACKAGE}content-types" PartName="/{comments}" ContentType="{_KIND}"/>'
    relation = (
        f'<Relationship xmlns="{_PACKAGE}relationships" Id="earwitnessComments" Type="{kind}comments" '
        f'Target="comments.xml"/>'
    )
    return {
        "[Content_Types].xml": _closed(types, override.encode()),
        relations: _closed(known if known is not None else empty, relation.encode()),
    }
