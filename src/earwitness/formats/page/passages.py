"""Passages: finds the talk on a page by one convention after another, and tells which passages are one conversation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .casting import QUESTION_KEYS, cast
from .columns import arranged
from .dashes import find_dashed, find_quoted
from .dialogue import find_labelled
from .drafts import Passage
from .labels import Label, find_label, key_of, role_of, settled
from .legend import find_legends, legend_in_prose
from .lines import Line
from .messages import posts_as_talk, posts_of
from .prose import find_excerpts, is_about_talk
from .questions import find_questions
from .talk import why_no_talk
from .tellings import by_script, merged
from .words.occasions import OTHER_PAGES, QUESTIONS_PAGE

_TESTIFIED = re.compile(
    r"\b(?:testified|gave evidence|took the stand|told the (?:hearing|inquiry|inquest|court))\b|\bсвідчи(?:в|ла|ли)\b|"
    r"\bда(?:в|вав|ла|вала) свідчення\b|\bдава?л[аи]? показани[яе]\b|\bzezna(?:ł|ła|li|wał|wała)\b|"
    r"\ba témoigné\b|\btémoignait\b|\b(?:declaró|testificó)\b|\bsagte(?:n)? (?:\w+ ){0,6}aus\b|"
    r"\bha testimoniato\b|\bgetuigde\b",
    re.IGNORECASE,
)
"""Somebody spoke at the sitting that the heading names; a report of its ruling alone quotes no talk."""


def find_passages(lines: Sequence[Line], *, title: str, markdown: bool) -> tuple[list[Passage], list[str]]:
    """Returns the passages of talk on a page, and sentences on what was seen and not read as talk."""
    doubts: list[str] = []
    if not lines:
        return [], ["no text was found on the page"]
    posts = posts_of(lines)
    if 0 < len(posts):
        found: list[Passage] = []
        for post in posts:
            found.extend(_find(post, title=title, markdown=markdown, doubts=[])[0])
        if found and 2 < max(len(passage.turns) for passage in found):
            return found, doubts
        talk = posts_as_talk(posts)
        if talk is not None:
            return [talk], doubts
    found, prose = _find(lines, title=title, markdown=markdown, doubts=doubts)
    if found:
        return found, doubts
    if prose and not any(pattern.search(title) for _, pattern in OTHER_PAGES):
        headings = " ".join(line.text for line in lines if line.kind == "heading")
        testimony = any(_TESTIFIED.search(line.text) for line in lines)
        told = is_about_talk(title, sittings=testimony)
        excerpt, left = find_excerpts(lines, title=f"{title} {headings}", talk=told)
        doubts.extend(left)
        if excerpt is not None:
            return [excerpt], doubts
    doubts.append("no conversation was found on the page" if not doubts else "no conversation was read from the page")
    return [], doubts


def _find(lines: Sequence[Line], *, title: str, markdown: bool, doubts: list[str]) -> tuple[list[Passage], bool]:
    """Returns the passages of labelled, dash-led or quoted turns, and whether prose may still be asked."""
    headings = [title, *(line.text for line in lines if line.kind == "heading")]
    talk = any(is_about_talk(text) for text in (*headings, *_preamble(lines)))
    found = _in_columns(lines, headings=headings, talk=talk)
    if found:
        return found, True
    labels = [_candidate(line) for line in lines]
    seen: list[str] = []
    found = _labelled(lines, settled(labels), headings=headings, talk=talk, doubts=doubts, seen=seen)
    if found:
        return found, True
    if doubts:
        return [], False
    doubts.extend(seen)
    if any(line.kind == "preformatted" for line in lines) and not talk:
        lines = [line for line in lines if line.kind != "preformatted"]
    questions = find_questions(lines, title=title)
    if questions is not None:
        return [questions], True
    dashed = find_dashed(lines, talk=talk, markdown=markdown, title=" ".join(headings))
    if dashed is not None:
        return by_script(dashed), True
    quoted = find_quoted(lines, talk=talk)
    return ([quoted] if quoted is not None else []), True


def _candidate(line: Line) -> Label | None:
    """Returns the label that may lead a line; of a heading only one that is the whole of it, for titles have colons."""
    label = None if line.page else find_label(line)
    return None if label is not None and line.kind == "heading" and label.style not in ("alone", "name") else label


def _preamble(lines: Sequence[Line]) -> list[str]:
    """Returns the first lines that may tell what the page is, before any list or label begins."""
    opening = []
    for line in lines[:3]:
        if line.bullet or 200 < len(line.text) or find_label(line) is not None:
            break
        opening.append(line.text)
    return opening


def _in_columns(lines: Sequence[Line], *, headings: Sequence[str], talk: bool) -> list[Passage]:
    """Returns the passages that tables hold, one for each column that is a telling; none where no table holds talk."""
    found: list[Passage] = []
    for column in arranged(lines):
        passages = _labelled(column.lines, settled(column.labels), headings=headings, talk=talk, doubts=[], seen=[])
        if not passages:
            break
        for passage in passages:
            passage.column = column.heading
        found.extend(passages)
    return found


def _labelled(
    lines: Sequence[Line],
    labels: list[Label | None],
    *,
    headings: Sequence[str],
    talk: bool,
    doubts: list[str],
    seen: list[str],
) -> list[Passage]:
    """Returns the passages of labelled turns.

    A reason goes to `doubts` where the page is known not to be talk, to `seen` where its labels were seen and refused and
    other conventions may still be asked.
    """
    legends = find_legends(lines, labels)
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
    if _MINUTES.search(heading) and _is_reported(lines, labels, casting.keys):
        doubts.append("the page calls itself minutes and reports what was said: it is not read as talk")
        return []
    if not whole and not talk and not any(role_of(key) for key in casting.keys):
        for what, pattern in OTHER_PAGES:
            if pattern.search(heading):
                doubts.append(f"the page calls itself {what}: its labels are not read as voices")
                return []
    found = find_labelled(lines, labels, casting, legends)
    for passage in found:
        passage.legend = {**prose, **whole, **passage.legend}
    found = merged(found)
    if sum(len(passage.turns) for passage in found) < 2:
        return []
    people = {name: role for name, role in {**prose, **whole}.items() if _is_somebody(name, role)}
    explained = {key_of(name) for name in people} | {key_of(role) for role in people.values()}
    if not talk and (reason := why_no_talk([draft for passage in found for draft in passage.turns], explained)):
        seen.append(f"labels come back on the page, but {reason}")
        return []
    return [part for passage in found for part in by_script(passage)]


def _is_somebody(name: str, role: str) -> bool:
    """Returns whether a legend's entry tells of a person: a role or a name behind initials, not what a word means."""
    return len(name.replace(".", "")) < 5 or role[:1].isupper() or any(role_of(word) for word in role.split())


