"""How well drafts in prose are checked: all conversations of a folder in one archive, and drafts in many manners of quoting.

    python benchmarks/drafts_prose.py FOLDER [HAND] [-v]

FOLDER holds conversations as `tests/fixtures/tellings-held-out` does. Held against them are prose by program (seeded), the
press articles that stand beside the tellings, whose every quotation is in a wording of its own, quotations over planted
disagreements (is one cautioned?), and, from HAND, drafts written by a person with their `gold.json`. A line of JSON a kind,
with Wilson's intervals.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.drafts import INVENTED, NOT, interval, number, other_word
from earwitness import actions
from earwitness.actions import Desk
from earwitness.actions.checking import QuotationShown
from earwitness.language.tokens import spellings
from earwitness.model import Transcript, Turn

QUIET = ("word for word", "too short", "no quotation")
MARKS = {
    "en": ("“”", '""', "‘’", "''", "«»", "„“", "„”", "»«"),
    "ru": ("«»", "„“", '""', "“”"),
    "uk": ("«»", "„“", '""', "“”"),
}
AHEAD = {
    "en": ("{W} said: ", "According to {w}, ", "{W} put it this way: ", "As {w} told the other, ", "{W}: "),
    "ru": ("{W} сказал: ", "По словам {w}, ", "{W} ответил: ", "{W}: "),
    "uk": ("{W} сказав: ", "За словами {w}, ", "{W} відповів: ", "{W}: "),
}
BEHIND = {
    "en": (", {w} said.", ", said {w}.", ", {w} answers, and there is a silence.", " — {w}."),
    "ru": (", — сказал {w}.", ", — отвечает {w}.", ", сообщил {w}."),
    "uk": (", — сказав {w}.", ", — відповідає {w}.", ", повідомив {w}."),
}
NOBODY = {
    "en": ("The recording has this: {q}.", "Then came the words {q}, and the line went dead.", "{q}, he said."),
    "ru": ("На записи слышно: {q}.", "Потом прозвучало: {q}, и связь прервалась.", "{q}, — сказал он."),
    "uk": ("На записі чути: {q}.", "Потім пролунало: {q}, і зв'язок урвався.", "{q}, — сказав він."),
}
SCARE = {
    "en": ("the so-called “miracle”", "a “special case”", "the film “Nights Without Trains”", "the daily “Northern Ledger”"),
    "ru": ("так называемое «чудо»", "газета «Северный дневник»", "«особый случай»", "фильм «Ночи без поездов»"),
    "uk": ("так зване «диво»", "газета «Північний щоденник»", "«особливий випадок»", "фільм «Ночі без поїздів»"),
}  # fmt: skip
VERY = {"en": "never really", "ru": "вообще никогда", "uk": "взагалі ніколи"}


class Planted(NamedTuple):
    """A paragraph with one quotation: its words as said, its kind, and the verdicts that are right."""

    paragraph: str
    text: str
    kind: str
    verdicts: tuple[str, ...]
    turns: frozenset[str] = frozenset()
    form: str = "txt"


def archive(place: Path, folder: Path) -> Desk:
    """Returns an archive of the conversations, the tellings of each as one."""
    desk = actions.init(place)
    for home in sorted(path for path in folder.iterdir() if (path / "original.txt").exists()):
        first = actions.add(desk, [str(home / "original.txt")], agent="benchmark").added[0]
        others = sorted(path for path in home.glob("en-*.txt"))
        actions.add(
            desk, [str(path) for path in others], agent="benchmark", conversation=first.conversations[0], kind="translation"
        )  # fmt: skip
    return desk


def named(transcript: Transcript) -> dict[str, str]:
    """Returns what a draft calls each speaker: the role where it is short, else the longest label."""
    found = {}
    for speaker in transcript.speakers:
        role = re.split(r"[,(«“;]", speaker.role or "")[0].strip()
        found[speaker.id] = role if role and len(role.split()) <= 3 else max(speaker.labels, key=len, default="")
    return found


def dressed(rng: random.Random, text: str, who: str, language: str) -> tuple[str, str]:
    """Returns a paragraph that quotes the words, and the marks' own words as they stand in it."""
    fit = [
        each
        for each in MARKS[language]
        if not (set(each) & set(text)) and not (each in ("‘’", "''") and re.search("[’']", text))
    ]
    marks = rng.choice(fit or ["“”" if language == "en" else "«»"])
    article = "the " if language == "en" and who.islower() else ""
    w = article + who
    manner = rng.choice(["ahead", "behind", "nobody"]) if who else "nobody"
    inner = text
    if manner == "behind":
        inner = text.rstrip(".,") if text[-1:] in ".," else text
        tail = rng.choice(BEHIND[language]).format(w=w)
        if marks in ("“”", '""') and language == "en" and tail.startswith(",") and inner[-1:] not in "?!…":
            return f"{marks[0]}{inner},{marks[-1]}{tail[1:]}", inner
        return f"{marks[0]}{inner}{marks[-1]}{tail}", inner
    if manner == "ahead":
        lead = rng.choice(AHEAD[language]).format(W=w[:1].upper() + w[1:], w=w)
        after = " There it ends." if language == "en" else ""
        return f"{lead}{marks[0]}{inner}{marks[-1]}{after}", inner
    return rng.choice(NOBODY[language]).format(q=marks[0] + inner.rstrip(".,") + marks[-1]), inner


