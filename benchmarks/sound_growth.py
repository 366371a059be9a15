"""How the time to find a clip grows with the archive: made landmarks, as dense and as spread over pitch as speech has them.

python -m benchmarks.sound_growth --sizes 500,5000
"""

from __future__ import annotations

import argparse
import math
import random
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np

from earwitness.formats.sound.fingerprint import Fingerprint, packed
from earwitness.formats.sound.matching import match
from earwitness.tellings.prints import Prints

from .sound_prints import fingerprint, recordings

SECONDS = 60
CLIPS = 40


def made(seed: int, pitches: np.ndarray, density: float) -> Fingerprint:
    chance = np.random.default_rng(seed)
    frames = SECONDS * 1000 // 16
    count = round(density * SECONDS)
    times = np.sort(chance.integers(0, frames, size=count)).astype(np.int32)
    return Fingerprint(
        duration=SECONDS * 1000, landmarks=packed(times, chance.choice(pitches, size=count).astype(np.uint8))
    )


def clip(whole: Fingerprint, chance: random.Random) -> Fingerprint:
    """Returns 15 seconds of it of which a codec left half the landmarks, and as many strange ones among them."""
    times, pitches = whole.peaks()
    start = chance.randrange(0, (SECONDS - 15) * 62)
    inside = np.flatnonzero((start <= times) & (times < start + 15 * 62))
    draw = np.random.default_rng(chance.getrandbits(30))
    kept = inside[draw.random(len(inside)) < 0.5]
    strange = draw.integers(0, 15 * 62, size=len(kept))
    when = np.concatenate((times[kept] - start, strange))
    order = np.argsort(when, kind="stable")
    pitch = np.concatenate((pitches[kept], draw.choice(pitches, size=len(strange))))[order]
    return Fingerprint(duration=15_000, landmarks=packed(when[order].astype(np.int32), pitch.astype(np.uint8)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="500,5000")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    heard = [fingerprint(sound) for name, sound in recordings(30) if name.startswith("talk")]
    pitches = np.concatenate([print_.peaks()[1] for print_ in heard])
    density = len(pitches) / sum(print_.duration / 1000 for print_ in heard)
    print(f"{density:.1f} landmarks a second")
    medians = []
    with tempfile.TemporaryDirectory() as folder:
        base = sqlite3.connect(Path(folder) / "prints.sqlite")
        base.execute("PRAGMA synchronous=OFF")
        prints = Prints(base)
        there = 0
        for size in sizes:
            began = time.process_time()
            for number in range(there, size):
                prints.add(str(number), made(number, pitches, density))
            base.commit()
            adding = (time.process_time() - began) / (size - there) * 1000
            there = size
            times, matching, found = [], [], 0
            for asked in range(CLIPS):
                chance = random.Random(asked)
                name = chance.randrange(size)
                part = clip(made(name, pitches, density), chance)
                began = time.process_time()
                near = prints.find(part)
                times.append(1000 * (time.process_time() - began))
                began = time.process_time()
                judged = [each.id for each in near if (whole := prints.get(each.id)) and match(part, whole)]
                matching.append(1000 * (time.process_time() - began))
                found += judged == [str(name)]
            medians.append(statistics.median(times))
            pages = base.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()[0]
            print(f"{size:,} recordings of a minute: find {medians[-1]:.1f} ms (worst {max(times):.1f}),", end=" ")
            print(f"match {statistics.median(matching):.1f} ms, right {found}/{CLIPS},", end=" ")
            print(f"{adding:.1f} ms to add, {pages / size / 1000:.0f} kB each")
    if 1 < len(sizes):
        print(f"growth exponent {math.log(medians[-1] / medians[0]) / math.log(sizes[-1] / sizes[0]):.2f}")


if __name__ == "__main__":
    main()
