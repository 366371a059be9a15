"""The clock on the wall, for the record only: the order of acts is their sequence."""

from __future__ import annotations

import datetime as dt


def now() -> str:
    """Returns the time in UTC to the second: `2026-11-23T15:00:00Z`."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def stamp(seconds: float) -> str:
    """Returns a file's time of change in the same form."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
