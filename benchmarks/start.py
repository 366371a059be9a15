"""Row 11: how soon a command answers: `--version` beside importing click, and the first search of a cold process."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .corpus import TURNS_A_FILE, vocabulary, write
from .row import Row, median

VERSION_BAR = 1.5
SEARCH_LIMIT = 0.5
"""Seconds; the bar of a search is a ratio of 1 to it."""
RANK = 300
"""The word that is searched: neither the most frequent nor a rare one."""
_MAIN = "import sys; from earwitness.cli import main; sys.exit(main())"


def _run(*words: str) -> None:
    subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def make(path: Path, turns: int) -> None:
    """Makes an archive of about so many turns, in a process of its own so that nothing is warm here."""
    with tempfile.TemporaryDirectory() as name:
        write(Path(name), max(1, turns // TURNS_A_FILE))
        _run("-c", _MAIN, "init", str(path))
        _run("-c", _MAIN, "add", name, "--archive", str(path), "--as", "bench")


def rows(turns: int = 1_000_000) -> Iterator[Row]:
    """Yields the start of `earwitness --version`, then a cold search in English and in Russian, in seconds."""
    yield Row(
        name="11 --version", ours=median(lambda: _run("-c", _MAIN, "--version"), times=15),
        theirs=median(lambda: _run("-c", "import click"), times=15), bar=VERSION_BAR, better="lower",
        peer="python -c 'import click'",
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "archive"
        make(path, turns)
        for language in ("en", "ru"):
            words = ("-c", _MAIN, "search", vocabulary(language)[RANK], "--archive", str(path))
            yield Row(
                name=f"11 search, cold, {language}", ours=median(lambda words=words: _run(*words)), theirs=SEARCH_LIMIT,
                bar=1.0, better="lower", peer="the limit", sizes={"turns": turns},
            )  # fmt: skip
