"""What bytes are, by their content: signatures of things that hold no text, and tell-tales of text formats."""

from __future__ import annotations

from codecs import getincrementaldecoder
from functools import lru_cache

SIGNATURES: tuple[tuple[bytes, int, str], ...] = (
    (b"\x89PNG\r\n", 0, "a PNG picture"),
    (b"\xff\xd8\xff", 0, "a JPEG picture"),
    (b"GIF8", 0, "a GIF picture"),
    (b"%PDF-", 0, "a PDF document"),
    (b"PK\x03\x04", 0, "a ZIP archive or office document"),
    (b"PK\x05\x06", 0, "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0", 0, "an old office document"),
    (b"\x1f\x8b", 0, "a gzip archive"),
    (b"BZh", 0, "a bzip2 archive"),
    (b"7z\xbc\xaf", 0, "a 7-Zip archive"),
    (b"Rar!", 0, "a RAR archive"),
    (b"\xfd7zXZ", 0, "an xz archive"),
    (b"\x28\xb5\x2f\xfd", 0, "a zstd archive"),
    (b"\x7fELF", 0, "a program"),
    (b"MZ\x90", 0, "a program"),
    (b"SQLite format 3", 0, "a SQLite database"),
    (b"RIFF", 0, "a RIFF sound or film"),
    (b"OggS", 0, "an Ogg sound"),
    (b"fLaC", 0, "a FLAC sound"),
    (b"ID3", 0, "an MP3 sound"),
    (b"\xff\xfb", 0, "an MP3 sound"),
    (b"\xff\xf3", 0, "an MP3 sound"),
    (b"#!AMR", 0, "an AMR sound"),
    (b"\x1aE\xdf\xa3", 0, "a Matroska or WebM film"),
    (b"ftyp", 4, "an MP4 film or sound"),
    (b"wOFF", 0, "a font"),
    (b"wOF2", 0, "a font"),
)
"""Bytes at an offset, and what they say the file is."""

PIECE = 1 << 16
"""Bytes looked at in one go."""
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def binary_kind(head: bytes) -> str | None:
    """Returns what the bytes are where they hold no text ("a PNG picture", "binary data"), else None.

    UTF-16 and UTF-32 text, with a byte order mark or without, is text.
    """
    for signature, offset, kind in SIGNATURES:
        if head[offset : offset + len(signature)] == signature:
            return kind
    if head.startswith(_BOMS):
        return None
    sample = head[:65536]
    if not sample:
        return None
    if _sixteen_bits(sample):
        return None
    controls = sum(sample.count(byte) for byte in (*range(9), 11, *range(14, 27), *range(28, 32)))
    return "binary data" if len(sample) * 0.02 < controls else None


def _sixteen_bits(sample: bytes) -> bool:
    """Says whether one byte of each pair is nearly always that of Latin (0) or Cyrillic (4): UTF-16 without a mark."""
    pairs = max(1, len(sample) // 2)
    counts = [piece.count(0) + piece.count(4) for piece in (sample[::2], sample[1::2])]
    return pairs * 0.9 < max(counts) and min(counts) < pairs * 0.05


def is_json(content: bytes) -> bool:
    """Says whether the bytes are one JSON document: data, whose quoted strings are no talk."""
    import msgspec

    start = content[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start not in (b"{", b"["):
        return False
    try:
        msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=msgspec.Raw)
    except (ValueError, RecursionError):
        return False
    return True


def is_utf8(content: bytes, *, without: bytes = b"") -> bool:
    """Says whether the bytes are UTF-8 throughout and hold none of `without`; a piece at a time, for a large file is not
    to stand in memory twice."""
    ascii = content.isascii()
    if ascii and not without:
        return True
    decoder = getincrementaldecoder("utf-8")()
    try:
        for place in range(0, len(content), PIECE):
            piece = content[place : place + PIECE]
            if not ascii:
                decoder.decode(piece)
            if without and len(piece.translate(None, without)) < len(piece):
                return False
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


@lru_cache(maxsize=4)
def as_text(head: bytes) -> str:
    """Returns the first bytes as text well enough to look for tell-tales, whatever their character set."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="ignore")
    if b"\x00" in head[:200]:
        return head.replace(b"\x00", b"").decode("latin-1")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
