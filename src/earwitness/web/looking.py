"""Looking: the archive is looked through for conversations that may be one, beside the server, once at a time.

The work only reads; what it finds is kept beside the search index. It ends with the server, and where something is erased.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, TimeoutError

from msgspec import Struct

from .. import actions
from ..actions import Desk
from ..actions.beside import Beside, set_beside
from ..actions.proposal import Proposal
from ..errors import EarwitnessError

PATIENCE = 2.5
"""Seconds that a page waits for two conversations to be lined up before it says that they are being."""
GOODBYE = 5.0
"""Seconds that a server which stops waits for the work to end."""


class Stopped(Exception):
    """The server stops, and the work with it."""


class State(Struct, frozen=True, kw_only=True):
    """How far the work is."""

    running: bool = False
    step: str = ""
    """`read` or `judge`; empty at the very beginning."""
    done: int = 0
    total: int = 0
    of: str | None = None
    """The conversation that is looked at alone."""
    trouble: str = ""
    """Why the last work came to nothing."""


class Looking:
    """The work in one open archive."""

    def __init__(self, desk: Desk, *, propose: Callable[..., object] | None = None, patience: float = PATIENCE) -> None:
        self.desk = desk
        self.patience = patience
        self.state = State()
        self._propose = propose
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._pairs: dict[tuple[object, ...], Future[Beside]] = {}

    def start(self, of: str | None = None) -> bool:
        """Begins to look through the archive, or at one conversation; False where somebody does already."""
        with self._lock:
            if self.state.running or self._stop.is_set():
                return False
            self.state = State(running=True, of=of)
            self._thread = threading.Thread(target=self._work, args=(of,), name="looking", daemon=True)
            self._thread.start()
            return True

    def stop(self) -> None:
        """Ends the work, if any; nothing begins after."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(GOODBYE)

    def _work(self, of: str | None) -> None:
        try:
            (self._propose or actions.propose)(self.desk, id=of, limit=0, progress=self._tell)
        except Stopped:
            self.state = State(of=of)
        except EarwitnessError as error:
            self.state = State(of=of, trouble=f"{error.message}. {error.hint}".strip())
        except Exception as error:
            logging.getLogger("earwitness.web").error("a fault while looking for matches", exc_info=error)
            self.state = State(of=of, trouble="something failed that should not; the terminal of the desk says more")
        else:
            self.state = State(of=of)

    def _tell(self, step: str, done: int, total: int | None, name: str) -> None:
        if self._stop.is_set():
            raise Stopped
        self.state = State(running=True, step=step, done=done, total=total or 0, of=self.state.of)

    def beside(self, proposal: Proposal, *, wait: bool = False) -> Beside | None:
        """Returns both sides of a proposal; None while long ones are being lined up, unless told to `wait`.

        It is worked out anew for each page, from the alignment that is kept; only what is not done yet is held here.
        """
        key = (self.desk.archive.catalog.position, proposal.ends)
        with self._lock:
            job = self._pairs.get(key)
            if job is None:
                for old in [old for old, other in self._pairs.items() if other.done()]:
                    del self._pairs[old]  # nobody came back for it
                job = self._pairs[key] = Future()
                threading.Thread(target=self._line_up, args=(proposal, job), name="lining up", daemon=True).start()
        try:
            return job.result(None if wait else self.patience)
        except TimeoutError:
            return None

    def _line_up(self, proposal: Proposal, job: Future[Beside]) -> None:
        try:
            job.set_result(set_beside(self.desk, proposal))
        except BaseException as error:
            job.set_exception(error)
