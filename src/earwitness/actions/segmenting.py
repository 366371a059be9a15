"""`segment` and `segments`: stretches of a recording that are about something, made, changed, taken off, listed.

A segment needs no transcript: a title, a synopsis and keywords at a time make a recording findable before a word of it is
written down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from ..archive import Segmented
from ..archive.standing import as_text
from ..errors import BadInput, Conflict, NotFound, WrongUsage
from ..identifiers import new_id
from ..model import Record, Recording, Segment, Statement
from ..times import format_exact
from .desk import Desk, writing
from .muting import muted
from .outcomes import Done
from .plainly import bounded
from .segmented import Described, Partly, RecordingTold, SegmentChange, SegmentShown, SegmentsListed

TITLE_LONGEST, SYNOPSIS_LONGEST, WORDS_LONGEST, KEYWORD_LONGEST = 500, 20_000, 2_000, 200
"""Characters."""
MOST_KEYWORDS = 200
AT_ONCE = 5_000
"""Segments of one act."""


def segment(
    desk: Desk,
    recording: str | None = None,
    make: Sequence[Described] = (),
    *,
    agent: str,
    change: Sequence[SegmentChange] = (),
    withdraw: Sequence[str] = (),
    reason: str = "",
) -> Done:
    """Makes segments of a recording, says what stands otherwise, takes off: all of it in one act, or none.

    Raises NotFound, BadInput where a time lies outside the recording or nothing is said, Conflict, with both shown, where a
    segment no longer says what it said when it was looked at.
    """
    if not make and not change and not withdraw:
        raise WrongUsage("nothing was said of any segment", hint="give a time and a title, or --withdraw")
    if AT_ONCE < len(make) + len(change) + len(withdraw):
        raise BadInput(f"one act takes {AT_ONCE:,} segments at most", hint="take them in several acts")
    with writing(desk) as pen:
        catalog = desk.archive.catalog
        records: list[Record] = []
        messages: list[str] = []
        subjects: dict[str, None] = {}
        if make:
            if not recording:
                raise WrongUsage("of which recording?", hint="name it by its id: earwitness show CONVERSATION")
            sound = catalog.recording(recording)
            for described in make:
                made = new_segment(sound, described)
                records.append(made)
                messages.append(f"segment {made.id} stands at {format_exact(made.start)} of {sound.id}")
                subjects |= {made.id: None, sound.id: None}
        for one in change:
            found = standing(desk, one.id)
            sound = catalog.recording(found.recording)
            said = list(_statements(sound, found, one))
            records += said
            if said:
                messages.append(f"segment {found.id} says otherwise: {', '.join(each.field for each in said)}")
                subjects |= {found.id: None, sound.id: None}
        for id in dict.fromkeys(withdraw):
            found = standing(desk, id)
            records.append(
                Statement(subject=id, field="withdrawn", value="true", origin="person", expected="false")
            )  # fmt: skip
            messages.append(f"segment {id} is taken off; undo brings it back")
            subjects |= {id: None, found.recording: None}
        if not records:
            raise BadInput("nothing would change: the segments say all of this already")
        act, line = pen.act("segment", records, agent=agent, subjects=subjects, reason=reason)
        return Done(
            act=act.id, sequence=line.sequence, verb="segment", subjects=tuple(subjects), messages=tuple(messages)
        )


def segments(
    desk: Desk,
    id: str | None = None,
    *,
    keyword: str | None = None,
    without: Collection[str] = (),
    audience: str = "keeper",
) -> SegmentsListed:
    """Returns the segments of a recording or of all recordings of a conversation, of the whole archive for None.

    `without` names conversations of which nothing is shown nor counted; for an audience of `others` nothing is of what
    access or terms hold back. Raises NotFound.
    """
    with desk.archive.catalog.snapshot() as catalog:
        silent = muted(desk) if audience == "others" else frozenset[str]()
        try:
            sounds = recordings_named(desk, id)
        except NotFound:
            if audience != "others":
                raise
            sounds = ()
        homes = {sound.id: catalog.canonical(sound.conversation) for sound in sounds}
        heard = [sound for sound in sounds if sound.id not in silent and homes[sound.id] not in without]
        found = catalog.segments(None if id is None else [sound.id for sound in heard]) if heard else ()
        place = {sound.id: number for number, sound in enumerate(heard)}
        kept = [each for each in found if each.segment.recording in place]
        kept.sort(key=lambda each: place[each.segment.recording])
        shown = tuple(_shown(each, until, homes) for each, until in _with_ends(kept, heard))
        if keyword is not None:
            wanted = keyword.strip().casefold()
            shown = tuple(each for each in shown if wanted in (one.casefold() for one in each.keywords))
        titles = {sound.id: sound.title or catalog.conversation(homes[sound.id]).conversation.title for sound in heard}
    return SegmentsListed(
        total=len(shown),
        segments=shown,
        recordings=tuple(
            RecordingTold(
                id=sound.id, title=titles[sound.id], conversation=homes[sound.id], duration=sound.duration
            )
            for sound in heard
        ),
        keywords=tuple(keywords_of(each.keywords for each in shown)),
    )  # fmt: skip


def recordings_named(desk: Desk, id: str | None) -> tuple[Recording, ...]:
    """Returns the recording of that id, that of a segment, those of a conversation or of what belongs to one; all for None.

    Raises NotFound.
    """
    from .finding import conversation_of

    catalog = desk.archive.catalog
    if id is None:
        return catalog.recordings()
    if id.startswith("e"):
        return (catalog.recording(catalog.segment(id).segment.recording),)
    if id.startswith("r"):
        return (catalog.recording(id),)
    return catalog.recordings_of(conversation_of(desk, id))


def keywords_of(each: Iterable[tuple[str, ...]]) -> list[tuple[str, int]]:
    """Returns each keyword with how often it is used, the most used first."""
    counted = Counter(keyword for keywords in each for keyword in dict.fromkeys(keywords))
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0].casefold(), pair[0]))


def standing(desk: Desk, id: str) -> Segment:
    """Returns a segment that stands. Raises NotFound, Conflict where somebody took it off."""
    found = desk.archive.catalog.segment(id).segment
    if found.withdrawn:
        raise Conflict(
            f"the segment {id} was taken off", expected="a segment that stands", found="taken off",
            hint="see who and when: earwitness log; undo brings it back",
        )  # fmt: skip
    return found


def new_segment(sound: Recording, described: Described) -> Segment:
    """Returns a segment of the recording with a new id. Raises BadInput where it cannot be one."""
    return _checked(sound, Segment(id=new_id("segment"), recording=sound.id, start=described.start), described)


def _checked(sound: Recording, blank: Segment, said: Described) -> Segment:
    """Returns the segment with what is said of it. Raises BadInput where times or texts cannot stand."""
    length = sound.duration
    for name, time in (("begin", said.start), ("end", said.end)):
        if time is not None and not 0 <= time <= length:
            raise BadInput(
                f"a segment cannot {name} at {_clock(time)}: {sound.id} lasts {format_exact(length)}",
                hint="give a time within the recording, as 1:23 or 1:02:03.5",
            )
    if said.end is not None and said.end <= said.start:
        raise BadInput(
            f"a segment that begins at {format_exact(said.start)} cannot end at {format_exact(said.end)}",
            hint="leave the end out where it lasts until the next begins",
        )
    title = " ".join(bounded(said.title, "a title", TITLE_LONGEST).split())
    synopsis = bounded(said.synopsis.replace("\r\n", "\n"), "a synopsis", SYNOPSIS_LONGEST)
    words = bounded(said.words.replace("\r\n", "\n"), "the first words", WORDS_LONGEST)
    keywords, subjects = terms(said.keywords, "a keyword"), terms(said.subjects, "a subject")
    if not (title or synopsis or words or keywords or subjects):
        raise BadInput(
            f"nothing is said of the segment at {format_exact(said.start)}",
            hint="give it a title, a synopsis or keywords",
        )
    return Segment(
        id=blank.id, recording=blank.recording, start=said.start, end=said.end, title=title, synopsis=synopsis,
        keywords=keywords, subjects=subjects, words=words,
    )  # fmt: skip


def terms(given: Iterable[str], what: str) -> tuple[str, ...]:
    """Returns keywords as they are kept: without space around them, each once, in their order. Raises BadInput."""
    found: dict[str, None] = {}
    for each in given:
        word = " ".join(bounded(each, what, KEYWORD_LONGEST).split())
        if word:
            found.setdefault(word)
    if MOST_KEYWORDS < len(found):
        raise BadInput(
            f"a segment may have {MOST_KEYWORDS} keywords; these are {len(found)}", hint="keep the telling ones"
        )
    return tuple(found)


def _statements(sound: Recording, found: Segment, change: SegmentChange) -> Iterable[Statement]:
    """Yields what must be stated for the segment to say what it is to say; each names what it replaces.

    A field that a person leaves as they saw it is not theirs to change: what somebody else made of it since stays.
    """
    was = change.was.fields
    wanted = {name: value for name, value in change.to.fields.items() if name not in was or was[name] != value}
    whole: dict[str, Any] = {**{name: getattr(found, name) for name in Partly.__struct_fields__}, **wanted}
    checked = _checked(sound, found, Described(**whole))
    for name in wanted:
        now, new = getattr(found, name), getattr(checked, name)
        if now == new:
            continue
        if name in was and was[name] != now:
            raise _disputed(found, name, was[name], now, new)
        yield Statement(subject=found.id, field=name, value=as_text(new), origin="person", expected=as_text(now))


def _disputed(found: Segment, name: str, saw: object, now: object, new: object) -> Conflict:
    said, stands, wanted = (_told(name, value) for value in (saw, now, new))
    return Conflict(
        f"the {name} of {found.id} is no longer “{said}”: it is “{stands}”, and this would make it “{wanted}”",
        expected=said,
        found=stands,
    )


def _told(name: str, value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(value)
    return _clock(value) if name in ("start", "end") and isinstance(value, int) else str(value or "")


def _clock(time: int) -> str:
    return format_exact(time) if 0 <= time else f"-{format_exact(-time)}"


def _with_ends(found: Sequence[Segmented], sounds: Iterable[Recording]) -> list[tuple[Segmented, int]]:
    """Returns each segment with where it ends; they come in order."""
    ends = {sound.id: sound.duration for sound in sounds}
    later: dict[str, int] = {}
    told: list[tuple[Segmented, int]] = []
    for each in reversed(found):
        segment = each.segment
        home, start = segment.recording, segment.start
        if later.get(home, start) != start:
            ends[home] = later[home]
        later[home] = start
        told.append((each, segment.end if segment.end is not None else max(ends[home], start)))
    return told[::-1]


def _shown(each: Segmented, until: int, homes: dict[str, str]) -> SegmentShown:
    segment = each.segment
    return SegmentShown(
        id=segment.id, recording=segment.recording, conversation=homes[segment.recording], start=segment.start,
        end=segment.end, until=until, title=segment.title, synopsis=segment.synopsis, keywords=segment.keywords,
        subjects=segment.subjects, words=segment.words, agent=each.agent, time=each.time, act=each.act,
    )  # fmt: skip
