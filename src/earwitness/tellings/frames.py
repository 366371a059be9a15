"""Frames: the same pronouns around two verbs, of which one is denied (I didn't wake him; I did try shaking him)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..language.tokens import Token, fold, tokens
from .links import Difference, Spot
from .materials import Passage
from .negation import denies

_SUBJECTS = frozenset("i he she it we they nobody".split())
_OBJECTS = frozenset("him her them it me us".split())
_CLAUSE = re.compile(r"[^.!?…;:,—–]+[.!?…;:,—–]*")
_JOIN = re.compile(r"\b(?:but|and|because|so|if|when|that|until|till)\b", re.IGNORECASE)
_ENDING = re.compile(r"['’](?:ve|ll|d|m|re|s)$")
_UNDONE = frozenset("if would should might could ask asked asks whether let unless only stop stopped try".split())
"""Words beside which nothing is said to be so, or that deny in another way."""


class Frame(NamedTuple):
    """A clause of pronouns and a verb: who does it to whom, and whether it is denied."""

    subject: str
    object: str
    denied: bool
    spot: Spot


def framed_denials(a: Passage, b: Passage) -> Iterator[Difference]:
    """Yields clauses of the same pronouns of which all are denied in one passage and none in the other."""
    ours, theirs = list(_frames(a)), list(_frames(b))
    for subject, object_ in dict.fromkeys((one.subject, one.object) for one in ours):
        left, right = (
            [one for one in side if (one.subject, one.object) == (subject, object_)] for side in (ours, theirs)
        )
        stances = {one.denied for one in left}, {one.denied for one in right}
        if right and all(len(stance) == 1 for stance in stances) and stances[0] != stances[1]:
            yield Difference("negation", "answer", left[0].spot, right[0].spot)


def _frames(passage: Passage) -> Iterator[Frame]:
    for turn, text in passage.texts.items():
        for match in _CLAUSE.finditer(text):
            if match.group().rstrip().endswith("?"):
                continue
            start = match.start()
            for joint in (*_JOIN.finditer(text, match.start(), match.end()), None):
                end = joint.start() if joint is not None else match.end()
                found = _frame(turn, start, list(tokens(text[start:end])))
                if found is not None:
                    yield found
                start = end


def _frame(turn: int, start: int, words: list[Token]) -> Frame | None:
    """Returns the frame of a clause; None where it has no subject and object that are pronouns, or is not said to be so."""
    spelled = [fold(token.word) for token in words]
    bare = [_ENDING.sub("", word) for word in spelled]
    first = next((place for place, word in enumerate(bare) if word in _SUBJECTS), None)
    if first is None or 2 < first:
        return None
    object_ = next((word for word in spelled[first + 2 :] if word in _OBJECTS), None)
    denied = any(map(denies, spelled))
    if object_ is None or (_UNDONE & set(spelled) and not {"did", "do"} & set(spelled)):
        return None
    return Frame(bare[first], object_, denied, Spot(turn, start + words[first].start, start + words[-1].end))
