"""The publications of one conversation on a time line: who was first, who supplied it, what each left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from .. import dates
from ..actions import answers
from ..actions.collating import Collation
from ..actions.covering import Covering
from ..actions.versions import heading, short_names
from ..publish import addresses, pages, parts, words
from ..publish.publications import Copied, LeftOut, Point, Publication, Tick
from ..publish.tongue import gettext, ngettext
from ..tellings.rows import Aligned
from .differences import waiting
from .keeper import Keeper, wants_data

FIRST_WORDS = 64
"""Letters of a turn that was left out; enough to know it again."""
MOST_LEFT_OUT = 60
"""Turns left out that are named; a short quotation leaves out most."""


@get(
    "/conversations/{name:str}/publications", opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True
)  # fmt: skip
def publications_page(
    request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], name: FromPath[str]
) -> Response[bytes]:
    """All publications of a conversation, the earliest first, those without a date last."""
    shown = keeper.show(name)
    collation = keeper.collation(shown, wait=wants_data(request))
    if collation is None and 1 < len(shown.transcripts):
        return keeper.answer(request, waiting(addresses.publications(shown.id)), status=503)
    fullest = fullest_of(shown, collation)
    others = [transcript.id for transcript in shown.transcripts if transcript.id != fullest]
    aligned: tuple[Aligned, ...] = ()
    if collation is not None and fullest is not None:
        aligned = (*collation.alignments, *keeper.between(shown, collation, [fullest, *others]))
    return keeper.answer(request, line(shown, collation, aligned))


def line(
    shown: answers.Shown, collation: Collation | None = None, aligned: Sequence[Aligned] = ()
) -> pages.PublicationsPage:
    """Returns the time line; `aligned` are the alignments of the fullest version with the others."""
    fullest = fullest_of(shown, collation)
    ordered = sorted(shown.sources, key=when)
    first = first_of(ordered)
    told = tuple(
        publication(shown, source, number, ordered, collation, fullest, aligned, first=source in first)
        for number, source in enumerate(ordered, 1)
    )
    by_id = {transcript.id: transcript for transcript in shown.transcripts}
    points, ticks = picture(ordered, told)
    return pages.PublicationsPage(
        title=gettext("Publications"),
        conversation=parts.Link(
            text=shown.title or gettext("Untitled conversation"), address=addresses.conversation(shown.id)
        ),
        address=addresses.publications(shown.id),
        of_this=words.of_this(shown.genre or ""),
        sentence=counted(ordered, first),
        first=first_said(ordered, first),
        supplied=supplied(ordered),
        fullest=heading(shown, by_id[fullest]) if fullest in by_id else "",
        publications=told,
        points=points,
        ticks=ticks,
        undated=any(source.published is None for source in ordered),
    )  # fmt: skip


def fullest_of(shown: answers.Shown, collation: Collation | None) -> str | None:
    """Returns the version that lacks least of the others."""
    if collation is not None:
        return collation.fullest
    return shown.transcripts[0].id if shown.transcripts else None


def when(source: answers.SourceShown) -> tuple[Any, ...]:
    """Returns what orders publications: by the day they came out, those without one last, by when they were captured."""
    if source.published is None or not dates.is_date(source.published):
        return (1, source.captured)
    return (0, dates.sort_key(source.published), source.captured)


def first_of(ordered: Sequence[answers.SourceShown]) -> list[answers.SourceShown]:
    """Returns the publications that share the first day known, reposts aside; none where no day is known."""
    once = {source.sha256: source for source in reversed(ordered)}
    dated = [source for source in ordered if when(source)[0] == 0 and once[source.sha256] is source]
    if not dated:
        return []
    day = dates.latest(str(dated[0].published))
    return [source for source in dated if dates.earliest(str(source.published)) <= day]


def publisher(source: answers.SourceShown) -> str:
    return source.publisher or source.title or source.url or source.path or gettext("a publisher not named")


def counted(ordered: Sequence[answers.SourceShown], first: Sequence[answers.SourceShown]) -> str:
    """Returns how many there are, and how many of them may be independent, in words."""
    suppliers = {source.supplier for source in ordered if source.supplier}
    firsts = {publisher(source) for source in first}
    told = [
        ngettext("{number} publication", "{number} publications", len(ordered)).format(
            number=words.number(len(ordered))
        ),
        ngettext("{number} first publisher", "{number} first publishers", len(firsts)).format(
            number=words.number(len(firsts))
        )
        if firsts
        else gettext("no first publisher known"),
        ngettext("{number} supplier known", "{number} suppliers known", len(suppliers)).format(
            number=words.number(len(suppliers))
        )
        if suppliers
        else gettext("no supplier known"),
    ]
    sentence = ", ".join(told)
    return sentence[:1].upper() + sentence[1:] + "."


def first_said(ordered: Sequence[answers.SourceShown], first: Sequence[answers.SourceShown]) -> str:
    """Returns who published it first, as far as that can be known."""
    if not first:
        return gettext("Who published it first is not known: no publication has a date.")
    told = gettext(" or ").join(
        dict.fromkeys(f"{publisher(source)}, {words.day(source.published)}" for source in first)
    )
    undated = sum(when(source)[0] for source in ordered)
    if not undated:
        return gettext("First published by {names}.").format(names=told)
    return gettext("First published by {names}, as far as dates are known (without one: {undated}).").format(
        names=told, undated=words.count(undated, "publication")
    )


def supplied(ordered: Sequence[answers.SourceShown]) -> str:
    suppliers = list(dict.fromkeys(source.supplier for source in ordered if source.supplier))
    if not suppliers:
        return gettext("Who supplied it is not known: no publication says.")
    return gettext("Supplied by {names}.").format(names="; ".join(suppliers))


def publication(
    shown: answers.Shown,
    source: answers.SourceShown,
    number: int,
    ordered: Sequence[answers.SourceShown],
    collation: Collation | None,
    fullest: str | None,
    aligned: Sequence[Aligned],
    *,
    first: bool,
) -> Publication:
    """Returns one publication: what it has, what it lacks, and what it may be copied from."""
    same = {other.id for other in ordered if other.sha256 == source.sha256}
    own = [transcript for transcript in shown.transcripts if transcript.source in same]
    whole = next((transcript for transcript in shown.transcripts if transcript.id == fullest), None)
    has = held(own, whole, aligned) if whole is not None and own else frozenset()
    letters = {turn.number: len(turn.text) for turn in whole.turns} if whole is not None else {}
    lacking = [turn for turn in whole.turns if turn.number not in has] if whole is not None and own else []
    covering = Covering(shown)
    earlier = next((other for other in ordered if other.sha256 == source.sha256), source)
    total = sum(letters.values())
    return Publication(
        number=number,
        name=publisher(source),
        address=addresses.source(source.id),
        published=words.day(source.published),
        captured=words.moment(source.captured),
        supplier=source.supplier or "",
        where=source.url or source.path or gettext("given without a name"),
        versions=tuple(version_link(shown, transcript, fullest) for transcript in own),
        share=round(100 * sum(letters[turn] for turn in has) / total) if own and total else None,
        fullest=any(transcript.id == fullest for transcript in own),
        left_out=tuple(left_out(turn, covering) for turn in lacking[:MOST_LEFT_OUT]),
        more=max(0, len(lacking) - MOST_LEFT_OUT),
        alone=tuple(left_out(turn, covering) for turn in alone(own, fullest, aligned)[:MOST_LEFT_OUT]),
        copied=copied(shown, own, collation),
        repost_of=parts.Link(text=publisher(earlier), address=addresses.source(earlier.id))
        if earlier is not source
        else None,
        first=first,
        access=source.access,
    )


def version_link(shown: answers.Shown, transcript: answers.TranscriptShown, fullest: str | None) -> parts.Link:
    """Returns the link to a version beside the fullest one."""
    beside = [name for name in (fullest, transcript.id) if name]
    return parts.Link(
        text=f"{heading(shown, transcript)} · {words.count(len(transcript.turns), 'turn')}",
        address=addresses.conversation(shown.id, versions=tuple(dict.fromkeys(beside))),
    )


def _both(one: Aligned, fullest: str) -> tuple[str, list[tuple[tuple[int, ...], tuple[int, ...]]]]:
    """Returns the other version of an alignment with the fullest, and the groups, the fullest's turns first."""
    if one.a == fullest:
        return one.b, [(group.a, group.b) for group in one.groups]
    return one.a, [(group.b, group.a) for group in one.groups]


