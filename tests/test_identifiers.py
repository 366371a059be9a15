"""Ids are short, safe in an address, and tell nothing."""

from __future__ import annotations

import re
from typing import get_args

from earwitness.identifiers import LETTERS, Noun, is_id, new_id, split, within


def test_an_id_is_a_letter_and_ten_digits() -> None:
    for noun in get_args(Noun):
        made = new_id(noun)
        assert re.fullmatch(r"[a-z][0-9a-z]{10}", made)
        assert made[0] == LETTERS[noun]
        assert is_id(made)


def test_no_two_are_the_same() -> None:
    assert len({new_id("transcript") for _ in range(10_000)}) == 10_000


def test_what_is_no_id() -> None:
    for text in ("", "t", "t4f9k2mq7xi", "T4f9k2mq7x1", "t4f9k2mq7x1.7", "../t4f9k2mq7", "t4f9k2mq7x12"):
        assert not is_id(text), text


def test_what_belongs_to_a_transcript_is_named_within_it() -> None:
    assert within("t4f9k2mq7x1", "7") == "t4f9k2mq7x1.7"
    assert split("t4f9k2mq7x1.p1") == ("t4f9k2mq7x1", "p1")
    assert split("t4f9k2mq7x1") == ("t4f9k2mq7x1", None)
