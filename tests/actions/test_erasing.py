"""`erase`: gone for good, from every byte of the archive's folder."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from earwitness import actions
from earwitness.actions import Desk
from earwitness.actions import desk as desks
from earwitness.errors import Conflict, NotFound, WrongUsage

ADA = "Ada Example"
SECRET = (
    "Nadia: The passphrase tonight is zugunruhe.\nOleh: Say that again, zugunruhe?\n"
    "Nadia: Yes, and never say zugunruhe to Quellenmeier.\nOleh: I heard you.\n"
)
TRACES = ("zugunruhe", "gunruh", "ugunr", "quellenmeier", "ellenm", "nadia", "harbourcourierwire", "tell no one at all")
"""Words of what is to be erased, whole and in part: an index keeps words without their beginnings."""


def traces(folder: Path) -> list[tuple[str, str]]:
    """Returns where in the folder, byte for byte, a trace is still found: in UTF-8 and UTF-16, in any letter case."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes().lower()
            found += [
                (path.name, trace)
                for trace in TRACES
                if trace.encode() in content or trace.encode("utf-16-le") in content
            ]
    return found


@pytest.fixture
def secret(desk: Desk, add, page, filed):
    """A call that is to go, described and cited in the acts, beside another that stays."""
    (item,) = add(
        page("secret.txt", SECRET), title="Nadia and Oleh", publisher="HarbourCourierWire", reason="tell no one at all"
    ).added
    actions.describe(desk, item.conversations[0], agent=ADA, fields={"place": "Quellenmeier's"}, reason="zugunruhe")
    return item


@pytest.mark.parametrize("named", ["source", "conversation", "transcript"])
def test_nothing_of_it_is_left_in_any_file(desk: Desk, secret, filed, named: str) -> None:
    id = {"source": secret.source, "conversation": secret.conversations[0], "transcript": secret.transcripts[0]}[named]
    before = traces(desk.path)
    assert {name for name, _ in before} >= {"catalog.sqlite"} or {name for name, _ in before} >= {"catalog.sqlite-wal"}
    assert {trace for _, trace in before} == set(TRACES), "the control: all of it is there to be found"
    other = actions.show(desk, filed.conversations[0])
    done = actions.erase(desk, id, agent=ADA, reason="consent was withdrawn")
    assert traces(desk.path) == []
    assert set(done.subjects) == {secret.source, *secret.conversations, *secret.transcripts}
    assert actions.search(desk, "zugunruhe OR nadia OR passphrase").total == 0
    for gone in done.subjects:
        with pytest.raises(NotFound):
            actions.show_source(desk, gone) if gone == secret.source else actions.show(desk, gone)
    assert actions.show(desk, filed.conversations[0]) == other, "what is beside it stays"
    assert actions.search(desk, "souls").total == 1


def test_a_tombstone_stays_that_verify_and_rebuild_understand(desk: Desk, secret) -> None:
    done = actions.erase(desk, secret.source, agent=ADA, reason="consent was withdrawn")
    (tombstone, *_) = actions.log(desk).acts
    assert (tombstone.id, tombstone.act, tombstone.agent, tombstone.reason) == (
        done.act,
        "erase",
        ADA,
        "consent was withdrawn",
    )
    assert [act.act for act in actions.log(desk, oldest_first=True).acts] == ["add", "add", "describe", "erase"]
    assert actions.verify(desk).faults == ()
    before = desk.archive.catalog.content_digest()
    actions.rebuild(desk)
    assert desk.archive.catalog.content_digest() == before
    assert actions.verify(desk).faults == ()
    assert traces(desk.path) == []


def test_all_publications_of_the_same_bytes_go(desk: Desk, secret, add, page) -> None:
    (copy,) = add(page("copy.txt", SECRET)).added
    done = actions.erase(desk, copy.source, agent=ADA)
    assert {secret.source, copy.source} <= set(done.subjects)
    assert any(secret.source in message and copy.source in message for message in done.messages)
    assert traces(desk.path) == []


def test_what_would_take_another_conversation_along_is_refused(desk: Desk, add, page) -> None:
    content = (
        "<h2>Call one</h2><p>Bridge: We are taking water.</p><p>Watch: How many aboard?</p><p>Bridge: A hundred.</p>"
        "<h2>Call two</h2><p>Mother: Did you close the door?</p><p>Ilya: The bosun closed it.</p><p>Mother: Swear to me.</p>"
    )
    (item,) = add(page("calls.html", f"<html><body>{content}</body></html>")).added
    one, two = item.conversations
    for id in (one, item.transcripts[0]):
        with pytest.raises(Conflict) as raised:
            actions.erase(desk, id, agent=ADA)
        assert (raised.value.expected, two in raised.value.found) == (one, True)
        assert raised.value.hint == f"to erase all of it: earwitness erase {item.source}"
    assert actions.log(desk).total == 1
    assert actions.list_conversations(desk).total == 2
    done = actions.erase(desk, item.source, agent=ADA)
    assert {one, two} <= set(done.subjects)
    assert actions.list_conversations(desk).total == 0


def test_only_what_was_taken_in_can_be_erased(desk: Desk, filed) -> None:
    for id in (f"{filed.transcripts[0]}.1", f"{filed.transcripts[0]}.p1", actions.log(desk).acts[0].id):
        with pytest.raises(WrongUsage):
            actions.erase(desk, id, agent=ADA)
    with pytest.raises(NotFound):
        actions.erase(desk, "c0000000000", agent=ADA)
    assert actions.log(desk).total == 1


def test_a_crash_before_the_index_was_made_anew_leaves_nothing_to_find_later(desk: Desk, secret, monkeypatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("earwitness.actions.erasing.rebuild_index", _die)
        patched.setattr(desks, "catch_up", _die)
        with pytest.raises(KeyboardInterrupt):
            actions.erase(desk, secret.source, agent=ADA)
    assert [name for name, _ in traces(desk.path)] != [], "the index has it still"
    with desks.writing(desk):
        pass
    assert traces(desk.path) == [], "whoever writes next makes it anew, not only a step further"


def _die(*words: object, **options: object) -> None:
    raise KeyboardInterrupt


def test_a_page_that_was_erased_can_be_added_again(desk: Desk, secret, add) -> None:
    actions.erase(desk, secret.source, agent=ADA)
    (again,) = add(secret.path).added
    assert again.status == "added"
    assert again.source != secret.source
    assert actions.search(desk, "zugunruhe").total == 3


def test_the_catalogs_free_pages_hold_nothing(desk: Desk, secret) -> None:
    actions.erase(desk, secret.source, agent=ADA)
    desk.close()
    connection = sqlite3.connect(desk.path / "catalog.sqlite")
    assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
    connection.close()


def test_nothing_is_left_of_what_was_worked_out_and_settled_about_it(desk: Desk, secret, add, page) -> None:
    again = add(page("again.txt", SECRET.replace("I heard you", "I heard you, Nadia"))).added[0]
    actions.propose(desk)
    actions.link(desk, secret.conversations[0], again.conversations[0], agent=ADA, reason="zugunruhe twice")
    (variant, *_) = actions.collate(desk, secret.conversations[0]).variants
    actions.settle(desk, secret.conversations[0], variant.id, agent=ADA, words="zugunruhe", note="Quellenmeier says so")
    kept = (desk.path / "search").glob("tellings.sqlite*")
    assert any(b"nadia" in file.read_bytes().lower() for file in kept), "the control: it is there to be found"
    actions.erase(desk, again.source, agent=ADA)
    actions.erase(desk, secret.source, agent=ADA)
    assert traces(desk.path) == []
    assert actions.verify(desk).faults == ()
