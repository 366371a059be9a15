"""Questions and answers told apart by type: an interview whose questions are set in bold or as subheadings, without names.

Magazines print interviews so: who asks and who answers is named once, in the introduction. Help pages look the same, so the
page must say that somebody was spoken with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .drafts import Draft, Passage
from .lines import DASHES, Line, is_aside
from .marks import stage_line
from .words.occasions import GENRE_WORDS, OTHER_PAGES, QUESTIONS_PAGE

_INTERVIEW = next(pattern for genre, pattern in GENRE_WORDS if genre == "interview")
_SPOKEN_WITH = re.compile(
    r"\b(?:we|i) (?:spoke|talked|sat down|met) (?:to|with)\b|\btalks? to\b|\bin conversation with\b|\banswers our questions\b|"
    r"\bмы поговорили\b|\bпобеседовал\w*|\bми поговорили\b|\bпоспілкувал\w*|\brozmawia\w*|\bnous avons (?:parlé|rencontré)\b|"
    r"\bhablamos con\b|\bconversamos\b|\bwir sprachen\b|\bsprach mit\b|\babbiamo parlato\b|\bwij spraken\b|\bwe spraken\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(r".{4,400}\?[\"”»’)]*")


def _is_question(line: Line) -> bool:
    """Returns whether a line is set apart as a question: wholly bold or a subheading, ending in a question mark."""
    apart = line.bold == len(line.text) or (line.kind == "heading" and line.level != 1)
    return apart and _QUESTION.fullmatch(line.text) is not None


def find_questions(lines: Sequence[Line], *, title: str) -> Passage | None:
    """Returns the passage of an interview whose questions stand out by type, or None."""
    asked = [index for index, line in enumerate(lines) if _is_question(line) and line.text != title]
    if len(asked) < 2 or QUESTIONS_PAGE.search(title) or any(pattern.search(title) for _, pattern in OTHER_PAGES):
        return None
    if len(asked) < 2 * sum(1 for index in asked if lines[index].bullet and lines[index].bullet in DASHES):
        return None  # dashes part the turns better than type does: some replies are not set apart
    told = [title, *(line.text for line in lines[: asked[0]])]
    if not any(_INTERVIEW.search(text) or _SPOKEN_WITH.search(text) for text in told):
        return None
    answered = sum(1 for index in asked if index + 1 < len(lines) and not _is_question(lines[index + 1]))
    if answered < len(asked) - 1:
        return None
    passage = Passage(
        style="questions",
        above=[line.text for line in lines[: asked[0]] if line.kind != "heading" and not line.page],
        doubts=["questions and answers have no names: the type they are set in tells who speaks"],
    )
    for line in lines[asked[0] :]:
        if line.page or line.kind == "caption" or is_aside(line):
            continue
        if _is_question(line):
            passage.turns.append(Draft(text=line.text, who=("interviewer",), raw=[line.raw]))
        elif line.kind == "heading" or (line.italic and stage_line(line.text, italic=True) is None):
            break
        elif (mark := stage_line(line.text, italic=line.italic)) is not None:
            passage.turns[-1].behind.append(mark)
        elif passage.turns[-1].who == ("interviewer",):
            passage.turns.append(Draft(text=line.text, who=("interviewee",), raw=[line.raw]))
        else:
            passage.turns[-1].extend(line.text, line.raw, joint="\n" if line.opens else " ")
    return passage
