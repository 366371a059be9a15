"""Quotes in prose: what an article lets people say of a conversation that was recorded.

Only pages whose prose speaks of a recorded or overheard conversation are read so, and of their quotations only those that
its people speak: a quotation with a narrator's words beside it (`she answers`, `he could be heard saying`), or one that
stands as a sentence of its own behind a colon. Scare quotes, titles, and what a spokesman told the paper stay prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .attribution import Who, who_in, without_narrator
from .cues import speaks_of_talk
from .drafts import Draft, Passage
from .lines import Line, is_aside
from .references import Mentions
from .sides import Sides
from .words.occasions import GENRE_WORDS
from .words.speech import EXCHANGE, HEARD, VERBS, verb_in

_QUOTE = re.compile(
    r"“(?P<curly>[^“”]{2,1200})”|«(?P<angle>[^«»]{2,1200})»|„(?P<low>[^„“”]{2,1200})[“”]|"
    r"(?<![\w\"])\"(?P<straight>[^\"\n]{2,1200})\"(?!\w)"
    r"|(?<![\w‘’'])‘(?P<single>(?:[^‘’]|’(?=\w)){2,600})’(?!\w)"
)
_TERMINAL = re.compile(r"[.,?!…—–-]$")
_SENTENCE = re.compile(r"(?<=[.?!…])[\"”»’]?\s+(?=[\"“«„‘]?[A-ZА-ЯЁІЇЄҐĄĆĘŁŃÓŚŹŻÀ-Þ])")
_LAST_WORD = re.compile(r"([\w’']+)\s*,?\s*$")
_NEXT = re.compile(
    r",?\s+(?:to which|and|while|but|before|на что|а|и|но|на що|і|та|але|na co|ale|i|à quoi|et|mais|a lo que|y|"
    r"pero|worauf|und|"
    r"aber|al che|e|ma|waarop|en|maar)\s|[;.]\s"
)
_OTHER = re.compile(
    r"\b(?:тот|та|той|інший|другой|the other|the latter|ten|tamten|l'autre|el otro|der andere|l'altro|de ander)\b"
)
_SUBJECT_THAT = re.compile(
    r"\b(?:saying|writing|listed|marked|headed|titled|called|named|so-called|labelled|known as|entitled|"
    r"called the)\s*$",
    re.IGNORECASE,
)


_CALL_SIGN = re.compile(
    r"([”»“\"]\s*,?\s*[—–-]?\s*(?:[\w’']+\s){1,3})[“„«\"]([A-ZА-ЯЁІЇЄҐŁŚŻÀ-Þ][\w-]{2,15})[”“»\"](?!\w)"
)
"""One word in marks behind the verb of a quotation is a name, as call signs are printed: `«…», — каже «Вишня»`."""
_NEAR = 1_000
"""Code points before a quotation in which who speaks is looked for; a text without paragraphs must not cost its square."""


class Quotation(NamedTuple):
    """A stretch between quotation marks, with the prose around it."""

    words: str
    before: str
    """The narrator's words of the same sentence (or the introducing one) before it, back to the last quotation."""
    after: str
    """Those behind it, up to the sentence's end or the next quotation."""
    start: int
    end: int


def quotations(text: str) -> list[Quotation]:
    """Returns the quotations of a paragraph, in order, with what is said around them."""
    matches = list(_QUOTE.finditer(text))
    found = []
    for index, match in enumerate(matches):
        words = next(group for group in match.groups() if group is not None)
        begin = matches[index - 1].end() if index else 0
        stop = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        before = text[begin : match.start()]
        before = "" if before.rstrip()[-1:] in ".?!…" else _SENTENCE.split(before)[-1]
        after = text[match.end() : stop]
        if words.rstrip()[-1:] in ".?!…" and re.match(r"\s+[A-ZА-ЯЁІЇЄҐ]", after):
            after = ""
        else:
            after = _SENTENCE.split(after)[0]
        found.append(Quotation(words.strip(), before, after, match.start(), match.end()))
    return found


