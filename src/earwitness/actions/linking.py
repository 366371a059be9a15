"""`link`: two conversations are one. Both ids keep resolving, and `undo` of the link loses nothing."""

from __future__ import annotations

from ..errors import WrongUsage
from ..identifiers import new_id
from ..model import Link
from . import finding
from .desk import Desk, writing
from .outcomes import Done


def link(desk: Desk, a: str, b: str, *, agent: str, why: str = "", reason: str = "", index: bool = True) -> Done:
    """Says that two conversations are one. Raises NotFound for an unknown id, WrongUsage where they are one already.

    Without `index` the search index is left to the next act.
    """
    with writing(desk, index=index) as pen:
        one, other = finding.conversation_of(desk, a), finding.conversation_of(desk, b)
        if one == other:
            raise WrongUsage(f"{a} and {b} are one conversation already", hint=f"see it: earwitness show {one}")
        record = Link(id=new_id("link"), a=one, b=other, why=why)
        act, line = pen.act("link", [record], agent=agent, subjects=[one, other], reason=reason)
        return Done(act=act.id, sequence=line.sequence, verb="link", subjects=(one, other))
