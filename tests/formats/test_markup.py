"""XML from strangers: refused where it could do harm, before it is parsed."""

from __future__ import annotations

from xml.etree.ElementTree import XML, ParseError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.errors import MalformedText, UnsafeInput
from earwitness.formats.markup import DEEPEST, escaped, flat, is_clean, parse, quoted, resolved, sound


def test_a_document_in_any_character_set_is_parsed() -> None:
    for charset in ("utf-8", "utf-16", "windows-1251", "koi8-r"):
        content = f'<?xml version="1.0" encoding="{charset}"?>\n<talk><turn>Мама, я дома, всё хорошо.</turn></talk>'
        assert parse(content.encode(charset), name="x.xml").root[0].text == "Мама, я дома, всё хорошо."


@pytest.mark.parametrize(
    "subset",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa">]>',
        "<!doctype x [ ]>",
        '<!DOCTYPE x SYSTEM "x.dtd" [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        "<!-- x --><?pi x?><!DOCTYPE x PUBLIC \"-//X [not here]//EN\" 'x.dtd' [<!ELEMENT x ANY>]>",
        "<!DOCTYPE x",
    ],
)
def test_a_subset_of_its_own_is_refused(subset: str) -> None:
    with pytest.raises(UnsafeInput, match="of its own"):
        parse(f'<?xml version="1.0"?>\n{subset}\n<x>&a;</x>'.encode(), name="x.xml")


def test_an_external_doctype_is_skipped_unfetched() -> None:
    whole = b'<?xml version="1.0"?>\n<!DOCTYPE Trans SYSTEM "trans-14.dtd">\n<Trans><Turn>one</Turn></Trans>'
    parsed = parse(whole, name="x.trs")
    assert parsed.root[0].text == "one"
    assert parsed.line_of("<Turn>") == 3


def test_what_is_not_well_formed_names_its_line() -> None:
    with pytest.raises(MalformedText) as caught:
        parse(b"<a>\n<b>\n</a>", name="x.xml")
    assert caught.value.line == 3


def test_an_entity_that_nobody_declared_is_an_error() -> None:
    with pytest.raises(MalformedText, match="undefined entity"):
        parse(b"<a>&lol;</a>", name="x.xml")


def test_depth_has_a_cap() -> None:
    assert parse(b"<a>" * DEEPEST + b"</a>" * DEEPEST, name="x").root.tag == "a", "the control: just deep enough"
    for deep in (DEEPEST + 1, 300_000):
        with pytest.raises(UnsafeInput, match="deep"):
            parse(b"<a>" * deep + b"</a>" * deep, name="x")


def test_a_large_document_is_proven_without_its_tree() -> None:
    for charset in ("utf-8", "utf-16", "windows-1251"):
        content = f'<?xml version="1.0" encoding="{charset}"?>\r\n<talk><turn>Мама, я дома, всё хорошо.</turn></talk>'
        proven = sound(content.encode(charset), name="x.xml")
        assert parse(proven.content, name="x.xml").root[0].text == "Мама, я дома, всё хорошо."
        assert b"\r" not in proven.content
    plain = b"<a>one</a>"
    assert flat(plain, name="x").content is plain, "no copy is made"
    assert "control" in flat(b"<a>one\x7f</a>", name="x").doubts[0]


@pytest.mark.parametrize(
    "broken", [b"<a>\n<b>\n</a>", b"<a>&lol;</a>", b"<a>&</a>", b"<a", b"<a></a><b/>", b'<a b="<"/>']
)
def test_what_is_not_sound_is_refused_like_by_the_parser(broken: bytes) -> None:
    with pytest.raises(MalformedText) as ours:
        sound(broken, name="x.xml")
    with pytest.raises(MalformedText) as parsers:
        parse(broken, name="x.xml")
    assert ours.value.line == parsers.value.line
    with pytest.raises(UnsafeInput):
        sound(b'<!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>', name="x.xml")


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_escaped_text_comes_back_from_the_parser_and_from_resolving(text: str) -> None:
    kept = "".join(
        sign if sign in "\t\n\r" or (" " <= sign and sign not in "\ufffe\uffff") else "\ufffd" for sign in text
    )
    content = f"<a b={quoted(text)}>{escaped(text)}</a>".encode()
    root = XML(content)
    assert (root.text or "") == root.get("b") == kept == resolved(escaped(text))


@pytest.mark.parametrize("text", ["&", "&lol;", "&#0;", "&#x110000;", "a ]]> b", "&amp;]]>", "\x01"])
def test_what_no_document_may_hold_is_not_resolved(text: str) -> None:
    with pytest.raises(ParseError):
        resolved(text)


@pytest.mark.parametrize("text", ["a & b", "a]]>", "a\x0cb", "\uffff", "\ufffe"])
def test_what_needs_a_second_look_is_not_clean(text: str) -> None:
    assert not is_clean(f"<a>{text}</a>".encode())
    assert is_clean("<a>Це […] – «добре»</a>".encode()), "the control"
