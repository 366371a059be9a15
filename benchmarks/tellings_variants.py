"""How well `collate` finds planted disagreements, over our fictional tellings and any folder of the same shape.

    python benchmarks/tellings_variants.py [FOLDER…]

A line of JSON for each folder and way: `gold` compares along the gold alignment, `own` along our own; `original` lays each
translation beside the original, where a planted disagreement should show in one of the two. Recall is the share of the planted
disagreements that are a material variant with words at both places; precision the share of material variants that touch a
planted one. What is missed and what is called without cause is named on standard error.
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from earwitness.model import Speaker, Transcript, Turn
from earwitness.tellings.align import Alignment, Group, align
from earwitness.tellings.variants import Reading, Variant, collate

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures" / "tellings"
FOUND_BAR, RIGHT_BAR = 0.85, 0.5


def telling(gold: Mapping[str, Any], name: str) -> Transcript:
    """Returns a telling as the gold has it: `original`, `en1` or `en2`."""
    turns = [
        Turn(id=str(number), number=number, speakers=(speaker,) if speaker else (), text=text)
        for number, (speaker, text) in enumerate(gold[name], 1)
    ]
    voices = dict.fromkeys(voice for turn in turns for voice in turn.speakers)
    return Transcript(
        id=name,
        conversation=gold["id"],
        language=gold["language"] if name == "original" else "en",
        speakers=tuple(Speaker(id=voice, labels=(voice,)) for voice in voices),
        turns=tuple(turns),
    )


def along_gold(gold: Mapping[str, Any]) -> Alignment:
    """Returns the gold's alignment of the two translations."""
    groups = tuple(Group(a=tuple(left), b=tuple(right)) for left, right in gold["align_en1_en2"])
    return Alignment(a="en1", b="en2", groups=groups, method="gold", likeness=1.0, cover=(1.0, 1.0))


def wilson(found: int, total: int) -> tuple[float, float]:
    """Returns the 95 % interval of a share, after Wilson."""
    if not total:
        return 0.0, 1.0
    z, share = 1.96, found / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return round(middle - half, 3), round(middle + half, 3)


def touches(reading: Reading, transcript: Transcript, number: int, words: str) -> bool:
    """Says whether a reading has some of the words planted in a turn."""
    text = next(turn.text for turn in transcript.turns if turn.number == number)
    start = text.lower().find(words.lower())
    return reading.turn == number and reading.start < start + len(words) and start < reading.end


def matches(variant: Variant, planted: Mapping[str, Any], tellings: Mapping[str, Transcript]) -> bool:
    """Says whether a variant shows the planted words of both translations, or stands in both turns and shows those of one."""
    sides = [
        any(
            touches(reading, tellings[name], planted[f"{name}_turn"], planted[name])
            for reading in variant.readings
            if reading.transcript == name
        )
        for name in ("en1", "en2")
    ]
    turns = {(reading.transcript, reading.turn) for reading in variant.readings}
    return any(sides) and turns >= {("en1", planted["en1_turn"]), ("en2", planted["en2_turn"])}


def score(folder: Path, way: str) -> dict[str, Any]:
    """Returns the figures of all conversations of a folder, in one way."""
    planted_total = found = called = right = 0
    kinds: dict[str, list[int]] = {}
    started = time.perf_counter()
    for path in sorted(folder.glob("*/gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        tellings = {name: telling(gold, name) for name in ("original", "en1", "en2")}
        material = [variant for variant in collate(*_given(gold, tellings, way)) if variant.material]
        touched = set()
        for planted in gold["material"]:
            hits = [place for place, variant in enumerate(material) if _hit(variant, planted, tellings, way)]
            touched.update(hits)
            planted_total += 1
            found += bool(hits)
            of_kind = kinds.setdefault(planted["kind"], [0, 0])
            of_kind[0] += bool(hits)
            of_kind[1] += 1
            if not hits:
                print(f"{gold['id']} {way} missed: {planted['en1']} / {planted['en2']}", file=sys.stderr)
        called += len(material)
        right += len(touched)
        for place, variant in enumerate(material):
            if place not in touched:
                words = " / ".join(
                    f"{reading.transcript} {reading.turn} {reading.words[:40]}" for reading in variant.readings
                )
                print(f"{gold['id']} {way} called: {variant.kind}: {words}", file=sys.stderr)
    recall, precision = found / max(1, planted_total), right / max(1, called)
    return {
        "folder": folder.name,
        "way": way,
        "planted": planted_total,
        "found": found,
        "recall": round(recall, 3),
        "interval": wilson(found, planted_total),
        "kinds": dict(sorted(kinds.items())),
        "called": called,
        "right": right,
        "precision": round(precision, 3),
        "met": FOUND_BAR <= recall and RIGHT_BAR <= precision,
        "seconds": round(time.perf_counter() - started, 2),
    }


def _given(
    gold: Mapping[str, Any], tellings: Mapping[str, Transcript], way: str
) -> tuple[Sequence[Transcript], Sequence[Alignment]]:
    one, other, original = tellings["en1"], tellings["en2"], tellings["original"]
    if way == "gold":
        return (one, other), (along_gold(gold),)
    if way == "own":
        return (one, other), (align(one, other),)
    if way == "original":
        return (original, one, other), (align(original, one), align(original, other))
    return (original, one, other), (align(original, one), align(original, other), align(one, other))


def _hit(variant: Variant, planted: Mapping[str, Any], tellings: Mapping[str, Transcript], way: str) -> bool:
    if way != "original":
        return matches(variant, planted, tellings)
    return any(
        touches(reading, tellings[name], planted[f"{name}_turn"], planted[name])
        for reading in variant.readings
        for name in ("en1", "en2")
        if reading.transcript == name
    )


def rows(folders: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """Yields the figures of every folder in every way."""
    for folder in folders:
        for way in ("gold", "own", "original", "all"):
            yield score(folder, way)


if __name__ == "__main__":
    for row in rows([Path(name) for name in sys.argv[1:]] or [FIXTURES]):
        print(json.dumps(row), flush=True)
