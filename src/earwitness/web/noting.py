"""Writing on passages from the reading page, without script: notes, codes, cautions, and taking them off.

Each form names its passages by `turn`, with `words`, `prefix` and `suffix` beside, as often as there are turns; no words mean
the whole turn. The answer leads to the first passage, with what was done said at the top (`back` may name another page).
"""

from __future__ import annotations

from typing import Any

from litestar import Request, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.response import Redirect

from .. import actions
from ..actions import outcomes
from ..actions.anchoring import Passage
from ..actions.finding import conversation_of
from ..errors import WrongUsage
from ..identifiers import split
from ..publish import addresses
from .keeper import Keeper

KEPT = {"audience": "keeper"}


@post(addresses.NOTE, opt=KEPT, include_in_schema=False)
async def note_form(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Redirect:
    """Writes a note; with `note`, an answer to that one, and with `reword` too its new wording."""
    form = await request.form()
    text, about, was = said(form, "text"), said(form, "note"), form.get("was")
    desk, agent = keeper.desk, keeper.agent

    def act() -> outcomes.Done:
        if about and said(form, "reword"):
            expected = was.replace("\r\n", "\n") if isinstance(was, str) else None
            return actions.reword(desk, about, text, agent=agent, expected=expected)
        if about:
            return actions.answer(desk, about, text, agent=agent)
        return actions.note(desk, passages(form), text, agent=agent)

    return back_to(keeper, form, await keeper.act(act), passages(form))


@post(addresses.CODE, opt=KEPT, include_in_schema=False)
async def code_form(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Redirect:
    """Puts a code on the passages: `code`, or `new_code`, which the codebook then gets."""
    form = await request.form()
    new = said(form, "new_code")
    name = new or said(form, "code")
    if not name:
        raise WrongUsage("no code was chosen", hint="choose one, or name a new one")
    chosen = passages(form)
    done = await keeper.act(
        lambda: actions.code(keeper.desk, chosen, name, agent=keeper.agent, create=bool(new))
    )  # fmt: skip
    return back_to(keeper, form, done, chosen)


@post(addresses.CAUTION, opt=KEPT, include_in_schema=False)
async def caution_form(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Redirect:
    """Marks the passages, or `whole` a version or conversation, as distressing."""
    form = await request.form()
    chosen, whole = passages(form), said(form, "whole") or None
    done = await keeper.act(
        lambda: actions.caution(
            keeper.desk, () if whole else chosen, said(form, "kind") or "other", agent=keeper.agent, whole=whole
        )
    )  # fmt: skip
    return back_to(keeper, form, done, chosen)


@post(addresses.WITHDRAW, opt=KEPT, include_in_schema=False)
async def withdraw_form(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Redirect:
    """Takes a note, a coding or a caution off, by its `id`."""
    form = await request.form()
    done = await keeper.act(lambda: actions.withdraw(keeper.desk, said(form, "id"), agent=keeper.agent))
    return back_to(keeper, form, done, passages(form))


def said(form: FormMultiDict, name: str) -> str:
    """Returns a field of a form without space around it, empty where it is not there."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def passages(form: FormMultiDict) -> tuple[Passage, ...]:
    """Returns the passages that a form names. Raises WrongUsage where words stand without their turn."""

    def every(name: str) -> list[str]:
        # A form sends line ends as CR LF; the turn has them as they are.
        return [str(value).replace("\r\n", "\n") for value in form.getall(name, []) if isinstance(value, str)]

    turns, words, prefixes, suffixes = (every(name) for name in ("turn", "words", "prefix", "suffix"))
    if len(turns) < len(words):
        raise WrongUsage("words were sent without their turn", hint="send a turn with each of them")

    def nth(values: list[str], place: int) -> str:
        return values[place] if place < len(values) else ""

    return tuple(
        Passage(turn=turn, words=nth(words, place) or None, prefix=nth(prefixes, place), suffix=nth(suffixes, place))
        for place, turn in enumerate(turns)
        if turn
    )


def back_to(keeper: Keeper, form: FormMultiDict, done: outcomes.Done, chosen: tuple[Passage, ...]) -> Redirect:
    """Returns the way back: to the page that the form names (one of ours), else to the first passage."""
    if back := addresses.ours(said(form, "back")):
        return Redirect(addresses.with_done(back, done.act), status_code=303)
    turn = chosen[0].turn if chosen else None
    place = split(turn)[0] if turn else next(subject for subject in reversed(done.subjects) if subject[:1] in "tc")
    home = conversation_of(keeper.desk, place)
    versions = [version for version in said(form, "versions").split(",") if version]
    return Redirect(addresses.conversation(home, versions=versions, turn=turn, done=done.act), status_code=303)


HANDLERS = (note_form, code_form, caution_form, withdraw_form)
