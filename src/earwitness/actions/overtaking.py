"""Overtaking: an edit beside what others did since the person looked. What still fits is carried out, what is so already is
done, and what clashes is told with every version of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..errors import Clash, EarwitnessError
from ..formats.signed import signed
from ..formats.signs import voices
from ..identifiers import split, within
from ..model import Transcript, Turn
from .amending import Amending
from .edits import Drop, Edit, Insert, Language, Marked, Merge, Move, Split, Times, Voices, Words, concerned
from .rebasing import said

if TYPE_CHECKING:
    from ..archive.catalog import Catalog


def to_do(
    catalog: Catalog, now: Transcript, edits: Sequence[Edit], clashes: list[Clash]
) -> tuple[list[Edit], list[str], list[str]]:
    """Returns the edits to carry out, the turns of those that were made on an older revision, and of those that are done."""
    wanted: list[Edit] = []
    late: list[str] = []
    done: list[str] = []
    bases: dict[int, Transcript] = {now.revision: now}
    for edit in edits:
        revision = edit.revision if edit.revision is not None else now.revision
        if revision not in bases:
            bases[revision] = catalog.transcript(now.id, revision)
        base = bases[revision]
        turns = _turns(edit, base)
        if is_so(edit, now, base):
            done.append(edit.turn)
            continue
        found = [clash for local in turns if (clash := _clash(edit, local, base, now)) is not None]
        if found:
            clashes += found
            continue
        if revision != now.revision:
            late.append(edit.turn)
            if isinstance(edit, Merge):  # the neighbour that the person saw, whatever stands there now
                edit = replace(
                    edit, into=within(now.id, next(local for local in turns if within(now.id, local) != edit.turn))
                )
        wanted.append(edit)
    return wanted, late, done


def _turns(edit: Edit, base: Transcript) -> list[str]:
    """Returns the local ids of the turns that an edit concerns, in the revision it was made on."""
    own = split(edit.turn)[1]
    if own is None:
        return []
    found = [own]
    if isinstance(edit, Merge):
        order = [turn.id for turn in base.turns]
        place = order.index(own) if own in order else -1
        by = {"previous": -1, "next": 1}.get(edit.into)
        if by is None:
            found.append(str(split(edit.into)[1]))
        elif 0 <= place and 0 <= place + by < len(order):
            found.append(order[place + by])
    elif isinstance(edit, Move) and edit.to not in ("up", "down", "first"):
        found.append(str(split(edit.to)[1]))
    return found


def _clash(edit: Edit, local: str, base: Transcript, now: Transcript) -> Clash | None:
    """Returns how a turn that an edit concerns is no longer what the person saw; None where it is."""
    old = next((turn for turn in base.turns if turn.id == local), None)
    head = next((turn for turn in now.turns if turn.id == local), None)
    if old is None and head is None:
        return None  # made by an edit before this one, or nowhere: carrying it out tells
    mine = within(now.id, local) == edit.turn
    seen = edit.was if mine and edit.was is not None else None
    as_seen = old is not None and (seen is None or _plain(seen) == _plain(signed(old)))
    if head is not None and old is not None and as_seen:
        if concerned(edit) == "place" or _unchanged(old, head):
            return None
    return Clash(
        turn=within(now.id, local),
        revision=base.revision,
        revision_now=now.revision,
        before=seen if seen is not None else line_of(old, base) if old is not None else "",
        yours=_typed(edit) if mine else "",
        found=line_of(head, now) if head is not None else None,
        line=signed(head) if head is not None else None,
    )


def _unchanged(old: Turn, head: Turn) -> bool:
    """Says whether a turn says what it said: who may see it is not what it says."""
    return said(replace(old, access=None)) == said(replace(head, access=None))


def is_so(edit: Edit, now: Transcript, base: Transcript) -> bool:
    """Says whether what an edit is to bring stands already: it was sent before, or somebody else did the same."""
    order = [turn.id for turn in now.turns]
    own = str(split(edit.turn)[1])
    head = now.turns[order.index(own)] if own in order else None
    if isinstance(edit, Words | Times | Language | Marked | Voices):
        if head is None:
            return False
        trial = Amending(now, now, named=0)
        try:
            trial.amend(edit)
        except EarwitnessError:
            return False
        return trial.speakers == now.speakers and said(trial.turn(edit.turn)) == said(head)
    known = {turn.id for turn in base.turns}
    if isinstance(edit, Merge):
        return any(own in turn.once and turn.id != own for turn in now.turns) if head is None else False
    if isinstance(edit, Split) and edit.lines is not None and head is not None:
        after = now.turns[order.index(own) + 1 : order.index(own) + 2]
        return (
            _plain(signed(head)) == _plain(edit.lines[0])
            and bool(after)
            and own in after[0].once
            and after[0].id not in known
            and _plain(signed(after[0])) == _plain(edit.lines[1])
        )
    if isinstance(edit, Insert) and base.revision < now.revision:
        place = 0 if split(edit.turn)[1] is None else order.index(own) + 1 if own in order else len(order)
        after = now.turns[place : place + 1]
        return bool(after) and after[0].id not in known and _plain(signed(after[0])) == _plain(edit.line)
    if isinstance(edit, Drop):
        return head is None and own in known
    return False


def _plain(line: str) -> str:
    return " ".join(line.split())


def _typed(edit: Edit) -> str:
    match edit:
        case Words():
            return edit.line if edit.line is not None else edit.text or ""
        case Insert():
            return edit.line
        case Split() if edit.lines is not None:
            return "\n".join(edit.lines)
    return ""


def line_of(turn: Turn, transcript: Transcript) -> str:
    """Returns a turn as a person sees it: who speaks, and the words with their signs."""
    names = voices(transcript)
    who = " + ".join(names.get(speaker, speaker) for speaker in turn.speakers)
    return f"{who}: {signed(turn)}" if who else signed(turn)
