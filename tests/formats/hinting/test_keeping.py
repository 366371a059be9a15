"""A reading that keeps to hints, without an archive: anchors, and whatever people may say. The page is invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earwitness import formats
from earwitness.errors import BadInput
from earwitness.formats.hinting import PageText, keep_to, page_text
from earwitness.formats.page.lines import Line
from earwitness.model import Anchor, Hint, Reading

PAGE = b"""<html lang="en"><body><nav><a href="/">Home</a></nav><article><h1>A call from the ferry Meridian</h1>
<p>Stoker: We are taking water (much of it).</p><p>Mom: Yes.</p><p>Stoker: Yes.</p><p>Mom: Yes.</p>
<p>She wept.</p><p>Stoker: A hundred *passengers*, f*ck it.</p><p>Mum: [sobs] Come home.</p></article></body></html>"""
READING = formats.read(PAGE, name="page.html")
TEXT = page_text(PAGE, name="page.html", reading=READING)


def hint(kind: str, anchor: Anchor | None = None, **said: object) -> Hint:
    return Hint(id="h1", kind=kind, source="s1", digest="d", anchor=anchor, **said)  # type: ignore[arg-type]


def said(reading: Reading) -> list[str]:
    (transcript,) = reading.transcripts
    return [f"{'+'.join(turn.speakers)}: {turn.text}" for turn in transcript.turns]


def test_the_whole_page_is_there_line_by_line() -> None:
    assert TEXT.texts[0] == "Home" and TEXT.furniture == {0}
    assert len(TEXT.lines) == 9
    (transcript,) = READING.transcripts
    lines = [TEXT.line_at(spans[0][0]) for spans in TEXT.places_of(transcript.turns)]
    assert lines == [2, 3, 4, 5, 7, 8], "of three lines that say Yes each turn has its own"


@pytest.mark.parametrize(("line", "to"), [(1, None), (5, None), (4, 6), (9, 9)])
def test_an_anchor_finds_its_place_again(line: int, to: int | None) -> None:
    anchor = TEXT.anchor("", line=line, to=to)
    assert TEXT.place(anchor, same_bytes=True) == TEXT.stretch_of(line, to)
    longer = PageText([Line(text="New", raw="New", kind="paragraph"), *TEXT.lines])
    found = longer.place(anchor, same_bytes=False)
    assert found is not None and longer.text[found[0] : found[1]] == anchor.exact
    assert longer.line_at(found[0]) == line, "the page grew by a line above"


def test_where_nothing_tells_which_place_is_meant_none_is() -> None:
    alike = PageText([Line(text="Yes.", raw="Yes.", kind="paragraph")] * 9)
    anchor = alike.anchor("", line=5)
    assert alike.place(anchor, same_bytes=True) == alike.stretch_of(5), "on the same bytes the line tells"
    longer = PageText([*alike.lines] * 60)
    assert longer.place(anchor, same_bytes=False) is None
    with pytest.raises(BadInput, match="9 times, on lines 1, 2, 3, 4, 5, 6…"):
        alike.anchor("Yes.")


def test_marks_and_words_around_them_stay_in_their_places() -> None:
    masked = keep_to(READING, TEXT, [hint("speech", TEXT.anchor("passengers"))], digest="d").reading
    assert said(masked)[4] == "p1: A hundred passengers, f*ck it."
    (mark,) = masked.transcripts[0].turns[4].marks
    assert (mark.type, masked.transcripts[0].turns[4].text[mark.start : mark.end]) == ("masked", "f*ck")
    taken = keep_to(READING, TEXT, [hint("editor", TEXT.anchor("A hundred"), mark="supplied")], digest="d").reading
    assert [mark.type for mark in taken.transcripts[0].turns[4].marks] == ["supplied", "incident", "masked"]


ANCHORED = st.builds(
    hint,
    kind=st.sampled_from(["turn", "follows", "no turn", "editor", "speech"]),
    anchor=st.builds(
        lambda line, more: TEXT.anchor("", line=line, to=min(9, line + more)), st.integers(1, 9), st.integers(0, 2)
    )
    | st.sampled_from(
        [TEXT.anchor(words) for words in ("taking water", "passengers", "sobs", "hundred *passengers*, f*ck")]
    ),
    voice=st.sampled_from([None, "", "Mom", "Nobody", "<b>"]),
    mark=st.sampled_from(["gloss", "supplied", "vocal", "masked"]),
)
LABELLED = st.builds(
    hint,
    kind=st.sampled_from(["one voice", "two voices", "no voice"]),
    labels=st.lists(st.sampled_from(["Mom", "Mum", "Stoker", "<script>"]), min_size=1, max_size=3).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(hints=st.lists(ANCHORED | LABELLED, max_size=8))
def test_whatever_people_say_the_reading_stays_whole(hints: list[Hint]) -> None:
    kept = keep_to(READING, TEXT, hints, digest="d")
    (transcript,) = kept.reading.transcripts
    assert [turn.number for turn in transcript.turns] == list(range(1, len(transcript.turns) + 1))
    heard = {voice for turn in transcript.turns for voice in turn.speakers}
    assert heard == {speaker.id for speaker in transcript.speakers}
    letters = "".join(filter(str.isalnum, TEXT.text))
    for turn in transcript.turns:
        assert all(0 <= mark.start <= mark.end <= len(turn.text) for mark in turn.marks), turn
        for part in turn.text.split():
            word = "".join(filter(str.isalnum, part))
            assert word in letters, "no word is on no page"
    assert keep_to(READING, TEXT, hints, digest="d") == kept
    assert keep_to(READING, TEXT, [], digest="d").reading == READING


def test_a_page_of_20000_lines_is_put_right_in_seconds() -> None:
    content = "".join(
        f"{who}: Line {number} of a long watch.\n\n" for number in range(10_000) for who in ("Bridge", "Shore")
    )
    reading = formats.read(content.encode(), name="watch.txt")
    begun = time.process_time()
    text = page_text(content.encode(), name="watch.txt", reading=reading)
    hints = [hint("no turn", text.anchor("", line=line)) for line in range(1, 2_000, 2)]
    kept = keep_to(reading, text, hints, digest="d")
    assert len(kept.reading.transcripts[0].turns) == 19_000
    assert time.process_time() - begun < 20
