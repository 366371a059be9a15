"""Keeping to hints: what a reader found, and then what people said of it, in the order in which they said it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ...model import Conversation, Held, Hint, Reading, Transcript
from ..page.labels import key_of
from .emending import as_editors, as_speech, occurrences
from .pagetext import PageText, Stretch, shown
from .telling import Piece, Telling

GONE = "the page does not have these words, or nothing tells which of several places is meant"


class Kept(Struct, frozen=True, kw_only=True):
    """A reading that keeps to hints, and which of them no longer fit, each with the reason."""

    reading: Reading
    unfit: tuple[tuple[Hint, str], ...] = ()


def keep_to(reading: Reading, page: PageText, hints: Sequence[Hint], *, digest: str) -> Kept:
    """Returns the reading as people said it is to be; `digest` is that of the bytes that were read.

    A hint that does not fit changes nothing and is told; it never stops the others.
    """
    work = _Work(reading, page)
    unfit = []
    for hint in hints:
        why = work.heed(hint, same_bytes=hint.digest == digest)
        if why:
            unfit.append((hint, why))
    return Kept(reading=work.finished(), unfit=tuple(unfit))


class _Work:
    """A reading under hand."""

    def __init__(self, reading: Reading, page: PageText) -> None:
        self.reading = reading
        self.page = page
        self.conversations = list(reading.conversations)
        self.tellings = [Telling(transcript, page) for transcript in reading.transcripts]
        self._acts: dict[str, Callable[[Hint, Stretch], str]] = {
            "turn": self._turn,
            "follows": self._follows,
            "no turn": self._no_turn,
            "editor": self._emend,
            "speech": self._emend,
        }

    def heed(self, hint: Hint, *, same_bytes: bool) -> str:
        """Does what a hint says; returns why it cannot be done, empty where it could."""
        if hint.anchor is None:
            return self._voices(hint)
        stretch = self.page.place(hint.anchor, same_bytes=same_bytes)
        return self._acts[hint.kind](hint, stretch) if stretch is not None else GONE

    def finished(self) -> Reading:
        tellings = [telling for telling in self.tellings if telling.pieces or not telling.fresh]
        transcripts = tuple(telling.finished(telling.transcript.doubts) for telling in tellings)
        if not self.reading.transcripts and transcripts:
            left = tuple(doubt for doubt in self.reading.doubts if not doubt.startswith("no conversation was"))
            return replace(self.reading, conversations=tuple(self.conversations), transcripts=transcripts, doubts=left)
        return replace(self.reading, transcripts=transcripts)

    # Turns

    def _turn(self, hint: Hint, stretch: Stretch) -> str:
        telling = self._nearest(stretch, hint.voice)
        for other in self.tellings:
            for number in reversed(other.at(stretch)):
                piece = other.pieces[number]
                if _same(piece.spans, stretch):
                    return self._voice_of(other, piece, hint)
                telling = other
                other.cut(number, stretch, part=True)
        text, marks, label = telling.read((stretch,))
        if label is not None and hint.voice is not None:
            # The person says who speaks. A known label is no word of theirs; what only looks like one may be.
            if telling.speaker(label.name) is None and key_of(label.name) != key_of(hint.voice):
                text, marks, _ = telling.read((stretch,), bare=True)
            label = None
        speakers: tuple[str, ...] = ()
        if hint.voice:
            speakers = (telling.voice(hint.voice),)
        elif label is not None and hint.voice is None:
            speakers = (telling.voice(label.name),)
        piece = telling.put((stretch,), speakers, text, marks)
        if label is not None and label.time:
            piece.turn = replace(piece.turn, printed=label.time)
        return ""

    def _voice_of(self, telling: Telling, piece: Piece, hint: Hint) -> str:
        """The stretch is a turn already; a person may say whose."""
        if hint.voice is not None:
            speakers = (telling.voice(hint.voice),) if hint.voice else ()
            if speakers != piece.turn.speakers or piece.turn.inferred:
                piece.turn = replace(piece.turn, speakers=speakers, inferred=False)
                telling.touched = True
        return ""

    def _follows(self, hint: Hint, stretch: Stretch) -> str:
        for telling in self.tellings:
            for number in telling.at(stretch):
                piece = telling.pieces[number]
                if not _within(piece.spans, stretch):
                    if piece.spans and piece.spans[0][0] < stretch[0]:
                        return ""  # it is part of a turn that began before it
                    return "a turn begins in the middle of it"
                if number == 0:
                    return "no turn stands before it"
                self._join(telling, number)
                return ""
        if not self.tellings:
            return "no turn stands before it"
        telling = self._nearest(stretch, None)
        number = telling.before(stretch[0])
        if number == 0:
            return "no turn stands before it"
        last = telling.pieces[number - 1]
        text, marks, label = telling.read((stretch,))
        if label is not None and telling.speaker(label.name) not in last.turn.speakers:
            text, marks, _ = telling.read((stretch,), bare=True)
        telling.join(number - 1, text, marks, (stretch,), telling.raw((stretch,)))
        return ""

    def _join(self, telling: Telling, number: int) -> None:
        """Makes a piece the end of the one before; a label of another voice was none, and is speech."""
        piece, last = telling.pieces[number], telling.pieces[number - 1]
        text, marks = piece.turn.text, piece.turn.marks
        if telling.printed(piece) is not None and piece.turn.speakers != last.turn.speakers:
            text, marks, _ = telling.read(piece.spans, bare=True)
        del telling.pieces[number]
        telling.join(number - 1, text, marks, piece.spans, piece.turn.raw)
        if last.turn.end is not None and piece.turn.end is not None:
            last.turn = replace(last.turn, end=piece.turn.end)

    def _no_turn(self, hint: Hint, stretch: Stretch) -> str:
        for telling in self.tellings:
            for number in reversed(telling.at(stretch)):
                if _within(telling.pieces[number].spans, stretch):
                    del telling.pieces[number]
                    telling.touched = True
                else:
                    telling.cut(number, stretch, part=False)
        return ""

    def _nearest(self, stretch: Stretch, voice: str | None) -> Telling:
        """Returns the telling that a stretch belongs to: one with that voice, then the one whose turns stand nearest."""
        if not self.tellings:
            return self._begun()
        if len(self.tellings) == 1:
            return self.tellings[0]

        def distance(telling: Telling) -> tuple[bool, int]:
            known = not voice or telling.speaker(voice) is not None
            spans = [span for piece in telling.pieces for span in piece.spans]
            near = min((max(start - stretch[1], stretch[0] - end, 0) for start, end in spans), default=1 << 60)
            return not known, near

        return min(self.tellings, key=distance)

    def _begun(self) -> Telling:
        """Returns a telling for a page in which the reader found none."""
        reading = self.reading
        held = Held()
        if reading.published:
            held = Held(date=reading.published, certainty="inferred", why="inferred: published that day")
        self.conversations.append(Conversation(id="c1", title=reading.title or "", held=held))
        transcript = Transcript(
            id="t1", conversation="c1", format=reading.format, title=reading.title, reader=reading.reader
        )
        self.tellings.append(Telling(transcript, self.page, fresh=True))
        return self.tellings[-1]

    # Voices

    def _voices(self, hint: Hint) -> str:
        done = [self._voices_in(telling, hint) for telling in self.tellings]
        return "" if any(done) else f"no voice has the label “{shown(hint.labels[0]) if hint.labels else ''}”"

    def _voices_in(self, telling: Telling, hint: Hint) -> bool:
        if hint.kind == "one voice":
            return _one_voice(telling, hint.labels)
        ids = [telling.speaker(label) for label in hint.labels]
        if not ids or None in ids:
            return False
        if hint.kind == "two voices":
            return _two_voices(telling, hint.labels)
        return self._no_voice(telling, hint.labels)

    def _no_voice(self, telling: Telling, labels: Sequence[str]) -> bool:
        """What stands behind these labels goes on with the turn before, label and all: the label is a word like others."""
        keys = {key_of(label) for label in labels}
        for number in range(len(telling.pieces) - 1, -1, -1):
            piece = telling.pieces[number]
            label = telling.printed(piece)
            held = {key_of(known) for id in piece.turn.speakers for known in telling.speakers[id].labels}
            if label is not None and label.key in keys:
                if number:
                    self._join(telling, number)
                else:
                    del telling.pieces[number]
            elif label is None and held and held <= keys:
                piece.turn = replace(piece.turn, speakers=(), inferred=False)
            telling.touched = True
        return True

    # Words

    def _emend(self, hint: Hint, stretch: Stretch) -> str:
        for telling in self.tellings:
            for number in telling.at(stretch):
                piece = telling.pieces[number]
                found = occurrences(piece.turn, self.page.text[stretch[0] : stretch[1]].strip("*[]() "))
                held = found[min(self._before(piece, stretch), len(found) - 1)] if found else None
                if held is None:
                    continue
                if hint.kind == "speech":
                    piece.turn = as_speech(piece.turn, held)
                else:
                    piece.turn = as_editors(piece.turn, held, hint.mark or "gloss")
                telling.touched = True
                return ""
        return "no turn holds these words"

    def _before(self, piece: Piece, stretch: Stretch) -> int:
        """Returns how often the words stand on the page within the piece before this place."""
        words = self.page.text[stretch[0] : stretch[1]].strip("*[]() ")
        return sum(
            self.page.text.count(words, start, min(end, stretch[0])) for start, end in piece.spans if start < stretch[0]
        )


def _one_voice(telling: Telling, labels: Sequence[str]) -> bool:
    """Makes the voices of these labels one: the one that speaks first."""
    found = [id for label in labels if (id := telling.speaker(label)) is not None]
    if len(found) < 2:
        return False
    order = [id for id in telling.speakers if id in found]
    if len(order) == 1:
        return True
    first = telling.speakers[order[0]]
    others = [telling.speakers[id] for id in order[1:]]
    known = dict.fromkeys((*first.labels, *(label for other in others for label in other.labels)))
    telling.speakers[first.id] = replace(
        first,
        labels=tuple(known),
        role=first.role or next((other.role for other in others if other.role), None),
        relation=first.relation or next((other.relation for other in others if other.relation), None),
    )
    for other in others:
        del telling.speakers[other.id]
    for piece in telling.pieces:
        if any(id in order for id in piece.turn.speakers):
            speakers = tuple(dict.fromkeys(first.id if id in order else id for id in piece.turn.speakers))
            piece.turn = replace(piece.turn, speakers=speakers)
    telling.touched = True
    return True


def _two_voices(telling: Telling, labels: Sequence[str]) -> bool:
    """Makes these labels a voice apart from the others that they were taken together with."""
    keys = {key_of(label) for label in labels}
    held = [id for label in labels if (id := telling.speaker(label)) is not None]
    whole = telling.speakers[held[0]]
    own = tuple(label for label in whole.labels if key_of(label) in keys)
    rest = tuple(label for label in whole.labels if key_of(label) not in keys)
    if not rest:
        return True
    led = [piece for piece in telling.pieces if (label := telling.printed(piece)) is not None and label.key in keys]
    telling.speakers[whole.id] = replace(whole, labels=rest, role=None if whole.role in own else whole.role)
    fresh = telling.new_voice(own)
    for piece in led:
        speakers = tuple(fresh if id == whole.id else id for id in piece.turn.speakers)
        piece.turn = replace(piece.turn, speakers=speakers)
    telling.touched = True
    return True


def _same(spans: Sequence[Stretch], stretch: Stretch) -> bool:
    return bool(spans) and spans[0][0] == stretch[0] and spans[-1][1] == stretch[1]


def _within(spans: Sequence[Stretch], stretch: Stretch) -> bool:
    return bool(spans) and stretch[0] <= spans[0][0] and spans[-1][1] <= stretch[1]
