"""Pairing: every two conversations that are worth judging, judged by the tellings that show it best."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from ..archive import Telling, Told, excerpted
from ..engines.embed import Encoder
from ..identifiers import within
from ..tellings.align import METHOD
from ..tellings.candidates import Candidates, tell
from ..tellings.circumstances import Facts, weigh_facts
from ..tellings.kept import key_of
from ..tellings.kinship import FEW, Heard, Judgement, as_told_by, hear, judge, judge_among, judge_copied
from ..tellings.weights import FACTS, WEIGHINGS
from . import linking
from .desk import Desk, Progress
from .families import Families
from .pair import Pair, both, put
from .surroundings import around

AROUND, AROUND_EXCERPT = 12, 24
"""Candidates judged for each transcript, and looked at for each excerpt: of those several are of one conversation."""
KEPT_TURNS = 40_000
"""Turns of transcripts that are kept ready to be judged again."""
KEPT_AT_ONCE = 200
"""Judgements that are written down together."""
LITTLE = 12
"""Words below which a transcript is never called the same as another: two people who say hello are many people."""
STATE = key_of("judgement 3", METHOD, msgspec.to_builtins(WEIGHINGS), FACTS)
"""What judgements are made with: another method or other weights judge anew."""
FOUND_BY = 2
"""What transcripts are found by: another kind of it is worked out anew."""
Held = TypeVar("Held")


class Pairing:
    """The archive as it stands within one snapshot of its catalog, made ready to find pairs in.

    What transcripts are found by and what was held of pairs is kept beside the index; only what is new is worked out.
    """

    def __init__(self, desk: Desk, *, progress: Progress | None = None, encoder: Encoder | None = None) -> None:
        self._desk = desk
        self._catalog = desk.archive.catalog
        self._progress = progress
        self._encoder = encoder
        self._state = STATE if encoder is None else key_of(STATE, encoder.name)
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
        self._near: dict[str, list[str]] = {}
        self._same: dict[tuple[str, str], bool] = {}
        self._families = Families(self._alike, self._hear)

    def pairs(self, home: str | None = None) -> Iterator[Pair]:
        """Yields each pair of conversations that is called the same or maybe, once; those of one conversation if named."""
        with self._desk.kept.candidates() as candidates:
            self._read(candidates)
            asked = tuple(self._told) if home is None else tuple(self._tellings.get(home, ()))
            self._look_around(candidates, asked)
        best: dict[tuple[str, str], Pair] = {}
        quoting: dict[str, None] = {}
        for number, name in enumerate(asked, 1):
            self._tell("judge", number, len(asked), name)
            if name in self._few:
                quoting[name] = None
            for other in self._near[name]:
                if (name in self._few) != (other in self._few):
                    quoting[name if name in self._few else other] = None
                elif both(name, other) not in self._same and not self._settled(name, other):
                    put(best, self._pair(name, other, self._judge(name, other)))
            if KEPT_AT_ONCE < len(self._fresh):
                self._keep()
        for excerpt in quoting:
            for pair in self._quoted(excerpt):
                if home is None or home in (pair.a, pair.b):
                    put(best, pair)
            if KEPT_AT_ONCE < len(self._fresh):
                self._keep()
        self._keep()
        yield from best.values()

    def _read(self, candidates: Candidates) -> None:
        """Brings the structure of candidates up to date: transcripts that are new, mended or gone since the last time."""
        known = self._desk.kept.everything("told", tuple[int, int])
        gone = [name for name in known if name not in self._told]
        fresh = [name for name, told in self._told.items() if known.get(name, ("",))[0] != _stamp(told)]
        if not len(candidates) and self._told:
            fresh = list(self._told)
        for name in gone:
            candidates.remove(name)
        sizes: dict[str, tuple[int, int]] = {name: known[name][1] for name in known if name in self._told}
        for number, telling in enumerate(self._catalog.for_index(fresh), 1):
            transcript = telling.transcript
            few = transcript.kind == "excerpt" or len(transcript.turns) <= FEW
            candidates.add(transcript.id, tell(transcript, around=around(self._desk, telling) if few else ()))
            sizes[transcript.id] = (
                len(transcript.turns),
                sum(len(turn.text.split()) for turn in transcript.turns),
            )
            # Written down one by one: whoever works on other tellings meanwhile does not wait for all of these.
            self._desk.kept.put("told", transcript.id, _stamp(self._told[transcript.id]), sizes[transcript.id])
            self._tell("read", number, len(fresh), transcript.id)
        self._desk.kept.drop("told", gone)
        for name, (turns, words) in sizes.items():
            if self._told[name].kind == "excerpt" or turns <= FEW:
                self._few.add(name)
            if words < LITTLE:
                self._little.add(name)

    def _look_around(self, candidates: Candidates, asked: Sequence[str]) -> None:
        """Finds the likeliest others of each transcript that was asked about.

        Where an excerpt is among them, those of its candidates too: they are gathered into conversations.
        """

        def look(names: Iterable[str]) -> list[str]:
            for name in names:
                if name not in self._near:
                    limit = AROUND_EXCERPT if name in self._few else AROUND
                    near = candidates.around(name, limit=limit, without=self._tellings[self._home[name]])
                    self._near[name] = [candidate.id for candidate in near if candidate.id in self._told]
            return [other for name in names for other in self._near[name]]

        around = look(asked)
        excerpts = [name for name in dict.fromkeys((*asked, *around)) if name in self._few]
        look(dict.fromkeys(look(dict.fromkeys(look(excerpts)))))

    def only_few(self, conversation: str) -> bool:
        """Says whether nothing longer than an excerpt tells this conversation."""
        return all(transcript in self._few for transcript in self._tellings[conversation])

    def names(self, transcript: str, numbers: Collection[int]) -> tuple[str, ...]:
        """Returns the archive-wide ids of the turns of these numbers."""
        return tuple(within(transcript, turn.id) for turn in self._catalog.turns(transcript) if turn.number in numbers)

    def same(self, one: str, other: str) -> bool:
        """Says whether two transcripts are of one conversation, or are called so."""
        return self._home[one] == self._home[other] or other in self._families.of(one)

    def _alike(self, name: str) -> Iterator[str]:
        """Yields the whole tellings that are of one conversation with this one, or are called the same."""
        yield from (own for own in self._tellings[self._home[name]] if own not in self._few)
        for other in self._near.get(name, ()):
            if other not in self._few and not self._settled(name, other):
                if self._little.isdisjoint((name, other)) and self._called_same(name, other):
                    yield other

    def _quoted(self, excerpt: str) -> Iterator[Pair]:
        """Yields the pairs of an excerpt with each telling of the conversations that it may be from.

        It is no more than “maybe” where days or places speak against it.
        """
        whole = [name for name in self._near[excerpt] if name not in self._few]
        families = list(dict.fromkeys(self._families.of(name) for name in whole))
        if not families:
            return
        facts = self._facts(excerpt)
        versions = [[self._version(name) for name in names] for names in families]
        held = self._kept(
            f"{excerpt}+",
            key_of(self._state, self._version(excerpt), facts, versions),
            lambda: self._judge_among(excerpt, families),
            dict[str, Judgement],
        )
        for name, judged in held.items():
            if self._home[name] != self._home[excerpt] and not self._settled(excerpt, name):
                against = sum(each.weight for each in weigh_facts(facts, self._facts(name), one_tongue=True))
                doubted = judged.verdict == "same" and judged.kind == "excerpt" and against < 0
                pair = self._pair(excerpt, name, replace(judged, verdict="maybe") if doubted else judged)
                if pair is not None:
                    yield pair

    def _judge_among(self, excerpt: str, families: Sequence[Sequence[str]]) -> dict[str, Judgement]:
        """Returns what is held of an excerpt and each telling of these conversations."""
        heard, facts = self._hear(excerpt), self._facts(excerpt)
        speaking = [(names, family) for names in families if (family := self._families.gathered(names)) is not None]
        found: dict[str, Judgement] = {}
        for (names, family), judged in zip(
            speaking, judge_among(heard, [family for _, family in speaking], facts=facts), strict=True
        ):
            for name in names:
                copied = judge_copied(heard, self._hear(name), facts_a=facts, facts_b=self._facts(name))
                found[name] = as_told_by(judged, family, name) if copied is None else copied
        return found

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

    def _pair(self, one: str, other: str, judged: Judgement) -> Pair | None:
        if judged.verdict == "different":
            return None
        if judged.verdict == "same" and not self._little.isdisjoint((one, other)):
            judged = replace(judged, verdict="maybe")
        a, b = self._home[one], self._home[other]
        excerpt = (a if one in self._few else b) if judged.kind == "excerpt" else None
        return Pair(a=a, b=b, transcripts=(one, other), judged=judged, excerpt=excerpt)

    def _judge(self, one: str, other: str) -> Judgement:
        facts, facts_other = self._facts(one), self._facts(other)
        judged = self._kept(
            f"{one}+{other}",
            key_of(self._state, self._version(one), facts, self._version(other), facts_other),
            lambda: judge(self._hear(one), self._hear(other), facts_a=facts, facts_b=facts_other),
            Judgement,
        )
        self._same[both(one, other)] = judged.verdict == "same"
        return judged

    def _called_same(self, one: str, other: str) -> bool:
        known = self._same.get(both(one, other))
        return self._judge(one, other).verdict == "same" if known is None else known

    def _version(self, name: str) -> object:
        """Returns what of a transcript a judgement is made from."""
        return name, self._told[name].revision, sorted(self._free(name) or ())

    def _kept(self, name: str, key: str, work: Callable[[], Held], kind: type[Held]) -> Held:
        found = self._desk.kept.get("judgement", name, key, kind)
        if found is None:
            found = work()
            self._fresh.append((name, key, found))
        return found

    def _keep(self) -> None:
        self._desk.kept.put_all("judgement", self._fresh)
        self._fresh.clear()

    def _hear(self, name: str) -> Heard:
        if name in self._ready:
            self._ready.move_to_end(name)
            return self._ready[name]
        (telling,) = self._catalog.for_index([name])
        free = self._free(name)
        transcript = telling.transcript if free is None else excerpted(telling.transcript, free)
        heard = self._ready[name] = hear(transcript, encoder=self._encoder)
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
            (telling,) = self._catalog.for_index([name], with_turns=name in self._few)
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
            around=around(self._desk, telling) if transcript.id in self._few else (),
        )

    def _tell(self, step: str, done: int, total: int, name: str) -> None:
        if self._progress is not None:
            self._progress(step, done, total, name)


def _stamp(told: Told) -> str:
    """Returns under what a transcript's place among the candidates is kept."""
    return f"{told.revision}/{FOUND_BY}"
