"""The house: floors, front door, names of rooms."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import earwitness

HOUSE = Path(earwitness.__file__).parent

FLOORS = {
    "errors": 0, "times": 0, "dates": 0, "datelines": 0, "digests": 0, "identifiers": 0, "version": 0,
    "model": 1,
    "formats": 2, "language": 2, "sound": 2,
    "archive": 3, "capture": 3, "engines": 3,
    "index": 4,
    "tellings": 5, "talk": 5,
    "claims": 6, "protect": 6,
    "publish": 7,
    "actions": 8,
    "web": 9, "examples": 9,
    "cli": 10,
    "__main__": 11,
}  # fmt: skip
"""The floor of each room or folder. `__init__` of the package is the front door and stands outside."""


def imports(tree: ast.AST, room: tuple[str, ...], folder: bool) -> Iterator[tuple[str, ...]]:
    """Yields every import of our own rooms, those inside functions too, as parts below the package."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                if name.name == "earwitness" or name.name.startswith("earwitness."):
                    yield tuple(name.name.split(".")[1:])
        elif isinstance(node, ast.ImportFrom):
            if node.level == 0:
                if node.module and node.module.split(".")[0] == "earwitness":
                    base = tuple(node.module.split(".")[1:])
                else:
                    continue
            else:
                here = room if folder else room[:-1]
                base = here[: len(here) - node.level + 1] + tuple((node.module or "").split(".") if node.module else ())
            if base:
                yield base
            else:
                yield from ((name.name,) for name in node.names)


def climbs(tree: ast.AST, room: tuple[str, ...], folder: bool = False) -> list[str]:
    """Returns the imports that go up, or to a neighbour on the same floor."""
    own = room[0]
    found = []
    for target in imports(tree, room, folder):
        other = target[0]
        if other in ("__version__",) or other == own:
            continue
        if other not in FLOORS:
            found.append(f"{'.'.join(room)} imports {other}, which has no floor")
        elif FLOORS[own] < FLOORS[other] or (FLOORS[own] == FLOORS[other] and FLOORS[own] != 0):
            found.append(f"{'.'.join(room)} (floor {FLOORS[own]}) imports {other} (floor {FLOORS[other]})")
    return found


def rooms() -> Iterator[tuple[Path, tuple[str, ...], bool]]:
    for path in sorted(HOUSE.rglob("*.py")):
        parts = path.relative_to(HOUSE).with_suffix("").parts
        if parts == ("__init__",):
            continue
        folder = parts[-1] == "__init__"
        yield path, parts[:-1] if folder else parts, folder


def test_imports_only_go_down() -> None:
    found = [
        climb
        for path, room, folder in rooms()
        for climb in climbs(ast.parse(path.read_text(encoding="utf-8")), room, folder)
    ]
    assert found == []


def test_a_climb_is_found() -> None:
    """The control: an import from above is seen, at the top and inside a function, relative and absolute."""
    assert climbs(ast.parse("from ..actions import add"), ("archive", "journal"))
    assert climbs(ast.parse("def late():\n    import earwitness.web.routes"), ("model", "source"))
    assert climbs(ast.parse("def late():\n    from earwitness import cli"), ("web", "routes"))
    assert climbs(ast.parse("from ..language import detect"), ("formats", "text")), "neighbours do not know each other"
    assert climbs(ast.parse("from ...index import search"), ("formats", "page", "reader"))
    assert not climbs(ast.parse("from ...model import Turn\nfrom ..text import read"), ("formats", "page", "reader"))


def test_every_room_has_a_floor() -> None:
    assert {room[0] for _, room, _ in rooms()} <= set(FLOORS)


def test_rooms_are_nouns_and_fit_in_one_sitting() -> None:
    names = [path.relative_to(HOUSE).as_posix() for path, _, _ in rooms()]
    assert [name for name in names if re.search(r"(^|/)(utils?|helpers?|common|misc|manager|base)(\.py|/)", name)] == []
    long = [name for name in names if 350 < len((HOUSE / name).read_text(encoding="utf-8").splitlines())]
    assert long == []


def test_the_front_door() -> None:
    """`__all__` is sorted, whole, and everything public says what it is."""
    assert list(earwitness.__all__) == sorted(earwitness.__all__)
    for name in earwitness.__all__:
        assert hasattr(earwitness, name), name
    tree = ast.parse((HOUSE / "__init__.py").read_text(encoding="utf-8"))
    lazy = set(earwitness.__dict__.get("_ROOMS", {}))
    imported = {
        alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
    } - {"annotations"}
    assert imported | lazy <= set(earwitness.__all__) | {"Any", "TYPE_CHECKING"}
    for name in earwitness.__all__:
        if name != "__version__":
            assert getattr(earwitness, name).__doc__, f"{name} says nothing of itself"


def test_importing_the_package_is_light() -> None:
    """No surprise at import: the heavy libraries come in on use."""
    import subprocess
    import sys

    heavy = [
        "sqlalchemy",
        "tantivy",
        "litestar",
        "pymorphy3",
        "lingua",
        "numpy",
        "httpx",
        "selectolax",
        "rich",
        "openpyxl",
    ]
    code = f"import earwitness, earwitness.cli, sys; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
