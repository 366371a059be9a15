"""Sides: whether a quotation in an article was said in the conversation it is about, or to the press.

Somebody speaks to the press where a sign says so: whom they tell it (`told reporters`), by what way (`in a statement`), or that
they are there to comment (`a spokesman`). An office (`the mayor`) is such a sign only where its holder is not of the
conversation. What has no sign is the conversation's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Literal

from .attribution import Who, role_word, who_in
from .cues import is_cue, sentences
from .words.press import ADDRESSED, CHANNEL, IN_CALL, LOOKS_BACK, OFFICES, STAFF, TO_PAPER, VOICES
from .words.speech import verb_in

Side = Literal["call", "press"]

_FULL_NAME = re.compile(
    r"[A-ZА-ЯІЇЄҐŁŚŻÀ-Þ][a-zа-яёіїєґà-ÿąćęłńóśźż’'-]+\s([A-ZА-ЯІЇЄҐŁŚŻÀ-Þ][a-zа-яёіїєґà-ÿąćęłńóśźż’'-]{2,})"
)
_CAPITAL = re.compile(r"(?<!\w)[A-ZА-ЯІЇЄҐŁŚŻÀ-Þ][\w’'-]{2,}")
_TOLD = re.compile(r"\b(?:told|speaking to) (?:the|The) (?:[A-Z]\w+ )?([A-Z][\w’'-]+)")
"""`told the Tidings`: what has an article and a capital and is no rank is a paper."""
_WORD = re.compile(r"[\w'’-]+")
_ELIDED = re.compile(r"^(?:l|d|un|all|dell)'(?=\w{3})")
_MARKS = re.compile('[“”„«»"‘]')
_OBJECT = re.compile(r"\b(?:to|tells?|told|asks?|asked|warns?|assures?|with)\s(?:\w+\s){0,3}$")
_COMMENTATOR = re.compile(
    r",\s(?:who|whose|which|an?|its|the|который|которая|який|яка|który|która|der|die|qui|que|su|il|che|die)\s",
    re.IGNORECASE,
)
"""`said Dulcie Raine, who chairs the club`: people of the conversation were told of before."""
_OPENING = 7
"""Words at the start of a sentence in which its subject stands: what comes later is only spoken of."""
_MOST = 250
"""Words of people that are kept: an article has fewer, and a file that has more must not cost its square."""
_REMEMBERED = 20_000


def _folded(word: str) -> str:
    word = _ELIDED.sub("", word.casefold().replace("’", "'"))
    return word[:-2] if word.endswith("'s") else word


def _alike(one: str, other: str) -> bool:
    """Returns whether two words are one in different cases: `Суторміна`, `Сутормін`."""
    if one[:4] != other[:4]:
        return one == other
    short = min(len(one), len(other))
    same = next((place for place in range(short) if one[place] != other[place]), short)
    return one == other or (max(4, short - 2) <= same and abs(len(one) - len(other)) < 4)


def _people_in(text: str) -> set[str]:
    """Returns what in a narrator's words may stand for somebody: capitals, roles, offices, the subject of saying; folded."""
    return {
        *(_folded(word) for word in _CAPITAL.findall(text)),
        *(role for word in _WORD.findall(text) if (role := role_word(word)) is not None),
        *(match.group().casefold() for match in OFFICES.finditer(text)),
        *(_folded(who.name) for ahead in (True, False) if 2 < len((who := who_in(text, ahead=ahead)).name)),
    }


def _add(known: set[str], words: Iterable[str]) -> None:
    if len(known) < _MOST:
        known.update(words)


def _meet(words: Iterable[str], known: Collection[str]) -> bool:
    return any(_alike(word, other) for word in words for other in known)