def faithful(rng: random.Random, text: str, turn: Turn, language: str) -> Iterator[tuple[str, str]]:
    """Yields words that quote the turn as one may, with the manner."""
    words = text.split()
    yield "whole sentence", text
    if 8 <= len(words):
        start = rng.randint(1, len(words) - 5)
        yield "a part in the draft's sentence", " ".join(words[start : start + rng.randint(3, 6)]).strip(",.;:")
        at = rng.randint(2, len(words) - 4)
        sign = rng.choice(["…", "[…]", "...", "[...]", "(...)", ". . ."])
        yield "a cut marked", " ".join([*words[:at], sign, *words[at + 2 :]])
        yield (
            "a word put in between brackets",
            " ".join([*words[:at], rng.choice(["[sic]", "[as he put it]", "[там]"]), *words[at:]]),
        )
    if text[:1].isalpha():
        other = text[:1].lower() if text[:1].isupper() else text[:1].upper()
        yield "the first letter in brackets", f"[{other}]{text[1:]}"
        yield "the first letter another", other + text[1:]
    if language == "ru" and "ё" in text:
        yield "ё as е", text.replace("ё", "е")
    if re.search("[’']", text):
        yield "another apostrophe", text.translate({0x2019: "'", 0x27: "’"})
    if re.search("[—–]", text):
        yield "another dash", re.sub("[—–]", "-", text)


def ending(rng: random.Random, words: list[str], pool: list[str], language: str) -> list[str] | None:
    places = [n for n, word in enumerate(words) if word.isalpha() and 5 < len(word)]
    if not places:
        return None
    at = rng.choice(places)
    word = words[at]
    if language == "en":
        new = word[:-2] if word.endswith("ed") else word[:-3] if word.endswith("ing") else word + "s"
    else:
        new = word[:-1] + rng.choice([letter for letter in "аеиуы" if letter != word[-1]])
    return [*words[:at], new, *words[at + 1 :]]


def added(rng: random.Random, words: list[str], pool: list[str], language: str) -> list[str]:
    at = rng.randint(1, len(words) - 1)
    return [*words[:at], VERY[language], *words[at:]]


def without_not(rng: random.Random, words: list[str], pool: list[str], language: str) -> list[str] | None:
    places = [
        n
        for n, word in enumerate(words)
        if word.strip(".,").lower() in (NOT[language], "no") or word.endswith(("n't", "n’t"))
    ]
    if not places:
        return None
    at = rng.choice(places)
    bare = re.sub("n['’]t$", "", words[at])
    return [*words[:at], *([bare] if bare != words[at] and bare else []), *words[at + 1 :]]


def negated(rng: random.Random, words: list[str], pool: list[str], language: str) -> list[str]:
    at = rng.randint(1, len(words) - 1)
    return [*words[:at], NOT[language], *words[at:]]


def swapped(rng: random.Random, words: list[str], pool: list[str], language: str) -> list[str] | None:
    places = [n for n in range(1, len(words) - 2) if words[n].isalpha() and words[n + 1].isalpha()]
    if not places:
        return None
    at = rng.choice(places)
    return [*words[:at], words[at + 1], words[at], *words[at + 2 :]]


