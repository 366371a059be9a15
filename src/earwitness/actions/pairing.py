"""Pairing: every two conversations that are worth judging, judged by the tellings that show it best."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..archive import Telling
from ..tellings.candidates import Candidates, tell
from ..tellings.circumstances import Facts, weigh_facts
from ..tellings.kinship import FEW, Heard, Judgement, hear, judge, judge_excerpt
from . import linking
from .desk import Desk, Progress

AROUND = 12
"""Candidates judged for each transcript."""
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
            self._candidates.add(transcript.id, tell(transcript))
            self._tell("read", number, len(everything), transcript.id)
        asked = everything if home is None else tuple(self._tellings.get(home, ()))
        best: dict[tuple[str, str], Pair] = {}
        seen: set[tuple[str, str]] = set()
        for number, telling in enumerate(self._catalog.for_index(asked), 1):
            self._tell("judge", number, len(asked), telling.transcript.id)
            for one, other in self._around(telling):
                if (min(one, other), max(one, other)) in seen or self._settled(one, other):
                    continue
                seen.add((min(one, other), max(one, other)))
                pair = self._pair(one, other)
                if pair is None:
                    continue
                key = (min(pair.a, pair.b), max(pair.a, pair.b))
                if key not in best or _rank(best[key]) < _rank(pair):
                    best[key] = pair
        yield from best.values()

    def only_few(self, conversation: str) -> bool:
        """Says whether nothing longer than an excerpt tells this conversation."""
        return all(transcript in self._few for transcript in self._tellings[conversation])

    def same(self, one: str, other: str) -> bool:
        """Says whether two transcripts are of one conversation, or are called so."""
        return self._home[one] == self._home[other] or self._judge(one, other).verdict == "same"

    def _around(self, telling: Telling) -> Sequence[tuple[str, str]]:
        transcript = telling.transcript
        own = self._tellings[transcript.conversation]
        found = self._candidates.find(tell(transcript), limit=AROUND, without=own)
        return [(transcript.id, candidate.id) for candidate in found]

    def _settled(self, one: str, other: str) -> bool:
        """Says whether a person rejected it, or a link would join two conversations by an excerpt of one of them."""
        a, b = self._home[one], self._home[other]
        if (one in self._few or other in self._few) and not self.only_few(a) and not self.only_few(b):
            if self._whole_few(one, a) or self._whole_few(other, b):
                return True
        key = (min(a, b), max(a, b))
        if key not in self._rejected:
            self._rejected[key] = linking.rejected(self._desk, a, b)
        return self._rejected[key]

    def _whole_few(self, transcript: str, home: str) -> bool:
        return transcript in self._few and not self.only_few(home)

    def _pair(self, one: str, other: str) -> Pair | None:
        judged = self._judge(one, other)
        if judged.verdict != "same" and (one in self._few) != (other in self._few):
            by_family = self._by_family(one, other)
            judged = max((judged, *by_family), key=lambda each: (RANKS.index(each.verdict), each.score))
        if judged.verdict == "different":
            return None
        if judged.verdict == "same" and not self._little.isdisjoint((one, other)):
            judged = replace(judged, verdict="maybe")
        a, b = self._home[one], self._home[other]
        excerpt = (a if one in self._few else b) if judged.kind == "excerpt" else None
        return Pair(a=a, b=b, transcripts=(one, other), judged=judged, excerpt=excerpt)

    def _judge(self, one: str, other: str) -> Judgement:
        (heard, facts), (heard_other, facts_other) = self._hear(one), self._hear(other)
        return judge(heard, heard_other, facts_a=facts, facts_b=facts_other)

    def _by_family(self, one: str, other: str) -> Iterator[Judgement]:
        """Yields what is held of an excerpt and all tellings of the other's conversation, where there is more than one.

        It is no more than “maybe” where days or places speak against it.
        """
        excerpt, telling = (one, other) if one in self._few else (other, one)
        family = [name for name in self._tellings[self._home[telling]] if name not in self._few]
        if len(family) < 2:
            return
        heard, facts = self._hear(excerpt)
        judged = judge_excerpt(heard, [self._hear(name)[0] for name in family])
        against = sum(each.weight for each in weigh_facts(facts, self._hear(telling)[1], one_tongue=True))
        yield replace(judged, verdict="maybe") if judged.verdict == "same" and against < 0 else judged

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
        )

    def _tell(self, step: str, done: int, total: int, name: str) -> None:
        if self._progress is not None:
            self._progress(step, done, total, name)


def _rank(pair: Pair) -> tuple[int, float]:
    return RANKS.index(pair.judged.verdict), pair.judged.score
