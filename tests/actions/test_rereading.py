"""`reread`: today's reader reads otherwise, and what people did stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from earwitness import actions, formats
from earwitness.actions import Desk
from earwitness.actions.desk import writing
from earwitness.actions.rebasing import rebased
from earwitness.errors import BadInput, NotFound
from earwitness.model import Mark, Reading, Speaker, Transcript, Turn

ADA = "Ada Example"
CALL = "Bridge: We are taking water.\nWatch: How many aboard?\nBridge: A hundred.\nWatch: Stay on this channel.\n"


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Reading], Reading]], None]:
    """Puts another reader in the place of today's: what today's finds, changed by the function."""
    today = formats.read

    def use(change: Callable[[Reading], Reading]) -> None:
        monkeypatch.setattr(formats, "read", lambda content, **named: change(today(content, **named)))

    return use


def clumsy(reading: Reading) -> Reading:
    """A reader of old: it missed the last turn, ran the second voice into the first, and left a sign in the words."""
    (transcript,) = reading.transcripts
    turns = (
        replace(transcript.turns[0], text="Bridge: We are taking water."),
        replace(transcript.turns[1], speakers=("p1",)),
        transcript.turns[2],
    )
    return replace(reading, transcripts=(replace(transcript, turns=turns),), reader="page 0.0.1")


def persons(desk: Desk, id: str, change: Callable[[Transcript], Transcript]) -> None:
    """Files a revision that a person made."""
    now = desk.archive.catalog.transcript(id)
    mended = replace(change(now), revision=now.revision + 1, reader=f"person:{ADA}")
    with writing(desk) as pen:
        pen.act("correct", [mended], agent=ADA, subjects=[id])


def lines(desk: Desk, id: str) -> list[tuple[str, str, str]]:
    transcript = desk.archive.catalog.transcript(id)
    return [(turn.id, "+".join(turn.speakers), turn.text) for turn in transcript.turns]


READ_TODAY = [
    ("1", "p1", "We are taking water."),
    ("2", "p2", "How many aboard?"),
    ("3", "p1", "A hundred."),
    ("4", "p2", "Stay on this channel."),
]


@pytest.fixture
def old(desk: Desk, reader, add, page, monkeypatch):
    """A call as a clumsy reader read it once; today's reader is back in its place."""
    with monkeypatch.context():
        reader(clumsy)
        (item,) = add(page("call.txt", CALL)).added
    reader(lambda reading: reading)
    monkeypatch.undo()
    return item


def test_a_better_reader_makes_a_new_revision_that_keeps_the_ids(desk: Desk, old) -> None:
    (id,) = old.transcripts
    assert [text for _, _, text in lines(desk, id)] == [
        "Bridge: We are taking water.",
        "How many aboard?",
        "A hundred.",
    ]
    again = actions.reread(desk, old.source, agent=ADA, reason="the reader is better now")
    assert [(change.kind, change.number, change.before, change.after) for change in again.changes] == [
        ("changed", 1, "p1: Bridge: We are taking water.", "p1: We are taking water."),
        ("changed", 2, "p1: How many aboard?", "p2: How many aboard?"),
        ("added", 4, None, "p2: Stay on this channel."),
    ]
    assert again.reader_before.startswith("page 0.0.1")
    assert again.reader_after.startswith("page 0.1")
    assert lines(desk, id) == READ_TODAY
    shown = actions.show(desk, id)
    assert shown.transcripts[0].revision == 2
    assert actions.show(desk, id, revision=1).transcripts[0].turns[0].text == "Bridge: We are taking water."
    assert actions.search(desk, "channel").total == 1, "the index follows"
    act = actions.log(desk).acts[0]
    assert (act.id, act.act, act.reason) == (again.act, "reread", "the reader is better now")
    actions.undo(desk, again.act, agent=ADA)
    assert lines(desk, id)[0] == ("1", "p1", "Bridge: We are taking water.")
    assert actions.search(desk, "channel").total == 0


def test_reading_again_with_the_same_reader_changes_nothing(desk: Desk, filed) -> None:
    actions.describe(desk, filed.transcripts[0] + ".p1", agent=ADA, fields={"role": "captain"})
    actions.describe(desk, filed.transcripts[0], agent=ADA, fields={"kind": "machine"})
    actions.describe(desk, filed.source, agent=ADA, fields={"publisher": "Harbour Courier"})
    before = actions.show(desk, filed.conversations[0])
    again = actions.reread(desk, filed.source, agent=ADA)
    assert (again.changes, again.transcripts, again.act) == ((), (), None)
    assert actions.show(desk, filed.conversations[0]) == before


def test_a_dry_run_shows_the_same_and_files_nothing(desk: Desk, old) -> None:
    tried = actions.reread(desk, old.source, agent=ADA, dry_run=True)
    assert actions.log(desk).total == 1
    done = actions.reread(desk, old.source, agent=ADA)
    assert (tried.changes, tried.kept, tried.transcripts) == (done.changes, done.kept, done.transcripts)
    assert (tried.act, done.act is not None) == (None, True)


def test_what_people_stated_stays_on_top(desk: Desk, old) -> None:
    (id,) = old.transcripts
    actions.describe(desk, f"{id}.p2", agent="Boris", fields={"role": "watch officer"})
    actions.describe(desk, f"{id}.2", agent="Boris", fields={"access": "restricted"})
    actions.describe(desk, id, agent="Boris", fields={"language": "de"})
    described = actions.describe(desk, old.source, agent="Boris", fields={"publisher": "Harbour Courier"})
    again = actions.reread(desk, old.source, agent=ADA)
    assert f"language of {id} stays as Boris said" in again.kept
    assert f"publisher of {old.source} stays as Boris said" in again.kept
    shown = actions.show(desk, id)
    assert shown.speakers[1].role == "watch officer"
    assert shown.transcripts[0].turns[1].access == "restricted"
    assert shown.transcripts[0].language == "de"
    actions.undo(desk, described.act, agent="Boris")
    assert actions.show_source(desk, old.source).source.publisher is None, "the statement went, and left nothing behind"


