"""Labels: what may be a speaker's label at the start of a line, in every form that transcripts print them.

`(R): …`, `[R] …`, `R. …`, `R — …`, `MOTHER: …`, `ОТЕЦ. …`, `**Anna** …`, `[00:12] Anna: …`, `Anna (00:12): …`,
`03:09:31 Нач. зміни: …`, `BY MR. SMITH: …`, `Mother says: …`, `<anna> …`, a name alone on its line. Whether a candidate is a
label is decided over the whole page (`casting`), never here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import msgspec
from msgspec import Struct

from .lines import DASHES, Line
from .marks import kind_of
from .words.grammar import PRONOUNS
from .words.headwords import HEADWORDS
from .words.roles import ROLE_OF, Role

Style = Literal[
    "paren",
    "colon",
    "dot",
    "titled",
    "name",
    "dash",
    "bold",
    "alone",
    "chat",
    "cell",
    "term",
    "author",
    "column",
    "announced",
]


class Label(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A candidate: a name, how it is printed, and where the speech begins in the line's text."""

    name: str
    """As printed, without brackets, colon and time."""
    key: str
    """What makes two labels one: casefolded, without stops and outer signs."""
    style: Style
    end: int
    time: str | None = None
    """As printed."""
    aside: str = ""
    """What stands in brackets behind the name: `on the phone`."""
    other: Label | None = None
    """Another reading of the same line (`W.` in `W. Well: yes`), to be taken where its name comes more often."""


_TIME = (
    r"(?:\d{1,2}[./]\d{1,2}[./]\d{2,4},?\s+|"
    r"\d{4}-\d\d-\d\d[T ]?|(?:today|yesterday|сегодня|вчера|сьогодні|вчора|dziś|wczoraj|heute|gestern|hoy|ayer|oggi|ieri|"
    r"vandaag|gisteren|aujourd['’]hui|hier),?\s(?:(?:at|в|о|um|à|a las|alle|om)\s)?)?"
    r"(?:\d{1,3}:\d{2}(?::\d{2})?|\d{4}:\d{2}|\d{2} \d{2} \d{2} \d{2}(?=\s{2}))(?:[.,]\d{1,3})?"
    r"(?:\s?[ap]\.?m\.?|\s?(?:UTC|GMT|Z|hrs?)\b)?"
    r"(?:\s*(?:-->|→|[-–—])\s*\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)?"
)
_LEADING_TIME = re.compile(
    rf"(?:\[\s*({_TIME})\s*\]|\(\s*({_TIME})\s*\)|({_TIME}))(?:\s*[-–—|•:]\s+|\s+|$)", re.IGNORECASE
)
_TRAILING_TIME = re.compile(
    rf"\s*[,–—|-]?\s*(?:\[\s*({_TIME})\s*\]|\(\s*({_TIME})\s*\)|\s({_TIME}))\s*$", re.IGNORECASE
)
_BRACKETED_TIME = re.compile(rf"\s*(?:\[\s*({_TIME})\s*\]|\(\s*({_TIME})\s*\))", re.IGNORECASE)
_ALONE_TIME = re.compile(
    rf"(?=[^\W\d_])([^:\n]{{1,40}}?)\s*[,–—|-]?\s*(?:\[\s*({_TIME})\s*\]|\(\s*({_TIME})\s*\)|\s({_TIME}))\s*",
    re.IGNORECASE,
)
_TIME_ALONE = re.compile(rf"[\[(]?\s*({_TIME})\s*[\])]?", re.IGNORECASE)
_PAREN = re.compile(r"(?:\(([^()\n]{1,36})\)|\[([^\[\]\n]{1,36})\]|\{([^{}\n]{1,36})\})\s*(?:[:.=]|[-–—](?=\s))?\s*")
_COLON = re.compile(
    r"((?:[^:：\n(\[]|\([^()\n]{1,40}\)|\[[^\[\]\n]{1,40}\]){1,60}?)\s?[:：](?=$|"
    r"[\s«»“\"„‚‘’'…\[(*—–-]|(?<=[^\d][:：])[^\W\d_])\s*"
)
_DOT = re.compile(r"([^\W\d_][^.\n\d]{0,30}?)(?:\.(?:\s*[—–-])?)\s+(?=\S)")
_DASH = re.compile(rf"([^\W\d_][\w.'’ -]{{0,30}}?)\.?\s*\s[{DASHES}-]\s+(?=\S)")
_PLAIN_NAME = re.compile(r"[A-ZА-ЯІЇЄҐŁŚŻ][\w'’-]+(?:\s(?:[A-ZА-ЯІЇЄҐŁŚŻ][\w'’-]*\.?|\d{1,2})){0,2}")
"""A line that could be a name by its capitals; only taken where the page has no plainer labels (`casting`)."""
_THE = frozenset({"The ", "THE ", "the "})
_TITLED = re.compile(
    r"((?:The|Mr\.|Mrs\.|Ms\.|Miss|Dr\.|Sir|Senator|Chairman|Chairwoman|Representative|Secretary|General|Governor|Judge|Justice)"
    r"(?:\s[A-Z][A-Z'’-]+){1,3})\.\s+(?=\S)"
)
_COLUMN = re.compile(r"([^\W\d_][\w.'’/-]{0,15}(?: [\w.'’/-]{1,15}){0,2})(?:\t\s*|\s{2,})(?=\S)")
"""A name in a column of its own: set off from the words by a tab or several spaces, behind a time or in capitals."""
_ANNOUNCED = re.compile(r"(?:SPEAKER|Speaker)\s*:\s*(\S[^:\n]{0,30}?)\s*")
"""A line of its own that says who speaks next, as recognisers print it: `SPEAKER: S1`."""
_CHAT = re.compile(r"<([^<>\n]{1,30})>\s+")
_QUALIFIER = re.compile(r"\s*[(\[]([^()\[\]]{1,60})[)\]]\s*$")
_SAYS = re.compile(
    r"\s+(?:says|said|speaking|asks|asked|replies|answers|говорит|сказал|сказала|отвечает|спрашивает|каже|"
    r"відповідає|питає|mówi|odpowiada|pyta|dit|répond|demande|"
    r"dice|responde|pregunta|sagt|antwortet|fragt|risponde|chiede|zegt|antwoordt|vraagt)$",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:#?\d{1,3}|(?:[^\W\d_]\.){2,4}|(?=[\w#])(?:[^\W_][\w'’ʼ`&/№#-]*\.?|[№#]?\d+|[-–—&/+])(?:\s(?:[^\W_][\w'’ʼ`&/№#-]*\.?|[№#]?\d+|[-–—&/+,]))"
    r"{0,4})"
)
_LONG_STOP = re.compile(r"\b[a-zа-яёіїєґ]\w*\.\s+[A-ZА-ЯЁІЇЄҐ]|[^\W\d_]{6,}\.\s")
_CAPITALS = re.compile(r"[^a-zа-яёіїєґąćęłńóśźżàâçéèêëîïôûùüÿñæœäöß]+")


