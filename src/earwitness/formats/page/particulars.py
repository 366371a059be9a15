"""Particulars: when, where and of what kind a conversation was, as far as its page says so, and how sure that is."""

from __future__ import annotations

import re

from ...datelines import find_dates, find_posted
from ...model import Held
from ...model.conversation import Genre
from ...model.transcript import TranscriptKind
from .blocks import Page
from .cues import speaks_of_talk
from .drafts import Passage
from .words.occasions import GENRE_WORDS, ORIGINAL, TRANSLATED

_YEAR = re.compile(r"(?<![\d.,/–-])(?:19|20|21)\d\d(?![\d/]|[.,]\d|-\d)")
_NIGHT = re.compile(r"ноч|ніч|\bnoc|\bnuit\b|\bnoche\b|\bnacht\b|\bnotte\b|\bnight\b", re.IGNORECASE)
_STOP = re.compile(r"(?<=[.?!])(?<!\d\.)\s+")
_EVENT = re.compile(
    r"\b(?:recorded|intercepted|made|took place|dated|call of|on the night of|that night|on the evening)\b|"
    r"записан\w*|перехвачен\w*|состоял\w*|датирован\w*|перехоплен\w*|датован\w*|відбу\w*|nagran\w*|przechwyc\w*|"
    r"aufgezeichnet|aufgenommen|abgehört|mitgeschnitten|enregistré\w*|intercepté\w*|passé\w* le|daté\w*|grabad[ao]\w*|"
    r"interceptad[ao]\w*|registrat[aoe]\b|intercettat[aoe]\b|opgenomen|onderschept|afgeluisterd",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"^(?:place|location|venue|место|місце|miejsce|lieu|lugar|ort|luogo|plaats)\s*:\s*(.{2,80})$", re.IGNORECASE
)
_PEOPLE = re.compile(
    r"\b(?:russian|ukrainian|belarusian|polish|german|french|spanish|italian|dutch|chechen|syrian|iranian|"
    r"chinese|korean|turkish|arab)\b",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[a-z]")


def genre_of(passage: Passage, page: Page) -> Genre | None:
    """Returns the genre that the heading, else the lines above the first turn, name; None where neither does."""
    found: Genre | None = None
    for text in (passage.heading, page.title or "", *(line for line in passage.above[:6])):
        named = next((genre for genre, pattern in GENRE_WORDS if pattern.search(text)), None)
        if found is None:
            found = named
        elif named in _NARROWER.get(found, ()):
            return named
    return found


_NARROWER: dict[Genre, tuple[Genre, ...]] = {
    "conversation": ("call", "radio", "emergency", "interview"),
    "call": ("emergency",),
}
"""What a later line may still make of a heading's word: a `tape` turns out to be a radio exchange."""


def place_of(passage: Passage) -> str | None:
    """Returns the place where a line above the turns states it (`Place: Port office`)."""
    return next((match[1].strip(" .") for line in passage.above if (match := _PLACE.match(line))), None)


def held_of(passage: Passage, page: Page, *, sole: bool) -> Held:
    """Returns when the conversation took place and how that is known.

    Asked in this order: the passage's own heading, the page's (where it holds one conversation), the lines above the turns,
    sentences of the prose; a bare year in a heading comes last. A line that says when the page was posted is no answer.
    """
    language = page.language
    sitting = genre_of(passage, page) in ("hearing", "meeting", "interview", None)
    headings = [("heading", passage.heading)] + ([("heading", page.title or "")] if sole else [])
    above = [
        ("line above the turns", line)
        for line in (*passage.above[:12], *passage.notes)
        if not _is_posted(line, language, sitting=sitting)
    ]
    if passage.style == "prose":
        # An article's own date stands among its first lines; only a sentence about the talk tells when that was.
        above = [
            ("prose", sentence)
            for line in passage.above
            for sentence in _STOP.split(line)
            if _EVENT.search(sentence) or (_NIGHT.search(sentence) and speaks_of_talk([sentence]))
        ]
    for where, text in (*headings, *above):
        if not text or 600 < len(text):
            continue
        dates = find_dates(text, language, reference=page.published)
        if dates:
            found = dates[0]
            printed = text[found.start : found.end].strip()
            first, _, last = found.date.partition("/")
            if last and _NIGHT.search(text[: found.end]) and first < last:
                # “The night to the 17th” is dated by the day it leads to; most of it, and most calls of it, lie there.
                found = found._replace(date=last)
            if found.inferred:
                return Held(
                    date=found.date,
                    certainty="inferred",
                    why=f"the {where} says “{printed}”; the year is that of publication",
                )
            return Held(date=found.date, certainty="stated", why=f"the {where} says “{printed}”")
    for where, text in (*headings, *above[:2]):
        if (year := _YEAR.search(text)) and len(text) < 160:
            return Held(date=year.group(), certainty="stated", why=f"the {where} names the year")
    if page.published and passage.style != "prose" and genre_of(passage, page) in ("call", "radio", "emergency"):
        day = page.published[:10]
        return Held(
            date=f"{day}~", certainty="inferred", why=f"published on {day}; nothing on the page says when it was held"
        )
    return Held()


_DATED = re.compile(r"(?:date|дата|data|datum|fecha)\s*:", re.IGNORECASE)


def _is_posted(line: str, language: str | None, *, sitting: bool) -> bool:
    """Returns whether a line dates the page and not the talk: `Posted on …`, or a bare date over what is no sitting.

    The head of a record (`Date: 14 May 2029`) and a bare date over a hearing or a meeting are the day it was held.
    """
    if 120 < len(line) or find_posted(line, language) is None or _DATED.match(line):
        return False
    return not (sitting and find_posted(line, language) is not None and _is_bare(line, language))


def _is_bare(line: str, language: str | None) -> bool:
    """Returns whether a line holds nothing but a date and a day's name."""
    dates = find_dates(line, language)
    return len(dates) == 1 and dates[0].end == len(line.rstrip(" .")) and dates[0].start < 14 and ":" not in line


def kind_of_telling(passage: Passage, page: Page, words: str) -> TranscriptKind:
    """Returns whether a telling is a transcription, a translation or quotations out of prose.

    A translation says so in a heading, above its turns or in the name of its site; or it is an English text about people who
    are named as of another tongue (`Russian soldier`).
    """
    if passage.style == "prose":
        return "excerpt"
    if passage.retold:
        return "translation"
    if passage.column:
        return "translation" if TRANSLATED.search(passage.column) else "transcription"
    if ORIGINAL.search(passage.heading) and not TRANSLATED.search(passage.heading):
        return "transcription"
    told = (passage.heading, *passage.above[:6], *passage.notes)
    if any(TRANSLATED.search(text) for text in told if len(text) < 300):
        return "translation"
    if TRANSLATED.search(page.title or "") or TRANSLATED.search(page.publisher or ""):
        return "translation"
    named = " ".join((page.title or "", passage.heading, *passage.legend.values()))
    if (
        _PEOPLE.search(named)
        and _LATIN.search(words)
        and page.language in (None, "en")
        and "intercept" in named.casefold()
    ):
        return "translation"
    return "transcription"
