"""Addresses are safe whatever stands in them, and lead back to what they name."""

from urllib.parse import unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from earwitness.publish import addresses


def test_the_addresses_of_the_desk() -> None:
    assert addresses.conversation("c4f9k2mq7x1") == "/conversations/c4f9k2mq7x1"
    assert (
        addresses.conversation("c4f9k2mq7x1", versions=("t1", "t2"), turn="t1.7")
        == "/conversations/c4f9k2mq7x1?versions=t1,t2#turn-t1.7"
    )
    assert addresses.source("s1") == "/sources/s1"
    assert addresses.captured("s1") == "/sources/s1/captured"
    assert addresses.search({"q": '"меньше половины"~4', "language": None, "kind": ""}) == (
        "/search?q=%22%D0%BC%D0%B5%D0%BD%D1%8C%D1%88%D0%B5%20%D0%BF%D0%BE%D0%BB%D0%BE%D0%B2%D0%B8%D0%BD%D1%8B%22~4"
    )


def test_data_stands_at_the_same_address_with_json_after_the_path() -> None:
    assert addresses.as_json("/search?q=a.b") == "/search.json?q=a.b"
    assert addresses.as_json("/conversations/c1#turn-t1.7") == "/conversations/c1.json#turn-t1.7"
    assert addresses.as_json("/") == "/.json"


@given(st.text())
def test_a_name_never_leaves_its_place_in_the_address(name: str) -> None:
    name = name.encode("utf-8", "replace").decode()
    parts = urlsplit(addresses.source(name))
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
    assert parts.path.count("/") == 2
    assert unquote(parts.path) == f"/sources/{name}"
