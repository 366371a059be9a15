"""`make bench`: runs the rows, prints a line of JSON each, and writes them into RESULTS.md with the machine and the versions.

python -m benchmarks --rows 2,7 --turns 100000
"""

from __future__ import annotations

import argparse
import importlib
import platform
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

from .results import merged
from .row import HEAD, Row

ROWS: dict[str, tuple[str, Callable[[int], dict[str, int]]]] = {
    "1": ("reading_formats", lambda turns: {"turns": min(turns, 100_000)}),
    "2": ("adding", lambda turns: {"turns": turns}),
    "3": ("search_terms", lambda turns: {"turns": turns}),
    "4": ("forms", lambda turns: {"tokens": 3 * turns}),
    "5": ("concordance", lambda turns: {"turns": turns}),
    "6": ("tellings_candidates", lambda turns: {"turns": min(turns, 1_000_000) * 14 // 10}),
    "7": ("verifying", lambda turns: {"size": 10 << 30 if 1_000_000 <= turns else turns * 10_000}),
    "8": ("recordings", lambda turns: {"minutes": 60 if 1_000_000 <= turns else 6}),
    "9": ("transcribing", lambda turns: {"length": 240}),
    "11": ("start", lambda turns: {"turns": turns}),
    "12": ("reading_page", lambda turns: {"turns": 500}),
    "12b": ("reading_page:hearing", lambda turns: {"turns": 20_000}),
}
"""By its number in the bars: the module (and the function, where it is not `rows`), and what it is told of the size."""
PARTS = ("tantivy", "sqlalchemy", "msgspec", "pymorphy3", "click", "litestar")


def run(numbers: list[str], turns: int) -> Iterator[Row]:
    """Yields every row of the benchmarks asked for."""
    for number in numbers:
        place, sizes = ROWS[number]
        module, _, function = place.partition(":")
        yield from getattr(importlib.import_module(f"benchmarks.{module}"), function or "rows")(**sizes(turns))


def machine() -> str:
    """Returns what the figures were measured on."""
    import os

    parts = ", ".join(f"{part} {version(part)}" for part in PARTS)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9 if hasattr(os, "sysconf") else 0
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB, "
        f"Python {platform.python_version()}, {parts}"
    )


def busy() -> str:
    """Returns how much else the machine had to do when the run ended."""
    import os

    return f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load not known"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rows", default=",".join(ROWS), help="numbers of rows, with commas")
    parser.add_argument("--turns", type=int, default=1_000_000, help="turns in the made corpus")
    asked = parser.parse_args()
    numbers = [number.strip() for number in asked.rows.split(",") if number.strip()]
    unknown = [number for number in numbers if number not in ROWS]
    if unknown:
        parser.error(f"no row {', '.join(unknown)}; rows: {', '.join(ROWS)}")
    done = []
    for row in run(numbers, asked.turns):
        print(row.json(), flush=True)
        done.append(row)
    table = "\n".join((HEAD, *(row.table() for row in done)))
    print("\n" + table, file=sys.stderr)
    file = Path(__file__).parent / "RESULTS.md"
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    told = f"{time.strftime('%Y-%m-%d', time.gmtime())}, {machine()}, corpus of {asked.turns:,} turns, {busy()}."
    file.write_text(merged(before, done, told=told), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
