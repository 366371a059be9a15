"""A desk at a test's hand: a real archive with its index, pages that say what a test needs, and acts that are one word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from earwitness import actions
from earwitness.actions import Desk
from earwitness.actions.outcomes import Added, AddedItem

ADA = "Ada Example"
CALL = """Bridge and coast guard

Bridge: This is the Meridian, we have water on the car deck.
Watch: How many souls are aboard?
Bridge: A hundred and eighteen passengers, and nine of us.
Watch: Stay on this channel.
"""
"""A call between two people, four turns. The ship and all on it are invented."""
KITCHEN = """Mother and Ilya

Mother: Did you close the bow door?
Ilya: The bosun closed it, I saw him do it.
Mother: Swear to me.
"""
RECIPE = """Barley soup

Barley soup for a cold evening. Soak the barley overnight and cut the carrots small.

Serves: 4
Time: 40 minutes

Simmer until the barley is soft. Add salt at the very end.
"""
"""A page on which nobody speaks."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty archive, open."""
    with actions.init(tmp_path / "archive") as made:
        yield made


@pytest.fixture(scope="module")
def inquiry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An archive with two calls in it, for the tests of a file that only look."""
    folder = tmp_path_factory.mktemp("inquiry")
    (folder / "bridge.txt").write_text(CALL, encoding="utf-8")
    (folder / "kitchen.txt").write_text(KITCHEN, encoding="utf-8")
    with actions.init(folder / "archive") as made:
        actions.add(made, [str(folder / "bridge.txt"), str(folder / "kitchen.txt")], agent=ADA)
        yield made


@pytest.fixture
def page(tmp_path: Path) -> Callable[..., str]:
    """Writes a file and returns its path: `page("call.txt", CALL)`; bytes are written as they are."""

    def write(name: str, content: str | bytes = CALL) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write


@pytest.fixture
def add(desk: Desk) -> Callable[..., Added]:
    """Adds to the desk as Ada."""

    def call(*inputs: str, **said: object) -> Added:
        return actions.add(desk, inputs, agent=ADA, **said)  # type: ignore[arg-type]

    return call


@pytest.fixture
def filed(add: Callable[..., Added], page: Callable[..., str]) -> AddedItem:
    """The call between bridge and coast guard, added: its item."""
    (item,) = add(page("bridge.txt", CALL)).added
    return item