def test_what_was_said_when_it_was_added_stays(desk: Desk, add, page) -> None:
    (item,) = add(page("call.txt", CALL), kind="machine", language="uk").added
    again = actions.reread(desk, item.source, agent=ADA)
    assert (again.changes, again.act) == ((), None)
    (transcript,) = actions.show(desk, item.source).transcripts
    assert (transcript.kind, transcript.language) == ("machine", "uk")


def test_what_a_person_mended_put_in_and_took_out_stays(desk: Desk, old) -> None:
    (id,) = old.transcripts

    def mend(transcript: Transcript) -> Transcript:
        first, second, _ = transcript.turns
        said = replace(second, speakers=("p3",), text="How many are aboard?")
        more = Turn(id="9", number=3, speakers=("p3",), text="Answer me.")
        turns = tuple(replace(turn, number=number) for number, turn in enumerate((first, said, more), 1))
        return replace(transcript, turns=turns, speakers=(*transcript.speakers, Speaker(id="p3", labels=("Coast",))))

    persons(desk, id, mend)
    again = actions.reread(desk, old.source, agent="Boris")
    assert lines(desk, id) == [
        ("1", "p1", "We are taking water."),
        ("2", "p3", "How many are aboard?"),
        ("9", "p3", "Answer me."),
        ("10", "p2", "Stay on this channel."),
    ]
    assert again.kept == (
        "turn 2 stays as a person mended it",
        "turn 3 stays taken out, as a person left it",
        "turn 3 stays as a person put it in",
    )
    transcript = desk.archive.catalog.transcript(id)
    assert (transcript.revision, [speaker.id for speaker in transcript.speakers]) == (3, ["p1", "p2", "p3"])
    persons_again = actions.reread(desk, old.source, agent="Boris")
    assert persons_again.changes == (), "however often it is read again"


def test_a_telling_that_was_missed_joins_the_same_conversation(desk: Desk, reader, add, page) -> None:
    (item,) = add(page("call.txt", CALL)).added

    def with_translation(reading: Reading) -> Reading:
        (found,) = reading.transcripts
        turns = tuple(replace(turn, text=f"Wir {turn.number} sagen das") for turn in found.turns)
        return replace(reading, transcripts=(found, replace(found, id="t2", kind="translation", turns=turns)))

    reader(with_translation)
    again = actions.reread(desk, item.source, agent=ADA)
    assert [change.kind for change in again.changes] == ["added"] * 4
    shown = actions.show(desk, item.conversations[0])
    assert [transcript.kind for transcript in shown.transcripts] == ["transcription", "translation"]
    assert actions.list_conversations(desk).total == 1


def test_a_telling_that_is_no_longer_found_stays(desk: Desk, reader, filed) -> None:
    reader(lambda reading: replace(reading, conversations=(), transcripts=(), doubts=("nobody speaks here",)))
    again = actions.reread(desk, filed.source, agent=ADA)
    assert again.kept == (f"transcript {filed.transcripts[0]} is no longer found; it stays as it was",)
    assert len(actions.show(desk, filed.conversations[0]).transcripts[0].turns) == 4


def test_what_cannot_be_read_any_more_stays_as_it_was(desk: Desk, monkeypatch, filed) -> None:
    def refuse(content: bytes, **named: str) -> Reading:
        raise BadInput("this is no page")

    monkeypatch.setattr(formats, "read", refuse)
    with pytest.raises(BadInput, match="today's reader cannot read"):
        actions.reread(desk, filed.source, agent=ADA)
    assert actions.log(desk).total == 1


def test_an_unknown_source_is_said(desk: Desk, filed) -> None:
    with pytest.raises(NotFound):
        actions.reread(desk, "s0000000000", agent=ADA)


def test_voices_without_labels_keep_their_ids() -> None:
    def dialogue(*texts: str, first: str = "p1", second: str = "p2") -> Transcript:
        return Transcript(
            id="t1", conversation="c1",
            speakers=(Speaker(id=first), Speaker(id=second)),
            turns=tuple(
                Turn(id=str(number), number=number, text=text, speakers=((first, second)[number % 2 == 0],))
                for number, text in enumerate(texts, 1)
            ),
        )  # fmt: skip

    base = dialogue("Алло?", "Это я.", "Кто?", first="p2", second="p1")
    fresh = dialogue("Алло?", "Это я.", "Кто?", "Илья.")
    revision = rebased(base, base, fresh).transcript
    assert [turn.speakers for turn in revision.turns] == [("p2",), ("p1",), ("p2",), ("p1",)]
    assert revision.revision == 2


def test_marks_and_times_that_are_read_otherwise_are_shown(desk: Desk, reader, filed) -> None:
    def finer(reading: Reading) -> Reading:
        (found,) = reading.transcripts
        first, *rest = found.turns
        first = replace(first, start=41_000, marks=(Mark(type="vocal", start=0, end=0, words="coughs"),))
        return replace(reading, transcripts=(replace(found, turns=(first, *rest)),))

    reader(finer)
    (change,) = actions.reread(desk, filed.source, agent=ADA).changes
    assert change.before == "p1: This is the Meridian, we have water on the car deck."
    assert change.after == "[0:41] p1: (coughs) This is the Meridian, we have water on the car deck."
