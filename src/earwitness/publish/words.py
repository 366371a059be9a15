"""Words: what the screen says for the terms that the code keeps."""

from __future__ import annotations

import math

from ..model import MarkType, TranscriptKind
from . import days, tongue
from .tongue import gettext, later, later_counted, later_in, ngettext, pgettext

LANGUAGES = {
    "ar": later("Arabic"),
    "be": later("Belarusian"),
    "cs": later("Czech"),
    "de": later("German"),
    "en": later("English"),
    "es": later("Spanish"),
    "fa": later("Persian"),
    "fr": later("French"),
    "he": later("Hebrew"),
    "it": later("Italian"),
    "ka": later("Georgian"),
    "kk": later("Kazakh"),
    "lt": later("Lithuanian"),
    "lv": later("Latvian"),
    "nl": later("Dutch"),
    "pl": later("Polish"),
    "pt": later("Portuguese"),
    "ro": later("Romanian"),
    "ru": later("Russian"),
    "tr": later("Turkish"),
    "uk": later("Ukrainian"),
    "ur": later("Urdu"),
    "zh": later("Chinese"),
}

KINDS: dict[TranscriptKind, str] = {
    "transcription": later("Transcript"),
    "translation": later("Translation"),
    "excerpt": later("Excerpt"),
    "subtitles": later("Subtitles"),
    "machine": later("Made by a machine"),
}

MARKS: dict[MarkType, str] = {
    "gap": later("left out or not heard"),
    "unclear": later("unclear in the recording"),
    "supplied": later("added by the transcriber to complete the sense"),
    "gloss": later("explained by the transcriber"),
    "vocal": later("a sound the speaker makes"),
    "incident": later("heard in the background"),
    "pause": later("pause"),
    "masked": later("masked in the source"),
    "quote": later("quoted by the speaker"),
}
"""What a mark means, for the title that hangs on it."""

MATCHES: dict[str, str] = {"same": later("The same, almost surely"), "maybe": later("Maybe: for you to look at")}
"""How sure the machine is that two conversations are one."""

MATCHED: dict[str, str] = {
    "telling": later("another version"),
    "repost": later("the same, published again"),
    "clip": later("a part of it"),
    "excerpt": later("quotations from it"),
}
"""What the one is of the other, if they are one."""

VERBS = {
    "init": later("made the archive"),
    "add": later("added"),
    "describe": later("described"),
    "triage": later("said where the work stands"),
    "glossary": later("changed the glossary"),
    "reread": later("read again"),
    "mend": later("put a reading right"),
    "undo": later("took back"),
    "erase": later("erased for good"),
    "link": later("joined"),
    "unlink": later("parted"),
    "reject": later("said to be two conversations"),
    "part": later("made a conversation of its own"),
    "settle": later("settled a reading"),
    "transcribe": later("had an engine transcribe"),
    "match": later("said which turns match"),
    "rebuild": later("rebuilt"),
    "correct": later("corrected"),
    "align": later("aligned to its sound"),
    "speaker": later("said who speaks"),
    "translate": later("had a machine translate"),
    "diarize": later("had a machine tell voices apart"),
    "note": later("noted"),
    "code": later("coded"),
    "caution": later("marked as distressing"),
    "withdraw": later("took off"),
    "keep": later("kept a search"),
}


GENRES: dict[str, str] = {
    "call": later("call"),
    "radio": later("radio exchange"),
    "hearing": later("hearing"),
    "interview": later("interview"),
    "emergency": later("emergency call"),
    "meeting": later("meeting"),
    "conversation": later("conversation"),
}
"""What the screen calls an event of a genre."""

OF_THIS: dict[str, str] = {
    "call": later("of this call"),
    "radio": later("of this radio exchange"),
    "hearing": later("of this hearing"),
    "interview": later("of this interview"),
    "emergency": later("of this emergency call"),
    "meeting": later("of this meeting"),
    "conversation": later("of this conversation"),
}
"""The same behind "the publications"."""

