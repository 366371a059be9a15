"""The disk: what must be done before bytes may be called kept.

A file is kept when its own bytes are synced and the folder that names it is synced. A failed sync is never tried again:
the system may have dropped the pages and would then call the second try a success. `docs/decisions/0002-writing.md` has
the measurements behind the order.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from ..errors import StorageFailed

WINDOWS = os.name == "nt"


@contextmanager
def storage(doing: str, path: Path | None = None) -> Iterator[None]:
    """Turns the system's refusals while reading or writing into StorageFailed, with what was being done."""
    try:
        yield
    except OSError as error:
        raise StorageFailed(
            f"{doing}: {error.strerror or error}",
            hint=_way_out(error),
            path=str(path) if path is not None else error.filename and str(error.filename),
        ) from error


def _way_out(error: OSError) -> str:
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "make room on the disk and do it again; what was acknowledged before still stands"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return "this archive is read-only here: copy it to a disk you may write to, or ask for the rights"
    return "nothing was acknowledged; check the disk, then run `earwitness verify`"


def sync_directory(path: Path) -> None:
    """Syncs the names in a folder. Windows has no such call: there the rename itself is journalled."""
    if WINDOWS:
        return
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Syncs the bytes of a file that was written before."""
    descriptor = os.open(path, (os.O_RDWR if WINDOWS else os.O_RDONLY) | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_all(sync: Callable[[Path], None], paths: Collection[Path]) -> None:
    """Syncs each of the paths, many at a time: a disk that is asked by several at once answers them together.

    Raises the first OSError; every sync has been tried once then, and none twice.
    """
    if len(paths) <= 4:
        for path in paths:
            sync(path)
        return
    with ThreadPoolExecutor(max_workers=16) as pool:
        for future in [pool.submit(sync, path) for path in paths]:
            future.result()


def start_writing_out(descriptor: int) -> None:
    """Asks the system to begin writing a file out, so that many files share the sync that follows.

    Only a wish: where the system has no such call nothing happens, and the sync does all the work.
    """
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def write_all(descriptor: int, content: bytes | memoryview) -> None:
    """Writes all the bytes, however many calls that takes."""
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def keep_file(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Writes a small file beside its place, syncs it, and moves it there: whole or not at all. Raises OSError."""
    beside = path.with_name(path.name + ".new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), mode)
    try:
        write_all(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    os.replace(beside, path)  # noqa: PTH105
    sync_directory(path.parent)
