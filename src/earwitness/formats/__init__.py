"""Formats: bytes to model and back. One table, a room a format."""

from __future__ import annotations

from importlib.metadata import entry_points

from ..errors import BadInput, NotFound
from ..model import Reading
from . import content
from .corpora import CORPORA
from .documents import DOCUMENTS
from .format import CARRIED, Carried, Format
from .projects import PROJECTS
from .recognizers import RECOGNIZERS
from .scoring import SCORING
from .subtitles import SUBTITLES

__all__ = ["CARRIED", "FORMATS", "Carried", "Format", "detect", "format_named", "read"]

_PRINT: tuple[Format, ...] = (
    Format(
        name="jsonl", title="Earwitness JSON Lines", room="jsonl", suffixes=(".jsonl",),
        media_type="application/jsonl", carries=CARRIED, many=True, keeps_everything=True,
    ),
    Format(
        name="html", title="Web page", room="webpage", suffixes=(".html", ".htm", ".xhtml"), media_type="text/html",
        carries=("times", "speakers", "overlap", "marks", "translation", "metadata", "language", "ids"), many=True,
        keeps_everything=True,
    ),
    Format(
        name="markdown", title="Markdown", room="markdown", suffixes=(".md", ".markdown"), media_type="text/markdown",
        carries=("times", "speakers", "overlap", "marks", "translation", "metadata"), many=True, keeps_everything=True,
    ),
    Format(
        name="text", title="Plain text", room="plain", suffixes=(".txt",), media_type="text/plain",
        carries=("times", "speakers", "overlap", "marks", "translation", "metadata"), many=True, keeps_everything=True,
    ),
)  # fmt: skip


def _table() -> dict[str, Format]:
    """Returns the built-in formats and those that installed packages bring (`earwitness.formats`); ours stand first."""
    table: dict[str, Format] = {}
    for format in (*_PRINT, *SUBTITLES, *RECOGNIZERS, *CORPORA, *SCORING, *PROJECTS, *DOCUMENTS):
        table[format.name] = format
    for found in entry_points(group="earwitness.formats"):
        table.setdefault(found.name, found.load())
    return table


FORMATS: dict[str, Format] = _table()
"""Every format by its name, as `export --to` takes it."""
SURE = 0.6
"""How sure a format must be of bytes that are no text: a package, a compressed file."""


def format_named(name: str) -> Format:
    """Returns the format of that name or suffix; NotFound names those there are."""
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
    sure, _, surest = max(
        (detects(head, name), -place, format)
        for place, format in enumerate(FORMATS.values())
        if (detects := format.detects) is not None
    )
    kind = content.binary_kind(head)
    if kind is not None and sure < SURE:
        raise BadInput(
            f"this is {kind}, not a transcript that can be read",
            hint="see what can be read: earwitness formats",
            path=name,
        )
    return surest


def read(content_: bytes, *, name: str, format: str | None = None) -> Reading:
    """Returns what is found in the bytes of one source, read by the format named or the one they are of."""
    chosen = format_named(format) if format else detect(content_, name)
    if chosen.read is None:
        raise BadInput(f"the format {chosen.name} can be written, not read", path=name)
    if chosen.name == "text" and format is None and content.is_json(content_):
        doubt = "this is JSON data of a form that is not read; its bytes are kept, and no conversation was made of it"
        return Reading(format="unknown", media_type="application/json", doubts=(doubt,))
    return chosen.read(content_, name=name)
