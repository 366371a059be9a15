"""What the people of the fictional inquiry desk wrote, looked for and explained, and where their work stands."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from ..actions.anchoring import Passage
from ..actions.caring import caution
from ..actions.coding import add_code, code
from ..actions.desk import Desk
from ..actions.keeping import keep_search
from ..actions.noting import note
from ..actions.terms import load_glossary
from ..actions.triaging import triage
from ..errors import NotFound
from ..identifiers import within

PEOPLE = ("Ines Marlow", "Olha Denys")
"""Invented, as all of it; they take turns."""


def write(desk: Desk, told: Mapping[str, str], places: Mapping[str, str]) -> None:
    """Writes it all into the example archive.

    `told` gives the conversation by its key, `places` the path or address under which a file of the example was captured.
    """
    here = files(__package__) / "meridian"
    table = tomllib.loads((here / "writings.toml").read_text(encoding="utf-8"))
    for entry in table["code"]:
        add_code(desk, entry["path"], agent=PEOPLE[0], means=entry["means"])
    for number, entry in enumerate(table["on"]):
        passages = [_passage(desk, places[entry["source"]], entry["words"])]
        agent = PEOPLE[number % len(PEOPLE)]
        if "code" in entry:
            code(desk, passages, entry["code"], agent=agent)
        if "note" in entry:
            note(desk, passages, entry["note"], agent=agent)
        if "caution" in entry:
            caution(desk, passages, entry["caution"], agent=agent, reason=entry["reason"])
    load_glossary(desk, (here / "glossary.toml").read_bytes(), agent=PEOPLE[1], reason="words of the crews")
    for entry in table["search"]:
        keep_search(desk, entry["query"], agent=PEOPLE[0], name=entry["name"], note=entry["note"])
    for entry in table["work"]:
        given: dict[str, Any] = {name: entry[name] for name in ("status", "priority") if name in entry}
        triage(desk, [told[entry["conversation"]]], agent=PEOPLE[1], add_sets=entry.get("sets", ()), **given)


def _passage(desk: Desk, place: str, words: str) -> Passage:
    """Returns the words in the turn of that file which has them. Raises NotFound where none has."""
    catalog = desk.archive.catalog
    for source in catalog.sources():
        if place in (source.url, source.path):
            for transcript in catalog.transcripts_from(source.id):
                for turn in transcript.turns:
                    if words in turn.text:
                        return Passage(turn=within(transcript.id, turn.id), words=words)
    raise NotFound(f"no turn of {place} has the words “{words}”")
