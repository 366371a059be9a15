"""The index of a recording: a page on which the keeper writes it, and the lines that other pages show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from .. import actions
from ..actions import answers, outcomes
from ..actions.segmented import (
    Described,
    Partly,
    SegmentChange,
    SegmentHit,
    SegmentShown,
    SegmentsListed,
    SegmentsTaken,
)
from ..errors import BadInput, EarwitnessError
from ..formats.indexes.entry import moment, parted
from ..publish import addresses
from ..publish.index_lines import IndexLine, IndexOf
from ..publish.parts import Link
from ..publish.segments import SegmentForm, SegmentRow, SegmentsPage
from ..publish.tongue import gettext
from ..times import format_clock, format_exact
from .keeper import Keeper, wants_data
from .noting import said
from .troubles import status_of
from .turns import sentence

KEPT = {"audience": "keeper"}
LIMIT = 16 * 1024 * 1024
SUGGESTED = 60
"""Keywords used before that a form offers."""
FIELDS = ("start", "end", "title", "synopsis", "keywords", "subjects", "words")


@get(addresses.INDEX, opt=KEPT, include_in_schema=False)
async def index_page(
    request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], name: FromPath[str], done: FromQuery[str] = ""
) -> Response[bytes]:
    """The index of a recording with its sound and its forms."""
    page = await keeper.act(lambda: written(keeper, name, notice=keeper.notice(done, request)))
    return keeper.answer(request, page)


@post(addresses.INDEX, opt=KEPT, include_in_schema=False, request_max_body_size=LIMIT)
async def index_form(
    request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], name: FromPath[str]
) -> Response[bytes] | Redirect:
    """Does what the form says: makes a segment, says one otherwise, takes one off, or takes a file in.

    What cannot be done is said on the page, with what was typed still in its form.
    """
    form = await request.form()
    file = form.get("file")
    if isinstance(file, UploadFile):
        content, called = await file.read(), file.filename
        return await taken(request, keeper, name, content, called)
    typed = typed_in(form)
    try:
        done = await keeper.act(lambda: act(keeper, name, form, typed))
    except EarwitnessError as error:
        if wants_data(request):
            raise
        trouble = sentence(error)
        page = await keeper.act(lambda: written(keeper, name, typed=typed, trouble=trouble))
        return keeper.answer(request, page, status=status_of(error))
    where = f"#{typed.id}" if typed.id and not said(form, "off") else ""
    return Redirect(addresses.with_done(addresses.index(name) + where, done.act), status_code=303)


async def taken(
    request: Request[Any, Any, Any], keeper: Keeper, name: str, content: bytes, called: str
) -> Response[bytes] | Redirect:
    """Takes the index of a file in; what could not be taken is said on the page."""
    agent = keeper.agent
    try:
        found: SegmentsTaken = await keeper.act(
            lambda: actions.read_segments(keeper.desk, name, content, name=called[:200] or "a file", agent=agent)
        )
    except EarwitnessError as error:
        if wants_data(request):
            raise
        trouble = sentence(error)
        page = await keeper.act(lambda: written(keeper, name, trouble=trouble))
        return keeper.answer(request, page, status=status_of(error))
    left = tuple(f"{item.number}. {item.title}: {item.why}" for item in found.items if item.status == "not taken")
    if found.act is not None and not left:
        return Redirect(addresses.with_done(addresses.index(name), found.act), status_code=303)
    notice = keeper.notice(found.act or "", request)
    return keeper.answer(request, await keeper.act(lambda: written(keeper, name, untaken=left, notice=notice)))


def act(keeper: Keeper, name: str, form: FormMultiDict, typed: SegmentForm) -> outcomes.Done:
    """Does the act that the form asks for."""
    desk, agent = keeper.desk, keeper.agent
    if said(form, "off"):
        return actions.segment(desk, withdraw=[typed.id], agent=agent)
    told = fields(typed)
    if not typed.id:
        return actions.segment(desk, name, [Described(**told)], agent=agent)
    was = {field: str(form.get(f"was-{field}") or "") for field in FIELDS if f"was-{field}" in form}
    before = Partly(**{field: value for field, value in fields(SegmentForm(**was)).items() if field in was})
    return actions.segment(desk, change=[SegmentChange(id=typed.id, to=Partly(**told), was=before)], agent=agent)


def typed_in(form: FormMultiDict) -> SegmentForm:
    """Returns what was typed, as it was typed."""
    return SegmentForm(id=said(form, "id"), **{field: said(form, field)[:30_000] for field in FIELDS})


def fields(typed: SegmentForm) -> dict[str, Any]:
    """Returns the fields of a segment as people type them. Raises BadInput where a time is none."""
    return {
        "start": clock(typed.start or "0"), "end": clock(typed.end) if typed.end.strip() else None,
        "title": " ".join(typed.title.split()), "synopsis": typed.synopsis.replace("\r\n", "\n").strip(),
        "keywords": words(typed.keywords), "subjects": words(typed.subjects),
        "words": typed.words.replace("\r\n", "\n").strip(),
    }  # fmt: skip


def clock(text: str) -> int:
    """Returns a time that somebody typed. Raises BadInput."""
    time = moment(text)
    if time is None:
        raise BadInput(f"“{text[:40]}” is no time", hint="write 1:23, 1:02:03.5 or 83000ms")
    return time


def words(text: str) -> tuple[str, ...]:
    """Returns keywords that somebody typed with semicolons, or with commas, between them."""
    return tuple(dict.fromkeys(word for part in parted(text) if (word := " ".join(part.split()))))


def written(
    keeper: Keeper, name: str, *, typed: SegmentForm | None = None, trouble: str = "", untaken: tuple[str, ...] = (),
    notice: Any = None,
) -> SegmentsPage:  # fmt: skip
    """Returns the page of a recording's index. Raises NotFound, Refused for who hears its conversation blind."""
    keeper.curtain(keeper.desk.archive.catalog.recording(name).conversation)
    found: SegmentsListed = actions.segments(keeper.desk, name)
    (sound,) = found.recordings
    everything = actions.segments(keeper.desk)
    return SegmentsPage(
        title=gettext("Index of {recording}").format(recording=sound.title or sound.id),
        recording=sound.id,
        conversation=Link(text=sound.title or sound.id, address=addresses.conversation(sound.conversation)),
        address=addresses.index(sound.id),
        sound=addresses.sound(sound.id),
        length=format_clock(sound.duration),
        rows=tuple(row(each, typed) for each in found.segments),
        new=typed if typed is not None and not typed.id else SegmentForm(),
        known=tuple(keyword for keyword, _ in everything.keywords[:SUGGESTED]),
        trouble=trouble,
        untaken=untaken,
        done=notice,
    )


