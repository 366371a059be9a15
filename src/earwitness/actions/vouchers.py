"""Vouchers: the ledger of who checked which turn, when, against what, and whether it still holds.

A check is the status `checked`, or `checked against the sound`, of a turn or of its whole version (`earwitness describe ID
--status checked`). The status of a conversation is where the work on it stands, and says of no turn that anybody compared it
with anything. A check is of the words as they stood then: a turn that was corrected since is no longer checked, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..archive.views import Logged, Stated
from ..identifiers import split, within
from ..model import Transcript, Turn
from .desk import Desk
from .rebasing import said

CHECKED = "checked"
HEARD = "checked against the sound"


class Vouched(Struct, frozen=True, kw_only=True):
    """Who said that something was checked, and when."""

    subject: str
    """Of what it was said: the turn itself or its version."""
    agent: str
    time: str
    act: str
    heard: bool = False
    """True where it was checked against the sound."""
    revision: int = 0
    """Of the transcript, as it stood then."""
    outdated: bool = False
    """True where the turn was corrected since: then it is not checked any more."""

    @property
    def whole(self) -> bool:
        """True where it was said of the whole version."""
        return split(self.subject)[1] is None


def is_check(value: str) -> bool:
    """Says whether a status says that something was checked."""
    return value.strip().casefold() in (CHECKED, HEARD)


def ledger(desk: Desk, transcripts: Sequence[Transcript]) -> dict[str, Vouched]:
    """Returns who checked each turn that anybody did, by its archive-wide id: what holds before what is outdated, what was said
    of the turn itself before what was said of its version."""
    stated = desk.archive.catalog.stated("status", [each.id for each in transcripts])
    known = {subject: each for subject, each in stated.items() if is_check(each.value)}
    found: dict[str, Vouched] = {}
    if not known:
        return found
    for transcript in transcripts:
        then = _Then(desk, transcript)
        for turn in transcript.turns:
            name = within(transcript.id, turn.id)
            told = [then.vouched(known[subject], turn) for subject in (name, transcript.id) if subject in known]
            if told:
                found[name] = next((each for each in told if not each.outdated), told[0])
    return found


def wholes(desk: Desk, transcripts: Sequence[str]) -> dict[str, Stated]:
    """Returns who said it of whole versions."""
    stated = desk.archive.catalog.stated("status", transcripts)
    return {subject: each for subject, each in stated.items() if is_check(each.value) and split(subject)[1] is None}


class _Then:
    """A transcript as it stood when things were said of it."""

    def __init__(self, desk: Desk, now: Transcript) -> None:
        self._catalog = desk.archive.catalog
        self._now = now
        self._revisions = self._catalog.revisions(now.id)
        undone = self._catalog.undone_by([logged.sequence for _, logged in self._revisions if not logged.effective])
        self._gone = {target: self._catalog.act(act).sequence for target, act in undone.items()}
        self._turns: dict[int, dict[str, Turn]] = {}

    def vouched(self, stated: Stated, turn: Turn) -> Vouched:
        number, logged = self._standing(stated.sequence)
        before = self._at(logged).get(turn.id) if logged is not None else turn
        return Vouched(
            subject=stated.subject, agent=stated.agent, time=stated.time, act=stated.act,
            heard=stated.value.strip().casefold() == HEARD, revision=number,
            outdated=before is None or not _same(before, turn),
        )  # fmt: skip

    def _standing(self, sequence: int) -> tuple[int, Logged | None]:
        """Returns the revision that stood when an act was written, None for the act where it is the one that stands now."""
        earlier = [
            (number, logged)
            for number, logged in self._revisions
            if logged.sequence < sequence and sequence < self._gone.get(logged.sequence, sequence + 1)
        ]
        if not earlier:
            return self._now.revision, None
        number, logged = earlier[-1]
        newest = [each for each in self._revisions if each[1].effective][-1:]
        return (number, None) if newest and newest[0][1].sequence == logged.sequence else (number, logged)

    def _at(self, logged: Logged) -> Mapping[str, Turn]:
        if logged.sequence not in self._turns:
            self._turns[logged.sequence] = {
                turn.id: turn
                for record in self._catalog.records(logged.sequence)[1]
                if isinstance(record, Transcript) and record.id == self._now.id
                for turn in record.turns
            }
        return self._turns[logged.sequence]


def _same(before: Turn, now: Turn) -> bool:
    """Says whether a turn says what it said: who may see it is not what it says."""
    return said(replace(before, access=None)) == said(replace(now, access=None))


def unchecked(desk: Desk, transcripts: Sequence[Transcript]) -> dict[str, frozenset[str]]:
    """Returns the turns of machine transcripts that nobody checked as they stand, by local id, for each that is a machine's."""
    machines = [each for each in transcripts if each.kind == "machine"]
    known = ledger(desk, machines) if machines else {}
    valid = {name for name, each in known.items() if not each.outdated}
    return {
        each.id: frozenset(turn.id for turn in each.turns if within(each.id, turn.id) not in valid) for each in machines
    }


def caveat(transcript: Transcript, loose: frozenset[str]) -> str:
    """Returns what must be said wherever machine text stands of which some is unchecked; empty where all is checked."""
    if not loose:
        return ""
    checked = [turn.number for turn in transcript.turns if turn.id not in loose]
    if not checked:
        return "machine text that nobody checked"
    runs: list[list[int]] = []
    for number in checked:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    named = ", ".join(str(low) if low == high else f"{low}–{high}" for low, high in runs[:40])
    more = " and more" if 40 < len(runs) else ""
    return f"machine text; of {len(transcript.turns)} turns a person checked {named}{more}, and nobody the others"


class Vouchers:
    """Remembers what was said of the transcripts that one draft quotes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[str, dict[str, Vouched]] = {}
        self._whole: dict[str, Stated | None] = {}

    def of_version(self, transcript: str) -> Stated | None:
        """Returns who said that a version was checked; None where nobody did."""
        if transcript not in self._whole:
            self._whole[transcript] = wholes(self._desk, [transcript]).get(transcript)
        return self._whole[transcript]

    def of_turn(self, transcript: str, turn: str) -> Vouched | None:
        """Returns who checked a turn (by its local id) as it stands now, or its version; None where nobody did."""
        if transcript not in self._known:
            self._known[transcript] = ledger(self._desk, [self._desk.archive.catalog.transcript(transcript)])
        found = self._known[transcript].get(within(transcript, turn))
        return found if found is not None and not found.outdated else None
