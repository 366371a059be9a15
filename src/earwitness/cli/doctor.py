"""`earwitness doctor`."""

from __future__ import annotations

from .call import Call, verb
from .terminal import clean, put, put_table, say


@verb("doctor")
def command(call: Call) -> None:
    """Says what is installed, what is missing, and whether the archive's derived data are up to date.

    Exits with 1 where something is bad; what is only missing or stale comes with what to do.

    \b
    Examples:
      earwitness doctor
      earwitness doctor --archive inquiry --json
    """
    from .. import actions

    examined = actions.doctor(call.archive)
    call.exit_code = 1 if any(check.state == "bad" for check in examined.checks) else 0
    if call.style == "json":
        call.write_json(examined)
        return
    put(f"earwitness {examined.version}")
    put_table(("", "what", ""), [(check.state, check.name, check.detail) for check in examined.checks])
    for check in examined.checks:
        if check.hint:
            say(f"{check.name}: {clean(check.hint)}")
