"""IBM Watson Speech to Text: `results` with their alternatives, `timestamps`, `word_confidence` and `speaker_labels`.

A turn is a result, cut where the speaker labels change within it; the words of labels are found by their times, as IBM
documents it. Several answers behind one another (or in a list) are the chunks of one recognition: a later result of the same
index takes the place of an interim one. `%HESITATION` is a mark. Form: cloud.ibm.com/docs/speech-to-text, "Understanding
recognition results", "Speaker labels".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from msgspec.structs import replace

from ...errors import MalformedText
from ...model import Dossier, Mark, Reading, Turn, Word
from .. import content as bytes_
from .. import objects
from ..casting import Casting
from ..objects import TURNS, Table, from_seconds, sequence, share, table, tables, words_in
from ..readings import Faults, reading, telling
from .tokens import Token, fitted, joined, span
from .watson_results import HESITATION, answer, filled, label_left, labels, numbered

READER = "watson 1"


def detects(head: bytes, name: str) -> float:
    text = objects.beginning(head)
    if '"alternatives"' not in text or '"transcript"' not in text or '"final"' not in bytes_.as_text(head):
        return 0.0
    if any(f'"{key}"' in text for key in ("result_index", "word_confidence", "timestamps", "speaker_labels")):
        return 0.95
    return 0.7 if '"results"' in text and '"channel' not in text and '"languageCode"' not in text else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the machine transcript of one recognition. Raises MalformedText where no results stand in the file."""
    with objects.bounded(name):
        found = objects.values(content, name=name)
        chunks = found[0] if len(found) == 1 and isinstance(found[0], list) else found
        if not any(isinstance(chunk, dict) and isinstance(chunk.get("results"), list) for chunk in chunks):
            raise MalformedText(name, None, "no results stand in the file")
        return _Answer([chunk for chunk in chunks if isinstance(chunk, dict)], len(chunks)).reading()


