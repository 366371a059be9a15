"""Selections: the passages of a project's texts that have codes or notes, each kept with the turn that holds its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from msgspec.structs import replace

from ...model import Turn
from ..markup import local
from .codes import child_text
from .kept import encoded
from .script import Placed, words_between

CODING, NOTE = "coding", "note"
"""Names of what is kept: canonical JSON with `words`, `start` and `end` in the turn's text, `code` or `text`, `by`, `when`,
`selection` (the passage's own id, the same in every turn that it goes through) and `guid`."""
_SELECTIONS = ("PlainTextSelection", "TranscriptSelection")

Extra = list[tuple[str, str]]


class Remarked:
    """What a project says on its texts, by the ids of its codes, users and notes."""

    def __init__(
        self, codes: Mapping[str, str], users: Mapping[str, str], notes: Mapping[str, Mapping[str, str]]
    ) -> None:
        self.codes = codes
        self.users = users
        self.notes = notes
        self.unplaced: list[tuple[str, str]] = []

    def on_whole(self, element: Element) -> Extra:
        """Returns the codes and notes on a text as a whole."""
        return [(kind, encoded(facts)) for kind, facts in self._facts(element)]

    def elsewhere(self, element: Element, text: str) -> None:
        """Tells of the passages of a text without a transcript: no turn can keep them."""
        for selection in _selections(element):
            start, end = _span(selection, element, text)
            for kind, facts in self._facts(selection):
                said = facts.get("code") or facts.get("text", "")
                self.unplaced.append(
                    (kind, f"{kind} “{said[:120]}” on “{text[start:end][:120]}” stands in no transcript")
                )

    def facts_on(self, selection: Element) -> list[tuple[str, dict[str, str]]]:
        """Returns the codes and notes on a passage; its own description is a note where there is nothing else."""
        return self._facts(selection)

    def _facts(self, element: Element) -> list[tuple[str, dict[str, str]]]:
        found: list[tuple[str, dict[str, str]]] = []
        for child in element:
            name = local(child.tag)
            if name == "Coding":
                reference = next((part for part in child if local(part.tag) == "CodeRef"), None)
                code = reference.get("targetGUID", "") if reference is not None else ""
                facts = {
                    "code": self.codes.get(code, code), "by": self.users.get(child.get("creatingUser", ""), ""),
                    "when": child.get("creationDateTime", ""), "guid": child.get("guid", ""),
                }  # fmt: skip
                found.append((CODING, {key: value for key, value in facts.items() if value}))
                found += [
                    (NOTE, dict(self.notes.get(part.get("targetGUID", ""), {"text": part.get("targetGUID", "")})))
                    for part in child
                    if local(part.tag) == "NoteRef"
                ]
            elif name == "NoteRef":
                target = child.get("targetGUID", "")
                found.append((NOTE, dict(self.notes.get(target, {"text": target}))))
        if local(element.tag) in _SELECTIONS and (said := child_text(element, "Description").strip()):
            facts = {"text": said, "by": self.users.get(element.get("creatingUser", ""), "")}
            facts["when"] = element.get("creationDateTime", "")
            found.append((NOTE, {key: value for key, value in facts.items() if value}))
        return found


def kept(
    remarked: Remarked, element: Element, text: str, placed: Sequence[Placed], everywhere: Sequence[Placed] | None
) -> tuple[tuple[Turn, ...], Extra]:
    """Returns the turns with what is written on their words, and what stands on words of no turn.

    `everywhere` are the turns of all transcripts of the text; None where another transcript keeps what is on no turn.
    """
    on_turn: dict[str, Extra] = defaultdict(list)
    rest: Extra = []
    for selection in _selections(element):
        facts = remarked.facts_on(selection)
        if not facts:
            continue
        start, end = _span(selection, element, text)
        parts = words_between(placed, start, end)
        own = {"selection": selection.get("guid", "")}
        for kind, said in facts:
            for each, low, high in parts:
                place = {"words": each.turn.text[low:high], "start": low, "end": high}
                on_turn[each.turn.id].append((kind, encoded({**said, **own, **place})))
            if everywhere is not None and not words_between(everywhere, start, end):
                place = {"words": text[start:end], "from": start, "to": end}
                rest.append((kind, encoded({**said, **own, **place})))
    turns = tuple(
        replace(each.turn, extra=(*each.turn.extra, *on_turn[each.turn.id])) if each.turn.id in on_turn else each.turn
        for each in placed
    )
    return turns, rest


def _selections(element: Element) -> list[Element]:
    return [child for child in element if local(child.tag) in _SELECTIONS]


def _span(selection: Element, element: Element, text: str) -> tuple[int, int]:
    """Returns the code points that a passage takes, held within the text."""
    if local(selection.tag) == "TranscriptSelection":
        points = {each.get("guid", ""): each.get("position", "") for each in element if local(each.tag) == "SyncPoint"}
        ends = (points.get(selection.get("fromSyncPoint", ""), ""), points.get(selection.get("toSyncPoint", ""), ""))
    else:
        ends = (selection.get("startPosition", ""), selection.get("endPosition", ""))
    start = min(int(ends[0]), len(text)) if ends[0].isdecimal() and len(ends[0]) < 12 else 0
    end = min(int(ends[1]), len(text)) if ends[1].isdecimal() and len(ends[1]) < 12 else start
    return start, max(start, end)
