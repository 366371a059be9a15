"""Access and terms: who may see a thing, and on what conditions it was obtained."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

from msgspec import Struct

from ..errors import BadInput

AccessKind = Literal["open", "restricted", "closed"]


class Access(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whether a thing may leave the archive. A closed thing opens by itself after its day."""

    kind: AccessKind = "open"
    """`open` leaves freely, `restricted` never, `closed` not before the day in `until`."""
    until: str | None = None
    """The day (`2040-01-01`) on which a closed thing opens; None where it is closed for good."""

    def bars(self, today: dt.date) -> bool:
        """Says whether the thing is held back on that day."""
        if self.kind == "open":
            return False
        if self.kind == "closed" and self.until is not None:
            return today < dt.date.fromisoformat(self.until)
        return True

    def __str__(self) -> str:
        return self.kind if self.until is None else f"{self.kind} until {self.until}"


OPEN = Access()


def parse_access(text: str) -> Access:
    """Returns the access that people write: `open`, `restricted`, `closed`, `closed until 2040-01-01`.

    Raises BadInput where it is none of these.
    """
    words = text.strip().lower()
    if words in ("open", "restricted", "closed"):
        return Access(kind=words)  # type: ignore[arg-type]
    match = re.fullmatch(r"closed(?:\s+until\s+|\s*:\s*)(\d{4}-\d{2}-\d{2})", words)
    if match:
        try:
            dt.date.fromisoformat(match[1])
        except ValueError:
            pass
        else:
            return Access(kind="closed", until=match[1])
    raise BadInput(
        f"“{text}” is no access", hint="write open, restricted, closed, or closed until a day: closed:2040-01-01"
    )


Use = Literal["export", "citation", "publication", "api", "engine"]
USES: tuple[Use, ...] = ("export", "citation", "publication", "api", "engine")


class Terms(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The conditions on which a thing was obtained, in words, and the uses they forbid."""

    text: str = ""
    """As agreed: "the family asks that nothing be printed before the trial"."""
    forbids: tuple[Use, ...] = ()
    """The exits that these conditions close, whatever the access."""
