"""`cite` and `resolve`: a passage that is found again later."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from earwitness import actions
from earwitness.actions import Desk
from earwitness.actions.desk import writing
from earwitness.errors import BadInput, NotFound, Refused
from earwitness.model import Mark, from_token, to_token

ADA = "Ada Example"


@pytest.fixture
def mend(desk: Desk, filed):
    """Files a new revision of the call, its turns changed by the function."""

    def call(change) -> None:
        now = desk.archive.catalog.transcript(filed.transcripts[0])
        turns = tuple(replace(turn, number=number) for number, turn in enumerate(change(list(now.turns)), 1))
        mended = replace(now, turns=turns, revision=now.revision + 1, reader=f"person:{ADA}")
        with writing(desk) as pen:
            pen.act("correct", [mended], agent=ADA, subjects=[mended.id])

    return call


def test_a_citation_says_who_said_what_where(desk: Desk, filed) -> None:
    actions.describe(desk, filed.conversations[0], agent=ADA, fields={"held": "2031-11-14"})
    (id,) = filed.transcripts
    cited = actions.cite(desk, f"{id}.3", words="nine of us")
    assert cited.plain == (
        f"“nine of us” (Bridge). Bridge and coast guard. 14 November 2031. turn 3, transcript {id}, revision 1."
    )
    assert (cited.conversation, cited.transcript, cited.turn, cited.words) == (
        filed.conversations[0],
        id,
        3,
        "nine of us",
    )
    assert (cited.start, cited.end) == (39, 49)
    assert cited.address == f"/cite/{cited.token}#turn-{id}.3"
    assert cited.bibtex.startswith(f"@misc{{{id}-3,\n  title = {{Bridge and coast guard}},\n  author = {{Bridge}},\n")
    assert actions.resolve(desk, cited.token) == cited
    assert actions.resolve(desk, cited.address) == cited
    assert actions.resolve(desk, f"http://127.0.0.1:8000{cited.address}") == cited


def test_a_whole_turn_is_cited_where_no_words_are_given(desk: Desk, filed) -> None:
    assert actions.cite(desk, f"{filed.transcripts[0]}.4").words == "Stay on this channel."


def test_words_that_the_turn_does_not_hold_are_not_cited(desk: Desk, filed) -> None:
    with pytest.raises(NotFound, match="does not hold these words"):
        actions.cite(desk, f"{filed.transcripts[0]}.4", words="abandon ship")
    with pytest.raises(NotFound, match="no turn"):
        actions.cite(desk, f"{filed.transcripts[0]}.44")
    with pytest.raises(NotFound):
        actions.cite(desk, "t0000000000.1")


@pytest.mark.parametrize(
    ("change", "state", "turn", "words"),
    [
        (lambda turns: turns[1:], "exact", 2, "and nine of us"),
        (lambda turns: [replace(turns[2], text="Yes: " + turns[2].text), *turns[3:]], "exact", 1, "and nine of us"),
        (
            lambda turns: [
                *turns[:2],
                replace(turns[2], text="A hundred and eighteen passengers,"),
                replace(turns[2], id="9", text="and nine of us."),
                turns[3],
            ],
            "moved", 4, "and nine of us",
        ),
        (
            lambda turns: [*turns[:2], replace(turns[2], text="A hundred and eighteen passengers, and five of us.")],
            "changed", 3, "and five of us",
        ),
        (lambda turns: [*turns[:2], turns[3]], "orphaned", None, "and nine of us"),
        (lambda turns: [*turns[:2], replace(turns[2], text="Nobody knows.")], "orphaned", None, "and nine of us"),
    ],
)  # fmt: skip
def test_a_citation_is_found_again_or_said_to_be_lost(desk: Desk, filed, mend, change, state, turn, words) -> None:
    cited = actions.cite(desk, f"{filed.transcripts[0]}.3", words="and nine of us")
    mend(change)
    found = actions.resolve(desk, cited.token)
    assert (found.state, found.turn, found.words) == (state, turn, words)
    assert (found.revision, found.revision_now, found.corrected) == (1, 2, True)


def test_a_token_that_was_cut_is_said(desk: Desk, filed) -> None:
    token = actions.cite(desk, f"{filed.transcripts[0]}.3").token
    for broken in (token[:-7], token[3:], "", "zzz", "e30"):
        with pytest.raises(BadInput, match="no citation"):
            actions.resolve(desk, broken)


@pytest.mark.parametrize("subject", ["source", "conversation", "transcript", "turn", "speaker"])
def test_what_is_restricted_is_not_cited_nor_resolved(desk: Desk, filed, subject: str) -> None:
    (id,) = filed.transcripts
    token = actions.cite(desk, f"{id}.3").token
    named = {
        "source": filed.source, "conversation": filed.conversations[0], "transcript": id, "turn": f"{id}.3",
        "speaker": f"{id}.p1",
    }[subject]  # fmt: skip
    actions.describe(desk, named, agent=ADA, fields={"access": "restricted"})
    for call in (lambda: actions.cite(desk, f"{id}.3"), lambda: actions.resolve(desk, token)):
        with pytest.raises(Refused) as raised:
            call()
        assert "nine" not in str(raised.value.facts())
    if subject in ("turn", "speaker"):
        assert actions.cite(desk, f"{id}.2").turn == 2, "what is beside it may be cited"


def test_a_citation_of_what_was_erased_is_not_found(desk: Desk, filed) -> None:
    token = actions.cite(desk, f"{filed.transcripts[0]}.3").token
    actions.erase(desk, filed.source, agent=ADA)
    with pytest.raises(NotFound):
        actions.resolve(desk, token)


def test_what_was_left_out_within_the_words_shows_in_the_citation(desk: Desk, filed, mend) -> None:
    def heard_badly(turns):
        text = "Water on deck. We are nine."
        return [replace(turns[0], text=text, marks=(Mark(type="gap", start=14, end=14),)), *turns[1:]]

    mend(heard_badly)
    (id,) = filed.transcripts
    assert actions.cite(desk, f"{id}.1").plain.startswith("“Water on deck. […] We are nine.” (")
    assert actions.cite(desk, f"{id}.1").words == "Water on deck. We are nine."  # what an address is found by
    assert "[…]" not in actions.cite(desk, f"{id}.1", words="We are nine").plain


def test_an_address_that_was_made_up_is_known_by_its_revision(desk: Desk, filed, mend) -> None:
    (id,) = filed.transcripts
    cited = actions.cite(desk, f"{id}.4")
    mend(lambda turns: [*turns[:3], replace(turns[3], text="Stay on this channel, please.")])
    assert (actions.resolve(desk, cited.token).state, actions.resolve(desk, cited.token).stood) == ("changed", True)
    forged = to_token(replace(from_token(cited.token), exact="Leave this channel"))
    assert not actions.resolve(desk, forged).stood
    later = to_token(replace(from_token(cited.token), revision=9))
    assert not actions.resolve(desk, later).stood
