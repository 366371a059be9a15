"""Amending: a transcript as it is after edits. Turns keep their ids, a new one gets the next free number, and what stood on a
turn by its number (a doubt) goes on standing on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ..errors import BadInput, NotFound, WrongUsage
from ..formats.signed import Wording, in_order, read_back, reworded
from ..formats.signs import voices
from ..identifiers import split, within
from ..model import Doubt, Mark, Speaker, Transcript, Turn
from ..times import Ms
from .dividing import divided, joined, merged
from .edits import LONGEST, Drop, Edit, Insert, Language, Marked, Merge, Move, Split, Times, Voices, Words
from .filing import language_tag
from .withholding import stricter

LATEST: Ms = 1_000 * 3600 * 1000
"""No recording is a thousand hours long."""
_BREAKS = re.compile(r"[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


class Amending:
    """One transcript being amended. `standing` is it as people stated it, for what is held back stays so."""

    def __init__(self, now: Transcript, standing: Transcript, *, named: int, taken: Collection[str] = ()) -> None:
        self.id = now.id
        self._now = now
        self._turns = list(now.turns)
        self._speakers = list(now.speakers)
        self._access = {turn.id: turn.access for turn in standing.turns}
        self._silent = {speaker.id: speaker.access for speaker in standing.speakers}
        self._named = max([named, now.named, *(int(turn.id) for turn in now.turns if turn.id.isdecimal())])
        self._taken = {*taken, *(speaker.id for speaker in now.speakers)}
        self._labels = {label: id for id, label in reversed(voices(now).items())}
        self._gone: dict[str, str | None] = {}
        self.stricter: dict[str, Any] = {}
        """Turns that must be held back more strictly than what was stated of them, each with the access."""
        self.new: list[str] = []
        """Turns that were not there before, by their archive-wide ids."""

    def amend(self, edit: Edit) -> None:
        """Carries out an edit. Raises NotFound for a turn that is not there, BadInput or WrongUsage where it cannot be."""
        _AMENDS[type(edit)](self, edit)

    def amended(self) -> Transcript:
        """Returns the transcript as it is after all edits, under the revision it had."""
        numbers = {turn.id: number for number, turn in enumerate(self._turns, 1)}
        left = max((int(turn.id) for turn in self._turns if turn.id.isdecimal()), default=0)
        return replace(
            self._now,
            turns=tuple(replace(turn, number=numbers[turn.id]) for turn in self._turns),
            speakers=tuple(self._speakers),
            doubts=tuple(self._doubts(numbers)),
            named=self._named if left < self._named else 0,
        )

    def turn(self, name: str) -> Turn:
        """Returns the turn of an archive-wide id as it is by now."""
        return self._turns[self._place(name)]

    def rename(self, speakers: Sequence[Speaker], turns: Mapping[str, str] | None = None) -> None:
        """Puts other speakers in place of all, and in the turns other ids in place of some."""
        self._speakers = list(speakers)
        for place, turn in enumerate(self._turns if turns else ()):
            ids = tuple(dict.fromkeys((turns or {}).get(id, id) for id in turn.speakers))
            words = tuple(
                replace(word, speaker=(turns or {}).get(word.speaker, word.speaker)) if word.speaker else word
                for word in turn.words
            )
            if (ids, words) != (turn.speakers, turn.words):
                self._turns[place] = replace(turn, speakers=ids, words=words)

    def voice(self, name: str) -> str:
        """Returns the id of a voice by its id or label; a label that is none of them is a new voice."""
        name = " ".join(name.split())
        if not name:
            raise BadInput("a voice needs a label", hint="give the label that is printed for it")
        if len(name) > 200:
            raise BadInput("a label of a voice may hold 200 characters", hint="say it shorter")
        own = name.removeprefix(f"{self.id}.")
        if any(own == speaker.id for speaker in self._speakers):
            return own
        if (found := self._labels.get(name)) is not None and any(found == each.id for each in self._speakers):
            return found
        for speaker in self._speakers:
            if name in speaker.labels:
                return speaker.id
        return self.new_voice(name)

    def new_voice(self, label: str) -> str:
        """Returns the id of a new voice with that label."""
        number = next(number for number in range(1, len(self._taken) + 2) if f"p{number}" not in self._taken)
        self._taken.add(f"p{number}")
        self._speakers.append(Speaker(id=f"p{number}", labels=(label,)))
        return f"p{number}"

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        return tuple(self._speakers)

    # The edits

    def _words(self, edit: Words) -> None:
        place, turn = self._of(edit)
        if (edit.line is None) == (edit.text is None):
            raise WrongUsage("the words of a turn are a line with signs, or a text without", hint="give one of the two")
        if edit.line is not None:
            said = read_back(_line(edit.line), turn)
        else:
            text = edit.text or ""
            said = reworded(turn, text if edit.marks else _line(text), edit.marks)
            for mark in said.marks:
                _fits(mark, said.text)
        self._turns[place] = _with(turn, said)

    def _split(self, edit: Split) -> None:
        place, turn = self._of(edit)
        if edit.lines is not None:
            turn, at = joined(turn, *map(_line, edit.lines))
        elif edit.second is not None:
            at = turn.text.find(edit.second) if edit.second.strip() else -1
            if at < 0 or turn.text.find(edit.second, at + 1) >= 0:
                several = "more than once" if 0 <= at else "nowhere"
                raise NotFound(
                    f"turn {turn.number} has these words {several}", hint="give more of them, or a place: --split 41"
                )
        elif edit.at is not None:
            at = edit.at
        else:
            raise WrongUsage("a turn is split at a place", hint="--split 41, or the words that the second begins with")
        if not 0 <= at <= len(turn.text):
            raise BadInput(f"turn {turn.number} has {len(turn.text)} characters, and {at} is none of them")
        if edit.time is not None:
            _in_time(turn.start, edit.time)
            _in_time(edit.time, turn.end)
        first, second = divided(turn, at, edit.time)
        if not (first.text or first.marks) or not (second.text or second.marks):
            raise BadInput(f"nothing of turn {turn.number} would stand on one side", hint="split it between two words")
        id = self._next()
        speakers = turn.speakers if edit.speakers is None else self._voices(edit.speakers)
        second = replace(
            second, id=id, speakers=speakers, once=tuple(dict.fromkeys((turn.id, *turn.once))),
            access=self._access.get(turn.id) or turn.access,
        )  # fmt: skip
        self._access[id] = second.access
        self._turns[place : place + 1] = [first, second]

    def _merge(self, edit: Merge) -> None:
        place, turn = self._of(edit)
        other = {"previous": place - 1, "next": place + 1}.get(edit.into)
        other = self._place(edit.into) if other is None else other
        if abs(other - place) != 1 or not 0 <= other < len(self._turns):
            raise WrongUsage(
                f"turn {turn.number} can only be merged with the one before or after it", hint="move it there first"
            )
        first, second = self._turns[min(place, other)], self._turns[max(place, other)]
        if edit.speakers is not None:
            speakers = self._voices(edit.speakers)
        elif first.speakers and second.speakers and first.speakers != second.speakers:
            raise WrongUsage(
                f"turns {first.number} and {second.number} are of different voices",
                hint="say who says the words of both: --speaker LABEL",
            )
        else:
            speakers = first.speakers or second.speakers
        one = merged(first, second, speakers)
        own, theirs = self._access.get(first.id) or first.access, self._access.get(second.id) or second.access
        strict = stricter(own, theirs)
        if strict != own:
            one = replace(one, access=strict)
            self.stricter[within(self.id, first.id)] = strict
            self._access[first.id] = strict
        self._gone[second.id] = first.id
        self._turns[min(place, other) : max(place, other) + 1] = [one]

    def _move(self, edit: Move) -> None:
        place, turn = self._of(edit)
        rest = [each for each in self._turns if each.id != turn.id]
        if edit.to == "first":
            to = 0
        elif edit.to in ("up", "down"):
            to = place + (1 if edit.to == "down" else -1)
            if not 0 <= to <= len(rest):
                raise WrongUsage(f"turn {turn.number} is the {'last' if edit.to == 'down' else 'first'} already")
        else:
            before = self._turns[self._place(edit.to)]
            if before.id == turn.id:
                raise WrongUsage("a turn cannot stand after itself")
            to = next(number for number, each in enumerate(rest, 1) if each.id == before.id)
        self._turns = [*rest[:to], turn, *rest[to:]]

    def _insert(self, edit: Insert) -> None:
        place = 0 if edit.turn == self.id else self._place(edit.turn) + 1
        said = read_back(_line(edit.line), Turn(id="0", number=0))
        if not (said.text or said.marks):
            raise BadInput(
                "a turn without a word or a mark is none", hint="write what was said: --insert-after T.7 --text …"
            )
        _in_time(edit.start, edit.end)
        turn = Turn(
            id=self._next(), number=0, text=said.text, marks=said.marks, speakers=self._voices(edit.speakers),
            start=edit.start, end=edit.end, language=language_tag(edit.language) if edit.language else None,
        )  # fmt: skip
        self._turns.insert(place, turn)

    def _drop(self, edit: Drop) -> None:
        place, turn = self._of(edit)
        self._gone[turn.id] = None
        del self._turns[place]

    def _times(self, edit: Times) -> None:
        place, turn = self._of(edit)
        start = turn.start if edit.start is UNSET else edit.start
        end = turn.end if edit.end is UNSET else edit.end
        _in_time(start, end)
        printed = turn.printed if start == turn.start else None
        printed = printed if edit.printed is UNSET else edit.printed
        self._turns[place] = replace(turn, start=start, end=end, printed=printed)

    def _language(self, edit: Language) -> None:
        place, turn = self._of(edit)
        self._turns[place] = replace(turn, language=language_tag(edit.language) if edit.language else None)

    def _marked(self, edit: Marked) -> None:
        place, turn = self._of(edit)
        words = edit.words or (turn.text[edit.start : edit.end] if edit.type == "supplied" else "")
        mark = Mark(type=edit.type, start=edit.start, end=edit.end, words=" ".join(words.split()))
        if edit.remove:
            same = [each for each in turn.marks if (each.type, each.start, each.end) == (mark.type, mark.start, mark.end)
                    and (not edit.words or each.words == mark.words)]  # fmt: skip
            if not same:
                raise NotFound(
                    f"turn {turn.number} has no such {edit.type} at {edit.start}", hint="show --json tells its marks"
                )
            marks = [each for each in turn.marks if each is not same[0]]
        else:
            _fits(mark, turn.text)
            marks = [*turn.marks, *(() if mark in turn.marks else (mark,))]
        self._turns[place] = replace(turn, marks=in_order(marks))

    def _voiced(self, edit: Voices) -> None:
        place, turn = self._of(edit)
        speakers = self._voices(edit.speakers)
        if speakers == turn.speakers and not turn.inferred:
            return
        access = turn.access
        for id in turn.speakers:
            if id not in speakers:  # what was held back with the voice stays held back without it
                access = stricter(access, self._silent.get(id))
        self._turns[place] = replace(turn, speakers=speakers, inferred=False, access=access)
        if access != turn.access:
            self.stricter[within(self.id, turn.id)] = access

    # What they share

    def _of(self, edit: Edit) -> tuple[int, Turn]:
        place = self._place(edit.turn)
        return place, self._turns[place]

    def _place(self, name: str) -> int:
        transcript, local = split(name)
        for place, turn in enumerate(self._turns):
            if transcript == self.id and turn.id == local:
                return place
        into = self._gone.get(local or "")
        raise NotFound(
            f"there is no turn {name[:60]}", hint=f"it was merged into {within(self.id, into)}" if into else ""
        )

    def _voices(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.voice(name) for name in names))

    def _next(self) -> str:
        self._named += 1
        self.new.append(within(self.id, str(self._named)))
        return str(self._named)

    def _doubts(self, numbers: Mapping[str, int]) -> Iterable[Doubt]:
        """Yields the doubts, each at the number that its turn has now; those of a turn that is gone go with it."""
        ids = {turn.number: turn.id for turn in self._now.turns}
        for doubt in self._now.doubts:
            if doubt.turn is None or doubt.turn not in ids:
                yield doubt
                continue
            id: str | None = ids[doubt.turn]
            while id is not None and id not in numbers:
                id = self._gone.get(id)
            if id is not None:
                yield replace(doubt, turn=numbers[id])


_AMENDS: Mapping[type, Callable[[Amending, Any], None]] = {
    Words: Amending._words, Split: Amending._split, Merge: Amending._merge, Move: Amending._move,
    Insert: Amending._insert, Drop: Amending._drop, Times: Amending._times, Language: Amending._language,
    Marked: Amending._marked, Voices: Amending._voiced,
}  # fmt: skip


def _line(text: str) -> str:
    """Returns a line that a person typed, its line breaks as our text has them."""
    if LONGEST < len(text):
        raise BadInput(f"a turn may hold {LONGEST:,} characters; this one has {len(text):,}", hint="split it first")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise BadInput("these words hold half a character", hint="type them again") from error
    text = _BREAKS.sub("\n", text.replace("\r\n", "\n"))
    return "".join(
        letter for letter in text if letter in "\n\t" or letter.isprintable() or 0x20 <= ord(letter) != 0x7F
    ).strip()


def _fits(mark: Mark, text: str) -> None:
    if not 0 <= mark.start <= mark.end <= len(text):
        raise BadInput(
            f"a mark from {mark.start} to {mark.end} is not within the turn's {len(text)} characters",
            hint="count code points from the start of its text",
        )


def _in_time(start: Ms | None, end: Ms | None) -> None:
    for time in (start, end):
        if time is not None and not 0 <= time <= LATEST:
            raise BadInput(f"{time} ms is no time of a recording", hint="write it as 1:23.4")
    if start is not None and end is not None and end < start:
        raise BadInput("a turn cannot end before it begins", hint="write both times: --start 1:23.4 --end 1:25")


def _with(turn: Turn, said: Wording) -> Turn:
    return replace(turn, text=said.text, marks=said.marks, words=said.words)
