"""What bytes are, by their content and not by their name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from earwitness.errors import BadInput, NotFound
from earwitness.formats import FORMATS, detect, format_named, read
from earwitness.formats.content import is_utf8

PAGE = b"<!doctype html><html><head><title>x</title></head><body><p>Mother: Come home.</p></body></html>"


@pytest.mark.parametrize(
    ("content", "name", "format"),
    [
        (PAGE, "call.html", "html"),
        (PAGE, "call.txt", "html"),
        (PAGE, "-", "html"),
        (b"\xef\xbb\xbf" + PAGE, "call", "html"),
        (PAGE.decode().encode("utf-16"), "call", "html"),
        (b"<p>A: one<br>B: two</p>", "saved.htm", "html"),
        (b"Mother: Come home.\n", "call.txt", "text"),
        ("Мать: Приезжай.\n".encode("cp1251"), "call", "text"),
        (b"R: 3 < 4 and 5 > 4\n", "call", "text"),
        (b"# Call\n\n**Mother:** Come home.\n\n**Son:** No.\n", "call", "markdown"),
        (b"Mother: Come home.\n", "call.md", "markdown"),
        (b'{"earwitness":"transcripts","version":1}\n', "call.txt", "jsonl"),
    ],
)
def test_detect(content: bytes, name: str, format: str) -> None:
    assert detect(content, name).name == format


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the file is empty"),
        (b" \n\t\r\n", "the file is empty"),
        (b"\xef\xbb\xbf\n", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a PNG picture"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"\x7fELF" + bytes(range(256)), "a program"),
        (bytes(range(256)) * 20, "binary data"),
        (b"ID3\x04" + bytes(100), "an MP3 sound"),
    ],
)
def test_what_holds_no_text_says_what_it_is(content: bytes, what: str) -> None:
    with pytest.raises(BadInput, match=what):
        detect(content, "page.html")


def test_a_format_is_named_by_its_name_or_suffix() -> None:
    assert format_named("MARKDOWN") is format_named(".md") is FORMATS["markdown"]
    with pytest.raises(NotFound, match="no format “srx”") as caught:
        format_named("srx")
    assert "jsonl" in caught.value.hint


def test_json_data_is_kept_and_no_conversation_is_made_of_its_strings():
    data = b'{"lines": [["A", "Bridge to engine room, how much water?"], ["B", "Up to the second step."]]}'
    reading = read(data, name="gold.json")
    assert (reading.format, reading.conversations) == ("unknown", ())
    assert "JSON data" in reading.doubts[0]
    timed = (
        b"[00:01] Bridge: How much water?\n[00:04] Engine: To the step.\n[00:06] Bridge: Out.\n[00:08] Engine: Aye.\n"
    )
    assert len(read(timed, name="call.txt").conversations) == 1, "the control: a bracket alone is no JSON"
    assert read(b"[" * 100_000, name="deep.json").conversations == ()


def test_utf8_is_told_from_other_bytes_a_piece_at_a_time():
    long = ("ї" * 40_000).encode()
    assert is_utf8(long) and is_utf8(b"plain") and is_utf8(b"")
    assert not is_utf8(long[:-1]) and not is_utf8(long + b"\xff") and not is_utf8("ї".encode("cp1251"))
    assert not is_utf8(b"a\x01", without=b"\x01") and is_utf8(b"a\x01", without=b"\x02")


def test_the_table_in_the_docs_is_that_of_the_code() -> None:
    script = Path(__file__).parents[2] / "scripts" / "formats_table.py"
    checked = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
