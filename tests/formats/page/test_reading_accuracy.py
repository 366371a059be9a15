"""The bar: turns and voices right on every page we wrote, and on the pages of the development set where it is at hand."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from earwitness.formats.page.reader import read_page
from earwitness.model import Reading

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from benchmarks.reading import ATTACK, BAR, FIXTURES, Score, score_folder, score_telling  # noqa: E402

SHARED = ROOT.parent / "shared"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the development set is not beside this checkout")


@pytest.fixture(scope="module")
def scores() -> dict[str, tuple[str, Score]]:
    return score_folder(FIXTURES)


def test_every_fixture_is_read_to_the_bar(scores: dict[str, tuple[str, Score]]) -> None:
    total = Score()
    for _, score in scores.values():
        total = total.plus(score)
    assert 80 <= len(scores)
    assert BAR <= total.f1, "\n".join(total.faults)
    assert BAR <= total.marks_f1, "\n".join(total.faults)


def test_pages_written_to_break_the_reader_are_read_to_their_own_bar() -> None:
    scores = score_folder(ATTACK)
    total = Score()
    for _, score in scores.values():
        total = total.plus(score)
    assert 130 <= len(scores)
    assert BAR <= total.f1, "\n".join(total.faults)
    assert BAR <= total.marks_f1, "\n".join(total.faults)
    assert {name: score.found for name, (_, score) in scores.items() if name.startswith("none-") and score.found} == {}


def test_no_turn_comes_from_a_page_without_dialogue(scores: dict[str, tuple[str, Score]]) -> None:
    without = {name: score for name, (_, score) in scores.items() if name.startswith("none-")}
    assert 15 <= len(without)
    assert {name: score.found for name, score in without.items() if score.found} == {}


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("none-*.json")), ids=lambda path: path.stem)
def test_a_page_without_dialogue_says_why_it_has_no_transcript(path: Path) -> None:
    page = next(path.with_suffix(ending) for ending in (".html", ".txt", ".md") if path.with_suffix(ending).exists())
    form = {".html": "html", ".txt": "text", ".md": "markdown"}[page.suffix]
    reading = read_page(page.read_bytes(), name=page.name, form=form)  # type: ignore[arg-type]
    assert reading.transcripts == ()
    assert reading.doubts


def test_the_measure_sees_a_wrong_voice_a_lost_word_and_a_turn_too_many() -> None:
    """The control: the same measure on a reading that is off must fall."""
    page = FIXTURES / "marks-many.txt"
    gold = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))["conversations"][0]["tellings"][0]
    transcript = read_page(page.read_bytes(), name=page.name, form="text").transcripts[0]
    assert score_telling(transcript, gold, "").f1 == 1.0
    swapped = {
        **gold,
        "turns": [["x" if number == 1 else who, text] for number, (who, text) in enumerate(gold["turns"])],
    }
    assert score_telling(transcript, swapped, "").right < score_telling(transcript, gold, "").right
    shorter = {**gold, "turns": gold["turns"][:-1]}
    assert score_telling(transcript, shorter, "").f1 < 1.0
    altered = {**gold, "turns": [[who, text + " indeed"] for who, text in gold["turns"]]}
    assert score_telling(transcript, altered, "").right == 0


def _spoken(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def _same(printed: str, gold: str) -> bool:
    """A mask stands for as many letters."""
    pattern = re.sub(
        r"(?<=\w)(?:\\\*)+(?=\w)", lambda match: rf"\w{{{len(match[0]) // 2}}}", re.escape(_spoken(printed))
    )
    return re.fullmatch(pattern, _spoken(gold)) is not None


def _right(reading: Reading, gold: list[list[str]]) -> int:
    turns = [turn for transcript in reading.transcripts for turn in transcript.turns]
    stands: dict[str, str] = {}
    right = 0
    for turn, (who, text) in zip(turns, gold, strict=False):
        voice = turn.speakers[0] if turn.speakers else None
        right += _same(turn.text, text) and (voice is None or stands.setdefault(voice, who) == who)
    return right if len(turns) == len(gold) else min(right, len(gold) - 1)


@needs_shared
def test_the_tellings_of_the_development_set_are_read() -> None:
    right = total = 0
    for folder in sorted((SHARED / "tellings").glob("c??")):
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        for name, key in (("original", "original"), ("en-1", "en1"), ("en-2", "en2")):
            reading = read_page((folder / f"{name}.txt").read_bytes(), name=name, form="text")
            right += _right(reading, gold[key])
            total += len(gold[key])
    assert total and 0.99 <= right / total


@needs_shared
def test_the_press_quotes_of_the_development_set_are_read() -> None:
    right = total = found = 0
    for folder in sorted((SHARED / "tellings").glob("c??")):
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        if gold["press_quotes"]:
            reading = read_page((folder / "press.html").read_bytes(), name="press.html", form="html")
            assert [transcript.kind for transcript in reading.transcripts] == ["excerpt"]
            right += _right(reading, [[quote["speaker"], quote["quote"]] for quote in gold["press_quotes"]])
            found += sum(len(transcript.turns) for transcript in reading.transcripts)
            total += len(gold["press_quotes"])
    assert 0.97 <= 2 * right / (found + total)


@needs_shared
@pytest.mark.parametrize(("suffix", "form"), [("html", "html"), ("txt", "text")])
def test_the_real_page_is_read_as_a_careful_human_reads_it(suffix: str, form: str) -> None:
    expected = json.loads((SHARED / "real" / "EXPECTED.json").read_text(encoding="utf-8"))
    path = SHARED / "real" / f"intercepted-call-2022-05-14.{suffix}"
    reading = read_page(path.read_bytes(), name=path.name, form=form)  # type: ignore[arg-type]
    (transcript,) = reading.transcripts
    labels = {speaker.id: speaker.labels[0] for speaker in transcript.speakers}
    assert reading.title == expected["title"]
    assert reading.published == expected["published"]
    assert [{"labels": list(speaker.labels), "role": speaker.role} for speaker in transcript.speakers] == expected[
        "speakers"
    ]
    assert " ".join(labels[turn.speakers[0]] for turn in transcript.turns) == expected["order"]
    assert (transcript.turns[0].text, transcript.turns[-1].text) == (expected["first"], expected["last"])
    assert [
        {"turn": turn.number, "type": mark.type, "words": mark.words}
        for turn in transcript.turns
        for mark in turn.marks
    ] == expected["marks"]
    assert expected["said_in_turn_9"] in transcript.turns[8].text
