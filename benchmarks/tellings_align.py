"""How well tellings are lined up: precision, recall and F1 of aligned pairs of turns, by kind of pair.

    python benchmarks/tellings_align.py [--lexicon shipped|none] [FOLDER…]      a line of JSON a kind

A folder holds one folder a conversation: `original.txt`, `en-1.txt`, `en-2.txt`, for some `press.html`, and `gold.json`.
The files are read by the reader, as `add` would. A pair of turns counts when both stand in one group; turns without a
partner do not count. The interval is that of 95 % over conversations (bootstrap, 2,000 draws).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from earwitness.formats.page.reader import read_page
from earwitness.model import Transcript
from earwitness.tellings.align import align
from earwitness.tellings.lexicon import EMPTY, Lexicon

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures" / "tellings"
BARS = {"en-en": 0.92, "ru-en": 0.88, "uk-en": 0.88}
Pairs = set[tuple[int, int]]


class Count(NamedTuple):
    """Pairs right, found, and in the gold, and the seconds it took."""

    right: int
    found: int
    gold: int
    seconds: float = 0.0


def f1(counts: list[Count]) -> float:
    """Returns the F1 of all pairs of these counts together."""
    total = sum(count.found + count.gold for count in counts)
    return 2 * sum(count.right for count in counts) / total if total else 1.0


def spread(groups: list[list[list[int]]]) -> Pairs:
    """Returns the pairs of turns of groups: every turn of one side with every turn of the other."""
    return {(one, other) for left, right in groups for one in left for other in right}


def through(one: Pairs, other: Pairs) -> Pairs:
    """Returns the pairs that meet in a third telling."""
    return {(left, right) for left, middle in one for again, right in other if middle == again}


def cases(folder: Path) -> Iterator[tuple[str, Transcript, Transcript, Pairs]]:
    """Yields the pairs of tellings of a conversation, each with its kind and its gold."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    language = gold["language"]
    read = {
        name: read_page((folder / f"{name}.txt").read_bytes(), name=name, form="text").transcripts[0]
        for name in ("original", "en-1", "en-2")
    }
    first = spread(gold["align_orig_en1"])
    second = spread(gold["align_en1_en2"])
    yield "en-en", read["en-1"], read["en-2"], second
    yield f"{language}-en", read["original"], read["en-1"], first
    yield f"{language}-en", read["original"], read["en-2"], through(first, second)
    if (folder / "press.html").exists():
        reading = read_page((folder / "press.html").read_bytes(), name="press.html", form="html")
        for transcript in reading.transcripts:
            quoted = _quoted(transcript, gold["press_quotes"])
            yield f"press-{language}", transcript, read["original"], quoted
            yield "press-en", transcript, read["en-1"], through(quoted, first)
            yield "press-en", transcript, read["en-2"], through(through(quoted, first), second)


def _quoted(transcript: Transcript, quotes: list[dict]) -> Pairs:
    bare = {turn.number: re.sub(r"\W+", "", turn.text.lower()) for turn in transcript.turns}
    return {
        (number, turn)
        for number, words in bare.items()
        for quote in quotes
        if re.sub(r"\W+", "", quote["quote"].lower()) in words
        for turn in quote["orig_turns"]
    }


def measure(folders: list[Path], lexicon: Lexicon | None) -> dict[str, list[list[Count]]]:
    """Returns by kind, conversation by conversation, the counts of its pairs of tellings."""
    kinds: dict[str, list[list[Count]]] = defaultdict(list)
    for folder in folders:
        counts: dict[str, list[Count]] = defaultdict(list)
        for kind, a, b, gold in cases(folder):
            begun = time.perf_counter()
            found = spread([[list(group.a), list(group.b)] for group in align(a, b, lexicon=lexicon).groups])
            took = time.perf_counter() - begun
            counts[kind].append(Count(len(found & gold), len(found), len(gold), took))
        for kind, counted in counts.items():
            kinds[kind].append(counted)
    return kinds


def interval(conversations: list[list[Count]]) -> tuple[float, float]:
    """Returns the 95 % interval of F1 over conversations drawn anew."""
    draw = random.Random(1)
    values = sorted(
        f1([count for counts in draw.choices(conversations, k=len(conversations)) for count in counts])
        for _ in range(2000)
    )
    return values[50], values[-51]


def main() -> int:
    """Prints the lines; 0 where every bar is met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lexicon", choices=("shipped", "none"), default="shipped")
    parser.add_argument("folders", nargs="*", type=Path, default=[FIXTURES])
    asked = parser.parse_args()
    folders = sorted(gold.parent for folder in asked.folders for gold in folder.glob("**/gold.json"))
    met_all = True
    for kind, conversations in sorted(measure(folders, EMPTY if asked.lexicon == "none" else None).items()):
        counts = [count for counted in conversations for count in counted]
        value, bar = f1(counts), BARS.get(kind)
        met_all = met_all and (bar is None or bar <= value)
        low, high = interval(conversations)
        print(
            json.dumps(
                {
                    "name": "lined up",
                    "kind": kind,
                    "lexicon": asked.lexicon,
                    "conversations": len(conversations),
                    "right": sum(count.right for count in counts),
                    "found": sum(count.found for count in counts),
                    "gold": sum(count.gold for count in counts),
                    "f1": round(value, 4),
                    "interval": [round(low, 4), round(high, 4)],
                    "bar": bar,
                    "met": bar is None or bar <= value,
                    "milliseconds": round(1000 * sum(count.seconds for count in counts) / len(counts)),
                }
            )
        )
    return 0 if met_all else 1


if __name__ == "__main__":
    raise SystemExit(main())
