"""Words: what the screen says for the terms that the code keeps."""

from __future__ import annotations

import math

from .. import dates
from ..errors import BadInput
from ..model import MarkType, TranscriptKind

LANGUAGES = {
    "ar": "Arabic",
    "be": "Belarusian",
    "cs": "Czech",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "it": "Italian",
    "ka": "Georgian",
    "kk": "Kazakh",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "zh": "Chinese",
}

KINDS: dict[TranscriptKind, str] = {
    "transcription": "Transcript",
    "translation": "Translation",
    "excerpt": "Excerpt",
    "subtitles": "Subtitles",
    "machine": "Made by a machine",
}

MARKS: dict[MarkType, str] = {
    "gap": "left out or not heard",
    "unclear": "unclear in the recording",
    "supplied": "added by the transcriber to complete the sense",
    "gloss": "explained by the transcriber",
    "vocal": "a sound the speaker makes",
    "incident": "heard in the background",
    "pause": "pause",
    "masked": "masked in the source",
    "quote": "quoted by the speaker",
}
"""What a mark means, for the title that hangs on it."""

MATCHES: dict[str, str] = {"same": "The same, almost surely", "maybe": "Maybe: for you to look at"}
"""How sure the machine is that two conversations are one."""

MATCHED: dict[str, str] = {
    "telling": "another version",
    "repost": "the same text published again",
    "clip": "a part of it",
    "excerpt": "quotations from it",
}
"""What the one is of the other, if they are one."""

EVENTS: dict[str, str] = {"radio": "radio exchange", "emergency": "emergency call"}
"""What the screen calls an event of a genre, where it is not the genre's own name."""

VERBS = {
    "init": "made the archive",
    "add": "added",
    "describe": "described",
    "triage": "said where the work stands",
    "reread": "read again",
    "undo": "took back",
    "erase": "erased for good",
    "link": "joined",
    "unlink": "parted",
    "reject": "said to be two conversations",
    "part": "made a conversation of its own",
    "settle": "settled a reading",
    "match": "said which turns match",
    "rebuild": "rebuilt",
    "correct": "corrected",
    "note": "noted",
    "code": "coded",
    "caution": "marked as distressing",
    "withdraw": "took off",
}


def language(code: str | None) -> str:
    """Returns the language's name in English, the code where we have no name, and says so where it is not known."""
    if not code:
        return "language not known"
    return LANGUAGES.get(code.partition("-")[0].lower(), code)


def kind(name: str) -> str:
    """Returns what the screen calls a kind of transcript."""
    return KINDS.get(name, name)  # type: ignore[call-overload, no-any-return]


def event(genre: str) -> str:
    """Returns what an event of this genre is called: "call", "radio exchange", "conversation" where it is not known."""
    return EVENTS.get(genre, genre) or "conversation"


def verb(name: str) -> str:
    """Returns what the log says was done."""
    return VERBS.get(name, name)


def count(number: int, one: str, many: str | None = None) -> str:
    """Returns `1 turn`, `2 turns`, `1,204 turns`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


def number(value: int) -> str:
    """Returns `no`, `one` to `twelve`, then figures: `13`, `1,204`."""
    return _NUMBERS[value] if value < len(_NUMBERS) else f"{value:,}"


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
    for unit in ("kB", "MB"):
        bytes_ /= 1000  # type: ignore[assignment]
        if bytes_ < 1000:
            return f"{bytes_:.1f} {unit}"
    return f"{bytes_ / 1000:.1f} GB"


def day(date: str | None) -> str:
    """Returns an EDTF date for people ("about 14 May 2022"), the text itself where it is none, empty for None."""
    if not date:
        return ""
    try:
        return dates.human(date)
    except BadInput:
        return date
