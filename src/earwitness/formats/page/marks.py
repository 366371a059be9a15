"""Marks: a transcriber's signs taken out of a turn, each kept at its place in TEI's words.

`*laughs*` is a `vocal`, `[gunfire]` an `incident`, `(pause)` a `pause`, `[…]` and `[inaudible]` a `gap`, all empty at their
place with the words carried; `[unclear: bridge]` is `unclear` and spans its words, which stay. An editor's words are
`supplied` and stay where the phrase is broken without them, else a `gloss` and go. `f*cking` is `masked` and stays.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ...model import Mark
from ...model.transcript import MarkType
from .words.grammar import FIRST_PERSON, OPENERS, PRONOUNS, SMALL_WORDS
from .words.signs import DOTS, EXPLETIVES, GAPS, INCIDENTS, PAUSES, VOCALS

_SIGNS = re.compile(
    r"(?<![\w*\\])\*{1,2}(?=[^\s*])(?P<star>[^*\n]*(?:\w\*+\w[^*\n]*)*?)(?<=[^\s*])\*{1,2}(?![\w*])"
    r"|\(\((?P<double>[^()\n]{1,160})\)\)|\{(?P<curly>[^{}\n]{1,80})\}|(?<![\w/:])/(?P<slash>[^\W\d_][^/\n]{2,40})/(?![\w/])"
    r"|\[(?P<square>[^\[\]\n]{0,240})\]"
    r"|\((?P<round>[^()\n]{0,160})\)"
    r"|<(?P<omitted>[^<>\n]{0,30}\b(?:omitted|missing|attached|omis|omitido|weggelassen|пропущен\w*|отсутству\w*|без медиа\w*)"
    r"[^<>\n]{0,12})>"
    r"|<(?P<tag>unclear|gap|inaudible|laughs?|vocal|incident|pause)(?:\s[^<>]*)?/?>(?:(?P<inner>[^<>]*)</(?P=tag)>)?"
)
_MASK = re.compile(
    r"(?<![\w*])(?:[^\W\d_]\w*\*+[\w*]*|\*+\w[\w*]*\*\w+)"  # f*cking, п***ц, f***
    r"|(?<![\w-])[fscbdpwaхпбемсжгт][a-zа-яё]{0,3}(?:-{3,}|(?<=\w)-{2,}(?=[a-zа-яё]{1,3}\b)|"
    r"[—–]{1,3}(?=[kgtдйцьь]{1,3}\b)|[_#]{1,}(?=\w)|#{2,})[a-zа-яё]{0,6}(?!\w)"
    r"|(?<!\w)h-{1,2}l+(?!\w)"
    r"|(?<!\w)(?:х|п|б|бл|е|ё|с|f|sh?|c|b)\.{2,4}(?:й|я|ю|ц|дь|ть|ь|ь|ка|k|t|ck|tch|t)(?!\w)",
    re.IGNORECASE,
)
_MASKING = re.compile(r"[*#_—–]|--|\.\.")
_UNCLEAR = re.compile(
    r"(?:unclear|unsure|uncertain|possibly|probably|sounds like|phonetic|нерозбірливо|неразборчиво|возможно|"
    r"вероятно|предположительно|можливо|ймовірно|niewyraźnie|"
    r"prawdopodobnie|chyba|peut-être|inaudible|quizá|vielleicht|unverständlich|forse|misschien|"
    r"onduidelijk)\s*[:,]\s*(?P<words>.+)|(?P<asked>[^?]{1,60})\s?\?{1,2}",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
"""Brackets within asterisks, as Markdown sets a remark in italics: `*(laughs)*`."""
_NOTE = re.compile(
    r"(?:(?:the )?(?:editor|translator|transcriber|author|blogger|admin)(?:['’]?s['’]?)? note|ed(?:itor)?\.? ?note|"
    r"(?:transl|ed|tn|n\.?b)\.?:|note:|"
    r"прим(?:ечание|\.)?\s*(?:ред|пер|автора|переводчика|редакции)?|прим(?:ітка|\.)?\s*(?:ред|пер|автора|перекладача|редакції)|"
    r"przyp\.|ndlr|ndt|note (?:de la rédaction|du traducteur)|nota (?:del|de la|de) |anm(?:erkung)?\b|n\.?d\.?r|"
    r"opmerking|noot van)",
    re.IGNORECASE,
)
"""How a note opens that somebody put into the words later: it explains, and is nothing that was heard."""
_WORD_BEFORE = re.compile(r"([\w'’-]+|[%№$€£])[\s]*$")
_UNFOLDED = re.compile(r"\s\s|[^\S ]")
_SPACES = re.compile(r"\s+")
_RESUMED = re.compile(r"(?:\.{2,}|…)\s?\w")
"""Dots that a speech goes on with behind a gap: they close nothing and keep their space."""
_TIMED = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_OMITTED = re.compile(
    r"\b(?:omitted|interrupted|inaudible|missing|cut|removed|skipped|unintelligible)\b|пропущ|опущен|прерыва|перерива|вырез|"
    r"вирізан|неразборчив|нерозбірлив|pominię|przerwa|omis|coupé|omitid|cortad|ausgelassen|unterbrochen|omess|weggelaten",
    re.IGNORECASE,
)
_TAGS: dict[str, MarkType] = {
    "unclear": "unclear",
    "gap": "gap",
    "inaudible": "gap",
    "pause": "pause",
    "incident": "incident",
}


class Reading(NamedTuple):
    """What was said, and the marks on it."""

    text: str
    marks: tuple[Mark, ...]


class _Sign(NamedTuple):
    type: MarkType | None
    """None: the sign is the speaker's own and stays as printed."""
    words: str
    kept: bool
    """Whether the words belong to the speech."""


