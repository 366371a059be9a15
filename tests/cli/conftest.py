"""The command line at a test's hand: `run` calls it, `answers` puts hand-made answers behind its verbs."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from earwitness import actions
from earwitness.cli import main


@dataclass(frozen=True)
class Outcome:
    """What a call left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)

    @property
    def facts(self) -> Any:
        return json.loads(self.err.splitlines()[-1])


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Outcome]:
    """Runs `earwitness` with the words given and returns its exit code and both streams."""

    def call(*words: str) -> Outcome:
        code = main(words)
        out, err = capsysbinary.readouterr()
        return Outcome(code, out.decode(), err.decode())

    return call


class FakeDesk:
    """Stands where an open archive would."""

    path = Path("/inquiry")

    def __enter__(self) -> FakeDesk:
        return self

    def __exit__(self, *_: object) -> None:
        pass


@dataclass
class Answers:
    """Hand-made answers, and what the verbs were called with."""

    monkeypatch: pytest.MonkeyPatch
    calls: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = field(default_factory=dict)

    def give(self, verb: str, answer: Any) -> None:
        """Makes the verb return the answer, or raise it where it is an exception."""

        def stand_in(*words: Any, **options: Any) -> Any:
            self.calls[verb] = (words, options)
            if isinstance(answer, BaseException):
                raise answer
            return answer

        self.monkeypatch.setattr(actions, verb, stand_in, raising=False)

    def options(self, verb: str) -> dict[str, Any]:
        return self.calls[verb][1]

    def words(self, verb: str) -> tuple[Any, ...]:
        return self.calls[verb][0]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    made = Answers(monkeypatch)
    made.give("open_desk", FakeDesk())
    return made
