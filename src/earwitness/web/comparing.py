"""Comparing: the collations of the archive, worked out beside the server and held for as long as nothing is done.

The first comparison of long versions takes its time; whoever asks meanwhile is told so and does not wait for it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, TimeoutError
from typing import Any

from .. import actions
from ..actions import Desk
from ..actions.collating import Collation

PATIENCE = 2.5
"""Seconds that a page waits before it says that the versions are being compared."""
HELD = 16
"""Answers that are held at once."""


class Held:
    """Answers of the archive, held until an act is done or a day ends; the oldest go first."""

    def __init__(self) -> None:
        self._answers: OrderedDict[object, tuple[object, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: object, standing: object, make: Callable[[], Any]) -> Any:
        """Returns the answer held under the key, made anew where the archive stands elsewhere."""
        with self._lock:
            found = self._answers.get(key)
            if found is not None and found[0] == standing:
                self._answers.move_to_end(key)
                return found[1]
        made = make()
        with self._lock:
            self._answers[key] = (standing, made)
            while HELD < len(self._answers):
                self._answers.popitem(last=False)
        return made


class Comparing:
    """The collations of one open archive."""

    def __init__(self, desk: Desk, *, patience: float = PATIENCE) -> None:
        self.desk = desk
        self.patience = patience
        self._jobs: OrderedDict[str, tuple[object, Future[Collation]]] = OrderedDict()
        self._lock = threading.Lock()
        self._one_at_a_time = threading.Lock()

    def collation(self, conversation: str, *, wait: bool = False) -> Collation | None:
        """Returns the collation of a conversation as it stands; None while it is being worked out, unless told to `wait`."""
        until = None if wait else self.patience
        for _ in range(2):
            standing = self.desk.archive.catalog.position
            made_at, job = self._job(conversation, standing)
            try:
                found = job.result(until)
            except TimeoutError:
                return None
            except Exception:
                self._forget(conversation)
                raise
            if made_at == standing:
                break
        return found

    def _job(self, conversation: str, standing: object) -> tuple[object, Future[Collation]]:
        with self._lock:
            found = self._jobs.get(conversation)
            # What is being worked out is waited for, though an act was done since: it makes the next one quick.
            if found is not None and (found[0] == standing or not found[1].done()):
                self._jobs.move_to_end(conversation)
                return found
            job: Future[Collation] = Future()
            self._jobs[conversation] = (standing, job)
            while HELD < len(self._jobs):
                self._jobs.popitem(last=False)
        threading.Thread(target=self._work, args=(conversation, job), name="comparing", daemon=True).start()
        return standing, job

    def _work(self, conversation: str, job: Future[Collation]) -> None:
        try:
            with self._one_at_a_time:
                job.set_result(actions.collate(self.desk, conversation))
        except BaseException as error:
            job.set_exception(error)

    def _forget(self, conversation: str) -> None:
        with self._lock:
            self._jobs.pop(conversation, None)
