"""Parcels: what leaves as files. What goes into each, what it is called; one file, a folder of them, or a zip."""

from __future__ import annotations

import io
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from msgspec import Struct
from msgspec.structs import replace

from ..archive.archive import MARKER
from ..errors import NotFound, StorageFailed, WrongUsage
from ..formats import Format
from ..model import Dossier, Transcript
from ..protect.gate import Exit, Gate, What
from .desk import Desk

Shape = Literal["one", "folder", "zip"]
PRINT = frozenset({"html", "markdown", "text", "docx", "odt"})
"""Formats that show a conversation to a reader, and are read as pages."""
_READING_VERBS = frozenset({"add", "import", "reread", "describe"})
_LONGEST_TITLE = 60
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The same things make the same bytes."""


class Parcel(Struct, frozen=True, kw_only=True):
    """What goes into one file."""

    name: str
    dossiers: tuple[Dossier, ...]


def parcels(whole: Dossier, format: Format) -> Iterator[Parcel]:
    """Yields the files that a conversation makes by itself: one, or one a transcript where the format holds no more."""
    name = file_name(whole.conversation.title, whole.conversation.id)
    if format.many:
        yield Parcel(name=name + suffix_of(format), dossiers=(whole,))
        return
    for transcript in whole.transcripts:
        one = 1 < len(whole.transcripts)
        yield Parcel(
            name=name + (f"-{transcript.id}" if one else "") + suffix_of(format),
            dossiers=(replace(whole, transcripts=(transcript,)),),
        )


def file_name(title: str, id: str) -> str:
    """Returns a name for a file: words of the title with hyphens, and the id. Nothing in it can lead elsewhere."""
    words = "-".join(re.findall(r"\w+", title.lower()))[:_LONGEST_TITLE].strip("-_")
    return f"{words}-{id}" if words else id


def suffix_of(format: Format) -> str:
    return (format.suffixes or (".txt",))[0]


def as_captured(
    desk: Desk, parcel: Parcel, format: Format, *, asked: Sequence[str], exits: Sequence[Exit]
) -> bytes | None:
    """Returns the bytes of the source, where a parcel is exactly what was read from it and nobody has changed it since.

    Formats of print (a web page, a text) show a whole conversation as we print it; there the source's bytes stand for its
    transcripts alone, asked for by their ids.
    """
    transcripts = [transcript for whole in parcel.dossiers for transcript in whole.transcripts]
    if format.name in PRINT and not all(transcript.id in asked for transcript in transcripts):
        return None
    source = transcripts[0].source if transcripts else None
    if source is None or any(
        transcript.source != source or transcript.format != format.name for transcript in transcripts
    ):
        return None
    catalog = desk.archive.catalog
    read = {transcript.id for transcript in catalog.transcripts_from(source, with_turns=False)}
    if read != {transcript.id for transcript in transcripts} or not all(
        unedited(desk, transcript) for transcript in transcripts
    ):
        return None
    digest = catalog.source(source).digest
    gate = Gate()
    same = What(sources=catalog.sources_of_digest(digest))
    return desk.archive.objects.read(digest) if all(gate.passes(exit, same) for exit in exits) else None


def unedited(desk: Desk, transcript: Transcript) -> bool:
    """Says whether a transcript stands as a reader read it: no person's correction, only readings."""
    if transcript.revision == 1:
        return True
    acts = desk.archive.catalog.acts(subject=transcript.id)
    return all(act.verb in _READING_VERBS for act in acts if act.effective)


class Outlet(Protocol):
    """Where files go: one file or standard output, a folder, a zip."""

    content: bytes
    """What was put, where it went to no file."""

    @property
    def files(self) -> tuple[str, ...]: ...

    def put(self, name: str, content: bytes) -> None: ...


class _One:
    def __init__(self, output: Path | None) -> None:
        self._output = output
        self.content = b""
        self.files: tuple[str, ...] = ()

    def put(self, name: str, content: bytes) -> None:
        if self._output is None:
            self.content = content
            return
        write_whole(self._output, content)
        self.files = (str(self._output),)


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.content = b""
        self.files: tuple[str, ...] = ()

    def put(self, name: str, content: bytes) -> None:
        write_whole(self._folder / name, content)
        self.files += (str(self._folder / name),)


class _Zip:
    def __init__(self, file: BinaryIO, output: Path | None) -> None:
        self.content = b""
        self.files: tuple[str, ...] = (str(output),) if output is not None else ()
        self.zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)

    def put(self, name: str, content: bytes) -> None:
        info = zipfile.ZipInfo(name, date_time=_ZIP_DATE)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        self.zip.writestr(info, content)


@contextmanager
def outlet(output: Path | None, shape: Shape) -> Iterator[Outlet]:
    """Gives a place to put files into; each file, and a zip, is there whole or not at all, never in an archive.

    A folder is made where it is not there. Raises WrongUsage inside an archive, NotFound, StorageFailed.
    """
    if shape == "one":
        yield _One(output)
    elif shape == "folder":
        assert output is not None
        refuse_archive(output)
        try:
            output.mkdir(exist_ok=True)
        except FileNotFoundError as error:
            raise NotFound(f"there is no folder {output.parent}", hint="make it first") from error
        except OSError as error:
            raise StorageFailed(f"{output} could not be made: {error.strerror}", path=str(output)) from error
        yield _Folder(output)
    elif output is None:
        kept = io.BytesIO()
        zipped = _Zip(kept, None)
        yield zipped
        zipped.zip.close()
        zipped.content = kept.getvalue()
    else:
        with whole_file(output) as file:
            zipped = _Zip(file, output)
            yield zipped
            zipped.zip.close()


def write_whole(output: Path, content: bytes) -> None:
    """Writes a file whole or not at all; an archive is never written into by an export."""
    with whole_file(output) as file:
        file.write(content)


@contextmanager
def whole_file(output: Path) -> Iterator[BinaryIO]:
    """Gives a file that takes its place when it is complete. Raises WrongUsage inside an archive, NotFound, StorageFailed."""
    refuse_archive(output)
    folder = output.parent
    if not folder.is_dir():
        raise NotFound(f"there is no folder {folder}", hint="make it first", path=str(folder))
    try:
        descriptor, name = tempfile.mkstemp(dir=folder, prefix=f".{output.name}.")
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(output)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StorageFailed(f"{output} could not be written: {error.strerror}", path=str(output)) from error


def refuse_archive(output: Path) -> None:
    named = Path(os.path.abspath(output))  # noqa: PTH100  (`../call.txt` of a folder in the archive lies beside it)
    for place in (named, *named.parents, *output.resolve().parents):
        if (place / MARKER).is_file():
            raise WrongUsage(
                f"{output} lies inside the archive {place}", hint=f"write it beside it: -o {place.parent / output.name}"
            )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
