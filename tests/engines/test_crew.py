"""A crew: one hand that dies, hangs or errs costs one job, by name; the rest goes on."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from earwitness.engines.crew import Job, carry_out
from earwitness.errors import BadInput, EarwitnessError, EngineFailed, MissingExtra, WrongUsage

WORK = "crew_work:work"


def jobs(*payloads: bytes) -> list[Job]:
    return [Job(name=payload.decode(), payload=payload) for payload in payloads]


@pytest.fixture(autouse=True)
def _found_by_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hand is another process: it looks for what to do where this one does."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))


def test_here_is_one_after_the_other_and_an_error_is_an_answer() -> None:
    done = list(carry_out(jobs(b"one", b"err", b"break", b"memory", b"two"), work=WORK, on="here"))
    assert [job.name for job, _ in done] == ["one", "err", "break", "memory", "two"]
    answers = [answer for _, answer in done]
    assert answers[0] == b"ONE " + str(os.getpid()).encode()
    assert isinstance(answers[1], BadInput) and isinstance(answers[2], EngineFailed)
    assert "RuntimeError: the library broke" in str(answers[2])
    assert "memory" in str(answers[3])


def test_an_unknown_place_names_those_there_are() -> None:
    with pytest.raises(WrongUsage) as raised:
        list(carry_out([], work=WORK, on="moon"))
    assert raised.value.hint == "on: here, pool, ray"


def test_without_the_extra_ray_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtra) as raised:
        list(carry_out(jobs(b"one"), work=WORK, on="ray"))
    assert raised.value.hint == 'pip install "earwitness[ray]"'


def test_a_hand_that_dies_or_hangs_costs_one_job(capfd: pytest.CaptureFixture[str]) -> None:
    told: list[tuple[str, int]] = []
    asked = jobs(b"one", b"die", b"hang", b"leave", b"slow", b"print", b"err", b"two")
    asked_of = carry_out(
        asked, work=WORK, on="pool", hands=2, patience=2.5, progress=lambda job, far: told.append((job.name, far))
    )
    done = {job.name: answer for job, answer in asked_of}
    assert set(done) == {job.name for job in asked}
    assert str(done["die"]) == "die: the engine died (signal 9 (SIGKILL))"
    assert str(done["leave"]) == "leave: the engine died (exit 3)"
    assert str(done["hang"]) == "hang: the engine gave no sign of life for 2.5 seconds and was ended"
    assert isinstance(done["err"], BadInput), "an error of the tree travels whole"
    for name in ("one", "slow", "print", "two"):
        answer = done[name]
        assert not isinstance(answer, EarwitnessError) and answer.startswith(name.upper().encode()), name
    assert told and {name for name, _ in told} == {"slow"}
    assert capfd.readouterr().out == "", "what a library prints is no result of ours"


def test_hands_do_not_outlive_the_one_who_asked(tmp_path: Path) -> None:
    written = tmp_path / "pid"
    call = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n" + (
        "from earwitness.engines.crew import Job, carry_out\n"
        "list(carry_out([Job(name='live', payload=b'live')], work='crew_work:work'))"
    )
    asking = subprocess.Popen([sys.executable, "-c", call], env={**os.environ, "CREW_PID": str(written)})
    try:
        hand = int(_until(lambda: written.read_text() if written.exists() else ""))
    finally:
        asking.kill()
        asking.wait()
    assert _until(lambda: "gone" if not Path(f"/proc/{hand}").exists() else "") == "gone"


def _until(told: Callable[[], str]) -> str:
    """Returns what is told, once it is; half a minute is long enough on any machine."""
    for _ in range(600):
        if found := told():
            return found
        time.sleep(0.05)
    raise AssertionError("nothing came")


@pytest.mark.slow
def test_on_ray_a_hand_that_dies_or_hangs_costs_one_job(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ray", reason="needs the extra ray")
    paths = [str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in paths if path))
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    asked = jobs(b"one", b"err", b"die", b"hang", b"slow", b"break")
    done = {job.name: answer for job, answer in carry_out(asked, work=WORK, on="ray", hands=2, patience=4.0)}
    assert "died on the cluster" in str(done["die"])
    assert str(done["hang"]) == "hang: the engine gave no sign of life for 4 seconds and was ended"
    assert isinstance(done["err"], BadInput) and "the library broke" in str(done["break"])
    for name in ("one", "slow"):
        answer = done[name]
        assert isinstance(answer, bytes) and answer.startswith(name.upper().encode())
