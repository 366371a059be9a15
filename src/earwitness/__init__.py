"""Earwitness, the evidence desk for recorded conversations.

    import earwitness

    with earwitness.open_desk("inquiry") as desk:
        earwitness.add(desk, ["call.html"], agent="Ada")
        for hit in earwitness.search(desk, "ammunition").hits:
            print(hit.text)

A verb is one function here, one command on the terminal, one address of the API.
"""

from __future__ import annotations

from typing import Any

from .version import __version__

_ROOMS = {
    "Added": "actions.outcomes",
    "Desk": "actions",
    "EarwitnessError": "errors",
    "Found": "actions.answers",
    "Listing": "actions.answers",
    "Mark": "model",
    "Shown": "actions.answers",
    "Source": "model",
    "Speaker": "model",
    "Transcript": "model",
    "Turn": "model",
    "Verified": "actions.outcomes",
    "add": "actions",
    "cite": "actions",
    "correct": "actions",
    "describe": "actions",
    "doctor": "actions",
    "erase": "actions",
    "export": "actions",
    "init": "actions",
    "list_conversations": "actions",
    "log": "actions",
    "open_desk": "actions",
    "rebuild": "actions",
    "reread": "actions",
    "resolve": "actions",
    "search": "actions",
    "show": "actions",
    "show_source": "actions",
    "speaker": "actions",
    "undo": "actions",
    "verify": "actions",
}
"""Where each public name lives. A name is fetched on first use, so that importing the package costs nothing."""


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        from importlib import import_module

        return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
    raise AttributeError(f"earwitness has no {name!r}")


def __dir__() -> list[str]:
    return list(__all__)


__all__ = [
    "Added",
    "Desk",
    "EarwitnessError",
    "Found",
    "Listing",
    "Mark",
    "Shown",
    "Source",
    "Speaker",
    "Transcript",
    "Turn",
    "Verified",
    "__version__",
    "add",
    "cite",
    "correct",
    "describe",
    "doctor",
    "erase",
    "export",
    "init",
    "list_conversations",
    "log",
    "open_desk",
    "rebuild",
    "reread",
    "resolve",
    "search",
    "show",
    "show_source",
    "speaker",
    "undo",
    "verify",
]
