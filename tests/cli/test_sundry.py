"""The small commands: init, formats, doctor, rebuild, cite, resolve, serve, demo, completion."""

from pathlib import Path

import pytest

from earwitness import web
from earwitness.actions.answers import Cited
from earwitness.actions.outcomes import Check, Examined, Formats, FormatShown, Rebuilt
from earwitness.cli.resolve import verdict

CITED = Cited(
    plain="Bridge: “nine hands”, Bridge and coast guard, turn 12.",
    bibtex="@misc{bridge,\n}",
    address="/conversations/c1#turn-t1.12",
    token="q-token",
    words="nine hands",
    revision=1,
    revision_now=2,
    corrected=True,
)


def test_init(run, answers):
    answers.give("init", _desk("/new"))
    outcome = run("init", "new")
    assert (outcome.code, outcome.out) == (0, "/new\n")
    assert "Next: cd new" in outcome.err
    assert run("init", "new", "--json").document == {"path": "/new", "version": 1}
    assert answers.words("init") == (Path("new"),)


def _desk(place: str):
    class Desk:
        path = Path(place)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

    return Desk()


def test_formats(run, answers):
    shown = FormatShown(
        name="text", title="Plain text", suffixes=(".txt",), reads=True, writes=True, carries=(), loses=("marks",)
    )
    answers.give("formats", Formats(formats=(shown,)))
    assert run("formats").out == (
        "name  what it is  files  reads  writes  cannot carry\ntext  Plain text  .txt   reads  writes  marks\n"
    )


@pytest.mark.parametrize(("state", "code"), [("good", 0), ("missing", 0), ("stale", 0), ("bad", 1)])
def test_doctor(run, answers, state, code):
    answers.give(
        "doctor",
        Examined(version="0.1.0", checks=(Check(name="search", state=state, detail="3 acts", hint="rebuild"),)),
    )
    outcome = run("doctor")
    assert outcome.code == code
    assert outcome.out.splitlines()[0] == "earwitness 0.1.0"
    assert outcome.out.splitlines()[2].split() == [state, "search", "3", "acts"]
    assert outcome.err == "search: rebuild\n"


def test_rebuild(run, answers):
    answers.give("rebuild", Rebuilt(acts=17, conversations=1, transcripts=3, turns=1200, seconds=0.52))
    assert run("rebuild").out == "Made anew from 17 acts: 1 conversation, 3 transcripts, 1,200 turns, in 0.5 s.\n"


def test_cite(run, answers):
    answers.give("cite", CITED)
    assert run("cite", "t1.12", "--words", "nine hands").out == (
        "Bridge: “nine hands”, Bridge and coast guard, turn 12.\nq-token\n"
    )
    assert answers.options("cite") == {"words": "nine hands", "at": None}
    assert run("cite", "t1.12", "--bibtex").out == "@misc{bridge,\n}\n"
    assert run("cite", "t1.12", "--json").document["token"] == "q-token"


def test_resolve_says_that_the_transcript_was_corrected(run, answers):
    answers.give("resolve", CITED)
    outcome = run("resolve", "q-token")
    assert outcome.code == 0
    assert outcome.out.startswith("nine hands\n")
    assert outcome.err == (
        "The words stand where they were. The transcript was corrected since: revision 1 was cited, 2 stands.\n"
    )


def test_an_orphaned_citation_exits_with_one(run, answers):
    lost = Cited(plain="p", bibtex="b", address="/", token="q", state="orphaned")
    answers.give("resolve", lost)
    assert run("resolve", "q").code == 1
    assert verdict(lost) == "The words are no longer there, and nothing was guessed in their place."


@pytest.fixture
def served(monkeypatch):
    """What the web desk was asked to serve; it says that it is ready and returns at once."""
    calls = []

    def serve(path, *, port, for_others, agent, ready, keep_searches=False):
        ready(f"http://127.0.0.1:{port}/")
        calls.append((path, for_others, agent))

    monkeypatch.setattr(web, "serve", serve)
    return calls


def test_serve_prints_the_address(run, answers, served):
    outcome = run("serve", "--port", "9000", "--for-others", "--as", "Ada")
    assert (outcome.code, outcome.out, outcome.err) == (0, "http://127.0.0.1:9000/\n", "Ctrl-C stops it\n")
    assert served == [(Path("/inquiry"), True, "Ada")]


def test_demo_makes_the_archive_and_serves_it(run, monkeypatch, served):
    monkeypatch.setattr("earwitness.examples.build", lambda path, progress: _desk("/meridian"))
    assert run("demo", "meridian", "--no-serve").out == "/meridian\n"
    assert served == []
    assert run("demo", "--port", "9000", "--as", "Ada").out == "http://127.0.0.1:9000/\n"
    assert served == [(Path("/meridian"), False, "Ada")]
    assert run("demo", "--no-serve").code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(run, shell):
    outcome = run("completion", shell)
    assert outcome.code == 0
    assert f"_EARWITNESS_COMPLETE={shell}_complete" in outcome.out
    assert run("completion", "dos").code == 2
