"""What the index is told: whole transcripts with their facts, and of notes and codes on which turns they stand now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..model import Coding, Finder, Note, Quote, Segment, Transcript, Turn, place_of

if TYPE_CHECKING:
    from ..archive import Annotated, Telling
    from ..index import Indexed, Stretch
    from .desk import Desk

ByTurn = Mapping[int, tuple[str, ...]]
WRITING = ("note", "code", "caution", "withdraw", "segment")
"""Verbs of acts that write on turns, or on the sound, and change no word, voice or fact of theirs."""
MANY = 200
"""Transcripts from which on the index may be made anew in place of being brought up to date."""


def far_behind(desk: Desk, after: int) -> bool:
    """Says whether so much was done since that act that making the whole index anew is the shorter way."""
    changed = len(desk.archive.catalog.changed(after, besides=WRITING))
    return MANY <= changed and desk.archive.catalog.counts().transcripts < 2 * changed


def changes(desk: Desk, after: int) -> tuple[Iterable[Indexed], Sequence[str]]:
    """Returns what the index must put anew after that act, and which transcripts it must forget.

    What was only written on costs its written turns, however long it is; a code on a whole conversation is on none.
    """
    catalog = desk.archive.catalog
    touched = set(catalog.changed(after, besides=WRITING))
    keys: Mapping[str, Mapping[int, int]] = {}
    if touched:
        from .passages import Passages

        passages = Passages(desk)
        # A telling that changed may change what its siblings share with each other, and what quotes them.
        touched |= passages.reached(touched)
    present = [head.id for head in catalog.heads(sorted(touched))]
    if present:
        keys = passages.keys(present)
    written = [head.id for head in catalog.heads(sorted(set(catalog.changed(after, spread=False)) - touched))]
    gone = sorted(touched - set(present))
    if not present and not written:
        return (), gone

    def told() -> Iterator[Indexed]:
        if present:
            yield from indexed(desk, present, keys)
        if written:
            yield from _partly(desk, written)

    return told(), gone


def indexed(desk: Desk, transcripts: Sequence[str], passages: Mapping[str, Mapping[int, int]]) -> Iterator[Indexed]:
    """Yields what the index needs to know of each transcript, with the facts of its conversation as they stand.

    `passages` are the keys of the passages that its turns share with others, by transcript and number.
    """
    written = Written(desk, transcripts)
    for telling in desk.archive.catalog.for_index(transcripts):
        codes, notes = written.on(telling.transcript)
        yield _told(telling, codes, notes, passages=passages.get(telling.transcript.id, {}))


def _partly(desk: Desk, transcripts: Sequence[str]) -> Iterator[Indexed]:
    """Yields each transcript with only those turns that something is written on now, or was when the index last heard."""
    written = Written(desk, transcripts)
    catalog = desk.archive.catalog
    for telling in catalog.for_index(transcripts, with_turns=False):
        head = telling.transcript
        found = written.on_some(head)
        if found is None:
            found = written.on(replace(head, turns=catalog.turns(head.id)))
        codes, notes = found
        numbers = codes.keys() | notes.keys() | desk.index.written_on(head.id)
        turns = _numbered(desk, head.id, numbers)
        yield _told(replace(telling, transcript=replace(head, turns=turns)), codes, notes, partly=True)


def stretches(desk: Desk, recordings: Sequence[str] | None) -> Iterator[Stretch]:
    """Yields what the index needs to know of the segments of these recordings, of all for None."""
    from ..index import Stretch

    catalog = desk.archive.catalog
    known: dict[str, Stretch] = {}
    for each in catalog.segments(recordings):
        segment = each.segment
        if segment.recording not in known:
            sound = catalog.recording(segment.recording)
            home, source = catalog.conversation(sound.conversation), catalog.source(sound.source)
            known[sound.id] = Stretch(
                id="", recording=sound.id, conversation=home.id, start=0, texts=(), held=home.conversation.held.date,
                genre=home.conversation.genre, publisher=source.publisher, published=source.published,
            )  # fmt: skip
        yield replace(
            known[segment.recording], id=segment.id, start=segment.start,
            texts=tuple(text for text in texts_of(segment) if text),
        )  # fmt: skip


def texts_of(segment: Segment) -> tuple[str, ...]:
    """Returns what a segment is found by: title, synopsis and first words, each keyword, each subject."""
    return (segment.title, segment.synopsis, segment.words, *segment.keywords, *segment.subjects)


def _told(
    telling: Telling, codes: ByTurn, notes: ByTurn, *, passages: Mapping[int, int] | None = None, partly: bool = False
) -> Indexed:
    from ..index import Indexed

    return Indexed(
        codes=codes,
        notes=notes,
        passages=passages or {},
        conversation=telling.transcript.conversation,
        transcript=telling.transcript,
        held=telling.held.date,
        genre=telling.genre,
        publisher=telling.publisher,
        published=telling.published,
        partly=partly,
    )


def _numbered(desk: Desk, transcript: str, numbers: Collection[int]) -> tuple[Turn, ...]:
    found = desk.archive.catalog.neighbours([(transcript, number) for number in numbers], before=0, after=0)
    return tuple(turn for _, turn in sorted(found.items()))


class Written:
    """The notes and codes on some transcripts."""

    def __init__(self, desk: Desk, transcripts: Iterable[str]) -> None:
        catalog = desk.archive.catalog
        self._desk = desk
        self._book = catalog.codebook()
        self._on: dict[str, list[Annotated]] = defaultdict(list)
        for each in catalog.annotations(catalog.annotated() & set(transcripts)):
            self._on[place_of(each.annotation)].append(each)

    def on(self, transcript: Transcript) -> tuple[ByTurn, ByTurn]:
        """Returns the paths of the codes, and the words of the notes, by the numbers of the turns where they stand now."""
        return self._standing(transcript.id, Finder(transcript)) or ({}, {})

    def on_some(self, head: Transcript) -> tuple[ByTurn, ByTurn] | None:
        """Returns the same from the quoted turns alone; None where words left theirs, and the whole must be looked at."""
        quotes = (quote for each in self._on.get(head.id, ()) for quote in _quotes(each))
        turns = _numbered(self._desk, head.id, {quote.number for quote in quotes})
        return self._standing(head.id, Finder(replace(head, turns=turns)), exactly=True)

    def _standing(self, transcript: str, finder: Finder, *, exactly: bool = False) -> tuple[ByTurn, ByTurn] | None:
        codes: dict[int, dict[str, None]] = defaultdict(dict)
        notes: dict[int, dict[str, None]] = defaultdict(dict)
        for each in self._on.get(transcript, ()):
            annotation = each.annotation
            for quote in _quotes(each):
                place = finder.place(quote)
                if exactly and place.state != "exact":
                    return None
                if place.turn is None:
                    continue
                if isinstance(annotation, Note):
                    notes[place.turn.number][annotation.text] = None
                elif isinstance(annotation, Coding) and (path := self._book.path(annotation.code)):
                    codes[place.turn.number][path] = None
        return (
            {number: tuple(found) for number, found in codes.items()},
            {number: tuple(found) for number, found in notes.items()},
        )


def _quotes(each: Annotated) -> tuple[Quote, ...]:
    return each.annotation.quotes if isinstance(each.annotation, Note | Coding) else ()
