"""The verbs: one function each, behind every door.

Each is fetched on first use, so that one verb does not wait for the libraries of another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .adding import add
    from .checking import check, check_content, check_to
    from .citing import cite, resolve
    from .collating import collate, collate_to
    from .describing import describe
    from .desk import Desk, Progress, init, open_desk
    from .erasing import erase
    from .examining import doctor
    from .exporting import export, formats
    from .history import log, undo
    from .linking import link, reject, turns_of
    from .listing import list_conversations, list_table, queue
    from .parting import part, unlink
    from .proposing import apply_proposals, propose
    from .rereading import reread
    from .searching import search
    from .settling import match, settle
    from .showing import show, show_source
    from .triaging import triage
    from .verifying import rebuild, verify
    from .waiting import list_waiting

_ROOMS = {
    "Desk": "desk",
    "Progress": "desk",
    "add": "adding",
    "apply_proposals": "proposing",
    "check": "checking",
    "check_content": "checking",
    "check_to": "checking",
    "cite": "citing",
    "collate": "collating",
    "collate_to": "collating",
    "describe": "describing",
    "doctor": "examining",
    "erase": "erasing",
    "export": "exporting",
    "formats": "exporting",
    "init": "desk",
    "link": "linking",
    "list_conversations": "listing",
    "list_table": "listing",
    "list_waiting": "waiting",
    "log": "history",
    "match": "settling",
    "open_desk": "desk",
    "part": "parting",
    "propose": "proposing",
    "queue": "listing",
    "rebuild": "verifying",
    "reject": "linking",
    "reread": "rereading",
    "resolve": "citing",
    "search": "searching",
    "settle": "settling",
    "show": "showing",
    "show_source": "showing",
    "triage": "triaging",
    "turns_of": "linking",
    "undo": "history",
    "unlink": "parting",
    "verify": "verifying",
}
"""Where each verb lives."""


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"there is no verb {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)


__all__ = [
    "Desk",
    "Progress",
    "add",
    "apply_proposals",
    "check",
    "check_content",
    "check_to",
    "cite",
    "collate",
    "collate_to",
    "describe",
    "doctor",
    "erase",
    "export",
    "formats",
    "init",
    "link",
    "list_conversations",
    "list_table",
    "list_waiting",
    "log",
    "match",
    "open_desk",
    "part",
    "propose",
    "queue",
    "rebuild",
    "reject",
    "reread",
    "resolve",
    "search",
    "settle",
    "show",
    "show_source",
    "triage",
    "turns_of",
    "undo",
    "unlink",
    "verify",
]
