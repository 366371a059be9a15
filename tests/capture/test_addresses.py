"""Addresses that no page is fetched from, in every form they can be written."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest

from earwitness.capture.addresses import check_host, look_up, why_not_public
from earwitness.capture.fetch import fetch
from earwitness.errors import BadInput, CaptureFailed, UnsafeInput

HOSTS = [
    # loopback, as itself and in disguise
    "127.0.0.1", "127.0.0.2", "127.255.255.254", "127.1", "127.0.1", "127.000.000.001", "127.0.0.1.", "2130706433",
    "017700000001", "0x7f000001", "0x7F.0x0.0x0.0x1", "0177.0.0.1", "0x7f.1", "0177.0.0.01", "127.0x0.1", "1.0.0.0177.",
    "00000000177.0.0.1", "127。0。0。1", "127．0．0．1", "①②⑦.⓪.⓪.①", "１２７.0.0.1",
    "localhost", "LOCALHOST", "localhost.", "localhost.localdomain", "ip6-localhost", "ip6-loopback",
    "%6c%6f%63%61%6c%68%6f%73%74", "127.0.0.1%00.example.org", "127.0.0.1%2f.example.org",
    # this network and everything
    "0.0.0.0", "0", "0x0", "00", "0.0.0.1",
    # IPv6
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:0:127.0.0.1]",
    "[::127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]", "[2002:7f00:0001::1]", "[2001:0:7f00:1::]", "[2001:0:53aa:64c:0:0:80ff:fffe]",
    "[fe80::1]", "[fe80::1%25lo]", "[fec0::1]", "[fc00::1]", "[fd12:3456::1]", "[ff02::1]", "[::1%25lo]",
    "[2001:db8::1]", "[100::1]", "[2001:10::1]", "[2a00:1450::5efe:127.0.0.1]", "[2a00:1450::200:5efe:7f00:1]",
    # private, carriers', link-local and the rest
    "10.0.0.1", "172.16.0.1", "172.31.255.254", "192.168.0.1", "192.168.257", "0xc0a80001", "100.64.0.1", "100.127.255.254",
    "169.254.169.254", "0xa9fea9fe", "2852039166", "169.254.43518", "224.0.0.1", "239.255.255.250", "240.0.0.1",
    "255.255.255.255", "198.18.0.1", "192.0.0.192", "192.0.2.1", "198.51.100.7", "203.0.113.9", "192.88.99.1",
]  # fmt: skip
SPELLINGS = [
    "http://user@127.0.0.1:{port}/", "http://user:word@127.0.0.1:{port}/", "http://example.org@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}@example.org/", "http://@127.0.0.1:{port}/", "http://example.org:80#@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}\\@example.org/", "http:\\\\127.0.0.1:{port}\\", "http:///127.0.0.1:{port}/",
    "http:127.0.0.1:{port}", "//127.0.0.1:{port}/", "http://127.0.0.1:{port}\t/", "http://127.0.0.1\n:{port}/",
    "ht\ntp://127.0.0.1:{port}/", "http://127.0.0.1\u200b:{port}/", "http://\u202e127.0.0.1:{port}/",
    "ftp://127.0.0.1:{port}/", "file:///etc/hostname", "gopher://127.0.0.1:{port}/", "data:text/html,hello",
    "javascript:alert(1)", "jar:http://127.0.0.1:{port}/", "HTTP://127.0.0.1:{port}/", "https://127.0.0.1:{port}/",
    "http://127.0.0.1:{port}?x", "http://127.0.0.1:{port}#x", "unix:///run/x.sock", "ws://127.0.0.1:{port}/", "http://",
    "http://:{port}/", "http://127.0.0.1:99999999/", "http://[::1", "http://::1:{port}/",
]  # fmt: skip
URLS = [f"http://{host}:{{port}}/" for host in HOSTS] + SPELLINGS


@pytest.mark.parametrize("url", URLS)
def test_no_form_of_a_private_address_is_connected_to(url: str, listener: Any) -> None:
    with pytest.raises(BadInput):
        fetch(url.format(port=listener.server_port), max_seconds=5)
    assert listener.connections == 0


def test_there_are_enough_forms() -> None:
    assert 60 <= len(set(URLS))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "017700000001", "localhost"])
def test_the_control_with_the_check_off_the_listener_is_hit(host: str, listener: Any) -> None:
    listener.page("/", b"hello")
    assert fetch(f"http://{host}:{listener.server_port}/", allow_private=True).content == b"hello"
    assert listener.connections == 1


@pytest.mark.parametrize("location", ["http://127.0.0.1:{port}/in", "//localhost:{port}/in", "http://0x7f.1:{port}/in"])
def test_a_redirect_is_checked_again(location: str, listener: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first stop stands for a public page: its address alone is let through."""
    listener.page("/in", b"internal")
    listener.page("/out", b"", 302, Location=location.format(port=listener.server_port))
    checked = []

    def check_once(host: str, addresses: tuple[str, ...]) -> None:
        checked.append(host)
        if len(checked) > 1:
            raise UnsafeInput("checked again")

    monkeypatch.setattr("earwitness.capture.fetch.check_addresses", check_once)
    with pytest.raises(UnsafeInput):
        fetch(listener.url("/out"))
    assert [path for path, _ in listener.requests] == ["/out"]
    assert fetch(listener.url("/out"), allow_private=True).content == b"internal", "the control follows"


