"""Labelled dialogue: from lines and the labels that were cast to passages of turns.

A line without label behind a labelled one belongs to the same turn; a new paragraph too, where a labelled turn still
follows. Stage lines become marks at the end of the turn before. A heading or a new legend opens the next passage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from ...datelines import parse_date
from .casting import Casting, speech_likeness
from .drafts import Draft, Passage, spoken
from .labels import Label, is_capitals, is_headword, is_time_line
from .legend import read_legend
from .lines import Line, is_aside
from .marks import kind_of, stage_line
from .words.grammar import FIRST_PERSON
from .words.occasions import GENRE_WORDS, LANGUAGE_NAMES, ORIGINAL, TRANSLATED
from .words.speech import OUTSIDERS


def is_narration(text: str) -> bool:
    """Returns whether a paragraph between turns tells about the conversation instead of being part of it."""
    words = {word.strip(".,!?;:…«»“”\"'").casefold() for word in text.split()}
    if words & FIRST_PERSON or "?" in text:
        return False
    return any(pattern.search(text) for _, pattern in GENRE_WORDS) or OUTSIDERS.search(text) is not None


def opens_passage(line: Line, following: Sequence[Line]) -> bool:
    """Returns whether an unlabelled line of plain text works as a heading: a short paragraph of its own, no sentence."""
    text = line.text
    if line.kind == "heading":
        return True
    if not line.opens or line.bullet or 110 < len(text) or text[-1:] in "?!…,;" or text[:1].islower():
        return False
    if following and not following[0].opens and not read_legend(following[0].text):
        return False
    named = any(pattern.search(text) for _, pattern in GENRE_WORDS) or TRANSLATED.search(text) or ORIGINAL.search(text)
    language = text.strip(" :.").casefold() in LANGUAGE_NAMES
    legend = bool(following) and bool(read_legend(following[0].text))
    return bool((named or language or legend) and not text.endswith(".")) or bool(legend and len(text.split()) < 12)


def is_day(text: str) -> bool:
    """Returns whether a line is nothing but a date: between turns without times, the next call of a log begins with it."""
    text = text.strip(" .:–—-")
    return 5 < len(text) < 40 and parse_date(text) is not None


class Walk:
    """One pass over the lines of a page, collecting passages."""

    def __init__(
        self,
        lines: Sequence[Line],
        labels: Sequence[Label | None],
        casting: Casting,
        legends: Mapping[int, dict[str, str]],
    ) -> None:
        self.lines, self.labels, self.casting, self.legends = lines, labels, casting, legends
        self.passages: list[Passage] = [Passage()]
        self.waiting: list[Line] = []
        """New paragraphs without label: part of the turn if a labelled one still follows."""
        self.time: str | None = None
        self.examiner: Label | None = None
        self.kind = ""
        self.beside = False
        """Whether an aside stands above, in the same paragraph."""
        self.several = False
        """Whether turns of several paragraphs were met."""

    @property
    def passage(self) -> Passage:
        return self.passages[-1]

    def label_at(self, index: int) -> Label | None:
        """Returns the label that opens a turn on this line, or None."""
        label = self.labels[index]
        if label is None or label.key not in self.casting.keys:
            return None
        line = self.lines[index]
        if label.style == "name" and self.awaits_words():
            return None  # behind a name on its own line stands what it says, however short
        if label.key in self.casting.loners and not line.opens and line.kind == "line" and self.wrapped(index):
            return None
        return label

    def wrapped(self, index: int) -> bool:
        """Returns whether the line before runs to the usual width, so that this one may be its continuation."""
        before = self.lines[index - 1].raw if index else ""
        return 60 < len(before) and before.rstrip()[-1:] not in ".?!…"

    def run(self) -> list[Passage]:
        """Returns the passages, first to last; one without turns is left out."""
        for index, line in enumerate(self.lines):
            self.step(index, line)
        self.settle(final=True)
        if any(is_day(passage.heading) for passage in self.passages[1:]):
            first = self.passages[0]
            first.heading = next((text for text in reversed(first.above) if is_day(text)), first.heading)
        for passage in self.passages:
            passage.turns = spoken(passage.turns)
        return [passage for passage in self.passages if passage.turns]

    def step(self, index: int, line: Line) -> None:
        label = self.label_at(index)
        self.beside = self.beside and not line.opens and label is None
        if label is not None:
            self.begin(label, line)
        elif index in self.legends:
            if self.passage.turns and not self.more(index):
                self.settle(final=True)  # a legend behind the last turn tells of what stands above it
            elif self.passage.turns:
                self.break_off()
            self.passage.legend.update(self.legends[index])
            self.passage.notes.append(line.text)
        elif line.page or line.kind == "caption":
            return
        elif (time := is_time_line(line.text)) is not None:
            self.time = time
        elif line.kind == "heading":
            self.break_off()
            self.passage.heading = line.text
        elif is_aside(line):
            self.beside = True
        elif (mark := stage_line(line.text, italic=line.italic)) is not None and not (
            self.awaits_words() and line.text[:1] not in "[(*…."
        ):
            turns = self.passage.turns
            if turns:
                self.settle(final=False)
                turns[-1].behind.append(mark)
            else:
                self.passage.above.append(line.text)
                self.waiting.append(line)
        elif (self.passage.turns and self.is_title(line)) or (self.beside and not line.opens):
            return  # what follows an aside within its paragraph is of it: `Share this:` and `Tweet` below
        elif (
            self.passage.turns
            and line.opens
            and not self.passage.turns[-1].time
            and is_day(line.text)
            and self.more(index)
        ):
            self.break_off()
            self.passage.heading = line.text
        elif (
            self.passage.turns
            and (opens_passage(line, self.lines[index + 1 : index + 2]) and not self.awaits_words())
            and self.more(index)
        ):
            self.break_off()
            self.passage.heading = line.text
        else:
            self.carry_on(index, line)

    def is_title(self, line: Line) -> bool:
        """Returns whether a line between turns is a section's title in capitals: DIRECT EXAMINATION."""
        text = line.text
        return (
            is_capitals(text)
            and (" " in text or "-" in text)
            and text[-1:] not in "?!…."
            and not self.awaits_words()
            and not (self.passage.turns and is_capitals(self.passage.turns[-1].text))
        )

    def awaits_words(self) -> bool:
        """Returns whether a label stood alone and its words are still to come."""
        return bool(self.passage.turns) and not self.passage.turns[-1].text

    def more(self, index: int) -> bool:
        """Returns whether at least two labelled turns follow."""
        return 1 < sum(
            1 for later in range(index + 1, min(len(self.lines), index + 40)) if self.label_at(later) is not None
        )

    def begin(self, label: Label, line: Line) -> None:
        """Opens a turn."""
        self.settle(final=False)
        if label.end == len(line.text) and line.text.startswith(("BY ", "By ")):
            self.examiner = label
            return
        if self.examiner is not None and label.key == "q":
            label = msgspec.structs.replace(label, name=self.examiner.name, key=self.examiner.key)
        draft = Draft(label=label, time=label.time or self.time, raw=[line.raw], text=line.text[label.end :].strip())
        self.time = None
        if label.aside and (kind := kind_of(label.aside)):
            draft.text = f"({label.aside}) {draft.text}" if kind else draft.text
        passage = self.passage
        if not passage.turns:
            draft.ahead = [mark for held in self.waiting if (mark := stage_line(held.text, italic=held.italic))]
            self.waiting = []
        passage.turns.append(draft)
        self.kind = line.kind

    def is_credit(self, index: int) -> bool:
        """Returns whether a line is a note of the page's right under the last turn: `Source: the families' committee`."""
        label = self.labels[index]
        return (
            label is not None and is_headword(label.name) and not self.wrapped(index) and self.lines[index].indent == 0
        )

    def carry_on(self, index: int, line: Line) -> None:
        """Adds an unlabelled line to the turn, keeps it waiting, or takes it as part of the preamble."""
        passage = self.passage
        if not passage.turns:
            passage.above.append(line.text)
        elif self.awaits_words() or (not line.opens and not self.waiting and not self.is_credit(index)):
            last = passage.turns[-1]
            last.extend(self.unbulleted(line), line.raw, joint=" " if line.kind in ("line", "preformatted") else "\n")
        else:
            self.waiting.append(line)

    def unbulleted(self, line: Line) -> str:
        # A dash or a number within a turn is the speaker's, not a list's sign.
        if not line.bullet:
            return line.text
        return f"{line.bullet} {line.text}" if line.bullet in "—–-" or line.bullet[:1].isdigit() else line.text

    def break_off(self) -> None:
        """Ends the passage; the next turn opens another."""
        self.settle(final=True)
        if self.passage.turns:
            self.passages.append(Passage())
        self.waiting = []
        self.examiner = None

    def settle(self, *, final: bool) -> None:
        """Decides about the paragraphs that wait behind the last turn."""
        waiting, self.waiting = self.waiting, []
        passage = self.passage
        if not passage.turns:
            if not final:
                self.waiting = waiting
            return
        last = passage.turns[-1]
        same_turn = not final or (self.several and len(waiting) < 3)
        for place, line in enumerate(waiting):
            fits = (
                line.kind == self.kind
                or (line.kind in ("paragraph", "line") and 0 < line.level)
                or self.kind in ("paragraph", "line", "quote", "definition", "heading")
            )
            if not line.opens and place and same_turn:
                last.extend(line.text, line.raw, joint=" " if line.kind in ("line", "preformatted") else "\n")
            elif (
                same_turn
                and fits
                and not line.italic
                and not is_narration(line.text)
                and 0.3 < speech_likeness(line.text)
            ):
                last.extend(self.unbulleted(line), line.raw, joint="\n")
                self.several = True
            else:
                same_turn = same_turn and not final
                shown = line.text if len(line.text) < 80 else line.text[:79] + "…"
                passage.doubts.append(f"not read as speech: “{shown}”")


def find_labelled(
    lines: Sequence[Line], labels: Sequence[Label | None], casting: Casting, legends: Mapping[int, dict[str, str]]
) -> list[Passage]:
    """Returns the passages of labelled turns on a page."""
    return Walk(lines, labels, casting, legends).run()
