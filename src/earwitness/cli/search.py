"""`earwitness search`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from ..errors import WrongUsage
from .call import Call, verb
from .keep import keep_it
from .lines import give_collocates, give_lines
from .segments import segment_lines
from .terminal import count, highlighted, one_line, paint, put, put_table, say

if TYPE_CHECKING:
    from ..actions.answers import Found, Hit

_ALL = 100_000_000


@verb("search", acts=True, streams=True)
@click.argument("query", nargs=-1, required=True)
@click.option("--in", "in_", metavar="ID", help="Only in this conversation.")
@click.option("--speaker", metavar="LABEL", help="Only what this speaker says.")
@click.option("--role", metavar="TEXT", help="Only what somebody in this role says.")
@click.option("--language", metavar="CODE", help="Only in this language.")
@click.option("--since", metavar="DATE", help="Took place on this day or later.")
@click.option("--until", metavar="DATE", help="Took place on this day or earlier.")
@click.option("--kind", metavar="KIND", help="Only in tellings of this kind.")
@click.option("--during", metavar="MONTH", help="Took place in this year or month: 2031, 2031-11.")
@click.option("--publisher", metavar="NAME", help="Only in what was published by.")
@click.option("--code", metavar="CODE", help="Only passages with this code of the codebook, or one below it.")
@click.option("--exact", is_flag=True, help="The words as they stand, not their other forms.")
@click.option(
    "--no-glossary", "glossary", flag_value=False, default=True, help="Not the glossary's other words for a term."
)
@click.option(
    "--no-transliteration",
    "transliteration",
    flag_value=False,
    default=True,
    help="Not names in other alphabets, nor their short forms.",
)
@click.option("--why", is_flag=True, help="Say under each passage why its words were found.")
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(min=1, max=1_000_000),
    help="How many passages (default: 10), or lines of a concordance (100).",
)
@click.option("--offset", default=0, metavar="N", type=click.IntRange(min=0), help="How many to pass over.")
@click.option("--count", "counted", is_flag=True, help="Print only how many passages there are.")
@click.option(
    "--by", metavar="NAME", help="Count by month, role, speaker, language, kind, publisher, genre, mark, code."
)
@click.option("--concordance", is_flag=True, help="Every occurrence on a line, the word in the middle.")
@click.option("--collocates", is_flag=True, help="The words that stand beside it more often than by chance.")
@click.option("--window", metavar="N", type=click.IntRange(0, 100), help="Words on either side: of lines 8, else 5.")
@click.option(
    "--sort",
    metavar="ORDER",
    help="Lines by right (default), left, keyword, text, or levels: L1,R1; collocates by log-likelihood (default), "
    "log-dice, count.",
)
@click.option("--least", metavar="N", type=click.IntRange(min=1), help="Collocates at least so often (default: 3).")
@click.option("--forms", is_flag=True, help="Each form of a collocate by itself.")
@click.option("--sample", metavar="N", type=click.IntRange(min=1), help="So many lines, drawn by lot.")
@click.option("--seed", metavar="N", type=int, help="Another number draws other lines (default: 0).")
@click.option("--keep", is_flag=False, flag_value="", metavar="[NAME]", help="Keep it on the search record.")
@click.option("--no-keep", is_flag=True, help="Do not, though EARWITNESS_KEEP_SEARCHES says that all are kept.")
@click.option("--as-opensearch", is_flag=True, hidden=True, help="The same question, as a cluster would be asked it.")
@click.option("--csv", is_flag=True, help="Lines or collocates as a table, all of them without a limit.")
def command(
    call: Call, query: tuple[str, ...], counted: bool, by: str | None, concordance: bool, collocates: bool, csv: bool,
    why: bool, keep: str | None, no_keep: bool, as_opensearch: bool, **options: Any,
) -> None:  # fmt: skip
    """Finds turns by words in any form (English, Russian, Ukrainian), phrases, fields and dates.

    Lucene syntax: all words must be there; "a phrase" in double quotes (and in single ones for the shell); OR, NOT,
    (groups), word*, "near by"~5, speaker:, role:, language:, held:[2031-11 TO 2031-12], code:, note: for words
    of notes, segment: for what people said of stretches of sound, and reply:"when will you be home" for the turn that
    answers it.

    \b
    Examples:
      earwitness search bow door
      earwitness search '"fewer than half"' --role captain
      earwitness search 'door AND NOT rumour' --since 2031-11-14 --limit 50
      earwitness search door --concordance --sort left --window 5
      earwitness search door --collocates --least 5
      earwitness search door --by month
      earwitness search zeppelin --keep "any airship"
      earwitness search Kherson --why
    """
    from .. import actions

    words = " ".join(query)
    shown = _about_lines(options, concordance=concordance, collocates=collocates, csv=csv)
    if counted:
        options["limit"] = 0
    if options["limit"] is None:
        options["limit"] = _ALL if csv else 100 if concordance else 50 if collocates else 10
    with call.desk() as desk:
        if as_opensearch:
            call.write_json(actions.as_opensearch(desk, words, by=by, **options))
            return
        if concordance:
            lines = actions.concord(desk, words, **shown, **options)
            keep_it(call, desk, words, keep, no_keep, options)
            give_lines(call, lines, csv=csv, counted=counted)
            return
        if collocates:
            options.pop("offset")
            give_collocates(call, actions.collocate(desk, words, **shown, **options), csv=csv)
            return
        found = actions.search(desk, words, by=by, facets=call.style == "json", **options)
        keep_it(call, desk, words, keep, no_keep, options)
    if found.stale:
        say(found.stale)
    if call.style == "json":
        call.write_json(found)
    elif call.style == "lines":
        call.write_lines(found.hits)
    elif counted:
        put(str(found.total))
    elif by is not None:
        put_table((by, "passages"), [(value, str(number)) for value, number in found.facets.get(by, ())])
    else:
        put(*hit_lines(found.hits, why=why))
        if found.segments:
            put(*([""] if found.hits else []), *segment_lines(found.segments))
        say(summary(found))


def _about_lines(options: dict[str, Any], *, concordance: bool, collocates: bool, csv: bool) -> dict[str, Any]:
    """Takes out of the options what is about lines or collocates, as far as it was given. Raises WrongUsage."""
    both, lines, words = ("window", "sort"), ("sample", "seed"), ("least", "forms")
    given = {name: options.pop(name) for name in (*both, *lines, *words)}
    given = {name: value for name, value in given.items() if value is not None and value is not False}
    if concordance and collocates:
        raise WrongUsage("--concordance and --collocates exclude each other", hint="take one of them")
    amiss = [name for name in given if name not in both + (lines if concordance else words if collocates else ())]
    if not concordance and not collocates:
        amiss = [*given, *(["csv"] if csv else [])]
    if amiss:
        goes = "--concordance" if amiss[0] in lines else "--collocates" if amiss[0] in words else "--concordance"
        raise WrongUsage(f"--{amiss[0]} goes with {goes}", hint=f"add {goes}, or leave it out")
    return given


def summary(found: Found) -> str:
    """Returns the sentence under the hits: how many passages, in how many turns."""
    if found.segments_total:
        segments = count(found.segments_total, "segment") + " of recordings"
        shown = f"{len(found.segments)} of {segments}" if len(found.segments) < found.segments_total else segments
        return f"{passages(found)}; {shown}" if found.total else shown
    return passages(found)


def passages(found: Found) -> str:
    """Returns how many passages were found, in how many turns."""
    if found.total == 0:
        return (
            f"nothing found for {one_line(found.query)}; words are found in any form, all of them must be in one turn"
        )
    shown = len(found.hits)
    first = f"{shown} of {count(found.total, 'passage')}" if shown < found.total else count(found.total, "passage")
    return f"{first}, {count(found.turns, 'turn')}"


def hit_lines(hits: tuple[Hit, ...], *, why: bool = False) -> Iterator[str]:
    """Yields the hits grouped by conversation: heading, turn before, the turn, turn after, other versions; and the reasons."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.conversation, []).append(hit)
    for number, (conversation, found) in enumerate(groups.items()):
        if number:
            yield ""
        when = f"  {found[0].date}" if found[0].date else ""
        yield f"{paint(one_line(found[0].title) or '(no title)', bold=True)}{when}  {conversation}"
        for hit in found:
            yield from _passage(hit)
            if why:
                yield from _reasons(hit)


def _passage(hit: Hit) -> Iterator[str]:
    if hit.before:
        yield paint(f"      {one_line(hit.before)}", dim=True)
    who = ", ".join(one_line(label) for label in hit.speakers) or "—"
    yield f"  {who}: {highlighted(hit.text, hit.highlights)}  {paint(hit.turn_id, dim=True)}"
    if hit.after:
        yield paint(f"      {one_line(hit.after)}", dim=True)
    if hit.also:
        from ..publish.words import language
    for also in hit.also:
        where = paint(also.turn_id, dim=True)
        yield f"      {language(also.language)}: {one_line(also.text)}  {where}"


def _reasons(hit: Hit) -> Iterator[str]:
    from ..publish.reasons import sentence

    for found in hit.matched:
        text = sentence(words=found.words, asked=found.asked, why=found.why, lemma=found.lemma)
        yield paint(f"      {one_line(text)}", dim=True)
