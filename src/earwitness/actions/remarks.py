"""Remarks: what stands in the margin of a checked draft, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..formats.word import Remark, with_remarks
from . import clock

if TYPE_CHECKING:
    from .checked import CautionShown, ChangeShown, Checked, PlaceShown, QuotationShown, ReadingShown, SettledShown

AUTHOR = "Earwitness"
SENTENCES = {
    "word for word": "Word for word.",
    "cut": "Words are left out here, and no mark says so.",
    "joined": "This is made of two turns.",
    "altered": "Not word for word.",
    "wrong voice": "These words are somebody else's.",
    "not found": "Found in no version.",
    "too short": "Too short to say where it is from.",
}
"""What a verdict is in a sentence."""
SHOWN = 3
"""Places named in a remark."""
READINGS = 4
"""Other readings named in a caution."""
VERSIONS = 5
"""Versions named that nobody said were checked."""


def remarked(content: bytes, checked: Checked, *, name: str) -> bytes:
    """Returns a copy of the .docx with a remark on every quotation but those too short for a verdict.

    `checked` is what may leave: `without_withheld`.
    """
    remarks = [
        Remark(paragraph=each.paragraph - 1, start=each.start, end=each.end, text="\n".join(lines(each, leaving=True)))
        for each in checked.quotations
        if each.verdict != "too short"
    ]
    return with_remarks(content, remarks, name=name, author=AUTHOR, time=clock.now())


def lines(quotation: QuotationShown, *, leaving: bool = False) -> Iterator[str]:
    """Yields the verdict, the changes, the cautions and the places to cite. What is `leaving` holds no withheld word."""
    yield SENTENCES[quotation.verdict]
    withheld = leaving and any(place.withheld for place in quotation.places)
    if not withheld:
        yield from map(change, quotation.changes)
    yield from map(caution, quotation.cautions)
    yield from map(settled, quotation.settled)
    for place in quotation.places[:SHOWN]:
        yield from where(place, leaving=leaving)
    more = len(quotation.places) + quotation.others - SHOWN
    if 0 < more:
        yield f"And {more} more."


def change(shown: ChangeShown) -> str:
    """Returns a change in words: `“eighty”: the turn has “eighteen”`."""
    if shown.kind == "added":
        return f"“{shown.quoted}” is not in the turn"
    if shown.kind == "left out":
        return f"left out: “{shown.said}”"
    return f"“{shown.quoted}”: the turn has “{shown.said}”"


def caution(shown: CautionShown) -> str:
    """Returns a caution with what the other versions have."""
    if not shown.readings:
        return shown.what
    here = f"“{shown.used}” here; " if shown.used else ""
    others = [reading(each, voice=shown.differs == "who speaks") for each in shown.readings[:READINGS]]
    more = len(shown.readings) - READINGS
    return f"{shown.what.rstrip('.')}: {here}{'; '.join(others)}{f'; and {more} more' if 0 < more else ''}."


def reading(shown: ReadingShown, *, voice: bool = False) -> str:
    """Returns what another version has, and which: `“forty inches” in The Turkhan recording (en), turn t….3`."""
    if shown.withheld:
        return "a version that is held back has something else"
    said = (
        " and ".join(shown.speakers) or "voice unknown" if voice else f"“{shown.words}”" if shown.words else "nothing"
    )
    language = f" ({shown.language})" if shown.language else ""
    return f"{said} in {shown.version}{language}, turn {shown.turn_id}"


def settled(shown: SettledShown) -> str:
    """Returns what a person settled on, where the quotation goes by it."""
    return f"Versions differ here; settled by {shown.agent}: “{shown.words}”{f' ({shown.note})' if shown.note else ''}."


def unchecked(checked: Checked) -> str:
    """Returns of which versions nobody has said that they were checked, in a sentence; empty where of none."""
    if not checked.unchecked:
        return ""
    names = [f"{each.version} ({each.transcript})" for each in checked.unchecked[:VERSIONS]]
    more = len(checked.unchecked) - VERSIONS
    return (
        f"nobody has said that these versions were checked: {', '.join(names)}{f' and {more} more' if 0 < more else ''}"
    )


def where(place: PlaceShown, *, leaving: bool = False) -> Iterator[str]:
    """Yields where a passage is: who speaks, the conversation, the turn, and the citation's token."""
    if leaving and place.withheld:
        yield f"The passage is held back: {place.withheld}"
        return
    who = " and ".join(place.speakers) or "voice unknown"
    yield f"{who}: “{place.words}” ({place.title or 'Untitled conversation'}, turn {place.turn_id})"
    yield f"to cite: {place.address.partition('#')[0]}" if place.token else f"not to be cited: {place.withheld}"
