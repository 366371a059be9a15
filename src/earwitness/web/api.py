"""The API: reading verbs by GET, the same JSON as the commands. It is an exit, so the gate stands before each answer."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get
from litestar.params import Parameter

from .. import actions
from ..actions import answers
from ..errors import WrongUsage
from ..formats import format_named
from .guard import COOKIE, TOKEN_HEADER
from .keeper import Keeper
from .sources import file_name

Limit = Annotated[int, Parameter(ge=0, le=1000, description="The most that one answer holds.")]
Offset = Annotated[int, Parameter(ge=0, le=100_000_000, description="How many come before the first.")]

OPEN = {"audience": "others"}
KEPT = {"audience": "keeper"}


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """What a program sends with each act, beside the cookie that came with it."""

    token: str
    header: str = TOKEN_HEADER


@get("/api/token", opt=KEPT, sync_to_thread=False)
def token(request: Request[Any, Any, Any], keeper: Keeper) -> Response[Token]:
    """A token for acts, bound to the cookie that comes with it."""
    session = keeper.tokens.session(request.cookies.get(COOKIE))
    return Response(Token(token=keeper.tokens.token(session)), cookies=[keeper.cookie(session)])


@get("/api/list", opt=OPEN, sync_to_thread=True)
def list_conversations(
    keeper: Keeper,
    since: str | None = None,
    until: str | None = None,
    language: str | None = None,
    kind: str | None = None,
    role: str | None = None,
    publisher: str | None = None,
    genre: str | None = None,
    status: str | None = None,
    order: str = "held",
    limit: Limit = 50,
    offset: Offset = 0,
) -> answers.Listing:
    """Conversations, as `earwitness list --json` gives them."""
    return keeper.exits.list_conversations(
        "api", since=since, until=until, language=language, kind=kind, role=role, publisher=publisher,
        genre=genre, status=status, order=order, limit=limit, offset=offset,
    )  # fmt: skip


@get("/api/show", opt=OPEN, sync_to_thread=True)
def show(keeper: Keeper, id: str) -> answers.Shown:
    """One conversation, as `earwitness show --json` gives it."""
    return keeper.exits.show("api", id)


@get("/api/show-source", opt=OPEN, sync_to_thread=True)
def show_source(keeper: Keeper, id: str) -> answers.SourceDetail:
    """A source with its capture and custody."""
    return keeper.exits.show_source("api", id)


@get("/api/search", opt=OPEN, sync_to_thread=True)
def search(
    keeper: Keeper,
    q: str,
    in_: Annotated[str | None, Parameter(query="in")] = None,
    speaker: str | None = None,
    role: str | None = None,
    language: str | None = None,
    since: str | None = None,
    until: str | None = None,
    kind: str | None = None,
    publisher: str | None = None,
    by: str | None = None,
    exact: bool = False,
    concordance: bool = False,
    facets: bool = True,
    limit: Limit = 10,
    offset: Annotated[int, Parameter(ge=0, le=100_000)] = 0,
) -> answers.Found:
    """Passages, as `earwitness search --json` gives them; what is held back is neither shown nor counted."""
    return actions.search(
        keeper.desk, q, in_=in_, speaker=speaker, role=role, language=language, since=since, until=until, kind=kind,
        publisher=publisher, exact=exact, limit=limit, offset=offset, facets=facets, by=by, concordance=concordance,
        audience="others",
    )  # fmt: skip


@get("/api/log", opt=KEPT, sync_to_thread=True)
def log(
    keeper: Keeper,
    subject: str | None = None,
    verb: str | None = None,
    agent: str | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> answers.Log:
    """Acts, as `earwitness log --json` gives them; reasons that touch what is held back stay behind."""
    return keeper.exits.log("api", subject=subject, verb=verb, agent=agent, limit=limit, offset=offset)


@get("/api/verify", opt=KEPT, sync_to_thread=True)
def verify(keeper: Keeper) -> answers.Verified:
    """Every fault by name, as `earwitness verify --json` gives them."""
    return actions.verify(keeper.desk)


@get("/api/formats", opt=OPEN, sync_to_thread=True)
def formats() -> answers.Formats:
    """Every format, with what it carries and loses."""
    return actions.formats()


@get("/api/doctor", opt=KEPT, sync_to_thread=True)
def doctor(keeper: Keeper) -> answers.Examined:
    """What is installed, missing, stale."""
    return actions.doctor(keeper.desk.path)


@get("/api/resolve", opt=OPEN, sync_to_thread=True)
def resolve(keeper: Keeper, token: str) -> answers.Cited:
    """Where a citation stands today."""
    return actions.resolve(keeper.desk, token)


@get("/api/export", opt=OPEN, sync_to_thread=True)
def export(keeper: Keeper, ids: str = "", to: str = "jsonl", everything: bool = False) -> Response[bytes]:
    """The bytes of an export; `ids` stand with commas between them, `everything=true` asks for all that may leave."""
    wanted = [name for name in ids.split(",") if name]
    if not wanted and not everything:
        raise WrongUsage("nothing was asked for", hint="name conversations: ids=c…,c…, or ask for everything=true")
    exported, content = actions.export(keeper.desk, None if everything else wanted, to=to, output=None)
    if exported.format == "source":
        name = file_name(actions.show_source(keeper.desk, wanted[0]).source)
    else:
        suffix = (format_named(exported.format).suffixes or (".txt",))[0]
        name = f"{wanted[0] if len(wanted) == 1 else 'earwitness'}{suffix}"
    return Response(
        content,
        media_type="application/octet-stream",
        headers={
            "content-disposition": f'attachment; filename="{name}"',
            "x-earwitness-withheld": str(len(exported.withheld)),
        },
    )


HANDLERS = (
    token, list_conversations, show, show_source, search, log, verify, formats, doctor, resolve, export,
)  # fmt: skip
