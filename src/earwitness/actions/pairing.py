"""Pairing: every two conversations that are worth judging, judged by the tellings that show it best."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ..archive import Telling, excerpted
from ..identifiers import within
from ..tellings.align import METHOD
from ..tellings.candidates import Candidates, tell
from ..tellings.circumstances import Facts, weigh_facts
from ..tellings.kept import key_of
from ..tellings.kinship import FEW, Heard, Judgement, hear, judge, judge_excerpt
from ..tellings.weights import FACTS, WEIGHINGS
from . import linking
from .desk import Desk, Progress

AROUND = 12
"""Candidates judged for each transcript."""
KEPT_TURNS = 40_000
"""Turns of transcripts that are kept ready to be judged again."""
KEPT_AT_ONCE = 200
"""Judgements that are written down together."""
LITTLE = 12
"""Words below which a transcript is never called the same as another: two people who say hello are many people."""
RANKS = ("different", "maybe", "same")
STATE = key_of("judgement 1", METHOD, msgspec.to_builtins(WEIGHINGS), FACTS)
"""What judgements are made with: another method or other weights judge anew."""


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

    @property
    def few(self) -> str:
        """The transcript that is the excerpt."""
        return self.transcripts[1] if self.excerpt == self.b else self.transcripts[0]

    @property
    def quoted(self) -> frozenset[int]:
        """The numbers of the excerpt's turns that the telling has."""
        second = self.excerpt == self.b
        return frozenset(number for each in self.judged.stretches for number in (each.b if second else each.a))


