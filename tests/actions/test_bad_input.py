"""Bad input, each kind by name: a clear error or an honest reading, nothing lost, nothing hung, nothing written elsewhere."""

from __future__ import annotations

import errno
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from earwitness import actions
from earwitness.actions import Desk
from earwitness.errors import BadQuery, NewerArchive, NotFound, StorageFailed

ADA = "Ada Example"
CALL = "Bridge: We are taking water.\nWatch: How many aboard?\nBridge: A hundred and eighteen.\n"
RUSSIAN = (
    "Мостик: Мы принимаем воду, дверь открыта.\nВахта: Сколько людей на борту?\nМостик: Сто восемнадцать человек.\n"
)


def texts(desk: Desk, item) -> list[str]:
    (id,) = item.transcripts
    return [turn.text for turn in actions.show(desk, id).transcripts[0].turns]


def test_an_empty_file(desk: Desk, add, page) -> None:
    for name, content in (("none.txt", b""), ("white.html", b" \n\t\r\n"), ("bom.txt", b"\xef\xbb\xbf")):
        (item,) = add(page(name, content)).added
        assert (item.status, item.error) == ("failed", "BadInput")
        assert item.message == "the file is empty; check that it was saved or downloaded whole"
    assert actions.log(desk).total == 0
    assert add(page("call.txt", CALL)).added[0].status == "added"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "a PNG picture"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF document"),
        (b"PK\x03\x04" + b"\x00" * 64, "a ZIP archive or office document"),
        (b"ID3\x03\x00" + b"\x00" * 64, "an MP3 sound"),
        (bytes(range(256)) * 40, "binary data"),
    ],
)
def test_a_binary_that_is_named_html(desk: Desk, add, page, content: bytes, kind: str) -> None:
    (item,) = add(page("call.html", content)).added
    assert item.status == "failed"
    assert item.message.startswith(f"this is {kind}, not a transcript")
    assert actions.log(desk).total == 0


PROGRAM = """
import resource, sys, time
from earwitness import actions
from pathlib import Path

def peak():
    # Not ru_maxrss: on Linux that begins with the size of the process that started this one.
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

with actions.open_desk(sys.argv[1]) as desk:
    started = time.process_time()
    (item,) = actions.add(desk, [sys.argv[2]], agent="Ada Example").added
    print(item.status, "|", item.message, "|", time.process_time() - started,
          peak(), sep="\\n")
"""


@pytest.mark.parametrize(
    ("name", "head"), [("call.txt", CALL), ("call.html", "<!doctype html>"), ("call.html", "\x00")]
)
def test_a_file_of_200_megabytes(desk: Desk, add, page, name: str, head: str) -> None:
    """Told apart within seconds, and in little more memory than twice the file."""
    path = Path(page(name, head))
    with path.open("ab") as file:
        if head.isprintable() or "\n" in head:
            piece = CALL.encode() * 10_000
            for _ in range((200 << 20) // len(piece)):
                file.write(piece)
        else:
            file.truncate(200 << 20)
    done = subprocess.run([sys.executable, "-c", PROGRAM, desk.path, path], capture_output=True, text=True, check=True)
    path.unlink()
    status, _, message, _, seconds, megabytes = done.stdout.split("\n")[:6]
    assert status == "failed"
    assert "larger than" in message or "empty" in message
    assert float(seconds) < 10
    assert int(megabytes) < 700
    assert add(page("small.txt", CALL)).added[0].status == "added", "and the archive goes on"


@pytest.mark.parametrize("closed", [False, True])
def test_a_page_of_a_million_nested_tags(desk: Desk, add, page, closed: bool) -> None:
    content = "<html><body>" + "<div>" * 1_000_000 + "<p>Bridge: Hello.</p>" + "</div>" * 1_000_000 * closed
    started = time.process_time()
    bad, good = add(page("deep.html", content), page("call.txt", CALL)).added
    assert (bad.status, bad.error, good.status) == ("failed", "UnsafeInput", "added")
    assert "nests more than" in bad.message
    assert time.process_time() - started < 10
    assert (
        add(page("shallow.html", content[:12] + "<div>" * 100 + "<p>" + "</p><p>".join(CALL.splitlines())))
        .added[0]
        .turns
        == 3
    ), "the control is read"


def test_tags_that_nothing_closes(desk: Desk, add, page) -> None:
    content = "<div><p>Bridge: We are <b>taking water.<p>Watch: How <i>many aboard?<p>Bridge: A hundred.<table><tr><td"
    (item,) = add(page("call.html", f"<html><body>{content}")).added
    assert texts(desk, item) == ["We are taking water.", "How many aboard?", "A hundred."]


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        (RUSSIAN.encode("cp1251"), "windows-1251"),
        (RUSSIAN.encode("koi8-r"), "koi8"),
        (RUSSIAN.encode("utf-16"), "utf-16"),
        (RUSSIAN.encode("utf-16-le"), "utf-16"),
        (b"\xef\xbb\xbf" + RUSSIAN.encode(), "utf-8"),
        (RUSSIAN.encode(), "utf-8"),
    ],
    ids=["cp1251", "koi8-r", "utf-16 with a mark", "utf-16 without", "utf-8 with a mark", "utf-8"],
)
def test_a_character_set_that_nobody_declared(desk: Desk, add, page, content: bytes, charset: str) -> None:
    (item,) = add(page("call.txt", content)).added
    assert texts(desk, item) == [
        "Мы принимаем воду, дверь открыта.",
        "Сколько людей на борту?",
        "Сто восемнадцать человек.",
    ]
    kind = dict(actions.show_source(desk, item.source).capture)["Kind of file"]
    assert charset in kind.lower()
    assert actions.search(desk, "вода").total == 1, "and any form of a word finds it"
    assert desk.archive.objects.read(actions.show_source(desk, item.source).source.sha256) == content


