"""What things are called that acts touched: conversations by their titles, notes by their first words, codes by paths.

It is for the keeper, who alone sees the log. A note's words stand in it only where the passage under them is not covered.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..actions import Desk
from ..actions.caring import Cautions
from ..archive.named import Named
from ..identifiers import split, within
from ..model import CautionKind
from ..publish import addresses, care, parts, words
from ..publish.tongue import gettext, later

NAME = 60
"""How many letters of a name stand in the log."""

NOUNS = {
    "n": later("a note"),
    "k": later("a code"),
    "g": later("a coded passage"),
    "w": later("a passage marked as distressing"),
    "l": later("a link"),
    "d": later("a decision"),
    "h": later("a mended reading"),
    "r": later("a recording"),
    "q": later("a kept search"),
}
"""What an id names, by its first letter, where nothing stands that could name it better."""


class Called:
    """Looks up for some ids at once what they name."""

    def __init__(self, desk: Desk, names: Iterable[str]) -> None:
        self._named = desk.archive.catalog.named({split(name)[0] for name in names})
        under = [quote.transcript for found in self._named.values() for quote in found.quotes]
        self._cautions = Cautions(desk, under) if under else None

    def __contains__(self, name: str) -> bool:
        return name in self._named

    def subject(self, name: str) -> parts.Subject:
        """Returns a thing by its name, with a link to it; one that has no name by what it is and its id."""
        whole, inner = split(name)
        found = self._named.get(whole)
        if found is None:
            noun = NOUNS.get(whole[:1])
            text = f"{gettext(noun)} {name}" if noun is not None else name
            return parts.Subject(text=text, address=address(name), id=name)
        kinds = self._cautions.under(found.quotes) if self._cautions is not None and whole[0] == "n" else ()
        text = self._text(whole, found, kinds)
        text = f"{text}, {inner}" if inner else text
        return parts.Subject(text=text, address=address(name, found), id=name, cautions=kinds)

    def _text(self, whole: str, found: Named, kinds: tuple[str, ...]) -> str:
        match whole[0]:
            case "a":
                return gettext("act {n}").format(n=found.name)
            case "k":
                return gettext("the code {path}").format(path=short(found.name))
            case "g":
                return gettext("a passage coded {path}").format(path=short(found.name))
            case "w":
                kind: CautionKind = found.name  # type: ignore[assignment]
                return gettext("a passage about {what}").format(what=gettext(care.ABOUT[kind]))
            case "n" if care.covers(kinds):
                return gettext("a note on a covered passage")
            case "q":
                return gettext("the search “{words}”").format(words=short(found.name))
            case "n":
                return gettext("the note “{words}”").format(words=short(found.name))
        unnamed = gettext("Untitled conversation") if whole[0] in "ct" else gettext("Given without a name")
        text = short(found.name) or unnamed
        if found.kind:
            return f"{text} ({', '.join((words.kind(found.kind), words.language(found.language)))})"
        return text


def short(text: str) -> str:
    """Returns a name in one line that the log has room for."""
    flat = " ".join(text.split())
    return flat if len(flat) <= NAME else flat[: NAME - 1] + "…"


def address(name: str, found: Named | None = None) -> str:
    """Returns where a thing is read: what is written, at its turn. What has no place of its own leads to the acts on it."""
    whole, _ = split(name)
    if found is not None and found.quotes:
        return addresses.conversation(within(found.quotes[0].transcript, found.quotes[0].turn))
    if found is not None and found.whole:
        return addresses.conversation(found.whole)
    if found is not None and whole[0] == "q":
        return addresses.kept_search(whole)
    if found is not None and whole[0] == "k":
        return addresses.codebook({"code": whole})
    return name_link(name).address or addresses.log({"subject": whole})


def name_link(name: str) -> parts.Link:
    """Returns a link to what an id names; an id that has no page of its own leads nowhere."""
    whole, _ = split(name)
    link = ""
    if whole.startswith(("c", "t")):
        link = addresses.conversation(name)
    elif whole.startswith("s"):
        link = addresses.source(whole)
    elif whole.startswith("a"):
        link = addresses.log({"subject": whole})
    return parts.Link(text=name, address=link)