class Sides:
    """What an article has told so far of who is of the conversation, and who speaks to the press."""

    def __init__(self, title: str, paragraphs: Iterable[str]) -> None:
        self.people: set[str] = set()
        """Names, roles and offices that may be of the conversation, folded: those of the title, the opening, and who spoke."""
        self.near: set[str] = set()
        """The words of sentences that speak of the conversation."""
        self.outside: set[str] = set()
        """Names of those who spoke to the press."""
        self.own = False
        """True where the paper itself, or its author, has a part in the conversation."""
        self.last: Side = "call"
        self.sure = 0
        """How many quotations something ties to the conversation: one of its people, or a place in it."""
        self.said = 0
        """How many quotations were the conversation's."""
        self.introduced = 0
        """How many of these brought in somebody by full name, as an article does with those whom it asked."""
        self._earlier = title
        opening = True
        for index, paragraph in enumerate((title, *paragraphs)):
            for sentence in sentences(paragraph):
                self.own = self.own or TO_PAPER.search(sentence) is not None
                opening = opening and (not index or _MARKS.search(sentence) is None)
                # Whom the article first names behind a quotation, with a word about the tape, is one who heard it.
                told = is_cue(sentence) and not self._reports(sentence) and (opening or not self._is_new(sentence))
                if told or (opening and not self._sign(sentence)):
                    _add(self.people, _people_in(sentence))
                if told:
                    _add(self.near, (_folded(word) for word in _WORD.findall(sentence) if 3 < len(word)))
                self._earlier = f"{self._earlier} {sentence}"[-_REMEMBERED:]
        self._earlier = title

    def _reports(self, sentence: str) -> bool:
        """Returns whether a sentence is of somebody who speaks about the talk: `The minister said that the tape was forged`."""
        if self._sign(sentence):
            return True
        if IN_CALL.search(sentence):
            return False
        first = " ".join(sentence.split()[:3])
        said = verb_in(sentence) is not None
        return VOICES.search(first) is not None or (said and bool(self._opens_with(sentence, VOICES, OFFICES)))

    def _sign(self, text: str) -> bool:
        """Returns whether a narrator's words say by themselves that something reached the press."""
        if ADDRESSED.search(text) or any(role_word(match[1]) is None for match in _TOLD.finditer(text)):
            return not self.own
        return CHANNEL.search(text) is not None

    def _comments(self, text: str) -> bool:
        """Returns whether the subject of a sentence is there to comment, or holds an office and is not of the talk."""
        return any(
            not self._is_of_talk(name) and not (self.own and STAFF.fullmatch(name))
            for name in self._opens_with(text, VOICES, OFFICES)
        )

    @staticmethod
    def _opens_with(text: str, *patterns: re.Pattern[str]) -> list[str]:
        """Returns what of the patterns stands where a sentence has its subject."""
        words = list(_WORD.finditer(text))
        opening = text[: words[_OPENING].start()] if _OPENING < len(words) else text
        return [
            match.group()
            for pattern in patterns
            for match in pattern.finditer(opening)
            if not _OBJECT.search(opening[: match.start()])
        ]

    def _is_of_talk(self, name: str) -> bool:
        folded = _folded(name)
        return any(_alike(folded, known) for known in self.people)

    def _names(self, text: str) -> tuple[bool, bool]:
        """Returns whether words name one of the conversation, and whether one who spoke to the press."""
        words = _people_in(text)
        outside = any(_alike(word, known) for word in words for known in self.outside)
        return _meet(words, (self.people | self.near) - self.outside), outside

    def hear(self, text: str) -> None:
        """Takes in a paragraph that was read."""
        self._earlier = f"{self._earlier} {text}"[-_REMEMBERED:]

    def _is_new(self, text: str) -> bool:
        names = _FULL_NAME.findall(text)
        return bool(names) and not any(surname in self._earlier for surname in names)

    def of(self, before: str, after: str, lead: str, *, begins: bool, voices: int) -> Side:
        """Returns the side of a quotation: `before` and `after` are the narrator's words of its sentence, `lead` the whole
        sentences since the last quotation; `begins` where none stands before it in the paragraph; `voices` have spoken.
        """
        side = self._side(before, after, lead, begins=begins, voices=voices)
        if side == "press":
            for text in (after, before, *sentences(lead)):
                if self._sign(text) or self._comments(text) or self._is_new(text):
                    names = {_folded(name) for name in _FULL_NAME.findall(text)}
                    _add(self.outside, names - self.people)
        else:
            self.said += 1
            self.introduced += any(map(self._is_new, (before, after, *sentences(lead)[-1:])))
            _add(self.people, _people_in(before) | _people_in(after))
            tied = IN_CALL.search(f"{before} {after} {lead}") or any(
                _meet(_people_in(text), self.near - self.outside) for text in (before, after, *sentences(lead))
            )
            self.sure += bool(tied or self.own)
        self.last = side
        return side

    def _side(self, before: str, after: str, lead: str, *, begins: bool, voices: int) -> Side:
        for text in (after, before):
            if IN_CALL.search(text):
                return "call"
            if self._sign(text) or self._comments(text):
                return "press"
        told = f"{before} {after}"
        inside, outside = self._names(told)
        if outside and not inside:
            return "press"
        if inside:
            # Somebody of the conversation who speaks by name goes on in it, unless what led here was said outside.
            return "press" if any(map(self._sign, sentences(lead))) else "call"
        if voices and LOOKS_BACK.search(told):
            return "press"
        heard = 1 < voices or 2 < self.said or (1 < self.said and _COMMENTATOR.search(told))
        if heard and self._is_new(told):
            return "press"
        for sentence in reversed(sentences(lead)):
            if IN_CALL.search(sentence):
                return "call"
            if self._sign(sentence) or self._comments(sentence):
                return "press"
            inside, outside = self._names(sentence)
            if heard and not inside and self._is_new(sentence):
                return "press"
            if inside or outside:
                return "call" if inside else "press"
        if self.last == "call" or lead.strip(" .,"):
            return "call"
        who = [found for found in (who_in(after), who_in(before, ahead=True)) if found != Who()]
        pronoun = bool(who) and not any(found.name for found in who)
        return "press" if not begins or pronoun else "call"
