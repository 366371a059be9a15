"""Erasing: not a fragment of what was erased is left in any byte of the folder; the rest stands, and so does the chain."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from earwitness.archive import Archive, Erased, verify
from earwitness.errors import BadInput, NotFound, StorageFailed

SECRET = ("Меня зовут Веснянка Дубровская.", "Ring Halvorsen Kjellsdotter.", "Tell Quillfeather I am sorry.")


def fragments(words: str) -> set[str]:
    """Returns every piece of five letters or digits in the words."""
    found = set()
    for word in words.replace("-", " ").split():
        word = word.strip(".,")
        found.update(word[start : start + 5] for start in range(len(word) - 4))
    return found


def found_in(folder: Path, wanted: set[str]) -> set[tuple[str, str]]:
    """Returns the fragments that any file of the folder holds, each with the file: as UTF-8, UTF-16, or in a name."""
    found = set()
    for path in sorted(folder.rglob("*")):
        content = path.name.encode() + (path.read_bytes() if path.is_file() else b"")
        for piece in wanted:
            if any(piece.encode(code) in content for code in ("utf-8", "utf-16-le", "utf-16-be")):
                found.add((path.name, piece))
    return found


SECRETS = fragments(" ".join(SECRET)) | fragments("Zirkelbach Trondheim-Ost Oberon")


def erased(archive: Archive, new_account, *subjects: str) -> Erased:  # type: ignore[no-untyped-def]
    with archive.writing() as writer:
        return writer.erase(subjects, new_account("erase", subjects=subjects))


def secret_call(clerk):  # type: ignore[no-untyped-def]
    """Files a call with secrets in its name, its words, its corrections, its statements and the reasons for them."""
    filed = clerk.file("Zirkelbach calls home", SECRET)
    transcript = clerk.archive.catalog.transcript(filed.transcript)
    second = msgspec.structs.replace(transcript, revision=2, turns=transcript.turns[:1])
    clerk.do("correct", second, reason="Quillfeather is not to be named", subjects=(filed.transcript,))
    clerk.state(filed.conversation, "place", "Trondheim-Ost", reason="Oberon said so")
    clerk.undo(clerk.state(filed.conversation, "title", "Dubrovskaya Веснянка"))
    return filed


def test_not_a_fragment_is_left(archive: Archive, clerk, new_account) -> None:  # type: ignore[no-untyped-def]
    other = clerk.file("Bridge")
    filed = secret_call(clerk)
    other_before = archive.catalog.transcript(other.transcript)
    archive.close()
    control = {piece for _, piece in found_in(archive.path, SECRETS)}
    assert control == SECRETS
    done = erased(archive, new_account, filed.source)
    assert set(done.subjects) == {filed.source, filed.conversation, filed.transcript}
    assert (done.shared, done.copies) == ((), ())
    assert found_in(archive.path, SECRETS) == set()  # with this program's connections still open
    archive.close()
    assert found_in(archive.path, SECRETS) == set()
    assert filed.digest.encode() not in b"".join(p.read_bytes() for p in archive.path.rglob("*") if p.is_file())
    assert archive.catalog.transcript(other.transcript) == other_before
    for noun in (archive.catalog.source, archive.catalog.conversation, archive.catalog.transcript):
        with pytest.raises(NotFound):
            noun(filed.source)
    found = verify(archive)
    assert (found.faults, found.notices) == ((), ())
    assert [act.verb for act in archive.catalog.acts()] == [
        "add",
        "add",
        "correct",
        "describe",
        "describe",
        "undo",
        "erase",
    ]
    before = archive.catalog.content_digest()
    with archive.writing(catch_up=False) as writer:
        assert writer.rebuild_catalog() == before
    for program in (["sh", "verify.sh"], [sys.executable, "verify.py"]):
        done_by_hand = subprocess.run(program, cwd=archive.path, capture_output=True, text=True)
        assert (done_by_hand.returncode, "FAULT" in done_by_hand.stdout) == (0, False), done_by_hand.stdout


def test_one_call_of_a_bulk_add_goes_and_the_others_stay(archive: Archive, clerk, new_account) -> None:  # type: ignore[no-untyped-def]
    with archive.writing() as writer:
        groups = [clerk.records(writer, f"Call {number}") for number in range(20)]
        groups.insert(7, clerk.records(writer, "Zirkelbach calls home", SECRET))
        writer.commit(new_account("add"), [record for _, records in groups for record in records])
    secret, others = groups[7][0], [filed for number, (filed, _) in enumerate(groups) if number != 7]
    before = [archive.catalog.transcript(filed.transcript) for filed in others]
    erased(archive, new_account, secret.conversation)
    assert [archive.catalog.transcript(filed.transcript) for filed in others] == before
    assert archive.catalog.counts().conversations == 20
    assert [standing.title for standing in archive.catalog.conversations().conversations] == [
        f"Call {number}" for number in range(20)
    ]
    assert secret.source in {source.id for source in archive.catalog.sources()}  # its bytes were not named
    erased(archive, new_account, secret.source)
    archive.close()
    assert found_in(archive.path, SECRETS) == set()
    found = verify(archive)
    assert (found.faults, found.notices) == ((), ())
    before_rebuild = archive.catalog.content_digest()
    with archive.writing(catch_up=False) as writer:
        assert writer.rebuild_catalog() == before_rebuild


def test_bytes_that_another_source_has_stay_and_it_is_said(archive: Archive, clerk, new_account) -> None:  # type: ignore[no-untyped-def]
    one, two = clerk.file("Call 12"), clerk.file("Call 12")
    assert one.digest == two.digest
    done = erased(archive, new_account, one.source)
    assert done.shared == ((one.digest, (two.source,)),)
    assert archive.objects.read(two.digest)
    assert verify(archive).faults == ()
    assert erased(archive, new_account, two.source).shared == ()
    assert two.digest not in archive.objects


def test_a_transcript_goes_and_the_source_that_still_has_its_words_is_named(
    archive: Archive, clerk, new_account
) -> None:  # type: ignore[no-untyped-def]
    filed = clerk.file("Call 12")
    done = erased(archive, new_account, filed.transcript)
    assert done.copies == (filed.source,)
    assert filed.digest in archive.objects
    assert archive.catalog.source(filed.source).digest == filed.digest


def test_what_is_not_there_cannot_be_erased(archive: Archive, clerk, new_account) -> None:  # type: ignore[no-untyped-def]
    clerk.file("Call 12")
    with pytest.raises(NotFound, match="nothing s0000000000 to erase"):
        erased(archive, new_account, "s0000000000")
    with pytest.raises(BadInput, match="nothing was named"):
        erased(archive, new_account)
    assert archive.journal.head.sequence == 1


def test_remains_that_a_reader_holds_are_said_and_go_with_the_next_act(
    archive: Archive, clerk, new_account, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("earwitness.archive.catalog.PATIENCE_MS", 100)
    filed = secret_call(clerk)
    archive.close()
    reader = Archive.open(archive.path)
    with reader.catalog.snapshot() as catalog:
        assert catalog.counts().sources == 1
        with pytest.raises(StorageFailed, match="gone from the truth, but a program that reads"):
            erased(archive, new_account, filed.source)
        assert found_in(archive.path, SECRETS) != set()
    with archive.writing():
        pass
    assert found_in(archive.path, SECRETS) == set()
    assert verify(archive).faults == ()


ERASER = """
import sys
from earwitness.archive import Archive
from earwitness.identifiers import new_id
from earwitness.model import Act, new_salt
archive = Archive.open(sys.argv[1])
act = Act(id=new_id("act"), verb="erase", agent="clerk", time="2031-11-15T08:00:00Z", salt=new_salt())
with archive.writing() as writer:
    writer.erase(sys.argv[2:], act)
print("erased")
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is missing")
@pytest.mark.parametrize("call", ["unlink", "fsync", "rename"])
def test_a_kill_at_any_point_leaves_before_or_after(archive: Archive, clerk, tmp_path: Path, call: str) -> None:  # type: ignore[no-untyped-def]
    clerk.file("Bridge")
    filed = secret_call(clerk)
    archive.close()
    finished = 0
    for number in range(1, 40):
        path = tmp_path / f"copy {number}"
        shutil.copytree(archive.path, path)
        done = subprocess.run(
            ["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}",
             sys.executable, "-c", ERASER, path, filed.source],
            capture_output=True, text=True,
        )  # fmt: skip
        copy = Archive.open(path)
        assert verify(copy).faults == ()
        with copy.writing():
            pass  # the next writer finishes what was begun
        found = verify(copy)
        assert (found.faults, found.notices) == ((), ())
        is_gone = copy.catalog.noun(filed.source) is None
        copy.close()
        left = {piece for _, piece in found_in(path, SECRETS)}
        assert left == (set() if is_gone else SECRETS), (number, done.stderr)
        finished += is_gone
        shutil.rmtree(path)
        if "erased" in done.stdout:
            break
    assert 0 < finished
    assert "erased" in done.stdout
