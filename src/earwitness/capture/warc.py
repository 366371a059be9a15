"""The whole of a capture as a WARC file (ISO 28500): every request and answer, byte for byte, redirects included."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Iterable
from typing import Any

from ..version import __version__
from .exchange import Exchange

SOFTWARE = f"earwitness/{__version__}"


def to_warc(exchanges: Iterable[Exchange]) -> bytes:
    """Returns a WARC 1.1 file, one gzip member a record: its own account, then each answer with its request.

    Digests are SHA-256; what proves the capture is the digest of the whole file, which the source names. The file says
    nothing of the machine it was made on.
    """
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    account = f"software: {SOFTWARE}\r\nformat: WARC File Format 1.1\r\n".encode()
    first = True
    for exchanged in exchanges:
        if first:
            writer.write_record(_record("warcinfo", account, exchanged.time, content_type="application/warc-fields"))
            first = False
        answer = _record(
            "response", exchanged.response, exchanged.time, exchanged, "application/http; msgtype=response"
        )
        request = _record("request", exchanged.request, exchanged.time, exchanged, "application/http; msgtype=request")
        writer.write_request_response_pair(request, answer)
    return out.getvalue()


def _record(kind: str, block: bytes, time: str, exchanged: Exchange | None = None, content_type: str = "") -> Any:
    """Returns a record whose block is written as it is: warcio would print the headers anew if it parsed them."""
    from warcio.recordloader import ArcWarcRecord
    from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser

    headers = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", StatusAndHeadersParser.make_warc_id()),
        ("WARC-Date", time),
        ("WARC-Block-Digest", _digest(block)),
    ]
    if exchanged is not None:
        headers += [
            ("WARC-Target-URI", exchanged.url),
            ("WARC-IP-Address", exchanged.address),
            ("WARC-Payload-Digest", _digest(block.partition(b"\r\n\r\n")[2])),
        ]
    account = StatusAndHeaders("", headers, protocol="WARC/1.1")
    record = ArcWarcRecord("warc", kind, account, io.BytesIO(block), None, content_type, len(block))
    record.payload_length = len(block)
    return record


def _digest(content: bytes) -> str:
    return "sha256:" + base64.b32encode(hashlib.sha256(content).digest()).decode()
