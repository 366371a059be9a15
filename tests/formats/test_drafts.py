"""Drafts: text in, paragraphs out; a .docx in, its copy with remarks out. All drafts here are invented."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.errors import BadInput, MalformedText, UnsafeInput
from earwitness.formats.drafts import Paragraph, read_draft
from earwitness.formats.packages import pieces
from earwitness.formats.word import Remark, read_docx, with_remarks

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
TIME = "2031-11-20T09:00:00Z"


def packed(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def docx(body: str, **parts: str) -> bytes:
    named = {f"word/{name}.xml": content for name, content in parts.items()}
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return packed({"[Content_Types].xml": TYPES, "word/document.xml": document, **named})


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()


def texts(content: bytes, name: str) -> list[str]:
    return [paragraph.text for paragraph in read_draft(content, name=name).paragraphs]


def test_the_paragraphs_of_a_docx() -> None:
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Zitat"/></w:pPr><w:r><w:t>We </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>left</w:t>'
        "<w:tab/><w:t>at nine &amp; ten.</w:t></w:r></w:p>"
        '<w:p><w:ins w:id="1"><w:r><w:t>in</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>out</w:delText></w:r></w:del>'
        "<w:r><w:br/><w:t>line</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    styles = f'<w:styles {W}><w:style w:styleId="Zitat"><w:name w:val="Quote"/></w:style></w:styles>'
    assert read_docx(docx(body, styles=styles), name="draft.docx") == (
        Paragraph(text="We left\tat nine & ten.", quoted=True),
        Paragraph(text="in\nline"),
        Paragraph(text="cell"),
    )


def test_a_footnote_hangs_where_it_is_referred_to() -> None:
    body = (
        "<w:p><w:r><w:t>Head</w:t></w:r></w:p><w:p><w:r><w:t>The watch said so.</w:t></w:r>"
        '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    notes = f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>“Nine of us.”</w:t></w:r></w:p></w:footnote></w:footnotes>'
    content = docx(body, footnotes=notes)
    assert read_docx(content, name="d.docx")[2] == Paragraph(text="“Nine of us.”", host=(1, 18))
    copy = with_remarks(
        content, [Remark(paragraph=2, start=0, end=12, text="so")], name="d.docx", author="E", time=TIME
    )
    assert anchored(copy) == ["."]


def anchored(content: bytes) -> list[str]:
    """Returns the words each comment is anchored at, in the order of the comments' numbers."""
    open_now: dict[str, list[str]] = {}
    closed: dict[str, str] = {}
    said = False
    for piece in pieces(part(content, "word/document.xml").encode(), name="copy"):
        if piece.kind == "start" and piece.name == "commentRangeStart":
            open_now[piece.attributes["id"]] = []
        elif piece.kind == "start" and piece.name == "commentRangeEnd":
            closed[piece.attributes["id"]] = "".join(open_now.pop(piece.attributes["id"]))
        elif piece.name == "t":
            said = piece.kind == "start"
        elif piece.kind == "text" and said:
            for words in open_now.values():
                words.append(piece.text)
    assert not open_now
    return [closed[number] for number in sorted(closed, key=int)]


def test_a_copy_with_remarks_is_the_draft_but_for_the_remarks() -> None:
    body = (
        '<w:p w:rsidR="1"><w:r><w:rPr><w:i/></w:rPr><w:t>He said “We left &lt; at</w:t></w:r><w:hyperlink>'
        "<w:r><w:t> nine.” And “no”.</w:t></w:r></w:hyperlink></w:p>"
    )
    content = docx(body)
    remarks = [
        Remark(paragraph=0, start=8, end=28, text="Not word for word.\nSee turn 3 & 4."),
        Remark(paragraph=0, start=33, end=37, text="Not found."),
    ]
    copy = with_remarks(content, remarks, name="d.docx", author="Earwitness", time=TIME)
    assert anchored(copy) == ["“We left < at nine.”", "“no”"]
    assert read_docx(copy, name="d.docx") == read_docx(content, name="d.docx")
    document = part(copy, "word/document.xml")
    assert document.count("<w:rPr><w:i/></w:rPr>") == 2, "a run cut in two keeps its look in both halves"
    assert "<w:comment " in part(copy, "word/comments.xml") and "turn 3 &amp; 4." in part(copy, "word/comments.xml")
    assert "/word/comments.xml" in part(copy, "[Content_Types].xml")
    assert 'Target="comments.xml"' in part(copy, "word/_rels/document.xml.rels")
    again = with_remarks(copy, remarks[:1], name="d.docx", author="Earwitness", time=TIME)
    assert re.findall(r'<w:comment [^>]*w:id="(\d+)"', part(again, "word/comments.xml")) == ["0", "1", "2"]
    assert part(again, "[Content_Types].xml").count("comments.xml") == 1


