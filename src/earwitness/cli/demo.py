"""`earwitness demo`."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import WrongUsage
from .call import Call, verb
from .serve import PORT, announce
from .terminal import ProgressLine, clean, put, say


@verb("demo", acts=True, answers=False, archive=False)
@click.argument("directory", required=False, metavar="[DIR]")
@click.option(
    "--port", default=PORT, show_default=True, metavar="N", type=click.IntRange(1, 65535), help="On this machine only."
)
@click.option("--no-serve", is_flag=True, help="Only make the archive; DIR is wanted then.")
def command(call: Call, directory: str | None, port: int, no_serve: bool) -> None:
    """Makes the example archive, a fictional inquiry into a ferry's sinking, and serves it in the web desk.

    It is made in DIR, or in a temporary folder that goes away in the end.

    \b
    Examples:
      earwitness demo
      earwitness demo meridian --port 9000
      earwitness demo meridian --no-serve
    """
    import tempfile

    if no_serve and directory is None:
        raise WrongUsage("--no-serve wants a folder", hint="earwitness demo meridian --no-serve")
    if directory is not None:
        build(call, Path(directory), port, serve=not no_serve)
        return
    with tempfile.TemporaryDirectory(prefix="earwitness-") as folder:
        build(call, Path(folder) / "meridian", port, serve=True)


def build(call: Call, path: Path, port: int, *, serve: bool) -> None:
    """Makes the example archive at the path, and serves it until stopped."""
    from .. import examples

    say("making the example archive: everything in it is fiction")
    with ProgressLine() as progress, examples.build(path, progress=progress) as desk:
        path = desk.path
    if not serve:
        put(clean(str(path)))
        return
    from .. import web

    web.serve(path, port=port, for_others=False, agent=call.agent, ready=announce)
