"""Whether two transcripts tell the same conversation: evidence of many kinds, weighed into one score, with its reasons.

A false link merges two people's words, so the verdict “same” is given only where it was almost never wrong in what was
measured (`docs/sameness.md`); “maybe” is for a person to look at. Nothing is ever merged by a verdict.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct, structs

from ..language.tokens import script
from ..model import Transcript
from .circumstances import Facts, weigh_facts
from .lexicon import Lexicon, shipped
from .order import Order, in_order
from .quoted import Quoted, find_quoted, join
from .reasons import Reason, order_examples, quoted_examples, weighed
from .verbatim import LEAST, Verbatim, compare
from .weights import WEIGHINGS
from .words import Said, said

Verdict = Literal["same", "maybe", "different"]
Kind = Literal["telling", "repost", "clip", "excerpt"]

FEW = 4
"""Turns up to which a transcript is judged as an excerpt, whatever it is called."""
COPIED, SCRIPTED = 0.7, 0.25
"""Share of a telling's runs of words that stand in the other: of the same text, and of calls by one script at least."""
SCRIPT = 0.2
"""Share of turns that are strange to the other telling, among shared ones, from which on a script may lie under both."""
LINKED = 2.0
"""Nats beyond chance from which on a quotation links an excerpt to a turn."""
WHOLE = 0.7
"""Share of the longer telling that a repost has; a clip has less of it."""

COPY = 8.0
"""What the same words in a row add to the odds' logarithm."""
WORDLESS = Reason(what="one of the two has no words", weight=0.0)


class Heard(Struct, frozen=True, kw_only=True):
    """A transcript made ready to be judged against many others."""

    transcript: Transcript
    saids: tuple[Said, ...]

    @property
    def speaks(self) -> bool:
        """Says whether there is a word in it."""
        return any(one.words for one in self.saids)

    @property
    def script(self) -> str | None:
        """The script that it is written in."""
        return script(" ".join(turn.text for turn in self.transcript.turns[:200]))

    @property
    def few(self) -> bool:
        """Says whether it is judged as an excerpt: quotations, each on its own."""
        return self.transcript.kind == "excerpt" or len(self.saids) <= FEW


class Stretch(Struct, frozen=True, kw_only=True):
    """Turns of one transcript that the other has, by number: what an excerpt links by."""

    a: tuple[int, ...]
    b: tuple[int, ...]


class Judgement(Struct, frozen=True, kw_only=True):
    """What is held of two transcripts, and why."""

    verdict: Verdict
    score: float
    """0–1: how likely, among pairs that are hard to tell apart, both tell one conversation."""
    kind: Kind
    """What the one is of the other, if they are the same: another telling, the same text, a part of it, quotations."""
    reasons: tuple[Reason, ...] = ()
    """The strongest first."""
    stretches: tuple[Stretch, ...] = ()
    """For an excerpt, what it quotes: only these turns belong to the other's conversation."""


def hear(transcript: Transcript, lexicon: Lexicon | None = None) -> Heard:
    """Returns the transcript ready to be judged: worth it where one is compared with many."""
    known = shipped() if lexicon is None else lexicon
    saids = tuple(said(turn, transcript.language, known) for turn in transcript.turns)
    return Heard(transcript=transcript, saids=saids)


def judge(
    a: Transcript | Heard,
    b: Transcript | Heard,
    *,
    facts_a: Facts | None = None,
    facts_b: Facts | None = None,
    lexicon: Lexicon | None = None,
) -> Judgement:
    """Returns whether two transcripts tell the same conversation, with the reasons; which is first does not matter.

    `facts_a` and `facts_b` are what is known of either beside its words. Time: some hundredths of a second for calls of
    twenty turns; it grows with the product of the turns up to 200 × 200, and with their sum from there on.
    """
    one = a if isinstance(a, Heard) else hear(a, lexicon)
    other = b if isinstance(b, Heard) else hear(b, lexicon)
    if not one.speaks or not other.speaks:
        return Judgement(verdict="different", score=0.0, kind="telling", reasons=(WORDLESS,))
    facts = [
        Reason(what=found.what, weight=found.weight, example=found.example)
        for found in weigh_facts(facts_a or Facts(), facts_b or Facts(), one_tongue=not _across(one, other))
    ]
    runs = compare(one.transcript, other.transcript)
    if COPIED <= max(runs.shares) and LEAST <= runs.runs and runs.strange < SCRIPT:
        return _copied(one, other, runs, facts)
    if one.few or other.few:
        return _excerpt(one, other, facts)
    return _telling(one, other, runs, facts)