@pytest.mark.parametrize(
    ("declared", "real"), [("utf-8", "cp1251"), ("windows-1251", "utf-8"), ("no-such-set", "koi8-r")]
)
def test_a_character_set_that_is_declared_wrongly(desk: Desk, add, page, declared: str, real: str) -> None:
    lines = "".join(f"<p>{line}</p>" for line in RUSSIAN.splitlines())
    content = f'<html><head><meta charset="{declared}"></head><body>{lines}</body></html>'.encode(real)
    (item,) = add(page("call.html", content)).added
    assert texts(desk, item)[1] == "Сколько людей на борту?"


def test_nul_bytes(desk: Desk, add, page) -> None:
    (item,) = add(page("call.txt", CALL.replace("water", "wa\x00ter").encode())).added
    assert item.status == "added"
    assert all("\x00" not in text for text in texts(desk, item))
    assert actions.verify(desk).faults == ()
    actions.export(desk, None, to="jsonl")


def test_right_to_left_overrides(desk: Desk, add, page) -> None:
    (item,) = add(page("call.txt", CALL.replace("How many", "\u202eHow many\u202c"))).added
    assert item.turns == 3
    assert actions.search(desk, "aboard").total == 1
    assert actions.search(desk, '"how many aboard"').total == 1, "the signs do not hide the words"
    _, html = actions.export(desk, None, to="html")
    assert "How many" in html.decode()


@pytest.mark.parametrize("name", ["call.html", "call.xml", "call.txt"])
def test_a_doctype_bomb(desk: Desk, add, page, name: str) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a0 "Bridge: boom "><!ENTITY f SYSTEM "file:///etc/passwd">{entities}]>'
    started = time.process_time()
    (item,) = add(page(name, f"{bomb}<html><body><p>&a11;</p><p>&f;</p></body></html>")).added
    assert time.process_time() - started < 10
    assert item.turns == 0
    assert actions.search(desk, "boom OR root").total == 0
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2 << 20


