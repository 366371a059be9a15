"""How well pages are read: turn precision, recall and F1 by convention, over our fixtures and any folder of the same shape.

    python benchmarks/reading.py [FOLDER]          a table on standard error, a line of JSON a convention on standard output

A turn counts when its words are right (white space, quotation marks and a closing comma aside) and its voice is: each
voice found stands for one voice of the gold; a voice that nobody could know (`null` in the gold) must be left open.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from earwitness.formats.page.reader import read_page
from earwitness.model import Reading, Transcript

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures" / "pages"
ATTACK = FIXTURES.parent / "attack"
"""Pages written after the reader, to break it."""
FORMS = {".html": "html", ".txt": "text", ".md": "markdown"}
BAR = 0.97


class Score(NamedTuple):
    """Turns right, found and in the gold; marks likewise; and what was wrong, in words."""

    right: int = 0
    found: int = 0
    gold: int = 0
    marks_right: int = 0
    marks_found: int = 0
    marks_gold: int = 0
    faults: tuple[str, ...] = ()

    def plus(self, other: Score) -> Score:
        return Score(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 1.0

    @property
    def marks_f1(self) -> float:
        total = self.marks_found + self.marks_gold
        return 2 * self.marks_right / total if total else 1.0


def folded(text: str) -> str:
    """Returns the words for comparison: white space, quotation marks and a closing comma or stop aside."""
    return " ".join(re.sub(r"[“”«»„\"‘’']", "", text).split()).rstrip(".,")


def _voices(pairs: list[tuple[tuple[str, ...], str | None]]) -> dict[str, str]:
    """Returns which voice of the gold each voice found stands for, one for one, the most frequent pairs first."""
    counts = Counter((found[0], gold) for found, gold in pairs if len(found) == 1 and gold is not None)
    stands: dict[str, str] = {}
    for (found, gold), _ in counts.most_common():
        if found not in stands and gold not in stands.values():
            stands[found] = gold
    return stands


def score_telling(transcript: Transcript | None, gold: dict, where: str) -> Score:
    """Returns how a transcript compares with a telling of the gold."""
    turns = transcript.turns if transcript else ()
    mine = [folded(turn.text) for turn in turns]
    theirs = [folded(text) for _, text in gold["turns"]]
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    pairs = [(block.a + step, block.b + step) for block in matcher.get_matching_blocks() for step in range(block.size)]
    stands = _voices([(turns[a].speakers, gold["turns"][b][0]) for a, b in pairs])
    faults = []
    right = 0
    for a, b in pairs:
        who = gold["turns"][b][0]
        said = turns[a].speakers
        if (who is None and not said) or (len(said) == 1 and who is not None and stands.get(said[0]) == who):
            right += 1
        else:
            faults.append(f"{where}: voice of “{turns[a].text[:60]}” is {said}, not {who}")
    matched = {b for _, b in pairs}
    faults += [f"{where}: missing “{text[:80]}”" for b, (_, text) in enumerate(gold["turns"]) if b not in matched]
    taken = {a for a, _ in pairs}
    faults += [f"{where}: too much “{turn.text[:80]}”" for a, turn in enumerate(turns) if a not in taken]
    marks = Counter(
        (turn.number, mark.type, mark.words)
        for turn in turns
        for mark in turn.marks
        if mark.words != "" or mark.type == "gap"
    )
    wanted = Counter(
        (number, kind, words) for number, kind, words in gold.get("marks", []) if words != "" or kind == "gap"
    )
    both = sum((marks & wanted).values())
    faults += [f"{where}: mark too much {mark}" for mark in marks - wanted] + [
        f"{where}: mark missing {mark}" for mark in wanted - marks
    ]
    if transcript is not None and "kind" in gold and transcript.kind != gold["kind"]:
        faults.append(f"{where}: kind {transcript.kind}, not {gold['kind']}")
    return Score(right, len(turns), len(theirs), both, sum(marks.values()), sum(wanted.values()), tuple(faults))


def score_reading(reading: Reading, gold: dict, where: str) -> Score:
    """Returns how a reading compares with the gold of its page, conversation by conversation and telling by telling."""
    total = Score()
    conversations = gold["conversations"]
    if len(reading.conversations) != len(conversations):
        total = total.plus(
            Score(faults=(f"{where}: {len(reading.conversations)} conversations, not {len(conversations)}",))
        )
    for number in range(max(len(conversations), len(reading.conversations))):
        local = reading.conversations[number].id if number < len(reading.conversations) else ""
        tellings = [transcript for transcript in reading.transcripts if transcript.conversation == local]
        expected = conversations[number]["tellings"] if number < len(conversations) else []
        for place in range(max(len(tellings), len(expected))):
            transcript = tellings[place] if place < len(tellings) else None
            wanted = expected[place] if place < len(expected) else {"turns": []}
            total = total.plus(score_telling(transcript, wanted, where))
    held = reading.conversations[0].held.date if reading.conversations else None
    if "held" in gold and held != gold["held"]:
        total = total.plus(Score(faults=(f"{where}: held {held}, not {gold['held']}",)))
    return total


def score_folder(folder: Path) -> dict[str, tuple[str, Score]]:
    """Returns, for each page of a folder with its gold beside it, its convention and its score."""
    scores = {}
    for path in sorted(folder.iterdir()):
        gold_path = path.with_suffix(".json")
        if path.suffix in FORMS and gold_path.exists():
            gold = json.loads(gold_path.read_text(encoding="utf-8"))
            reading = read_page(path.read_bytes(), name=path.name, form=FORMS[path.suffix])
            scores[path.name] = (gold["convention"], score_reading(reading, gold, path.name))
    return scores


def main() -> int:
    """Prints the table and the lines; 0 where the bar is met."""
    folder = Path(sys.argv[1]) if 1 < len(sys.argv) else FIXTURES
    begun = time.perf_counter()
    scores = score_folder(folder)
    took = time.perf_counter() - begun
    total = Score()
    for name, (convention, score) in scores.items():
        total = total.plus(score)
        print(
            json.dumps(
                {
                    "page": name,
                    "convention": convention,
                    "right": score.right,
                    "found": score.found,
                    "gold": score.gold,
                    "f1": round(score.f1, 3),
                    "marks_f1": round(score.marks_f1, 3),
                    "met": BAR <= score.f1,
                },
                ensure_ascii=False,
            )
        )
        print(f"{score.f1:6.3f} {score.right:4} of {score.gold:4}  {convention}  ({name})", file=sys.stderr)
    for fault in total.faults:
        print(f"   {fault}", file=sys.stderr)
    print(
        json.dumps(
            {
                "pages": len(scores),
                "right": total.right,
                "found": total.found,
                "gold": total.gold,
                "f1": round(total.f1, 4),
                "marks_f1": round(total.marks_f1, 4),
                "seconds": round(took, 2),
                "met": BAR <= total.f1,
            }
        )
    )
    return 0 if BAR <= total.f1 else 1


if __name__ == "__main__":
    sys.exit(main())
