"""Lines of a printed document are cited by page and line, and found again after the version was mended. All invented."""

import pytest
from msgspec.structs import replace

from earwitness import actions
from earwitness.actions import Desk
from earwitness.actions.desk import writing
from earwitness.errors import BadInput, NotFound, Refused

ADA = "Ada Example"


def mend(desk: Desk, id: str) -> None:
    """Files a revision whose third turn says something else."""
    now = desk.archive.catalog.transcript(id)
    turns = tuple(replace(turn, text="Silence.", marks=()) if turn.number == 3 else turn for turn in now.turns)
    mended = replace(now, turns=turns, revision=now.revision + 1, reader=f"person:{ADA}")
    with writing(desk) as pen:
        pen.act("correct", [mended], agent=ADA, subjects=[id])


def test_a_page_and_lines_are_cited_and_found_again(desk: Desk, filed) -> None:
    (id,) = filed.transcripts
    whole = actions.cite_lines(desk, id, "2:1-2:28", exhibit="K-7")
    assert whole.turns[:3] == (f"{id}.1", f"{id}.2", f"{id}.3")
    line = next(place for place, columns in whole.lines if columns[0].startswith("3 "))
    cited = actions.cite_lines(desk, filed.conversations[0], line)
    assert cited.turns == (f"{id}.3",)
    assert [place for place, _ in cited.lines] == [line]
    assert cited.plain.startswith(f"“{cited.lines[0][1][0]}”. Bridge and coast guard. ".replace("  ", " "))
    assert cited.address == f"{cited.token}#p{line.replace(':', '-')}"
    assert cited.token.endswith(f"?versions={id}&revisions=1&lines={line}&sha256={cited.digest[:16]}")
    for token in (cited.token, cited.address, f"http://127.0.0.1:8000{cited.address}"):
        assert actions.resolve_lines(desk, token) == cited
    mend(desk, id)
    later = actions.resolve_lines(desk, cited.token)
    assert (later.lines, later.state, later.corrected) == (cited.lines, "exact", True)
    assert actions.cite_lines(desk, id, line).lines != cited.lines
    damaged = cited.token.replace(cited.digest[:16], "0" * 16)
    assert actions.resolve_lines(desk, damaged).state == "changed"


def test_what_is_no_line_says_so(desk: Desk, filed) -> None:
    (id,) = filed.transcripts
    for at, error in (("twelve", BadInput), ("1:1", NotFound), ("90:4", NotFound), ("2", BadInput)):
        with pytest.raises(error):
            actions.cite_lines(desk, id, at)
    for token in ("/conversations/c1/print?versions=t1", "nothing/print?lines=1:1"):
        with pytest.raises(BadInput):
            actions.resolve_lines(desk, token)
    with pytest.raises(NotFound):
        actions.cite_lines(desk, "t0000000000", "2:1")


def test_what_is_held_back_is_not_cited(desk: Desk, filed) -> None:
    (id,) = filed.transcripts
    cited = actions.cite_lines(desk, id, "2:1-2:28")
    actions.describe(desk, f"{id}.3", agent=ADA, fields={"access": "closed"})
    line = next(place for place, columns in cited.lines if columns[0].startswith("3 "))
    with pytest.raises(Refused) as refused:
        actions.cite_lines(desk, id, line)
    assert "Silence" not in refused.value.message
    with pytest.raises(Refused):
        actions.resolve_lines(desk, cited.token)
    other = next(place for place, columns in cited.lines if columns[0].startswith("1 "))
    assert actions.cite_lines(desk, id, other).turns == (f"{id}.1",)
    for at in (
        other,
        "90:4",
    ):  # how long the document is, where its lines stand and its digest tell of the withheld turn
        with pytest.raises(Refused):
            actions.cite_lines(desk, id, at, exits=("citation", "api"))