COUNTED: dict[str, tuple[str, str]] = {
    "act": later_counted("{n} act", "{n} acts"),
    "byte": later_counted("{n} byte", "{n} bytes"),
    "channel": later_counted("{n} channel", "{n} channels"),
    "conversation": later_counted("{n} conversation", "{n} conversations"),
    "difference": later_counted("{n} difference", "{n} differences"),
    "doubt": later_counted("{n} doubt", "{n} doubts"),
    "line": later_counted("{n} line", "{n} lines"),
    "match": later_counted("{n} match", "{n} matches"),
    "note": later_counted("{n} note", "{n} notes"),
    "page": later_counted("{n} page", "{n} pages"),
    "passage": later_counted("{n} passage", "{n} passages"),
    "publication": later_counted("{n} publication", "{n} publications"),
    "quotation": later_counted("{n} quotation", "{n} quotations"),
    "row": later_counted("{n} row", "{n} rows"),
    "search": later_counted("{n} search", "{n} searches"),
    "segment": later_counted("{n} segment", "{n} segments"),
    "source": later_counted("{n} source", "{n} sources"),
    "term": later_counted("{n} term", "{n} terms"),
    "turn": later_counted("{n} turn", "{n} turns"),
    "version": later_counted("{n} version", "{n} versions"),
    "voice": later_counted("{n} voice", "{n} voices"),
    "voice without a name": later_counted("{n} voice without a name", "{n} voices without a name"),
    "weaker reason": later_counted("{n} weaker reason", "{n} weaker reasons"),
    "word": later_counted("{n} word", "{n} words"),
}
"""What is counted on the screen, in both forms of English; a catalogue gives each language's own."""

SAID: dict[str, str] = {
    "open": later("open"), "restricted": later("restricted"), "closed": later("closed"),
    "stated": later("stated"), "inferred": later("inferred"), "unknown": later("not known"),
    "added": later("added"), "already": later("here already"), "failed": later("failed"),
    "high": later("high"), "normal": later("normal"), "low": later("low"),
    "title": later("title"), "genre": later("genre"), "date": later("date"), "place": later("place"),
    "terms": later("terms"), "access": later("access"), "status": later("status"), "role": later("role"),
}  # fmt: skip
"""What the screen calls a value that the code keeps as one word."""

PRIORITIES: dict[str, str] = {
    "high": later("high priority"), "normal": later("normal priority"), "low": later("low priority"),
}  # fmt: skip

DIFFERENCES = (
    later_in("versions differ in", "number"), later_in("versions differ in", "negation"),
    later_in("versions differ in", "name"), later_in("versions differ in", "unit"),
    later_in("versions differ in", "time"), later_in("versions differ in", "place"),
    later_in("versions differ in", "body part"), later_in("versions differ in", "object"),
    later_in("versions differ in", "speaker"), later_in("versions differ in", "certainty"),
    later_in("versions differ in", "wording"),
)  # fmt: skip
"""What versions differ in."""

STATUSES: dict[str, str] = {
    "new": later("new"), "read": later_in("of a conversation", "read"), "needs a translator": later("needs a translator"),
    "checked": later("checked"), "set aside": later("set aside"),
}  # fmt: skip
"""Where the work on a conversation stands. People give statuses of their own too, which stay as they wrote them."""

NUMBERS = (
    later("no"), later("one"), later("two"), later("three"), later("four"), later("five"), later("six"),
    later("seven"), later("eight"), later("nine"), later("ten"), later("eleven"), later("twelve"),
)  # fmt: skip

day = days.day


def language(code: str | None) -> str:
    """Returns the language's name, the code where we have no name, and says so where it is not known."""
    if not code:
        return gettext("language not known")
    return gettext(LANGUAGES.get(code.partition("-")[0].lower(), code))


def languages() -> list[tuple[str, str]]:
    """Returns the codes and names of all languages that we have a name for, in the order of their names."""
    return sorted(((code, gettext(name)) for code, name in LANGUAGES.items()), key=lambda entry: entry[1])


def kind(name: str) -> str:
    """Returns what the screen calls a kind of transcript."""
    return gettext(KINDS.get(name, name))  # type: ignore[call-overload]


