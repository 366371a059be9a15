"""References: whom `he`, `the woman` or `the younger one` mean in a narrator's prose.

A small memory of the people mentioned, in order. A pronoun means the last person mentioned whom its gender fits, those
first who opened a sentence or spoke; a person whose gender was open takes that of the pronoun. Where nobody fits,
nobody is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from .attribution import Who, gender_of, role_in, role_word
from .words.roles import ROLE_OF
from .words.speech import gender_of_pronoun
from .words.table import table


class Person(Struct, kw_only=True):
    """Somebody the prose mentions."""

    name: str
    """As first named: `soldier`, `Pustovalov`."""
    role: str = ""
    gender: str = ""
    names: set[str]
    """Every word that was used for them, casefolded."""


_WORD_OR_STOP = re.compile(r"[\w'’ʼ-]+|[.?!…:]")
_NAMED = re.compile(
    r"(?<![\w-])([^\W\d_][\w-]{2,}),?\s+((?:named|called|by the name of|по имени|по фамилии|на имя|на ім['’]я|"
    r"на прізвище|o nazwisku|"
    r"imieniem|nommée?|llamad[oa]|namens|di nome)\s+)?(?:[A-ZА-ЯЁІЇЄҐ]\w+\s+)?([A-ZА-ЯЁІЇЄҐŁŚŻ][\w’'-]+)"
)
_POSSESSIVE = table(
    """
    his her their его её ее их його її їх jego jej ich leur su ihr ihre sein seine suo sua zijn haar hun
    """
)
_GENERIC = table(
    """
    man woman girl boy child voice friend
    """
)


_APPOSED = re.compile(
    r"([\w'’-]{3,}),\s+(?:an?|ein|eine|een|une?|uno|una)\s+(?:\w+\s+)??([^\W\d_]{3,})(?=[\s,.;:]|$)", re.IGNORECASE
)
"""`the caller, a baker from the village`: one person, two names."""


class Mentions:
    """The people a narrator has mentioned so far, the last one last."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.people: list[Person] = []
        self.strong: list[Person] = []
        """Who was spoken of as a sentence's first person, or spoke; a pronoun looks here first."""
        self.weak: list[Person] = []
        for text in texts:
            self.hear(text)

    def hear(self, text: str) -> None:
        """Takes in prose: roles become people, pronouns settle their genders."""
        self.introduce(text)
        first = True
        for match in _WORD_OR_STOP.finditer(text):
            word = match.group()
            if word in ".?!…:":
                first = True
                continue
            folded = word.casefold()
            if folded.endswith(("'s", "’s")):
                continue  # “the dead man’s mother” is about her
            if folded in _POSSESSIVE:
                continue  # “tells the dispatcher in his first words” says nothing of the dispatcher
            if gender := gender_of_pronoun(folded, text):
                self.point(gender, strong=first)
                first = False
            elif (role := role_in(word, text)) is not None:
                gender = gender_of(word, role)
                self.meet(
                    Who(name=word if folded in ROLE_OF else role, gender=gender, role=ROLE_OF[role].name), strong=first
                )
                first = False

    def introduce(self, text: str) -> None:
        """Takes in who has two names: “a motorman named Dusek”, “Sergeant Petrenko”."""
        for match in _NAMED.finditer(text):
            role = role_word(match[1])
            if role is not None or match[2]:
                known = ROLE_OF[role] if role else None
                word = match[1] if role is None or match[1].casefold() in ROLE_OF else role
                who = Who(name=word, gender=known.gender if known else "", role=known.name if known else "")
                self.meet(who, strong=False).names.add(match[3].casefold())

        for match in _APPOSED.finditer(text):
            role = role_word(match[1])
            if role is not None:
                known = ROLE_OF[role]
                self.meet(Who(name=match[1], gender=known.gender, role=known.name), strong=False).names.add(
                    match[2].casefold()
                )

    def point(self, gender: str, *, strong: bool = True) -> Person | None:
        """Returns whom a pronoun means, or None."""
        for people in (self.strong, self.weak):
            for person in reversed(people):
                if person.gender in (gender, ""):
                    person.gender = gender
                    self._last(person, strong=strong)
                    return person
        return None

    def meet(self, who: Who, *, strong: bool = True, besides: tuple[str, ...] = ()) -> Person:
        """Returns the person a role or a name means, new or known."""
        folded = who.name.casefold()
        known = [person for person in self.people if folded in person.names]
        if not known and who.role:
            known = [
                person
                for person in self.people
                if not folded.startswith(tuple(name + ending for name in person.names for ending in ("ка", "ka", "in")))
                and person.role == who.role
                and (not who.gender or person.gender in ("", who.gender))
            ]
            if not known and who.role in _GENERIC and who.gender:
                # “The woman” is whoever is a woman here, if only one person can be.
                others = [person for person in self.people if person.name not in besides]
                known = [person for person in self.strong if person.gender == who.gender]
                known = known or [person for person in others if person.gender == who.gender]
                known = known or [person for person in others if not person.gender]
                known = known if len(known) == 1 else []
        if known:
            person = known[-1]
            person.gender = person.gender or who.gender
            person.names.add(folded)
        else:
            person = Person(name=who.name, role=who.role, gender=who.gender, names={folded})
            self.people.append(person)
        self._last(person, strong=strong)
        return person

    def named(self, who: Who, previous: tuple[str, ...] = (), *, besides: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Returns the name of the voice an attribution tells of; empty where it tells of none.

        `previous` spoke last: a pronoun right behind means them only where no other person has its gender for sure.
        `besides` had the reply before: `the woman` who answers is another, whoever else she may be.
        """
        if who.name:
            return (self.meet(who, besides=besides).name,)
        if who.gender:
            sure = [person for person in self.strong if person.gender == who.gender and person.name not in previous]
            last = next((person for person in reversed(self.strong) if person.gender in (who.gender, "")), None)
            if sure and last is not None and not last.gender and last.name in previous:
                self._last(sure[-1], strong=True)
                return (sure[-1].name,)
            person = self.point(who.gender)
            if person is None:
                person = Person(name="he" if who.gender == "m" else "she", gender=who.gender, names=set())
                self.people.append(person)
                self._last(person, strong=True)
            return (person.name,)
        return ()

    def other(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Returns the one who is not the last speaker, where only two can be meant: `отвечает тот`."""
        rest = [person for person in self.people if person.name not in names]
        return (rest[0].name,) if names and len(rest) == 1 else ()

    def _last(self, person: Person, *, strong: bool) -> None:
        people = self.strong if strong else self.weak
        people[:] = [other for other in people if other is not person]
        people.append(person)
