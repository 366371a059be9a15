"""How surely two transcripts are judged to tell one conversation: precision and recall by kind, with Wilson intervals.

    python benchmarks/tellings_find.py [FOLDER…]     a line of JSON a kind on standard output, a table on standard error
    python benchmarks/tellings_find.py --learn       prints the weights learnt from the scenes not held out
    python benchmarks/tellings_find.py --faults      also prints every pair that was judged wrong

Without a folder it reads `tests/fixtures/tellings-find`: fictional scenes of four conversations each, that share their people,
words and complaints and so are the hard negatives for each other. A folder of folders with a `gold.json` each works as well.
The figures of the scenes that the weights were learnt from are cross-validated: each scene is judged by weights learnt
from the others. A pair counts as found when the verdict is “same”.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import structs

from earwitness.model import Speaker, Transcript, Turn
from earwitness.tellings import kinship, weights
from earwitness.tellings.circumstances import Facts
from earwitness.tellings.excerpts import Family, Seen, as_family, judge_seen, look
from earwitness.tellings.kinship import Heard, hear, judge, signs
from earwitness.tellings.names import find_names

if __package__:
    from .tellings_press import Pair, Pressed, Told, press_pairs, read_press
else:
    from tellings_press import Pair, Pressed, Told, press_pairs, read_press

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures" / "tellings-find"
OTHER_NAMES = ("Petra", "Anselm", "Kovalik", "Drobin", "Marta", "Ilkin", "Sorel", "Havran", "Ostrov", "Benedik", "Lipa")
BARS = {"English–English": (0.99, 0.97), "eight turns, names withheld": (0.98, 0.85),
        "across languages": (0.98, 0.90), "press": (0.98, 0.85), "press, against all tellings": (0.98, 0.85),
        "press, among all": (0.98, 0.85)}  # fmt: skip
"""Precision and recall asked for."""
SAME = {"one tongue": 0.65, "two tongues": 0.6, "excerpt": 0.87, "excerpt among others": 0.75}
MAYBE = {"one tongue": 0.3, "two tongues": 0.3, "excerpt": 0.4, "excerpt among others": 0.25}
"""Scores that the verdicts need, set on the cross-validated scores: above what any two calls of one scene reached, and any
page whose own call was not there."""


def transcript(name: str, rows: Sequence[Sequence[str]], language: str, kind: Any = "transcription") -> Transcript:
    """Returns a transcript of rows of voice and words."""
    turns = tuple(
        Turn(id=str(number), number=number, speakers=(voice,) if voice else (), text=text.strip())
        for number, (voice, text) in enumerate(rows, 1)
    )
    voices = dict.fromkeys(voice for voice, _ in rows if voice)
    return Transcript(
        id=name, conversation=name.partition(":")[0], language=language, kind=kind, turns=turns,
        speakers=tuple(Speaker(id=voice) for voice in voices),
    )  # fmt: skip


def read(folder: Path) -> Iterator[Told]:
    """Yields the conversations of a folder: JSON files of ours, or folders with a `gold.json`."""
    for path in sorted([*folder.glob("*.json"), *folder.glob("*/gold.json")]):
        gold = json.loads(path.read_text(encoding="utf-8"))
        name = gold["id"]
        tellings = {
            "original": transcript(f"{name}:original", gold["original"], gold["language"]),
            "en1": transcript(f"{name}:en1", gold["en1"], "en", "translation"),
            "en2": transcript(f"{name}:en2", gold["en2"], "en", "translation"),
        }
        press = []
        if "press" in gold:
            press.append(Pressed(transcript(f"{name}:press", gold["press"], "en", "excerpt"), Facts()))
        pages = (path.parent / "press" / f"{name}.html", path.parent / "press.html")
        press += [read_press(page, name) for page in pages if page.is_file()]
        yield Told(name, gold["scene"], bool(gold.get("held_out")), tellings, tuple(press))


def renamed(told: Transcript, how: str) -> Transcript:
    """Returns the telling with its names replaced by an initial (`withheld`), by nothing (`gone`) or by others (`changed`)."""
    names = {re.sub(r"['’]s$", "", token.word) for turn in told.turns for token in find_names(turn.text, told.language)}
    others = {name: OTHER_NAMES[place % len(OTHER_NAMES)] for place, name in enumerate(sorted(names))}
    put = {"withheld": lambda name: "N.", "gone": lambda name: "", "changed": lambda name: others[name]}[how]
    turns = []
    for turn in told.turns:
        text = turn.text
        for name in sorted(names, key=len, reverse=True):
            text = re.sub(rf"\b{re.escape(name)}\b", put(name), text)
        turns.append(Turn(id=turn.id, number=turn.number, speakers=turn.speakers, text=text))
    return _with(told, turns, how)


def eight(told: Transcript, chance: random.Random) -> Transcript:
    """Returns eight turns of the telling: in a row, or here and there, by chance."""
    count = len(told.turns)
    if count <= 8:
        return told
    start = chance.randrange(count - 7)
    places = range(start, start + 8) if chance.random() < 0.5 else sorted(chance.sample(range(count), 8))
    return _with(told, [told.turns[place] for place in places], "eight")


def edited(told: Transcript, chance: random.Random) -> Transcript:
    """Returns a repost: a word of twenty-five left out or doubled, a turn lost."""
    lost = chance.randrange(len(told.turns))
    turns = []
    for place, turn in enumerate(told.turns):
        words = [word for word in turn.text.split() if 0.04 < chance.random()]
        if place != lost:
            turns.append(Turn(id=turn.id, number=turn.number, speakers=turn.speakers, text=" ".join(words)))
    return _with(told, turns, "edited")


def shaken(told: Transcript, chance: random.Random) -> Transcript:
    """Returns the telling in other turns: some parted at a full stop, a stretch left out, at times without its voices."""
    silent, share = chance.random() < 0.5, chance.uniform(0.45, 1.0)
    start = chance.randrange(len(told.turns) - int(share * len(told.turns)) + 1)
    turns = []
    for turn in told.turns[start : start + int(share * len(told.turns))]:
        parts = re.split(r"(?<=[.!?…]) ", turn.text, maxsplit=1) if chance.random() < 0.4 else [turn.text]
        voices = () if silent else turn.speakers
        turns += [Turn(id=turn.id, number=turn.number, speakers=voices, text=part) for part in parts]
    return _with(told, turns, "shaken")


def _with(told: Transcript, turns: Sequence[Turn], how: str) -> Transcript:
    numbered = tuple(
        Turn(id=str(number), number=number, speakers=turn.speakers, text=turn.text)
        for number, turn in enumerate(turns, 1)
    )
    words = zlib.crc32("".join(turn.text for turn in turns).encode())
    return structs.replace(told, id=f"{told.id}:{how}:{words:08x}", turns=numbered)


def pairs(conversations: Sequence[Told]) -> Iterator[Pair]:
    """Yields every pair that matters: tellings of one conversation, and of two of the same scene."""
    chance = random.Random("tellings")
    scenes: dict[str, list[Told]] = defaultdict(list)
    for told in conversations:
        scenes[told.scene].append(told)
    for inside in scenes.values():
        for one in inside:
            for other in inside:
                same = one.id == other.id
                mine, theirs = one.tellings, other.tellings

                def pair(kind: str, a: Transcript, b: Transcript, same: bool = same, told: Told = other) -> Pair:
                    return Pair(kind, told.scene, told.held_out, a, b, same)

                yield pair("English–English", mine["en1"], theirs["en2"])
                if one.id < other.id:
                    yield pair("English–English", mine["en1"], theirs["en1"])
                    yield pair("English–English", mine["en2"], theirs["en2"])
                for how in ("withheld", "gone", "changed"):
                    if same or chance.random() < 0.5:
                        for whole, part in (("en1", "en2"), ("en2", "en1")):
                            few = renamed(eight(theirs[part], chance), how)
                            yield pair("eight turns, names withheld", mine[whole], few)
                for name in ("en1", "en2"):
                    yield pair("across languages", mine["original"], theirs[name])
                    yield pair("across languages, eight turns", mine["original"], eight(theirs[name], chance))
                for name in ("en1", "original"):
                    kind = "parts in other turns" + (", across languages" if name == "original" else "")
                    for _ in range(1 + same):
                        yield pair(kind, mine[name], shaken(theirs["en2"], chance))
                name = chance.choice(("original", "en1", "en2"))
                yield pair("reposts", mine[name], edited(theirs[name], chance))
                yield pair("clips", mine[name], eight(edited(theirs[name], chance), chance))
    yield from press_pairs(conversations)


Row = tuple[dict[str, float], bool]


def learn(
    rows: Sequence[Row], *, hold: float = 0.02, rounds: int = 1500
) -> tuple[float, dict[str, tuple[float, float]]]:
    """Returns the base and, by sign, the middle and the weight of a logistic model (ridge, plain gradient descent).

    Both answers count alike in sum, however many rows have them.
    """
    names = list(rows[0][0])
    middles = {name: sum(row[name] for row, _ in rows) / len(rows) for name in names}
    spreads = {
        name: math.sqrt(sum((row[name] - middles[name]) ** 2 for row, _ in rows) / len(rows)) or 1.0 for name in names
    }
    scaled = [([(row[name] - middles[name]) / spreads[name] for name in names], same) for row, same in rows]
    count = {answer: sum(same is answer for _, same in rows) for answer in (True, False)}
    base, slopes = 0.0, [0.0] * len(names)
    for _ in range(rounds):
        up, ups = 0.0, [0.0] * len(names)
        for values, same in scaled:
            odds = base + sum(slope * value for slope, value in zip(slopes, values, strict=True))
            error = (same - 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))) / (2 * count[same])
            up += error
            for place, value in enumerate(values):
                ups[place] += error * value
        base += 2.0 * up
        slopes = [slope + 2.0 * (rise - hold * slope) for slope, rise in zip(slopes, ups, strict=True)]
    learnt = {
        name: (round(middles[name], 3), round(slope / spreads[name], 3))
        for name, slope in zip(names, slopes, strict=True)
    }
    return round(base, 3), learnt


class Judging:
    """Transcripts made ready, and conversations gathered, each once."""

    def __init__(self) -> None:
        self._heard: dict[str, Heard] = {}
        self._gathered: dict[tuple[str, ...], Family] = {}
        self._seen: dict[tuple[str, ...], tuple[Seen, ...]] = {}

    def judge(self, pair: Pair) -> kinship.Judgement:
        """Returns the verdict on a pair, by the weights as they stand."""
        if pair.among:
            families = [self._family(family) for family in pair.among]
            return judge_seen(self._hear(pair.b), families, self._look(pair))[pair.among.index(pair.family)]
        if pair.family:
            return judge_seen(self._hear(pair.b), [self._family(pair.family)], self._look(pair))[0]
        return judge(self._hear(pair.a), self._hear(pair.b), facts_b=pair.facts)

    def signs(self, pair: Pair) -> tuple[str, dict[str, float]]:
        """Returns the question that a pair puts, and its signs."""
        if pair.family:
            seen = self._look(pair)[pair.among.index(pair.family) if pair.among else 0]
            return seen.question, dict(seen.signs)
        return signs(self._hear(pair.a), self._hear(pair.b), facts_b=pair.facts)

    def _look(self, pair: Pair) -> tuple[Seen, ...]:
        among = pair.among or (pair.family,)
        key = (pair.b.id, *(family[0].id for family in among))
        if key not in self._seen:
            self._seen[key] = look(self._hear(pair.b), [self._family(family) for family in among], pair.facts)
        return self._seen[key]

    def _hear(self, told: Transcript) -> Heard:
        if told.id not in self._heard:
            self._heard[told.id] = hear(told)
        return self._heard[told.id]

    def _family(self, tellings: Sequence[Transcript]) -> Family:
        key = tuple(told.id for told in tellings)
        if key not in self._gathered:
            gathered = as_family([self._hear(told) for told in tellings])
            assert gathered is not None
            self._gathered[key] = gathered
        return self._gathered[key]


class Learning:
    """The signs of all pairs that teach, and the weights that any part of them gives.

    Of the conversations that an excerpt is not from, the one that looks most like it teaches: it is the one to be told
    apart.
    """

    def __init__(self, taught: Sequence[Pair], judging: Judging) -> None:
        self.rows: dict[str, list[tuple[str, Row]]] = defaultdict(list)
        rivals: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for pair in taught:
            if pair.kind not in ("reposts", "clips"):
                question, seen = judging.signs(pair)
                if question.startswith("excerpt") and not pair.same:
                    telling = "" if pair.family else pair.a.id.rpartition(":")[2]
                    rivals[question, pair.scene, f"{pair.b.id} {pair.kind} {telling}"].append((seen, False))
                else:
                    self.rows[question].append((pair.scene, (seen, pair.same)))
        for (question, scene, _), rows in rivals.items():
            self.rows[question].append((scene, max(rows, key=lambda row: row[0]["together"] + row[0]["around"])))

    def weighings(self, without: str | None = None) -> dict[str, weights.Weighing]:
        """Returns the weights learnt from all scenes but one."""
        found = {}
        for question in weights.WEIGHINGS:
            base, learnt = learn([row for scene, row in self.rows[question] if scene != without])
            found[question] = weights.Weighing(base=base, signs=learnt, same=SAME[question], maybe=MAYBE[question])
        return found


def source(weighings: dict[str, weights.Weighing]) -> str:
    """Returns the weights as they stand in `weights.py`."""
    lines = []
    for question, weighing in weighings.items():
        lines += [f'    "{question}": Weighing(', f"        base={weighing.base},", "        signs={"]
        lines += [f'            "{name}": {pair},' for name, pair in weighing.signs.items()]
        lines += ["        },", f"        same={weighing.same},", f"        maybe={weighing.maybe},", "    ),"]
    return "\n".join(lines)


def wilson(right: int, count: int, z: float = 1.96) -> tuple[float, float]:
    """Returns the 95 % interval of a share, by Wilson's score."""
    if not count:
        return 0.0, 1.0
    share, spread = right / count, z * z / count
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / count + spread / count / 4)
    return max(0.0, middle - half), min(1.0, middle + half)


