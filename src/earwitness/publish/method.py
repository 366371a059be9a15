"""Method: how words are found, in sentences that a reader of a report can judge a search by."""

from __future__ import annotations

from .tongue import gettext, later

SENTENCES = (
    later(
        "A word finds all its forms: in English, Russian and Ukrainian by dictionaries of inflections, in other languages "
        "by what their words have in common. Capitals, stress marks, and ё and е make no difference. Where a search says "
        "“only as typed”, it finds the words as they stand."
    ),
    later(
        "All words of a query must stand in one turn: what one speaker says until another begins. Words in quotation marks "
        "stand together, in any form of theirs. AND, OR, NOT, brackets, and fields such as speaker: mean what they say."
    ),
    later(
        "What several versions of a conversation say at one place is one passage and counts once; turns are counted in each "
        "version. A passage is found where any version of it answers."
    ),
    later(
        "Where a glossary was used, a word that it has also finds the other words for the same thing. The SHA-256 beside the "
        "search names the glossary as it was."
    ),
    later(
        "A name is also found as other alphabets write it, and by its short forms, unless a search says that this was switched "
        "off."
    ),
    later(
        "Each search names the act at which the archive stood, and the SHA-256 of that act's line in the journal: it fixes all "
        "that the archive held. At that act, with that version of the program, the same search gives the same figures."
    ),
    later(
        "What was searched are the versions in the archive, with all that their makers misheard or left out. That nothing was "
        "found does not mean that it was not said."
    ),
)
FOR_OTHERS = later("Counted is only what others may see on the day of this list; turns are then not counted.")


def method(*, for_others: bool = False) -> tuple[str, ...]:
    """Returns the sentences, in the reader's language."""
    return tuple(gettext(said) for said in (*SENTENCES, *((FOR_OTHERS,) if for_others else ())))
