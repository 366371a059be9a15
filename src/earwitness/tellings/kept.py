"""What was worked out about tellings and is kept so as not to be worked out again: alignments, variants, judgements.

A small SQLite file beside the search index. All of it is derived: each entry has the key it was made under (revisions,
method, what people decided), another key means that it must be made anew, and the file can be deleted at any time. It holds
words, so it goes as a whole when anything is erased. Where it cannot be written, everything is worked out each time.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

import msgspec

from ..digests import sha256
from .candidates import Candidates

if TYPE_CHECKING:
    from .prints import Prints

VERSION = 1
"""Of the tables here; a file of another version is emptied."""
What = Literal["alignment", "variants", "passages", "judgement", "proposals", "told", "translating", "heard"]
Kind = TypeVar("Kind")

_TABLES = """
CREATE TABLE IF NOT EXISTS kept (
    what TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (what, name)
) WITHOUT ROWID;
"""


class Kept:
    """The file of an archive. Safe for threads, and for several processes: the last one to write is believed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._base: sqlite3.Connection | None = None
        self._own = threading.local()
        self._file: int | None = None

    def get(self, what: What, name: str, key: str, kind: type[Kind]) -> Kind | None:
        """Returns what is kept under the name, if it was made under this key; None where it must be made anew."""
        with self._lock:
            try:
                query = "SELECT content FROM kept WHERE what = ? AND name = ? AND key = ?"
                row = self._open().execute(query, (what, name, key)).fetchone()
            except sqlite3.Error as error:
                self._give_up(error)
                return None
        if row is None:
            return None
        try:
            return msgspec.json.decode(row[0], type=kind)
        except msgspec.DecodeError:
            return None

    def everything(self, what: What, kind: type[Kind]) -> dict[str, tuple[str, Kind]]:
        """Returns all that is kept of one sort: by name, the key it was made under and the value."""
        with self._lock:
            try:
                rows = self._open().execute("SELECT name, key, content FROM kept WHERE what = ?", (what,)).fetchall()
            except sqlite3.Error as error:
                self._give_up(error)
                return {}
        decoder = msgspec.json.Decoder(kind)
        try:
            return {name: (key, decoder.decode(content)) for name, key, content in rows}
        except msgspec.DecodeError:
            return {}

    def keys(self, what: What) -> dict[str, str]:
        """Returns the keys of all that is kept of one sort, by name."""
        with self._lock:
            try:
                rows = self._open().execute("SELECT name, key FROM kept WHERE what = ?", (what,)).fetchall()
            except sqlite3.Error as error:
                self._give_up(error)
                return {}
        return dict(rows)

    def put(self, what: What, name: str, key: str, value: object) -> None:
        """Keeps a value under the name, in place of what stood there; where it cannot be kept, nothing happens."""
        self.put_all(what, [(name, key, value)])

    def put_all(self, what: What, entries: Iterable[tuple[str, str, object]]) -> None:
        """Keeps many values at once, each with its name and key."""
        rows = [(what, name, key, msgspec.json.encode(value)) for name, key, value in entries]
        with self._lock, contextlib.suppress(sqlite3.Error):
            base = self._open()
            with base:
                base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)

    def drop(self, what: What, names: Iterable[str]) -> None:
        """Forgets what is kept under these names."""
        with self._lock, contextlib.suppress(sqlite3.Error):
            base = self._open()
            with base:
                base.executemany("DELETE FROM kept WHERE what = ? AND name = ?", ((what, name) for name in names))

    @contextlib.contextmanager
    def candidates(self) -> Iterator[Candidates]:
        """Gives the structure that finds candidates; what was done with it stands when something is put, or the block ends.

        It works through a connection of its own, and so does all that the block keeps and asks for: reading an archive takes
        its time, and other threads do not wait for it. Where the file cannot be written it is one of this moment, empty.
        """
        with self._apart() as base:
            yield Candidates(base)

    @contextlib.contextmanager
    def prints(self) -> Iterator[Prints]:
        """Gives the structure that finds recordings by their sound, in the same way."""
        from .prints import Prints

        with self._apart() as base:
            yield Prints(base)

    @contextlib.contextmanager
    def _apart(self) -> Iterator[sqlite3.Connection]:
        base: sqlite3.Connection | None = None
        try:
            base = self._connect()
            base.execute("BEGIN IMMEDIATE")
            self._own.base = base
        except sqlite3.Error as error:
            if base is not None:
                base.close()
            self._give_up(error)
            base = sqlite3.connect("")
        try:
            with base:
                yield base
        finally:
            self._own.base = None
            base.close()

    def clear(self) -> None:
        """Removes the file: after an erasure nothing may be left of what was erased."""
        with self._lock:
            self.close()
            for ending in ("", "-wal", "-shm", "-journal"):
                self.path.with_name(self.path.name + ending).unlink(missing_ok=True)

    def close(self) -> None:
        """Lets go of the file; the next question opens it again."""
        with self._lock:
            if self._base is not None:
                self._base.close()
                self._base = None

    def _open(self) -> sqlite3.Connection:
        own: sqlite3.Connection | None = getattr(self._own, "base", None)
        if own is not None:
            return own
        if self._base is not None and self._stands() != self._file:
            self.close()  # another process removed it: what it held is to be gone
        if self._base is None:
            self._base = self._connect()
            self._file = self._stands()
        return self._base

    def _connect(self) -> sqlite3.Connection:
        base = sqlite3.connect(self.path, check_same_thread=False, timeout=10)
        try:
            base.execute("PRAGMA journal_mode=WAL").fetchall()
            base.execute("PRAGMA synchronous=NORMAL").fetchall()
            if base.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                for (table,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                    base.execute(f"DROP TABLE IF EXISTS {table}")
                base.execute(f"PRAGMA user_version={VERSION}")
            base.executescript(_TABLES)
        except sqlite3.Error:
            base.close()
            raise
        return base

    def _stands(self) -> int | None:
        try:
            return os.stat(self.path).st_ino  # noqa: PTH116  (asked before every question: a Path costs ten times it)
        except OSError:
            return None

    def _give_up(self, error: sqlite3.Error) -> None:
        """Closes the file; a damaged one is removed, for it is only derived."""
        self.close()
        if any(words in str(error) for words in ("malformed", "not a database")):
            with contextlib.suppress(OSError):
                self.clear()


def key_of(*parts: object) -> str:
    """Returns a short digest of the values that something was made from."""
    return sha256(msgspec.json.encode(parts))[:24]
