"""The lock: one writer at a time, across processes, for an act or a group of acts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import StorageFailed
from .disk import storage

PATIENCE = 30.0
"""Seconds that a writer waits for another."""


@contextmanager
def one_writer(path: Path, *, timeout: float = PATIENCE) -> Iterator[None]:
    """Holds the lock file while the block runs. The system lets go of it when its holder dies, however it dies.

    Raises StorageFailed after `timeout` seconds of waiting, or where the folder cannot be written to.
    """
    import filelock

    lock = filelock.FileLock(path, timeout=timeout)
    try:
        with storage("taking the writer's lock", path):
            try:
                lock.acquire(poll_interval=0.02)
            except filelock.Timeout:  # itself an OSError
                raise StorageFailed(
                    f"another program has been writing to this archive for {timeout:g} seconds",
                    hint="let it finish and try again; if it hangs, end it: the lock goes with it",
                    path=str(path),
                ) from None
    except NotImplementedError as error:
        raise StorageFailed(
            "this file system has no locks, so two writers could not be kept apart",
            hint="keep the archive on a local disk, and copy it from there",
            path=str(path),
        ) from error
    try:
        yield
    finally:
        lock.release()
