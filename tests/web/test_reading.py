"""The reading page: which versions, in which order, and what is known around them."""

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness.actions.answers import (
    DoubtShown,
    HeldShown,
    MarkShown,
    Shown,
    SourceShown,
    SpeakerShown,
    TranscriptShown,
    TurnShown,
)
from earwitness.actions.collating import AlignmentShown, Collation, VoiceShown
from earwitness.actions.settling import Settled
from earwitness.actions.versions import chosen
from earwitness.archive import Decided
from earwitness.errors import NotFound, WrongUsage
from earwitness.model import Match
from earwitness.publish.pages import ReadingPage
from earwitness.publish.render import render
from earwitness.publish.setting import turns_round
from earwitness.tellings.align import Group
from earwitness.tellings.variants import Reading, Variant
from earwitness.web.reading import read

from .conftest import Names


def version(name: str, kind: str, language: str, *lines: tuple[str, str]) -> TranscriptShown:
    """A transcript in which each line is a local speaker and what is said."""
    return TranscriptShown(
        id=name,
        kind=kind,
        language=language,
        revision=1,
        source="s0000000001",
        format="text",
        made_by=None,
        doubts=(),
        turns=tuple(
            TurnShown(
                id=f"{name}.{number}",
                number=number,
                speakers=(f"{name}.{speaker}",) if speaker else (),
                text=text,
                raw=None,
                start=None,
                end=None,
                language=language,
                marks=(),
            )
            for number, (speaker, text) in enumerate(lines, 1)
        ),
    )


RUSSIAN = version("t0000000001", "transcription", "ru", ("p1", "Как слышите?"), ("p2", "Слышу вас."))
ENGLISH = version("t0000000002", "translation", "en", ("p1", "How do you hear me?"), ("p2", "I hear you."))
PRESS = version("t0000000003", "excerpt", "en", ("p1", "I hear you."))


def shown(*transcripts: TranscriptShown, **more: object) -> Shown:
    """A conversation with these versions."""
    source = SourceShown(
        id="s0000000001",
        url="https://shore-post.example/aurora",
        path=None,
        sha256="0" * 64,
        size=1234,
        media_type="text/html",
        publisher="Shore Post",
        published="2031-11-16",
        captured="2031-11-20T09:00:00Z",
    )
    labels = {"t0000000001": "Мостик Берег", "t0000000002": "Bridge Shore", "t0000000003": "Shore -"}
    answer = Shown(
        id="c0000000001",
        title="The Aurora calls the shore",
        genre="radio",
        access="open",
        held=HeldShown(date="2031-11-14~", certainty="inferred", why="published two days later"),
        published="2031-11-16",
        languages=("ru", "en"),
        speakers=tuple(
            SpeakerShown(id=f"{name}.p{number}", labels=(label,), role=None, transcript=name)
            for name, both in labels.items()
            for number, label in enumerate(both.split(), 1)
        ),
        sources=(source,),
        recordings=(),
        transcripts=transcripts,
    )
    return msgspec.structs.replace(answer, **more)


def lined_up(a: str, b: str, *pairs: tuple[tuple[int, ...], tuple[int, ...]], cover: float = 1.0) -> AlignmentShown:
    """An alignment of these pairs."""
    groups = tuple(Group(a=left, b=right) for left, right in pairs)
    return AlignmentShown(
        a=a, b=b, pairs=pairs, groups=groups, method="by hand", likeness=0.9, cover=(cover, cover)
    )  # fmt: skip


def compared(*alignments: AlignmentShown, variants: tuple[Variant, ...] = (), **more: object) -> Collation:
    """A collation of the versions above."""
    return msgspec.structs.replace(
        Collation(
            conversation="c0000000001",
            transcripts=("t0000000001", "t0000000002", "t0000000003"),
            alignments=alignments,
            variants=variants,
            gaps=(),
            fullest="t0000000001",
            descent=(),
        ),
        **more,
    )


BOTH = lined_up("t0000000001", "t0000000002", ((1,), (1,)), ((2,), (2,)))
EXCERPT = lined_up("t0000000001", "t0000000003", ((1,), ()), ((2,), (1,)), cover=0.5)


def heard_or_seen(*, material: bool) -> Variant:
    """A difference between the press and the translation."""
    return Variant(
        id="v1234567890ab" if material else "vba0987654321",
        material=material,
        kind="certainty" if material else "wording",
        readings=(
            Reading(transcript="t0000000002", turn=2, start=2, end=6, words="hear"),
            Reading(transcript="t0000000003", turn=1, start=2, end=6, words="see"),
        ),
    )


