"""Row 1: reading one file of many turns: SubRip, WebVTT, Whisper JSON, ELAN, Praat and CHAT, beside the best library of each.

Every reader runs in a process of its own: `time.process_time` of a read, the file's bytes included, the median of several;
and the peak of its resident memory during one read, less what it held before. The peer's figure is that of the best of them,
for time and for memory each. Where a format is not in the table, the row fails and says so.
"""

from __future__ import annotations

import gc
import importlib
import json
import math
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from .corpus import turns as said
from .row import Row

BAR = 0.5
SEED = 11
VOICES = ("ANNA", "BORIS", "CAPTAIN", "COAST GUARD")
CODES = ("ANN", "BOR", "CAP", "CGU")
OURS = "earwitness"
GROWTH = 10
"""Times that the exponent of growth is measured over."""


class Made(NamedTuple):
    """One made turn: whose, what, and when in milliseconds."""

    voice: int
    words: str
    start: int
    end: int


def made(turns: int) -> Iterator[Made]:
    """Yields so many turns of a made call, the same ones every time; none overlaps the next."""
    chance = random.Random(SEED)
    place = 0
    for words in said("en", turns, SEED):
        place += chance.randint(10, 3_000)
        start, place = place, place + 150 * len(words.split()) + chance.randint(0, 900)
        yield Made(chance.randrange(len(VOICES)), words, start, place)


