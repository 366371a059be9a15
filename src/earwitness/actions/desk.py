"""The desk: an open archive with its search index, and the one place where both are brought up to date."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from ..archive import Archive
from ..errors import NotFound, StorageFailed, WrongUsage
from ..identifiers import new_id
from ..model import Act, Record, new_salt
from ..version import __version__
from . import clock
from .plainly import bounded

if TYPE_CHECKING:
    from ..archive import Line, Writer
    from ..index import Index, Indexed
    from ..protect.gate import Exit
    from ..tellings.kept import Kept
    from .lexicon import Glossed

Progress = Callable[[str, int, "int | None", str], None]
"""Told as work goes on: the step, how much is done, how much there is (None where unknown), the name of the piece."""

TOOL = f"earwitness {__version__}"
NAME_LONGEST, REASON_LONGEST = 200, 20_000
"""Characters of the name of who acts, and of a reason."""
INDEX_FOLDER = "search"
KEPT_FILE = "tellings.sqlite"


class Desk:
    """An open archive and its search index."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._index: Index | None = None
        self._kept: Kept | None = None
        self.door: Exit = "api"
        """The exit by which others look in: by `page` they also do not find what may not be published."""
        self.reader = ""
        """Who looks, where what they write blind hides the other versions of it from them."""
        self.withheld: dict[object, object] = {}
        """What access and terms hold back from others, worked out once for each act and day."""
        self.lexicon: Glossed | None = None
        """The glossary made ready, and which one it was."""

    @property
    def path(self) -> Path:
        return self.archive.path

    @property
    def index(self) -> Index:
        """The search index, opened on first use."""
        if self._index is None:
            from ..index import Index

            self._index = Index.open(self.path / INDEX_FOLDER)
        return self._index

    @property
    def kept(self) -> Kept:
        """What was worked out about tellings, opened on first use."""
        if self._kept is None:
            from ..tellings.kept import Kept

            self._kept = Kept(self.path / INDEX_FOLDER / KEPT_FILE)
        return self._kept

    def forget_index(self) -> None:
        """Lets go of the index; the next use opens it anew."""
        if self._index is not None:
            self._index.close()
            self._index = None

    def close(self) -> None:
        """Lets go of all files; the desk may still be used, and opens them again."""
        self.archive.close()
        self.forget_index()
        if self._kept is not None:
            self._kept.close()

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def init(path: Path) -> Desk:
    """Returns a new, empty archive in the folder, which may exist if it is empty."""
    desk = Desk(Archive.create(path))
    with writing(desk):
        pass
    return desk


def find(start: Path | None = None) -> Path:
    """Returns the archive that EARWITNESS_ARCHIVE names, or the nearest folder from here up that holds one."""
    named = os.environ.get("EARWITNESS_ARCHIVE")
    if named:
        return Path(named)
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "earwitness.json").is_file() or (folder / "journal.jsonl").is_file():
            return folder
    raise NotFound(
        f"there is no archive in {here} or above it",
        hint="make one with `earwitness init DIR`, or name one with --archive DIR",
        path=str(here),
    )


def open_desk(path: Path | str | None = None, *, start: Path | None = None) -> Desk:
    """Returns the archive in the folder; without one, the nearest (`find`). Raises NotFound or NewerArchive."""
    return Desk(Archive.open(Path(path) if path is not None else find(start)))


class Pen:
    """Writes acts while the one writer's lock is held."""

    def __init__(self, desk: Desk, writer: Writer) -> None:
        self.desk = desk
        self.writer = writer

    def act(
        self,
        verb: str,
        records: Sequence[Record],
        *,
        agent: str,
        subjects: Iterable[str],
        reason: str = "",
        settings: str = "",
    ) -> tuple[Act, Line]:
        """Writes one act: durable in the journal, then in the catalog. The index follows when the pen is put down."""
        act = new_act(verb, agent=agent, subjects=subjects, reason=reason, settings=settings)
        return act, self.writer.commit(act, records)


