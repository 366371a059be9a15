"""The archive: the truth on a disk, the catalog derived from it, and the one way in for acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .archive import Archive, Marker
from .journal import Head, Journal, Line
from .objects import Objects
from .views import (
    Annotated,
    Coded,
    Counts,
    Decided,
    Hinted,
    KeptSearch,
    Listing,
    Logged,
    Neighbour,
    Place,
    Segmented,
    Standing,
    Stated,
    Tally,
    Telling,
    Told,
)

if TYPE_CHECKING:
    from .catalog import Catalog
    from .erasing import Erased
    from .passages import Spoken
    from .queries import excerpted
    from .rebuilding import rebuild_catalog
    from .verification import Fault, Notice, Verification, open_to_verify, verify
    from .writer import Writer

__all__ = [
    "Annotated",
    "Archive",
    "Catalog",
    "Coded",
    "Counts",
    "Decided",
    "Erased",
    "Fault",
    "Head",
    "Hinted",
    "Journal",
    "KeptSearch",
    "Line",
    "Listing",
    "Logged",
    "Marker",
    "Neighbour",
    "Notice",
    "Objects",
    "Place",
    "Segmented",
    "Spoken",
    "Standing",
    "Stated",
    "Tally",
    "Telling",
    "Told",
    "Verification",
    "Writer",
    "excerpted",
    "open_to_verify",
    "rebuild_catalog",
    "verify",
]

_ON_USE = {
    "Catalog": "catalog",
    "Erased": "erasing",
    "Fault": "verification",
    "Notice": "verification",
    "Spoken": "passages",
    "Verification": "verification",
    "Writer": "writer",
    "excerpted": "queries",
    "open_to_verify": "verification",
    "rebuild_catalog": "rebuilding",
    "verify": "verification",
}
"""What needs the database or much else: imported when it is asked for, so that starting stays fast."""


def __getattr__(name: str) -> Any:
    if name not in _ON_USE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_ON_USE[name]}"), name)
