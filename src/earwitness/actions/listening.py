"""Listening: the file in which a recording is heard, and what stands where in it: turns and words, warnings, segments."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol

from msgspec import Struct

from ..errors import StorageFailed
from ..formats.sound import renditions
from ..identifiers import within
from ..model import Recording, Transcript
from ..tellings.rows import Row
from ..times import Ms, Span
from .desk import Desk
from .soundings import derived, sound_file

As = Literal["heard", "original", "made"]
"""`heard`: the original where browsers play it exactly, else a rendition; `made`: always a rendition."""

_making = threading.Lock()
"""One rendition is made at a time; who asks for the same one meanwhile gets it."""


class Playable(Struct, frozen=True, kw_only=True):
    """A file to be played."""

    path: Path
    media_type: str
    tag: str
    """Names these bytes: what a browser holds of them is good while they bear it."""
    made: bool = False
    """True where it is a rendition and not the original."""


def playable(desk: Desk, recording: Recording, how: As = "heard") -> Playable:
    """Returns the file in which a recording is heard; a rendition that is missing is made now.

    Raises StorageFailed where the bytes are gone or a rendition cannot be kept, and what is wrong with the sound where it
    cannot be decoded.
    """
    source = desk.archive.catalog.source(recording.source)
    original = sound_file(desk, recording)
    if how == "original" or (how == "heard" and renditions.plays_exactly(recording)):
        return Playable(path=original, media_type=media_type(source.media_type), tag=source.digest[:32])
    place = derived(desk, recording) / renditions.NAME
    with _making:
        if not place.is_file():
            _render(original, place, recording)
    tag = f"{source.digest[:32]}-{renditions.NAME}"
    return Playable(path=place, media_type=renditions.MEDIA_TYPE, tag=tag, made=True)


def media_type(stated: str) -> str:
    """Returns the media type for a browser: sound or moving pictures, else bytes that it does nothing with."""
    return stated if stated.startswith(("audio/", "video/")) else "application/octet-stream"


def _render(original: Path, place: Path, recording: Recording) -> None:
    from ..formats.sound.decoding import decode

    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}-", suffix=".flac")
        os.close(descriptor)
        making = Path(name)
        try:
            rate = renditions.rate_of(recording)
            renditions.render(decode(original, rate=rate, mono=False), making, rate=rate)
            making.replace(place)
        finally:
            making.unlink(missing_ok=True)
    except OSError as error:
        raise StorageFailed(
            f"what is to be heard of {recording.id} cannot be kept: {error.strerror or error}",
            hint="make room on the disk; the recording itself is untouched",
            path=str(place),
        ) from error


class Heard(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a turn is in a recording."""

    turn: str
    """Archive-wide."""
    start: Ms
    end: Ms
    words: tuple[tuple[int, int, Ms, Ms], ...] = ()
    """Words with times of their own: code points of the turn's text, start and end."""


class Warned(Struct, frozen=True, kw_only=True):
    """A stretch of a recording in which people say what others marked as distressing."""

    start: Ms
    end: Ms
    kinds: tuple[str, ...]


def shift(told: str | None, recording: Recording, known: Mapping[str, Recording]) -> Ms | None:
    """Returns what to take from times on the recording `told` to have them on this one; None where nobody knows.

    Times of a transcript that was heard on none in particular are taken for this one's.
    """
    if told is None or told == recording.id:
        return 0
    other = known.get(told)
    if recording.whole == told:
        return recording.offset
    if other is None or other.whole is None or other.offset is None:
        return None
    if other.whole == recording.id:
        return -other.offset
    same = recording.whole == other.whole and recording.offset is not None
    return recording.offset - other.offset if same and recording.offset is not None else None


def heard_in(transcript: Transcript, recording: Recording, known: Mapping[str, Recording]) -> tuple[Heard, ...]:
    """Returns the turns of a transcript that are in a recording, with their times in it.

    A turn without an end lasts until the next begins; one that is outside is left out.
    """
    take = shift(transcript.heard_on, recording, known)
    if take is None:
        return ()
    spans = spans_of(transcript.turns, recording.duration + take)
    found = []
    for turn in transcript.turns:
        if turn.id not in spans:
            continue
        start, end = (min(max(time - take, 0), recording.duration) for time in spans[turn.id])
        if start < end:
            words = tuple(
                (word.first, word.last, word.start - take, word.end - take)
                for word in turn.words
                if word.start is not None and word.end is not None and word.start < word.end and take <= word.start
            )
            found.append(Heard(turn=within(transcript.id, turn.id), start=start, end=end, words=words))
    return tuple(found)


