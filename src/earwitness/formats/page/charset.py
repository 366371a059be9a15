"""From bytes to text: which character set they are in, whatever they say they are in."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from ...errors import BadInput
from ..content import SIGNATURES
from .letters import likelihood

SAMPLE = 40_000
"""How many bytes around letters beyond ASCII are weighed."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SINGLE_BYTE = (
    # usual name, Python's name; on a draw the first wins
    ("windows-1251", "cp1251"),
    ("koi8-u", "koi8_u"),
    ("koi8-r", "koi8_r"),
    ("cp866", "cp866"),
    ("iso-8859-5", "iso8859_5"),
    ("x-mac-cyrillic", "mac_cyrillic"),
    ("windows-1252", "cp1252"),
    ("windows-1250", "cp1250"),
    ("iso-8859-2", "iso8859_2"),
    ("windows-1254", "cp1254"),
    ("windows-1257", "cp1257"),
)
_TEXT_SET = re.compile(
    r"utf[-_]?(8|16|32)([-_]?[lb]e)?|(iso[-_]?|l(atin)?[-_]?)8?8?5?9?[-_\d]*|us-ascii|ascii|(cp|windows|ibm|x-cp)[-_]?\d+"
    r"|koi8[-_]?[rut]|(x-)?mac[-_a-z]*|big5([-_]hkscs)?|gb\w*|hz|euc[-_]\w+|(x-)?s(hift)?[-_]?jis|iso[-_]2022[-_]\w+",
    re.IGNORECASE,
)
_BOUND = rb"(?i)charset\s*=\s*[\"']?\s*([-\w:.]+)"
_XML_BOUND = rb"(?i)^\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([-\w:.]+)[\"']"
_LEFT_OUT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
_CONTROLS = bytes([*range(9), 11, *range(14, 32), 127])
_PIECE = 1 << 16
"""Characters looked at in one go."""


class Decoded(NamedTuple):
    """Text out of bytes."""

    text: str
    charset: str
    """The usual name of the set, `utf-8` for plain ASCII too."""
    doubts: tuple[str, ...]


def decode(content: bytes, *, name: str, declared: str | None = None) -> Decoded:
    """Returns the text of the bytes: a byte-order mark decides, then sound UTF-8, then the letters, then what is declared.

    `declared` is what the server or the page says. Raises BadInput for what is empty or no text at all. NUL and other
    control characters are left out; overrides of the writing direction stay; a doubt names each.
    """
    refuse_binary(content, name=name)
    text, charset, doubts = _decode(content, declared)
    return Decoded(*_cleaned(text, charset, doubts))


def refuse_binary(content: bytes, *, name: str) -> None:
    """Raises BadInput if the bytes are nothing, or plainly a picture, an archive, a recording, a program."""
    if not content.strip(b"\x00\t\n\r\x0c ") or content in [mark for mark, _ in _BOMS]:
        raise BadInput(f"{name} is empty", hint="is the download complete?", path=name)
    kind = next((kind for sign, place, kind in SIGNATURES if content.startswith(sign, place)), None)
    head = content[:65_536]
    if kind is None and _wide(head) is None and not head.startswith(tuple(mark for mark, _ in _BOMS)):
        strange = len(head) - len(head.translate(None, bytes([*range(9), 11, *range(14, 27), *range(28, 32), 127])))
        if 7 < strange and len(head) < strange * 12:
            kind = "no text (too many control bytes)"
    if kind is not None:
        raise BadInput(f"{name} is {kind}, not a page or a text", hint="give the file its true ending", path=name)


def declared_in_markup(content: bytes) -> str | None:
    """Returns the character set that the XML declaration or a `<meta>` in the first 4,096 bytes names, or None."""
    head = content[:4096]
    found = re.search(_XML_BOUND, head)
    if found is None:
        found = next(
            (match for meta in re.finditer(rb"(?i)<meta\b[^>]*>", head) if (match := re.search(_BOUND, meta.group()))),
            None,
        )
    return found.group(1).decode("ascii", "replace") if found else None


def _decode(content: bytes, declared: str | None) -> tuple[str, str, list[str]]:
    for mark, codec in _BOMS:
        if content.startswith(mark):
            text = content[len(mark) :].decode(codec, "replace")
            return text, codec, _broken(text, codec)
    wide = _wide(content[:65_536])
    if wide is not None:
        text = content.decode(wide, "replace")
        return text, wide, [f"Nothing says so, but the bytes read as {wide}."]
    known = _known(declared)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _without_utf8(content, declared, known)
    shift = known is not None and known[1].startswith(("iso2022", "hz")) and (b"\x1b" in content or b"~{" in content)
    if shift and known is not None:
        return content.decode(known[1], "replace"), known[0], []
    doubts = []
    if known is not None and known[1] not in ("utf-8", "ascii") and not text.isascii():
        doubts = [f"It says {declared}, but the bytes are sound UTF-8 and were read as that."]
    return text, "utf-8", doubts


