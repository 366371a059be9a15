"""The methods appendix in words, and as a document: what was searched, how, and how much answered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from . import words
from .method import method
from .tongue import gettext, later

NARROWED = {
    "in": later("Conversation"), "speaker": later("Speaker"), "role": later("Role"), "language": later("Language"),
    "kind": later("Kind"), "publisher": later("Publisher"), "during": later("Took place in"), "code": later("Code"),
    "since": later("Since"), "until": later("Until"),
}  # fmt: skip
SWITCHED_OFF = {
    "glossary": later("the glossary's other words for a term"),
    "transliteration": later("names in other alphabets and their short forms"),
}


class Recorded(Protocol):
    """A kept search, as its verb gives it."""

    @property
    def id(self) -> str: ...
    @property
    def called(self) -> str: ...
    @property
    def query(self) -> str: ...
    @property
    def narrowed(self) -> Mapping[str, str]: ...
    @property
    def exact(self) -> bool: ...
    @property
    def without(self) -> tuple[str, ...]: ...
    @property
    def note(self) -> str: ...
    @property
    def agent(self) -> str: ...
    @property
    def time(self) -> str: ...
    @property
    def sequence(self) -> int: ...
    @property
    def head(self) -> str: ...
    @property
    def engine(self) -> str: ...
    @property
    def glossary(self) -> str: ...
    @property
    def passages(self) -> int | None: ...
    @property
    def turns(self) -> int | None: ...
    @property
    def conversations(self) -> int | None: ...
    @property
    def again(self) -> str | None: ...


class Entry(Struct, frozen=True, kw_only=True):
    """One search of the appendix, in words."""

    called: str
    query: str
    facts: tuple[tuple[str, str], ...]


class Appendix(Struct, frozen=True, kw_only=True):
    """The appendix in words."""

    title: str
    state: str
    method: tuple[str, ...]
    searches: tuple[Entry, ...]


def facts(search: Recorded) -> tuple[tuple[str, str], ...]:
    """Returns what is to be known of a kept search: names and values in words."""
    narrowed = "; ".join(f"{gettext(NARROWED[name])}: {value}" for name, value in search.narrowed.items())
    off = "; ".join(gettext(SWITCHED_OFF.get(name, name)) for name in search.without)
    said = (
        (gettext("Query"), search.query),
        (gettext("Narrowed to"), narrowed),
        (gettext("Words"), gettext("only as typed") if search.exact else gettext("in any form")),
        (gettext("Switched off"), off),
        (gettext("Found"), found(search)),
        (
            gettext("When, and by whom"),
            gettext("{when}, by {agent}").format(when=words.moment(search.time), agent=search.agent),
        ),
        (
            gettext("The archive stood at"),
            gettext("act {n}, SHA-256 {digest}").format(n=words.figure(search.sequence), digest=search.head),
        ),
        (gettext("Searched by"), search.engine),
        (gettext("Glossary"), search.glossary and gettext("SHA-256 {digest}").format(digest=search.glossary)),
        (gettext("Note"), search.note),
    )
    return tuple((name, value) for name, value in said if value)


def found(search: Recorded) -> str:
    """Returns how much answered, in words."""
    if search.passages == 0:
        return gettext("nothing")
    if search.passages is None:
        return gettext("too much to be told for others")
    counts = [words.count(search.passages, "passage")]
    if search.conversations is not None:
        counts.append(words.count(search.conversations, "conversation"))
    if search.turns is not None:
        counts.append(words.count(search.turns, "turn"))
    return " · ".join(counts)


def in_words(
    chosen: Sequence[Recorded], *, archive: str, sequence: int, head: str, for_others: bool = False
) -> Appendix:
    """Returns the appendix of these searches, from an archive that stands at that act."""
    called = {each.id: each.called for each in chosen}
    return Appendix(
        title=gettext("Searches made"),
        state=gettext("From the archive {origin}, which stands at act {n}, SHA-256 {digest}.").format(
            origin=archive, n=words.figure(sequence), digest=head
        ),
        method=method(for_others=for_others),
        searches=tuple(
            Entry(
                called=gettext("{name}, asked again").format(name=called.get(each.again, each.called))
                if each.again is not None
                else each.called,
                query=each.query,
                facts=facts(each),
            )
            for each in chosen
        ),
    )


def markdown(appendix: Appendix) -> str:
    """Returns the appendix as Markdown, in which no sign of a query is markup."""
    lines = [f"# {appendix.title}", "", _flat(appendix.state), "", f"## {gettext('How words are found')}", ""]
    for said in appendix.method:
        lines += [said, ""]
    lines += [f"## {gettext('The searches')}", ""]
    for number, entry in enumerate(appendix.searches, 1):
        lines += [f"### {number}. {_flat(entry.called)}", ""]
        lines += [f"- {name}: {_code(value) if value == entry.query else _flat(value)}" for name, value in entry.facts]
        lines.append("")
    return "\n".join(lines)


def _flat(text: str) -> str:
    """Returns words on one line in which no sign is markup."""
    return re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", " ".join(text.split()))


def _code(query: str) -> str:
    """Returns a query as it was typed, between more backticks than it holds."""
    ticks = "`" * (1 + max((len(run) for run in re.findall(r"`+", query)), default=0))
    query = " ".join(query.split())
    return f"{ticks} {query} {ticks}" if "`" in query else f"{ticks}{query}{ticks}"


def html(appendix: Appendix) -> str:
    """Returns the appendix as a page that stands alone: no style, no script, no address."""
    from .render import environment

    return environment().get_template("appendix.html").render(appendix=appendix)
