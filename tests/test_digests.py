"""Digests and canonical JSON."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from earwitness.digests import canonical_json, sha256, sha256_file

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_the_digest_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert sha256(b"") == sha256_file(tmp_path / "empty") == EMPTY


def test_canonical_json_is_one_spelling() -> None:
    assert canonical_json({"b": 1, "a": "ё"}) == canonical_json({"a": "ё", "b": 1}) == '{"a":"ё","b":1}'.encode()


@given(st.dictionaries(st.text(), st.integers(-(2**53), 2**53) | st.text()))
def test_order_never_matters(value: dict[str, int | str]) -> None:
    assert canonical_json(dict(reversed(value.items()))) == canonical_json(value)
