"""Questions about what people wrote on passages: notes, codings, cautions, and the codebook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Union

import msgspec
from sqlalchemy import Select, select

from ..model import Caution, Codebook, Coding, Note, place_of
from .coverage import standing_codes, stated_of
from .database import pieces
from .decisions import Decisions
from .schema import acts, codes, glossaries, members, remarks, statements, transcripts
from .standing import with_statements
from .views import Annotated, Coded

_ANNOTATION: msgspec.json.Decoder[Note | Coding | Caution] = msgspec.json.Decoder(Union[Note, Coding, Caution])  # noqa: UP007


class Annotations(Decisions):
    """What can be asked of notes, codings, cautions and codes."""

    def codebook(self) -> Codebook:
        """Returns the codebook as it stands."""
        with self._reading() as connection:
            return Codebook(standing_codes(connection))

    def codes(self) -> tuple[Coded, ...]:
        """Returns every code as it stands with the act that made it, oldest first."""
        query = select(codes.c.id, acts.c.id.label("act"), acts.c.agent, acts.c.time, acts.c.sequence)
        with self._reading() as connection:
            made = {row.id: row for row in connection.execute(query.join(acts, acts.c.sequence == codes.c.sequence))}
            return tuple(
                Coded(
                    code=code, act=made[code.id].act, agent=made[code.id].agent, time=made[code.id].time,
                    sequence=made[code.id].sequence,
                )
                for code in standing_codes(connection)
            )  # fmt: skip

    def code(self, identifier: str) -> Coded:
        """Returns the code of that id as it stands. Raises NotFound."""
        for coded in self.codes():
            if coded.code.id == identifier:
                return coded
        raise self.missing("code", identifier)

    def glossary(self) -> tuple[str, str]:
        """Returns the digest of the glossary that stands, and its text; both empty where there is none."""
        query = select(glossaries.c.digest, glossaries.c.text).order_by(glossaries.c.sequence.desc()).limit(1)
        with self._reading() as connection:
            found = connection.execute(query).first()
        return (str(found[0]), str(found[1])) if found is not None else ("", "")

    def glossary_digest(self) -> str:
        """Returns the digest of the glossary that stands, empty where there is none."""
        query = select(glossaries.c.digest).order_by(glossaries.c.sequence.desc()).limit(1)
        with self._reading() as connection:
            return str(connection.scalar(query) or "")

    def glossary_digests(self) -> frozenset[str]:
        """Returns the digests of all versions of the glossary that were not taken back."""
        with self._reading() as connection:
            return frozenset(connection.scalars(select(glossaries.c.digest)))

    def annotations(
        self, places: Iterable[str] | None = None, *, noun: str | None = None, withdrawn: bool = False
    ) -> tuple[Annotated, ...]:
        """Returns what is written on these transcripts and conversations, everywhere for None, oldest first; of one noun
        only where it is given. What was withdrawn is left out unless it is asked for."""
        query = select(remarks)
        if noun is not None:
            query = query.where(remarks.c.noun == noun)
        if places is None:
            found = self._annotated([query])
        else:
            found = self._annotated([query.where(remarks.c.place.in_(some)) for some in pieces(sorted(set(places)))])
        return found if withdrawn else tuple(each for each in found if not each.annotation.withdrawn)

    def annotation(self, identifier: str) -> Annotated:
        """Returns the note, coding or caution of that id, also a withdrawn one. Raises NotFound."""
        for found in self._annotated([select(remarks).where(remarks.c.id == identifier)]):
            return found
        raise self.missing("note, coding or caution", identifier)

    def annotated(self, noun: str | None = None) -> frozenset[str]:
        """Returns the ids of the transcripts and conversations on which anything is written."""
        query = select(remarks.c.place).distinct()
        if noun is not None:
            query = query.where(remarks.c.noun == noun)
        with self._reading() as connection:
            return frozenset(connection.scalars(query))

    def coded_with(self, codes_: Iterable[str]) -> tuple[str, ...]:
        """Returns the conversations, under canonical ids, with a passage that carries one of these codes."""
        wanted = set(codes_)
        coded = self.annotations(noun="coding")
        places = {
            place_of(each.annotation)
            for each in coded
            if isinstance(each.annotation, Coding) and each.annotation.code in wanted
        }
        return tuple(sorted(set(self.homes(places).values())))

    def coded_whole(self) -> tuple[tuple[str, str], ...]:
        """Returns every code on a whole conversation, the oldest first: the canonical id, and the code that was put."""
        query = select(remarks).where(remarks.c.noun == "coding", "c" <= remarks.c.place, remarks.c.place < "d")
        found = [
            each.annotation
            for each in self._annotated([query])
            if isinstance(each.annotation, Coding) and not each.annotation.withdrawn
        ]
        homes = self.homes(place_of(each) for each in found)
        return tuple((homes[place_of(each)], each.code) for each in found if place_of(each) in homes)

    def homes(self, named: Iterable[str]) -> dict[str, str]:
        """Returns the conversation, under its canonical id, that each of these transcripts and conversations is of."""
        found: dict[str, str] = {}
        of = select(transcripts.c.id, members.c.canonical).join(members, members.c.id == transcripts.c.conversation)
        own = select(members.c.id, members.c.canonical)
        with self._reading() as connection:
            for some in pieces(sorted(set(named))):
                found.update((row[0], row[1]) for row in connection.execute(of.where(transcripts.c.id.in_(some))))
                found.update((row[0], row[1]) for row in connection.execute(own.where(members.c.id.in_(some))))
        return found

    def _annotated(self, queries: Sequence[Select[Any]]) -> tuple[Annotated, ...]:
        with self._reading() as connection:
            rows = [row for query in queries for row in connection.execute(query)]
            stated = stated_of(connection, (row.id for row in rows))
            by = _acts(connection, {row.sequence for row in rows})
            changed: dict[str, tuple[str, str]] = {}
            last = select(statements.c.root, acts.c.agent, acts.c.time).join(
                acts, acts.c.sequence == statements.c.sequence
            )
            for some in pieces(sorted(stated)):
                said = connection.execute(last.where(statements.c.root.in_(some)).order_by(statements.c.sequence))
                changed.update({root: (agent, time) for root, agent, time in said})
        found = []
        for row in sorted(rows, key=lambda row: (row.sequence, row.ordinal, row.id)):
            act, agent, time = by[row.sequence]
            annotation = with_statements(_ANNOTATION.decode(row.record), stated.get(row.id, {}))
            who, when = changed.get(row.id, ("", ""))
            found.append(
                Annotated(
                    annotation=annotation, act=act, agent=agent, time=time, sequence=row.sequence, changed_by=who,
                    changed=when,
                )
            )  # fmt: skip
        return tuple(found)


def _acts(connection: Any, sequences: set[int]) -> dict[int, tuple[str, str, str]]:
    query = select(acts.c.sequence, acts.c.id, acts.c.agent, acts.c.time)
    return {
        sequence: (id, agent, time)
        for some in pieces(sorted(sequences))
        for sequence, id, agent, time in connection.execute(query.where(acts.c.sequence.in_(some)))
    }
