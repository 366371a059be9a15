"""What reaches the terminal: results to standard output, messages to standard error, nothing that could command it."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Sequence

_DANGEROUS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """Returns the text with what could command a terminal or turn its writing direction made visible.

    A transcript comes from a stranger's page: an escape sequence in it must be seen, not obeyed.
    """
    return _DANGEROUS.sub(_visible, text.replace("\r\n", "\n"))


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"


def one_line(text: str) -> str:
    """Returns the text clean and on one line."""
    return clean(" ".join(text.split()))


def say(message: str) -> None:
    """Writes a message to standard error, after the results that stand before it."""
    sys.stdout.flush()
    sys.stderr.write(message + "\n")
    sys.stderr.flush()


def put(*lines: str) -> None:
    """Writes lines to standard output."""
    sys.stdout.write("".join(line + "\n" for line in lines))


def paint(text: str, *, bold: bool = False, dim: bool = False) -> str:
    """Returns the text with emphasis on a terminal, and as it is when piped or where NO_COLOR is set."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return text
    code = "1" if bold else "2" if dim else "0"
    return f"\x1b[{code}m{text}\x1b[0m"


def terminal_width() -> int | None:
    """Returns the columns of the terminal, or None when piped: then nothing is wrapped or cut."""
    if not sys.stdout.isatty():
        return None
    import shutil

    return max(40, min(shutil.get_terminal_size().columns, 110))


def put_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Writes a table: with rich on a terminal, in plain aligned columns when piped."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
        for column, heading in enumerate(headings):
            words = [row[column] for row in cells if " " not in row[column]]
            whole = max((len(word) for word in words if len(word) <= 24), default=0) if len(words) == len(cells) else 0
            table.add_column(heading, overflow="fold", min_width=max(whole, len(heading)))  # an id stays in one piece
        for row in cells:
            table.add_row(*(Text(cell) for cell in row))
        Console().print(table)
        return
    widths = [max(len(row[column]) for row in [list(headings), *cells]) for column in range(len(headings))]
    for row in [list(headings), *cells]:
        put("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Returns `1 turn`, `2 turns`, `1,000 copies`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def format_size(size: int) -> str:
    """Returns a size as people say it: `512 bytes`, `1.2 MB`."""
    if size < 1000:
        return count(size, "byte")
    value = float(size)
    for unit in ("kB", "MB", "GB"):
        value /= 1000
        if value < 999.95:
            return f"{value:.1f} {unit}"
    return f"{value / 1000:.1f} TB"


class ProgressLine:
    """One line on a terminal's standard error that says how far the work is; silent when piped."""

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty()
        self._next = 0.0
        self._length = 0

    def __call__(self, step: str, done: int, total: int | None, name: str = "") -> None:
        now = time.monotonic()
        if not self.shown or (now < self._next and done != total):
            return
        self._next = now + 0.1
        line = f"{step} {done:,}" + (f" of {total:,}" if total is not None else "") + f"  {one_line(name)}"
        line = line[:78]
        sys.stderr.write("\r" + line.ljust(self._length))
        sys.stderr.flush()
        self._length = len(line)

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, *_: object) -> None:
        if self._length:
            sys.stderr.write("\r" + " " * self._length + "\r")
            sys.stderr.flush()


def highlighted(text: str, highlights: tuple[tuple[int, int], ...]) -> str:
    """Returns the text on one line, the found words bold on a terminal."""
    pieces: list[str] = []
    at = 0
    for start, end in highlights:
        pieces += [_flat(text[at:start]), paint(_flat(text[start:end]), bold=True)]
        at = end
    return "".join([*pieces, _flat(text[at:])]).strip()


def _flat(text: str) -> str:
    """One line, the white space at the ends of a piece kept as one space."""
    left = " " if text[:1].isspace() else ""
    right = " " if text[-1:].isspace() and text.strip() else ""
    return left + one_line(text) + right
