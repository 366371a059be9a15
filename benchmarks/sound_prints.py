"""Recordings posted again: how many are found by their sound, and how many are found that are others.

A thousand made recordings: talks in many voices; the same words in another voice; the same voice with other words; calls with
the same hold music, the same announcement, the same ringing; tunes; tones; silence. Of some, copies are made as they are
posted again, and each is looked for among all. What is asked too: every recording, which must find nobody.

python -m benchmarks.sound_prints --count 1000
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import subprocess
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from earwitness.formats.sound.fingerprint import Fingerprint, Fingerprinter
from earwitness.formats.sound.matching import Match, match
from earwitness.tellings.prints import Prints

from . import sound_made as made
from .sound_made import RATE, Sound

ONE_VOICE = ("en-us+m3", "ru+f2")


def fingerprint(sound: Sound) -> Fingerprint:
    printer = Fingerprinter()
    printer.feed(made.samples(sound))
    return printer.finish()


def recordings(count: int) -> Iterator[tuple[str, Sound]]:
    """Yields made recordings of some seconds to a minute; no two are of one call."""
    for number in range(count):
        chance = random.Random(f"recording {number}")
        yield from _recording(number, chance)


def _recording(number: int, chance: random.Random) -> Iterator[tuple[str, Sound]]:
    kind = number % 20
    length = chance.uniform(25, 50)
    if kind < 11:
        yield f"talk{number}", made.talk(chance, length)
    elif kind == 11:  # three voices read one text
        text = random.Random(f"text {number // 60}")
        voice = ("en-us+m1", "en-us+f2", "en-gb+m5")[number // 20 % 3]
        said = " ".join(made.sentence(text, voice) for _ in range(6))
        yield f"text{number}", made.spoken(voice, said)
    elif kind in (12, 13):
        yield f"voice{number}", made.talk(chance, length, ONE_VOICE)
    elif kind in (14, 15):  # a tune that several calls are held with
        tune = made.music(chance.uniform(10, 16), f"hold {number // 20 % 5}")
        parts = [made.talk(chance, length / 2), tune, made.talk(chance, length / 2)]
        yield f"hold{number}", np.concatenate(parts[chance.randint(0, 1) :])
    elif kind == 16:
        said = made.spoken(
            "en-gb+f3", "The person you have called is not available. Please leave a message after the tone."
        )
        yield f"announced{number}", np.concatenate((said, made.tone(0.6, 1000.0), made.talk(chance, length / 2)))
    elif kind == 17:
        yield f"ringing{number}", np.concatenate((made.ringing(chance.randint(2, 5)), made.talk(chance, length / 2)))
    elif kind == 18:
        yield f"tune{number}", made.music(length, f"tune {number}")
    else:
        tones = [(350.0, 440.0), (425.0,), (480.0, 620.0), (1000.0,)][number // 20 % 4]
        still = (made.tone(length, *tones), made.silence(length), made.noise(length, number, loud=0.01))
        yield f"still{number}", still[number // 80 % 3]


def gsm(sound: Sound) -> Sound:
    """Returns what a mobile telephone of the first digital kind leaves of it."""
    with tempfile.TemporaryDirectory() as folder:
        raw, small = Path(folder) / "a.raw", Path(folder) / "a.gsm"
        raw.write_bytes(made.samples(sound).tobytes())
        form = ["-t", "raw", "-r", "16000", "-e", "signed", "-b", "16", "-c", "1"]
        subprocess.run(["sox", "-V1", *form, str(raw), "-r", "8000", str(small)], check=True)
        subprocess.run(["sox", "-V1", str(small), *form, str(raw)], check=True)
        return np.frombuffer(raw.read_bytes(), dtype=np.int16).astype(np.float32) / 32768


def ways() -> dict[str, Callable[[Sound, random.Random], tuple[Sound, float]]]:
    """Returns what is done to a recording before it is posted again; each gives the sound, and where it begins in the whole."""

    def cut(sound: Sound, chance: random.Random, seconds: float = 15.0) -> tuple[Sound, float]:
        start = chance.uniform(0, max(0.0, len(sound) / RATE - seconds))
        return sound[round(start * RATE) : round((start + seconds) * RATE)], start

    def clip(work: Callable[[Sound, random.Random], Sound], seconds: float = 15.0):  # type: ignore[no-untyped-def]
        def do(sound: Sound, chance: random.Random) -> tuple[Sound, float]:
            part, start = cut(sound, chance, seconds)
            return work(part, chance), start

        return do

    def under(sound: Sound, chance: random.Random, decibels: float) -> Sound:
        return made.mixed(sound, made.music(len(sound) / RATE, f"under {chance.random()}"), decibels)

    return {
        "whole, mp3 32k": lambda sound, chance: (made.coded(sound, "libmp3lame", RATE, 32_000), 0.0),
        "trimmed, opus 12k": lambda sound, chance: (
            made.coded(sound[4 * RATE : -3 * RATE], "libopus", RATE, 12_000),
            4.0,
        ),
        "15 s": clip(lambda sound, chance: sound),
        "15 s, mp3 32k": clip(lambda sound, chance: made.coded(sound, "libmp3lame", RATE, 32_000)),
        "15 s, opus 12k": clip(lambda sound, chance: made.coded(sound, "libopus", RATE, 12_000)),
        "15 s, GSM": clip(lambda sound, chance: gsm(sound)),
        "15 s, AMR 5.9k": clip(lambda sound, chance: made.coded(sound, "libopencore_amrnb", 8000, 5_900)),
        "15 s, µ-law": clip(lambda sound, chance: made.coded(sound, "pcm_mulaw", 8000)),
        "15 s, music 6 dB below": clip(lambda sound, chance: under(sound, chance, 6)),
        "15 s, music as loud": clip(lambda sound, chance: under(sound, chance, 0)),
        "15 s, music as loud, opus 12k": clip(
            lambda sound, chance: made.coded(under(sound, chance, 0), "libopus", RATE, 12_000)
        ),
        "15 s, 20 dB quieter, noise": clip(lambda sound, chance: sound * 0.1 + made.noise(len(sound) / RATE, 1)),
        "15 s, 1 % faster": clip(lambda sound, chance: made.resampled(sound, 1.01 * RATE, RATE)),
        "10 s, opus 12k": clip(lambda sound, chance: made.coded(sound, "libopus", RATE, 12_000), 10.0),
    }


def measure(
    count: int = 1000, copies: int = 20, *, seed: str = "copies", only: tuple[str, ...] = ()
) -> dict[str, object]:
    """Returns what was found: by way the share, in all the false ones, sizes and times."""
    prints = Prints(sqlite3.connect(":memory:"))
    known: dict[str, Fingerprint] = {}
    asked: dict[str, list[tuple[str, Fingerprint, float]]] = defaultdict(list)
    every = max(1, count * 11 // 20 // copies)
    talks = 0
    seconds = bytes_ = 0.0
    for name, sound in recordings(count):
        known[name] = fingerprint(sound)
        prints.add(name, known[name])
        seconds += len(sound) / RATE
        bytes_ += len(known[name].encode())
        if name.startswith("talk"):
            talks += 1
            if talks % every == 0:
                for way, work in ways().items():
                    if not only or way in only:
                        copy, start = work(sound, random.Random(f"{seed} {name} {way}"))
                        asked[way].append((name, fingerprint(copy), start))
    found: Counter[str] = Counter()
    sure: Counter[str] = Counter()
    wrong: list[tuple[str, str, Match]] = []
    shares: dict[str, list[float]] = defaultdict(list)
    times: list[float] = []
    alike = 0
    for way, copies_ in asked.items():
        for name, copy, start in copies_:
            began = time.perf_counter()
            near = prints.find(copy)
            times.append(time.perf_counter() - began)
            for each in near:
                judged = match(copy, known[each.id])
                if judged is None or judged.verdict is None:
                    alike += judged is not None and each.id != name
                elif each.id == name and abs(judged.offset - 1000 * start) < 250:
                    found[way] += 1
                    sure[way] += judged.verdict == "same"
                    shares[way].append(judged.share)
                else:
                    wrong.append((f"{way} of {name}", each.id, judged))
    linked: list[tuple[str, str, Match]] = []
    for name, own in known.items():
        for each in prints.find(own, without=[name]):
            judged = match(own, known[each.id])
            if judged is not None and judged.verdict is not None:
                linked.append((name, each.id, judged))
            alike += judged is not None and judged.verdict is None
    return {
        "recordings": count,
        "hours": round(seconds / 3600, 1),
        "bytes a minute": round(bytes_ / seconds * 60),
        "found": {
            way: f"{found[way]}/{len(of)} (sure {sure[way]}, least share {min(shares[way], default=0)})"
            for way, of in asked.items()
        },
        "recall": sum(found.values()) / max(1, sum(map(len, asked.values()))),
        "wrong": wrong,
        "linked": linked,
        "share a tune or an announcement, and are told apart": alike,
        "ms a query": round(1000 * float(np.median(times)), 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--copies", type=int, default=20)
    given = parser.parse_args()
    for name, value in measure(given.count, given.copies).items():
        if isinstance(value, dict):
            for way, share in value.items():
                print(f"  {way}: {share}")
        elif isinstance(value, list):
            print(f"{name}: {len(value)}, of them sure {sum(one[2].verdict == 'same' for one in value)}")
            for one in value[:25]:
                print("  ", *one)
        else:
            print(f"{name}: {value}")


if __name__ == "__main__":
    main()