def shortened(rng: random.Random, words: list[str], pool: list[str], language: str) -> list[str] | None:
    length = rng.randint(1, 4)
    if len(words) < length + 6:
        return None
    at = rng.randint(3, len(words) - length - 3)
    return [*words[:at], *words[at + length :]]


ALTERATIONS: dict[str, tuple[Callable[..., list[str] | None], tuple[str, ...]]] = {
    "a word is another": (other_word, ("altered",)),
    "a word has another ending": (ending, ("altered",)),
    "a number is another": (number, ("altered",)),
    "a negation is added": (negated, ("altered",)),
    "a negation is gone": (without_not, ("altered", "cut")),
    "a word is added": (added, ("altered",)),
    "two words change places": (swapped, ("altered",)),
    "cut without a mark": (shortened, ("cut",)),
}


def plant(rng: random.Random, transcript: Transcript) -> Iterator[Planted]:
    """Yields paragraphs about one telling."""
    language = transcript.language if transcript.language in MARKS else "en"
    turns = [turn for turn in transcript.turns if 5 <= len(turn.text.split())]
    pool = [word for turn in turns for word in turn.text.split() if word.isalpha() and 4 < len(word)]
    names = named(transcript)

    def who(turn: Turn) -> str:
        return names.get(turn.speakers[0], "") if turn.speakers else ""

    def said(kind: str, verdicts: tuple[str, ...], text: str, by: str, *places: Turn) -> Planted:
        paragraph, inner = dressed(rng, text, by, language)
        return Planted(paragraph, inner, kind, verdicts, frozenset(f"{transcript.id}.{turn.id}" for turn in places))

    for place, turn in enumerate(turns):
        sentences = [each for each in re.split(r"(?<=[.!?…])\s+", turn.text) if 4 <= len(each.split())]
        text = rng.choice(sentences or [turn.text])
        manners = list(faithful(rng, text, turn, language))
        for kind, words in [manners[0], rng.choice(manners), rng.choice(manners)]:
            yield said(f"faithful: {kind}", ("word for word",), words, who(turn), turn)
        if 8 <= len(text.split()) and who(turn) and language == "en":
            words = text.split()
            paragraph = f"“{' '.join(words[:4])},” {who(turn)} said, “{' '.join(words[4:])}”"
            yield Planted(
                paragraph, text, "faithful: split", ("word for word",), frozenset({f"{transcript.id}.{turn.id}"})
            )
        if who(turn):
            paragraph = f"> {who(turn)}: {turn.text}"
            yield Planted(paragraph, turn.text, "faithful: a block with a label", ("word for word",),
                          frozenset({f"{transcript.id}.{turn.id}"}))  # fmt: skip
        after = transcript.turns[turn.number] if turn.number < len(transcript.turns) else None
        if (
            after is not None
            and after.speakers == turn.speakers
            and turn.speakers
            and not turn.inferred
            and not after.inferred
        ):
            yield said(
                "faithful: over two turns of one voice",
                ("word for word",),
                f"{turn.text} {after.text}",
                who(turn),
                turn,
                after,
            )
        for kind in rng.sample(list(ALTERATIONS), 3):
            change, verdicts = ALTERATIONS[kind]
            made = change(rng, text.split(), pool, language) if 5 <= len(text.split()) else None
            if made is not None and spellings(" ".join(made)) != spellings(text):
                yield said(kind, verdicts, " ".join(made), who(turn), turn)
        others = [each for each in turns if each is not turn and each.speakers != turn.speakers]
        if others:
            far = rng.choice(others)
            sign = rng.choice(["", "", "… "])
            text_ = f"{' '.join(turn.text.split()[:8])} {sign}{' '.join(far.text.split()[:8])}"
            yield said("joined from two turns", ("joined",), text_, who(turn), turn, far)
        rest = [name for speaker, name in names.items() if name and speaker not in turn.speakers and name != who(turn)]
        if rest and who(turn) and place % 2:
            text_ = dressed_with(rng, text, rng.choice(rest), language)
            yield Planted(
                text_, text, "given to another voice", ("wrong voice",), frozenset({f"{transcript.id}.{turn.id}"})
            )
    yield said("invented", ("not found",), rng.choice(INVENTED[language]), "")
    for scare in rng.sample(SCARE[language], 2):
        lead = {"en": "They spoke of {} then.", "ru": "Речь шла про {} тогда.", "uk": "Ішлося про {} тоді."}[language]
        yield Planted(
            lead.format(scare), re.findall("[“«](.*)[”»]", scare)[0], "no quotation: a title, a scare quote", QUIET
        )


