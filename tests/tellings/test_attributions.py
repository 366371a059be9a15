"""Voices: a draft's sentence and a turn in, whether the one who speaks is named out. The people are invented."""

from __future__ import annotations

import pytest

from earwitness.formats.drafts import Paragraph
from earwitness.model import Speaker, Transcript, Turn
from earwitness.tellings.attributions import voice
from earwitness.tellings.quotations import find_quotations

FAMILY = Transcript(
    id="t1",
    conversation="c1",
    speakers=(
        Speaker(id="p1", labels=("E",), role="elder brother"),
        Speaker(id="p2", labels=("Y",), role="younger brother"),
        Speaker(id="p3", labels=("Мама",)),
        Speaker(id="p4", labels=("Vera K.",)),
    ),
    turns=(Turn(id="1", number=1, speakers=("p1",), text="Go home."),),
)


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("“Go home,” the elder brother said.", "right"),
        ("“Go home,” the younger brother said.", "wrong"),
        ("“Go home,” the brother said.", "unsaid"),
        ("“Go home,” his mother said.", "wrong"),
        ("«Go home», — сказала мать.", "wrong"),
        ("“Go home,” Vera K. said.", "wrong"),
        ("The elder brother told the younger brother: “Go home.”", "right"),
        ("E: “Go home.”", "right"),
        ("Y: “Go home.”", "wrong"),
        ("“Go home,” Petrov said.", "unsaid"),
        ("“Go home,” he said.", "unsaid"),
        ("She remembers “Go home” well.", "unsaid"),
    ],
)
def test_voices(draft: str, expected: str) -> None:
    (quotation,) = find_quotations([Paragraph(text=draft)])
    assert voice(quotation, FAMILY, FAMILY.turns[0]) == expected


def test_a_turn_whose_voice_nobody_knows_is_nobody_elses() -> None:
    (quotation,) = find_quotations([Paragraph(text="“Go home,” the younger brother said.")])
    assert voice(quotation, FAMILY, Turn(id="2", number=2, text="Go home.")) == "unsaid"
