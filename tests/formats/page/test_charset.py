"""Bytes whose set of characters is declared, undeclared and wrongly declared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.errors import BadInput
from earwitness.formats.page.charset import declared_in_markup, decode

RUSSIAN = "(Д): Диспетчерская порта, слушаю. [неразборчиво] Где паром?"
UKRAINIAN = "— Мамо, їжте, я ще трохи почекаю. Є звістка?".replace("—", "-")
POLISH = "Halo, mamo? Słyszysz mnie? Już wróciłem, źle się czuję. Chodź tutaj, proszę."
FRENCH = "Où êtes-vous ? Je suis près de la forêt, ça va. Déjà là."


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8_r", "koi8-u"),
        (RUSSIAN, "cp866", "cp866"),
        (UKRAINIAN, "cp1251", "windows-1251"),
        (UKRAINIAN, "koi8_u", "koi8-u"),
        (POLISH, "cp1250", "windows-1250"),
        (POLISH, "iso8859_2", "iso-8859-2"),
        (FRENCH, "cp1252", "windows-1252"),
    ],
)
def test_letters_decide_where_the_declaration_is_missing_or_wrong(text, codec, name, declared):
    decoded = decode(text.encode(codec), name="a.html", declared=declared)
    assert (decoded.text, decoded.charset) == (text, name)


def test_a_true_declaration_raises_no_doubt_and_a_wrong_one_does():
    content = RUSSIAN.encode("cp1251")
    assert decode(content, name="a.html", declared="windows-1251").doubts == ()
    assert decode(content, name="a.html", declared="latin-1").doubts == (
        "It says latin-1, but by its letters this is windows-1251.",
    )


def test_utf8_is_read_as_that_whatever_is_declared():
    decoded = decode(RUSSIAN.encode(), name="a.html", declared="windows-1251")
    assert (decoded.text, decoded.charset) == (RUSSIAN, "utf-8")
    assert decoded.doubts == ("It says windows-1251, but the bytes are sound UTF-8 and were read as that.",)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_is_known_by_its_mark_and_without_one(codec):
    assert decode(("\ufeff" + RUSSIAN).encode(codec), name="a.txt") == (RUSSIAN, codec, ())
    decoded = decode(RUSSIAN.encode(codec), name="a.txt")
    assert (decoded.text, decoded.charset) == (RUSSIAN, codec)


def test_a_cut_utf8_file_stays_utf8():
    content = (RUSSIAN * 3).encode()[:-1] + b"\xd0"
    decoded = decode(content, name="a.txt")
    assert decoded.charset == "utf-8"
    assert decoded.text.startswith(RUSSIAN * 2)
    assert "not UTF-8" in decoded.doubts[0]


def test_nul_goes_and_an_override_stays_and_both_are_named():
    decoded = decode("R: a\x00b \u202egnorw\u202c".encode(), name="a.txt")
    assert decoded.text == "R: ab \u202egnorw\u202c"
    assert decoded.doubts == (
        "1 NUL characters were left out.",
        "1 overrides of the writing direction stand in the text: it may show otherwise.",
    )


@pytest.mark.parametrize(
    "content", [b"", b" \n", b"\xef\xbb\xbf", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04abc", bytes(range(32)) * 40]
)
def test_what_is_no_text_is_refused(content):
    with pytest.raises(BadInput):
        decode(content, name="a.html")


def test_a_declaration_is_found_in_meta_and_xml():
    assert declared_in_markup(b'<meta charset="koi8-r">') == "koi8-r"
    assert (
        declared_in_markup(b"<META http-equiv=Content-Type content='text/html; charset=windows-1251'>")
        == "windows-1251"
    )
    assert declared_in_markup(b'<?xml version="1.0" encoding="cp866"?>') == "cp866"
    assert declared_in_markup(b"<p>charset=utf-8</p>") is None


@pytest.mark.parametrize("declared", ["hex", "rot13", "unicode_escape", "no-such-set", "utf-7", ""])
def test_a_declared_set_that_is_none_is_not_used(declared):
    assert decode(RUSSIAN.encode("cp1251"), name="a.txt", declared=declared).text == RUSSIAN


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "utf-16", "windows-1251", "shift_jis", "x"]))
def test_any_bytes_give_text_that_can_be_written_or_bad_input(content, declared):
    try:
        decoded = decode(content, name="a.html", declared=declared)
    except BadInput:
        return
    decoded.text.encode("utf-8")
