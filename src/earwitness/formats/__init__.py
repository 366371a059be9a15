"""Formats: bytes to model and back. One table, a room a format."""

from __future__ import annotations

from ..errors import BadInput, NotFound
from ..model import Reading
from . import content
from .format import CARRIED, Carried, Format
from .jsonl import detects_jsonl, read_jsonl, write_jsonl
from .print import write_html, write_markdown, write_text

__all__ = ["CARRIED", "FORMATS", "Carried", "Format", "detect", "format_named", "read"]


def _read_html(content: bytes, *, name: str) -> Reading:
    from .page.reader import read_page

    return read_page(content, name=name, form="html")


def _read_markdown(content: bytes, *, name: str) -> Reading:
    from .page.reader import read_page

    return read_page(content, name=name, form="markdown")


def _read_text(content: bytes, *, name: str) -> Reading:
    from .page.reader import read_page

    return read_page(content, name=name, form="text")


FORMATS: dict[str, Format] = {
    "jsonl": Format(
        name="jsonl",
        title="Earwitness JSON Lines",
        suffixes=(".jsonl",),
        media_type="application/jsonl",
        carries=CARRIED,
        detects=detects_jsonl,
        read=read_jsonl,
        write=write_jsonl,
    ),
    "html": Format(
        name="html",
        title="Web page",
        suffixes=(".html", ".htm", ".xhtml"),
        media_type="text/html",
        carries=("times", "speakers", "overlap", "marks", "translation", "metadata", "language", "ids"),
        detects=content.detects_html,
        read=_read_html,
        write=write_html,
    ),
    "markdown": Format(
        name="markdown",
        title="Markdown",
        suffixes=(".md", ".markdown"),
        media_type="text/markdown",
        carries=("times", "speakers", "overlap", "marks", "translation", "metadata"),
        detects=content.detects_markdown,
        read=_read_markdown,
        write=write_markdown,
    ),
    "text": Format(
        name="text",
        title="Plain text",
        suffixes=(".txt",),
        media_type="text/plain",
        carries=("times", "speakers", "overlap", "marks", "translation", "metadata"),
        detects=content.detects_text,
        read=_read_text,
        write=write_text,
    ),
}
"""Every format by its name, as `export --to` takes it."""


def format_named(name: str) -> Format:
    """Returns the format of that name; NotFound names those there are."""
    found = FORMATS.get(name.lower()) or next(
        (format for format in FORMATS.values() if "." + name.lower().lstrip(".") in format.suffixes), None
    )
    if found is None:
        raise NotFound(f"there is no format “{name}”", hint="formats: " + ", ".join(FORMATS))
    return found


def detect(content_: bytes, name: str) -> Format:
    """Returns the format the bytes are of, by content first and name last.

    Raises BadInput where the file is empty or holds no text at all, and says what it is instead.
    """
    head = content_[:65536]
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise BadInput("the file is empty", hint="check that it was saved or downloaded whole", path=name)
    kind = content.binary_kind(head)
    if kind is not None:
        raise BadInput(
            f"this is {kind}, not a transcript that can be read",
            hint="give a web page, a text, Markdown or JSON Lines file",
            path=name,
        )
    return max(
        (format for format in FORMATS.values() if format.detects is not None),
        key=lambda format: format.detects(head, name) if format.detects else 0.0,
    )


def read(content_: bytes, *, name: str, format: str | None = None) -> Reading:
    """Returns what is found in the bytes of one source, read by the format named or the one they are of."""
    chosen = format_named(format) if format else detect(content_, name)
    if chosen.read is None:
        raise BadInput(f"the format {chosen.name} can be written, not read", path=name)
    if chosen.name == "text" and format is None and content.is_json(content_):
        doubt = "this is JSON data of a form that is not read; its bytes are kept, and no conversation was made of it"
        return Reading(format="unknown", media_type="application/json", doubts=(doubt,))
    return chosen.read(content_, name=name)
