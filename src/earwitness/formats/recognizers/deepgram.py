"""Deepgram: what its speech-to-text service answers (`results.channels[].alternatives[].words`).

A turn is an utterance, where the answer has them; else a paragraph; else a run of one speaker's words (`tokens.runs`). The
first alternative of each channel is read; the others, sentiments, entities, topics and all else stay in the transcript's
`extra`, which the writer takes up again. Form: developers.deepgram.com, "Pre-recorded audio", utterances, paragraphs,
diarization, multichannel.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from ...errors import MalformedText
from ...model import Dossier, Reading, Turn
from ...times import Ms
from .. import objects
from ..casting import Casting
from ..objects import TURNS, Table, from_seconds, left_over, sequence, share, table, tables, words_in
from ..readings import Faults, reading, telling
from .deepgram_answer import Answering, label_of, made_word, sentences, spoken
from .tokens import Token, extra_of, fitted, joined, runs, span

READER = "deepgram 1"


def detects(head: bytes, name: str) -> float:
    text = objects.beginning(head, "{")
    if '"channels"' not in text or '"alternatives"' not in text:
        return 0.0
    if '"model_info"' in text or '"punctuated_word"' in text or '"request_id"' in text:
        return 0.97
    return 0.8 if '"transcript"' in text else 0.0


class _Unit(Struct, frozen=True, kw_only=True):
    """What becomes a turn: an utterance, a paragraph, a run of words."""

    channel: int
    text: str
    tokens: Sequence[Token]
    voice: str | None
    start: Ms | None
    end: Ms | None
    left: Table


def read(content: bytes, *, name: str) -> Reading:
    """Returns the machine transcript of an answer. Raises MalformedText where it is no JSON or has no channels."""
    with objects.bounded(name):
        return _Answer(objects.only_object(content, name=name), name).reading()


class _Answer:
    """An answer, while it is read: what goes into turns is replaced by `TURNS`."""

    def __init__(self, document: Table, name: str) -> None:
        self.document = document
        self.results = table(document.get("results"))
        self.metadata = table(document.get("metadata"))
        self.faults = Faults()
        self.casting = Casting()
        self.channels = tables(self.results.get("channels"), "channel", self.faults)
        self.many = 1 < len(self.channels)
        self.labels: dict[tuple[int, int | None], str | None] = {}
        if not self.channels and not sequence(self.results.get("utterances")):
            raise MalformedText(name, None, "no channels and no utterances stand in the answer's results")

    def reading(self) -> Reading:
        firsts = [table(next(iter(sequence(channel.get("alternatives"))), None)) for channel in self.channels]
        utterances = tables(self.results.get("utterances"), "utterance", self.faults)
        if utterances:
            units = [self._utterance(utterance) for utterance in utterances]
            self.results["utterances"] = TURNS
            words: dict[Any, list[Any]] = {}
            for unit, utterance in zip(units, utterances, strict=True):
                words.setdefault(unit.channel, []).extend(sequence(utterance.get("words")))
            for number, first in enumerate(firsts):
                if words.get(number) and words[number] == first.get("words"):
                    first["words"] = TURNS
        else:
            units = [unit for number, first in enumerate(firsts) for unit in self._channel(number, first)]
            units = _by_time(units)
        turns = [self._turn(number, unit) for number, unit in enumerate(units, 1)]
        said: dict[int, list[str]] = {}
        for turn, unit in zip(turns, units, strict=True):
            said.setdefault(unit.channel, []).append(turn.text)
        for number, first in enumerate(firsts):
            if first.get("transcript") == " ".join(said.get(number, ())):
                first["transcript"] = TURNS
        language = next((found for first in firsts for found in self._languages(first)), None)
        if language is None:
            language = next(
                (found for channel in self.channels if (found := objects.tag(channel.get("detected_language")))), None
            )
        transcript = telling(
            turns, self.casting.speakers, format="deepgram", reader=READER, kind="machine", language=language,
            made_by=self._model(), doubts=self.faults.doubts, extra=(("deepgram", objects.compact(self.document)),),
        )  # fmt: skip
        return reading((transcript,), format="deepgram", media_type="application/json", reader=READER)

    def _languages(self, first: Table) -> Iterable[str]:
        found = [objects.tag(language) for language in sequence(first.get("languages"))]
        return [language for language in found if language][:1]

    def _model(self) -> str:
        models = [table(model) for model in table(self.metadata.get("model_info")).values()]
        named = [" ".join(words_in(model.get(key)) for key in ("name", "version")).strip() for model in models]
        return " ".join(["Deepgram", *(", ".join(name for name in named if name),)]).strip()

    def _voice(self, channel: int, speaker: Any) -> str | None:
        """Returns the label of a speaker's number in a channel; where nobody is told apart, each of several channels is one."""
        speaker = _number(speaker)
        found = self.labels.get((channel, speaker), "")
        if found == "":
            found = self.labels[channel, speaker] = self._label(channel, speaker)
        return found

    def _label(self, channel: int, speaker: int | None) -> str | None:
        if speaker is None and not self.many:
            return None
        label = label_of(channel if self.many else None, speaker)
        names = table(self.metadata.get("extra"))
        named = words_in(names.get(label.lower())) or words_in(names.get(label_of(None, speaker).lower()))
        return named or label

    def _token(self, channel: int, word: Table, speaker: int | None) -> Token:
        text = words_in(word.get("punctuated_word")) or words_in(word.get("word"))
        start, end = from_seconds(word.get("start")), from_seconds(word.get("end"))
        confidence = share(word.get("confidence"))
        voice = self._voice(channel, word.get("speaker"))
        number = _number(word.get("speaker"))
        own = number if number is not None else speaker
        made = made_word(Token(text, start, end, confidence), speaker=own)
        return Token(text, start, end, confidence, voice, left_over(word, made, "word", "punctuated_word", "speaker"))

    def _tokens(self, channel: int, words: Any, speaker: Any = None) -> list[Token]:
        tokens = [self._token(channel, word, speaker) for word in tables(words, "word", self.faults)]
        empty = sum(not token.text for token in tokens)
        if empty:
            self.faults.add(f"{empty:,} words have no text")
        return [token for token in tokens if token.text]

    def _utterance(self, utterance: Table) -> _Unit:
        channel = utterance.get("channel", 0)
        if isinstance(channel, bool) or not isinstance(channel, int):
            self.faults.add(f"an utterance's channel is no number: {objects.compact(channel)[:40]}")
            channel = 0
        speaker = _number(utterance.get("speaker"))
        tokens = self._tokens(channel, utterance.get("words"), speaker)
        voice = self._voice(channel, utterance.get("speaker"))
        start, end = from_seconds(utterance.get("start")), from_seconds(utterance.get("end"))
        text = words_in(utterance.get("transcript")) or joined(tokens)
        fitting = fitted(text, tokens, voice)[0]
        made = spoken(start, end, speaker)
        made |= {"channel": channel, "transcript": fitting}
        if tokens:
            made["words"] = utterance["words"]
        return _Unit(
            channel=channel,
            text=text,
            tokens=tokens,
            voice=voice,
            start=start,
            end=end,
            left=left_over(utterance, made, "channel"),
        )

    def _channel(self, channel: int, first: Table) -> list[_Unit]:
        """Returns what a channel without utterances says: its paragraphs, its words, or its bare transcript."""
        tokens = self._tokens(channel, first.get("words"))
        folder = table(first.get("paragraphs"))
        paragraphs = tables(folder.get("paragraphs"), "paragraph", self.faults)
        counts = [count for one in paragraphs if isinstance(count := one.get("num_words"), int) and 0 < count]
        whole = len(counts) == len(paragraphs) and sum(counts) == len(tokens)
        if paragraphs and whole:
            folder["paragraphs"] = TURNS
            first["words"] = TURNS
            units = []
            here = 0
            for paragraph, count in zip(paragraphs, counts, strict=True):
                units.append(self._paragraph(channel, paragraph, tokens[here : here + count]))
                here += count
            return units
        if tokens:
            first["words"] = TURNS
            return [self._run(channel, run) for run in runs(tokens)]
        text = words_in(first.get("transcript"))
        empty = _Unit(
            channel=channel, text=text, tokens=(), voice=self._voice(channel, None), start=None, end=None, left={}
        )
        return [empty] if text else []

    def _paragraph(self, channel: int, paragraph: Table, tokens: Sequence[Token]) -> _Unit:
        voice = self._voice(channel, paragraph.get("speaker"))
        start, end = from_seconds(paragraph.get("start")), from_seconds(paragraph.get("end"))
        text = " ".join(words_in(sentence.get("text")) for sentence in sentences(paragraph))
        made = spoken(start, end, _number(paragraph.get("speaker"))) | {"num_words": len(tokens)}
        return _Unit(
            channel=channel,
            text=text,
            tokens=tokens,
            voice=voice,
            start=start,
            end=end,
            left=left_over(paragraph, made),
        )

    def _run(self, channel: int, tokens: Sequence[Token]) -> _Unit:
        start, end = span(tokens)
        voice = tokens[0].voice or self._voice(channel, None)
        return _Unit(channel=channel, text=joined(tokens), tokens=tokens, voice=voice, start=start, end=end, left={})

    def _turn(self, number: int, unit: _Unit) -> Turn:
        speakers = self.casting.voice(unit.voice)
        ids = {token.voice: next(iter(self.casting.voice(token.voice)), None) for token in unit.tokens}
        tokens = [token._replace(voice=ids[token.voice]) for token in unit.tokens]
        text, words = fitted(unit.text, tokens, speakers[0] if speakers else None)
        extra = (("channel", str(unit.channel)), *extra_of("deepgram", unit.left, tokens))
        return Turn(
            id=str(number), number=number, speakers=speakers, text=text, start=unit.start,
            end=unit.end, words=words, extra=extra,
        )  # fmt: skip


def _number(speaker: Any) -> int | None:
    """Returns the number of a speaker, None for what is none."""
    return speaker if type(speaker) is int and 0 <= speaker else None


def _by_time(units: list[_Unit]) -> list[_Unit]:
    """Returns the turns of all channels in the order of their times; one without a time stays behind the one before."""
    keyed = []
    here: dict[int, Ms] = {}
    for unit in units:
        here[unit.channel] = unit.start if unit.start is not None else here.get(unit.channel, 0)
        keyed.append((here[unit.channel], unit))
    return [unit for _, unit in sorted(keyed, key=lambda pair: pair[0])]


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns an answer: that which was read with its turns as they stand now, or a new one with an utterance a turn.

    Voices that are not called `Speaker n` are numbered, and `metadata.extra` says their names.
    """
    return objects.written(Answering(dossiers[0].transcripts[0]).document)
