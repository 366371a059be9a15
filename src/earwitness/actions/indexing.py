"""What the index learns of notes and codes: on which turns they stand now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ..model import Coding, Finder, Note, Transcript, place_of

if TYPE_CHECKING:
    from ..archive import Annotated
    from .desk import Desk

ByTurn = Mapping[int, tuple[str, ...]]


class Written:
    """The notes and codes on some transcripts."""

    def __init__(self, desk: Desk, transcripts: Iterable[str]) -> None:
        catalog = desk.archive.catalog
        self._book = catalog.codebook()
        self._on: dict[str, list[Annotated]] = defaultdict(list)
        for each in catalog.annotations(catalog.annotated() & set(transcripts)):
            self._on[place_of(each.annotation)].append(each)

    def on(self, transcript: Transcript) -> tuple[ByTurn, ByTurn]:
        """Returns the paths of the codes, and the words of the notes, by the numbers of the turns where they stand now."""
        codes: dict[int, dict[str, None]] = defaultdict(dict)
        notes: dict[int, dict[str, None]] = defaultdict(dict)
        finder = Finder(transcript)
        for each in self._on.get(transcript.id, ()):
            annotation = each.annotation
            if not isinstance(annotation, Note | Coding):
                continue
            for quote in annotation.quotes:
                turn = finder.place(quote).turn
                if turn is None:
                    continue
                if isinstance(annotation, Note):
                    notes[turn.number][annotation.text] = None
                elif path := self._book.path(annotation.code):
                    codes[turn.number][path] = None
        return (
            {number: tuple(found) for number, found in codes.items()},
            {number: tuple(found) for number, found in notes.items()},
        )
