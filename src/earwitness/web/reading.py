"""The reading page: one conversation, its versions side by side, and where they differ."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect
from msgspec.structs import replace

from ..actions import answers
from ..actions.collating import Collation
from ..actions.cuts import cuts
from ..actions.lexicon import Glossed, glossed
from ..actions.versions import chosen, short_names, strictest, telling, title, version_links, voices
from ..archive import Decided
from ..errors import WrongUsage
from ..identifiers import split
from ..publish import addresses, pages, parts, words
from ..publish.index_lines import IndexOf
from ..publish.later import Later
from ..publish.shape import shape as drawn
from ..publish.sheet import Check, Sheet, lay_out, only
from ..publish.signs import legend
from ..publish.tongue import gettext
from ..publish.work import Strip
from ..tellings.rows import Aligned
from ..tellings.talk import shape
from .glossary import explained
from .keeper import Keeper, wants_data
from .marginalia import written
from .margins import Margin, margin, matches, told_beside
from .player import Sounding, facts
from .rows import coded, known_codes, statement
from .segments import indexes
from .vouching import checks_of, count
from .working import strip

DIFFER = ("", "meaning", "any")
"""What the rows can be kept to."""


@get("/conversations/{name:str}", opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True)
def reading_page(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    name: FromPath[str],
    versions: FromQuery[str] = "",
    differ: FromQuery[str] = "",
    align: FromQuery[str] = "",
    done: FromQuery[str] = "",
    queue: FromQuery[str] = "",
    recording: FromQuery[str] = "",
    t: FromQuery[str] = "",
) -> Response[Any] | Redirect:
    """One conversation. The id of a transcript or turn leads to its place on the page.

    `recording` is the one that is heard, `t` the stretch of it to begin with (`12.3,15.8`).
    """
    shown = keeper.show(name)
    collation = keeper.collation(shown, wait=wants_data(request))
    if name.startswith("t") and not wants_data(request):
        transcript, local = split(name)
        first = chosen(shown, (), collation)
        wanted = (first[0].id, transcript) if all(telling.id != transcript for telling in first) else ()
        return Redirect(
            addresses.conversation(shown.id, versions=wanted, turn=name if local else None), status_code=303
        )
    if differ not in DIFFER:
        raise WrongUsage(f"“{differ[:40]}” is no way to choose rows", hint="differ=meaning or differ=any")
    asked = tuple(part.strip() for part in versions.split(",") if part.strip())
    chosen(shown, asked, collation)
    aligned = keeper.between(shown, collation, asked)
    sounding = Sounding(keeper, shown, recording, t) if shown.recordings else None
    page = Later(
        pages.ReadingPage,
        title(shown),
        lambda: read(
            shown,
            asked,
            collation=collation,
            aligned=aligned,
            decided=keeper.decisions(shown),
            differ=differ,
            align=bool(align) and not keeper.for_others,
            done=keeper.notice(done, request),
            possible=possible(keeper, shown),
            work=strip(keeper, shown.id, queue),
            queue="" if keeper.for_others else queue,
            checked=None if keeper.for_others else checks_of(keeper, shown),
            codebook=() if keeper.for_others else known_codes(keeper.desk),
            glossary=glossed(keeper.desk),
            sounding=sounding,
            indexes=indexes(keeper, shown),
        ),
        letters=letters(shown),
        nonce=secrets.token_urlsafe(16) if sounding is not None else "",
    )
    return keeper.answer_in_pieces(request, page)


def letters(shown: answers.Shown) -> str:
    """Returns the first words of each version, and who says them: enough to know the scripts they are written in."""
    labels = (label for speaker in shown.speakers for label in speaker.labels)
    words = (turn.text[:200] for transcript in shown.transcripts for turn in transcript.turns[:5])
    return " ".join((*labels, *words))


def read(
    shown: answers.Shown,
    asked: Sequence[str] = (),
    *,
    collation: Collation | None = None,
    decided: Sequence[Decided] = (),
    differ: str = "",
    align: bool = False,
    done: parts.DoneNotice | None = None,
    aligned: Sequence[Aligned] = (),
    possible: parts.Link | None = None,
    work: Strip | None = None,
    queue: str = "",
    checked: Mapping[str, Check] | None = None,
    codebook: tuple[str, ...] = (),
    glossary: Glossed | None = None,
    sounding: Sounding | None = None,
    indexes: tuple[IndexOf, ...] = (),
) -> pages.ReadingPage:
    """Returns the reading page of a conversation; `asked` names the versions to show, none: the best two.

    `aligned` are alignments that the collation does not have. Without a collation the first version stands alone, and the
    page says that the others are being compared with it. Raises NotFound where a version is not one of this conversation,
    WrongUsage where there are more than four.
    """
    picked = chosen(shown, asked, collation)
    comparing = collation is None and 1 < len(shown.transcripts)
    names = short_names(shown)
    heard_at = sounding.heard() if sounding is not None else {}
    showing = tuple(
        replace(telling(shown, transcript, names), checked=checked or {}, heard=heard_at)
        for transcript in (picked[:1] if comparing else picked)
    )
    talk = shape(showing[0].turns) if showing else None  # type: ignore[arg-type]
    heard, colours = voices(shown, showing, collation, talk)
    # A version alone is read like a printed play, unless somebody asks where it differs.
    inscribed = written(shown, {version.id for version in showing})
    terms = explained(glossary, showing)
    alone = len(showing) < 2 and not differ and not inscribed.told and not terms
    beside = margin(shown, collation, showing, wording=differ == "any") if collation else Margin({}, {}, 0, 0)
    lined_up: tuple[Aligned, ...] = (*(collation.alignments if collation else ()), *aligned)
    spots = {} if alone else {place: list(found) for place, found in beside.spots.items()}
    for place, found in inscribed.spots.items():
        spots.setdefault(place, []).extend(found)
    sheet = lay_out(showing, lined_up, colours=colours, spots=spots or None)
    if not alone:
        sheet = told_beside(sheet, beside, matches(decided, showing, names), inscribed.told, terms)
    sheet = only(sheet) if differ else sheet
    signs = legend(piece for row in sheet.rows for cell in row.cells for piece in cell.pieces)
    view = {"differ": differ, "align": "1" if align else "", "queue": queue}
    return pages.ReadingPage(
        title=title(shown),
        id=shown.id,
        address=addresses.conversation(shown.id, versions=asked, differ=differ, queue=queue),
        genre=shown.genre or "",
        access=strictest(shown),
        terms=shown.terms,
        held=held(shown.held),
        published=words.day(shown.published),
        place=shown.place or "",
        languages=tuple(words.language(code) for code in shown.languages),
        voices=heard,
        versions=version_links(shown, picked, view),
        sheet=sheet,
        sources=tuple(source_line(source) for source in shown.sources),
        doubts=doubts(shown, picked),
        statements=tuple(statement(said) for said in shown.statements),
        recordings=facts(tuple(sounding.known.values())) if sounding is not None else (),
        player=sounding.player(view, asked) if sounding is not None else None,
        indexes=indexes,
        also=shown.also,
        comparing=comparing,
        differing=sum(variant.material for variant in collation.variants) if collation else 0,
        filters=filters(shown.id, asked, beside, differ, queue) if collation else (),
        lacking=lacking(sheet, lined_up),
        align=align,
        alone=alone,
        view=view_of(shown.id, asked, differ, align, queue),
        done=done,
        matches=possible,
        work=work,
        shape=drawn(talk, showing[0].name) if talk is not None and talk.shares else None,
        cuts=cuts(shown, picked, collation),
        signs=signs,
        codes=coded(shown),
        codebook=codebook,
        writes=writes(shown, sheet),
        checked=() if checked is None else tuple(count(version) for version in showing),
    )


def possible(keeper: Keeper, shown: answers.Shown) -> parts.Link | None:
    """Returns the link to what the conversation may be one with, and how many wait; none for others."""
    if keeper.for_others:
        return None
    count = len(keeper.queue.of(shown.id))
    return parts.Link(text=gettext("possible matches"), address=addresses.matches({"of": shown.id}), count=count)


def filters(name: str, asked: Sequence[str], beside: Margin, differ: str, queue: str) -> tuple[parts.Link, ...]:
    """Returns the ways to choose rows: all, where they differ in meaning, every difference."""
    offered = (
        ("", gettext("All turns"), None),
        ("meaning", gettext("Where they differ in meaning"), beside.meaning),
        ("any", gettext("Every difference"), beside.every),
    )
    return tuple(
        parts.Link(
            text=text,
            address=addresses.conversation(name, versions=asked, differ=value, queue=queue),
            chosen=value == differ,
            count=count,
        )
        for value, text, count in offered
    )


def view_of(name: str, asked: Sequence[str], differ: str, align: bool, queue: str) -> parts.Link:
    """Returns the link into the mode in which a person says what matches, and out of it."""
    return parts.Link(
        text=gettext("Leave the mending") if align else gettext("Mend the rows"),
        address=addresses.conversation(name, versions=asked, differ=differ, align="" if align else "1", queue=queue),
        chosen=align,
    )


def lacking(sheet: Sheet, lined_up: Sequence[Aligned]) -> str:
    """Returns a sentence where versions stand here that were never lined up with the first, empty where all were."""
    known = {frozenset((one.a, one.b)) for one in lined_up}
    first, *others = sheet.columns or (None,)
    apart = [
        column.name for column in others if first and frozenset((first.transcript, column.transcript)) not in known
    ]
    if not apart or first is None:
        return ""
    return gettext("Not lined up with {version}, so each stands by itself: {others}.").format(
        version=first.name, others=", ".join(apart)
    )


def held(shown: answers.HeldShown) -> parts.Held:
    return parts.Held(
        words=words.day(shown.date) or gettext("at a time not known"),
        date=shown.date,
        certainty=shown.certainty,
        why=shown.why,
    )


def source_line(source: answers.SourceShown) -> parts.SourceLine:
    """Returns a publication as one line."""
    where = source.url or source.path or gettext("given without a name")
    return parts.SourceLine(
        id=source.id,
        address=addresses.source(source.id),
        name=source.publisher or source.title or where,
        where=where,
        published=words.day(source.published),
        captured=words.moment(source.captured),
        access=source.access,
    )


def doubts(shown: answers.Shown, picked: Sequence[answers.TranscriptShown]) -> tuple[parts.Doubt, ...]:
    """Returns what the readers were not sure of: of the versions shown, and of every publication."""
    found = []
    for transcript in picked:
        places = {turn.number: turn.id for turn in transcript.turns}
        for doubt in transcript.doubts:
            address = f"#{addresses.turn_anchor(places[doubt.turn])}" if doubt.turn in places else ""
            at = {"turn": places.get(doubt.turn)} if doubt.turn is not None else {}
            found.append(
                parts.Doubt(
                    what=doubt.what, turn=doubt.turn if address else None, address=address,
                    reading=addresses.reading(transcript.source, at) if transcript.source else "",
                )
            )  # fmt: skip
    found.extend(
        parts.Doubt(what=what, reading=addresses.reading(source.id))
        for source in shown.sources
        for what in source.doubts
    )
    return tuple(dict.fromkeys(found))


def writes(shown: answers.Shown, sheet: Sheet) -> tuple[parts.Link, ...]:
    """Returns where one writes down what is on the recordings, or translates a version that is shown."""
    sound = [
        parts.Link(
            text=gettext("Write down what is said on {recording}").format(recording=facts.name or facts.id),
            address=addresses.write(facts.id),
        )
        for facts in shown.recordings
    ]
    told = [
        parts.Link(
            text=gettext("Translate: {version}").format(version=column.name), address=addresses.write(column.transcript)
        )
        for column in sheet.columns
    ]
    return (*sound, *told)
