"""Downloads: the page that says what a conversation can be taken along as, and the files themselves."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from .. import actions
from ..actions import outcomes
from ..actions.exporting import losses_of, wanted_format
from ..actions.finding import dossier
from ..actions.parcels import Parcel, as_captured, suffix_of
from ..formats import FORMATS, Format
from ..model import Dossier
from ..protect.gate import Exit
from ..publish import addresses, downloads, parts, words
from ..publish.carrying import TITLES
from ..publish.tongue import gettext, later
from .keeper import Keeper

FIRST = ("docx", "text", "html", "csv", "srt", "vtt", "jsonl")
"""What most people ask for; the others follow by their names."""

LOST = {
    "times": later("times: {n}"),
    "words": later("times of single words: {n}"),
    "speakers": later("who speaks: {n}"),
    "roles": later("what the speakers are: {n}"),
    "overlap": later("turns of several at once: {n}"),
    "marks": later("marks of the transcriber: {n}"),
    "language": later("languages of single turns: {n}"),
    "metadata": later("particulars of the file it was read from: {n}"),
    "ids": later("lasting names of the turns: {n}"),
    "segments": later("segments of recordings: {n}"),
    "translation": later("which version translates which: {n}"),
}
"""What a format cannot carry, and how much of it there is."""


def exits(keeper: Keeper) -> tuple[Exit, ...]:
    """Returns what a file passes on its way: the exit of exports, and that of pages where others look at it."""
    return ("export", "page") if keeper.for_others else ("export",)


@get("/conversations/{name:str}/files", opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True)
def downloads_page(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    name: FromPath[str],
    of: FromQuery[str] = "",
    fresh: FromQuery[bool] = False,
) -> Response[bytes]:
    """The formats, with what each would lose of this conversation. Refused as the file itself would be."""
    shown = keeper.show(name)
    asked = of if any(each.id == of for each in shown.transcripts) else shown.id
    actions.export(keeper.desk, [asked], to="jsonl", dry_run=True, exits=exits(keeper))
    whole = dossier(keeper.desk, asked)
    offers = tuple(_offer(keeper, whole, format, shown.id, of, fresh) for format in _formats())
    captured = any(offer.as_captured for offer in offers) or fresh
    page = downloads.DownloadsPage(
        title=gettext("Take it along as a file"),
        conversation=parts.Link(text=shown.title, address=addresses.conversation(shown.id)),
        versions=_versions(shown.transcripts, shown.id, of) if 1 < len(shown.transcripts) else (),
        whole=tuple(offer for offer in offers if not offer.lost or offer.nameless),
        partly=tuple(offer for offer in offers if offer.lost and not offer.nameless),
        anew=addresses.downloads(shown.id, of=of, fresh=not fresh) if captured else "",
        fresh=fresh,
    )
    return keeper.answer(request, page)


@get(
    "/conversations/{name:str}/files/{to:str}", opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True
)
def download(
    keeper: NamedDependency[Keeper],
    name: FromPath[str],
    to: FromPath[str],
    of: FromQuery[str] = "",
    fresh: FromQuery[bool] = False,
) -> Response[bytes]:
    """The file."""
    shown = keeper.show(name)
    asked = of if any(each.id == of for each in shown.transcripts) else shown.id
    exported, content = actions.export(keeper.desk, [asked], to=to, fresh=fresh, exits=exits(keeper))
    return attached(exported, content, asked)


def attached(exported: outcomes.Exported, content: bytes, name: str) -> Response[bytes]:
    """Returns the bytes of an export as a file that a browser saves and never shows."""
    return Response(
        content,
        media_type="application/octet-stream",
        status_code=200,
        headers={"content-disposition": f'attachment; filename="{name}{exported.suffix}"'},
    )


def _formats() -> list[Format]:
    """Returns the formats that are written: the usual ones first, then by title."""
    written = [format for format in FORMATS.values() if format.writes]
    usual = {name: place for place, name in enumerate(FIRST)}
    return sorted(written, key=lambda format: (usual.get(format.name, len(usual)), format.title.lower()))


def _offer(keeper: Keeper, whole: Dossier, format: Format, name: str, of: str, fresh: bool) -> downloads.Offered:
    lost: dict[str, int] = {}
    for loss in losses_of(whole, format):
        lost[loss.what] = lost.get(loss.what, 0) + loss.count
    zipped = not format.many and 1 < len(whole.transcripts)
    captured = False
    if not fresh and not zipped:
        parcel = Parcel(name="", dossiers=(whole,))
        captured = as_captured(keeper.desk, parcel, format, asked=(of,), exits=exits(keeper)) is not None
    return downloads.Offered(
        name=format.name,
        title=gettext(TITLES[format.name]) if format.name in TITLES else format.title,
        suffix=".zip" if zipped else suffix_of(wanted_format(format.name)),
        address=addresses.download(name, format.name, of=of, fresh=fresh),
        as_captured=captured,
        zipped=zipped,
        lost=() if captured else tuple(gettext(LOST[what]).format(n=words.figure(n)) for what, n in lost.items()),
        nameless=not captured and set(lost) == {"ids"},
        note=format.note,
    )


def _versions(transcripts: Any, name: str, of: str) -> tuple[parts.Link, ...]:
    known = {each.id for each in transcripts}
    every = parts.Link(text=gettext("all"), address=addresses.downloads(name), chosen=of not in known)
    alone = (
        parts.Link(
            text=" · ".join(
                filter(
                    None,
                    (words.kind(each.kind), words.language(each.language) if each.language else "", each.title or ""),
                )
            ),
            address=addresses.downloads(name, of=each.id),
            chosen=each.id == of,
        )
        for each in transcripts
    )
    return (every, *alone)