def test_a_link_that_leads_out_of_the_folder(desk: Desk, add, page, tmp_path: Path) -> None:
    page("calls/inside.txt", CALL)
    outside = page("secret/outside.txt", RUSSIAN)
    (tmp_path / "calls" / "out.txt").symlink_to(outside)
    (tmp_path / "calls" / "up").symlink_to(tmp_path / "secret")
    (tmp_path / "calls" / "same.txt").symlink_to(tmp_path / "calls" / "inside.txt")
    (tmp_path / "calls" / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "calls" / "round").symlink_to(tmp_path / "calls" / "round")
    added = add(str(tmp_path / "calls"))
    status = {Path(item.path).name: item.status for item in added.added}
    assert status == {
        "inside.txt": "added",
        "out.txt": "failed",
        "up": "failed",
        "gone.txt": "failed",
        "round": "failed",
    }
    assert actions.search(desk, "воду").total == 0
    assert add(str(tmp_path / "calls" / "out.txt")).added[0].status == "added", "named by itself, a link is followed"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
def test_a_folder_with_one_file_that_cannot_be_read(desk: Desk, add, page, monkeypatch, tmp_path, number: int) -> None:
    page("calls/a.txt", CALL)
    shut = page("calls/b.txt", RUSSIAN)
    page("calls/c.txt", CALL.replace("hundred", "thousand"))
    opening = os.open

    def refusing(path, *words, **options):
        if path == shut:
            raise OSError(number, os.strerror(number), path)
        return opening(path, *words, **options)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refusing)
        added = add(str(tmp_path / "calls"))
    assert [item.status for item in added.added] == ["added", "failed", "added"]
    assert added.added[1].message == (f"{shut} cannot be read: {os.strerror(number).lower()}; look at its permissions")
    assert [item.status for item in add(str(tmp_path / "calls")).added] == ["already", "added", "already"]


