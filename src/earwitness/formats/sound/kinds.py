"""What kind of sound bytes hold, told by the bytes alone: a name or a declared type decides nothing."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

HEAD = 1 << 16
"""Bytes from the start of a file that are enough to tell its kind."""


class SoundKind(Struct, frozen=True, kw_only=True):
    """A kind of container, and the one reader of FFmpeg's that may open it."""

    name: str
    """As people say it: `WAV`, `MP3`, `MP4`."""
    media_type: str
    """What a browser is told."""
    demuxer: str
    """FFmpeg's name for the reader: no other is allowed to look at the bytes."""
    extension: str
    """How the names of such files end, with the dot."""


def _kind(name: str, media_type: str, demuxer: str, extension: str) -> SoundKind:
    return SoundKind(name=name, media_type=media_type, demuxer=demuxer, extension=extension)


_MOV = "mov,mp4,m4a,3gp,3g2,mj2"

WAV = _kind("WAV", "audio/wav", "wav", ".wav")
W64 = _kind("Wave64", "audio/x-w64", "w64", ".w64")
QCP = _kind("QCP", "audio/qcelp", "qcp", ".qcp")
AVI = _kind("AVI", "video/x-msvideo", "avi", ".avi")
AIFF = _kind("AIFF", "audio/aiff", "aiff", ".aiff")
AU = _kind("AU", "audio/basic", "au", ".au")
MP3 = _kind("MP3", "audio/mpeg", "mp3", ".mp3")
AAC = _kind("AAC", "audio/aac", "aac", ".aac")
M4A = _kind("MP4 sound", "audio/mp4", _MOV, ".m4a")
MP4 = _kind("MP4", "video/mp4", _MOV, ".mp4")
QUICKTIME = _kind("QuickTime", "video/quicktime", _MOV, ".mov")
THREE_GP = _kind("3GP", "video/3gpp", _MOV, ".3gp")
OGG = _kind("Ogg", "audio/ogg", "ogg", ".ogg")
OPUS = _kind("Ogg Opus", "audio/ogg", "ogg", ".opus")
FLAC = _kind("FLAC", "audio/flac", "flac", ".flac")
WEBM = _kind("WebM", "video/webm", "matroska,webm", ".webm")
MATROSKA = _kind("Matroska", "video/x-matroska", "matroska,webm", ".mkv")
AMR = _kind("AMR", "audio/amr", "amr", ".amr")
AMR_WB = _kind("AMR-WB", "audio/amr-wb", "amr", ".awb")
GSM = _kind("GSM", "audio/x-gsm", "gsm", ".gsm")
CAF = _kind("CAF", "audio/x-caf", "caf", ".caf")
ASF = _kind("WMA", "audio/x-ms-wma", "asf", ".wma")
VOC = _kind("VOC", "audio/x-voc", "voc", ".voc")
SPHERE = _kind("NIST SPHERE", "audio/x-nist", "nistsphere", ".sph")
DSS = _kind("DSS", "audio/x-dss", "dss", ".dss")
WAVPACK = _kind("WavPack", "audio/x-wavpack", "wv", ".wv")

KINDS: tuple[SoundKind, ...] = (
    WAV, W64, QCP, AVI, AIFF, AU, MP3, AAC, M4A, MP4, QUICKTIME, THREE_GP, OGG, OPUS, FLAC, WEBM, MATROSKA, AMR, AMR_WB,
    GSM, CAF, ASF, VOC, SPHERE, DSS, WAVPACK,
)  # fmt: skip
"""Every kind that is known."""


def sound_kind(head: bytes) -> SoundKind | None:
    """Returns the kind of sound that a file with this head is, or None where it is none that is known.

    Takes the first `HEAD` bytes, or fewer where the file is shorter. A playlist (HLS, PLS, M3U, SDP, concat) is text that names
    other files: it is never sound, whatever it is called; neither is any other text, document or archive.
    """
    for signature, offset, judge in _SIGNATURES:
        if head[offset : offset + len(signature)] == signature:
            kind = judge(head) if callable(judge) else judge
            if kind is not None:
                return kind
    return _by_frames(head)


def _riff(head: bytes) -> SoundKind | None:
    return {b"WAVE": WAV, b"AVI ": AVI, b"QLCM": QCP}.get(head[8:12])


def _form(head: bytes) -> SoundKind | None:
    return AIFF if head[8:12] in (b"AIFF", b"AIFC") and head[12:16] in _AIFF_CHUNKS else None


_AIFF_CHUNKS = frozenset(
    (b"COMM", b"FVER", b"NAME", b"AUTH", b"(c) ", b"ANNO", b"COMT", b"MARK", b"INST", b"MIDI", b"APPL", b"CHAN", b"ID3 ",
     b"SSND", b"FLLR", b"AESD")
)  # fmt: skip


def _au(head: bytes) -> SoundKind | None:
    """Only with numbers that mean something: `.snd` may begin a line of text."""
    data, encoding = int.from_bytes(head[4:8], "big"), int.from_bytes(head[12:16], "big")
    return AU if 24 <= data < 1 << 24 and 0 < encoding < 64 else None


