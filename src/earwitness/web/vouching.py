"""Vouching: a person says on the pages that a turn or a whole version was checked, and how far a version is.

What is said is a status, as `earwitness describe ID --status checked` says it; `check` goes by the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import Request, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from .. import actions
from ..actions import answers
from ..actions.finding import conversation_of
from ..actions.vouchers import CHECKED, Vouched, checks
from ..errors import WrongUsage
from ..identifiers import split
from ..publish import addresses, words
from ..publish.sheet import Check, CheckCount, Telling
from .keeper import Keeper
from .noting import said


@post(addresses.CHECKED, opt={"audience": "keeper"}, include_in_schema=False)
async def checked_form(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Redirect:
    """Says of a turn or a version (`id`) that it was checked, with `take` that it is not; the answer leads `back`."""
    form = await request.form()
    name, taken = said(form, "id"), bool(said(form, "take"))
    if not name.startswith("t"):
        raise WrongUsage("only a turn or a version is checked here", hint="send its id")
    done = await keeper.act(
        lambda: actions.describe(
            keeper.desk, name, agent=keeper.agent, fields={"status": "" if taken else CHECKED}
        )
    )  # fmt: skip
    back = said(form, "back")
    if not back.startswith("/") or back.startswith("//") or "\\" in back:
        home = await keeper.act(lambda: conversation_of(keeper.desk, name))
        back = addresses.conversation(home, turn=name if split(name)[1] else None)
    return Redirect(addresses.with_done(back, done.act), status_code=303)


def vouched(keeper: Keeper, shown: answers.Shown) -> dict[str, Vouched] | None:
    """Returns what people said they checked in a conversation, by id; None for others: it is the keeper's own."""
    if keeper.for_others:
        return None
    return checks(keeper.desk, [transcript.id for transcript in shown.transcripts])


def checks_of(shown: answers.Shown, known: Mapping[str, Vouched]) -> dict[str, Check]:
    """Returns who checked each turn that was checked: by itself or with its version."""
    found: dict[str, Check] = {}
    for transcript in shown.transcripts:
        whole = known.get(transcript.id)
        for turn in transcript.turns:
            own = known.get(turn.id)
            if one := own or whole:
                found[turn.id] = Check(agent=one.agent, day=words.day(one.time[:10]), whole=own is None)
    return found


def count(version: Telling, known: Mapping[str, Vouched]) -> CheckCount:
    """Returns how many turns of a version are checked, and by whom the whole of it is."""
    whole = known.get(version.id)
    return CheckCount(
        transcript=version.id,
        name=version.name or version.heading,
        turns=len(version.turns),
        checked=sum(turn.id in version.checked for turn in version.turns),
        whole=whole.agent if whole is not None else "",
    )
