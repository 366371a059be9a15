"""What the pages ask for is what `frontend/` builds, byte for byte; and the types of its scripts hold."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from earwitness.publish import render

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "src" / "earwitness" / "publish" / "static"
NODE = shutil.which("node")


@pytest.fixture(scope="module")
def node() -> str:
    """Node, with what the build needs beside it; skips where they cannot be had."""
    if NODE is None or not (FRONTEND / "node_modules").is_dir():
        missing = "node is not installed" if NODE is None else "`make frontend` was not run here yet"
        if os.environ.get("EARWITNESS_NOTHING_SKIPPED"):
            pytest.fail(missing)
        pytest.skip(missing)
    return NODE


def built(node: str, folder: Path, frontend: Path = FRONTEND) -> dict[str, bytes]:
    """Builds into the folder and returns what is in it."""
    done = subprocess.run([node, "build.mjs", str(folder)], cwd=frontend, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_what_is_committed_is_what_is_built(node: str, tmp_path: Path) -> None:
    fresh = built(node, tmp_path / "static")
    kept = {file.name: file.read_bytes() for file in STATIC.iterdir()}
    by_hand = {"mark.svg"}
    assert kept.keys() - by_hand == fresh.keys()
    stale = [name for name in fresh if fresh[name] != kept[name]]
    assert stale == [], "run `make frontend` and commit what it builds"


def test_another_source_builds_other_bytes(node: str, tmp_path: Path) -> None:
    """The control: a change in a source is seen in what is built."""
    copy = tmp_path / "frontend"
    shutil.copytree(FRONTEND, copy, ignore=shutil.ignore_patterns("node_modules"))
    (copy / "node_modules").symlink_to(FRONTEND / "node_modules")
    desk = copy / "src" / "desk.ts"
    desk.write_text(desk.read_text(encoding="utf-8") + "console.log(1);\n", encoding="utf-8")
    assert built(node, tmp_path / "static", copy)["desk.js"] != (STATIC / "desk.js").read_bytes()


def test_the_types_hold(node: str, tmp_path: Path) -> None:
    def check(folder: Path) -> subprocess.CompletedProcess[str]:
        compiler = FRONTEND / "node_modules" / "typescript" / "bin" / "tsc"
        return subprocess.run([node, str(compiler), "--noEmit", "-p", str(folder)], capture_output=True, text=True)

    assert check(FRONTEND).returncode == 0, check(FRONTEND).stdout
    # The control: a wrong type is found.
    (tmp_path / "src").mkdir()
    shutil.copy(FRONTEND / "tsconfig.json", tmp_path)
    (tmp_path / "src" / "wrong.ts").write_text('export const turns: number = "many";\n')
    assert "TS2322" in check(tmp_path).stdout


def test_the_lock_names_no_registry() -> None:
    lock = (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity"' in lock
    assert '"resolved"' not in lock
    assert re.findall(r"https?://registry[^\"]*", lock) == []


def test_every_file_has_a_type_and_an_address_of_its_own() -> None:
    assert set(render.static_types()) == {file.name for file in STATIC.iterdir()}
    addresses = [render.static_address(name) for name in render.static_types()]
    assert all(re.fullmatch(r"/static/[\w.-]+\?v=[0-9a-f]{12}", address) for address in addresses)


SIDED = re.compile(
    r"(?<![\w-])(?:(?:padding|margin|border)-(?:left|right)\b|(?:left|right):|text-align: (?:left|right))"
)


def test_the_styles_know_no_left_and_no_right() -> None:
    """So that a page turns round for a language that is read from right to left."""
    sided = {file.name: SIDED.findall(file.read_text(encoding="utf-8")) for file in (FRONTEND / "styles").glob("*.css")}
    assert {name: found for name, found in sided.items() if found} == {}
    # The control: what has a side is found.
    assert SIDED.findall("p { margin-left: 1rem; left: 0; text-align: right; border-right-color: red }") == [
        "margin-left", "left:", "text-align: right", "border-right",
    ]  # fmt: skip
