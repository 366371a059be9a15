"""Where the index stands: `position.json`, which names the folder that is the index and the act it has come to.

    search/
      position.json     {"version", "folder", "sequence", "head"}, replaced in one step
      g-4f9k2mq7x1/     tantivy's segments, words.sqlite, tokens/, stretches/ (what people said of recordings)

A new index is made in a new folder beside the old one and takes its place when `position.json` is replaced.
"""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

import msgspec
from msgspec import Struct

from ..errors import StorageFailed
from . import tokens
from .fields import VERSION

_NAME = "position.json"


class Standing(Struct, frozen=True, kw_only=True):
    """The folder that is the index, and the act it has come to."""

    folder: str
    sequence: int
    head: str
    """The digest of that act's line in the journal."""
    version: int = VERSION


_DECODER = msgspec.json.Decoder(Standing)


def read(path: Path) -> Standing | None:
    """Returns where the index stands; None where it says nothing that this version understands."""
    try:
        standing = _DECODER.decode((path / _NAME).read_bytes())
    except (OSError, msgspec.DecodeError):
        return None
    if standing.version != VERSION or "/" in standing.folder or not standing.folder.startswith("g-"):
        return None
    return standing


def whole(path: Path) -> Standing | None:
    """Returns where the index stands if its files are there; looks again where a new one just took its place."""
    standing = read(path)
    while standing is not None and not is_whole(path, standing):
        before, standing = standing, read(path)
        if standing == before:
            return None
    return standing


def is_whole(path: Path, standing: Standing) -> bool:
    """Says whether the files that every search needs are there."""
    place = os.path.join(path, standing.folder)  # noqa: PTH118  (asked before every search: a Path costs ten times it)
    needed = ("/meta.json", "/words.sqlite", "/stretches/meta.json")
    return all(os.path.isfile(place + file) for file in needed) and tokens.is_whole(place)  # noqa: PTH113


def stamp(path: Path) -> tuple[int, int] | None:
    """Returns what changes whenever the position is written anew."""
    try:
        found = os.stat(f"{path}/{_NAME}")  # noqa: PTH116
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def write(path: Path, standing: Standing) -> None:
    """Puts down where the index stands, in one step."""
    path.mkdir(parents=True, exist_ok=True)
    fresh = path / f"{_NAME}.{secrets.token_hex(4)}"
    with fresh.open("wb") as file:
        file.write(msgspec.json.encode(standing))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path / _NAME)


def new_folder(path: Path) -> str:
    """Makes a folder for a new index and returns its name."""
    name = f"g-{secrets.token_hex(5)}"
    (path / name).mkdir(parents=True)
    return name


def sweep(path: Path, *, keep: str) -> None:
    """Removes folders of earlier indexes and what a crash left; what is still in use elsewhere waits for the next time."""
    for found in path.iterdir():
        if found.name in (keep, _NAME):
            continue
        if found.is_dir() and found.name.startswith("g-"):
            shutil.rmtree(found, ignore_errors=True)
        elif found.name.startswith(_NAME + "."):
            found.unlink(missing_ok=True)


def stale(path: Path) -> StorageFailed:
    """Returns the error of an index that must be made anew."""
    return StorageFailed(
        "the search index is missing, damaged or of another version",
        hint="make it anew from the archive: earwitness rebuild",
        path=str(path),
    )