def said(page: ReadingPage) -> list[list[list[str]]]:
    """What stands in each slot of each row."""
    return [
        [["".join(piece.text for piece in cell.pieces) for cell in slot.cells] for slot in row.slots]
        for row in page.sheet.rows
    ]


def test_the_transcript_and_the_best_translation_stand_side_by_side() -> None:
    page = read(shown(PRESS, ENGLISH, RUSSIAN), collation=compared(BOTH, EXCERPT))
    assert [column.heading for column in page.sheet.columns] == [
        "Transcript · Russian · Shore Post",
        "Translation · English · Shore Post",
    ]
    assert said(page) == [[["Как слышите?"], ["How do you hear me?"]], [["Слышу вас."], ["I hear you."]]]
    assert (page.held.words, page.held.certainty) == ("about 14 November 2031", "inferred")


def test_of_two_translations_the_one_that_has_more_stands_beside() -> None:
    short = msgspec.structs.replace(ENGLISH, id="t0000000009", turns=ENGLISH.turns[:1])
    less = lined_up("t0000000001", "t0000000009", ((1,), (1,)), ((2,), ()), cover=0.4)
    whole = shown(RUSSIAN, short, ENGLISH)
    assert [version.id for version in chosen(whole, (), compared(less, BOTH))] == ["t0000000001", "t0000000002"]
    assert chosen(shown(RUSSIAN, PRESS), ()) == (RUSSIAN,)
    assert chosen(shown(), ()) == ()


def test_a_voice_is_one_over_the_versions() -> None:
    voices = tuple(
        VoiceShown(speakers=(f"t0000000001.p{n}", f"t0000000002.p{n}"), labels=(), likelihood=0.9) for n in (1, 2)
    )
    page = read(shown(RUSSIAN, ENGLISH), collation=compared(BOTH, voices=voices))
    assert [(voice.name, voice.colour, voice.also) for voice in page.voices] == [
        ("Мостик", 1, ("Bridge",)),
        ("Берег", 2, ("Shore",)),
    ]
    assert [[cell.voice for cell in row.cells] for row in page.sheet.rows] == [[1, 1], [2, 2]]
    apart = read(shown(RUSSIAN, ENGLISH), collation=compared(BOTH))
    assert [[cell.voice for cell in row.cells] for row in apart.sheet.rows] == [[1, 3], [2, 4]]


def test_versions_are_chosen_by_the_address() -> None:
    whole = shown(RUSSIAN, ENGLISH, PRESS)
    page = read(whole, ["t0000000002", "t0000000003"], collation=compared(BOTH, EXCERPT))
    assert said(page) == [[[], ["I hear you."]], [["How do you hear me?"], []], [["I hear you."], []]]
    assert page.lacking == (
        "Not lined up with Shore Post, English, translation, so each stands by itself: Shore Post, English, excerpt."
    )
    assert [(link.chosen, link.address) for link in page.versions] == [
        (False, "/conversations/c0000000001?versions=t0000000002,t0000000003,t0000000001"),
        (True, "/conversations/c0000000001?versions=t0000000003"),
        (True, "/conversations/c0000000001?versions=t0000000002"),
    ]
    with pytest.raises(NotFound):
        read(whole, ["t9999999999"])
    crowd = [version(f"t000000010{number}", "machine", "en") for number in range(5)]
    with pytest.raises(WrongUsage):
        read(shown(*crowd), [transcript.id for transcript in crowd])


def test_while_versions_are_compared_the_first_stands_alone_and_the_page_says_so() -> None:
    page = read(shown(RUSSIAN, ENGLISH))
    assert (page.comparing, [column.transcript for column in page.sheet.columns]) == (True, ["t0000000001"])
    assert "are being compared" in render(page)
    assert not read(shown(RUSSIAN)).comparing


def test_what_differs_is_marked_and_told_in_the_margin() -> None:
    variants = (heard_or_seen(material=True), heard_or_seen(material=False))
    collation = compared(BOTH, EXCERPT, variants=variants)
    page = read(shown(RUSSIAN, ENGLISH, PRESS), collation=collation)
    assert [[one.kind for one in row.differences] for row in page.sheet.rows] == [[], ["certainty"]]
    (told,) = page.sheet.rows[1].differences
    assert [(reading.words, [each.name for each in reading.versions], reading.here) for reading in told.readings] == [
        ("hear", ["Shore Post, English, translation"], True),
        ("see", ["Shore Post, English, excerpt"], False),
    ]
    assert told.address == "/conversations/c0000000001/differences/v1234567890ab"
    document = LexborHTMLParser(render(page))
    marked = document.css("a.differs")
    assert [(mark.text(), mark.attributes["href"], mark.attributes["title"]) for mark in marked] == [
        ("hear", "#v1234567890ab", "differs: certainty")
    ]
    assert document.css_first("#v1234567890ab").text().split() == [
        "certainty", "hear;", "see", "Shore", "Post,", "English,", "excerpt",
    ]  # fmt: skip
    assert page.differing == 1


