"""How errors are told: a sentence with a way out, or with --json the facts; and an exit code for each kind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from earwitness import errors
from earwitness.actions.outcomes import Log
from earwitness.cli.call import encode


def test_the_version(run):
    outcome = run("--version")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("earwitness 0.")


def test_no_verb_shows_the_help_and_is_wrong_usage(run):
    outcome = run()
    assert outcome.code == 2
    assert outcome.out == ""
    assert "Commands:" in outcome.err


def test_an_unknown_verb_names_the_near_ones(run):
    outcome = run("serach", "door")
    assert (outcome.code, outcome.out) == (2, "")
    assert (
        outcome.err
        == "earwitness: There is no command “serach”. Did you mean search or searches?\n  see earwitness --help\n"
    )


def test_an_unknown_option_is_told_as_facts_with_json(run):
    outcome = run("list", "--colour", "red", "--json")
    assert outcome.code == 2
    assert outcome.facts == {
        "error": "WrongUsage",
        "message": "No such option '--colour'.",
        "hint": "see earwitness list --help",
        "path": None,
        "line": None,
    }


def test_json_after_two_dashes_is_a_word(run, answers):
    answers.give("search", errors.NotFound("no archive"))
    outcome = run("search", "--", "--json")
    assert outcome.code == 4
    assert outcome.err == "earwitness: no archive\n"


CODES = [
    (errors.WrongUsage("w"), 2),
    (errors.BadInput("b"), 3),
    (errors.MalformedText("a.txt", 3, "no text"), 3),
    (errors.NewerArchive("a", 9, 1), 3),
    (errors.Conflict("c", expected="1", found="2"), 3),
    (errors.NotFound("n"), 4),
    (errors.MissingExtra("speech", "reading sound"), 5),
    (errors.Refused("r", subjects=("c1",)), 6),
    (errors.StorageFailed("s"), 1),
]


@pytest.mark.parametrize(("error", "code"), CODES, ids=lambda value: type(value).__name__)
def test_every_error_has_its_exit_code_and_its_facts(run, answers, error, code):
    answers.give("log", error)
    outcome = run("log", "--json")
    assert (outcome.code, outcome.out) == (code, "")
    assert outcome.facts == json.loads(json.dumps(error.facts()))


def test_an_error_is_a_sentence_and_a_way_out(run, answers):
    answers.give("show", errors.NotFound("nothing has the id c4f9", near=("c4f9k2mq7x1",)))
    outcome = run("show", "c4f9")
    assert outcome.code == 4
    assert outcome.err == "earwitness: nothing has the id c4f9\n  did you mean c4f9k2mq7x1?\n"


def test_a_query_that_does_not_parse_shows_the_place(run, answers):
    answers.give("search", errors.BadQuery("a quote is not closed", query='bow "door', position=4, hint="close it"))
    outcome = run("search", 'bow "door')
    assert outcome.code == 3
    assert outcome.err == 'earwitness: a quote is not closed\n  bow "door\n      ^\n  close it\n'


def test_an_error_cannot_command_the_terminal(run, answers):
    answers.give("show", errors.NotFound("no \x1b[2J here"))
    assert run("show", "x").err == "earwitness: no ␛[2J here\n"


def test_what_the_system_refuses_is_a_sentence(run, answers):
    answers.give("log", PermissionError(13, "Permission denied", "/inquiry/journal.jsonl"))
    outcome = run("log")
    assert outcome.code == 1
    assert outcome.err.startswith("earwitness: /inquiry/journal.jsonl: permission denied\n")


def test_a_fault_of_ours_is_not_hushed_up(run, answers):
    answers.give("log", ZeroDivisionError("a bug"))
    with pytest.raises(ZeroDivisionError):
        run("log")


def test_who_stops_it_is_told_what_stays(run, answers):
    answers.give("add", KeyboardInterrupt())
    outcome = run("add", "pages", "--as", "Ada")
    assert outcome.code == 130
    assert (
        outcome.err == "stopped. What was filed stays; give the same command again to go on, nothing is added twice.\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ("--archive", "inquiry", "log"),
        ("log", "--archive", "inquiry"),
        ("--archive", "other", "log", "--archive", "inquiry"),
    ],
)
def test_the_archive_is_named_before_or_after_the_verb(run, answers, words):
    answers.give("log", Log(acts=(), total=0))
    assert run(*words).code == 0
    assert answers.words("open_desk") == (Path("inquiry"),)


def test_without_a_name_the_archive_is_looked_for(run, answers):
    answers.give("log", Log(acts=(), total=0))
    run("log")
    assert answers.words("open_desk") == (None,)


def test_json_and_jsonl_exclude_each_other(run, answers):
    outcome = run("log", "--json", "--jsonl")
    assert outcome.code == 2
    assert outcome.facts["message"] == "--json and --jsonl exclude each other"


def test_a_name_that_is_no_text_on_the_disk_still_makes_json():
    assert encode({"path": "caf\udce9.txt"}) == b'{"path": "caf\\udce9.txt"}'
    assert encode({"path": "café.txt"}) == '{"path":"café.txt"}'.encode()


def test_a_closed_pipe_is_quiet():
    words = [sys.executable, "-m", "earwitness", "--help"]
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        done = subprocess.run(words, stdout=closed, stderr=subprocess.PIPE, check=False)
    assert done.stderr == b""


def test_a_command_imports_only_what_it_uses():
    program = (
        "import sys\n"
        "from earwitness.cli import main\n"
        "main(sys.argv[1:])\n"
        "heavy = {'rich', 'msgspec', 'sqlalchemy', 'tantivy', 'litestar', 'httpx', 'pymorphy3', 'earwitness.actions'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )

    def loaded(*words: str) -> str:
        done = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, check=True)
        return done.stderr.strip()

    assert loaded("--version") == "[]"
    assert loaded("--help") == "[]"
    assert "earwitness.actions" in loaded("formats")
