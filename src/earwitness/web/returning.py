"""A transcript that came back as .docx, over the API: looked at or taken over, and not kept."""

from __future__ import annotations

from typing import Any

from litestar import Request, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType

from .. import actions
from ..actions.proposed import ReturnedShown
from ..errors import WrongUsage
from .checking import KEPT, LIMIT, sent
from .keeper import Keeper


@post("/api/returned", opt=KEPT, status_code=200, request_max_body_size=LIMIT)
async def returned(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> ReturnedShown:
    """What others changed and remarked in a transcript that went out as .docx, as `earwitness returned` shows it.

    The document is sent as a form, under `file`. With `accept` (a turn, several times) or `all` (`true`) it is taken over:
    one new revision of each transcript in one act, comments as notes unless `notes` is `false`; a `reason` goes into the log.
    Words that may not leave are not in the answer.
    """
    if request.content_type[0] != RequestEncodingType.MULTI_PART:
        raise WrongUsage("the document is sent as a form", hint="multipart/form-data, under the name `file`")
    form = await request.form()
    name, content = await sent(form.get("file"), "")
    turns = [str(turn) for turn in form.getall("accept", [])]
    everything = form.get("all") == "true"
    if turns and everything:
        raise WrongUsage("`all` takes over every turn", hint="leave out `accept`, or `all`")
    if turns or everything:
        answer = await keeper.act(
            lambda: actions.accept_returned(
                keeper.desk, content, name=name, turns=turns or None, notes=form.get("notes") != "false",
                agent=keeper.agent, reason=str(form.get("reason") or ""),
            )
        )  # fmt: skip
    else:
        answer = await keeper.act(lambda: actions.returned_content(keeper.desk, content, name=name))
    return keeper.exits.returned("api", answer)


HANDLERS = (returned,)
