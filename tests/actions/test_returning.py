"""`returned`: a printed transcript comes back, and what a person accepts stands. The ship and all on it are invented."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from earwitness import actions
from earwitness.actions import Desk
from earwitness.errors import Conflict, MalformedText, NotFound, WrongUsage

from ..formats.documents.packing import edited, p, struck, typed, word

ADA = "Ada Example"
SAID = '<w:t xml:space="preserve">A hundred and eighteen passengers, and nine of us.</w:t></w:r>'
CHANGED = (
    '<w:t xml:space="preserve">A hundred and </w:t></w:r>'
    + struck("eighteen")
    + typed("eighty", author="Boris")
    + '<w:r><w:t xml:space="preserve"> passengers, and nine of us.</w:t></w:r>'
)


@pytest.fixture
def call(desk: Desk, add, page):  # type: ignore[no-untyped-def]
    from .conftest import CALL

    (item,) = add(page("bridge.txt", CALL)).added
    (transcript,) = item.transcripts
    _, content = actions.export(desk, [transcript], to="docx")
    return transcript, content


def wordings(desk: Desk, id: str) -> list[tuple[str, str, str]]:
    transcript = desk.archive.catalog.transcript(id)
    names = {speaker.id: "/".join(speaker.labels) for speaker in transcript.speakers}
    return [(turn.id, "+".join(names[each] for each in turn.speakers), turn.text) for turn in transcript.turns]


AS_READ = [
    ("1", "Bridge", "This is the Meridian, we have water on the car deck."),
    ("2", "Watch", "How many souls are aboard?"),
    ("3", "Bridge", "A hundred and eighteen passengers, and nine of us."),
    ("4", "Watch", "Stay on this channel."),
]


def test_what_comes_back_as_it_went_out_proposes_nothing(desk: Desk, call) -> None:  # type: ignore[no-untyped-def]
    transcript, content = call
    shown = actions.returned_content(desk, content, name="call.docx")
    assert [(each.transcript, each.revision, each.turns) for each in shown.revisions] == [(transcript, 1, 4)]
    assert shown.turns == ()


def test_a_tracked_change_is_shown_and_taken_over(desk: Desk, call) -> None:  # type: ignore[no-untyped-def]
    transcript, content = call
    back = edited(content, (SAID, CHANGED))
    (turn,) = actions.returned_content(desk, back, name="call.docx").turns
    assert (turn.turn, turn.number, turn.standing, turn.tracked) == (f"{transcript}.3", 3, "changed", True)
    assert turn.before == "Bridge: A hundred and eighteen passengers, and nine of us."
    assert turn.after == "Bridge: A hundred and eighty passengers, and nine of us."
    assert turn.changes == (
        ("deleted", "eighteen", "Ada Example", "2031-11-14T09:00:00Z"),
        ("inserted", "eighty", "Boris", "2031-11-14T09:00:00Z"),
    )
    assert wordings(desk, transcript) == AS_READ  # looking changes nothing
    done = actions.accept_returned(desk, back, name="call.docx", agent=ADA)
    assert done.accepted == (f"{transcript}.3",)
    mended = [*AS_READ]
    mended[2] = ("3", "Bridge", "A hundred and eighty passengers, and nine of us.")
    assert wordings(desk, transcript) == mended
    head = desk.archive.catalog.transcript(transcript)
    assert (head.revision, head.reader) == (2, f"person:{ADA}")
    assert [act.verb for act in desk.archive.catalog.acts()][-1] == "correct"
    (again,) = actions.returned_content(desk, back, name="call.docx").turns
    assert again.standing == "done"
    actions.undo(desk, str(done.act), agent=ADA)
    assert wordings(desk, transcript) == AS_READ


def test_a_person_s_wording_stays_when_the_source_is_read_again(desk: Desk, call) -> None:  # type: ignore[no-untyped-def]
    transcript, content = call
    actions.accept_returned(desk, edited(content, (SAID, CHANGED)), name="call.docx", agent=ADA)
    source = str(desk.archive.catalog.transcript(transcript).source)
    actions.reread(desk, source, agent=ADA)
    assert wordings(desk, transcript)[2][2] == "A hundred and eighty passengers, and nine of us."


def test_changes_without_tracking_are_found(desk: Desk, call) -> None:  # type: ignore[no-untyped-def]
    transcript, content = call
    back = edited(content, ("Stay on this channel.", "Stay on that channel."))
    (turn,) = actions.returned_content(desk, back, name="call.docx").turns
    assert (turn.standing, turn.tracked, turn.after) == ("changed", False, "Watch: Stay on that channel.")
    actions.accept_returned(desk, back, name="call.docx", turns=[f"{transcript}.4"], agent=ADA)
    assert wordings(desk, transcript)[3] == ("4", "Watch", "Stay on that channel.")


def test_a_voice_a_sign_and_a_struck_turn(desk: Desk, call) -> None:  # type: ignore[no-untyped-def]
    transcript, content = call
    souls = '<w:r><w:t xml:space="preserve">How many souls are aboard?</w:t></w:r>'
    back = edited(
        content,
        (named("Watch"), named("Coast guard")),
        (souls, souls.replace("aboard?", "aboard") + typed(" [inaudible]")),
        (
            '<w:r><w:t xml:space="preserve">This is the Meridian, we have water on the car deck.</w:t></w:r>',
            struck("This is the Meridian, we have water on the car deck."),
        ),
    )
    back = edited(back, strike("Bridge"))
    shown = actions.returned_content(desk, back, name="call.docx")
    assert [(each.number, each.standing) for each in shown.turns] == [(1, "struck"), (2, "changed")]
    actions.accept_returned(desk, back, name="call.docx", agent=ADA)
    head = desk.archive.catalog.transcript(transcript)
    assert wordings(desk, transcript) == [
        ("2", "Coast guard", "How many souls are aboard"),
        *AS_READ[2:],
    ]
    assert [(mark.type, mark.start, mark.words) for mark in head.turns[0].marks] == [("gap", 25, "inaudible")]
    assert [turn.number for turn in head.turns] == [1, 2, 3]


def named(name: str) -> str:
    """Returns how a document of ours says who speaks."""
    return f'<w:r><w:rPr><w:rStyle w:val="EarwitnessSpeaker"/></w:rPr><w:t xml:space="preserve">{name}</w:t></w:r>'


def strike(name: str) -> tuple[str, str]:
    """Returns the change that strikes out a name and the sign after it."""
    run = named(name) + '<w:r><w:rPr><w:rStyle w:val="EarwitnessSign"/></w:rPr><w:t xml:space="preserve">: </w:t></w:r>'
    gone = run.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return run, f'<w:del w:id="95" w:author="Ada">{gone}</w:del>'


def test_what_was_revised_since_is_a_conflict(desk: Desk, call) -> None:  # type: ignore[no-untyped-def]
    transcript, content = call
    other = edited(content, ("A hundred and eighteen", "A hundred and eight"))
    actions.accept_returned(desk, other, name="other.docx", agent="Boris")
    back = edited(content, (SAID, CHANGED), ("Stay on this", "Stay on that"))
    shown = actions.returned_content(desk, back, name="call.docx")
    assert [(each.number, each.standing, each.found) for each in shown.turns] == [
        (3, "conflict", "Bridge: A hundred and eight passengers, and nine of us."),
        (4, "changed", None),
    ]
    with pytest.raises(Conflict) as caught:
        actions.accept_returned(desk, back, name="call.docx", agent=ADA)
    assert caught.value.expected == "Bridge: A hundred and eighteen passengers, and nine of us."
    assert caught.value.found == "Bridge: A hundred and eight passengers, and nine of us."
    assert desk.archive.catalog.transcript(transcript).revision == 2  # nothing was taken over by halves
    actions.accept_returned(desk, back, name="call.docx", turns=[f"{transcript}.4"], agent=ADA)
    assert wordings(desk, transcript)[3][2] == "Stay on that channel."


def test_comments_become_notes_once(desk: Desk, call) -> None:  # type: ignore[no-untyped-def]
    transcript, content = call
    about = '<w:r><w:t xml:space="preserve">Stay on this channel.</w:t></w:r>'
    back = edited(
        content,
        (
            about,
            '<w:r><w:t xml:space="preserve">Stay on </w:t></w:r><w:commentRangeStart w:id="3"/>'
            '<w:r><w:t xml:space="preserve">this channel</w:t></w:r><w:commentRangeEnd w:id="3"/>'
            '<w:r><w:commentReference w:id="3"/></w:r><w:r><w:t>.</w:t></w:r>',
        ),
        comments=f'<w:comment w:id="3" w:author="Boris" w:date="2031-11-15T08:00:00Z">{p("Channel 16?")}</w:comment>',
    )
    (turn,) = actions.returned_content(desk, back, name="call.docx").turns
    assert (turn.standing, turn.comments[0].about, turn.comments[0].text) == ("same", "this channel", "Channel 16?")
    done = actions.accept_returned(desk, back, name="call.docx", agent=ADA)
    assert (done.act, len(done.notes)) == (None, 1)
    (noted,) = desk.archive.catalog.annotations([transcript])
    assert noted.annotation.text == "Channel 16?\n\n(Boris, 2031-11-15, in call.docx)"  # type: ignore[union-attr]
    assert noted.annotation.quotes[0].exact == "this channel"
    assert actions.accept_returned(desk, back, name="call.docx", agent=ADA).notes == ()
    assert desk.archive.catalog.transcript(transcript).revision == 1


def test_a_comment_over_two_turns_is_one_note(desk: Desk, call) -> None:  # type: ignore[no-untyped-def]
    transcript, content = call
    first = '<w:r><w:t xml:space="preserve">A hundred and eighteen passengers, and nine of us.</w:t></w:r>'
    last = '<w:r><w:t xml:space="preserve">Stay on this channel.</w:t></w:r>'
    back = edited(
        content,
        (first, f'<w:commentRangeStart w:id="3"/>{first}'),
        (last, f'{last}<w:commentRangeEnd w:id="3"/>'),
        comments=f'<w:comment w:id="3" w:author="Boris">{p("Who counted?")}</w:comment>',
    )
    done = actions.accept_returned(desk, back, name="call.docx", agent=ADA)
    assert len(done.notes) == 1
    (noted,) = desk.archive.catalog.annotations([transcript])
    assert [quote.turn for quote in noted.annotation.quotes] == ["3", "4"]  # type: ignore[union-attr]


def test_a_paragraph_that_was_put_in_is_told_and_not_taken_over(desk: Desk, call) -> None:  # type: ignore[no-untyped-def]
    _, content = call
    new = f'<w:p><w:pPr><w:pStyle w:val="EarwitnessTurn"/></w:pPr>{typed("Bridge: We are turning back.")}</w:p>'
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        (end,) = re.findall(
            r"Stay on this channel\.</w:t></w:r><w:bookmarkEnd [^>]*/></w:p>", file.read("word/document.xml").decode()
        )
    shown = actions.returned_content(desk, edited(content, (end, end + new)), name="call.docx")
    assert shown.turns == ()
    assert "was put in, which no turn takes over: “Bridge: We are turning back.”" in shown.doubts[0]


def test_what_is_not_from_here_is_refused(desk: Desk, call) -> None:  # type: ignore[no-untyped-def]
    transcript, content = call
    with pytest.raises(MalformedText, match="no paragraph of it names a turn"):
        actions.returned_content(desk, word(p("Bridge: Yes.") + p("Watch: No.")), name="x.docx")
    with pytest.raises(NotFound):
        actions.returned_content(
            desk, edited(content, (f"_turn_{transcript}_1_1", "_turn_tzzzzzzzzzz_1_1")), name="x.docx"
        )
    with pytest.raises(NotFound, match="proposes nothing"):
        actions.accept_returned(desk, content, name="x.docx", turns=[f"{transcript}.1"], agent=ADA)
    with pytest.raises(WrongUsage, match="to take over"):
        actions.accept_returned(desk, content, name="x.docx", agent=ADA)
