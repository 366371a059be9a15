"""Voices: which labels are one speaker, and what is known of each.

`Mom` and `Mother` are one voice; so are a legend's initial and its role, `Anna Petrova` and later `Petrova`. `Operator 1` and
`Operator 2` are two. Labels are kept as printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ...model import Speaker
from .drafts import Draft
from .labels import key_of, role_of
from .words.table import table

_KIN = table(
    """
    mother father wife husband son daughter brother sister grandmother grandfather uncle aunt girlfriend
    boyfriend
    """
)
_LOOSE = table(
    """
    soldier pilot driver judge shepherd interviewer caller
    """
)
_BOTH = re.compile(r"\s*(?:/|&|\+|,|\band\b|\bи\b|\bі\b|\bта\b|\bi\b|\boraz\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b)\s*")
_TITLES = table(
    """
    mr mrs ms miss dr sir madam lord judge officer г-н г-жа пан пані pan pani m mme monsieur madame señor señora
    herr frau signor signora
    """
)
_RELATION = re.compile(r"(?:^|\b)(mother|father|wife|husband|son|daughter|brother|sister) of (.+)", re.IGNORECASE)


def _alike(one: str, other: str, adjacent: bool) -> bool:
    """Returns whether two keys name one voice by what they say."""
    first, second = role_of(one), role_of(other)
    if first is not None and second is not None and first.name == second.name and " " not in one + other:
        return first.name in _KIN or (first.name in _LOOSE and not adjacent)
    if first is not None or second is not None:
        return False
    words, others = set(one.split()), set(other.split())
    if words & _TITLES and others & _TITLES and words & _TITLES != others & _TITLES:
        return False
    words, others = words - _TITLES, others - _TITLES
    if not words or not others or any(word.isdigit() or len(word) < 3 for word in words | others):
        return False
    return words == others or words < others or others < words


def cast_voices(
    drafts: Sequence[Draft], legend: Mapping[str, str]
) -> tuple[tuple[Speaker, ...], list[tuple[str, ...]]]:
    """Returns the speakers in order of first speaking, and the speakers' ids of each draft (empty where unknown)."""
    keys: list[str] = []
    names: dict[str, list[str]] = {}
    neighbours: set[frozenset[str]] = set()
    before = ""
    for draft in drafts:
        printed = [draft.label.name] if draft.label and draft.label.key else list(draft.who)
        for name in printed:
            key = key_of(name)
            if key not in names:
                names[key] = []
                keys.append(key)
            if name not in names[key]:
                names[key].append(name)
            if before and before != key:
                neighbours.add(frozenset((before, key)))
            before = key
    asides: dict[str, list[str]] = {}
    for draft in drafts:
        # `Anna (mother): …` says the role once and for all.
        if draft.label and draft.label.aside and role_of(draft.label.aside) is not None:
            asides.setdefault(draft.label.key, []).append(draft.label.aside)
    joint = _joint(keys)
    legend_roles = {key_of(label): role for label, role in legend.items()}
    owner = _owners([key for key in keys if key not in joint], legend_roles, neighbours)
    order = list(dict.fromkeys(owner[key] for whole in keys for key in (joint.get(whole, (whole,)))))
    ids = {key: f"p{number}" for number, key in enumerate(order, 1)}
    speakers = []
    for key in order:
        members = [member for member in keys if member not in joint and owner[member] == key]
        labels = tuple(name for member in members for name in names[member])
        role = next((legend_roles[member] for member in members if member in legend_roles), None)
        if role is None:
            role = next((aside for member in members for aside in asides.get(member, ())), None)
        if role is None:
            role = next((name for member in members for name in names[member] if role_of(name) is not None), None)
        relation = _RELATION.search(role) if role else None
        speakers.append(Speaker(id=ids[key], labels=labels, role=role, relation=relation.group() if relation else None))
    spoken = []
    for draft in drafts:
        printed = [draft.label.name] if draft.label and draft.label.key else list(draft.who)
        whole = [part for name in printed for part in joint.get(key_of(name), (key_of(name),))]
        spoken.append(tuple(dict.fromkeys(ids[owner[part]] for part in whole)))
    return tuple(speakers), spoken


def _joint(keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Returns the labels that name several voices at once (`Anna and Boris`), where each of them speaks alone too."""
    found = {}
    for key in keys:
        parts = tuple(part for part in _BOTH.split(key) if part)
        if 1 < len(parts) and all(part in keys for part in parts):
            found[key] = parts
    return found


def _initial_of(key: str, keys: Sequence[str], owner: Mapping[str, str]) -> set[str]:
    """Returns the voices whose label a single letter shortens, where the page goes over to initials: `Mother` … `M`.

    Only if each letter of the page's labels stands for one of its words: `M` beside `Mother` and `Manager` is neither.
    """
    letters = [other for other in keys if len(other) == 1]
    meant = {letter: {owner[other] for other in owner if 1 < len(other) and other[0] == letter} for letter in letters}
    return meant[key] if all(len(voices) == 1 for voices in meant.values()) else set()


def _owners(keys: Sequence[str], legend: Mapping[str, str], neighbours: set[frozenset[str]]) -> dict[str, str]:
    """Returns, for each key, the first key of its voice."""
    owner: dict[str, str] = {}
    roles = {key_of(role): label for label, role in legend.items()}
    for key in keys:
        same = next((other for other in owner.values() if roles.get(key) == other or roles.get(other) == key), None)
        if same is None and key == "witness":
            same = "a" if "a" in owner else None
        if same is None and key == "a":
            same = owner.get("witness")
        if same is None and key not in legend:
            likely = {
                owner[other]
                for other in owner
                if other not in legend and _alike(key, other, frozenset((key, other)) in neighbours)
            }
            if not likely and len(key) == 1:
                likely = _initial_of(key, keys, owner)
            # A surname that two speakers share names neither.
            same = likely.pop() if len(likely) == 1 else None
        owner[key] = same if same is not None else key
    return owner
