"""Who speaks in the conversation and who to the press: the signs, and what stays out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from earwitness.formats.page.cues import speaks_of_talk
from earwitness.formats.page.reader import read_page

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from benchmarks.reading import folded  # noqa: E402

PRESS = ROOT / "tests" / "fixtures" / "press"
_PAGE = "<html><body><main><h1>{title}</h1>{paragraphs}</main></body></html>"


def _said(title: str, *paragraphs: str) -> list[str]:
    page = _PAGE.format(title=title, paragraphs="".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))
    reading = read_page(page.encode(), name="press.html", form="html")
    return [turn.text for transcript in reading.transcripts for turn in transcript.turns]


LEDE = "A tape of a call between the mayor, Ada Brill, and her gardener Tom Keel has reached this paper."
KEEL = "“The roses are dead, ma’am, all forty,” Keel says. “Then buy plastic ones,” the mayor answers."


@pytest.mark.parametrize(
    "outside",
    [
        "“Every rose is alive,” the mayor said in a statement.",
        "“Every rose is alive,” Brill told the Courier.",
        "The mayor denies it. “Every rose is alive,” she wrote to us by e-mail.",
        "“Every rose is alive,” said a spokesman for the council.",
        "“Every rose is alive,” said Nora Pick, who sells them.",
        "“Every rose is alive,” the minister for gardens said.",
    ],
)
def test_what_is_told_to_the_press_stays_prose(outside: str) -> None:
    assert _said("Forty roses", LEDE, KEEL, outside) == [
        "The roses are dead, ma’am, all forty,",
        "Then buy plastic ones,",
    ]


@pytest.mark.parametrize(
    "inside",
    [
        "“Nobody will smell the difference,” the mayor assures him.",
        "The mayor gives orders: “Nobody will smell the difference.”",
        "At the end of the call she laughs. “Nobody will smell the difference.”",
    ],
)
def test_an_office_whose_holder_is_of_the_conversation_speaks_in_it(inside: str) -> None:
    assert [folded(text) for text in _said("Forty roses", LEDE, KEEL, inside)][2:] == [
        "Nobody will smell the difference"
    ]


def test_a_call_to_the_paper_is_told_to_a_journalist() -> None:
    opening = "A gardener rang our newspaper in June; the call was taped."
    words = (
        "“The roses were dead in May,” he tells the journalist. She asks him how he knows. “I buried them,” he answers."
    )
    assert _said("Forty roses", opening, words) == ["The roses were dead in May,", "I buried them,"]


def test_prose_speaks_of_a_talk_by_one_clear_word_or_two_vague_ones() -> None:
    assert speaks_of_talk(["A recording has reached us."])
    assert speaks_of_talk(["One listens to an old man who answers a telephone."])
    assert not speaks_of_talk(["She keeps a telephone in the hall."])
    assert not speaks_of_talk(["He has no recording of her, only a tape measure."])


def _read(path: Path) -> list[str]:
    reading = read_page(path.read_bytes(), name=path.name, form="html")
    return [folded(turn.text) for transcript in reading.transcripts for turn in transcript.turns]


def _gold(path: Path) -> list[str]:
    talks = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["conversations"]
    return [folded(text) for talk in talks for telling in talk["tellings"] for _, text in telling["turns"]]


def _share(said: list[str], wanted: list[str]) -> tuple[float, float]:
    """Returns the precision and the recall of quotations."""
    right = sum(1 for text in said if text in wanted)
    return right / len(said), right / len(wanted)


def test_press_pages_give_the_quotations_of_their_call_and_no_others() -> None:
    pages = sorted(PRESS.glob("call-*.html"))
    said = [text for path in pages for text in _read(path)]
    wanted = [text for path in pages for text in _gold(path)]
    assert 120 <= len(wanted)
    assert 0.97 <= min(_share(said, wanted))
    # The control: a quotation too many and one too few are seen.
    assert _share([*said, "told to the press"], wanted)[0] < _share(said, wanted)[0]
    assert _share(said[1:], wanted)[1] < _share(said, wanted)[1]


def test_pages_that_only_mention_a_call_quote_none() -> None:
    taken = [path.stem for path in sorted(PRESS.glob("none-*.html")) if _read(path)]
    # Known to fall short: a feature in the present tense of a couple who listen to a radio that is for calls.
    assert taken in ([], ["none-lighthouse-tour"])


def test_a_call_sign_in_marks_is_a_name_and_one_word_may_be_speech() -> None:
    page = _PAGE.format(
        title="Запис радіообміну",
        paragraphs="<p>«Води на дві години», — каже «Вишня». «Так», — відповідає «Тесля». «Скільки?» — питає «Вишня».</p>",
    )
    (transcript,) = read_page(page.encode(), name="press.html", form="html").transcripts
    assert [turn.text for turn in transcript.turns] == ["Води на дві години", "Так", "Скільки?"]
    assert [speaker.labels[0] for speaker in transcript.speakers] == ["Вишня", "Тесля"]