@lru_cache(maxsize=8192)
def key_of(name: str) -> str:
    """Returns what makes two printings of a label one: `Mr. Smith`, `MR SMITH` and `(Mr Smith)` share theirs."""
    name = name[4:] if name[:4] in _THE and 4 < len(name) else name
    return " ".join(name.casefold().replace(".", " ").replace("’", "'").replace("ʼ", "'").split()).strip(
        "-–—:,;#*()[] "
    )


@lru_cache(maxsize=8192)
def role_of(name: str) -> Role | None:
    """Returns the role a label names by itself (`Mother`, `the guard`, `Duty officer`, `Operator 2`), or None."""
    key = key_of(name)
    for article in ("the ", "a ", "an ", "le ", "la ", "l'", "el ", "der ", "die ", "il ", "lo ", "de "):
        if key.startswith(article):
            key = key[len(article) :]
            break
    found = ROLE_OF.get(key)
    if found is None and " " in key:
        words = key.split()
        found = ROLE_OF.get(words[-1])
        if found is None:
            found = ROLE_OF.get(words[0])
    return found


def is_name(name: str) -> bool:
    """Returns whether a stretch has the shape of a label: one to five words or a short number, no sentence, no address."""
    if not name or 44 < len(name) or not _NAME.fullmatch(name) or _LONG_STOP.search(name):
        return False
    first = name.lstrip("#№ ")
    return first[:1].isalpha() or is_number(first)


_NUMBER = re.compile(r"\d{1,3}(?:[-/]\d{1,3})?")


def is_number(name: str) -> bool:
    """Returns whether a label is a short number: that of an emergency line (`999`) or a call sign (`4-2`)."""
    return _NUMBER.fullmatch(name) is not None


def is_headword(name: str) -> bool:
    """Returns whether the words stand before colons without being a voice: `Note`, `Serves`, `Tel`."""
    key = key_of(name)
    if len(key) < 2:
        return False  # one letter is a speaker's initial, though `à:` and `a:` head letters
    return key in HEADWORDS or key.rstrip("0123456789 ") in HEADWORDS


def is_capitals(name: str) -> bool:
    """Returns whether every letter is a capital."""
    return _CAPITALS.fullmatch(name) is not None and any(character.isalpha() for character in name)


def _named(name: str, style: Style, end: int, time: str | None) -> Label | None:
    """Returns the label of a name as printed, its time and remarks taken apart; None where it is no name."""
    name = name.strip()
    aside = ""
    if name[-1:] in ")]" or name[-1:].isdigit():
        trailing = _TRAILING_TIME.search(name)
        if trailing and trailing.start():
            time = time or next(group for group in trailing.groups() if group)
            name = name[: trailing.start()].strip()
    if name[-1:] in (")", "]"):
        qualifier = _QUALIFIER.search(name)
        if qualifier and qualifier.start():
            aside = qualifier[1]
            name = name[: qualifier.start()].strip()
    head, comma, tail = name.partition(", ")
    if comma and tail[:1].islower() and is_name(head) and (is_capitals(head) or role_of(head) is not None):
        name, aside = head, tail  # `LA VOIX, riant. – …`, `Mother, crying: …`
    if name[:1] in "([{*_" and 2 < len(name):
        name = name.strip("()[]{}*_ ")
    if style == "colon" and " " in name and (says := _SAYS.search(name)):
        name = name[: says.start()]
        if name.casefold() in PRONOUNS:
            return None  # `He said: …` is the speaker's own
    if name[:3] in ("BY ", "By ") and 3 < len(name):
        name = name[3:]
    if not is_name(name):
        return None
    return Label(name=name, key=key_of(name), style=style, end=end, time=time, aside=aside)


