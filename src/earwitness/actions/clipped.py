"""Clipped: a clip of a recording with its citation, as data, as a sentence, and as the files beside it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from ..dates import human
from ..errors import StorageFailed, WrongUsage
from ..model import Dossier, Recording, Source
from ..times import Ms, Span, format_exact

CITED = 600
"""Letters of the words in a sentence; all of them stand in the JSON."""


class HeardThere(Struct, frozen=True, kw_only=True):
    """A turn, of which all or a part is in the clip."""

    turn: str
    transcript: str
    revision: int
    language: str | None
    speakers: tuple[str, ...]
    """As they are called in that transcript."""
    text: str
    start: Ms
    """In the recording."""
    end: Ms
    whole: bool
    """False where the clip begins or ends within it."""


class Excerpt(Struct, frozen=True, kw_only=True):
    """A stretch of a recording, with its citation."""

    recording: str
    source: str
    sha256: str
    """Of the whole recording, as captured."""
    conversation: str
    title: str
    start: Ms
    end: Ms
    first_sample: int
    """In the recording, at its own rate."""
    past_sample: int
    """Past the last."""
    sample_rate: int
    channels: int
    parties: tuple[str, ...]
    address: str
    """Within the web desk, for good."""
    plain: str
    """The citation in words."""
    turns: tuple[HeardThere, ...]


class Clipped(Excerpt, frozen=True, kw_only=True):
    """A clip: the stretch as a file of its own."""

    format: str
    size: int
    clip_sha256: str
    """Of the bytes of the clip."""
    files: tuple[str, ...] = ()
    """What was written: the clip, and its citation as text and as JSON."""


def in_words(
    file: Dossier, recording: Recording, source: Source, turns: Sequence[HeardThere], asked: Span, address: str
) -> str:
    """Returns the citation as a sentence: the words of the first transcript that has some there."""
    first = [turn for turn in turns if turn.transcript == turns[0].transcript]
    said = " / ".join(
        (f"{', '.join(turn.speakers)}: " if turn.speakers else "")
        + ("" if asked.start <= turn.start else "… ")
        + turn.text
        + ("" if turn.end <= asked.end else " …")
        for turn in first
    )
    if CITED < len(said):
        said = said[:CITED].rsplit(" ", 1)[0] + " …"
    held = file.conversation.held.date
    parts = [
        f"“{said}”" if said else "",
        file.conversation.title or "Untitled conversation",
        human(held) if held else "",
        ", ".join(
            part
            for part in (source.publisher or "", human(source.published) if source.published else "", source.url or "")
            if part
        ),
        f"recording {recording.id}, {format_exact(asked.start)} to {format_exact(asked.end)} "
        f"of {format_exact(recording.duration)}, SHA-256 of the whole {source.digest}",
        f"Earwitness {address}",
    ]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def sheet(clipped: Clipped) -> str:
    """Returns the citation as a text that stands beside the clip."""
    lines = [clipped.plain, "", f"SHA-256 of this clip: {clipped.clip_sha256}", "",
             f"Samples {clipped.first_sample} to {clipped.past_sample} at {clipped.sample_rate} Hz, "
             f"{clipped.channels} channel{'s' if clipped.channels != 1 else ''}"
             + (f" ({', '.join(clipped.parties)})" if clipped.parties else "")]  # fmt: skip
    version = ""
    for turn in clipped.turns:
        if turn.transcript != version:
            version = turn.transcript
            lines += [
                "",
                f"Transcript {turn.transcript}, revision {turn.revision}, {turn.language or 'language unknown'}",
            ]
        who = ", ".join(turn.speakers) or "voice not known"
        part = "" if turn.whole else " (in part)"
        lines.append(f"{format_exact(turn.start)} to {format_exact(turn.end)}  {who}: {turn.text}{part}  [{turn.turn}]")
    return "\n".join(lines) + "\n"


def _beside(clipped: Clipped) -> tuple[tuple[str, bytes], ...]:
    """Returns what stands beside a clip, by the end of its name."""
    document = msgspec.json.format(msgspec.json.encode(clipped), indent=2)
    return ((".txt", sheet(clipped).encode("utf-8", "replace")), (".json", document + b"\n"))


def packed(clipped: Clipped, content: bytes) -> bytes:
    """Returns a zip of the clip and its citation; the same clip gives the same bytes."""
    name = f"{clipped.recording}_{clipped.start}-{clipped.end}.{clipped.format}"
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as parcel:
        for end, inside in (("", content), *_beside(clipped)):
            parcel.writestr(zipfile.ZipInfo(name + end, (1980, 1, 1, 0, 0, 0)), inside)
    return whole.getvalue()


def written(clipped: Clipped, content: bytes, output: Path) -> Clipped:
    """Writes the clip and what stands beside it; where one cannot be written, none is left."""
    places = [output, *(output.with_name(output.name + end) for end in (".txt", ".json"))]
    clipped = msgspec.structs.replace(clipped, files=tuple(map(str, places)))
    made: list[Path] = []
    try:
        for place, inside in zip(places, (content, *(inside for _, inside in _beside(clipped))), strict=True):
            with place.open("xb") as file:
                made.append(place)
                file.write(inside)
    except OSError as error:
        for place in made:
            place.unlink(missing_ok=True)
        if isinstance(error, FileExistsError):
            raise WrongUsage(
                f"{error.filename} is there already", hint="name another file; nothing is overwritten"
            ) from error
        raise StorageFailed(
            f"the clip cannot be written: {error.strerror or error}", hint="name another file with -o", path=str(output)
        ) from error
    return clipped
