"""`export` and `formats`: conversations and sources out of the archive."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from earwitness import actions
from earwitness.actions import Desk
from earwitness.errors import NotFound, Refused, WrongUsage

ADA = "Ada Example"


def names(desk: Desk) -> list[str]:
    return [listed.id for listed in actions.list_conversations(desk, order="added").conversations]


def told(desk: Desk) -> list[tuple[str, list[tuple[tuple[str, ...], str]]]]:
    """Each conversation's title with its lines: the labels of who speaks, and the words."""
    found = []
    for id in names(desk):
        shown = actions.show(desk, id)
        labels = {speaker.id: speaker.labels for speaker in shown.speakers}
        for transcript in shown.transcripts:
            found.append(
                (
                    shown.title,
                    [
                        (tuple(label for voice in turn.speakers for label in labels[voice]), turn.text)
                        for turn in transcript.turns
                    ],
                )
            )
    return found


def test_our_own_format_comes_back_whole(inquiry: Desk, tmp_path: Path) -> None:
    answer, content = actions.export(inquiry, None, to="jsonl")
    assert (answer.format, answer.files, answer.losses, answer.withheld) == ("jsonl", (), (), ())
    assert list(answer.conversations) == names(inquiry)
    path = tmp_path / "all.jsonl"
    path.write_bytes(content)
    with actions.init(tmp_path / "again") as other:
        (item,) = actions.add(other, [str(path)], agent=ADA).added
        assert (item.status, len(item.conversations), item.turns) == ("added", 2, 7)
        assert told(other) == told(inquiry)
        kept = other.archive.catalog.transcript(item.transcripts[0])
        was = inquiry.archive.catalog.transcripts_of(names(inquiry)[0])[0]
        assert (kept.turns, kept.speakers) == (was.turns, was.speakers), "ids, marks, raw stretches and all"


@pytest.mark.parametrize(
    ("to", "beginning", "lost"),
    [
        ("text", b"Bridge and coast guard\n", {"roles": 1, "ids": 4}),
        ("markdown", b"# Bridge and coast guard\n", {"roles": 1, "ids": 4}),
        ("html", b"<!doctype html>", {"roles": 1}),
    ],
)
def test_other_formats_say_what_they_lose(inquiry: Desk, to: str, beginning: bytes, lost: dict[str, int]) -> None:
    answer, content = actions.export(inquiry, [names(inquiry)[0]], to=to)
    assert content.lower().startswith(beginning.lower())
    assert b"How many souls are aboard?" in content
    assert {loss.what: loss.count for loss in answer.losses} == lost
    with pytest.raises(WrongUsage, match="cannot carry"):
        actions.export(inquiry, [names(inquiry)[0]], to=to, strict=True)


@pytest.mark.parametrize("to", ["text", "markdown", "html"])
def test_what_we_print_we_can_read(inquiry: Desk, tmp_path: Path, to: str) -> None:
    suffix = {"text": "txt", "markdown": "md", "html": "html"}[to]
    answer, content = actions.export(inquiry, [names(inquiry)[0]], to=to, output=tmp_path / f"call.{suffix}")
    assert (answer.files, content) == ((str(tmp_path / f"call.{suffix}"),), b"")
    with actions.init(tmp_path / "again") as other:
        actions.add(other, list(answer.files), agent=ADA)
        ((_, lines),) = told(other)
        assert lines == told(inquiry)[0][1]


def test_a_transcript_leaves_alone(desk: Desk, filed, add, page) -> None:
    russian = "Мостик: Мы принимаем воду.\nВахта: Сколько на борту?\nМостик: Сто восемнадцать.\n"
    (other,) = add(page("ru.txt", russian), conversation=filed.conversations[0]).added
    _, whole = actions.export(desk, [filed.conversations[0]], to="text")
    assert b"souls" in whole
    assert "воду".encode() in whole
    _, alone = actions.export(desk, list(other.transcripts), to="text")
    assert b"souls" not in alone
    assert "воду".encode() in alone


def test_a_source_leaves_as_it_was_captured(desk: Desk, filed, tmp_path: Path) -> None:
    answer, content = actions.export(desk, [filed.source], to="html")
    assert (answer.format, answer.conversations) == ("source", filed.conversations)
    assert content == Path(filed.path).read_bytes()
    out = tmp_path / "as captured.txt"
    actions.export(desk, [filed.source], to="text", output=out)
    assert out.read_bytes() == Path(filed.path).read_bytes()


