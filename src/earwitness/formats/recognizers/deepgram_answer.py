"""Deepgram's answer, made from turns: the one that was read with its turns as they stand, or a new one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model import Transcript, Turn
from ...times import Ms
from .. import objects
from ..objects import TURNS, Table, restored, sequence, table, words_in
from ..signs import voices
from .tokens import Token, is_own, joined, tokens_of

_NAMED = re.compile(r"(?:Channel (\d{1,4}))?(?:(?:, |^)Speaker (\d{1,6}))?")


def sentences(paragraph: Table) -> list[Table]:
    return [table(sentence) for sentence in sequence(paragraph.get("sentences"))]


def label_of(channel: int | None, speaker: int | None) -> str:
    parts = ([f"Channel {channel}"] if channel is not None else []) + (
        [f"Speaker {speaker}"] if speaker is not None else []
    )
    return ", ".join(parts)


def spoken(start: Ms | None, end: Ms | None, speaker: int | None) -> Table:
    made: Table = {}
    if start is not None:
        made["start"] = start / 1000
    if end is not None:
        made["end"] = end / 1000
    if speaker is not None:
        made["speaker"] = speaker
    return made


def made_word(token: Token, speaker: int | None) -> Table:
    made: Table = {"word": token.text.casefold().strip('.,?!…;:«»“”"()¿¡') or token.text}
    made |= spoken(token.start, token.end, None)
    if token.confidence is not None:
        made["confidence"] = token.confidence
    if speaker is not None:
        made["speaker"] = speaker
    return made | {"punctuated_word": token.text}


class Answering:
    """A transcript on its way into `document`, an answer."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        channels = [_channel(turn) for turn in transcript.turns]
        document = objects.kept(transcript, "deepgram")
        self.document: Table = document if isinstance(document, dict) else _empty(max(channels, default=0))
        self.results = table(self.document.get("results"))
        self.speakers = self._numbered()
        self.tokens = {
            turn.id: tokens_of(turn, "deepgram", own=is_own(turn, transcript, "deepgram")) for turn in transcript.turns
        }
        if self.results.get("utterances") == TURNS:
            self.results["utterances"] = [self._utterance(turn) for turn in transcript.turns]
        said: dict[int, list[Turn]] = {}
        for turn, at in zip(transcript.turns, channels, strict=True):
            said.setdefault(at, []).append(turn)
        for number, channel in enumerate(table(channel) for channel in sequence(self.results.get("channels"))):
            self._fill(table(next(iter(sequence(channel.get("alternatives"))), None)), said.get(number, ()))

    def _numbered(self) -> dict[str, int | None]:
        """Returns each voice's number: that in its label, or the next that no label has."""
        names = voices(self.transcript)
        found: dict[str, int | None] = {}
        extra = table(table(self.document.get("metadata")).get("extra"))
        known = {name: label for label, name in extra.items() if isinstance(name, str)}
        others = []
        for voice, name in names.items():
            match = _NAMED.fullmatch(known.get(name, name).replace("speaker", "Speaker").replace("channel", "Channel"))
            if match is None or not match.group():
                others.append((voice, name))
            else:
                found[voice] = int(match[2]) if match[2] is not None else None
        taken = set(found.values())
        free = iter(number for number in range(2 * len(names) + 1) if number not in taken)
        named = {}
        for voice, name in others:
            found[voice] = number = next(free)
            named[label_of(None, number).lower()] = name
        if named:
            self.document["metadata"] = {**table(self.document.get("metadata")), "extra": {**extra, **named}}
        return found

    def _speaker(self, voice: str | None) -> int | None:
        return self.speakers.get(voice) if voice is not None else None

    def _words(self, turn: Turn) -> list[Table]:
        return [
            restored(made_word(token, self._speaker(token.voice)), token.left or {}, "start", "end")
            for token in self.tokens[turn.id]
            if turn.words
        ]

    def _made(self, turn: Turn) -> Table:
        return spoken(turn.start, turn.end, self._speaker(turn.speakers[0] if turn.speakers else None))

    def _utterance(self, turn: Turn) -> Table:
        made = self._made(turn) | {"channel": _channel(turn), "transcript": _text(turn, self.tokens[turn.id])}
        words = self._words(turn)
        if words or self.transcript.format != "deepgram":
            made["words"] = words
        return restored(made, table(objects.kept(turn, "deepgram")), "start", "end")

    def _paragraph(self, turn: Turn) -> Table:
        left = table(objects.kept(turn, "deepgram"))
        made = self._made(turn) | {"num_words": len(self.tokens[turn.id])}
        text = _text(turn, self.tokens[turn.id])
        if " ".join(words_in(sentence.get("text")) for sentence in sentences(left)) != text:
            made["sentences"] = [{"text": text, **spoken(turn.start, turn.end, None)}]
            left.pop("sentences", None)
        return restored(made, left, "start", "end")

    def _fill(self, first: Table, turns: Sequence[Turn]) -> None:
        said = " ".join(_text(turn, self.tokens[turn.id]) for turn in turns)
        folder = table(first.get("paragraphs"))
        mended = 1 < self.transcript.revision
        if folder.get("paragraphs") == TURNS:
            folder["paragraphs"] = [self._paragraph(turn) for turn in turns]
        elif folder and mended and _paragraphed(folder) != said.split():
            del first["paragraphs"]  # they quote words that have been mended since
        if first.get("words") == TURNS:
            first["words"] = [word for turn in turns for word in self._words(turn)]
        if first.get("transcript") == TURNS or (mended and words_in(first.get("transcript")).split() != said.split()):
            first["transcript"] = said


def _text(turn: Turn, tokens: Sequence[Token]) -> str:
    return turn.text if not turn.marks else joined(tokens)


def _paragraphed(folder: Table) -> list[str]:
    paragraphs = [table(paragraph) for paragraph in sequence(folder.get("paragraphs"))]
    return " ".join(words_in(sentence.get("text")) for found in paragraphs for sentence in sentences(found)).split()


def _channel(turn: Turn) -> int:
    stated = objects.stated(turn, "channel") or ""
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 3 else 0


def _empty(channel: int) -> Table:
    channels = [{"alternatives": [{"transcript": TURNS, "words": TURNS}]} for _ in range(channel + 1)]
    return {"metadata": {"channels": channel + 1}, "results": {"channels": channels, "utterances": TURNS}}
