from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.archive.journal import NOTHING, Head, Journal, Line, decode_line
from earwitness.digests import sha256
from earwitness.errors import StorageFailed

NOW = "2031-11-15T08:00:00Z"


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    (tmp_path / "journal.jsonl").touch()
    journal = Journal(tmp_path / "journal.jsonl")
    for letter in "abc":
        journal.append(journal.next(letter * 64, NOW))
    return journal


def test_a_line_names_its_payload_and_the_line_before(journal: Journal) -> None:
    first, second, third = journal.path.read_bytes().splitlines()
    assert first.decode() == (
        f'{{"payload":"{"a" * 64}","prev":"{NOTHING}","sequence":1,"time":"2031-11-15T08:00:00Z"}}'
    )
    assert second.decode() == (
        f'{{"payload":"{"b" * 64}","prev":"{sha256(first)}","sequence":2,"time":"2031-11-15T08:00:00Z"}}'
    )
    assert journal.head == Head(3, sha256(third))
    assert [line.sequence for line in journal.lines()] == [1, 2, 3]
    assert journal.line(2) == decode_line(second)
    assert journal.line(4) is None


def test_lines_after_a_head(journal: Journal) -> None:
    second = journal.line(2)
    assert second is not None
    assert [line.sequence for line in journal.lines(after=Head(2, second.digest))] == [3]
    with pytest.raises(StorageFailed, match="not the line that the catalog has seen"):
        list(journal.lines(after=Head(2, "f" * 64)))
    with pytest.raises(StorageFailed, match="gone: the catalog has seen 4 acts"):
        list(journal.lines(after=Head(4, "f" * 64)))


def test_an_empty_journal(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").touch()
    journal = Journal(tmp_path / "journal.jsonl")
    assert (journal.head, list(journal.lines()), journal.torn()) == (Head(0, NOTHING), [], b"")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda lines: [lines[0], lines[2]], "line 2 of the journal"),
        (lambda lines: [lines[1], lines[0], lines[2]], "line 1 of the journal"),
        (lambda lines: [lines[0], lines[1].replace(b"08:00", b"07:00"), lines[2]], "line 3 of the journal"),
        (lambda lines: [lines[0], b"{}\n", lines[2]], "line 2 of the journal"),
        (lambda lines: [lines[0], lines[1].replace(b",", b", "), lines[2]], "not in canonical form"),
        (lambda lines: [lines[0], b"\0" * 40 + b"\n", lines[2]], "line 2 of the journal"),
    ],
)
def test_a_changed_journal_is_not_read(journal: Journal, change, message: str) -> None:  # type: ignore[no-untyped-def]
    assert len(list(journal.lines())) == 3  # the control
    journal.path.write_bytes(b"".join(change(journal.path.read_bytes().splitlines(keepends=True))))
    with pytest.raises(StorageFailed, match=message):
        list(journal.lines())


def test_a_torn_line_is_set_aside_and_the_journal_goes_on(journal: Journal) -> None:
    head = journal.head
    with journal.path.open("ab") as file:
        file.write(b'{"payload":"dddd')
    assert journal.torn() == b'{"payload":"dddd'
    assert journal.head == head
    aside = journal.set_torn_aside()
    assert aside is not None
    assert (aside.name, aside.read_bytes()) == ("journal.torn-4-1", b'{"payload":"dddd')
    assert journal.torn() == b""
    assert journal.set_torn_aside() is None
    journal.append(journal.next("d" * 64, NOW))
    assert len(list(journal.lines())) == 4


def test_a_second_torn_line_gets_a_name_of_its_own(journal: Journal) -> None:
    for torn in (b"{", b"{}", b"{}"):
        with journal.path.open("ab") as file:
            file.write(torn)
        journal.set_torn_aside()
    names = {path.name: path.read_bytes() for path in journal.path.parent.glob("journal.torn-*")}
    assert names == {"journal.torn-4-1": b"{", "journal.torn-4-2": b"{}"}


@given(count=st.integers(1, 40), sizes=st.lists(st.integers(1, 30), min_size=1, max_size=5))
def test_the_head_is_found_from_the_end_however_long_the_lines(count: int, sizes: list[int]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.jsonl"
        before, content = NOTHING, b""
        for sequence in range(1, count + 1):
            payload = "e" * (64 * sizes[sequence % len(sizes)] * 7)
            line = Line(payload=payload, prev=before, sequence=sequence, time=NOW)
            before = line.digest
            content += line.encode() + b"\n"
        path.write_bytes(content)
        assert Journal(path).head == Head(count, before)
