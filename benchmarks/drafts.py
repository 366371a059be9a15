"""How well drafts are checked: quotations written by program from the tellings of an archive, some of them altered.

    python benchmarks/drafts.py [FOLDER …]      the example archive, and every folder of tellings given

A planted alteration is found when its verdict is not "word for word" (nor none); a faithful quotation that is not called so is
a false alarm. The verdict of the planted kind, and the place that is given, are counted apart. A line of JSON a kind.
"""

from __future__ import annotations

import io
import json
import math
import random
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

from earwitness import actions
from earwitness.actions import Desk
from earwitness.language.tokens import spellings
from earwitness.model import Transcript, Turn

FOUND, ALARMS = 0.95, 0.05
FORMS = ("docx", "odt", "md", "txt", "html")
MARKS = {"en": ("“”", '""', "‘’"), "ru": ("«»", "„“"), "uk": ("«»", "„“")}
NUMBERS = {
    language: words.split()
    for language, words in (
        ("en", "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty hundred"),
        ("ru", "два три четыре пять шесть семь восемь девять десять двадцать тридцать сорок сто"),
        ("uk", "два три чотири п'ять шість сім вісім дев'ять десять двадцять тридцять сорок сто"),
    )
}
NOT = {"en": "not", "ru": "не", "uk": "не"}
SAID = {"en": "the {} said", "ru": "сказал {}", "uk": "сказав {}"}
INVENTED = {
    "en": (
        "Nobody will ever learn what we did that winter.", "The lamps went out and the piano kept playing.",
        "My brother sold the orchard before the frost came.", "I have painted this fence every spring since the war.",
        "Tell the jury I never owned a yellow bicycle.", "We buried the letters under the third apple tree.",
    ),
    "ru": (
        "Никто и никогда не узнает, что мы делали той зимой.", "Мой брат продал сад ещё до первых морозов.",
        "Передай суду, что жёлтого велосипеда у меня не было.", "Мы закопали письма под третьей яблоней.",
    ),
    "uk": (
        "Ніхто ніколи не дізнається, що ми робили тієї зими.", "Мій брат продав садок ще до перших морозів.",
        "Скажи суду, що жовтого велосипеда я не мав.", "Ми закопали листи під третьою яблунею.",
    ),
}  # fmt: skip


class Planted(NamedTuple):
    """A quotation in a draft: its words, who is said to have said it, what was done to it, and where it is from."""

    text: str
    who: str
    kind: str
    verdicts: tuple[str, ...]
    turns: frozenset[str]


def stretch(rng: random.Random, turn: Turn) -> str | None:
    """Returns a run of words of the turn, six to twenty."""
    words = turn.text.split()
    if len(words) < 6:
        return None
    length = min(len(words), rng.randint(6, 20))
    start = rng.randint(0, len(words) - length)
    return " ".join(words[start : start + length])


