"""`earwitness serve`."""

from __future__ import annotations

import sys

import click

from .call import Call, verb
from .keep import keeps_all
from .terminal import put, say

PORT = 8021


@verb("serve", acts=True, answers=False)
@click.option(
    "--port",
    default=PORT,
    show_default=True,
    metavar="N",
    type=click.IntRange(1, 65535),
    help="On this machine only.",
)
@click.option("--keep-searches", is_flag=True, help="Keep every search that is made on the search record.")
@click.option("--for-others", is_flag=True, help="Leave out what access or terms hold back.")
def command(call: Call, port: int, keep_searches: bool, for_others: bool) -> None:
    """Serves the web desk on this machine until stopped; nobody else on the network can reach it.

    Prints the address once it can be opened.

    \b
    Examples:
      earwitness serve
      earwitness --archive inquiry serve --port 9000 --as "Ada Example"
    """
    from .. import web

    call.kept = "The archive stands as it is."
    with call.desk() as desk:
        path = desk.path
    keep = keep_searches or keeps_all()
    web.serve(path, port=port, for_others=for_others, agent=call.agent, keep_searches=keep, ready=announce)


def announce(address: str) -> None:
    """Prints where the desk can be opened, and how it is stopped."""
    put(address)
    sys.stdout.flush()
    say("Ctrl-C stops it")
