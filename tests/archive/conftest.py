"""An archive to test with, and a hand that files fictional calls of the ferry Meridian into it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from earwitness.archive import Archive, Writer
from earwitness.identifiers import new_id
from earwitness.model import (
    Act,
    Capture,
    Conversation,
    Link,
    Record,
    Source,
    Speaker,
    Statement,
    Transcript,
    Turn,
    Undoing,
    new_salt,
)

NOW = "2031-11-15T08:00:00Z"
CAPTURE = Capture(time=NOW, collector="clerk", machine="Linux", tool="earwitness 0.1.0")
LINES = ("Bridge to engine room.", "Engine room.", "How much water have you got?", "Up to the second step.")


class Filed(NamedTuple):
    """What one filed call came to."""

    act: str
    source: str
    conversation: str
    transcript: str
    digest: str


def account(verb: str, *, reason: str = "", subjects: tuple[str, ...] = (), tool: str = "earwitness 0.1.0") -> Act:
    return Act(
        id=new_id("act"),
        verb=verb,
        agent="clerk",
        time=NOW,
        salt=new_salt(),
        reason=reason,
        subjects=subjects,
        tool=tool,
    )


class Clerk:
    """Files calls and does acts, each under a lock of its own."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def records(
        self, writer: Writer, name: str, lines: tuple[str, ...] = LINES, *, conversation: str | None = None
    ) -> tuple[Filed, list[Record]]:
        content = "\n".join((name, *lines)).encode()
        digest = writer.put(content)
        source, transcript = new_id("source"), new_id("transcript")
        home = conversation or new_id("conversation")
        records: list[Record] = [
            Source(
                id=source, digest=digest, size=len(content), media_type="text/plain", format="text", capture=CAPTURE,
                path=f"{name}.txt", publisher="The Harbour Gazette", published="2031-11-15",
            ),
            Conversation(id=home, title=name, genre="radio", source=source),
            Transcript(
                id=transcript, conversation=home, source=source, language="en",
                speakers=(Speaker(id="p1", labels=("Bridge",)), Speaker(id="p2", labels=("Engine",), role="engineer")),
                turns=tuple(
                    Turn(id=str(number), number=number, text=text, speakers=("p1" if number % 2 else "p2",))
                    for number, text in enumerate(lines, start=1)
                ),
            ),
        ]  # fmt: skip
        if conversation is not None:
            del records[1]
        return Filed("", source, home, transcript, digest), records

    def file(self, name: str, lines: tuple[str, ...] = LINES, *, conversation: str | None = None) -> Filed:
        with self.archive.writing() as writer:
            filed, records = self.records(writer, name, lines, conversation=conversation)
            act = account("add", subjects=(filed.conversation,))
            writer.commit(act, records)
        return filed._replace(act=act.id)

    def do(self, verb: str, *records: Record, reason: str = "", subjects: tuple[str, ...] = ()) -> str:
        act = account(verb, reason=reason, subjects=subjects)
        with self.archive.writing() as writer:
            writer.commit(act, records)
        return act.id

    def state(self, subject: str, field: str, value: str, *, expected: str | None = None, reason: str = "") -> str:
        statement = Statement(subject=subject, field=field, value=value, origin="person", expected=expected)
        return self.do("describe", statement, reason=reason, subjects=(subject,))

    def undo(self, act: str) -> str:
        return self.do("undo", Undoing(act=act))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.create(tmp_path / "archive")


@pytest.fixture
def clerk(archive: Archive) -> Clerk:
    return Clerk(archive)


@pytest.fixture
def new_account() -> Callable[..., Act]:
    return account


@pytest.fixture
def clerk_of() -> Callable[[Archive], Clerk]:
    return Clerk


@pytest.fixture
def link(clerk: Clerk) -> Callable[[str, str], str]:
    def make(a: str, b: str) -> str:
        return clerk.do("link", Link(id=new_id("link"), a=a, b=b, why="the same words"))

    return make
