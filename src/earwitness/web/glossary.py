"""The glossary on the desk: all terms, a page for each, and its words in the margin of a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from .. import actions
from ..actions import outcomes
from ..actions.glossed import GlossaryChecked, GlossaryShown, Rendered, TermShown, UseShown
from ..actions.lexicon import Glossed
from ..actions.terms import edited
from ..errors import WrongUsage
from ..identifiers import split
from ..model.glossary import slug
from ..protect.gate import Gate
from ..publish import addresses, glossary, parts, tongue, words
from ..publish.marginalia import Explained
from ..publish.passages import pieces
from ..publish.sheet import Telling
from ..publish.tongue import gettext
from .keeper import Keeper
from .margins import Place
from .noting import said

OPEN = {"audience": "others"}
KEPT = {"audience": "keeper"}


def explained(ready: Glossed | None, showing: Sequence[Telling]) -> dict[Place, list[Explained]]:
    """Returns the terms that the versions say, each at the first turn that does: of the first version, then of the next."""
    found: dict[Place, list[Explained]] = {}
    if ready is None:
        return found
    seen: set[int] = set()
    for telling in showing:
        for turn in telling.turns:
            for use in ready.lexicon.uses(turn.text):
                for number in use.terms:
                    if number not in seen:
                        seen.add(number)
                        term = ready.terms[number]
                        code = in_tongue(term.meaning)
                        one = Explained(
                            term=term.term, means=term.meaning[code], address=addresses.term(term.slug), language=code
                        )
                        found.setdefault((telling.id, turn.number), []).append(one)
    return found


def in_tongue(meaning: Any) -> str:
    """Returns the key of the meaning that this reader is shown: their own language, else what there is."""
    return next((code for code in (tongue.language(), "", "en") if code in meaning), next(iter(meaning)))


@get(addresses.GLOSSARY, opt=OPEN, include_in_schema=False, sync_to_thread=True)
def glossary_page(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    q: FromQuery[str] = "",
    differ: FromQuery[str] = "",
    done: FromQuery[str] = "",
) -> Response[bytes]:
    """All terms; `q` looks one up by any word for it, `differ=1` asks how translations say them."""
    audience = "others" if keeper.for_others else "keeper"
    shown: GlossaryShown = keeper.glossed.get(
        "all", standing(keeper), lambda: actions.glossary(keeper.desk, audience=audience)
    )
    checked: GlossaryChecked | None = None
    if differ:
        checked = keeper.glossed.get(
            "check", standing(keeper), lambda: actions.check_glossary(keeper.desk, audience=audience)
        )
    terms = [term for term in shown.terms if fits(term, q)]
    page = glossary.GlossaryPage(
        title=gettext("Glossary"),
        query=q,
        total=shown.total,
        rows=() if differ else tuple(map(row, terms)),
        views=(
            parts.Link(text=gettext("All terms"), address=addresses.glossary(), chosen=not differ, count=shown.total),
            parts.Link(
                text=gettext("Where translations differ"),
                address=addresses.glossary({"differ": "1"}),
                chosen=bool(differ),
            ),
        ),
        differing=tuple(renderings(one) for one in checked.warnings) if checked is not None else None,
        edited=not keeper.for_others and edited(keeper.desk),
        done=keeper.notice(done, request),
        form=glossary.TermForm(term=q if q and not terms else ""),
    )
    return keeper.answer(request, page)


def standing(keeper: Keeper) -> object:
    """Returns what answers about the glossary depend on."""
    return keeper.desk.archive.catalog.position, Gate().today


def fits(term: TermShown, query: str) -> bool:
    """Says whether a term is looked for: by letters of any word for it, or of what it means."""
    wanted = query.casefold().replace("ё", "е").strip()
    told = (term.term, *term.forms, *term.meaning.values())
    return not wanted or any(wanted in text.casefold().replace("ё", "е") for text in told)


def row(term: TermShown) -> glossary.TermRow:
    """Returns a term as a row of the list."""
    code = in_tongue(term.meaning)
    uses = term.uses
    return glossary.TermRow(
        term=term.term,
        address=addresses.term(term.slug),
        languages=tuple(map(words.language, term.languages)),
        means=term.meaning[code],
        language=code,
        passages=uses.passages if uses is not None else 0,
        at_least=uses.at_least if uses is not None else False,
    )


@get("/glossary/{name:str}", opt=OPEN, include_in_schema=False, sync_to_thread=True)
def term_page(
    request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], name: FromPath[str], done: FromQuery[str] = ""
) -> Response[bytes] | Redirect:
    """One term; any word for it leads to its page."""
    audience = "others" if keeper.for_others else "keeper"
    term: TermShown = keeper.glossed.get(
        ("term", slug(name)), standing(keeper), lambda: actions.term(keeper.desk, name, audience=audience)
    )
    code = in_tongue(term.meaning)
    uses = term.uses
    page = glossary.TermPage(
        title=term.term,
        term=term.term,
        address=addresses.term(term.slug),
        languages=tuple(map(words.language, term.languages)),
        meanings=((code, term.meaning[code]), *((key, text) for key, text in term.meaning.items() if key != code)),
        forms=term.forms,
        besides=term.besides,
        source=term.source,
        url=term.url,
        passages=uses.passages if uses else 0,
        at_least=bool(uses and uses.at_least),
        conversations=uses.conversations if uses else 0,
        said=tuple(map(said_in, uses.examples)) if uses else (),
        search=addresses.search({"q": f'"{term.term}"'}),
        renderings=tuple(map(renderings, term.rendered)),
        form=form_of(term),
        digest=keeper.desk.archive.catalog.glossary_digest(),
        done=keeper.notice(done, request),
    )
    return keeper.answer(request, page)


def said_in(use: UseShown) -> glossary.Said:
    """Returns a turn in which a term is said."""
    return glossary.Said(
        pieces=pieces(use.text, highlights=use.highlights),
        address=addresses.conversation(use.turn_id),
        name=", ".join(use.speakers),
        turn=use.turn,
        conversation=parts.Link(
            text=use.title or gettext("Untitled conversation"), address=addresses.conversation(use.conversation)
        ),
        held=words.day(use.date) if use.date else "",
        language=use.language,
        cautions=use.cautions,
    )


def renderings(one: Rendered) -> glossary.Renderings:
    """Returns how the translations into one language say a term."""
    return glossary.Renderings(
        term=parts.Link(text=one.term, address=addresses.term(one.slug)),
        language=words.language(one.language),
        code=one.language,
        differ=one.differ,
        renderings=tuple(
            glossary.Rendering(
                words=each.words,
                count=each.count,
                turns=tuple(
                    parts.Link(text=split(turn)[1] or "", address=addresses.conversation(turn)) for turn in each.turns
                ),
            )
            for each in one.renderings
        ),
    )


def form_of(term: TermShown) -> glossary.TermForm:
    """Returns a term as the fields of its form."""
    return glossary.TermForm(
        term=term.term,
        language=" ".join(term.languages),
        forms="\n".join(term.forms),
        meaning="\n".join(f"{code}: {text}" if code else text for code, text in term.meaning.items()),
        source=term.source,
        url=term.url,
        renderings="\n".join(f"{code}: {'; '.join(every)}" for code, every in term.renderings.items()),
        besides="\n".join(term.besides),
    )


def fields(form: FormMultiDict) -> dict[str, Any]:
    """Returns a term as the file has it, from the fields of a form."""
    meanings = [keyed(line) for line in lines(form, "meaning")]
    told = dict(meanings)
    return {
        "term": said(form, "term"), "language": said(form, "language").replace(",", " ").split(),
        "forms": lines(form, "forms"), "meaning": told[""] if set(told) == {""} else told, "source": said(form, "source"),
        "url": said(form, "url"), "besides": lines(form, "besides"),
        "renderings": {
            code: [part.strip() for part in text.split(";") if part.strip()]
            for code, text in map(keyed, lines(form, "renderings"))
        },
    }  # fmt: skip


def lines(form: FormMultiDict, name: str) -> list[str]:
    return [line.strip() for line in said(form, name).splitlines() if line.strip()]


def keyed(line: str) -> tuple[str, str]:
    """Returns the language that a line begins with, empty where it begins with none, and the rest."""
    code, mark, text = line.partition(":")
    known = bool(mark) and code.strip().isascii() and code.strip().isalpha() and len(code.strip()) in (2, 3)
    return (code.strip().lower(), text.strip()) if known else ("", line)


@post(addresses.CHANGE_GLOSSARY, opt=KEPT, include_in_schema=False)
async def glossary_form(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Redirect:
    """Does one act on the glossary; the answer leads to the term, or to the list, where what was done is said."""
    form = await request.form()
    do, name, desk, agent = said(form, "do"), said(form, "name"), keeper.desk, keeper.agent
    expected = said(form, "was") or None

    def act() -> outcomes.Done:
        match do:
            case "add":
                return actions.add_term(desk, fields(form), agent=agent)
            case "change":
                return actions.change_term(desk, name, fields(form), agent=agent, expected=expected)
            case "remove":
                return actions.remove_term(desk, name, agent=agent)
            case "starter":
                return actions.add_starter(desk, agent=agent)
            case "load":
                return actions.load_glossary(desk, agent=agent)
        raise WrongUsage(f"“{do[:40]}” is nothing to do", hint="add, change, remove, starter or load")

    done = await keeper.act(act)
    back = addresses.term(slug(said(form, "term"))) if do in ("add", "change") else addresses.glossary()
    return Redirect(addresses.with_done(back, done.act), status_code=303)


HANDLERS = (glossary_page, term_page, glossary_form)
