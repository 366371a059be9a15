"""A watch over long work that only reads: it ends where something is erased meanwhile.

Work that goes on for minutes holds on to one state of the archive. An erasure waits for it, for nothing may keep what is to
be gone; so the work must let go.
"""

from __future__ import annotations

from contextvars import Context

from ..errors import Conflict
from .desk import Desk, Progress


def watched(desk: Desk, progress: Progress | None, *, at: int) -> Progress:
    """Returns a progress that raises Conflict where something was erased after the act `at`, and tells the other one."""

    def erased() -> bool:
        return bool(desk.archive.catalog.acts(after=at, verb="erase", limit=1))

    def tell(step: str, done: int, total: int | None, name: str) -> None:
        # In a context of its own the question is put to the archive as it is now, not as the work holds it.
        if Context().run(erased):
            raise Conflict(
                "something was erased from the archive while it was looked through",
                expected=f"the archive at act {at}",
                found="an erasure since",
                hint="look again",
            )
        if progress is not None:
            progress(step, done, total, name)

    return tell
