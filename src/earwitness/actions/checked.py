"""What `check` answers: every quotation of a draft with its verdict, its cautions and its places, as typed values."""

from __future__ import annotations

from typing import Literal

from msgspec import field

from .answers import Answer

FAULTS = ("cut", "joined", "altered", "wrong voice", "not found")
"""The verdicts that a person should look at before the draft is printed."""
CAUTIONS = ("in dispute", "unclear", "unchecked")
"""The kinds of cautions."""
Reason = Literal[
    "",
    "versions differ",
    "not settled so",
    "unclear words",
    "gap",
    "machine",
    "voice inferred",
    "voice unknown",
    "doubt",
]


class ChangeShown(Answer, frozen=True, kw_only=True):
    """Where the draft differs: `other` words, words `added` or `left out`."""

    kind: str
    quoted: str
    said: str
    start: int = 0
    """Code points into the quotation's text."""
    end: int = 0


class PlaceShown(Answer, frozen=True, kw_only=True):
    """A passage that a quotation is from, and how to cite it."""

    conversation: str
    title: str
    transcript: str
    revision: int
    turn: int
    turn_id: str
    speakers: tuple[str, ...]
    """The labels of who speaks."""
    language: str | None
    words: str
    """As they stand in the turn."""
    start: int
    end: int
    voice: str
    """`right`, `wrong` or `unsaid`: whether the draft names who speaks."""
    token: str
    """What `resolve` takes; empty where the passage may not be cited."""
    address: str
    withheld: str
    """Why it may not be cited; empty where it may."""
    distress: tuple[str, ...] = ()
    """The kinds of distress that people marked on the turn."""


class ReadingShown(Answer, frozen=True, kw_only=True):
    """What one version has at a disputed place."""

    transcript: str
    version: str
    """The version's title; its kind where it has none."""
    language: str | None
    turn_id: str
    speakers: tuple[str, ...]
    words: str
    """Empty where this version has no words there, or they are held back."""
    withheld: str = ""
    """Why its words may not leave; empty where they may."""
    distress: tuple[str, ...] = ()
    """The kinds of distress that people marked on the turn."""


class CautionShown(Answer, frozen=True, kw_only=True):
    """Something to know before a passage is printed, beside the verdict."""

    kind: str
    """`in dispute`, `unclear` or `unchecked`."""
    why: Reason
    what: str
    """In a sentence; it holds none of the words that may be held back."""
    turn_id: str
    differs: str = ""
    """In dispute: what differs, a number, a body part, who spoke."""
    variant: str = ""
    """In dispute: the difference, as `collate` and `settle` name it."""
    used: str = ""
    """In dispute: the words that the quotation has from there."""
    readings: tuple[ReadingShown, ...] = ()
    """In dispute: what the other versions have."""


class SettledShown(Answer, frozen=True, kw_only=True):
    """A disputed place in a quotation that a person settled, and the quotation goes by that."""

    variant: str
    words: str
    agent: str
    note: str


class QuotationShown(Answer, frozen=True, kw_only=True):
    """A quotation of the draft with its verdict."""

    paragraph: int
    """From 1."""
    start: int
    """Code points into the paragraph, marks included."""
    end: int
    text: str
    attributed: str
    """The draft's words that say who spoke; empty where none do."""
    verdict: str
    changes: tuple[ChangeShown, ...]
    likeness: float
    places: tuple[PlaceShown, ...]
    others: int
    """How many more places hold the same words."""
    cautions: tuple[CautionShown, ...] = ()
    settled: tuple[SettledShown, ...] = ()


class UncheckedShown(Answer, frozen=True, kw_only=True):
    """A version that the draft quotes and nobody has said was checked. It is told once, not at each quotation."""

    conversation: str
    title: str
    transcript: str
    version: str
    language: str | None
    quotations: int
    """How many quotations of the draft are from it."""


class Checked(Answer, frozen=True, kw_only=True):
    """The answer of `check`."""

    draft: str
    form: str
    paragraphs: int
    quotations: tuple[QuotationShown, ...]
    verdicts: dict[str, int]
    """How many have each verdict; those that none has are left out."""
    faults: int
    """How many are not word for word. One too short to say is none."""
    doubts: tuple[str, ...]
    file: str | None = None
    """The copy with remarks, the table or the page, where one was asked for."""
    cautions: dict[str, int] = field(default_factory=dict)
    """How many quotations have a caution of each kind; those that none has are left out."""
    unchecked: tuple[UncheckedShown, ...] = ()


def without_withheld(checked: Checked) -> Checked:
    """Returns the answer as it may leave the archive: of a passage that is held back stand only that it is, and why."""
    from msgspec.structs import replace

    def place(shown: PlaceShown) -> PlaceShown:
        if not shown.withheld:
            return shown
        return replace(shown, title="", speakers=(), words="", token="", address="")

    def reading(shown: ReadingShown) -> ReadingShown:
        return replace(shown, version="", speakers=(), words="") if shown.withheld else shown

    def caution(shown: CautionShown, held: frozenset[str]) -> CautionShown:
        used = "" if shown.turn_id in held else shown.used
        return replace(shown, used=used, readings=tuple(reading(each) for each in shown.readings))

    def quotation(shown: QuotationShown) -> QuotationShown:
        held = frozenset(each.turn_id for each in shown.places if each.withheld)
        return replace(
            shown,
            changes=() if held else shown.changes,
            places=tuple(place(each) for each in shown.places),
            cautions=tuple(caution(each, held) for each in shown.cautions),
            settled=() if held else shown.settled,
        )

    return replace(
        checked,
        quotations=tuple(quotation(each) for each in checked.quotations),
        unchecked=tuple(
            each for each in checked.unchecked if each.transcript not in _held_back(checked)
        ),
    )  # fmt: skip


def _held_back(checked: Checked) -> set[str]:
    """Returns the transcripts of which any passage is held back: their titles stay in too."""
    return {place.transcript for each in checked.quotations for place in each.places if place.withheld}
