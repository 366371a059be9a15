"""Files as people name them: paths, folders, globs, `-` and addresses, each becoming candidates to be captured.

One bad file never stops the rest: what cannot be taken comes out as a candidate that says why. Links that lead out of
the folder that was named are refused, pipes and devices are never opened, and a file is read once.
"""

from __future__ import annotations

import datetime as dt
import glob
import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Literal

from msgspec import Struct

from ..errors import CaptureFailed, UnsafeInput
from .fetch import is_url

MAX_BYTES = 512 * 1024 * 1024
_PIECE = 1024 * 1024
_OPEN_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)  # fmt: skip
"""Without following a link that was put there since, and without waiting at a pipe."""


class Candidate(Struct, frozen=True, kw_only=True):
    """One thing that was named, or found in a folder that was."""

    path: str
    """The path as given and found, an address on the web, or `-`. May hold surrogate escapes; `shown` does not."""
    kind: Literal["file", "stdin", "web", "skipped", "failed"]
    target: str = ""
    """Where a file really is, links resolved: what `read_file` opens."""
    why: str = ""
    """Why it was skipped or failed, in words."""

    @property
    def shown(self) -> str:
        """The path as it can be printed and written as UTF-8; bytes that are no text appear as `\\xff`."""
        return printable(self.path)


class Taken(Struct, frozen=True, kw_only=True):
    """The bytes of a file, and what the disk says of it."""

    content: bytes
    digest: str
    """SHA-256, taken while the bytes were read."""
    size: int
    modified: str | None = None
    """The file's time of change, UTC to the second; None for standard input."""


def printable(path: str) -> str:
    """Returns a path as UTF-8 can hold it."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def walk(inputs: Sequence[str]) -> Iterator[Candidate]:
    """Yields a candidate for every file that the inputs name, folders in order of their names, and for what was left out.

    What is named twice comes once. Nothing is opened yet, and nothing raises: a path that is not there is a candidate
    that failed.
    """
    seen: set[str] = set()
    for given in inputs:
        for candidate in _named(given):
            identity = candidate.target or candidate.path
            if identity in seen:
                continue
            seen.add(identity)
            yield candidate


def _named(given: str) -> Iterator[Candidate]:
    if given == "-":
        yield Candidate(path="-", kind="stdin")
    elif is_url(given):
        yield Candidate(path=given, kind="web")
    elif not given or "\0" in given:
        yield Candidate(path=given, kind="failed", why="this is no path")
    elif os.path.lexists(given):
        yield from _found(given, None)
    elif glob.has_magic(given):
        yield from _matched(given)
    else:
        yield Candidate(path=given, kind="failed", why="there is no such file or folder")


def _matched(pattern: str) -> Iterator[Candidate]:
    """Yields what a glob matches, hidden names aside; links may not lead out of the folder before its first sign."""
    parts = Path(pattern).parts
    fixed = next(place for place, part in enumerate(parts) if glob.has_magic(part))
    folder = Path(*parts[:fixed])
    try:
        matches = [path for path in folder.glob(str(Path(*parts[fixed:]))) if _meant(path.parts[fixed:], parts[fixed:])]
    except (ValueError, NotImplementedError) as error:
        yield Candidate(path=pattern, kind="failed", why=f"this is no pattern: {error}".lower())
        return
    if not matches:
        yield Candidate(path=pattern, kind="failed", why="nothing has a name like this")
    for path in sorted(matches, key=os.fsencode):
        yield from _found(str(path), os.path.realpath(folder))


def _meant(found: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Says whether a match is what a shell would give: a hidden name only where the pattern's part begins with a dot."""
    asked = any(part.startswith(".") for part in pattern)
    return asked or not any(name.startswith(".") for name in found)


def _found(path: str, root: str | None) -> Iterator[Candidate]:
    """Yields a path's candidates, a folder's in order of their names.

    `root` is the folder that links may not leave; None where the path itself was named, which may be a link.
    """
    waiting = [(path, root, "")]  # not recursive, for folders can be deeper than calls
    while waiting:
        path, root, above = waiting.pop()
        try:
            linked = root is not None and Path(path).is_symlink()
            # What stands in a folder whose real path is known needs no walk from the root again.
            known = above and not linked
            target = os.path.join(above, os.path.basename(path)) if known else os.path.realpath(path, strict=True)  # noqa: PTH118, PTH119
            mode = os.stat(target, follow_symlinks=False).st_mode  # noqa: PTH116
        except OSError as error:
            yield Candidate(path=path, kind="failed", why=_trouble(error))
            continue
        if root is not None and not _inside(target, root):
            yield Candidate(path=path, kind="failed", why="a link that leads out of the folder is not followed")
        elif stat.S_ISDIR(mode) and linked:
            yield Candidate(path=path, kind="skipped", why="a link to a folder; its files come up where they are")
        elif stat.S_ISDIR(mode):
            inner, left_out = _listed(path)
            yield from left_out
            waiting += [(name, root or target, target) for name in reversed(inner)]
        elif stat.S_ISREG(mode):
            yield Candidate(path=path, kind="file", target=target)
        else:
            yield Candidate(path=path, kind="failed", why=f"this is {_special(mode)}, not a file")


