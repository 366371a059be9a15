"""Which network addresses a page may be fetched from: public ones, and no other.

An address is refused by what it is, after its name was resolved, and every address of a name must pass. The forms that
programs read differently (`0x7f.1`, `2130706433`, `user@host`) are refused as they stand, whatever they mean.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
from collections.abc import Iterable

from ..errors import CaptureFailed, UnsafeInput

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

NOT_PUBLIC: dict[str, tuple[str, ...]] = {
    "this network": ("0.0.0.0/8",),
    "private": ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10"),
    "shared by a carrier's customers": ("100.64.0.0/10",),
    "loopback": ("127.0.0.0/8", "::1/128"),
    "link-local": ("169.254.0.0/16", "fe80::/10"),
    "for documentation": ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"),
    "for measurements": ("198.18.0.0/15", "2001:2::/48"),
    "multicast": ("224.0.0.0/4", "ff00::/8"),
    "an IPv4 address in IPv6 clothes": ("::ffff:0:0/96", "::ffff:0:0:0/96", "::/96"),
    "a translation of an IPv4 address (NAT64)": ("64:ff9b::/96", "64:ff9b:1::/48"),
    "a tunnel to an IPv4 address (6to4)": ("2002::/16", "192.88.99.0/24"),
    "a tunnel to an IPv4 address (Teredo)": ("2001::/32",),
    "reserved": ("192.0.0.0/24", "240.0.0.0/4", "2001::/23", "100::/64", "5f00::/16"),
}
"""By reason, the networks that are not the public internet (IANA's special-purpose registries, RFC 6890)."""

_NETWORKS = tuple(
    (ipaddress.ip_network(network), reason) for reason, networks in NOT_PUBLIC.items() for network in networks
)
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_ISATAP = (b"\x00\x00\x5e\xfe", b"\x02\x00\x5e\xfe")
_DOTTED = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}", re.ASCII)
_NUMBER = re.compile(r"\d+|0[xX][0-9a-fA-F]*", re.ASCII)


def why_not_public(address: Address) -> str | None:
    """Returns why an address is not on the public internet (`loopback`, `private`…), or None where it is."""
    if isinstance(address, ipaddress.IPv6Address) and address.scope_id is not None:
        return "link-local"
    for network, reason in _NETWORKS:
        if address.version == network.version and address in network:
            return reason
    if address.version == 6:
        if address not in _GLOBAL_UNICAST:
            return "reserved"
        if address.packed[8:12] in _ISATAP:
            return "a tunnel to an IPv4 address (ISATAP)"
    return None


def check_host(host: str) -> None:
    """Returns where a host is a name or an address in its plain form. Raises UnsafeInput for every other spelling."""
    labels = host.rstrip(".").split(".")
    if ":" in host:
        return  # an IPv6 address; it has one reading
    if _NUMBER.fullmatch(labels[-1]) and not _DOTTED.fullmatch(host):
        raise UnsafeInput(
            f"“{host}” is an address in disguise", hint="write an address as four decimal numbers, or use its name"
        )


def look_up(host: str, port: int, seconds: float) -> tuple[str, ...]:
    """Returns every address a host has now, as text, in the system's order. Raises CaptureFailed where it has none.

    The system's resolver knows no time limit, so it runs beside us and is left behind when the time is up.
    """
    answer: list[tuple[str, ...]] = []
    trouble: list[str] = []

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            trouble.append(str(error))
        else:
            answer.append(tuple(dict.fromkeys(str(entry[4][0]) for entry in found)))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(seconds, 0))
    if not answer or not answer[0]:
        reason = trouble[0] if trouble else "no answer in time"
        raise CaptureFailed(f"the address of {host} could not be found: {reason}", hint="look at how it is spelled")
    return answer[0]


def check_addresses(host: str, addresses: Iterable[str]) -> None:
    """Returns where every address of a host is public. Raises UnsafeInput, with the address and the reason."""
    for text in addresses:
        try:
            reason = why_not_public(ipaddress.ip_address(text))
        except ValueError:
            reason = "unreadable"
        if reason:
            raise UnsafeInput(
                f"{host} is at {text}, which is {reason}; pages are fetched from the public internet only",
                hint="save the page with a browser and add the file",
            )
