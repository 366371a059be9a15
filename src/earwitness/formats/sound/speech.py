"""Speech: where someone speaks. Silero's small network tells, where faster-whisper brought it, or WebRTC's filter."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ...errors import MissingExtra
from ...times import Ms, Span

RATE = 16000
"""Samples a second that both hear at."""
SILENCE: Ms = 300
"""A silence shorter than this does not part two spans: people draw breath."""
PAD: Ms = 50
"""A span begins so much sooner and ends so much later than where speech was sure."""
_NOTHING = 8
"""Of 32,768: a frame that never rises above it holds no sound, not even a line's."""
SHORTEST: Ms = 90
"""What is shorter is a click."""

Samples = npt.NDArray[np.int16]
Flags = npt.NDArray[np.bool_]
Engine = Literal["silero", "webrtc"]


class Speech(Struct, frozen=True, kw_only=True):
    """Where someone speaks, as an engine hears it."""

    engine: str
    """Which, with its version: `silero 6`, `webrtc 2`."""
    spans: tuple[Span, ...]


class Listener(Protocol):
    """Hears one channel of 16 kHz in pieces, and says for each frame whether it is speech."""

    name: str
    frame: int
    """Samples of one frame."""

    def feed(self, samples: Samples) -> None: ...

    def flags(self) -> Flags:
        """Returns, for every frame so far, whether it is speech."""
        ...

    def copy(self) -> Listener:
        """Returns another that has heard the same."""
        ...


class WebRtc:
    """The filter of WebRTC: five thousand times as fast as speech, and easily fooled by noise."""

    name = "webrtc 2"
    frame = 480
    _LINGERS = 3

    def __init__(self) -> None:
        import webrtcvad

        self._judge = webrtcvad.Vad(2)
        # It takes the first sound that it ever hears for speech: let that be a second of the faint noise of a line.
        line = np.random.default_rng(0).normal(0, 5, RATE).astype(np.int16).tobytes()
        for place in range(0, len(line) - 2 * self.frame + 1, 2 * self.frame):
            self._judge.is_speech(line[place : place + 2 * self.frame], RATE)
        self._rest = np.zeros(0, np.int16)
        self._flags = bytearray()

    def feed(self, samples: Samples) -> None:
        whole = np.concatenate((self._rest, samples)) if len(self._rest) else samples
        full, step = len(whole) // self.frame, 2 * self.frame
        frames = np.ascontiguousarray(whole[: full * self.frame])
        content, judge = frames.tobytes(), self._judge.is_speech
        # A line that is cut off is not shown to it: it would take that for the line's noise, and what comes next for speech.
        heard = (_NOTHING < np.abs(frames.reshape(full, self.frame)).max(axis=1, initial=0)).tolist()
        self._flags += bytes([
            sounds and judge(content[number * step : (number + 1) * step], RATE) for number, sounds in enumerate(heard)
        ])  # fmt: skip
        self._rest = whole[full * self.frame :].copy()

    def flags(self) -> Flags:
        """It goes on saying “speech” for a tenth of a second after the last; that is taken off again."""
        flags: Flags = np.frombuffer(bytes(self._flags), np.uint8).astype(np.bool_)
        if self._LINGERS < len(flags):
            flags &= np.concatenate((flags[self._LINGERS :], np.repeat(flags[-1:], self._LINGERS)))
        return flags

    def copy(self) -> WebRtc:
        other = WebRtc()
        other._rest, other._flags = self._rest.copy(), bytearray(self._flags)
        return other


