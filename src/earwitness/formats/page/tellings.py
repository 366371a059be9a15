"""Tellings: which passages of a page go on with one another, which tell one conversation again, which are another."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from .drafts import Passage
from .legend import read_legend
from .prose import is_about_talk
from .words.occasions import LANGUAGE_NAMES, ORIGINAL, TRANSLATED

_ANOTHER = re.compile(
    r"\d|\b(?:first|second|third|fourth|next|another|one|two|three)\b|перв|втор|трет|друг|перш|наступн|следующ|"
    r"pierwsz|drug|trzeci|premi|deuxi|secon|prim|segund|erst|zweit|eerste|tweede",
    re.IGNORECASE,
)


def merged(passages: list[Passage]) -> list[Passage]:
    """Returns the passages with those joined that only a subheading parts: same labels, no new legend, no other call."""
    joined: list[Passage] = []
    for passage in passages:
        before = joined[-1] if joined else None
        if before is not None and _goes_on(before, passage):
            before.turns.extend(passage.turns)
            before.doubts.extend(passage.doubts)
        else:
            joined.append(passage)
    return joined


def _keys(passage: Passage) -> set[str]:
    return {draft.label.key for draft in passage.turns if draft.label is not None}


def _goes_on(before: Passage, passage: Passage) -> bool:
    """Returns whether a passage is only the next section of the one before."""
    if is_telling(passage.heading) or _script(before) != _script(passage):
        return False
    if not passage.heading and not passage.legend:
        return True
    if len(passage.turns) < 2 or len(before.turns) < 2:
        return bool(_keys(before) & _keys(passage))
    if any(read_legend(line) for line in passage.above) or not _keys(before) & _keys(passage):
        return False
    return not (is_about_talk(passage.heading) or _ANOTHER.search(passage.heading))


def is_telling(heading: str) -> bool:
    """Returns whether a heading announces another telling of the same conversation: `Translation`, `Original`, `In English`."""
    if not heading or 100 < len(heading):
        return False
    words = [word for word in re.split(r"[\s:.,()–—-]+", heading.casefold()) if word]
    return bool(
        TRANSLATED.search(heading)
        or ORIGINAL.search(heading)
        or (len(words) < 5 and any(word in LANGUAGE_NAMES for word in words))
    )


def _script(passage: Passage) -> bool:
    """Returns True where most letters of a passage are Cyrillic."""
    return _is_cyrillic("".join(draft.text for draft in passage.turns[:40]))


_CYRILLIC = re.compile(r"[\u0400-\u052f]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")


def _is_cyrillic(text: str) -> bool:
    """Returns whether most letters are Cyrillic."""
    if _CYRILLIC.search(text) is None:
        return False
    return sum(map(len, _LATIN.findall(text))) < sum(map(len, _CYRILLIC.findall(text)))


def _alternate(scripts: Sequence[bool]) -> bool:
    """Returns whether each turn is followed by its translation, line by line."""
    pairs = [(scripts[at], scripts[at + 1]) for at in range(0, len(scripts) - 1, 2)]
    return len(scripts) % 2 == 0 and all(pair == (scripts[0], not scripts[0]) for pair in pairs)


def by_script(passage: Passage) -> list[Passage]:
    """Returns the passage in two where it holds an original in one script and then the whole again in another."""
    scripts = [_is_cyrillic(draft.text[:200]) for draft in passage.turns]
    count = len(scripts)
    if count < 4 or all(scripts) or not any(scripts):
        return [passage]
    if _alternate(scripts):
        first = [draft for draft, script in zip(passage.turns, scripts, strict=True) if script == scripts[0]]
        rest = [draft for draft, script in zip(passage.turns, scripts, strict=True) if script != scripts[0]]
        second = msgspec.structs.replace(passage, turns=rest, doubts=[], heading="", above=[], retold=True)
        return [msgspec.structs.replace(passage, turns=first), second]
    change = (
        next(index for index in range(1, count) if scripts[index] != scripts[0])
        if any(script != scripts[0] for script in scripts)
        else 0
    )
    if not count / 3 <= change <= 2 * count / 3 or any(script == scripts[0] for script in scripts[change:]):
        return [passage]
    second = msgspec.structs.replace(
        passage, turns=passage.turns[change:], doubts=[], heading="", above=[], retold=True
    )
    return [msgspec.structs.replace(passage, turns=passage.turns[:change]), second]


def group_tellings(passages: Sequence[Passage]) -> list[list[Passage]]:
    """Returns the passages by conversation: an original and its translations are one, two calls are two."""
    groups: list[list[Passage]] = []
    for passage in passages:
        first = groups[-1][0] if groups else None
        if first is not None and len(groups[-1]) < 4 and _same(first, passage):
            groups[-1].append(passage)
        else:
            groups.append([passage])
    for group in groups:
        originals = [ORIGINAL.search(passage.heading) is not None for passage in group]
        if any(originals) and not all(originals):
            for passage, original in zip(group, originals, strict=True):
                passage.retold = passage.retold or not original
    return groups


def _same(first: Passage, passage: Passage) -> bool:
    """Returns whether a passage tells the same conversation again."""
    size, other = len(first.turns), len(passage.turns)
    alike = 0.6 * size <= other <= 1.7 * size
    if first.column or passage.column:
        return alike
    if is_telling(passage.heading):
        return alike and not (_ANOTHER.search(passage.heading) and _script(first) == _script(passage))
    return alike and _script(first) != _script(passage) and not is_about_talk(passage.heading)
