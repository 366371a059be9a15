"""`earwitness collate`: what a person reads, the JSON, and the formats."""

import pytest

from earwitness.actions.collating import AlignmentShown, Collation
from earwitness.tellings.align import Group
from earwitness.tellings.descent import Descent
from earwitness.tellings.gaps import Gap
from earwitness.tellings.variants import Reading, Variant

FOUND = Collation(
    conversation="c4f9k2mq7x1",
    transcripts=("ta", "tb"),
    alignments=(
        AlignmentShown(
            a="ta",
            b="tb",
            pairs=(((1,), (2,)), ((2,), ())),
            groups=(Group(a=(1,), b=(2,), moved=True), Group(a=(2,), b=())),
            method="by hand",
            likeness=0.5,
            cover=(0.5, 1.0),
        ),
    ),
    variants=(
        Variant(
            id="v1",
            material=True,
            kind="number",
            readings=(
                Reading(transcript="ta", turn=1, start=0, end=4, words="Four"),
                Reading(transcript="tb", turn=2, start=0, end=0, words=""),
            ),
        ),
    ),
    gaps=(Gap(transcript="tb", other="ta", turns=(2,), alone=(2,)),),
    fullest="ta",
    descent=(Descent(copy="tb", model="ta", likelihood=0.9, why=("80% of the runs of 4 words are the same",)),),
)


def test_a_person_reads_what_differs_and_what_is_missing(run, answers):
    answers.give("collate", FOUND)
    outcome = run("collate", "c4f9k2mq7x1")
    assert outcome.code == 0
    assert outcome.out == (
        "2 versions: ta, tb\n"
        "\n"
        "differences that change the meaning: 1\n"
        "  number  v1\n"
        "    ta.1  “Four”\n"
        "    tb.2  nothing\n"
        "other differences in wording: 0\n"
        "\n"
        "what is missing\n"
        "  tb lacks of ta: turn 2\n"
        "the fullest: ta\n"
        "tb may be copied from ta (likelihood 0.90: 80% of the runs of 4 words are the same)\n"
    )


def test_json(run, answers):
    answers.give("collate", FOUND)
    document = run("collate", "c4f9k2mq7x1", "--json").document
    assert document["alignments"][0]["pairs"] == [[[1], [2]], [[2], []]]
    assert document["alignments"][0]["groups"][0] == {"a": [1], "b": [2], "score": 0.0, "moved": True}
    assert document["variants"][0]["readings"][0] == {
        "transcript": "ta",
        "turn": 1,
        "start": 0,
        "end": 4,
        "words": "Four",
    }
    assert document["variants"][0]["chosen"] is None


@pytest.mark.parametrize("to", ["html", "tei", "csv", "json"])
def test_a_format_goes_to_standard_output(run, answers, to):
    answers.give("collate_to", (FOUND, b"the bytes\n"))
    assert run("collate", "c4f9k2mq7x1", "--to", to).out == "the bytes\n"
    assert answers.options("collate_to") == {"to": to, "output": None}


def test_or_to_a_file(run, answers, tmp_path):
    answers.give("collate_to", (FOUND, b""))
    outcome = run("collate", "c4f9k2mq7x1", "--to", "html", "-o", str(tmp_path / "versions.html"))
    assert (outcome.code, outcome.out) == (0, "")
    assert answers.options("collate_to")["output"] == tmp_path / "versions.html"


def test_wrong_usage(run, answers):
    answers.give("collate", FOUND)
    assert run("collate", "c4f9k2mq7x1", "-o", "versions.html").code == 2
    assert run("collate", "c4f9k2mq7x1", "--to", "pdf").code == 2
    assert run("collate", "c4f9k2mq7x1", "--to", "html", "--json").code == 2
