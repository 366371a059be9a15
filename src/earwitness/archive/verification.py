"""Verification: every fault of an archive by name. It changes nothing, replays nothing, and trusts nothing derived.

What a crash may leave and the next writer mends is a notice, not a fault.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Literal

from msgspec import Struct

from ..digests import sha256, sha256_file
from ..errors import BadInput, EarwitnessError, NewerArchive, NotFound, StorageFailed
from ..model import decode_payload
from ..model.glossary import FILE as GLOSSARY
from ..version import ARCHIVE_VERSION
from .archive import HANDOUT, MARKER, Archive, Marker, handout
from .comparison import compare_catalog
from .disk import storage
from .journal import NOTHING, Line, decode_line
from .objects import DIGEST
from .payloads import replaced_by
from .sweep import named_by

FaultKind = Literal["changed", "missing", "unexpected", "broken chain", "torn", "bad seal", "stale"]
Progress = Callable[[int, "int | None", str], None]

CATALOG = "catalog.sqlite"
JOURNAL = "journal.jsonl"
EXPECTED = {
    MARKER,
    JOURNAL,
    "objects",
    "seals",
    "search",
    "sound",
    "drafts",
    "incoming",
    "writer.lock",
    GLOSSARY,
    *HANDOUT,
}
_DERIVED = re.compile(r"catalog\.sqlite(\.new)?(-wal|-shm|-journal)?")
_TORN = re.compile(r"journal\.torn-\d+-\d+")


class Fault(Struct, frozen=True, kw_only=True, order=True):
    """Something that is not as it was when it was kept."""

    path: str
    """Within the archive, with `/` between folders."""
    kind: FaultKind
    expected: str = ""
    found: str = ""


class Notice(Struct, frozen=True, kw_only=True, order=True):
    """Something to know that is no fault."""

    path: str
    what: str


class Verification(Struct, frozen=True, kw_only=True):
    """What a verification found. No faults means unchanged since it was kept; never true, nor who spoke."""

    objects: int
    """How many were hashed."""
    bytes: int
    acts: int
    """How many lines the journal has."""
    head: str
    """The digest of the journal's last line: compare it with one noted elsewhere."""
    faults: tuple[Fault, ...]
    notices: tuple[Notice, ...]


def open_to_verify(path: Path) -> Archive:
    """Opens the archive in a folder even where the file that says what it is was lost or harmed: that is a fault to name.

    Raises NotFound where there is no journal either, NewerArchive.
    """
    try:
        return Archive.open(path)
    except (NotFound, BadInput) as error:
        if isinstance(error, NewerArchive) or not (path / JOURNAL).is_file():
            raise
        return Archive(path, Marker(version=ARCHIVE_VERSION, origin="", created=""))


def verify(archive: Archive, progress: Progress | None = None) -> Verification:
    """Returns every fault of the archive, and what is worth a notice.

    Every object is hashed again, the journal's chain followed, every payload read, every object looked for that a source
    names, and the catalog compared with all that. `progress` is told the objects done, of how many, and the last digest.
    Raises StorageFailed where the disk will not give the bytes.
    """
    return _Verifying(archive, progress).all()


