"""The acts on the glossary: terms added, changed, taken out; the edited file read in; the starter added.

Every one keeps the whole file as it is then, so the newest is the glossary, and `glossary.toml` is its copy for a person to
edit. What a person edited is never written over: it is read in first, or the act is refused.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..digests import sha256
from ..errors import BadInput, Conflict, NotFound, StorageFailed
from ..formats import glossary as file
from ..model import Glossary, Term
from ..model.glossary import FILE, slug
from .desk import INDEX_FOLDER, Desk, Pen, writing
from .lexicon import glossed
from .outcomes import Done

SUBJECT = "glossary"


def add_term(desk: Desk, term: Mapping[str, Any], *, agent: str, reason: str = "") -> Done:
    """Adds a term, given as the file has it. Raises MalformedText for one that is none, Conflict where it is there."""
    (made,) = _checked([term])
    with writing(desk) as pen:
        if standing := _named(desk, made.term):
            raise Conflict(
                f"the glossary has “{standing.term}” already", expected="a new term", found=standing.term,
                hint=f"change it: earwitness glossary --change “{standing.term}”",
            )  # fmt: skip
        return _put(pen, [made], agent=agent, reason=reason, said=f"the glossary has “{made.term}”")


def change_term(
    desk: Desk, name: str, fields: Mapping[str, Any], *, agent: str, expected: str | None = None, reason: str = ""
) -> Done:
    """Says something of a term anew; what is not given stays. `expected` is the digest of the glossary that was looked at.

    Raises NotFound for an unknown term, Conflict where it was changed meanwhile or where another has the new name.
    """
    with writing(desk) as pen:
        standing = one_of(desk, name)
        if expected is not None and expected != desk.archive.catalog.glossary_digest():
            raise Conflict(
                f"the glossary was changed since you looked at “{standing.term}”", expected=expected,
                found=desk.archive.catalog.glossary_digest(),
            )  # fmt: skip
        (made,) = _checked([{**as_table(standing), **fields}])
        other = _named(desk, made.term)
        if other is not None and other.slug != standing.slug:
            raise Conflict(f"the glossary has “{other.term}” already", expected="a new name", found=other.term)
        if made == standing:
            raise BadInput(f"“{standing.term}” says all this already", hint="nothing was to be changed")
        gone = [standing.slug] if made.slug != standing.slug else []
        return _put(pen, [made], gone, agent=agent, reason=reason, said=f"“{made.term}” is changed")


def remove_term(desk: Desk, name: str, *, agent: str, reason: str = "") -> Done:
    """Takes a term out. Raises NotFound for an unknown one."""
    with writing(desk) as pen:
        standing = one_of(desk, name)
        return _put(pen, [], [standing.slug], agent=agent, reason=reason, said=f"“{standing.term}” is taken out")


def add_starter(desk: Desk, *, agent: str, reason: str = "") -> Done:
    """Adds the terms that come with Earwitness; those that are there already stay as they are."""
    with writing(desk) as pen:
        known = {term.slug for term in terms_of(desk)}
        new = [term for term in starter() if term.slug not in known]
        if not new:
            raise BadInput("the glossary has all terms of the starter already", hint="nothing was to be added")
        said = f"{len(new)} term(s) of the starter added"
        return _put(pen, new, agent=agent, reason=reason or "the starter glossary", said=said)


def load_glossary(desk: Desk, content: bytes | None = None, *, agent: str, name: str = FILE, reason: str = "") -> Done:
    """Reads in `glossary.toml` as a person left it, or this file in its place. Its bytes are kept as they are.

    Raises MalformedText with the line where something is off, NotFound without a file, BadInput where nothing changed.
    """
    with writing(desk) as pen:
        if content is None:
            content = _on_disk(desk)
            if content is None:
                raise NotFound(f"there is no {FILE} in the archive", hint="make one: earwitness glossary --starter")
        after = file.read(content, name)
        digest, _ = desk.archive.catalog.glossary()
        if digest == sha256(content):
            raise BadInput(f"{name} is the glossary that stands", hint="edit it, then read it in")
        before = {term.slug: term for term in terms_of(desk)}
        new = {term.slug: term for term in after}
        changed = sum(slug_ in before and before[slug_] != term for slug_, term in new.items())
        said = (
            f"{len(new.keys() - before.keys())} term(s) added, {changed} changed, "
            f"{len(before.keys() - new.keys())} taken out"
        )
        return _keep(pen, content.decode("utf-8"), agent=agent, reason=reason, said=said)


def starter() -> tuple[Term, ...]:
    """Returns the terms that come with Earwitness."""
    found: list[Term] = []
    for entry in sorted((files("earwitness.language") / "starter").iterdir(), key=lambda entry: entry.name):
        found += file.read(entry.read_bytes(), entry.name)
    return tuple(found)


def terms_of(desk: Desk) -> tuple[Term, ...]:
    """Returns the terms that stand."""
    return file.read(desk.archive.catalog.glossary()[1].encode())


def one_of(desk: Desk, name: str) -> Term:
    """Returns the term that a name, its address or another word for it means. Raises NotFound with near ones."""
    found = _named(desk, name)
    if found is not None:
        return found
    import difflib

    every = {form.casefold(): form for term in terms_of(desk) for form in term.spoken}
    near = tuple(every[each] for each in difflib.get_close_matches(name.casefold(), every, n=3, cutoff=0.6))
    shown = name if len(name) <= 60 else name[:60] + "…"
    raise NotFound(
        f"the glossary has no term “{shown}”", near=near, hint="" if near else "`earwitness glossary` lists them"
    )


def _named(desk: Desk, name: str) -> Term | None:
    wanted = slug(name)
    terms = terms_of(desk)
    exact = next((term for term in terms if term.slug == wanted), None)
    return exact or next((term for term in terms if wanted in map(slug, term.spoken)), None)


def as_table(term: Term) -> dict[str, Any]:
    """Returns a term as the file has it."""
    return {
        "term": term.term, "language": list(term.languages), "forms": list(term.forms),
        "meaning": dict(term.meaning) if "" not in term.meaning else term.meaning[""], "source": term.source,
        "url": term.url, "renderings": {code: list(words) for code, words in term.renderings.items()},
        "besides": list(term.besides),
    }  # fmt: skip


def _checked(tables: Sequence[Mapping[str, Any]]) -> tuple[Term, ...]:
    """Returns the terms of tables that came from a command or a form, by the rules of the file."""
    return file.Reading("what was given", "", {"term": [dict(table) for table in tables]}).terms()


def _put(
    pen: Pen, put: Sequence[Term], gone: Collection[str] = (), *, agent: str, reason: str, said: str
) -> Done:  # fmt: skip
    _want_no_edits(pen.desk)
    text = pen.desk.archive.catalog.glossary()[1] or file.HEAD
    return _keep(pen, file.changed(text, put, tuple(gone)), agent=agent, reason=reason, said=said)


def _keep(pen: Pen, text: str, *, agent: str, reason: str, said: str) -> Done:
    if file.LARGEST < len(text.encode()):
        raise BadInput("the glossary would be too large", hint=f"at most {file.LARGEST:,} bytes")
    act, line = pen.act("glossary", [Glossary(text=text)], agent=agent, subjects=[], reason=reason or said)
    write_out(pen.desk)
    glossed(pen.desk)  # made ready now, so that nobody who reads or searches waits for the dictionaries
    return Done(act=act.id, sequence=line.sequence, verb="glossary", subjects=(), messages=(said,))


def _want_no_edits(desk: Desk) -> None:
    if edited(desk):
        raise Conflict(
            f"{FILE} was edited and not read in yet", expected="the file as the last act left it", found="another",
            hint="have it read in first: earwitness glossary --load",
        )  # fmt: skip


def edited(desk: Desk) -> bool:
    """Says whether a person changed `glossary.toml`: it is no version of the glossary, not an older one either."""
    content = _on_disk(desk)
    return content is not None and sha256(content) not in desk.archive.catalog.glossary_digests()


def write_out(desk: Desk) -> None:
    """Brings `glossary.toml` to what stands: written whole or not at all, and taken away where there is no glossary."""
    digest, text = desk.archive.catalog.glossary()
    path = desk.path / FILE
    try:
        if not digest:
            path.unlink(missing_ok=True)
        elif _on_disk(desk) != text.encode():
            fresh = desk.path / INDEX_FOLDER / f"{FILE}.{os.getpid()}.new"
            fresh.write_bytes(text.encode())
            fresh.replace(path)
    except OSError as error:
        raise StorageFailed(
            f"what was done is kept, but {FILE} could not be written: {error.strerror}",
            hint="make room, then `earwitness rebuild` writes it again", path=str(path),
        ) from error  # fmt: skip


def _on_disk(desk: Desk) -> bytes | None:
    """Returns the bytes of the file as they are on the disk; None where there is none. A link is not followed."""
    path: Path = desk.path / FILE
    if path.is_symlink() or not path.is_file():
        return None
    try:
        with path.open("rb") as opened:
            return opened.read(file.LARGEST + 1)
    except OSError as error:
        raise StorageFailed(f"{FILE} cannot be read: {error.strerror}", path=str(path)) from error
