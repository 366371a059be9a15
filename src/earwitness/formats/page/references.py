"""References: whom `he`, `the woman` or `the younger one` mean in a narrator's prose.

A small memory of the people mentioned, in order. A pronoun means the last person mentioned whom its gender fits; a person
whose gender was open takes that of the pronoun. Where nobody fits, nobody is named.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from .attribution import _WORD, Who, role_word
from .words.roles import FEMALE_WORDS, ROLE_OF
from .words.speech import HE, SHE


class Person(Struct, kw_only=True):
    """Somebody the prose mentions."""

    name: str
    """As first named: `soldier`, `Pustovalov`."""
    role: str = ""
    gender: str = ""
    names: set[str]
    """Every word that was used for them, casefolded."""
    speaks: bool = False
    """True once a quotation was theirs: a pronoun beside the next one means them before anybody only mentioned."""


_GENERIC = frozenset({"man", "woman", "girl", "boy", "child", "voice", "friend"})


class Mentions:
    """The people a narrator has mentioned so far, the last one last."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.people: list[Person] = []
        self.order: list[Person] = []
        for text in texts:
            self.hear(text)

    def hear(self, text: str) -> None:
        """Takes in prose: roles become people, pronouns settle their genders."""
        for match in _WORD.finditer(text):
            word = match.group()
            folded = word.casefold()
            if folded.endswith(("'s", "’s")):
                continue  # “the dead man’s mother” is about her
            if folded in HE or folded in SHE:
                self.point("m" if folded in HE else "f")
            elif (role := role_word(word)) is not None:
                gender = "f" if role in FEMALE_WORDS or folded in FEMALE_WORDS else ROLE_OF[role].gender
                self.meet(Who(name=word, gender=gender, role=ROLE_OF[role].name))

    def point(self, gender: str) -> Person | None:
        """Returns whom a pronoun means, or None."""
        for person in (*(person for person in reversed(self.order) if person.speaks), *reversed(self.order)):
            if person.gender == gender:
                self._last(person)
                return person
        for person in reversed(self.order):
            if not person.gender:
                person.gender = gender
                self._last(person)
                return person
        return None

    def meet(self, who: Who) -> Person:
        """Returns the person a role or a name means, new or known."""
        folded = who.name.casefold()
        known = [person for person in self.people if folded in person.names]
        if not known and who.role:
            known = [
                person
                for person in self.people
                if person.role == who.role and (not who.gender or person.gender in ("", who.gender))
            ]
            if not known and who.role in _GENERIC and who.gender:
                # “The woman” is whoever is a woman here, if only one person can be.
                known = [person for person in self.people if person.gender == who.gender]
                known = known or [person for person in self.people if not person.gender]
                known = known if len(known) == 1 else []
        if known:
            person = known[-1]
            person.gender = person.gender or who.gender
            person.names.add(folded)
        else:
            person = Person(name=who.name, role=who.role, gender=who.gender, names={folded})
            self.people.append(person)
        self._last(person)
        return person

    def named(self, who: Who) -> tuple[str, ...]:
        """Returns the name of the voice an attribution tells of; empty where it tells of none."""
        if who.name:
            person = self.meet(who)
            person.speaks = True
            return (person.name,)
        if who.gender:
            person = self.point(who.gender)
            if person is None:
                person = Person(name="he" if who.gender == "m" else "she", gender=who.gender, names=set())
                self.people.append(person)
                self._last(person)
            person.speaks = True
            return (person.name,)
        return ()

    def _last(self, person: Person) -> None:
        self.order = [other for other in self.order if other is not person]
        self.order.append(person)
