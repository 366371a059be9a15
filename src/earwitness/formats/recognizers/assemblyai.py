"""AssemblyAI: what its service answers for a transcript (`words` with times in milliseconds, `utterances`), or exports.

A turn is an utterance, where the answer has them; in the export of paragraphs or sentences each of those; else a run of one
speaker's words (`tokens.runs`). Chapters, entities, sentiments, highlights and all else stay in the transcript's `extra`, and
the writer takes them up again. Form: www.assemblyai.com/docs, "Transcript", "Speaker diarization", "Multichannel".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...errors import MalformedText
from ...model import Dossier, Reading, Transcript, Turn
from .. import objects
from ..casting import Casting
from ..objects import TURNS, Table, from_scaled, left_over, restored, sequence, share, table, tables, words_in
from ..readings import Faults, reading, telling
from ..signs import voices
from .tokens import Token, extra_of, fitted, is_own, joined, runs, span, tokens_of, with_ends

READER = "assemblyai 1"
UNITS = ("utterances", "paragraphs", "sentences")
"""The lists that hold turns, the best first."""


def detects(head: bytes, name: str) -> float:
    text = objects.beginning(head, "{")
    if '"text"' not in text:
        return 0.0
    if '"acoustic_model"' in text or ('"audio_url"' in text and ('"language_code"' in text or '"words"' in text)):
        return 0.97
    if '"status"' in text and '"utterances"' in text and '"transcription"' not in text:
        return 0.75
    if '"confidence"' not in text or '"start"' not in text or '"results"' in text or '"segments"' in text:
        return 0.0
    listed = any(f'"{unit}"' in text for unit in UNITS)
    return 0.75 if listed and ('"words"' in text or '"audio_duration"' in text or '"speaker"' in text) else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the machine transcript of an answer. Raises MalformedText where it is no JSON or has no words and no text."""
    with objects.bounded(name):
        return _Answer(objects.only_object(content, name=name), name).reading()


class _Answer:
    """An answer, while it is read: what goes into turns is replaced by `TURNS`."""

    def __init__(self, document: Table, name: str) -> None:
        if not any(key in document for key in (*UNITS, "words", "text")):
            raise MalformedText(name, None, "the answer has no words, no utterances and no text")
        self.document = document
        self.faults = Faults()
        self.casting = Casting()
        self.many = 1 < (document["audio_channels"] if isinstance(document.get("audio_channels"), int) else 0)

    def reading(self) -> Reading:
        document = self.document
        unit = next((unit for unit in UNITS if sequence(document.get(unit))), None)
        if unit is not None:
            found = tables(document[unit], unit, self.faults)
            turns = [self._unit(number, item) for number, item in enumerate(found, 1)]
            document[unit] = TURNS
            words = [word for item in found for word in sequence(item.get("words"))]
            if words and words == document.get("words"):
                document["words"] = TURNS
        elif sequence(document.get("words")):
            turns = self._runs(self._tokens(document["words"]))
            document["words"] = TURNS
        else:
            text = words_in(document.get("text"))
            turns = [Turn(id="1", number=1, text=text)] if text else []
        if document.get("text") == " ".join(turn.text for turn in turns):
            document["text"] = TURNS
        models = [words_in(document.get(key)) for key in ("speech_model", "acoustic_model")]
        model = next((model for model in models if model and model != "assemblyai_default"), "")
        transcript = telling(
            turns, self.casting.speakers, format="assemblyai", reader=READER, kind="machine",
            language=objects.tag(document.get("language_code")), made_by=f"AssemblyAI {model}".strip(),
            doubts=self.faults.doubts, extra=(("assemblyai", objects.compact(document)),),
        )  # fmt: skip
        return reading((transcript,), format="assemblyai", media_type="application/json", reader=READER)

    def _voice(self, thing: Table) -> str | None:
        speaker = thing.get("speaker")
        if isinstance(speaker, str) and speaker.strip():
            return next(iter(self.casting.voice(speaker)), None)
        if self.many and isinstance(thing.get("channel"), str | int):
            return next(iter(self.casting.voice(f"Channel {thing['channel']}")), None)
        return None

    def _tokens(self, words: Any, speaker: str | None = None) -> list[Token]:
        tokens = []
        for word in tables(words, "word", self.faults):
            if not words_in(word.get("text")):
                self.faults.add(f"a word has no text: {objects.compact(word)[:80]}")
                continue
            token = Token(
                words_in(word.get("text")), from_scaled(word.get("start")), from_scaled(word.get("end")),
                share(word.get("confidence")), self._voice(word),
            )  # fmt: skip
            made = _word(token, " ".join(words_in(word.get("speaker")).split()) or speaker)
            tokens.append(token._replace(left=left_over(word, made, "speaker")))
        return tokens

    def _unit(self, number: int, unit: Table) -> Turn:
        speaker = " ".join(words_in(unit.get("speaker")).split()) or None
        tokens = self._tokens(unit.get("words"), speaker)
        voice = self._voice(unit)
        start, end = from_scaled(unit.get("start")), from_scaled(unit.get("end"))
        text, words = fitted(words_in(unit.get("text")) or joined(tokens), tokens, voice)
        spoken = _spoken(start, end, speaker)
        left = left_over(unit, {"text": text, **spoken, "words": unit.get("words")})
        channel = unit.get("channel")
        extra = (("channel", str(channel)),) if isinstance(channel, str | int) else ()
        return Turn(
            id=str(number), number=number, speakers=(voice,) if voice else (), text=text, start=start, end=end,
            words=words, extra=(*extra, *extra_of("assemblyai", left, tokens)),
        )  # fmt: skip

    def _runs(self, tokens: Sequence[Token]) -> list[Turn]:
        turns = []
        for number, run in enumerate(runs(tokens), 1):
            voice = run[0].voice
            text, words = fitted(joined(run), run, voice)
            start, end = span(run)
            turns.append(
                Turn(
                    id=str(number), number=number, speakers=(voice,) if voice else (), text=text, start=start, end=end,
                    words=words, extra=extra_of("assemblyai", None, run),
                )
            )  # fmt: skip
        return turns