_MINUTES = re.compile(
    r"\bminutes\b|протокол|\bprotok[oó]ł|procès-verbal|\bactas?\b|\bprotokoll|\bverbale\b|\bnotulen\b", re.IGNORECASE
)


def _is_reported(lines: Sequence[Line], labels: Sequence[Label | None], keys: frozenset[str]) -> bool:
    """Returns whether what stands behind the labels goes on in small letters: `Chair: opened the meeting`."""
    texts = [
        line.text[label.end :].strip()
        for line, label in zip(lines, labels, strict=True)
        if label is not None and label.key in keys
    ]
    return bool(texts) and 0.6 * len(texts) <= sum(1 for text in texts if text[:1].islower())


def _is_help(lines: Sequence[Line], heading: str, labels: Sequence[Label | None], *, talk: bool) -> bool:
    """Returns whether questions and answers are those of a help page: it says so, or nobody in them says I."""
    if QUESTIONS_PAGE.search(heading):
        return True
    if talk or any(label is not None and label.aside[:1].isupper() for label in labels):
        return False  # `Q (Ms Lee): …` names who asks
    asked = [
        line.text[label.end :]
        for line, label in zip(lines, labels, strict=True)
        if label is not None and label.key in QUESTION_KEYS and label.key[:1] in "qвзpfdv"
    ]
    general = sum(1 for text in asked if _GENERAL.match(text))
    return 0.6 * len(asked) <= general


_GENERAL = re.compile(
    r"(?:how (?:do|can|long|much|many|soon|often)\b(?! you)|can i|do i|what (?:is|are|if|happens)|where (?:can|"
    r"do) i|is (?:it|there)|are there|do you (?:offer|ship|accept|have)|which|why (?:is|do)|"
    r"как |можно ли|что такое|что делать|где |сколько |нужно ли|як |чи можна|чи треба|що таке|що робити|де |скільки |"
    r"jak |czy |co to|co zrobić|gdzie |comment |puis-je|faut-il|où |que faire|"
    r"cómo |puedo|wie |kann ich|come |posso|hoe |kan ik)",
    re.IGNORECASE,
)