class _Answer:
    """The chunks of a recognition, while they are read."""

    def __init__(self, chunks: Sequence[Table], given: int) -> None:
        self.faults = Faults()
        self.casting = Casting()
        self.chunks = list(chunks)
        if len(chunks) < given:
            self.faults.add(f"{given - len(chunks):,} chunks are no objects")
        self.labels = self._labels()

    def _labels(self) -> dict[float, Table]:
        """Returns the speaker labels by the time they begin at; of two at one time the later, which is the surer."""
        found = {}
        for chunk in self.chunks:
            for label in tables(chunk.get("speaker_labels"), "speaker label", self.faults):
                if isinstance(label.get("from"), int | float):
                    found[float(label["from"])] = label
        return found

    def _results(self) -> list[Table]:
        """Returns the results in order, each index once; what an interim one said before is counted as a fault."""
        found: dict[int, Table] = {}
        interim = 0
        for chunk in self.chunks:
            index = chunk.get("result_index", 0)
            first = index if isinstance(index, int) else len(found)
            several = 1 < len(self.chunks) and "result_index" not in chunk
            for number, result in enumerate(tables(chunk.get("results"), "result", self.faults)):
                place = len(found) if several else first + number
                interim += place in found and found[place] != result
                found[place] = result
        if interim:
            self.faults.add(f"{interim:,} results were replaced by later ones of the same index; the file keeps them")
        return [found[place] for place in sorted(found)]

    def reading(self) -> Reading:
        results = self._results()
        if len(self.chunks) == 1:
            document = self.chunks[0]
        else:
            document = {key: value for chunk in self.chunks for key, value in chunk.items()} | {"result_index": 0}
        turns: list[Turn] = []
        for number, result in enumerate(results):
            turns += self._result(len(turns) + 1, number, result)
        document["results"] = TURNS
        given = [label for chunk in self.chunks for label in sequence(chunk.get("speaker_labels"))]
        if given:
            document["speaker_labels"] = given
        transcript = telling(
            turns, self.casting.speakers, format="watson", reader=READER, kind="machine",
            made_by="IBM Watson Speech to Text", doubts=self.faults.doubts,
        )  # fmt: skip
        if given and given == labels(turns, numbered(transcript, document)):
            document["speaker_labels"] = TURNS
        transcript = replace(transcript, extra=(("watson", objects.compact(document)),))
        return reading((transcript,), format="watson", media_type="application/json", reader=READER)

    def _result(self, number: int, index: int, result: Table) -> list[Turn]:
        """Returns the turns of one result: one, or as many as the speaker labels part it into."""
        first = table(next(iter(sequence(result.get("alternatives"))), None))
        tokens = self._tokens(first)
        parts = [list(part) for _, part in groupby(tokens, key=lambda token: token.voice)] or [[]]
        transcript = words_in(first.get("transcript"))
        turns: list[Turn] = []
        for part in parts:
            said = [token for token in part if token.text != HESITATION]
            given = " ".join(transcript.replace(HESITATION, " ").split()) if len(parts) == 1 else joined(said)
            voice = part[0].voice if part else None
            text, words = fitted(given, said, voice)
            start, end = span(part)
            own: Table = {"result": index, "words": [_kept_word(token) for token in part]}
            turns.append(
                Turn(
                    id=str(number + len(turns)), number=number + len(turns), speakers=(voice,) if voice else (),
                    text=text, start=start, end=end, words=words, marks=_hesitations(part, words, text), extra=_extra(own),
                )
            )  # fmt: skip
        own = {"result": index, "words": [_kept_word(token) for token in parts[0]], "rest": filled(result, turns)}
        turns[0] = _with(turns[0], own)
        return turns

    def _voice(self, speaker: Any) -> str | None:
        if type(speaker) is not int or speaker < 0:
            return None
        named = words_in(table(self.chunks[-1].get("speaker_names")).get(str(speaker)))
        return self.casting.voice(named or f"Speaker {speaker}")[0]

    def _tokens(self, first: Table) -> list[Token]:
        sure = [pair for pair in sequence(first.get("word_confidence")) if isinstance(pair, list)]
        tokens: list[Token] = []
        for number, stamp in enumerate(sequence(first.get("timestamps"))):
            if not isinstance(stamp, list) or len(stamp) < 3 or not words_in(stamp[0]):
                self.faults.add(f"a timestamp is no word with two times: {objects.compact(stamp)[:80]}")
                continue
            pair = sure[number] if number < len(sure) else []
            confidence = share(pair[1]) if len(pair) == 2 and pair[0] == stamp[0] else None
            label = self.labels.get(float(stamp[1])) if isinstance(stamp[1], int | float) else None
            voice = tokens[-1].voice if tokens and stamp[1] is None else None
            if label is not None:
                voice = self._voice(label.get("speaker"))
            left = {"label": label_left(label, stamp[1], stamp[2])} if label is not None else {}
            tokens.append(Token(stamp[0], from_seconds(stamp[1]), from_seconds(stamp[2]), confidence, voice, left))
        return tokens


def _kept_word(token: Token) -> Any:
    """Returns what a word says beyond the model: its label's own fields, and all of a hesitation."""
    left = token.left or {}
    if token.text == HESITATION:
        times = {"start": token.start, "end": token.end, "confidence": token.confidence}
        return {"hesitation": {key: value for key, value in times.items() if value is not None}, **left}
    return left


def _hesitations(part: Sequence[Token], words: Sequence[Word], text: str) -> tuple[Mark, ...]:
    """Returns a mark for each hesitation, before the word that follows it."""
    marks = []
    behind = iter(words)
    here = 0
    for token in part:
        if token.text == HESITATION:
            marks.append(Mark(type="vocal", start=here, end=here, words="hesitation"))
        else:
            here = next(behind).last
    return tuple(marks)


def _extra(own: Table) -> tuple[tuple[str, str], ...]:
    return (("watson", objects.settled(own)),)


def _with(turn: Turn, own: Table) -> Turn:
    return replace(turn, extra=_extra(own))


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns an answer: that which was read with its turns as they stand now, or a new one with a result a turn."""
    return objects.written(answer(dossiers[0].transcripts[0]))