class Timed(Protocol):
    """A turn, of the model or of an answer."""

    @property
    def id(self) -> str: ...
    @property
    def start(self) -> Ms | None: ...
    @property
    def end(self) -> Ms | None: ...


def spans_of(turns: Sequence[Timed], until: Ms) -> dict[str, Span]:
    """Returns the span of each turn that has a start, by its id; `until` ends the last that has no end."""
    starts = sorted({turn.start for turn in turns if turn.start is not None})
    following = dict(zip(starts, [*starts[1:], until], strict=True)) if starts else {}
    spans = {}
    for turn in turns:
        if turn.start is not None:
            end = turn.end if turn.end is not None and turn.start < turn.end else following[turn.start]
            spans[turn.id] = Span(turn.start, max(end, turn.start))
    return spans


def warned_in(
    transcripts: Sequence[Transcript],
    kinds: Mapping[str, tuple[str, ...]],
    recording: Recording,
    known: Mapping[str, Recording],
    rows: Iterable[Row] = (),
) -> tuple[tuple[Warned, ...], tuple[str, ...]]:
    """Returns the stretches of a recording that are warned of, and the kinds of what has no place in it.

    `kinds` are what people marked, by archive-wide turn; `rows` are the rows of all versions, in the order of `transcripts`:
    what is marked on a turn without times is where another version's turn of the same row is.
    """
    placed = {
        heard.turn: Span(heard.start, heard.end) for told in transcripts for heard in heard_in(told, recording, known)
    }
    beside = _beside(transcripts, rows)
    found: list[Warned] = []
    nowhere: list[str] = []
    for transcript in transcripts:
        somewhere = places(transcript, recording, known)
        for turn in transcript.turns:
            name = within(transcript.id, turn.id)
            if name not in kinds:
                continue
            spans = [placed[other] for other in (name, *beside.get(name, ())) if other in placed]
            spans = spans or [span for span in (somewhere[name],) if span is not None]
            found += [Warned(start=start, end=end, kinds=kinds[name]) for start, end in spans]
            nowhere += () if spans else kinds[name]
    return joined(found), tuple(dict.fromkeys(nowhere))


def places(transcript: Transcript, recording: Recording, known: Mapping[str, Recording]) -> dict[str, Span | None]:
    """Returns where in a recording each turn is, or at the widest may be, by archive-wide id.

    A turn without times is somewhere between its neighbours that have some; None where nothing is known.
    """
    placed = {heard.turn: Span(heard.start, heard.end) for heard in heard_in(transcript, recording, known)}
    names = [within(transcript.id, turn.id) for turn in transcript.turns]
    before: list[Span | None] = []
    last: Span | None = None
    for name in names:
        before.append(last)
        last = placed.get(name, last)
    found: dict[str, Span | None] = {}
    after: Span | None = None
    for name, earlier in zip(reversed(names), reversed(before), strict=True):
        own = placed.get(name)
        found[name] = own if own is not None else _between(earlier, after, recording)
        after = own if own is not None else after
    return dict(reversed(found.items()))


def _between(before: Span | None, after: Span | None, recording: Recording) -> Span | None:
    """Returns the stretch between two turns; where they overlap, from the one's start to the other's end."""
    if before is None and after is None:
        return None
    start = before.end if before is not None else 0
    end = after.start if after is not None else recording.duration
    if end <= start:
        start = before.start if before is not None else 0
        end = after.end if after is not None else recording.duration
    return Span(start, end)


def _beside(transcripts: Sequence[Transcript], rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    """Returns the turns of other versions in each turn's row."""
    names = [{turn.number: within(told.id, turn.id) for turn in told.turns} for told in transcripts]
    beside: dict[str, tuple[str, ...]] = {}
    for row in rows:
        together = [
            names[version][number]
            for version, numbers in enumerate(row.cells)
            for number in numbers
            if number in names[version]
        ]
        for name in together:
            beside[name] = tuple(other for other in together if other != name)
    return beside


def joined(found: Sequence[Warned]) -> tuple[Warned, ...]:
    """Returns the stretches in order, those that touch as one."""
    whole: list[Warned] = []
    for one in sorted(found, key=lambda one: (one.start, one.end)):
        last = whole[-1] if whole else None
        if last is not None and one.start <= last.end:
            kinds = tuple(dict.fromkeys((*last.kinds, *one.kinds)))
            whole[-1] = Warned(start=last.start, end=max(last.end, one.end), kinds=kinds)
        else:
            whole.append(one)
    return tuple(whole)
