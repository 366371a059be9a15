"""Questions about hints: what people said of how a source is to be read."""

from __future__ import annotations

import msgspec
from sqlalchemy import or_, select

from ..model import Hint
from .history import History
from .schema import acts, hints
from .views import Hinted

_HINT: msgspec.json.Decoder[Hint] = msgspec.json.Decoder(Hint)


class Hints(History):
    """What can be asked of hints."""

    def hints(self, digest: str, url: str | None = None) -> tuple[Hinted, ...]:
        """Returns the hints on these bytes and on what was captured at that address, oldest first; withdrawn ones are out."""
        where = hints.c.digest == digest
        query = select(hints.c.record, acts.c.id, acts.c.agent, acts.c.time, acts.c.sequence, acts.c.reason)
        query = query.join(acts, acts.c.sequence == hints.c.sequence)
        query = query.where(or_(where, hints.c.url == url) if url else where)
        with self._reading() as connection:
            said = [
                Hinted(hint=_HINT.decode(record), act=act, agent=agent, time=time, sequence=sequence, reason=reason)
                for record, act, agent, time, sequence, reason in connection.execute(
                    query.order_by(hints.c.sequence, hints.c.ordinal)
                )
            ]
        gone = {each.hint.of for each in said}
        return tuple(each for each in said if each.hint.id not in gone and each.hint.kind != "withdrawn")
