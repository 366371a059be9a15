"""Bit rot and forgery: whatever is changed in an archive is found and named, and most of it by sha256sum alone."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from earwitness.archive import Archive, verify
from earwitness.archive.journal import NOTHING, decode_line
from earwitness.digests import sha256


@pytest.fixture
def whole(archive: Archive, clerk, link, new_account) -> Archive:  # type: ignore[no-untyped-def]
    """An archive with every kind of act in it, one source erased."""
    filed = [clerk.file(f"Call {number}") for number in range(6)]
    clerk.state(filed[0].conversation, "title", "Bridge to engine room")
    link(filed[1].conversation, filed[2].conversation)
    clerk.undo(clerk.state(filed[3].conversation, "place", "Skerry Sound"))
    with archive.writing() as writer:
        writer.erase([filed[5].source], new_account("erase"))
    archive.close()
    return archive


def rechained(lines: list[bytes]) -> list[bytes]:
    """Returns the lines with every `prev` and sequence made to fit: what a careful forger does."""
    before, made = NOTHING, []
    for number, content in enumerate(lines, start=1):
        text = re.sub(rb'"prev":"[0-9a-f]{64}"', b'"prev":"%s"' % before.encode(), content)
        made.append(re.sub(rb'"sequence":\d+', b'"sequence":%d' % number, text))
        before = sha256(made[-1])
    return made


def overwrite(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)


def mutate(path: Path, how: str, chance: random.Random) -> str:
    """Changes one thing in the archive; returns the path that must be named."""
    objects = sorted(one for one in (path / "objects").rglob("*") if one.is_file())
    one, other = chance.sample(objects, 2)
    journal = path / "journal.jsonl"
    content = journal.read_bytes()
    lines = content.splitlines()
    place = chance.randrange(len(lines))

    def named(object_path: Path) -> str:
        return object_path.relative_to(path).as_posix()

    def write(changed: list[bytes]) -> str:
        journal.write_bytes(b"".join(line + b"\n" for line in changed))
        return "journal.jsonl"

    match how:
        case "flip a bit of an object":
            changed = bytearray(one.read_bytes())
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
            overwrite(one, bytes(changed))
            return named(one)
        case "truncate an object":
            overwrite(one, one.read_bytes()[: chance.randrange(one.stat().st_size)])
            return named(one)
        case "lengthen an object":
            overwrite(one, one.read_bytes() + b"\n")
            return named(one)
        case "delete an object":
            one.unlink()
            return named(one)
        case "swap two objects":
            first, second = one.read_bytes(), other.read_bytes()
            overwrite(one, second)
            overwrite(other, first)
            return named(chance.choice([one, other]))
        case "replace an object by a link to it":
            shutil.move(one, path.parent / "aside")
            one.symlink_to(path.parent / "aside")
            return named(one)
        case "add an object under its true name":
            forged = chance.randbytes(30)
            added = path / "objects" / sha256(forged)[:2] / sha256(forged)[2:]
            added.parent.mkdir(exist_ok=True)
            added.write_bytes(forged)
            return named(added)
        case "add a file among the objects":
            added = one.with_name(chance.choice(["notes.txt", "ABC", one.name[:-1], ".hidden"]))
            added.write_bytes(b"forged")
            return named(added)
        case "add a file to the archive":
            (path / "evidence.pdf").write_bytes(b"forged")
            return "evidence.pdf"
        case "flip a bit of the journal":
            changed = bytearray(content)
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
            journal.write_bytes(bytes(changed))
            return "journal.jsonl"
        case "truncate the journal":
            journal.write_bytes(content[: chance.randrange(len(content))])
            return "journal.jsonl"
        case "delete the journal":
            journal.unlink()
            return "journal.jsonl"
        case "delete a line":
            return write(lines[:place] + lines[place + 1 :])
        case "delete a line and chain anew":
            return write(rechained(lines[:place] + lines[place + 1 :]))
        case "swap two lines":
            second = (place + 1 + chance.randrange(len(lines) - 1)) % len(lines)
            lines[place], lines[second] = lines[second], lines[place]
            return write(lines)
        case "reorder lines and chain anew":
            second = (place + 1 + chance.randrange(len(lines) - 1)) % len(lines)
            lines[place], lines[second] = lines[second], lines[place]
            return write(rechained(lines))
        case "back-date a line":
            lines[place] = lines[place].replace(b"2031-11-15T08", b"2031-11-13T08")
            return write(lines)
        case "back-date a line and chain anew":
            lines[place] = lines[place].replace(b"2031-11-15T08", b"2031-11-13T08")
            return write(rechained(lines))
        case "add a line":
            lines.insert(place, lines[place])
            return write(lines)
        case "add a line at the end, chained":
            payload = decode_line(lines[place]).payload.encode()
            last = re.sub(rb'"payload":"[0-9a-f]{64}"', b'"payload":"%s"' % payload, lines[-1])
            return write(rechained([*lines, last]))
        case "name another payload":
            payload = decode_line(lines[place]).payload.encode()
            forged = sha256(chance.randbytes(8)).encode()
            lines[place] = lines[place].replace(payload, forged)
            return write(lines)
    raise AssertionError(how)


OBJECTS = [
    "flip a bit of an object", "truncate an object", "lengthen an object", "delete an object", "swap two objects",
    "replace an object by a link to it", "add a file among the objects",
]  # fmt: skip
LINES = [
    "flip a bit of the journal", "delete a line", "swap two lines", "back-date a line", "add a line",
    "name another payload",
]  # fmt: skip
CHAINED = [
    "delete a line and chain anew", "reorder lines and chain anew", "back-date a line and chain anew",
    "add a line at the end, chained",
]  # fmt: skip
REST = [
    "add an object under its true name", "add a file to the archive", "truncate the journal", "delete the journal",
]  # fmt: skip
ALL = [*OBJECTS, *LINES, *CHAINED, *REST]


def copy(whole: Archive, to: Path) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    return Path(shutil.copytree(whole.path, to))


def missed(whole: Archive, where: Path, count: int) -> list[tuple[str, int]]:
    """Returns the mutations, by kind and number, that a verification does not find and name."""
    found_not = []
    for number in range(count):
        how = ALL[number % len(ALL)]
        path = copy(whole, where / f"{number}")
        named = mutate(path, how, random.Random(number))
        archive = Archive.open(path)
        found = verify(archive)
        archive.close()
        told = {fault.path for fault in found.faults}
        if how == "add an object under its true name":
            told |= {notice.path for notice in found.notices}  # as a crash would leave it: swept, and no forgery
        if named not in told:
            found_not.append((how, number))
        shutil.rmtree(path)
    return found_not


@pytest.mark.parametrize("count", [210, pytest.param(1050, marks=pytest.mark.slow)])
def test_every_mutation_is_found_and_named(whole: Archive, tmp_path: Path, count: int) -> None:
    assert verify(whole).faults == ()
    whole.close()
    assert missed(whole, tmp_path / "copies", count) == []


def test_control_with_the_check_off_they_are_missed(
    whole: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("earwitness.archive.verification.sha256_file", lambda path: path.parent.name + path.name)
    found_not = {how for how, _ in missed(whole, tmp_path / "copies", 6 * len(ALL))}
    # Which of them a payload's own reading gives away is chance; that none is missed is not.
    assert {"flip a bit of an object", "truncate an object", "lengthen an object", "swap two objects"} & found_not


def by_hand(path: Path, *command: str) -> tuple[int, str]:
    done = subprocess.run([*command], cwd=path, capture_output=True, text=True, timeout=120)
    assert done.stderr == ""
    return done.returncode, done.stdout


PROGRAMS = [("sh", "verify.sh"), (sys.executable, "verify.py")]


@pytest.mark.parametrize("program", PROGRAMS, ids=["sh", "python"])
def test_what_travels_with_the_archive_finds_forgeries_alone(
    whole: Archive, tmp_path: Path, program: tuple[str, str]
) -> None:
    head = whole.journal.head
    code, said = by_hand(whole.path, *program)
    assert said == (
        f"objects {len(list(whole.objects))}, acts {head.sequence}, head {head.digest}\n"
        "unchanged since it was kept. This does not say that it is true, nor who spoke.\n"
    )
    assert code == 0
    for how in [*OBJECTS, *LINES]:
        for seed in (3, 4):
            path = copy(whole, tmp_path / "copy")
            mutate(path, how, random.Random(seed))
            code, said = by_hand(path, *program)
            assert (code, "FAULT " in said) == (1, True), how
    for how in CHAINED:  # made anew as a whole: only a head that was noted elsewhere tells
        path = copy(whole, tmp_path / "copy")
        mutate(path, how, random.Random(5))
        code, said = by_hand(path, *program, head.digest)
        assert (code, f"FAULT the head is not {head.digest}" in said) == (1, True), how
    assert by_hand(whole.path, *program, head.digest)[0] == 0


def test_a_cut_journal_shows_by_the_acts_that_no_line_names(whole: Archive, tmp_path: Path) -> None:
    for program in PROGRAMS:
        path = copy(whole, tmp_path / "copy")
        lines = (path / "journal.jsonl").read_bytes().splitlines(keepends=True)
        (path / "journal.jsonl").write_bytes(b"".join(lines[:3]))
        code, said = by_hand(path, *program)
        assert (code, "no line of the journal names this act" in said) == (1, True)