@lru_cache(maxsize=4096)
def kind_of(words: str) -> MarkType | None:
    """Returns the kind of mark a transcriber's words name by themselves (`laughs`, `[inaudible 2 sec]`), else None."""
    if DOTS.fullmatch(words):
        return "gap"
    if GAPS.match(words):
        return "gap"
    if EXPLETIVES.match(words):
        return "masked"
    if _NOTE.match(words):
        return "gap" if _OMITTED.search(words) else "gloss"
    places: list[tuple[int, int, MarkType]] = []
    kinds: tuple[tuple[re.Pattern[str], MarkType], ...] = (
        (GAPS, "gap"), (PAUSES, "pause"), (VOCALS, "vocal"), (INCIDENTS, "incident"),
    )  # fmt: skip
    for order, (pattern, kind) in enumerate(kinds):
        found = pattern.search(words)
        if found:
            places.append((found.start(), order, kind))
    if not places or 12 < words.count(" "):
        return None
    # A `pause` or `silence` anywhere says more than the word beside it; else what comes first names the kind.
    first = min(places)
    return (
        "vocal"
        if first[2] == "incident" and any(kind == "vocal" and start < 12 for start, _, kind in places)
        else first[2]
    )


def _is_supplied(words: str, before: str, after: str) -> bool:
    """Returns whether the phrase needs an editor's words, so that they belong to the speech as this telling has it."""
    small = [word.casefold() for word in re.findall(r"[\w'’]+", words)]
    if small and all(word in SMALL_WORDS for word in small):
        return True
    following = after.lstrip()[:1]
    stripped = before.rstrip()
    if not stripped or stripped[-1] in ".?!…":
        # Words that open a sentence belong to it where it goes on in small letters.
        return following.islower()
    if stripped[-1] in '”»"“’':
        return False
    match = _WORD_BEFORE.search(stripped.rstrip(","))
    word = match[1].casefold().replace("’", "'") if match else ""
    goes_on = following.isalnum()
    if stripped[-1] == "%" or word.isdigit():
        # “50% *people* remaining”: a number needs what it counts, unless the phrase stops there.
        return goes_on
    if word in OPENERS:
        return True
    if word and goes_on and re.match(rf"{re.escape(word)}(?!\w)", after.lstrip().casefold()):
        return True  # `bread, *stolen* bread`: nobody says a word twice over
    if word in PRONOUNS:
        return False
    return False


def _classify(match: re.Match[str], before: str, after: str) -> _Sign:
    if (tag := match["tag"]) is not None:
        inner = (match["inner"] or "").strip()
        told = _TAGS.get(tag, "vocal")
        return _Sign(told, inner or ("" if told != "vocal" else tag), told == "unclear" and bool(inner))
    if match["omitted"] is not None:
        return _Sign("gap", match["omitted"].strip(), False)  # a picture or a recording that an export left out
    rare = match["curly"] or match["slash"]
    if rare is not None:
        # Signs that some use for remarks and others for their own ends: only words that name a remark make one of them.
        kind = kind_of(rare.strip())
        return _Sign(kind, rare.strip() if kind else "", kind is None)
    star, bracket = match["star"], match["round"]
    square = match["square"] if match["double"] is None else match["double"]
    words = next(part for part in (star, square, bracket) if part is not None).strip().strip("*")
    if star is not None and (inside := _INSIDE.fullmatch(words)):
        words = inside[1]
    if DOTS.fullmatch(words):
        return _Sign("gap", "", False) if star is None else _Sign(None, "", True)
    asked = _UNCLEAR.fullmatch(words)
    if asked and star is None:
        inner = (asked["words"] or asked["asked"]).strip(" “”\"'«»")
        if asked["words"] or (square is not None and not kind_of(inner)):
            return _Sign("unclear", inner, True)
        if (kind := kind_of(inner)) is not None:
            return _Sign(kind, words, False)
    if words in ("?", "??", "sic", "sic!"):
        return _Sign("unclear", "", False)
    if (kind := kind_of(words)) is not None:
        return _Sign(kind, words, False)
    if bracket is not None:
        if _is_own(words):
            return _Sign(None, words, True)
    elif _TIMED.fullmatch(words) or words.isdigit():
        return _Sign(None, words, True)
    if _is_supplied(words, before, after):
        return _Sign("supplied", words, True)
    stripped = before.rstrip()
    if bracket is not None and (not stripped or stripped[-1] in ".?!…"):
        # What stands alone between sentences tells what happens, not what a word means.
        return _Sign("incident", words, False)
    return _Sign("gloss", words, False)


