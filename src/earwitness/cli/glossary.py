"""`earwitness glossary`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import NotFound, WrongUsage
from .call import Call, verb, write_bytes
from .done import show_done
from .terminal import clean, count, one_line, paint, put, say

if TYPE_CHECKING:
    from ..actions.glossed import GlossaryChecked, GlossaryShown, Rendered, TermShown

FILE = "glossary.toml"


@verb("glossary", acts=True)
@click.argument("term", default="")
@click.option("--add", metavar="TERM", help="Add a term.")
@click.option("--change", metavar="TERM", help="Say anew what is given beside it; the rest stays.")
@click.option("--remove", metavar="TERM", help="Take a term out.")
@click.option("--name", metavar="TERM", help="With --change: how it is called from now on.")
@click.option("--language", "languages", multiple=True, metavar="CODE", help="Of the speech in which it is said.")
@click.option("--form", "forms", multiple=True, metavar="WORDS", help="Another word for it, in any one of its forms.")
@click.option("--means", "meanings", multiple=True, metavar="[CODE=]TEXT", help="What it means; en=… in a language.")
@click.option("--source", metavar="TEXT", help="Where the meaning comes from.")
@click.option("--url", metavar="URL", help="The page of that source.")
@click.option(
    "--rendering", "renderings", multiple=True, metavar="CODE=WORDS", help="How translations into a language say it."
)
@click.option(
    "--besides", multiple=True, metavar="WORDS", help="A phrase that holds the words and means something else."
)
@click.option("--starter", is_flag=True, help="Add the terms that come with Earwitness, those that are not there yet.")
@click.option("--load", is_flag=True, help="Read in glossary.toml, which you edited.")
@click.option("--from", "read", metavar="FILE", help="Read in this file in its place.")
@click.option("--check", "checked", is_flag=True, help="What translations say in different ways, words of two terms.")
@click.option("--to", type=click.Choice(["csv", "toml"]), help="Give it as a file.")
@click.option("-o", "--output", default="-", metavar="FILE", help="Where that goes; - for standard output (default).")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(
    call: Call, term: str, add: str | None, change: str | None, remove: str | None, starter: bool, load: bool,
    read: str | None, checked: bool, to: str | None, output: str, reason: str, **said: Any,
) -> None:  # fmt: skip
    """Lists the glossary, shows a term with where it is said, adds, changes and checks terms.

    The glossary stands in glossary.toml, in the archive's folder. You may edit it there and have it read in. The search finds
    all words for a term by any of them, and the reading page explains a term where it is said first. `--starter` adds
    slang and procedure words of soldiers, sailors and controllers, each with its source.

    \b
    Examples:
      earwitness glossary --starter
      earwitness glossary "say again"
      earwitness glossary --add "bow visor" --language en --form visor --means "The door at the bow." --source "the yard"
      earwitness glossary --change "bow visor" --rendering uk=візор
      earwitness glossary --load
      earwitness glossary --check
      earwitness glossary --to csv -o ../glossary.csv
    """
    from .. import actions

    asked = {
        "TERM": term, "--add": add, "--change": change, "--remove": remove, "--starter": starter, "--load": load,
        "--from": read, "--check": checked, "--to": to,
    }  # fmt: skip
    wanted = [option for option, value in asked.items() if value]
    if 1 < len(wanted):
        raise WrongUsage("one thing at a time", hint="one of " + ", ".join(asked))
    fields = _fields(**said)
    if fields and not (add or change):
        raise WrongUsage("of which term?", hint="say it with --add or --change")
    agent = call.agent if any((add, change, remove, starter, load, read)) else ""
    with call.desk() as desk:
        if add:
            show_done(call, actions.add_term(desk, {"term": add, **fields}, agent=agent, reason=reason))
        elif change:
            show_done(call, actions.change_term(desk, change, fields, agent=agent, reason=reason))
        elif remove:
            show_done(call, actions.remove_term(desk, remove, agent=agent, reason=reason))
        elif starter:
            show_done(call, actions.add_starter(desk, agent=agent, reason=reason))
        elif load or read is not None:
            content = _content(Path(read)) if read is not None else None
            show_done(call, actions.load_glossary(desk, content, agent=agent, name=read or FILE, reason=reason))
        elif to is not None:
            _write(desk, to, output)
        elif checked:
            found = actions.check_glossary(desk)
            call.exit_code = 1 if found.warnings or found.ambiguous else 0
            call.write_json(found) if call.style == "json" else _show_checked(found)
        elif term:
            one = actions.term(desk, term)
            call.write_json(one) if call.style == "json" else _show_term(one)
        else:
            every = actions.glossary(desk)
            call.write_json(every) if call.style == "json" else _show_all(every)


def _fields(
    name: str | None, languages: tuple[str, ...], forms: tuple[str, ...], meanings: tuple[str, ...],
    source: str | None, url: str | None, renderings: tuple[str, ...], besides: tuple[str, ...],
) -> dict[str, Any]:  # fmt: skip
    """Returns what was said of a term, as the file would have it."""
    by_language: dict[str, list[str]] = {}
    for each in renderings:
        code, sign, words = each.partition("=")
        if not sign:
            raise WrongUsage(f"“{each}” is a rendering without a language", hint="say --rendering en=wounded")
        by_language.setdefault(code.strip(), []).append(words)
    told: dict[str, str] = {}
    for each in meanings:
        code, sign, words = each.partition("=")
        if sign and code.strip().isalpha() and len(code.strip()) in (2, 3):
            told[code.strip()] = words
        else:
            told[""] = each
    given = {
        "term": name, "language": list(languages), "forms": list(forms),
        "meaning": told.get("") if set(told) == {""} else told, "source": source, "url": url,
        "renderings": by_language, "besides": list(besides),
    }  # fmt: skip
    return {key: value for key, value in given.items() if value}


def _content(path: Path) -> bytes:
    """Returns a file's bytes. Raises NotFound where there is none that can be read."""
    try:
        with path.open("rb") as opened:
            return opened.read(1 << 22)
    except OSError as error:
        raise NotFound(f"{path} cannot be read: {error.strerror}", hint="name a TOML file", path=str(path)) from error


