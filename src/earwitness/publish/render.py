"""Rendering: a page becomes HTML. Everything that is read is escaped; nothing a source says is ever markup here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from .. import digests
from . import addresses, beside, care, sentences, setting, terms, tongue, typefaces, words
from .later import Later
from .pages import Page
from .stretches import stretches
from .tongue import later

if TYPE_CHECKING:
    from jinja2 import Environment

STATIC_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
}
"""Media types by the end of a name. `frontend/` builds what is in `static/`; only names that are there are given out."""

NAVIGATION = (
    (later("Desk"), addresses.DESK, False),
    (later("Conversations"), addresses.CONVERSATIONS, True),
    (later("Search"), addresses.SEARCH, True),
    (later("Matches"), addresses.MATCHES, False),
    (later("Notes and codes"), addresses.NOTES, True),
    (later("Glossary"), addresses.GLOSSARY, True),
    (later("Write"), addresses.WRITE, False),
    (later("Check"), addresses.CHECK, False),
    (later("Add"), addresses.ADD, False),
    (later("Log"), addresses.LOG, False),
)
"""Words, address, and whether others see it too."""


def render(
    page: Page | Later,
    *,
    token: str = "",
    for_others: bool = False,
    counts: Mapping[str, int] | None = None,
    switches: Sequence[tuple[str, str, str]] = (),
) -> str:
    """Returns the HTML of a page.

    `token` goes into each form that acts; `for_others` leaves out what only the keeper of the archive may do; `counts` are
    how much waits at an address of the navigation.
    """
    return "".join(stream(page, token=token, for_others=for_others, counts=counts, switches=switches))


def stream(
    page: Page | Later,
    *,
    token: str = "",
    for_others: bool = False,
    counts: Mapping[str, int] | None = None,
    switches: Sequence[tuple[str, str, str]] = (),
) -> Iterator[str]:
    """Yields the HTML of a page piece by piece, the head first. A page that is made later is made when its head is out."""
    template = environment().get_template(page.template)
    navigation = [entry for entry in NAVIGATION if entry[2] or not for_others]
    needed = typefaces.needed(
        page,
        interface=tongue.LANGUAGES.get(tongue.language(), ""),
        switches=" ".join(name for _, name, _ in switches),
    )
    fonts = [static_address(name) for name in needed]
    return template.generate(
        fonts=fonts, page=page, token=token, for_others=for_others, navigation=navigation, counts=counts or {},
        switches=switches, nonce=page.nonce if isinstance(page, Later) else "",
    )  # fmt: skip


@cache
def static_types() -> Mapping[str, str]:
    """Returns every file of ours that a page may ask for, and its media type."""
    from importlib.resources import files

    names = sorted(file.name for file in (files(__package__) / "static").iterdir())
    return {name: STATIC_TYPES[ending] for name in names if (ending := f".{name.rpartition('.')[2]}") in STATIC_TYPES}


@cache
def static_file(name: str) -> bytes:
    """Returns the bytes of a file of ours. Raises KeyError where we have no such file."""
    from importlib.resources import files

    if name not in static_types():
        raise KeyError(name)
    return (files(__package__) / "static" / name).read_bytes()


def static_address(name: str) -> str:
    """Returns the address of a file of ours with its version, so that a browser may keep it for good."""
    return addresses.static(name, digests.sha256(static_file(name))[:12])


@cache
def environment() -> Environment:
    """Returns the templates, with the addresses and words that they may use."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("earwitness.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(**tongue.FUNCTIONS, newstyle=True)  # type: ignore[attr-defined]
    made.globals["tongue"] = tongue
    made.globals["care"] = care
    made.globals["addresses"] = addresses
    made.globals["words"] = words
    made.globals["sentences"] = sentences
    made.globals["static"] = static_address
    made.globals["setting"] = setting
    made.globals["beside"] = beside
    made.globals["terms"] = terms
    made.globals["stretches"] = stretches
    return made