def _spoken(start: int | None, end: int | None, speaker: str | None) -> Table:
    made: Table = {}
    if start is not None:
        made["start"] = start
    if end is not None:
        made["end"] = end
    if speaker is not None:
        made["speaker"] = speaker
    return made


def _word(token: Token, speaker: str | None) -> Table:
    spoken = _spoken(token.start, token.end, speaker)
    confidence = {} if token.confidence is None else {"confidence": token.confidence}
    return {"text": token.text, **spoken, **confidence}


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns an answer: that which was read with its turns as they stand now, or a new one with an utterance a turn."""
    transcript = dossiers[0].transcripts[0]
    kept = objects.kept(transcript, "assemblyai")
    document: Table = kept if isinstance(kept, dict) else _empty(transcript)
    names = _names(transcript, document)
    unit = next((unit for unit in UNITS if document.get(unit) == TURNS), None)
    mended = 1 < transcript.revision
    said = []
    words: list[Table] = []
    units = []
    for turn in transcript.turns:
        tokens = tokens_of(turn, "assemblyai", own=is_own(turn, transcript, "assemblyai"))
        if unit is None:
            tokens = with_ends(tokens, turn.start, turn.end)
        text = turn.text if not turn.marks else joined(tokens)
        own = [_restored_word(token, names) for token in tokens] if turn.words or unit is None else []
        made = {"text": text, **_spoken(turn.start, turn.end, names.get(turn.speakers[0]) if turn.speakers else None)}
        left = table(objects.kept(turn, "assemblyai"))
        units.append(
            restored(made | ({"words": own} if own or "words" not in left else {}), left, "start", "end", scale=1)
        )
        said.append(text)
        words += own
    if unit is not None:
        document[unit] = units
    if document.get("words") == TURNS:
        document["words"] = words
    if document.get("text") == TURNS or (mended and words_in(document.get("text")).split() != " ".join(said).split()):
        document["text"] = " ".join(said)
    return objects.written(document)


def _names(transcript: Transcript, document: Table) -> dict[str, str]:
    """Returns each voice's label; a channel that was made a voice is written as none."""
    many = 1 < (document["audio_channels"] if isinstance(document.get("audio_channels"), int) else 0)
    names = voices(transcript)
    return {voice: name for voice, name in names.items() if not (many and name.startswith("Channel "))}


def _restored_word(token: Token, names: dict[str, str]) -> Table:
    made = _word(token, names.get(token.voice) if token.voice else None)
    return restored(made, token.left or {}, "start", "end", scale=1)


def _empty(transcript: Transcript) -> Table:
    language = {"language_code": transcript.language.lower().replace("-", "_")} if transcript.language else {}
    return {"status": "completed", **language, "utterances": TURNS, "text": TURNS, "words": TURNS}
