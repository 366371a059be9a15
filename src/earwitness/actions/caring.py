"""`caution`: a passage that a person marks as distressing, so that nobody comes upon it unawares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..errors import BadInput, WrongUsage
from ..identifiers import new_id
from ..model import CAUTION_KINDS, Caution, CautionKind, Finder, Quote, place_of
from . import finding
from .anchoring import Passage, anchored
from .desk import Desk, writing
from .outcomes import Done


def caution(
    desk: Desk, passages: Sequence[Passage], kind: str, *, agent: str, whole: str | None = None, reason: str = ""
) -> Done:  # fmt: skip
    """Marks passages as distressing, or `whole`: a transcript or conversation, by its id.

    Raises BadInput for a kind that is none, NotFound for an unknown id or words that are not there.
    """
    named = kind_named(kind)
    with writing(desk) as pen:
        if whole is not None:
            if passages:
                raise WrongUsage("a whole is marked, or passages of it, not both", hint="name one of them")
            if finding.noun(desk, whole) not in ("transcript", "conversation"):
                raise WrongUsage(
                    f"{whole} is neither a version nor a conversation", hint="name a turn, or one of these"
                )
            record = Caution(id=new_id("caution"), kind=named, whole=whole)
        else:
            record = Caution(id=new_id("caution"), kind=named, quotes=anchored(desk, passages))
        place = place_of(record)
        act, line = pen.act("caution", [record], agent=agent, subjects=[record.id, place], reason=reason)
        message = f"marked as distressing ({named}): {record.id}"
        return Done(
            act=act.id, sequence=line.sequence, verb="caution", subjects=(record.id, place), messages=(message,)
        )


def kind_named(kind: str) -> CautionKind:
    """Returns the kind of caution of that name, hyphens for spaces too. Raises BadInput with those there are."""
    wanted = " ".join(kind.replace("-", " ").casefold().split())
    for known in CAUTION_KINDS:
        if known == wanted:
            return known
    raise BadInput(f"“{kind[:40]}” is no kind of caution", hint="choose one of " + ", ".join(CAUTION_KINDS))


class Cautions:
    """The kinds of caution on each turn of an archive, looked up for some transcripts at once."""

    def __init__(self, desk: Desk, transcripts: Iterable[str]) -> None:
        catalog = desk.archive.catalog
        self._whole: dict[str, list[str]] = {}
        self._turns: dict[tuple[str, str], list[str]] = {}
        self._finders: dict[str, Finder] = {}
        marked = catalog.annotated("caution")
        if not marked:
            return
        named = dict.fromkeys(transcripts)
        homes = catalog.homes(named)
        for name in named:
            places = {name, *catalog.members(homes[name])} & marked if name in homes else set()
            if places:
                self._read(desk, name, places)

    def _read(self, desk: Desk, name: str, places: set[str]) -> None:
        catalog = desk.archive.catalog
        finder: Finder | None = None
        for each in catalog.annotations(places, noun="caution"):
            found = each.annotation
            if not isinstance(found, Caution):
                continue
            if found.whole is not None:
                self._whole.setdefault(name, []).append(found.kind)
                continue
            if finder is None:
                finder = self._finders[name] = Finder(catalog.transcript(name))
            for quote in found.quotes:
                turn = finder.place(quote).turn or finder.turns.get(quote.turn)
                if turn is not None:
                    self._turns.setdefault((name, turn.id), []).append(found.kind)

    def on(self, transcript: str, turn: str) -> tuple[str, ...]:
        """Returns the kinds on a turn, given by its local id."""
        return tuple(dict.fromkeys([*self._whole.get(transcript, ()), *self._turns.get((transcript, turn), ())]))

    def under(self, quotes: Iterable[Quote]) -> tuple[str, ...]:
        """Returns every kind on the turns in which these quotes stand today, or stood: what is written on them is covered
        with them."""
        found: list[str] = []
        for quote in quotes:
            finder = self._finders.get(quote.transcript)
            turn = finder.place(quote).turn if finder is not None else None
            found += self.on(quote.transcript, turn.id if turn is not None else quote.turn)
        return tuple(dict.fromkeys(found))

    def anywhere(self) -> tuple[str, ...]:
        """Returns every kind on any of the transcripts."""
        found = [kind for kinds in (*self._whole.values(), *self._turns.values()) for kind in kinds]
        return tuple(dict.fromkeys(found))
