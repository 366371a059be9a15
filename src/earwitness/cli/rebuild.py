"""`earwitness rebuild`."""

from __future__ import annotations

from .call import Call, verb
from .terminal import ProgressLine, count, put


@verb("rebuild")
def command(call: Call) -> None:
    """Makes the catalog and the search index anew from what is kept; the same content comes out.

    \b
    Examples:
      earwitness rebuild
      earwitness --archive inquiry rebuild
    """
    from .. import actions

    call.kept = "What is kept is untouched; give rebuild again."
    with call.desk() as desk, ProgressLine() as progress:
        rebuilt = actions.rebuild(desk, progress=progress)
    if call.style == "json":
        call.write_json(rebuilt)
        return
    made = [
        count(rebuilt.conversations, "conversation"),
        count(rebuilt.transcripts, "transcript"),
        count(rebuilt.turns, "turn"),
    ]
    put(f"Made anew from {count(rebuilt.acts, 'act')}: {', '.join(made)}, in {rebuilt.seconds:.1f} s.")