def _is_own(words: str) -> bool:
    """Returns whether round brackets hold the speaker's own words: long, or in the first or second person."""
    parts = words.casefold().split()
    return (
        8 < len(parts) or (bool(parts) and any(part.strip(",.!?") in FIRST_PERSON for part in parts)) or words.isdigit()
    )


class _Said:
    """Text under construction: white space folded, none before a closing sign, marks at their places."""

    def __init__(self) -> None:
        self.text = ""
        self.marks: list[Mark] = []

    def add(self, part: str) -> tuple[int, int]:
        """Adds words and returns where they stand."""
        if _UNFOLDED.search(part):
            part = _SPACES.sub(lambda match: "\n" if "\n" in match.group() else " ", part)
        if not self.text or self.text[-1] in " \n":
            part = part.lstrip()
        if part[:1] in ",.;:!?…" and not _RESUMED.match(part) and self.text[-1:] == " ":
            self.text = self.text[:-1]
            self.marks = [_before(mark, len(self.text)) for mark in self.marks]
        start = len(self.text)
        self.text += part
        return start, len(self.text)

    def mark(self, kind: MarkType, words: str) -> None:
        # A gloss hangs on the word it explains; everything else stands where speech would go on.
        place = len(self.text.rstrip()) if kind == "gloss" else len(self.text)
        self.marks.append(Mark(type=kind, start=place, end=place, words=words))

    def finished(self) -> Reading:
        text = self.text.rstrip()
        marks = [_before(mark, len(text)) for mark in self.marks]
        return Reading(text, tuple(sorted(marks, key=lambda mark: (mark.start, mark.end))))


def _before(mark: Mark, length: int) -> Mark:
    """Returns the mark, pulled back where the text was shortened behind it."""
    if mark.end <= length:
        return mark
    return Mark(type=mark.type, start=min(mark.start, length), end=length, words=mark.words)


def read_marks(printed: str) -> Reading:
    """Returns the words of a turn as printed, without the transcriber's signs, and the marks with offsets into them."""
    said = _Said()
    if not any(sign in printed for sign in "*[(<{/"):
        said.add(printed)
        if "-" in printed or ".." in printed or "#" in printed or "_" in printed or "—" in printed:
            _mask(said)
        return said.finished()
    at = 0
    for match in _SIGNS.finditer(printed):
        sign = _classify(
            match, printed[max(0, match.start() - 80) : match.start()], printed[match.end() : match.end() + 40]
        )
        if sign.type is None:
            continue
        said.add(printed[at : match.start()])
        at = match.end()
        if sign.kept:
            start, end = said.add(sign.words)
            said.marks.append(Mark(type=sign.type, start=start, end=end, words=sign.words))
        elif sign.type == "unclear" and not sign.words:
            word = _WORD_BEFORE.search(said.text[-80:])
            start = max(0, len(said.text) - 80) + word.start(1) if word else len(said.text.rstrip())
            said.marks.append(
                Mark(type="unclear", start=start, end=len(said.text.rstrip()), words=said.text[start:].rstrip())
            )
        else:
            said.mark(sign.type, sign.words)
    said.add(printed[at:])
    _mask(said)
    return said.finished()


def _mask(said: _Said) -> None:
    """Marks masked words, which stay as printed."""
    if not _MASKING.search(said.text):
        return
    for match in _MASK.finditer(said.text):
        if not any(mark.start < match.end() and match.start() < mark.end for mark in said.marks):
            said.marks.append(Mark(type="masked", start=match.start(), end=match.end(), words=match.group()))


_STAGE = re.compile(
    r"\s*(?:\[(?P<square>[^\[\]]*)\]|\((?P<round>[^()]*)\)|\*{1,2}(?P<star>[^*]+)\*{1,2}|(?P<dots>…|\.{3,}))[.\s]*"
)


def stage_line(text: str, *, italic: bool = False) -> Mark | None:
    """Returns the mark of a line that holds nothing but a transcriber's sign (`[The line goes dead]`, `[…]`), else None."""
    match = _STAGE.fullmatch(text)
    if match is None:
        if italic and len(text) < 120 and (kind := kind_of(text)):
            return Mark(type=kind, start=0, end=0, words=text.strip(" ."))
        return None
    words = next((match[name] for name in ("square", "round", "star") if match[name] is not None), "").strip()
    words = inside[1] if (inside := _INSIDE.fullmatch(words)) else words
    if DOTS.fullmatch(words):
        return Mark(type="gap", start=0, end=0)
    return Mark(type=kind_of(words) or "incident", start=0, end=0, words=words)
