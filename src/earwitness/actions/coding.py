"""`code`: a code on a passage, and the acts on the codebook: add, define, rename, move, merge, retire."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import BadInput, Conflict, NotFound, WrongUsage
from ..identifiers import new_id
from ..model import Code, Codebook, Coding, Record, Statement, place_of
from ..model.codebook import SEPARATOR
from .anchoring import Passage, anchored
from .desk import Desk, Pen, writing
from .outcomes import Done
from .plainly import plain

NAME_LONGEST, DEFINITION_LONGEST, DEEPEST = 120, 4_000, 12
COLOURS = 8


def code(
    desk: Desk, passages: Sequence[Passage], name: str, *, agent: str, create: bool = False, reason: str = ""
) -> Done:  # fmt: skip
    """Puts a code on the passages. `create` makes one that the codebook does not have yet.

    Raises NotFound for an unknown code or turn, Conflict where the code is retired or stands on these very words already.
    """
    with writing(desk) as pen:
        book = desk.archive.catalog.codebook()
        quotes = anchored(desk, passages)
        made: list[Code] = []
        if create and not book.named(name):
            made = new_codes(book, name, "")
            book = Codebook([*book.codes.values(), *made])
        chosen = usable(book, one_of(book, name))
        for other in desk.archive.catalog.annotations([quotes[0].transcript], noun="coding"):
            coding = other.annotation
            if isinstance(coding, Coding) and book.target(coding.code) == chosen.id and _same(coding, quotes):
                raise Conflict(
                    f"{book.path(chosen.id)} stands on these words already, by {other.agent}",
                    expected="a passage without it", found=coding.id,
                )  # fmt: skip
        record = Coding(id=new_id("coding"), code=chosen.id, quotes=quotes)
        act, line = pen.act(
            "code", [*made, record], agent=agent, subjects=[record.id, chosen.id, place_of(record)], reason=reason
        )
        message = f"{book.path(chosen.id)} stands on {len({quote.turn for quote in quotes})} turn(s): {record.id}"
        return Done(
            act=act.id, sequence=line.sequence, verb="code", subjects=(record.id, chosen.id, place_of(record)),
            messages=(message,),
        )  # fmt: skip


def add_code(
    desk: Desk, path: str, *, agent: str, means: str = "", colour: int | None = None, reason: str = ""
) -> Done:  # fmt: skip
    """Adds a code, with those above it that are not there yet: `grief/loss`. Raises Conflict where it is there already."""
    with writing(desk) as pen:
        book = desk.archive.catalog.codebook()
        made = new_codes(book, path, means, colour)
        if not made:
            raise Conflict(f"there is a code {path} already", expected="a new code", found=one_of(book, path).id)
        book = Codebook([*book.codes.values(), *made])
        return _done(pen, made, [one.id for one in made], f"the codebook has {book.path(made[-1].id)}", agent, reason)


def define_code(
    desk: Desk, name: str, means: str, *, agent: str, expected: str | None = None, reason: str = ""
) -> Done:  # fmt: skip
    """Says what a code means and when to use it."""
    means = plain(means, "a definition", DEFINITION_LONGEST) if means.strip() else ""
    return _say(desk, name, {"definition": means}, "means now: " + (means or "nothing said"), agent, reason, expected)


def rename_code(
    desk: Desk, name: str, to: str, *, agent: str, expected: str | None = None, reason: str = ""
) -> Done:  # fmt: skip
    """Gives a code another name, at the place where it is. Raises Conflict, with both shown, where it was renamed meanwhile
    (`expected` is the name that was seen), or where a neighbour has the name."""
    to = _name(to)
    return _say(desk, name, {"name": to}, f"is called {to} now", agent, reason, expected)


def move_code(
    desk: Desk, name: str, under: str | None, *, agent: str, expected: str | None = None, reason: str = ""
) -> Done:  # fmt: skip
    """Moves a code with all below it under another, or to the top for None; `expected` is the parent's id that was seen."""
    parent = one_of(desk.archive.catalog.codebook(), under).id if under else ""
    return _say(desk, name, {"parent": parent}, f"stands {'under ' + under if under else 'at the top'} now", agent,
                reason, expected)  # fmt: skip


def merge_codes(desk: Desk, name: str, into: str, *, agent: str, reason: str = "") -> Done:
    """Makes one code of two: passages of the first count as the second's, and what lay below it lies there. Undo parts them."""
    target = one_of(desk.archive.catalog.codebook(), into)
    return _say(desk, name, {"into": target.id}, f"counts as {target.name} now", agent, reason, None)


def retire_code(desk: Desk, name: str, *, agent: str, restore: bool = False, reason: str = "") -> Done:
    """Takes a code out of use, or back into it; what it stands on keeps it."""
    said = "is in use again" if restore else "is retired; what it stands on keeps it"
    return _say(desk, name, {"retired": "false" if restore else "true"}, said, agent, reason,
                "true" if restore else "false")  # fmt: skip


