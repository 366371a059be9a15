"""Row 9: `transcribe` beside the engine alone, on the same model and the same files.

The model is small and has random numbers in it (`tiny_whisper`); what is measured is not what it hears but what is done around
it: decoding, cutting, judging, telling languages, keeping and filing. Chance is off for both, so that both do the same work.
"""

from __future__ import annotations

import io
import statistics
import tempfile
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .row import Row, seconds
from .tiny_whisper import make

BAR = 1.05
RATE = 16_000
FILES = 3
TIMES = 3


def sound(length: int, seed: int) -> bytes:
    """Returns so many seconds of noise that swells and dies away as talk does, as a WAV file."""
    import numpy as np

    rng = np.random.default_rng(seed)
    samples = rng.normal(0, 3000, length * RATE)
    swell = np.repeat(rng.random(length * 2) < 0.7, RATE // 2)
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples * swell).astype(np.int16).tobytes())
    return content.getvalue()


def bare(model: Any, files: list[Path]) -> int:
    """Returns how many segments the engine alone gives, with the options that we give it."""
    found = 0
    for file in files:
        segments, _ = model.transcribe(
            str(file), task="transcribe", language="en", beam_size=5, temperature=[0.0], word_timestamps=True,
            condition_on_previous_text=False, no_speech_threshold=None, vad_filter=False,
        )  # fmt: skip
        found += sum(1 for _ in segments)
    return found


def filed(folder: Path, files: list[Path]) -> Path:
    """Makes an archive that has the files as recordings."""
    from earwitness import actions

    with actions.init(folder) as desk:
        actions.add(desk, [str(file) for file in files], agent="bench")
    return folder


def rows(length: int = 240) -> Iterator[Row]:
    """Yields the time for some recordings of so many seconds, ours beside the bare engine's; the model is loaded before."""
    import os

    from faster_whisper import WhisperModel

    from earwitness import actions
    from earwitness.engines.transcribe import whisper

    whisper.TEMPERATURES = (0.0,)  # type: ignore[assignment]
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        folder = make(place / "model", width=64, layers=2, heads=4)
        files = []
        for seed in range(FILES):
            files.append(place / f"{seed}.wav")
            files[-1].write_bytes(sound(length, seed))
        model = WhisperModel(str(folder), device="cpu", cpu_threads=os.cpu_count() or 1, local_files_only=True)
        ours, theirs = [], []
        for time in range(TIMES + 1):
            theirs.append(seconds(lambda: bare(model, files)))
            with actions.open_desk(filed(place / f"archive{time}", files)) as desk:
                names = [recording.id for recording in desk.archive.catalog.recordings()]

                def transcribe(desk: Any = desk, names: list[str] = names) -> None:
                    answer = actions.transcribe(
                        desk, names, agent="bench", engine="faster-whisper", model=str(folder), language="en", on="here"
                    )
                    assert not answer.failed

                ours.append(seconds(transcribe))
        # The first time loads the model, the detector of languages and the libraries: it is not counted for either.
        yield Row(
            name="9 transcribe", ours=statistics.median(ours[1:]), theirs=statistics.median(theirs[1:]), bar=BAR,
            better="lower", peer="faster-whisper alone", sizes={"files": FILES, "seconds": length},
        )  # fmt: skip