def figures(kind: str, judged: Sequence[tuple[Pair, kinship.Judgement]]) -> dict[str, Any]:
    """Returns the counts of a kind with precision and recall of the verdict “same”, each with its interval."""
    right = sum(pair.same and found.verdict == "same" for pair, found in judged)
    called = sum(found.verdict == "same" for _, found in judged)
    gold = sum(pair.same for pair, _ in judged)
    closest = max((found.score for pair, found in judged if not pair.same), default=0.0)
    shown = sum(pair.same and found.verdict != "different" for pair, found in judged)
    bar = BARS.get(kind.partition(" · ")[0])
    precision, recall = right / called if called else 1.0, right / gold if gold else 1.0
    return {
        "name": kind, "pairs": len(judged), "same": gold, "called": called, "right": right,
        "precision": round(precision, 4), "precision_interval": [round(end, 3) for end in wilson(right, called)],
        "recall": round(recall, 4), "recall_interval": [round(end, 3) for end in wilson(right, gold)],
        "recall_with_maybe": round(shown / gold, 4) if gold else 1.0, "highest_of_different": closest, "bar": bar,
        "met": None if bar is None else bar[0] <= precision and bar[1] <= recall,
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks/tellings_find.py", description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--learn", action="store_true", help="print the weights learnt from the scenes not held out")
    parser.add_argument("--faults", action="store_true", help="print every pair that was judged wrong")
    asked = parser.parse_args()
    known = [pair for folder in asked.folders or [FIXTURES] for pair in pairs(list(read(folder)))]
    judging = Judging()
    shipped = dict(weights.WEIGHINGS)
    taught = [] if asked.folders else [pair for pair in known if not pair.held_out]
    learning = Learning(taught, judging) if taught else None
    if asked.learn:
        if learning is not None:
            print(source(learning.weighings()))
        return 0
    judged: dict[str, list[tuple[Pair, kinship.Judgement]]] = defaultdict(list)
    for scene in dict.fromkeys(pair.scene for pair in known):
        inside = [pair for pair in known if pair.scene == scene]
        crossed = learning is not None and not inside[0].held_out
        weights.WEIGHINGS.update(learning.weighings(scene) if learning is not None and crossed else shipped)
        for pair in inside:
            where = "cross-validated" if crossed else "held out" if not asked.folders else "given"
            judged[f"{pair.kind} · {where}"].append((pair, judging.judge(pair)))
    weights.WEIGHINGS.update(shipped)
    for kind, inside_kind in sorted(judged.items()):
        row = figures(kind, inside_kind)
        print(json.dumps(row, ensure_ascii=False), flush=True)
        print(
            f"{kind:48} {row['right']}/{row['called']} called, {row['same']} same of {row['pairs']}: "
            f"P {row['precision']:.3f} R {row['recall']:.3f} (with maybe {row['recall_with_maybe']:.3f}) "
            f"different ≤ {row['highest_of_different']:.2f}",
            file=sys.stderr,
        )
        for pair, found in inside_kind if asked.faults else ():
            if (found.verdict == "same") is not pair.same:
                why = "; ".join(f"{reason.what} {reason.weight:+.1f}" for reason in found.reasons[:5])
                print(f"    {pair.a.id} {pair.b.id} {found.verdict} {found.score}: {why}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
