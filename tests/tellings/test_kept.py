"""What was worked out about tellings is kept, made anew under another key, and gone when it must be."""

from __future__ import annotations

import sqlite3

import pytest

from earwitness.model import Transcript, Turn
from earwitness.tellings.candidates import tell
from earwitness.tellings.kept import VERSION, Kept, key_of


@pytest.fixture
def kept(tmp_path):
    made = Kept(tmp_path / "tellings.sqlite")
    yield made
    made.close()


def test_a_value_is_kept_under_its_key_and_no_other(kept):
    kept.put("variants", "c1", "one", [1, 2])
    assert kept.get("variants", "c1", "one", tuple[int, ...]) == (1, 2)
    assert kept.get("variants", "c1", "two", tuple[int, ...]) is None
    assert kept.get("alignment", "c1", "one", tuple[int, ...]) is None
    kept.put("variants", "c1", "two", [3])
    assert kept.everything("variants", tuple[int, ...]) == {"c1": ("two", (3,))}
    kept.drop("variants", ["c1"])
    assert kept.everything("variants", tuple[int, ...]) == {}


def test_keys_tell_values_apart():
    assert key_of(1, "a", ("b",)) == key_of(1, "a", ["b"])
    assert len({key_of(1), key_of("1"), key_of(1, 1), key_of([1, 1])}) == 4


def test_what_is_of_another_shape_or_version_is_made_anew(kept):
    kept.put("variants", "c1", "key", "words")
    assert kept.get("variants", "c1", "key", int) is None
    assert kept.everything("variants", int) == {}
    kept.close()
    with sqlite3.connect(kept.path) as base:
        base.execute(f"PRAGMA user_version={VERSION + 1}")
    base.close()
    assert kept.get("variants", "c1", "key", str) is None


def test_a_damaged_file_is_put_out_of_the_way(kept):
    kept.put("variants", "c1", "key", "words")
    kept.close()
    kept.path.write_bytes(b"this is no database at all, " * 100)
    assert kept.get("variants", "c1", "key", str) is None
    kept.put("variants", "c1", "key", "again")
    assert kept.get("variants", "c1", "key", str) == "again"


def test_where_nothing_can_be_written_nothing_is_kept_and_candidates_are_of_this_moment(tmp_path):
    kept = Kept(tmp_path / "no such folder" / "tellings.sqlite")
    kept.put("variants", "c1", "key", "words")
    assert kept.get("variants", "c1", "key", str) is None
    told = Transcript(id="t1", conversation="c1", language="en", turns=(Turn(id="1", number=1, text="The bow door."),))
    with kept.candidates() as candidates:
        candidates.add("t1", tell(told))
        assert len(candidates) == 1
    with kept.candidates() as candidates:
        assert len(candidates) == 0


def test_a_file_that_another_process_removed_is_let_go(kept):
    other = Kept(kept.path)
    kept.put("variants", "c1", "key", "secret")
    assert other.get("variants", "c1", "key", str) == "secret"
    kept.clear()
    assert other.get("variants", "c1", "key", str) is None
    other.put("variants", "c2", "key", "open")
    assert kept.get("variants", "c2", "key", str) == "open"
    other.close()
