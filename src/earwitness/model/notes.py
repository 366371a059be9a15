"""What people write on passages: notes, codes of a codebook, and cautions where a passage is distressing.

Each is anchored by quotes, so it stays with its words when a transcript is mended. A quote is of one turn, and no longer than
an address may be, so a selection over several turns, or of a very long one, is several quotes of one note: each turn then
finds its own part again, and where one part is lost the others still stand. All quotes of one are of one transcript, so that
erasing the transcript takes the whole of it.
"""

from __future__ import annotations

from typing import Literal, get_args

from msgspec import Struct

from .annotation import Quote

CautionKind = Literal[
    "death", "injury", "violence", "torture", "sexual violence", "child harmed", "suicide", "abuse", "grief", "other"
]
CAUTION_KINDS: tuple[CautionKind, ...] = get_args(CautionKind)


class Note(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="noun", tag="note"):
    """A remark on a passage, in plain text."""

    id: str
    text: str
    quotes: tuple[Quote, ...]
    """An answer has the quotes of what it answers, so that it is found, withheld and erased with the same words."""
    answers: str | None = None
    """The note that this one answers."""
    withdrawn: bool = False
    """A person took it off the page; it stays in the log. Set by statements only."""


class Code(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="noun", tag="code"):
    """A node of the codebook. Its name, place and definition change by statements, each with who and when."""

    id: str
    name: str
    """Without `/`, which parts the names of a path: `grief/loss`."""
    parent: str | None = None
    definition: str = ""
    """What it means and when to use it."""
    colour: int = 0
    """An index, 1 to 8; 0 has its parent's."""
    retired: bool = False
    """No longer to be used; what it was put on keeps it. Set by statements only."""
    into: str | None = None
    """The code that this one was merged into: its passages count as that one's. Set by statements only."""


class Coding(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="noun", tag="coding"):
    """A code on a passage, or on a whole conversation: what it is about, not what is said at one place in it."""

    id: str
    code: str
    quotes: tuple[Quote, ...] = ()
    whole: str | None = None
    """The conversation that is meant as a whole, where there are no quotes."""
    withdrawn: bool = False


class Caution(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="noun", tag="caution"):
    """A passage that a person marked as distressing: quotes, or the whole of a transcript or conversation."""

    id: str
    kind: CautionKind
    quotes: tuple[Quote, ...] = ()
    whole: str | None = None
    """The transcript or conversation that is meant as a whole, where there are no quotes."""
    withdrawn: bool = False


Annotation = Note | Coding | Caution


def place_of(annotation: Annotation) -> str:
    """Returns the transcript that an annotation is on; of one on a whole conversation, the conversation."""
    if (whole := whole_of(annotation)) is not None:
        return whole
    return annotation.quotes[0].transcript


def whole_of(annotation: Annotation) -> str | None:
    """Returns the transcript or conversation that a coding or caution is on as a whole; None where it has quotes."""
    return annotation.whole if isinstance(annotation, Coding | Caution) else None


def places_of(annotation: Annotation) -> tuple[str, ...]:
    """Returns every id of a transcript or conversation that an annotation names."""
    whole = whole_of(annotation)
    named = [quote.transcript for quote in annotation.quotes]
    return tuple(dict.fromkeys([whole, *named] if whole is not None else named))
