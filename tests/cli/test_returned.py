"""`returned` at a terminal. The ferry and all on it are invented."""

from pathlib import Path

import pytest

from earwitness import actions

from ..formats.documents.packing import edited, struck, typed

CALL = """A call on the ferry Meridian (invented)

Stoker: We are taking water, Mom.
Mom: How many are aboard?
Stoker: A hundred and eighteen.
Mom: Stay on this line.
"""


@pytest.fixture
def archive(tmp_path: Path) -> tuple[str, str, Path]:
    """An archive, a transcript in it, and the document in which somebody changed and remarked something."""
    (tmp_path / "call.txt").write_text(CALL)
    with actions.init(tmp_path / "archive") as desk:
        (item,) = actions.add(desk, [str(tmp_path / "call.txt")], agent="Ada").added
        (transcript,) = item.transcripts
        _, content = actions.export(desk, [transcript], to="docx")
    words = '<w:r><w:t xml:space="preserve">A hundred and eighteen.</w:t></w:r>'
    changed = '<w:r><w:t xml:space="preserve">A hundred and </w:t></w:r>' + struck("eighteen") + typed("eighty")
    line = '<w:r><w:t xml:space="preserve">Stay on this line.</w:t></w:r>'
    back = tmp_path / "back.docx"
    back.write_bytes(
        edited(
            content,
            (words, changed + "<w:r><w:t>.</w:t></w:r>"),
            (line, f'<w:commentRangeStart w:id="1"/>{line}<w:commentRangeEnd w:id="1"/>'),
            comments='<w:comment w:id="1" w:author="Boris"><w:p><w:r><w:t>Which line?</w:t></w:r></w:p></w:comment>',
        )
    )
    return str(tmp_path / "archive"), str(transcript), back


def test_what_came_back_is_shown(run, archive) -> None:
    folder, transcript, back = archive
    shown = run("returned", str(back), "--archive", folder)
    assert shown.code == 0, shown.err
    assert shown.out.splitlines() == [
        f"{transcript}.3",
        "- Stoker: A hundred and eighteen.",
        "+ Stoker: A hundred and eighty.",
        "  deleted “eighteen” (Ada Example, 2031-11-14T09:00:00Z)",
        "  inserted “eighty” (Ada Example, 2031-11-14T09:00:00Z)",
        f"{transcript}.4  only a comment",
        "- Mom: Stay on this line.",
        "  Boris on “Stay on this line.”: Which line?",
    ]
    assert shown.err == f"1 turn changed, 1 comment; it was made from {transcript} revision 1\n"
    answer = run("returned", str(back), "--json", "--archive", folder).document
    assert [turn["standing"] for turn in answer["turns"]] == ["changed", "same"]


def test_one_turn_is_taken_over_and_taken_back(run, archive) -> None:
    folder, transcript, back = archive
    done = run("returned", str(back), "--accept", f"{transcript}.3", "--as", "Ada", "--archive", folder)
    assert done.code == 0, done.err
    assert "1 turn taken over, 0 notes written; take it back: earwitness undo a" in done.err
    assert "A hundred and eighty." in run("show", transcript, "--archive", folder).out
    assert run("undo", done.err.split()[-1], "--as", "Ada", "--archive", folder).code == 0
    assert "A hundred and eighteen." in run("show", transcript, "--archive", folder).out


def test_all_is_taken_over_and_a_comment_becomes_a_note(run, archive) -> None:
    folder, transcript, back = archive
    done = run("returned", str(back), "--all", "--json", "--as", "Ada", "--archive", folder).document
    assert done["accepted"] == [f"{transcript}.3"]
    assert len(done["notes"]) == 1
    assert "Which line?" in run("notes", "--archive", folder).out


def test_wrong_words_say_the_way_out(run, archive, tmp_path) -> None:
    folder, transcript, back = archive
    assert run("returned", str(tmp_path / "none.docx"), "--archive", folder).code == 4
    assert run("returned", str(back), "--all", "--accept", f"{transcript}.3", "--archive", folder).code == 2
    assert run("returned", str(back), "--no-notes", "--archive", folder).code == 2
    assert run("returned", str(back), "--accept", f"{transcript}.1", "--archive", folder).code == 4
    (tmp_path / "other.docx").write_bytes(b"PK\x03\x04")
    assert run("returned", str(tmp_path / "other.docx"), "--archive", folder).code == 3
