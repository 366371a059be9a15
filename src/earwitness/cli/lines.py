"""How a concordance and lists of words are printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .call import Call, write_bytes
from .terminal import count, one_line, paint, put, put_table, say

if TYPE_CHECKING:
    from ..actions.answers import ContextLine, InContext
    from ..actions.wordlists import Collocates, Keyness


def give_lines(call: Call, found: InContext, *, csv: bool, counted: bool) -> None:
    """Prints a concordance: lines with the keywords under each other, or as asked for."""
    if found.stale:
        say(found.stale)
    if csv:
        from .. import actions

        write_bytes(actions.concordance_table(found))
    elif call.style == "json":
        call.write_json(found)
    elif call.style == "lines":
        call.write_lines(found.lines)
    elif counted:
        put(str(found.total))
    else:
        put(*concordance_lines(found.lines))
        say(summary_of_lines(found))


def summary_of_lines(found: InContext) -> str:
    """Returns the sentence under the lines: how many of how many, and whether they are a sample."""
    shown, there = len(found.lines), found.occurrences
    if not there:
        return f"nothing found for {one_line(found.query)}; all words must be in one turn"
    lines = f"{shown:,} of {count(there, 'line')}" if shown < there else count(there, "line")
    if found.sampled is not None:
        lines += f" (drawn by lot: {found.sampled:,}, seed {found.seed})"
    return f"{lines}, {count(found.total, 'passage')}, {count(found.turns, 'turn')}"


def concordance_lines(lines: tuple[ContextLine, ...]) -> Iterator[str]:
    """Yields each line with the keywords under each other."""
    left = [one_line(line.left) for line in lines]
    width = max((len(words) for words in left), default=0)
    for line, words in zip(lines, left, strict=True):
        place = paint(f"{line.transcript}, turn {line.turn}", dim=True)
        yield f"{words:>{width}}  {paint(one_line(line.keyword), bold=True)}  {one_line(line.right)}  {place}"


def give_collocates(call: Call, found: Collocates, *, csv: bool) -> None:
    """Prints the words that go with what was asked for, or gives them as asked for."""
    if found.stale:
        say(found.stale)
    if csv:
        from .. import actions

        write_bytes(actions.collocates_table(found))
    elif call.style == "json":
        call.write_json(found)
    elif call.style == "lines":
        call.write_lines(found.collocates)
    else:
        if found.collocates:
            put_table(
                ("word", "beside", "left", "right", "anywhere", "in conversations", "log-likelihood", "log Dice"),
                [
                    (
                        one.word, str(one.count), str(one.left), str(one.right), str(one.whole), str(one.conversations),
                        f"{one.log_likelihood:.2f}", f"{one.log_dice:.2f}",
                    )
                    for one in found.collocates
                ],
            )  # fmt: skip
        spread = found.dispersion
        say(
            f"{count(found.found, 'word')} at least {count(found.least, 'time')} within {count(found.window, 'word')} of "
            f"{count(found.occurrences, 'occurrence')}, which stand in {spread.conversations:,} of "
            f"{count(spread.of, 'conversation')} (spread, DP: {spread.dp:.2f}; 0 is even)"
        )


def give_keywords(call: Call, found: Keyness, *, csv: bool) -> None:
    """Prints the words that set two parts of the archive apart, or gives them as asked for."""
    if found.stale:
        say(found.stale)
    if csv:
        from .. import actions

        write_bytes(actions.keyness_table(found))
    elif call.style == "json":
        call.write_json(found)
    elif call.style == "lines":
        call.write_lines(found.keywords)
    else:
        if found.keywords:
            put_table(
                ("word", "here", "there", "per million", "there", "in conversations", "log-likelihood", "log ratio"),
                [
                    (
                        one.word, str(one.count), str(one.against), f"{one.per_million:.1f}",
                        f"{one.against_per_million:.1f}", str(one.conversations), f"{one.log_likelihood:.2f}",
                        f"{one.log_ratio:+.2f}",
                    )
                    for one in found.keywords
                ],
            )  # fmt: skip
        say(
            f"{count(found.found, 'word')} compared: {count(found.words, 'word')} said in {one_line(found.of)}, "
            f"{count(found.against_words, 'word')} in {one_line(found.against)}"
        )
