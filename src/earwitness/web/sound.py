"""Sound: a recording's bytes for a player, its heights to be drawn, and what stands where in it."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter

from .. import actions
from ..actions import answers, listening
from ..actions.covering import Covering
from ..actions.soundings import sounding
from ..errors import WrongUsage
from ..model import Recording
from ..publish import care
from ..publish.tongue import gettext
from ..times import Ms
from .downloads import exits
from .keeper import Keeper
from .ranges import give
from .twins import WANTS_DATA

MOST_POINTS = 20_000
"""Heights in one answer."""

SOUND_POLICY = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
"""For sound that is opened by itself: a browser sets a page of its own around it."""


@get("/recordings/{name:str}/sound", opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True)
def sound(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    name: FromPath[str],
    original: FromQuery[bool] = False,
    made: FromQuery[bool] = False,
) -> Response[Any]:
    """The sound of a recording, whole or a stretch of its bytes.

    As it was captured where a browser plays that exactly, else as a rendition; `original` and `made` ask for either.
    """
    recording, _ = found(keeper, name)
    how: listening.As = "original" if original else "made" if made else "heard"
    playable = listening.playable(keeper.desk, recording, how)
    headers = {"content-security-policy": SOUND_POLICY, "content-disposition": "inline"}
    if original:
        headers["content-disposition"] = f'attachment; filename="{recording.id}{suffix(playable.media_type)}"'
    return give(request, playable.path, media_type=playable.media_type, tag=playable.tag, headers=headers)


@get("/recordings/{name:str}/peaks", opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True)
def peaks(
    keeper: NamedDependency[Keeper],
    name: FromPath[str],
    start: Annotated[int, QueryParameter(name="from", ge=0)] = 0,
    end: Annotated[int | None, QueryParameter(name="to", ge=1)] = None,
    points: Annotated[int, QueryParameter(ge=1, le=MOST_POINTS)] = 2000,
) -> Response[bytes]:
    """The heights of a stretch of a recording, in milliseconds: for each channel the lowest and the highest sample of each
    point, from -1 to 1; at most so many points, and as many as there are."""
    recording, _ = found(keeper, name)
    until = recording.duration if end is None else min(end, recording.duration)
    if until <= start:
        raise WrongUsage(
            f"the recording has no stretch from {start} to {until} ms", hint=f"it lasts {recording.duration} ms"
        )
    heights = sounding(keeper.desk, recording).peaks.slice(start, until, points)
    return Response(msgspec.json.encode({"recording": recording.id, **heights}), media_type="application/json")


class Warning(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch before which the player asks."""

    start: Ms
    end: Ms
    kinds: tuple[str, ...]
    says: str
    """The warning, in the reader's language."""


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A segment of the recording."""

    start: Ms
    end: Ms
    title: str


class Guide(msgspec.Struct, frozen=True, kw_only=True):
    """What stands where in a recording."""

    recording: str
    duration: Ms
    turns: tuple[listening.Heard, ...]
    warned: tuple[Warning, ...]
    unplaced: str
    """The warning on what is somewhere in it, nobody knows where; empty where nothing is."""
    speech: tuple[tuple[Ms, Ms], ...]
    """Where somebody speaks."""
    segments: tuple[Stretch, ...]


@get("/recordings/{name:str}/guide", opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True)
def guide(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], name: FromPath[str]) -> Response[bytes]:
    """Turns and words with their times in a recording, what is warned of, where somebody speaks, its segments.

    A reader is warned of what they did not ask to see uncovered; a program, which asks with `.json`, of everything.
    """
    scope: Any = request.scope
    recording, shown = found(keeper, name)
    catalog = keeper.desk.archive.catalog
    with catalog.snapshot():
        tellings = catalog.tellings_of(shown.id)
        known = {one.id: one for one in catalog.recordings_of(shown.id)}
        held = catalog.segments([recording.id])
    warned, unplaced = warnings(keeper, shown, recording, tellings, known)
    everything = bool(scope.get(WANTS_DATA))
    answer = Guide(
        recording=recording.id,
        duration=recording.duration,
        turns=tuple(heard for told in tellings for heard in listening.heard_in(told, recording, known)),
        warned=tuple(
            Warning(start=one.start, end=one.end, kinds=one.kinds, says=care.warning(one.kinds))
            for one in warned
            if everything or care.covers(one.kinds)
        ),
        unplaced=unplaced_says(unplaced) if unplaced and (everything or care.covers(unplaced)) else "",
        speech=tuple((start, end) for start, end in sounding(keeper.desk, recording).speech.spans),
        segments=tuple(
            Stretch(
                start=each.segment.start,
                end=next(
                    (other.segment.start for other in held[place + 1 :] if each.segment.start < other.segment.start),
                    recording.duration,
                )
                if each.segment.end is None
                else min(each.segment.end, recording.duration),
                title=each.segment.title,
            )
            for place, each in enumerate(held)
            if each.segment.start < recording.duration
        ),
    )
    return Response(msgspec.json.encode(answer), media_type="application/json")


def warnings(
    keeper: Keeper, shown: answers.Shown, recording: Recording, tellings: Any, known: dict[str, Recording]
) -> tuple[tuple[listening.Warned, ...], tuple[str, ...]]:
    """Returns the stretches of a recording that are warned of, and the kinds of what has no place in it."""
    if not shown.cautions:
        return (), ()
    covering = Covering(shown)
    kinds = {turn.id: marked for told in shown.transcripts for turn in told.turns if (marked := covering.on(turn.id))}
    untimed = any(turn.id in kinds and turn.start is None for told in shown.transcripts for turn in told.turns)
    rows = keeper.passages(shown) if untimed and 1 < len(tellings) else ()
    warned, unplaced = listening.warned_in(tellings, kinds, recording, known, rows)
    whole = covering.anywhere() if not any(told.turns for told in tellings) else ()
    return warned, tuple(dict.fromkeys((*unplaced, *whole, *wholes(shown, tellings))))


def wholes(shown: answers.Shown, tellings: Any) -> tuple[str, ...]:
    """Returns the kinds that people marked on the conversation as a whole, which is then warned of from the start."""
    homes = {shown.id, *shown.also}
    return tuple(dict.fromkeys(caution.kind for caution in shown.cautions if caution.whole in homes))


def unplaced_says(kinds: tuple[str, ...]) -> str:
    """Returns the warning on what is somewhere in a recording."""
    return gettext("{warning} Where it is in the sound is not known.").format(warning=care.warning(kinds))


def found(keeper: Keeper, name: str) -> tuple[Recording, answers.Shown]:
    """Returns a recording and its conversation, for whoever looks at the pages.

    Raises NotFound, and Refused where any of the conversation may not leave: sound cannot be covered turn by turn.
    """
    recording = keeper.desk.archive.catalog.recording(name)
    return recording, keeper.show(keeper.desk.archive.catalog.canonical(recording.conversation))


SUFFIXES = {
    "audio/wav": ".wav", "audio/x-wav": ".wav", "audio/vnd.wave": ".wav", "audio/mpeg": ".mp3", "audio/mp4": ".m4a",
    "audio/ogg": ".ogg", "audio/flac": ".flac", "audio/webm": ".webm", "audio/amr": ".amr", "audio/aiff": ".aiff",
    "audio/basic": ".au", "video/mp4": ".mp4", "video/webm": ".webm", "video/x-matroska": ".mkv",
}  # fmt: skip


def suffix(media_type: str) -> str:
    """Returns how the name of a file of that type ends; empty where we do not know."""
    return SUFFIXES.get(media_type, "")


@get("/recordings/{name:str}/clip", opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True)
def clip(
    keeper: NamedDependency[Keeper], name: FromPath[str], t: FromQuery[str], to: FromQuery[str] = "wav"
) -> Response[bytes]:
    """A stretch of a recording as a file, cut to the sample, with its citation beside it, in a zip."""
    recording, _ = found(keeper, name)
    _, parcel = actions.clip(keeper.desk, recording.id, at=t, to=to, exits=exits(keeper))
    return Response(
        parcel,
        media_type="application/octet-stream",
        headers={"content-disposition": f'attachment; filename="{recording.id}-{to}.zip"'},
    )
