"""`clip` and `cite` of a stretch, as they are typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ..tapes import Tape, make
from .conftest import Outcome

Run = Callable[..., Outcome]


@pytest.fixture(scope="module")
def tape(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Tape]:
    folder = tmp_path_factory.mktemp("tapes") / "archive"
    return str(folder), make(folder)


def test_a_stretch_is_cut_and_its_citation_stands_beside_it(run: Run, tape: tuple[str, Tape], tmp_path: Path) -> None:
    folder, made = tape
    out = tmp_path / "water.wav"
    done = run("--archive", folder, "clip", made.recording, "--from", "0:06", "--to", "8", "-o", str(out))
    assert (done.code, done.out) == (0, f"{out}\n{out}.txt\n{out}.json\n")
    assert "Bridge: Water on the deck." in done.err
    assert out.read_bytes()[:4] == b"RIFF"
    again = run("--archive", folder, "clip", made.recording, "--from", "6", "--to", "8", "-o", str(out), "--json")
    assert (again.code, json.loads(again.err)["error"] if again.err.startswith("{") else "") in (
        (2, "WrongUsage"),
        (2, ""),
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--from", "6", "--to", "99"), 3),
        (("--from", "x", "--to", "8"), 2),
        (("--from", "6"), 2),
    ],
)
def test_a_stretch_that_is_none_is_told_by_its_exit_code(
    run: Run, tape: tuple[str, Tape], tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    folder, made = tape
    assert run("--archive", folder, "clip", made.recording, *words, "-o", str(tmp_path / "a.wav")).code == code
    assert list(tmp_path.glob("a.wav*")) == []


def test_a_stretch_is_cited(run: Run, tape: tuple[str, Tape]) -> None:
    folder, made = tape
    cited = run("--archive", folder, "cite", made.recording, "--from", "6", "--to", "8")
    assert cited.out.startswith("“Bridge: Water on the deck.”. The Aurora calls the shore.")
    assert "#t=6,8" in cited.out
    document = json.loads(run("--archive", folder, "cite", made.recording, "--from", "6", "--to", "8", "--json").out)
    assert document["turns"][0]["turn"] == f"{made.transcript}.3"
