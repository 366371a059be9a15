"""Row 1: what it makes is read whole, by ours and by the peers, and an absent format is no silence."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.reading_formats import MAKERS, OURS, PEERS, SUFFIXES, reader, rows, turns_read

from benchmarks import reading_formats
from earwitness.formats import FORMATS

HERE = [format for format in MAKERS if format in FORMATS]


@pytest.mark.parametrize("format", HERE)
def test_the_made_file_is_read_whole(format: str, tmp_path: Path) -> None:
    path = tmp_path / f"made{SUFFIXES.get(format, f'.{format}')}"
    path.write_text(MAKERS[format](30), encoding="utf-8")
    assert turns_read(reader(format, OURS)(str(path))) == 30
    for peer in PEERS[format]:
        assert reader(format, peer)(str(path)) is not None


def test_a_row_says_what_was_measured() -> None:
    time_, memory = rows(40, formats=("srt",), times=1)
    assert (time_.name, memory.name) == ("1 read srt", "1 read srt, memory")
    assert (time_.bar, time_.better, time_.unit, memory.unit) == (0.5, "lower", "s", "MB")
    assert set(time_.sizes["others"]) == {"pysubs2", "webvtt-py"}


def test_an_absent_format_fails_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(reading_formats.MAKERS, "wax", reading_formats.srt)
    with pytest.raises(RuntimeError, match="no such formats in the table: wax"):
        next(rows(10, formats=("wax",)))
