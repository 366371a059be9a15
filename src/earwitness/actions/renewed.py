"""`searches --compare`: what a kept search finds now and did not, what it found and does not, and why."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any

from ..archive import KeptSearch, Logged
from ..errors import EarwitnessError, NotFound
from ..identifiers import split
from ..model import Search
from .answered import ENGINE, Answered, Passage, answered, seen_by_others
from .answers import Found
from .caring import Cautions
from .desk import Desk
from .keeping import newest_of, one_of, shown
from .recorded import Compared, PassageFound, SearchShown, Why
from .searching import labels, stale_words

TOLD = 50
"""New and gone passages that are shown, unless told otherwise."""
NEWS_LARGEST, NEWS_MOST, NEWS_SECONDS = 2_000, 20, 0.15
"""For the news on the front page: the passages of one search, the searches, and the time that all may take."""

WHY: dict[str, Why] = {
    "add": "added", "erase": "erased", "undo": "undone", "reread": "mended", "mend": "mended", "correct": "mended",
    "align": "mended",
    "link": "joined", "unlink": "joined", "part": "joined", "match": "joined", "describe": "described", "note": "written",
    "code": "written", "withdraw": "written",
}  # fmt: skip


def compare_search(desk: Desk, name: str, *, limit: int = TOLD, audience: str = "keeper") -> Compared:
    """Returns what is new since a search was kept, or was last asked again, and what is gone.

    A passage counts as the same while any of its turns, in any version, answers both times. Raises NotFound, BadQuery.
    """
    kept = newest_of(desk, one_of(desk, name))
    search = kept.search
    now = answered(desk, search, audience=audience)
    head = shown(desk, kept, audience=audience)
    notices = tuple(_notices(search, now))
    state: dict[str, Any] = {
        "search": head, "sequence": now.sequence, "head": now.head, "passages": now.passages, "turns": now.turns,
        "conversations": now.conversations, "stale": stale_words(desk),
    }  # fmt: skip
    if not (search.whole and now.whole):
        return Compared(whole=False, notices=notices, **state)
    then = _then(desk, search, audience)
    new, gone = _apart(then, now.found)
    same = len(now.found) - len(new)
    if len(then) - len(gone) != same:
        notices += ("some passages were joined or parted since, so the figures do not add up",)
    return Compared(
        whole=True,
        same=same,
        new=len(new),
        gone=len(gone),
        new_passages=_told(desk, new[:limit], search, now),
        gone_passages=_told(desk, gone[:limit], search, now),
        notices=notices,
        **state,
    )


def ask_again(desk: Desk, name: str, *, limit: int = 10, offset: int = 0, audience: str = "keeper") -> Found:
    """Returns what answers a kept search now, as `search` gives it. Raises NotFound, BadQuery."""
    from .searching import search as ask

    asked = one_of(desk, name).search
    narrowed = {"in_" if field == "in" else field: value for field, value in asked.narrowed}
    off = dict.fromkeys(asked.without, False)
    options: dict[str, Any] = {**narrowed, **off, "exact": asked.exact, "audience": audience}
    return ask(desk, asked.query, limit=limit, offset=offset, **options)


def news(desk: Desk) -> tuple[tuple[SearchShown, int], ...]:
    """Returns the kept searches that find more than when they were asked last, each with how many passages are new.

    It looks at the newest searches only, at those that found little, and for a short while: a front page must not wait.
    """
    started = time.perf_counter()
    every = desk.archive.catalog.kept_searches()
    last = {kept.search.again or kept.search.id: kept for kept in every}
    found = []
    for kept in list(reversed(last.values()))[:NEWS_MOST]:
        search = kept.search
        if (
            not search.whole
            or NEWS_LARGEST < search.passages
            or search.sequence == desk.archive.catalog.position.sequence
        ):
            continue
        if NEWS_SECONDS < time.perf_counter() - started:
            break
        try:
            now = answered(desk, search)
        except EarwitnessError:
            continue  # its own page says what is wrong
        new, _ = _apart(desk.archive.catalog.found_by(search.id), now.found)
        if new:
            first = desk.archive.catalog.kept_search(search.again) if search.again is not None else kept
            found.append((shown(desk, first), len(new)))
    return tuple(found)


def _then(desk: Desk, search: Search, audience: str) -> tuple[Passage, ...]:
    then = desk.archive.catalog.found_by(search.id)
    return seen_by_others(desk, then) if audience == "others" else then


def _apart(then: Sequence[Passage], now: Sequence[Passage]) -> tuple[list[Passage], list[Passage]]:
    """Returns the passages that are new, and those that are gone."""
    before = {turn for passage in then for turn in passage}
    after = {turn for passage in now for turn in passage}
    new = [passage for passage in now if before.isdisjoint(passage)]
    return new, [passage for passage in then if after.isdisjoint(passage)]


def _notices(search: Search, now: Answered) -> Iterator[str]:
    if now.notice:
        yield f"{now.notice}: so nothing is found"
    if search.engine != ENGINE:
        yield f"it was searched by {search.engine}, and is now by {ENGINE}: words may be found otherwise"
    if search.glossary != now.glossary:
        yield "the glossary was changed since, so other words may be found for its terms"


def _told(desk: Desk, passages: Sequence[Passage], search: Search, now: Answered) -> tuple[PassageFound, ...]:
    """Returns passages in the words of their first turn that still stands, each with the last act on it since."""
    with desk.archive.catalog.snapshot() as catalog:
        spoken = catalog.spoken({split(turn)[0] for passage in passages for turn in passage})
        cautions = Cautions(desk, spoken)
        found = []
        for passage in passages:
            act = _last_act(desk, passage, search.sequence)
            why = _why(act, search, now)
            said = PassageFound(turn_id=passage[0])
            for name in passage:
                transcript, local = split(name)
                try:
                    turn = catalog.turn(name).turn
                except NotFound:
                    continue
                head, conversation = spoken[transcript].transcript, spoken[transcript].conversation
                said = PassageFound(
                    turn_id=name,
                    conversation=conversation.id,
                    title=conversation.title,
                    date=conversation.held.date,
                    turn=turn.number,
                    speakers=labels(head, turn),
                    language=turn.language or head.language,
                    text=turn.text,
                    cautions=cautions.on(transcript, local or ""),
                )
                break
            found.append(_with_act(said, act, why))
    return tuple(found)


def _with_act(said: PassageFound, act: Logged | None, why: Why) -> PassageFound:
    from msgspec.structs import replace

    if act is None:
        return replace(said, why=why)
    return replace(said, why=why, act=act.id, agent=act.agent, time=act.time)


def _last_act(desk: Desk, passage: Passage, after: int) -> Logged | None:
    """Returns the last act since then on a passage: on its transcripts, or on the conversations and sources they are of."""
    catalog = desk.archive.catalog
    transcripts = sorted({split(turn)[0] for turn in passage})
    subjects = dict.fromkeys(transcripts)
    for head in catalog.heads(transcripts):
        subjects.update(dict.fromkeys(catalog.members(head.conversation)))
        if head.source is not None:
            subjects[head.source] = None
    acts = [
        act for subject in subjects for act in catalog.acts(subject=subject, after=after, newest_first=True, limit=1)
    ]
    return max(acts, key=lambda act: act.sequence, default=None)


def _why(act: Logged | None, search: Search, now: Answered) -> Why:
    if act is not None:
        return WHY.get(act.verb, "other")
    if search.glossary != now.glossary:
        return "glossary"
    return "engine" if search.engine != ENGINE else "other"


def kept_of(desk: Desk, name: str, *, audience: str = "keeper") -> tuple[SearchShown, tuple[SearchShown, ...]]:
    """Returns a kept search, and the times it was asked again, the oldest first. Raises NotFound."""
    kept: KeptSearch = one_of(desk, name)
    runs = [each for each in desk.archive.catalog.kept_searches() if each.search.again == kept.search.id]
    return (
        shown(desk, kept, len(runs), audience=audience),
        tuple(shown(desk, each, audience=audience) for each in runs),
    )
