"""The queue: the possible matches that wait for a person, held until an act is done or somebody has looked again."""

from __future__ import annotations

from .. import actions
from ..actions import Desk
from ..actions.proposal import Proposal
from ..actions.waiting import Waiting
from ..errors import EarwitnessError
from .comparing import Held


class Queue:
    """What waits in one open archive."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._held = Held()

    def all(self) -> Waiting:
        """Returns all that waits, the strongest first."""
        standing = self.desk.archive.catalog.position, self.desk.kept.keys("proposals")
        found: Waiting = self._held.get("all", standing, lambda: actions.list_waiting(self.desk, limit=None))
        return found

    def of(self, home: str | None) -> tuple[Proposal, ...]:
        """Returns what waits of one conversation, by the id it stands under; all for None."""
        everything = self.all().proposals
        return everything if home is None else tuple(one for one in everything if home in one.pair)

    def count(self) -> int:
        """Returns how many wait; none where the archive cannot say: a page about that trouble must still be made."""
        try:
            # Where nothing was ever proposed nothing waits, and no conversation need be looked at.
            return self.all().total if self.desk.kept.keys("proposals") else 0
        except EarwitnessError:
            return 0
