"""What a page says around the speech on it: its heading and its prose, without the words that are quoted.

A press article tells most of a call as reported speech. Which call it is about is often plainer there than in its quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .blocks import Page

QUOTED = re.compile(r"“[^“”]{2,}[”\"]|„[^„“”]{2,}[“”]|«[^«»]{2,}»|\"[^\"]{2,}\"|(?<![\w’'])‘[^‘]{2,}?’(?!\w)")
"""Words between quotation marks, of any kind."""
LEFT = " … "
"""What stands for them, so that what was before and after does not run together."""


def read_around(content: bytes, *, form: str, name: str = "", spoken: Iterable[str] = ()) -> tuple[str, ...]:
    """Returns the heading and the paragraphs of a page without what is quoted in them; another form than a page has none.

    `spoken` are words known to be speech, which are left out wherever they stand. Raises BadInput where the bytes are no
    text, UnsafeInput where they are too large or too deep.
    """
    if form == "html":
        from .html import read_html

        return _around(read_html(content, name=name), spoken)
    if form == "markdown":
        from .markdown import read_markdown

        return _around(read_markdown(content, name=name), spoken)
    if form == "text":
        from .text import read_text

        return _around(read_text(content, name=name), spoken)
    return ()


def _around(page: Page, spoken: Iterable[str]) -> tuple[str, ...]:
    said = [words for words in spoken if words.strip()]
    paragraphs = dict.fromkeys([page.title or "", *(block.text for block in page.blocks)])
    left = []
    for text in paragraphs:
        for words in said:
            text = text.replace(words, LEFT)
        # A heading that is a quotation as a whole says what the page is about.
        bare = QUOTED.sub(LEFT, text) if text != page.title else text
        if any(map(str.isalpha, bare)):
            left.append(bare)
    return tuple(left)
