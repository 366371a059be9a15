"""Passages: finds the talk on a page by one convention after another, and tells which passages are one conversation."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from .casting import Casting, cast, speech_likeness
from .columns import Column, read_columns, tables
from .dashes import find_dashed, find_quoted
from .dialogue import find_labelled
from .drafts import Draft, Passage
from .labels import Label, find_label, key_of, role_of, settled
from .legend import legend_in_prose, read_legend
from .lines import Line
from .prose import find_excerpts, is_about_talk
from .words.occasions import LANGUAGE_NAMES, ORIGINAL, OTHER_PAGES, QUESTIONS_PAGE, TRANSLATED


def find_passages(lines: Sequence[Line], *, title: str, markdown: bool) -> tuple[list[Passage], list[str]]:
    """Returns the passages of talk on a page, and sentences on what was seen and not read as talk."""
    doubts: list[str] = []
    if not lines:
        return [], ["no text was found on the page"]
    posts = _posts(lines)
    if 0 < len(posts):
        found: list[Passage] = []
        for post in posts:
            found.extend(_find(post, title=title, markdown=markdown, doubts=[])[0])
        if found and 2 < max(len(passage.turns) for passage in found):
            return found, doubts
        talk = _posts_as_talk(posts)
        if talk is not None:
            return [talk], doubts
    found, prose = _find(lines, title=title, markdown=markdown, doubts=doubts)
    if found:
        return found, doubts
    if prose and not any(pattern.search(title) for _, pattern in OTHER_PAGES):
        headings = " ".join(line.text for line in lines if line.kind == "heading")
        excerpt, left = find_excerpts(lines, title=f"{title} {headings}", talk=is_about_talk(title))
        doubts.extend(left)
        if excerpt is not None:
            return [excerpt], doubts
    doubts.append("no conversation was found on the page" if not doubts else "no conversation was read from the page")
    return [], doubts


def _find(lines: Sequence[Line], *, title: str, markdown: bool, doubts: list[str]) -> tuple[list[Passage], bool]:
    """Returns the passages of labelled, dash-led or quoted turns, and whether prose may still be asked."""
    headings = [title, *(line.text for line in lines if line.kind == "heading")]
    preamble = [line.text for line in lines[:3] if len(line.text) < 200 and find_label(line) is None]
    about = [*headings, *preamble]
    talk = any(is_about_talk(text) for text in about)
    columns = _columns(lines)
    if columns:
        for number, (arranged, labels) in enumerate(columns[1]):
            found = _labelled(arranged, labels, headings=headings, talk=talk, doubts=doubts)
            for passage in found:
                passage.column = columns[0][number]
            if found and number == 0:
                first = found
            elif found:
                return [*first, *found], True
            else:
                break
        if number == 0 and found:
            return found, True
        if number and not found and columns[1]:
            return first, True
    labels = settled([find_label(line) for line in lines])
    found = _labelled(lines, labels, headings=headings, talk=talk, doubts=doubts)
    if found:
        return found, True
    if doubts:
        return [], False
    if any(line.kind == "preformatted" for line in lines) and not talk:
        lines = [line for line in lines if line.kind != "preformatted"]
    dashed = find_dashed(lines, talk=talk, markdown=markdown, title=" ".join(headings))
    if dashed is not None:
        return _by_script(dashed), True
    quoted = find_quoted(lines, talk=talk)
    return ([quoted] if quoted is not None else []), True


def _columns(lines: Sequence[Line]) -> tuple[list[str], list[tuple[list[Line], list[Label | None]]]] | None:
    """Returns the page's lines with its tables of turns laid out, once for each telling; None where no table is one."""
    laid: list[tuple[int, int, list[Column]]] = []
    for start, end in tables(lines):
        columns = read_columns(lines[start:end])
        if columns:
            laid.append((start, end, columns))
    if not laid:
        return None
    width = max(len(columns) for _, _, columns in laid)
    arranged: list[tuple[list[Line], list[Label | None]]] = []
    names = []
    for number in range(width):
        out: list[Line] = []
        labels: list[Label | None] = []
        at = 0
        name = ""
        for start, end, columns in laid:
            out.extend(lines[at:start])
            labels.extend(find_label(line) for line in lines[at:start])
            at = end
            if number < len(columns):
                out.extend(columns[number].lines)
                labels.extend(columns[number].labels)
                name = columns[number].heading
        out.extend(lines[at:])
        labels.extend(find_label(line) for line in lines[at:])
        arranged.append((out, labels))
        names.append(name)
    return names, arranged


