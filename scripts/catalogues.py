"""Gathers the words of the screen and compiles the catalogues: `make words`.

Writes `src/earwitness/publish/locale/earwitness.pot`, brings every language's `earwitness.po` up to it (nothing is guessed: a
changed sentence is to be translated anew) and compiles the `.mo` files that ship. With `--check`, writes nothing and says
what is untranslated or stale (exit code 1).
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent / "src" / "earwitness"
LOCALE = ROOT / "publish" / "locale"
METHODS = [("publish/**.py", "python"), ("web/**.py", "python"), ("publish/templates/**.html", "jinja2")]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "later": None,
    "later_in": ((1, "c"), 2),
    "later_counted": (1, 2),
}
HEADER = "# The words of the screen. How to translate them stands in docs/translating.md."
OPTIONS = {"publish/templates/**.html": {"trimmed": "true", "silent": "false", "newstyle_gettext": "true"}}


def gathered() -> Catalog:
    """Returns every message of the screen, in the order of the files, without line numbers (they change too often)."""
    catalogue = Catalog(project="Earwitness", fuzzy=False, charset="utf-8", header_comment=HEADER)
    found = extract_from_dir(str(ROOT), METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",))
    for file, _, message, comments, context in found:
        catalogue.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    return catalogue


def updated(language: str) -> Catalog:
    """Returns the language's catalogue with the messages of today."""
    path = LOCALE / language / "LC_MESSAGES" / "earwitness.po"
    if path.exists():
        catalogue = read_po(io.BytesIO(path.read_bytes()), locale=language)
    else:
        catalogue = Catalog(locale=language, project="Earwitness", charset="utf-8", fuzzy=False, header_comment=HEADER)
    catalogue.update(gathered(), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    return catalogue


def text(catalogue: Catalog) -> bytes:
    """Returns the catalogue as a `.po` file that changes only where its words do."""
    out = io.BytesIO()
    write_po(out, catalogue, width=110, no_location=False, include_lineno=False, sort_by_file=True, omit_header=False)
    kept = [
        line
        for line in out.getvalue().splitlines(keepends=True)
        if not line.startswith((b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By'))
    ]
    return b"".join(kept)


def compiled(catalogue: Catalog) -> bytes:
    """Returns the catalogue as gettext reads it; the same words make the same bytes, whenever they are compiled."""
    out = io.BytesIO()
    catalogue.creation_date = catalogue.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    write_mo(out, catalogue)
    return out.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Returns the messages that have no words in the language."""
    missing = []
    for message in catalogue:
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and not all(said):
            missing.append(message.id if isinstance(message.id, str) else message.id[0])
    return missing


def languages() -> list[str]:
    """Returns the languages that have a folder."""
    return sorted(folder.name for folder in LOCALE.iterdir() if folder.is_dir())


def main() -> int:
    faults: list[str] = []
    files = {LOCALE / "earwitness.pot": text(gathered())}
    for language in languages():
        catalogue = updated(language)
        folder = LOCALE / language / "LC_MESSAGES"
        files[folder / "earwitness.po"] = text(catalogue)
        files[folder / "earwitness.mo"] = compiled(catalogue)
        faults += [f"{language}: not translated: {message}" for message in untranslated(catalogue)]
    if "--check" in sys.argv:
        faults += [
            f"{path.name} is stale: make words"
            for path, content in files.items()
            if not path.exists() or path.read_bytes() != content
        ]
    else:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    sys.stdout.write("".join(f"{fault}\n" for fault in faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
