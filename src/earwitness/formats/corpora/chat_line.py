"""The main line of CHAT: what was said, and the transcriber's signs in it.

The rule of the text: all that was uttered, so retraced words, fillers (`&-uh`) and fragments (`&+fr`) too, in the letters
of the line; signs of prosody, forms (`@s:eng`) and scopes are left out. Letters in parentheses (`(be)cause`) and
omitted words (`0is`) are `supplied`. Source: B. MacWhinney, Tools for Analyzing Talk, part 1 (the CHAT manual).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ...model import Mark, Word
from ...model.transcript import MarkType

BULLET = "\x15"
UNINTELLIGIBLE = "unintelligible"
UNTRANSCRIBED = "untranscribed"
ENDS = {
    "+...": "…", "+..?": "…?", "+!?": "!?", "+/.": "—", "+/?": "—?", "+//.": "—", "+//?": "—?", '+"/.': ":", '+".': ".",
    "+.": "",
}  # fmt: skip
"""Special ends of an utterance, and what stands for them in the text."""

_TIMES = r"[\x15•](?:%\w+:\"[^\"\x15]*\"_?)?(?P<first>\d{1,12})_(?P<last>\d{1,12})-?[\x15•]"
_CA = "↑↓⇗↗→↘⇘∞≈≋⌈⌉⌊⌋∆∇°▁▔☺♋⁇∬Ϋϋ∲§∾↻⁎◉∙ˈˌ≠\x01\x02\x03\x04\x07\x08"
"""Signs of conversation analysis and of stress, which are no words; `\x01` and the like are underlining."""
_LEFT_OUT = str.maketrans("", "", _CA + "^")
_SIGNS = rf"<>\[\](){{}}&@+_:^#*$\x00-\x1f•„‡“”{_CA}"
_SPECIAL = re.compile(f"[{_SIGNS}]")
_PLAIN = rf"(?!xxx?\b|yyy\b|www\b|[.,;:?!…0])[^\s{_SIGNS}]+"
_TOKEN = re.compile(
    rf"""(?P<run>{_PLAIN}(?:\ {_PLAIN})*)(?=[\s\[<>\x15•]|$)
    |(?P<points>[.,;?!…]+)(?=[\s\[<>\x15•]|$)
    |(?P<bullet>{_TIMES}|\x15[^\x15]*\x15)
    |\[(?P<code>[^\[\]]*)\]
    |(?P<linker>\+["^<,+≋≈](?=\s))
    |(?P<end>\+(?:\.\.\.|\.\.\?|!\?|//?[.?]|"/\.|"\.|\.)(?=[\s\[\x15•]|$))
    |(?P<open><)|(?P<close>>)
    |\((?P<pause>\.{{1,3}}|\d+(?:[.:]\d*)*)\)(?=[\s>\x15\[]|$)
    |(?P<hash>\#{{1,3}}[\d_:.]*)(?=\s|$)
    |&=(?P<event>[^\s\[\]<>\x15]+)|(?P<other>&[*{{}}][^\s\[\]<>\x15]*)
    |(?P<word>[^\s\[\]<>\x15•]+)
    |(?P<stray>[^\s])""",
    re.VERBOSE,
)
_POINTS = re.compile(r"[.,;:?!…„‡”]+")
_PAREN = re.compile(r"\(([^()]*)\)")
_LONG = re.compile(r"(?<=[^\W\d]):+")
_JOINED = re.compile(r"(?<=\w)\+(?=\w)")
_OF_WORDS = re.compile(r"([^\s\x15•\[\]]+)\s+[\x15•](\d{1,12})_(\d{1,12})[\x15•]")


class Said(NamedTuple):
    """What a main line says."""

    text: str
    start: int | None = None
    end: int | None = None
    printed: str | None = None
    marks: tuple[Mark, ...] = ()
    codes: tuple[str, ...] = ()
    """Codes in brackets that are no mark (`[//]`, `[+ exc]`), as printed."""
    language: str | None = None
    """As the line begins with it: `[- zho]`, three letters."""


def said(body: str) -> Said:
    """Returns what the body of a main line says, unfolded: all after `*CHI:` and its tab."""
    start = end = printed = None
    core = body
    if body[-1:] == BULLET:
        place = body.rfind(BULLET, 0, -1)
        first, _, last = body[place + 1 : -1].partition("_")
        if 0 < place and first.isdecimal() and last.isdecimal() and len(first) < 13 and len(last) < 13:
            core, start, end, printed = body[:place].rstrip(), int(first), int(last), f"{first}_{last}"
    if (
        _SPECIAL.search(core)
        or "xx" in core
        or "yyy" in core
        or "www" in core
        or core[:1] == "0"
        or " 0" in core
        or "  " in core
        or " . " in core
        or " ? " in core
        or " ! " in core
        or " ;" in core
    ):
        return _tokens(body)
    if core[-2:] in (" .", " ?", " !"):
        core = core[:-2] + core[-1]
    if " ," in core:
        core = core.replace(" ,", ",")
    return Said("" if core in (".", "?", "!") else core, start, end, printed)


class _Line:
    """A main line while its tokens are told one after the other."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.marks: list[Mark] = []
        self.open: list[int | None] = []
        """Where each scope that is open begins; None where its first word is still to come."""
        self.scope = (0, 0)
        self.worded = False
        self.quoting = False

    def word(self, word: str) -> tuple[int, int]:
        """Puts a word after the others and returns where it stands."""
        if self.length and not self.quoting:
            self._put(" ")
        self.quoting = word[-1:] in "“‘("
        first = self.length
        self._put(word)
        nth = len(self.open) - 1
        while 0 <= nth and self.open[nth] is None:
            self.open[nth] = first
            nth -= 1
        self.scope = (first, self.length)
        self.worded = True
        return self.scope

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def run(self, words: str) -> None:
        """Puts a run of words after the others; a code that follows is of the last."""
        self.word(words)
        last = words.rfind(" ")
        if 0 <= last:
            self.scope = (self.scope[1] - len(words) + last + 1, self.scope[1])

    def points(self, points: str) -> None:
        if self.length or points == "”":
            self._put(points)

    def mark(self, type: MarkType, words: str = "", *, scoped: bool = False, after: bool = False) -> None:
        """Marks the stretch before, or the place after it, or the place reached."""
        at = self.length
        if not scoped and not after:
            self.scope = (at, at)
        first, last = self.scope if scoped else (self.scope[1],) * 2 if after else (at, at)
        self.marks.append(Mark(type=type, start=first, end=last, words=words))


def _tokens(body: str) -> Said:
    line = _Line()
    times: list[tuple[int, int]] = []
    codes: list[str] = []
    language: str | None = None
    for match in _TOKEN.finditer(body):
        kind, token = match.lastgroup, match.group()
        if kind == "run":
            line.run(token)
        elif kind == "points":
            line.points(token)
        elif kind == "word":
            _word(line, token)
        elif kind == "bullet":
            if match["first"] is not None:
                times.append((int(match["first"]), int(match["last"])))
            else:
                codes.append(token.strip(BULLET))
        elif kind == "code":
            code = match["code"]
            if code.startswith("- ") and not line.worded and language is None:
                language = code[2:].strip()
            elif not _code(line, code.strip()):
                codes.append(token)
        elif kind == "end":
            line.points(ENDS[token])
        elif kind == "open":
            line.open.append(None)
        elif kind == "close":
            first = line.open.pop() if line.open else None
            line.scope = (line.length if first is None else first, line.length)
        elif kind == "pause":
            line.mark("pause", match["pause"])
        elif kind == "hash":
            line.mark("pause", token.lstrip("#").replace("_", ".") or "." * len(token))
        elif kind == "event":
            line.mark("vocal", match["event"].replace("_", " "))
        elif kind == "other":
            line.mark("vocal" if token[1] == "*" else "incident", token[2:].replace("_", " "))
        elif kind == "linker":
            codes.append(token)
    text = "".join(line.parts) if line.worded else ""
    marks = tuple(mark for mark in line.marks) if line.worded else tuple(_at_nothing(mark) for mark in line.marks)
    start = times[0][0] if times else None
    end = times[-1][1] if times else None
    printed = f"{times[0][0]}_{times[0][1]}" if len(times) == 1 else None
    return Said(text, start, end, printed, marks, tuple(codes), language)


def _at_nothing(mark: Mark) -> Mark:
    return Mark(type=mark.type, start=0, end=0, words=mark.words)


def _code(line: _Line, code: str) -> bool:
    """Tells a code in brackets as a mark; says whether it is one."""
    if code == "?":
        line.mark("unclear", scoped=True)
    elif code == '"':
        line.mark("quote", scoped=True)
    elif code.startswith("=?"):
        line.mark("unclear", code[2:].strip(), scoped=True)
    elif code.startswith("=!"):
        line.mark("vocal", code[2:].strip(), scoped=True)
    elif code.startswith("="):
        line.mark("gloss", code[1:].strip(), after=True)
    elif code.startswith((": ", ":: ")):
        line.mark("gloss", code.lstrip(":").strip(), after=True)
    elif code.startswith("^ "):
        line.mark("incident", code[2:].strip())
    else:
        return False
    return True


def _word(line: _Line, token: str) -> None:
    if _POINTS.fullmatch(token):
        line.points(token.replace("„", ",").replace("‡", ","))
        return
    bare = token.partition("@")[0] or token
    if bare in ("xxx", "xx"):
        line.mark("gap", UNINTELLIGIBLE)
        return
    if bare == "www":
        line.mark("gap", UNTRANSCRIBED)
        return
    if bare == "yyy":
        line.mark("unclear")
        return
    word, supplied = _spelled(bare)
    if not word:
        return
    first = line.word(word)[0]
    line.marks += [Mark(type="supplied", start=first + one, end=first + other) for one, other in supplied]


def clean(token: str) -> str:
    """Returns the letters of a word of the main line or of `%wor`."""
    return _spelled(token.partition("@")[0] or token)[0]


def _spelled(word: str) -> tuple[str, list[tuple[int, int]]]:
    """Returns a word's letters, and which of them the transcriber supplied."""
    whole = word[0] == "0" and not word[1:2].isdigit()
    if whole:
        word = word[1:]
    elif word[0] == "&" and 1 < len(word):
        word = word[2 if word[1] in "-+~" else 1 :]
    word = _JOINED.sub("-", _LONG.sub("", word.translate(_LEFT_OUT)).replace("_", " "))
    if "(" not in word:
        return word, [(0, len(word))] if whole and word else []
    supplied: list[tuple[int, int]] = []
    letters = ""
    place = 0
    for match in _PAREN.finditer(word):
        letters += word[place : match.start()]
        if match[1]:
            supplied.append((len(letters), len(letters) + len(match[1])))
        letters += match[1]
        place = match.end()
    letters += word[place:]
    return letters, supplied


def unfolded(body: str) -> str:
    """Returns the body of a line that goes on in others as one line."""
    return " ".join(line.strip() for line in body.split("\n")) if "\n" in body else body.rstrip()


def timed_words(text: str, tier: str) -> tuple[Word, ...]:
    """Returns the words of a text that its `%wor` tier gives times, each found after the one before."""
    words: list[Word] = []
    place = 0
    for token, start, end in _OF_WORDS.findall(tier):
        word = clean(token)
        first = _found(text, word, place) if word else -1
        if first < 0:
            continue
        place = first + len(word)
        begin, finish = int(start), int(end)
        words.append(Word(first, place, begin, finish if begin <= finish else None))
    return tuple(words)


def _found(text: str, word: str, place: int) -> int:
    first = text.find(word, place)
    while 0 <= first:
        last = first + len(word)
        if not (text[first - 1 : first].isalnum() or text[last : last + 1].isalnum()):
            return first
        first = text.find(word, last)
    return -1
