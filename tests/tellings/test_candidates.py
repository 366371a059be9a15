"""Candidates: a transcript in, the likely ones out; the right one among them, whatever its language."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from earwitness.model import Transcript, Turn
from earwitness.tellings.candidates import FEATURES, Candidates, tell

FIXTURES = Path(__file__).parent.parent / "fixtures" / "tellings-find"


def transcript(*texts: str, language: str = "en", name: str = "t") -> Transcript:
    turns = tuple(Turn(id=str(number), number=number, text=text) for number, text in enumerate(texts, 1))
    return Transcript(id=name, conversation=name, language=language, turns=turns)


def telling(name: str, kind: str) -> Transcript:
    gold = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    return transcript(*(text for _, text in gold[kind]), language=gold["language"] if kind == "original" else "en")


@pytest.fixture
def store() -> Candidates:
    store = Candidates(sqlite3.connect(":memory:"))
    for path in sorted(FIXTURES.glob("*.json")):
        store.add(path.stem, tell(telling(path.stem, "en1")))
    return store


@pytest.mark.parametrize("kind", ["en2", "original", "press"])
@pytest.mark.parametrize("name", ["harbour-2", "hospital-3", "flat-1", "robbery-2"])
def test_the_right_conversation_is_found_first_or_nearly(store: Candidates, name: str, kind: str) -> None:
    found = [candidate.id for candidate in store.find(tell(telling(name, kind)), limit=3)]
    assert name in found


def test_what_shares_nothing_is_not_found(store: Candidates) -> None:
    assert store.find(tell(transcript("Zzyzx qwfpg.", "Arstd neio!"))) == ()
    assert store.find(tell(transcript())) == ()
    assert store.find(tell(telling("flat-1", "en1")))[0].id == "flat-1"  # the control: it does find


def test_a_transcript_is_replaced_and_removed() -> None:
    store = Candidates(sqlite3.connect(":memory:"))
    store.add("a", tell(transcript("The lighthouse keeper sold his accordion.")))
    store.add("a", tell(transcript("A bishop swallowed a thermometer.")))
    assert len(store) == 1
    assert store.find(tell(transcript("an accordion"))) == ()
    assert [candidate.id for candidate in store.find(tell(transcript("a thermometer")))] == ["a"]
    store.remove("a")
    store.remove("a")
    assert len(store) == 0
    assert "a" not in store
    assert store.find(tell(transcript("a thermometer"))) == ()


def test_ids_given_are_passed_over(store: Candidates) -> None:
    asked = tell(telling("flat-1", "en1"))
    found = [candidate.id for candidate in store.find(asked, without=("flat-1",))]
    assert found
    assert "flat-1" not in found


def test_what_every_transcript_has_finds_none() -> None:
    store = Candidates(sqlite3.connect(":memory:"))
    for number in range(600):
        store.add(f"prank{number}", tell(transcript("Your refrigerator is running, catch the refrigerator.")))
    store.add("other", tell(transcript("A thermometer beside the refrigerator.")))
    found = store.find(tell(transcript("The refrigerator and the thermometer.")))
    assert [candidate.id for candidate in found] == ["other"]


def test_a_very_long_transcript_keeps_a_bounded_number_of_features() -> None:
    base = sqlite3.connect(":memory:")
    store = Candidates(base)
    long = tell(transcript(*(f"word{number}x meets thing{number}y" for number in range(9000))))
    store.add("long", long)
    assert base.execute("SELECT count(*) FROM feature").fetchone()[0] <= FEATURES
    assert store.find(long)[0].id == "long"


def test_the_structure_stands_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "candidates.sqlite"
    with sqlite3.connect(path) as base:
        Candidates(base).add("a", tell(transcript("A bishop swallowed a thermometer.")))
    assert "a" in Candidates(sqlite3.connect(path))
