"""`earwitness resolve`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .call import Call, verb
from .terminal import clean, put, say

if TYPE_CHECKING:
    from ..actions.answers import Cited

STATES = {
    "exact": "The words stand where they were.",
    "moved": "The words are there, at another place than before.",
    "changed": "The words were changed since; this is what stands there now.",
    "orphaned": "The words are no longer there, and nothing was guessed in their place.",
}


@verb("resolve")
@click.argument("token", metavar="TOKEN")
def command(call: Call, token: str) -> None:
    """Finds the passage that a citation names, and says whether the transcript was corrected since.

    Exits with 1 where the passage is no longer there.

    \b
    Examples:
      earwitness resolve TOKEN
      earwitness resolve TOKEN --json
    """
    from .. import actions
    from ..actions.pinpoints import names_lines

    if names_lines(token):
        with call.desk() as desk:
            found = actions.resolve_lines(desk, token)
        call.exit_code = 1 if found.state == "changed" else 0
        if call.style == "json":
            call.write_json(found)
            return
        for place, columns in found.lines:
            put(clean(f"{place}  " + "  |  ".join(columns)))
        put(clean(found.plain))
        say(
            "These lines stand as they were cited."
            if found.state == "exact"
            else "The lines that were cited were others."
        )
        if found.corrected:
            say("A version was corrected since; the document keeps to the revision that it names.")
        return
    with call.desk() as desk:
        cited = actions.resolve(desk, token)
    call.exit_code = 1 if cited.state == "orphaned" else 0
    if call.style == "json":
        call.write_json(cited)
        return
    if cited.words:
        put(clean(cited.words))
    put(clean(cited.plain))
    say(verdict(cited))


def verdict(cited: Cited) -> str:
    """Returns how the citation stands, in a sentence or two."""
    sentence = STATES[cited.state]
    if not cited.stood:
        sentence += f" Revision {cited.revision}, which it names, never had them as it has them."
    if cited.corrected:
        sentence += (
            f" The transcript was corrected since: revision {cited.revision} was cited, {cited.revision_now} stands."
        )
    return sentence