def _clock(time_: int, sign: str) -> str:
    seconds, thousandths = divmod(time_, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{sign}{thousandths:03}"


def srt(turns: int) -> str:
    """Returns SubRip as captioners write it: a label in capitals, two lines where there are many words."""
    return "".join(
        f"{number}\n{_clock(turn.start, ',')} --> {_clock(turn.end, ',')}\n{VOICES[turn.voice]}: {_folded(turn.words)}\n\n"
        for number, turn in enumerate(made(turns), 1)
    )


def vtt(turns: int) -> str:
    """Returns WebVTT with a voice a cue."""
    cues = (
        f"{_clock(turn.start, '.')} --> {_clock(turn.end, '.')}\n<v {VOICES[turn.voice].title()}>{_folded(turn.words)}\n"
        for turn in made(turns)
    )
    return "WEBVTT\n\n" + "\n".join(cues)


def _folded(words: str) -> str:
    if len(words) < 42:
        return words
    fold = words.find(" ", len(words) // 2)
    return f"{words[:fold]}\n{words[fold + 1 :]}" if 0 < fold else words


def whisper(turns: int) -> str:
    """Returns the JSON of openai-whisper with the times of words."""
    chance = random.Random(SEED)
    segments = []
    for number, turn in enumerate(made(turns)):
        parts = turn.words.split()
        step = (turn.end - turn.start) / 1000 / len(parts)
        words = [
            {
                "word": f" {part}",
                "start": round(turn.start / 1000 + place * step, 2),
                "end": round(turn.start / 1000 + (place + 1) * step, 2),
                "probability": chance.random(),
            }
            for place, part in enumerate(parts)
        ]
        segments.append(
            {
                "id": number, "seek": turn.start // 10, "start": turn.start / 1000, "end": turn.end / 1000,
                "text": f" {turn.words}", "tokens": [chance.randrange(50_000) for _ in parts], "temperature": 0.0,
                "avg_logprob": -chance.random(), "compression_ratio": 1 + chance.random(),
                "no_speech_prob": chance.random() / 10, "words": words,
            }
        )  # fmt: skip
    text = "".join(f" {turn.words}" for turn in made(turns))
    return json.dumps({"text": text, "segments": segments, "language": "en"})


def eaf(turns: int) -> str:
    """Returns ELAN's XML: a tier a voice, every annotation aligned in time."""
    slots: list[str] = []
    tiers: list[list[str]] = [[] for _ in VOICES]
    for number, turn in enumerate(made(turns), 1):
        first, last = 2 * number - 1, 2 * number
        slots.append(f'<TIME_SLOT TIME_SLOT_ID="ts{first}" TIME_VALUE="{turn.start}"/>')
        slots.append(f'<TIME_SLOT TIME_SLOT_ID="ts{last}" TIME_VALUE="{turn.end}"/>')
        tiers[turn.voice].append(
            f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{number}" TIME_SLOT_REF1="ts{first}" '
            f'TIME_SLOT_REF2="ts{last}"><ANNOTATION_VALUE>{turn.words}</ANNOTATION_VALUE>'
            "</ALIGNABLE_ANNOTATION></ANNOTATION>"
        )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<ANNOTATION_DOCUMENT AUTHOR="bench" DATE="2031-11-14T20:50:00+00:00" FORMAT="3.0" VERSION="3.0" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">',
        '<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>', "<TIME_ORDER>", *slots, "</TIME_ORDER>",
    ]  # fmt: skip
    for voice, tier in zip(VOICES, tiers, strict=True):
        lines += [
            f'<TIER LINGUISTIC_TYPE_REF="utterance" PARTICIPANT="{voice}" TIER_ID="{voice}">',
            *tier,
            "</TIER>",
        ]
    lines += ['<LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="utterance" TIME_ALIGNABLE="true"/>']
    return "\n".join([*lines, "</ANNOTATION_DOCUMENT>", ""])


def textgrid(turns: int) -> str:
    """Returns a long TextGrid: a tier of intervals a voice, empty ones between its turns, as Praat writes it."""
    tiers: list[list[tuple[int, int, str]]] = [[] for _ in VOICES]
    places = [0 for _ in VOICES]
    end = 0
    for turn in made(turns):
        tier, end = tiers[turn.voice], turn.end
        if places[turn.voice] < turn.start:
            tier.append((places[turn.voice], turn.start, ""))
        tier.append((turn.start, turn.end, turn.words))
        places[turn.voice] = turn.end
    lines = [
        'File type = "ooTextFile"', 'Object class = "TextGrid"', "", "xmin = 0 ", f"xmax = {end / 1000} ",
        "tiers? <exists> ", f"size = {len(VOICES)} ", "item []: ",
    ]  # fmt: skip
    for number, (voice, tier, place) in enumerate(zip(VOICES, tiers, places, strict=True), 1):
        if place < end:
            tier.append((place, end, ""))
        lines += [
            f"    item [{number}]:", '        class = "IntervalTier" ', f'        name = "{voice}" ', "        xmin = 0 ",
            f"        xmax = {end / 1000} ", f"        intervals: size = {len(tier)} ",
        ]  # fmt: skip
        for count, (first, last, words) in enumerate(tier, 1):
            lines += [
                f"        intervals [{count}]:", f"            xmin = {first / 1000} ",
                f"            xmax = {last / 1000} ", f'            text = "{words}" ',
            ]  # fmt: skip
    return "\n".join([*lines, ""])


def chat(turns: int) -> str:
    """Returns CHAT: main lines with their times, as in CABank."""
    people = ", ".join(
        f"{code} {voice.title().replace(' ', '_')} Adult" for code, voice in zip(CODES, VOICES, strict=True)
    )
    lines = ["@UTF8", "@Begin", "@Languages:\teng", f"@Participants:\t{people}"]
    lines += [f"@ID:\teng|bench|{code}|||||Adult|||" for code in CODES]
    for turn in made(turns):
        words = turn.words.rstrip(".…?!").lower()
        lines.append(f"*{CODES[turn.voice]}:\t{words} . \x15{turn.start}_{turn.end}\x15")
    return "\n".join([*lines, "@End", ""])


def _chat_utterances(path: str) -> object:
    read = importlib.import_module("pylangacq").read_chat(path)
    return read, list(read.utterances())


PEERS: dict[str, dict[str, Callable[[str], object]]] = {
    "srt": {
        "pysubs2": lambda path: importlib.import_module("pysubs2").load(path, format_="srt"),
        "webvtt-py": lambda path: importlib.import_module("webvtt").from_srt(path),
    },
    "vtt": {
        "webvtt-py": lambda path: importlib.import_module("webvtt").read(path),
        "pysubs2": lambda path: importlib.import_module("pysubs2").load(path, format_="vtt"),
    },
    "whisper": {"json.load": lambda path: json.loads(Path(path).read_bytes())},
    "eaf": {"pympi": lambda path: importlib.import_module("pympi").Elan.Eaf(path)},
    "textgrid": {
        "praatio": lambda path: importlib.import_module("praatio.textgrid").openTextgrid(
            path, includeEmptyIntervals=False
        )
    },
    "chat": {"pylangacq": _chat_utterances},
}
"""What others read each format with: one call, the result in hand."""
MAKERS: dict[str, Callable[[int], str]] = {
    "srt": srt, "vtt": vtt, "whisper": whisper, "eaf": eaf, "textgrid": textgrid, "chat": chat,
}  # fmt: skip
SUFFIXES = {"whisper": ".json", "textgrid": ".TextGrid", "chat": ".cha"}


def reader(format: str, who: str) -> Callable[[str], object]:
    """Returns how this library, ours or another's, reads a file of the format."""
    if who != OURS:
        return PEERS[format][who]
    from earwitness.formats import FORMATS

    read = FORMATS[format].read
    if read is None:
        raise RuntimeError(f"the format {format} cannot be read")
    return lambda path: read(Path(path).read_bytes(), name=Path(path).name)


def turns_read(result: Any) -> int:
    """Returns how many turns our reading holds."""
    return sum(len(transcript.turns) for transcript in result.transcripts)


def measured(format: str, who: str, path: Path, small: Path, *, times: int) -> dict[str, float]:
    """Returns the seconds and the bytes of memory that reading the file takes, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", __spec__.name, format, who, str(path), str(small), str(times)],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parent.parent,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{who} could not read {format}: {done.stderr.strip().splitlines()[-1]}")
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def rows(turns: int = 100_000, *, formats: tuple[str, ...] = tuple(MAKERS), times: int = 5) -> Iterator[Row]:
    """Yields two rows a format: seconds, and bytes at the peak."""
    from earwitness.formats import FORMATS

    absent = [format for format in formats if format not in FORMATS]
    if absent:
        raise RuntimeError(f"no such formats in the table: {', '.join(absent)}")
    with tempfile.TemporaryDirectory() as name:
        for format in formats:
            path, small, part = (
                Path(name) / f"{size}{SUFFIXES.get(format, f'.{format}')}" for size in ("all", "few", "part")
            )
            path.write_text(MAKERS[format](turns), encoding="utf-8")
            small.write_text(MAKERS[format](20), encoding="utf-8")
            part.write_text(MAKERS[format](max(20, turns // GROWTH)), encoding="utf-8")
            found = {who: measured(format, who, path, small, times=times) for who in (OURS, *PEERS[format])}
            ours = found.pop(OURS)
            if ours["turns"] != turns:
                raise RuntimeError(f"of {turns:,} turns of {format} ours read {ours['turns']:,.0f}")
            less = measured(format, OURS, part, small, times=times)
            sizes = {
                "turns": turns,
                "bytes": path.stat().st_size,
                "exponent": round(math.log(ours["seconds"] / less["seconds"], GROWTH), 3),
                "others": {who: {key: round(value, 4) for key, value in told.items()} for who, told in found.items()},
            }
            for what, label, scale, unit in (("seconds", "", 1, "s"), ("memory", ", memory", 1e6, "MB")):
                peer, best = min(((who, told[what]) for who, told in found.items()), key=lambda pair: pair[1])
                yield Row(
                    name=f"1 read {format}{label}", ours=ours[what] / scale, theirs=best / scale, bar=BAR, better="lower",
                    unit=unit, peer=peer, sizes=sizes,
                )  # fmt: skip


def _peak() -> int:
    """Returns the most memory that this process held since `_rested`, in bytes."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _rested() -> int:
    """Returns the memory that this process holds now, in bytes; the peak is counted from here, where the system can."""
    gc.collect()
    if Path("/proc/self/clear_refs").is_file():
        Path("/proc/self/clear_refs").write_text("5")
    return _peak()


def main(format: str, who: str, path: str, small: str, times: int) -> None:
    """Prints what one reader takes: `{"seconds": …, "memory": …, "turns": …}`."""
    read = reader(format, who)
    read(small)
    before = _rested()
    result: Any = read(path)
    told = {"memory": _peak() - before, "turns": turns_read(result) if who == OURS else 0}
    del result
    spans = []
    for _ in range(times):
        gc.collect()
        begun = time.process_time()
        result = read(path)
        spans.append(time.process_time() - begun)
        del result
    print(json.dumps({**told, "seconds": statistics.median(spans)}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5]))
