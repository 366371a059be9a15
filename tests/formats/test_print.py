"""Transcripts in print, whole."""

from __future__ import annotations

from earwitness.formats import markdown, plain, webpage
from earwitness.formats.signs import with_signs
from earwitness.model import Conversation, Dossier, Held, Mark, Speaker, Transcript, Turn

DOSSIER = Dossier(
    conversation=Conversation(
        id="c0000000001", title="Bridge & coast guard", held=Held(date="2031-11-14", certainty="stated", why="heading")
    ),
    transcripts=(
        Transcript(
            id="t0000000001",
            conversation="c0000000001",
            language="en",
            speakers=(Speaker(id="p1", labels=("Bridge",)), Speaker(id="p2", role="coast guard")),
            turns=(
                Turn(
                    id="1",
                    number=1,
                    speakers=("p1",),
                    start=41_000,
                    text="Water. Nine of twenty hands. F*ck <it>.",
                    marks=(
                        Mark(type="gap", start=6, end=6),
                        Mark(type="supplied", start=22, end=27),
                        Mark(type="masked", start=29, end=33),
                        Mark(type="vocal", start=39, end=39, words="coughs"),
                    ),
                ),
                Turn(
                    id="2",
                    number=2,
                    speakers=("p2",),
                    text="Two “three-hundreds”?",
                    marks=(Mark(type="gloss", start=20, end=20, words="wounded"),),
                ),
                Turn(id="3", number=3, text="Say again."),
            ),
        ),
    ),
)


def test_plain_text() -> None:
    assert plain.write([DOSSIER]).decode() == (
        "Bridge & coast guard\n\n"
        "Took place: 14 November 2031\nConversation: c0000000001\n\n"
        "=== Transcription · en · revision 1 ===\n\n"
        "[0:41] Bridge: Water. […] Nine of twenty *hands*. F*ck <it>. (coughs)\n\n"
        "coast guard: Two “three-hundreds” *wounded*?\n\n"
        "— Say again.\n"
    )


def test_markdown_escapes_what_would_be_markup() -> None:
    text = markdown.write([DOSSIER]).decode()
    assert "0:41 **Bridge:** Water. \\[…\\] Nine of twenty \\[hands\\]. F\\*ck \\<it\\>. *(coughs)*" in text
    assert "**coast guard:** Two “three-hundreds” *wounded*?" in text


def test_a_web_page_holds_no_markup_of_the_transcript() -> None:
    page = webpage.write([DOSSIER]).decode()
    assert "&lt;it&gt;" in page and "<it>" not in page
    assert '<span class="vocal" title="vocal">(coughs)</span>' in page
    assert "<script" not in page and "http" not in page.replace("http-equiv", "")


def test_signs_never_repeat_a_word() -> None:
    turn = Turn(
        id="1",
        number=1,
        text="one two",
        marks=(Mark(type="quote", start=0, end=7), Mark(type="unclear", start=4, end=7)),
    )
    assert with_signs(turn).count("two") == 1
