"""Citations: an address that leads to the cited words, wherever they stand today."""

from __future__ import annotations

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from .. import actions
from ..errors import NotFound
from ..publish import addresses
from .keeper import Keeper


@get("/cite/{token:str}", opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True)
def citation(keeper: NamedDependency[Keeper], token: FromPath[str]) -> Redirect:
    """Leads to the turn that a citation names. Raises NotFound where its words are no longer there."""
    cited = actions.resolve(keeper.desk, token, exits=("citation", "page") if keeper.for_others else ("citation",))
    if cited.turn is None:
        raise NotFound(
            f"the words of this citation no longer stand in {cited.transcript}",
            near=(cited.conversation,),
            hint=f"it was made from revision {cited.revision}; the transcript now stands at {cited.revision_now}",
        )
    name = cited.address.rpartition("#turn-")[2]
    return Redirect(addresses.conversation(name), status_code=303)
