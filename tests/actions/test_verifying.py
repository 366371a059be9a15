"""`verify`, `rebuild` and `doctor`: every fault by name, derived data made anew, and what to do about it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from earwitness import actions
from earwitness.actions import Desk
from earwitness.errors import NotFound, StorageFailed

ADA = "Ada Example"
CALL = "Bridge: We are taking water.\nWatch: How many aboard?\nBridge: A hundred and eighteen.\n"


@pytest.fixture
def lived_in(desk: Desk, filed, add, page) -> Desk:
    """An archive in which everything has happened once."""
    (other,) = add(page("other.txt", CALL)).added
    (gone,) = add(page("gone.txt", CALL.replace("hundred", "thousand"))).added
    add(page("copy.txt", CALL))
    actions.describe(desk, other.conversations[0], agent=ADA, fields={"title": "The last call", "held": "2031-11-14"})
    undone = actions.describe(desk, filed.source, agent=ADA, fields={"publisher": "Harbour Courier"})
    actions.undo(desk, undone.act, agent=ADA)
    actions.link(desk, filed.conversations[0], other.conversations[0], agent=ADA)
    actions.erase(desk, gone.source, agent=ADA)
    return desk


def answers(desk: Desk) -> list[object]:
    """What the verbs that look answer, whole."""
    listing = actions.list_conversations(desk, limit=None)
    found = actions.search(desk, "water OR aboard OR channel OR hundred", limit=50)
    return [
        listing,
        [actions.show(desk, listed.id) for listed in listing.conversations],
        [(hit.turn_id, hit.text, hit.highlights, hit.score) for hit in found.hits],
        found.facets,
        actions.log(desk, limit=None),
        actions.export(desk, None, to="jsonl")[1],
    ]


def test_an_archive_that_was_lived_in_is_sound(lived_in: Desk) -> None:
    verified = actions.verify(lived_in)
    assert (verified.faults, verified.notices) == ((), ())
    assert verified.acts == actions.log(lived_in).total == 9
    assert verified.objects == len(list(lived_in.archive.objects))
    assert actions.verify(lived_in.path) == verified, "a path will do"


@pytest.mark.parametrize("without", [(), ("catalog.sqlite",), ("search",), ("catalog.sqlite", "search")])
def test_what_is_derived_is_made_anew_with_equal_content(lived_in: Desk, without: tuple[str, ...]) -> None:
    before, digest = answers(lived_in), lived_in.archive.catalog.content_digest()
    lived_in.close()
    for name in without:
        for path in lived_in.path.glob(f"{name}*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    with actions.open_desk(lived_in.path) as desk:
        if without:
            assert {fault.kind for fault in actions.verify(desk).faults} & {"stale", "missing"}
        rebuilt = actions.rebuild(desk)
        assert (rebuilt.acts, rebuilt.conversations, rebuilt.turns) == (9, 1, 7)
        assert desk.archive.catalog.content_digest() == digest
        assert answers(desk) == before
        assert actions.verify(desk).faults == ()


@pytest.mark.parametrize("harm", [b"", b"not a database at all" * 400])
def test_a_catalog_that_is_broken_is_made_anew(lived_in: Desk, harm: bytes) -> None:
    before = answers(lived_in)
    lived_in.close()
    for path in lived_in.path.glob("catalog.sqlite-*"):
        path.unlink()
    (lived_in.path / "catalog.sqlite").write_bytes(harm)
    with actions.open_desk(lived_in.path) as desk:
        actions.rebuild(desk)
        assert answers(desk) == before


def test_a_lost_index_is_named_and_the_next_act_mends_it(desk: Desk, filed) -> None:
    desk.close()
    shutil.rmtree(desk.path / "search")
    (fault,) = actions.verify(desk).faults
    assert (fault.path, fault.kind, fault.expected, fault.found) == ("search", "stale", "act 1", "no index")
    actions.describe(desk, filed.conversations[0], agent=ADA, fields={"title": "The last call"})
    assert actions.verify(desk).faults == ()
    assert actions.search(desk, "souls").total == 1


def test_an_index_that_a_killed_writer_left_behind_is_a_notice(desk: Desk, filed) -> None:
    desk.close()
    shutil.rmtree(desk.path / "search")
    (desk.path / "incoming").mkdir()
    verified = actions.verify(desk)
    assert verified.faults == ()
    (notice,) = verified.notices
    assert (notice.path, notice.what) == ("search", "no index; the next writer brings it up to date")
    actions.describe(desk, filed.conversations[0], agent=ADA, fields={"title": "The last call"})
    assert (actions.verify(desk).faults, actions.verify(desk).notices) == ((), ())
    shutil.rmtree(desk.path / "search")
    assert [fault.kind for fault in actions.verify(desk.path).faults] == ["stale"], "with no writer it is a fault"


def test_an_index_that_a_kill_between_groups_left_behind_is_a_notice(desk: Desk, filed, add, page) -> None:
    desk.close()
    shutil.copytree(desk.path / "search", desk.path.parent / "search-before")
    (other,) = add(page("other.txt", CALL)).added
    desk.close()

    def put_the_old_index_back() -> None:
        shutil.rmtree(desk.path / "search")
        shutil.copytree(desk.path.parent / "search-before", desk.path / "search")

    put_the_old_index_back()
    verified = actions.verify(desk.path)
    assert verified.faults == ()
    (notice,) = verified.notices
    assert (notice.path, notice.what) == ("search", "it stands at act 1 of 2; the next writer brings it up to date")
    with actions.open_desk(desk.path) as again:
        actions.describe(again, other.conversations[0], agent=ADA, fields={"title": "The last call"})
        assert actions.search(again, "hundred").total == 2, "both are found"
    put_the_old_index_back()
    (fault,) = actions.verify(desk.path).faults
    assert (fault.path, fault.kind, fault.found) == ("search", "stale", "act 1"), "no killed add leaves it so"


def test_every_fault_is_named_and_reading_goes_on(desk: Desk, filed, add, page) -> None:
    (other,) = add(page("other.txt", CALL)).added
    place = desk.path / actions.show_source(desk, filed.source).object
    place.chmod(0o644)
    place.write_bytes(place.read_bytes().replace(b"nine", b"five"))
    (desk.path / "objects" / "stray.txt").write_text("what is this")
    faults = {(fault.path, fault.kind) for fault in actions.verify(desk).faults}
    assert faults == {(str(place.relative_to(desk.path)), "changed"), ("objects/stray.txt", "unexpected")}
    assert actions.show(desk, other.conversations[0]).transcripts, "what is sound can be read"


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("journal.jsonl", None, ("journal.jsonl", "missing")),
        ("journal.jsonl", b"\x00\xff garbage\n", ("journal.jsonl", "broken chain")),
        ("journal.jsonl", b"\n", ("journal.jsonl", "broken chain")),
        ("earwitness.json", None, ("earwitness.json", "missing")),
        ("earwitness.json", b"{bad", ("earwitness.json", "changed")),
    ],
)
def test_what_says_that_it_is_an_archive_may_itself_be_at_fault(
    lived_in: Desk, name: str, content: bytes | None, fault: tuple[str, str]
) -> None:
    lived_in.close()
    assert actions.verify(lived_in.path).faults == ()
    path = lived_in.path / name
    if content is None:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes() + content if name.endswith("l") else content)
    assert fault in {(found.path, found.kind) for found in actions.verify(lived_in.path).faults}


def test_a_folder_without_a_journal_is_no_archive_to_verify(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no archive"):
        actions.verify(tmp_path)


def test_faults_of_a_journal_come_in_the_order_of_its_lines(lived_in: Desk, add, page) -> None:
    for number in range(4):
        add(page(f"more-{number}.txt", CALL.replace("hundred", f"hundred and {number}")))
    lived_in.close()
    journal = lived_in.path / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([*lines[:2], *lines[3:]]))
    told = [fault.expected or "" for fault in actions.verify(lived_in.path).faults if fault.path == "journal.jsonl"]
    numbers = [int(words.split()[1].rstrip(":")) for words in told if words.startswith("line ")]
    assert numbers == sorted(numbers)
    assert 9 in numbers and 10 in numbers


def test_a_journal_that_was_cut_is_not_papered_over_by_making_the_catalog_anew(desk: Desk, filed) -> None:
    for title in ("One", "Two", "Three"):
        actions.describe(desk, filed.conversations[0], agent=ADA, fields={"title": title})
    assert actions.rebuild(desk).acts == 4
    desk.close()
    journal = desk.path / "journal.jsonl"
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:-2]))
    before = actions.verify(desk).faults
    with pytest.raises(StorageFailed, match="the catalog has seen act 4, and the journal of 2 acts"):
        actions.rebuild(desk)
    assert actions.verify(desk).faults == before != ()
    desk.close()
    for path in desk.path.glob("catalog.sqlite*"):
        path.unlink()
    assert actions.rebuild(desk).acts == 2, "who knows what is lost may go on without it"


def test_progress_is_told(lived_in: Desk) -> None:
    told: list[tuple[str, int, int | None, str]] = []
    actions.rebuild(lived_in, progress=lambda *words: told.append(words))
    assert [(done, total) for step, done, total, _ in told if step == "catalog"] == [(n, 9) for n in range(1, 10)]
    assert [(done, total) for step, done, total, _ in told if step == "index"] == [(1, 2), (2, 2)]


def test_doctor_says_what_is_good_missing_and_stale(desk: Desk, filed, tmp_path: Path, monkeypatch) -> None:
    def states(path: Path | None) -> dict[str, str]:
        return {check.name: check.state for check in actions.doctor(path).checks}

    well = states(desk.path)
    assert {well[name] for name in ("Python", "parts", "archive", "catalog", "search index", "writing")} == {"good"}
    desk.close()
    shutil.rmtree(desk.path / "search")
    assert states(desk.path)["search index"] == "missing"
    for path in desk.path.glob("catalog.sqlite*"):
        path.unlink()
    assert states(desk.path)["catalog"] == "missing"
    (empty := tmp_path / "empty").mkdir()
    monkeypatch.chdir(empty)
    monkeypatch.delenv("EARWITNESS_ARCHIVE", raising=False)
    assert states(None)["archive"] == "missing"
    assert all(check.hint for check in actions.doctor(None).checks if check.state != "good")


def test_the_nearest_archive_is_opened(desk: Desk, filed, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.delenv("EARWITNESS_ARCHIVE", raising=False)
    with actions.open_desk(start=desk.path / "objects") as found:
        assert found.path == desk.path.resolve()
    with pytest.raises(NotFound, match="no archive"):
        actions.open_desk(start=tmp_path)
    monkeypatch.setenv("EARWITNESS_ARCHIVE", str(desk.path))
    with actions.open_desk(start=tmp_path) as named:
        assert actions.list_conversations(named).total == 1
    with pytest.raises(NotFound):
        actions.open_desk(tmp_path)
