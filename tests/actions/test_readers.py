"""Many files are read by several processes: in order, with the same result, and one that kills its reader is told by name."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from earwitness import actions
from earwitness.actions import filing, readers
from earwitness.actions.intake import Piece, take
from earwitness.capture.files import walk


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    folder = tmp_path / "calls"
    folder.mkdir()
    for number in range(readers.FEW + 40):
        (folder / f"{number:03}.txt").write_text(
            f"Call {number}\n\nMother: Is that you, number {number}?\n\nSon: Yes.\n"
        )
    (folder / "060.txt").write_bytes(b"")
    return folder


def taken(folder: Path) -> list[Piece]:
    facts = filing.known()
    return [take(candidate, facts, agent="Ada", stdin=None) for candidate in walk([str(folder)])]


def test_several_processes_read_what_one_reads(calls: Path) -> None:
    one = list(readers.read_all(iter(taken(calls)), jobs=1))
    two = list(readers.read_all(iter(taken(calls)), jobs=2))
    assert [Path(piece.path).name for piece in two] == [f"{number:03}.txt" for number in range(readers.FEW + 40)]
    for here, there in zip(one, two, strict=True):
        assert str(here.error) == str(there.error)
        if here.filed and there.filed:
            words = [[turn.text for turn in transcript.turns] for transcript in here.filed.transcripts]
            assert words == [[turn.text for turn in transcript.turns] for transcript in there.filed.transcripts]
    assert [Path(piece.path).name for piece in two if piece.error] == ["060.txt"]


def test_add_by_several_processes_adds_all(calls: Path, tmp_path: Path) -> None:
    with actions.init(tmp_path / "archive") as desk:
        answer = actions.add(desk, [str(calls)], agent="Ada", jobs=2)
        assert [item.status for item in answer.added].count("added") == readers.FEW + 39
        assert answer.failed == 1
        assert actions.list_conversations(desk).total == readers.FEW + 39


DEADLY = """
import os
from earwitness.actions import readers

def read(tasks):
    if any(name.endswith("070.txt") for _, _, name, *_ in tasks):
        os._exit(9)
    return readers._read_batch(tasks)
"""


def test_a_file_that_kills_its_reader_fails_alone(calls: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reading process that dies (a parser's fault, no memory) costs its own file only."""
    (tmp_path / "deadly_reader.py").write_text(DEADLY)
    monkeypatch.syspath_prepend(tmp_path)
    pool = readers._Readers(2)
    pool.work = importlib.import_module("deadly_reader").read
    with pool:
        found = list(pool.read_all(iter(taken(calls))))
    failed = {Path(piece.path).name: str(piece.error) for piece in found if piece.error}
    assert sorted(failed) == ["060.txt", "070.txt"]
    assert failed["070.txt"].endswith("the reader died on this file")
    assert all(piece.filed or piece.error for piece in found)
