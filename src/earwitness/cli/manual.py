"""The pages of docs/commands, made from the help of each verb: `python -m earwitness.cli.manual docs/commands`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from .entrance import earwitness
from .verbs import VERBS

NOTE = "<!-- Made by `make docs` from the command's own help; edit src/earwitness/cli/ instead. -->"


def pages() -> dict[str, str]:
    """Returns the Markdown of each page by file name, `index.md` among them."""
    context = click.Context(earwitness, info_name="earwitness")
    made = {"index.md": "\n".join(_index(context)) + "\n"}
    for name in VERBS:
        command = earwitness.get_command(context, name)
        if command is not None:
            inner = click.Context(command, info_name=name, parent=context)
            made[f"{name}.md"] = "\n".join(_page(command, inner)) + "\n"
    return made


def help_parts(command: click.Command) -> tuple[str, list[str], list[str]]:
    """Returns the first sentence, the paragraphs after it and the example lines of a command's help."""
    paragraphs = [part.replace("\b", "").strip("\n") for part in _dedent(command.help or "").split("\n\n")]
    examples: list[str] = []
    prose: list[str] = []
    for paragraph in paragraphs:
        if paragraph.startswith("Examples:"):
            examples += [line.strip() for line in paragraph.splitlines()[1:]]
        elif paragraph.strip():
            prose.append(" ".join(paragraph.split()))
    return (prose[0] if prose else ""), prose[1:], examples


def _dedent(text: str) -> str:
    import inspect

    return inspect.cleandoc(text)


def _index(context: click.Context) -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield NOTE
    yield ""
    yield "| command | does |"
    yield "|---|---|"
    for name in VERBS:
        command = earwitness.get_command(context, name)
        if command is not None:
            yield f"| [`{name}`]({name}.md) | {help_parts(command)[0]} |"
    yield ""
    yield (
        "The archive is the nearest parent folder that holds one, or `--archive DIR` (before or after the verb), or "
        "`EARWITNESS_ARCHIVE`. `--as NAME` says who acts. Results go to standard output, messages and errors to "
        "standard error; with `--json` an error is one line `{error, message, hint, path, line}`."
    )
    yield ""
    yield "| exit code | means |"
    yield "|---|---|"
    yield "| 0 | done |"
    yield "| 1 | done with faults found, or some inputs failed; or the disk would not keep or give the bytes |"
    yield "| 2 | wrong usage |"
    yield "| 3 | bad input |"
    yield "| 4 | not found |"
    yield "| 5 | an optional part is missing |"
    yield "| 6 | refused by terms or access |"
    yield "| 130 | stopped by a person; what was acknowledged stays |"


def _page(command: click.Command, context: click.Context) -> Iterator[str]:
    sentence, prose, examples = help_parts(command)
    yield f"# earwitness {command.name}"
    yield ""
    yield NOTE
    yield ""
    yield sentence
    for paragraph in prose:
        yield ""
        yield paragraph
    yield ""
    yield "```"
    yield " ".join(["earwitness", str(command.name), *command.collect_usage_pieces(context)])
    yield "```"
    yield ""
    yield "## Examples"
    yield ""
    yield "```"
    yield from examples
    yield "```"
    options = [option for option in command.params if isinstance(option, click.Option)]
    rows = [record for option in options if (record := option.get_help_record(context))]
    if rows:
        yield ""
        yield "## Options"
        yield ""
        yield "| option | does |"
        yield "|---|---|"
        for names, does in rows:
            yield f"| `{_cell(names)}` | {_cell(does)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def write(folder: Path) -> None:
    """Writes the pages into the folder and removes those of commands that are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages()
    for old in folder.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/commands"))
