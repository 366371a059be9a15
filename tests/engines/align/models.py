"""A small CTC model for tests, an ONNX file written byte by byte: it hears a pure tone as a letter, and quiet as the blank."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np

RATE = 16_000
LETTERS = "abcdeor"
TONE = {letter: 500.0 + 300.0 * number for number, letter in enumerate(LETTERS)}
VOCABULARY = {"<pad>": 0, "|": 1, **{letter: number for number, letter in enumerate(LETTERS, 2)}}


def _number(value: int) -> bytes:
    found = bytearray()
    while True:
        value, low = value >> 7, value & 127
        found.append(low | (128 if value else 0))
        if not value:
            return bytes(found)


def _whole(field: int, value: int) -> bytes:
    return _number(field << 3) + _number(value)


def _part(field: int, value: bytes | str) -> bytes:
    content = value.encode() if isinstance(value, str) else value
    return _number(field << 3 | 2) + _number(len(content)) + content


def _node(kind: str, inputs: Iterable[str], output: str, **whole: tuple[int, ...]) -> bytes:
    told = b"".join(
        _part(5, _part(1, name) + b"".join(_whole(8, value) for value in values) + _whole(20, 7))
        for name, values in whole.items()
    )
    return _part(1, b"".join(_part(1, name) for name in inputs) + _part(2, output) + _part(4, kind) + told)


def _tensor(name: str, values: np.ndarray) -> bytes:
    kind = 7 if values.dtype == np.int64 else 1
    dims = b"".join(_whole(1, size) for size in values.shape)
    return _part(5, dims + _whole(2, kind) + _part(8, name) + _part(9, values.tobytes()))


def _value(field: int, name: str, *dims: str) -> bytes:
    shape = b"".join(_part(1, _part(2, dim)) for dim in dims)
    return _part(field, _part(1, name) + _part(2, _part(1, _whole(1, 1) + _part(2, shape))))


def tone_model(folder: Path) -> Path:
    """Writes the model and its vocabulary into the folder and returns the model's file."""
    width = 400
    times = np.arange(width) / RATE
    waves = [wave(2 * np.pi * hertz * times) for hertz in TONE.values() for wave in (np.cos, np.sin)]
    listen = np.array(waves, np.float32)[:, None, :] / (width / 2)
    judge = np.zeros((len(VOCABULARY), len(waves), 1), np.float32)
    for number in range(len(LETTERS)):
        judge[number + 2, 2 * number : 2 * number + 2] = 12.0
    bias = np.array([6.0, 2.0] + [0.0] * len(LETTERS), np.float32)
    graph = (
        _node("Unsqueeze", ["x", "one"], "a")
        + _node("Conv", ["a", "listen"], "b", strides=(320,), kernel_shape=(width,))
        + _node("Mul", ["b", "b"], "c")
        + _node("Conv", ["c", "judge", "bias"], "d", kernel_shape=(1,))
        + _node("Transpose", ["d"], "y", perm=(0, 2, 1))
        + _part(2, "tones")
        + _tensor("one", np.array([1], np.int64))
        + _tensor("listen", listen)
        + _tensor("judge", judge)
        + _tensor("bias", bias)
        + _value(11, "x", "batch", "samples")
        + _value(12, "y", "batch", "pictures", "letters")
    )
    model = _whole(1, 8) + _part(7, graph) + _part(8, _part(1, "") + _whole(2, 13))
    file = folder / "tones.onnx"
    file.write_bytes(model)
    (folder / "vocab.json").write_text(json.dumps(VOCABULARY))
    return file


def tones(text: str, *, letter: float = 0.1, between: float = 0.2) -> np.ndarray:
    """Returns the sound of a text: a tone for each letter, a little quiet after it, more of it between words."""
    parts = []
    for sign in text:
        if sign in TONE:
            times = np.arange(int(RATE * letter)) / RATE
            parts += [8_000 * np.sin(2 * np.pi * TONE[sign] * times), np.zeros(int(RATE * 0.04))]
        else:
            parts.append(np.zeros(int(RATE * between)))
    return np.concatenate(parts).astype(np.int16)
