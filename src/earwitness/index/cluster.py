"""The index in a cluster: what OpenSearch is told of the fields, and the documents that it holds.

They are the documents of the index on this machine, with three differences: dates are ranges of days, a turn that shares
its passage with nobody is a passage of its own, and the turns that a turn answers stand in its document.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .replies import ANSWERS, SPEECH

ANSWERED = "answered"
"""The field of a document that holds the turns it answers."""

_WORDS = {"type": "text", "analyzer": "whitespace"}
_CODE = {"type": "keyword"}
_DAYS = {"type": "date_range", "format": "strict_date"}
_PROPERTIES: dict[str, Any] = {
    **dict.fromkeys(("text", "exact", "note", "note_exact", "speaker", "role", "publisher"), _WORDS),
    **dict.fromkeys(("conversation", "transcript", "turn_id", "language", "kind", "genre", "mark", "code"), _CODE),
    "number": {"type": "integer"},
    "held": _DAYS,
    "published": _DAYS,
}
_OWN: dict[str, Any] = {
    **dict.fromkeys(("month", "speaker_label", "role_label", "publisher_label", "code_label", "passage"), _CODE),
    "order": {"type": "long"},
}
_HERE = ("place", "nudge", "note_there", SPEECH, ANSWERS)
"""What only the index on this machine has a use for."""


def mapping() -> dict[str, Any]:
    """Returns the body that makes the index in a cluster."""
    return {
        "settings": {"index": {"number_of_shards": 3, "number_of_replicas": 1}},
        "mappings": {
            "dynamic": "strict",
            "properties": {
                **_PROPERTIES,
                **_OWN,
                ANSWERED: {"type": "nested", "dynamic": "strict", "properties": _PROPERTIES},
            },
        },
    }


def documents(turns: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yields id and document of each turn of one transcript, from what the index here keeps of them, in their order."""
    said: dict[int, list[dict[str, Any]]] = {}
    """The turns of the last speeches, by key: at most two are needed."""
    for turn in turns:
        made = _document(turn)
        plain = {name: value for name, value in made.items() if name in _PROPERTIES}
        answered = said.get(turn[ANSWERS]) if ANSWERS in turn else None
        if SPEECH in turn:
            if turn[SPEECH] not in said:
                said = {turn[SPEECH]: []}
            said[turn[SPEECH]].append(plain)
        yield f"{turn['transcript']}.{turn['turn_id']}", {**made, **({ANSWERED: answered} if answered else {})}


def _document(turn: Mapping[str, Any]) -> dict[str, Any]:
    made = {name: value for name, value in turn.items() if name not in _HERE}
    for name in ("held", "published"):
        first, last = made.pop(name + "_from", None), made.pop(name + "_to", None)
        if first is not None and last is not None:
            made[name] = {"gte": dt.date.fromordinal(first).isoformat(), "lte": dt.date.fromordinal(last).isoformat()}
    own = f"{turn['transcript']}.{turn['turn_id']}"
    made["passage"] = str(made["passage"]) if "passage" in made else own
    return made