def _legends(lines: Sequence[Line], labels: list[Label | None]) -> dict[int, dict[str, str]]:
    """Returns the legends by the line they stand on, only those whose labels or roles lead lines; unsets labels there."""
    keys = {label.key for label in labels if label is not None}
    found: dict[int, dict[str, str]] = {}
    for index, line in enumerate(lines):
        if 400 < len(line.text) or line.kind == "row":
            continue
        legend = read_legend(line.text)
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
    """Returns whether a line that could be read as a legend is a turn: it ends like a sentence, or its own label is no entry."""
    if text.rstrip()[-1:] in "?!…":
        return True
    if own is None or not own.key or _count(labels, own.key) < 2:
        return False
    first = next(iter(legend))
    return (
        key_of(first) != own.key
        or len(legend) < 2
        or "=" not in text
        and text.rstrip().endswith(".")
        and any(4 < len(role.split()) for role in legend.values())
    )


def _count(labels: Sequence[Label | None], key: str) -> int:
    return sum(1 for label in labels if label is not None and label.key == key)


def _legend_lines(lines: Sequence[Line], labels: list[Label | None]) -> dict[int, dict[str, str]]:
    """Returns the legend that stands one label a line: `R – Russian soldier`, `M – his mother`, before the first turn."""
    first = next((index for index, label in enumerate(labels) if label is not None and label.key), None)
    if first is None:
        return {}
    found: dict[int, dict[str, str]] = {}
    for index in range(first, min(first + 12, len(lines))):
        label = labels[index]
        if label is None or not label.key:
            break
        role = lines[index].text[label.end :].strip(" ;,.")
        words = role.split()
        again = any(other is not None and other.key == label.key for other in labels[index + 1 :])
        plain = 0 < len(words) < 8 and lines[index].text.rstrip()[-1:] not in "?!…" and speech_likeness(role) < 0.8
        named = (
            role_of(role) is not None
            or any(role_of(word) is not None for word in words)
            or all(word[:1].isupper() for word in words)
        )
        if not (again and plain and named) or any(label.name in legend for legend in found.values()):
            break
        found[index] = {label.name: role}
    if len(found) < 2:
        return {}
    for index in found:
        labels[index] = None
    return found


def _labelled(
    lines: Sequence[Line], labels: list[Label | None], *, headings: Sequence[str], talk: bool, doubts: list[str]
) -> list[Passage]:
    """Returns the passages of labelled turns; a reason goes to `doubts` where labels were seen and refused."""
    legends = _legends(lines, labels)
    whole = {name: role for legend in legends.values() for name, role in legend.items()}
    keys = frozenset(label.key for label in labels if label is not None and label.key)
    prose = (
        legend_in_prose(" ".join(line.text for line, label in zip(lines, labels, strict=True) if label is None), keys)
        if keys
        else {}
    )
    casting = cast(lines, labels, {**prose, **whole}, talk=talk)
    if not casting.keys:
        return []
    heading = " ".join(headings)
    if casting.questions and not whole and _is_help(lines, heading, labels, talk=talk):
        doubts.append("the questions and answers are a help page's, not a conversation's")
        return []
    if not whole and not talk and not any(role_of(key) for key in casting.keys):
        for what, pattern in OTHER_PAGES:
            if pattern.search(heading):
                doubts.append(f"the page calls itself {what}: its labels are not read as voices")
                return []
    found = find_labelled(lines, labels, casting, legends)
    for passage in found:
        passage.legend = {**prose, **whole, **passage.legend}
    found = _merged(found)
    return [part for passage in found for part in _by_script(passage)]


