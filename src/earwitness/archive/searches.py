"""The kept searches, as they stand."""

from __future__ import annotations

import msgspec
from sqlalchemy import select

from ..model import Search
from .annotations import Annotations
from .coverage import stated_of
from .schema import acts, searches
from .standing import with_statements
from .views import KeptSearch

_SEARCH = msgspec.json.Decoder(Search)


class Searches(Annotations):
    """What can be asked of the searches that people kept."""

    def kept_searches(self, *, withdrawn: bool = False) -> tuple[KeptSearch, ...]:
        """Returns every kept search as it stands, the oldest first, without the passages that answered it.

        What was taken off the record is left out unless it is asked for.
        """
        query = select(
            searches.c.id, searches.c.record, acts.c.id.label("act"), acts.c.agent, acts.c.time, acts.c.sequence
        ).join(acts, acts.c.sequence == searches.c.sequence)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(searches.c.sequence, searches.c.ordinal)).all()
            stated = stated_of(connection, (row.id for row in rows))
        found = (
            KeptSearch(
                search=with_statements(_SEARCH.decode(row.record), stated.get(row.id, {})),
                act=row.act, agent=row.agent, time=row.time, sequence=row.sequence,
            )
            for row in rows
        )  # fmt: skip
        return tuple(kept for kept in found if withdrawn or not kept.search.withdrawn)

    def kept_search(self, identifier: str) -> KeptSearch:
        """Returns the kept search of that id, also one taken off the record. Raises NotFound."""
        for kept in self.kept_searches(withdrawn=True):
            if kept.search.id == identifier:
                return kept
        raise self.missing("search", identifier)

    def found_by(self, identifier: str) -> tuple[tuple[str, ...], ...]:
        """Returns the passages that answered a kept search, each as the ids of its turns."""
        with self._reading() as connection:
            told = str(connection.scalar(select(searches.c.found).where(searches.c.id == identifier)) or "")
        return tuple(tuple(line.split()) for line in told.splitlines())
