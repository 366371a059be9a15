"""`note`: a remark on a passage, an answer to one, a new wording; and taking what was written off the page again."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import Conflict, WrongUsage
from ..identifiers import new_id
from ..model import Note, Record, Statement, place_of
from .anchoring import Passage, anchored
from .desk import Desk, writing
from .outcomes import Done
from .plainly import plain

LONGEST = 20_000
"""Characters of a note."""


def note(
    desk: Desk, passages: Sequence[Passage], text: str, *, agent: str, reason: str = ""
) -> Done:  # fmt: skip
    """Writes a note on the passages. Raises NotFound for an unknown turn or words that it does not hold, BadInput where the
    text is empty or too long."""
    text = plain(text, "a note", LONGEST)
    with writing(desk) as pen:
        record = Note(id=new_id("note"), text=text, quotes=anchored(desk, passages))
        act, line = pen.act("note", [record], agent=agent, subjects=[record.id, place_of(record)], reason=reason)
        message = f"note {record.id} stands on {_turns(record)}"
        return Done(
            act=act.id, sequence=line.sequence, verb="note", subjects=(record.id, place_of(record)), messages=(message,)
        )


def answer(desk: Desk, to: str, text: str, *, agent: str, reason: str = "") -> Done:
    """Writes a note that answers another, on the same passage. Raises NotFound, BadInput."""
    text = plain(text, "a note", LONGEST)
    with writing(desk) as pen:
        asked = _note(desk, to)
        record = Note(id=new_id("note"), text=text, quotes=asked.quotes, answers=asked.id)
        act, line = pen.act("note", [record], agent=agent, subjects=[record.id, place_of(record)], reason=reason)
        message = f"note {record.id} answers {asked.id}"
        return Done(
            act=act.id, sequence=line.sequence, verb="note", subjects=(record.id, place_of(record)), messages=(message,)
        )


def reword(desk: Desk, id: str, text: str, *, agent: str, expected: str | None = None, reason: str = "") -> Done:
    """Words a note anew; the earlier wording stays in the log. Raises Conflict, with both shown, where the note no longer
    says what was `expected`."""
    text = plain(text, "a note", LONGEST)
    with writing(desk) as pen:
        found = _note(desk, id)
        said = Statement(subject=found.id, field="text", value=text, origin="person", expected=expected)
        act, line = pen.act("note", [said], agent=agent, subjects=[found.id, place_of(found)], reason=reason)
        message = f"note {found.id} is worded anew"
        return Done(
            act=act.id, sequence=line.sequence, verb="note", subjects=(found.id, place_of(found)), messages=(message,)
        )


def withdraw(desk: Desk, id: str, *, agent: str, reason: str = "", verb: str = "withdraw") -> Done:
    """Takes a note, a coding or a caution off the page; it stays in the log, and undo brings it back.

    Raises NotFound, Conflict where somebody took it off already.
    """
    with writing(desk) as pen:
        found = desk.archive.catalog.annotation(id)
        if found.annotation.withdrawn:
            raise Conflict(
                f"{id} was taken off already, by {found.changed_by}",
                expected="something that stands",
                found="taken off",
            )
        said: list[Record] = [Statement(subject=id, field="withdrawn", value="true", origin="person", expected="false")]
        place = place_of(found.annotation)
        act, line = pen.act(verb, said, agent=agent, subjects=[id, place], reason=reason)
        what = type(found.annotation).__name__.lower()
        return Done(
            act=act.id, sequence=line.sequence, verb=verb, subjects=(id, place),
            messages=(f"{what} {id} is taken off; undo brings it back",),
        )  # fmt: skip


def _note(desk: Desk, id: str) -> Note:
    found = desk.archive.catalog.annotation(id).annotation
    if not isinstance(found, Note):
        raise WrongUsage(f"{id} is a {type(found).__name__.lower()}, not a note", hint="see them: earwitness notes")
    if found.withdrawn:
        raise Conflict(f"the note {id} was taken off", expected="a note that stands", found="taken off")
    return found


def _turns(record: Note) -> str:
    numbers = sorted({quote.number for quote in record.quotes})
    return f"turn {numbers[0]}" if len(numbers) == 1 else f"turns {numbers[0]} to {numbers[-1]}"