def _without_utf8(content: bytes, declared: str | None, known: tuple[str, str] | None) -> tuple[str, str, list[str]]:
    """Chooses among what the bytes may be, since they are not UTF-8 throughout."""
    patched = content.decode("utf-8", "replace")
    sound = len(re.findall(rb"[\xc3-\xf4][\x80-\xbf]+", content))
    bad = patched.count("�")
    if bad * 20 < sound:
        return patched, "utf-8", [f"{bad} stretches of bytes are not UTF-8 and stand as “�”."]
    if known is not None and known[1].startswith(("gb", "big5", "euc", "shift", "iso2022", "hz", "cp932", "cp949")):
        text = content.decode(known[1], "replace")
        if text.count("�") * 50 < len(text):
            return text, known[0], _broken(text, known[0])
    sample = _sample(content)
    candidates = list(_SINGLE_BYTE)
    if known is not None and known[1] not in ("utf-8", "ascii", *(codec for _, codec in candidates)):
        candidates.append(known)
    scores = [(likelihood(sample.decode(codec, "replace")), label, codec) for label, codec in candidates]
    if known is not None:
        # What is declared wins unless the letters speak clearly against it.
        scores = [(score + 0.15 if codec == known[1] else score, label, codec) for score, label, codec in scores]
    best, label, codec = max(scores, key=lambda entry: entry[0])
    doubts: list[str] = []
    if best < 0.35:
        eastern = _eastern(content)
        if eastern is not None:
            label, codec = eastern
        elif known is not None and known[1] not in ("utf-8", "ascii"):
            label, codec = known
        doubts.append(f"The character set is a guess ({label}): the letters fit none well.")
    elif known is None:
        doubts.append(f"No character set is declared; by its letters this is {label}.")
    elif known[1] != codec:
        doubts.append(f"It says {declared}, but by its letters this is {label}.")
    text = content.decode(codec, "replace")
    return text, label, [*doubts, *_broken(text, label)]


def _sample(content: bytes) -> bytes:
    """Returns the stretches with letters beyond ASCII, enough of them to judge by."""
    pieces: list[bytes] = []
    held = 0
    for match in re.finditer(rb"[\x20-\x7e]{0,12}[\x80-\xff][^<>\r\n]{0,200}", content):
        pieces.append(match.group())
        held += len(match.group())
        if SAMPLE < held:
            break
    return b"\n".join(pieces)


def _wide(head: bytes) -> str | None:
    """Returns `utf-16-le` or `utf-16-be` if the bytes look like one of them without a mark."""
    pairs = len(head) // 2
    if pairs < 4:
        return None
    for codec, high, low in (("utf-16-le", head[1::2], head[0::2]), ("utf-16-be", head[0::2], head[1::2])):
        # The high bytes of Latin, Greek, Cyrillic and general punctuation are 0, 3, 4 and 0x20.
        few = sum(high.count(byte) for byte in (0, 3, 4, 0x20))
        if pairs * 0.95 < few and 0 < high.count(0) + high.count(4) and low.count(0) * 20 < pairs:
            text = head[: pairs * 2].decode(codec, "replace")
            if text.count("�") <= 1 and 0.6 * len(text) < sum(c.isalnum() or c.isspace() for c in text):
                return codec
    return None


def _known(declared: str | None) -> tuple[str, str] | None:
    """Returns the usual name and Python's name of a declared set, None if there is no such set of characters."""
    if not declared or not _TEXT_SET.fullmatch(declared.strip()):
        return None
    label = declared.strip().lower()
    if label in ("iso-8859-1", "latin1", "latin-1", "iso8859-1", "ascii", "us-ascii", "l1"):
        return "windows-1252", "cp1252"  # as browsers have it
    if label.startswith(("utf-16", "utf16", "utf-32", "utf32")):
        return "utf-8", "utf-8"  # the declaration was read as ASCII, so it cannot be true
    try:
        codec = codecs.lookup(label.removeprefix("x-")).name.replace("-", "_")
    except LookupError:
        return None
    codec = "utf-8" if codec == "utf_8" else codec
    usual = next((name for name, python in _SINGLE_BYTE if python == codec), label)
    return usual, codec


def _eastern(content: bytes) -> tuple[str, str] | None:
    """Returns the East Asian set that charset-normalizer sees, or None."""
    from charset_normalizer import from_bytes

    found = from_bytes(
        content[:100_000], cp_isolation=["gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp949"]
    ).best()
    return (found.encoding.replace("_", "-"), found.encoding) if found is not None else None


def _broken(text: str, charset: str) -> list[str]:
    bad = text.count("�")
    return [f"{bad} stretches of bytes mean nothing in {charset} and stand as “�”."] if bad else []


def _cleaned(text: str, charset: str, doubts: list[str]) -> tuple[str, str, tuple[str, ...]]:
    """Takes out what no page prints, and names it."""
    text = text.removeprefix("\ufeff")
    nuls = text.count("\x00")
    controls = 0
    if not _is_printed(text):
        text, controls = _LEFT_OUT.subn("", text)
    if nuls:
        doubts = [*doubts, f"{nuls} NUL characters were left out."]
    if nuls < controls:
        doubts = [*doubts, f"{controls - nuls} control characters were left out."]
    overrides = text.count("\u202d") + text.count("\u202e")
    if overrides:
        doubts = [*doubts, f"{overrides} overrides of the writing direction stand in the text: it may show otherwise."]
    return text, charset, tuple(doubts)


def _is_printed(text: str) -> bool:
    """Says whether nothing has to be left out, in a fraction of the time that a search takes; a piece at a time, for a
    large file is not to stand in memory twice."""
    try:
        pieces = (text[place : place + _PIECE].encode() for place in range(0, len(text), _PIECE))
        return all(len(piece) == len(piece.translate(None, _CONTROLS)) for piece in pieces)
    except UnicodeEncodeError:
        return False
