"""The command line: a file per verb, which parses, calls one function of `actions` and prints its answer."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code (see `errors.py`, and 130 where a person stopped it)."""
    try:
        from .entrance import enter

        return enter(arguments)
    except KeyboardInterrupt:
        return 130
