"""`earwitness init`."""

from __future__ import annotations

from pathlib import Path

import click

from ..version import ARCHIVE_VERSION
from .call import Call, verb
from .terminal import clean, put, say


@verb("init", archive=False)
@click.argument("directory", metavar="DIR")
def command(call: Call, directory: str) -> None:
    """Makes an archive in DIR; an empty folder may stand there already.

    \b
    Examples:
      earwitness init inquiry
      earwitness init "Papers of the inquiry"
    """
    from .. import actions

    with actions.init(Path(directory)) as desk:
        path = str(desk.path)
    if call.style == "json":
        call.write_json({"path": path, "version": ARCHIVE_VERSION})
        return
    put(clean(path))
    say(f"an archive stands here. Next: cd {clean(directory)}, then earwitness add FILE")
