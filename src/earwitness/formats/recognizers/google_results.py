"""Results of Google's answers: a stretch of speech with its alternatives, in the spellings of both versions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ...model import Turn
from ...times import Ms
from ..objects import Table, from_scaled, from_seconds, sequence, share, table, tag, words_in
from .tokens import Token, tokens_of, with_ends
from .units import Said, said_words

_SECONDS = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)s")
_NUMBERED = re.compile(r"Speaker (\d{1,9})")
_START = ("startTime", "start_time", "startOffset", "start_offset")
_END = ("endTime", "end_time", "endOffset", "end_offset")
_RESULT_END = ("resultEndTime", "result_end_time", "resultEndOffset", "result_end_offset")
_LABEL = ("speakerLabel", "speaker_label")
_TAG = ("speakerTag", "speaker_tag")
_CHANNEL = ("channelTag", "channel_tag")
_LANGUAGE = ("languageCode", "language_code")


def first_of(result: Table) -> Table:
    """Returns the first alternative of a result."""
    return table(next(iter(sequence(result.get("alternatives"))), None))


def words_of(result: Table) -> list[Any]:
    return sequence(first_of(result).get("words"))


def _either(thing: Table, keys: Sequence[str]) -> Any:
    return next((thing[key] for key in keys if key in thing), None)


def voice_of(word: Any) -> str | None:
    """Returns who says a word: its label, or `Speaker n` of its number; nought is nobody."""
    word = table(word)
    label = _either(word, _LABEL)
    if isinstance(label, str) and label.strip():
        return f"Speaker {label}" if label.isdecimal() else label
    number = _either(word, _TAG)
    return f"Speaker {number}" if isinstance(number, int) and not isinstance(number, bool) and number else None


def time_of(value: Any) -> Ms | None:
    """Returns the milliseconds of "1.300s", of `{"seconds": "1", "nanos": 300000000}`, or of plain seconds."""
    if isinstance(value, str):
        match = _SECONDS.fullmatch(value.strip())
        return from_seconds(match[1]) if match else None
    if isinstance(value, dict):
        seconds, nanos = from_seconds(value.get("seconds", 0)), from_scaled(value.get("nanos", 0), 1e-6)
        return seconds + nanos if seconds is not None and nanos is not None else None
    return from_seconds(value)


def languages(results: Sequence[Any]) -> str | None:
    return next((found for one in results if (found := tag(_either(table(one), _LANGUAGE)))), None)


class Listening:
    """How the results of one answer are read: whether in channels, and how new ones are written."""

    def __init__(self, parts: Sequence[Any]) -> None:
        self._many = 1 < len({str(_either(table(one), _CHANNEL)) for one in parts})
        self.language: str | None = None
        self.runs = False

    def parsed(self, part: Any) -> Said:
        """Returns what a result says, or a run of one speaker's words."""
        if isinstance(part, list):
            tokens = [_token(word) for word in part]
            text = " ".join(token.text for token in tokens if token.text)
            return self._said(text, tokens, None, None)
        result = table(part)
        tokens = [_token(word) for word in words_of(result)]
        text = words_in(first_of(result).get("transcript")).strip()
        text = text or " ".join(token.text for token in tokens if token.text)
        channel = _either(result, _CHANNEL)
        label = (
            f"Channel {channel}" if self._many and isinstance(channel, int) and not isinstance(channel, bool) else None
        )
        said = self._said(text, tokens, label, time_of(_either(result, _RESULT_END)))
        return said._replace(language=tag(_either(result, _LANGUAGE)))

    def _said(self, text: str, tokens: Sequence[Token], label: str | None, end: Ms | None) -> Said:
        label = next((token.voice for token in tokens if token.voice), label)
        start = next((token.start for token in tokens if token.start is not None), None)
        last = next((token.end for token in reversed(tokens) if token.end is not None), None)
        voiced = [token if token.voice else token._replace(voice=label) for token in tokens]
        return Said(text, label, start, last if last is not None else end, said_words(text, voiced, label))

    def made(self, turn: Turn, said: Said, unit: Any) -> Any:
        """Returns a result made anew, or its words, as v2 spells them; its other alternatives stay."""
        tokens = with_ends(tokens_of(turn, ""), turn.start, turn.end)
        words = [_word(token, said.label) for token in tokens]
        if self.runs:
            return words
        before = table(unit)
        timed = any(1 < len(word) for word in words)
        alternative = {**first_of(before), "transcript": said.text} | ({"words": words} if timed else {})
        result = {**before, "alternatives": [alternative, *sequence(before.get("alternatives"))[1:]]}
        if not before and self.language:
            result["languageCode"] = turn.language or self.language
        return result


def _token(word: Any) -> Token:
    told = table(word)
    confidence = share(told.get("confidence")) or None
    start, end = time_of(_either(told, _START)), time_of(_either(told, _END))
    return Token(words_in(told.get("word")), start, end, confidence, voice_of(told))


def _word(token: Token, label: str | None) -> Table:
    word: Table = {"word": token.text}
    for key, time in (("startOffset", token.start), ("endOffset", token.end)):
        if time is not None:
            word[key] = f"{time // 1000}.{time % 1000:03}s"
    if token.confidence is not None:
        word["confidence"] = token.confidence
    if label:
        numbered = _NUMBERED.fullmatch(label)
        word["speakerLabel"] = numbered[1] if numbered else label
    return word
