"""Which conversation an excerpt quotes: a few turns in other words, with what the page says around them.

Two questions are asked. Alone: does it quote this conversation? Among others: which of these does it quote, if any? A
quotation has one home, so that the likeliest of several must stand out from the next; and what all of them say, because
they are calls of one night, counts for none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, structs

from ..model import Transcript
from .circumstances import Facts
from .gathered import fullest, gather
from .hearing import Heard, across, heard
from .judgement import WORDLESS, Judgement, Stretch, conclude
from .quoted import FOUND, Quoted, find_quoted
from .reasons import Reason, quoted_examples, weighed
from .surroundings import Around, find_around
from .weights import WEIGHINGS
from .words import Said

LINKED = 2.0
"""Nats beyond chance from which on a quotation links an excerpt to a turn."""


SURE = 3.0
"""Nats from which on a quotation is plainly from a conversation."""


MISSED, SURER = -0.5, 0.87
"""Nats below which a conversation has nothing of a quotation, and the score that “same” needs then: what a single conversation
needs."""


LEAST, LEAST_AMONG = -1.0, -5.0
"""Nats that a page may say against a conversation which has nothing of its prose: much of an article is the writer's own. More
among several: a page speaks against all calls but its own, and where that is not there the likeliest is none."""
MOST_AMONG = 40.0
"""Nats up to which the quotations together count among several."""
AMONG = ("together", "share", "around", "density")
"""Signs that count among several conversations, beside how far one is ahead of the others: the rest adds nothing there."""


class Family(Struct, frozen=True, kw_only=True):
    """The tellings of one conversation, gathered to be searched for what an excerpt quotes."""

    fullest: Heard
    """The telling whose turns the others' words are laid beside."""
    saids: tuple[Said, ...]
    beside: Mapping[str, Mapping[int, tuple[int, ...]]]
    """Of each telling by its id: number of a turn of the fullest → numbers of its own turns that say the same."""
    foreign: bool
    """Whether it is told in one language only, and that not written in Latin letters."""


class Seen(Struct, frozen=True, kw_only=True):
    """What one conversation has of an excerpt."""

    quoted: Quoted
    around: Around
    signs: Mapping[str, float]
    question: str


def as_family(tellings: Sequence[Transcript | Heard]) -> Family | None:
    """Returns the tellings gathered; None where nothing is said in any."""
    speaking = [one for one in map(heard, tellings) if one.speaks]
    if not speaking:
        return None
    told = [one.saids for one in speaking]
    base = speaking[fullest(told)]
    saids, places = gather(told)
    return Family(
        fullest=base,
        saids=saids,
        beside={
            one.transcript.id: {
                base.transcript.turns[place].number: tuple(one.transcript.turns[other].number for other in others)
                for place, others in own.items()
            }
            for one, own in zip(speaking, places, strict=True)
        },
        foreign=all(one.script != "Latin" for one in speaking),
    )


def as_told_by(judged: Judgement, family: Family, telling: str) -> Judgement:
    """Returns what is held of an excerpt and a family with the stretches as one of its tellings has them, by its id."""
    beside = family.beside.get(telling, {})
    told = (
        Stretch(a=each.a, b=tuple(dict.fromkeys(number for place in each.b for number in beside.get(place, ()))))
        for each in judged.stretches
    )
    return structs.replace(judged, stretches=tuple(each for each in told if each.b))


def judge_excerpt(
    excerpt: Transcript | Heard, family: Sequence[Transcript | Heard], *, facts: Facts | None = None
) -> Judgement:
    """Returns whether an excerpt quotes the conversation that the tellings of a family tell.

    Each quotation is looked for in all of them, for a paraphrase may be near to one translation and far from another.
    `facts` are those of the excerpt; what its page says around the quotations is weighed. Nothing is said of days and
    places: the members' own judgements do. An empty family has nothing in common with anything.
    """
    gathered = as_family(family)
    if gathered is None:
        return Judgement(verdict="different", score=0.0, kind="excerpt", reasons=(WORDLESS,))
    return judge_among(excerpt, [gathered], facts=facts)[0]


def judge_among(
    excerpt: Transcript | Heard, families: Sequence[Family], *, facts: Facts | None = None
) -> tuple[Judgement, ...]:
    """Returns for each of the conversations whether the excerpt quotes it; two are called the same
    only where each has quotations of its own.

    The stretches are those of the family's fullest telling. With a single family it is asked alone.
    """
    one = heard(excerpt)
    if not one.speaks:
        return tuple(Judgement(verdict="different", score=0.0, kind="excerpt", reasons=(WORDLESS,)) for _ in families)
    return judge_seen(one, families, look(one, families, facts))


