"""Every page shows all that its value holds, and nothing that is read becomes markup."""

import itertools
import types
import typing
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser

from earwitness.publish import lists, matches, notes, pages, paper, render, reviewing, turns

PAGES = (
    pages.DeskPage,
    pages.ConversationsPage,
    pages.ReadingPage,
    pages.DifferencePage,
    paper.PaperPage,
    turns.TurnPage,
    turns.CitationPage,
    pages.PublicationsPage,
    pages.SearchPage,
    pages.SourcePage,
    matches.MatchesPage,
    lists.JoinPage,
    lists.LeavingPage,
    lists.UnreadPage,
    notes.NotesPage,
    notes.CodebookPage,
    notes.CarePage,
    pages.LogPage,
    pages.AddPage,
    pages.CheckPage,
    reviewing.ReviewPage,
    pages.ErrorPage,
)

NOT_SHOWN = {
    ("Also", "cautions"): "the warning says them in words",
    ("CodeRow", "own"): "kept for programs",
    ("CodeRow", "within"): "says under which codes it cannot go",
    ("CodebookPage", "chosen"): "opens the forms of that code",
    ("DifferencePage", "cautions"): "the warning says them in words",
    ("LeftOut", "cautions"): "the warning says them in words",
    ("Match", "cautions"): "the warning says them in words",
    ("NotesPage", "total"): "`shown` says it",
    ("Passage", "after_cautions"): "the warning says them in words",
    ("Passage", "before_cautions"): "the warning says them in words",
    ("Passage", "cautions"): "the warning says them in words",
    ("QuotedWords", "cautions"): "the warning says them in words",
    ("QuotedWords", "state"): "`said` says it",
    ("Subject", "cautions"): "kept for programs; the text says that it is covered",
    ("CheckedQuotation", "distress"): "the warning says them in words",
    ("Marginal", "cautions"): "the warning says them in words",
    ("SourcePage", "cautions"): "the warning says them in words",
    ("WrittenNote", "cautions"): "the warning says them in words",
    ("Utterance", "cautions"): "the warning says them in words",
    ("WrittenNote", "act"): "kept for programs",
    ("ConversationRow", "id"): "the address holds it",
    ("ConversationRow", "status"): "kept for programs",
    ("ConversationsPage", "total"): "`shown` says it",
    ("Choice", "type"): "an attribute of the field",
    ("Choice", "value"): "chosen among the options",
    ("Column", "language"): "the heading says it",
    ("Column", "revision"): "the heading says it",
    ("ErrorPage", "status"): "the title says it in words",
    ("Cell", "cautions"): "the warning says it in words",
    ("CitationPage", "cautions"): "the warning says it in words",
    ("PaperPage", "cautions"): "the warning says it in words",
    ("Marginal", "state"): "`standing` says it in words",
    ("Line", "turns"): "kept for programs: which turns a line holds",
    ("ReviewLine", "cautions"): "the warning says them in words",
    ("ReviewVoice", "role"): "kept for programs",
    ("ReviewPage", "cautions"): "the warning says them in words",
    ("ReviewPage", "mark"): "chosen among the kinds of marks",
    ("ChangedPiece", "change"): "the element that it stands in",
    ("CheckedQuotation", "verdict"): "its name is shown",
    ("FoundPlace", "turn_id"): "the address holds it",
    ("ActRow", "digest"): "shown in the log",
    ("ActRow", "previous"): "shown in the log",
    ("Held", "date"): "`words` says it for people",
    ("MatchesPage", "total"): "`sentence` says it",
    ("LogPage", "total"): "`shown` says it",
    ("Passage", "role"): "kept for programs",
    ("Piece", "marks"): "a class of the element",
    ("SearchPage", "query"): "stands in the field, not in the text",
    ("SourceLine", "id"): "the address holds it",
    ("SourcePage", "object"): "the commands name it",
    ("Column", "transcript"): "the form that matches turns holds it",
    ("Reading", "of"): "its first is the value in the form",
    ("Version", "address"): "leads to the place",
    ("Cell", "heard"): "leads to the place in the sound",
    ("IndexLine", "seconds"): "leads to the place in the sound",
    ("Player", "kinds"): "the kinds of distress cover the player, where they are any that there is",
    ("Player", "parties"): "shown where there are two channels, as the test of the player holds",
}
"""Fields that a page holds for programs, each with why people do not need it."""

UNFOLDED = {pages.ReadingPage: {("Version", "name"), ("Version", "source")}}
"""What a page does not show because another does, and says it there: of a difference, where each reading comes from."""


class Filling:
    """Makes values of any type in which every text is a word found nowhere else."""

    def __init__(self, mould: str = "Word{}") -> None:
        self.mould = mould
        self.numbers = itertools.count(100_001)
        self.texts: dict[str, tuple[str, str]] = {}

    def make(self, kind: Any, place: tuple[str, str] = ("", "")) -> Any:
        origin = typing.get_origin(kind)
        inside = typing.get_args(kind)
        if origin in (typing.Union, types.UnionType):
            return self.make(next(part for part in inside if part is not type(None)), place)
        if origin is tuple:
            return tuple(self.make(part, place) for part in inside if part is not Ellipsis)
        if kind is str:
            text = self.mould.format(next(self.numbers))
            self.texts[text] = place
            return text
        if kind is int:
            return next(self.numbers)
        if kind is bool:
            return True
        values = {
            field.name: self.make(field.type, (kind.__name__, field.name)) for field in msgspec.structs.fields(kind)
        }
        return kind(**values)