def dressed_with(rng: random.Random, text: str, who: str, language: str) -> str:
    """Returns a paragraph that names who spoke."""
    while True:
        paragraph, _ = dressed(rng, text, who, language)
        if who in paragraph:
            return paragraph


def worth(planted: Planted, known: set[str]) -> bool:
    """Says whether an altered quotation is one still: chance may have made it what a turn has."""
    if planted.kind.startswith(("faithful", "no ")) or planted.kind == "given to another voice":
        return True
    said = " ".join(spellings(planted.text))
    return not any(f" {said} " in turn for turn in known)


class Result(NamedTuple):
    kind: str
    verdicts: tuple[str, ...]
    got: str
    placed: bool
    what: str
    shown: QuotationShown | None


def prose(desk: Desk, folder: Path, seed: int) -> Iterator[Result]:
    """Yields what becomes of the drafts by program, one a telling."""
    rng = random.Random(seed)
    catalog = desk.archive.catalog
    transcripts = [
        catalog.transcript(id)
        for id in sorted(catalog.transcript_ids(), key=lambda id: catalog.transcript(id).turns[0].text)
    ]
    known = {f" {' '.join(spellings(turn.text))} " for transcript in transcripts for turn in transcript.turns}
    for count, transcript in enumerate(transcripts):
        planted = [each for each in plant(rng, transcript) if worth(each, known)]
        path = folder / f"prose-{count}.{'md' if count % 2 else 'txt'}"
        escape: Callable[[str], str] = (lambda text: re.sub(r"([*\[\]_])", r"\\\1", text)) if count % 2 else str
        path.write_text("\n\n".join(escape(each.paragraph) for each in planted))
        checked = actions.check(desk, path)
        by_paragraph: dict[int, QuotationShown] = {}
        for each in sorted(checked.quotations, key=lambda each: len(each.text)):
            by_paragraph[each.paragraph] = each
        for number_, each in enumerate(planted, 1):
            got = by_paragraph.get(number_)
            turns = {where.turn_id for where in got.places} if got else set()
            yield Result(each.kind, each.verdicts, got.verdict if got else "no quotation",
                         bool(turns & each.turns) or not each.turns, each.paragraph, got)  # fmt: skip


def press(desk: Desk, folder: Path) -> Iterator[Result]:
    """Yields what becomes of the quotations of press articles, each in a wording of its own; headlines are not judged."""
    for path in sorted(folder.glob("*/press.html")):
        gold = json.loads((path.parent / "gold.json").read_text())
        checked = actions.check(desk, path)
        got: dict[str, QuotationShown | None] = {each["quote"]: None for each in gold["press_quotes"]}
        for each in checked.quotations:
            said = " ".join(spellings(each.text))
            for quote in got:
                asked = " ".join(spellings(quote))
                if said and (said in asked or asked in said):
                    got[quote] = each
        for quote, found in got.items():
            verdict = found.verdict if found else "no quotation"
            wanted = ("altered", "not found", "cut", "joined")
            yield Result("press: another wording", wanted, verdict, True, f"{path.parent.name}: {quote}", found)


def hand(desk: Desk, folder: Path) -> Iterator[Result]:
    """Yields what becomes of the drafts of a person."""
    for name, gold in json.loads((folder / "gold.json").read_text()).items():
        left = list(actions.check(desk, folder / name).quotations)
        for beginning, verdicts in gold:
            start = " ".join(spellings(beginning.replace("[a]", "a")))
            found = next(
                (each for each in left if " ".join(spellings(each.text.replace("[a]", "a"))).startswith(start)), None
            )
            if found is not None:
                left.remove(found)
            kind = "no quotation" if verdicts == "none" else "faithful" if verdicts == "word for word" else "planted"
            allowed = QUIET if verdicts == "none" else tuple(verdicts.split("|"))
            yield Result(
                f"hand: {kind}",
                allowed,
                found.verdict if found else "no quotation",
                True,
                f"{name}: {beginning}",
                found,
            )
        for each in left:
            yield Result("hand: not in the gold", QUIET, each.verdict, True, f"{name}: {each.text}", each)


