"""`earwitness segment` and `segments`: the index of a recording on the terminal."""

from __future__ import annotations

import pytest

from earwitness import actions

from ..actions.sounds import tape


@pytest.fixture
def sound(tmp_path, monkeypatch):
    monkeypatch.setenv("EARWITNESS_ARCHIVE", str(tmp_path / "archive"))
    with actions.init(tmp_path / "archive") as desk:
        return tape(desk)


def test_an_index_is_made_looked_at_changed_and_taken_off(run, sound):
    made = run("segment", sound.id, "--at", "1:23", "--title", "The bow door", "--keyword", "water", "--as", "Ada")
    assert (made.code, "stands at 1:23" in made.err) == (0, True)
    run("segment", sound.id, "--at", "0:05", "--until", "60000ms", "--synopsis", "A sound check.", "--as", "Ada")
    shown = run("segments", sound.id)
    (name, first, second, words) = shown.out.splitlines()
    assert name == f"{sound.id}  Meridian, bridge"
    assert first.split(None, 1)[1] == "0:05–1:00  A sound check."
    assert (second.split(None, 1)[1], words.strip()) == ("1:23–10:00  The bow door", "water")
    id = second.split()[0]
    assert run("segment", id, "--title", "The ramp", "--was", "The bow door", "--as", "Boris").code == 0
    late = run("segment", id, "--title", "The door", "--was", "The bow door", "--as", "Ada", "--json")
    assert (late.code, late.facts["error"], late.facts["found"]) == (3, "Conflict", "The ramp")
    assert run("segments", "--keyword", "water", "--json").document["segments"][0]["title"] == "The ramp"
    assert run("segment", id, "--withdraw", "--as", "Ada").code == 0
    assert len(run("segments", sound.conversation, "--jsonl").out.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--title", "x"), 2),
        (("--at", "soon", "--title", "x"), 2),
        (("--at", "1:23"), 3),
        (("--at", "11:00", "--title", "x"), 3),
        (("--at", "1:23", "--withdraw"), 2),
    ],
)
def test_a_slip_of_the_pen_is_told(run, sound, words, code):
    told = run("segment", sound.id, *words, "--as", "Ada")
    assert (told.code, "Traceback" in told.err) == (code, False)
    assert run("segments").out == ""


def test_a_search_shows_segments_below_the_turns(run, sound):
    run("segment", sound.id, "--at", "1:23", "--title", "The bow doors", "--keyword", "water", "--as", "Ada")
    found = run("search", "segment:door")
    assert found.out.splitlines()[0] == f"Meridian, bridge  {sound.id}"
    assert found.out.splitlines()[1].startswith("  1:23: The bow doors  e")
    assert found.err.strip() == "1 segment of recordings"
    assert (run("search", "water", "--count").out.strip(), "water" in run("search", "water").out) == ("0", True)
