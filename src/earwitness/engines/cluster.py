"""The same work on a Ray cluster: the one that `RAY_ADDRESS` names, else one of this machine's own cores.

Each machine of the cluster must see the archive's disk and have Earwitness with the engine's extra. Ray's usage statistics are
switched off: nothing is told to anybody.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from typing import Any

from ..errors import EarwitnessError, EngineFailed, MissingExtra
from .crew import Done, Job, Progress, resolved, tried

LOOK = 1.0
"""Seconds between two looks at whether the hands live."""


def is_elsewhere() -> bool:
    """Says whether work for Ray may leave this machine: an address of a cluster stands in the environment."""
    return os.environ.get("RAY_ADDRESS", "").strip() not in ("", "local")


class _Worker:
    """An actor on the cluster: does one job at a time, and says beside it that it lives. Its engine stays loaded."""

    def __init__(self, work: str) -> None:
        self._function = resolved(work)
        self._signs = 0
        self._far: int | None = None

    def work(self, payload: bytes) -> bytes | EarwitnessError:
        self._far = None
        return tried(self._function, payload, self._alive)

    def _alive(self, far: int | None) -> None:
        self._signs += 1
        self._far = far if far is not None else self._far

    def signs(self) -> tuple[int, int | None]:
        """Returns how many signs of life the work has given so far, and how far it is."""
        return self._signs, self._far


class _Hand:
    """An actor as this process sees it: its job, and when it last gave a sign of life."""

    def __init__(self, cluster: Any, work: str) -> None:
        self._cluster = cluster
        self._actor = cluster.remote(max_restarts=0, max_concurrency=2, num_cpus=1)(_Worker).remote(work)
        self.job: Job | None = None
        self.answer: Any = None
        self._asked: Any = None
        self._signs = -1
        self._seen: float | None = None

    def give(self, job: Job) -> None:
        self.job, self.answer = job, self._actor.work.remote(job.payload)
        self._asked, self._signs, self._seen = self._actor.signs.remote(), -1, None

    def lives(self, patience: float, progress: Progress) -> bool:
        """Says whether it gave a sign of life in time. The clock runs from its first: a busy cluster may keep it waiting."""
        ready, _ = self._cluster.wait([self._asked], timeout=0)
        if ready:
            try:
                signs, far = self._cluster.get(self._asked)
            except self._cluster.exceptions.RayError:
                return True  # it died: its job's answer says so
            self._asked = self._actor.signs.remote()
            if signs != self._signs:
                self._signs, self._seen = signs, time.monotonic()
                if far is not None and self.job is not None:
                    progress(self.job, far)
        return self._seen is None or time.monotonic() < self._seen + patience

    def result(self) -> bytes | EarwitnessError:
        """Returns what its job came to; of one that died, that."""
        job, self.job = self.job, None
        assert job is not None
        try:
            answer: bytes | EarwitnessError = self._cluster.get(self.answer)
        except self._cluster.exceptions.RayError as error:
            self.end()
            return EngineFailed(f"{job.name}: the engine died on the cluster: {str(error).splitlines()[0]}")
        return answer

    def end(self) -> None:
        self._cluster.kill(self._actor)
        self._actor = None

    @property
    def ended(self) -> bool:
        return self._actor is None


def ray(jobs: Iterable[Job], *, work: str, hands: int, patience: float, progress: Progress) -> Iterator[Done]:
    """Does the jobs on Ray, so many at once. Raises MissingExtra without the extra `ray`."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray as cluster
    except ImportError as error:
        raise MissingExtra("ray", "working on a Ray cluster") from error
    started = not cluster.is_initialized()
    if started:
        options: dict[str, Any] = {} if is_elsewhere() else {"address": "local", "num_cpus": hands}
        cluster.init(include_dashboard=False, log_to_driver=False, configure_logging=False, **options)
    idle: list[_Hand] = []
    busy: list[_Hand] = []
    try:
        source = iter(jobs)
        more = True
        while more or busy:
            while more and len(busy) < hands:
                job = next(source, None)
                if job is None:
                    more = False
                    break
                hand = idle.pop() if idle else _Hand(cluster, work)
                hand.give(job)
                busy.append(hand)
            if not busy:
                break
            with redirect_stdout(sys.stderr):  # what Ray tells of a worker's death is no result of ours
                ready, _ = cluster.wait([hand.answer for hand in busy], num_returns=1, timeout=LOOK)
            for hand in [hand for hand in busy if hand.answer in ready]:
                busy.remove(hand)
                job = hand.job
                assert job is not None
                answer = hand.result()
                idle += [] if hand.ended else [hand]
                yield job, answer
            for hand in [hand for hand in busy if not hand.lives(patience, progress)]:
                busy.remove(hand)
                hand.end()
                assert hand.job is not None
                yield (
                    hand.job,
                    EngineFailed(
                        f"{hand.job.name}: the engine gave no sign of life for {patience:g} seconds and was ended",
                        hint="--patience SECONDS gives it longer",
                    ),
                )
    finally:
        for hand in (*idle, *busy):
            hand.end()
        if started:
            cluster.shutdown()