def disputes(desk: Desk, folder: Path) -> Iterator[Result]:
    """Yields whether a quotation over a planted disagreement is cautioned, and one of a turn without any is not."""
    catalog = desk.archive.catalog
    told = [catalog.transcript(id) for id in catalog.transcript_ids()]
    scratch = desk.path.parent / "dispute.txt"
    for home in sorted(path for path in folder.iterdir() if (path / "gold.json").exists()):
        gold = json.loads((home / "gold.json").read_text())
        for side in ("en1", "en2"):
            phrases = [each[side] for each in gold["material"]]
            for transcript in told:
                inside = [turn for turn in transcript.turns if any(phrase in turn.text for phrase in phrases)]
                if transcript.language != "en" or len(inside) < len(phrases) - 1 or not inside:
                    continue
                planted = [(phrase, "dispute: planted") for turn in inside for phrase in phrases if phrase in turn.text]
                far = [turn.text for turn in transcript.turns if turn not in inside and 5 <= len(turn.text.split())]
                for said, kind in [*planted, *((text, "dispute: none in the gold") for text in far)]:
                    words = said
                    if len(words.split()) < 3:
                        turn = next(turn for turn in inside if said in turn.text)
                        at = turn.text.index(said)
                        words = " ".join([*turn.text[:at].split()[-3:], said])
                    scratch.write_text(f"On the tape are the words “{words.rstrip('.,')}” and others.")
                    for each in actions.check(desk, scratch).quotations:
                        kinds = [caution.kind for caution in each.cautions]
                        got = "altered" if "in dispute" in kinds else "word for word"
                        wanted = ("altered",) if kind == "dispute: planted" else QUIET
                        yield Result(kind, wanted, got, True, f"{home.name} {transcript.id}: {words}", each)


def report(name: str, results: list[Result]) -> None:
    """Prints a line a kind, and the whole."""
    kinds: dict[str, list[Result]] = defaultdict(list)
    for each in results:
        kinds[each.kind].append(each)
    for kind, own in sorted(kinds.items()):
        flagged = sum(each.got not in QUIET for each in own)
        right = sum(each.got in each.verdicts for each in own)
        line = {"kind": kind, "n": len(own), "flagged": flagged, "flagged share": interval(flagged, len(own)),
                "verdict right": right, "place right": sum(each.placed for each in own)}  # fmt: skip
        print(json.dumps(line, ensure_ascii=False), flush=True)
    faithful_ = [each for each in results if set(each.verdicts) & set(QUIET)]
    planted = [each for each in results if not set(each.verdicts) & set(QUIET)]
    found = sum(each.got not in QUIET for each in planted)
    alarms = sum(each.got not in QUIET for each in faithful_)
    missed = sum(each.got == "no quotation" and "no quotation" not in each.verdicts for each in results)
    line = {"set": name, "planted": len(planted), "found": found, "share": round(found / max(1, len(planted)), 3),
            "interval": interval(found, len(planted)), "faithful": len(faithful_), "false alarms": alarms,
            "alarm share": round(alarms / max(1, len(faithful_)), 3), "alarm interval": interval(alarms, len(faithful_)),
            "not seen as a quotation": missed}  # fmt: skip
    print(json.dumps(line, ensure_ascii=False), flush=True)
    if "-v" in sys.argv:
        for each in results:
            if each.got not in each.verdicts:
                changes = [(c.kind, c.quoted, c.said) for c in each.shown.changes] if each.shown else []
                seen = each.shown.text if each.shown else ""
                print(f"  {each.kind} → {each.got} {changes}\n      {each.what}\n      seen: {seen}", file=sys.stderr)


def main() -> int:
    folders = [Path(word) for word in sys.argv[1:] if not word.startswith("-")]
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        with archive(place / "archive", folders[0]) as desk:
            report("prose by program", list(prose(desk, place, 2034)))
            report("press articles", list(press(desk, folders[0])))
            report("disputes, of which a caution is asked", list(disputes(desk, folders[0])))
            if 1 < len(folders):
                report("drafts by hand", list(hand(desk, folders[1])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
