"""The quotations of a draft: what stands between marks or is set apart as a block, and whom the draft says it is by.

    “We left,” the captain said, “at nine.”      one quotation, split by its attribution
    «Мы ушли, — сказал капитан, — в девять».     the same, the attribution within the marks
    “We left …                                   a quotation over two paragraphs, each opened anew
    “… at nine.”
    — Мы ушли, — сказал капитан. — В девять.     a line of dialogue with its narrator

A single sign that opens nothing and closes nothing is left alone, and so are apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from ..formats.drafts import Paragraph
from ..formats.page.attribution import Who, who_in, without_narrator
from ..formats.page.words.speech import verb_in, verbs_in
from .clauses import CREDIT, LABEL, SENTENCE, clause_of, is_named_work


class Quotation(Struct, frozen=True, kw_only=True):
    """Words that a draft gives as somebody's."""

    paragraph: int
    """Which of the draft's paragraphs, from 0."""
    start: int
    """Code points into it, the first mark included."""
    end: int
    """Past the last mark."""
    text: str
    """The words alone; of a split quotation its parts, a space between."""
    block: bool = False
    clause: str = ""
    """The draft's own words that say who spoke: `the captain said`, `Captain:`; empty where nothing does."""
    name: str = ""
    """Whom they name, as printed: a name, a role."""
    role: str = ""
    """The role's name in the table of roles, the same in every language."""
    work: bool = False
    """True where the draft says it is the name of a work: a film, a newspaper."""


class _Marked(NamedTuple):
    """A stretch between marks: where its marks and its words start and end, and whether it goes on below."""

    start: int
    end: int
    inner: int
    to: int
    goes_on: bool = False


_CLOSERS = {
    "“": "”", "„": "“”", "«": "»", "‘": "’", '"': '"', "”": "”", "「": "」", "»": "«", "‹": "›",
}  # fmt: skip
_OPENS = re.compile(r"[“„«‘\"”「»‹']")
_STOPS = ".,!?…;:—–-"
_LONGEST = 20_000
"""Code points of a quotation."""
_MOST_UNCLOSED = 50
"""Marks of a paragraph that open and do not close; past them it is no prose."""
_FARTHEST = 120
"""Code points of an attribution between the parts of a split quotation."""


def find_quotations(paragraphs: Sequence[Paragraph]) -> tuple[Quotation, ...]:
    """Returns the quotations of a draft in order. Linear in its length."""
    found: list[Quotation] = []
    going_on = False
    for number, paragraph in enumerate(paragraphs):
        text = paragraph.text
        above = paragraphs[number - 1].text if number else ""
        marked = list(_marked(text))
        if paragraph.quoted and not any(_DOUBLE.match(text, each.start) for each in marked):
            found += _of_block(number, text, above)
            going_on = False
            continue
        if not marked and (dialogue := _of_dialogue(number, text)) is not None:
            found.append(dialogue)
            going_on = False
            continue
        below = paragraphs[number + 1].text.lstrip()[:1] if number + 1 < len(paragraphs) else ""
        kept = [each for each in marked if not each.goes_on or below == text[each.start]]
        groups = _split(text, kept)
        for index, parts in enumerate(groups):
            before = groups[index - 1][-1].end if index else 0
            after = groups[index + 1][0].start if index + 1 < len(groups) else None
            quotation = _quotation(number, text, parts, before, after, above)
            if going_on and index == 0 and not text[: parts[0].start].strip():
                quotation = _joined(found.pop(), quotation)
            found.append(quotation)
        going_on = bool(kept) and kept[-1].goes_on
    return tuple(quotation for quotation in found if re.search(r"\w", quotation.text))


_DOUBLE = re.compile(r"[“„«\"”「»]")


def _joined(first: Quotation, second: Quotation) -> Quotation:
    """Returns a quotation over paragraphs as one, which stands where it began; who spoke is said at either end."""
    told = second if second.clause else first
    return Quotation(
        paragraph=first.paragraph, start=first.start, end=first.end, text=f"{first.text} {second.text}",
        clause=told.clause, name=told.name, role=told.role,
    )  # fmt: skip


def _marked(text: str) -> Iterator[_Marked]:
    at = unclosed = 0
    while (match := _OPENS.search(text, at)) and unclosed < _MOST_UNCLOSED:
        start = match.start()
        at = start + 1
        if not _is_opening(text, start):
            continue
        end = _closing(text, start)
        if end is not None:
            yield _Marked(start, end + 1, start + 1, end)
            at = end + 1
            continue
        unclosed += 1
        if _DOUBLE.match(text, start) and not _OPENS.search(text, at):
            yield _Marked(start, len(text), start + 1, len(text), goes_on=True)
            return


def _is_opening(text: str, at: int) -> bool:
    sign, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if sign in "“„«「‹":
        return True
    free = not before or before.isspace() or before in "([{—–-/“„«\"‘'"
    if sign == "»":
        return free and (after.isalnum() or after in "[…")
    if sign == "'" and (not (after.isalpha() or after in "[…") or _ELIDED.match(text, at)):
        return False
    return free and bool(after) and not after.isspace()


def _closing(text: str, start: int) -> int | None:
    """Returns where the mark that closes this one stands, marks of its own kind within it counted."""
    sign = text[start]
    if sign in "‘'":
        return _single(text, start)
    closers = _CLOSERS[sign]
    if sign in closers:
        return next((at for at in _places(text, start, closers) if _is_closing(text, at)), None)
    depth = 0
    first = None
    for at in _places(text, start, closers + sign):
        if text[at] == sign:
            depth += 1
            continue
        first = at if first is None else first
        if depth == 0:
            return at
        depth -= 1
    return first


