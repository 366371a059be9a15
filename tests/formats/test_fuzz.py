"""Every reader against a fuzzer, a short run each: bytes from strangers raise nothing but errors of ours."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from earwitness.formats import FORMATS

from .test_every_format import SPOKEN, dossier

RUNS = int(os.environ.get("EARWITNESS_FUZZ_RUNS", "400"))
"""Inputs for each reader; EARWITNESS_FUZZ_RUNS=1000000 for a night."""

pytestmark = pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is not installed: pip install atheris")


@pytest.mark.parametrize("name", [name for name, format in FORMATS.items() if format.reads])
def test_a_reader_raises_nothing_but_our_errors(name: str, tmp_path: Path) -> None:
    format = FORMATS[name]
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    if format.write is not None:
        (corpus / "written").write_bytes(format.write([dossier(SPOKEN)]))
    (corpus / "words").write_bytes("A: Hello.\nB: Приїзди.\n".encode())
    script = Path(__file__).with_name("fuzzing.py")
    done = subprocess.run(
        [sys.executable, str(script), name, str(corpus), f"-runs={RUNS}", "-seed=7", "-rss_limit_mb=2048", "-timeout=20"],
        cwd=tmp_path, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    assert f"Done {RUNS}" in done.stderr, "the control: so many inputs were tried"
