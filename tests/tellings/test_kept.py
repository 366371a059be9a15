"""What was worked out about tellings is kept, made anew under another key, and gone when it must be."""

from __future__ import annotations

import sqlite3
import threading

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


def test_others_do_not_wait_for_who_reads_an_archive(kept):
    """The structure of candidates is filled for as long as it takes; other threads ask and keep meanwhile."""
    said = Transcript(
        id="t1", conversation="c1", language="en", turns=(Turn(id="1", number=1, text="Shut the valve."),)
    )
    heard: list[object] = []

    def ask() -> None:
        heard.append(kept.get("variants", "c1", "key", str))
        kept.put("variants", "c2", "key", "words of another thread")

    kept.put("variants", "c1", "key", "words")
    with kept.candidates() as candidates:
        candidates.add("t1", tell(said))
        kept.put("told", "t1", "1", (1, 3))
        other = threading.Thread(target=ask)
        other.start()
        other.join(5)
        assert heard == ["words"]
        assert kept.keys("told") == {"t1": "1"}
    assert kept.get("variants", "c2", "key", str) == "words of another thread"
    with kept.candidates() as candidates:
        assert "t1" in candidates


def test_what_was_put_stands_though_the_reading_was_broken_off(kept):
    said = Transcript(
        id="t1", conversation="c1", language="en", turns=(Turn(id="1", number=1, text="Shut the valve."),)
    )
    with pytest.raises(KeyboardInterrupt), kept.candidates() as candidates:
        candidates.add("t1", tell(said))
        kept.put("told", "t1", "1", (1, 3))
        candidates.add("t2", tell(said))
        raise KeyboardInterrupt
    with kept.candidates() as candidates:
        assert ("t1" in candidates, "t2" in candidates) == (True, False)
    assert kept.keys("told") == {"t1": "1"}
