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
    "av": "decoding sound",
    "webrtcvad": "telling where anyone speaks",
}
"""What Earwitness stands on, and what each part is for."""


EXTRAS = {
    "faster_whisper": ("whisper", "transcribing on this machine"),
    "onnxruntime": ("voices", "voices and alignment by a model"),
    "pyannote.audio": ("pyannote", "who speaks when, by pyannote"),
    "ctranslate2": ("translate", "translating on this machine"),
    "ray": ("ray", "many recordings on a cluster"),
    "sentence_transformers": ("embed", "sameness by meaning"),
}
"""Optional parts: the extra that brings each, and what it is for. None of them missing is a fault."""
PROGRAMS = {"espeak-ng": "aligning words to sound without a model"}
"""Programs of the system that are used where they are there."""


def doctor(path: Path | None = None) -> Examined:
    """Returns the state of the installation and, where one is given or near, of the archive."""
    checks = [
        Check(name="Python", state="good", detail=f"{platform.python_version()} on {platform.system()}"),
        _parts(),
        _engines(),
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


def _engines() -> Check:
    """Says which engines can be used here; those that cannot are no fault, and the way to them is told."""
    there = [purpose for name, (_, purpose) in EXTRAS.items() if _found(name)]
    there += [purpose for name, purpose in PROGRAMS.items() if shutil.which(name)]
    absent = [f"{purpose} (earwitness[{extra}])" for name, (extra, purpose) in EXTRAS.items() if not _found(name)]
    absent += [f"{purpose} ({name})" for name, purpose in PROGRAMS.items() if not shutil.which(name)]
    told = [", ".join(there) or "none of the optional ones"]
    if absent:
        told.append(f"not installed, and not needed otherwise: {', '.join(absent)}")
    return Check(name="engines", state="good", detail="; ".join(told))


def _found(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:  # of a part of a package that is not there
        return False


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
