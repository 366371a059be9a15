"""The same work on a Ray cluster: the one that `RAY_ADDRESS` names, else one of this machine's own cores.

Each machine of the cluster must see the archive's disk and have Earwitness with the engine's extra. Ray's usage statistics are
switched off: nothing is told to anybody.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any

from ..errors import EarwitnessError, EngineFailed, MissingExtra
from .crew import Done, Job, Progress, resolved, tried


def is_elsewhere() -> bool:
    """Says whether work for Ray may leave this machine: an address of a cluster stands in the environment."""
    return os.environ.get("RAY_ADDRESS", "").strip() not in ("", "local")


def _worked(work: str, payload: bytes) -> bytes | EarwitnessError:
    """Runs in a worker of the cluster; the engine it loaded stays for the next job."""
    return tried(resolved(work), payload, lambda far: None)


def ray(jobs: Iterable[Job], *, work: str, hands: int, patience: float, progress: Progress) -> Iterator[Done]:
    """Does the jobs on Ray, so many at once. Raises MissingExtra without the extra `ray`.

    Ray gives no signs of life from within a job: `patience` holds for the whole of one.
    """
    import time

    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray as cluster
    except ImportError as error:
        raise MissingExtra("ray", "working on a Ray cluster") from error
    started = not cluster.is_initialized()
    if started:
        options: dict[str, Any] = {} if is_elsewhere() else {"address": "local", "num_cpus": hands}
        cluster.init(include_dashboard=False, log_to_driver=False, configure_logging=False, **options)
    try:
        remote = cluster.remote(max_retries=0, max_calls=0)(_worked)
        waiting: dict[Any, tuple[Job, float]] = {}
        source = iter(jobs)
        more = True
        while more or waiting:
            while more and len(waiting) < hands:
                job = next(source, None)
                if job is None:
                    more = False
                    break
                waiting[remote.remote(work, job.payload)] = (job, time.monotonic() + patience)
            if not waiting:
                break
            ready, _ = cluster.wait(list(waiting), num_returns=1, timeout=1.0)
            for reference in ready:
                job, _ = waiting.pop(reference)
                yield job, _answer(cluster, reference, job)
            late = [reference for reference, (_, ends) in waiting.items() if ends < time.monotonic()]
            for reference in late:
                job, _ = waiting.pop(reference)
                cluster.cancel(reference, force=True)
                yield (
                    job,
                    EngineFailed(
                        f"{job.name}: the engine was not done after {patience:g} seconds and was ended",
                        hint="--patience SECONDS gives it longer",
                    ),
                )
    finally:
        if started:
            cluster.shutdown()


def _answer(cluster: Any, reference: Any, job: Job) -> bytes | EarwitnessError:
    try:
        answer: bytes | EarwitnessError = cluster.get(reference)
    except cluster.exceptions.RayError as error:
        return EngineFailed(f"{job.name}: the engine died on the cluster: {str(error).splitlines()[0]}")
    return answer
