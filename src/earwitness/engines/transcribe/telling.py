"""Telling: what was heard as turns of a machine's transcript, with its doubtful words marked and the doubts in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from ...model import Doubt, Mark, Turn, Word
from ...times import Span, format_clock
from .heard import Heard, HeardSegment
from .judgement import Flag, Said, judge, said_in

REASONS = {
    "loop": "said again and again, as engines do that go round in a loop",
    "silence": "words where no speech was found",
    "unsure": "the engine is not sure",
}
FAR = 3
"""Words of the text that may be passed over in looking for the next one: what is found farther is another."""
SHOWN = 80
"""Characters of the words that a doubt repeats."""


def turns_of(heard: Heard, speech: Sequence[Span] | None) -> tuple[tuple[Turn, ...], tuple[Doubt, ...]]:
    """Returns a turn for each segment, without a voice (nobody said who speaks), and what is doubtful of each.

    Every word that is doubtful lies in a mark `unclear`. A segment without words makes no turn: nothing was said in it.
    """
    segments = [segment for segment in heard.segments if segment.text]
    flags: dict[int, list[Flag]] = {}
    for flag in judge(segments, speech):
        flags.setdefault(flag.segment, []).append(flag)
    turns: list[Turn] = []
    doubts = [Doubt(what=note) for note in heard.notes]
    for number, segment in enumerate(segments, 1):
        own = flags.get(number - 1, [])
        words = said_in(segment)
        text = segment.text
        places = placed(text, words)
        marks = _marks(places, own)
        turns.append(
            Turn(
                id=str(number), number=number, text=text, start=segment.start, end=segment.end, marks=marks,
                words=_words(words, places), language=segment.language if segment.language != heard.language else None,
                extra=_extra(segment),
            )
        )  # fmt: skip
        doubts += [Doubt(turn=number, what=_sentence(text, places, own, why)) for why in REASONS if _of(own, why)]
    return tuple(turns), tuple(doubts)


def placed(text: str, words: Sequence[Said]) -> list[tuple[int, int]]:
    """Returns where each word stands in the text, one behind the other. The text is as the engine gave it, whatever its words.

    A word that does not stand there has the stretch between its neighbours, which may be empty: engines give words that are
    spelt otherwise than in the text, or that reach into the next segment.
    """
    found: list[tuple[int, int] | None] = []
    here = 0
    for word in words:
        first = text.find(word.text, here)
        if first < 0 or FAR < len(text[here:first].split()):
            found.append(None)
        else:
            here = first + len(word.text)
            found.append((first, here))
    return [place if place is not None else _between(text, found, number) for number, place in enumerate(found)]


def _between(text: str, places: Sequence[tuple[int, int] | None], number: int) -> tuple[int, int]:
    """Returns the stretch of text between the neighbours of a word, without the spaces around it."""
    before = next((place[1] for place in reversed(places[:number]) if place is not None), 0)
    behind = next((place[0] for place in places[number:] if place is not None), len(text))
    gap = text[before:behind]
    first = before + len(gap) - len(gap.lstrip())
    return first, max(first, before + len(gap.rstrip()))


def _words(words: Sequence[Said], places: Sequence[tuple[int, int]]) -> tuple[Word, ...]:
    """Returns the words that the engine says more of than their letters; of several with one stretch the first has it."""
    found: list[Word] = []
    for (first, last), word in zip(places, words, strict=True):
        if word.start is None and word.end is None and word.confidence is None:
            continue
        if first < last and (not found or found[-1].last <= first):
            found.append(Word(first, last, word.start, word.end, word.confidence))
    return tuple(found)


def _marks(places: Sequence[tuple[int, int]], flags: Sequence[Flag]) -> tuple[Mark, ...]:
    """Returns the marks over all doubtful words: runs of them are one, whatever the reasons."""
    doubtful = {number for flag in flags for number in range(flag.first, flag.last)}
    runs: list[list[int]] = []
    for number in sorted(doubtful):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    spans = ((places[run[0]][0], places[run[-1]][1]) for run in runs)
    return tuple(Mark(type="unclear", start=start, end=end) for start, end in spans if start < end)


def _of(flags: Sequence[Flag], why: str) -> list[Flag]:
    return [flag for flag in flags if flag.why == why]


def _sentence(text: str, places: Sequence[tuple[int, int]], flags: Sequence[Flag], why: str) -> str:
    said = " … ".join(text[places[flag.first][0] : places[flag.last - 1][1]] for flag in _of(flags, why))
    return f"“{said if len(said) <= SHOWN else said[:SHOWN] + '…'}”: {REASONS[why]}"


def _extra(segment: HeardSegment) -> tuple[tuple[str, str], ...]:
    """Returns what the engine says of a segment and the model has no field for."""
    pairs = (
        ("avg_logprob", segment.logprob), ("no_speech_prob", segment.no_speech), ("compression_ratio", segment.compression),
        ("temperature", segment.temperature or None),
    )  # fmt: skip
    return tuple((name, f"{value:g}") for name, value in pairs if value is not None)


def silence_of(speech: Sequence[Span] | None) -> bool:
    """Says whether nobody speaks in a recording, as far as that was looked for."""
    return speech is not None and not any(0 < span.duration for span in speech)


def unheard(heard: Heard, speech: Sequence[Span] | None) -> str:
    """Returns why a result without a word cannot be believed; nothing where it can."""
    if any(segment.text for segment in heard.segments) or silence_of(speech):
        return ""
    if speech is None:
        return f"{heard.engine} heard nothing"
    spoken = sum(span.duration for span in speech)
    return f"{heard.engine} heard nothing, though somebody speaks for {format_clock(spoken)}"
