"""`notes` and `codebook`: all that is written on passages, and the codes with how often each was used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from ..archive import Annotated
from ..errors import NotFound, WrongUsage
from ..model import Codebook, Coding, Note, place_of
from . import finding
from .annotated import CodebookShown, CodeShown, NotesListed
from .coding import one_of
from .desk import Desk
from .placing import placed


def notes(
    desk: Desk,
    *,
    code: str | None = None,
    by: str | None = None,
    in_: str | None = None,
    what: str | None = None,
    limit: int | None = 50,
    offset: int = 0,
    without: Collection[str] = (),
    audience: str = "keeper",
) -> NotesListed:
    """Returns notes and coded passages, the newest first: those with a code or one below it, of one person, on one
    conversation. `what` is `notes` or `codings`. `without` names conversations of which nothing is shown nor counted.

    Raises NotFound for an unknown code or conversation. Others are not told which there are: there is nothing on them.
    """
    if (limit is not None and limit < 0) or offset < 0:
        raise WrongUsage("a limit and an offset are 0 or more")
    if what not in (None, "", "notes", "codings"):
        raise WrongUsage(f"“{what}” is nothing to choose", hint="choose notes or codings")
    with desk.archive.catalog.snapshot() as catalog:
        book = catalog.codebook()
        try:
            codes = book.within(one_of(book, code).id) if code else None
            home = finding.conversation_of(desk, in_) if in_ else None
        except (NotFound, WrongUsage):
            if audience != "others":
                raise
            return NotesListed(total=0, notes=(), codings=(), titles={})
        written = [each for each in catalog.annotations() if isinstance(each.annotation, Note | Coding)]
        homes = catalog.homes(place_of(each.annotation) for each in written)
        wanted = [
            each
            for each in reversed(written)
            if _chosen(each, codes, by, what) and _inside(homes.get(place_of(each.annotation)), home, without)
        ]
        page = wanted[offset:] if limit is None else wanted[offset : offset + limit]
        places = dict.fromkeys(place_of(each.annotation) for each in page)
        found = placed(desk, page, [catalog.transcript(place) for place in places if place.startswith("t")], homes)
        titles = {id: catalog.conversation(id).title for id in {homes[place] for place in places}}
        return NotesListed(total=len(wanted), notes=found.notes, codings=found.codings, titles=titles)


def _chosen(each: Annotated, codes: Collection[str] | None, by: str | None, what: str | None) -> bool:
    annotation = each.annotation
    if codes is not None and not (isinstance(annotation, Coding) and annotation.code in codes):
        return False
    if what and not isinstance(annotation, Note if what == "notes" else Coding):
        return False
    return not by or each.agent.casefold() == by.casefold()


def _inside(home: str | None, wanted: str | None, without: Collection[str]) -> bool:
    return home is not None and home not in without and (wanted is None or home == wanted)


def codebook(desk: Desk, *, without: Collection[str] = (), used: bool = False) -> CodebookShown:
    """Returns every code after its parent, with how often it was used; `without` names conversations that do not count.

    With `used` only codes that stand on a passage that counts, or above one that does.
    """
    with desk.archive.catalog.snapshot() as catalog:
        made = {coded.code.id: coded for coded in catalog.codes()}
        book = Codebook(coded.code for coded in made.values())
        written = catalog.annotations(noun="coding")
        homes = catalog.homes(place_of(each.annotation) for each in written)
        count: dict[str, int] = defaultdict(int)
        inside: dict[str, set[str]] = defaultdict(set)
        below: dict[str, int] = defaultdict(int)
        whole: dict[str, set[str]] = defaultdict(set)
        whole_below: dict[str, set[str]] = defaultdict(set)
        for each in written:
            home = homes.get(place_of(each.annotation))
            if not isinstance(each.annotation, Coding) or home is None or home in without:
                continue
            line = book.line(each.annotation.code)
            for code in line:
                inside[code.id].add(home)
                if each.annotation.whole is not None:
                    whole_below[code.id].add(home)
                else:
                    below[code.id] += 1
            if line and each.annotation.whole is not None:
                whole[line[-1].id].add(home)
            elif line:
                count[line[-1].id] += 1
        return CodebookShown(
            codes=tuple(
                CodeShown(
                    id=code.id,
                    name=code.name,
                    path=book.path(code.id),
                    depth=depth,
                    parent=book.line(code.id)[-2].id if depth else None,
                    definition=code.definition,
                    colour=book.colour(code.id),
                    retired=code.retired,
                    passages=count[code.id],
                    passages_below=below[code.id],
                    conversations=len(inside[code.id]),
                    whole=len(whole[code.id]),
                    whole_below=len(whole_below[code.id]),
                    agent=made[code.id].agent,
                    time=made[code.id].time,
                )
                for depth, code in book.in_order()
                if not used or inside[code.id]
            )
        )