def judge_excerpt(excerpt: Transcript | Heard, family: Sequence[Transcript | Heard]) -> Judgement:
    """Returns whether an excerpt quotes the conversation that the tellings of a family tell.

    Each quotation is looked for in all of them, for a paraphrase may be near to one translation and far from another. The
    stretches are those of the telling that has most of it. Nothing is said of days and places: the members' own
    judgements do. An empty family has nothing in common with anything.
    """
    one = excerpt if isinstance(excerpt, Heard) else hear(excerpt)
    members = [telling if isinstance(telling, Heard) else hear(telling) for telling in family]
    speaking = [telling for telling in members if telling.speaks]
    if not one.speaks or not speaking:
        return Judgement(verdict="different", score=0.0, kind="excerpt", reasons=(WORDLESS,))
    found = [find_quoted(one.saids, telling.saids) for telling in speaking]
    across = all(_across(one, telling) for telling in speaking)
    joined = join(found)
    judged = _concluded(
        "excerpt",
        WEIGHINGS["excerpt"].base,
        "excerpt",
        weighed("excerpt", joined.signs(across=across), quoted_examples(joined)),
    )
    fullest = max(range(len(found)), key=lambda place: found[place].total)
    return structs.replace(judged, stretches=_stretches(one, speaking[fullest], found[fullest], excerpt_first=True))


def signs(a: Heard, b: Heard) -> tuple[str, dict[str, float]]:
    """Returns the question that two transcripts put (a key of `WEIGHINGS`) and its signs: what weights are learnt from."""
    if a.few or b.few:
        return "excerpt", _quoted(a, b).signs(across=_across(a, b))
    return "two tongues" if _across(a, b) else "one tongue", _order(a, b).signs()


def _across(one: Heard, other: Heard) -> bool:
    """Says whether the two are in two languages: by their letters before their labels, which may be wrong."""
    if one.script != other.script:
        return True
    return one.script == "Cyrillic" and one.transcript.language != other.transcript.language


def _quoted(one: Heard, other: Heard) -> Quoted:
    excerpt, telling = (one, other) if _excerpt_first(one, other) else (other, one)
    return find_quoted(excerpt.saids, telling.saids)


def _excerpt_first(one: Heard, other: Heard) -> bool:
    return min((one, other), key=lambda heard: (not heard.few, len(heard.saids), heard.transcript.id)) is one


def _order(one: Heard, other: Heard) -> Order:
    shorter, longer = sorted((one, other), key=lambda heard: (len(heard.saids), heard.transcript.id))
    return in_order(shorter.saids, longer.saids)


def _copied(one: Heard, other: Heard, runs: Verbatim, facts: Sequence[Reason]) -> Judgement:
    """Judges transcripts of which one stands in the other word for word, for the most part: a repost or a clip."""
    kind: Kind = "repost" if WHOLE <= min(runs.shares) else "clip"
    if kind == "clip" and "excerpt" in (one.transcript.kind, other.transcript.kind):
        kind = "excerpt"
    shown = f"{max(runs.shares):.0%} of the shorter, as in “{runs.example}”"
    words = Reason(what="the same words in a row", weight=COPY, example=shown)
    return _concluded("one tongue", 0.0, kind, (words, *facts))


def _telling(one: Heard, other: Heard, runs: Verbatim, facts: Sequence[Reason]) -> Judgement:
    question, order = "two tongues" if _across(one, other) else "one tongue", _order(one, other)
    reasons = [*weighed(question, order.signs(), order_examples(order)), *facts]
    scripted = question == "one tongue" and SCRIPTED <= max(runs.shares) and SCRIPT <= runs.strange
    if scripted:
        shown = f"word for word “{runs.example}”, and other words between"
        reasons.append(Reason(what="two calls by one script look like this too", weight=0.0, example=shown))
    kind: Kind = "clip" if 2 * order.covers[1] < order.covers[0] else "telling"
    return _concluded(question, WEIGHINGS[question].base, kind, reasons, at_most="maybe" if scripted else "same")


def _excerpt(one: Heard, other: Heard, facts: Sequence[Reason]) -> Judgement:
    quoted = _quoted(one, other)
    found = weighed("excerpt", quoted.signs(across=_across(one, other)), quoted_examples(quoted))
    judged = _concluded("excerpt", WEIGHINGS["excerpt"].base, "excerpt", (*found, *facts))
    return structs.replace(judged, stretches=_stretches(one, other, quoted, excerpt_first=_excerpt_first(one, other)))


def _stretches(one: Heard, other: Heard, quoted: Quoted, *, excerpt_first: bool) -> tuple[Stretch, ...]:
    ours, theirs = one.transcript.turns, other.transcript.turns
    pairs = (((place.quote,), place.turns) for place in quoted.found if LINKED <= place.score)
    sides = ((quote, turns) if excerpt_first else (turns, quote) for quote, turns in pairs)
    return tuple(
        Stretch(a=tuple(ours[place].number for place in left), b=tuple(theirs[place].number for place in right))
        for left, right in sides
    )


def _concluded(
    question: str, base: float, kind: Kind, reasons: Sequence[Reason], *, at_most: Verdict = "same"
) -> Judgement:
    weighing = WEIGHINGS[question]
    odds = base + sum(reason.weight for reason in reasons)
    score = round(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), 4)
    verdict: Verdict = at_most if weighing.same <= score else "maybe" if weighing.maybe <= score else "different"
    strongest = tuple(sorted(reasons, key=lambda reason: -abs(reason.weight)))
    return Judgement(verdict=verdict, score=score, kind=kind, reasons=strongest)
