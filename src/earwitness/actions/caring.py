"""`caution`: a passage that a person marks as distressing, so that nobody comes upon it unawares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..errors import BadInput, WrongUsage
from ..identifiers import new_id
from ..model import CAUTION_KINDS, Caution, CautionKind, place_of
from . import finding
from .anchoring import Passage, anchored
from .desk import Desk, writing
from .outcomes import Done

MEANINGS: Mapping[CautionKind, str] = {
    "death": "Somebody dies, or a dead body is spoken of.",
    "injury": "Wounds and bodily harm are described.",
    "violence": "Fighting, beating, shooting, or threats of it.",
    "torture": "Deliberate cruelty to somebody held captive.",
    "sexual violence": "Rape or other sexual harm, done, threatened or spoken of.",
    "child harmed": "A child is hurt, killed or in danger.",
    "suicide": "Suicide, self-harm, or the wish to die.",
    "abuse": "Slurs, insults and degrading speech.",
    "grief": "Mourning, farewells, despair.",
    "other": "Something else that a person thought hard to bear.",
}
"""What each kind means, in plain words."""


def caution(
    desk: Desk, passages: Sequence[Passage], kind: str, *, agent: str, whole: str | None = None, reason: str = ""
) -> Done:  # fmt: skip
    """Marks passages as distressing, or `whole`: a transcript or conversation, by its id.

    Raises BadInput for a kind that is none, NotFound for an unknown id or words that are not there.
    """
    named = kind_named(kind)
    with writing(desk) as pen:
        if whole is not None:
            if passages:
                raise WrongUsage("a whole is marked, or passages of it, not both", hint="name one of them")
            if finding.noun(desk, whole) not in ("transcript", "conversation"):
                raise WrongUsage(
                    f"{whole} is neither a version nor a conversation", hint="name a turn, or one of these"
                )
            record = Caution(id=new_id("caution"), kind=named, whole=whole)
        else:
            record = Caution(id=new_id("caution"), kind=named, quotes=anchored(desk, passages))
        place = place_of(record)
        act, line = pen.act("caution", [record], agent=agent, subjects=[record.id, place], reason=reason)
        message = f"marked as distressing ({named}): {record.id}"
        return Done(
            act=act.id, sequence=line.sequence, verb="caution", subjects=(record.id, place), messages=(message,)
        )


def kind_named(kind: str) -> CautionKind:
    """Returns the kind of caution of that name, hyphens for spaces too. Raises BadInput with those there are."""
    wanted = " ".join(kind.replace("-", " ").casefold().split())
    for known in CAUTION_KINDS:
        if known == wanted:
            return known
    raise BadInput(f"“{kind[:40]}” is no kind of caution", hint="choose one of " + ", ".join(CAUTION_KINDS))
