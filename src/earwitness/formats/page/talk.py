"""Talk: whether lines under labels that come back read like people talking to each other, or like a record.

Change logs, licences and lists of settings have labels that come back too (`control: …`, `Fixed: …`, `(a) …`). People who talk
ask, say I and you, and are few. A page that says it holds talk, a legend or labels that are roles (`Mother`) need none of this.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from itertools import pairwise

from .drafts import Draft
from .labels import role_of
from .words.grammar import ADDRESS

_WORD = re.compile(r"[^\W\d_][\w'’]*")
_KNOWN_SCRIPT = re.compile(r"[A-Za-z\u00c0-\u024f\u0400-\u052f]")
_HANDLE = re.compile(r"(?!\S+_\d+$)[\w.-]*[\w-][/_][\w./-]+|[\w-]+\.[a-z]{1,4}|\w+\(\)?|--?\w.*")
"""A file, a name in a program or an option; `SPEAKER_00` of a machine is none."""
_OPENING = 240
_TERSE = 120
_LONGEST = 900
"""Code points that turns have on average where nothing else says that people talk."""
_ADDRESSED = 0.25
"""The share of turns that ask or hold a word of the first or second person; of real talk rarely below a third."""


def why_no_talk(drafts: Sequence[Draft], explained: Container[str]) -> str:
    """Returns why turns that were found by labels alone are no talk; empty where they may be.

    `explained` are the keys of labels that a legend tells of.
    """
    turns = [draft for draft in drafts if draft.label is not None and draft.text.strip()]
    if not turns:
        return ""
    keys = {draft.label.key for draft in turns if draft.label is not None}
    if len(turns) < 2 * sum(1 for draft in turns if draft.label is not None and _HANDLE.fullmatch(draft.label.name)):
        return "its labels are names of files or of parts of a program"
    if len(turns) <= 2 * sum(1 for draft in turns if draft.time is not None):
        return ""  # names behind running times are a log of talk
    # A role in small letters may be a word for something else: `control`, `guide`.
    people = {draft.label.key for draft in turns if draft.label is not None and _is_person(draft, explained)}
    if 2 * len(people) >= len(keys) and 1 < len(people):
        return ""
    if len(turns) < 2 * sum(1 for draft in turns if _is_small(draft)) and _small(
        [draft.text for draft in turns]
    ) < 0.5 * len(turns):
        return "its labels are no names"
    if _LONGEST * len(turns) < sum(len(draft.text) for draft in turns):
        return "what stands behind its labels is longer than people speak"
    if max(4, 0.6 * len(turns)) < len(keys):
        return "nearly every line has a label of its own"
    texts = [draft.text for draft in turns if _KNOWN_SCRIPT.search(draft.text)]
    if len(texts) < 0.5 * len(turns):
        return ""  # nothing is known of the words of another script
    if 0.6 * len(texts) < _small(texts):
        return "what stands behind its labels begins in small letters, as the points of a list do"
    if _take_turns(turns):
        return ""
    # A short line over a paragraph is a subheading sooner than a name.
    alone = sum(1 for draft in turns if draft.label is not None and draft.label.style in ("alone", "name"))
    needed = _ADDRESSED if alone < 0.5 * len(turns) else 2 * _ADDRESSED
    if sum(1 for text in texts if is_addressed(text)) < needed * len(texts):
        return "what stands behind its labels asks nobody and speaks to nobody"
    return ""


def _take_turns(turns: Sequence[Draft]) -> bool:
    """Returns whether two or three names take turns with few words: terse as they are, they talk to each other."""
    labels = [draft.label for draft in turns if draft.label is not None]
    changes = sum(1 for before, after in pairwise(labels) if before.key != after.key)
    named = all(word[:1].isupper() or word[:1].isdigit() for label in labels for word in label.name.split())
    return (
        named
        and len({label.key for label in labels}) < 4
        and 0.75 * (len(labels) - 1) <= changes
        and sum(len(draft.text) for draft in turns) <= _TERSE * len(turns)
    )


def _is_small(draft: Draft) -> bool:
    """Returns whether a label is a word in small letters."""
    label = draft.label
    return label is not None and 1 < len(label.name) and label.name[:1].islower()


def _is_person(draft: Draft, explained: Container[str]) -> bool:
    label = draft.label
    return label is not None and (label.key in explained or role_of(label.name) is not None)


def is_addressed(text: str) -> bool:
    """Returns whether somebody asks, or says I, we or you, in the first sentences: a long text has such a word somewhere."""
    text = text[:_OPENING]
    return (
        "?" in text
        or text.rstrip(' »”"').endswith("!")
        or any(word.casefold().replace("’", "'") in ADDRESS for word in _WORD.findall(text))
    )


def _small(texts: Iterable[str]) -> int:
    return sum(1 for text in texts if text.lstrip("«“\"'([*… ")[:1].islower())