def judge_seen(excerpt: Heard, families: Sequence[Family], seen: Sequence[Seen]) -> tuple[Judgement, ...]:
    """Returns the verdict on each of the conversations from what was seen of it."""
    return tuple(
        surely(_judged(excerpt, family, own), own, [other for other in seen if other is not own])
        for family, own in zip(families, seen, strict=True)
    )


def surely(judged: Judgement, own: Seen, others: Sequence[Seen]) -> Judgement:
    """Returns what is held, at most “maybe” where the conversation has nothing of a quotation and the rest is not surer.

    The call that a page is about may not be there: calls of its night have what it retells, and not the rest. A quotation
    that is plainly from another of the conversations is not missed: a round-up has it from there.
    """
    if judged.verdict != "same" or SURER <= judged.score or not others:
        return judged
    for place, found in enumerate(own.quoted.found):
        if found.score < MISSED and not any(SURE <= other.quoted.found[place].score for other in others):
            reason = Reason(
                what=f"quotation {found.quote + 1} is not in it, so that it may be from another call", weight=0.0
            )
            return structs.replace(judged, verdict="maybe", reasons=(*judged.reasons, reason))
    return judged


def look(excerpt: Heard, families: Sequence[Family], facts: Facts | None = None) -> tuple[Seen, ...]:
    """Returns what each of the conversations has of the excerpt, with the signs that the weights are for."""
    told = [family.saids for family in families]
    quoted = find_quoted(excerpt.saids, told)
    around = find_around((facts or Facts()).around, excerpt.transcript.language, told)
    question = "excerpt" if len(families) < 2 else "excerpt among others"
    return tuple(
        Seen(quoted=one, around=other, signs=signs, question=question)
        for one, other, signs in zip(quoted, around, _signs(excerpt, families, quoted, around), strict=True)
    )


def _signs(
    excerpt: Heard,
    families: Sequence[Family],
    quoted: Sequence[Quoted],
    around: Sequence[Around],
) -> Iterator[dict[str, float]]:
    for place, family in enumerate(families):
        signs = {**quoted[place].signs(), "around": max(LEAST, _told(around[place]))}
        if len(families) < 2:
            signs["across"] = float(family.foreign and across(excerpt, family.fullest))
        else:
            signs["together"] = max(-6.0, min(MOST_AMONG, quoted[place].together))
            signs["around"] = max(LEAST_AMONG, _told(around[place]))
            signs["density"] = max(-0.2, min(0.8, quoted[place].density))
            signs = {name: signs[name] for name in AMONG}
            ahead = min(
                _ahead(quoted[place], quoted[other]) + _told(around[place]) - _told(around[other])
                for other in range(len(families))
                if other != place
            )
            signs["ahead"] = max(-8.0, min(8.0, ahead))
        yield signs


def _told(around: Around) -> float:
    return max(-6.0, min(12.0, around.score))


def _ahead(own: Quoted, rival: Quoted) -> float:
    """Returns by how much the quotations are better found here than in a rival.

    What is plainly the rival's is left out where two others are plainly from here: a round-up quotes two calls.
    """
    ahead = max(-6.0, own.together) - max(-6.0, rival.together)
    if sum(SURE <= found.score for found in own.found) < 2:
        return ahead
    strange = [
        mine.score - theirs.score
        for mine, theirs in zip(own.found, rival.found, strict=True)
        if SURE <= theirs.score and mine.score < FOUND
    ]
    return ahead - sum(strange)


def _judged(excerpt: Heard, family: Family, seen: Seen) -> Judgement:
    reasons = weighed(seen.question, seen.signs, quoted_examples(seen.quoted, seen.around))
    judged = conclude(seen.question, WEIGHINGS[seen.question].base, "excerpt", reasons)
    return structs.replace(judged, stretches=stretches(excerpt, family.fullest, seen.quoted))


def stretches(excerpt: Heard, telling: Heard, quoted: Quoted) -> tuple[Stretch, ...]:
    """Returns which turns of a telling the quotations are from, as far as that is sure."""
    ours, theirs = excerpt.transcript.turns, telling.transcript.turns
    return tuple(
        Stretch(a=(ours[found.quote].number,), b=tuple(theirs[place].number for place in found.turns))
        for found in quoted.found
        if LINKED <= found.score
    )
