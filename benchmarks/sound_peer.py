"""Our landmarks beside chromaprint (`fpcalc`, where it is installed): which clips each finds without a false one.

python -m benchmarks.sound_peer --count 40
"""

from __future__ import annotations

import argparse
import random
import subprocess
import tempfile
import time
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt

from earwitness.formats.sound.matching import match

from . import sound_made as made
from .sound_made import RATE, Sound
from .sound_prints import fingerprint, recordings, ways

Codes = npt.NDArray[np.uint32]


def chromaprint(sound: Sound) -> Codes:
    """Returns chromaprint's numbers, about eight a second; exit code 3 is no error where a fingerprint was printed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.wav"
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, RATE, len(sound), "NONE", ""))
            file.writeframes(made.samples(sound).tobytes())
        done = subprocess.run(["fpcalc", "-raw", "-length", "0", str(path)], capture_output=True, text=True)
    lines = dict(line.partition("=")[::2] for line in done.stdout.splitlines())
    if done.returncode not in (0, 3) or "FINGERPRINT" not in lines:
        return np.zeros(0, dtype=np.uint32)
    return np.array([int(number) for number in lines["FINGERPRINT"].split(",") if number], dtype=np.uint32)


def errors(clip: Codes, whole: Codes) -> float:
    """Returns the least share of bits that differ, over all places of the clip in the whole."""
    if len(whole) < len(clip):
        clip, whole = whole, clip
    if len(clip) < 8:
        return 1.0
    laid = np.lib.stride_tricks.sliding_window_view(whole, len(clip)) ^ clip
    return float(np.bitwise_count(laid).mean(axis=1).min() / 32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--clips", type=int, default=8)
    given = parser.parse_args()
    sounds = dict(recordings(given.count))
    ours = {name: fingerprint(sound) for name, sound in sounds.items()}
    theirs = {name: chromaprint(sound) for name, sound in sounds.items()}
    talks = [name for name in sounds if name.startswith("talk")][: given.clips]
    true: dict[str, list[float]] = {}
    impostors: list[float] = []
    found: dict[str, int] = {}
    wrong = 0
    for way, work in ways().items():
        for name in talks:
            copy, _ = work(sounds[name], random.Random(f"peer {name} {way}"))
            own, code = fingerprint(copy), chromaprint(copy)
            true.setdefault(way, []).append(errors(code, theirs[name]))
            impostors.append(
                min(errors(code, theirs[other]) for other in sounds if other != name and other[:4] != "stil")
            )
            judged = match(own, ours[name])
            found[way] = found.get(way, 0) + (judged is not None and judged.verdict is not None)
            wrong += sum(
                (one := match(own, ours[other])) is not None and one.verdict is not None
                for other in sounds
                if other != name
            )
    least = min(impostors)
    print(f"nearest impostor of chromaprint: {least:.3f}; ours wrong: {wrong}")
    for way, each in true.items():
        below = sum(error < least for error in each)
        print(
            f"  {way}: ours {found[way]}/{len(each)}, chromaprint {below}/{len(each)} (bits wrong up to {max(each):.3f})"
        )
    began = time.process_time()
    for sound in sounds.values():
        fingerprint(sound)
    seconds = sum(map(len, sounds.values())) / RATE
    print(f"ours: {(time.process_time() - began) * 3600 / seconds:.1f} s an hour of sound")


if __name__ == "__main__":
    main()