def test_a_name_that_changes_its_address_is_asked_once(listener: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rebinding: the first answer is public, any later one is the private listener."""
    asked = []

    def resolver(host: str, port: int, **options: object) -> list[Any]:
        asked.append(host)
        address = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    tried = []

    def connect(self: object, host: str, port: int, **options: object) -> None:
        tried.append(host)
        raise CaptureFailed("far away")

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    monkeypatch.setattr("httpcore.SyncBackend.connect_tcp", connect)
    with pytest.raises(CaptureFailed):
        fetch(f"http://calls.example:{listener.server_port}/")
    assert (asked, tried, listener.connections) == (["calls.example"], ["93.184.215.14"], 0)


@pytest.mark.parametrize(
    "addresses", [["93.184.215.14", "127.0.0.1"], ["2606:2800:21f::1", "::1"], ["fe80::1%lo"], ["not an address"]]
)
def test_one_private_address_of_a_name_is_enough_to_refuse_it(
    addresses: list[str], listener: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: entries)
    with pytest.raises(UnsafeInput):
        fetch(f"http://calls.example:{listener.server_port}/")
    assert listener.connections == 0


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:2800:21f::1", "2a00:1450::1"]
)
def test_public_addresses_pass(address: str) -> None:
    assert why_not_public(ipaddress.ip_address(address)) is None


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("127.0.0.1", "loopback"),
        ("10.1.2.3", "private"),
        ("169.254.169.254", "link-local"),
        ("::ffff:8.8.8.8", "an IPv4 address in IPv6 clothes"),
        ("64:ff9b::808:808", "a translation of an IPv4 address (NAT64)"),
        ("2002:808:808::", "a tunnel to an IPv4 address (6to4)"),
        ("2001:0:808:808::", "a tunnel to an IPv4 address (Teredo)"),
        ("2a00::5efe:808:808", "a tunnel to an IPv4 address (ISATAP)"),
        ("4000::1", "reserved"),
    ],
)
def test_a_refusal_says_what_the_address_is(address: str, why: str) -> None:
    assert why_not_public(ipaddress.ip_address(address)) == why


def test_nothing_that_python_calls_private_passes() -> None:
    for number in range(0, 2**32, 65_521 * 7):
        address = ipaddress.IPv4Address(number)
        assert address.is_global or why_not_public(address), address


@pytest.mark.parametrize(
    "host", ["93.184.215.14", "example.org", "xn--e1afmkfd.xn--p1ai", "2606:2800:21f::1", "4chan.org"]
)
def test_plain_hosts_pass(host: str) -> None:
    check_host(host)


def test_a_name_that_nobody_has_is_a_failure_with_its_name() -> None:
    with pytest.raises(CaptureFailed, match=r"nobody\.invalid"):
        look_up("nobody.invalid", 80, 10)
