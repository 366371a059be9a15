"""Whisper on this machine, by faster-whisper (CTranslate2): a folder with a model, or a size that was fetched before.

Nothing is fetched unless `download` is asked for. The task is always to transcribe: Whisper's own translation into English is
never switched on. No window is passed over for being silent (`no_speech_threshold` is off): what it says there is kept and
judged in the open. Each window is heard for itself, so that a loop does not feed the next; the hints stand before each.
"""

from __future__ import annotations

import os
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...digests import sha256
from ...errors import BadInput, CaptureFailed, EngineFailed, MissingExtra, NotFound
from ...formats.recognizers.tongues import tongue
from .engine import Alive, Identity, Settings, whispers
from .heard import Heard, HeardSegment, HeardWord

if TYPE_CHECKING:
    import numpy as np

NEEDED = ("model.bin", "config.json", "tokenizer.json")
"""Files without which the library would look for something on the net, or fail."""
USUAL = "small"
TEMPERATURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""A window that loops or is very unsure is heard again, each time with more chance in it; where that was so, it is told."""
UNSURE = 0.5
"""Below it the engine's own choice of a language is doubtful."""


def identity(settings: Settings, *, download: bool = False) -> Identity:
    """Returns which model it is and where it lies. Raises MissingExtra, NotFound, BadInput; fetches only with `download`."""
    try:
        library = f"faster-whisper {version('faster-whisper')}, ctranslate2 {version('ctranslate2')}"
    except PackageNotFoundError as error:
        raise MissingExtra("whisper", "transcribing on this machine") from error
    name = settings.model or USUAL
    folder = Path(name)
    if not folder.is_dir():
        folder = _fetched(name, download=download)
    missing = [file for file in NEEDED if not (folder / file).is_file()]
    if missing or not any(folder.glob("vocabulary.*")):
        raise NotFound(
            f"{folder} holds no Whisper model of CTranslate2: {', '.join(missing) or 'vocabulary.json'} is not there",
            hint="name the folder that has model.bin, config.json, tokenizer.json and vocabulary.json", path=str(folder),
        )  # fmt: skip
    shown = folder.name if Path(name).is_dir() else name
    return Identity(model=shown, version=library, print=_print_of(folder), path=str(folder.absolute()))


def _fetched(name: str, *, download: bool) -> Path:
    """Returns the folder of a model that was fetched before, or is fetched now where that was asked for."""
    if not re.fullmatch(r"[\w.-]+(/[\w.-]+)?", name):
        raise NotFound(f"there is no folder {name}", hint="name a folder with a model, or a size: tiny, small, medium…")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")  # the library reads it once, when it is imported
    try:
        from faster_whisper.utils import download_model
    except ImportError as error:
        raise MissingExtra("whisper", "transcribing on this machine") from error
    try:
        return Path(download_model(name, local_files_only=not download))
    except ValueError as error:
        raise NotFound(f"“{name}” is no folder here and no size of Whisper", hint=str(error)) from error
    except Exception as error:  # the hub's library has its own tree of errors, and httpx's below it
        if download:
            raise CaptureFailed(
                f"the model “{name}” could not be fetched: {error}", hint="fetch it elsewhere and name its folder"
            ) from error
        raise NotFound(
            f"the model “{name}” is not on this machine",
            hint="name the folder of a model (--model DIR), or have it fetched from huggingface.co: --download",
        ) from error


def _print_of(folder: Path) -> str:
    """Returns a short digest of a model's description and of the sizes of its files: another model has another."""
    sizes = sorted((path.name, path.stat().st_size) for path in folder.iterdir() if path.is_file())
    return sha256((folder / "config.json").read_bytes() + repr(sizes).encode())[:12]