def new_act(verb: str, *, agent: str, subjects: Iterable[str], reason: str = "", settings: str = "") -> Act:
    """Returns an act of now. Every act names its agent; one that does not is refused."""
    if not agent.strip():
        raise WrongUsage("an act must say who acts", hint="name yourself: --as NAME")
    agent, reason = bounded(agent, "the name of who acts", NAME_LONGEST), bounded(reason, "a reason", REASON_LONGEST)
    return Act(
        id=new_id("act"),
        verb=verb,
        agent=agent,
        time=clock.now(),
        salt=new_salt(),
        subjects=tuple(dict.fromkeys(subjects)),
        reason=reason,
        tool=f"{TOOL}; {settings}" if settings else TOOL,
    )


@contextmanager
def writing(desk: Desk, *, index: bool = True) -> Iterator[Pen]:
    """Holds the one writer's lock: the catalog has caught up with the journal, and at the end the index does too.

    Without `index` that is left to the next writing: a bulk add lets many groups share one commit of the index.
    """
    with desk.archive.writing() as writer:
        yield Pen(desk, writer)
        if index:
            _follow(desk)


def _follow(desk: Desk) -> None:
    """Brings the index up to date after an act that is kept already, and says so where it cannot."""
    import sqlite3

    try:
        catch_up(desk)
    except (OSError, ValueError, sqlite3.Error) as error:
        desk.forget_index()
        raise StorageFailed(
            f"what was done is kept, but the search index could not follow: {error}",
            hint="make room or mend the disk; the next act, or `earwitness rebuild`, brings the index up to date",
            path=str(desk.path / INDEX_FOLDER),
        ) from error


def catch_up(desk: Desk, *, progress: Progress | None = None) -> None:
    """Brings the index to the act that the catalog stands at. To be called with the lock held."""
    sequence, digest = desk.archive.catalog.position
    standing = desk.index.position
    if standing == (sequence, digest):
        return
    if standing is None or sequence < standing[0] or not _on_the_chain(desk, standing) or _erased_since(desk, standing):
        rebuild_index(desk, progress=progress)
        return

    from .indexing import changes, far_behind, stretches

    if far_behind(desk, standing[0]):
        _make_anew(desk, progress)
        return
    put, gone = changes(desk, standing[0])
    heard = desk.archive.catalog.heard_anew(standing[0])
    desk.index.update(put=put, remove=gone, stretches=stretches(desk, heard), heard=heard, position=(sequence, digest))


def _on_the_chain(desk: Desk, standing: tuple[int, str]) -> bool:
    """Says whether the act that the index stands at is one of this journal's."""
    sequence, digest = standing
    if sequence == 0:
        return True
    return any(act.digest == digest for act in desk.archive.catalog.acts(after=sequence - 1, limit=1))


def _erased_since(desk: Desk, standing: tuple[int, str]) -> bool:
    """Says whether something was erased that the index has seen: removed words stay in its segments until it is made anew."""
    return bool(desk.archive.catalog.acts(after=standing[0], verb="erase", limit=1))


def rebuild_index(desk: Desk, *, progress: Progress | None = None) -> None:
    """Makes the index anew from the catalog; the old one serves until the new one takes its place.

    What was worked out about tellings goes: something may have been erased since.
    """
    desk.kept.clear()
    _make_anew(desk, progress)


def _make_anew(desk: Desk, progress: Progress | None) -> None:
    from .indexing import indexed, stretches
    from .passages import Passages

    position = desk.archive.catalog.position
    everything = desk.archive.catalog.transcript_ids()

    def told() -> Iterator[Indexed]:
        keys = Passages(desk).keys(everything)
        for number, item in enumerate(indexed(desk, everything, keys), 1):
            if progress is not None:
                progress("index", number, len(everything), item.transcript.id)
            yield item

    desk.index.rebuild(told(), position=position, stretches=stretches(desk, None))
    desk.forget_index()


def object_place(digest: str) -> str:
    """Returns where an object lies within the archive."""
    return f"objects/{digest[:2]}/{digest[2:]}"
