"""What is made of variants: a table, a critical apparatus, a page; rows, gaps, the fullest, and who copied whom."""

import csv
import io
from xml.etree import ElementTree

from earwitness.model import Speaker, Transcript, Turn
from earwitness.tellings.align import Alignment, Group
from earwitness.tellings.apparatus import write_csv, write_tei
from earwitness.tellings.columns import write_html
from earwitness.tellings.descent import descent
from earwitness.tellings.gaps import Gap, fullest, gaps
from earwitness.tellings.rows import rows
from earwitness.tellings.variants import Reading, Variant, collate

TEI = "{http://www.tei-c.org/ns/1.0}"


def telling(id, *texts):
    return Transcript(
        id=id,
        conversation="c0000000001",
        language="en",
        title=f"Telling {id}",
        speakers=(Speaker(id="p1", labels=("Pilot",)),),
        turns=tuple(
            Turn(id=str(number), number=number, speakers=("p1",), text=text) for number, text in enumerate(texts, 1)
        ),
    )


def aligned(a, b, *groups, cover=(1.0, 1.0)):
    pairs = tuple(Group(a=left, b=right, score=1.0) for left, right in groups)
    return Alignment(a=a.id, b=b.id, groups=pairs, method="by hand", likeness=1.0, cover=cover)


A = telling("ta", "Four <boats> left.", "Nobody saw them & that was it.", "Over.")
B = telling("tb", "Six <boats> left.", "Over.")
AB = aligned(A, B, ((1,), (1,)), ((2,), ()), ((3,), (2,)), cover=(0.5, 1.0))


def test_the_table_has_a_line_for_each_reading():
    lines = list(csv.reader(io.StringIO(write_csv(collate([A, B], [AB])))))
    assert [line[1:] for line in lines] == [
        ["material", "kind", "chosen", "transcript", "turn", "start", "end", "words"],
        ["yes", "number", "", "ta", "1", "0", "4", "Four"],
        ["yes", "number", "", "tb", "1", "0", "3", "Six"],
    ]
    assert lines[1][0] == lines[2][0]


def test_a_spreadsheet_takes_no_words_for_a_formula():
    reading = Reading(transcript="ta", turn=1, start=0, end=5, words="=1+1")
    table = write_csv([Variant(id="v1", material=False, kind="wording", readings=(reading,))])
    assert table.splitlines()[1] == "v1,no,wording,,ta,1,0,5,'=1+1"


def test_the_apparatus_is_well_formed_and_points_at_utterances_that_are_there():
    root = ElementTree.fromstring(write_tei("A <call>\x00", [A, B], collate([A, B], [AB])).encode())
    assert root.findtext(f".//{TEI}title") == "A <call>\ufffd"
    ids = {each.get("{http://www.w3.org/XML/1998/namespace}id") for each in root.iter()}
    readings = [(each.get("wit"), each.get("n"), each.text) for each in root.iter(f"{TEI}rdg")]
    assert readings == [("#ta", "0-4", "Four"), ("#tb", "0-3", "Six")]
    pointed = {each.get(name)[1:] for each in root.iter() for name in ("from", "wit", "source") if each.get(name)}
    assert pointed == {"ta", "tb", "ta-u1", "tb-u1"}
    assert pointed <= ids


def test_the_page_marks_what_differs_and_runs_nothing():
    page = write_html("A <call>", [A, B], [AB], collate([A, B], [AB]))
    assert '<mark class="material" title="number">Four</mark> &lt;boats&gt; left.' in page
    assert "Differences that change the meaning (1)" in page
    assert "<boats>" not in page and "<script" not in page


def test_the_page_says_where_nothing_differs():
    assert "<p>None found.</p>" in write_html("A call", [A], [], [])


def test_rows_stand_in_the_order_of_the_first_telling():
    c = telling("tc", "Six boats left.", "Wait.", "Over.")
    bc = aligned(B, c, ((1,), (1,)), ((), (2,)), ((2,), (3,)))
    assert [row.cells for row in rows([A, B, c], [AB, bc])] == [
        ((1,), (1,), (1,)),
        ((), (), (2,)),
        ((2,), (), ()),
        ((3,), (2,), (3,)),
    ]


def test_gaps_and_the_fullest():
    assert gaps([A, B], [AB]) == (Gap(transcript="tb", other="ta", turns=(2,), alone=(2,)),)
    assert fullest([A, B], [AB]) == "ta"
    assert fullest([B, A], [AB]) == "ta"
    assert gaps([A], []) == ()
    assert fullest([], []) is None


def test_a_copy_shares_words_and_independent_tellings_do_not():
    text = "The night ferry left the northern pier at four with nobody on the bridge who knew the channel."
    free = "At four o'clock the ferry went from the north quay, and no one at the wheel could tell the fairway."
    model, copy, own = telling("ta", text), telling("tb", text.replace("four", "five")), telling("tc", free)
    pairs = [aligned(a, b, ((1,), (1,))) for a, b in ((model, copy), (model, own), (copy, own))]
    (found,) = descent([model, copy, own], pairs, [], published={"ta": "2031-05-02", "tb": "2031-05-01"})
    assert (found.copy, found.model) == ("ta", "tb")
    assert 0.8 <= found.likelihood < 1
    assert found.why[1] == "published 2031-05-01 and 2031-05-02"
    assert descent([model, own], pairs[1:2], []) == ()