def _write(desk: Any, to: str, output: str) -> None:
    from .. import actions

    content = actions.write_glossary(desk) if to == "csv" else desk.archive.catalog.glossary()[1].encode()
    if output == "-":
        write_bytes(content)
    else:
        actions.write_whole(Path(output), content)
        say(f"written: {clean(output)}")


def _show_all(every: GlossaryShown) -> None:
    for each in every.terms:
        uses = each.uses
        said = f"{'at least ' if uses.at_least else ''}{uses.passages}" if uses is not None else ""
        put(f"{paint(clean(each.term), bold=True)}  {' '.join(each.languages)}  {said}  {one_line(_meaning(each))}")
    if every.notice:
        say(every.notice)
    if not every.terms:
        say("the glossary is empty; `earwitness glossary --starter` adds terms of soldiers, sailors and controllers")
    else:
        say(count(every.total, "term"))


def _meaning(term: TermShown) -> str:
    return next((term.meaning[code] for code in ("", "en") if code in term.meaning), next(iter(term.meaning.values())))


def _show_term(term: TermShown) -> None:
    put(paint(clean(term.term), bold=True))
    for code, meaning in term.meaning.items():
        put(clean(f"  {code + ': ' if code else ''}{meaning}"))
    put(clean(f"  source: {term.source}" + (f"  {term.url}" if term.url else "")))
    if term.forms:
        put(clean(f"  also: {'; '.join(term.forms)}"))
    if term.besides:
        put(clean(f"  not in: {'; '.join(term.besides)}"))
    uses = term.uses
    if uses is None or not uses.passages:
        say("nobody says it in this archive")
    else:
        least = "at least " if uses.at_least else ""
        put(f"  said in {least}{count(uses.passages, 'passage')} of {count(uses.conversations, 'conversation')}:")
        for use in uses.examples:
            who = ", ".join(use.speakers) or "—"
            put(clean(f"    {use.date or 'at a time not known'}  {use.turn_id}  {who}: {one_line(use.text)}"))
    put(*(line for each in term.rendered for line in _rendered(each)))


def _rendered(each: Rendered) -> Iterator[str]:
    yield clean(f"  in {each.language}, translations of {each.term} say:")
    for one in each.renderings:
        words = f"“{one.words}”" if one.words else "none of the known renderings"
        yield clean(f"    {words} in {count(one.count, 'turn')}: {' '.join(one.turns[:5])}")


def _show_checked(found: GlossaryChecked) -> None:
    for each in found.warnings:
        put(f"{clean(each.term)}: translations differ")
        put(*_rendered(each))
    for form, terms in found.ambiguous:
        put(clean(f"{form}: a word for {', '.join(terms)}"))
    if found.unused:
        say(clean(f"nobody says in this archive: {', '.join(found.unused)}"))
    if found.notice:
        say(found.notice)
    say(f"{count(found.terms, 'term')} looked at; {len(found.warnings)} said in different ways by translations")
