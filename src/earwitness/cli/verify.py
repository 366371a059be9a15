"""`earwitness verify`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .call import Call, verb
from .terminal import ProgressLine, clean, count, format_size, put, put_table, say

if TYPE_CHECKING:
    from ..actions.outcomes import Verified

ADVICE = {
    "changed": "restore it from a copy of the archive; keep the changed one apart",
    "missing": "restore it from a copy of the archive",
    "unexpected": "it is no part of the archive; move it elsewhere",
    "stale": "earwitness rebuild makes it anew",
}
"""The way out for each kind of fault."""


@verb("verify")
@click.argument("directory", required=False, metavar="[DIR]")
def command(call: Call, directory: str | None) -> None:
    """Reads every kept byte again and names everything that is not as it was when it was added.

    It changes nothing. Exits with 1 where faults are found. What a crash may leave behind is a notice, not a fault.

    \b
    Examples:
      earwitness verify
      earwitness verify /media/usb/inquiry
      earwitness verify --json
    """
    from .. import actions
    from ..actions.desk import find

    folder = Path(directory) if directory else call.archive or find()
    with ProgressLine() as progress:
        verified = actions.verify(folder, progress=progress)
    call.exit_code = 1 if verified.faults else 0
    if call.style == "json":
        call.write_json(verified)
        return
    if verified.faults:
        put_table(
            ("fault", "where", "expected", "found"),
            [(fault.kind, fault.path, fault.expected or "", fault.found or "") for fault in verified.faults],
        )
    else:
        put(unchanged(verified))
    for notice in verified.notices:
        say(f"notice: {clean(notice.path)}: {clean(notice.what)}")
    if verified.faults:
        named = f"{count(len(verified.faults), 'fault')} among {count(verified.objects, 'object')}"
        say(f"{named}. What to do:")
        for kind in dict.fromkeys(fault.kind for fault in verified.faults):
            say(f"  {kind}: {ADVICE.get(kind, 'keep the archive as it is and compare it with a copy')}")
    else:
        say("This shows that nothing was altered since; it does not show that what was said is true.")


def unchanged(verified: Verified) -> str:
    """Returns the sentence for an archive without faults."""
    kept = f"{count(verified.objects, 'object')} ({format_size(verified.bytes)})"
    return f"Unchanged since it was added: {kept} and {count(verified.acts, 'act')}."
