"""`check`: a draft in, the verdict on each quotation out, with the place to cite."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from earwitness import actions
from earwitness.actions import Desk
from earwitness.errors import BadInput, NotFound, WrongUsage

ADA = "Ada Example"
DRAFT = (
    "The ship was called “the box”. “We have water on the car deck,” said the bridge.\n\n"
    "“A hundred and eighty passengers, and nine of us,” the bridge said.\n\n"
    "“Stay on this channel,” said the bridge.\n\n"
    "“The lamps went out and the piano kept playing.”\n"
)
"""Of five quotations one is too short, one is right, one altered, one is another's and one is invented."""


@pytest.fixture
def draft(tmp_path: Path):
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def docx(*paragraphs: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", types)
        package.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


def comments(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read("word/comments.xml").decode()


def test_every_quotation_has_its_verdict(desk: Desk, filed, draft) -> None:
    checked = actions.check(desk, draft("story.txt", DRAFT))
    assert [(each.paragraph, each.verdict) for each in checked.quotations] == [
        (1, "too short"), (1, "word for word"), (2, "altered"), (3, "wrong voice"), (4, "not found"),
    ]  # fmt: skip
    assert (checked.form, checked.paragraphs, checked.faults) == ("text", 4, 3)
    assert checked.verdicts == {"word for word": 1, "altered": 1, "wrong voice": 1, "not found": 1, "too short": 1}
    (change,) = checked.quotations[2].changes
    assert (change.kind, change.quoted, change.said) == ("other", "eighty", "eighteen")


def test_the_place_can_be_cited(desk: Desk, filed, draft) -> None:
    (place,) = actions.check(desk, draft("story.txt", DRAFT)).quotations[1].places
    assert (place.turn_id, place.speakers, place.words) == (
        f"{filed.transcripts[0]}.1", ("Bridge",), "we have water on the car deck",
    )  # fmt: skip
    cited = actions.resolve(desk, place.token)
    assert (cited.state, cited.words, cited.start, cited.end) == ("exact", place.words, place.start, place.end)


def test_a_short_quotation_is_known_by_the_conversation_that_the_draft_quotes(desk: Desk, filed, draft) -> None:
    alone = actions.check(desk, draft("a.txt", "They were “aboard” then."))
    assert [each.verdict for each in alone.quotations] == ["too short"]
    both = actions.check(desk, draft("b.txt", "They were “aboard” then. “Stay on this channel,” said the watch."))
    assert [each.verdict for each in both.quotations] == ["word for word", "word for word"]


def test_a_copy_with_remarks(desk: Desk, filed, draft, tmp_path: Path) -> None:
    path = draft("story.docx", docx(*DRAFT.strip().split("\n\n")))
    checked = actions.check(desk, path, to="docx", output=tmp_path / "checked.docx")
    assert checked.file == str(tmp_path / "checked.docx")
    said = comments(tmp_path / "checked.docx")
    assert said.count("<w:comment ") == 4, "what is too short has no remark"
    assert "“eighty”: the turn has “eighteen”" in said
    assert "These words are somebody else&apos;s." in said or "These words are somebody else's." in said
    assert f"to cite: /cite/{checked.quotations[1].places[0].token}" in said


def test_what_is_held_back_is_not_in_the_copy(desk: Desk, filed, draft, tmp_path: Path) -> None:
    path = draft("story.docx", docx("“A hundred and eighty passengers, and nine of us,” she said."))
    actions.check(desk, path, to="docx", output=tmp_path / "open.docx")
    assert "eighteen" in comments(tmp_path / "open.docx"), "the control: while it is open, its words are there"
    actions.describe(desk, f"{filed.transcripts[0]}.3", agent=ADA, fields={"access": "restricted"})
    (quotation,) = actions.check(desk, path, to="docx", output=tmp_path / "held.docx").quotations
    assert quotation.verdict == "altered"
    assert (quotation.places[0].token, "restricted" in quotation.places[0].withheld) == ("", True)
    said = comments(tmp_path / "held.docx")
    assert "eighteen" not in said
    assert "held back" in said


def test_what_cannot_be_checked_is_said(desk: Desk, draft, tmp_path: Path) -> None:
    path = draft("story.txt", DRAFT)
    with pytest.raises(NotFound):
        actions.check(desk, tmp_path / "missing.txt")
    with pytest.raises(BadInput):
        actions.check(desk, draft("story.pdf", "%PDF"))
    with pytest.raises(BadInput):
        actions.check(desk, tmp_path)
    with pytest.raises(WrongUsage, match=r"copy of a \.docx"):
        actions.check(desk, path, to="docx", output=tmp_path / "copy.docx")
    own = draft("own.docx", docx("x"))
    with pytest.raises(WrongUsage, match="take the draft's place"):
        actions.check(desk, own, to="docx", output=own)
    assert [each.verdict for each in actions.check(desk, path).quotations][1] == "not found", (
        "an empty archive has nothing"
    )
