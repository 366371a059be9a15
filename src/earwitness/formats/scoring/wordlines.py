"""Word lines: a turn as CTM prints it anew, a word a line, its alternatives put back."""

from __future__ import annotations

from ...model import Turn, Word
from ..signs import with_signs
from .sheet import Stretch, one_word, printed_seconds


def word_lines(stretch: Stretch, turn: Turn, earlier: Stretch | None) -> list[str]:
    """Returns the words of a turn; those without times of their own share the turn's, which begins where `earlier` ends."""
    facts = dict(stretch.extra)
    channel = one_word(facts.get("channel") or stretch.label or "1")
    before = 0 if earlier is None else earlier.end or earlier.start or 0
    start = turn.start if turn.start is not None else before
    end = max(start, turn.end if turn.end is not None else start)
    timed = [word for word in turn.words if word.start is not None and turn.text[word.first : word.last].strip()]
    spoken = [(turn.text[word.first : word.last], word) for word in timed]
    if not _whole(turn, timed):
        texts = with_signs(turn).split()
        step = (end - start) / len(texts) if texts else 0
        edges = [round(start + step * place) for place in range(len(texts) + 1)]
        spoken = [(text, Word(0, 0, edges[place], edges[place + 1])) for place, text in enumerate(texts)]
    kinds = facts.get("types", "").split()
    own = stretch.label if facts.get("channel") not in (None, stretch.label) else None
    lines = []
    for place, (text, word) in enumerate(spoken):
        kind = kinds[place] if len(kinds) == len(spoken) else kinds[0] if kinds else "lex" if own else ""
        confidence = repr(word.confidence) if word.confidence is not None else "NA" if kind else ""
        fields = (one_word(text), confidence, kind, one_word(own) if own else "")
        lines.append(f"{stretch.recording} {channel} {_times(word)} {' '.join(field for field in fields if field)}")
    return _with_alternatives(turn, f"{stretch.recording} {channel}", [word for _, word in spoken], lines)


def _times(word: Word) -> str:
    start = word.start or 0
    return f"{printed_seconds(start)} {printed_seconds(max(0, (word.end or start) - start))}"


def _with_alternatives(turn: Turn, head: str, words: list[Word], lines: list[str]) -> list[str]:
    """Returns the lines with the alternatives put back where the text still has one of them."""
    for key, value in reversed(turn.extra):
        where, _, told = value.partition(" ")
        first, _, last = where.partition("-")
        if key != "alternatives" or not (first.isdecimal() and last.isdecimal()):
            continue
        held, options = turn.text[int(first) : int(last)], told.split(" / ")
        span = [place for place, word in enumerate(words) if int(first) <= word.first and word.last <= int(last)]
        if held not in options or not span:
            continue
        start, end = words[span[0]].start or 0, words[span[-1]].end or 0
        block = [f"{head} * * <ALT_BEGIN>"]
        for option in options:
            block += [f"{head} * * <ALT>"] if 1 < len(block) else []
            texts = option.split() or ["@"]
            step = max(0, end - start) / len(texts)
            shares = [Word(0, 0, round(start + step * n), round(start + step * (n + 1))) for n in range(len(texts))]
            block += (
                [lines[place] for place in span]
                if option == held
                else [f"{head} {_times(share)} {text}" for text, share in zip(texts, shares, strict=True)]
            )
        lines = [*lines[: span[0]], *block, f"{head} * * <ALT_END>", *lines[span[-1] + 1 :]]
        words = [*words[: span[0]], *([Word(0, 0)] * (len(block) + 1)), *words[span[-1] + 1 :]]
    return lines


def _whole(turn: Turn, timed: list[Word]) -> bool:
    """Says whether the timed words are all the words that the text has."""
    return (
        not turn.marks
        and "".join(turn.text[word.first : word.last] for word in timed).split() == "".join(turn.text.split()).split()
    )
