"""Lines: the blocks of a page as the single lines on which talk is found, bullets, margins and breaks taken off.

A block of several lines (`<br>`) becomes several; a hard-wrapped line of plain text stays its own and is joined later,
when it is known where turns begin.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from .blocks import Block
from .words.headwords import ASIDES


class Line(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the page's main content."""

    text: str
    """Without bullet, margin number and outer space."""
    raw: str
    """As printed."""
    kind: str
    """The block's kind."""
    opens: bool = True
    """True where a paragraph begins; False for what follows a break within it, or a further line of its paragraph."""
    bullet: str = ""
    """The sign taken off: `•`, `-`, `*`, `—`… A dash is kept here and off the text."""
    indent: int = 0
    level: int = 0
    bold: int = 0
    """How many code points at the start of `text` are bold."""
    italic: bool = False
    """True where the whole line is italic."""
    cells: tuple[str, ...] = ()
    container: str = ""
    author: str | None = None
    posted: str | None = None
    links: float = 0.0
    page: bool = False
    """True where the line only carries a page number, a rule or other furniture."""


DASHES = "—–―‒−"
"""Signs that lead a turn or part a label from its speech; the hyphen is asked for apart, for lists use it too."""
_BULLET = re.compile(
    r"(?:[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F\u200D]+\s*|[•▪‣◦·●○■□►▶➢➤*+](?=\s)|"
    r"[—–―‒−]\s*|\d{1,3}[.)]\s+(?=[^\W\d]|[(\[])|-(?:\s+|"
    r"(?=[A-ZА-ЯІЇЄҐŁŚŻŹĆŃÁÉÍÓÚ¿¡])))\s*"
)
_MARGIN = re.compile(r"\s{0,6}(\d{1,2})(?:\s{1,}|$)(?=\D|$)")
_FURNITURE = re.compile(
    r"(?:[-–—=_*~•·#]\s?){3,}|(?:page|стр\.?|страница|сторінка|strona|seite|pagina|página)\s+\d+(?:\s*(?:of|из|"
    r"з|z|von|de|di|van|/)\s*\d+)?|\d{1,4}|[(\[]\d{1,4}[)\]]",
    re.IGNORECASE,
)


_RUNNING_HEAD = re.compile(r"\S.{0,80}?\S\s{6,}\d{1,4}")
"""The head of a typed page with its number at the right: `Harbour Inquiry - Day 2                 14`."""
_RULE = re.compile(r"(?:[-–—=_*~•·#]\s?){3,}")
"""Signs in a row, the first of which could be taken for a bullet: `* * *`."""
_RUN_IN = re.compile(r"(?<=[.?!…”»\"*\])])\s+([(\[][A-ZА-ЯІЇЄҐ]{1,3}[)\]]:\s)")
"""A bracketed label in the middle of a line, behind the end of a sentence: nobody says that aloud."""


_RUN_IN_NAMES = re.compile(
    r"(?:^|(?<=[.?!…”»\"*\])]) )(?P<name>[A-ZА-ЯІЇЄҐŁŚŻÀ-Þ][\w.’'-]{0,20}(?: [\w.’'-]{1,20}){0,2})(?P<sign>:|\s[—–]) (?=\S)"
)


def _run_in(text: str) -> list[int]:
    """Returns where turns begin that are run together in one paragraph: `R: Where? M: Here. R: Come. M: No.`

    Bracketed labels behind a sentence are enough; names are so only if the paragraph begins with one and two come back.
    """
    if ":" not in text and "—" not in text and "–" not in text:
        return []
    bracketed = [match.start(1) for match in _RUN_IN.finditer(text)]
    if 1 < len(bracketed):
        return bracketed
    found = list(_RUN_IN_NAMES.finditer(text))
    if len(found) < 4 or found[0].start():
        return []
    names = Counter(match["name"].casefold() for match in found if match["sign"] == found[0]["sign"])
    voices = {name for name, count in names.items() if 1 < count}
    if len(voices) < 2 or len({name[:1] for name in names}) == 1 or found[0]["name"].casefold() not in voices:
        return []
    return [match.start("name") for match in found[1:] if match["name"].casefold() in voices or match["name"].isupper()]


