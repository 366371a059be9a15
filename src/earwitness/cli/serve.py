"""`earwitness serve`."""

from __future__ import annotations

import click

from .call import Call, verb
from .terminal import put, say

PORT = 8021


@verb("serve", answers=False)
@click.option(
    "--port", default=PORT, show_default=True, metavar="N", type=click.IntRange(1, 65535), help="On this machine only."
)
@click.option("--for-others", is_flag=True, help="Leave out what access and terms hold back.")
def command(call: Call, port: int, for_others: bool) -> None:
    """Serves the web desk on this machine until stopped; nobody else on the network can reach it.

    \b
    Examples:
      earwitness serve
      earwitness --archive inquiry serve --port 9000
    """
    call.kept = "The archive stands as it is."
    with call.desk() as desk:
        path = desk.path
    announce(port)
    from .. import web

    web.serve(path, port=port, for_others=for_others)


def announce(port: int) -> None:
    """Prints where the desk will be found."""
    import sys

    put(f"http://127.0.0.1:{port}/")
    sys.stdout.flush()
    say("Ctrl-C stops it")
