"""WebVTT's cue text: `<v Name>`, `<c.loud>`, `<00:01.000>`, `<lang en>`, `<ruby>` and entities, read and written.

Source: the WebVTT specification (W3C), sections 4.2 and 6.4. What it calls unknown tags, and drops, are words here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from ...model import Turn, Word
from ...times import Ms
from ..signs import with_signs
from .cuefile import told
from .labels import Labels
from .saying import SIGNS, TOGETHER, Said, Saying, conversing, escaped, slice_of, stretches
from .timing import milliseconds, stamp

_PIECE = re.compile(
    r"<(?P<times>(?:(\d{2,6}):)?(\d{2}):(\d{2})\.(\d{3}))>"
    r"|<v(?P<manner>\.[^\s<>]*)?(?:[ \t\n]+(?P<voice>[^<>]*))?>"
    r"|<lang(?:\.[^\s<>]*)?[ \t\n]+(?P<lang>[^<>]*)>"
    r"|<(?P<reading>rt)(?:\.[^\s<>]*)?>|<(?P<shut>/(?:v|rt|ruby))>"
    r"|</?(?:c|i|b|u|ruby|lang)(?:\.[^\s<>]*)?(?:[ \t\n][^<>]*)?>|</(?:font|span)>|<(?:font|span)(?:\s[^<>]*)?>"
)
_ONE_VOICE = re.compile(r"<v[ \t]+([^<>&\n]+)>([^<&]*)(?:</v>)?")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_LIKE_ENTITY = re.compile(r"&(?=[A-Za-z#][A-Za-z0-9]{1,30};)")
_BLANKS = re.compile(r"\n(?=[ \t]*\n)")


def spoken(payload: str, labels: Labels, start: Ms | None, end: Ms | None) -> Said:
    """Returns what a cue's text says. `start` and `end` are the cue's, for its first and last timed words."""
    if "<" not in payload:
        return conversing(unescaped(payload), labels)
    alone = _ONE_VOICE.fullmatch(payload)
    if alone is not None and SIGNS.search(words := alone[2].strip()) is None:
        words = words if "\n" not in words else "\n".join(map(str.strip, words.split("\n")))
        return Said(words, tuple(" ".join(alone[1].split()).split(TOGETHER)))
    return _pieces(payload, labels, start, end)


def unescaped(words: str) -> str:
    return _ENTITY.sub(lambda match: html.unescape(match[0]), words) if "&" in words else words


def _pieces(payload: str, labels: Labels, start: Ms | None, end: Ms | None) -> Said:
    saying = Saying()
    extra: list[tuple[str, str]] = []
    matches = list(_PIECE.finditer(payload))
    times = [_time(match) for match in matches if match["times"]]
    voiced = any(match["voice"] is not None for match in matches)
    if not times and not voiced and not any(match["reading"] for match in matches):
        extra += [("lang", match["lang"].strip()) for match in matches if match["lang"]]
        return conversing(unescaped(_PIECE.sub("", payload)), labels, *extra)
    ends = iter([*times[1:], end])
    begun = start if times else None
    until = times[0] if times else None
    voice: str | None = None
    reading = False
    held = ""
    place = 0

    def close() -> None:
        nonlocal held
        words = unescaped(held)
        held = ""
        if begun is not None and begun == start and "\n" in words.strip():
            # A caption that rolls up prints the line before once more: its words are not said again.
            again, _, words = words.rstrip().rpartition("\n")
            saying.add(f"{again}\n", voice=voice)
        saying.add(words, voice=voice, start=begun, end=until)

    for match in matches:
        held += payload[place : match.start()]
        place = match.end()
        if match["times"]:
            close()
            begun, until = _time(match), next(ends)
        elif match["voice"] is not None:
            close()
            voice = " ".join(unescaped(match["voice"]).split()) or None
            if match["manner"]:
                extra.append(("manner", match["manner"]))
        elif match["lang"] is not None:
            extra.append(("lang", match["lang"].strip()))
        elif match["reading"]:
            close()
            reading = True
        elif match["shut"] == "/v":
            close()
            voice = None
        elif reading and match["shut"]:
            saying.gloss(unescaped(held).strip())
            held, reading = "", False
    held += payload[place:]
    close()
    return saying.said(*extra)


def _time(match: re.Match[str]) -> Ms | None:
    return milliseconds("", match[2], match[3], match[4], match[5])


def printed(turn: Turn, names: Mapping[str, str]) -> str:
    """Returns the turn as cue text: `<v Name>`, times of words within the cue's, signs put back. No blank line is left."""
    timed = [word for word in turn.words if word.start is not None]
    manner = told(turn.extra, "manner")
    if timed:
        text = _timed(turn, timed, names, manner)
    else:
        pieces = stretches(turn, names, plain)
        text = "\n".join(_voiced(voice, words, manner=manner, shut=1 < len(pieces)) for voice, words in pieces)
    return _BLANKS.sub("\n ", text)


def plain(words: str) -> str:
    """Returns words with what WebVTT reads as markup escaped, and no more."""
    if "&" in words:
        words = _LIKE_ENTITY.sub("&amp;", words)
    if "<" in words:
        words = words.replace("<", "&lt;")
    return words.replace("-->", "--&gt;")


def _voiced(voice: str, words: str, *, manner: str | None = None, shut: bool = False) -> str:
    if not voice:
        return words
    name = " ".join(plain(voice).replace(">", "&gt;").split())
    return f"<v{manner or ''} {name}>{words}" + ("</v>" if shut else "")


def _timed(turn: Turn, timed: list[Word], names: Mapping[str, str], manner: str | None) -> str:
    """Returns the words with the time of each before it, where it lies within the cue; an end is printed where it is told."""
    together = TOGETHER.join(names.get(speaker, speaker) for speaker in turn.speakers)
    parts: list[str] = []
    place = 0
    at = turn.start
    several = any(word.speaker is not None for word in timed)
    voice = ""
    if together and not several:
        parts.append(_voiced(together, "", manner=manner))
    for number, word in enumerate(timed):
        if word.first < place:
            continue
        parts.append(with_signs(slice_of(turn, place, word.first), escaped(plain), plain))
        if several and voice != (voice := names.get(word.speaker or "", together)):
            parts.append(_voiced(voice, ""))
        if word.start != at and word.start is not None and _within(word.start, turn):
            parts.append(f"<{stamp(word.start)}>")
        last = number + 1 == len(timed)
        part = slice_of(turn, word.first, word.last, closed=last and word.last == len(turn.text))
        parts.append(with_signs(part, escaped(plain), plain))
        place, at = word.last, word.start
        following = turn.end if last else timed[number + 1].start
        if word.end is not None and word.end != following and _within(word.end, turn):
            parts.append(f"<{stamp(word.end)}>")
            at = word.end
    if place < len(turn.text):
        parts.append(with_signs(slice_of(turn, place, len(turn.text), closed=True), escaped(plain), plain))
    return "".join(parts).strip()


def _within(time: Ms, turn: Turn) -> bool:
    return (turn.start is None or turn.start <= time) and (turn.end is None or time <= turn.end)
