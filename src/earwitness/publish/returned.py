"""The page on which a person sees what came back in a transcript that went out as .docx, and says what is taken over."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from msgspec import Struct

from .pages import Page
from .parts import DoneNotice, Link

LONGEST = 3000
"""Words and spaces of a changed stretch that are compared one by one; a longer one is marked as a whole."""


class Stretch(Struct, frozen=True, kw_only=True):
    """Words of a turn, as they stayed, went or came."""

    text: str
    change: Literal["", "deleted", "inserted"] = ""


class ReturnedChange(Struct, frozen=True, kw_only=True):
    """A tracked change."""

    kind: str
    """`inserted` or `deleted`."""
    words: str
    who: str
    time: str


class ReturnedRemark(Struct, frozen=True, kw_only=True):
    """A comment, with the words it is about."""

    text: str
    about: str
    who: str
    time: str


class ReturnedTurn(Struct, frozen=True, kw_only=True):
    """A turn that came back changed or commented on."""

    turn: str
    link: Link
    standing: str
    before: tuple[Stretch, ...]
    after: tuple[Stretch, ...]
    """Empty where it was struck out, or only commented on."""
    found: str
    """What stands in the archive, where that is something else."""
    tracked: bool
    changes: tuple[ReturnedChange, ...]
    remarks: tuple[ReturnedRemark, ...]
    can_accept: bool
    ticked: bool
    cautions: tuple[str, ...]
    """The kinds of distress that people marked on it."""


class ReturnedPage(Page, frozen=True, kw_only=True):
    """The form that takes a document that came back, and what came back in it, turn by turn."""

    template: ClassVar[str] = "returned.html"
    here: ClassVar[str] = "/add"

    limit: str
    """The most that a document may hold, in words."""
    document: str = ""
    """The document's name; empty on the empty form."""
    key: str = ""
    """By which the document is found again when the second form is sent."""
    address: str = ""
    sentence: str = ""
    made: tuple[Link, ...] = ()
    """The conversations and the revisions that it was made from."""
    turns: tuple[ReturnedTurn, ...] = ()
    remarks: tuple[ReturnedRemark, ...] = ()
    """Comments on no turn."""
    doubts: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    notes: bool = True
    """True where comments become notes."""
    reason: str = ""
    trouble: str = ""
    done: DoneNotice | None = None


def compared(before: str, after: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Returns the words before and the words after, each with what differs marked; a word is marked whole.

    >>> compared("nine of us", "ten of us")[0]
    (Stretch(text='nine', change='deleted'), Stretch(text=' of us', change=''))
    """
    import difflib

    old, new = (re.findall(r"\w+|\s+|[^\w\s]", text) for text in (before, after))
    head = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    rest = min(len(old), len(new)) - head
    pairs = zip(reversed(old), reversed(new), strict=False)
    tail = next((n for n, (a, b) in enumerate(pairs) if rest <= n or a != b), rest)
    olds, news = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(olds), len(news)) <= LONGEST:
        steps = difflib.SequenceMatcher(None, olds, news, autojunk=False).get_opcodes()
    else:
        steps = [("replace", 0, len(olds), 0, len(news))]
    was = [(old[:head], False), *((olds[a:b], step != "equal") for step, a, b, _, _ in steps)]
    now = [(new[:head], False), *((news[a:b], step != "equal") for step, _, _, a, b in steps)]
    same = (old[len(old) - tail :], False)
    return _run([*was, same], "deleted"), _run([*now, same], "inserted")


def _run(parts: list[tuple[list[str], bool]], change: Literal["deleted", "inserted"]) -> tuple[Stretch, ...]:
    found: list[tuple[str, bool]] = []
    for pieces, differs in parts:
        text = "".join(pieces)
        if text and found and found[-1][1] == differs:
            found[-1] = (found[-1][0] + text, differs)
        elif text:
            found.append((text, differs))
    return tuple(Stretch(text=text, change=change if differs else "") for text, differs in found)
