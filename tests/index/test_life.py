"""An index from its making to its loss: what readers see while it changes, and what they are told when it is gone."""

import json
import shutil
import threading

import pytest

from earwitness.errors import StorageFailed
from earwitness.index import Index, Indexed
from earwitness.model import Transcript, Turn


def one(name, *texts, language="en"):
    turns = tuple(Turn(id=str(number), number=number, text=text) for number, text in enumerate(texts, 1))
    return Indexed(transcript=Transcript(id=name, conversation="c1", language=language, turns=turns), conversation="c1")


def turns_with(index, query):
    return sorted(f"{hit.transcript}.{hit.number}" for hit in index.search(query, limit=50).hits)


def test_an_index_that_was_never_made_has_no_position_and_says_what_to_do(tmp_path):
    index = Index.open(tmp_path / "search")
    assert index.position is None
    with pytest.raises(StorageFailed) as caught:
        index.search("word")
    assert caught.value.hint == "make it anew from the archive: earwitness rebuild"
    with pytest.raises(StorageFailed):
        index.update(put=[one("t1", "word")], position=(1, "a"))


def test_an_update_replaces_adds_and_removes_and_moves_the_position(index):
    assert index.position == (0, "")
    index.update(put=[one("t1", "the old bridge", "gone"), one("t2", "the pier")], position=(3, "abc"))
    assert index.position == (3, "abc")
    index.update(put=[one("t1", "the new bridge")], remove=["t2"], position=(4, "def"))
    assert turns_with(index, "bridge") == ["t1.1"]
    assert turns_with(index, "old OR gone OR pier") == []
    assert turns_with(index, "new") == ["t1.1"]
    assert index.position == (4, "def")


def test_the_same_update_again_changes_nothing(index):
    for _ in range(2):
        index.update(put=[one("t1", "the old bridge")], position=(3, "abc"))
    assert turns_with(index, "bridge") == ["t1.1"]
    assert index.search("bridge").total == 1


def test_an_update_that_fails_midway_leaves_everything_as_it_was(index):
    index.update(put=[one("t1", "the old bridge")], position=(1, "a"))

    def broken():
        yield one("t1", "the new pier")
        raise RuntimeError("the disk went away")

    with pytest.raises(RuntimeError):
        index.update(put=broken(), position=(2, "b"))
    assert index.position == (1, "a")
    assert turns_with(index, "bridge OR pier") == ["t1.1"]
    assert turns_with(index, "pier") == []
    with pytest.raises(RuntimeError):
        index.rebuild(broken(), position=(2, "b"))
    assert turns_with(index, "bridge") == ["t1.1"]
    assert len(list(index.path.iterdir())) == 2
    index.update(put=[one("t1", "the new pier")], position=(2, "b"))
    assert turns_with(index, "pier") == ["t1.1"]


def test_another_reader_sees_what_was_written_and_what_took_its_place(index):
    reader = Index.open(index.path)
    assert turns_with(reader, "bridge") == []
    index.update(put=[one("t1", "the old bridge")], position=(1, "a"))
    assert turns_with(reader, "bridge") == ["t1.1"]
    index.rebuild([one("t1", "the new bridge"), one("t2", "bridges")], position=(2, "b"))
    assert turns_with(reader, "bridge") == ["t1.1", "t2.1"]
    assert reader.position == (2, "b")
    assert turns_with(index, "old") == []


def test_a_rebuild_answers_as_the_index_it_replaces(index):
    items = [one(f"t{number}", f"ship number {number} went out", "went", "nobody") for number in range(30)]
    for number, item in enumerate(items, 1):
        index.update(put=[item], position=(number, "x"))
    before = index.search("go", limit=60)
    index.rebuild(reversed(items), position=(30, "x"))
    assert index.search("go", limit=60) == before
    assert before.total == 60


def test_a_rebuild_forgets_deleted_words_on_disk(index):
    index.update(put=[one("t1", "the password is swordfish")], position=(1, "a"))
    index.update(remove=["t1"], put=[one("t2", "nothing")], position=(2, "b"))
    index.rebuild([one("t2", "nothing")], position=(2, "b"))
    held = b"".join(path.read_bytes() for path in index.path.rglob("*") if path.is_file())
    for piece in (b"swordfish", b"swordf", b"dfish", b"password"):
        assert piece not in held
    assert b"nothing" in held  # the control: a kept word is there to be found


