"""The API: reading verbs by GET, the same JSON as the commands. It is an exit, so the gate stands before each answer."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter

from .. import actions
from ..actions import answers, outcomes
from ..actions.collating import Collation
from ..actions.outlining import Outline
from ..actions.pinpoints import names_lines
from ..actions.waiting import Waiting
from ..errors import Refused, WrongUsage
from .guard import COOKIE, TOKEN_HEADER
from .keeper import Keeper
from .sources import file_name

Limit = Annotated[int, QueryParameter(ge=0, le=1000, description="The most that one answer holds.")]
Offset = Annotated[int, QueryParameter(ge=0, le=100_000_000, description="How many come before the first.")]

Window = Annotated[int, QueryParameter(ge=0, le=100, description="Words on either side.")]
Sample = Annotated[int | None, QueryParameter(ge=1, description="So many lines, drawn by lot.")]

OPEN = {"audience": "others"}
KEPT = {"audience": "keeper"}


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """What a program sends with each act, beside the cookie that came with it."""

    token: str
    header: str = TOKEN_HEADER


@get("/api/token", opt=KEPT, sync_to_thread=False)
def token(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Response[Token]:
    """A token for acts, bound to the cookie that comes with it."""
    session = keeper.tokens.session(request.cookies.get(COOKIE))
    return Response(Token(token=keeper.tokens.token(session)), cookies=[keeper.cookie(session)])


@get("/api/list", opt=OPEN, sync_to_thread=True)
def list_conversations(
    keeper: NamedDependency[Keeper],
    since: FromQuery[str | None] = None,
    until: FromQuery[str | None] = None,
    language: FromQuery[str | None] = None,
    kind: FromQuery[str | None] = None,
    role: FromQuery[str | None] = None,
    publisher: FromQuery[str | None] = None,
    genre: FromQuery[str | None] = None,
    status: FromQuery[str | None] = None,
    assignee: FromQuery[str | None] = None,
    priority: FromQuery[str | None] = None,
    set: FromQuery[str | None] = None,
    needs: FromQuery[str | None] = None,
    code: FromQuery[str | None] = None,
    during: FromQuery[str | None] = None,
    first_published: FromQuery[str | None] = None,
    order: FromQuery[str] = "held",
    limit: Limit = 50,
    offset: Offset = 0,
) -> answers.Listing:
    """Conversations, as `earwitness list --json` gives them."""
    filters = actions.Filters(
        since=since, until=until, language=language, kind=kind, role=role, publisher=publisher, genre=genre,
        status=status, assignee=assignee, priority=priority, set=set, needs=needs, code=code, during=during,
        first_published=first_published,
    )  # fmt: skip
    return keeper.exits.list_conversations(
        "api", filters, for_others=keeper.for_others, order=order, limit=limit, offset=offset
    )


@get("/api/show", opt=OPEN, sync_to_thread=True)
def show(keeper: NamedDependency[Keeper], id: FromQuery[str]) -> answers.Shown:
    """One conversation, as `earwitness show --json` gives it."""
    return keeper.exits.show("api", id)


@get("/api/collate", opt=OPEN, sync_to_thread=True)
def collate(keeper: NamedDependency[Keeper], id: FromQuery[str]) -> Collation:
    """The versions of a conversation lined up, and where they differ, as `earwitness collate --json` gives it."""
    return keeper.exits.collate("api", id)


@get("/api/show-source", opt=OPEN, sync_to_thread=True)
def show_source(keeper: NamedDependency[Keeper], id: FromQuery[str]) -> answers.SourceDetail:
    """A source with its capture and custody."""
    return keeper.exits.show_source("api", id)


@get("/api/search", opt=OPEN, sync_to_thread=True)
def search(
    keeper: NamedDependency[Keeper],
    q: FromQuery[str],
    in_: Annotated[str | None, QueryParameter(name="in")] = None,
    speaker: FromQuery[str | None] = None,
    role: FromQuery[str | None] = None,
    language: FromQuery[str | None] = None,
    since: FromQuery[str | None] = None,
    until: FromQuery[str | None] = None,
    kind: FromQuery[str | None] = None,
    publisher: FromQuery[str | None] = None,
    during: FromQuery[str | None] = None,
    code: FromQuery[str | None] = None,
    by: FromQuery[str | None] = None,
    exact: FromQuery[bool] = False,
    transliteration: FromQuery[bool] = True,
    glossary: FromQuery[bool] = True,
    concordance: FromQuery[bool] = False,
    facets: FromQuery[bool] = True,
    window: Window = 8,
    sort: FromQuery[str] = "right",
    sample: Sample = None,
    seed: FromQuery[int] = 0,
    limit: Annotated[int | None, QueryParameter(ge=0, le=1000, description="Passages (10), or lines (100).")] = None,
    offset: Annotated[int, QueryParameter(ge=0, le=100_000_000)] = 0,
) -> answers.Found | answers.InContext:
    """Passages, as `earwitness search --json` gives them; what is held back is neither shown nor counted.

    With `concordance` lines; `window`, `sort`, `sample` and `seed` are about them.
    """
    if concordance:
        return actions.concord(
            keeper.desk, q, in_=in_, speaker=speaker, role=role, language=language, since=since, until=until, kind=kind,
            publisher=publisher, during=during, code=code, exact=exact, transliteration=transliteration,
            glossary=glossary,
            limit=100 if limit is None else limit, offset=offset, window=window, sort=sort, sample=sample, seed=seed,
            audience="others",
        )  # fmt: skip
    return actions.search(
        keeper.desk, q, in_=in_, speaker=speaker, role=role, language=language, since=since, until=until, kind=kind,
        publisher=publisher, during=during, code=code, exact=exact, transliteration=transliteration,
        glossary=glossary,
        limit=10 if limit is None else limit, offset=offset, facets=facets, by=by,
        audience="others",
    )  # fmt: skip


@get("/api/log", opt=KEPT, sync_to_thread=True)
def log(
    keeper: NamedDependency[Keeper],
    subject: FromQuery[str | None] = None,
    verb: FromQuery[str | None] = None,
    agent: FromQuery[str | None] = None,
    since: FromQuery[str | None] = None,
    until: FromQuery[str | None] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> outcomes.Log:
    """Acts, as `earwitness log --json` gives them; reasons that touch what is held back stay behind."""
    return keeper.exits.log(
        "api", subject=subject, verb=verb, agent=agent, since=since, until=until, limit=limit, offset=offset
    )


@get("/api/outline", opt=KEPT, sync_to_thread=True)
def outline(keeper: NamedDependency[Keeper], source: FromQuery[str]) -> Outline:
    """A page line by line, each with the turn read from it, as `earwitness mend SOURCE --json` gives it."""
    return keeper.exits.outline("api", source)


@get("/api/proposals", opt=KEPT, sync_to_thread=True)
def proposals(
    keeper: NamedDependency[Keeper], id: FromQuery[str | None] = None, limit: Limit = 50, offset: Offset = 0
) -> Waiting:
    """What waits to be linked or rejected, as it was worked out last (`earwitness link` works it out anew); with an id, of
    that conversation. What is held back is neither shown nor counted."""
    return keeper.exits.list_waiting("api", of=id, limit=limit, offset=offset)


@get("/api/verify", opt=KEPT, sync_to_thread=True)
def verify(keeper: NamedDependency[Keeper]) -> outcomes.Verified:
    """Every fault by name, as `earwitness verify --json` gives them."""
    return actions.verify(keeper.desk)


@get("/api/formats", opt=OPEN, sync_to_thread=True)
def formats() -> outcomes.Formats:
    """Every format, with what it carries and loses."""
    return actions.formats()


@get("/api/doctor", opt=KEPT, sync_to_thread=True)
def doctor(keeper: NamedDependency[Keeper]) -> outcomes.Examined:
    """What is installed, missing, stale."""
    return actions.doctor(keeper.desk.path)


@get("/api/cite", opt=OPEN, sync_to_thread=True)
def cite(
    keeper: NamedDependency[Keeper],
    turn: FromQuery[str],
    words: FromQuery[str | None] = None,
    at: FromQuery[int | None] = None,
    length: FromQuery[int | None] = None,
    line: FromQuery[str] = "",
    exhibit: FromQuery[str] = "",
) -> answers.Cited | answers.CitedLines:
    """A citation of a turn, or of words in it, as `earwitness cite --json` gives it; `at` is about where they stand, and with
    `length` enough without the words. With `line` (`3:12-3:15`) it is of the printed document of a conversation or version."""
    if line:
        return actions.cite_lines(keeper.desk, turn, line, exhibit=exhibit, exits=("citation", "api"))
    return actions.cite(keeper.desk, turn, words=words, at=at, length=length, exits=("citation", "api"))


@get("/api/resolve", opt=OPEN, sync_to_thread=True)
def resolve(keeper: NamedDependency[Keeper], token: FromQuery[str]) -> answers.Cited | answers.CitedLines:
    """Where a citation stands today."""
    if names_lines(token):
        found = actions.resolve_lines(keeper.desk, token, exits=("citation", "api"))
        if keeper.for_others and found.corrected:
            raise Refused("only what stands today is shown to others", hint="take “revisions=…” out of the address")
        return found
    return actions.resolve(keeper.desk, token, exits=("citation", "api"))


@get("/api/export", opt=OPEN, sync_to_thread=True)
def export(
    keeper: NamedDependency[Keeper],
    ids: FromQuery[str] = "",
    to: FromQuery[str] = "jsonl",
    everything: FromQuery[bool] = False,
    permitted: FromQuery[bool] = False,
    fresh: FromQuery[bool] = False,
    dry_run: FromQuery[bool] = False,
) -> Response[bytes] | outcomes.Exported:
    """The bytes of an export; `ids` stand with commas between them, `everything=true` asks for all that may leave,
    `permitted=true` for those of the ids that may, `fresh=true` for files written anew; `dry_run=true` only tells what the
    format would lose."""
    wanted = [name for name in ids.split(",") if name]
    if not wanted and not everything:
        raise WrongUsage("nothing was asked for", hint="name conversations: ids=c…,c…, or ask for everything=true")
    exported, content = actions.export(
        keeper.desk,
        None if everything else wanted,
        to=to,
        output=None,
        permitted=permitted,
        fresh=fresh,
        dry_run=dry_run,
        exits=("export", "api"),
    )
    if dry_run:
        return exported
    if exported.format == "source":
        name = file_name(actions.show_source(keeper.desk, wanted[0]).source)
    else:
        name = f"{wanted[0] if len(wanted) == 1 else 'earwitness'}{exported.suffix}"
    return Response(
        content,
        media_type="application/octet-stream",
        headers={
            "content-disposition": f'attachment; filename="{name}"',
            "x-earwitness-withheld": str(len(exported.withheld)),
        },
    )


HANDLERS = (
    token, list_conversations, show, collate, show_source, search, log, outline, proposals, verify, formats, doctor, cite,
    resolve, export,
)  # fmt: skip
