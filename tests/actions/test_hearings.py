"""Writing by ear: a draft is kept at every save, handed in as a version, and blind while nobody looked."""

from __future__ import annotations

import pytest

from earwitness import actions
from earwitness.actions import Desk
from earwitness.actions.hearings import beside_of, blind_of
from earwitness.errors import BadInput, Conflict, NotFound, WrongUsage
from earwitness.model import Draft, DraftTurn

from .tapes import tone

ADA, BO = "Ada Example", "Bo Example"
TYPED = (
    DraftTurn(id="1", speaker="Bridge", text="We are taking water. (coughs)", start=0, end=1_800),
    DraftTurn(id="2", speaker="Watch", text="How many […] aboard?", start=1_800),
    DraftTurn(id="3", speaker="Bridge", text=""),
)


@pytest.fixture
def recording(desk: Desk) -> str:
    import io

    (item,) = actions.add(desk, ["-"], agent=ADA, stdin=io.BytesIO(tone(3))).added
    return item.recordings[0]


@pytest.fixture
def draft(desk: Desk, recording: str) -> Draft:
    return actions.write(desk, recording, agent=ADA, language="en")


def test_a_draft_is_kept_as_it_is_typed_and_handed_in_as_a_version(desk: Desk, recording: str, draft: Draft) -> None:
    saved = actions.save(desk, draft.id, TYPED, version=0, agent=ADA, at=1_500)
    assert saved.version == 1
    assert actions.draft(desk, draft.id).turns == TYPED
    done = actions.hand_in(desk, draft.id, agent=ADA)
    transcript = desk.archive.catalog.transcript(done.subjects[0])
    assert (transcript.kind, transcript.language, transcript.made_by, transcript.made_from, transcript.blind) == (
        "transcription", "en", ADA, recording, False,
    )  # fmt: skip
    assert [(turn.text, turn.speakers, turn.start, turn.end) for turn in transcript.turns] == [
        ("We are taking water.", ("p1",), 0, 1_800), ("How many aboard?", ("p2",), 1_800, None),
    ]  # fmt: skip
    assert [mark.type for turn in transcript.turns for mark in turn.marks] == ["vocal", "gap"]
    assert actions.drafts(desk).total == 0
    assert actions.search(desk, "water").total == 1
    actions.undo(desk, done.act, agent=ADA)
    assert actions.show(desk, recording).transcripts == ()


def test_two_windows_lose_nothing(desk: Desk, draft: Draft) -> None:
    actions.save(desk, draft.id, TYPED[:1], version=0, agent=ADA)
    with pytest.raises(Conflict, match="kept as drafts/"):
        actions.save(desk, draft.id, TYPED[1:2], version=0, agent=BO)
    assert actions.draft(desk, draft.id).turns == TYPED[:1]
    ((_, other),) = beside_of(desk, draft.id)
    assert (other.agent, other.turns) == (BO, TYPED[1:2])


def test_the_same_words_from_an_older_state_are_no_conflict(desk: Desk, draft: Draft) -> None:
    actions.save(desk, draft.id, TYPED, version=0, agent=ADA)
    assert actions.save(desk, draft.id, TYPED, version=0, agent=ADA).version == 1


def test_a_draft_outlives_the_desk(desk: Desk, draft: Draft) -> None:
    actions.save(desk, draft.id, TYPED, version=0, agent=ADA)
    desk.close()
    with actions.open_desk(desk.path) as again:
        assert actions.draft(again, draft.id).turns == TYPED
        assert actions.verify(again).faults == ()


def test_what_is_handed_in_must_be_what_was_looked_at(desk: Desk, draft: Draft) -> None:
    actions.save(desk, draft.id, TYPED, version=0, agent=ADA)
    with pytest.raises(Conflict):
        actions.hand_in(desk, draft.id, agent=ADA, version=0)


def test_nothing_written_cannot_be_handed_in(desk: Desk, draft: Draft) -> None:
    with pytest.raises(BadInput, match="nothing is written"):
        actions.hand_in(desk, draft.id, agent=ADA)
    assert actions.draft(desk, draft.id) == draft


def test_put_away_and_taken_out_again(desk: Desk, draft: Draft) -> None:
    told = actions.put_away(desk, draft.id)
    assert (told.total, [each.id for each in told.away]) == (0, [draft.id])
    assert actions.put_away(desk, draft.id, back=True).total == 1
    with pytest.raises(NotFound):
        actions.put_away(desk, "f0000000000")


