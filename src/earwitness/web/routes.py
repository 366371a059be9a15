"""The routes: every address of the desk, in one list. A test holds it against who may go where."""

from __future__ import annotations

from typing import Any

from litestar.handlers import HTTPRouteHandler

from . import (
    acts,
    adding,
    api,
    api_acts,
    api_glossary,
    api_mending,
    api_notes,
    api_searches,
    api_segments,
    api_words,
    api_writing,
    checking,
    citations,
    context,
    conversations,
    differences,
    downloads,
    files,
    front,
    glossary,
    matches,
    matching,
    notes,
    noting,
    paper,
    publications,
    reading,
    returning,
    reviewing,
    searches,
    searching,
    sources,
    turns,
    vouching,
    wordlists,
    working,
    writing,
)

PAGES: tuple[HTTPRouteHandler, ...] = (
    front.desk_page,
    front.unread_page,
    conversations.conversations_page,
    *working.HANDLERS,
    reading.reading_page,
    turns.turn_page,
    vouching.checked_form,
    paper.paper_page,
    publications.publications_page,
    matching.match_form,
    differences.difference_page,
    differences.settle_form,
    *matches.HANDLERS,
    *notes.HANDLERS,
    *glossary.HANDLERS,
    *noting.HANDLERS,
    searching.search_page,
    *searches.HANDLERS,
    *context.HANDLERS,
    *wordlists.HANDLERS,
    sources.source_page,
    sources.captured_bytes,
    reviewing.review_page,
    reviewing.review_form,
    acts.log_page,
    acts.undo_form,
    adding.add_page,
    adding.add_form,
    checking.check_page,
    checking.check_form,
    *returning.PAGES,
    *writing.HANDLERS,
    citations.citation_page,
    downloads.downloads_page,
    downloads.download,
    files.static_file,
)

EVERY: tuple[HTTPRouteHandler, ...] = (
    *PAGES,
    *api.HANDLERS,
    *api_acts.HANDLERS,
    *api_mending.HANDLERS,
    *api_glossary.HANDLERS,
    *api_notes.HANDLERS,
    *api_searches.HANDLERS,
    *api_segments.HANDLERS,
    *api_words.HANDLERS,
    *api_writing.HANDLERS,
    *checking.HANDLERS,
    *returning.HANDLERS,
)


def handlers(*, for_others: bool) -> list[Any]:
    """Returns the handlers that whoever comes may reach; what is only the keeper's does not exist for others."""
    return [handler for handler in EVERY if not for_others or handler.opt["audience"] == "others"]
