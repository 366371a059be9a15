"""The glossary that stands, made ready: its terms, and what finds them in texts and queries."""

from __future__ import annotations

import os
from typing import NamedTuple

from ..formats import glossary as file
from ..language.glossary import Lexicon, decode, encode, make_ready
from ..model import Term
from .desk import INDEX_FOLDER, Desk

KEPT_FILE = "glossary.json"


class Glossed(NamedTuple):
    """A glossary made ready."""

    digest: str
    terms: tuple[Term, ...]
    lexicon: Lexicon


def glossed(desk: Desk) -> Glossed | None:
    """Returns the glossary that stands, ready for use; None where there is none.

    It is worked out once for each version and kept beside the index, so that no later run waits for the dictionaries.
    """
    digest = desk.archive.catalog.glossary_digest()
    if not digest:
        return None
    known = desk.lexicon
    if known is None or known.digest != digest:
        digest, text = desk.archive.catalog.glossary()
        terms = file.read(text.encode())
        known = desk.lexicon = Glossed(digest, terms, _lexicon(desk, digest, terms))
    return known if known.terms else None


def _lexicon(desk: Desk, digest: str, terms: tuple[Term, ...]) -> Lexicon:
    path = desk.path / INDEX_FOLDER / KEPT_FILE
    try:
        ready = decode(path.read_bytes())
    except OSError:
        ready = None
    if ready is None or ready.digest != digest or len(ready.spoken) != len(terms):
        ready = make_ready(terms, digest, ready)
        fresh = path.with_suffix(f".{os.getpid()}.new")
        try:
            fresh.write_bytes(encode(ready))
            fresh.replace(path)
        except OSError:
            pass  # a folder that cannot be written to: it is worked out again next time
    return Lexicon(ready)
