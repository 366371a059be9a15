"""`align`: the times of a transcript. The engine is the fake one, whose words lie where the sound is loud. All is invented."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from earwitness import actions
from earwitness.actions import Desk
from earwitness.actions.edits import Times
from earwitness.actions.timing import NOT_HEARD, NOT_HEARD_THERE, TranscriptTimed
from earwitness.errors import BadInput, EngineFailed, NotFound, WrongUsage
from earwitness.model import Transcript

from .tapes import tone

ADA = "Ada Example"
CALL = "Bridge: We are taking water.\nWatch: How many are aboard?\nBridge: …\nWatch: Say again?\n"


def filed(desk: Desk, text: str = CALL, *, seconds: float = 4.0, kind: str | None = None) -> tuple[str, str]:
    """Files sound and a text of one conversation; returns the recording and the transcript."""
    (sound,) = actions.add(desk, ["-"], agent=ADA, stdin=io.BytesIO(tone(seconds))).added
    conversation = sound.conversations[0]
    (told,) = actions.add(
        desk, ["-"], agent=ADA, stdin=io.BytesIO(text.encode()), conversation=conversation, language="en", kind=kind
    ).added
    return sound.recordings[0], told.transcripts[0]


@pytest.fixture
def pair(desk: Desk) -> tuple[str, str]:
    return filed(desk)


@pytest.fixture
def align(desk: Desk) -> Callable[..., TranscriptTimed]:
    def call(name: str, **said: object) -> TranscriptTimed:
        return actions.align(desk, name, agent=ADA, **{"engine": "fake", **said})

    return call


def head(desk: Desk, id: str) -> Transcript:
    return desk.archive.catalog.transcript(id)


def test_turns_and_words_get_times_and_the_text_stays(desk: Desk, pair: tuple[str, str], align) -> None:
    recording, id = pair
    before = head(desk, id)
    answer = align(id)
    after = head(desk, id)
    assert (answer.recording, answer.revision, after.revision) == (recording, 2, 2)
    assert [turn.text for turn in after.turns] == [turn.text for turn in before.turns]
    assert [(turn.start, turn.end) for turn in after.turns if turn.start is not None] == [
        (0, 1_600), (1_600, 3_200), (3_200, 4_000),
    ]  # fmt: skip
    assert [turn.standing for turn in answer.turns].count("timed") == 3
    spoken = [[turn.text[word.first : word.last] for word in turn.words] for turn in after.turns if turn.words]
    assert spoken[0] == ["We", "are", "taking", "water"] and spoken[2] == ["Say", "again"]
    (act,) = desk.archive.catalog.acts(verb="align")
    assert "fake, plain; 1" in act.tool and act.agent == ADA
    assert dict(after.extra)["aligned to"] == recording
    assert align(id).act is None, "what stands so already is no act"
    actions.undo(desk, answer.act, agent=ADA)
    assert head(desk, id).turns == before.turns


def test_trying_changes_nothing(desk: Desk, pair: tuple[str, str], align) -> None:
    assert align(pair[1], dry_run=True).count("timed") == 3
    assert head(desk, pair[1]).revision == 1 and not desk.archive.catalog.acts(verb="align")


def test_times_that_a_person_set_stand(desk: Desk, pair: tuple[str, str], align) -> None:
    align(pair[1])
    actions.correct(desk, [Times(turn=f"{pair[1]}.2", revision=2, start=2_222, end=2_999)], agent=ADA)
    answer = align(pair[1])
    second = head(desk, pair[1]).turns[1]
    assert (second.start, second.end) == (2_222, 2_999)
    assert answer.turns[1].standing == "kept" and answer.act is None


def test_what_is_not_heard_has_no_time_and_a_doubt(desk: Desk, pair: tuple[str, str], align, monkeypatch) -> None:
    from earwitness.engines.align import TimedLine, fake

    whole = fake.Fake.align

    def deaf(self, sound, script, alive):
        timed = whole(self, sound, script, alive)
        from msgspec.structs import replace

        return replace(timed, lines=(TimedLine(), *timed.lines[1:]))

    align(pair[1])
    monkeypatch.setattr(fake.Fake, "align", deaf)
    answer = align(pair[1])
    after = head(desk, pair[1])
    assert answer.turns[0].standing == "not heard"
    assert (after.turns[0].start, after.turns[0].words) == (None, ()), (
        "an earlier alignment is no reason to keep a time"
    )
    assert [doubt.turn for doubt in after.doubts if doubt.what == NOT_HEARD] == [1]
    monkeypatch.undo()
    align(pair[1])
    assert not [doubt for doubt in head(desk, pair[1]).doubts if doubt.what == NOT_HEARD]
    # Times that the source prints stay, with a doubt.
    _, printed = filed(
        desk, "WEBVTT\n\n00:01.000 --> 00:02.000\nNobody counted.\n\n00:02.500 --> 00:03.000\nNobody asked.\n"
    )
    monkeypatch.setattr(fake.Fake, "align", deaf)
    align(printed)
    first = head(desk, printed)
    assert (first.turns[0].start, first.turns[0].end) == (1_000, 2_000)
    assert [doubt.turn for doubt in first.doubts if doubt.what == NOT_HEARD_THERE] == [1]


def test_what_cannot_be_aligned_is_told(desk: Desk, pair: tuple[str, str], align) -> None:
    recording, id = pair
    with pytest.raises(NotFound, match="no engine"):
        align(id, engine="oracle")
    with pytest.raises(WrongUsage, match="name a transcript"):
        align(recording)
    with pytest.raises(BadInput, match="nothing of"):
        align(id, model="deaf")
    with pytest.raises(EngineFailed, match="past the end"):
        align(id, model="late")
    with pytest.raises(EngineFailed, match="died"):
        align(id, model="dies")
    other, alone = filed(desk, "A: Who is on deck?\nB: Nobody is.\n", seconds=5.0, kind="translation")
    with pytest.raises(WrongUsage, match="is a translation"):
        align(alone)
    with pytest.raises(WrongUsage, match="another conversation"):
        align(id, to=other)
    (text,) = actions.add(desk, ["-"], agent=ADA, stdin=io.BytesIO(b"A: Who is there?\nB: Nobody at all.\n")).added
    with pytest.raises(NotFound, match="has no recording"):
        align(text.transcripts[0])
    assert head(desk, id).revision == 1, "nothing half-written"


def test_of_several_recordings_one_is_named(desk: Desk, pair: tuple[str, str], align) -> None:
    id = pair[1]
    home = desk.archive.catalog.transcript(id).conversation
    (more,) = actions.add(desk, ["-"], agent=ADA, stdin=io.BytesIO(tone(2.0, hertz=300)), conversation=home).added
    with pytest.raises(WrongUsage, match="2 recordings"):
        align(id)
    assert align(id, to=more.recordings[0]).turns[-1].end == 2_000


def test_reading_the_page_again_keeps_the_times(
    desk: Desk, pair: tuple[str, str], align: Callable[..., TranscriptTimed]
) -> None:
    _, name = pair
    align(name)
    before = desk.archive.catalog.transcript(name)
    assert any(turn.start is not None for turn in before.turns)
    told = actions.reread(desk, str(before.source), agent=ADA)
    assert (told.changes, told.act) == ((), None)
    assert desk.archive.catalog.transcript(name) == before
