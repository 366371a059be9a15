"""`searches`: the search record. To keep a search, to name it, to write on it, to ask it again, to take it off."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Mapping

from ..archive import KeptSearch
from ..errors import BadInput, Conflict, NotFound, WrongUsage
from ..identifiers import is_id, new_id
from ..model import Search, Statement
from .answered import ENGINE, SWITCHES, answered, conversations_of, seen_by_others
from .desk import Desk, Pen, catch_up, writing
from .outcomes import Done
from .plainly import bounded
from .recorded import Searches, SearchShown

NAME_LONGEST, NOTE_LONGEST = 120, 4_000
NARROWING = (
    "in", "speaker", "role", "language", "kind", "publisher", "during", "code", "since", "until",
)  # fmt: skip
"""What a search can be narrowed by, in the order of the search page."""


def keep_search(
    desk: Desk,
    query: str,
    *,
    agent: str,
    name: str = "",
    note: str = "",
    narrowed: Mapping[str, str | None] | None = None,
    exact: bool = False,
    without: tuple[str, ...] = (),
    reason: str = "",
) -> Done:
    """Makes a search and keeps it, with what answered it, also where nothing did.

    Raises BadQuery, Conflict where another kept search has the name, NotFound for what it is narrowed to and is not there.
    """
    name = one_line(name)
    note = bounded(note, "a note", NOTE_LONGEST)
    asked = asked_for(query, narrowed or {}, exact=exact, without=without)
    with writing(desk) as pen:
        _free(desk, name)
        return _keep(desk, pen, asked, agent=agent, name=name, note=note, reason=reason)


def run_again(desk: Desk, name: str, *, agent: str, note: str = "", reason: str = "") -> Done:
    """Asks a kept search again, of the archive as it stands, and keeps what answers. Raises NotFound."""
    note = bounded(note, "a note", NOTE_LONGEST)
    with writing(desk) as pen:
        first = _first(desk, one_of(desk, name))
        return _keep(desk, pen, first.search, agent=agent, note=note, again=first.search.id, reason=reason)


def rename_search(desk: Desk, name: str, to: str, *, agent: str, reason: str = "") -> Done:
    """Gives a kept search a name, or takes it away for an empty one. Raises Conflict where another has the name."""
    to = one_line(to)
    with writing(desk) as pen:
        kept = one_of(desk, name)
        _free(desk, to, besides=kept.search.id)
        said = f"is called {to} now" if to else "has no name now"
        return _say(pen, kept, "name", to, said, agent=agent, reason=reason)


def note_search(desk: Desk, name: str, note: str, *, agent: str, reason: str = "") -> Done:
    """Writes on a kept search why it was made, in place of what stood there."""
    note = bounded(note.replace("\r\n", "\n"), "a note", NOTE_LONGEST)
    with writing(desk) as pen:
        return _say(pen, one_of(desk, name), "note", note, "has a note now", agent=agent, reason=reason)


def forget_search(desk: Desk, name: str, *, agent: str, reason: str = "") -> Done:
    """Takes a kept search off the record, and the times it was asked again. Undo brings it back, `erase` removes it."""
    with writing(desk) as pen:
        kept = one_of(desk, name)
        runs = [each.search.id for each in desk.archive.catalog.kept_searches() if each.search.again == kept.search.id]
        ids = [kept.search.id, *runs]
        records = [Statement(subject=id, field="withdrawn", value="true", origin="person") for id in ids]
        act, line = pen.act("withdraw", records, agent=agent, subjects=ids, reason=reason)
        said = (
            f"“{kept.search.called}” is off the record; what it asked stays in the archive until you erase it: "
            f"earwitness erase {kept.search.id}"
        )
        return Done(act=act.id, sequence=line.sequence, verb="withdraw", subjects=tuple(ids), messages=(said,))


def searches(
    desk: Desk, *, limit: int | None = None, offset: int = 0, runs: bool = False, audience: str = "keeper"
) -> Searches:
    """Returns the kept searches, the newest first; those that asked one of them again only with `runs`.

    For others the counts are of what they may see.
    """
    if (limit is not None and limit < 0) or offset < 0:
        raise WrongUsage("a limit and an offset are 0 or more")
    with desk.archive.catalog.snapshot() as catalog:
        every = catalog.kept_searches()
        often: dict[str | None, int] = defaultdict(int)
        for kept in every:
            often[kept.search.again] += 1
        wanted = [kept for kept in reversed(every) if runs or kept.search.again is None]
        page = wanted[offset:] if limit is None else wanted[offset : offset + limit]
        return Searches(
            total=len(wanted),
            searches=tuple(shown(desk, kept, often[kept.search.id], audience=audience) for kept in page),
        )


def shown(desk: Desk, kept: KeptSearch, runs: int = 0, *, audience: str = "keeper") -> SearchShown:
    """Returns a kept search as the record shows it."""
    search = kept.search
    counts: tuple[int | None, int | None, int | None] = (search.passages, search.turns, search.conversations)
    if audience == "others":
        counts = (None, None, None)
        if search.whole:
            seen = seen_by_others(desk, desk.archive.catalog.found_by(search.id))
            # The turns beside those that answered stand in a passage too, so only passages can be told.
            counts = (len(seen), None, conversations_of(desk, seen))
    return SearchShown(
        id=search.id,
        name=search.name,
        query=search.query,
        narrowed=dict(search.narrowed),
        exact=search.exact,
        without=search.without,
        note=search.note,
        agent=kept.agent,
        time=kept.time,
        act=kept.act,
        sequence=search.sequence,
        head=search.head,
        engine=search.engine,
        glossary=search.glossary,
        passages=counts[0],
        turns=counts[1],
        conversations=counts[2],
        whole=search.whole,
        again=search.again,
        runs=runs,
    )


def one_of(desk: Desk, name: str) -> KeptSearch:
    """Returns the kept search that an id, a name or a query means, of several equal queries the newest. Raises NotFound."""
    every = desk.archive.catalog.kept_searches()
    wanted = " ".join(name.split())
    tests: tuple[Callable[[Search], bool], ...] = (
        lambda search: search.id == wanted,
        lambda search: search.name == wanted,
        lambda search: search.name.casefold() == wanted.casefold(),
        lambda search: search.again is None and search.query == name.strip(),
    )
    for test in tests if wanted else ():
        for kept in reversed(every):
            if test(kept.search):
                return kept
    names = {kept.search.called.casefold(): kept.search.called for kept in every if kept.search.again is None}
    near = tuple(names[each] for each in difflib.get_close_matches(wanted.casefold(), names, n=3, cutoff=0.5))
    raise NotFound(
        f"no kept search is called “{wanted[:NAME_LONGEST]}”",
        near=near,
        hint="" if near else "`earwitness searches` shows those that were kept",
    )


def newest_of(desk: Desk, kept: KeptSearch) -> KeptSearch:
    """Returns the time a search was asked last and that was kept: itself where it was never asked again."""
    if kept.search.again is not None:
        return kept
    runs = [each for each in desk.archive.catalog.kept_searches() if each.search.again == kept.search.id]
    return runs[-1] if runs else kept


def asked_for(
    query: str, narrowed: Mapping[str, str | None], *, exact: bool = False, without: tuple[str, ...] = ()
) -> Search:
    """Returns what is asked, not yet of any archive. Raises WrongUsage for what a search cannot be narrowed by."""
    if not query.strip():
        raise BadInput("a search needs words", hint="write what you look for")
    for name in narrowed:
        if name not in NARROWING:
            raise WrongUsage(f"a search is not narrowed by “{name[:40]}”", hint="choose from " + ", ".join(NARROWING))
    for name in without:
        if name not in SWITCHES:
            raise WrongUsage(f"“{name[:40]}” is nothing to switch off", hint="choose from " + ", ".join(SWITCHES))
    to = tuple((name, value) for name in NARROWING if (value := (narrowed.get(name) or "").strip()))
    return Search(
        id="", query=query.strip(), narrowed=to, exact=exact, without=without, sequence=0, head="", engine="",
        passages=0, turns=0, conversations=0,
    )  # fmt: skip


def switched_off(asked: Mapping[str, object]) -> tuple[str, ...]:
    """Returns what is switched off in the words of a form or an address: `transliteration=off`."""
    return tuple(name for name in SWITCHES if asked.get(name) == "off")


def one_line(name: str) -> str:
    """Returns a name on one line. Raises BadInput where it is too long, holds controls, or looks like an id."""
    name = " ".join(bounded(name, "the name of a search", NAME_LONGEST).split())
    if is_id(name):
        raise BadInput("a name must not look like an id", hint="call it by what it looks for")
    return name


def _free(desk: Desk, name: str, *, besides: str = "") -> None:
    for kept in desk.archive.catalog.kept_searches() if name else ():
        if kept.search.name.casefold() == name.casefold() and kept.search.id != besides:
            raise Conflict(
                f"a kept search is called “{kept.search.name}” already",
                expected="a name that is free",
                found=kept.search.id,
                hint="choose another name, or ask that one again: earwitness searches NAME --run --keep",
            )


def _first(desk: Desk, kept: KeptSearch) -> KeptSearch:
    return desk.archive.catalog.kept_search(kept.search.again) if kept.search.again is not None else kept


def _keep(
    desk: Desk, pen: Pen, asked: Search, *, agent: str, name: str = "", note: str = "", again: str | None = None,
    reason: str = "",
) -> Done:  # fmt: skip
    """Makes the search with the lock held, so that it is of the state which it names."""
    catch_up(desk)
    found = answered(desk, asked)
    if found.notice and again is None:
        raise NotFound(found.notice, hint="narrow it to what is there")
    record = Search(
        id=new_id("search"),
        query=asked.query,
        name=name,
        note=note,
        narrowed=asked.narrowed,
        exact=asked.exact,
        without=asked.without,
        sequence=found.sequence,
        head=found.head,
        engine=ENGINE,
        glossary=found.glossary,
        passages=found.passages,
        turns=found.turns,
        conversations=found.conversations,
        found=tuple(" ".join(passage) for passage in found.found),
        whole=found.whole,
        again=again,
    )
    subjects = [record.id, *([again] if again is not None else ())]
    act, line = pen.act("keep", [record], agent=agent, subjects=subjects, reason=reason)
    cut = "" if found.whole else "; too many to be kept one by one, so only the counts are"
    said = f"kept as {record.id}: {found.passages} passage(s), at act {found.sequence}{cut}"
    return Done(act=act.id, sequence=line.sequence, verb="keep", subjects=tuple(subjects), messages=(said,))


def _say(pen: Pen, kept: KeptSearch, field: str, value: str, said: str, *, agent: str, reason: str) -> Done:
    id = kept.search.id
    record = Statement(subject=id, field=field, value=value, origin="person")
    act, line = pen.act("describe", [record], agent=agent, subjects=[id], reason=reason)
    message = f"“{kept.search.called}” {said}"
    return Done(act=act.id, sequence=line.sequence, verb="describe", subjects=(id,), messages=(message,))
