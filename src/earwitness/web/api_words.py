"""The API of words: which go together, and which set parts of the archive apart. What is held back is not counted."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter

from .. import actions
from ..actions import wordlists
from .api import OPEN, Limit, Window
from .keeper import Keeper

Least = Annotated[int, QueryParameter(ge=1, description="Words at least so often.")]


@get("/api/collocates", opt=OPEN, sync_to_thread=True)
def collocates(
    keeper: NamedDependency[Keeper],
    q: FromQuery[str],
    in_: Annotated[str | None, QueryParameter(name="in")] = None,
    speaker: FromQuery[str | None] = None,
    role: FromQuery[str | None] = None,
    language: FromQuery[str | None] = None,
    since: FromQuery[str | None] = None,
    until: FromQuery[str | None] = None,
    kind: FromQuery[str | None] = None,
    publisher: FromQuery[str | None] = None,
    during: FromQuery[str | None] = None,
    code: FromQuery[str | None] = None,
    exact: FromQuery[bool] = False,
    transliteration: FromQuery[bool] = True,
    glossary: FromQuery[bool] = True,
    window: Window = 5,
    least: Least = 3,
    forms: FromQuery[bool] = False,
    sort: FromQuery[str] = "log-likelihood",
    limit: Limit = 50,
) -> wordlists.Collocates:
    """Words beside others, as `earwitness search --collocates --json` gives them."""
    return actions.collocate(
        keeper.desk, q, in_=in_, speaker=speaker, role=role, language=language, since=since, until=until, kind=kind,
        publisher=publisher, during=during, code=code, exact=exact, transliteration=transliteration,
        glossary=glossary, window=window, least=least, forms=forms, sort=sort, limit=limit, audience="others",
    )  # fmt: skip


@get("/api/keyness", opt=OPEN, sync_to_thread=True)
def keyness(
    keeper: NamedDependency[Keeper],
    of: FromQuery[str],
    against: FromQuery[str] = "rest",
    least: Least = 3,
    forms: FromQuery[bool] = False,
    limit: Limit = 100,
) -> wordlists.Keyness:
    """Words that set parts of the archive apart, as `earwitness keyness --json` gives them; sets stay with the keeper."""
    return actions.compare(keeper.desk, of, against=against, least=least, forms=forms, limit=limit, audience="others")


HANDLERS = (collocates, keyness)
