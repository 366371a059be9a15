"""Phrases of Azure's answers: one stretch of speech, heard in several ways, its words with times in ticks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ...model import Turn
from ...times import Ms
from ..objects import LONGEST, Table, from_scaled, sequence, share, table, tag, words_in
from .tokens import Token, tokens_of, with_ends
from .units import Said, said_words

TICKS = 10_000
"""Of 100 ns each, in a millisecond."""
_DURATION = re.compile(r"PT(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?")
_NUMBERED = re.compile(r"Speaker (\d{1,9})")
_CHANNEL = re.compile(r"Channel (\d{1,9})")


def from_duration(text: str) -> Ms | None:
    """Returns the milliseconds of `PT1M2.5S`, None for what is none."""
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    hours, minutes, seconds = (float(part or 0) for part in match.groups())
    whole = (hours * 60 + minutes) * 60 + seconds
    return round(whole * 1000) if whole <= LONGEST else None


def to_duration(time: Ms) -> str:
    seconds, rest = divmod(time, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    second = f"{seconds}.{rest:03}".rstrip("0").rstrip(".")
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "") + f"{second}S"


def _length(thing: Table, noun: str) -> Ms | None:
    """Returns an offset or a duration, in whichever unit the answer tells it."""
    for key, scale in ((f"{noun}InTicks", 1 / TICKS), (f"{noun}Milliseconds", 1)):
        if key in thing:
            return from_scaled(thing[key], scale)
    value = thing.get(noun, thing.get(noun.title()))
    return from_duration(value) if isinstance(value, str) else from_scaled(value, 1 / TICKS)


def _times(thing: Table) -> tuple[Ms | None, Ms | None]:
    start, length = _length(thing, "offset"), _length(thing, "duration")
    return start, start + length if start is not None and length is not None else None


def best(phrase: Any) -> Table:
    """Returns the first of the ways in which a phrase was heard."""
    phrase = table(phrase)
    ways = sequence(phrase.get("nBest")) or sequence(phrase.get("NBest"))
    return table(ways[0]) if ways else {}


def _either(thing: Table, *keys: str) -> str:
    return next((said for key in keys if (said := words_in(thing.get(key)))), "")


class Hearing:
    """How the phrases of one answer are heard: by whom, and in how many channels."""

    def __init__(self, head: Any, phrases: Sequence[Any]) -> None:
        self.names: dict[str, str] = {
            key: name for key, name in table(table(head).get("speakerNames")).items() if isinstance(name, str)
        }
        channels = {str(channel) for one in phrases if (channel := _channel(table(one))) is not None}
        self._many = 1 < len(channels)

    def _label(self, phrase: Table) -> str | None:
        first = best(phrase)
        speaker = phrase.get("speaker", first.get("speaker", phrase.get("SpeakerId")))
        if isinstance(speaker, str) and speaker.strip():
            return speaker
        if isinstance(speaker, int) and not isinstance(speaker, bool):
            return self.names.get(str(speaker)) or f"Speaker {speaker}"
        channel = _channel(phrase)
        return f"Channel {channel}" if self._many and channel is not None else None

    def parsed(self, phrase: Any) -> Said:
        """Returns what a phrase says."""
        phrase = table(phrase)
        first = best(phrase)
        text = _either(first, "display", "Display", "maskedITN", "MaskedITN", "itn", "ITN", "lexical", "Lexical")
        text = (text or _either(phrase, "DisplayText", "text")).strip()
        start, end = _times(phrase)
        label = self._label(phrase)
        shown = sequence(first.get("displayWords")) or sequence(first.get("DisplayWords"))
        heard = sequence(first.get("words")) or sequence(first.get("Words")) or sequence(phrase.get("words"))
        tokens = [
            Token(
                _either(word, "displayText", "DisplayText", "word", "Word", "text"), *_times(word),
                share(word.get("confidence", word.get("Confidence"))), label,
            )
            for word in (table(one) for one in shown or heard)
        ]  # fmt: skip
        language = tag(phrase.get("locale")) or tag(table(phrase.get("PrimaryLanguage")).get("Language"))
        return Said(text, label, start, end, said_words(text, tokens, label, folded=not shown), language)

    def made(self, turn: Turn, said: Said, unit: Any) -> Table:
        """Returns a phrase made anew, in the form of the one that stood there; its other ways of hearing stay."""
        before = table(unit)
        if "NBest" in before or "DisplayText" in before:
            return self._made_now(turn, said, before)
        if "offsetMilliseconds" in before:
            words = [_spanned({"text": token.text}, token.start, token.end) for token in tokens_of(turn, "")]
            phrase = _spanned({**before, "text": said.text, "words": words}, said.start, said.end)
            return phrase | self._speaker(said.label)
        first = {**best(before), "display": said.text, "displayWords": _words(turn)}
        first.setdefault("confidence", 0.0)
        first.pop("speaker", None)
        phrase = {"recognitionStatus": "Success", "channel": 0, **before}
        for key, time in (("offset", said.start), ("duration", _between(said))):
            for name in (key, f"{key}InTicks"):
                phrase.pop(name, None)
            if time is not None:
                phrase |= {key: to_duration(time), f"{key}InTicks": time * TICKS}
        if turn.language and "locale" not in phrase:
            phrase["locale"] = turn.language
        return phrase | self._speaker(said.label) | {"nBest": [first, *sequence(before.get("nBest"))[1:]]}

    def _made_now(self, turn: Turn, said: Said, before: Table) -> Table:
        phrase = {**before}
        for key, time in (("Offset", said.start), ("Duration", _between(said))):
            phrase.pop(key, None)
            if time is not None:
                phrase[key] = time * TICKS
        if "DisplayText" in before:
            phrase["DisplayText"] = said.text
        if "NBest" in before:
            words = [
                {"DisplayText": word["displayText"]}
                | {key.title(): word[f"{key}InTicks"] for key in ("offset", "duration") if f"{key}InTicks" in word}
                for word in _words(turn)
            ]
            first = {**best(before), "Display": said.text, "DisplayWords": words}
            phrase["NBest"] = [first, *sequence(before["NBest"])[1:]]
        return phrase | ({"SpeakerId": said.label} if said.label and self._label(phrase) != said.label else {})

    def _speaker(self, label: str | None) -> Table:
        """Returns the number of a voice: the one in its label, that of its name, or the next free one."""
        if not label or (self._many and _CHANNEL.fullmatch(label)):
            return {}
        if (numbered := _NUMBERED.fullmatch(label)) and numbered[1] not in self.names:
            return {"speaker": int(numbered[1])}
        for number, name in self.names.items():
            if name == label and number.isdecimal():
                return {"speaker": int(number)}
        number = str(1 + max((int(number) for number in self.names if number.isdecimal()), default=100))
        self.names[number] = label
        return {"speaker": int(number)}


def _channel(phrase: Table) -> Any:
    channel = phrase.get("channel", phrase.get("Channel"))
    return channel if isinstance(channel, int | str) and not isinstance(channel, bool) else None


def _between(said: Said) -> Ms | None:
    return said.end - said.start if said.start is not None and said.end is not None else None


def _spanned(thing: Table, start: Ms | None, end: Ms | None) -> Table:
    thing = {key: value for key, value in thing.items() if key not in ("offsetMilliseconds", "durationMilliseconds")}
    if start is not None:
        thing["offsetMilliseconds"] = start
        if end is not None:
            thing["durationMilliseconds"] = end - start
    return thing


def _words(turn: Turn) -> list[Table]:
    tokens = tokens_of(turn, "")
    if turn.start is None:
        tokens = with_ends(tokens, None, turn.end)
    found = []
    for token in tokens:
        word: Table = {"displayText": token.text}
        if token.start is not None:
            word |= {"offset": to_duration(token.start), "offsetInTicks": token.start * TICKS}
            if token.end is not None and token.start <= token.end:
                length = token.end - token.start
                word |= {"duration": to_duration(length), "durationInTicks": length * TICKS}
        if token.confidence is not None:
            word["confidence"] = token.confidence
        found.append(word)
    return found
