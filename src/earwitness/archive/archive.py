"""An archive: a folder that holds the truth, and what is derived from it.

earwitness.json     what this is, in which version, under which origin
objects/            the bytes, named by their SHA-256                        truth
journal.jsonl       one chained line an act                                  truth
seals/              signed checkpoints of the journal                        truth
glossary.toml       the glossary as the last act left it; a person may edit it, and has it read in
catalog.sqlite      what the acts come to; search/: the index                derived: delete and rebuild
VERIFY.txt, verify.sh, verify.py                                             how a stranger checks all this
incoming/, writer.lock                                                       a writer at work
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from ..digests import canonical_json
from ..errors import BadInput, NewerArchive, NotFound, StorageFailed
from ..version import ARCHIVE_VERSION
from .disk import keep_file, storage, sync_directory
from .journal import Journal
from .lock import PATIENCE, one_writer
from .objects import Incoming, Objects
from .payloads import Payloads

if TYPE_CHECKING:
    from .catalog import Catalog
    from .writer import Writer

MARKER = "earwitness.json"
HANDOUT = ("VERIFY.txt", "verify.sh", "verify.py")
"""What travels with every archive, so that a stranger can check it without Earwitness."""


class Marker(Struct, frozen=True, kw_only=True):
    """What `earwitness.json` says."""

    version: int
    origin: str
    """The archive's own name, random: seals carry it, so that one archive's seal is never taken for another's."""
    created: str


class Archive:
    """An archive on a disk, open for reading; `writing` opens it for an act or a group of acts."""

    def __init__(self, path: Path, marker: Marker) -> None:
        self.path = path
        self.marker = marker
        self.objects = Objects(path / "objects")
        self.journal = Journal(path / "journal.jsonl")
        self.payloads = Payloads(self.objects, self.journal)

    @classmethod
    def create(cls, path: Path | str) -> Archive:
        """Makes an archive in a folder that is absent or empty, and returns it.

        Raises BadInput where the folder holds something already, StorageFailed where it cannot be written.
        """
        path = Path(path)
        if path.exists() and not path.is_dir():
            raise BadInput(f"{path} is a file", hint="name a folder that does not exist yet", path=str(path))
        if (path / MARKER).exists():
            raise BadInput(f"{path} is an archive already", path=str(path))
        with storage("making the archive", path):
            if path.is_dir() and any(path.iterdir()):
                raise BadInput(
                    f"{path} is not empty", hint="name a folder that is empty or does not exist yet", path=str(path)
                )
            path.mkdir(parents=True, exist_ok=True)
            for folder in ("objects", "seals"):
                (path / folder).mkdir()
            keep_file(path / "journal.jsonl", b"")
            for name in HANDOUT:
                keep_file(path / name, handout(name), mode=0o755 if name.endswith((".sh", ".py")) else 0o644)
            marker = Marker(
                version=ARCHIVE_VERSION,
                origin=f"earwitness/{secrets.token_hex(8)}",
                created=dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            )
            # The marker comes last: a folder without it is no archive yet, so a crash leaves none by halves.
            keep_file(path / MARKER, canonical_json(marker) + b"\n")
            sync_directory(path.absolute().parent)
        archive = cls(path, marker)
        with archive.writing():
            pass
        return archive

    @classmethod
    def open(cls, path: Path | str) -> Archive:
        """Opens the archive in a folder; nothing is written. Raises NotFound, NewerArchive, BadInput."""
        path = Path(path)
        try:
            content = (path / MARKER).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            raise NotFound(
                f"there is no archive in {path}", hint="make one: earwitness init DIR", path=str(path)
            ) from None
        except OSError as error:
            raise StorageFailed(f"{path / MARKER} cannot be read: {error.strerror}", path=str(path)) from error
        try:
            version = msgspec.json.decode(content, type=_Version).version
            if ARCHIVE_VERSION < version:
                raise NewerArchive(str(path), version, ARCHIVE_VERSION)
            return cls(path, msgspec.json.decode(content, type=Marker))
        except msgspec.DecodeError as error:
            raise BadInput(
                f"{path / MARKER} is not what Earwitness writes: {error}", path=str(path / MARKER)
            ) from error

    @property
    def version(self) -> int:
        return self.marker.version

    @property
    def origin(self) -> str:
        return self.marker.origin

    @property
    def incoming(self) -> Path:
        """The folder that stands while a writer is at work, or after one died."""
        return self.path / "incoming"

    @cached_property
    def catalog(self) -> Catalog:
        """What the acts come to. A question raises StorageFailed where there is none yet; a writer makes it."""
        from .catalog import Catalog

        return Catalog(self.path / "catalog.sqlite", self.payloads.read)

    @property
    def writable(self) -> bool:
        """Whether this user may write here; media that cannot be written to say no to everybody."""
        return os.access(self.path, os.W_OK)

    @contextmanager
    def writing(self, *, timeout: float = PATIENCE, catch_up: bool = True) -> Iterator[Writer]:
        """Gives the one writer. On entry it mends what a crash left and brings the catalog up to date
        (unless `catch_up` is False, for making it anew).

        Raises StorageFailed where the archive is read-only, or another writer is at work longer than `timeout` seconds.
        """
        from .writer import Writer

        if not self.writable:
            raise StorageFailed(
                f"the archive {self.path} is read-only here",
                hint="copy it to a disk you may write to, or ask for the rights; reading works as it is",
                path=str(self.path),
            )
        with one_writer(self.path / "writer.lock", timeout=timeout):
            writer = Writer(self, Incoming(self.incoming, self.objects))
            try:
                writer.begin(catch_up=catch_up)
                yield writer
            finally:
                writer.end()

    def close(self) -> None:
        """Closes the catalog's connections; the archive may still be used, and opens them again."""
        if "catalog" in self.__dict__:
            self.catalog.close()


def handout(name: str) -> bytes:
    """Returns one of the files that travel with every archive."""
    return files("earwitness.archive").joinpath("handout", name).read_bytes()


class _Version(Struct):
    version: int
