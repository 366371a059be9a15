"""`earwitness describe`."""

from __future__ import annotations

from typing import Any

import click

from ..errors import WrongUsage
from .call import Call, verb
from .done import show_done

FIELDS: dict[str, str] = {
    "title": "What it is called.",
    "genre": "call, radio, hearing, interview, emergency, meeting, conversation.",
    "held": "When it took place: 2031-11-14T20:50, 2031-11, 2031-11-14~.",
    "why": "How that is known.",
    "place": "Where it took place.",
    "terms": "The conditions it was obtained on, in words.",
    "forbids": "The uses that the terms forbid: export, citation, publication, api, engine.",
    "access": "open, restricted, closed or closed:2040-01-01.",
    "published": "When it was published.",
    "publisher": "Who published it.",
    "url": "Of a source: where it was found on the web.",
    "supplier": "Who supplied the recording or the file.",
    "kind": "Of a transcript: transcription, translation, excerpt, subtitles, machine.",
    "language": "Of a transcript: en, ru, uk…",
    "made-by": "Who made the transcript.",
    "role": "Of a speaker: what this voice is.",
    "relation": "Of a speaker: to another voice.",
    "status": "Where the work on it stands.",
    "assignee": "Who works on it.",
    "priority": "How soon.",
    "sets": "The sets it belongs to, with commas.",
}
"""The options, each a field of what is described."""


def _options(function: Any) -> Any:
    for name, sentence in reversed(FIELDS.items()):
        function = click.option(f"--{name}", metavar="TEXT", help=sentence)(function)
    return function


@verb("describe", acts=True)
@click.argument("id_", metavar="ID")
@_options
@click.option("--origin", default="person", show_default=True, metavar="TEXT", help="Where this is known from.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
@click.option(
    "--was",
    multiple=True,
    metavar="FIELD=VALUE",
    help="What stood there when you looked; the act is refused if it has changed.",
)
def command(call: Call, id_: str, origin: str, reason: str, was: tuple[str, ...], **given: str | None) -> None:
    """Says what a person knows of a conversation, source, transcript, turn or speaker.

    What the source itself says stays on record; the newest statement stands, and undo takes it back.

    \b
    Examples:
      earwitness describe c4f9k2mq7x1 --title "Bridge and coast guard" --genre radio
      earwitness describe c4f9k2mq7x1 --held 2031-11-14 --why "stated at the hearing"
      earwitness describe s2m6r9hc4va --access closed:2040-01-01 --terms "the family's wish"
      earwitness describe t7w3n8zb5qd.p1 --role captain --as "Ada Example"
    """
    from .. import actions

    fields = {name: value for name, value in given.items() if value is not None}
    if not fields:
        raise WrongUsage(
            "describe wants at least one field", hint='earwitness describe ID --title "…"; see describe --help'
        )
    standing = expected(was)
    with call.desk() as desk:
        done = actions.describe(
            desk, id_, agent=call.agent, fields=fields, origin=origin, reason=reason, expected=standing
        )
    show_done(call, done)


def expected(was: tuple[str, ...]) -> dict[str, str] | None:
    """Returns the fields and values of `--was`, None where there are none. Raises WrongUsage without a `=`."""
    pairs: dict[str, str] = {}
    for text in was:
        name, sign, value = text.partition("=")
        if not sign or not name:
            raise WrongUsage(f"--was {text}: a field and a value are wanted", hint='--was "title=The old title"')
        pairs[name.replace("-", "_")] = value
    return pairs or None
