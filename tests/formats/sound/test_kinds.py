"""Kinds of sound, by content alone."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from earwitness.formats.sound.kinds import HEAD, KINDS, sound_kind


def frames(header: bytes, length: int, count: int = 8) -> bytes:
    return (header + bytes(length - len(header))) * count


MP3 = frames(b"\xff\xfb\x90\x00", 417)
ADTS = frames(b"\xff\xf1\x50\x80" + bytes([200 >> 3, (200 & 7) << 5 | 0x1F, 0xFC]), 200)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "WAV"),
        (b"RF64\xff\xff\xff\xffWAVEds64", "WAV"),
        (b"RIFF\x24\x00\x00\x00QLCMfmt ", "QCP"),
        (b"RIFF\x24\x00\x00\x00AVI LIST", "AVI"),
        (b"FORM\x00\x00\x10\x00AIFCFVER", "AIFF"),
        (b".snd\x00\x00\x00\x18\x00\x00\x10\x00\x00\x00\x00\x01\x00\x00\x1f\x40", "AU"),
        (MP3, "MP3"),
        (b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10) + MP3, "MP3"),
        (b"ID3\x03\x00\x00\x7f\x7f\x7f\x7f" + b"\x89PNG", "MP3"),  # a cover larger than the head
        (b"ID3\x04\x00\x00\x00\x00\x00\x02ab" + ADTS, "AAC"),
        (ADTS, "AAC"),
        (b"\x00\x00\x00\x1cftypM4A \x00\x00\x00\x00", "MP4 sound"),
        (b"\x00\x00\x00\x1cftypisom\x00\x00\x00\x00", "MP4"),
        (b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00", "QuickTime"),
        (b"\x00\x00\x00\x1cftyp3gp4\x00\x00\x00\x00", "3GP"),
        (b"OggS\x00\x02" + bytes(22) + b"OpusHead", "Ogg Opus"),
        (b"OggS\x00\x02" + bytes(22) + b"\x01vorbis", "Ogg"),
        (b"fLaC\x00\x00\x00\x22", "FLAC"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", "WebM"),
        (b"\x1a\x45\xdf\xa3\xa3\x42\x86\x81\x01\x42\x82\x88matroska", "Matroska"),
        (b"#!AMR\n\x3c", "AMR"),
        (b"#!AMR-WB\n\x44", "AMR-WB"),
        (frames(b"\xd5", 33, 40), "GSM"),
        (b"caff\x00\x01\x00\x00desc", "CAF"),
        (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c", "WMA"),
        (b"NIST_1A\n   1024\nchannel_count -i 2\n", "NIST SPHERE"),
    ],
)
def test_a_kind_is_known_by_its_bytes(head: bytes, name: str) -> None:
    kind = sound_kind(head)
    assert kind is not None
    assert kind in KINDS
    assert kind.name == name


@pytest.mark.parametrize(
    "text",
    [
        b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n",
        b"[playlist]\nFile1=http://127.0.0.1/\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nm=audio 5004 RTP/AVP 0\n",
        b"<?xml version='1.0'?><MPD></MPD>",
        b"<html><body>OggS fLaC RIFF WAVE</body></html>",
        b'{"ftyp": "M4A "}',
        b"%PDF-1.7\n",
        b"RIFF is a kind of file, and WAVE is another",
        b".snd is how the names of Sun's files end",
        b"FORMAT: AIFF",
        b"ID3 tags are text",
        b"OggS",
        b"Anna: Hello?\nBohdan: Hello.\n" * 200,
        "Привіт".encode("utf-16"),
        "Привіт, це я. ".encode("utf-16") * 400,
        b"\xff\xfb\x90\x00" + bytes(100),
        b"\x00" * 4096,
        b"",
        b"DDDD" * 4096,
    ],
)
def test_text_and_playlists_are_no_sound(text: bytes) -> None:
    assert sound_kind(text[:HEAD]) is None


def test_an_archive_is_no_sound(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "call.mp3", "w") as archive:
        archive.writestr("a.wav", b"RIFF\x00\x00\x00\x00WAVE")
    assert sound_kind((tmp_path / "call.mp3").read_bytes()) is None


def test_every_head_cut_anywhere_is_answered() -> None:
    """A short file is judged by what it has: never an error."""
    for whole in (MP3, ADTS, b"ID3\x04\x00\x00\x00\x00\x00\x0a", b".snd\x00\x00\x00\x18", b"\x00\x00\x00\x1cftypM4A "):
        for length in range(64):
            sound_kind(whole[:length])
