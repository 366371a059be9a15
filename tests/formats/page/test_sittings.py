"""Press reports of a sitting: who testified is heard, a ruling alone is not talk."""

from __future__ import annotations

from earwitness.formats import read

REPORT = """<!doctype html><html lang="en"><head><title>The second day of the hearing</title></head><body><article>
<h1>The second day of the hearing</h1>
<p>The mate, Andrei Lesnyak, testified for an hour and a half. {first}</p>
<p>Asked who shut the door, he said: “The bosun.”</p>
<p>“Nobody asked about the light,” said Lesnyak. “It burned to the end.”</p>
</article></body></html>"""


def test_what_a_witness_said_is_an_excerpt() -> None:
    page = REPORT.format(first="“It hung over the kettle in the mess,” he said.")
    (transcript,) = read(page.encode(), name="report.html").transcripts
    assert transcript.kind == "excerpt"
    assert [turn.text.rstrip(",.") for turn in transcript.turns][0] == "It hung over the kettle in the mess"


def test_a_report_of_a_ruling_is_no_talk() -> None:
    """The control: the same words where nobody testified."""
    page = REPORT.format(first="").replace("testified for an hour and a half", "was fined by the court")
    assert read(page.encode(), name="report.html").transcripts == ()
