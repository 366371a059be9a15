"""The page reader: from bytes to the conversations that a web page, a plain text or a Markdown file holds.

Labelled turns are looked for first, then turns led by dashes, quoted lines, posts that are the talk, and at last quotations
in prose. A page with none of them has no transcript, and a doubt says why.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from ...model import Conversation, Doubt, Mark, Reading, Transcript, Turn
from ...times import parse_clock
from ...version import __version__
from .blocks import Page
from .drafts import Draft, Passage, marked
from .lines import Line, to_lines
from .particulars import genre_of, held_of, kind_of_telling, place_of
from .passages import find_passages
from .tellings import group_tellings
from .voices import cast_voices

READER = f"page {__version__}"
Form = Literal["html", "text", "markdown"]


def read_page(content: bytes, *, name: str, form: Form, charset: str | None = None) -> Reading:
    """Returns the conversations, tellings and speakers found in a page; none found is a result with its reason.

    `name` is for messages. `charset` is what the transport declared. Raises BadInput where the bytes are no text, UnsafeInput
    where they are too large or too deep.
    """
    return read_blocks(_page(content, name=name, form=form, charset=charset), form=form)


def _page(content: bytes, *, name: str, form: Form, charset: str | None) -> Page:
    if form == "html":
        from .html import read_html

        return read_html(content, name=name, charset=charset)
    if form == "markdown":
        from .markdown import read_markdown

        return read_markdown(content, name=name)
    from .text import read_text

    return read_text(content, name=name)


def whole_lines(content: bytes, *, name: str, form: str, furniture: bool = True) -> list[Line]:
    """Returns the lines of a page in reading order, with all that is not read as talk; without `furniture`, those that the
    reader looks at. Raises what `read_page` raises."""
    if form == "html":
        from .html import read_html

        page = read_html(content, name=name, furniture=furniture)
    else:
        page = _page(content, name=name, form="markdown" if form == "markdown" else "text", charset=None)
    return to_lines(page.blocks)


def read_blocks(page: Page, *, form: Form) -> Reading:
    """Returns the reading of a page that already stands in blocks."""
    lines = to_lines(page.blocks)
    passages, doubts = find_passages(lines, title=page.title or "", markdown=form == "markdown")
    tellings = group_tellings(passages)
    conversations: list[Conversation] = []
    transcripts: list[Transcript] = []
    for number, group in enumerate(tellings, 1):
        local = f"c{number}"
        first = group[0]
        sole = len(tellings) == 1
        opening = first.above[0] if first.above and len(first.above[0]) < 160 else ""
        title = (page.title if sole else first.heading) or first.heading or page.title or opening
        genre = next((genre for passage in group if (genre := genre_of(passage, page)) is not None), None)
        helds = [held_of(passage, page, sole=sole) for passage in group]
        held = next((held for held in helds if held.certainty == "stated"), helds[0])
        conversations.append(Conversation(id=local, title=title, genre=genre, held=held, place=place_of(first)))
        transcripts.extend(
            _transcript(passage, page, f"t{len(transcripts) + place}", local, form)
            for place, passage in enumerate(group, 1)
        )
    return Reading(
        format=form,
        media_type=page.media_type,
        title=page.title,
        published=page.published,
        published_from=page.published_from,
        publisher=page.publisher,
        url=page.url,
        language=page.language,
        charset=page.charset,
        conversations=tuple(conversations),
        transcripts=tuple(transcripts),
        doubts=(*page.doubts, *doubts),
        reader=READER,
    )


def _transcript(passage: Passage, page: Page, local: str, conversation: str, form: Form) -> Transcript:
    """Returns the telling that a passage holds."""
    speakers, who = cast_voices(passage.turns, passage.legend)
    starts = _starts(passage.turns)
    doubts = [Doubt(what=what) for what in dict.fromkeys(passage.doubts)]
    turns = []
    for number, (draft, ids, start) in enumerate(zip(passage.turns, who, starts, strict=True), 1):
        text, marks = marked(draft)
        turns.append(_turn(number, draft, ids, start, text, marks))
        doubts.extend(Doubt(what=what, turn=number) for what in draft.doubts)
    if passage.style != "labels" and not all(who):
        doubts.append(Doubt(what=_OPEN[passage.style]))
    return Transcript(
        id=local,
        conversation=conversation,
        kind=kind_of_telling(passage, page, turns[0].text),
        format=form,
        title=passage.heading or page.title,
        speakers=speakers,
        turns=tuple(turns),
        doubts=tuple(doubts),
        reader=READER,
    )


_OPEN = {
    "dashes": "a dash begins each turn and nothing tells whose it is: voices are left open where the text names none",
    "quotes": "the lines are quotations without names: voices are left open where the text names none",
    "prose": "the prose does not say whose every quotation is: those voices are left open",
    "posts": "some messages have no author",
}


def _turn(
    number: int,
    draft: Draft,
    ids: tuple[str, ...],
    start: tuple[int | None, int | None],
    text: str,
    marks: tuple[Mark, ...],
) -> Turn:
    return Turn(
        id=str(number),
        number=number,
        speakers=ids,
        text=text,
        raw="\n".join(draft.raw),
        start=start[0],
        end=start[1],
        printed=draft.time,
        marks=marks,
        inferred=bool(ids) and draft.label is None,
    )


def _starts(drafts: list[Draft]) -> list[tuple[int | None, int | None]]:
    """Returns start and end of each turn where the printed times run from the beginning of a recording.

    A time of day (`03:09:31`) is no place in a recording: such times stay in `printed`. Times are taken as offsets where they
    never go back and the first lies within ten minutes of nought.
    """
    clocks: list[tuple[int | None, int | None]] = []
    for draft in drafts:
        first, _, second = (
            (draft.time or "")
            .replace("-->", "→")
            .replace("–", "→")
            .replace("—", "→")
            .replace(" - ", "→")
            .partition("→")
        )
        start, end = parse_clock(first), parse_clock(second)
        clocks.append((start, end if start is not None and end is not None and start <= end else None))
    known = [start for start, _ in clocks if start is not None]
    if not known or 600_000 < known[0] or any(later < earlier for earlier, later in pairwise(known)):
        return [(None, None)] * len(drafts)
    return clocks
