"""Narrowing: what a search, a concordance or a count is confined to, and what is withheld from others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..errors import BadInput, NotFound
from ..index import Filters
from ..protect.gate import Gate
from . import finding
from .desk import Desk
from .hearings import blind_of


class Narrowing(Struct, frozen=True, kw_only=True):
    """What narrows a search beside its query, as people give it."""

    in_: tuple[str, ...] = ()
    """Ids of conversations."""
    speaker: str | None = None
    role: str | None = None
    language: str | None = None
    since: str | None = None
    until: str | None = None
    kind: str | None = None
    publisher: str | None = None
    during: str | None = None
    """A year or month in which they began, as the facet `month` counts them."""
    code: str | None = None
    """A code of the codebook, with all below it."""


def narrowed_to(*, in_: Sequence[str] | str | None = None, **values: str | None) -> Narrowing:
    """Returns what a call of a verb is narrowed to."""
    return Narrowing(in_=(in_,) if isinstance(in_, str) else tuple(in_ or ()), **values)


def filters_of(desk: Desk, narrowing: Narrowing, audience: str) -> Filters:
    """Returns the filters as the index takes them; for others with what is withheld, neither found nor counted.

    Raises NotFound for an unknown id, BadInput for a month or code that is none.
    """
    withheld_ones = withheld(desk) if audience == "others" else hidden(desk)
    return Filters(
        in_=_members(desk, narrowing.in_, audience) if narrowing.in_ else None,
        speaker=_one(narrowing.speaker),
        role=_one(narrowing.role),
        language=_one(narrowing.language),
        since=narrowing.since,
        until=narrowing.until,
        kind=_one(narrowing.kind),
        publisher=_one(narrowing.publisher),
        during=_month(narrowing.during) if narrowing.during else None,
        code=_one(_path(desk, narrowing.code, audience)) if narrowing.code else (),
        # What is withheld is neither found nor counted, so that nothing shows by a count.
        without_transcripts=withheld_ones.transcripts,
        without_turns=withheld_ones.turns,
    )


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _month(text: str) -> str:
    """Returns a year or a month. Raises BadInput where it is none."""
    if not re.fullmatch(r"\d{4}(-\d{2})?", text.strip()):
        raise BadInput(f"“{text[:60]}” is no year or month", hint="write 2031 or 2031-11")
    return text.strip()


def _path(desk: Desk, code: str, audience: str) -> str:
    """Returns the path of a code. Others are not told which codes there are: one that is not there finds nothing."""
    from .coding import one_of

    book = desk.archive.catalog.codebook()
    if audience == "others" and len(book.named(code)) != 1:
        return code
    return book.path(one_of(book, code).id)


def _members(desk: Desk, conversations: Sequence[str], audience: str) -> tuple[str, ...]:
    catalog = desk.archive.catalog
    found: list[str] = []
    for id in conversations:
        try:
            found += catalog.conversation(finding.conversation_of(desk, id)).members
        except NotFound:
            # Others are not told which ids there are: one that is withheld finds as little as one that never was.
            if audience != "others":
                raise
    return tuple(found)


def of_conversations(desk: Desk, conversations: Sequence[str], filters: Filters, audience: str) -> Filters:
    """Returns the filters confined to these conversations. Raises NotFound for an unknown id."""
    return replace(filters, in_=_members(desk, conversations, audience))


class Withheld(Struct, frozen=True, kw_only=True):
    """What others may not see: transcripts as a whole, and of others single turns by their local ids."""

    transcripts: tuple[str, ...] = ()
    turns: tuple[tuple[str, tuple[str, ...]], ...] = ()


def hidden(desk: Desk) -> Withheld:
    """Returns what is hidden from who looks, because they write a blind draft of it."""
    if not desk.reader:
        return Withheld()
    catalog = desk.archive.catalog
    homes = blind_of(desk, desk.reader)
    return Withheld(
        transcripts=tuple(each.id for home in homes for each in catalog.transcripts_of(home, with_turns=False))
    )


def withheld(desk: Desk) -> Withheld:
    """Returns what access and terms hold back from others today."""
    gate = Gate()
    key = (desk.archive.catalog.position, gate.today)
    if key not in desk.withheld:
        desk.withheld.clear()
        desk.withheld[key] = _withheld(desk, gate)
    found = desk.withheld[key]
    assert isinstance(found, Withheld)
    return found


def _withheld(desk: Desk, gate: Gate) -> Withheld:
    catalog = desk.archive.catalog
    whole: list[str] = []
    turns: list[tuple[str, tuple[str, ...]]] = []
    for id in catalog.guarded():
        transcript = catalog.transcript(id)
        seen = gate.visible_turns(
            transcript,
            exit=desk.door,
            conversations=[catalog.conversation(transcript.conversation).conversation],
            sources=finding.same_words(desk, transcript),
            recordings=finding.heard_on(desk, transcript),
        )
        if not seen:
            whole.append(id)
        elif len(seen) < len(transcript.turns):
            turns.append((id, tuple(turn.id for turn in transcript.turns if turn.number not in seen)))
    return Withheld(transcripts=tuple(whole), turns=tuple(turns))
