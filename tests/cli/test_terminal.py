"""What reaches the terminal."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.cli import terminal
from earwitness.cli.terminal import ProgressLine, clean, count, format_size, one_line, put_table


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("п***ц, f*ck — м’ята", "п***ц, f*ck — м’ята"),
        ("a\x1b]0;title\x07b", "a␛]0;title␇b"),
        ("a\x9b2Jb", "a⟨U+009B⟩2Jb"),
        ("abc\u202edef", "abc⟨U+202E⟩def"),
        ("one\r\ntwo\rthree", "one\ntwo␍three"),
        ("שלום", "שלום"),
    ],
)
def test_what_could_command_a_terminal_is_made_visible(text, seen):
    assert clean(text) == seen


@given(st.text())
def test_nothing_below_a_space_is_left_but_tab_and_line_end(text):
    assert not [letter for letter in clean(text) if letter < " " and letter not in "\n\t"]


def test_one_line_keeps_words_apart():
    assert one_line("  we\nsail \t at nine ") == "we sail at nine"


def test_a_piped_table_is_plain_columns(capsys):
    put_table(("id", "title", "turns"), [("c1", "Bridge\nradio", "18"), ("c22", "Мостик", "")])
    assert capsys.readouterr().out == "id   title         turns\nc1   Bridge radio  18\nc22  Мостик\n"


def test_a_table_on_a_terminal_takes_no_markup_from_its_cells(monkeypatch):
    screen = Screen()
    monkeypatch.setattr("sys.stdout", screen)
    put_table(("title",), [("[bold]not bold[/bold]",)])
    assert "[bold]not bold[/bold]" in screen.getvalue()


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1234, "1.2 kB"), (999_990, "1.0 MB"), (5 * 10**12, "5.0 TB")],
)
def test_sizes(size, text):
    assert format_size(size) == text


def test_counts():
    assert [count(1, "turn"), count(0, "turn"), count(12_000, "copy", "copies")] == [
        "1 turn",
        "0 turns",
        "12,000 copies",
    ]


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_shows_on_a_terminal_and_goes_away(monkeypatch):
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    with ProgressLine() as progress:
        progress("reading", 4000, 4000, "pages/\x1bone.html")
    assert screen.getvalue() == "\rreading 4,000 of 4,000  pages/␛one.html" + "\r" + " " * 39 + "\r"


def test_progress_is_silent_when_piped(monkeypatch):
    pipe = io.StringIO()
    monkeypatch.setattr("sys.stderr", pipe)
    with ProgressLine() as progress:
        progress("reading", 4000, 4000, "one.html")
    assert pipe.getvalue() == ""


def test_emphasis_only_on_a_terminal(monkeypatch):
    assert terminal.paint("door", bold=True) == "door"
    monkeypatch.setattr("sys.stdout", Screen())
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert terminal.paint("door", bold=True) == "\x1b[1mdoor\x1b[0m"
    monkeypatch.setenv("NO_COLOR", "1")
    assert terminal.paint("door", bold=True) == "door"
