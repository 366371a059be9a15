"""Labels: who speaks in a subtitle, where a line says so by convention.

`JOHN:`, `MAN 2:` and `DR. WEBB (on phone):` in capitals, `[SPEAKER_01]:` in brackets, each alone on its line or before the
words, behind a dash or `>>` too. A label in small letters (`John:`) counts only in a file where such labels are the rule.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

_OPENING = r"[ \t]*(?:[-–—‐][ \t]*|>{2,3}[ \t]*)?"
_BARE = r"[^\n:;!?()\[\]<>{}«»“”\"♪]{0,39}+"
_ASIDE = r"[(\[][^()\[\]\n]{1,40}[)\]]"
_LABEL = re.compile(
    rf"{_OPENING}(?:\[(?P<square>[^\[\]\n]{{1,80}})\]:|(?P<bare>[^\W_]{_BARE})(?P<aside>{_ASIDE})?:)(?=\s|$)"
)
_CANDIDATE = re.compile(rf"\n{_OPENING}([^\W\d_]{_BARE})(?:{_ASIDE})?:(?=\s|$)")
_NUMBERED = re.compile(
    r"(?i)(?:speaker|spk|voice|спикер|диктор|мовець|sprecher|intervenant|locuteur|hablante)[ _]?[\dA-ZА-Я]{1,3}"
)
_SMALL = frozenset("of the de la le du van von der den di da del bin al el as and und et y i и і та".split())
_NEVER = frozenset("NOTE NB N.B PS P.S WARNING ATTENTION OK TIME DATE URL HTTP HTTPS".split())
SHARE = 3
"""Labels in small letters are the rule where they open one cue of so many."""
LOUD = 0.6
"""A file with more of its letters in capitals than this is printed in capitals throughout."""


class Line(NamedTuple):
    """A line of a cue, and whose it is."""

    label: str | None
    """None: the line goes on with who spoke before it."""
    words: str


class Labels:
    """The labels that one file uses."""

    def __init__(self, accepted: Collection[str] = (), *, capitals: bool = True) -> None:
        self.accepted = frozenset(accepted)
        self.capitals = capitals
        """Whether capitals tell a label from words; they do not in a file printed in capitals."""
        self._known: dict[str, bool] = {}

    @classmethod
    def of(cls, text: str, cues: Callable[[], int]) -> Labels:
        """Returns the labels of a file with this text; `cues` counts those that say anything, and is asked if it matters."""
        if ":" not in text:
            return cls()
        capitals = not _is_loud(text)
        counts = Counter(" ".join(label.split()) for label in _CANDIDATE.findall(f"\n{text}"))
        if capitals:
            counts = Counter({label: count for label, count in counts.items() if not label.isupper()})
        named = {label: count for label, count in counts.items() if _is_name(label) and label.upper() not in _NEVER}
        numbered = {label for label in counts if _NUMBERED.fullmatch(label)}
        rule = bool(named) and cues() <= SHARE * sum(named.values())
        return cls(named if rule else numbered, capitals=capitals)

    def know(self, opening: str) -> bool:
        """Says whether what stands before a colon is a label."""
        if 60 < len(opening):
            return False
        known = self._known.get(opening)
        if known is None:
            known = self._known[opening] = self.line(f"{opening}: x") == Line(" ".join(opening.split()), "x")
        return known

    def line(self, printed: str) -> Line:
        """Returns a line with its label apart, where it has one."""
        match = _LABEL.match(printed)
        if match is None:
            return Line(None, printed)
        label = " ".join((match["square"] or match["bare"]).split())
        if match["bare"] is not None and not self._is_label(label):
            return Line(None, printed)
        words = printed[match.end() :].strip()
        if match["aside"]:
            words = f"{match['aside']} {words}".rstrip()
        return Line(label, words)

    def _is_label(self, label: str) -> bool:
        if label in self.accepted:
            return True
        return (
            self.capitals and label.isupper() and label not in _NEVER and label.count(" ") < 5 and label[-1] not in ".,"
        )


def printed_label(label: str, labels: Labels) -> str:
    """Returns a label as the start of a line, so that it is read as one: bare where it can be, else in brackets."""
    bare = f"{label}:"
    if labels.line(f"{bare} x") == Line(label, "x"):
        return bare
    return f"[{label.translate(_BRACKETS)}]:"


_BRACKETS = str.maketrans({"[": "(", "]": ")", "\n": " "})


def _is_loud(text: str) -> bool:
    sample = [letter for letter in text[:20_000] if letter.isalpha() and letter.lower() != letter.upper()]
    return 200 < len(sample) and len(sample) * LOUD < sum(map(str.isupper, sample))


def _is_name(label: str) -> bool:
    """Says whether words may be a name or a role: few, and none but the joining ones in small letters."""
    words = label.split()
    return (
        len(words) <= 4
        and any(map(str.isalpha, label))
        and all(word in _SMALL or not word[:1].islower() for word in words)
    )


def unlabelled(lines: Iterable[str]) -> int:
    """Returns how many lines open with a dash or `>>`: as many voices, which nothing names."""
    return sum(1 for line in lines if re.match(r"[ \t]*(?:[-–—‐](?!\d)|>{2,3})[ \t]*\S", line))
