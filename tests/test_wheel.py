"""The built wheel, installed and run in a bare environment: what people get, not what the checkout has."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of the files that git would give a stranger."""
    copy = tmp_path_factory.mktemp("project")
    for name in ("src", "pyproject.toml", "README.md", "LICENSE"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(copy)]
    done = subprocess.run(build, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with nothing but the wheel and what it asks for; gives its folder of programs."""
    place = tmp_path_factory.mktemp("bare")
    venv.create(place, with_pip=True)
    programs = place / ("Scripts" if os.name == "nt" else "bin")
    install = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)]
    done = subprocess.run(install, capture_output=True, text=True)
    if done.returncode and "No matching distribution" in done.stderr:
        pytest.skip("no package registry can be reached")
    assert done.returncode == 0, done.stderr
    return programs


def run(programs: Path, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "EARWITNESS"))}
    return subprocess.run(
        [str(programs / "earwitness"), *words], capture_output=True, text=True, cwd=cwd, env=environment, timeout=120
    )


def test_the_wheel_holds_what_the_package_needs(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "earwitness/examples/meridian/sources.toml",
        "earwitness/archive/handout/verify.sh",
        "earwitness/publish/static/desk.css",
        "earwitness/publish/static/source-serif-4-cyrillic-normal.woff2",
        "earwitness/publish/static/source-serif-4-LICENSE.txt",
        "earwitness/publish/static/inter-LICENSE.txt",
        "earwitness/py.typed",
    ):
        assert wanted in names, wanted
    assert any(name.startswith("earwitness/publish/templates/") for name in names)
    assert not any("test" in name.lower() for name in names)


def test_the_commands_of_a_first_day_run(bare: Path, tmp_path: Path) -> None:
    assert run(bare, "--help", cwd=tmp_path).returncode == 0
    assert run(bare, "init", "inquiry", cwd=tmp_path).returncode == 0
    (tmp_path / "call.txt").write_text("A call, 14 May 2031\n\nMother: Come home.\nSon: I went out again.\n")
    added = run(bare, "--archive", "inquiry", "add", "call.txt", "--json", cwd=tmp_path)
    assert added.returncode == 0, added.stderr
    (item,) = json.loads(added.stdout)["added"]
    assert (item["status"], item["turns"]) == ("added", 2)
    found = json.loads(run(bare, "--archive", "inquiry", "search", "go", "--json", cwd=tmp_path).stdout)
    assert [hit["text"] for hit in found["hits"]] == ["I went out again."]
    verified = run(bare, "--archive", "inquiry", "verify", "--json", cwd=tmp_path)
    assert (verified.returncode, json.loads(verified.stdout)["faults"]) == (0, [])
    assert run(bare, "doctor", "--archive", "inquiry", cwd=tmp_path).returncode == 0
