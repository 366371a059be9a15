"""Web pages in, blocks out. Every page here is invented."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earwitness.errors import BadInput, UnsafeInput
from earwitness.formats.page.blocks import Block
from earwitness.formats.page.html import read_html

SHARED = Path(__file__).parents[4] / "shared"


def texts(markup: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read_html(markup.encode(), name="a.html").blocks]


def test_an_article_loses_its_furniture_and_keeps_its_words():
    page = read_html(
        """<!doctype html><html lang="en-GB"><head><title>The pier call - Harbour Log</title>
        <link rel=canonical href="https://harbour.example/pier"></head><body>
        <header><a class=logo href=/>Harbour Log</a><nav><a href=/a>About</a></nav></header>
        <div class=cookie-banner>We use cookies</div>
        <main><article><h1>The pier call</h1><p class=byline>By Ada Quill &middot; 4 March 2031 &middot; 3 min read</p>
        <div class=entry-content><p>(R)=rescuer&nbsp;(W)=wife</p><ul><li>(R): <b>Where</b> are you?</li>
        <li>(W): At the f*cking pier. *laughs* […]</li></ul>
        <div class="ad-slot">Buy boats</div><p>Advertisement</p><p>Read also: <a href=/x>The dock call</a></p>
        <ul><li>(R): Stay there.</li></ul><div class=sharedaddy><h3>Share this:</h3><a href=#>Mail</a></div></div></article>
        <aside><h2>Latest posts</h2><ul><li><a href=/y>Another call</a></li></ul></aside></main>
        <footer>(C) 2031 Harbour Log</footer></body></html>""".encode(),
        name="a.html",
    )
    assert page.blocks == (
        Block(kind="heading", text="The pier call", level=1, container="article", language="en"),
        Block(kind="paragraph", text="(R)=rescuer\xa0(W)=wife", container="article/div#1", language="en"),
        Block(
            kind="item",
            text="(R): Where are you?",
            bold=((5, 10),),
            level=1,
            container="article/div#1/ul#1",
            language="en",
        ),
        Block(
            kind="item",
            text="(W): At the f*cking pier. *laughs* […]",
            level=1,
            container="article/div#1/ul#1",
            language="en",
        ),
        Block(kind="item", text="(R): Stay there.", level=1, container="article/div#1/ul#2", language="en"),
    )
    assert (page.title, page.publisher, page.url) == ("The pier call", "Harbour Log", "https://harbour.example/pier")
    assert (page.language, page.charset, page.media_type) == ("en", "utf-8", "text/html")


def test_rows_terms_quotes_and_preformatted_text():
    assert texts(
        "<table><tr><th>Who<th>Words</tr><tr><td>R<td><p>Hello</p><p>again</p></tr></table>"
        "<dl><dt>R</dt><dd>Hi</dd></dl><blockquote><p>— Go</blockquote><pre>R: a\n  M: b</pre>"
    ) == [
        ("row", "Who\tWords"),
        ("row", "R\tHello\nagain"),
        ("term", "R"),
        ("definition", "Hi"),
        ("quote", "— Go"),
        ("preformatted", "R: a\n  M: b"),
    ]


def test_breaks_fonts_and_tables_for_layout():
    assert texts("<table width=100%><tr><td><font size=2>R: Hello<br><br>M: Hi<p>R: No<br>M: Yes</font></table>") == [
        ("paragraph", "R: Hello"),
        ("paragraph", "M: Hi"),
        ("paragraph", "R: No\nM: Yes"),
    ]


def test_columns_of_an_original_and_its_translation_are_read_one_after_the_other():
    page = read_html("<table><tr><td><p>R: так<p>M: ні<td><p>R: yes<p>M: no</table>".encode(), name="a.html")
    assert [(block.text, block.container[-4:]) for block in page.blocks] == [
        ("R: так", "td#1"),
        ("M: ні", "td#1"),
        ("R: yes", "td#2"),
        ("M: no", "td#2"),
    ]


def test_small_signs_of_markup():
    assert texts(
        "<p>co&shy;op\u200b <q>so</q> <unclear>word</unclear> &lt;laughs&gt; <nrzb> x<sup><a href='#n1'>[1]</a></sup>"
    ) == [("paragraph", "coop “so” <unclear>word</unclear> <laughs> <nrzb> x")]


def test_what_a_reader_cannot_see_is_no_text():
    assert texts(
        "<p>seen<span style='display:none'> not</span></p><p hidden>not</p><script>not()</script><template>not</template>"
        "<noscript>not</noscript><p aria-hidden=true>not</p>"
    ) == [("paragraph", "seen")]


def test_a_name_of_furniture_on_most_of_the_page_is_not_believed():
    assert texts("<div class=comments><p>R: All of the talk is here.</p><p>M: Yes, all of it.</p></div><p>End</p>") == [
        ("paragraph", "R: All of the talk is here."),
        ("paragraph", "M: Yes, all of it."),
        ("paragraph", "End"),
    ]


def test_two_articles_are_both_kept():
    assert texts(
        "<main><article><h2>One</h2><p>R: a b c</article><article><h2>Two</h2><p>R: d e f</article></main>"
    ) == [
        ("heading", "One"),
        ("paragraph", "R: a b c"),
        ("heading", "Two"),
        ("paragraph", "R: d e f"),
    ]


def test_an_article_that_is_marked_twice_is_read_once():
    assert texts("<article itemprop=articleBody><p>R: a b c</p></article>") == [("paragraph", "R: a b c")]


def test_a_page_written_by_script_is_read_from_its_linked_data():
    page = read_html(
        rb"""<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"The pier",
        "datePublished":"2031-02-03T23:00:00-05:00","publisher":{"name":"Harbour Log"},
        "articleBody":"R: Hello there.\nM: Hi. \ud800"}]}</script><div id=app></div>""",
        name="a.html",
    )
    assert [block.text for block in page.blocks] == ["R: Hello there.", "M: Hi. �"]
    assert (page.title, page.published, page.published_from, page.publisher) == (
        "The pier",
        "2031-02-03",
        "json-ld",
        "Harbour Log",
    )


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<meta property="article:published_time" content="2031-05-14T15:21:04+00:00"><p>x', ("2031-05-14", "meta")),
        ('<p>x<time class=published datetime="2031-05-14">then</time>', ("2031-05-14", "time")),
        ("<p class=meta>Posted on 14 May 2031</p><p>x", ("2031-05-14", "text")),
        ("<h1>x</h1><p>Text: Ada Quill. 14 May 2031</p><p>x", ("2031-05-14", "text")),
        ('<link rel=canonical href="https://a.example/2031/05/14/x/"><p>x', ("2031-05-14", "url")),
        ('<meta property="article:published_time" content="0000-00-00"><p>x', (None, None)),
    ],
)
def test_the_date_of_publication_and_where_it_stands(markup, expected):
    page = read_html(markup.encode(), name="a.html")
    assert (page.published, page.published_from) == expected


@pytest.mark.parametrize(
    "page", [b"<div>" * 1_000_000, b"<ul><li>" * 500_000, b"<b>" * 1_000_000, b"<p>x" * 1_000_000, b"x" * 200_000_000]
)
def test_what_would_stall_the_parser_is_refused_at_once(page):
    begun = time.process_time()
    with pytest.raises(UnsafeInput):
        read_html(page, name="a.html")
    assert time.process_time() - begun < 10


def test_entities_of_a_doctype_expand_to_nothing():
    bomb = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><html><body><p>R: &b; yes</p></body></html>'
    assert texts(bomb)[-1] == ("paragraph", "R: &b; yes")


def test_unclosed_tags_lose_nothing():
    assert texts("<div><p><b>R:</b> one<li>two<p>three<ul><li>four") == [
        ("paragraph", "R: one"),
        ("item", "two"),
        ("paragraph", "three"),
        ("item", "four"),
    ]


def test_a_deep_page_within_the_cap_is_read():
    assert texts("<div>x" * 4000 + "R: end")[-1] == ("paragraph", "xR: end")


@settings(deadline=2000, max_examples=150)
@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(str.encode)
    | st.lists(
        st.sampled_from(
            [
                b"<p>",
                b"<table>",
                b"<tr><td>",
                b"</table>",
                b"<li>",
                b"<ul>",
                b"<br>",
                b"<b>",
                b"</b>",
                b"<a href=x>",
                b"R: yes ",
                "Так ".encode(),
                b"<pre>",
                b"<!--",
                b"<article>",
                b"<h2>",
                b"<q>",
                b"&#xD800;",
                b"<x>",
            ]
        ),
        max_size=30,
    ).map(b"".join)
)
def test_any_bytes_give_a_page_or_bad_input(content):
    try:
        page = read_html(content, name="a.html")
    except BadInput:
        return
    for block in page.blocks:
        block.text.encode("utf-8")
        assert block.text.strip()
        assert all(0 <= start < end <= len(block.text) for start, end in (*block.bold, *block.italic))


@pytest.mark.skipif(not SHARED.exists(), reason="the development pages are not on this machine")
def test_the_development_pages_keep_their_words_and_lose_their_furniture():
    for path in [*SHARED.glob("real/*.html"), *SHARED.glob("tellings/*/press.html")]:
        page = read_html(path.read_bytes(), name=path.name)
        text = "\n".join(block.text for block in page.blocks)
        assert page.title is not None and page.blocks[0].kind in ("heading", "paragraph")
        for furniture in ("Latest posts", "Most read", "cookies", "Share this", "All rights reserved", "Accept all"):
            assert furniture not in text, path
        assert 200 < len(text)
