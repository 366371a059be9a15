"""Every error that Earwitness raises on purpose.

    EarwitnessError                    exit  what happened
    ├── WrongUsage                       2   the call's words are off
    ├── BadInput                         3   what was given cannot be used
    │   ├── MalformedText                    a file cannot be read at a line
    │   ├── UnsafeInput                      a bomb, an escape, a playlist in disguise, a private address
    │   ├── BadQuery                         a query does not parse, at a place
    │   ├── NewerArchive                     a later Earwitness wrote this archive
    │   ├── Conflict                         the act stands on a revision that is no longer the newest
    │   │   └── Overtaken                    somebody changed the very turns since; with every version of them
    │   ├── SoundFailed                      sound cannot be decoded or cut
    │   └── CaptureFailed                    a page or file could not be fetched or read
    ├── NotFound                         4   no such id, archive or file
    ├── MissingExtra                     5   an optional part is not installed
    ├── Refused                          6   terms or access forbid it
    ├── EngineFailed                     1   an engine died, hung, or gave what cannot be believed
    └── StorageFailed                    1   the disk would not keep or give the bytes

Each carries facts as data, a sentence, and a way out (`hint`); the terminal prints them, the API sends them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple


class EarwitnessError(Exception):
    """Something that a person can understand and mend went wrong."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "", path: str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.path = path
        self.line = line

    def __reduce__(self) -> tuple[Any, ...]:
        """An error travels between processes whole, whatever its kind is made from."""
        return _restored, (type(self), self.__dict__.copy())

    def facts(self) -> dict[str, Any]:
        """Returns what `--json` prints and the API answers: `{error, message, hint, path, line}`."""
        return {
            "error": type(self).__name__,
            "message": self.message,
            "hint": self.hint,
            "path": self.path,
            "line": self.line,
        }


def _restored(kind: type[EarwitnessError], facts: dict[str, Any]) -> EarwitnessError:
    error = kind.__new__(kind)
    Exception.__init__(error, facts["message"])
    error.__dict__.update(facts)
    return error


class WrongUsage(EarwitnessError):
    """The call's words do not fit together."""

    exit_code = 2


class BadInput(EarwitnessError):
    """What was given cannot be used."""

    exit_code = 3


class MalformedText(BadInput):
    """A file says it is of a format and is not, at a line."""

    def __init__(self, path: str, line: int | None, reason: str, *, hint: str = "") -> None:
        where = f"{path}, line {line}" if line is not None else path
        super().__init__(f"{where}: {reason}", hint=hint, path=path, line=line)
        self.reason = reason


class UnsafeInput(BadInput):
    """The bytes or the address could do harm: too large, too deep, an escape, a private address."""


class BadQuery(BadInput):
    """A query does not parse; `position` counts code points from its start, None where the end is the trouble."""

    def __init__(self, message: str, *, query: str, position: int | None = None, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.query = query
        self.position = position

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "query": self.query, "position": self.position}


class NewerArchive(BadInput):
    """The archive was written by a later Earwitness."""

    def __init__(self, path: str, found: int, known: int) -> None:
        super().__init__(
            f"this archive is of version {found}; this Earwitness knows versions up to {known}",
            hint="install a newer Earwitness: pip install --upgrade earwitness",
            path=path,
        )
        self.found = found
        self.known = known


class Conflict(BadInput):
    """The act stands on a version that somebody has changed since; both are in `expected` and `found`."""

    def __init__(self, message: str, *, expected: str, found: str, hint: str = "") -> None:
        super().__init__(message, hint=hint or "look at what changed, then act on the version that stands now")
        self.expected = expected
        self.found = found

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "expected": self.expected, "found": self.found}


class Clash(NamedTuple):
    """A turn that somebody changed since a person looked at it."""

    turn: str
    """Archive-wide: `t4f9k2mq7x1.7`."""
    revision: int
    """The one that the person saw."""
    revision_now: int
    before: str
    """The turn as they saw it."""
    yours: str
    """What they typed; empty where it was no words."""
    found: str | None
    """The turn as it stands; None where it is gone."""
    line: str | None
    """Its words alone, with their signs: what is to be mended now."""


class Overtaken(Conflict):
    """Somebody changed the very turns since; `clashes` has every version of each, and nothing was written."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        first = clashes[0]
        turns = ", ".join(dict.fromkeys(clash.turn for clash in clashes))
        what = "was changed" if first.found is not None else "was merged, split or taken out"
        super().__init__(
            f"{turns} {what} since revision {first.revision}" if len(clashes) == 1 else
            f"{turns} were changed since you looked",
            expected="\n".join(clash.before for clash in clashes),
            found="\n".join(clash.found if clash.found is not None else "no such turn" for clash in clashes),
            hint=f"look at both, then correct what stands now: revision {first.revision_now}",
        )  # fmt: skip
        self.clashes = tuple(clashes)

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "clashes": [clash._asdict() for clash in self.clashes]}


class CaptureFailed(BadInput):
    """A page could not be fetched or a file could not be read."""


class SoundFailed(BadInput):
    """Sound that cannot be decoded or cut: damaged, empty, of no codec known here, or the decoder died or hung over it."""

    def __init__(self, path: str, reason: str, *, hint: str = "") -> None:
        super().__init__(f"{path}: {reason}", hint=hint, path=path)
        self.reason = reason


class NotFound(EarwitnessError):
    """Nothing has this id or path; `near` holds ids that look like it."""

    exit_code = 4

    def __init__(self, message: str, *, near: tuple[str, ...] = (), hint: str = "", path: str | None = None) -> None:
        if near and not hint:
            hint = "did you mean " + " or ".join(near) + "?"
        super().__init__(message, hint=hint, path=path)
        self.near = near


class MissingExtra(EarwitnessError):
    """An optional part is not installed."""

    exit_code = 5

    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(
            f"{purpose} needs the extra “{extra}”, which is not installed",
            hint=f'pip install "earwitness[{extra}]"',
        )
        self.extra = extra


class Refused(EarwitnessError):
    """Access or terms forbid this; `subjects` names what is held back, never its words."""

    exit_code = 6

    def __init__(self, message: str, *, subjects: tuple[str, ...] = (), hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.subjects = subjects

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "subjects": list(self.subjects)}


class EngineFailed(EarwitnessError):
    """An engine died, hung, did not answer, or gave what cannot be believed. What it was given stays as it was."""


class StorageFailed(EarwitnessError):
    """The disk would not keep or give the bytes. What was acknowledged before still stands."""
