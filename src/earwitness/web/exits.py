"""Exits: what the API and the pages for others may say. Both pass the one gate; the keeper's own pages do not leave.

Others see a conversation only where the whole of it may leave; lists and counts are made without the rest, so that
nothing shows by what is missing.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from .. import actions
from ..actions import Desk, answers, outcomes
from ..actions.collating import Collation
from ..actions.exporting import contents
from ..actions.filters import Filters
from ..actions.finding import dossier
from ..actions.mending import Mended
from ..actions.outlining import Outline
from ..actions.proposed import ReturnedShown
from ..actions.waiting import Waiting
from ..errors import NotFound, Refused
from ..model import Dossier, Recording
from ..protect.gate import Gate, What

Door = Literal["api", "page"]

EVERYTHING = 2**31

WORK = ("status", "assignee", "priority", "set", "needs", "code")
"""The filters and orders that tell how the work stands."""


class Exits:
    """The gate before one open archive. What is held back is worked out once for each act and day, and kept."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._kept: dict[Door, tuple[object, frozenset[str]]] = {}

    def barred(self, door: Door) -> frozenset[str]:
        """Returns the ids of the conversations that others may not see through this door."""
        catalog = self.desk.archive.catalog
        gate = Gate()
        standing = (catalog.position, gate.today)
        kept = self._kept.get(door)
        if kept is None or kept[0] != standing:
            held = catalog.guarded()
            stretched = catalog.stretched()
            guarded = {catalog.canonical(head.conversation) for head in catalog.heads(list(held))}
            guarded |= set(catalog.guarded_sound())
            guarded |= {home for name in held for home in stretched.get(name, ())}
            barred = frozenset(name for name in guarded if not gate.passes(door, contents(dossier(self.desk, name))))
            kept = self._kept[door] = (standing, barred)
        return kept[1]

    def list_conversations(
        self, door: Door, filters: Filters, *, limit: int, offset: int, order: str = "held", for_others: bool = False
    ) -> answers.Listing:
        """Returns the conversations that others may see, counted without the others.

        `for_others` says that nobody but they look: how the work stands is the keeper's own. Raises Refused where a list is
        asked for by that.
        """
        if for_others:
            if not filters.given.keys().isdisjoint(WORK) or order.removeprefix("-") in WORK:
                raise Refused(
                    "how the work on conversations stands is the keeper's own", hint="narrow the list otherwise"
                )
            found = self.list_conversations(door, filters, limit=limit, offset=offset, order=order)
            return answers.Listing(total=found.total, conversations=tuple(map(without_work, found.conversations)))
        barred = self.barred(door)
        if not barred:
            return actions.list_conversations(self.desk, filters, limit=limit, offset=offset, order=order)
        whole = actions.list_conversations(self.desk, filters, limit=EVERYTHING, order=order)
        open_ones = tuple(listed for listed in whole.conversations if listed.id not in barred)
        return answers.Listing(total=len(open_ones), conversations=open_ones[offset : offset + limit])

    def show(self, door: Door, name: str) -> answers.Shown:
        """Returns a conversation whole. Raises Refused where any of it may not leave, NotFound where there is none."""
        shown = actions.show(self.desk, name)
        whole, gate = dossier(self.desk, shown.id), Gate()
        gate.pass_or_refuse(door, contents(whole))
        heard = {each.id for each in whole.recordings if gate.passes(door, sound_of(whole, each))}
        shown = without_checkers(shown)
        return msgspec.structs.replace(shown, recordings=tuple(each for each in shown.recordings if each.id in heard))

    def recording(self, door: Door, name: str) -> Recording:
        """Returns a recording whose sound may leave. Raises Refused where it may not, NotFound where there is none."""
        recording = self.desk.archive.catalog.recording(name)
        Gate().pass_or_refuse(door, sound_of(dossier(self.desk, recording.conversation), recording))
        return recording

    def collate(self, door: Door, name: str) -> Collation:
        """Returns how the versions of a conversation compare. Raises Refused where any of it may not leave."""
        return of_its_own(actions.collate(self.desk, self.show(door, name).id))

    def show_source(self, door: Door, name: str) -> answers.SourceDetail:
        """Returns a source with its custody. Raises Refused where it or a conversation read from it may not leave."""
        detail = actions.show_source(self.desk, name)
        gate = Gate()
        gate.pass_or_refuse(door, What(sources=self.desk.archive.catalog.sources_of_digest(detail.source.sha256)))
        for listed in detail.conversations:
            gate.pass_or_refuse(door, contents(dossier(self.desk, listed.id)))
        return detail

    def outline(self, door: Door, name: str) -> Outline:
        """Returns how a source was read. Raises Refused where any of it may not leave."""
        outline = actions.outline(self.desk, name)
        self.show_source(door, outline.source)
        return outline

    def mended(self, door: Door, mended: Mended) -> Mended:
        """Returns what an act did to a reading, without the words where any of it may not leave."""
        try:
            self.show_source(door, mended.source)
        except Refused:
            return msgspec.structs.replace(
                mended,
                hints=tuple(msgspec.structs.replace(hint, what="") for hint in mended.hints),
                changes=tuple(msgspec.structs.replace(change, before=None, after=None) for change in mended.changes),
            )
        return mended

    def returned(self, door: Door, answer: ReturnedShown) -> ReturnedShown:
        """Returns what came back in a document, without the words of turns that may not leave."""
        barred = set()
        for transcript in dict.fromkeys(each.transcript for each in answer.revisions):
            try:
                self.show(door, transcript)
            except Refused:
                barred.add(transcript)
        if not barred:
            return answer
        turns = tuple(
            msgspec.structs.replace(turn, before="", after="", found=None, changes=(), comments=())
            if turn.turn.partition(".")[0] in barred
            else turn
            for turn in answer.turns
        )
        return msgspec.structs.replace(answer, turns=turns, comments=(), doubts=())

    def log(self, door: Door, **asked: Any) -> outcomes.Log:
        """Returns acts; the reasons of those that touch what is held back stay here, for they are a person's words."""
        log = actions.log(self.desk, **asked)
        held_back = self._names_within(self.barred(door))
        return msgspec.structs.replace(
            log,
            acts=tuple(
                msgspec.structs.replace(act, reason="")
                if any(subject.partition(".")[0] in held_back for subject in act.subjects)
                else act
                for act in log.acts
            ),
        )

    def list_waiting(self, door: Door, *, of: str | None, limit: int, offset: int) -> Waiting:
        """Returns the proposals between conversations that others may see, counted without the others."""
        barred = self.barred(door)
        whole = actions.list_waiting(self.desk, of=of, limit=None)
        open_ones = tuple(one for one in whole.proposals if barred.isdisjoint(one.pair))
        return msgspec.structs.replace(
            whole, total=len(open_ones), proposals=open_ones[offset : offset + limit]
        )  # fmt: skip

    def near(self, door: Door, error: NotFound) -> NotFound:
        """Returns the error without the near ids of what is held back: a wrong guess must not tell of it."""
        held_back = self._names_within(self.barred(door))
        near = tuple(name for name in error.near if name.partition(".")[0] not in held_back)
        return error if near == error.near else NotFound(error.message, near=near, path=error.path)

    def _names_within(self, conversations: frozenset[str]) -> frozenset[str]:
        names = set(conversations)
        for name in conversations:
            whole = dossier(self.desk, name)
            names.update(transcript.id for transcript in whole.transcripts)
            names.update(source.id for source in whole.sources)
            names.update(self.desk.archive.catalog.conversation(name).members)
        return frozenset(names)