@pytest.mark.parametrize("lost", ["meta.json", "words.sqlite", "position.json", "everything"])
def test_a_lost_index_is_an_error_and_never_an_empty_answer(index, lost):
    index.update(put=[one("t1", "the old bridge")], position=(1, "a"))
    assert turns_with(index, "bridge") == ["t1.1"]
    if lost == "everything":
        shutil.rmtree(index.path)
    else:
        next(index.path.rglob(lost)).unlink()
    for reader in (index, Index.open(index.path)):
        with pytest.raises(StorageFailed) as caught:
            reader.search("bridge")
        assert "earwitness rebuild" in caught.value.hint
        assert reader.position is None
    index.rebuild([one("t1", "the old bridge")], position=(1, "a"))
    assert turns_with(index, "bridge") == ["t1.1"]


@pytest.mark.parametrize("damage", [b"", b"{", b"\x00" * 200])
@pytest.mark.parametrize("file", ["meta.json", "words.sqlite"])
def test_a_damaged_index_is_an_error(index, file, damage):
    index.update(put=[one("t1", "the old bridge")], position=(1, "a"))
    next(index.path.rglob(file)).write_bytes(damage)
    with pytest.raises(StorageFailed):
        Index.open(index.path).search("bridge")


def test_cut_segments_are_an_error(index):
    index.update(put=[one("t1", "the old bridge")], position=(1, "a"))
    for suffix in ("idx", "term", "pos", "store", "fast"):
        for path in index.path.rglob(f"*.{suffix}"):
            path.write_bytes(path.read_bytes()[:20])
    with pytest.raises(StorageFailed):
        Index.open(index.path).search("bridge")


def test_an_index_of_another_version_has_no_position(index):
    path = index.path / "position.json"
    standing = json.loads(path.read_text())
    path.write_text(json.dumps({**standing, "version": standing["version"] + 1}))
    assert Index.open(index.path).position is None
    path.write_text(json.dumps({**standing, "folder": "../elsewhere"}))
    assert Index.open(index.path).position is None
    path.write_text(json.dumps(standing))
    assert Index.open(index.path).position == (0, "")


def test_what_a_crash_left_is_swept_by_the_next_writer(index):
    (index.path / "g-0000000000").mkdir()
    (index.path / "g-0000000000" / "half").write_bytes(b"x")
    (index.path / "position.json.dead").write_bytes(b"{")
    index.update(put=[one("t1", "the old bridge")], position=(1, "a"))
    assert len(list(index.path.iterdir())) == 2
    assert turns_with(index, "bridge") == ["t1.1"]


def test_readers_see_whole_states_while_a_writer_commits(index):
    index.update(put=[one(f"t{number}", "bridge 0") for number in range(10)], position=(1, "0"))
    reader = Index.open(index.path)
    seen, counted, failed, done = [], [], [], threading.Event()

    def read():
        try:
            while not done.is_set():
                seen.append([reader.search(f'"bridge {state}"', limit=1).total for state in range(6)])
                every = reader.search("bridge", limit=2, facets=("language", "transcript"))
                counted.append((every.total, *(sum(n for _, n in values) for values in every.facets.values())))
        except StorageFailed as error:
            failed.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        for state in range(1, 6):
            items = [one(f"t{number}", f"bridge {state}") for number in range(10)]
            if state % 2:
                index.rebuild(items, position=(state, "x"))
            else:
                index.update(put=items, position=(state, "x"))
    finally:
        done.set()
        thread.join()
    assert seen and not failed
    assert {count for totals in seen for count in totals} <= {0, 10}
    assert set(counted) == {(10, 10, 10)}, "totals and facets are of one state"
    assert [reader.search(f'"bridge {state}"').total for state in range(6)] == [0, 0, 0, 0, 0, 10]


def test_a_transcript_without_turns_and_a_turn_without_words_are_no_trouble(index):
    index.update(put=[one("t1"), one("t2", "", "…", "mole")], position=(1, "a"))
    assert turns_with(index, "*") == ["t2.1", "t2.2", "t2.3"]
    assert turns_with(index, "mole") == ["t2.3"]
