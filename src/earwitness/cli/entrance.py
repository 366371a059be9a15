"""The way in: `earwitness` itself, and how everything that goes wrong is told."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from ..errors import EarwitnessError
from ..version import __version__
from .call import Before
from .terminal import clean, one_line, say
from .verbs import Verbs


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="earwitness", message="%(prog)s %(version)s")
@click.option("--archive", metavar="DIR", help="The archive (else EARWITNESS_ARCHIVE, else the nearest parent folder).")
@click.option("--as", "agent", metavar="NAME", help="Who acts (default: the user's name).")
@click.pass_context
def earwitness(context: click.Context, archive: str | None, agent: str | None) -> None:
    """The evidence desk for recorded conversations: keep them, read them, search them, trace every word.

    \b
    Examples:
      earwitness demo
      earwitness init inquiry
      earwitness --archive inquiry add pages/ https://paper.example/calls
      earwitness --archive inquiry search "bow door"

    \b
    Exit codes: 0 done, 1 done with faults or some inputs failed, 2 wrong usage, 3 bad input,
    4 not found, 5 missing extra, 6 refused by terms or access, 130 stopped.
    """
    context.obj = Before(archive=archive, agent=agent)


def enter(arguments: Sequence[str] | None = None) -> int:
    """Runs the command that the arguments name and returns its exit code; every error becomes a sentence, or its facts."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    own = given[: given.index("--")] if "--" in given else given
    facts_wanted = "--json" in own or "--jsonl" in own
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # not every stand-in for a stream can
            stream.reconfigure(errors="backslashreplace")
    try:
        code = earwitness.main(given, prog_name="earwitness", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        say(error.format_message())
        return 2
    except click.ClickException as error:
        return _tell_usage(error, facts_wanted)
    except EarwitnessError as error:
        tell(error.facts(), facts_wanted)
        return error.exit_code
    except click.Abort:
        say("stopped")
        return 130
    except BrokenPipeError:
        return 0
    except OSError as error:
        tell(_facts_of_system(error), facts_wanted)
        return 1
    return code if isinstance(code, int) else 0


def tell(facts: dict[str, Any], facts_wanted: bool) -> None:
    """Writes an error to standard error: a sentence and the way out, or with `--json` its facts as one line."""
    if facts_wanted:
        import json

        say(json.dumps(facts, ensure_ascii=True))
        return
    say(f"earwitness: {clean(facts['message'])}")
    query, position = facts.get("query"), facts.get("position")
    if query and position is not None and "\n" not in query and len(query) <= 200:
        say(f"  {clean(query)}")
        say("  " + " " * position + "^")
    if "expected" in facts:
        say(f"  expected: {one_line(facts['expected'])}")
        say(f"  found:    {one_line(facts['found'])}")
    if facts["hint"]:
        say(f"  {clean(facts['hint'])}")


def _tell_usage(error: click.ClickException, facts_wanted: bool) -> int:
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "earwitness"
    facts = {
        "error": "WrongUsage",
        "message": error.format_message(),
        "hint": f"see {path} --help",
        "path": None,
        "line": None,
    }
    tell(facts, facts_wanted)
    return 2


def _facts_of_system(error: OSError) -> dict[str, Any]:
    name = error.filename if isinstance(error.filename, str) else None
    reason = (error.strerror or str(error)).lower()
    return {
        "error": "StorageFailed",
        "message": f"{name}: {reason}" if name else reason,
        "hint": "whatever was acknowledged before still stands; earwitness doctor looks at the archive",
        "path": name,
        "line": None,
    }
