"""Cautions: what a reader should know of a passage beside the verdict. The ship, its crew and all calls are invented."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from msgspec import json

from earwitness import actions
from earwitness.actions import Desk
from earwitness.actions.checked import QuotationShown, without_withheld

from .conftest import ADA, CALL
from .test_checking import comments, docx

RETOLD = """The bridge and the coast guard

Captain: Meridian here. There is water on the car deck.
Station: How many souls are aboard?
Captain: A hundred and eighty passengers and nine of us.
"""
"""The same call, told by another: one number differs, and the last turn is gone."""
COUNT = "“A hundred and eighteen passengers, and nine of us,” the bridge said."


@pytest.fixture
def pair(desk: Desk, page, add) -> tuple[str, str, str]:
    """The conversation of the call, and its two tellings."""
    first, second = add(page("a.txt", CALL)).added[0], add(page("b.txt", RETOLD)).added[0]
    actions.link(desk, first.conversations[0], second.conversations[0], agent=ADA)
    return first.conversations[0], first.transcripts[0], second.transcripts[0]


@pytest.fixture
def checked(desk: Desk, tmp_path: Path):
    def call(draft: str) -> QuotationShown:
        (tmp_path / "draft.txt").write_text(draft)
        (quotation,) = actions.check(desk, tmp_path / "draft.txt").quotations
        return quotation

    return call


def kinds(quotation: QuotationShown) -> list[tuple[str, str]]:
    return [(each.kind, each.why) for each in quotation.cautions]


def test_a_place_in_dispute_shows_what_other_versions_have(desk: Desk, pair, checked) -> None:
    _, _, other = pair
    quotation = checked(COUNT)
    (caution,) = quotation.cautions
    assert (quotation.verdict, caution.kind, caution.differs, caution.used) == (
        "word for word", "in dispute", "a number", "hundred and eighteen",
    )  # fmt: skip
    (reading,) = caution.readings
    assert (reading.words, reading.turn_id, reading.speakers, reading.version) == (
        "hundred and eighty", f"{other}.3", ("Captain",), "The bridge and the coast guard",
    )  # fmt: skip
    assert checked("“How many souls are aboard?” asked the watch.").cautions == (), "the control: there they agree"
    assert checked("“… and nine of us,” the bridge said.").cautions == (), "the same turn, beside the number"


def test_one_version_is_never_in_dispute(desk: Desk, page, add, checked) -> None:
    add(page("a.txt", CALL))
    assert checked(COUNT).cautions == ()


def test_what_a_person_settled_cautions_those_alone_who_use_another_reading(desk: Desk, pair, checked) -> None:
    call, one, _ = pair
    (caution,) = checked(COUNT).cautions
    actions.settle(desk, call, caution.variant, agent=ADA, chosen=one, note="the manifest says 118")
    quotation = checked(COUNT)
    assert quotation.cautions == ()
    (settled,) = quotation.settled
    assert (settled.words, settled.agent, settled.note) == ("hundred and eighteen", ADA, "the manifest says 118")
    other = checked("“A hundred and eighty passengers and nine of us,” the captain said.")
    assert (other.verdict, other.settled, kinds(other)) == ("word for word", (), [("in dispute", "not settled so")])
    assert other.cautions[0].what == (
        "Versions differ here in a number; Ada Example settled on another reading than the draft has."
    )


def test_what_nobody_checked_says_why_until_somebody_does(desk: Desk, page, add, checked) -> None:
    added = add(page("heard.txt", CALL), kind="machine").added[0]
    assert kinds(checked(COUNT)) == [("unchecked", "machine")]
    done = actions.describe(desk, f"{added.transcripts[0]}.3", agent=ADA, fields={"status": "checked"})
    assert kinds(checked(COUNT)) == [], "the turn was checked"
    assert kinds(checked("“Stay on this channel,” said the watch.")) == [("unchecked", "machine")], "another was not"
    actions.undo(desk, done.act, agent=ADA)
    actions.describe(desk, added.conversations[0], agent=ADA, fields={"status": "checked"})
    assert kinds(checked(COUNT)) == [("unchecked", "machine")], "that is the work on it, and says nothing of a turn"
    actions.describe(desk, added.transcripts[0], agent=ADA, fields={"status": "in work"})
    assert kinds(checked(COUNT)) == [("unchecked", "machine")], "in work is not checked"
    actions.describe(desk, added.transcripts[0], agent=ADA, fields={"status": "Checked"})
    assert kinds(checked(COUNT)) == []


DASHES = """The bow door (a fictional example)

