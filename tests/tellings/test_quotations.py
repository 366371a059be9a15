"""Quotations of a draft: text in, quotations out. All drafts here are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.formats.drafts import Paragraph
from earwitness.tellings.quotations import Quotation, find_quotations


def found(*texts: str) -> list[tuple[str, str, str]]:
    """Returns the words of each quotation, the clause that says who spoke, and whom it names."""
    paragraphs = [Paragraph(text=text.removeprefix("> "), quoted=text.startswith("> ")) for text in texts]
    return [(each.text, each.clause, each.name) for each in find_quotations(paragraphs)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We left,” the captain said, “at nine.”", [("We left, at nine.", "the captain said", "captain")]),
        ("„Wir gingen“, sagte der Kapitän, „um neun.“", [("Wir gingen um neun.", "sagte der Kapitän", "Kapitän")]),
        ("«Мы ушли, — сказал капитан, — в девять».", [("Мы ушли, в девять", "сказал капитан,", "капитан")]),
        ("«Ми пішли», — сказала мати.", [("Ми пішли", "сказала мати.", "мати")]),
        ('The mate said: "It\'s over."', [("It's over.", "The mate said:", "mate")]),
        ("Captain: “We left.”", [("We left.", "Captain:", "Captain")]),
        (
            "‘We didn’t go,’ said the bosun. ‘The dogs’ bowls are here.’",
            [("We didn’t go,", "said the bosun.", "bosun"), ("The dogs’ bowls are here.", "", "")],
        ),
        ("'Don't go,' she said.", [("Don't go,", "she said.", "")]),
        ("“Two of us,” Vera K. said. “Go.”", [("Two of us,", "Vera K. said.", "K"), ("Go.", "", "")]),
        ("»Wir gingen«, sagte er.", [("Wir gingen", "sagte er.", "")]),
        ("Он ответил: «Он сказал: «Иди домой» и ушёл».", [("Он сказал: «Иди домой» и ушёл", "Он ответил:", "")]),
        ("The watch officer told the mate, “Stay.”", [("Stay.", "The watch officer told the mate,", "officer")]),
        ("He was 5'10\" tall; it's the dogs’ bowl.", []),
        ("“Open and never closed", []),
        (
            "The recording has this: 'We are nine of us'.",
            [("We are nine of us", "The recording has this:", "The recording has this")],
        ),
        ("'[w]e left', he said.", [("[w]e left", "he said.", "")]),
        ("'Twas the dogs' bowl, and the boys' too.", []),
        ("»[…] um neun«, sagte er.", [("[…] um neun", "sagte er.", "")]),
        ("“We left” — the Captain.", [("We left", "the Captain", "the Captain")]),
        ("According to the watch, “they left.”", [("they left.", "According to the watch,", "the watch")]),
        ("По словам матери, «они ушли».", [("они ушли", "По словам матери,", "матери")]),
        ("— Мы ушли, — сказал капитан. — В девять.", [("Мы ушли. В девять.", "сказал капитан.", "капитан")]),
        ("— a list\n— led by dashes", []),
        ("— no narrator speaks in this item, — as a list has it", []),
        ("Colours: “red”, “green”", [("red", "Colours:", "Colours"), ("green", "", "")]),
    ],
)
def test_quotations_of_a_paragraph(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


def test_a_quotation_over_two_paragraphs_is_one_and_stands_where_it_begins() -> None:
    (whole,) = find_quotations([Paragraph(text="“We left."), Paragraph(text="“It was nine,” said the cook.")])
    assert whole == Quotation(
        paragraph=0, start=0, end=9, text="We left. It was nine,", clause="said the cook.", name="cook", role="seaman"
    )


def test_a_block_is_a_quotation_and_its_labels_are_voices() -> None:
    assert found("The captain said:", "> We left at nine.\nIt was cold.\n— The Captain") == [
        ("We left at nine.\nIt was cold.", "The Captain", "The Captain")
    ]
    assert found("They spoke.", "> Bridge: Water!\nand more\nWatch: Where?") == [
        ("Water!\nand more", "Bridge:", "Bridge"),
        ("Where?", "Watch:", "Watch"),
    ]
    assert found("> He said “we left” and went.") == [("we left", "He said", "")], (
        "marks within a block are the quotations"
    )


def test_the_name_of_a_work_is_known_by_the_word_before_it() -> None:
    def works(text: str) -> list[bool]:
        return [each.work for each in find_quotations([Paragraph(text=text)])]

    assert works("They saw the film “Nights without trains” twice.") == [True]
    assert works("Речь о газете «Северный дневник за май».") == [True]
    assert works("It was published under the title “A shed, a hen and gate three”.") == [True]
    assert works("He told the newspaper “we left at nine and never looked”.") == [False]
    assert works("They never saw “nights without trains” again.") == [False]


def test_a_label_in_small_letters_is_one_in_a_block() -> None:
    assert found("> control: Where are you?") == [("Where are you?", "control:", "control")]
    assert found("> and then he said: Where are you?") == [("and then he said: Where are you?", "", "")]


def test_offsets_hold_the_marks() -> None:
    text = "So “we left,” the captain said, “at nine.” And"
    (quotation,) = find_quotations([Paragraph(text=text)])
    assert text[quotation.start : quotation.end] == "“we left,” the captain said, “at nine.”"


@given(st.lists(st.text("“”„«»‘’\"'a. —:\n", max_size=60), max_size=4))
def test_any_marks_give_quotations_within_their_paragraph(texts: list[str]) -> None:
    """Property: whatever the marks, nothing crashes, and every quotation lies in its paragraph, in order."""
    last = (-1, -1)
    for each in find_quotations([Paragraph(text=text) for text in texts]):
        assert 0 <= each.start < each.end <= len(texts[each.paragraph])
        assert last <= (each.paragraph, each.start)
        last = (each.paragraph, each.end)


@pytest.mark.parametrize(
    "text", ["“" * 60_000, "‘a " * 30_000, "'a" * 50_000, "«" * 30_000 + "»" * 30_000, "a: " * 40_000]
)
def test_hostile_marks_end_soon(text: str) -> None:
    import time

    started = time.process_time()
    find_quotations([Paragraph(text=text), Paragraph(text=text, quoted=True)])
    assert time.process_time() - started < 5
