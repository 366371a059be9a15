"""`doctor`: what is installed, missing or stale, and what to do about it."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import sys
from pathlib import Path

from ..errors import EarwitnessError
from ..version import ARCHIVE_VERSION, __version__
from .desk import find, open_desk
from .outcomes import Check, Examined

PARTS = {
    "msgspec": "the model and its JSON",
    "sqlalchemy": "the catalog",
    "tantivy": "the search index",
    "luqum": "the query language",
    "pymorphy3": "Russian and Ukrainian words in any form",
    "pymorphy3_dicts_ru": "the Russian dictionary",
    "pymorphy3_dicts_uk": "the Ukrainian dictionary",
    "simplemma": "English words in any form",
    "lingua": "telling languages apart",
    "selectolax": "reading web pages",
    "httpx": "fetching addresses",
    "warcio": "keeping what was fetched, whole",
    "openpyxl": "call lists in Excel's format",
    "litestar": "the web desk",
}
"""What Earwitness stands on, and what each part is for."""


def doctor(path: Path | None = None) -> Examined:
    """Returns the state of the installation and, where one is given or near, of the archive."""
    checks = [
        Check(name="Python", state="good", detail=f"{platform.python_version()} on {platform.system()}"),
        _parts(),
        _utf8(),
    ]
    try:
        folder = path if path is not None else find()
    except EarwitnessError as error:
        checks.append(Check(name="archive", state="missing", detail=error.message, hint=error.hint))
    else:
        checks += _archive(folder)
    return Examined(version=__version__, checks=tuple(checks))


def _parts() -> Check:
    absent = [f"{name} ({purpose})" for name, purpose in PARTS.items() if importlib.util.find_spec(name) is None]
    if absent:
        return Check(
            name="parts",
            state="missing",
            detail=", ".join(absent),
            hint="install again: pip install --force-reinstall earwitness",
        )
    return Check(name="parts", state="good", detail=f"all {len(PARTS)} are installed")


def _utf8() -> Check:
    encoding = sys.getfilesystemencoding().lower()
    if encoding in ("utf-8", "utf8"):
        return Check(name="file names", state="good", detail="UTF-8")
    return Check(name="file names", state="bad", detail=encoding, hint="set a UTF-8 locale: export LC_ALL=C.UTF-8")


def _archive(folder: Path) -> list[Check]:
    try:
        desk = open_desk(folder)
    except EarwitnessError as error:
        return [Check(name="archive", state="bad", detail=error.message, hint=error.hint)]
    with desk:
        archive = desk.archive
        head = archive.journal.head
        checks = [
            Check(
                name="archive",
                state="good",
                detail=f"{folder}, version {ARCHIVE_VERSION}, {head.sequence} acts",
            )
        ]
        try:
            position = archive.catalog.position
        except EarwitnessError as error:
            checks.append(Check(name="catalog", state="missing", detail=error.message, hint=error.hint))
        else:
            behind = position.sequence != head.sequence or position.digest != head.digest
            checks.append(_standing("catalog", position.sequence, head.sequence, behind))
        standing = desk.index.position
        if standing is None:
            checks.append(
                Check(name="search index", state="missing", detail="there is none", hint="earwitness rebuild")
            )
        else:
            behind = tuple(standing) != (head.sequence, head.digest)
            checks.append(_standing("search index", standing[0], head.sequence, behind))
        writable = os.access(folder, os.W_OK)
        checks.append(
            Check(
                name="writing",
                state="good" if writable else "bad",
                detail="the folder can be written" if writable else "the folder is read-only: reading and verify work",
                hint="" if writable else "copy the archive to a disk that can be written",
            )
        )
        free = shutil.disk_usage(folder).free
        room = 1 << 30 <= free
        checks.append(
            Check(
                name="room",
                state="good" if room else "bad",
                detail=f"{free / (1 << 30):.1f} GB free",
                hint="" if room else "make room: a full disk refuses new acts, and loses none",
            )
        )
    return checks


def _standing(name: str, at: int, head: int, behind: bool) -> Check:
    if not behind:
        return Check(name=name, state="good", detail=f"stands at act {at}")
    return Check(
        name=name,
        state="stale",
        detail=f"stands at act {at} of {head}",
        hint="the next act brings it up to date, or: earwitness rebuild",
    )
