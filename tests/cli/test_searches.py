"""`earwitness search --keep` and `earwitness searches`: what a person at a terminal sees, and what a script reads."""

from __future__ import annotations

import pytest

from earwitness import actions

CALL = """A fictional call on the air. 5 May 2031.

Tower: Gull Four, say again your souls on board.
Gull Four: Three souls on board.
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("searches")
    (folder / "call.txt").write_text(CALL, encoding="utf-8")
    (folder / "more.txt").write_text(CALL.replace("Three", "Nine").replace("Four", "Five"), encoding="utf-8")
    with actions.init(folder / "archive") as desk:
        actions.add(desk, [str(folder / "call.txt")], agent="Ada")
    return folder / "archive"


def test_a_search_from_its_keeping_to_its_appendix(run, archive, tmp_path):
    at = ("--archive", str(archive))
    assert "no search was kept" in run(*at, "searches").err
    kept = run(*at, "search", "soul", "--speaker", "Tower", "--keep", "Souls", "--as", "Ada")
    assert (kept.code, "kept as q" in kept.err, "souls on board" in kept.out) == (0, True, True)
    assert run(*at, "search", "zeppelin", "--keep", "--as", "Ada").code == 0
    listed = run(*at, "searches")
    assert [line[13:].split("  ", 1)[1] for line in listed.out.splitlines()] == [
        "zeppelin  nothing, act 2",
        "Souls  soul  1 passage, act 1",
    ]
    shown = run(*at, "searches", "Souls")
    assert "  Narrowed to: Speaker: Tower" in shown.out
    with actions.open_desk(archive) as desk:
        actions.add(desk, [str(archive.parent / "more.txt")], agent="Ada")
    compared = run(*at, "searches", "Souls", "--compare")
    assert compared.out.startswith("new   Tower: Gull Five, say again your souls on board.")
    assert compared.err.startswith("1 new since act 1 (")
    assert run(*at, "searches", "Souls", "--compare", "--json").document["new"] == 1
    again = run(*at, "searches", "Souls", "--run", "--keep", "--as", "Bo")
    assert (again.code, "2 passages, 2 turns" in again.err) == (0, True)
    assert run(*at, "searches", "Souls", "--json").document["runs"][0]["passages"] == 2
    assert run(*at, "searches", "zeppelin", "--note", "asked by counsel").code == 0
    assert run(*at, "searches", "zeppelin", "--rename", "Airships").code == 0
    file = tmp_path / "appendix.md"
    assert run(*at, "searches", "--export", "md", "-o", str(file)).code == 0
    assert "asked by counsel" in file.read_text(encoding="utf-8")
    assert run(*at, "searches", "Airships", "--forget").code == 0
    assert run(*at, "searches", "--json").document["total"] == 1


def test_all_searches_are_kept_where_a_person_says_so(run, archive, monkeypatch):
    at = ("--archive", str(archive))
    total = run(*at, "searches", "--json").document["total"]
    monkeypatch.setenv("EARWITNESS_KEEP_SEARCHES", "1")
    assert run(*at, "search", "board", "--no-keep").code == 0
    assert run(*at, "searches", "--json").document["total"] == total
    assert run(*at, "search", "board").code == 0
    assert run(*at, "searches", "--json").document["searches"][0]["query"] == "board"
    monkeypatch.setenv("EARWITNESS_KEEP_SEARCHES", "0")
    assert run(*at, "search", "gull").code == 0
    assert run(*at, "searches", "--json").document["total"] == total + 1


@pytest.mark.parametrize(
    "words",
    [
        ("searches", "--run"),
        ("searches", "x", "--run", "--compare"),
        ("searches", "x", "--keep"),
        ("searches", "--for-others"),
        ("search", "x", "--keep", "--no-keep"),
    ],
)
def test_what_does_not_fit_together_is_refused(run, archive, words):
    assert run("--archive", str(archive), *words).code == 2


def test_an_unknown_search_is_not_found(run, archive):
    assert run("--archive", str(archive), "searches", "nothing like it").code == 4
