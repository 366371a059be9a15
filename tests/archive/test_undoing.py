from __future__ import annotations

import msgspec
import pytest

from earwitness.archive import Archive
from earwitness.errors import BadInput, Conflict, NotFound
from earwitness.model import Erasure


def test_undo_takes_back_and_undo_of_undo_brings_back(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    filed = clerk.file("Call 12")
    before = archive.catalog.transcript(filed.transcript)
    undo = clerk.undo(filed.act)
    with pytest.raises(NotFound):
        archive.catalog.transcript(filed.transcript)
    assert archive.catalog.conversations().total == 0
    assert archive.catalog.counts().turns == 0
    assert [act.effective for act in archive.catalog.acts()] == [False, True]
    clerk.undo(undo)
    assert archive.catalog.transcript(filed.transcript) == before
    assert [act.effective for act in archive.catalog.acts()] == [True, False, True]
    assert filed.digest in archive.objects  # nothing is ever removed


def test_undo_of_a_statement_lets_the_one_before_stand(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    filed = clerk.file("Call 12")
    first = clerk.state(filed.conversation, "title", "Bridge")
    second = clerk.state(filed.conversation, "title", "Bridge to engine room")
    clerk.undo(second)
    assert archive.catalog.conversation(filed.conversation).title == "Bridge"
    clerk.undo(first)
    assert archive.catalog.conversation(filed.conversation).title == "Call 12"
    mute = clerk.state(f"{filed.transcript}.2", "access", "restricted")
    clerk.undo(mute)
    assert archive.catalog.transcript(filed.transcript).turns[1].access is None


def test_undo_of_a_correction_lets_the_revision_before_stand(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    filed = clerk.file("Call 12")
    first = archive.catalog.transcript(filed.transcript)
    second = msgspec.structs.replace(first, revision=2, turns=first.turns[:2])
    correction = clerk.do("correct", second)
    undo = clerk.undo(correction)
    assert archive.catalog.transcript(filed.transcript) == first
    assert archive.catalog.transcript(filed.transcript, revision=2) == second  # still to be read
    third = msgspec.structs.replace(first, revision=2, turns=first.turns[2:])
    again = clerk.do("correct", third)
    with pytest.raises(Conflict) as caught:
        clerk.undo(undo)
    assert caught.value.found == again
    assert archive.catalog.transcript(filed.transcript) == third


def test_undo_is_refused_where_later_acts_build_on_it_and_names_them(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    filed = clerk.file("Call 12")
    title = clerk.state(filed.conversation, "title", "Bridge")
    transcript = archive.catalog.transcript(filed.transcript)
    correction = clerk.do("correct", msgspec.structs.replace(transcript, revision=2))
    later = clerk.do("correct", msgspec.structs.replace(transcript, revision=3))
    with pytest.raises(Conflict) as caught:
        clerk.undo(filed.act)
    assert caught.value.found == f"{title}, {correction}, {later}"
    assert caught.value.hint == f"undo those first: earwitness undo {later} {correction} {title}"
    with pytest.raises(Conflict) as caught:
        clerk.undo(correction)
    assert caught.value.found == later
    for act in (later, correction, title, filed.act):  # the control: in that order it goes
        clerk.undo(act)
    assert archive.catalog.counts().conversations == 0


def test_an_undone_act_is_no_longer_in_the_way(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    filed = clerk.file("Call 12")
    clerk.undo(clerk.state(filed.conversation, "title", "Bridge"))
    clerk.undo(filed.act)
    assert archive.catalog.counts().conversations == 0


def test_what_stood_on_an_undone_thing_does_not_come_back_without_it(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    filed = clerk.file("Call 12")
    title = clerk.state(filed.conversation, "title", "Bridge")
    undo = clerk.undo(title)
    gone = clerk.undo(filed.act)
    with pytest.raises(Conflict) as caught:
        clerk.undo(undo)
    assert caught.value.found == gone
    clerk.undo(gone)
    clerk.undo(undo)
    assert archive.catalog.conversation(filed.conversation).title == "Bridge"


def test_undo_of_nothing_of_the_undone_and_of_an_erasure(archive: Archive, clerk, new_account) -> None:  # type: ignore[no-untyped-def]
    filed, other = clerk.file("Call 12"), clerk.file("Call 13")
    with pytest.raises(NotFound):
        clerk.undo("a0000000000")
    clerk.undo(other.act)
    with pytest.raises(Conflict, match="is undone already"):
        clerk.undo(other.act)
    erasing = new_account("erase")
    with archive.writing() as writer:
        writer.erase([filed.source], erasing)
    with pytest.raises(BadInput, match="an erasure cannot be undone"):
        clerk.undo(erasing.id)
    assert isinstance(archive.catalog.records(erasing.id)[1][0], Erasure)
