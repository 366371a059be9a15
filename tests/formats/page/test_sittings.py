"""Press reports of a sitting: who testified is heard, a ruling alone is not talk."""

from __future__ import annotations

from earwitness.formats import read

REPORT = """<!doctype html><html lang="uk"><head><title>Другий день слухань</title></head><body><article>
<h1>Другий день слухань</h1>
<p>Старший помічник капітана Андрій Лесняк свідчив півтори години.</p>
<p>Про наказ чотирнадцять його запитали першим.
«Він висів над чайником у їдальні екіпажу. Менше половини рук — не виходимо», — відповів Лесняк.</p>
<p>На запитання, хто зачиняв носові двері, він сказав: «Боцман».</p>
<p>«Ніхто не спитав про світло. Воно горіло до кінця», — сказав Лесняк.</p>
</article></body></html>"""


def test_what_a_witness_said_is_an_excerpt() -> None:
    (transcript,) = read(REPORT.encode(), name="report.html").transcripts
    assert transcript.kind == "excerpt"
    assert [turn.text for turn in transcript.turns] == [
        "Він висів над чайником у їдальні екіпажу. Менше половини рук — не виходимо",
        "Боцман",
        "Ніхто не спитав про світло. Воно горіло до кінця",
    ]


def test_a_report_of_a_ruling_is_no_talk() -> None:
    """The control: the same words where nobody testified."""
    page = REPORT.replace("свідчив півтори години", "сплатить штраф")
    assert read(page.encode(), name="report.html").transcripts == ()
