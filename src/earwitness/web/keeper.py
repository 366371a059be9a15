"""The keeper: what one run of the desk holds, and how its answers are dressed."""

from __future__ import annotations

import asyncio
import getpass
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.response import Stream

from .. import actions
from ..actions import Desk, aligning, answers
from ..actions.collating import Collation
from ..actions.filters import Filters
from ..actions.finding import conversation_of
from ..actions.hearings import blind_of
from ..actions.outlining import Outline
from ..archive import Decided
from ..errors import NotFound, Refused
from ..identifiers import is_id, split
from ..protect.gate import Gate
from ..publish import addresses, parts, render, words
from ..publish.later import Later
from ..publish.pages import Page
from ..publish.tongue import gettext
from ..tellings.align import Alignment
from ..tellings.rows import Row
from .comparing import Comparing, Held
from .exits import Exits, of_its_own
from .guard import COOKIE, Tokens, policy_with
from .handed import HandedIn
from .looking import Looking
from .tongues import switches
from .twins import WANTS_DATA
from .waiting import Queue

Answer = TypeVar("Answer")


class Keeper:
    """The open archive, who looks at it, and in whose name the desk acts."""

    def __init__(
        self, desk: Desk, *, for_others: bool = False, agent: str | None = None, keeps_searches: bool = False
    ) -> None:
        self.desk = desk
        self.for_others = for_others
        self.agent = agent or getpass.getuser()
        desk.reader = "" if for_others else self.agent
        self.keeps_searches = keeps_searches
        """True where every search that is made goes on the record."""
        self.tokens = Tokens()
        self.exits = Exits(desk)
        self.comparing = Comparing(desk)
        self.queue = Queue(desk)
        self.looking = Looking(desk)
        self.handed = HandedIn()
        self.counted = Held()
        """What was counted for the front page."""
        self.glossed = Held()
        """What was counted of the glossary."""
        self._shown = Held()
        self._outlined = Held()

    def list_conversations(self, filters: Filters, *, limit: int, offset: int, order: str) -> answers.Listing:
        """Returns the conversations that whoever looks at the pages may see."""
        if self.for_others:
            return self.exits.list_conversations(
                "page", filters, for_others=True, limit=limit, offset=offset, order=order
            )
        return actions.list_conversations(self.desk, filters, limit=limit, offset=offset, order=order)

    def show(self, name: str) -> answers.Shown:
        """Returns a conversation for whoever looks at the pages. Raises Refused where the keeper writes a blind draft of it."""
        if not self.for_others:
            self.curtain(name)

        def make() -> answers.Shown:
            return self.exits.show("page", name) if self.for_others else actions.show(self.desk, name)

        shown: answers.Shown = self._shown.get(name, (self.desk.archive.catalog.position, Gate().today), make)
        return shown

    def curtain(self, name: str) -> None:
        """Raises Refused where an id is of a conversation whose versions are hidden from who writes a blind draft of it."""
        hidden = blind_of(self.desk, self.agent)
        if not hidden or not is_id(split(name)[0]):
            return
        home = conversation_of(self.desk, name)
        if home in hidden:
            raise Refused(
                f"you write a blind draft of this conversation ({hidden[home]}), so its versions are hidden from you",
                hint=f"hand the draft in, or have the versions shown there: /drafts/{hidden[home]}",
                subjects=(home,),
            )

    def collation(self, shown: answers.Shown, *, wait: bool = False) -> Collation | None:
        """Returns how the versions of a conversation that was shown compare; None while that is being worked out."""
        if len(shown.transcripts) < 2:
            return None
        found = self.comparing.collation(shown.id, wait=wait)
        return of_its_own(found) if found is not None and self.for_others else found

    def between(self, shown: answers.Shown, collation: Collation | None, asked: Sequence[str]) -> tuple[Alignment, ...]:
        """Returns the alignments of the versions asked for with the first of them, where the collation has none.

        Of many versions it has only those with the first and the longest of all.
        """
        known = {frozenset((one.a, one.b)) for one in collation.alignments} if collation is not None else set()
        if collation is None or all(frozenset((asked[0], other)) in known for other in asked[1:]):
            return ()
        with self.desk.archive.catalog.snapshot() as catalog:
            tellings = [telling for telling in catalog.tellings_of(shown.id) if telling.id in asked]
        return aligning.alignments(self.desk, tellings)

    def passages(self, shown: answers.Shown) -> tuple[Row, ...]:
        """Returns the rows of all versions of a conversation that was shown, in their order."""
        with self.desk.archive.catalog.snapshot() as catalog:
            return aligning.passages(self.desk, catalog.tellings_of(shown.id))

    def notice(self, act: str, request: Request[Any, Any, Any]) -> parts.DoneNotice | None:
        """Returns what an act just did, for the keeper; None where there is no such act. Taking it back leads here again."""
        if self.for_others or not is_id(act):
            return None
        try:
            logged = self.desk.archive.catalog.act(act)
        except NotFound:
            return None
        return parts.DoneNotice(
            act=act,
            said=gettext("Done and written: act {act}, {verb}.").format(act=act, verb=words.verb(logged.verb)),
            can_undo=logged.effective,
            back=addresses.with_query_text(request.url.path, request.url.query),
        )

    def decisions(self, shown: answers.Shown) -> tuple[Decided, ...]:
        """Returns what people settled about the versions of a conversation that was shown, oldest first."""
        if len(shown.transcripts) < 2:
            return ()
        return self.desk.archive.catalog.decisions(transcript.id for transcript in shown.transcripts)

    def show_source(self, name: str) -> answers.SourceDetail:
        """Returns a source for whoever looks at the pages."""
        return self.exits.show_source("page", name) if self.for_others else actions.show_source(self.desk, name)

    def outline(self, name: str) -> Outline:
        """Returns how a source was read, line by line, for the keeper."""
        position = self.desk.archive.catalog.position
        outline: Outline = self._outlined.get(name, position, lambda: actions.outline(self.desk, name))
        return outline

    async def act(self, verb: Callable[[], Answer]) -> Answer:
        """Returns what the verb gives; it runs beside the server, which goes on answering."""
        return await asyncio.to_thread(verb)

    def answer(self, request: Request[Any, Any, Any], page: Page, *, status: int = 200) -> Response[bytes]:
        """Returns the page as HTML, or its data where the address ends in `.json`."""
        if wants_data(request):
            return Response(msgspec.json.encode(page), media_type="application/json", status_code=status)
        session = self.tokens.session(request.cookies.get(COOKIE))
        token = "" if self.for_others else self.tokens.token(session)
        html = render.render(page, token=token, for_others=self.for_others, counts=self.counts(), switches=switches())
        return Response(
            html.encode("utf-8", "replace"),
            media_type="text/html",
            status_code=status,
            cookies=[] if self.for_others else [self.cookie(session)],
        )

    def answer_in_pieces(self, request: Request[Any, Any, Any], page: Later) -> Response[Any]:
        """Returns the page as HTML whose head is sent before the rest is made, or its data."""
        if wants_data(request):
            return Response(msgspec.json.encode(page.whole), media_type="application/json")
        session = self.tokens.session(request.cookies.get(COOKIE))
        token = "" if self.for_others else self.tokens.token(session)
        counts, others = self.counts(), switches()
        return Stream(
            lambda: in_pieces(
                render.stream(page, token=token, for_others=self.for_others, counts=counts, switches=others)
            ),
            media_type="text/html",
            cookies=[] if self.for_others else [self.cookie(session)],
            headers={"content-security-policy": policy_with(page.nonce)} if page.nonce else None,
        )

    def counts(self) -> dict[str, int]:
        """Returns how much waits for the keeper, by the address in the navigation."""
        return {} if self.for_others else {addresses.MATCHES: self.queue.count()}

    def cookie(self, session: str) -> Cookie:
        """Returns the cookie that holds a browser's session; scripts cannot read it and other sites cannot send it."""
        return Cookie(key=COOKIE, value=session, path="/", httponly=True, samesite="strict")


HEAD_ENDS = "</head>"
"""With it the first piece goes out: by the head a browser fetches what the page needs."""
PIECE = 64_000
"""Letters worth sending later on."""


def in_pieces(html: Iterable[str]) -> Iterator[bytes]:
    """Yields the HTML in pieces that are worth sending, the head first."""
    waiting: list[str] = []
    length, head = 0, True
    for part in html:
        waiting.append(part)
        length += len(part)
        if PIECE <= length or (head and HEAD_ENDS in part):
            yield "".join(waiting).encode("utf-8", "replace")
            waiting, length, head = [], 0, False
    yield "".join(waiting).encode("utf-8", "replace")


def wants_data(request: Request[Any, Any, Any]) -> bool:
    """Says whether the answer is for a program: the API, or a page's address with `.json` after it (`twins`)."""
    scope: Any = request.scope
    return bool(scope.get(WANTS_DATA)) or request.url.path.startswith(("/api", "/schema"))
