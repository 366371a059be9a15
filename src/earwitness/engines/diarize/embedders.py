"""Embedders: what gives a window of speech the numbers by which voices are told apart. By an ONNX file, resemblyzer, or plain
sums.

An ONNX model takes either the sound (batch, samples) or filter banks of it (batch, frames, bands), and gives one row:
WeSpeaker's, 3D-Speaker's and NeMo's exports are of these forms. Which it is shows in the form of its input.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ...digests import sha256
from ...errors import BadInput, EngineFailed, MissingExtra, NotFound, WrongUsage
from .engine import RATE, Identity, Settings

if TYPE_CHECKING:
    import numpy as np

RESEMBLYZER, PLAIN = "resemblyzer", "plain"
BANDS = 80
ROUGH = "no model of voices was used, only how the sound is spread over pitch: it is often wrong"


class Embedder(Protocol):
    """What gives a window its numbers."""

    apart: float
    """The cosine distance from which on two groups of windows are two voices."""
    notes: tuple[str, ...]
    levelled: bool
    """True where only what differs between the windows of one recording counts: each number is set against its mean and
    spread.
    """

    def embed(self, samples: np.ndarray) -> np.ndarray:
        """Returns the row of a window of one channel at 16 kHz, numbers between -1 and 1."""
        ...


def identify(settings: Settings) -> Identity:
    """Returns which model it is. Raises MissingExtra, WrongUsage where none is named, NotFound where there is none."""
    if not settings.model:
        raise WrongUsage(
            "say by which model voices are to be told apart",
            hint="--model FILE.onnx, or --model resemblyzer; --model plain has none, and is rough",
        )
    if settings.model == PLAIN:
        if settings.voices is None:
            raise WrongUsage("without a model the number of voices cannot be estimated", hint="say it: --voices 2")
        return Identity(model=PLAIN, version="1")
    name = RESEMBLYZER if settings.model == RESEMBLYZER else "onnxruntime"
    try:
        library = f"{name} {version(name)}"
    except PackageNotFoundError as error:
        raise MissingExtra(name if name == RESEMBLYZER else "voices", "telling voices apart") from error
    if name == RESEMBLYZER:
        return Identity(model=RESEMBLYZER, version=library)
    path = Path(settings.model)
    if not path.is_file():
        raise NotFound(
            f"there is no model {path}",
            hint="name an ONNX file of voice embeddings; Earwitness downloads none",
            path=str(path),
        )
    return Identity(model=path.name, version=library, print=sha256(path.read_bytes())[:12], path=str(path.absolute()))


def embedder_of(settings: Settings, identity: Identity) -> Embedder:
    """Returns the model, ready. Raises MissingExtra, BadInput where it cannot be read."""
    if identity.model == PLAIN and not identity.path:
        return Plain()
    if identity.model == RESEMBLYZER and not identity.path:
        return Resemblyzer()
    return Onnx(identity.path, settings.threads)


class Onnx:
    """A model of voice embeddings that onnxruntime runs."""

    apart = 0.5
    notes: tuple[str, ...] = ()
    levelled = False

    def __init__(self, path: str, threads: int = 0) -> None:
        try:
            import onnxruntime
        except ImportError as error:
            raise MissingExtra("voices", "telling voices apart") from error
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        if threads:
            options.intra_op_num_threads = threads
        try:
            self._session: Any = onnxruntime.InferenceSession(
                path, sess_options=options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime's errors have no base of their own
            raise BadInput(f"{path} cannot be read as an ONNX model: {error}", path=path) from error
        inputs = self._session.get_inputs()
        if len(inputs) != 1 or len(inputs[0].shape) not in (2, 3):
            raise BadInput(
                f"{path} takes other things than sound or filter banks",
                hint="take a model of voice embeddings",
                path=path,
            )
        self._name = inputs[0].name
        shape = inputs[0].shape
        self._banks = len(shape) == 3
        bands = [size for size in shape[1:] if isinstance(size, int) and size in (40, 64, 80)]
        self._bands = bands[0] if bands else BANDS
        self._turned = self._banks and shape[1] == self._bands  # (batch, bands, frames), as NeMo has it

    def embed(self, samples: np.ndarray) -> np.ndarray:
        import numpy as np

        given: Any = samples.astype(np.float32)[None]
        if self._banks:
            banks = filter_banks(samples, self._bands)
            given = (banks - banks.mean(axis=0))[None].astype(np.float32)
            given = given.transpose(0, 2, 1) if self._turned else given
        try:
            row = np.asarray(self._session.run(None, {self._name: given})[-1], np.float32).reshape(-1)
        except Exception as error:  # onnxruntime's errors have no base of their own
            raise EngineFailed(f"the model of voices failed: {error}") from error
        if not np.isfinite(row).all():
            raise EngineFailed("the model of voices gave what are no numbers")
        return row


class Resemblyzer:
    """Resemblyzer's encoder, whose weights are in its package."""

    apart = 0.25
    notes: tuple[str, ...] = ()
    levelled = False

    def __init__(self) -> None:
        try:
            from resemblyzer import VoiceEncoder
        except ImportError as error:
            raise MissingExtra(RESEMBLYZER, "telling voices apart") from error
        self._encoder = VoiceEncoder("cpu", verbose=False)

    def embed(self, samples: np.ndarray) -> np.ndarray:
        row: np.ndarray = self._encoder.embed_utterance(samples)
        return row


class Plain:
    """No model: the mean and the spread of cepstra over the window."""

    apart = 0.9
    notes: tuple[str, ...] = (ROUGH,)
    levelled = True

    def embed(self, samples: np.ndarray) -> np.ndarray:
        import numpy as np

        banks = filter_banks(samples, 40)
        places = np.arange(40)
        waves = np.cos(np.pi / 40 * (places[:, None] + 0.5) * places[None, 1:20])
        heights = banks.mean(axis=1)
        cepstra = (banks @ waves)[np.quantile(heights, 0.3) <= heights]  # breath and silence say nothing of a voice
        return np.concatenate((cepstra.mean(axis=0), cepstra.std(axis=0)))


def filter_banks(samples: np.ndarray, bands: int) -> np.ndarray:
    """Returns log filter banks, shape (frames, bands): windows of 25 ms every 10, as Kaldi has them, without dither."""
    import numpy as np

    width, step, size = 400, 160, 512
    scaled = samples.astype(np.float64) * 32768
    if len(scaled) < width:
        scaled = np.pad(scaled, (0, width - len(scaled)))
    frames = np.lib.stride_tricks.sliding_window_view(scaled, width)[::step]
    frames = frames - frames.mean(axis=1, keepdims=True)
    before = np.concatenate((frames[:, :1], frames[:, :-1]), axis=1)
    window = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(width) / (width - 1))) ** 0.85
    power = np.abs(np.fft.rfft((frames - 0.97 * before) * window, size)) ** 2
    banks: np.ndarray = np.log(np.maximum(power @ _mel(bands, size), 1e-7))
    return banks


def _mel(bands: int, size: int) -> np.ndarray:
    """Returns the weights of triangular filters between 20 Hz and 8 kHz, evenly on the mel scale."""
    import numpy as np

    def mel(pitch: np.ndarray) -> np.ndarray:
        found: np.ndarray = 1127.0 * np.log(1 + pitch / 700)
        return found

    edges = np.linspace(mel(np.array(20.0)), mel(np.array(RATE / 2)), bands + 2)
    at = mel(np.arange(size // 2 + 1) * RATE / size)[:, None]
    rising = (at - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - at) / (edges[2:] - edges[1:-1])
    weights: np.ndarray = np.maximum(0.0, np.minimum(rising, falling))
    return weights
