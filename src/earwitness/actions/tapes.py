"""Tapes: how a file of sound is filed. It becomes a recording, and a conversation of which nobody has written a word yet."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..errors import UnsafeInput
from ..identifiers import new_id
from ..model import Conversation, Held, Reading, Recording, Source
from ..times import format_clock, format_exact
from ..version import __version__
from . import filing
from .filing import Filed, Known

if TYPE_CHECKING:
    from ..formats.sound.facts import Facts

FORMAT = "sound"
"""What a source of sound is read as."""
SHORT = 60_000
"""Milliseconds below which a recording's length is told to the last of them."""
HEAD = 1 << 16
"""Bytes that tell what a file is."""
PLAYLISTS = (b"#EXTM3U", b"[playlist]", b"ffconcat version", b"<asx", b"<smil")
SILENT = "it is silent from beginning to end"
EARLIEST = "1950"
"""Clocks that were never set say 1904 or 1970; nothing here was recorded before tape was."""


def is_sound(head: bytes, *, name: str) -> bool:
    """Says whether a file's first bytes are those of a recording. Raises UnsafeInput for a playlist, whatever it is called."""
    from ..formats.sound.kinds import sound_kind

    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:64].lower()
    if any(start.startswith(sign.lower()) for sign in PLAYLISTS):
        raise UnsafeInput(
            f"{name} is a playlist: it only names other files, and none of them is fetched",
            hint="add the files that it names",
            path=name,
        )
    return sound_kind(head) is not None


def file_sound(source: Source, path: Path | None, content: bytes, known: Known) -> Filed:
    """Returns the records of a recording with what was worked out of its sound: decoded once, in a process of its own.

    Raises what is wrong with the sound.
    """
    if path is not None:
        return _filed(source, path, known)
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        return _filed(source, Path(file.name), known)


def _filed(source: Source, path: Path, known: Known) -> Filed:
    from ..formats.sound.kinds import sound_kind
    from ..formats.sound.survey import survey

    with path.open("rb") as file:
        kind = sound_kind(file.read(HEAD))
    assert kind is not None  # it was looked at before
    found = survey(path, kind=kind)
    facts = found.facts
    if len(found.channels.silent) == facts.channels:
        facts = replace(facts, doubts=(*facts.doubts, SILENT))
    title = _line(facts.title)
    home = Conversation(id="c1", genre=None, held=_held(facts))
    reading = Reading(
        format=FORMAT, media_type=kind.media_type, title=title or None, conversations=(home,), doubts=facts.doubts,
        reader=found.reader,
    )  # fmt: skip
    told = filing.file(source, reading, known)
    (conversation,) = told.conversations
    recording = Recording(
        id=new_id("recording"), conversation=conversation.id, source=source.id, duration=facts.duration,
        channels=facts.channels, sample_rate=facts.sample_rate, codec=facts.codec, container=facts.container,
        bit_rate=facts.bit_rate, layout=facts.layout, video=facts.video, title=title or None, doubts=facts.doubts,
        reader=f"{found.reader}; earwitness {__version__}", extra=facts.tags,
    )  # fmt: skip
    return replace(told, recordings=(recording,), survey=found.encode())


def in_words(recording: Recording) -> str:
    """Returns what a recording is, in a line: how long, how many channels, in what form."""
    channels = {1: "1 channel", 2: "2 channels"}.get(recording.channels, f"{recording.channels} channels")
    lasts = format_exact(recording.duration) if recording.duration < SHORT else format_clock(recording.duration)
    return f"{lasts} of sound, {channels}, {recording.codec}, {recording.sample_rate:,} Hz"


def _held(facts: Facts) -> Held:
    """Returns when the recorder's clock says that it was made, where it says so and can be believed at all."""
    tags = {name.lower(): value for name, value in facts.tags}
    for name in ("creation_time", "date", "icrd"):
        stamp = re.match(r"(\d{4})(-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2})?)?)?", tags.get(name, "").strip())
        if stamp is None or stamp[1] < EARLIEST or stamp[0].startswith(("1970-01-01", "1904-01-01")):
            continue
        try:
            day = filing.date(stamp[0].replace(" ", "T"))
        except ValueError:
            continue
        return Held(date=day, certainty="inferred", why=f"inferred: the file's own tag {name} says so")
    return Held()


def _line(text: str | None) -> str:
    return " ".join((text or "").split())[:200]
