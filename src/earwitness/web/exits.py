"""Exits: what the API and the pages for others may say. Both pass the one gate; the keeper's own pages do not leave.

Others see a conversation only where the whole of it may leave; lists and counts are made without the rest, so that
nothing shows by what is missing.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from .. import actions
from ..actions import Desk, answers
from ..actions.exporting import contents, dossier
from ..protect import Gate, What

Door = Literal["api", "page"]


class Exits:
    """The gate before one open archive. What is held back is worked out once for each act and day, and kept."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._kept: tuple[object, frozenset[str]] = (None, frozenset())

    def barred(self, door: Door) -> frozenset[str]:
        """Returns the ids of the conversations that others may not see through this door."""
        catalog = self.desk.archive.catalog
        gate = Gate()
        standing = (catalog.position, gate.today, door)
        if self._kept[0] != standing:
            every = catalog.conversation_ids()
            barred = frozenset(name for name in every if not gate.passes(door, contents(dossier(self.desk, name))))
            self._kept = (standing, barred)
        return self._kept[1]

    def list_conversations(self, door: Door, *, limit: int, offset: int, **filters: Any) -> answers.Listing:
        """Returns the conversations that others may see, counted without the others."""
        barred = self.barred(door)
        if not barred:
            return actions.list_conversations(self.desk, limit=limit, offset=offset, **filters)
        whole = actions.list_conversations(self.desk, limit=2**31, offset=0, **filters)
        open_ones = tuple(listed for listed in whole.conversations if listed.id not in barred)
        return answers.Listing(total=len(open_ones), conversations=open_ones[offset : offset + limit])

    def show(self, door: Door, name: str) -> answers.Shown:
        """Returns a conversation whole. Raises Refused where any of it may not leave, NotFound where there is none."""
        shown = actions.show(self.desk, name)
        Gate().pass_or_refuse(door, contents(dossier(self.desk, shown.id)))
        return shown

    def show_source(self, door: Door, name: str) -> answers.SourceDetail:
        """Returns a source with its custody. Raises Refused where it or a conversation read from it may not leave."""
        detail = actions.show_source(self.desk, name)
        self.pass_source(door, detail)
        return detail

    def pass_source(self, door: Door, detail: answers.SourceDetail) -> None:
        """Returns where a source's bytes may leave: the source itself and all that was read from it."""
        gate = Gate()
        gate.pass_or_refuse(door, What(sources=(self.desk.archive.catalog.source(detail.source.id),)))
        for listed in detail.conversations:
            gate.pass_or_refuse(door, contents(dossier(self.desk, listed.id)))

    def log(self, door: Door, **asked: Any) -> answers.Log:
        """Returns acts; the reasons of those that touch what is held back stay here, for they are a person's words."""
        log = actions.log(self.desk, **asked)
        barred = self.barred(door)
        if not barred:
            return log
        held_back = self._names_within(barred)
        return answers.Log(
            acts=tuple(
                msgspec.structs.replace(act, reason="")
                if any(subject.partition(".")[0] in held_back for subject in act.subjects)
                else act
                for act in log.acts
            ),
            total=log.total,
        )

    def _names_within(self, conversations: frozenset[str]) -> frozenset[str]:
        names = set(conversations)
        for name in conversations:
            whole = dossier(self.desk, name)
            names.update(transcript.id for transcript in whole.transcripts)
            names.update(source.id for source in whole.sources)
            names.update(self.desk.archive.catalog.conversation(name).members)
        return frozenset(names)