def _boxes(head: bytes) -> SoundKind | None:
    """By the brand that the file says it is of. `M4A` has sound alone; any other may have pictures."""
    size, brand = int.from_bytes(head[:4], "big"), head[8:12]
    if size < 16 or 4096 < size:
        return None
    if brand in (b"M4A ", b"M4B ", b"M4P ", b"F4A "):
        return M4A
    if brand == b"qt  ":
        return QUICKTIME
    if brand in (b"avif", b"avis", b"heic", b"heix", b"heif", b"mif1", b"msf1", b"crx ", b"jp2 ", b"jpx "):
        return None  # pictures in the same boxes
    return THREE_GP if brand[:2] == b"3g" else MP4


def _old_boxes(head: bytes) -> SoundKind | None:
    """QuickTime from before brands were written: a whole first box, and the name of another or the end after it."""
    size = int.from_bytes(head[:4], "big")
    after = head[size + 4 : size + 8]
    return QUICKTIME if 8 <= size and (not after or after in (b"moov", b"mdat", b"free", b"wide", b"skip")) else None


def _ebml(head: bytes) -> SoundKind | None:
    if b"webm" in head[:64]:
        return WEBM
    return MATROSKA if b"matroska" in head[:64] else None


def _ogg(head: bytes) -> SoundKind | None:
    if head[4:5] != b"\x00":
        return None
    return OPUS if head[28:36] == b"OpusHead" else OGG


def _tagged(head: bytes) -> SoundKind | None:
    """A file that begins with an ID3 tag: what stands behind the tag, or MP3 where the head ends within it."""
    while head[:3] == b"ID3":
        numbers = head[3:10]
        if len(numbers) < 7 or 0x0F < numbers[0] or any(0x7F < number for number in numbers[3:]):
            return None
        size = 10 + sum(number << shift for number, shift in zip(numbers[3:], (21, 14, 7, 0), strict=True))
        if len(head) <= size:
            return MP3
        head = head[size:]
    behind = head.lstrip(b"\x00")
    return _by_frames(behind) or (FLAC if behind[:4] == b"fLaC" else None)


_SIGNATURES: tuple[tuple[bytes, int, SoundKind | Callable[[bytes], SoundKind | None]], ...] = (
    (b"RIFF", 0, _riff),
    (b"RF64", 0, _riff),
    (b"BW64", 0, _riff),
    (b"riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\x00\x00", 0, W64),
    (b"FORM", 0, _form),
    (b".snd", 0, _au),
    (b"ftyp", 4, _boxes),
    (b"moov", 4, _old_boxes),
    (b"mdat", 4, _old_boxes),
    (b"wide", 4, _old_boxes),
    (b"OggS", 0, _ogg),
    (b"fLaC\x00\x00\x00\x22", 0, FLAC),
    (b"fLaC\x80\x00\x00\x22", 0, FLAC),
    (b"\x1a\x45\xdf\xa3", 0, _ebml),
    (b"#!AMR-WB\n", 0, AMR_WB),
    (b"#!AMR\n", 0, AMR),
    (b"caff\x00\x01", 0, CAF),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c", 0, ASF),
    (b"Creative Voice File\x1a", 0, VOC),
    (b"NIST_1A\n   1024\n", 0, SPHERE),
    (b"\x02dss", 0, DSS),
    (b"\x03dss", 0, DSS),
    (b"wvpk", 0, lambda head: WAVPACK if head[9:10] in (b"\x04",) else None),
    (b"ID3", 0, _tagged),
)
"""Bytes at an offset, and the kind that they mean or what judges it. The first that is sure wins."""


def _by_frames(head: bytes) -> SoundKind | None:
    """Sound without a header is a chain of frames: one frame proves nothing, a chain of them cannot be chance."""
    if _chain(head, _mpeg_length, 4):
        return MP3
    if _chain(head, _adts_length, 4):
        return AAC
    # GSM 06.10 as telephones and Asterisk keep it: 33 bytes a frame, each beginning with the half byte D.
    if _GSM_FRAMES * 33 <= len(head) and all(byte >> 4 == 0xD for byte in head[: len(head) // 33 * 33 : 33]):
        return GSM
    return None


_GSM_FRAMES = 25
"""Half a second: that every frame's first half byte is D by chance is one in 10³⁰."""


def _chain(head: bytes, length_at: Callable[[bytes], int | None], frames: int) -> bool:
    """Says whether so many frames stand one after another from the start, or fill a shorter file whole."""
    place = 0
    for number in range(frames):
        if place == len(head) and 2 <= number:
            return True
        length = length_at(head[place : place + 7])
        if length is None:
            return False
        place += length
    return place <= len(head)


_MPEG_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MPEG_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_MPEG_1_LAYER_2 = (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384)


def _mpeg_length(header: bytes) -> int | None:
    """Returns the bytes of the MPEG audio frame (layer II or III) that begins here, None where none does."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return None
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    rate, frequency = header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or layer not in (1, 2) or rate in (0, 15) or frequency == 3:
        return None
    first = version == 3
    table = (_MPEG_1_LAYER_2 if layer == 2 else _MPEG_1) if first else _MPEG_2
    sample_rate = (44100, 48000, 32000)[frequency] >> (0 if first else 1 if version == 2 else 2)
    return (144 if first or layer == 2 else 72) * table[rate] * 1000 // sample_rate + (header[2] >> 1 & 1)


def _adts_length(header: bytes) -> int | None:
    """Returns the bytes of the AAC frame that begins here, None where none does."""
    if len(header) < 7 or header[0] != 0xFF or header[1] & 0xF6 != 0xF0 or header[2] >> 2 & 15 > 12:
        return None
    length = (header[3] & 3) << 11 | header[4] << 3 | header[5] >> 5
    return length if 7 < length else None
