"""`earwitness codebook`."""

from __future__ import annotations

from .call import Call, verb
from .terminal import clean, put, say


@verb("codebook")
def command(call: Call) -> None:
    """Shows the codebook: every code under its parent, what it means, and how often it was used.

    \b
    Examples:
      earwitness codebook
      earwitness codebook --json
    """
    from .. import actions

    with call.desk() as desk:
        found = actions.codebook(desk)
    if call.style == "json":
        call.write_json(found)
        return
    for code in found.codes:
        name = "  " * code.depth + code.name + (" (retired)" if code.retired else "")
        put(clean(f"{code.id}  {name}  {code.passages_below}" + (f"  {code.definition}" if code.definition else "")))
    if not found.codes:
        say("the codebook is empty; add a code: earwitness code --add grief/loss")