def sound_of(whole: Dossier, recording: Recording) -> What:
    """Returns the sound of a recording as the gate looks at it: with its conversation and the sources of its bytes."""
    return What(conversations=(whole.conversation,), sources=whole.sources, recordings=(recording,))


def without_work(listed: answers.Listed) -> answers.Listed:
    """Returns a line of a list without how the work on it stands."""
    return msgspec.structs.replace(
        listed, status=None, assignee=None, priority=None, sets=(), doubts=0, unnamed=0
    )  # fmt: skip


def of_its_own(collation: Collation) -> Collation:
    """Returns the collation without settlements that quote a version of another conversation, which may be held back."""
    own = set(collation.transcripts)
    settled = tuple(one for one in collation.settled if own.issuperset(reading.transcript for reading in one.readings))
    return msgspec.structs.replace(collation, settled=settled)


def without_checkers(shown: answers.Shown) -> answers.Shown:
    """Returns a conversation in which nobody is told who checked it: that it was is everybody's, who did the keeper's own."""
    if not any(turn.checked for transcript in shown.transcripts for turn in transcript.turns):
        return shown
    replace = msgspec.structs.replace
    return replace(
        shown,
        transcripts=tuple(
            replace(
                transcript,
                turns=tuple(
                    replace(turn, checked=replace(turn.checked, agent="", act="")) if turn.checked else turn
                    for turn in transcript.turns
                ),
            )
            for transcript in shown.transcripts
        ),
    )