def mark(type_: MarkType) -> str:
    """Returns what a mark means."""
    return gettext(MARKS[type_])


def event(genre: str) -> str:
    """Returns what an event of this genre is called: "call", "radio exchange", "conversation" where it is not known."""
    return gettext(GENRES.get(genre, genre) or "conversation")


def of_this(genre: str) -> str:
    """Returns "of this call", "of this radio exchange"."""
    return gettext(OF_THIS.get(genre, OF_THIS["conversation"]))


def sure(verdict: str) -> str:
    """Returns how sure the machine is that two conversations are one."""
    return gettext(MATCHES[verdict])


def matched(kind_: str) -> str:
    """Returns what the one conversation is of the other, if they are one."""
    return gettext(MATCHED[kind_])


def said(value: str) -> str:
    """Returns what the screen calls a value that the code keeps as one word; the value itself where it has no name."""
    return gettext(SAID.get(value, value))


certainty = became = field = priority_of = said


def access(value: str) -> str:
    """Returns "restricted", "closed until 1 January 2040"."""
    if value.startswith("closed until "):
        return gettext("closed until {date}").format(date=day(value.removeprefix("closed until ")))
    return said(value)


def priority(value: str) -> str:
    """Returns "high priority"."""
    return gettext(PRIORITIES.get(value, value))


def difference(kind_: str) -> str:
    """Returns what versions differ in."""
    return pgettext("versions differ in", kind_) if kind_ in DIFFERENCES else kind_


def status(value: str) -> str:
    """Returns where the work on a conversation stands; a status of people's own as they wrote it."""
    if value == "read":
        return pgettext("of a conversation", "read")
    return gettext(STATUSES[value]) if value in STATUSES else value


def verb(name: str) -> str:
    """Returns what the log says was done."""
    return gettext(VERBS.get(name, name))


def verbs() -> list[tuple[str, str]]:
    """Returns every verb of the log with what it is called."""
    return [(name, gettext(said)) for name, said in VERBS.items()]


def figure(value: int) -> str:
    """Returns `1,204` as the language writes it."""
    return f"{value:,}".replace(",", SEPARATORS.get(tongue.language(), ","))


SEPARATORS = {"uk": "\u00a0"}
"""What stands between thousands, where it is no comma."""


def count(value: int, noun: str) -> str:
    """Returns `1 turn`, `2 turns`, `1,204 turns`; the noun is one of `COUNTED`."""
    one, many = COUNTED[noun]
    return ngettext(one, many, value).format(n=figure(value))


def number(value: int) -> str:
    """Returns `no`, `one` to `twelve`, then figures: `13`, `1,204`."""
    return gettext(NUMBERS[value]) if value < len(NUMBERS) else figure(value)


def score(value: float) -> str:
    """Returns `0.99` for 0.9994: a score is never rounded up to certainty."""
    return f"{math.floor(value * 100) / 100:.2f}"


def moment(time: str) -> str:
    """Returns `2026-11-23 15:00 UTC` for `2026-11-23T15:00:00Z`; anything else as it is."""
    if len(time) == 20 and time[10] == "T" and time.endswith("Z"):
        return f"{time[:10]} {time[11:16]} UTC"
    return time


def size(bytes_: int) -> str:
    """Returns `512 bytes`, `3.4 kB`, `12.0 MB` (thousands, as disks count)."""
    if bytes_ < 1000:
        return count(bytes_, "byte")
    value = float(bytes_)
    for unit in (gettext("{n} kB"), gettext("{n} MB")):
        value /= 1000
        if value < 1000:
            return unit.format(n=decimal(value))
    return gettext("{n} GB").format(n=decimal(value / 1000))


def decimal(value: float) -> str:
    """Returns a number with one decimal, as the language writes it."""
    return f"{value:.1f}".replace(".", "," if tongue.language() in SEPARATORS else ".")


def written_blind() -> str:
    """Returns what is said of a version whose maker saw none of the others."""
    return gettext("written blind")
