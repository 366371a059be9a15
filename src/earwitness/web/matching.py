"""Matching: a person says on the reading page which turns of two versions say the same, or that one has no counterpart."""

from __future__ import annotations

from typing import Any

from litestar import Request, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from .. import actions
from ..errors import WrongUsage
from ..identifiers import split
from ..publish import addresses
from .keeper import Keeper


@post("/conversations/{name:str}/match", opt={"audience": "keeper"}, include_in_schema=False)
async def match_form(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], name: FromPath[str]) -> Redirect:
    """Writes what a person says of the turns that were chosen; the answer leads to their row."""
    form = await request.form()
    turns = [turn for turn in form.getall("turn", []) if isinstance(turn, str)]
    versions = [version for version in str(form.get("versions") or "").split(",") if version]
    reason = str(form.get("reason") or "").strip()
    a, b, beside = sides(turns, versions, str(form.get("how") or ""), str(form.get("beside") or ""))
    done = await keeper.act(
        lambda: actions.match(keeper.desk, a, b, agent=keeper.agent, reason=reason, beside=beside)
    )  # fmt: skip
    queue = str(form.get("queue") or "")
    address = addresses.conversation(name, versions=versions, align="1", queue=queue, done=done.act, turn=turns[0])
    return Redirect(address, status_code=303)


def sides(turns: list[str], versions: list[str], how: str, beside: str) -> tuple[list[str], list[str], str]:
    """Returns the turns of one version, those of the other, and the version in which they have no counterpart.

    Raises WrongUsage where the choice does not say so much.
    """
    by_version: dict[str, list[str]] = {}
    for turn in turns:
        by_version.setdefault(split(turn)[0], []).append(turn)
    chosen = list(by_version.values())
    if how == "alone":
        if len(chosen) != 1:
            raise WrongUsage(
                "turns of one version may lack a counterpart, not of two", hint="choose turns of one version alone"
            )
        others = [version for version in versions if version not in by_version]
        lacking = others[0] if len(others) == 1 else beside
        if not lacking or lacking in by_version:
            raise WrongUsage(
                "a turn lacks its counterpart in another version",
                hint="choose which: beside the button, or show only two",
            )
        return chosen[0], [], lacking
    if len(chosen) != 2:
        raise WrongUsage(
            f"turns of {len(chosen)} versions were chosen", hint="choose turns of two versions that say the same"
        )
    return chosen[0], chosen[1], ""
