"""The tiers and the time order of an ELAN document on their way back into it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ...model import Transcript
from .. import markup
from .tiers import fact, hanging

_NUMBER = re.compile(r"a(\d{1,15})")
_OWN = re.compile(r"(\S+) (\S*)(?: ([^\s{]\S*))?(?: (\{.*))?", re.DOTALL)
NOBODYS = "default"
"""The tier that ELAN opens a new file with; where it names no participant, nobody is said to speak on it."""


class Slot:
    """A place in the time order; its name may come last, when all are known."""

    def __init__(self, name: str, time: int | None, place: float) -> None:
        self.name, self.time, self.place = name, time, place


class Written(NamedTuple):
    """An annotation to be printed."""

    identity: str
    first: Slot | str
    """Its slot, or the annotation it refers to."""
    second: Slot | None
    others: dict[str, str]
    value: str


class Order:
    """The time order, as it was and as it grows."""

    def __init__(self) -> None:
        self.slots: dict[str, Slot] = {}
        self.added: list[Slot] = []

    def take(self, slots: Sequence[tuple[str, int | None]]) -> None:
        place = 0.0
        for name, time in slots:
            place = max(place, time) if time is not None else place
            self.slots.setdefault(name, Slot(name, time, place))

    def slot(self, name: str | None, time: int | None, after: float) -> Slot:
        """Returns the slot of that name as long as it has this time (or neither is known), else a new one."""
        slot = self.slots.get(name) if name is not None else None
        if slot is not None and (time is None or slot.time == time):
            return slot
        slot = Slot("", time, float(time) if time is not None else after)
        self.added.append(slot)
        return slot

    def settled(self) -> list[Slot]:
        """Returns all slots in order, named."""
        slots = list(self.slots.values())
        if not self.added:
            return slots
        fresh = not slots
        slots = sorted([*slots, *self.added], key=lambda slot: slot.place)
        number = 0
        for slot in slots:
            if not slot.name:
                number += 1
                while f"ts{number}" in self.slots and not fresh:
                    number += 1
                slot.name = f"ts{number}"
        return slots


class Pages:
    """The tiers of a document on their way back."""

    def __init__(self, transcript: Transcript, skeleton: str) -> None:
        root = markup.parse(skeleton.encode(), name="document").root
        tiers = [element for element in root.iter() if markup.local(element.tag) == "TIER"]
        self.ids = [element.get("TIER_ID", "") for element in tiers]
        self.names = {name: number for number, name in reversed([*enumerate(self.ids)])}
        self.parents = [element.get("PARENT_REF") for element in tiers]
        self.labels = [
            " ".join((element.get("PARTICIPANT", "").strip() or element.get("TIER_ID", "")).split())
            for element in tiers
        ]
        self.renamed: dict[int, str] = {}
        """Tiers whose every turn another voice says now."""
        self.words: dict[int, int] = {}
        self.kind = next(
            (element.get("LINGUISTIC_TYPE_REF") or "default-lt" for element in tiers if not element.get("PARENT_REF")),
            "default-lt",
        )
        self.tiers: list[list[Written]] = [[] for _ in tiers]
        self.opened: list[str] = []
        """Tiers that the document did not have."""
        self.order = Order()
        self.owns = owns_of(transcript)
        self.last = max(
            (int(match[1]) for name in _used(transcript, self.owns) if (match := _NUMBER.fullmatch(name))), default=0
        )
        self.language = ""
        """The code of the language of new tiers."""
        self.fresh = 0
        self.seen: set[str] = set()

    def tier_of(self, label: str) -> int:
        """Returns the independent tier on which this voice speaks, a new one where there is none."""
        for number, own in enumerate(self.labels):
            if own == (label or NOBODYS) and not self.parents[number]:
                return number
        name = label or NOBODYS
        return self._open(name, None, f" PARTICIPANT={markup.quoted(label)}" if label else "", self.kind)

    def words_of(self, tier: int) -> int:
        """Returns the tier for the words of this one, which is made where it is not yet."""
        if tier not in self.words:
            name = self.ids[tier]
            self.words[tier] = self._open(f"{name} words", name, f" PARENT_REF={markup.quoted(name)}", "words")
        return self.words[tier]

    def _open(self, name: str, parent: str | None, more: str, kind: str) -> int:
        unique, nth = name, 1
        while unique in self.names:
            nth += 1
            unique = f"{name} {nth}"
        kind = f" LINGUISTIC_TYPE_REF={markup.quoted(kind)}"
        language = f" LANG_REF={markup.quoted(self.language)}" if self.language else ""
        self.opened.append(f"\n    <TIER{language}{kind}{more} TIER_ID={markup.quoted(unique)}></TIER>")
        self.names[unique] = len(self.tiers)
        self.ids.append(unique)
        self.parents.append(parent)
        self.labels.append(name)
        self.tiers.append([])
        return len(self.tiers) - 1

    def identity(self, own: str | None = None) -> str:
        """Returns the id, or the next free one where it is taken."""
        if own and own not in self.seen:
            self.seen.add(own)
            return own
        self.fresh += 1
        name = f"a{self.last + self.fresh}"
        self.seen.add(name)
        return name


Own = tuple[str, str, str | None, str]
"""An id in ELAN, its two slots (or the annotation it refers to and None) and other attributes as JSON."""


def owns_of(transcript: Transcript) -> dict[str, Own]:
    """Returns what each turn was in ELAN, by the turn's id: as its extra says, or the list of the whole transcript, which
    has them in the order of the ids as read."""
    found: dict[str, Own] = {}
    for number, listed in enumerate((fact(transcript, "annotations") or "").split(" "), 1):
        parts = listed.rsplit(":", 2)
        if len(parts) == 3:
            found[str(number)] = parts[0], f"ts{parts[1]}", f"ts{parts[2]}", ""
    for turn in transcript.turns:
        value = next((value for name, value in turn.extra[:2] if name == "annotation"), None)
        if value is not None and (match := _OWN.fullmatch(value)) is not None:
            found[turn.id] = match[1], match[2], match[3], match[4] or ""
    return found


def _used(transcript: Transcript, owns: dict[str, Own]) -> set[str]:
    used = {own[0] for own in owns.values()}
    for turn in transcript.turns:
        for _, value, record in hanging(turn, 2):
            used.update(str(name) for name in record[value is None : (value is None) + 1])
    return used
