"""Where a publication comes from: its capture, its custody, its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from ..actions import answers, tapes
from ..actions.caring import Cautions
from ..publish import addresses, custody, pages, parts, sentences, words
from ..publish.tongue import gettext, later
from .guard import CAPTURED_POLICY
from .keeper import Keeper
from .rows import conversation_row, statement

HTML = ("text/html", "application/xhtml+xml")
PLAIN = ("text/", "application/json", "application/x-ndjson", "application/jsonl", "application/xml")
"""Media types that a browser is given as plain text: it shows them and runs nothing."""

_UNKNOWN = "unknown"


@get("/sources/{name:str}", opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True)
def source_page(
    request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], name: FromPath[str]
) -> Response[bytes]:
    """Where a source comes from."""
    detail = keeper.show_source(name)
    heads = keeper.desk.archive.catalog.transcripts_from(detail.source.id, with_turns=False)
    kinds = Cautions(keeper.desk, [head.id for head in heads]).anywhere()
    return keeper.answer(request, origin(detail, kinds))


@get("/sources/{name:str}/captured", opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True)
def captured_bytes(keeper: NamedDependency[Keeper], name: FromPath[str]) -> Response[bytes]:
    """The bytes as they were captured, for a browser that may do nothing with them but show them."""
    source = keeper.show_source(name).source
    content = keeper.desk.archive.objects.read(source.sha256)
    headers = {"content-security-policy": CAPTURED_POLICY, "content-disposition": "inline"}
    kind = showing(source.media_type)
    if kind == "download":
        headers["content-disposition"] = f'attachment; filename="{file_name(source)}"'
    media_type = {"html": "text/html", "text": "text/plain", "download": "application/octet-stream"}[kind]
    charset = re.match(r"[A-Za-z0-9_.:-]+", keeper.desk.archive.catalog.source(source.id).charset or "")
    if kind != "download":
        # The headers say it, not the media type, to which the framework would add UTF-8.
        headers["content-type"] = f"{media_type}; charset={charset[0]}" if charset else media_type
    return Response(content, media_type=media_type, headers=headers)


def origin(detail: answers.SourceDetail, cautions: tuple[str, ...] = ()) -> pages.SourcePage:
    """Returns the page of a source."""
    source = detail.source
    where = source.url or source.path or gettext("Given without a name")
    facts = (
        fact(gettext("Publisher"), source.publisher),
        fact(gettext("Published"), words.day(source.published)),
        *(
            fact(name, value)
            for name, value in ((gettext("Address"), source.url), (gettext("File"), source.path))
            if value
        ),
        fact(gettext("Supplied by"), source.supplier),
        fact(gettext("Read as"), f"{source.format}, {source.media_type}" if source.format else source.media_type),
        fact(gettext("Captured"), words.moment(source.captured)),
        fact(gettext("Size"), words.size(source.size)),
        fact(gettext("Terms"), source.terms),
        fact(gettext("Access"), words.access(source.access)),
    )
    return pages.SourcePage(
        title=source.title or source.publisher or where,
        id=source.id,
        access=source.access,
        terms=source.terms,
        story=tuple(story(detail)),
        facts=facts,
        capture=tuple(
            parts.Fact(name=custody.item(name), value=sentences.said(value), unknown=value.startswith(_UNKNOWN))
            for name, value in detail.capture
        ),
        custody=tuple(
            parts.CustodyLine(
                event=custody.event(event.event),
                time=event.time,
                agent=event.agent,
                detail=happened(event.detail),
                act=event.act or "",
            )
            for event in detail.custody
        ),
        sha256=source.sha256,
        size=words.size(source.size),
        object=detail.object,
        checks=shell_lines(detail),
        conversations=tuple(conversation_row(listed) for listed in detail.conversations),
        same_bytes=tuple(parts.Link(text=name, address=addresses.source(name)) for name in detail.same_bytes),
        captured=addresses.captured(source.id),
        reading="" if source.format == tapes.FORMAT else addresses.reading(source.id),
        shows_captured=showing(source.media_type) != "download",
        cautions=cautions,
        doubts=source.doubts,
        statements=tuple(statement(said) for said in detail.statements),
    )


HAPPENED = {
    "fetched from the web": later("fetched it from the web"),
    "given on standard input": later("handed it over to the program"),
    "read from a disk": later("read it from a disk"),
    "taken in, unchanged, and read": later("took it in, unchanged, and had it read"),
    "described by a person": later("said something about it"),
    "read again; the bytes stay as captured": later("had it read again; the bytes stay as captured"),
    "an act on it was taken back": later("took back an act on it"),
    "removed for good": later("removed it for good"),
    "mend": later("put its reading right"),
    "what it says was corrected; the bytes stay as captured": later(
        "corrected what it says; the bytes stay as captured"
    ),
    "who speaks was said; the bytes stay as captured": later("said who speaks in it; the bytes stay as captured"),
}
"""What the custody says, behind the name of who did it."""
UNDONE = " (undone since)"


def happened(detail: str) -> str:
    """Returns what somebody did with a source, behind their name."""
    bare = detail.removesuffix(UNDONE)
    told = gettext(HAPPENED[bare]) if bare in HAPPENED else words.verb(bare)
    return gettext("{what} (taken back since)").format(what=told) if bare != detail else told


def story(detail: answers.SourceDetail) -> Iterator[str]:
    """Yields where a source comes from in plain sentences; what is not known is said to be so."""
    source = detail.source
    who, day = source.publisher, words.day(source.published)
    if who and source.published:
        yield gettext("{publisher} published it, dated {day}.").format(publisher=who, day=day)
    elif who:
        yield gettext("{publisher} published it; the day is not known.").format(publisher=who)
    elif source.published:
        yield gettext("It was published by nobody named, dated {day}.").format(day=day)
    else:
        yield gettext("Who published it, and when, is not known.")
    taken = detail.custody[0]
    yield gettext("{who} {did} on {moment}.").format(
        who=taken.agent, did=happened(taken.detail), moment=words.moment(taken.time)
    )
    if source.supplier:
        yield gettext("It was supplied by {who}.").format(who=source.supplier)
    found = len(detail.conversations)
    yield gettext("Reading it found {counted}.").format(counted=words.count(found, "conversation"))
    if not source.terms:
        yield gettext("On what terms it may be used, nobody has stated.")


def shell_lines(detail: answers.SourceDetail) -> tuple[parts.ShellLine, ...]:
    """Returns the lines by which anyone checks it in the archive's folder, each with what it shows."""
    told = (
        (gettext("The bytes are the ones that were captured"),
         gettext("It prints the SHA-256 that stands above. With one byte changed it would be another.")),
        (gettext("None is missing and none was added"),
         gettext("It prints {size}, their number.").format(size=detail.source.size)),
        (gettext("Nothing in the archive was changed or left out"),
         gettext("It goes over every kept object and the whole chain of acts, and names each fault.")),
    )  # fmt: skip
    commands = (line.partition("    #")[0] for line in detail.checks)
    return tuple(
        parts.ShellLine(what=what, command=command, shows=shows)
        for command, (what, shows) in zip(commands, told, strict=True)
    )


def fact(name: str, value: str | None) -> parts.Fact:
    """Returns a fact; what is not known says so and is never blank."""
    return parts.Fact(name=name, value=value or gettext("unknown: it does not say"), unknown=not value)


def showing(media_type: str) -> str:
    """Returns how a browser gets the bytes: `html`, `text` or `download`."""
    bare = media_type.partition(";")[0].strip().lower()
    if bare in HTML:
        return "html"
    return "text" if bare.startswith(PLAIN) else "download"


def file_name(source: answers.SourceShown) -> str:
    """Returns a name for the file taken: the last part of its path, made harmless, else its id."""
    last = re.split(r"[\\/]", source.path or source.url or "")[-1]
    return re.sub(r"[^A-Za-z0-9._-]+", "_", last)[:100].strip("._") or source.id