def _listed(folder: str) -> tuple[list[str], list[Candidate]]:
    """Returns the paths in a folder, in order, and what is left out of it."""
    try:
        names = sorted(os.listdir(folder), key=os.fsencode)  # noqa: PTH208  (the path stays as it was given)
    except OSError as error:
        return [], [Candidate(path=folder, kind="failed", why=_trouble(error))]
    if not names:
        return [], [Candidate(path=folder, kind="skipped", why="an empty folder")]
    if "journal.jsonl" in names and "objects" in names:
        return [], [Candidate(path=folder, kind="skipped", why="an archive; what it holds is kept already")]
    paths = {name: os.path.join(folder, name) for name in names}  # noqa: PTH118
    hidden = [
        Candidate(path=path, kind="skipped", why="hidden; name it to add it")
        for name, path in paths.items()
        if name.startswith(".")
    ]
    return [path for name, path in paths.items() if not name.startswith(".")], hidden


def _inside(target: str, root: str) -> bool:
    return target == root or target.startswith(root.rstrip(os.sep) + os.sep)


def _special(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "a pipe"
    if stat.S_ISSOCK(mode):
        return "a socket"
    return "a device"


def _trouble(error: OSError) -> str:
    """Returns what the system says, in words that do not repeat the path."""
    return (error.strerror or str(error)).lower()


def read_file(candidate: Candidate, *, max_bytes: int = MAX_BYTES) -> Taken:
    """Returns the bytes of a candidate that is a file, read once, hashed while read.

    Raises CaptureFailed where it cannot be read, is a file no longer or changes while it is read, and UnsafeInput where
    it is larger than `max_bytes`.
    """
    return _taken(candidate, max_bytes, keep=True)


def hash_file(candidate: Candidate, *, max_bytes: int) -> Taken:
    """Returns what `read_file` does but for the bytes: they were hashed, and may be more than fit into memory."""
    return _taken(candidate, max_bytes, keep=False)


def read_head(candidate: Candidate, size: int) -> bytes:
    """Returns the first bytes of a candidate that is a file. Raises CaptureFailed where it cannot be read."""
    try:
        descriptor = os.open(candidate.target, _OPEN_FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise CaptureFailed("this is no longer a file", path=candidate.shown)
            return file.read(size)
    except OSError as error:
        raise CaptureFailed(
            f"{candidate.shown} cannot be read: {_trouble(error)}", path=candidate.shown, hint="look at its permissions"
        ) from error


def _taken(candidate: Candidate, max_bytes: int, *, keep: bool) -> Taken:
    try:
        descriptor = os.open(candidate.target, _OPEN_FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            before = os.fstat(descriptor)
            if not stat.S_ISREG(before.st_mode):
                raise CaptureFailed("this is no longer a file", path=candidate.shown)
            if max_bytes < before.st_size:
                raise _too_large(candidate.shown, max_bytes)
            content, size, digest = _read(file, candidate.shown, max_bytes, keep=keep)
            after = os.fstat(descriptor)
    except OSError as error:
        raise CaptureFailed(
            f"{candidate.shown} cannot be read: {_trouble(error)}", path=candidate.shown, hint="look at its permissions"
        ) from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or after.st_size != size:
        raise CaptureFailed(
            f"{candidate.shown} changed while it was read", path=candidate.shown, hint="add it when it is finished"
        )
    modified = dt.datetime.fromtimestamp(after.st_mtime_ns // 1_000_000_000, dt.UTC)
    return Taken(content=content, digest=digest, size=size, modified=modified.strftime("%Y-%m-%dT%H:%M:%SZ"))


def read_stream(stream: BinaryIO, *, max_bytes: int = MAX_BYTES) -> Taken:
    """Returns the bytes of standard input. Raises UnsafeInput where there are more than `max_bytes`."""
    try:
        content, size, digest = _read(stream, "-", max_bytes)
    except OSError as error:
        raise CaptureFailed(f"standard input cannot be read: {_trouble(error)}", path="-") from error
    return Taken(content=content, digest=digest, size=size)


def _read(file: BinaryIO, shown: str, max_bytes: int, *, keep: bool = True) -> tuple[bytes, int, str]:
    pieces: list[bytes] = []
    size, digest = 0, hashlib.sha256()
    while piece := file.read(_PIECE):
        size += len(piece)
        if max_bytes < size:
            raise _too_large(shown, max_bytes)
        digest.update(piece)
        if keep:
            pieces.append(piece)
    return b"".join(pieces), size, digest.hexdigest()


def _too_large(shown: str, max_bytes: int) -> UnsafeInput:
    return UnsafeInput(
        f"{shown} is larger than {max_bytes // (1024 * 1024)} MB" if 1024 * 1024 <= max_bytes else
        f"{shown} is larger than {max_bytes} bytes",
        path=shown, hint="add the part of it that holds the conversation",
    )  # fmt: skip
