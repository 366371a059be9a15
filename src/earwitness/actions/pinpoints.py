"""Pinpoints: lines of a document cited by page and line, and found again later in the same document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qs

from msgspec.structs import replace

from ..dates import human
from ..digests import sha256
from ..errors import BadInput, NotFound
from ..identifiers import split
from ..protect.gate import Exit, Gate
from ..publish import addresses
from ..publish.paper import LINES, Leaf, Line, PaperPage
from . import citing, finding
from .answers import CitedLines, Shown
from .collating import collate
from .desk import Desk
from .documents import asked_for, draw_up, standing_of
from .exporting import contents
from .showing import show

AT = re.compile(r"p?(\d{1,5}):(\d{1,2})(?:\s*[-–]\s*p?(\d{1,5}):(\d{1,2}))?")
DIGITS = 16
"""Of the SHA-256 of the lines, in an address."""


def cite_lines(
    desk: Desk,
    name: str,
    at: str,
    *,
    versions: Sequence[str] = (),
    revisions: str = "",
    exhibit: str = "",
    exits: Sequence[Exit] = ("citation",),
) -> CitedLines:
    """Returns the citation of lines of a document: `at` is `3:12`, page and line, or `3:12-3:15`.

    `name` is a conversation, whose document has the versions that its page would have, or one version. Raises BadInput for
    what is no page and line, NotFound where no words stand there, Refused where access or terms hold any of it back; where it
    leaves by more than the citation, also where they hold back anything of the versions.
    """
    first, last = _places(at)
    if not versions and finding.noun(desk, name) == "transcript":
        versions = (split(name)[0],)
    shown = show(desk, finding.conversation_of(desk, name))
    _may_be_asked(desk, shown, versions, exits)
    page, stands = _drawn_up(desk, shown, versions, revisions, exhibit)
    lines = [
        (leaf, line)
        for leaf in page.leaves
        for line in leaf.lines
        if first <= (leaf.number, line.number) <= last and line.turns
    ]
    if not lines:
        raise NotFound(
            f"no words stand at {at[:40]}",
            hint=f"the document has {len(page.leaves)} pages of {LINES} lines; the first and the last have no words",
        )
    turns = tuple(dict.fromkeys(turn for _, line in lines for turn in line.turns))
    _pass_gate(desk, turns, exits)
    return _cited(shown, page, lines, turns, (first, last), stands)


def resolve_lines(desk: Desk, address: str, *, exits: Sequence[Exit] = ("citation",)) -> CitedLines:
    """Returns the lines that an address of `cite_lines` names, and whether the document has them as they were cited.

    Raises BadInput where the address names no lines, NotFound where there is no such document.
    """
    path, _, asked = address.strip().partition("#")[0].partition("?")
    query = {name: values[0] for name, values in parse_qs(asked).items()}
    found = re.search(r"/conversations/([^/]+)/print$", path)
    if found is None or not query.keys() >= {"versions", "revisions", "lines"}:
        raise BadInput("this is no citation of a document's lines", hint="copy the whole address of the citation")
    cited = cite_lines(
        desk,
        found[1],
        query["lines"],
        versions=query["versions"].split(","),
        revisions=query["revisions"],
        exhibit=query.get("exhibit", ""),
        exits=exits,
    )
    if cited.digest.startswith(query.get("sha256", "")):
        return cited
    return replace(cited, state="changed")


def names_lines(token: str) -> bool:
    """Says whether a citation is of a document's lines."""
    return "/print?" in token


def _places(at: str) -> tuple[tuple[int, int], tuple[int, int]]:
    found = AT.fullmatch(at.strip())
    if found is None:
        raise BadInput(f"“{at[:40]}” is no page and line", hint="write 3:12, or 3:12-3:15")
    first = int(found[1]), int(found[2])
    last = (int(found[3]), int(found[4])) if found[3] else first
    return min(first, last), max(first, last)


def _drawn_up(
    desk: Desk, shown: Shown, versions: Sequence[str], revisions: str, exhibit: str
) -> tuple[PaperPage, bool]:
    """Returns the document, and whether it is made of the revisions that stand."""
    collation = collate(desk, shown.id) if 1 < len(shown.transcripts) else None
    picked, exhibit = asked_for(shown, versions, collation, exhibit)
    page = draw_up(desk, shown, picked, collation, revisions=revisions, exhibit=exhibit)
    return page, page.revisions == standing_of(picked)


def _may_be_asked(desk: Desk, shown: Shown, versions: Sequence[str], exits: Sequence[Exit]) -> None:
    """Returns where all of the versions may leave by the exits beside the citation's own.

    How many pages a document has, where its lines stand, and its digest tell of words that are not cited too.
    """
    whole = finding.dossier(desk, shown.id)
    named = tuple(each for each in whole.transcripts if each.id in versions)
    what = contents(replace(whole, transcripts=named or whole.transcripts))
    for exit in exits:
        if exit != "citation":
            Gate().pass_or_refuse(exit, what)


def _pass_gate(desk: Desk, turns: Sequence[str], exits: Sequence[Exit]) -> None:
    """Returns where all these turns may leave; of a turn that no longer stands, the whole version is asked about."""
    for whole in dict.fromkeys(split(turn)[0] for turn in turns):
        transcript = desk.archive.catalog.transcript(whole)
        file = finding.dossier(desk, transcript.conversation)
        standing = {turn.id: turn for turn in transcript.turns}
        for local in [split(turn)[1] for turn in turns if split(turn)[0] == whole]:
            citing.pass_gate(file, transcript, turn=standing.get(local or ""), exits=exits)


def _cited(
    shown: Shown,
    page: PaperPage,
    lines: Sequence[tuple[Leaf, Line]],
    turns: tuple[str, ...],
    places: tuple[tuple[int, int], tuple[int, int]],
    stands: bool,
) -> CitedLines:
    (first_page, first_line), (last_page, last_line) = places
    at = f"{first_page}:{first_line}" + (f"-{last_page}:{last_line}" if places[0] != places[1] else "")
    told = tuple((f"{leaf.number}:{line.number}", _columns(line)) for leaf, line in lines)
    digest = sha256("\n".join(f"{place}\t" + "\t".join(columns) for place, columns in told).encode())
    width = max(len(columns) for _, columns in told)
    words = [" ".join(columns[each] for _, columns in told if each < len(columns)).split() for each in range(width)]
    text = " | ".join(" ".join(column) for column in words if column)
    document = addresses.paper(
        shown.id, versions=tuple(page.asked.split(",")), revisions=page.revisions, exhibit=page.exhibit
    )
    address = f"{document}&lines={at}&sha256={digest[:DIGITS]}#p{first_page}-{first_line}"
    parts = [
        f"“{text}”",
        shown.title or "Untitled conversation",
        human(shown.held.date) if shown.held.date else "",
        f"{f'Exhibit {page.exhibit}, ' if page.exhibit else ''}{at} of {len(page.leaves)} pages",
        f"document of {page.asked.replace(',', ' and ')}, revision {page.revisions.replace(',', ' and ')}, "
        f"SHA-256 of its lines {page.digest}",
    ]
    return CitedLines(
        plain=". ".join(part.rstrip(".") for part in parts if part) + ".",
        address=address,
        token=address.partition("#")[0],
        conversation=shown.id,
        at=at,
        lines=told,
        turns=turns,
        exhibit=page.exhibit,
        digest=digest,
        document=page.digest,
        corrected=not stands,
    )


def _columns(line: Line) -> tuple[str, ...]:
    return tuple(f"{bit.name} {bit.text}".strip() for bit in line.bits)
