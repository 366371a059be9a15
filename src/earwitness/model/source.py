"""A source: a publication or file as it was captured."""

from __future__ import annotations

from msgspec import Struct

from .access import OPEN, Access, Terms


class Capture(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the bytes came into the archive."""

    time: str
    """When they were taken, UTC to the second (`2026-11-23T15:00:00Z`)."""
    collector: str
    """Who took them: the agent of the act."""
    machine: str
    """The system they were taken on: operating system and its release, never a host name."""
    tool: str
    """What took them, with its version."""
    settings: tuple[tuple[str, str], ...] = ()
    """What the tool was told: time and size limits, redirects followed."""
    method: str = "file"
    """`file`, `stdin`, `web`, `table` or `example`."""
    requested: str | None = None
    """The address that was asked for, where redirects led elsewhere."""
    status: int | None = None
    """The answer's HTTP status."""
    headers: tuple[tuple[str, str], ...] = ()
    """The answer's headers, in order."""
    address: str | None = None
    """The network address that answered."""
    warc: str | None = None
    """The digest of the object that holds the whole exchange as a WARC file."""
    modified: str | None = None
    """The file's own time of change, UTC; a hint, not a proof."""


class Source(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="noun", tag="source"):
    """A publication or file as captured: where, when, how, by whom, supplied by whom, on what terms.

    Its bytes are an object, unchanged. The same bytes found elsewhere are another source of the same object.
    """

    id: str
    digest: str
    """SHA-256 of the bytes; the name of the object."""
    size: int
    """Bytes."""
    media_type: str
    """By content, not by name: `text/html`, `text/plain`…"""
    format: str
    """The name of the reader that knew it, as in `earwitness formats`; `unknown` where none did."""
    capture: Capture
    path: str | None = None
    """The file's path as given, where it came from a disk."""
    url: str | None = None
    """Where it was found on the web, where it was."""
    title: str | None = None
    """The publication's own heading."""
    publisher: str | None = None
    """Who published it."""
    published: str | None = None
    """When it was published as it says itself or a person says (EDTF)."""
    published_from: str | None = None
    """Where that date comes from: `meta`, `text`, `person`, `table`, `url`."""
    supplier: str | None = None
    """Who supplied the recording or the file to the publisher or to us."""
    language: str | None = None
    """The page's language as it declares it."""
    charset: str | None = None
    """The character set the bytes were read with, and how it was known: `utf-8 (declared)`."""
    terms: Terms = Terms()
    access: Access = OPEN
    doubts: tuple[str, ...] = ()
    """What the reader was not sure of, in sentences; also why there is no transcript."""
    reader: str = ""
    """The reader and its version."""
    extra: tuple[tuple[str, str], ...] = ()
    """What came with it and has no field of its own: columns of a call list."""