class Silero:
    """The network of Silero that faster-whisper carries: three hundred times as fast as speech, and hard to fool."""

    name = "silero 6"
    frame = 512
    _CONTEXT = 64

    def __init__(self) -> None:
        import onnxruntime

        model = silero_model()
        if model is None:
            raise MissingExtra("whisper", "hearing speech with Silero")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        self._session: Any = onnxruntime.InferenceSession(
            str(model), providers=["CPUExecutionProvider"], sess_options=options
        )
        self._hidden: Any = np.zeros((1, 1, 128), np.float32)
        self._cell: Any = self._hidden
        self._context: npt.NDArray[np.float32] = np.zeros(self._CONTEXT, np.float32)
        self._rest: npt.NDArray[np.float32] = np.zeros(0, np.float32)
        self._sure: list[npt.NDArray[np.float32]] = []

    def feed(self, samples: Samples) -> None:
        whole = np.concatenate((self._rest, samples.astype(np.float32) / 32768))
        full = len(whole) // self.frame
        if full:
            known: npt.NDArray[np.float32] = np.concatenate((self._context, whole[: full * self.frame]))
            windows = np.lib.stride_tricks.sliding_window_view(known, self.frame + self._CONTEXT)[:: self.frame]
            given: dict[str, Any] = {"input": np.ascontiguousarray(windows), "h": self._hidden, "c": self._cell}
            sure, self._hidden, self._cell = self._session.run(None, given)
            self._sure.append(np.asarray(sure, np.float32).reshape(-1))
            self._context = known[-self._CONTEXT :].copy()
        self._rest = whole[full * self.frame :].astype(np.float32)

    def flags(self) -> Flags:
        """Speech begins where it is likelier than not, and ends where it is far from likely."""
        sure = np.concatenate(self._sure) if self._sure else np.zeros(0, np.float32)
        told = np.concatenate(([0], np.where(0.5 <= sure, 1, np.where(sure < 0.35, 0, -1))))
        last = np.maximum.accumulate(np.where(told == -1, 0, np.arange(len(told))))
        flags: Flags = (told[last] == 1)[1:]
        return flags

    def copy(self) -> Silero:
        other = Silero.__new__(Silero)
        other.__dict__.update(self.__dict__)
        other._sure = list(self._sure)
        return other


def silero_model() -> Path | None:
    """Returns where faster-whisper keeps Silero's network, or None where it or what runs it is not installed."""
    found = find_spec("faster_whisper")
    if found is None or found.origin is None or find_spec("onnxruntime") is None:
        return None
    models = sorted(Path(found.origin).parent.glob("assets/silero_vad*.onnx"))
    return models[-1] if models and "v6" in models[-1].name else None


def listener(engine: Engine | None = None) -> Listener:
    """Returns the engine asked for, or Silero where it is installed and else WebRTC's. Raises MissingExtra."""
    if engine == "silero" or (engine is None and silero_model() is not None):
        return Silero()
    return WebRtc()


def speech(samples: Sequence[Samples], *, engine: Engine | None = None) -> Speech:
    """Returns where someone speaks in one channel of 16 kHz, given in pieces."""
    hearing = listener(engine)
    for piece in samples:
        hearing.feed(piece)
    heard = sum(map(len, samples)) * 1000 // RATE
    return Speech(engine=hearing.name, spans=spans_of(hearing.flags(), hearing.frame, heard))


def spans_of(flags: Flags, frame: int, duration: Ms) -> tuple[Span, ...]:
    """Returns the spans that frames of speech make: short silences bridged, clicks left out, a little taken on both sides."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    spans: list[list[Ms]] = []
    for first, last in edges.reshape(-1, 2).tolist():
        start, end = first * frame * 1000 // RATE, last * frame * 1000 // RATE
        if end - start < SHORTEST:
            continue
        if spans and start - spans[-1][1] < SILENCE:
            spans[-1][1] = end
        else:
            spans.append([start, end])
    return tuple(Span(max(0, start - PAD), min(duration, end + PAD)) for start, end in spans)


def union(spans: Sequence[Sequence[Span]]) -> tuple[Span, ...]:
    """Returns where anyone speaks, of the spans of several channels."""
    merged: list[Span] = []
    for span in sorted(span for channel in spans for span in channel):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
