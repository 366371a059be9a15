"""The example archive: the fictional inquiry into the sinking of the ferry *Meridian*.

Every ship, company, town and person in it is invented. It is built as people would build it: source by source, each with where
it was found, then described.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from ..actions import clock
from ..actions.adding import add_captured
from ..actions.collating import collate
from ..actions.describing import describe
from ..actions.desk import TOOL, Desk, Progress, init
from ..actions.filing import known
from ..actions.linking import link
from ..model import Capture, Source
from .writing import write

AGENT = "Inquiry desk"
STORY = "The Meridian is an invented ship: an example written for Earwitness"


def build(path: Path, *, progress: Progress | None = None) -> Desk:
    """Returns a new archive in the folder that holds the example: sources read, conversations described and written on."""
    folder = files(__name__) / "meridian"
    table = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))
    desk = init(path)
    told: dict[str, str] = {}
    """The conversation in the archive by its key in the table."""
    heard = tomllib.loads((folder / "sound" / "sound.toml").read_text(encoding="utf-8"))
    entries = [*table["source"], *({**entry, "file": f"sound/{entry['file']}"} for entry in heard["source"])]
    for number, entry in enumerate(entries, 1):
        if progress is not None:
            progress("example", number, len(entries), entry["captured_as"])
        _add(desk, entry, (folder / entry["file"]).read_bytes(), told)
    for entry in (*table["conversation"], *heard["conversation"]):
        if entry["key"] in told:
            fields = {name: entry[name] for name in ("title", "genre", "place") if name in entry}
            if "held" in entry:
                fields["held"] = entry["held"]["date"]
                fields["why"] = _why(entry["held"])
            describe(desk, told[entry["key"]], agent=AGENT, fields=fields, reason=STORY, index=False)
    write(desk, told, {entry["file"]: entry.get("url") or entry["captured_as"] for entry in entries})
    for id in dict.fromkeys(told.values()):
        collate(desk, id)  # so that nobody who opens it waits for its versions to be compared
    return desk


def _why(held: dict[str, str]) -> str:
    return f"inferred: {held['why']}" if held.get("certainty") == "inferred" else held["why"]


def _add(desk: Desk, entry: dict[str, Any], content: bytes, told: dict[str, str]) -> None:
    terms = entry.get("terms", {})
    facts = known(
        publisher=entry.get("publisher"),
        supplier=entry.get("supplier"),
        published=entry.get("published"),
        access=entry.get("access"),
        terms=terms.get("text"),
        forbids=tuple(terms.get("forbids", ())),
    )
    keys = [part["conversation"] for part in entry.get("part", [entry]) if "conversation" in part]
    if len(set(keys)) == 1:
        facts = replace(facts, conversation=told.get(keys[0]))
    url = entry.get("url")
    source = Source(
        id="",
        digest="",
        size=0,
        media_type="application/octet-stream",
        format="unknown",
        path=None if url else entry["captured_as"],
        url=url,
        capture=Capture(
            time=clock.now(),
            collector=AGENT,
            machine="unknown: an invented capture",
            tool=TOOL,
            method="example",
        ),
    )
    item, _ = add_captured(desk, source, content, facts, agent=AGENT, reason=STORY)
    for recording in item.recordings if "parties" in entry else ():
        parties = {"parties": "; ".join(entry["parties"])}
        describe(desk, recording, agent=AGENT, fields=parties, reason=STORY, index=False)
    for key, conversation in zip(dict.fromkeys(keys), item.conversations, strict=False):
        if key not in told:
            told[key] = conversation
        elif desk.archive.catalog.canonical(conversation) != desk.archive.catalog.canonical(told[key]):
            link(desk, told[key], conversation, agent=AGENT, reason=STORY, index=False)