— Did you close it? the mother asks.
— The bosun closed it.
— Swear to me on the bread, says the mother.
— I swear.
"""


def test_a_voice_that_was_inferred_or_is_not_known(desk: Desk, page, add, checked) -> None:
    add(page("dashes.txt", DASHES))
    assert kinds(checked("“Swear to me on the bread,” said the mother.")) == [("unchecked", "voice inferred")]
    assert kinds(checked("“The bosun closed it,” Ilya said.")) == [("unchecked", "voice unknown")]
    assert kinds(checked("Then: “The bosun closed it.”")) == [], "the draft gives it to nobody"


def test_what_the_transcriber_did_not_hear(desk: Desk, page, add, checked) -> None:
    told = CALL.replace("passengers, and", "passengers, [inaudible] and")
    add(page("a.txt", told))
    assert kinds(checked(COUNT)) == [("unclear", "gap")]
    assert kinds(checked("“A hundred and eighteen passengers … and nine of us,” the bridge said.")) == []
    assert kinds(checked("“and nine of us,” the bridge said.")) == [], "the control: the gap lies outside"


def test_human_versions_are_told_once(desk: Desk, pair, tmp_path: Path) -> None:
    call, one, _ = pair
    (tmp_path / "draft.txt").write_text(COUNT + "\n\n“Stay on this channel,” said the watch.\n")
    answer = actions.check(desk, tmp_path / "draft.txt")
    assert [(each.transcript, each.quotations) for each in answer.unchecked] == [(one, 2)]
    assert answer.cautions == {"in dispute": 1}
    actions.describe(desk, call, agent=ADA, fields={"status": "checked"})
    assert actions.check(desk, tmp_path / "draft.txt").unchecked, "that is said of the work, not of a version"
    actions.describe(desk, one, agent=ADA, fields={"status": "checked"})
    assert actions.check(desk, tmp_path / "draft.txt").unchecked == ()


def test_the_copy_the_table_and_the_page_carry_them(desk: Desk, pair, tmp_path: Path) -> None:
    (tmp_path / "story.docx").write_bytes(docx(COUNT))
    for form in ("docx", "csv", "html"):
        actions.check(desk, tmp_path / "story.docx", to=form, output=tmp_path / f"out.{form}")
    sentence = "Versions differ here in a number: “hundred and eighteen” here; “hundred and eighty” in The bridge"
    assert sentence in comments(tmp_path / "out.docx")
    table = (tmp_path / "out.csv").read_bytes()
    assert table.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline=""))
    assert (row["verdict"], row["speakers"], row["words"]) == (
        "word for word", "Bridge", "A hundred and eighteen passengers, and nine of us",
    )  # fmt: skip
    assert row["cautions"].startswith(sentence)
    assert row["address"].startswith("/cite/")
    page = (tmp_path / "out.html").read_text()
    assert "<script" not in page
    assert "hundred and eighty" in page


def test_a_reading_that_is_held_back_does_not_leave(desk: Desk, pair, tmp_path: Path) -> None:
    _, _, other = pair
    (tmp_path / "story.docx").write_bytes(docx(COUNT))

    def leaving() -> str:
        for form in ("docx", "csv", "html"):
            actions.check(desk, tmp_path / "story.docx", to=form, output=tmp_path / f"out.{form}")
        with zipfile.ZipFile(tmp_path / "out.docx") as package:
            said = package.read("word/comments.xml").decode()
        answer = actions.check(desk, tmp_path / "story.docx")
        api = json.encode(without_withheld(answer)).decode()
        return said + (tmp_path / "out.csv").read_text() + (tmp_path / "out.html").read_text() + api

    assert leaving().count("hundred and eighty") == 4, "the control: while it is open, its words are there"
    actions.describe(desk, other, agent=ADA, fields={"access": "restricted"})
    assert "hundred and eighty" not in leaving()
    assert "version that is held back" in leaving()
    (own,) = actions.check(desk, tmp_path / "story.docx").quotations
    assert own.cautions[0].readings[0].words == "hundred and eighty", "the keeper still sees it"


def test_a_cell_is_never_a_formula(desk: Desk, pair, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("“=HYPERLINK and nobody ever said so at all,” said the mate.")
    actions.check(desk, tmp_path / "story.txt", to="csv", output=tmp_path / "out.csv")
    (row,) = csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig")))
    assert row["quotation"].startswith("'=HYPERLINK")