def test_the_same_bytes_under_two_names(desk: Desk, add, page) -> None:
    one, two = add(page("one.txt", CALL), page("two.txt", CALL)).added
    assert (one.status, two.status) == ("added", "added")
    assert one.conversations == two.conversations
    assert len(actions.show(desk, one.conversations[0]).sources) == 2
    assert actions.verify(desk).objects == 2, "the bytes and the act's payload: kept once"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB."""
    disk = tmp_path / "small disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("a small disk can be mounted only with the right to mount")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk(small_disk: Path, page) -> None:
    def call(number: int) -> str:
        return page(f"{number}.txt", CALL + f"Watch: Call {number}.\n" + "Bridge: And so on, and so forth.\n" * 10_000)

    with actions.init(small_disk / "archive") as desk:
        (first,) = actions.add(desk, [page("first.txt", CALL)], agent=ADA).added
        kept: list[str] = []
        failed = None
        for number in range(12):
            try:
                added = actions.add(desk, [call(number)], agent=ADA)
            except StorageFailed as error:
                failed = error
                break
            assert added.added[0].status == "added"
            kept += added.added[0].conversations
            if added.notice:
                failed = added
                break
        assert failed is not None, "a disk of 4 MB fills"
        if isinstance(failed, StorageFailed):
            assert failed.hint
        assert actions.show(desk, first.conversations[0]).sources[0].id == first.source, "what was kept can be read"
        assert {listed.id for listed in actions.list_conversations(desk).conversations} >= {*kept}
        assert [fault.kind for fault in actions.verify(desk).faults] in ([], ["stale"])
        subprocess.run(["mount", "-o", "remount,size=200m", small_disk], check=True)
        (later,) = actions.add(desk, [page("later.txt", RUSSIAN)], agent=ADA).added
        assert later.status == "added"
        assert actions.verify(desk).faults == ()
        assert actions.search(desk, "вода").total == 1
        assert actions.search(desk, "forth", limit=0).total == 10_000 * len(kept)


def test_a_read_only_archive(desk: Desk, filed, page, tmp_path: Path) -> None:
    desk.close()
    mounted = tmp_path / "read only"
    mounted.mkdir()
    if subprocess.run(["mount", "--bind", desk.path, mounted], capture_output=True).returncode:
        pytest.skip("a folder can be mounted read-only only with the right to mount")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", mounted], check=True)
        with actions.open_desk(mounted) as read_only:
            assert actions.show(read_only, filed.conversations[0]).title == "Bridge and coast guard"
            assert actions.list_conversations(read_only).total == 1
            assert actions.search(read_only, "souls").total == 1
            assert actions.verify(read_only).faults == ()
            assert actions.export(read_only, None, to="text")[1]
            assert actions.cite(read_only, f"{filed.transcripts[0]}.1").token
            assert actions.reread(read_only, filed.source, agent=ADA, dry_run=True).changes == ()
            assert "bad" in {check.state for check in actions.doctor(mounted).checks if check.name == "writing"}
            for write in (
                lambda: actions.add(read_only, [page("more.txt", CALL)], agent=ADA),
                lambda: actions.describe(read_only, filed.conversations[0], agent=ADA, fields={"title": "x"}),
                lambda: actions.undo(read_only, "1", agent=ADA),
                lambda: actions.erase(read_only, filed.source, agent=ADA),
                lambda: actions.rebuild(read_only),
            ):
                with pytest.raises(StorageFailed, match="read-only") as raised:
                    write()
                assert "copy it to a disk you may write to" in raised.value.hint
    finally:
        subprocess.run(["umount", mounted], check=True)
    with actions.open_desk(desk.path) as writable:
        assert actions.add(writable, [page("more.txt", CALL)], agent=ADA).added[0].status == "added"


@pytest.mark.parametrize(
    "name",
    ["a call.txt", 'l\'appel "dernier".txt', "Дзвінок № 7.txt", "-x.txt", "a\nb.txt", "*[x]?.txt", "$(touch x).txt"],
)
def test_a_path_with_spaces_quotes_and_cyrillic(desk: Desk, add, page, name: str) -> None:
    path = page(f"теки з дзвінками/{name}", CALL)
    (item,) = add(path).added
    assert (item.status, item.path) == ("added", path)
    assert actions.show_source(desk, item.source).source.path == path
    assert add(path).added[0].status == "already"
    assert add(str(Path(path).parent)).added[0].status == "already"


def test_a_name_that_is_no_text(desk: Desk, add, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff\xfe.txt"
    Path(os.fsdecode(path)).write_text(CALL)
    (item,) = add(os.fsdecode(path)).added
    assert item.status == "added"
    assert item.path.endswith("\\xff\\xfe.txt")
    assert actions.verify(desk).faults == ()


def test_an_archive_from_a_newer_version(desk: Desk, filed) -> None:
    desk.close()
    marker = desk.path / "earwitness.json"
    said = json.loads(marker.read_text())
    marker.write_text(json.dumps({**said, "version": 99}))
    before = {path: path.read_bytes() for path in desk.path.rglob("*") if path.is_file()}
    for call in (lambda: actions.open_desk(desk.path), lambda: actions.verify(desk.path)):
        with pytest.raises(NewerArchive) as raised:
            call()
        assert (raised.value.found, raised.value.known) == (99, 1)
        assert "install a newer Earwitness" in raised.value.hint
    assert [check.state for check in actions.doctor(desk.path).checks if check.name == "archive"] == ["bad"]
    assert {path: path.read_bytes() for path in desk.path.rglob("*") if path.is_file()} == before
    marker.write_text(json.dumps(said))
    with actions.open_desk(desk.path) as again:
        assert actions.list_conversations(again).total == 1


@pytest.mark.parametrize(
    ("query", "position"),
    [("water AND (deck", 10), ('the "bow door', 4), ("water)", 5), ("colour:red", 0), ("", 0), ("text:[a TO", None)],
)
def test_a_query_that_does_not_parse_says_where(inquiry: Desk, query: str, position: int | None) -> None:
    with pytest.raises(BadQuery) as raised:
        actions.search(inquiry, query)
    assert raised.value.query == query
    assert raised.value.position == position or position is None
    assert raised.value.hint
    assert actions.search(inquiry, "water AND (deck)").total == 1


def test_an_unknown_id_suggests_near_ones(desk: Desk, filed) -> None:
    for id, ask in (
        (filed.conversations[0], actions.show),
        (filed.transcripts[0], actions.show),
        (filed.source, actions.show_source),
    ):
        for slip in (id[:-1] + ("x" if id[-1] != "x" else "y"), id[:5] + id[6:], id.upper()):
            with pytest.raises(NotFound) as raised:
                ask(desk, slip)
            assert id in raised.value.near
            assert raised.value.hint.startswith("did you mean ")
    with pytest.raises(NotFound) as raised:
        actions.show(desk, "banana")
    assert raised.value.near == ()
    assert raised.value.hint