def _is_speech(quote: Quotation) -> bool:
    """Returns whether a quotation is what somebody says, by the narrator's words beside it and by its own form."""
    words = quote.words
    count = len(words.split())
    behind = own_clause(quote.after)
    verb = verb_in(behind[:90])
    told_behind = verb is not None and behind[: verb.start()].count(" ") < 6
    if HEARD.search(behind[:60]) and (_TERMINAL.search(words) or behind.lstrip()[:1] in ",—–"):
        told_behind = True
    introduced = quote.before.rstrip().endswith((":", ",", "—", "–"))
    told_before = verb_in(quote.before) is not None or HEARD.search(quote.before) is not None
    if _SUBJECT_THAT.search(quote.before) and not HEARD.search(quote.before):
        return False
    if without_narrator(words)[0] != words:
        return True  # the narrator's words stand within the quotation marks: `«Нет, – говорит он. – Позже»`
    sentence = bool(_TERMINAL.search(words)) or words[:1].isupper()
    if introduced and quote.before.rstrip().endswith(":"):
        return sentence or told_before
    if told_behind and (sentence or quote.after.lstrip()[:1] == ","):
        return True
    if told_before and (introduced or HEARD.search(quote.before)) and (sentence or 2 < count):
        return True
    if 3 < count and (words[-1:] == "," or (words[:1].isupper() and words[-1:] in ".?!…")):
        return True  # a whole sentence, or one that the narrator's goes on from, is no title and no scare quote
    if quote.words[:1].isupper() and quote.words[-1:] in "?!" and not quote.before.strip() and quote.after.strip(" .,"):
        return True  # `‘Who signed?’ the father wants to know`
    if sentence and 3 < count and not quote.before.strip() and re.match(r"\s*,?\s*[—–]|,", quote.after):
        return True  # most languages print the comma outside: `«Ты мне скажи, в какую очередь звонить», — и связь обрывается`
    # A paragraph that is a quotation of a whole sentence speaks for itself.
    ended = words[-1:] in ".?!…," or quote.after.lstrip()[:1] == "."
    return sentence and 3 < count and not quote.before.strip() and ended


def own_clause(after: str) -> str:
    """Returns what of the narrator's words behind a quotation belongs to it, not to the next one that they introduce."""
    last = _LAST_WORD.search(after[-40:])
    colon = after.rstrip().endswith(":")
    if not colon and not (last and last[1].casefold() in VERBS):
        return after
    following = _NEXT.search(after)
    if following:
        return after[: following.start()]
    return "" if colon else after  # `“And,” he went on, “nobody went”`: one speech, the verb between is its own


def _attribution(quote: Quotation, mentions: Mentions, previous: tuple[str, ...], led: str) -> tuple[str, ...]:
    """Returns whom the narrator's words beside a quotation name: those behind it first, for they belong to it alone.

    `previous` spoke last in the paragraph; `led` is the sentence of its own that stands right before the quotation.
    """
    own = own_clause(quote.after)
    for clause, ahead in ((own, False), (quote.before, True)):
        told = verb_in(clause) is not None
        if not clause.strip(" .,") or (not told and not ahead and quote.words[-1:] not in "?!,"):
            continue
        who = who_in(clause, ahead=ahead)
        if who != Who() and (told or ahead or who.name):
            return mentions.named(who, previous)
        if told and _OTHER.search(clause):
            return mentions.other(previous)
        if told and not ahead:
            return ()
    if quote.before.strip():
        return ()
    if led:
        # “The old man laughs. ‘Then your map is a fool.’”: who is looked at speaks.
        who = who_in(led)
        return mentions.named(who, previous) if who != Who() else ()
    # `“Not from you,” he says. “He has vanished.”`: nobody else was named in between.
    return previous


def _led_by(gap: str, *, first: bool) -> str:
    """Returns the sentence of its own that leads to a quotation, if one stands between it and the last quotation's clause."""
    sentences = [sentence for sentence in _SENTENCE.split(gap.strip()) if sentence.strip(" .,")]
    if not sentences or gap.rstrip()[-1:] not in ".?!…" or (not first and len(sentences) < 2):
        return ""
    return sentences[-1]


