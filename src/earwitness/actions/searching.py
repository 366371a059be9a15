"""`search`: passages by the words said, in Lucene syntax, with their neighbours."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from ..archive import Spoken
from ..errors import WrongUsage
from ..identifiers import split, within
from ..index import Filters, Matched
from ..index import Hit as Match
from ..model import Transcript, Turn
from ..protect.gate import Gate
from .answers import AlsoHit, Found, Hit, MatchedWord
from .caring import Cautions
from .desk import Desk
from .lexicon import glossed
from .narrowing import filters_of, narrowed_to
from .stretches import found_segments

FACETS = ("language", "kind", "role", "publisher", "month")
"""What a search is counted by, unless told otherwise."""


def search(
    desk: Desk,
    query: str,
    *,
    in_: Sequence[str] | str | None = None,
    speaker: str | None = None,
    role: str | None = None,
    language: str | None = None,
    since: str | None = None,
    until: str | None = None,
    kind: str | None = None,
    publisher: str | None = None,
    during: str | None = None,
    code: str | None = None,
    exact: bool = False,
    limit: int = 10,
    offset: int = 0,
    facets: bool = True,
    by: str | None = None,
    concordance: bool = False,
    glossary: bool = True,
    transliteration: bool = True,
    audience: str = "keeper",
) -> Found:
    """Returns the passages that hold the words, in any form of them unless `exact`; the best first.

    A word that the glossary has also finds the other words for its term, unless `glossary` is off or `exact` on; a name is
    found in other alphabets and by its short forms, unless `transliteration` is off.
    `in_` names conversations, `during` a year or month in which they began, as the facet `month` counts them, `code` a code
    of the codebook with all below it. For an audience of `others` what access or terms hold back is not found, nor counted.
    With `concordance` the answer has lines, as `concord` gives them. Raises BadQuery with the place in the query, NotFound
    for an unknown id.
    """
    if limit < 0 or offset < 0:
        raise WrongUsage("a limit and an offset are 0 or more")
    started = time.perf_counter()
    narrowing: dict[str, Any] = {
        "in_": in_, "speaker": speaker, "role": role, "language": language, "since": since, "until": until,
        "kind": kind, "publisher": publisher, "during": during, "code": code,
    }  # fmt: skip
    if concordance:
        from .concording import concord

        shown: dict[str, Any] = {"exact": exact, "glossary": glossary, "limit": limit, "offset": offset}
        return concord(desk, query, audience=audience, transliteration=transliteration, **shown, **narrowing)
    filters = filters_of(desk, narrowed_to(**narrowing), audience)
    wanted = (by,) if by else FACETS if facets else ()
    ready = glossed(desk) if glossary and not exact else None
    also = ready.lexicon.others if ready is not None else None
    taken: dict[str, Any] = {"exact": exact, "also": also, "names": transliteration}
    found = desk.index.search(query, filters=filters, limit=limit, offset=offset, facets=wanted, **taken)
    segments, segments_total = found_segments(
        desk, query, filters, limit=limit, offset=offset, audience=audience, **taken
    )  # fmt: skip
    beside = _beside(desk, found.hits, filters if audience == "others" else None)
    places = [
        (hit.transcript, hit.number) for hit in (*found.hits, *(other for hits in beside.values() for other in hits))
    ]
    with desk.archive.catalog.snapshot() as catalog:
        turns = catalog.neighbours(places)
        told = catalog.spoken(transcript for transcript, _ in places)
        order = _order(desk, told) if beside else {}
        cautions = Cautions(desk, told)
        stale = stale_words(desk)
    hits = []
    for match in found.hits:
        spoken, turn = told.get(match.transcript), turns.get((match.transcript, match.number))
        if spoken is None or turn is None:
            continue  # the index is a step behind the catalog; `stale` says so
        head, conversation = spoken.transcript, spoken.conversation
        before, after = (turns.get((match.transcript, match.number + step)) for step in (-1, 1))
        language = turn.language or head.language
        others = tuple(_also(match, beside.get(match.passage, ()), turns, told, order))
        # What is marked in one telling of a passage is as hard to bear in another.
        standing = [(head.id, turn.id), *((other.transcript, split(other.turn_id)[1] or "") for other in others)]
        kinds = tuple(dict.fromkeys(kind for place in standing for kind in cautions.on(*place)))
        highlights, matched = desk.index.matched(turn.text, language, query, **taken)
        hits.append(
            Hit(
                conversation=conversation.id,
                transcript=head.id,
                revision=head.revision,
                turn=turn.number,
                turn_id=within(head.id, turn.id),
                speakers=labels(head, turn),
                role=role_in(head, turn),
                language=language,
                date=conversation.held.date,
                text=turn.text,
                highlights=tuple(highlights),
                matched=_why(turn.text, matched),
                before=_neighbour(head, before, audience),
                after=_neighbour(head, after, audience),
                score=match.score,
                title=conversation.title,
                also=tuple(replace(other, cautions=kinds) for other in others),
                cautions=kinds,
                before_cautions=cautions.on(head.id, before.id) if before is not None else (),
                after_cautions=cautions.on(head.id, after.id) if after is not None else (),
            )
        )
    return Found(
        query=query,
        total=found.total,
        turns=found.turns,
        hits=tuple(hits),
        facets={name: [(value, count) for value, count in values] for name, values in found.facets.items()},
        milliseconds=round((time.perf_counter() - started) * 1000, 1),
        stale=stale,
        segments=segments,
        segments_total=segments_total,
    )


def _why(text: str, matched: Sequence[Matched]) -> tuple[MatchedWord, ...]:
    """Returns the words that answer, each once."""
    found = (
        MatchedWord(words=text[one.start : one.end], asked=one.asked, why=one.why, lemma=one.lemma) for one in matched
    )
    return tuple(dict.fromkeys(found))


def _beside(desk: Desk, hits: Sequence[Match], filters: Filters | None) -> dict[int | None, list[Match]]:
    """Returns the turns that stand in the same passages as these, by passage; those that others may not see are left out."""
    keys = [hit.passage for hit in hits if hit.passage is not None]
    seen: dict[int | None, list[Match]] = {}
    if keys:
        withheld_ones = filters and Filters(
            without_transcripts=filters.without_transcripts, without_turns=filters.without_turns
        )
        for other in desk.index.together(keys, filters=withheld_ones):
            seen.setdefault(other.passage, []).append(other)
    return seen


def _order(desk: Desk, told: Mapping[str, Spoken]) -> dict[str, int]:
    """Returns the place of each telling among these: the oldest first, those of round-ups after what they quote."""
    catalog = desk.archive.catalog
    heads = catalog.heads(list(told))
    quoting: set[str] = set()
    if 1 < len({spoken.conversation.id for spoken in told.values()}):
        quoting = {told[name].conversation.id for name in catalog.stretched() if name in told}
    after = [head.id for head in heads if told[head.id].conversation.id in quoting]
    return {id: place for place, id in enumerate([*(head.id for head in heads if head.id not in after), *after])}


def _also(
    match: Match,
    others: Sequence[Match],
    turns: Mapping[tuple[str, int], Turn],
    told: Mapping[str, Spoken],
    order: Mapping[str, int],
) -> Iterator[AlsoHit]:
    """Yields the other turns of a hit's passage, in the order of the tellings."""
    for other in sorted(others, key=lambda one: (order.get(one.transcript, len(order)), one.number)):
        turn, spoken = turns.get((other.transcript, other.number)), told.get(other.transcript)
        if (
            turn is not None
            and spoken is not None
            and (other.transcript, other.number) != (match.transcript, match.number)
        ):
            yield AlsoHit(
                transcript=other.transcript,
                turn=turn.number,
                language=turn.language or spoken.transcript.language,
                text=turn.text,
                turn_id=within(spoken.transcript.id, turn.id),
            )


