"""Alignment: which turns of two tellings say the same.

Dynamic programming over groups of up to three turns finds the path with the most evidence in order; what the path left
over on both sides is then looked at for moved passages. It goes in rounds: each learns from the last how this pair of
tellings keeps words and whose voice is whose. A long pair is first cut at places that are surely the same, so that time
and memory grow with the length and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from ..model import Transcript
from .anchors import Stretch, cut
from .evidence import Evidence, Habits
from .habits import Lesson
from .lexicon import Lexicon, shipped
from .moved import Placed, find_moved
from .path import Step, best_path
from .words import Said, said

METHOD = "evidence 1"
ROUNDS = 3
LONG = 2_000
"""Turns from which on one round has taught enough, and a second is the last."""


class Group(Struct, frozen=True, kw_only=True):
    """Turns of one telling and turns of another that say the same; an unaligned turn pairs with `()`."""

    a: tuple[int, ...]
    """Turn numbers in the first telling."""
    b: tuple[int, ...]
    """Turn numbers in the second."""
    score: float = 0.0
    """Evidence in nats; 0 where a side is empty. A group decided by a person keeps the score it was given."""
    moved: bool = False
    """True where the order of the two tellings differs."""


class Alignment(Struct, frozen=True, kw_only=True):
    """Which turns of two transcripts say the same. Derived: keyed by the revisions and the method."""

    a: str
    """The id of the first transcript."""
    b: str
    groups: tuple[Group, ...]
    """In the order of the first telling, the second's unaligned turns after what they follow there."""
    method: str
    """The method's name and version."""
    likeness: float
    """Share of what one telling says that the other says in its place, rare words counting more, 0–1; of the two shares
    the larger. Decides nothing: see `docs/decisions/0010-alignment.md`."""
    cover: tuple[float, float]
    """Share of each telling, by letters, that has a counterpart."""


def align(a: Transcript, b: Transcript, *, decided: Sequence[Group] = (), lexicon: Lexicon | None = None) -> Alignment:
    """Returns the alignment of two transcripts, in any of the languages known or between two of them.

    `decided` are groups that a person settled; they are kept as they are, and what is left is aligned around them. Groups
    that name a turn that is not there, or one that an earlier group has, are passed over. `lexicon` is what knows words
    across languages; without it the shipped one.
    """
    known = shipped() if lexicon is None else lexicon
    ours = [said(turn, a.language, known) for turn in a.turns]
    theirs = [said(turn, b.language, known) for turn in b.turns]
    kept = list(_standing(a, b, decided))
    stretches = [part for stretch in _stretches(a, b, kept) for part in cut(ours, theirs, stretch)]
    habits, likeness = Habits(gaps=_expected_gaps(ours, theirs)), 0.0
    steps: list[Placed] = []
    paths: list[list[Step]] = [[] for _ in stretches]
    for _ in range(2 if LONG < len(ours) + len(theirs) else ROUNDS):
        lesson, steps = Lesson(), []
        for number, stretch in enumerate(stretches):
            evidence = Evidence([ours[place] for place in stretch[0]], [theirs[place] for place in stretch[1]], habits)
            paths[number] = best_path(evidence, habits, paths[number])
            lesson.take(evidence, paths[number])
            steps.extend(_placed(paths[number], stretch))
        habits, likeness = lesson.habits(), lesson.likeness()
    steps = find_moved(ours, theirs, steps, habits)
    machine = [_group(a, b, *step) for step in steps]
    groups = _ordered(a, b, [*kept, *machine])
    return Alignment(
        a=a.id,
        b=b.id,
        groups=groups,
        method=METHOD,
        likeness=round(likeness, 4),
        cover=_cover(a, b, ours, theirs, groups),
    )


def _expected_gaps(ours: Sequence[Said], theirs: Sequence[Said]) -> tuple[float, float]:
    """Returns the share of turns without a counterpart to begin with: what one telling has more than the other."""
    long_a, long_b = (sum(said.length for said in saids) + 1 for saids in (ours, theirs))
    least = Habits().gaps[0]
    return max(least, 1 - 1.3 * long_b / long_a), max(least, 1 - 1.3 * long_a / long_b)


def _placed(path: Sequence[Step], stretch: Stretch) -> Iterator[Placed]:
    for step in path:
        yield stretch[0][step.i : step.i + step.wide], stretch[1][step.j : step.j + step.broad], step.score, False


def _group(
    a: Transcript, b: Transcript, ours: Sequence[int], theirs: Sequence[int], score: float, moved: bool
) -> Group:
    return Group(
        a=tuple(a.turns[place].number for place in ours),
        b=tuple(b.turns[place].number for place in theirs),
        score=round(score, 3),
        moved=moved,
    )


def _standing(a: Transcript, b: Transcript, decided: Sequence[Group]) -> Iterator[Group]:
    free_a = {turn.number for turn in a.turns}
    free_b = {turn.number for turn in b.turns}
    for group in decided:
        if (group.a or group.b) and free_a.issuperset(group.a) and free_b.issuperset(group.b):
            free_a.difference_update(group.a)
            free_b.difference_update(group.b)
            yield structs.replace(group, a=tuple(sorted(group.a)), b=tuple(sorted(group.b)))


def _stretches(a: Transcript, b: Transcript, kept: Sequence[Group]) -> Iterator[Stretch]:
    """Yields the places that no person settled, cut where a settled group stands in order."""
    settled_a = {number for group in kept for number in group.a}
    settled_b = {number for group in kept for number in group.b}
    free_a = [place for place, turn in enumerate(a.turns) if turn.number not in settled_a]
    free_b = [place for place, turn in enumerate(b.turns) if turn.number not in settled_b]
    last = 0
    for group in sorted((group for group in kept if group.a and group.b and not group.moved), key=lambda one: one.a):
        if group.b[0] <= last:
            continue
        last = group.b[-1]
        before_a = [place for place in free_a if a.turns[place].number < group.a[0]]
        before_b = [place for place in free_b if b.turns[place].number < group.b[0]]
        free_a, free_b = free_a[len(before_a) :], free_b[len(before_b) :]
        yield tuple(before_a), tuple(before_b)
    yield tuple(free_a), tuple(free_b)


def _ordered(a: Transcript, b: Transcript, groups: Sequence[Group]) -> tuple[Group, ...]:
    """Returns the groups by their turns in the first telling; one without such turns after what it follows in the second."""
    before = {turn.number: earlier.number for earlier, turn in zip(b.turns, b.turns[1:], strict=False)}
    following: dict[int | None, list[Group]] = defaultdict(list)
    for group in groups:
        if not group.a:
            following[before.get(group.b[0])].append(group)
    ordered: list[Group] = []
    waiting = [*following[None], *sorted((group for group in groups if group.a), key=lambda group: group.a)][::-1]
    while waiting:
        group = waiting.pop()
        ordered.append(group)
        if group.b:
            waiting.extend(reversed(following[group.b[-1]]))
    return tuple(ordered)


def _cover(
    a: Transcript, b: Transcript, ours: Sequence[Said], theirs: Sequence[Said], groups: Sequence[Group]
) -> tuple[float, float]:
    aligned_a = {number for group in groups if group.b for number in group.a}
    aligned_b = {number for group in groups if group.a for number in group.b}
    shares = []
    for transcript, saids, aligned in ((a, ours, aligned_a), (b, theirs, aligned_b)):
        total = sum(said.length for said in saids)
        covered = sum(said.length for said, turn in zip(saids, transcript.turns, strict=True) if turn.number in aligned)
        shares.append(round(covered / total, 4) if total else 0.0)
    return shares[0], shares[1]