def row(shown: SegmentShown, typed: SegmentForm | None) -> SegmentRow:
    """Returns a segment with its form; what was typed stays in it."""
    stands = SegmentForm(
        id=shown.id, start=format_exact(shown.start), end=format_exact(shown.end) if shown.end is not None else "",
        title=shown.title, synopsis=shown.synopsis, keywords="; ".join(shown.keywords),
        subjects="; ".join(shown.subjects), words=shown.words,
    )  # fmt: skip
    mine = typed if typed is not None and typed.id == shown.id else None
    return SegmentRow(
        line=line(shown), stands=stands, typed=mine or stands, agent=shown.agent, open=mine is not None
    )  # fmt: skip


def line(shown: SegmentShown | SegmentHit, address: str = "") -> IndexLine:
    """Returns a segment as one line."""
    return IndexLine(
        id=shown.segment if isinstance(shown, SegmentHit) else shown.id,
        time=format_clock(shown.start), seconds=f"{shown.start / 1000:.12g}",
        title=shown.title or shown.synopsis.partition("\n")[0] or shown.words.partition("\n")[0],
        synopsis=shown.synopsis if shown.title else "", keywords=(*shown.keywords, *shown.subjects), address=address,
    )  # fmt: skip


def indexes(keeper: Keeper, shown: answers.Shown) -> tuple[IndexOf, ...]:
    """Returns the index of each recording of a conversation that was shown; the keeper also finds those not yet begun."""
    if not shown.recordings:
        return ()
    found = actions.segments(
        keeper.desk, shown.id, audience="others" if keeper.for_others else "keeper"
    )  # fmt: skip
    made = (
        IndexOf(
            recording=sound.id, name=sound.title or sound.id, address="" if keeper.for_others else addresses.index(sound.id),
            lines=tuple(
                line(each, heard(each.conversation, each.recording, each.start, each.until))
                for each in found.segments
                if each.recording == sound.id
            ),
        )
        for sound in found.recordings
    )  # fmt: skip
    return tuple(one for one in made if one.lines or one.address)


def heard(conversation: str, recording: str, start: int, end: int | None) -> str:
    """Returns the address at which a stretch of a recording is heard."""
    stretch = f"{start / 1000:.12g}" + (f",{end / 1000:.12g}" if end is not None and start < end else "")
    return addresses.conversation(conversation, recording=recording, t=stretch)


def found_lines(hits: Iterable[SegmentHit]) -> tuple[IndexOf, ...]:
    """Returns the segments that a search found, recording by recording in the order of the best of each."""
    grouped: dict[str, list[SegmentHit]] = {}
    for hit in hits:
        grouped.setdefault(hit.recording, []).append(hit)
    return tuple(
        IndexOf(
            recording=recording, name=own[0].of or recording, address=addresses.conversation(own[0].conversation),
            lines=tuple(
                line(hit, heard(hit.conversation, hit.recording, hit.start, hit.end) + f"#{hit.segment}") for hit in own
            ),
        )
        for recording, own in grouped.items()
    )  # fmt: skip


HANDLERS = (index_page, index_form)