def variants(kind: type[pages.Page], filling: Filling) -> Iterator[pages.Page]:
    """Yields the page in each of its states, so that every field has a state in which it shows."""
    page = filling.make(kind)
    if isinstance(page, pages.PublicationsPage):
        page = msgspec.structs.replace(page, points=page.points * 2)
    if isinstance(page, matches.MatchesPage):
        yield msgspec.structs.replace(page, look=msgspec.structs.replace(page.look, running=False))
        yield msgspec.structs.replace(page, match=msgspec.structs.replace(page.match, lining_up=False))
    if isinstance(page, paper.PaperPage):
        page = msgspec.structs.replace(page, versions=page.versions * 2)
    if isinstance(page, pages.CheckPage):
        yield msgspec.structs.replace(page, trouble="")
    if isinstance(page, reviewing.ReviewPage):
        yield msgspec.structs.replace(page, wanted="")
        yield msgspec.structs.replace(page, since=())
    if isinstance(page, turns.CitationPage):
        yield msgspec.structs.replace(page, around=None)
    if isinstance(page, pages.ConversationsPage):
        yield msgspec.structs.replace(page, cards=False)
    if isinstance(page, pages.SearchPage):
        yield msgspec.structs.replace(page, trouble=None)
    if isinstance(page, pages.ReadingPage):
        row = page.sheet.rows[0]
        plain = msgspec.structs.replace(row.cells[0].pieces[0], marks=("supplied",), beside=False, difference="")
        spoken = msgspec.structs.replace(row.cells[0], pieces=(plain, row.cells[0].pieces[0]), voice=1)
        away = msgspec.structs.replace(row.slots[0], cells=())
        row = msgspec.structs.replace(row, slots=(msgspec.structs.replace(row.slots[0], cells=(spoken,)), away))
        sheet = msgspec.structs.replace(page.sheet, columns=page.sheet.columns * 2, rows=(row,))
        page = msgspec.structs.replace(
            page, sheet=sheet, versions=page.versions * 2, filters=page.filters * 2, alone=False, comparing=False
        )
        yield msgspec.structs.replace(page, comparing=True)
        yield msgspec.structs.replace(page, align=False)
    yield page


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_shows_all_that_its_value_holds(kind: type[pages.Page]) -> None:
    filling = Filling()
    html = "".join(render.render(page, token="the-token") for page in variants(kind, filling))
    missing = {
        place
        for text, place in filling.texts.items()
        if text not in html and place not in NOT_SHOWN and place[1] != "id"
    }
    assert missing == UNFOLDED.get(kind, set())


def test_the_check_above_finds_what_is_not_shown() -> None:
    filling = Filling()
    page = filling.make(pages.ErrorPage)
    html = render.render(msgspec.structs.replace(page, hint=""))
    assert [place for text, place in filling.texts.items() if text not in html] == [("ErrorPage", "hint")]


HOSTILE = "\"><script>alert({0})</script><img src=x onerror=alert({0})>' onfocus=alert({0}) {{{{7*7777}}}}</textarea>"


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_read_becomes_markup(kind: type[pages.Page]) -> None:
    for page in variants(kind, Filling(HOSTILE)):
        document = LexborHTMLParser(render.render(page, token="the-token"))
        assert {script.attributes.get("src", "").partition("?")[0] for script in document.css("script")} <= {
            "/static/desk.js",
            "/static/reading.js",
            "/static/lists.js",
            "/static/search.js",
            "/static/matches.js",
            "/static/paper.js",
            "/static/review.js",
            "/static/origin.js",
            "/static/adding.js",
        }
        assert document.css("img, style, [style], object, embed, base") == []
        assert [
            name for element in document.css("*") for name in element.attributes if name.lower().startswith("on")
        ] == []
        assert "54439" not in (document.body.text() if document.body else "")


def test_the_check_above_finds_markup() -> None:
    escaped = render.render(pages.ErrorPage(title="t", status=404, message=HOSTILE.format(1)))
    bare = escaped.replace("&lt;", "<").replace("&gt;", ">")
    assert LexborHTMLParser(escaped).css("img") == []
    assert LexborHTMLParser(bare).css("img") != []


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_whole_and_has_its_landmarks(kind: type[pages.Page]) -> None:
    for page in variants(kind, Filling()):
        document = LexborHTMLParser(render.render(page, token="the-token"))
        assert len(document.css("html[lang=en]")) == len(document.css("main")) == len(document.css("h1")) == 1
        assert document.css_first("a.skip").attributes["href"] == "#main"
        levels = [int(heading.tag[1]) for heading in document.css("h1, h2, h3, h4")]
        assert all(deeper <= level + 1 for level, deeper in itertools.pairwise(levels)), levels
        names = [element.attributes["id"] for element in document.css("[id]")]
        assert len(names) == len(set(names))


def test_others_see_no_acts() -> None:
    page = Filling().make(pages.ErrorPage)
    theirs = LexborHTMLParser(render.render(page, for_others=True))
    ours = LexborHTMLParser(render.render(page, token="the-token"))
    assert [link.text() for link in theirs.css("nav a")] == ["Conversations", "Search", "Notes and codes", "Glossary"]
    assert [link.text() for link in ours.css("nav a")] == [
        "Desk",
        "Conversations",
        "Search",
        "Matches",
        "Notes and codes",
        "Glossary",
        "Write",
        "Check",
        "Add",
        "Log",
    ]


def test_our_own_files_are_named_by_their_digest() -> None:
    address = render.static_address("desk.css")
    assert address.startswith("/static/desk.css?v=")
    assert len(address) == len("/static/desk.css?v=") + 12
    with pytest.raises(KeyError):
        render.static_file("../render.py")