def find_label(line: Line) -> Label | None:
    """Returns the label that may stand at the start of a line, or None. A line that is only a time gives a nameless one."""
    text = line.text
    time = None
    offset = 0
    if text[:1].isdigit() or text[:1] in "[(":
        leading = _LEADING_TIME.match(text)
        if leading:
            time = next(group for group in leading.groups() if group)
            offset = leading.end()
    head = text[offset : offset + 90]
    if not head:
        return Label(name="", key="", style="alone", end=len(text), time=time) if time else None
    first = head[0]
    if first in "Ss" and offset == 0 and len(text) < 50 and (announced := _ANNOUNCED.fullmatch(text)):
        return _named(announced[1], "announced", len(text), time)
    if first == "<" and (match := _CHAT.match(head)):
        return _named(match[1], "chat", offset + match.end(), time)
    if first in "([{" and (match := _PAREN.match(head)):
        inner = next(group for group in match.groups() if group)
        if (match.end() == len(head) and not match.group().rstrip().endswith(":")) or kind_of(inner):
            return None  # a stage line, or a sign at the start of a speech
        if not match.group().rstrip().endswith((":", ".", "-", "–", "—", "=")) and 12 < len(inner):
            return None
        return _named(inner, "paren", offset + match.end(), time)
    bold = line.bold - offset
    if 0 < bold < len(text) - offset and bold < 50 and (label := _bold(head, bold, offset, time)):
        return label
    dotted = None
    if line.kind != "heading" and (dot := _DOT.match(head)) and is_capitals(dot[1].partition(", ")[0]):
        dotted = _named(dot[1], "dot", offset + dot.end(), time)
    elif titled := _TITLED.match(head):
        return _named(titled[1], "titled", offset + titled.end(), time)
    colon = _COLON.match(head)
    closed = len(head[colon.end() :]) - len(head[colon.end() :].lstrip("*_ ")) if colon and first in "*_" else 0
    if colon and (label := _named(colon[1], "colon", offset + colon.end() + closed, time)):
        return msgspec.structs.replace(label, other=dotted) if dotted is not None else label
    if dotted is not None:
        return dotted
    column = _COLUMN.match(head) if line.kind in ("line", "preformatted") else None
    if column and (time is not None or is_capitals(column[1])):
        return _named(column[1], "column", offset + column.end(), time)
    if 3 < len(head) and (dash := _DASH.match(head)) and not _TIME_ALONE.fullmatch(head[dash.end() :]):
        return _named(dash[1], "dash", offset + dash.end(), time)
    if len(text) < 60 and (alone := _ALONE_TIME.fullmatch(head)):
        return _named(alone[1], "alone", len(text), next(group for group in alone.groups()[1:] if group))
    shouted = is_capitals(head.rstrip(":")) and not (head.endswith(".") and 1 < head.count(" "))
    if len(text) < 40 and (shouted or line.kind in ("heading", "term") or line.bold == len(text)):
        return _named(head.rstrip(": "), "alone", len(text), time)
    if len(head) < 30 and _PLAIN_NAME.fullmatch(head):
        return _named(head, "alone" if time is not None else "name", len(text), time)
    if time is not None and offset:
        return Label(name="", key="", style="alone", end=offset, time=time)
    return None


def _bold(head: str, bold: int, offset: int, time: str | None) -> Label | None:
    """Returns the label that is set in bold type at the start of a line, colon or none."""
    name = head[:bold].strip()
    rest = head[bold:]
    clock = _BRACKETED_TIME.match(rest)
    if clock:
        time = time or next(group for group in clock.groups() if group)
    behind = rest[clock.end() :] if clock else rest
    skipped = len(rest) - len(behind.lstrip(f" :.{DASHES}-"))
    if name.endswith((":", "-", "–", "—", ".")):
        name = name.rstrip(f":. {DASHES}-")
    return _named(name, "bold", offset + bold + skipped, time)


def settled(labels: Sequence[Label | None]) -> list[Label | None]:
    """Returns the candidates with each line's other reading taken where its name leads more lines of the page."""
    counts = Counter(label.key for label in labels if label is not None)
    return [
        label.other
        if label is not None and label.other is not None and counts[label.key] <= counts[label.other.key]
        else label
        for label in labels
    ]


def is_time_line(text: str) -> str | None:
    """Returns the time, where a line holds nothing else."""
    match = _TIME_ALONE.fullmatch(text)
    return match[1] if match else None
