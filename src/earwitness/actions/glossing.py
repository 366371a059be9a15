"""`glossary`: the terms, what they mean, and where the archive says them; by the search, so that access is kept to."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ..archive import Spoken
from ..identifiers import within
from ..index import Filters
from ..language.glossary import Use
from ..model import Term, Turn
from ..model.glossary import FILE
from .caring import Cautions
from .desk import Desk
from .glossed import GlossaryChecked, GlossaryShown, TermShown, UseShown, UsesShown
from .lexicon import Glossed, glossed
from .narrowing import withheld
from .searching import labels
from .terms import edited, one_of
from .writings import csv_of

LOOKED_AT = 2_000
"""Passages of a term that are looked at one by one."""
EXAMPLES = 5
COLUMNS = (
    "term", "language", "forms", "meaning", "source", "url", "renderings", "besides", "passages", "conversations",
    "first",
)  # fmt: skip


def glossary(desk: Desk, *, uses: bool = True, audience: str = "keeper") -> GlossaryShown:
    """Returns all terms by name; with `uses` each with how often the archive says it."""
    ready = glossed(desk)
    notice = f"{FILE} was edited and not read in yet: earwitness glossary --load" if edited(desk) else ""
    if ready is None:
        return GlossaryShown(total=0, digest="", terms=(), notice=notice if audience == "keeper" else "")
    filters = _filters(desk, audience)
    terms = [
        shown(term, _counted(desk, ready, number, filters, audience) if uses else None)
        for number, term in enumerate(ready.terms)
    ]
    return GlossaryShown(
        total=len(terms),
        digest=ready.digest,
        terms=tuple(sorted(terms, key=lambda term: (term.term.casefold(), term.slug))),
        notice=notice if audience == "keeper" else "",
    )


def term(desk: Desk, name: str, *, audience: str = "keeper") -> TermShown:
    """Returns one term with where it is said and how translations say it. Raises NotFound with near ones."""
    from .renderings import rendered

    found = one_of(desk, name)
    ready = glossed(desk)
    assert ready is not None
    number = [each.slug for each in ready.terms].index(found.slug)
    filters = _filters(desk, audience)
    return replace(
        shown(found, _uses(desk, ready, number, filters, audience)),
        rendered=rendered(desk, ready, number, filters, audience),
    )


def check_glossary(desk: Desk, *, audience: str = "keeper") -> GlossaryChecked:
    """Returns what a person should look at: terms that translations say in different ways, words of two terms."""
    from .renderings import rendered

    ready = glossed(desk)
    if ready is None:
        notice = glossary(desk, uses=False, audience=audience).notice
        return GlossaryChecked(terms=0, warnings=(), ambiguous=(), unused=(), notice=notice)
    filters = _filters(desk, audience)
    by_form: dict[str, list[str]] = {}
    for each in ready.terms:
        for form in each.spoken:
            by_form.setdefault(form.casefold(), []).append(each.term)
    found = [rendered(desk, ready, number, filters, audience) for number in range(len(ready.terms))]
    return GlossaryChecked(
        terms=len(ready.terms),
        warnings=tuple(one for some in found for one in some if one.differ),
        ambiguous=tuple((form, tuple(names)) for form, names in sorted(by_form.items()) if 1 < len(names)),
        unused=tuple(
            each.term
            for number, each in enumerate(ready.terms)
            if not _counted(desk, ready, number, filters, audience).passages
        ),
        notice=glossary(desk, uses=False).notice if audience == "keeper" else "",
    )


def write_glossary(desk: Desk, *, audience: str = "keeper") -> bytes:
    """Returns the glossary as CSV, with how often each term is said."""
    rows = []
    for each in glossary(desk, audience=audience).terms:
        uses = each.uses
        rows.append(
            (
                each.term, " ".join(each.languages), "; ".join(each.forms),
                " / ".join(f"{code}: {said}" if code else said for code, said in each.meaning.items()), each.source,
                each.url, "; ".join(f"{code}: {', '.join(words)}" for code, words in each.renderings.items()),
                "; ".join(each.besides), uses.passages if uses else "", uses.conversations if uses else "",
                uses.first.turn_id if uses and uses.first else "",
            )
        )  # fmt: skip
    return csv_of(COLUMNS, rows)


def shown(term: Term, uses: UsesShown | None = None) -> TermShown:
    return TermShown(
        term=term.term,
        slug=term.slug,
        languages=term.languages,
        forms=term.forms,
        meaning=term.meaning,
        source=term.source,
        url=term.url,
        renderings=term.renderings,
        besides=term.besides,
        uses=uses,
    )


def query_of(term: Term) -> str:
    """Returns the query that finds any word for a term."""
    return " OR ".join(f'"{form.translate(_NO_QUOTES)}"' for form in term.spoken)


_NO_QUOTES = str.maketrans({'"': " ", "\\": " "})


def places_of(
    desk: Desk, ready: Glossed, number: int, filters: Filters | None
) -> tuple[list[tuple[str, Turn, list[Use]]], bool]:
    """Returns the turns that say a term, each with where, and whether there are more than were looked at.

    Of a passage that several tellings have it is the turn that answers best.
    """
    found = desk.index.search(query_of(ready.terms[number]), filters=filters, limit=LOOKED_AT)
    turns = desk.archive.catalog.neighbours([(hit.transcript, hit.number) for hit in found.hits], before=0, after=0)
    kept: list[tuple[str, Turn, list[Use]]] = []
    for hit in found.hits:
        turn = turns.get((hit.transcript, hit.number))
        uses = [] if turn is None else [use for use in ready.lexicon.uses(turn.text) if number in use.terms]
        if turn is not None and uses:
            kept.append((hit.transcript, turn, uses))
    return kept, len(found.hits) < found.total


def _counted(desk: Desk, ready: Glossed, number: int, filters: Filters | None, audience: str) -> UsesShown:
    return replace(_uses(desk, ready, number, filters, audience), examples=())


def _uses(desk: Desk, ready: Glossed, number: int, filters: Filters | None, audience: str) -> UsesShown:
    found, more = places_of(desk, ready, number, filters)
    told = desk.archive.catalog.spoken({transcript for transcript, _, _ in found})
    found = [each for each in found if each[0] in told]
    found.sort(
        key=lambda each: (told[each[0]].conversation.held.date or "~", told[each[0]].conversation.id, each[1].number)
    )
    homes = dict.fromkeys(told[transcript].conversation.id for transcript, _, _ in found)
    seen: set[str] = set()
    examples: list[tuple[str, Turn, list[Use]]] = []
    for each in found:
        home = told[each[0]].conversation.id
        if home not in seen and len(examples) < EXAMPLES:
            seen.add(home)
            examples.append(each)
    cautions = Cautions(desk, {transcript for transcript, _, _ in examples})
    lines = [_use(each, told[each[0]], cautions) for each in examples]
    return UsesShown(
        passages=len(found),
        at_least=more,
        conversations=len(homes),
        first=lines[0] if lines else None,
        examples=tuple(lines),
    )


def _use(found: tuple[str, Turn, Sequence[Use]], spoken: Spoken, cautions: Cautions) -> UseShown:
    transcript, turn, uses = found
    return UseShown(
        conversation=spoken.conversation.id,
        title=spoken.conversation.title,
        date=spoken.conversation.held.date,
        transcript=transcript,
        turn=turn.number,
        turn_id=within(transcript, turn.id),
        speakers=labels(spoken.transcript, turn),
        language=turn.language or spoken.transcript.language,
        text=turn.text,
        highlights=tuple((use.start, use.end) for use in uses),
        cautions=cautions.on(transcript, turn.id),
    )


def _filters(desk: Desk, audience: str) -> Filters | None:
    """Returns what keeps a search to what this audience may see; what is withheld is not counted."""
    if audience != "others":
        return None
    held_back = withheld(desk)
    return Filters(without_transcripts=held_back.transcripts, without_turns=held_back.turns)