class Pairing:
    """The archive as it stands within one snapshot of its catalog, made ready to find pairs in.

    What transcripts are found by and what was held of pairs is kept beside the index; only what is new is worked out.
    """

    def __init__(self, desk: Desk, *, progress: Progress | None = None) -> None:
        self._desk = desk
        self._catalog = desk.archive.catalog
        self._progress = progress
        self._told = {told.id: told for told in self._catalog.told()}
        self._home = {told.id: told.conversation for told in self._told.values()}
        self._tellings: dict[str, list[str]] = {}
        for told in self._told.values():
            self._tellings.setdefault(told.conversation, []).append(told.id)
        self._stretched = self._catalog.stretched()
        self._few: set[str] = set()
        self._little: set[str] = set()
        self._ready: OrderedDict[str, Heard] = OrderedDict()
        self._turns = 0
        self._left: dict[str, frozenset[str]] = {}
        self._known: dict[str, Facts] = {}
        self._places: dict[str, str | None] = {}
        self._rejected = linking.all_rejected(desk)
        self._fresh: list[tuple[str, str, object]] = []

    def pairs(self, home: str | None = None) -> Iterator[Pair]:
        """Yields each pair of conversations that is called the same or maybe, once; those of one conversation if named."""
        with self._desk.kept.candidates() as candidates:
            self._read(candidates)
            asked = tuple(self._told) if home is None else tuple(self._tellings.get(home, ()))
            around = self._around(candidates, asked)
        best: dict[tuple[str, str], Pair] = {}
        seen: set[tuple[str, str]] = set()
        for number, name in enumerate(asked, 1):
            self._tell("judge", number, len(asked), name)
            for other in around[name]:
                if (min(name, other), max(name, other)) in seen or self._settled(name, other):
                    continue
                seen.add((min(name, other), max(name, other)))
                pair = self._pair(name, other)
                if pair is None:
                    continue
                key = (min(pair.a, pair.b), max(pair.a, pair.b))
                if key not in best or _rank(best[key]) < _rank(pair):
                    best[key] = pair
            if KEPT_AT_ONCE < len(self._fresh):
                self._keep()
        self._keep()
        yield from best.values()

    def _read(self, candidates: Candidates) -> None:
        """Brings the structure of candidates up to date: transcripts that are new, mended or gone since the last time."""
        known = self._desk.kept.everything("told", tuple[int, int])
        gone = [name for name in known if name not in self._told]
        fresh = [name for name, told in self._told.items() if known.get(name, ("",))[0] != str(told.revision)]
        if not len(candidates) and self._told:
            fresh = list(self._told)
        for name in gone:
            candidates.remove(name)
        sizes: dict[str, tuple[int, int]] = {name: known[name][1] for name in known if name in self._told}
        for number, telling in enumerate(self._catalog.for_index(fresh), 1):
            transcript = telling.transcript
            candidates.add(transcript.id, tell(transcript))
            sizes[transcript.id] = (
                len(transcript.turns),
                sum(len(turn.text.split()) for turn in transcript.turns),
            )
            # Written down one by one: whoever works on other tellings meanwhile does not wait for all of these.
            self._desk.kept.put("told", transcript.id, str(self._told[transcript.id].revision), sizes[transcript.id])
            self._tell("read", number, len(fresh), transcript.id)
        self._desk.kept.drop("told", gone)
        for name, (turns, words) in sizes.items():
            if self._told[name].kind == "excerpt" or turns <= FEW:
                self._few.add(name)
            if words < LITTLE:
                self._little.add(name)

    def _around(self, candidates: Candidates, asked: Sequence[str]) -> dict[str, list[str]]:
        """Returns the likeliest others of each transcript that was asked about."""
        found: dict[str, list[str]] = {}
        for name in asked:
            near = candidates.around(name, limit=AROUND, without=self._tellings[self._home[name]])
            found[name] = [candidate.id for candidate in near if candidate.id in self._told]
        return found

    def only_few(self, conversation: str) -> bool:
        """Says whether nothing longer than an excerpt tells this conversation."""
        return all(transcript in self._few for transcript in self._tellings[conversation])

    def names(self, transcript: str, numbers: Collection[int]) -> tuple[str, ...]:
        """Returns the archive-wide ids of the turns of these numbers."""
        return tuple(within(transcript, turn.id) for turn in self._catalog.turns(transcript) if turn.number in numbers)

    def same(self, one: str, other: str) -> bool:
        """Says whether two transcripts are of one conversation, or are called so."""
        return self._home[one] == self._home[other] or self._judge(one, other).verdict == "same"

    def _settled(self, one: str, other: str) -> bool:
        """Says whether a person rejected it, or a link would join two conversations by an excerpt of one of them."""
        a, b = self._home[one], self._home[other]
        if b in self._stretched.get(one, ()) or a in self._stretched.get(other, ()):
            return True
        if frozenset() in (self._free(one), self._free(other)):
            return True  # every turn of it is linked
        if (one in self._few or other in self._few) and not self.only_few(a) and not self.only_few(b):
            if self._whole_few(one, a) or self._whole_few(other, b):
                return True
        return frozenset((a, b)) in self._rejected

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
        facts, facts_other = self._facts(one), self._facts(other)
        return self._kept(
            f"{one}+{other}",
            key_of(STATE, self._version(one), facts, self._version(other), facts_other),
            lambda: judge(self._hear(one), self._hear(other), facts_a=facts, facts_b=facts_other),
        )

    def _version(self, name: str) -> object:
        """Returns what of a transcript a judgement is made from."""
        return name, self._told[name].revision, sorted(self._free(name) or ())

    def _kept(self, name: str, key: str, work: Callable[[], Judgement]) -> Judgement:
        found = self._desk.kept.get("judgement", name, key, Judgement)
        if found is None:
            found = work()
            self._fresh.append((name, key, found))
        return found

    def _keep(self) -> None:
        self._desk.kept.put_all("judgement", self._fresh)
        self._fresh.clear()

    def _by_family(self, one: str, other: str) -> Iterator[Judgement]:
        """Yields what is held of an excerpt and all tellings of the other's conversation, where there is more than one.

        It is no more than “maybe” where days or places speak against it.
        """
        excerpt, telling = (one, other) if one in self._few else (other, one)
        family = [name for name in self._tellings[self._home[telling]] if name not in self._few]
        if len(family) < 2:
            return
        judged = self._kept(
            f"{excerpt}+{self._home[telling]}",
            key_of(STATE, self._version(excerpt), [self._version(name) for name in family]),
            lambda: judge_excerpt(self._hear(excerpt), [self._hear(name) for name in family]),
        )
        facts = weigh_facts(self._facts(excerpt), self._facts(telling), one_tongue=True)
        against = sum(each.weight for each in facts)
        yield replace(judged, verdict="maybe") if judged.verdict == "same" and against < 0 else judged

    def _hear(self, name: str) -> Heard:
        if name in self._ready:
            self._ready.move_to_end(name)
            return self._ready[name]
        (telling,) = self._catalog.for_index([name])
        free = self._free(name)
        transcript = telling.transcript if free is None else excerpted(telling.transcript, free)
        heard = self._ready[name] = hear(transcript)
        self._turns += len(heard.saids)
        while KEPT_TURNS < self._turns and 2 < len(self._ready):
            _, gone = self._ready.popitem(last=False)
            self._turns -= len(gone.saids)
        return heard

    def _free(self, name: str) -> frozenset[str] | None:
        """Returns the local ids of the turns that no link by stretches holds; None where none does, and all are free."""
        if name not in self._stretched:
            return None
        if name not in self._left:
            held = frozenset[str]().union(*self._stretched[name].values())
            self._left[name] = frozenset(turn.id for turn in self._catalog.turns(name)) - held
        return self._left[name]

    def _facts(self, name: str) -> Facts:
        if name not in self._known:
            (telling,) = self._catalog.for_index([name], with_turns=False)
            self._known[name] = self._facts_of(telling)
        return self._known[name]

    def _facts_of(self, telling: Telling) -> Facts:
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
