"""`segments --from`: an index that stands in a file, taken in as segments of a recording; and those that leave as files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ..archive import Segmented
from ..errors import BadInput, EarwitnessError, WrongUsage
from ..formats.indexes import Entry, read_index
from ..model import Dossier, Recording, Segment
from .desk import Desk, writing
from .filing import Filed
from .outcomes import AddedItem
from .segmented import Described, SegmentsTaken, SegmentTaken
from .segmenting import AT_ONCE, new_segment

PAST_THE_END = 1_000
"""Milliseconds by which a rounded end may lie past the end of the recording, and is then the end itself."""


def read_segments(
    desk: Desk,
    recording: str,
    content: bytes,
    *,
    name: str,
    agent: str,
    format: str | None = None,
    dry_run: bool = False,
    reason: str = "",
) -> SegmentsTaken:
    """Takes the segments of an OHMS record, of WebVTT chapters, of a table or of our JSON Lines in, in one act.

    One that says what a segment of the recording says already, at its time, changes nothing; one that cannot stand is listed
    with the reason. Raises NotFound, BadInput where the file holds no segment.
    """
    form, entries = read_index(content, name=name, format=format)
    if AT_ONCE < len(entries):
        raise BadInput(f"{name} holds {len(entries):,} segments", hint=f"one act takes {AT_ONCE:,}: split the file")
    if dry_run:
        sound = desk.archive.catalog.recording(recording)
        return _taken(form, sound, entries, desk.archive.catalog.segments([sound.id]))[0]
    with writing(desk) as pen:
        sound = desk.archive.catalog.recording(recording)
        answer, made = _taken(form, sound, entries, desk.archive.catalog.segments([sound.id]))
        if not made:
            return answer
        said = reason or f"Taken from {name}."
        act, _ = pen.act("segment", made, agent=agent, subjects=[*(each.id for each in made), sound.id], reason=said)
        return replace(answer, act=act.id)


def segments_for(
    sound: Recording, entries: Iterable[Entry], standing: Iterable[Segment] = ()
) -> tuple[list[SegmentTaken], list[Segment]]:
    """Returns what becomes of each entry, and the segments to be made of them."""
    there = {_says(each): each.id for each in standing}
    items: list[SegmentTaken] = []
    made: list[Segment] = []
    for entry in entries:
        found = entry.segment
        told = {"number": entry.number, "start": found.start, "title": found.title}
        try:
            if entry.fault:
                raise BadInput(entry.fault)
            if found.recording.startswith("r") and found.recording != sound.id:
                raise BadInput(f"it is of another recording, {found.recording}")
            new = new_segment(sound, _described(found, sound))
        except EarwitnessError as error:
            items.append(SegmentTaken(**told, status="not taken", why=error.message))  # type: ignore[arg-type]
            continue
        if (id := there.get(_says(new))) is not None:
            items.append(SegmentTaken(**told, status="already", id=id))  # type: ignore[arg-type]
            continue
        there[_says(new)] = new.id
        made.append(new)
        items.append(SegmentTaken(**told, status="taken", id=new.id))  # type: ignore[arg-type]
    return items, made


def indexed_with(desk: Desk, filed: Filed, conversation: str | None) -> tuple[Segment, ...]:
    """Returns the segments of an index that came with a transcript, where it was added to a conversation with one recording.

    With none or several nobody knows which is meant; the index stays with the transcript, and `segments --from` takes it in.
    """
    kept = [
        value
        for each in filed.transcripts
        if each.format == "ohms"
        for name, value in each.extra
        if name == "index point"
    ]
    if not kept or conversation is None:
        return ()
    from ..formats.indexes.points import entries
    from ..formats.projects.kept import decoded

    sounds = desk.archive.catalog.recordings_of(conversation)
    if len(sounds) != 1:
        return ()
    standing = (each.segment for each in desk.archive.catalog.segments([sounds[0].id]))
    return tuple(segments_for(sounds[0], entries(map(decoded, kept)), standing)[1])


def with_index(item: AddedItem, index: Sequence[Segment]) -> AddedItem:
    """Returns what became of a file, with how many segments of a recording it brought."""
    if not index:
        return item
    what = (
        f"{len(index)} segments of {index[0].recording}" if 1 < len(index) else f"one segment of {index[0].recording}"
    )
    return replace(item, message=f"{item.message}; {what}")


def _taken(
    form: str, sound: Recording, entries: Sequence[Entry], standing: Iterable[Segmented]
) -> tuple[SegmentsTaken, list[Segment]]:
    items, made = segments_for(sound, entries, (each.segment for each in standing))
    return SegmentsTaken(recording=sound.id, format=form, items=tuple(items)), made


def _described(found: Segment, sound: Recording) -> Described:
    end = found.end
    if end is not None and sound.duration < end <= sound.duration + PAST_THE_END:
        end = sound.duration
    return Described(
        start=found.start, end=end, title=found.title, synopsis=found.synopsis, keywords=found.keywords,
        subjects=found.subjects, words=found.words,
    )  # fmt: skip


def _says(segment: Segment) -> tuple[object, ...]:
    return segment.start, segment.title, segment.synopsis, segment.keywords, segment.subjects, segment.words


def chapters(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the segments of one recording as WebVTT chapters. Raises WrongUsage where there are several, or none."""
    from ..formats.indexes import chapters

    heard = [
        (whole, sound, own)
        for whole in dossiers
        for sound in whole.recordings
        if (own := [segment for segment in whole.segments if segment.recording == sound.id])
    ]
    if len(heard) != 1:
        ids = ", ".join(sound.id for _, sound, _ in heard[:5])
        raise WrongUsage(
            f"chapters are of one recording, and these have segments: {ids}"
            if heard
            else "no recording here has segments that may leave",
            hint="name one recording by its id, or export --to segments" if heard else "make some: earwitness segment",
        )
    whole, sound, own = heard[0]
    return chapters.write(sound, own, sound.title or whole.conversation.title)


def table(dossiers: Sequence[Dossier]) -> bytes:
    """Returns all segments as a table, recording by recording."""
    from ..formats.indexes import sheet

    return sheet.write(segment for whole in dossiers for segment in whole.segments)
