"""Studies: what people wrote on conversations as a REFI-QDA project, and the codes they used as its codebook.

A code, a note and a caution stand on a passage of the transcript's text, by its place and with its words. What lost its words
is told in a note; what is on a whole conversation is on each of its texts. Of the codebook goes what stands on what leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ..formats.projects.codes import CodeRead, nested
from ..formats.projects.qda import PALETTE, Coded, Project, Selection, TextSource, codebook_of, guid, package_of
from ..formats.projects.script import Script, print_script
from ..formats.projects.studies import Book, case_of, name_of, text_of
from ..model import Annotation, Codebook, Dossier, Note
from .annotated import NoteShown, PlaceShown, Remarks
from .desk import Desk
from .writings import written

DISTRESSING = "distressing"
"""The code above those that cautions are."""


def write_study(desk: Desk, dossiers: Sequence[Dossier]) -> bytes:
    """Returns the conversations, which passed the gate as a whole, with all that is written on them, as `.qdpx`."""
    book = Book()
    codebook = desk.archive.catalog.codebook()
    cases = []
    sources: list[TextSource] = []
    for dossier in dossiers:
        texts = _texts(desk, dossier, codebook, book)
        cases.append(case_of(dossier, texts))
        sources += texts
    project = Project(
        name=name_of(dossiers),
        users=tuple((id, name) for name, id in book.users.items()),
        codes=book.tree,
        cases=tuple(cases),
        sources=tuple(sources),
        notes=tuple(book.notes.values()),
    )
    return package_of(project)


def write_used_codes(desk: Desk, dossiers: Sequence[Dossier]) -> bytes:
    """Returns the codes that stand on these conversations, with those above them, as `.qdc`."""
    codebook = desk.archive.catalog.codebook()
    book = Book()
    for dossier in dossiers:
        for coding in written(desk, dossier)[0].codings:
            _enter(book, codebook, coding.code)
    return codebook_of(book.tree)


def write_whole_codebook(codebook: Codebook) -> bytes:
    """Returns every code as `.qdc`."""
    return codebook_of(nested(tuple(_read(codebook, code.id) for _, code in codebook.in_order())))


def _texts(desk: Desk, dossier: Dossier, codebook: Codebook, book: Book) -> list[TextSource]:
    """Returns the transcripts as texts, with what is written on them."""
    remarks, kept = written(desk, dossier)
    texts = []
    for transcript in dossier.transcripts:
        script = print_script(transcript)
        # An id of ours, though the text may have come from a project: it may have been mended since.
        text = replace(text_of(dossier, transcript, script), guid=guid("transcript", transcript.id))
        passages = _Passages(text, transcript.id, script, book)
        _put(passages, remarks, kept, codebook, book)
        texts.append(passages.finished())
    return texts


def _put(passages: _Passages, remarks: Remarks, kept: dict[str, Annotation], codebook: Codebook, book: Book) -> None:
    for coding in remarks.codings:
        _enter(book, codebook, coding.code)
        passages.code(coding.id, coding.path, coding.places, coding.whole, coding.agent, coding.time)
    for caution in remarks.cautions:
        path = f"{DISTRESSING}/{caution.kind}"
        passages.code(caution.id, path, caution.places, caution.whole, caution.agent, caution.time)
    for note in remarks.notes:
        passages.note(note, kept.get(note.answers or ""))


class _Passages:
    """The passages of one text, gathered: what stands on the same words is on one passage."""

    def __init__(self, text: TextSource, transcript: str, script: Script, book: Book) -> None:
        self.text = text
        self.transcript = transcript
        self.script = script
        self.book = book
        self.turns = {placed.turn.number: placed for placed in script.turns}
        self.selections: dict[tuple[int, int], Selection] = {}

    def code(
        self, id: str, path: str, places: Iterable[PlaceShown], whole: str | None, by: str, when: str
    ) -> None:  # fmt: skip
        """Puts a code on the places that are in this text, on all of it where the whole is meant."""
        made = Coded(guid="", code="", by=self.book.user(by), when=when)
        # A caution may be on one transcript as a whole: the others are not meant.
        if whole is not None and (whole == self.transcript or not whole.startswith("t")):
            coded = replace(made, guid=guid("coding", id, self.transcript), code=self.book.code(path))
            self.text = replace(self.text, coded=(*self.text.coded, coded))
        for number, place in enumerate(self._own(places), 1):
            span = self._span(place)
            if span is None:
                lost = f"{path}: “{place.words}” (these words stand there no longer)"
                self._on_text(self.book.note(guid("note", id, self.transcript, str(number)), lost, by=by, when=when))
                continue
            coded = replace(made, guid=guid("coding", id, self.transcript, str(number)), code=self.book.code(path))
            selection = self._selection(span, by, when)
            self.selections[span] = replace(selection, coded=(*selection.coded, coded))

    def note(self, shown: NoteShown, asked: Annotation | None) -> None:
        """Puts a note on its places in this text."""
        name = f"answers “{asked.text[:60]}”" if isinstance(asked, Note) else ""
        for place in self._own(shown.places):
            id = self.book.note(guid("note", shown.id), shown.text, by=shown.agent, when=shown.time, name=name)
            span = self._span(place)
            if span is None:
                self._on_text(id)
                continue
            selection = self._selection(span, shown.agent, shown.time)
            if id not in selection.notes:
                self.selections[span] = replace(selection, notes=(*selection.notes, id))

    def finished(self) -> TextSource:
        return replace(self.text, selections=tuple(self.selections[span] for span in sorted(self.selections)))

    def _own(self, places: Iterable[PlaceShown]) -> list[PlaceShown]:
        return [place for place in places if place.transcript == self.transcript]

    def _span(self, place: PlaceShown) -> tuple[int, int] | None:
        placed = self.turns.get(place.turn or 0)
        if placed is None or place.start is None or place.end is None or place.state == "orphaned":
            return None
        return placed.span(place.start, place.end)

    def _selection(self, span: tuple[int, int], by: str, when: str) -> Selection:
        start, end = span
        found = self.selections.get(span)
        return found or Selection(
            guid=guid("selection", self.transcript, str(start), str(end)), start=start, end=end,
            words=self.script.text[start:end], by=self.book.user(by), when=when,
        )  # fmt: skip

    def _on_text(self, note: str) -> None:
        if note not in self.text.notes:
            self.text = replace(self.text, notes=(*self.text.notes, note))


def _enter(book: Book, codebook: Codebook, code: str) -> None:
    """Puts a code with all above it into a project's book."""
    for each in codebook.line(code):
        book.add(_read(codebook, each.id))


def _read(codebook: Codebook, id: str) -> CodeRead:
    code = codebook.codes[id]
    return CodeRead(
        guid=guid("code", id), path=codebook.path(id), means=code.definition, codable=not code.retired,
        colour=PALETTE[code.colour - 1] if 1 <= code.colour <= len(PALETTE) else "",
    )  # fmt: skip