def test_rows_are_kept_to_those_that_differ() -> None:
    variants = (heard_or_seen(material=True), heard_or_seen(material=False))
    whole, collation = shown(RUSSIAN, ENGLISH, PRESS), compared(BOTH, EXCERPT, variants=variants)
    page = read(whole, collation=collation, differ="meaning")
    assert [(row.left_out, [one.id for one in row.differences]) for row in page.sheet.rows] == [(1, ["v1234567890ab"])]
    assert [(link.text, link.count, link.chosen) for link in page.filters] == [
        ("All turns", None, False),
        ("Where they differ in meaning", 1, True),
        ("Every difference", 2, False),
    ]
    every = read(whole, collation=collation, differ="any")
    assert [one.kind for row in every.sheet.rows for one in row.differences] == ["certainty", "wording"]
    none = read(whole, ["t0000000001"], collation=collation, differ="meaning")
    assert "No rows differ in this way." in render(none)


def test_a_version_alone_is_read_like_a_play() -> None:
    collation = compared(BOTH, EXCERPT, variants=(heard_or_seen(material=True),))
    page = read(shown(RUSSIAN, ENGLISH, PRESS), ["t0000000002"], collation=collation)
    document = LexborHTMLParser(render(page))
    assert (document.css("a.differs, .sheet .margin"), page.alone) == ([], True)
    asked = read(shown(RUSSIAN, ENGLISH, PRESS), ["t0000000002"], collation=collation, differ="meaning")
    assert len(LexborHTMLParser(render(asked)).css("a.differs")) == 1


def test_a_settled_reading_and_a_match_are_told_quietly() -> None:
    variant = msgspec.structs.replace(heard_or_seen(material=True), chosen="t0000000002")
    settled = Settled(
        id="d0000000001", variant=variant.id, kind="certainty", chosen="t0000000002", words="hear",
        note="heard twice", agent="Ines Marlow", time="2031-12-01T00:00:00Z", act="a0000000001", readings=(),
    )  # fmt: skip
    matched = Match(id="d0000000002", a="t0000000001", b="t0000000002", a_turns=("1",), b_turns=("1",))
    alone = Match(id="d0000000003", a="t0000000001", b="t0000000002", a_turns=("2",))
    gone = Match(id="d0000000004", a="t0000000001", b="t0000000002", a_turns=("77",))
    decided = [
        Decided(decision=decision, act=f"a000000000{number}", agent="Ines Marlow", time="", sequence=number)
        for number, decision in enumerate((gone, matched, alone), 2)
    ]
    collation = compared(BOTH, EXCERPT, variants=(variant,), settled=(settled,))
    page = read(shown(RUSSIAN, ENGLISH, PRESS), collation=collation, decided=decided)
    assert [[(one.said, one.agent) for one in row.matched] for row in page.sheet.rows] == [
        [("matched", "Ines Marlow")],
        [("said to have no counterpart in Shore Post, English, translation", "Ines Marlow")],
    ]
    html = LexborHTMLParser(render(page))
    assert " ".join(html.css_first("p.settled").text().split()) == (
        "settled by Ines Marlow: the reading of Shore Post, English, translation stands, hear. heard twice"
    )
    assert html.css(".sheet button") == []


def test_doubts_stand_by_the_turn_and_lead_to_it() -> None:
    doubted = msgspec.structs.replace(
        ENGLISH, doubts=(DoubtShown(turn=2, what="the voice may be another"), DoubtShown(turn=None, what="no date"))
    )
    page = read(shown(doubted))
    assert page.sheet.rows[1].cells[0].doubts == ("the voice may be another",)
    assert [(doubt.what, doubt.turn, doubt.address) for doubt in page.doubts] == [
        ("the voice may be another", 2, "#turn-t0000000002.2"),
        ("no date", None, ""),
    ]


def test_what_a_publication_holds_back_is_said() -> None:
    source = msgspec.structs.replace(shown().sources[0], access="closed until 2060-01-01")
    page = read(shown(RUSSIAN, sources=(source,)))
    assert page.access == "closed until 2060-01-01"
    assert "Closed until 1 January 2060." in render(page)
    assert "leaves it by no exit" not in render(read(shown(RUSSIAN)))


