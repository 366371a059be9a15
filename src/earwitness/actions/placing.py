"""Placing: what people wrote on a conversation, each with the places where its words stand in today's text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..archive import Annotated
from ..identifiers import within
from ..model import Caution, Codebook, Coding, Finder, Note, Place, Quote, Transcript, Turn, place_of, whole_of
from ..model.annotation import heirs_of
from . import finding
from .annotated import Cautioned, CodingShown, NoteShown, PlaceShown, Remarks
from .desk import Desk


def remarks_on(desk: Desk, conversation: str) -> Remarks:
    """Returns all notes, codings and cautions on a conversation and its versions, placed in the text as it stands.

    For readers who are not the keeper call it only where the whole conversation may be shown (`web.exits` sees to it), as
    for every other word of it.
    """
    with desk.archive.catalog.snapshot() as catalog:
        home = finding.conversation_of(desk, conversation)
        written = catalog.annotations([*catalog.members(home), *(each.id for each in catalog.transcripts_of(
            home, with_turns=False)), *catalog.quoting(home)])  # fmt: skip
        if not written:
            return Remarks()
        wanted = {place_of(each.annotation) for each in written}
        transcripts = [each for each in catalog.tellings_of(home) if each.id in wanted]
        return placed(desk, written, transcripts, dict.fromkeys(wanted, home))


def placed(
    desk: Desk, written: Sequence[Annotated], transcripts: Iterable[Transcript], homes: Mapping[str, str]
) -> Remarks:
    """Returns these annotations as answers; `transcripts` are those with their turns that they are on.

    `homes` are the conversations, by transcript. Of an excerpt that quotes a call beside other things only those turns are
    looked at that are given, so what is written on the others is not there.
    """
    book = desk.archive.catalog.codebook()
    finders = {transcript.id: Finder(transcript) for transcript in transcripts}
    about = _answered(written)
    notes: list[NoteShown] = []
    codings: list[CodingShown] = []
    cautions: list[Cautioned] = []
    for each in written:
        annotation, place = each.annotation, place_of(each.annotation)
        finder = finders.get(place)
        if finder is None and whole_of(annotation) is None:
            continue
        quotes = annotation.quotes if finder is not None else ()
        fails_safe = isinstance(annotation, Caution)
        places = (
            tuple(place for quote in quotes for place in _places(finder, quote, whole_turns=fails_safe))
            if finder is not None
            else ()
        )
        common: dict[str, Any] = {
            "id": annotation.id, "conversation": homes.get(place, ""), "transcript": place, "places": places,
            "agent": each.agent, "time": each.time, "act": each.act,
            "can_undo": not each.changed and annotation.id not in about,
        }  # fmt: skip
        if isinstance(annotation, Note):
            notes.append(
                NoteShown(
                    **common, text=annotation.text, answers=annotation.answers, changed_by=each.changed_by,
                    changed=each.changed,
                )
            )  # fmt: skip
        elif isinstance(annotation, Coding):
            codings.append(_coding(book, annotation, common))
        else:
            cautions.append(Cautioned(**common, kind=annotation.kind, whole=annotation.whole))
    return Remarks(notes=tuple(notes), codings=tuple(codings), cautions=tuple(cautions))


def by_turn(remarks: Remarks) -> dict[str, list[tuple[NoteShown | CodingShown | Cautioned, PlaceShown]]]:
    """Returns what is written on each turn, by its archive-wide id: each with its place, in the order of the words.

    What lost its words is under the turn that it was taken from.
    """
    found: dict[str, list[tuple[NoteShown | CodingShown | Cautioned, PlaceShown]]] = defaultdict(list)
    everything: tuple[NoteShown | CodingShown | Cautioned, ...] = (*remarks.notes, *remarks.codings, *remarks.cautions)
    for remark in everything:
        for place in remark.places:
            found[place.turn_id].append((remark, place))
    for places in found.values():
        places.sort(key=lambda pair: (pair[1].start or 0, pair[1].end or 0, pair[0].time, pair[0].id))
    return dict(found)


def _coding(book: Codebook, coding: Coding, common: Mapping[str, Any]) -> CodingShown:
    standing = book.standing(coding.code)
    return CodingShown(
        **common,
        code=standing.id if standing is not None else coding.code,
        path=book.path(coding.code),
        colour=book.colour(coding.code),
        retired=standing is not None and standing.retired,
        whole=coding.whole,
    )


def _answered(written: Sequence[Annotated]) -> frozenset[str]:
    return frozenset(
        each.annotation.answers
        for each in written
        if isinstance(each.annotation, Note) and each.annotation.answers is not None
    )


def _places(finder: Finder, quote: Quote, *, whole_turns: bool) -> tuple[PlaceShown, ...]:
    """Returns a quote's place. Where the words do not stand as they stood, a caution covers the turn, and every turn that it
    was split or merged into: it must not come undone because somebody mended the passage."""
    found = finder.place(quote)
    if whole_turns and (found.turn is None or found.state == "changed"):
        covered = heirs_of(quote, finder.transcript)
        if covered and (found.turn is None or 1 < len(covered)):
            return tuple(_shown(quote, found, turn, 0, len(turn.text), turn.text) for turn in covered)
    words = found.words if found.turn is not None else quote.exact
    return (_shown(quote, found, found.turn, found.start, found.end, words),)


def _shown(quote: Quote, found: Place, turn: Turn | None, start: int | None, end: int | None, words: str) -> PlaceShown:
    return PlaceShown(
        transcript=quote.transcript,
        turn=turn.number if turn is not None else None,
        turn_id=within(quote.transcript, turn.id if turn is not None else quote.turn),
        start=start,
        end=end,
        state=found.state,
        words=words,
    )
