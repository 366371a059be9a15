"""Each odd word of the screen explains itself where it stands. All of it is invented."""

import re
from pathlib import Path

import pytest

from earwitness.publish import render, terms, tongue

TEMPLATES = Path(render.__file__).parent / "templates"
ASKED = re.compile(r"explained\([^{}]*?, \"([^\"]+)\"\)")


def set_in(template: str) -> str:
    made = render.environment().from_string('{% from "explained.html" import explained %}' + template)
    return made.render().strip()


def test_a_word_opens_its_meaning_without_script() -> None:
    said = set_in('{{ explained("stated", "stated") }}')
    assert said == (
        '<button type="button" class="odd" popovertarget="meaning-stated">stated</button>'
        '<span class="meaning" id="meaning-stated" popover><b>stated</b> The source itself says it.</span>'
    )


def test_a_word_is_never_markup_and_its_meaning_is_in_the_tongue_of_the_reader() -> None:
    with tongue.speaking(tongue.PSEUDO):
        said = set_in('{{ explained("<i>turn</i>", "lasting name") }}')
    assert "&lt;i&gt;turn" in said and 'id="meaning-lasting-name"' in said and "⟦This name keeps" in said


def test_every_word_that_a_page_explains_has_a_meaning() -> None:
    asked = {key for file in TEMPLATES.glob("*.html") for key in ASKED.findall(file.read_text(encoding="utf-8"))}
    assert asked <= terms.MEANINGS.keys()
    with pytest.raises(KeyError):
        set_in('{{ explained("verdict", "verdict") }}')


def test_meanings_are_sentences() -> None:
    assert [meaning for meaning in terms.MEANINGS.values() if not meaning.endswith(".") or 240 < len(meaning)] == []
