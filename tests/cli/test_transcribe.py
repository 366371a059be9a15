"""`earwitness transcribe` on a real archive with two recordings."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from earwitness import actions

from ..actions.recordings import filed, noise


@pytest.fixture
def archive(tmp_path: Path) -> tuple[Path, list[str]]:
    with actions.init(tmp_path / "inquiry") as desk:
        names = [filed(desk, noise(seed=seed)).id for seed in (3, 4)]
    return tmp_path / "inquiry", names


def test_recordings_are_heard_and_the_table_says_what_came_of_it(run, archive):
    folder, names = archive
    outcome = run(
        "transcribe",
        *names,
        "--engine",
        "fake",
        "--on",
        "here",
        "--language",
        "uk",
        "--archive",
        str(folder),
        "--as",
        "Ada",
    )
    assert outcome.code == 0
    first = outcome.out.splitlines()[1].split()
    assert first[:2] == ["transcribed", names[0]] and first[2].startswith("t") and first[3] == "2"
    assert outcome.err.splitlines() == [
        "2 recordings transcribed by fake, plain",
        "a machine wrote this: check it against the sound before you rely on it",
    ]
    again = run(
        "transcribe", *names, "--engine", "fake", "--on", "here", "--language", "uk", "--archive", str(folder), "--json"
    )
    assert [item["status"] for item in again.document["items"]] == ["already", "already"]


def test_one_that_fails_alone_has_the_exit_code_of_its_error(run, archive):
    folder, (one, two) = archive
    call = ("transcribe", "--engine", "fake", "--on", "here", "--archive", str(folder))
    failed = run(*call, one, "--model", "late", "--json")
    assert (failed.code, failed.document["items"][0]["status"], failed.facts["error"]) == (1, "failed", "EngineFailed")
    both = run(*call, one, two, "--model", "empty")
    assert both.code == 1 and both.err.splitlines()[0].endswith("2 failed")


def test_elsewhere_wants_a_yes(run, archive, monkeypatch):
    folder, (one, _) = archive
    call = ("transcribe", one, "--engine", "openai", "--url", "https://203.0.113.9", "--archive", str(folder))
    refused = run(*call)
    assert refused.code == 6
    assert "this sends the sound of one recording to https://203.0.113.9/v1/audio/transcriptions" in refused.err
    dry = run(*call, "--dry-run")
    assert dry.code == 0 and "the sound would be sent to https://203.0.113.9" in dry.err
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.confirm", lambda *_, **__: False)
    assert run(*call).code == 6


def test_wrong_words(run, archive):
    folder, (one, _) = archive
    assert run("transcribe", "--archive", str(folder)).code == 2
    assert run("transcribe", one, "--engine", "oracle", "--archive", str(folder)).code == 4
    assert run("transcribe", "r0000000000", "--engine", "fake", "--archive", str(folder)).code == 4
    assert run("transcribe", one, "--model", "no-such-size", "--archive", str(folder)).code == 4
