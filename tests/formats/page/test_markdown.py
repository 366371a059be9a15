"""Markdown in, blocks out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from earwitness.errors import BadInput
from earwitness.formats.page.blocks import Block
from earwitness.formats.page.markdown import read_markdown


def blocks(text: str) -> tuple[Block, ...]:
    return read_markdown(text.encode(), name="a.md").blocks


def test_bold_names_masks_and_an_editors_asterisks():
    assert blocks("**R:** Why f*cking now? *laughs* Oh sh*t, п***ц.\n") == (
        Block(
            kind="paragraph",
            text="R: Why f*cking now? *laughs* Oh sh*t, п***ц.",
            bold=((0, 2),),
            italic=((21, 27),),
            emphasis=((20, 28, "*"),),
            container="markdown",
            line=1,
            source=(0, 48),
        ),
    )


def test_a_label_in_italics_loses_its_signs():
    assert [block.text for block in blocks("*Mother:* Hello\n*Soldier*: Bye\n")] == ["Mother: Hello\nSoldier: Bye"]


def test_lists_tables_and_quotes():
    found = blocks("- (R): one\n- (M): two\n\n  more\n\n1945. Year\n\n|Who|Words|\n|-|-|\n|R|Hi|\n\n> — Go\n")
    assert [(b.kind, b.text, b.marker, b.container) for b in found] == [
        ("item", "(R): one", "-", "markdown/bullet#1"),
        ("item", "(M): two", "-", "markdown/bullet#1"),
        ("paragraph", "more", "", "markdown/bullet#1"),
        ("item", "Year", "1945.", "markdown/ordered#1"),
        ("row", "Who\tWords", "", "markdown/table#1"),
        ("row", "R\tHi", "", "markdown/table#1"),
        ("quote", "— Go", "", "markdown/blockquote#1"),
    ]


def test_signs_that_markdown_would_swallow_stay():
    assert [
        (b.kind, b.text) for b in blocks("[R]: hello\n\nM: yes\n---\n\n    R: indented\n\n<unclear>word</unclear>\n")
    ] == [
        ("paragraph", "[R]: hello"),
        ("paragraph", "M: yes"),
        ("paragraph", "R: indented"),
        ("paragraph", "<unclear>word</unclear>"),
    ]


def test_raw_html_is_read_and_never_run():
    assert [(b.kind, b.text) for b in blocks("<div>R: raw<script>run()</script></div>\n")] == [("paragraph", "R: raw")]


def test_front_matter_is_read_and_a_rule_is_not_front_matter():
    page = read_markdown(
        b'---\ntitle: "The pier"\ndate: 2031-03-04\npublisher: Harbour Log\nlang: en-GB\n---\nR: one\n', name="a.md"
    )
    assert (page.title, page.published, page.published_from) == ("The pier", "2031-03-04", "meta")
    assert (page.publisher, page.language) == ("Harbour Log", "en")
    assert [(block.text, block.line) for block in page.blocks] == [("R: one", 7)]
    assert [block.text for block in blocks("---\nno front matter here\n---\n")] == ["no front matter here"]


def test_what_is_nested_too_deeply_is_read_line_by_line_and_says_so():
    page = read_markdown(b"> " * 200 + b"R: deep", name="a.md")
    assert page.blocks[0].text.endswith("R: deep")
    assert page.doubts == ("The text is too large or too deeply nested for Markdown and was read line by line.",)


@settings(deadline=2000, max_examples=150)
@given(
    st.binary(max_size=200)
    | st.lists(
        st.sampled_from(["*", "**", "_", "a", " ", "\n", "> ", "- ", "|", "[", "](x)", "`", "#", "<b>"]), max_size=40
    ).map(lambda pieces: "".join(pieces).encode())
)
def test_any_bytes_give_a_page_or_bad_input(content):
    try:
        page = read_markdown(content, name="a.md")
    except BadInput:
        return
    for block in page.blocks:
        assert all(0 <= start <= end <= len(block.text) for start, end in (*block.bold, *block.italic))