def labels(head: Transcript, turn: Turn) -> tuple[str, ...]:
    """Returns who speaks a turn, as printed."""
    voices = {speaker.id: speaker for speaker in head.speakers}
    return tuple((voices[id].labels or (voices[id].role or id,))[0] if id in voices else id for id in turn.speakers)


def role_in(head: Transcript, turn: Turn) -> str | None:
    """Returns the role of the first voice of a turn that has one."""
    return next((speaker.role for speaker in head.speakers if speaker.id in turn.speakers and speaker.role), None)


def _neighbour(head: Transcript, turn: Turn | None, audience: str) -> str | None:
    """The turn beside a hit; for others only where it may be seen."""
    if turn is None:
        return None
    if audience == "others":
        gate = Gate()
        barred = {speaker.id for speaker in head.speakers if speaker.access and speaker.access.bars(gate.today)}
        if (turn.access and turn.access.bars(gate.today)) or barred & set(turn.speakers):
            return None
    return turn.text


def stale_words(desk: Desk) -> str | None:
    """Says where the index stands at an older act than the catalog: the next act, or a rebuild, brings it up to date."""
    sequence = desk.archive.catalog.position.sequence
    standing = desk.index.position
    if standing is not None and standing[0] == sequence:
        return None
    at = f"act {standing[0]}" if standing is not None else "no act"
    return f"the index stands at {at}, the archive at act {sequence}: run `earwitness rebuild`"