def held(
    own: Sequence[answers.TranscriptShown], whole: answers.TranscriptShown, aligned: Sequence[Aligned]
) -> frozenset[int]:
    """Returns the turns of the fullest version that these versions have, by number."""
    ids = {transcript.id for transcript in own}
    if whole.id in ids:
        return frozenset(turn.number for turn in whole.turns)
    found: set[int] = set()
    for one in aligned:
        if whole.id in (one.a, one.b):
            other, groups = _both(one, whole.id)
            if other in ids:
                found.update(number for theirs, ours in groups if ours for number in theirs)
    return frozenset(found)


def alone(
    own: Sequence[answers.TranscriptShown], fullest: str | None, aligned: Sequence[Aligned]
) -> list[answers.TurnShown]:
    """Returns the turns of these versions that the fullest does not have."""
    by_id = {transcript.id: transcript for transcript in own}
    if fullest is None or fullest in by_id:
        return []
    found: list[answers.TurnShown] = []
    for one in aligned:
        if fullest in (one.a, one.b):
            other, groups = _both(one, fullest)
            if other in by_id:
                numbers = {number for theirs, ours in groups if not theirs for number in ours}
                found.extend(turn for turn in by_id[other].turns if turn.number in numbers and turn.text)
    return list({turn.id: turn for turn in found}.values())


