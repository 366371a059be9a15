"""How the text of a document is put together from its segments' texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from earwitness.formats.recognizers.joining import joining


def test_the_ways_of_joining() -> None:
    parts = [" Good evening.", " Who is it?"]
    assert joining(" Good evening. Who is it?", parts) == "=text"
    assert joining("Good evening. Who is it?", parts) == "=text stripped"
    assert joining("Good evening. Who is it?", ["Good evening. ", "Who is it?"]) == "=text"
    assert joining("Good evening. Who is it?", ["Good evening.", "Who is it?"]) == "=text joined"
    assert joining("Good evening. Who was it?", parts) is None


@given(st.lists(st.text(alphabet=" a\n", max_size=3), max_size=5), st.integers(0, 3))
def test_it_is_the_same_as_putting_them_together(parts: list[str], way: int) -> None:
    joined = "".join(parts)
    spaced = " ".join(map(str.strip, parts))
    text = (joined, joined.strip(), spaced, f"{joined}a")[way]
    expected = "=text" if text == joined else "=text stripped" if text == joined.strip() else None
    assert joining(text, parts) == (expected or ("=text joined" if text == spaced else None))