def find_excerpts(lines: Sequence[Line], *, title: str, talk: bool) -> tuple[Passage | None, list[str]]:
    """Returns the passage of quotations that a page's prose lets people speak, and sentences about those left out."""
    paragraphs = [
        line
        for line in lines
        if line.kind in ("paragraph", "quote", "line", "item", "preformatted")
        and not is_aside(line)
        and line.links < 0.5
    ]
    texts = [line.text for line in paragraphs]
    whole = _whole_paragraphs(paragraphs)
    bare = [_CALL_SIGN.sub(_named, paragraph) for paragraph in whole]
    told = [_QUOTE.sub(_blank, paragraph) for paragraph in bare]
    if not (talk or speaks_of_talk([title, *told])):
        return None, []
    passage = Passage(style="prose")
    doubts: list[str] = []
    mentions = Mentions()
    sides = Sides(title, told)
    voices: set[str] = set()
    for printed, line, prose in zip(whole, bare, told, strict=True):
        found = quotations(line)
        at = begun = 0
        previous: tuple[Quotation, Draft] | None = None
        for quote in found:
            mentions.hear(line[at : quote.start])
            at = quote.end
            gap = line[max(previous[0].end if previous else 0, quote.start - _NEAR) : quote.start]
            led = _led_by(gap, first=previous is None)
            goes_on = (
                previous is not None
                and not led
                and quote.words[:1].isupper()
                and quote.words[-1:] in ".?!…"
                and not quote.before
            )
            if not _is_speech(quote) and not goes_on:
                previous = previous if previous is not None and _is_split(previous[0], quote, line) else None
                if previous is None:
                    continue
            split = previous is not None and _is_split(previous[0], quote, line)
            if not split:
                lead = _lead(prose[max(begun, quote.start - _NEAR) : quote.start], quote, inner=0 < begun)
                side = sides.of(quote.before, own_clause(quote.after), lead, begins=not begun, voices=len(voices))
                begun = quote.end
                if side == "press":
                    doubts.append(f"left in the prose, since it is said to the press: “{_short(quote.words)}”")
                    previous = None
                    continue
            if previous is not None and split:
                draft = previous[1]
                # Most languages print the comma of a cut sentence outside the quotation marks.
                cut = line[previous[0].end :].lstrip().startswith(",") and draft.text[-1:].isalnum()
                draft.extend(quote.words, printed[quote.start : quote.end], joint=", " if cut else " ")
                previous = (quote, draft)
                continue
            mentions.introduce(quote.before + quote.after)
            who = _attribution(quote, mentions, previous[1].who if previous is not None else (), led)
            raw = printed[max(0, quote.start - len(quote.before)) : quote.end + len(quote.after)].strip()
            words, within = without_narrator(quote.words)
            draft = Draft(text=words, who=mentions.named(within) if within != Who() else who, raw=[raw])
            passage.turns.append(draft)
            voices.update(draft.who)
            previous = (quote, draft)
        mentions.hear(line[at:])
        sides.hear(line)
    if not any(draft.who for draft in passage.turns):
        return None, doubts  # quotations that nobody is said to speak are sayings, titles, examples
    told_to_paper = not sides.sure and len(passage.turns) <= len(doubts)
    joined = _is_exchange(passage, mentions, sides) or (sides.own and 1 < len(passage.turns))
    if told_to_paper or not joined:
        doubts.append("the people it quotes are not said to speak with one another")
        return None, doubts
    passage.above = texts[:3]
    return passage, doubts


def _named(match: re.Match[str]) -> str:
    """Returns a call sign without its marks, as long as it was printed, where a verb of saying leads to it."""
    return f"{match[1]} {match[2]} " if verb_in(match[1]) else match.group()


def _blank(match: re.Match[str]) -> str:
    """Returns what stands in the narrator's prose for a quotation: as long as it is, with its marks, first capital and end."""
    said = match.group()
    return f"{said[0]}Q{' ' * (len(said) - 4)}{said[-2:]}"


def _lead(gap: str, quote: Quotation, *, inner: bool) -> str:
    """Returns the narrator's whole sentences before a quotation's own; `inner` where a quotation stands before them, to
    which the first belongs.
    """
    whole = gap[: len(gap) - len(quote.before)] if quote.before else gap
    parts = _SENTENCE.split(whole)
    return " ".join(parts[1:] if inner else parts).strip()


def _is_exchange(passage: Passage, mentions: Mentions, sides: Sides) -> bool:
    """Returns whether the voices of a passage are of one talk: one of them has a part in it (`the soldier`, `she`), is heard
    in it, or answers. People who have only full names and said something spoke to the paper.
    """
    spoken = {name for draft in passage.turns for name in draft.who}
    parts = any(
        person.role or (person.gender and 1 < len(spoken)) for person in mentions.people if person.name in spoken
    )
    if parts and (sides.sure or sides.introduced < 2):
        return True
    narrated = [_QUOTE.sub(_blank, text) for draft in passage.turns for text in draft.raw]
    answered = any(HEARD.search(text) or EXCHANGE.search(text) for text in narrated)
    return bool(parts or 1 < len(spoken) or sides.sure) and answered


def _is_split(first: Quotation, second: Quotation, paragraph: str) -> bool:
    """Returns whether two quotations are one speech cut by the narrator: `“She mustn’t,” he says, “not from you.”`"""
    between = paragraph[first.end : second.start].strip()
    cut = first.words[-1:] in ",—–-…" or between.startswith(",")
    if not verb_in(between) or not cut or _SENTENCE.search(between) or between.endswith(":"):
        return False
    return second.words[:1].islower() or (between.endswith(",") and len(between.split()) < 7)


def _whole_paragraphs(lines: Sequence[Line]) -> list[str]:
    """Returns paragraphs whole, hard-wrapped lines joined."""
    whole: list[str] = []
    for line in lines:
        if not line.opens and whole:
            whole[-1] += " " + line.text
        else:
            whole.append(line.text)
    return whole


def _short(text: str) -> str:
    return text if len(text) < 60 else text[:59] + "…"


def is_about_talk(text: str, *, sittings: bool = True) -> bool:
    """Returns whether a heading names a recorded conversation of any genre.

    Without `sittings` hearings and meetings do not count: an article about a court quotes those who leave it.
    """
    return any(
        pattern.search(text) for genre, pattern in GENRE_WORDS if sittings or genre not in ("hearing", "meeting")
    )
