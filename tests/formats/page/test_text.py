"""Plain text in, lines out."""

from hypothesis import given
from hypothesis import strategies as st

from earwitness.formats.page.blocks import Block
from earwitness.formats.page.text import lines, read_text


def test_every_line_is_a_block_and_paragraphs_share_a_container():
    text = "Call from the pier\n\n  • (R): One\n    goes on\n  • (M): Two\n\n\nEnd"
    assert read_text(text.encode(), name="a.txt").blocks == (
        Block(kind="line", text="Call from the pier", container="p1", line=1, source=(0, 18)),
        Block(kind="line", text="• (R): One", level=2, container="p2", line=3, source=(22, 32)),
        Block(kind="line", text="goes on", level=4, container="p2", line=4, source=(37, 44)),
        Block(kind="line", text="• (M): Two", level=2, container="p2", line=5, source=(47, 57)),
        Block(kind="line", text="End", container="p3", line=8, source=(60, 63)),
    )


def test_a_form_feed_begins_a_page_and_margin_numbers_stay():
    blocks = lines(" 1  Q. Where?\n\x0c 2  A. There.", name="a.txt")
    assert [(block.text, block.container, block.line) for block in blocks] == [
        ("1  Q. Where?", "p1", 1),
        ("2  A. There.", "page2/p2", 2),
    ]


def test_a_heading_is_the_title_and_a_turn_is_not():
    assert read_text(b"Call from the pier\n\nR: One\n", name="a.txt").title == "Call from the pier"
    assert read_text(b"R: One\n\nM: Two\n", name="a.txt").title is None


def test_a_printed_date_of_posting_is_found():
    page = read_text(b"Call\n\nPosted on 14 May 2031\n\nR: One", name="a.txt")
    assert (page.published, page.published_from) == ("2031-05-14", "text")
    assert read_text(b"Call\n\nR: We met on 14 May 2031", name="a.txt").published is None


def test_a_million_lines_are_read():
    assert len(lines("R: yes\n" * 1_000_000, name="a.txt")) == 1_000_000


@given(st.text(max_size=300))
def test_sources_point_at_the_words_and_no_word_is_lost(text):
    blocks = lines(text, name="a.txt")
    for block in blocks:
        assert block.source is not None
        piece = text[slice(*block.source)]
        assert piece.translate(dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF])) == block.text
    kept = "".join("".join(text[slice(*block.source)].split()) for block in blocks if block.source)
    assert kept == "".join(text.split())
