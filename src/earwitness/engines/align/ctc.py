"""The engine `ctc`: a model that hears letters (CTC, as wav2vec 2.0 and its kind), from an ONNX file of this machine.

The file takes samples at 16 kHz, `(1, samples)`, and gives a number for each letter and picture, `(1, pictures, letters)`, as
`optimum-cli export onnx --task automatic-speech-recognition` writes it; `vocab.json` says which letter each number is. The
letters of the text are laid out with the model's blank between them, and the likeliest way is found (Graves and others, 2006;
Kürzinger and others, 2020). Nothing is downloaded.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from ...digests import sha256
from ...errors import BadInput, EngineFailed, MissingExtra, NotFound, WrongUsage
from .chains import Tolls, Units, laid, read
from .engine import Alive, Identity, Settings
from .script import Line, Script
from .timed import Timed
from .trellis import path

if TYPE_CHECKING:
    Array = np.ndarray[Any, Any]

RATE = 16_000
WINDOW = 30 * RATE
"""Samples that the model is given at once."""
SIDE = 2 * RATE
"""Of these, how many at each end are only for what surrounds them."""
BLANKS = ("<pad>", "[PAD]", "<blank>", "<blk>", "_")
BETWEEN = ("|", " ", "▁")
"""What stands between words, in the vocabularies there are."""
FILLER = -4.0
PAUSE = -1.0
FLOOR = -9.0
LEAST = 0.12
LARGEST = 1 << 33
"""Bytes of a model."""


def identity(settings: Settings) -> Identity:
    """Returns the model by the name and digest of its file. Raises WrongUsage or NotFound where there is none."""
    if not settings.model:
        raise WrongUsage("the engine ctc needs a model", hint="--model FILE.onnx; Earwitness downloads none")
    file = Path(settings.model)
    if not file.is_file():
        raise NotFound(f"there is no model {file}", hint="name an ONNX file", path=str(file))
    vocabulary = _vocabulary_file(settings)
    if not vocabulary.is_file():
        raise NotFound(
            f"there is no {vocabulary.name} beside the model", hint="name it: --vocabulary FILE", path=str(vocabulary)
        )
    digest = sha256(vocabulary.read_bytes() + _ends(file))[:12]
    return Identity(model=file.name, version=_version(), print=digest)


def load(settings: Settings, identity: Identity) -> Letters:
    """Returns the model, ready. Raises BadInput where the file is no such model."""
    try:
        import onnxruntime
    except ImportError as error:
        raise MissingExtra("whisper", "the engine ctc (onnxruntime)") from error
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(settings.model, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library has a tree of its own, below RuntimeError and beside it
        raise BadInput(f"the model {settings.model} cannot be read: {str(error)[:200]}", path=settings.model) from error
    vocabulary = _vocabulary(_vocabulary_file(settings))
    return Letters(session, vocabulary, identity)


def _vocabulary_file(settings: Settings) -> Path:
    return Path(settings.vocabulary) if settings.vocabulary else Path(settings.model).with_name("vocab.json")


def _vocabulary(file: Path) -> dict[str, int]:
    try:
        found = msgspec.json.decode(file.read_bytes(), type=dict[str, int])
    except (msgspec.DecodeError, OSError) as error:
        raise BadInput(
            f"{file.name} is no vocabulary: {error}", hint='it is JSON: {"<pad>": 0, "|": 1, "a": 2, …}', path=str(file)
        ) from error
    if not found or min(found.values()) < 0:
        raise BadInput(f"{file.name} names no letters", path=str(file))
    return found


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"onnxruntime {version('onnxruntime')}"
    except PackageNotFoundError:
        return "onnxruntime not installed"


def _ends(file: Path) -> bytes:
    """Returns the size of a file and what stands at its ends: enough to tell two models of one name apart, at once."""
    size = file.stat().st_size
    if LARGEST < size:
        raise BadInput(f"{file.name} is larger than any model that is taken", path=str(file))
    with file.open("rb") as opened:
        first = opened.read(1 << 16)
        opened.seek(max(0, size - (1 << 16)))
        return str(size).encode() + first + opened.read(1 << 16)


class Letters:
    """A model that hears letters, and its vocabulary."""

    def __init__(self, session: Any, vocabulary: Mapping[str, int], identity: Identity) -> None:
        self._session = session
        self._input = session.get_inputs()[0].name
        self._identity = identity
        self._letters = {unicodedata.normalize("NFC", letter): number for letter, number in vocabulary.items()}
        self._blank = next((self._letters[name] for name in BLANKS if name in self._letters), None)
        if self._blank is None:
            raise BadInput("the vocabulary names no blank", hint="one of its letters must be " + ", ".join(BLANKS))
        self._between = next((self._letters[name] for name in BETWEEN if name in self._letters), self._blank)
        self._between_pictures = 0.0
        single = [letter for letter in self._letters if len(letter) == 1 and letter.isalpha()]
        self._upper = sum(letter.isupper() for letter in single) > len(single) / 2

    def align(self, sound: Iterable[Array], script: Script, alive: Alive) -> Timed:
        """Returns where each line is heard, of sound at 16 kHz."""
        rows, samples = self._heard(sound, alive)
        duration = samples * 1000 // RATE
        blank = self._blank or 0
        if not len(rows):
            lines = read(np.zeros(0, int), None, script.lines, np.zeros(0), step=20, least=LEAST, duration=duration)
        else:
            classes = rows.shape[1]
            step = max(1, round(self._stride() * 1000 / RATE))
            units = [self._units(line) for line in script.lines]
            if not any(unit.classes for unit in units):
                raise WrongUsage(
                    "the model knows no letter of the text", hint="take a model of the text's language and writing"
                )
            chain = laid(
                script.lines, units, pause=classes, gap=classes + 1, tolls=Tolls(missed=None, blank=blank), step=step,
                slack=script.slack,
            )  # fmt: skip
            scaled = np.maximum(rows, FLOOR)
            quiet = np.maximum(scaled[:, blank], scaled[:, self._between])
            pause, gap = np.maximum(quiet, FILLER + PAUSE), np.maximum(quiet, FILLER)
            like = np.concatenate([scaled, pause[:, None], gap[:, None]], axis=1)
            way = path(like, chain.chain, lambda picture: alive("pictures", picture, len(rows)))
            if not len(way):
                raise EngineFailed("there is no way through the text", hint="without the times it has: --no-anchors")
            column = chain.chain.classes[way]
            column = np.where(column < classes, column, blank)
            sure = np.exp(rows[np.arange(len(way)), column] - rows.max(axis=1))
            lines = read(way, chain, script.lines, sure, step=step, least=LEAST, duration=duration)
        return Timed(
            engine="ctc", model=f"{self._identity.model} {self._identity.print}", version=self._identity.version, lines=lines,
            duration=duration,
        )  # fmt: skip

    def _units(self, line: Line) -> Units:
        """Returns the letters of a line that the model knows; signs and figures are not heard as letters."""
        classes: list[int] = []
        words: list[int] = []
        for number, (first, last) in enumerate(line.words):
            word = unicodedata.normalize("NFC", line.text[first:last])
            for letter in word.upper() if self._upper else word.lower():
                known = self._letters.get(letter)
                if known is not None and known not in (self._blank, self._between):
                    classes.append(known)
                    words.append(number)
        return Units(classes=tuple(classes), words=tuple(words))

    def _heard(self, sound: Iterable[Array], alive: Alive) -> tuple[Array, int]:
        """Returns the logarithm of how likely each letter is, and how many samples there were; in windows that overlap."""
        found: list[Array] = []
        samples = 0
        stride = self._stride()
        for ahead, window, new in _windows(sound):
            rows = self._judged(window)
            first = round(ahead / stride)
            found.append(rows[first : first + max(1, round(new / stride))])
            samples += new
            alive("seconds heard", samples // RATE, None)
        return (np.concatenate(found) if found else np.zeros((0, 1), np.float32)), samples

    def _stride(self) -> float:
        """Returns how many samples lie between two pictures of the model."""
        if not self._between_pictures:
            short, long = (len(self._judged(np.zeros(seconds * RATE, np.int16))) for seconds in (1, 3))
            self._between_pictures = 2 * RATE / max(1, long - short)
        return self._between_pictures

    def _judged(self, window: Array) -> Array:
        part = window.astype(np.float32)
        part = (part - part.mean()) / (part.std() + 1e-7)
        try:
            scores = self._session.run(None, {self._input: part[None, :]})[0]
        except Exception as error:  # whatever the library raises
            raise EngineFailed(f"the model failed: {str(error)[:200]}") from error
        scores = np.asarray(scores, np.float32)
        if scores.ndim != 3 or not scores.shape[1] or max(self._letters.values()) >= scores.shape[2]:
            raise EngineFailed(
                f"the model gives numbers of the shape {scores.shape}, its vocabulary names {len(self._letters)} letters",
                hint="the vocabulary is another model's, or this is no CTC model",
            )
        scores = scores[0] - scores[0].max(axis=1, keepdims=True)
        judged: Array = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        if not np.isfinite(judged).all():
            raise EngineFailed("the model gave numbers that are none")
        return judged


def _windows(sound: Iterable[Array]) -> Iterator[tuple[int, Array, int]]:
    """Yields windows of the sound: how many samples lead up to what is new in it, the window, how many are new."""
    held = np.zeros(0, np.int16)
    ahead = 0
    for part in sound:
        held = np.concatenate([held, part.reshape(-1)])
        while WINDOW <= len(held):
            new = WINDOW - ahead - SIDE
            yield ahead, held[:WINDOW], new
            held = held[ahead + new - SIDE :]
            ahead = SIDE
    if len(held) > ahead:
        short = max(0, 400 - len(held))
        yield ahead, np.pad(held, (0, short)), len(held) - ahead
