"""Objects: bytes named by their SHA-256, read-only, never altered.

`objects/ab/cdef…` holds the bytes whose digest is `abcdef…`. New objects are staged in `incoming/` and moved to their
place only when their bytes are synced. The folder `incoming/` stands from a writer's first object until it is done, so
finding it means that a writer is at work or that one died.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ..digests import sha256, sha256_file
from ..errors import BadInput, NotFound, StorageFailed
from .disk import WINDOWS, start_writing_out, storage, sync_all, sync_directory, sync_file, write_all

DIGEST = re.compile(r"[0-9a-f]{64}")
_PIECE = 1 << 20
_BINARY = getattr(os, "O_BINARY", 0)


class Objects:
    """The objects of an archive, by digest."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def place(self, digest: str) -> Path:
        """Returns where the object stands or would stand. Raises NotFound where the text is no digest."""
        if not DIGEST.fullmatch(digest):
            raise NotFound(f"“{digest}” is no SHA-256")
        return self.path / digest[:2] / digest[2:]

    def __contains__(self, digest: str) -> bool:
        return self.place(digest).is_file()

    def read(self, digest: str) -> bytes:
        """Returns the bytes, checked against their name.

        Raises NotFound where there is no such object, StorageFailed where its bytes are no longer those it is named by.
        """
        with self.open(digest) as file, storage("reading an object", self.place(digest)):
            content = file.read()
        if sha256(content) != digest:
            raise StorageFailed(
                f"the object {digest[:12]}… has changed since it was kept",
                hint="run `earwitness verify` and bring the object back from a copy",
                path=str(self.place(digest)),
            )
        return content

    def open(self, digest: str) -> BinaryIO:
        """Opens the bytes for reading, unchecked: for serving parts of large ones. Raises NotFound."""
        place = self.place(digest)
        try:
            return place.open("rb")
        except FileNotFoundError:
            raise NotFound(f"the archive has no object {digest[:12]}…", path=str(place)) from None
        except OSError as error:
            raise StorageFailed(f"the object cannot be read: {error.strerror}", path=str(place)) from error

    def __iter__(self) -> Iterator[str]:
        """Yields the digests of all well-named objects, folder by folder, in order."""
        for folder in sorted(self.path.glob("[0-9a-f][0-9a-f]")):
            for name in sorted(entry.name for entry in os.scandir(folder)):
                if DIGEST.fullmatch(folder.name + name):
                    yield folder.name + name

    def remove(self, digest: str) -> bool:
        """Removes an object for good; says whether it was there. The caller syncs with `sync_folders`."""
        place = self.place(digest)
        try:
            if WINDOWS:
                place.chmod(0o644)
            place.unlink()
        except FileNotFoundError:
            return False
        return True

    def sync_folders(self, digests: set[str]) -> None:
        """Syncs the folders that hold, or held, these objects."""
        folders = [self.path / name for name in sorted({digest[:2] for digest in digests})]
        sync_all(sync_directory, [folder for folder in folders if folder.is_dir()])


class Incoming:
    """Objects on their way in. `settle` makes all that was put since the last time durable, with shared syncs."""

    def __init__(self, path: Path, objects: Objects) -> None:
        self.path = path
        self.objects = objects
        self._waiting: dict[str, Path] = {}
        self._standing: set[str] = set()
        self._count = 0

    def left_over(self) -> bool:
        """Says whether an earlier writer left its folder: it died before it was done."""
        return self.path.is_dir()

    def _new(self) -> tuple[int, Path]:
        self.path.mkdir(exist_ok=True)
        self._count += 1
        path = self.path / f"{os.getpid()}-{self._count}"
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o444), path

    def put(self, content: bytes) -> str:
        """Takes bytes in; returns their digest. They are not durable before `settle`. Raises StorageFailed."""
        digest = sha256(content)
        with storage("keeping an object", self.path):
            if self._is_there(digest):
                return digest
            descriptor, path = self._new()
            try:
                write_all(descriptor, content)
                start_writing_out(descriptor)
            finally:
                os.close(descriptor)
        self._waiting[digest] = path
        return digest

    def put_file(self, source: Path, *, limit: int | None = None) -> tuple[str, int]:
        """Takes a file in, piece by piece; returns its digest and size.

        Raises BadInput where it is larger than `limit` bytes, NotFound where it is not there, StorageFailed.
        """
        hashing = hashlib.sha256()
        size = 0
        try:
            reading = source.open("rb")
        except FileNotFoundError:
            raise NotFound(f"there is no file {source}", path=str(source)) from None
        except OSError as error:
            raise BadInput(f"{source} cannot be read: {error.strerror}", path=str(source)) from error
        with reading, storage("keeping an object", self.path):
            descriptor, path = self._new()
            try:
                while piece := _piece(reading, source):
                    size += len(piece)
                    if limit is not None and limit < size:
                        path.unlink()
                        raise BadInput(f"{source} is larger than {limit:,} bytes", path=str(source))
                    hashing.update(piece)
                    write_all(descriptor, piece)
                start_writing_out(descriptor)
            finally:
                os.close(descriptor)
            digest = hashing.hexdigest()
            if self._is_there(digest):
                path.unlink()
            else:
                self._waiting[digest] = path
        return digest, size

    def _is_there(self, digest: str) -> bool:
        """Says whether the object is waiting or stands unharmed; one that is harmed is written anew."""
        if digest in self._waiting:
            return True
        place = self.objects.place(digest)
        if not place.is_file() or sha256_file(place) != digest:
            return False
        self._standing.add(digest)
        return True

    def settle(self) -> None:
        """Makes all waiting objects durable: bytes synced, moved to their places, their folders synced.

        Raises StorageFailed; then nothing that waited may be called kept.
        """
        with storage("keeping objects", self.path):
            sync_all(sync_file, self._waiting.values())
            made = False
            for digest, path in self._waiting.items():
                place = self.objects.place(digest)
                if not place.parent.is_dir():
                    place.parent.mkdir()
                    made = True
                if WINDOWS and place.exists():
                    place.chmod(0o644)
                os.replace(path, place)  # noqa: PTH105
            self.objects.sync_folders(set(self._waiting) | self._standing)
            if made:
                sync_directory(self.objects.path)
        self._waiting.clear()
        self._standing.clear()

    def clear(self) -> list[str]:
        """Removes what an earlier writer left unfinished; returns the names."""
        names = sorted(entry.name for entry in os.scandir(self.path)) if self.path.is_dir() else []
        for name in names:
            path = self.path / name
            if WINDOWS:
                path.chmod(0o644)
            path.unlink()
        return names

    def close(self) -> None:
        """Ends the taking in: what was put and never settled goes, and so does the folder."""
        self._waiting.clear()
        if self.path.is_dir():
            self.clear()
            self.path.rmdir()


def _piece(reading: BinaryIO, source: Path) -> bytes:
    try:
        return reading.read(_PIECE)
    except OSError as error:
        raise BadInput(f"{source} cannot be read: {error.strerror}", path=str(source)) from error
