"""The headers of CHAT: who takes part, in which languages, when and where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from ...model import Held

TOGETHER = " + "
"""Between the names of several who speak at once; CHAT has one speaker a line."""
NOBODY = "UNK"
"""The code of a speaker whom nobody could tell, where no name is given for it."""
SAYS_NOTHING = ("Participant", "Unidentified")
"""Roles that CHAT has for those of whom none is known."""
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DATE = re.compile(r"(\d{1,2})-([A-Z]{3})-(\d{4})")
_LIST = re.compile(r"[,\s]+")


class Participant(NamedTuple):
    """One of those whom `@Participants` names."""

    code: str
    label: str
    """The name where one is given and nobody else has it, else the code."""
    role: str | None
    labels: list[str]
    """The label; or the labels of several who speak at once."""


class Heads:
    """What the headers say."""

    def __init__(self) -> None:
        self.participants: dict[str, Participant] = {}
        self.languages: list[str] = []
        self.media: list[str] = []
        self.title: str | None = None
        self.made_by: str | None = None
        self.place: str | None = None
        self.held = Held()

    def read(self, records: Iterable[str]) -> None:
        roles: dict[str, str] = {}
        named: list[tuple[str, str, str]] = []
        for record in records:
            key, _, value = record.partition(":")
            value = " ".join(value.split())
            if key == "@Participants":
                named = [_named(one) for one in value.split(",") if one.strip()]
            elif key == "@ID":
                fields = value.split("|")
                if 7 < len(fields) and fields[7].strip():
                    roles[fields[2].strip()] = fields[7].strip()
            elif key == "@Languages":
                self.languages = [one for one in _LIST.split(value) if one]
            elif key == "@Media" and value:
                self.media.append(value)
            elif key == "@Title":
                self.title = value or None
            elif key == "@Transcriber":
                self.made_by = value or None
            elif key == "@Location":
                self.place = value or None
            elif key == "@Date" and (match := _DATE.fullmatch(value.upper())) and match[2] in _MONTHS:
                date = f"{match[3]}-{_MONTHS.index(match[2]) + 1:02}-{int(match[1]):02}"
                self.held = Held(date=date, certainty="stated", why="stated in @Date")
        self._cast(named, roles)

    def _cast(self, named: list[tuple[str, str, str]], roles: dict[str, str]) -> None:
        names = Counter(name for _, name, _ in named)
        codes = {code for code, _, _ in named}
        known = set(names) | codes
        for code, name, role in named:
            label = name if name and names[name] == 1 and (name == code or name not in codes) else code
            several = label.split(TOGETHER)
            together = 1 < len(several) and set(several) <= known
            stated = role or roles.get(code, "")
            stated = "" if stated in SAYS_NOTHING else stated.replace("_", " ")
            self.participants[code] = Participant(code, label, stated or None, several if together else [label])


def _named(participant: str) -> tuple[str, str, str]:
    """Returns the code, the name (empty where none is given) and the role of one of `@Participants`."""
    parts = participant.split()
    name = " ".join(parts[1:-1]).replace("_", " ")
    return parts[0], " ".join(name.split()), parts[-1] if 1 < len(parts) else ""
