"""Pairing: every two conversations that are worth judging, judged by the tellings that show it best."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from ..archive import Telling
from ..tellings.candidates import Candidates, Told, tell
from ..tellings.circumstances import Facts, weigh_facts
from ..tellings.kinship import FEW, Heard, Judgement, hear, judge, judge_among, judge_copied
from . import linking
from .desk import Desk, Progress
from .families import Families
from .surroundings import around

AROUND, AROUND_EXCERPT = 12, 24
"""Candidates judged for each transcript, and looked at for each excerpt: of those several are of one conversation."""
KEPT_TURNS = 40_000
"""Turns of transcripts that are kept ready to be judged again."""
LITTLE = 12
"""Words below which a transcript is never called the same as another: two people who say hello are many people."""
RANKS = ("different", "maybe", "same")


class Pair(Struct, frozen=True, kw_only=True):
    """Two conversations and what is held of them."""

    a: str
    b: str
    transcripts: tuple[str, str]
    """The telling of `a` and the telling of `b` that were judged."""
    judged: Judgement
    excerpt: str | None = None
    """Where one of them is there as an excerpt only, that conversation; else None."""

    @property
    def other(self) -> str:
        """The conversation that is not the excerpt's."""
        return self.a if self.excerpt == self.b else self.b

    @property
    def telling(self) -> str:
        """The transcript that is not the excerpt."""
        return self.transcripts[0] if self.excerpt == self.b else self.transcripts[1]


