"""Legends: the lines and sentences that say whom a label stands for.

`(R)=Russian soldier (M)=Mother`, `D: duty officer; K: Khlebnykov`, `W = the wife, G = the guard`, `О. — отец, С. — сын`,
`База — Лозовое; Гранит-2 — наземная группа`, `H. is Hanna Dzvinchuk, O. is the man on duty`, and in prose `the pilot (P) and
the head pilot (HP)`, `P stands for pilot`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .casting import speech_likeness
from .labels import Label, is_headword, is_name, key_of, role_of
from .lines import DASHES, Line
from .words.occasions import TRANSLATED

_SPLIT = re.compile(r"\s*[;\n]\s*")
_COMMAS = re.compile(r"\s*[;,\n]\s*(?:and\s+|и\s+|і\s+|та\s+|i\s+|et\s+|y\s+|und\s+|e\s+|en\s+)?")
_PARENS = re.compile(
    r"[(\[]\s*([^()\[\]]{1,20}?)\s*[)\]]\s*(?:=|:|[—–-]|is\b)\s*([^()\[\]=]{1,80}?)\s*(?=$|"
    r"[(\[]\s*[^()\[\]]{1,20}\s*[)\]]\s*(?:=|:|[—–-]))"
)
_ENTRY = re.compile(
    rf"[«“\"'(\[]?([^=:;,()]{{1,30}}?)[»”\"')\]]?\.?\s*(?:=|:(?=\s)|\s[{DASHES}-]\s|\s(?:is|stands for|means|"
    rf"это|це|to|est|es|ist|è)\s)\s*(.{{1,80}})"
)
_OPENING = re.compile(
    r"(?:^|(?<=[.!?] ))(?:голоса|голоси|głosy|voix|voces|stimmen|voci|stemmen|"
    r"speakers|legend|key|participants|обозначения|условные обозначения|участники|умовні позначення|позначення|учасники|"
    r"legenda|rozmówcy|légende|leyenda|legende|voices)\s?:\s*",
    re.IGNORECASE,
)
_TIES = (": ", " — ", " – ", " - ", " is ", " are ", " means ", " stands for ", " это ", " це ")
_IN_PROSE = re.compile(r"((?:[\w'’-]+\s+){1,4})[(\[][“\"«]?([A-ZА-ЯІЇЄҐŁŚŻ](?:\.?[A-ZА-ЯІЇЄҐŁŚŻ]){0,3})[”\"»]?\.?[)\]]")
_STANDS = re.compile(
    r"[“\"«'(]?\b([A-ZА-ЯІЇЄҐŁŚŻ]{1,4})\b\.?[”\"»')]?\s+(?:stands for|means|is|denotes|marks|обозначает|"
    r"означает|это|позначає|означає|це|oznacza|to|désigne|designa|steht für|sta per|staat voor)"
    r"\s+(?:the |a |an |le |la |l['’]|el |der |die |il |de |het )?([\w'’ -]{2,40})"
)
_ELLIPTIC = re.compile(
    r",\s(?:and\s|а\s|и\s|і\s|und\s|et\s|y\s|e\s|en\s)?[“\"«']?([A-ZА-ЯІЇЄҐŁŚŻ]{1,3})[”\"»']?\s"
    r"((?:the|an?|his|her|their|le|la|el|un|une|una|der|die|ein|eine|il|de|het|een|его|её|його|її|jego|jej)\s[\w'’ -]{2,30})"
)
"""`R is the soldier, M his mother`: the verb is said once."""
_BEFORE_ROLE = re.compile(
    r"(?:^|(?<=[,;.]\s))[(\[]([A-ZА-ЯІЇЄҐŁŚŻ]{1,3})[)\]]\s+([^\W\d_A-ZА-ЯІЇЄҐŁŚŻ][\w'’ -]{2,30}?)(?=\s*(?:[,;.(\[]|$|\band\b))"
)
"""`(S) soldier, (M) mother`, without a sign between."""
_ARTICLE = re.compile(
    r"(?:the|a|an|his|her|their|le|la|un|une|el|una|der|die|ein|eine|il|lo|de|het|een|and|и|і|та|i|et|y|und|e|en)\s+",
    re.IGNORECASE,
)


def _clean(name: str) -> str:
    """Returns a role as the legend prints it, without the comma or the stop that ends it and without an article."""
    name = name.strip(" \t\u00a0,;.|•*_")
    while match := _ARTICLE.match(name):
        name = name[match.end() :]
    return name


def _entries(pieces: Sequence[str]) -> dict[str, str] | None:
    """Returns label and role of each piece, or None where one piece is no entry."""
    found: dict[str, str] = {}
    for piece in pieces:
        match = _ENTRY.fullmatch(piece.strip(" .•*"))
        if match is None or not is_name(match[1].strip()) or is_headword(match[1]):
            return None
        role = _clean(match[2])
        if not role or role[-1] in "?!…" or 9 < len(role.split()):
            return None
        found[match[1].strip()] = role
    return found


def read_legend(text: str) -> dict[str, str]:
    """Returns what a line says its labels stand for, `{"R": "Russian soldier"}`; empty where it is no legend."""
    if 400 < len(text) or ("=" not in text and sum(map(text.count, _TIES)) < 2):
        return {}
    opening = _OPENING.search(text)
    if opening:
        text = text[opening.end() :]
    bracketed = {match[1]: _clean(match[2]) for match in _PARENS.finditer(text)}
    if bracketed and text.lstrip()[:1] in "([" and all(bracketed.values()) and ("=" in text or 1 < len(bracketed)):
        return bracketed
    for pieces in (_SPLIT.split(text), _COMMAS.split(text)):
        if 1 < len(pieces) and (found := _entries([piece for piece in pieces if piece])):
            return found if 1 < len(found) else {}
    if "=" in text:
        return _entries([text]) or {}
    return {}


def _before_a_note(text: str) -> dict[str, str]:
    """Returns the legend of a line that ends in a sentence about the text: `R = conscript. Translated by volunteers.`"""
    entries, stop, note = text.partition(". ")
    return read_legend(entries) if stop and TRANSLATED.search(note) else {}


def legend_in_prose(text: str, keys: frozenset[str]) -> dict[str, str]:
    """Returns what sentences say of these labels: `the pilot (P)`, `P stands for pilot`; only labels that are in use."""
    found: dict[str, str] = {}
    for match in _STANDS.finditer(text):
        if key_of(match[1]) in keys:
            found.setdefault(match[1], _clean(match[2]))
    for pattern in (_ELLIPTIC, _BEFORE_ROLE):
        for match in pattern.finditer(text):
            if key_of(match[1]) in keys and any(role_of(word) for word in match[2].split()):
                found.setdefault(match[1], _clean(match[2]))
    for match in _IN_PROSE.finditer(text):
        if key_of(match[2]) in keys:
            found.setdefault(match[2], _matching_words(match[1], match[2]))
    return found


def _matching_words(before: str, initials: str) -> str:
    """Returns the words before `(HP)` that its letters stand for; the last word where the letters are none of theirs."""
    words = before.split()
    for count in range(min(len(initials) + 1, len(words)), 0, -1):
        tail = words[-count:]
        if tail[0][:1].casefold() == initials[0].casefold() and not _ARTICLE.match(tail[0] + " "):
            return " ".join(tail)
    return _clean(words[-1])


def find_legends(lines: Sequence[Line], labels: list[Label | None]) -> dict[int, dict[str, str]]:
    """Returns the legends by the line they stand on, only those whose labels or roles lead lines; unsets labels there."""
    keys = {label.key for label in labels if label is not None}
    found: dict[int, dict[str, str]] = {}
    for index, line in enumerate(lines):
        if 400 < len(line.text) or line.kind == "row":
            continue
        legend = _before_a_note(line.text) or read_legend(line.text)
        used = {key_of(name) for name in legend} | {key_of(role) for role in legend.values()}
        own = labels[index]
        voices = sum(1 for name, role in legend.items() if key_of(name) in keys or key_of(role) in keys)
        if "=" not in line.text and 2 * voices <= len(legend):
            continue
        if used & keys and not _is_turn(line.text, own, legend, labels):
            found[index] = legend
            labels[index] = None
    found.update(_legend_lines(lines, labels))
    return found


def _is_turn(text: str, own: Label | None, legend: dict[str, str], labels: Sequence[Label | None]) -> bool:
    """Returns whether a line that could be read as a legend is a turn: a sentence, or its own label is no entry."""
    if text.rstrip()[-1:] in "?!…":
        return True
    if own is None or not own.key or _count(labels, own.key) < 2:
        return False
    first = next(iter(legend))
    return (
        key_of(first) != own.key
        or (len(legend) < 2 and "=" not in text)
        or ("=" not in text and text.rstrip().endswith(".") and any(4 < len(role.split()) for role in legend.values()))
    )


def _count(labels: Sequence[Label | None], key: str) -> int:
    return sum(1 for label in labels if label is not None and label.key == key)


def _legend_lines(lines: Sequence[Line], labels: list[Label | None]) -> dict[int, dict[str, str]]:
    """Returns the legend that stands one label a line: `R – Russian soldier`, `M – his mother`, before the first turn."""
    labelled = [index for index, label in enumerate(labels) if label is not None and label.key]
    for first in labelled[:_HEAD]:
        found = _run_of_entries(lines, labels, first)
        if 1 < len(found):
            for index in found:
                labels[index] = None
            return found
    return {}


_HEAD = 12
"""Labelled lines from the top among which a legend is looked for; a record's head (`Date: …`) may stand before it."""


def _run_of_entries(lines: Sequence[Line], labels: Sequence[Label | None], first: int) -> dict[int, dict[str, str]]:
    """Returns the entries on the lines from `first` on, as far as each names somebody under a label that comes back."""
    found: dict[int, dict[str, str]] = {}
    for index in range(first, min(first + _HEAD, len(lines))):
        label = labels[index]
        if label is None or not label.key:
            break
        role = lines[index].text[label.end :].strip(" ;,.")
        words = role.split()
        again = any(other is not None and other.key == label.key for other in labels[index + 1 :])
        plain = 0 < len(words) < 8 and lines[index].text.rstrip()[-1:] not in "?!…" and speech_likeness(role) < 0.8
        sentence = lines[index].text.rstrip().endswith(".")
        named = any(role_of(word) is not None for word in words) or (
            all(word[:1].isupper() for word in words) and not sentence
        )
        if not (again and plain and named) or any(label.name in legend for legend in found.values()):
            break
        found[index] = {label.name: role}
    return found
