"""Dialects of the Whisper family: one model, many programs, each with its own JSON; known apart by their keys."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from .. import content


class Dialect(Struct, frozen=True, kw_only=True):
    """How one program writes segments and words."""

    format: str
    engine: str | None = None
    """What made the transcript, where the form alone says so."""
    lead: str = ""
    """What stands before the text of a segment."""
    said: str = "word"
    sure: str = "probability"
    glued: bool = False
    """True where a word brings the space before it: words put together are the text."""
    order: tuple[str, ...] = ("start", "end", "text", "words", "speaker")
    """The keys of a segment, in the order in which they are written."""
    word_order: tuple[str, ...] = ("word", "start", "end", "probability", "speaker")
    head: tuple[tuple[str, str], ...] = (("text", "=text"), ("segments", "=segments"), ("language", "=language"))
    """The keys of the document, with what stands there."""
    first_id: int | None = None
    """The number of the first segment, where segments have one."""
    texts: tuple[tuple[str, str], ...] = ()
    """Keys that each segment has with a fixed value."""
    words_at: str | None = None
    """The key of the document under which all words stand, where they do not stand in their segments."""


WHISPER = Dialect(
    format="whisper", engine="Whisper", lead=" ", glued=True, first_id=0,
    order=("id", "seek", "start", "end", "text", "tokens", "temperature", "avg_logprob", "compression_ratio",
           "no_speech_prob", "words", "speaker"),
)  # fmt: skip
FASTER_WHISPER = Dialect(
    format="faster-whisper", engine="faster-whisper", lead=" ", glued=True, first_id=1,
    order=("id", "seek", "start", "end", "text", "tokens", "avg_logprob", "compression_ratio", "no_speech_prob",
           "words", "temperature", "speaker"),
    word_order=("start", "end", "word", "probability", "speaker"),
)  # fmt: skip
WHISPERX = Dialect(
    format="whisperx", engine="WhisperX", lead=" ", sure="score",
    word_order=("word", "start", "end", "score", "speaker"),
    head=(("segments", "=segments"), ("word_segments", "=words"), ("language", "=language")),
)  # fmt: skip
WHISPER_TIMESTAMPED = Dialect(
    format="whisper-timestamped", engine="whisper-timestamped", lead=" ", said="text", sure="confidence", first_id=0,
    order=("id", "seek", "start", "end", "text", "tokens", "temperature", "avg_logprob", "compression_ratio",
           "no_speech_prob", "confidence", "words", "speaker"),
    word_order=("text", "start", "end", "confidence", "speaker"),
)  # fmt: skip
OPENAI_VERBOSE = Dialect(
    format="openai-verbose", lead=" ", first_id=0, words_at="words",
    order=("id", "seek", "start", "end", "text", "tokens", "temperature", "avg_logprob", "compression_ratio",
           "no_speech_prob", "speaker"),
    head=(("task", "transcribe"), ("language", "=language"), ("duration", "=duration"), ("text", "=text"),
          ("words", "=words"), ("segments", "=segments")),
)  # fmt: skip
OPENAI_DIARIZED = Dialect(
    format="openai-diarized", texts=(("type", "transcript.text.segment"),),
    order=("type", "text", "speaker", "start", "end", "id", "words"),
    head=(("task", "transcribe"), ("duration", "=duration"), ("text", "=text"), ("segments", "=segments")),
)  # fmt: skip

_OPENS = re.compile(r"\s*(?:\{|\[\s*\{)")
_SEGMENTS = re.compile(r'"segments"\s*:\s*\[\s*(?:\{|\])')
_SEGMENT = re.compile(r'"(?:start|end|text)"\s*:')
_WORD_SURE = re.compile(
    r'\{\s*(?:"(?:word|text|start|end|speaker)"\s*:\s*(?:"(?:[^"\\]|\\.)*"|[-+.\deE]+|null)\s*,\s*){1,6}'
    r'"(probability|confidence|score)"\s*:\s*[-\d]'
)
_RUNS = re.compile(r'"(?:avg_logprob|no_speech_prob|compression_ratio)"\s*:')
_FIRST_ID = re.compile(r'"id"\s*:\s*(\d+)')
_LIST = re.compile(r'\s*\[\s*\{(?=[^{}]*"start"\s*:\s*[-\d])(?=[^{}]*"end"\s*:\s*[-\d])(?=[^{}]*"text"\s*:\s*")')


@lru_cache(maxsize=4)
def dialect_of(head: bytes) -> tuple[str, float]:
    """Returns the format whose segments these first bytes hold, and how sure that is; an empty name where they hold none."""
    start = head[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start not in (b"{", b"[") and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", 0.0
    text = content.as_text(head)
    if not _OPENS.match(text):
        return "", 0.0
    if '"transcript.text.segment"' in text and '"segments"' in text:
        return "openai-diarized", 0.98
    if text.lstrip().startswith("["):
        return _of_list(text)
    segments = _SEGMENTS.search(text)
    if segments is None:
        return _without_segments(text)
    inside = text[segments.end() - 1 : segments.end() + 20_000]
    if not all(f'"{key}"' in inside for key in ("start", "text")):
        return "", 0.0
    return _by_keys(text, text[: segments.start()], inside)


def _by_keys(text: str, before: str, inside: str) -> tuple[str, float]:
    word = _WORD_SURE.search(text)
    sure = word[1] if word is not None else ""
    if '"word_segments"' in text or sure == "score":
        return "whisperx", 0.97
    if sure == "confidence" or ('"confidence"' in inside and '"end"' in inside):
        return "whisper-timestamped", 0.95
    if '"task"' in before and '"duration"' in before:
        return "openai-verbose", 0.96
    if _RUNS.search(inside):
        first = _FIRST_ID.search(inside)
        if first is not None:
            return ("whisper" if first[1] == "0" else "faster-whisper"), 0.95
        return ("faster-whisper" if '"speaker"' in inside or '"words": null' in inside else "whisper"), 0.95
    if '"task"' in text and '"duration"' in text:
        return "openai-verbose", 0.9
    if '"end"' not in inside:
        return "", 0.0
    first = _FIRST_ID.search(inside[:400])
    if first is not None:
        return ("whisper" if first[1] == "0" else "faster-whisper"), 0.85
    if sure == "probability":
        return "faster-whisper", 0.85
    return ("whisperx", 0.8) if '"speaker"' in inside or '"words"' in inside else ("whisper", 0.8)


def _of_list(text: str) -> tuple[str, float]:
    """A list of segments alone, as wrappers of faster-whisper write them."""
    return ("faster-whisper", 0.9 if _RUNS.search(text) else 0.75) if _LIST.match(text) else ("", 0.0)


def _without_segments(text: str) -> tuple[str, float]:
    """An answer that has only words, or whose segments come behind the first 64 KiB."""
    if '"task"' in text and '"duration"' in text and '"text"' in text and '"word"' in text:
        return "openai-verbose", 0.9
    opening = text.lstrip()[:200]
    if len(text) == 65536 and re.match(r'\{\s*"text"\s*:\s*"', opening):
        return "whisper", 0.6
    return "", 0.0
