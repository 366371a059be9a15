"""Cautions: what a reader should know of a passage that a draft quotes, beside whether the words are right.

in dispute   other versions have something else there that changes the meaning, and the quotation does not go by what a
             person settled
unclear      the transcriber was not sure of words within the quotation, or has left something out there
unchecked    a machine made the version, its reader doubted the turn, or who speaks was inferred or is not known; and
             nobody has said that it was checked
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..errors import Refused
from ..formats.page.words.speech import verb_in
from ..identifiers import within
from ..model import Dossier, Transcript, Turn
from ..protect.gate import Exit
from ..tellings.comparison import words_of
from ..tellings.quotations import Quotation
from ..tellings.variants import Reading, Variant
from ..tellings.verdicts import Finding, Origin
from ..tellings.voices import cast
from . import aligning, citing, finding
from .checked import CautionShown, ReadingShown, SettledShown
from .collating import variants_of
from .desk import Desk
from .settling import Settled, with_settlements
from .vouchers import Vouchers

DIFFERENCES = {
    "number": "a number", "negation": "a negation", "name": "a name", "unit": "a unit", "time": "a time",
    "place": "a place", "body part": "a part of the body", "object": "a thing", "certainty": "how sure it is",
    "speaker": "who speaks",
}  # fmt: skip
"""What a kind of variant is called in a sentence."""


class _Home:
    """A conversation with its versions and the differences between them that change the meaning."""

    def __init__(self, desk: Desk, conversation: str) -> None:
        self.whole: Dossier = finding.dossier(desk, conversation)
        tellings = self.whole.transcripts
        self.tellings: dict[str, Transcript] = {each.id: each for each in tellings}
        self.variants: tuple[Variant, ...] = ()
        self.settled: dict[str, Settled] = {}
        self.voices: dict[tuple[str, str], int] = {}
        if 1 < len(tellings):
            decided = aligning.decisions(desk, tellings)
            alignments = aligning.alignments(desk, tellings)
            found = variants_of(desk, tellings, alignments, decided)
            variants, settled = with_settlements(found, tellings, decided)
            self.variants = tuple(each for each in variants if each.material)
            self.settled = {each.variant: each for each in settled if each.variant is not None}
            if any(each.kind == "speaker" for each in self.variants):
                self.voices = {
                    voice: number for number, (voices, _) in enumerate(cast(tellings, alignments)) for voice in voices
                }

    def turn(self, reading: Reading) -> Turn:
        """Returns the turn of a reading."""
        return next(each for each in self.tellings[reading.transcript].turns if each.number == reading.turn)

    def others(self, variant: Variant, used: Reading) -> tuple[Reading, ...]:
        """Returns the readings that say something else than the one used; a voice that is not known says nothing."""
        mine = self._mouths(used)
        return tuple(
            each
            for each in variant.readings
            if each.transcript != used.transcript
            and (
                bool(mine and (other := self._mouths(each)) and other.isdisjoint(mine))
                if variant.kind == "speaker"
                else words_of(each.words).words != words_of(used.words).words
            )
        )

    def _mouths(self, reading: Reading) -> set[object]:
        """Returns the voices of a turn, each by the number that it has in all versions."""
        voices = [(reading.transcript, speaker) for speaker in self.turn(reading).speakers]
        return {self.voices.get(voice, voice) for voice in voices}


class Cautions:
    """Finds the cautions of one draft's quotations; each conversation is collated once at most."""

    def __init__(self, desk: Desk, *, exits: Sequence[Exit] = ("citation",)) -> None:
        self._desk = desk
        self.exits = exits
        self._homes: dict[str, _Home] = {}
        self._files: dict[str, Dossier] = {}
        self.vouchers = Vouchers(desk)

    def of(
        self, found: Finding, transcripts: dict[str, Transcript], quotation: Quotation
    ) -> tuple[tuple[CautionShown, ...], tuple[SettledShown, ...]]:
        """Returns the cautions on the passages a quotation is from, and what people settled that it goes by.

        Of several conversations that hold the words only the first counts, which the quotation is taken to be from.
        """
        if not found.origins:
            return (), ()
        canonical = self._desk.archive.catalog.canonical
        first = canonical(transcripts[found.origins[0].transcript].conversation)
        own = [each for each in found.origins if canonical(transcripts[each.transcript].conversation) == first]
        disputed, settled = self._disputed(first, own)
        unsure = [list(self._unsure(first, each, transcripts[each.transcript], quotation)) for each in own]
        # Words that stand in several versions are as good as in the best of them; those of two turns need both.
        two = 1 < len({each.turn.id for each in own if each.transcript == own[0].transcript})
        kept = [each for some in unsure for each in some] if two else unsure[0] if all(unsure) else []
        return (*disputed, *kept), settled

    def _disputed(
        self, conversation: str, origins: Sequence[Origin]
    ) -> tuple[list[CautionShown], tuple[SettledShown, ...]]:
        cautions: dict[str, CautionShown] = {}
        settled: dict[str, SettledShown] = {}
        for origin in origins:
            for name in (conversation, *self._quoted(conversation, origin)):
                home = self._home(name)
                for variant in home.variants:
                    used = next((each for each in variant.readings if _meets(each, origin)), None)
                    if used is None or variant.id in cautions:
                        continue
                    others = home.others(variant, used)
                    if not others:
                        continue
                    decided = home.settled.get(variant.id)
                    if decided is not None and _goes_by(decided, variant, used):
                        settled[variant.id] = SettledShown(
                            variant=variant.id, words=decided.words, agent=decided.agent, note=decided.note
                        )
                        continue
                    cautions[variant.id] = self._caution(home, variant, used, others, origin, decided)
        return list(cautions.values()), tuple(settled.values())

    def _quoted(self, conversation: str, origin: Origin) -> Iterator[str]:
        """Yields the conversations that the turn of an excerpt quotes."""
        turn = within(origin.transcript, origin.turn.id)
        for name, turns in self._desk.archive.catalog.quoted_by(conversation).items():
            if turn in turns:
                yield name

    def _home(self, conversation: str) -> _Home:
        if conversation not in self._homes:
            self._homes[conversation] = _Home(self._desk, conversation)
        return self._homes[conversation]

    def _caution(
        self, home: _Home, variant: Variant, used: Reading, others: Sequence[Reading], origin: Origin,
        decided: Settled | None,
    ) -> CautionShown:  # fmt: skip
        differs = DIFFERENCES.get(variant.kind, variant.kind)
        what = f"Versions differ here in {differs}."
        if decided is not None and (decided.chosen is not None or decided.words):
            what = f"Versions differ here in {differs}; {decided.agent} settled on another reading than the draft has."
        return CautionShown(
            kind="in dispute",
            why="not settled so" if decided is not None else "versions differ",
            what=what,
            turn_id=within(origin.transcript, origin.turn.id),
            differs=differs,
            variant=variant.id,
            used=used.words,
            readings=tuple(self._reading(home, each) for each in others),
        )

    def _reading(self, home: _Home, reading: Reading) -> ReadingShown:
        transcript = home.tellings[reading.transcript]
        turn = home.turn(reading)
        labels = {speaker.id: (*speaker.labels, speaker.role or "")[0] for speaker in transcript.speakers}
        return ReadingShown(
            transcript=transcript.id,
            version=transcript.title or transcript.kind,
            language=transcript.language,
            turn_id=within(transcript.id, turn.id),
            speakers=tuple(labels.get(id, id) for id in turn.speakers),
            words=reading.words,
            withheld=self._withheld(transcript, turn),
        )

    def _withheld(self, transcript: Transcript, turn: Turn) -> str:
        if transcript.conversation not in self._files:
            self._files[transcript.conversation] = finding.dossier(self._desk, transcript.conversation)
        try:
            citing.pass_gate(self._files[transcript.conversation], transcript, turn=turn, exits=self.exits)
        except Refused as refused:
            return refused.message
        return ""

    def _unsure(
        self, conversation: str, origin: Origin, head: Transcript, quotation: Quotation
    ) -> Iterator[CautionShown]:
        turn = origin.turn
        turn_id = within(origin.transcript, turn.id)
        within_ = [mark for mark in turn.marks if mark.start < origin.end and origin.start < mark.end]
        at = [mark for mark in turn.marks if mark.start == mark.end and origin.start < mark.start < origin.end]
        if any(mark.type == "unclear" for mark in within_):
            what = "The transcriber was not sure of words in it."
            yield CautionShown(kind="unclear", why="unclear words", what=what, turn_id=turn_id)
        if any(mark.type in ("gap", "unclear") for mark in at) and not words_of(quotation.text).open_after:
            what = "Something was left out or not heard within it, and the draft does not say so."
            yield CautionShown(kind="unclear", why="gap", what=what, turn_id=turn_id)
        if self.vouchers.of_turn(origin.transcript, turn.id) is not None:
            return
        if head.kind == "machine":
            what = "A machine made this version, and nobody has said that it was checked."
            yield CautionShown(kind="unchecked", why="machine", what=what, turn_id=turn_id)
        if turn.inferred:
            what = "Who speaks here was inferred, not printed."
            yield CautionShown(kind="unchecked", why="voice inferred", what=what, turn_id=turn_id)
        if not turn.speakers and (quotation.role or (quotation.name and verb_in(quotation.clause) is not None)):
            what = "This version does not say who speaks here, and the draft does."
            yield CautionShown(kind="unchecked", why="voice unknown", what=what, turn_id=turn_id)
        for doubt in head.doubts:
            if doubt.turn == turn.number:
                what = "The reader of this version had a doubt about the turn; the archive says which."
                yield CautionShown(kind="unchecked", why="doubt", what=what, turn_id=turn_id)
                break


def _meets(reading: Reading, origin: Origin) -> bool:
    """Says whether a passage holds words of a reading, or the place within it where this version has none."""
    if (reading.transcript, reading.turn) != (origin.transcript, origin.turn.number):
        return False
    if reading.start == reading.end:
        return origin.start < reading.start < origin.end
    return reading.start < origin.end and origin.start < reading.end


def _goes_by(settled: Settled, variant: Variant, used: Reading) -> bool:
    """Says whether the words used are those a person settled on: of that version, or alike in wording."""
    if settled.chosen is None and not settled.words:
        return False
    if settled.chosen == used.transcript:
        return True
    return variant.kind != "speaker" and words_of(settled.words).words == words_of(used.words).words