def one_of(book: Codebook, name: str) -> Code:
    """Returns the one code that an id, a path or a name means. Raises NotFound with near ones, WrongUsage where several do."""
    found = book.named(name)
    if len(found) == 1:
        return found[0]
    if found:
        raise WrongUsage(
            f"{len(found)} codes are called {name}",
            hint="name one by its path: " + ", ".join(book.path(each.id) for each in found),
        )
    import difflib

    paths = {book.path(each.id).casefold(): book.path(each.id) for _, each in book.in_order()}
    near = difflib.get_close_matches(name.casefold(), paths, n=3, cutoff=0.5)
    raise NotFound(
        f"the codebook has no code {name[:NAME_LONGEST]}",
        near=tuple(paths[each] for each in near),
        hint="" if near else f"add it: earwitness code --add “{name[:NAME_LONGEST]}”",
    )


def usable(book: Codebook, code: Code) -> Code:
    """Returns the code. Raises Conflict where it is retired."""
    if code.retired:
        raise Conflict(
            f"the code {book.path(code.id)} is retired", expected="a code in use", found="retired",
            hint="choose another, or bring it back: earwitness code --restore",
        )  # fmt: skip
    return code


def new_codes(book: Codebook, path: str, means: str, colour: int | None = None) -> list[Code]:
    """Returns the codes that a path needs and the codebook has not, the uppermost first."""
    names = [_name(part) for part in path.split(SEPARATOR)]
    if DEEPEST < len(names):
        raise BadInput(f"a path may have {DEEPEST} codes; this one has {len(names)}", hint="make it less deep")
    if colour is not None and not 1 <= colour <= COLOURS:
        raise BadInput(f"{colour} is no colour of the codebook", hint=f"choose 1 to {COLOURS}")
    means = plain(means, "a definition", DEFINITION_LONGEST) if means.strip() else ""
    made: list[Code] = []
    parent: str | None = None
    for depth, name in enumerate(names, 1):
        present = Codebook([*book.codes.values(), *made])
        there = next(
            (each for each in present.children(parent) if each.name.casefold() == name.casefold()), None
        )  # fmt: skip
        if there is None:
            own = colour if depth == len(names) and colour else (len(present.children()) % COLOURS) + 1
            there = Code(
                id=new_id("code"), name=name, parent=parent, definition=means if depth == len(names) else "",
                colour=own if parent is None or (depth == len(names) and colour) else 0,
            )  # fmt: skip
            made.append(there)
        parent = there.id
    return made


def _name(text: str) -> str:
    name = " ".join(plain(text, "the name of a code", NAME_LONGEST).split())
    if SEPARATOR in name:
        raise BadInput(f"the name of a code holds no {SEPARATOR}, which parts a path", hint="move it: --move")
    return name


def _say(
    desk: Desk, name: str, fields: dict[str, str], said: str, agent: str, reason: str, expected: str | None
) -> Done:
    """States something of a code, after checking that the codebook stays a tree whose paths are told apart."""
    with writing(desk) as pen:
        book = desk.archive.catalog.codebook()
        found = one_of(book, name)
        path = book.path(found.id)
        statements = [
            Statement(
                subject=found.id, field=field, value=value, origin="person",
                expected=expected if field != "parent" else None,
            )
            for field, value in fields.items()
        ]  # fmt: skip
        # A parent is compared here, for a merge may have put another in its place than what was stated.
        _check_tree(book, found, fields, expected)
        return _done(pen, statements, [found.id], f"{path} {said}", agent, reason)


def _check_tree(book: Codebook, found: Code, fields: dict[str, str], expected: str | None) -> None:
    line = book.line(found.id)
    parent = line[-2].id if 1 < len(line) else None
    for field, standing in (("name", found.name), ("parent", found.parent or ""), ("definition", found.definition)):
        if field in fields and expected is not None and expected != standing:
            shown = tuple(
                book.path(value) or "the top" if field == "parent" else value for value in (expected, standing)
            )
            raise Conflict(
                f"the {field} of {book.path(found.id)} is no longer “{shown[0]}”: it is “{shown[1]}”",
                expected=expected,
                found=standing,
                hint="look at the codebook again, and say it anew if you still want it",
            )
    below = book.within(found.id)
    target = fields.get("parent") or fields.get("into")
    if target is not None and target in below:
        raise WrongUsage("a code cannot be put under itself, or under one below it", hint="choose another place")
    if "name" in fields or "parent" in fields:
        home = (fields["parent"] or None) if "parent" in fields else parent
        wanted = fields.get("name", found.name).casefold()
        for other in book.children(home):
            if other.id != found.id and other.name.casefold() == wanted:
                raise Conflict(
                    f"there is a code {book.path(other.id)} already", expected="a name that is free", found=other.id,
                    hint="merge the two: earwitness code --merge",
                )  # fmt: skip


def _same(coding: Coding, quotes: Sequence[object]) -> bool:
    return tuple(coding.quotes) == tuple(quotes)


def _done(pen: Pen, records: Sequence[Record], subjects: Sequence[str], said: str, agent: str, reason: str) -> Done:
    act, line = pen.act("code", records, agent=agent, subjects=subjects, reason=reason)
    return Done(act=act.id, sequence=line.sequence, verb="code", subjects=tuple(subjects), messages=(said,))