def test_unknown_things_are_said(inquiry: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no format"):
        actions.export(inquiry, None, to="papyrus")
    with pytest.raises(NotFound):
        actions.export(inquiry, ["c0000000000"], to="text")
    with pytest.raises(NotFound, match="no folder"):
        actions.export(inquiry, None, to="text", output=tmp_path / "nowhere" / "out.txt")


def test_nothing_is_written_into_an_archive(inquiry: Desk, tmp_path: Path) -> None:
    link = tmp_path / "way in"
    link.symlink_to(inquiry.path / "objects")
    for place in (inquiry.path / "out.txt", inquiry.path / "journal.jsonl", link / "out.txt"):
        before = place.read_bytes() if place.exists() else None
        with pytest.raises(WrongUsage, match="inside the archive"):
            actions.export(inquiry, None, to="text", output=place)
        assert (place.read_bytes() if place.exists() else None) == before
    assert actions.verify(inquiry).faults == ()


def test_beside_the_archive_is_not_in_it(inquiry: Desk, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(inquiry.path)
    output = Path("..") / "beside.txt"
    actions.export(inquiry, None, to="text", output=output)
    assert (inquiry.path.parent / "beside.txt").read_bytes()
    with pytest.raises(WrongUsage, match="inside the archive") as raised:
        actions.export(inquiry, None, to="text", output=Path("within.txt"))
    assert raised.value.hint == f"write it beside it: -o {inquiry.path.parent / 'within.txt'}"


def test_a_file_is_written_whole_or_not_at_all(inquiry: Desk, tmp_path: Path) -> None:
    """A process whose files may not grow past a few bytes stands for a full disk."""
    out = tmp_path / "out.html"
    out.write_text("what was here before")
    program = (
        "import resource, signal, sys; from pathlib import Path; from earwitness import actions, errors\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "with actions.open_desk(sys.argv[1]) as desk:\n"
        "    actions.export(desk, None, to='html')\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))\n"
        "    try: actions.export(desk, None, to='html', output=Path(sys.argv[2]))\n"
        "    except errors.StorageFailed as error: print(error.message)\n"
    )

    def run(limit: int) -> str:
        words = [sys.executable, "-c", program, str(inquiry.path), str(out), str(limit)]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout

    assert "could not be written" in run(100)
    assert out.read_text() == "what was here before"
    assert list(tmp_path.iterdir()) == [out], "no half of it is left beside"
    assert run(1 << 20) == ""
    assert "souls" in out.read_text(), "with room it is written"


def test_all_leaves_out_what_is_held_back_and_names_it(desk: Desk, filed, add, page) -> None:
    (secret,) = add(
        page("secret.txt", "Mother: Did you see the heron?\nIlya: The heron flew at night.\nMother: Swear to me.\n"),
        access="restricted",
    ).added
    answer, content = actions.export(desk, None, to="text")
    assert answer.conversations == filed.conversations
    assert answer.withheld == ((secret.source, "restricted"),)
    assert b"heron" not in content
    with pytest.raises(Refused) as raised:
        actions.export(desk, [*filed.conversations, *secret.conversations], to="text")
    assert raised.value.subjects == (secret.source,)
    actions.describe(desk, filed.source, agent=ADA, fields={"access": "restricted"})
    with pytest.raises(Refused, match="all of it"):
        actions.export(desk, None, to="text")
    actions.describe(desk, secret.source, agent=ADA, fields={"access": "open"})
    assert b"heron" in actions.export(desk, None, to="text")[1], "the control leaves"


def test_an_empty_archive_gives_an_empty_file(desk: Desk) -> None:
    answer, content = actions.export(desk, None, to="jsonl")
    assert answer.conversations == ()
    assert content == b'{"earwitness":"transcripts","version":1}\n'


def test_formats_say_what_they_carry() -> None:
    formats = {format.name: format for format in actions.formats().formats}
    assert {"jsonl", "html", "markdown", "text", "annotations", "codings", "qdpx", "qdc"} <= set(formats)
    assert formats["jsonl"].loses == ()
    assert all(format.writes or format.reads for format in formats.values())
    assert {"annotations", "codings", "qdpx", "qdc"} <= {name for name, each in formats.items() if not each.reads}
    assert "ids" in formats["text"].loses


def test_bytes_that_are_held_back_do_not_leave_by_another_source_of_them(desk: Desk, add, page) -> None:
    one, other = add(page("one.txt", "Flour, eggs, milk.\n"), page("other.txt", "Flour, eggs, milk.\n")).added
    assert actions.export(desk, [str(other.source)], to="text")[1] == b"Flour, eggs, milk.\n"
    actions.describe(desk, str(one.source), agent=ADA, fields={"access": "closed"})
    for source in (one.source, other.source):
        with pytest.raises(Refused):
            actions.export(desk, [str(source)], to="text")


HELD = "Ann and Ben\n\nAnn: This stays in the drawer.\nBen: Yes, I know.\nAnn: Keep it here.\nBen: I will.\n"


def test_of_a_selection_the_permitted_may_be_taken(desk: Desk, page) -> None:  # type: ignore[no-untyped-def]
    kept = actions.add(desk, [page("a.txt")], agent=ADA).added[0].conversations[0]
    held = actions.add(desk, [page("b.txt", HELD)], agent=ADA, access="restricted")
    barred = held.added[0].conversations[0]
    with pytest.raises(Refused) as caught:
        actions.export(desk, [kept, barred], to="text")
    assert "1 of 2 may leave: add --permitted" in caught.value.hint
    answer, content = actions.export(desk, [kept, barred], to="text", permitted=True)
    assert (answer.conversations, {why for _, why in answer.withheld}) == ((kept,), {"restricted"})
    assert b"This stays" not in content
    with pytest.raises(Refused):
        actions.export(desk, [barred], to="text", permitted=True)


def test_a_transcript_leaves_as_the_file_it_was_read_from(desk: Desk, add, page) -> None:  # type: ignore[no-untyped-def]
    text = "Мостик:   Вода  на палубе.\r\n\r\nВахта: Держитесь.\n\n\nМостик: Держимся.\n"
    (item,) = add(page("odd.txt", text)).added
    captured = Path(item.path).read_bytes()
    (transcript,) = item.transcripts
    assert actions.export(desk, [transcript], to="text")[1] == captured
    assert actions.export(desk, [transcript], to="text", fresh=True)[1] != captured, "the control: written anew"
    assert actions.export(desk, [item.conversations[0]], to="text")[1] != captured, "a conversation is printed"


def test_a_folder_and_a_zip_take_a_file_each(inquiry: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    answer, _ = actions.export(inquiry, None, to="text", output=folder, folder=True)
    assert sorted(map(Path, answer.files)) == sorted(folder.iterdir())
    assert len(answer.files) == len(names(inquiry)) == 2
    assert all(name in "".join(answer.files) for name in names(inquiry))
    for name in ("a.zip", "b.zip"):
        actions.export(inquiry, None, to="text", output=tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes(), "the same things make the same bytes"
    with zipfile.ZipFile(tmp_path / "a.zip") as zipped:
        assert {name: zipped.read(name) for name in zipped.namelist()} == {
            path.name: path.read_bytes() for path in folder.iterdir()
        }


def test_a_dry_run_says_what_would_be_lost_and_writes_nothing(inquiry: Desk, tmp_path: Path) -> None:
    answer, content = actions.export(inquiry, None, to="text", output=tmp_path / "x.txt", dry_run=True)
    assert (answer.files, content) == ((), b"")
    assert {loss.what for loss in answer.losses} == {"roles", "ids"}
    assert list(tmp_path.glob("x*")) == []


def test_a_title_cannot_lead_a_file_elsewhere() -> None:
    from earwitness.actions.parcels import file_name

    assert file_name("../../etc/passwd\x00 \\..", "c1") == "etc-passwd-c1"
    assert file_name("Звонок: «домой»", "c1") == "звонок-домой-c1"
    assert file_name("…", "c1") == "c1"


def test_sources_leave_together_as_a_zip(desk: Desk, add, page) -> None:  # type: ignore[no-untyped-def]
    items = [add(page(f"{name}.txt", f"A: {name} one.\nB: Two.\nA: Three.\n")).added[0] for name in ("left", "right")]
    answer, content = actions.export(desk, [item.source for item in items], to="text")
    assert answer.suffix == ".zip"
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        assert [zipped.read(name) for name in zipped.namelist()] == [Path(item.path).read_bytes() for item in items]