def test_a_blind_draft_hides_the_other_versions_until_it_is_handed_in(desk: Desk, recording: str, draft: Draft) -> None:
    actions.save(desk, draft.id, TYPED, version=0, agent=ADA)
    actions.hand_in(desk, draft.id, agent=ADA)
    second = actions.write(desk, recording, agent=BO, language="en", blind=True)
    home = actions.show(desk, recording).id
    assert blind_of(desk, BO) == {home: second.id}
    assert blind_of(desk, ADA) == {}
    desk.reader = BO
    assert actions.search(desk, "water").total == 0
    desk.reader = ADA
    assert actions.search(desk, "water").total == 1  # the control: nothing is hidden from the others
    actions.save(desk, second.id, TYPED[:1], version=0, agent=BO)
    done = actions.hand_in(desk, second.id, agent=BO)
    assert desk.archive.catalog.transcript(done.subjects[0]).blind
    assert blind_of(desk, BO) == {}


def test_who_looks_is_blind_no_longer_and_the_log_says_so(desk: Desk, recording: str) -> None:
    draft = actions.write(desk, recording, agent=BO, language="en", blind=True)
    opened = actions.look_up(desk, draft.id, agent=BO)
    assert (opened.blind, len(opened.opened)) == (False, 1)
    actions.save(desk, draft.id, TYPED, version=opened.version, agent=BO)
    done = actions.hand_in(desk, draft.id, agent=BO)
    assert not desk.archive.catalog.transcript(done.subjects[0]).blind
    assert "others opened" in desk.archive.catalog.act(done.act).tool


def test_a_translation_stands_turn_by_turn_beside_its_original(desk: Desk, recording: str, draft: Draft) -> None:
    actions.save(desk, draft.id, TYPED, version=0, agent=ADA)
    original = actions.hand_in(desk, draft.id, agent=ADA).subjects[0]
    begun = actions.write(desk, original, agent=BO, language="uk")
    assert [(turn.of, turn.speaker, turn.text) for turn in begun.turns] == [("1", "Bridge", ""), ("2", "Watch", "")]
    typed = (
        DraftTurn(id="1", speaker="Місток", text="Набираємо воду.", of="1"),
        DraftTurn(
            id="2", speaker="Пост", text="Скільки на борту?", of="2", second="Скільки вас?", note="Слова не чути."
        ),
    )
    actions.save(desk, begun.id, typed, version=0, agent=BO)
    done = actions.hand_in(desk, begun.id, agent=BO)
    translation = desk.archive.catalog.transcript(done.subjects[0])
    assert (translation.kind, translation.language, translation.made_from) == ("translation", "uk", original)
    ((pair_a, pair_b),) = {(each.a, each.b) for each in actions.collate(desk, recording).alignments}
    pairs = next(each.pairs for each in actions.collate(desk, recording).alignments)
    assert {pair_a, pair_b} == {original, translation.id}
    assert pairs == (((1,), (1,)), ((2,), (2,)))
    (note,) = actions.show(desk, recording).notes
    assert "Скільки вас?" in note.text and "Слова не чути." in note.text


@pytest.mark.parametrize(
    ("turns", "why"),
    [
        ((DraftTurn(id="1"), DraftTurn(id="1")), "one id"),
        ((DraftTurn(id="../1"),), "an id is none"),
        ((DraftTurn(id="1", text="x" * 20_001),), "may have"),
        ((DraftTurn(id="1", start=-1),), "cannot be"),
    ],
)
def test_what_cannot_be_kept_is_told(desk: Desk, draft: Draft, turns: tuple[DraftTurn, ...], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        actions.save(desk, draft.id, turns, version=0, agent=ADA)
    assert actions.draft(desk, draft.id).version == 0


def test_what_can_be_written_of(desk: Desk, recording: str, draft: Draft) -> None:
    with pytest.raises(WrongUsage):
        actions.write(desk, desk.archive.catalog.recording(recording).source, agent=ADA)
    actions.save(desk, draft.id, TYPED, version=0, agent=ADA)
    original = actions.hand_in(desk, draft.id, agent=ADA).subjects[0]
    with pytest.raises(BadInput, match="needs the language"):
        actions.write(desk, original, agent=ADA)


def test_erasing_takes_the_drafts_with_it(desk: Desk, recording: str, draft: Draft) -> None:
    actions.save(desk, draft.id, TYPED, version=0, agent=ADA)
    actions.erase(desk, recording, agent=ADA)
    with pytest.raises(NotFound):
        actions.draft(desk, draft.id)


def test_a_version_that_was_written_blind_says_so_wherever_it_is_shown(desk: Desk, recording: str) -> None:
    from earwitness.actions.versions import heading

    draft = actions.write(desk, recording, agent=BO, language="en", blind=True)
    actions.save(desk, draft.id, TYPED, version=0, agent=BO)
    actions.hand_in(desk, draft.id, agent=BO)
    shown = actions.show(desk, recording)
    (version,) = shown.transcripts
    assert (version.blind, version.made_from) == (True, recording)
    assert heading(shown, version) == "Transcript · English · Bo Example · written blind"