def load(settings: Settings, identity: Identity) -> Whisper:
    """Returns the model, ready to hear. Takes seconds. Raises MissingExtra, BadInput where it cannot be read."""
    try:
        from faster_whisper import WhisperModel
    except ImportError as error:
        raise MissingExtra("whisper", "transcribing on this machine") from error
    try:
        model = WhisperModel(
            identity.path, device=settings.device, compute_type=settings.compute_type, cpu_threads=settings.threads,
            local_files_only=True,
        )  # fmt: skip
    except (OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
        raise BadInput(f"the model in {identity.path} cannot be loaded: {error}", path=identity.path) from error
    except Exception as error:  # tokenizers raises bare exceptions
        raise BadInput(f"the tokenizer in {identity.path} cannot be read: {error}", path=identity.path) from error
    return Whisper(model, identity)


class Whisper:
    """A Whisper model of this machine."""

    def __init__(self, model: Any, identity: Identity) -> None:
        self._model = model
        self._identity = identity
        self._alive: Alive | None = None
        self._encode = model.encode
        model.encode = self._encoded

    def _encoded(self, features: Any) -> Any:
        """Every window of half a minute is encoded once: a sign of life even where no words come of it."""
        if self._alive is not None:
            self._alive(None)
        return self._encode(features)

    def hear(self, samples: np.ndarray, settings: Settings, alive: Alive) -> Heard:
        import numpy as np

        spoken = whispers(settings.language) if settings.language else None
        multilingual = bool(self._model.model.is_multilingual)
        if spoken is not None and spoken not in self._model.supported_languages:
            knows = "only English" if not multilingual else "no such language"
            raise BadInput(
                f"the model {self._identity.model} knows {knows}; “{settings.language}” was asked for",
                hint="take a multilingual model" if not multilingual else "leave out --language to have it detected",
            )
        self._alive = alive
        try:
            segments, info = self._model.transcribe(
                samples.astype(np.float32) / 32768.0,
                language=spoken, task="transcribe", multilingual=settings.multilingual and spoken is None and multilingual,
                language_detection_segments=4, beam_size=settings.beam_size, temperature=list(TEMPERATURES),
                word_timestamps=True, condition_on_previous_text=False, no_speech_threshold=None, vad_filter=False,
                hotwords=settings.hints or None,
            )  # fmt: skip
            found = []
            for segment in segments:
                found.append(_segment(segment))
                alive(found[-1].end or 0)
        except (RuntimeError, ValueError) as error:
            raise EngineFailed(f"{self._identity.model} failed: {error}") from error
        finally:
            self._alive = None
        return Heard(
            engine="faster-whisper",
            model=f"{self._identity.model} ({self._identity.print})",
            version=self._identity.version,
            settings=(*settings.told(), ("window", "each for itself"), ("temperatures", " ".join(map(str, TEMPERATURES)))),
            language=settings.language or tongue(info.language),
            detected=None if spoken is not None or not multilingual else round(float(info.language_probability), 3),
            segments=tuple(found),
            notes=(*_notes(settings, multilingual, info, spoken), *_chance(found)),
        )  # fmt: skip


def _segment(segment: Any) -> HeardSegment:
    words = tuple(
        HeardWord(word.word.strip(), _ms(word.start), _ms(word.end), round(float(word.probability), 3))
        for word in segment.words or ()
        if word.word.strip()
    )
    return HeardSegment(
        start=_ms(segment.start), end=_ms(segment.end), text=segment.text.strip(), words=words,
        logprob=round(float(segment.avg_logprob), 3), no_speech=round(float(segment.no_speech_prob), 3),
        compression=round(float(segment.compression_ratio), 2), temperature=float(segment.temperature),
    )  # fmt: skip


def _ms(seconds: float) -> int:
    return round(float(seconds) * 1000)


def _notes(settings: Settings, multilingual: bool, info: Any, spoken: str | None) -> tuple[str, ...]:
    """Returns what is to be told of the language."""
    if not multilingual:
        return ("the model knows only English: what is said in another language comes out wrong",)
    if spoken is not None:
        return ()
    if settings.multilingual:
        return ("the language was detected anew every half minute",)
    sure = float(info.language_probability)
    return (f"the language, {info.language}, was detected by the engine, but not surely ({sure:.2f})",) \
        if sure < UNSURE else ()  # fmt: skip


def _chance(segments: list[HeardSegment]) -> tuple[str, ...]:
    """Returns what is to be told of segments that were heard with chance: hearing them again may give other words."""
    chance = sum(1 for segment in segments if segment.temperature)
    if not chance:
        return ()
    return (
        f"{chance} of {len(segments)} segments were heard with chance, for they were unsure: again, they may read otherwise",
    )