def test_a_strict_docx_gets_strict_remarks() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = f'<w:document xmlns:w="{strict}"><w:body><w:p><w:r><w:t>“Nine.”</w:t></w:r></w:p></w:body></w:document>'
    content = packed({"[Content_Types].xml": TYPES, "word/document.xml": document})
    remark = Remark(paragraph=0, start=0, end=7, text="so")
    copy = with_remarks(content, [remark], name="d.docx", author="E", time=TIME)
    assert anchored(copy) == ["“Nine.”"]
    assert strict in part(copy, "word/comments.xml")
    assert "purl.oclc.org" in part(copy, "word/_rels/document.xml.rels")


SENTENCE = st.text("ab“”<&é\t", min_size=1, max_size=8)


@given(
    st.lists(SENTENCE, min_size=1, max_size=4), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=4)
)
def test_remarks_are_anchored_at_their_words_wherever_runs_begin(
    runs: list[str], places: list[tuple[int, int]]
) -> None:
    """Property: whatever the runs, each comment holds the words of its offsets, and the text is as it was."""
    from xml.sax.saxutils import escape

    signs = (re.sub("\t", "</w:t><w:tab/><w:t>", escape(run)) for run in runs)
    body = "".join(f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in signs)
    content = docx(f"<w:p>{body}</w:p>")
    text = "".join(runs)
    kept = [(start, min(start + length, len(text))) for start, length in places if start < len(text)]
    remarks = [Remark(paragraph=0, start=start, end=end, text="x") for start, end in kept]
    copy = with_remarks(content, remarks, name="d.docx", author="E", time=TIME)
    assert [paragraph.text for paragraph in read_docx(copy, name="d.docx")] == [text]
    assert anchored(copy) == [text[start:end].replace("\t", "") for start, end in kept]


def test_the_paragraphs_of_an_odt() -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    content = packed(
        {
            "content.xml": f'<o:document-content xmlns:o="{office}office:1.0" xmlns:t="{office}text:1.0" '
            f'xmlns:s="{office}style:1.0"><o:automatic-styles><s:style s:name="P1" s:parent-style-name="Quotations"/>'
            "</o:automatic-styles><o:body><o:text><t:tracked-changes><t:p>gone</t:p></t:tracked-changes>"
            '<t:h>Head</t:h>\n<t:p t:style-name="P1">We<t:s t:c="3"/>left<t:line-break/>at\n nine.</t:p><t:p>Said'
            "<o:annotation><t:p>why?</t:p></o:annotation><t:note><t:note-citation>1</t:note-citation><t:note-body>"
            '<t:p>A note.</t:p></t:note-body></t:note> so<t:s t:c="999999999"/></t:p></o:text></o:body></o:document-content>'
        }
    )
    assert read_draft(content, name="draft.odt").paragraphs == (
        Paragraph(text="Head"),
        Paragraph(text="We   left\nat nine.", quoted=True),
        Paragraph(text="Said so" + " " * 100),
        Paragraph(text="A note.", host=(2, 4)),
    )


def test_plain_text_markdown_and_html() -> None:
    text = "He said:\nso.\r\n\r\n> We left\n> at nine.\n\n\nEnd"
    assert read_draft(text.encode(), name="d.txt").paragraphs == (
        Paragraph(text="He said:\nso."),
        Paragraph(text="We left\nat nine.", quoted=True),
        Paragraph(text="End"),
    )
    assert read_draft(b"# Head\n\n> We left.\n", name="d.md").paragraphs == (
        Paragraph(text="Head"),
        Paragraph(text="We left.", quoted=True),
    )
    page = b"<nav>Menu</nav><p>He said <q>so</q>.</p><blockquote>We left.</blockquote>"
    assert texts(page, "d.html") == ["He said “so”.", "We left."]


def test_a_document_type_is_refused_and_the_same_without_it_is_read() -> None:
    inner = f"<w:document {W}><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>"
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaa">]>' + inner.replace("x", "&a;")
    for whole in (bomb.encode(), bomb.encode("utf-16")):
        with pytest.raises(UnsafeInput, match="document type"):
            texts(packed({"word/document.xml": whole}), "d.docx")
    assert texts(packed({"word/document.xml": inner.encode("utf-16")}), "d.docx") == ["x"]


def test_what_is_too_deep_or_too_large_is_refused() -> None:
    def nested(depth: int) -> bytes:
        return docx("<w:sdt>" * depth + "<w:p/>" + "</w:sdt>" * depth)

    assert texts(nested(400), "d.docx") == [""]
    with pytest.raises(UnsafeInput, match="nests"):
        texts(nested(600), "d.docx")
    with pytest.raises(UnsafeInput, match="too large"):
        texts(packed({"word/document.xml": b" " * 33_000_000}), "d.docx")
    with pytest.raises(UnsafeInput, match="unpack"):
        texts(packed({f"{number}.xml": "" for number in range(5_001)}), "d.docx")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", docx("<w:p>"), packed({"a.xml": "<a/>"})])
def test_what_is_no_docx_is_said(content: bytes) -> None:
    with pytest.raises(MalformedText):
        texts(content, "d.docx")


def test_another_ending_is_refused() -> None:
    with pytest.raises(BadInput, match=r"\.docx, \.odt"):
        read_draft(b"%PDF", name="draft.pdf")
