"""Sorting: codes on whole conversations, one act for many; what they are about, where a coded passage says what is said."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import Conflict, WrongUsage
from ..identifiers import new_id
from ..model import Code, Codebook, Coding, Record, Statement, place_of
from .coding import new_codes, one_of, usable
from .desk import Desk, Pen, writing
from .outcomes import Done
from .triaging import homes_of


def code_conversations(
    desk: Desk, ids: Sequence[str], name: str, *, agent: str, create: bool = False, reason: str = ""
) -> Done:  # fmt: skip
    """Puts a code on conversations as wholes, in one act; those that have it keep it as it is.

    `create` makes a code that the codebook does not have yet. Raises NotFound for an unknown code or conversation, Conflict
    where the code is retired or stands on all of them already.
    """
    with writing(desk) as pen:
        homes = _homes(desk, ids)
        book = desk.archive.catalog.codebook()
        made: list[Code] = new_codes(book, name, "") if create and not book.named(name) else []
        book = Codebook([*book.codes.values(), *made])
        chosen = usable(book, one_of(book, name))
        coded = set(_standing(desk, book, chosen, homes).values())
        left = [home for home in homes if home not in coded]
        if not left:
            raise Conflict(
                f"{book.path(chosen.id)} stands on {'it' if len(homes) == 1 else 'all of them'} already",
                expected="a conversation without it", found=", ".join(homes[:5]),
                hint="take it off with `earwitness code ID --code CODE --off`",
            )  # fmt: skip
        records: list[Record] = [Coding(id=new_id("coding"), code=chosen.id, whole=home) for home in left]
        said = f"{book.path(chosen.id)} stands on {_many(left)}"
        had = (f"{_many(list(coded))} had it already",) if coded else ()
        return _done(pen, [*made, *records], [chosen.id, *left], (said, *had), agent, reason)


def uncode_conversations(desk: Desk, ids: Sequence[str], name: str, *, agent: str, reason: str = "") -> Done:
    """Takes a code off conversations as wholes, in one act; passages in them keep it.

    Raises NotFound for an unknown code or conversation, Conflict where it stands on none of them.
    """
    with writing(desk) as pen:
        homes = _homes(desk, ids)
        book = desk.archive.catalog.codebook()
        chosen = one_of(book, name)
        standing = _standing(desk, book, chosen, homes)
        if not standing:
            raise Conflict(
                f"{book.path(chosen.id)} stands on {'it' if len(homes) == 1 else 'none of them'} as a whole no more",
                expected="a conversation that has it", found=", ".join(homes[:5]),
                hint="a code on a passage is taken off there: earwitness notes --code CODE",
            )  # fmt: skip
        said: list[Record] = [
            Statement(subject=coding, field="withdrawn", value="true", origin="person", expected="false")
            for coding in standing
        ]
        left = list(dict.fromkeys(standing.values()))
        message = f"{book.path(chosen.id)} is taken off {_many(left)}; undo brings it back"
        return _done(pen, said, [chosen.id, *left], (message,), agent, reason)


def codes_of_wholes(desk: Desk) -> dict[str, tuple[str, ...]]:
    """Returns the paths of the codes on each conversation as a whole, by its canonical id."""
    put = desk.archive.catalog.coded_whole()
    book = desk.archive.catalog.codebook() if put else Codebook()
    found: dict[str, dict[str, None]] = {}
    for home, code in put:
        if path := book.path(code):
            found.setdefault(home, {})[path] = None
    return {home: tuple(sorted(paths)) for home, paths in found.items()}


def _homes(desk: Desk, ids: Sequence[str]) -> list[str]:
    if not ids:
        raise WrongUsage("no conversation was chosen", hint="name conversations by their ids, or tick them")
    for id in ids:
        if not id.startswith("c"):
            raise WrongUsage(
                f"{id[:60]} is no conversation", hint="name conversations (c…), or one turn with words in it"
            )
    return homes_of(desk.archive.catalog, ids)


def _standing(desk: Desk, book: Codebook, code: Code, homes: Sequence[str]) -> dict[str, str]:
    """Returns the codings of that very code on these conversations, each with the conversation."""
    catalog = desk.archive.catalog
    members = [member for home in homes for member in catalog.members(home)]
    written = [each.annotation for each in catalog.annotations(members, noun="coding")]
    own = [each for each in written if isinstance(each, Coding) and book.target(each.code) == code.id]
    found = catalog.homes(place_of(each) for each in own)
    return {each.id: found[place_of(each)] for each in own}


def _many(homes: Sequence[str]) -> str:
    return f"conversation {homes[0]}" if len(homes) == 1 else f"{len(homes):,} conversations"


def _done(
    pen: Pen, records: Sequence[Record], subjects: Sequence[str], said: tuple[str, ...], agent: str, reason: str
) -> Done:  # fmt: skip
    act, line = pen.act("code", records, agent=agent, subjects=subjects, reason=reason)
    return Done(act=act.id, sequence=line.sequence, verb="code", subjects=tuple(subjects), messages=said)
