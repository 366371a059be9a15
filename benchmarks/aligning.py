"""A text without times to its sound: calls are made whose every start is known, by other voices than the engine learns from.

Measured is how many turns begin within half a second, and how many that are not said are given times. A line for each call:
`python -m benchmarks.aligning --seeds 3`. Where flite and festival (with festvox-ru) are installed, English and Russian are
spoken by them too; they share nothing with eSpeak NG.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import tempfile
import time
import wave
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from earwitness.engines.align import Line, Script, Settings, Timed, engine_named
from earwitness.engines.align.mouth import Mouth, Wish
from earwitness.engines.align.script import words_of
from earwitness.engines.align.spectrum import RATE, resampled

Sound = np.ndarray[Any, Any]

OTHERS = ("+f1", "+f3", "+f5", "+m1", "+m5", "+m8", "+Annie", "+Andrea", "+m6", "+klatt4", "+Mike", "+linda")
"""Variants of eSpeak NG that the engine does not learn from."""


class Kind(NamedTuple):
    """What a call is like."""

    noise: float = 15.0
    """Decibels by which speech is louder."""
    missing: float = 0.1
    """Share of turns that are in the text and not in the sound."""
    extra: float = 0.1
    """Share of turns before which stands music, or speech that is not in the text."""
    clip: bool = False
    """The sound begins and ends in the middle."""
    other: bool = False
    """Spoken by another synthesiser."""


KINDS = {
    "plain": Kind(noise=40, missing=0, extra=0),
    "noise 15 dB": Kind(),
    "noise 5 dB": Kind(noise=5),
    "clip": Kind(noise=10, clip=True),
    "other synthesiser": Kind(noise=20, other=True),
    "other, 10 dB": Kind(noise=10, other=True),
}


class Voice(NamedTuple):
    name: str
    speed: int
    pitch: int
    loudness: float
    throat: float


class Call(NamedTuple):
    """A made call: sound at 8 kHz, and each turn of its text with where it begins, None where it is not said."""

    sound: Sound
    turns: tuple[tuple[str, int | None], ...]


class Score(NamedTuple):
    """How near the starts are."""

    turns: int
    """Said in the sound."""
    within_500: float
    within_200: float
    median: int
    p95: int
    missed: int
    """Said, and given no time."""
    absent: int
    """Not said."""
    forced: int
    """Not said, and given a time."""


def speakable(language: str, *, other: bool) -> bool:
    """Says whether this machine can speak the language so."""
    if not other:
        return True
    return {"en": "flite", "ru": "text2wave"}.get(language, "") != "" and bool(
        shutil.which("flite" if language == "en" else "text2wave")
    )


def made(language: str, *, seed: int = 1, count: int = 40, kind: Kind = KINDS["noise 15 dB"]) -> Call:
    """Returns a call of so many turns, the same one for the same seed."""
    chance = random.Random(f"{seed} {language} made")
    lines, foreign = texts(language, count, seed), iter(texts(language, count, seed + 1000))
    voices = _voices(language, chance, kind)
    sounds: list[Sound] = []
    found: list[tuple[str, int | None]] = []
    length = 0

    def put(sound: Sound) -> None:
        nonlocal length
        sounds.append(np.asarray(sound, np.float32))
        length += len(sound)

    def quiet(least: float, most: float) -> None:
        put(np.zeros(int(RATE * chance.uniform(least, most))))

    with Mouth() as mouth:
        quiet(0.2, 3)
        for number, text in enumerate(lines):
            voice = voices[number % 2]
            voice = voice._replace(speed=voice.speed + chance.randint(-15, 15))
            if chance.random() < kind.extra:
                put(_music(chance) if chance.random() < 0.5 else _said(mouth, language, next(foreign), voice, kind))
                quiet(0.2, 1)
            if chance.random() < kind.missing:
                found.append((text, None))
                continue
            said = _said(mouth, language, text, voice, kind)
            if not len(said):
                continue  # that synthesiser cannot say it
            found.append((text, length * 1000 // RATE))
            put(said)
            quiet(*((0.05, 0.8) if chance.random() < 0.9 else (2, 9)))
    sound = _noised(np.concatenate(sounds), kind.noise, seed)
    return _clipped(Call(sound, tuple(found))) if kind.clip else Call(sound, tuple(found))


def texts(language: str, count: int, seed: int) -> list[str]:
    """Returns turns of words that are about as frequent as in life, a third of them of one to four words."""
    from wordfreq import top_n_list

    chance = random.Random(f"{seed}{language}")
    words = [word for word in top_n_list(language, 12_000) if word.isalpha()]
    found = []
    for _ in range(count):
        length = chance.randint(1, 4) if chance.random() < 0.35 else chance.randint(4, 24)
        picked = [words[min(int(len(words) ** chance.random()), len(words) - 1)] for _ in range(length)]
        found.append(" ".join(picked).capitalize() + chance.choice(".…?!"))
    return found


def _voices(language: str, chance: random.Random, kind: Kind) -> list[Voice]:
    found = [
        Voice(
            chance.choice(OTHERS), chance.randint(130, 210), chance.randint(30, 70), chance.uniform(0.4, 1),
            chance.uniform(0.93, 1.07),
        )
        for _ in range(2)
    ]  # fmt: skip
    if kind.other and language == "en":
        return [found[0]._replace(name="slt"), found[1]._replace(name=chance.choice(["rms", "awb"]))]
    return found


def _said(mouth: Mouth, language: str, text: str, voice: Voice, kind: Kind) -> Sound:
    if not kind.other:
        wish = Wish(text=text, voice=language + voice.name, speed=voice.speed, pitch=voice.pitch)
        spoken = mouth.say(wish)
        sound, rate = spoken.sound, spoken.rate
    elif language == "en":
        sound, rate = _spoken(["flite", "-voice", voice.name, "-t", text, "-o"], "")
    else:
        sound, rate = _spoken(["text2wave", "-eval", "(voice_msu_ru_nsh_clunits)", "-o"], text)
    sound = resampled(sound * voice.loudness, rate / voice.throat)
    loud = np.flatnonzero(np.abs(sound) > 150)
    return sound[loud[0] : loud[-1]] if len(loud) else sound[:0]


def _spoken(command: Sequence[str], text: str) -> tuple[Sound, int]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        subprocess.run([*command, str(file)], input=text.encode(), check=True, stderr=subprocess.DEVNULL)
        if not file.is_file() or not file.stat().st_size:
            return np.zeros(0, np.int16), RATE
        with wave.open(str(file)) as opened:
            return np.frombuffer(opened.readframes(opened.getnframes()), np.int16), opened.getframerate()


def _music(chance: random.Random) -> Sound:
    times = np.arange(int(RATE * chance.uniform(2, 8))) / RATE
    chord = chance.sample([220, 262, 330, 392, 440, 523, 660], 3)
    tones = [np.sin(2 * np.pi * hertz * times) * (1 + np.sin(4 * np.pi * times + hertz)) for hertz in chord]
    return np.asarray(1250 * np.sum(tones, axis=0), np.float32)


def _noised(sound: Sound, decibels: float, seed: int) -> Sound:
    level = float(np.sqrt(np.mean(sound[np.abs(sound) > 100] ** 2)))
    hiss = np.convolve(np.random.default_rng(seed).standard_normal(len(sound)), np.ones(3) / 3, "same") * 1.7
    return np.clip(sound + hiss * level * 10 ** (-decibels / 20), -32_768, 32_767).astype(np.int16)


def _clipped(call: Call) -> Call:
    """Returns what stands between three tenths and seventeen twentieths of a call."""
    cut, end = int(len(call.sound) * 0.3), int(len(call.sound) * 0.85)
    length = (end - cut) * 1000 // RATE
    moved = [(text, None if start is None else start - cut * 1000 // RATE) for text, start in call.turns]
    inside = tuple((text, start if start is not None and 0 <= start < length - 300 else None) for text, start in moved)
    return Call(call.sound[cut:end], inside)


def script_of(call: Call, language: str) -> Script:
    return Script(lines=tuple(Line(text=text, words=words_of(text)) for text, _ in call.turns), language=language)


def aligned(call: Call, language: str) -> Timed:
    """Returns what the engine without a model makes of a call."""
    settings = Settings(engine="espeak", language=language)
    engine = engine_named("espeak")
    return engine.load(settings, engine.identity(settings)).align(
        [call.sound], script_of(call, language), lambda *said: None
    )


def score(timed: Timed, call: Call) -> Score:
    pairs = [(line.start, start) for line, (_, start) in zip(timed.lines, call.turns, strict=True)]
    away = np.array([abs(found - start) for found, start in pairs if found is not None and start is not None])
    missed = sum(found is None and start is not None for found, start in pairs)
    said = len(away) + missed
    return Score(
        turns=said, within_500=round(float((away <= 500).sum()) / max(1, said), 3),
        within_200=round(float((away <= 200).sum()) / max(1, said), 3),
        median=int(np.median(away)) if len(away) else -1, p95=int(np.percentile(away, 95)) if len(away) else -1,
        missed=missed, absent=sum(start is None for _, start in pairs),
        forced=sum(found is not None and start is None for found, start in pairs),
    )  # fmt: skip


def measured(
    languages: Sequence[str], kinds: Sequence[str], seeds: int
) -> Iterator[tuple[str, str, Score, float, float]]:
    """Yields language, kind, score, seconds of sound and seconds taken of each made call."""
    for language in languages:
        for name in kinds:
            if not speakable(language, other=KINDS[name].other):
                continue
            for seed in range(1, seeds + 1):
                call = made(language, seed=seed, kind=KINDS[name])
                begin = time.perf_counter()
                timed = aligned(call, language)
                yield language, name, score(timed, call), len(call.sound) / RATE, time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--languages", default="en,ru,uk")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--seeds", type=int, default=1)
    told = parser.parse_args()
    scores: list[Score] = []
    for language, name, found, length, taken in measured(told.languages.split(","), told.kinds.split(","), told.seeds):
        scores.append(found)
        print(f"{language} {name:18} {length:4.0f} s in {taken:4.1f} s", found, flush=True)
    turns_of_all = sum(each.turns for each in scores)
    near = sum(each.within_500 * each.turns for each in scores) / max(1, turns_of_all)
    print(f"{turns_of_all} turns, {near:.3f} within 500 ms, worst {min(each.within_500 for each in scores)}")


if __name__ == "__main__":
    main()