def _numbered(texts: Sequence[str]) -> bool:
    """Returns whether the lines carry running numbers in the margin, as court transcripts do (1 to 25, again and again)."""
    numbers = [int(match[1]) if (match := _MARGIN.match(text)) else 0 for text in texts if text.strip()]
    if len(numbers) < 6:
        return False
    steps = sum(1 for before, after in pairwise(numbers) if after and after in (before + 1, 1))
    return 0.7 * len(numbers) <= steps


_SPONSOR = re.compile(
    r"\b(?:is |was )?(?:brought to you by|sponsored by|presented by our)\b|\buse (?:the |our )?(?:promo )?code\b",
    re.IGNORECASE,
)


def is_aside(line: Line) -> bool:
    """Returns whether a publisher put this between the turns: an advertisement, `Read also: …`, a box to subscribe."""
    if line.italic and _SPONSOR.search(line.text):
        return True
    if 0.7 <= line.links and 8 < len(line.text):
        return True
    return len(line.text) < 200 and line.text.casefold().lstrip("[(*→►>» ").startswith(ASIDES)


_CLOCK = re.compile(r"[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?[\s|–—-]*")


def _bold_prefix(block: Block, start: int, end: int) -> int:
    for first, last in block.bold:
        if first < end and start < last and (first <= start or _CLOCK.fullmatch(block.text[start:first])):
            return min(last, end) - start  # a time may stand before the bold name
    return 0


def _pieces(block: Block) -> list[tuple[int, int]]:
    """Returns where each non-empty line of a block stands in its text; turns run in one line stand for lines too."""
    run_in = _run_in(block.text) if "\n" not in block.text else []
    if run_in:
        starts = [0, *run_in]
        return [
            (start, end)
            for start, end in zip(starts, [*run_in, len(block.text)], strict=True)
            if block.text[start:end].strip()
        ]
    if "\n" not in block.text:
        return [(0, len(block.text))] if block.text.strip() else []
    pieces = []
    start = 0
    for part in block.text.split("\n"):
        if part.strip():
            pieces.append((start, start + len(part)))
        start += len(part) + 1
    return pieces


def _emphasised(block: Block) -> bool:
    return bool(block.italic) and len(block.text.strip()) <= sum(end - start for start, end in block.italic) + 2


def _is_furniture(text: str, raw: str, *, typed: bool) -> bool:
    """Returns whether a line is a rule, a page number or the running head of a typed page."""
    return (
        _FURNITURE.fullmatch(text) is not None
        or _RULE.fullmatch(raw.strip()) is not None
        or (typed and _RUNNING_HEAD.fullmatch(raw.strip()) is not None)
    )


def to_lines(blocks: Sequence[Block]) -> list[Line]:
    """Returns the blocks' lines in reading order."""
    typed = [block.text for block in blocks if block.kind in ("line", "preformatted")]
    numbered = _numbered([line for text in typed for line in text.split("\n")])
    lines: list[Line] = []
    before: Block | None = None
    for block in blocks:
        if block.kind == "row":
            lines.append(
                Line(text=" ".join(block.text.split()), raw=block.text, kind="row", level=block.level, cells=block.cells,
                     container=block.container, links=block.links)
            )  # fmt: skip
            before = block
            continue
        typed_line = block.kind in ("line", "preformatted")
        for index, (start, end) in enumerate(_pieces(block)):
            raw = block.text[start:end]
            margin = _MARGIN.match(raw) if numbered and typed_line else None
            begin = start + (margin.end() if margin else 0)
            text = block.text[begin:end]
            indent = len(text) - len(text.lstrip())
            begin += indent
            text = text.strip()
            bullet = ""
            found = _BULLET.match(text)
            if found and found.end() < len(text):
                bullet = found.group().strip()
                begin += found.end()
                text = text[found.end() :]
            same = (
                block.kind == "line"
                and before is not None
                and before.kind == "line"
                and before.container == block.container
            )
            lines.append(
                Line(
                    text=text, raw=raw.strip(), kind=block.kind, opens=index == 0 and not same, bullet=bullet or block.marker,
                    indent=indent if margin else indent or (block.level if block.kind == "line" else 0), level=block.level,
                    bold=_bold_prefix(block, begin, end), italic=_emphasised(block), container=block.container,
                    author=block.author, posted=block.posted, links=block.links,
                    page=not text or _is_furniture(text, raw, typed=typed_line),
                )
            )  # fmt: skip
            before = block
    return lines