class _Verifying:
    def __init__(self, archive: Archive, progress: Progress | None) -> None:
        self.archive = archive
        self.progress = progress
        self.faults: list[Fault] = []
        self.notices: list[Notice] = []
        self.writer_at_work = archive.incoming.is_dir()

    def fault(self, path: str, kind: FaultKind, expected: str = "", found: str = "") -> None:
        self.faults.append(Fault(path=path, kind=kind, expected=expected, found=found))

    def notice(self, path: str, what: str) -> None:
        self.notices.append(Notice(path=path, what=what))

    def all(self) -> Verification:
        with storage("verifying the archive", self.archive.path):
            self._root()
            lines, head = self._chain()
            sizes, whole = self._objects()
            self._payloads(lines, sizes, whole)
            self._catalog(lines, head)
        return Verification(
            objects=len(sizes),
            bytes=sum(sizes.values()),
            acts=len(lines),
            head=head,
            faults=tuple(sorted(set(self.faults), key=_in_order)),
            notices=tuple(sorted(set(self.notices))),
        )

    def _root(self) -> None:
        """Looks at what stands beside the objects and the journal."""
        for entry in sorted(os.scandir(self.archive.path), key=lambda entry: entry.name):
            if _TORN.fullmatch(entry.name):
                self.notice(entry.name, "a torn last line that a crash left was set aside here")
            elif _DERIVED.fullmatch(entry.name):
                if entry.name.startswith(CATALOG + ".new"):
                    self.notice(entry.name, "an unfinished new catalog; the next writer removes it")
            elif entry.name not in EXPECTED:
                self.fault(entry.name, "unexpected", found="folder" if entry.is_dir() else "file")
            elif entry.is_symlink():
                self.fault(entry.name, "unexpected", found=_what(entry))
        for name in (MARKER, *HANDOUT):
            path = self.archive.path / name
            if not path.is_file():
                self.fault(name, "missing")
            elif name != MARKER and path.read_bytes() != handout(name):
                self.notice(name, "this is not the copy that this Earwitness gives out: use another to check by hand")
        try:
            Archive.open(self.archive.path)
        except NotFound:
            pass  # it is missing, which is said above
        except EarwitnessError as error:
            self.fault(MARKER, "changed", found=error.message)
        for path in sorted(self.archive.incoming.iterdir()) if self.writer_at_work else ():
            self.notice(f"incoming/{path.name}", "a writer is at work, or one died; the next one removes this")

    def _chain(self) -> tuple[list[Line | None], str]:
        """Follows the chain; returns the lines, None for one that cannot be read, and the last one's digest."""
        journal = self.archive.journal
        if not journal.path.is_file():
            self.fault(JOURNAL, "missing")
            return [], NOTHING
        lines: list[Line | None] = []
        before = NOTHING
        for number, content in enumerate(journal.raw(), start=1):
            line: Line | None = None
            try:
                line = decode_line(content)
            except ValueError as error:
                self.fault(JOURNAL, "broken chain", f"line {number}: a line of the journal", f"line {number}: {error}")
            if line is not None and line.sequence != number:
                self.fault(JOURNAL, "broken chain", f"line {number}: sequence {number}", f"sequence {line.sequence}")
            if line is not None and line.prev != before:
                self.fault(JOURNAL, "broken chain", f"line {number}: prev {before}", f"prev {line.prev}")
            lines.append(line)
            before = sha256(content)
        return lines, before

    def _entries(self) -> Iterator[os.DirEntry[str]]:
        """Yields the files of objects/ that have an object's name; all else there is a fault."""
        objects = self.archive.objects.path
        if not objects.is_dir():
            self.fault("objects", "missing")
            return
        for folder in sorted(os.scandir(objects), key=lambda entry: entry.name):
            proper = re.fullmatch("[0-9a-f]{2}", folder.name) is not None
            if not proper or not folder.is_dir(follow_symlinks=False):
                self.fault(f"objects/{folder.name}", "unexpected", found=_what(folder))
                continue
            for entry in sorted(os.scandir(folder.path), key=lambda entry: entry.name):
                if DIGEST.fullmatch(folder.name + entry.name) and entry.is_file(follow_symlinks=False):
                    yield entry
                else:
                    self.fault(f"objects/{folder.name}/{entry.name}", "unexpected", found=_what(entry))

    def _objects(self) -> tuple[dict[str, int], set[str]]:
        """Hashes every object, on all cores; returns their sizes, and the digests of those that are unchanged."""
        entries = list(self._entries())
        sizes: dict[str, int] = {}
        whole: set[str] = set()
        waiting: deque[tuple[str, Future[str]]] = deque()

        def settle() -> None:
            digest, future = waiting.popleft()
            try:
                found = future.result()
            except OSError as error:
                found = f"unreadable: {error.strerror}"
            if found == digest:
                whole.add(digest)
            else:
                self.fault(object_path(digest), "changed", digest, found)
            if self.progress is not None:
                self.progress(len(sizes) - len(waiting), len(entries), digest)

        # hashlib lets go of the interpreter's lock, so threads use all cores; a window keeps memory flat.
        cores = os.cpu_count() or 1
        with ThreadPoolExecutor(max_workers=cores) as pool:
            for entry in entries:
                digest = Path(entry.path).parent.name + entry.name
                sizes[digest] = entry.stat().st_size
                waiting.append((digest, pool.submit(sha256_file, Path(entry.path))))
                if 16 * cores < len(waiting):
                    settle()
            while waiting:
                settle()
        return sizes, whole

    def _payloads(self, lines: list[Line | None], sizes: dict[str, int], whole: set[str]) -> None:
        """Reads every payload, erasures honoured, and looks for every object that a source names."""
        objects = self.archive.objects
        replaced: dict[str, str | None] = {}
        for line in lines:
            if line is not None and line.payload in whole:
                try:
                    replaced.update(replaced_by(objects.read(line.payload)))
                except (BadInput, StorageFailed):
                    continue  # named below, where every payload is decoded
        named: set[str] = set()
        first: dict[str, int] = {}
        for number, line in enumerate(lines, start=1):
            if line is None:
                continue
            # Every payload has a salt of its own, so no two acts ever share one.
            if first.setdefault(line.payload, number) != number:
                self.fault(
                    JOURNAL, "broken chain", f"line {number}: a payload of its own", f"that of {first[line.payload]}"
                )
            stands: str = line.payload
            while stands in replaced:
                if stands in sizes:
                    self.notice(object_path(stands), "it was erased and is still here; the next writer removes it")
                    named.add(stands)
                stands = replaced[stands] or ""
            if not stands:
                continue
            named.add(stands)
            if stands not in sizes:
                self.fault(object_path(stands), "missing", f"the payload of act {number}")
            elif stands in whole:
                named |= self._payload(number, line, stands)
        for digest in sorted(named - sizes.keys() - {line.payload for line in lines if line is not None}):
            self.fault(object_path(digest), "missing", "an object that a source names")
        for digest in sorted(sizes.keys() - named):
            self.notice(object_path(digest), "no act names it: a crash left it, and the next writer sweeps it")

    def _payload(self, number: int, line: Line, digest: str) -> set[str]:
        """Reads one payload; returns the objects that its sources name."""
        try:
            act, records = decode_payload(self.archive.objects.read(digest))
        except (BadInput, StorageFailed) as error:
            self.fault(object_path(digest), "changed", f"the payload of act {number}", error.message)
            return set()
        if act.time != line.time:
            self.fault(JOURNAL, "broken chain", f"line {number}: time {act.time}", f"time {line.time}")
        return named_by(records)

    def _catalog(self, lines: list[Line | None], head: str) -> None:
        """Compares the catalog with the journal: what it has seen must still be there, and it must be what acts say."""
        if not (self.archive.path / CATALOG).is_file():
            if lines:
                self.fault(CATALOG, "stale", f"act {len(lines)}", "no catalog")
            return
        try:
            with self.archive.catalog.snapshot() as catalog:
                seen = catalog.position
                known = {act.sequence: act.digest for act in catalog.acts()}
        except EarwitnessError as error:
            self.fault(CATALOG, "stale", f"act {len(lines)}", error.message)
            return
        torn = self.archive.journal.torn() if self.archive.journal.path.is_file() else b""
        if torn and seen.sequence <= len(lines):
            self.notice(JOURNAL, "its last line is torn, as a crash leaves it; the next writer sets it aside")
        elif torn:
            self.fault(JOURNAL, "torn", f"line {len(lines) + 1}, which was acknowledged", f"{len(torn)} bytes of it")
        if len(lines) < seen.sequence:
            self.fault(
                JOURNAL, "broken chain", f"{seen.sequence} lines, as the catalog has seen", f"{len(lines)} lines"
            )
        for number, content in enumerate(self.archive.journal.raw() if lines else (), start=1):
            if number in known and known[number] != (found := sha256(content)):
                self.fault(JOURNAL, "broken chain", f"line {number}: {known[number]}", f"line {number}: {found}")
        if seen.sequence < len(lines):
            behind = f"act {seen.sequence}"
            if self.writer_at_work:
                self.notice(CATALOG, f"it stands at {behind} of {len(lines)}; the next writer brings it up to date")
            else:
                self.fault(CATALOG, "stale", f"act {len(lines)}", behind)
        if not self.faults and seen.sequence == len(lines):
            for path, expected, found in compare_catalog(self.archive, seen.sequence):
                self.fault(path, "stale", expected, found)


def _in_order(fault: Fault) -> tuple[str, list[str | int]]:
    """Line 9 comes before line 10."""
    parts = re.split(r"(\d+)", f"{fault.expected}\n{fault.kind}\n{fault.found}")
    return fault.path, [int(part) if number % 2 else part for number, part in enumerate(parts)]


def _what(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "a link"
    return "a folder" if entry.is_dir() else "a file"


def object_path(digest: str) -> str:
    """Returns where an object stands within the archive, as faults name it."""
    return f"objects/{digest[:2]}/{digest[2:]}"
