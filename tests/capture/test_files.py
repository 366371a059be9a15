"""What people name on the command line in, candidates out; and the bytes of a file, read once."""

from __future__ import annotations

import hashlib
import io
import os
import threading
from pathlib import Path

import pytest

from earwitness.capture.files import Candidate, read_file, read_stream, walk
from earwitness.errors import CaptureFailed, UnsafeInput


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the current one, with a secret beside it that nothing may reach."""
    folder = tmp_path / "desk"
    folder.mkdir()
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key.txt").write_text("secret")
    monkeypatch.chdir(folder)
    return folder


def write(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(f"words of {Path(name).name}")


def told(*inputs: str) -> list[tuple[str, str, str]]:
    return [(found.path, found.kind, found.why) for found in walk(inputs)]


def test_a_folder_gives_its_files_in_order_and_says_what_is_hidden(desk: Path) -> None:
    write("calls/b.txt", "calls/a/2.txt", "calls/a/10.txt", "calls/.notes", "calls/.git/config", "calls/c.html")
    assert told("calls") == [
        ("calls/.git", "skipped", "hidden; name it to add it"),
        ("calls/.notes", "skipped", "hidden; name it to add it"),
        ("calls/a/10.txt", "file", ""),
        ("calls/a/2.txt", "file", ""),
        ("calls/b.txt", "file", ""),
        ("calls/c.html", "file", ""),
    ]
    assert told("calls/.notes") == [("calls/.notes", "file", "")], "named, it is taken"


def test_inputs_of_every_kind_keep_their_order(desk: Path) -> None:
    write("z.txt", "a.txt")
    assert told("z.txt", "-", "https://calls.example/7", "a.txt", "gone.txt", "") == [
        ("z.txt", "file", ""),
        ("-", "stdin", ""),
        ("https://calls.example/7", "web", ""),
        ("a.txt", "file", ""),
        ("gone.txt", "failed", "there is no such file or folder"),
        ("", "failed", "this is no path"),
    ]


def test_what_is_named_twice_comes_once(desk: Path) -> None:
    write("calls/a.txt")
    assert told("calls/a.txt", "calls", "./calls/a.txt", str(desk / "calls"), "calls/*") == [
        ("calls/a.txt", "file", "")
    ]


def test_globs_match_as_in_a_shell(desk: Path) -> None:
    write("calls/a.txt", "calls/b.html", "calls/deep/c.txt", "calls/.hidden.txt", "calls/lit[1].txt")
    assert told("calls/*.txt") == [("calls/a.txt", "file", ""), ("calls/lit[1].txt", "file", "")]
    assert told("calls/**/c.txt") == [("calls/deep/c.txt", "file", "")]
    assert told("calls/.h*") == [("calls/.hidden.txt", "file", "")]
    assert told("calls/lit[1].txt") == [("calls/lit[1].txt", "file", "")], "a name that is there is that name"
    assert told("calls/*.pdf") == [("calls/*.pdf", "failed", "nothing has a name like this")]
    assert [kind for _, kind, _ in told("calls/**x")] == ["failed"]


def test_a_link_out_of_the_folder_is_refused_and_reported(desk: Path) -> None:
    write("calls/a.txt")
    Path("calls/file-link").symlink_to("../../secret/key.txt")
    Path("calls/folder-link").symlink_to("../../secret")
    Path("calls/whole-link").symlink_to(str(desk.parent / "secret" / "key.txt"))
    Path("calls/root-link").symlink_to("/")
    Path("calls/inner-link").symlink_to("a.txt")
    Path("calls/beside-link").symlink_to("../calls-beside")
    write("calls-beside/x.txt")
    out = "a link that leads out of the folder is not followed"
    assert told("calls") == [
        ("calls/a.txt", "file", ""),
        ("calls/beside-link", "failed", out),
        ("calls/file-link", "failed", out),
        ("calls/folder-link", "failed", out),
        ("calls/root-link", "failed", out),
        ("calls/whole-link", "failed", out),
    ]
    assert {why for path, kind, why in told("calls/*-link") if kind == "failed"} == {out}
    Path("named-link").symlink_to("calls/a.txt")
    assert told("named-link") == [("named-link", "file", "")], "a link that a person names is meant"


def test_an_empty_folder_says_so(desk: Path) -> None:
    Path("calls/empty").mkdir(parents=True)
    write("calls/a.txt")
    assert told("calls") == [("calls/a.txt", "file", ""), ("calls/empty", "skipped", "an empty folder")]


def test_loops_end(desk: Path) -> None:
    write("calls/a.txt")
    for name in "xyz":
        Path(f"calls/{name}").symlink_to(".")
        Path(f"calls/{name}{name}").symlink_to("../calls")
    Path("calls/self").symlink_to("self")
    found = told("calls")
    assert [path for path, kind, _ in found if kind == "file"] == ["calls/a.txt"]
    assert told("calls/**/a.txt") == [("calls/a.txt", "file", "")]


def test_pipes_and_devices_are_never_opened(desk: Path) -> None:
    write("calls/a.txt")
    os.mkfifo("calls/pipe")
    assert told("calls", "calls/pipe", "/dev/null") == [
        ("calls/a.txt", "file", ""),
        ("calls/pipe", "failed", "this is a pipe, not a file"),
        ("/dev/null", "failed", "this is a device, not a file"),
    ]


def test_a_pipe_put_in_the_place_of_a_file_does_not_hang(desk: Path) -> None:
    write("a.txt")
    (candidate,) = walk(["a.txt"])
    Path("a.txt").unlink()
    os.mkfifo("a.txt")
    with pytest.raises(CaptureFailed, match="no longer a file"):
        read_file(candidate)


def test_a_link_put_in_the_place_of_a_file_is_not_followed(desk: Path) -> None:
    write("a.txt")
    (candidate,) = walk(["a.txt"])
    assert read_file(candidate).content == b"words of a.txt", "the control is read"
    Path("a.txt").unlink()
    Path("a.txt").symlink_to("../secret/key.txt")
    with pytest.raises(CaptureFailed, match="cannot be read"):
        read_file(candidate)


def test_strange_names_are_names(desk: Path) -> None:
    names = [
        "with space.txt",
        "quote\"'s.txt",
        "розмова №7 — міст.txt",
        "-dash.txt",
        "line\nbreak.txt",
        "*star.txt",
        "ї.txt",
    ]
    write(*(f"calls/{name}" for name in names))
    assert {path for path, kind, _ in told("calls") if kind == "file"} == {f"calls/{name}" for name in names}
    assert all(read_file(found).content for found in walk(["calls"]))


def test_a_name_that_is_no_text_is_read_and_can_be_printed(desk: Path) -> None:
    descriptor = os.open(b"call-\xff\xfe.txt", os.O_CREAT | os.O_WRONLY)
    os.close(descriptor)
    (candidate,) = walk(["."])
    assert candidate.shown == "./call-\\xff\\xfe.txt"
    assert candidate.shown.encode("utf-8")
    assert read_file(candidate).content == b""


def test_a_folder_that_cannot_be_listed_stops_nothing(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("calls/a.txt", "calls/locked/b.txt", "calls/z.txt")
    listing = os.listdir

    def refuse(folder: str) -> list[str]:
        if folder.endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return listing(folder)

    monkeypatch.setattr(os, "listdir", refuse)
    assert told("calls") == [
        ("calls/a.txt", "file", ""),
        ("calls/locked", "failed", "permission denied"),
        ("calls/z.txt", "file", ""),
    ]


def test_an_archive_is_not_taken_into_an_archive(desk: Path) -> None:
    write("all/archive/journal.jsonl", "all/archive/objects/ab", "all/call.txt")
    assert told("all") == [
        ("all/archive", "skipped", "an archive; what it holds is kept already"),
        ("all/call.txt", "file", ""),
    ]


def test_folders_deeper_than_calls_can_be_are_walked(desk: Path) -> None:
    folders = [Path("d/" * depth) for depth in range(1, 1201)]
    for folder in folders:
        folder.mkdir()
    end = folders[-1] / "end.txt"
    end.write_text("deep down")
    try:
        assert [kind for _, kind, _ in told("d")] == ["file"]
    finally:  # what tidies up after tests is recursive
        end.unlink()
        for folder in reversed(folders):
            folder.rmdir()


def test_bytes_are_hashed_as_they_are(desk: Path) -> None:
    content = bytes(range(256)) * 9000
    Path("sound.bin").write_bytes(content)
    os.utime("sound.bin", (1_650_000_000, 1_650_000_000))
    (candidate,) = walk(["sound.bin"])
    taken = read_file(candidate)
    assert (taken.content, taken.size) == (content, len(content))
    assert taken.digest == hashlib.sha256(content).hexdigest()
    assert taken.modified == "2022-04-15T05:20:00Z"
    assert read_stream(io.BytesIO(content)).digest == taken.digest


def test_the_cap_holds_to_the_byte(desk: Path) -> None:
    Path("a").write_bytes(b"x" * 1000)
    (candidate,) = walk(["a"])
    assert read_file(candidate, max_bytes=1000).size == 1000
    with pytest.raises(UnsafeInput, match="larger than 999 bytes"):
        read_file(candidate, max_bytes=999)
    with pytest.raises(UnsafeInput):
        read_stream(io.BytesIO(b"x" * 1001), max_bytes=1000)


def test_a_sparse_giant_is_refused_unread(desk: Path) -> None:
    with Path("giant").open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(UnsafeInput, match="larger than 512 MB"):
        read_file(next(walk(["giant"])))


def test_a_file_that_grows_while_it_is_read_is_refused(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("log.txt")
    (candidate,) = walk(["log.txt"])
    state, calls = os.fstat, []

    def grow(descriptor: int) -> os.stat_result:
        calls.append(descriptor)
        if len(calls) == 2:
            with Path("log.txt").open("a") as file:
                file.write("more")
        return state(descriptor)

    monkeypatch.setattr("earwitness.capture.files.os.fstat", grow)
    with pytest.raises(CaptureFailed, match="changed while it was read"):
        read_file(candidate)


def test_a_file_that_is_gone_says_so() -> None:
    with pytest.raises(CaptureFailed, match="no such file"):
        read_file(Candidate(path="gone.txt", kind="file", target="/nowhere/gone.txt"))


def test_reading_waits_for_no_writer(desk: Path) -> None:
    """The control for the pipe: opened plainly it would wait for ever."""
    os.mkfifo("pipe")
    opened = threading.Event()
    waiting = threading.Thread(target=lambda: (Path("pipe").open("rb").close(), opened.set()), daemon=True)
    waiting.start()
    assert not opened.wait(0.2)
    with pytest.raises(CaptureFailed):
        read_file(Candidate(path="pipe", kind="file", target=str(desk / "pipe")))
    with Path("pipe").open("wb"):
        assert opened.wait(5)