def _is_help(lines: Sequence[Line], heading: str, labels: Sequence[Label | None], *, talk: bool) -> bool:
    """Returns whether questions and answers are those of a help page: it says so, or nobody in them says I."""
    if QUESTIONS_PAGE.search(heading):
        return True
    if talk:
        return False
    asked = [
        line.text[label.end :]
        for line, label in zip(lines, labels, strict=True)
        if label is not None and label.key[:1] in "qвзpfdv"
    ]
    general = sum(1 for text in asked if _GENERAL.match(text))
    return 0.6 * len(asked) <= general


_GENERAL = re.compile(
    r"(?:how (?:do|can|long|much|many|soon|often)\b(?! you)|can i|do i|what (?:is|are|if|happens)|where (?:can|do) i|is (?:it|there)|are there|do you (?:offer|ship|accept|have)|which|why (?:is|do)|"
    r"как |можно ли|что такое|где |сколько |як |чи можна|що таке|скільки |jak |czy |co to|comment |puis-je|cómo |puedo|wie |kann ich|come |posso|hoe |kan ik)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\d|\b(?:first|second|third|fourth|next|another|one|two|three)\b|перв|втор|трет|друг|перш|наступн|следующ|pierwsz|drug|trzeci|premi|deuxi|secon|prim|segund|erst|zweit|eerste|tweede",
    re.IGNORECASE,
)


def _merged(passages: list[Passage]) -> list[Passage]:
    """Returns the passages with those joined that only a subheading parts: same labels, no new legend, no other call."""
    merged: list[Passage] = []
    for passage in passages:
        before = merged[-1] if merged else None
        if before is not None and _goes_on(before, passage):
            before.turns.extend(passage.turns)
            before.doubts.extend(passage.doubts)
        else:
            merged.append(passage)
    return merged


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


def _by_script(passage: Passage) -> list[Passage]:
    """Returns the passage in two where it holds an original in one script and then the whole again in another."""
    scripts = [_is_cyrillic(draft.text[:200]) for draft in passage.turns]
    count = len(scripts)
    if count < 4 or all(scripts) or not any(scripts):
        return [passage]
    change = (
        next(index for index in range(1, count) if scripts[index] != scripts[0])
        if any(script != scripts[0] for script in scripts)
        else 0
    )
    if not count / 3 <= change <= 2 * count / 3 or any(script == scripts[0] for script in scripts[change:]):
        return [passage]
    second = msgspec.structs.replace(passage, turns=passage.turns[change:], doubts=[], heading="", above=[])
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


def _posts(lines: Sequence[Line]) -> list[list[Line]]:
    """Returns the lines of each post or message, in order; none where the page has no authors."""
    posts: list[list[Line]] = []
    before: tuple[str | None, str | None, str] | None = None
    for line in lines:
        if line.author is None:
            before = None
            continue
        mark = (
            line.author,
            line.posted,
            line.container.rsplit("/", 1)[0] if line.kind != "paragraph" else line.container,
        )
        if posts and before is not None and mark[:2] == before[:2] and (mark[2] == before[2] or mark[1] is not None):
            posts[-1].append(line)
        else:
            posts.append([line])
        before = mark
    return posts


def _posts_as_talk(posts: Sequence[Sequence[Line]]) -> Passage | None:
    """Returns the passage whose turns are the messages themselves, where people talk in them: several authors, short turns."""
    authors = [post[0].author or "" for post in posts]
    lengths = sorted(sum(len(line.text) for line in post) for post in posts)
    if (
        len(set(authors)) < 2
        or len(posts) < 4
        or 300 < lengths[len(lengths) // 2]
        or not any(authors.count(name) > 1 for name in authors)
    ):
        return None
    passage = Passage(style="posts")
    for post, author in zip(posts, authors, strict=True):
        label = Label(name=author, key=key_of(author), style="author", end=0)
        text = "\n".join(line.text for line in post)
        passage.turns.append(Draft(label=label, text=text, raw=[line.raw for line in post], time=post[0].posted))
    return passage


__all__ = ["Casting", "find_passages", "group_tellings"]
