"""Dash-led dialogue and quoted lines: turns without labels, one a paragraph.

A dash begins a turn; nobody says whose. A voice is given only where the text tells it (`— Да, — говорит мать`); to alternate
would be wrong as soon as one voice has two dashes in a row, and such pages have them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .attribution import Who, gender_of, replies, role_word, without_narrator
from .casting import _TALK as TALK
from .cues import speaks_of_talk
from .drafts import Draft, Passage, unquoted
from .lines import DASHES, Line, is_aside
from .marks import stage_line
from .references import Mentions
from .words.headwords import HEADWORDS
from .words.occasions import OTHER_PAGES
from .words.roles import ROLE_OF

_SENTENCE_END = re.compile(r"[.?!…][\"”»’')\]*]*$")
_QUOTED = re.compile(
    r"[«“\"„‘]\s*(?P<words>[^«»“”\"„]{2,}?)\s*[»”\"“’](?P<rest>[.,]?(?:\s*[—–-]?\s*[^«»“”\"„]{0,90})?)"
)
_RULE = re.compile(r"\d+[.)]\s|https?:|www\.|\S+@\S+")


def _is_led(line: Line, *, hyphens: bool) -> bool:
    return line.bullet != "" and line.bullet[0] in DASHES + ("-" if hyphens else "") and line.kind != "heading"


def _talkative(texts: Sequence[str], *, hyphens: bool, talk: bool, quoted: bool = False) -> bool:
    """Returns whether lines read like people talking and not like a list, a poem or a record of tasks."""
    count = len(texts)
    sentences = sum(1 for text in texts if _SENTENCE_END.search(text))
    asking = sum(1 for text in texts if "?" in text)
    exclaiming = sum(1 for text in texts if "!" in text)
    persons = sum(1 for text in texts if TALK.search(text))
    told = sum(1 for text in texts if without_narrator(text)[1] != Who())
    listed = sum(1 for text in texts if _RULE.search(text) or text.split(":")[0].casefold().strip() in HEADWORDS)
    if count < 2 or 0.3 * count < listed or (sentences + told < 0.6 * count and not quoted):
        return False
    points = (
        2 * bool(asking) + bool(exclaiming) + 2 * (0.4 * count <= persons) + 2 * bool(told) + 2 * talk + (2 < count)
    )
    # Questions all along a good number of whole sentences: a list asks nothing, or asks in every line.
    points += 7 < count and 0.15 * count <= asking and 0.9 * count <= sentences
    if all("?" in text for text in texts):
        return False
    return (6 if hyphens else 4) <= points and (bool(asking) or bool(told) or talk)


def find_dashed(lines: Sequence[Line], *, talk: bool, markdown: bool, title: str) -> Passage | None:
    """Returns the passage of dash-led turns on a page, or None where its dashes lead no talk."""
    if not talk and any(pattern.search(title) for _, pattern in OTHER_PAGES):
        return None
    long = [line for line in lines if _is_led(line, hyphens=False)]
    hyphens = len(long) < 2
    led = [
        line for line in lines if _is_led(line, hyphens=hyphens) and (line.kind != "item" or markdown or not hyphens)
    ]
    if len(led) < 2 or not _talkative(_whole(lines, led), hyphens=hyphens, talk=talk):
        return None
    first = next(index for index, line in enumerate(lines) if line is led[0])
    opening = lines[first - 1] if first and _opens_quotation(lines[first - 1]) else None
    if opening is not None:
        first -= 1
    passage = Passage(
        style="dashes",
        above=[
            line.text
            for line in lines[:first]
            if not line.page and line.kind != "heading" and stage_line(line.text) is None
        ],
    )
    ahead = [mark for line in lines[:first] if line.kind != "heading" and (mark := stage_line(line.text)) is not None]
    mentions = Mentions(line.text for line in lines[:first])
    open_turn = False
    for line in lines[first:]:
        turns = passage.turns
        if line is opening or (_is_led(line, hyphens=hyphens) and (line.kind != "item" or markdown or not hyphens)):
            words = line.text.lstrip("« \u00a0\u202f") if line is opening else line.text
            if "»" in words and "«" not in words:
                words = words.replace("»", "")  # it closes the whole dialogue
            parts = replies(words) if not hyphens else [words]
            for part in parts:
                text, who = without_narrator(part)
                named = mentions.named(who, besides=turns[-1].who if turns else ())
                turns.append(Draft(text=text, who=named, raw=[line.raw if len(parts) == 1 else part]))
            if 1 < len(parts):
                passage.doubts.append("several replies in one paragraph were told apart by their dashes")
            open_turn = True
        elif line.page or is_aside(line):
            continue
        elif (mark := stage_line(line.text, italic=line.italic)) is not None:
            turns[-1].behind.append(mark)
        elif open_turn and not line.opens and line.kind != "heading":
            _continue(turns[-1], line, mentions)
        else:
            # A paragraph without a dash is the narrator's.
            open_turn = False
            mentions.hear(line.text)
    if ahead:
        passage.turns[0].ahead = ahead
    return passage


def _opens_quotation(line: Line) -> bool:
    """Returns whether a paragraph opens a dialogue the French way: guillemets at the first word, closed after the last."""
    return line.text.startswith("«") and "»" not in line.text and line.kind not in ("heading", "caption")


def _whole(lines: Sequence[Line], led: Sequence[Line]) -> list[str]:
    """Returns the texts of the lines that dashes lead, each with the hard-wrapped lines that belong to it."""
    leading = {id(line) for line in led}
    texts: list[str] = []
    for line in lines:
        if id(line) in leading:
            texts.append(line.text)
        elif texts and not line.opens and not line.bullet:
            texts[-1] = f"{texts[-1]} {line.text}"
    return texts


def _continue(draft: Draft, line: Line, mentions: Mentions) -> None:
    """Adds a hard-wrapped line; the narrator is looked for again, now that the sentence is whole."""
    draft.extend(line.text, line.raw, joint=" ")
    text, who = without_narrator(draft.text)
    if who != Who():
        draft.text = text
        draft.who = draft.who or mentions.named(who)


def _is_citation(line: Line) -> bool:
    """Returns whether a line names who is quoted above it: a dash and a few words, `— the skipper, 02:11`."""
    words = line.text.split()
    return line.bullet[:1] in (*DASHES, "-") and bool(line.bullet) and len(words) < 10 and line.text[-1:] not in "?!…"


def _cited(text: str) -> Who:
    """Returns whom a line under a quotation names: the words before its first comma or the listener it is said to."""
    name = _CITED_END.split(text)[0].strip(" .")
    role = next((found for word in name.split() if (found := role_word(word)) is not None), None)
    return Who(name=name, gender=gender_of(name, role) if role else "", role=ROLE_OF[role].name if role else "")


_CITED_END = re.compile(r"[,(;:]|\s(?:to|on|at|in|of|из|к|на|в|до|do|na|z|à|dans|sur|a|en|zu|auf|aus|op|aan|van)\s")


def find_quoted(lines: Sequence[Line], *, talk: bool) -> Passage | None:
    """Returns the passage of a page whose paragraphs are quotations that follow one another, or None."""
    found: list[tuple[int, str, str]] = []
    for index, line in enumerate(lines):
        if line.kind in ("heading", "caption", "row") or 0.3 < line.links:
            continue
        match = _QUOTED.fullmatch(line.text)
        if match and (
            not match["rest"].strip(" .,")
            or stage_line(match["rest"].strip(" .,")) is not None
            or without_narrator(match["words"] + " — " + match["rest"].strip(" ,—–-"))[1] != Who()
        ):
            found.append((index, match["words"], match["rest"].strip(" .,—–-")))
    quoted = {index for index, _, _ in found}
    if len(found) < 3 or not _talkative([words for _, words, _ in found], hyphens=False, talk=talk, quoted=True):
        return None
    span = found[-1][0] - found[0][0] + 1
    if len(found) < 0.5 * span:
        return None
    cited = {index: line.text for index, line in enumerate(lines) if _is_citation(line) and index - 1 in quoted}
    told = sum(1 for _, words, rest in found if rest or without_narrator(words)[1] != Who())
    if not cited and len(found) <= 2 * told and speaks_of_talk([line.text for line in lines]):
        return None  # an article that quotes the talk, paragraph by paragraph
    first = found[0][0]
    mentions = Mentions(line.text for line in lines[:first])
    passage = Passage(
        style="prose" if cited else "quotes",
        above=[line.text for line in lines[:first] if not line.page and line.kind != "heading"],
    )
    places = {index: (words, rest) for index, words, rest in found}
    for index in range(first, found[-1][0] + 1):
        line = lines[index]
        if index in places:
            words, rest = places[index]
            if stage_line(rest) is not None:
                words, rest = f"{words} {rest}", ""  # `“When hell freezes.” *laughs*`
            who = without_narrator(f"{words} — {rest}")[1] if rest else Who()
            who = _cited(cited[index + 1]) if index + 1 in cited else who
            passage.turns.append(Draft(text=unquoted(words), who=mentions.named(who), raw=[line.raw]))
        elif index in cited:
            passage.turns[-1].raw.append(line.raw)
        elif passage.turns and (mark := stage_line(line.text, italic=line.italic)) is not None:
            passage.turns[-1].behind.append(mark)
    return passage
