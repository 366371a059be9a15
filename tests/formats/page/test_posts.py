"""Forum and messenger pages: each post with its writer and time. All invented."""

import pytest

from earwitness.formats.page.html import read_html

TELEGRAM = """<div class="tgme_widget_message"><div class="tgme_widget_message_author">
<a class="tgme_widget_message_owner_name"><span>Harbour Watch</span></a></div>
<div class="tgme_widget_message_text js-message_text"><b>Intercept</b><br/><br/>— Where?<br/>— Here.</div>
<a class="tgme_widget_message_date"><time datetime="2031-05-01T10:00:00+00:00">10:00</time></a></div>"""
EXPORT = """<div class="message default clearfix"><div class="body"><div class="pull_right date details"
title="01.05.2031 10:00:00">10:00</div><div class="from_name">Anna</div><div class="text">Where?</div></div></div>
<div class="message default clearfix joined"><div class="body"><div class="text">Answer<br>me</div></div></div>"""
PHPBB = """<div class="post"><dl class="postprofile"><dt><a class="username">mir</a></dt></dl><div class="postbody">
<p class="author">by <a class="username">mir</a> <time datetime="2031-05-01T10:00:00+00:00">Thu</time></p>
<div class="content">R: hello<br>M: hi</div></div></div>"""
XENFORO = """<article class="message message--post" data-author="ada"><div class="message-user"><a class="username">ada</a>
</div><time datetime="2031-05-01T10:00:00+0000">May 1</time><div class="message-body"><div class="bbWrapper">R: hello</div>
</div></article>"""
DISCOURSE = (
    """<div class="topic-post"><span class="username">ada</span><div class="cooked"><p>R: hello</p></div></div>"""
)

WHEN = "2031-05-01T10:00:00+00:00"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (TELEGRAM, [("Intercept", "Harbour Watch", WHEN), ("— Where?\n— Here.", "Harbour Watch", WHEN)]),
        (EXPORT, [("Where?", "Anna", "01.05.2031 10:00:00"), ("Answer\nme", "Anna", None)]),
        (PHPBB, [("R: hello\nM: hi", "mir", WHEN)]),
        (XENFORO, [("R: hello", "ada", "2031-05-01T10:00:00+0000")]),
        (DISCOURSE, [("R: hello", "ada", None)]),
    ],
)
def test_a_post_has_its_writer_and_time(markup, expected):
    page = read_html(f"<body><nav>Forum</nav>{markup}<footer>2031</footer></body>".encode(), name="a.html")
    assert [(block.text, block.author, block.posted) for block in page.blocks] == expected


def test_a_page_without_posts_has_no_writers():
    page = read_html(b"<p>R: hello</p>", name="a.html")
    assert [(block.text, block.author) for block in page.blocks] == [("R: hello", None)]
