"""Writes the table of formats in docs/formats.md from the code: `python scripts/formats_table.py`, or only `--check`."""

from __future__ import annotations

import sys
from pathlib import Path

from earwitness.formats import CARRIED, FORMATS, Format

PAGE = Path(__file__).parents[1] / "docs" / "formats.md"
BEGIN, END = "<!-- table: python scripts/formats_table.py -->\n", "<!-- end of table -->\n"


def row(format: Format) -> str:
    """Returns a format's line of the table, with a link to its page where it has one."""
    page = PAGE.parent / "formats" / f"{format.name}.md"
    name = f"[`{format.name}`](formats/{format.name}.md)" if page.is_file() else f"`{format.name}`"
    doors = " and ".join(word for word, has in (("reads", format.reads), ("writes", format.writes)) if has)
    files = " ".join(f"`{suffix}`" for suffix in format.suffixes)
    loses = "nothing" if not format.loses else ", ".join(format.loses) if format.carries else "—"
    return f"| {name} | {format.title} | {files} | {doors} | {'several' if format.many else 'one'} | {loses} |\n"


def table() -> str:
    """Returns the table, our own formats first, the others as the code has them."""
    head = "| name | what it is | files | | transcripts in a file | cannot carry |\n|---|---|---|---|---|---|\n"
    kinds = ", ".join(f"`{kind}`" for kind in CARRIED)
    return f"{head}{''.join(row(format) for format in FORMATS.values())}\nWhat can be carried: {kinds}.\n"


def main() -> int:
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    made = f"{before}{BEGIN}{table()}{END}{after}"
    if made == text:
        return 0
    if "--check" in sys.argv[1:]:
        print("docs/formats.md is older than the code: python scripts/formats_table.py")
        return 1
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
