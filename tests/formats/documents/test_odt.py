"""OpenDocument text. All of it is invented for these tests."""

from __future__ import annotations

import pytest

from earwitness.errors import EarwitnessError, MalformedText
from earwitness.formats import detect, read
from earwitness.formats.documents import odt

from .packing import packed

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"))
)
_SPACES += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def opened(body: str, *, changes: str = "") -> bytes:
    """Returns an .odt with this body."""
    content = (
        f"<office:document-content {_SPACES}><office:automatic-styles>"
        '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'
        f"</office:automatic-styles><office:body><office:text>{changes}{body}</office:text></office:body></office:document-content>"
    )
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def test_labels_lead_turns() -> None:
    content = opened(
        '<text:h text:outline-level="1">Call</text:h>'
        '<text:p><text:span text:style-name="B">Mother:</text:span> Who <text:s text:c="2"/>counted?</text:p>'
        '<text:p><text:span text:style-name="B">Son:</text:span> Nobody<text:line-break/>did. (laughs)</text:p>'
        '<text:p><text:span text:style-name="B">Mother:</text:span> Come home.</text:p>'
        '<text:p><text:span text:style-name="B">Son:</text:span> When the water is down.</text:p>'
        '<text:p><text:span text:style-name="B">Mother:</text:span> Write to me.</text:p>'
    )
    reading = read(content, name="call.odt")
    assert (reading.format, detect(content, "call").name) == ("odt", "odt")
    (transcript,) = reading.transcripts
    assert [speaker.labels for speaker in transcript.speakers] == [("Mother",), ("Son",)]
    assert [turn.text for turn in transcript.turns] == [
        "Who counted?", "Nobody\ndid.", "Come home.", "When the water is down.", "Write to me.",
    ]  # fmt: skip
    assert [mark.type for mark in transcript.turns[1].marks] == ["vocal"]


def test_a_table_is_read_row_by_row() -> None:
    def row(*cells: str) -> str:
        return (
            "<table:table-row>"
            + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
            + "</table:table-row>"
        )

    content = opened(
        f"<table:table>{row('Time', 'Speaker', 'Text')}{row('0:05', 'A', 'Yes.')}{row('0:07', 'B', 'No.')}</table:table>"
    )
    (transcript,) = read(content, name="call.odt").transcripts
    assert [(turn.start, turn.text) for turn in transcript.turns] == [(5000, "Yes."), (7000, "No.")]


def test_tracked_changes_and_comments_stay_beside_the_turn() -> None:
    info = "<office:change-info><dc:creator>Ada</dc:creator><dc:date>2031-11-14T09:00:00</dc:date></office:change-info>"
    changes = (
        "<text:tracked-changes>"
        f'<text:changed-region text:id="c1"><text:deletion>{info}<text:p>eighty</text:p></text:deletion></text:changed-region>'
        f'<text:changed-region text:id="c2"><text:insertion>{info}</text:insertion></text:changed-region>'
        "</text:tracked-changes>"
    )
    remark = (
        '<office:annotation office:name="n1"><dc:creator>Ada</dc:creator><dc:date>2031-11-15</dc:date>'
        "<text:p>Listen again.</text:p></office:annotation>"
    )
    content = opened(
        "<text:p>Mother: Who counted?</text:p>"
        '<text:p>Son: We are <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>eighteen'
        f'<text:change-end text:change-id="c2"/> {remark}on deck<office:annotation-end office:name="n1"/>.</text:p>',
        changes=changes,
    )
    (transcript,) = read(content, name="call.odt").transcripts
    assert [turn.text for turn in transcript.turns] == ["Who counted?", "We are eighteen on deck."]
    assert transcript.turns[1].extra == (
        ("deleted", "Ada, 2031-11-14T09:00:00: eighty"),
        ("inserted", "Ada, 2031-11-14T09:00:00: eighteen"),
        ("comment", "Ada, 2031-11-15, on “on deck”: Listen again."),
    )


def test_what_is_no_document_is_refused() -> None:
    with pytest.raises(MalformedText, match="no OpenDocument text"):
        odt.read(packed({"mimetype": "application/vnd.oasis.opendocument.text"}), name="x.odt")
    for content in (b"PK\x03\x04", packed({"content.xml": "<a"}), b""):
        with pytest.raises(EarwitnessError):
            odt.read(content, name="x.odt")
    assert odt.detects(b"A: Yes.", "x.odt") == 0
