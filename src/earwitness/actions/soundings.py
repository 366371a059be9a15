"""Soundings: what is worked out of a recording's sound and kept beside it: peaks, speech, channels, the fingerprint.

Derived: `sound/ab/cdef…/` of the archive may be deleted, and each piece is made anew when it is next asked for. A folder is
named by the digest of the bytes, so that two publications of the same bytes share it, and goes when those bytes are erased.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import BadInput, StorageFailed
from ..model import Recording
from .desk import Desk, Progress

if TYPE_CHECKING:
    from ..formats.sound.survey import Survey

FOLDER = "sound"
SURVEY = "survey"


def sound_file(desk: Desk, recording: Recording) -> Path:
    """Returns the file that holds a recording's bytes, as captured; it is only to be read. Raises StorageFailed."""
    digest = desk.archive.catalog.source(recording.source).digest
    place = desk.archive.objects.place(digest)
    if not place.is_file():
        raise StorageFailed(
            f"the bytes of {recording.id} are missing",
            hint="run `earwitness verify`, and bring the object back from a copy",
            path=str(place),
        )
    return place


def sounding(desk: Desk, recording: Recording, *, progress: Progress | None = None) -> Survey:
    """Returns what was worked out of the recording's sound; where that is missing or of an older way, it is made now.

    Raises StorageFailed where the bytes are gone, and what is wrong with the sound where it can no longer be decoded.
    """
    from ..formats.sound.survey import Survey, survey

    kept = derived(desk, recording) / SURVEY
    with contextlib.suppress(OSError, BadInput):
        return Survey.decode(kept.read_bytes())
    found = survey(sound_file(desk, recording), progress=_told(progress, recording))
    keep(kept, found.encode())
    return found


def derived(desk: Desk, recording: Recording) -> Path:
    """Returns the folder that holds what is derived of a recording's bytes; it need not be there yet."""
    return folder_of(desk, desk.archive.catalog.source(recording.source).digest)


def folder_of(desk: Desk, digest: str) -> Path:
    """Returns the folder that holds what is derived of the bytes of that digest."""
    return desk.path / FOLDER / digest[:2] / digest[2:]


def keep(place: Path, content: bytes) -> bool:
    """Writes a derived piece whole or not at all; says whether it is kept. A disk that will not take it hinders nobody, for
    it can be made again."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            os.replace(name, place)  # noqa: PTH105
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError:
        return False
    return True


def forget(desk: Desk, digests: set[str] | None = None) -> None:
    """Removes what was derived of these bytes, of all for None."""
    places = [desk.path / FOLDER] if digests is None else [folder_of(desk, digest) for digest in sorted(digests)]
    for place in places:
        shutil.rmtree(place, ignore_errors=True)


def _told(progress: Progress | None, recording: Recording) -> Progress | None:
    if progress is None:
        return None

    def tell(step: str, done: int, total: int | None, name: str) -> None:
        progress("sound", done, total, recording.id)

    return tell