HOSTILE_TEXTS = (
    "x" * 100_000,
    "Z̷̢̛͚̲̼͎a̸l̵g̶o̷ " * 200,
    "🚢👨‍👩‍👧‍👦 🇺🇦",
    "שלום, מה שלומך? \u202eevil\u202c",
    "\x00\x0b\ud800".encode("utf-8", "replace").decode(),
    "<script>alert(1)</script>",
    "line\nline\n\nline",
)


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=["long", "zalgo", "emoji", "rtl", "controls", "script", "lines"])
def test_a_hostile_turn_is_shown_as_it_is(text: str) -> None:
    page = read(shown(version("t0000000001", "transcription", "he", ("p1", text), ("", text)), title=text[:10_000]))
    said = LexborHTMLParser(render(page)).css("p.said")
    # HTML has no NUL: a parser drops it.
    assert [element.text() for element in said] == [text.replace("\x00", "")] * 2
    assert [element.attributes["lang"] for element in said] == ["he"] * 2
    assert [element.attributes.get("dir") for element in said] == ["auto" if turns_round(text) else None] * 2


def test_what_may_run_the_other_way_is_looked_at_by_the_browser() -> None:
    assert [turns_round(text) for text in ("Слышу вас, 12", "שלום", "صباح", "\u202eevil", "")] == [
        False, True, True, True, False,
    ]  # fmt: skip


def test_forty_voices_and_none() -> None:
    lines = [(f"p{number}", "Here.") for number in range(40)] + [("", "Who is that?")]
    crowd = version("t0000000001", "transcription", "en", *lines)
    speakers = tuple(
        SpeakerShown(
            id=f"t0000000001.p{number}", labels=("<script>" + "ы" * 500 + str(number),), role=None, transcript="t"
        )
        for number in range(40)
    )
    page = read(shown(crowd, speakers=speakers))
    document = LexborHTMLParser(render(page))
    assert len(page.voices) == 41  # and what nobody knows who said
    assert len(document.css(".cast tbody tr")) == 41
    assert document.css(".cell")[-1].css_first(".who").text() == "voice not known"
    assert [link.attributes["href"] for link in document.css("a.number")][:2] == [
        "/conversations/c0000000001/turns/t0000000001.1",
        "/conversations/c0000000001/turns/t0000000001.2",
    ]


def test_marks_say_what_they_are() -> None:
    turn = msgspec.structs.replace(
        ENGLISH.turns[0],
        marks=(
            MarkShown(type="gap", start=7, end=7, words="inaudible, 2 seconds"),
            MarkShown(type="supplied", start=11, end=14, words=""),
        ),
    )
    document = LexborHTMLParser(render(read(shown(msgspec.structs.replace(ENGLISH, turns=(turn,))))))
    gap, supplied = document.css_first("p.said .gap"), document.css_first("p.said .supplied")
    assert (gap.text().strip(), gap.attributes["aria-label"]) == ("[…]", "inaudible, 2 seconds")
    assert supplied.attributes["title"] == "added by the transcriber to complete the sense"


def test_the_page_of_a_real_archive(desk: TestClient[Litestar], names: Names) -> None:
    document = LexborHTMLParser(desk.get(f"/conversations/{names.call}").text)
    assert [element.attributes["lang"] for element in document.css("p.said")] == ["ru", "en"] * 4
    assert [heading.text() for heading in document.css("h3")] == [
        "Transcript · Russian · Listeners' log",
        "Translation · English · Shore Post",
        "Margin",
    ]
    data = desk.get(f"/conversations/{names.call}.json").json()
    assert data["id"] == names.call
    assert len(data["sheet"]["columns"]) == 2


def test_a_turns_name_leads_to_its_place(desk: TestClient[Litestar], names: Names) -> None:
    answer = desk.get(f"/conversations/{names.english}.3", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/conversations/{names.call}#turn-{names.english}.3"
    page = desk.get(f"/conversations/{names.call}").text
    assert f'id="turn-{names.english}.3"' in page


def test_what_is_not_there_suggests_what_is(desk: TestClient[Litestar], names: Names) -> None:
    wrong = names.call[:-1] + ("0" if names.call[-1] != "0" else "1")
    answer = desk.get(f"/conversations/{wrong}")
    assert answer.status_code == 404
    assert names.call in answer.text
    data = desk.get(f"/conversations/{wrong}.json")
    assert (data.status_code, data.json()["error"], data.json()["near"]) == (404, "NotFound", [names.call])
    assert desk.get(f"/conversations/{names.call}?versions=t0000000000").status_code == 404