def left_out(turn: answers.TurnShown, covering: Covering) -> LeftOut:
    text = " ".join(turn.text.split())
    cut = text if len(text) <= FIRST_WORDS else text[:FIRST_WORDS].rsplit(" ", 1)[0] + "…"
    return LeftOut(
        number=turn.number, address=addresses.conversation(turn.id), words=cut, cautions=covering.on(turn.id)
    )  # fmt: skip


def copied(
    shown: answers.Shown, own: Sequence[answers.TranscriptShown], collation: Collation | None
) -> tuple[Copied, ...]:
    """Returns what these versions were likely copied from, the likeliest first."""
    ids = {transcript.id for transcript in own}
    names: Mapping[str, str] = short_names(shown)
    return tuple(
        Copied(
            name=names.get(one.model, one.model),
            address=addresses.conversation(shown.id, versions=(one.model, one.copy)),
            likelihood=round(100 * one.likelihood),
            why="; ".join(one.why),
        )
        for one in (collation.descent if collation is not None else ())
        if one.copy in ids and one.model not in ids
    )


def picture(
    ordered: Sequence[answers.SourceShown], told: Sequence[Publication]
) -> tuple[tuple[Point, ...], tuple[Tick, ...]]:
    """Returns where each publication stands in the picture: time from left to right, its share upwards."""
    days = [dates.earliest(str(source.published)) for source in ordered if when(source)[0] == 0]
    undated = len(days) < len(ordered)
    width = 780 if undated else 940
    span = (days[-1] - days[0]).days or 1 if days else 1
    points: list[Point] = []
    for source, one in zip(ordered, told, strict=True):
        if when(source)[0] == 0:
            x = 30 + (width - 60) * (dates.earliest(str(source.published)) - days[0]).days // span
        else:
            x = 900
        y = 1000 - 10 * (one.share or 0)
        while any(abs(x - other.x) < 28 and abs(y - other.y) < 130 for other in points):
            x += 28
        points.append(Point(number=one.number, x=min(x, 985), y=y, fullest=one.fullest))
    ends = {days[0]: 30, days[-1]: 30 + (width - 60) * (days[-1] - days[0]).days // span} if days else {}
    ticks = [Tick(x=x, text=words.day(day.isoformat())) for day, x in ends.items()]
    return tuple(points), tuple(ticks)
