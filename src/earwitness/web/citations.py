"""Citations: an address that leads to the cited words, wherever they stand today, and says what became of them."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from .. import actions
from ..actions.answers import Cited, Shown
from ..actions.covering import Covering
from ..errors import Refused
from ..model import from_token
from ..publish import addresses, care, parts, turns
from ..publish.tongue import gettext, later
from .keeper import Keeper
from .turns import around, citation, exits

STATES = {
    "exact": later("These words stand as they were cited."),
    "moved": later("These words stand as they were cited, in another turn than then."),
    "changed": later("These words were mended since they were cited; this is what stands there now."),
    "orphaned": later("The cited words no longer stand in this version, and nothing was guessed in their place."),
    "unknown": later(
        "The revision that this address names never had its words. Somebody made the address up, or it was damaged."
    ),
}


@get("/cite/{token:str}", opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True)
def citation_page(
    request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], token: FromPath[str]
) -> Response[bytes]:
    """The cited words in their context, or that they are no longer there; then the answer is a 404."""
    cited = actions.resolve(keeper.desk, token, exits=exits(keeper))
    exact = from_token(token).exact if not (keeper.for_others and cited.state == "orphaned") else ""
    page = tell(cited, exact, whole(keeper, cited), request)
    return keeper.answer(request, page, status=200 if page.state not in ("orphaned", "unknown") else 404)


def whole(keeper: Keeper, cited: Cited) -> Shown | None:
    """Returns the conversation of a citation; None where others may see the words and not all around them."""
    try:
        return keeper.show(cited.conversation)
    except Refused:
        return None


def tell(cited: Cited, exact: str, shown: Shown | None, request: Request[Any, Any, Any]) -> turns.CitationPage:
    """Returns the page of a citation. Words that the archive never had are not repeated."""
    state = cited.state if cited.stood else "unknown"
    gone = state in ("orphaned", "unknown")
    transcript = next((each for each in shown.transcripts if each.id == cited.transcript), None) if shown else None
    turn = next((each for each in transcript.turns if each.number == cited.turn), None) if transcript else None
    title = (shown.title if shown is not None else "") or gettext("A conversation")
    kinds = Covering(shown).on(turn.id) if shown is not None and turn is not None else ()
    seen = not gone and shown is not None and transcript is not None and turn is not None
    return turns.CitationPage(
        title=gettext("A citation that no longer holds")
        if gone
        else gettext("A citation")
        if care.covers(kinds)
        else f"“{cut(cited.words)}”",
        state=state,
        sentence=gettext(STATES[state]),
        corrected=corrected(cited) if cited.stood else "",
        was=exact if state == "changed" or (state == "orphaned" and cited.stood) else "",
        conversation=parts.Link(text=title, address=addresses.conversation(cited.conversation)),
        citation=citation(cited, request) if not gone else None,
        around=around(shown, transcript, turn.number, (cited.start, cited.end)) if seen else None,  # type: ignore
        words=cited.words if not gone and not seen else "",
        cautions=kinds,
        place=parts.Link(text=gettext("In its place in the conversation"), address=addresses.conversation(turn.id))
        if turn is not None and not gone
        else None,
        turn=parts.Link(
            text=gettext("Turn {number} by itself").format(number=turn.number),
            address=addresses.turn(cited.conversation, turn.id),
        )
        if turn is not None and not gone
        else None,
    )


def corrected(cited: Cited) -> str:
    """Returns whether the version was corrected since, in a sentence."""
    if not cited.corrected:
        return ""
    said = (
        gettext("Revision {was} was cited, revision {now} stands; what was corrected since is not in these words.")
        if cited.state == "exact"
        else gettext("Revision {was} was cited, revision {now} stands.")
    )
    return said.format(was=cited.revision, now=cited.revision_now)


def cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 90 else words[:90].rsplit(" ", 1)[0].rstrip(" .,;:…") + "…"
