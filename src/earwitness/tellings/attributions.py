"""Whether a draft gives a quotation to the voice that speaks: by labels and by roles, whatever their language.

Only what can be known is said. A name that no speaker of the conversation bears, a pronoun, a role that two of them
share, or no word of who spoke: `unsaid`.
"""

from __future__ import annotations

import re
from typing import Literal

from ..formats.page.attribution import role_word
from ..formats.page.words.roles import ROLE_OF
from ..language.tokens import spellings
from ..model import Speaker, Transcript, Turn
from .quotations import Quotation

Voice = Literal["right", "wrong", "unsaid"]


def voice(quotation: Quotation, transcript: Transcript, turn: Turn) -> Voice:
    """Returns whether the draft names the one who speaks in the turn, names another of the conversation, or neither."""
    if not quotation.clause or not turn.speakers:
        return "unsaid"
    clause = f" {' '.join(spellings(quotation.clause))} "
    roles = {quotation.role} if quotation.role else _roles(quotation.name)
    own = [speaker for speaker in transcript.speakers if speaker.id in turn.speakers]
    others = [speaker for speaker in transcript.speakers if speaker.id not in turn.speakers]
    if any(_is_named(speaker, clause) for speaker in own):
        return "right"
    if any(_speaks(_names(speaker), clause.strip()) for speaker in others):
        return "wrong"
    if quotation.clause.rstrip().endswith(":") and any(_leads(_names(speaker), clause.strip()) for speaker in others):
        return "wrong"
    if any(roles & _roles_of(speaker) for speaker in own):
        return "right" if not any(roles & _roles_of(speaker) for speaker in others) else "unsaid"
    if any(_is_meant(speaker, quotation, roles) for speaker in others):
        return "wrong"
    return "unsaid"


def _names(speaker: Speaker) -> list[str]:
    """Returns the folded labels and role of a speaker."""
    return [words for said in (*speaker.labels, speaker.role or "") if (words := " ".join(spellings(said)))]


def _is_named(speaker: Speaker, clause: str) -> bool:
    """Says whether the clause holds a label or role whole."""
    return any(f" {name} " in clause for name in _names(speaker))


def _is_meant(speaker: Speaker, quotation: Quotation, roles: set[str]) -> bool:
    """Says whether it is this one whom the clause says to have spoken: by its role, or by the very name."""
    said = " ".join(spellings(quotation.name))
    names = _names(speaker)
    if said and (said in names or (2 < len(said) and any(said in name.split() for name in names))):
        return True
    return bool(roles & _roles_of(speaker))


def _speaks(names: list[str], clause: str) -> bool:
    """Says whether one of the names begins or ends the clause beside its verb: `the watch said`, `said the watch`."""
    return any(
        re.fullmatch(
            rf"(?:the |a |an )?{re.escape(name)} \w+|\w+ (?:the |a |an )?{re.escape(name)}|{re.escape(name)}", clause
        )
        for name in names
        if 1 < len(name)
    )


def _leads(names: list[str], clause: str) -> bool:
    """Says whether a lead with a colon begins with one of the names and goes on a little: `the watch puts it this way`."""
    return any(
        re.fullmatch(rf"(?:the |a |an )?{re.escape(name)}(?: \w+){{1,5}}", clause) for name in names if 1 < len(name)
    )


def _roles_of(speaker: Speaker) -> set[str]:
    return {role for said in (*speaker.labels, speaker.role or "") for role in _roles(said)}


def _roles(words: str) -> set[str]:
    """Returns the roles that words name, by the table's names; whose mother it is is no role of hers."""
    parts = [word for word in re.findall(r"[\w'’-]+", words) if not word.casefold().endswith(("'s", "’s"))]
    found = (role_word(word) for word in parts)
    return {ROLE_OF[role].name for role in found if role is not None}
