"""Vouching: a person says on the pages that a turn or a whole version was checked, and how far a version is.

What is said is a status, as `earwitness describe ID --status checked` says it; `check` goes by the same.
"""

from __future__ import annotations

from typing import Any

from litestar import Request, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from .. import actions
from ..actions import answers
from ..actions.finding import conversation_of
from ..actions.vouchers import CHECKED, HEARD
from ..errors import WrongUsage
from ..identifiers import split
from ..publish import addresses, words
from ..publish.sheet import Check, CheckCount, Telling
from .keeper import Keeper
from .noting import said


@post(addresses.CHECKED, opt={"audience": "keeper"}, include_in_schema=False)
async def checked_form(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Redirect:
    """Says of a turn or a version (`id`) that it was checked, with `take` that it is not,
    with `heard` against the sound; the answer leads `back`."""
    form = await request.form()
    name, taken = said(form, "id"), bool(said(form, "take"))
    status = HEARD if said(form, "heard") else CHECKED
    if not name.startswith("t"):
        raise WrongUsage("only a turn or a version is checked here", hint="send its id")
    done = await keeper.act(
        lambda: actions.describe(
            keeper.desk, name, agent=keeper.agent, fields={"status": "" if taken else status}
        )
    )  # fmt: skip
    back = said(form, "back")
    if not back.startswith("/") or back.startswith("//") or "\\" in back:
        home = await keeper.act(lambda: conversation_of(keeper.desk, name))
        back = addresses.conversation(home, turn=name if split(name)[1] else None)
    return Redirect(addresses.with_done(back, done.act), status_code=303)


def checks_of(keeper: Keeper, shown: answers.Shown) -> dict[str, Check]:
    """Returns who checked each turn that was checked: by itself or with its version. None for others: who did what is the
    keeper's own."""
    if keeper.for_others:
        return {}
    return {
        turn.id: Check(
            agent=turn.checked.agent, day=words.day(turn.checked.time[:10]), whole=turn.checked.whole,
            heard=turn.checked.heard, outdated=turn.checked.outdated,
        )
        for transcript in shown.transcripts
        for turn in transcript.turns
        if turn.checked is not None
    }  # fmt: skip


def count(version: Telling) -> CheckCount:
    """Returns how many turns of a version are checked, and by whom the whole of it is."""
    told = [each for turn in version.turns if (each := version.checked.get(turn.id)) is not None]
    return CheckCount(
        transcript=version.id,
        name=version.name or version.heading,
        turns=len(version.turns),
        checked=sum(not each.outdated for each in told),
        heard=sum(each.heard and not each.outdated for each in told),
        outdated=sum(each.outdated for each in told),
        whole=next((each.agent for each in told if each.whole), ""),
    )
