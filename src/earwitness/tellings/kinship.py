"""Whether two transcripts tell the same conversation: evidence of many kinds, weighed into one score, with its reasons.

A false link merges two people's words, so the verdict “same” is given only where it was almost never wrong in what was
measured (`docs/sameness.md`); “maybe” is for a person to look at. Nothing is ever merged by a verdict.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from ..model import Transcript
from .circumstances import Facts, weigh_facts
from .excerpts import Family, as_family, as_told_by, judge_among, judge_excerpt, look, stretches
from .hearing import FEW, Heard, across, hear, heard
from .judgement import WORDLESS, Judgement, Kind, Stretch, Verdict, conclude
from .lexicon import Lexicon
from .meaning import MIDDLE, WEIGHT, nearness
from .order import Order, in_order
from .reasons import Reason, order_examples, quoted_examples, weighed
from .verbatim import LEAST, Verbatim, compare
from .weights import WEIGHINGS

__all__ = [
    "FEW",
    "Family",
    "Heard",
    "Judgement",
    "Kind",
    "Stretch",
    "Verdict",
    "as_family",
    "as_told_by",
    "hear",
    "judge",
    "judge_among",
    "judge_copied",
    "judge_excerpt",
    "signs",
]

COPIED, SCRIPTED = 0.7, 0.25
"""Share of a telling's runs of words that stand in the other: of the same text, and of calls by one script at least."""
SCRIPT = 0.2
"""Share of turns that are strange to the other telling, among shared ones, from which on a script may lie under both."""
WHOLE = 0.7
"""Share of the longer telling that a repost has; a clip has less of it."""

MEANT = "turns in the same places mean the same, as a model sees it"
COPY = 8.0
"""What the same words in a row add to the odds' logarithm."""


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
    one, other = heard(a, lexicon), heard(b, lexicon)
    if not one.speaks or not other.speaks:
        return Judgement(verdict="different", score=0.0, kind="telling", reasons=(WORDLESS,))
    facts = _facts(one, other, facts_a, facts_b)
    runs = compare(one.transcript, other.transcript)
    if _is_copied(runs):
        return _copied(one, other, runs, facts)
    if one.few or other.few:
        return _excerpt(one, other, facts_a, facts_b, facts)
    return _telling(one, other, runs, facts)


def judge_copied(a: Heard, b: Heard, *, facts_a: Facts | None = None, facts_b: Facts | None = None) -> Judgement | None:
    """Returns what is held of two transcripts where one stands in the other word for word; None where it does not."""
    runs = compare(a.transcript, b.transcript)
    return _copied(a, b, runs, _facts(a, b, facts_a, facts_b)) if _is_copied(runs) else None


def signs(
    a: Heard, b: Heard, *, facts_a: Facts | None = None, facts_b: Facts | None = None
) -> tuple[str, dict[str, float]]:
    """Returns the question that two transcripts put (a key of `WEIGHINGS`) and its signs: what weights are learnt from."""
    if a.few or b.few:
        first = _excerpt_first(a, b)
        excerpt, telling, facts = (a, b, facts_a) if first else (b, a, facts_b)
        family = as_family([telling])
        if family is None:
            return "excerpt", {}
        (seen,) = look(excerpt, [family], facts)
        return seen.question, dict(seen.signs)
    return "two tongues" if across(a, b) else "one tongue", _order(a, b).signs()


def _excerpt_first(one: Heard, other: Heard) -> bool:
    return min((one, other), key=lambda heard: (not heard.few, len(heard.saids), heard.transcript.id)) is one


def _order(one: Heard, other: Heard) -> Order:
    shorter, longer = _shorter_first(one, other)
    return in_order(shorter.saids, longer.saids)


def _shorter_first(one: Heard, other: Heard) -> list[Heard]:
    return sorted((one, other), key=lambda heard: (len(heard.saids), heard.transcript.id))


def _facts(one: Heard, other: Heard, facts_one: Facts | None, facts_other: Facts | None) -> list[Reason]:
    return [
        Reason(what=found.what, weight=found.weight, example=found.example)
        for found in weigh_facts(facts_one or Facts(), facts_other or Facts(), one_tongue=not across(one, other))
    ]


def _is_copied(runs: Verbatim) -> bool:
    return COPIED <= max(runs.shares) and LEAST <= runs.runs and runs.strange < SCRIPT


def _copied(one: Heard, other: Heard, runs: Verbatim, facts: Sequence[Reason]) -> Judgement:
    """Judges transcripts of which one stands in the other word for word, for the most part: a repost or a clip."""
    kind: Kind = "repost" if WHOLE <= min(runs.shares) else "clip"
    if kind == "clip" and "excerpt" in (one.transcript.kind, other.transcript.kind):
        kind = "excerpt"
    shown = f"{max(runs.shares):.0%} of the shorter, as in “{runs.example}”"
    words = Reason(what="the same words in a row", weight=COPY, example=shown)
    return conclude("one tongue", 0.0, kind, (words, *facts))


def _telling(one: Heard, other: Heard, runs: Verbatim, facts: Sequence[Reason]) -> Judgement:
    question, order = "two tongues" if across(one, other) else "one tongue", _order(one, other)
    reasons = [*weighed(question, order.signs(), order_examples(order)), *facts]
    if question == "one tongue" and one.vectors and other.vectors:
        shorter, longer = _shorter_first(one, other)
        near = nearness(shorter.vectors, longer.vectors, order.steps)
        shown = f"{near:.2f} nearer than any two turns"
        reasons.append(Reason(what=MEANT, weight=round((near - MIDDLE) * WEIGHT, 3), example=shown))
    scripted = question == "one tongue" and SCRIPTED <= max(runs.shares) and SCRIPT <= runs.strange
    if scripted:
        shown = f"word for word “{runs.example}”, and other words between"
        reasons.append(Reason(what="two calls by one script look like this too", weight=0.0, example=shown))
    kind: Kind = "clip" if 2 * order.covers[1] < order.covers[0] else "telling"
    return conclude(question, WEIGHINGS[question].base, kind, reasons, at_most="maybe" if scripted else "same")


def _excerpt(
    one: Heard, other: Heard, facts_one: Facts | None, facts_other: Facts | None, facts: Sequence[Reason]
) -> Judgement:
    first = _excerpt_first(one, other)
    excerpt, telling = (one, other) if first else (other, one)
    family = as_family([telling])
    if family is None:
        return Judgement(verdict="different", score=0.0, kind="excerpt", reasons=(WORDLESS,))
    (seen,) = look(excerpt, [family], facts_one if first else facts_other)
    found = weighed(seen.question, seen.signs, quoted_examples(seen.quoted, seen.around))
    judged = conclude(seen.question, WEIGHINGS[seen.question].base, "excerpt", (*found, *facts))
    linked = stretches(excerpt, telling, seen.quoted)
    return structs.replace(judged, stretches=linked if first else tuple(Stretch(a=of.b, b=of.a) for of in linked))
