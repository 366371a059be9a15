"""A telling under hand: its turns as pieces that know where on the page they stand, and its voices."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from ...model import Doubt, Mark, Speaker, Transcript, Turn
from ..page.drafts import unquoted
from ..page.labels import Label, find_label, key_of, role_of
from ..page.marks import read_marks
from .pagetext import PageText, Stretch

_PRINTED = frozenset({"colon", "paren", "bold", "chat", "titled", "author", "cell", "term"})
"""Forms of a label that nobody would take for speech, once it is known that a turn begins there."""


class Piece(Struct, kw_only=True):
    """A turn under hand."""

    turn: Turn
    spans: tuple[Stretch, ...] = ()
    place: int = 0
    """Where it belongs on the page: its own start, or that of the turn before where it stands nowhere."""
    number: int = 0
    """Its number in the reading; 0 where a person put it in."""


class Telling:
    """One transcript of a reading under hand. `fresh` where a person's word made it."""

    def __init__(self, transcript: Transcript, page: PageText, *, fresh: bool = False) -> None:
        self.page = page
        self.transcript = transcript
        self.fresh = fresh
        self.touched = fresh
        self.speakers: dict[str, Speaker] = {speaker.id: speaker for speaker in transcript.speakers}
        self.pieces: list[Piece] = []
        place = 0
        for turn, spans in zip(transcript.turns, page.places_of(transcript.turns), strict=True):
            place = spans[0][0] if spans else place
            self.pieces.append(Piece(turn=turn, spans=spans, place=place, number=turn.number))
        ends = [(piece.place, piece.spans[-1][1] if piece.spans else piece.place) for piece in self.pieces]
        self._in_order = all(before[1] <= after[0] for before, after in pairwise(ends)) and all(
            piece.spans for piece in self.pieces
        )

    # Voices

    def speaker(self, label: str) -> str | None:
        """Returns the voice that a label names, None where none does."""
        key = key_of(label)
        for speaker in self.speakers.values():
            if any(key_of(known) == key for known in speaker.labels):
                return speaker.id
        return None

    def voice(self, label: str) -> str:
        """Returns the voice of a label, a new one where there is none."""
        known = self.speaker(label)
        return known if known is not None else self.new_voice((label,))

    def new_voice(self, labels: tuple[str, ...]) -> str:
        numbers = (int(id[1:]) for id in self.speakers if id[1:].isdecimal())
        id = f"p{max(numbers, default=0) + 1}"
        role = next((label for label in labels if role_of(label) is not None), None)
        self.speakers[id] = Speaker(id=id, labels=labels, role=role)
        return id

    def printed(self, piece: Piece) -> Label | None:
        """Returns the label that the page prints at the head of a piece and the reader took for its voice."""
        if not piece.spans or piece.turn.inferred:
            return None
        parts = self.page.parts(piece.spans[0])
        label = find_label(parts[0][0]) if parts else None
        if label is None or not label.key:
            return None
        held = {key_of(known) for id in piece.turn.speakers for known in self.speakers[id].labels}
        return label if label.key in held else None

    # Words

    def read(self, spans: Sequence[Stretch], *, bare: bool = False) -> tuple[str, tuple[Mark, ...], Label | None]:
        """Returns the words and marks that stand at these stretches, and the label that leads them.

        `bare` takes no label off: the words are speech as they stand.
        """
        text, found = "", None
        for stretch in spans:
            for line, _ in self.page.parts(stretch):
                part = line.text
                if not text:
                    label = None if bare else find_label(line)
                    if label is not None and label.key and (label.style in _PRINTED or self.speaker(label.name)):
                        found, part = label, part[label.end :]
                    text = part.strip()
                else:
                    text += (" " if line.kind in ("line", "preformatted") else "\n") + part
        said = read_marks(unquoted(text.strip()))
        return said.text, said.marks, found

    def raw(self, spans: Sequence[Stretch]) -> str:
        return "\n".join(line.raw for stretch in spans for line, _ in self.page.parts(stretch))

    # Pieces

    def at(self, stretch: Stretch) -> list[int]:
        """Returns the numbers, from 0, of the pieces that a stretch touches."""
        first, last = 0, len(self.pieces)
        if self._in_order:
            # Pieces stand one behind the other: only the one that begins before the stretch can reach into it.
            first = max(0, bisect.bisect_left(self.pieces, stretch[0], key=_place) - 1)
            last = bisect.bisect_left(self.pieces, stretch[1], key=_place)
        return [
            number
            for number in range(first, last)
            if any(start < stretch[1] and stretch[0] < end for start, end in self.pieces[number].spans)
        ]

    def before(self, place: int) -> int:
        """Returns how many pieces stand before a place on the page."""
        if self._in_order:
            return bisect.bisect_left(self.pieces, place, key=_place)
        found = 0
        for number, piece in enumerate(self.pieces, 1):
            if piece.place < place:
                found = number
        return found

    def put(self, spans: Sequence[Stretch], speakers: tuple[str, ...], text: str, marks: tuple[Mark, ...]) -> Piece:
        """Puts in a turn where it stands on the page."""
        turn = Turn(id="0", number=0, speakers=speakers, text=text, raw=self.raw(spans), marks=marks)
        piece = Piece(turn=turn, spans=tuple(spans), place=spans[0][0])
        self.pieces.insert(self.before(spans[0][0]), piece)
        self.touched = True
        return piece

    def cut(self, number: int, stretch: Stretch, *, part: bool) -> None:
        """Takes a stretch out of a piece; with `part`, what stands behind it becomes a turn of its own, of the same voice."""
        piece = self.pieces[number]
        ahead = _without(piece.spans, (stretch[0], len(self.page.text)))
        behind = _without(piece.spans, (0, stretch[1]))
        groups = [ahead, behind] if part else [(*ahead, *behind)]
        groups = [group for group in groups if any(map(str.isalnum, self.raw(group)))]
        label = self.printed(piece)
        del self.pieces[number]
        self.touched = True
        for place, group in enumerate(groups):
            leads = group[0][0] == piece.spans[0][0]
            text, marks, _ = self.read(group, bare=not (leads and label is not None))
            turn = replace(
                piece.turn, text=text, marks=marks, raw=self.raw(group), inferred=piece.turn.inferred or not leads,
                end=piece.turn.end if place + 1 == len(groups) and not part else None,
                start=piece.turn.start if leads else None, printed=piece.turn.printed if leads else None,
            )  # fmt: skip
            if not turn.speakers:
                turn = replace(turn, inferred=False)
            fresh = Piece(turn=turn, spans=group, place=group[0][0], number=piece.number if place == 0 else 0)
            self.pieces.insert(number + place, fresh)

    def join(
        self, number: int, text: str, marks: tuple[Mark, ...], spans: tuple[Stretch, ...], raw: str | None
    ) -> None:
        """Adds words to the end of a piece."""
        piece = self.pieces[number]
        turn = piece.turn
        start = len(turn.text) + 1 if turn.text and text else len(turn.text)
        moved = tuple(replace(mark, start=mark.start + start, end=mark.end + start) for mark in marks)
        whole = f"{turn.text}\n{text}" if turn.text and text else turn.text + text
        piece.turn = replace(
            turn, text=whole, marks=(*turn.marks, *moved), raw="\n".join(filter(None, (turn.raw, raw)))
        )
        piece.spans = (*piece.spans, *spans)
        self.touched = True

    # The end

    def finished(self, doubts: Sequence[Doubt]) -> Transcript:
        """Returns the transcript: turns in their order, the voices that speak, and the doubts that are left."""
        if not self.touched:
            return self.transcript
        numbers = {piece.number: place for place, piece in enumerate(self.pieces, 1) if piece.number}
        turns = tuple(replace(piece.turn, id=str(place), number=place) for place, piece in enumerate(self.pieces, 1))
        order = dict.fromkeys(id for turn in turns for id in turn.speakers)
        left = tuple(
            replace(doubt, turn=numbers[doubt.turn]) if doubt.turn is not None else doubt
            for doubt in doubts
            if (doubt.turn is None and not self._taken(doubt.what)) or doubt.turn in numbers
        )
        return replace(self.transcript, turns=turns, speakers=tuple(self.speakers[id] for id in order), doubts=left)

    def _taken(self, what: str) -> bool:
        """Says whether a doubt shows words as not read that a turn has by now."""
        _, opened, words = what.partition("“")
        words = words.rpartition("”")[0].rstrip("…")
        return bool(opened and words) and any(words in " ".join(piece.turn.text.split()) for piece in self.pieces)


def _place(piece: Piece) -> int:
    return piece.place


def _without(spans: Sequence[Stretch], gone: Stretch) -> tuple[Stretch, ...]:
    """Returns the stretches without one."""
    left: list[Stretch] = []
    for start, end in spans:
        left += [(low, high) for low, high in ((start, min(end, gone[0])), (max(start, gone[1]), end)) if low < high]
    return tuple(left)