def other_word(rng: random.Random, words: list[str], pool: list[str], language: str) -> list[str]:
    at = rng.choice([n for n, word in enumerate(words) if 3 < len(word)] or [len(words) // 2])
    return [*words[:at], rng.choice(pool), *words[at + 1 :]]


def number(rng: random.Random, words: list[str], pool: list[str], language: str) -> list[str] | None:
    known = NUMBERS[language]
    places = [n for n, word in enumerate(words) if word.strip(".,!?…").lower() in known or word.strip(".,").isdigit()]
    if not places:
        return None
    at = rng.choice(places)
    bare = words[at].strip(".,!?…")
    new = str(int(bare) + 3) if bare.isdigit() else rng.choice([word for word in known if word != bare.lower()])
    return [*words[:at], words[at].replace(bare, new), *words[at + 1 :]]


def negation(rng: random.Random, words: list[str], pool: list[str], language: str) -> list[str]:
    at = rng.randint(1, len(words) - 1)
    return [*words[:at], NOT[language], *words[at:]]


def two_words(rng: random.Random, words: list[str], pool: list[str], language: str) -> list[str]:
    return other_word(rng, other_word(rng, words, pool, language), pool, language)


def dropped(rng: random.Random, words: list[str], pool: list[str], language: str) -> list[str] | None:
    length = rng.randint(1, 5)
    if len(words) < length + 6:
        return None
    at = rng.randint(3, len(words) - length - 3)
    return [*words[:at], *words[at + length :]]


ALTERED: dict[str, tuple[Callable[..., list[str] | None], tuple[str, ...]]] = {
    "a word is another": (other_word, ("altered",)),
    "two words are others": (two_words, ("altered",)),
    "a number is another": (number, ("altered",)),
    "a negation is added": (negation, ("altered",)),
    "words are left out": (dropped, ("cut",)),
}


def plant(rng: random.Random, transcript: Transcript, known: set[str]) -> Iterator[Planted]:
    """Yields quotations of a telling, faithful and altered ones in turn."""
    language = transcript.language if transcript.language in MARKS else "en"
    turns = [turn for turn in transcript.turns if 6 <= len(turn.text.split())]
    pool = [word for turn in turns for word in turn.text.split() if word.isalpha() and 4 < len(word)]
    if len(turns) < 2 or len(pool) < 20:
        return
    names = {
        speaker.id: re.split(r"[,(«“]", speaker.role or max(speaker.labels, key=len, default=""))[0].strip()
        for speaker in transcript.speakers
    }

    def who(turn: Turn) -> str:
        return names.get(turn.speakers[0], "") if turn.speakers else ""

    for number_, turn in enumerate(rng.sample(turns, min(len(turns), 8))):
        text = stretch(rng, turn) or ""
        here = frozenset({f"{transcript.id}.{turn.id}"})
        words = text.split()
        yield Planted(text, who(turn), "faithful", ("word for word",), here)
        if 9 < len(words):
            cut = [*words[:4], "…", *words[7:]]
            yield Planted(" ".join(cut), who(turn), "faithful, a cut marked", ("word for word",), here)
        kind = list(ALTERED)[(number_ + rng.randint(0, 4)) % len(ALTERED)]
        change, verdicts = ALTERED[kind]
        made = change(rng, words, pool, language)
        if made is not None and spellings(" ".join(made)) != spellings(text):
            yield Planted(" ".join(made), who(turn), kind, verdicts, here)
        far = rng.choice([other for other in turns if other is not turn])
        joined = [*words[:8], *far.text.split()[:8]]
        yield Planted(
            " ".join(joined), who(turn), "joined from two turns", ("joined",), here | {f"{transcript.id}.{far.id}"}
        )
        others = [
            name for speaker, name in names.items() if name and speaker not in turn.speakers and name != who(turn)
        ]
        if others and who(turn) and 2 < len(others[0]):
            yield Planted(text, rng.choice(others), "given to another voice", ("wrong voice",), here)
    yield Planted(rng.choice(INVENTED[language]), "", "invented", ("not found",), frozenset())


def worth(planted: Planted, known: set[str]) -> bool:
    """Says whether an altered quotation is one still: chance may have made it what another turn has."""
    if planted.kind.startswith("faithful") or planted.kind == "given to another voice":
        return True
    said = " ".join(spellings(planted.text))
    return not any(f" {said} " in turn for turn in known)


def write(rng: random.Random, planted: list[Planted], language: str, form: str) -> bytes:
    """Returns a draft with a paragraph for each quotation, in the form."""
    paragraphs = []
    for each in planted:
        marks = rng.choice(MARKS[language])
        if '"' in each.text or "'" in each.text or "’" in each.text:
            marks = "“”" if language == "en" else "«»"
        name = each.who if language != "en" else each.who[:1].lower() + each.who[1:]
        said = SAID[language].format(name) if each.who else ""
        words = each.text.split()
        if not said:
            text = f"{marks[0]}{each.text}{marks[-1]}"
        elif rng.random() < 0.3 and language == "en" and "…" not in words[:4]:
            text = f"{marks[0]}{' '.join(words[:3])},{marks[-1]} {said}, {marks[0]}{' '.join(words[3:])}{marks[-1]}"
        elif rng.random() < 0.5:
            text = f"{said[:1].upper() + said[1:]}: {marks[0]}{each.text}{marks[-1]}"
        else:
            text = f"{marks[0]}{each.text.rstrip('.,')},{marks[-1]} {said}."
        paragraphs.append(text)
    if form in ("txt", "md"):
        return "\n\n".join(paragraphs).encode()
    if form == "html":
        return "".join(f"<p>{escape(text, quote=False)}</p>" for text in paragraphs).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        if form == "docx":
            space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
            package.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
        else:
            spaces = "".join(f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "text"))
            body = "".join(f"<text:p>{escape(text)}</text:p>" for text in paragraphs)
            package.writestr("content.xml", f"<office:document-content{spaces}>{body}</office:document-content>")
    return out.getvalue()


def measure(desk: Desk, folder: Path, seed: int) -> Iterator[tuple[Planted, str, bool]]:
    """Yields each planted quotation with its verdict, and whether one of its places is right."""
    rng = random.Random(seed)
    catalog = desk.archive.catalog
    transcripts = [catalog.transcript(id) for id in catalog.transcript_ids()]
    known = {f" {' '.join(spellings(turn.text))} " for transcript in transcripts for turn in transcript.turns}
    for count, transcript in enumerate(transcripts):
        planted = [each for each in plant(rng, transcript, known) if worth(each, known)]
        if not planted:
            continue
        form = FORMS[count % len(FORMS)]
        path = folder / f"draft-{count}.{form}"
        language = transcript.language if transcript.language in MARKS else "en"
        path.write_bytes(write(rng, planted, language, form))
        checked = actions.check(desk, path)
        longest = sorted(checked.quotations, key=lambda each: len(each.text))
        by_paragraph = {each.paragraph: each for each in longest}
        for place, each in enumerate(planted, 1):
            got = by_paragraph.get(place)
            turns = {where.turn_id for where in got.places} if got else set()
            yield each, got.verdict if got else "no quotation", bool(turns & each.turns) or not each.turns
            right = got and got.verdict in each.verdicts
            if not right and "-v" in sys.argv:
                print(
                    desk.path.name,
                    form,
                    each.kind,
                    "→",
                    got and got.verdict,
                    got and got.changes,
                    each.who,
                    each.text,
                    file=sys.stderr,
                )


def interval(hits: int, all_: int) -> tuple[float, float]:
    """Returns Wilson's 95 % interval of a share."""
    if not all_:
        return 0.0, 1.0
    share, z = hits / all_, 1.96
    middle = (share + z * z / (2 * all_)) / (1 + z * z / all_)
    half = z * math.sqrt(share * (1 - share) / all_ + z * z / (4 * all_ * all_)) / (1 + z * z / all_)
    return round(middle - half, 3), round(middle + half, 3)


def report(name: str, results: list[tuple[Planted, str, bool]], seconds: float) -> bool:
    """Prints the figures of one archive, a line of JSON each; says whether the bars are met."""
    kinds = dict.fromkeys(each.kind for each, _, _ in results)
    for kind in kinds:
        own = [(each, verdict, placed) for each, verdict, placed in results if each.kind == kind]
        print(
            json.dumps(
                {
                    "archive": name, "kind": kind, "quotations": len(own),
                    "flagged": sum(verdict not in ("word for word", "too short", "no quotation") for _, verdict, _ in own),
                    "verdict right": sum(verdict in each.verdicts for each, verdict, _ in own),
                    "place right": sum(placed for _, _, placed in own),
                }
            )
        )  # fmt: skip
    faithful = [verdict for each, verdict, _ in results if each.kind.startswith("faithful")]
    planted = [verdict for each, verdict, _ in results if not each.kind.startswith("faithful")]
    found = sum(verdict not in ("word for word", "too short", "no quotation") for verdict in planted)
    alarms = sum(verdict != "word for word" for verdict in faithful)
    met = found >= FOUND * len(planted) and alarms <= ALARMS * len(faithful)
    print(
        json.dumps(
            {
                "archive": name, "planted": len(planted), "found": found, "found share": interval(found, len(planted)),
                "faithful": len(faithful), "false alarms": alarms, "alarm share": interval(alarms, len(faithful)),
                "ms a quotation": round(seconds * 1000 / max(1, len(results)), 1), "met": met,
            }
        )
    )  # fmt: skip
    return met


def main() -> int:
    from earwitness.examples import build

    folders = [Path(word) for word in sys.argv[1:] if not word.startswith("-")]
    met = True
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        desks = [("the example", build(place / "example"))]
        for number_, folder in enumerate(folders):
            desk = actions.init(place / f"archive-{number_}")
            files = sorted(path for path in folder.rglob("*.txt") if re.match(r"original|en-\d", path.name))
            actions.add(desk, [str(path) for path in files], agent="benchmark")
            desks.append(("/".join(folder.parts[-2:]), desk))
        for seed, (name, desk) in enumerate(desks):
            with desk:
                started = time.perf_counter()
                results = list(measure(desk, place, seed))
                met = report(name, results, time.perf_counter() - started) and met
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
