"""Every command has help, examples that parse, and a page that is current."""

import re
import shlex
from pathlib import Path

import click
import pytest

from earwitness.cli.entrance import earwitness
from earwitness.cli.manual import help_parts, pages, write
from earwitness.cli.verbs import VERBS

DOCS = Path(__file__).parents[2] / "docs" / "commands"
ROOT = click.Context(earwitness, info_name="earwitness")
COMMANDS = {name: earwitness.get_command(ROOT, name) for name in VERBS}


@pytest.mark.parametrize("name", VERBS)
def test_every_command_says_what_it_does(name):
    sentence, _, examples = help_parts(COMMANDS[name])
    assert sentence.endswith(".")
    assert sentence.split()[0].rstrip(",").endswith("s"), "help says what the command does: “Makes an archive…”"
    assert examples
    assert COMMANDS[name].get_short_help_str(200) in sentence


def words_of(example: str) -> list[str]:
    """The words after `earwitness`, without what the shell would take for itself."""
    words = shlex.split(example)
    assert words[0] == "earwitness", example
    for sign in (">", ">>", "<", "|"):
        if sign in words:
            words = words[: words.index(sign)]
    return words[1:]


def parses(words: list[str]) -> str:
    """Returns the verb that the words name, having parsed them as its own. Raises what click raises."""
    outer = earwitness.make_context("earwitness", list(words))
    verb, command, rest = earwitness.resolve_command(outer, [*outer._protected_args, *outer.args])
    command.make_context(verb, rest, parent=outer)
    return verb


EXAMPLES = [(name, line) for name in VERBS for line in help_parts(COMMANDS[name])[2]]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_every_example_parses(name, example):
    assert parses(words_of(example)) == name


def test_an_example_with_an_unknown_option_does_not_parse():
    with pytest.raises(click.UsageError):
        parses(words_of("earwitness list --colour red"))


@pytest.mark.parametrize("name", VERBS)
def test_every_option_is_explained(name):
    for option in COMMANDS[name].params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.opts}"


def test_every_reading_command_has_json():
    without = {name for name in VERBS if not any("--json" in option.opts for option in COMMANDS[name].params)}
    assert without == {"serve", "demo", "completion"}


def test_the_pages_are_current():
    found = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}
    assert found == pages(), "run: make docs"


def test_writing_the_pages_removes_those_of_commands_that_are_gone(tmp_path):
    (tmp_path / "listen.md").write_text("old")
    write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"index.md", *(f"{name}.md" for name in VERBS)}


PAGES = sorted([*DOCS.parents[1].glob("*.md"), *DOCS.parent.rglob("*.md")])


def broken_links(page: Path, text: str) -> list[str]:
    """Returns the links of a page that lead to no file beside it. Addresses of the web are not looked at."""
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text)
    return [link for link in links if "://" not in link and not (page.parent / link).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_the_docs_leads_somewhere(page):
    assert broken_links(page, page.read_text(encoding="utf-8")) == []


def test_a_link_that_leads_nowhere_is_found():
    page = DOCS / "index.md"
    assert broken_links(page, "[a](nowhere.md) [b](add.md#examples) [c](https://x.example/)") == ["nowhere.md"]


def test_the_model_page_names_every_noun():
    import msgspec

    from earwitness import model

    nouns = [name for name in model.__all__ if isinstance(getattr(model, name), type(msgspec.Struct))]
    text = (DOCS.parent / "model.md").read_text(encoding="utf-8")
    assert [noun for noun in nouns if f"**{noun}**" not in text] == []
