"""A page from the web: http and https, from public addresses, under caps, kept whole.

    fetch(url) → check the URL → resolve → check every address → exchange → redirected? again from the start

Nothing is fetched unless somebody gave the address. No cookies, no proxies of the environment, no scripts, no images.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from ..errors import CaptureFailed, UnsafeInput
from ..version import __version__
from .addresses import check_addresses, check_host, look_up
from .decoding import ACCEPTED

if TYPE_CHECKING:
    import httpx

    from .exchange import Exchange, Progress

MIB = 1024 * 1024
MAX_BYTES = 64 * MIB
MAX_SECONDS = 60.0
MAX_REDIRECTS = 8
USER_AGENT = f"Mozilla/5.0 (compatible; earwitness/{__version__})"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\x9f\\\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


class Fetched(Struct, frozen=True, kw_only=True):
    """A page as it came, and how it came."""

    content: bytes
    """The body, unpacked: what a browser would read."""
    url: str
    """The address that answered, after redirects, without its fragment."""
    requested: str
    """The address that was asked for."""
    redirects: tuple[str, ...] = ()
    """The addresses on the way, the first being `requested`; empty where none redirected."""
    status: int
    headers: tuple[tuple[str, str], ...]
    """As answered, in order; the last answer's."""
    media_type: str | None
    """As the server declares it, without parameters; the bytes decide."""
    charset: str | None
    """As the server declares it."""
    address: str
    """The network address that answered."""
    time: str
    """When it was asked for, UTC to the second."""
    warc: bytes
    """Every exchange as a WARC file; its SHA-256 proves the capture."""


def is_url(text: str) -> bool:
    """Says whether a word on the command line is meant as an address on the web: it has a scheme and `//`."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", text) is not None


def fetch(
    url: str,
    *,
    max_bytes: int = MAX_BYTES,
    max_seconds: float = MAX_SECONDS,
    max_redirects: int = MAX_REDIRECTS,
    progress: Progress | None = None,
    allow_private: bool = False,
) -> Fetched:
    """Returns the page at an address, and its capture.

    `max_bytes` holds for the body packed and unpacked, `max_seconds` for everything together. `allow_private` is a
    door for tests that serve from this machine; no verb opens it. Raises UnsafeInput for an address that is not public
    or an answer too large, and CaptureFailed where there is no page (no answer, an error of the server).
    """
    from .exchange import Deadline, exchange
    from .warc import to_warc

    deadline = Deadline(max_seconds)
    exchanges: list[Exchange] = []
    here = check_url(url)
    requested = _written(here)
    secure: Any = None
    while True:
        if here.scheme == "https" and secure is None:
            import httpx

            secure = httpx.create_ssl_context()
        port = here.port or (443 if here.scheme == "https" else 80)
        host = here.raw_host.decode("ascii")
        if not allow_private:
            check_host(host)
        addresses = look_up(host, port, deadline.left())
        if not allow_private:
            check_addresses(host, addresses)
        exchanged = exchange(
            _core_url(here, port), addresses, shown=_written(here), headers=_request_headers(here), secure=secure,
            deadline=deadline, max_bytes=max(0, max_bytes - sum(len(one.response) for one in exchanges)), progress=progress,
        )  # fmt: skip
        exchanges.append(exchanged)
        location = next((value for name, value in exchanged.headers if name.lower() == "location"), None)
        if exchanged.status not in _REDIRECTS or location is None:
            break
        if max_redirects < len(exchanges):
            raise CaptureFailed(f"{requested} redirects more than {max_redirects} times", hint="add a saved page")
        here = check_url(_as_sent(location), base=here)
    if not 200 <= exchanged.status < 300:
        raise CaptureFailed(
            f"{exchanged.url} answered {exchanged.status} {exchanged.reason}".rstrip(),
            hint="look at the address in a browser; a page saved from it can be added as a file",
        )
    media_type, charset = _declared(exchanged.headers)
    return Fetched(
        content=exchanged.content,
        url=exchanged.url,
        requested=requested,
        redirects=tuple(one.url for one in exchanges[:-1]),
        status=exchanged.status,
        headers=exchanged.headers,
        media_type=media_type,
        charset=charset,
        address=exchanged.address,
        time=exchanged.time,
        warc=to_warc(exchanges),
    )


def check_url(text: str, *, base: httpx.URL | None = None) -> httpx.URL:
    """Returns the URL, joined to the one that redirected to it. Raises UnsafeInput for any but plain http and https."""
    import httpx

    text = text.strip(" ")
    if _UNPRINTABLE.search(text) or 8000 < len(text):
        raise UnsafeInput("this address holds signs that no address has", hint="copy it anew from the browser")
    try:
        url = base.join(text) if base is not None else httpx.URL(text)
        host = url.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError) as error:
        raise UnsafeInput(f"“{text[:200]}” is no address on the web: {error}", hint="write https://…") from error
    if url.scheme not in ("http", "https"):
        raise UnsafeInput(f"“{text[:200]}” is not http or https", hint="save the page and add the file")
    if url.userinfo or "@" in url.netloc.decode("ascii"):
        raise UnsafeInput("this address holds a name or password before its host", hint="give it without them")
    if not host or "%" in host:
        raise UnsafeInput(f"“{text[:200]}” names no host", hint="write https://…")
    return url


def _as_sent(location: str) -> str:
    """Returns an address from a header as its server meant it: many send UTF-8 where only Latin-1 is foreseen."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _written(url: httpx.URL) -> str:
    return str(url.copy_with(fragment=None))


def _core_url(url: httpx.URL, port: int) -> Any:
    import httpcore

    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=port, target=url.raw_path)


def _request_headers(url: httpx.URL) -> list[tuple[str, str]]:
    return [
        ("Host", url.netloc.decode("ascii")),
        ("User-Agent", USER_AGENT),
        ("Accept", "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.8"),
        ("Accept-Encoding", ACCEPTED),
        ("Connection", "close"),
    ]


def _declared(headers: tuple[tuple[str, str], ...]) -> tuple[str | None, str | None]:
    """Returns the media type and the character set that the server declares."""
    stated = next((value for name, value in headers if name.lower() == "content-type"), "")
    media_type, _, parameters = stated.partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", parameters, re.IGNORECASE)
    return media_type.strip().lower() or None, charset[1].lower() if charset else None
