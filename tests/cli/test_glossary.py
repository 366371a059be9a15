"""`earwitness glossary`: what a person at a terminal sees, and what a script reads."""

from __future__ import annotations

import pytest

from earwitness import actions

CALL = """A fictional call on the air. 5 May 2031.

Tower: Gull Four, say again your souls on board.
Gull Four: Three souls on board. Mayday, Mayday.
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("glossary")
    (folder / "call.txt").write_text(CALL, encoding="utf-8")
    with actions.init(folder / "archive") as desk:
        actions.add(desk, [str(folder / "call.txt")], agent="Ada")
    return str(folder / "archive")


def test_a_term_from_its_adding_to_its_check(run, archive, tmp_path):
    assert "is empty" in run("--archive", archive, "glossary").err
    added = run(
        "--archive", archive, "glossary", "--add", "say again", "--language", "en", "--means", "en=Repeat it.",
        "--source", "ICAO Doc 9432", "--rendering", "uk=повторіть", "--as", "Ada",
    )  # fmt: skip
    assert (added.code, "the glossary has “say again”" in added.err) == (0, True)
    assert run("--archive", archive, "glossary").out == "say again  en  1  Repeat it.\n"
    shown = run("--archive", archive, "glossary", "say again")
    assert "source: ICAO Doc 9432" in shown.out
    assert "said in 1 passage of 1 conversation:" in shown.out
    assert "Gull Four, say again your souls on board." in shown.out
    assert run("--archive", archive, "glossary", "say again", "--json").document["uses"]["passages"] == 1
    assert run("--archive", archive, "glossary", "--check").code == 0
    table = tmp_path / "glossary.csv"
    assert run("--archive", archive, "glossary", "--to", "csv", "-o", str(table)).code == 0
    assert table.read_text(encoding="utf-8-sig").splitlines()[1].startswith("say again,en,")
    assert run("--archive", archive, "glossary", "--remove", "say again", "--as", "Ada").code == 0


def test_a_file_that_is_off_says_where(run, archive, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text('[[term]]\nterm = "Mayday"\nmeaning = "Help."\nsource = "x"\n', encoding="utf-8")
    outcome = run("--archive", archive, "glossary", "--from", str(file), "--json")
    assert outcome.code == 3
    assert (outcome.facts["error"], outcome.facts["line"]) == ("MalformedText", 1)
    assert "no language" in outcome.facts["message"]


@pytest.mark.parametrize(
    "words", [("--add", "a", "--check"), ("--form", "a"), ("--add", "a", "--rendering", "wounded")]
)
def test_one_thing_at_a_time(run, archive, words):
    assert run("--archive", archive, "glossary", *words).code == 2


def test_an_unknown_term_is_not_found(run, archive):
    assert run("--archive", archive, "glossary", "squawk").code == 4