class Pairing:
    """The archive as it stands within one snapshot of its catalog, made ready to find pairs in."""

    def __init__(self, desk: Desk, *, progress: Progress | None = None) -> None:
        self._desk = desk
        self._catalog = desk.archive.catalog
        self._progress = progress
        # An empty name is a database of its own that lies in memory while it is small, and then on the disk.
        self._candidates = Candidates(sqlite3.connect(""))
        self._home: dict[str, str] = {}
        self._tellings: dict[str, list[str]] = {}
        self._few: set[str] = set()
        self._little: set[str] = set()
        self._ready: OrderedDict[str, tuple[Heard, Facts]] = OrderedDict()
        self._turns = 0
        self._places: dict[str, str | None] = {}
        self._rejected: dict[tuple[str, str], bool] = {}
        self._found: dict[str, tuple[str, ...]] = {}
        self._same: dict[tuple[str, str], bool] = {}
        self._families = Families(self._alike, lambda name: self._hear(name)[0])

    def pairs(self, home: str | None = None) -> Iterator[Pair]:
        """Yields each pair of conversations that is called the same or maybe, once; those of one conversation if named."""
        everything = self._catalog.transcript_ids()
        for number, telling in enumerate(self._catalog.for_index(everything), 1):
            transcript = telling.transcript
            self._home[transcript.id] = transcript.conversation
            self._tellings.setdefault(transcript.conversation, []).append(transcript.id)
            if transcript.kind == "excerpt" or len(transcript.turns) <= FEW:
                self._few.add(transcript.id)
            if sum(len(turn.text.split()) for turn in transcript.turns) < LITTLE:
                self._little.add(transcript.id)
            self._candidates.add(transcript.id, self._told(telling))
            self._tell("read", number, len(everything), transcript.id)
        asked = everything if home is None else tuple(self._tellings.get(home, ()))
        best: dict[tuple[str, str], Pair] = {}
        quoting: dict[str, None] = {}
        for number, telling in enumerate(self._catalog.for_index(asked), 1):
            name = telling.transcript.id
            self._tell("judge", number, len(asked), name)
            if name in self._few:
                quoting[name] = None
            for other in self._near(name, telling):
                if (name in self._few) != (other in self._few):
                    quoting[name if name in self._few else other] = None
                elif _both(name, other) not in self._same and not self._settled(name, other):
                    _keep(best, self._pair(name, other, self._judge(name, other)))
        for excerpt in quoting:
            for pair in self._quoted(excerpt):
                if home is None or home in (pair.a, pair.b):
                    _keep(best, pair)
        yield from best.values()

    def only_few(self, conversation: str) -> bool:
        """Says whether nothing longer than an excerpt tells this conversation."""
        return all(transcript in self._few for transcript in self._tellings[conversation])

    def same(self, one: str, other: str) -> bool:
        """Says whether two transcripts are of one conversation, or are called so."""
        return self._home[one] == self._home[other] or other in self._families.of(one)

    def _near(self, name: str, telling: Telling | None = None) -> tuple[str, ...]:
        """Returns the likeliest candidates for a transcript, those of its own conversation left out."""
        if name not in self._found:
            if telling is None:
                (telling,) = self._catalog.for_index([name])
            told, limit = self._told(telling), AROUND_EXCERPT if name in self._few else AROUND
            own = self._tellings[self._home[name]]
            found = self._candidates.find(told, limit=limit, without=own)
            self._found[name] = tuple(candidate.id for candidate in found)
        return self._found[name]

    def _told(self, telling: Telling) -> Told:
        """Returns what a transcript is found by: its words, and for an excerpt those around it."""
        transcript = telling.transcript
        few = transcript.kind == "excerpt" or len(transcript.turns) <= FEW
        return tell(transcript, around=around(self._desk, telling) if few else ())

    def _alike(self, name: str) -> Iterator[str]:
        """Yields the whole tellings that are of one conversation with this one, or are called the same."""
        yield from (own for own in self._tellings[self._home[name]] if own not in self._few)
        for other in self._near(name):
            if other not in self._few and not self._settled(name, other):
                if self._little.isdisjoint((name, other)) and self._called_same(name, other):
                    yield other

    def _quoted(self, excerpt: str) -> Iterator[Pair]:
        """Yields the pairs of an excerpt with each telling of the conversations that it may be from."""
        whole = [name for name in self._near(excerpt) if name not in self._few]
        members = list(dict.fromkeys(self._families.of(name) for name in whole))
        gathered = [(names, family) for names in members if (family := self._families.gathered(names)) is not None]
        if not gathered:
            return
        heard, facts = self._hear(excerpt)
        judged = judge_among(heard, [family for _, family in gathered], facts=facts)
        for (names, _), held in zip(gathered, judged, strict=True):
            for name in names:
                if self._home[name] == self._home[excerpt] or self._settled(excerpt, name):
                    continue
                telling, facts_telling = self._hear(name)
                copied = judge_copied(heard, telling, facts_a=facts, facts_b=facts_telling)
                if copied is not None:
                    yield from _some(self._pair(excerpt, name, copied))
                    continue
                against = sum(each.weight for each in weigh_facts(facts, facts_telling, one_tongue=True))
                doubted = held.verdict == "same" and against < 0
                yield from _some(self._pair(excerpt, name, replace(held, verdict="maybe") if doubted else held))

    def _settled(self, one: str, other: str) -> bool:
        """Says whether a person rejected it, or a link would join two conversations by an excerpt of one of them."""
        a, b = self._home[one], self._home[other]
        if (one in self._few or other in self._few) and not self.only_few(a) and not self.only_few(b):
            if self._whole_few(one, a) or self._whole_few(other, b):
                return True
        key = _both(a, b)
        if key not in self._rejected:
            self._rejected[key] = linking.rejected(self._desk, a, b)
        return self._rejected[key]

    def _whole_few(self, transcript: str, home: str) -> bool:
        return transcript in self._few and not self.only_few(home)

    def _pair(self, one: str, other: str, judged: Judgement) -> Pair | None:
        if judged.verdict == "different":
            return None
        if judged.verdict == "same" and not self._little.isdisjoint((one, other)):
            judged = replace(judged, verdict="maybe")
        a, b = self._home[one], self._home[other]
        excerpt = (a if one in self._few else b) if judged.kind == "excerpt" else None
        return Pair(a=a, b=b, transcripts=(one, other), judged=judged, excerpt=excerpt)

    def _judge(self, one: str, other: str) -> Judgement:
        (heard, facts), (heard_other, facts_other) = self._hear(one), self._hear(other)
        judged = judge(heard, heard_other, facts_a=facts, facts_b=facts_other)
        self._same[_both(one, other)] = judged.verdict == "same"
        return judged

    def _called_same(self, one: str, other: str) -> bool:
        known = self._same.get(_both(one, other))
        return self._judge(one, other).verdict == "same" if known is None else known

    def _hear(self, name: str) -> tuple[Heard, Facts]:
        if name in self._ready:
            self._ready.move_to_end(name)
            return self._ready[name]
        (telling,) = self._catalog.for_index([name])
        self._ready[name] = hear(telling.transcript), self._facts(telling)
        self._turns += len(telling.transcript.turns)
        while KEPT_TURNS < self._turns and 2 < len(self._ready):
            _, (gone, _) = self._ready.popitem(last=False)
            self._turns -= len(gone.transcript.turns)
        return self._ready[name]

    def _facts(self, telling: Telling) -> Facts:
        transcript = telling.transcript
        home = transcript.conversation
        if home not in self._places:
            self._places[home] = self._catalog.conversation(home).conversation.place
        return Facts(
            held=telling.held.date,
            certainty=telling.held.certainty,
            published=telling.published,
            place=self._places[home],
            publisher=telling.publisher,
            source=transcript.source,
            around=around(self._desk, telling) if transcript.id in self._few else (),
        )

    def _tell(self, step: str, done: int, total: int, name: str) -> None:
        if self._progress is not None:
            self._progress(step, done, total, name)


def _rank(pair: Pair) -> tuple[int, float]:
    return RANKS.index(pair.judged.verdict), pair.judged.score


def _some(pair: Pair | None) -> Iterator[Pair]:
    if pair is not None:
        yield pair


def _keep(best: dict[tuple[str, str], Pair], pair: Pair | None) -> None:
    """Puts the pair in the place of its two conversations, unless a surer one stands there."""
    if pair is not None:
        key = _both(pair.a, pair.b)
        if key not in best or _rank(best[key]) < _rank(pair):
            best[key] = pair


def _both(one: str, other: str) -> tuple[str, str]:
    return min(one, other), max(one, other)
