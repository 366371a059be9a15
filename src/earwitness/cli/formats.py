"""`earwitness formats`."""

from __future__ import annotations

from .call import Call, verb
from .terminal import put_table


@verb("formats", archive=False)
def command(call: Call) -> None:
    """Lists the formats that are read and written, and what each cannot carry.

    \b
    Examples:
      earwitness formats
      earwitness formats --json
    """
    from .. import actions

    answer = actions.formats()
    if call.style == "json":
        call.write_json(answer)
        return
    put_table(
        ("name", "what it is", "files", "reads", "writes", "cannot carry"),
        [
            (
                shown.name,
                shown.title,
                " ".join(shown.suffixes),
                "reads" if shown.reads else "",
                "writes" if shown.writes else "",
                ", ".join(shown.loses) if shown.writes else "",
            )
            for shown in answer.formats
        ],
    )