def _places(text: str, start: int, signs: str) -> Iterator[int]:
    return (match.start() for match in re.compile(f"[{re.escape(signs)}]").finditer(text, start + 1, start + _LONGEST))


def _is_closing(text: str, at: int) -> bool:
    return not text[at + 1 : at + 2].isalnum() and not text[at - 1].isspace()


_ELIDED = re.compile(r"'(?:tis|twas|em|til|cause|bout|n|round)\b", re.IGNORECASE)
"""Words that begin with an apostrophe."""
_BEHIND = re.compile(r"[.,;:!?)\]]|\s*[—–]|\s*$")
"""What stands behind a straight mark that closes; an apostrophe at a word's end has a word behind it as a rule."""


def _single(text: str, start: int) -> int | None:
    """Returns where a single quotation ends: at a mark behind a stop, else (of `‘`) at the first that ends a word."""
    sign = text[start]
    closer = "’" if sign == "‘" else "'"
    again = text.find(sign, start + 1) if sign == "‘" else -1
    ends = [at for at in _places(text, start, closer) if _is_closing(text, at) and (again < 0 or at < again)]
    stopped = next((at for at in ends if text[at - 1] in _STOPS or text[at + 1 : at + 2] == ","), None)
    if stopped is not None or sign != "'":
        return stopped if stopped is not None else next(iter(ends), None)
    return next((at for at in ends if _BEHIND.match(text, at + 1)), None)


def _split(text: str, marked: Sequence[_Marked]) -> list[list[_Marked]]:
    """Returns the marked stretches in groups: those that an attribution splits go together."""
    groups: list[list[_Marked]] = []
    for each in marked:
        between = text[groups[-1][-1].end : each.start] if groups else ""
        if groups and _is_splitting(between):
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups


def _is_splitting(between: str) -> bool:
    clause = between.strip()
    ends = clause.endswith((",", "—", "–"))
    return ends and len(clause) <= _FARTHEST and not re.search(r"[.!?:;\n]", clause) and verb_in(clause) is not None


def _quotation(
    number: int, text: str, parts: Sequence[_Marked], before: int, after: int | None, above: str
) -> Quotation:
    words = " ".join(text[part.inner : part.to].strip() for part in parts)
    first, last = parts[0], parts[-1]
    ahead = text[before : first.start]
    between = [text[one.end : other.start] for one, other in pairwise(parts)]
    if not ahead.strip() and not before and above.rstrip().endswith(":"):
        ahead = above
    clause, who = clause_of(ahead, between, text[last.end : after], words)
    work = not clause and is_named_work(ahead)
    spoken, narrated = without_narrator(words) if re.search(r"[,.!?…]\s*[—–]\s", words) else (words, Who())
    if spoken != words and any(True for _ in verbs_in(words)):
        clause, who, words = (clause, who, spoken) if who.name else (_without(words, spoken), narrated, spoken)
    return Quotation(
        paragraph=number, start=first.start, end=last.end, text=words, clause=clause, name=who.name,
        role=who.role, work=work,
    )  # fmt: skip


def _without(words: str, spoken: str) -> str:
    """Returns what a narrator put between dashes: the part with a verb of saying, or the first that is not spoken."""
    said = [part.strip() for part in re.split(r"[—–]", words) if part.strip() and part.strip() not in spoken]
    return next((part for part in said if verb_in(part) is not None), next(iter(said), ""))


def _of_dialogue(number: int, text: str) -> Quotation | None:
    """Returns what a line led by a dash gives as said, where a narrator within it says that somebody spoke."""
    lead = _DASH.match(text)
    if lead is None or "\n" in text.strip():
        return None
    words = text[lead.end() :].strip()
    spoken, who = without_narrator(words)
    if spoken == words or not any(True for _ in verbs_in(words)):
        return None
    return Quotation(
        paragraph=number, start=lead.end(), end=len(text.rstrip()), text=spoken, clause=_without(words, spoken),
        name=who.name, role=who.role,
    )  # fmt: skip


_DASH = re.compile(r"\s{0,8}[—–]\s+")


def _is_short_label(words: str) -> bool:
    """Says whether words in small letters before a colon may be a label: `control:`, `the mother:`."""
    return len(words.split()) <= 2 and verb_in(words) is None


def _of_block(number: int, text: str, above: str) -> Iterator[Quotation]:
    """Yields the quotations of a block: of one with labels each labelled line is one, with its voice."""
    lines: list[tuple[int, int, str]] = []
    at = 0
    credit = ""
    for line in text.split("\n"):
        label = LABEL.match(line)
        named = CREDIT.match(line)
        if named is not None and lines:
            credit = named[1]
        elif label is not None and (not label[1].islower() or _is_short_label(label[1])):
            lines.append((at + label.end(), at + len(line), label[1].strip()))
        elif lines:
            lines[-1] = (lines[-1][0], at + len(line), lines[-1][2])
        elif line.strip():
            lines.append((at, at + len(line), ""))
        at += len(line) + 1
    lead = SENTENCE.split(above.strip())[-1] if above.rstrip().endswith(":") else ""
    who = Who(name=credit) if credit else who_in(lead, ahead=True) if verb_in(lead) else Who()
    for start, end, label_words in lines:
        name = label_words or who.name
        yield Quotation(
            paragraph=number, start=start, end=end, text=text[start:end], block=True,
            clause=f"{label_words}:" if label_words else credit or (lead if who.name else ""), name=name,
            role="" if label_words else who.role,
        )  # fmt: skip
