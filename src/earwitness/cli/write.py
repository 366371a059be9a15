"""`earwitness write`."""

from __future__ import annotations

import click

from .call import Call, verb
from .terminal import clean, put, say


@verb("write", acts=True)
@click.argument("of", metavar="RECORDING|TRANSCRIPT")
@click.option("--language", metavar="CODE", help="Of the words; for a translation, the one that it is to be in.")
@click.option("--title", default="", metavar="TEXT", help="A name for this version.")
@click.option("--blind", is_flag=True, help="Hide the other versions from you on the web desk until it is handed in.")
def command(call: Call, of: str, language: str | None, title: str, blind: bool) -> None:
    """Begins to write down a recording by ear, or to translate a transcript turn by turn.

    It becomes a draft, which is typed on the web desk beside the sound and kept at every moment. Handed in, it is a version of
    the conversation, under your name; one that was written blind says so.

    \b
    Examples:
      earwitness write r4f9k2mq7x1
      earwitness write r4f9k2mq7x1 --blind --as "Ada Example"
      earwitness write t4f9k2mq7x1 --language en
    """
    from .. import actions

    with call.desk() as desk:
        draft = actions.write(desk, of, agent=call.agent, language=language, title=title, blind=blind)
    if call.style == "json":
        call.write_json(draft)
        return
    put(draft.id)
    say(clean(f"write it on the web desk, at /drafts/{draft.id}: earwitness serve"))
