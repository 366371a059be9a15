"""Sound of every kind comes out as samples, at its right time, whatever is wrong with the file."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from earwitness.errors import SoundFailed, UnsafeInput
from earwitness.formats.sound.decoding import decode, decoding, facts

from .conftest import Make, tones


def heard(path: Path, **span: int) -> np.ndarray:
    return np.concatenate(list(decode(path, **span)), axis=1)[0].astype(float)


def onsets(sound: np.ndarray, rate: int = 16000) -> list[int]:
    """Returns how many milliseconds from half way through each second its tone begins."""
    loud = 0.3 * np.abs(sound).max()
    seconds = [np.abs(sound[place : place + rate]) for place in range(0, len(sound) - rate + 1, rate)]
    return [round(int(np.argmax(loud < second)) * 1000 / rate) - 500 for second in seconds]


EVERY = [
    ("a.wav", "wav", "pcm_s16le", "pcm_s16le", {}),
    ("mu.wav", "wav", "pcm_mulaw", "pcm_mulaw", {"rate": 8000}),
    ("a.wav", "wav", "pcm_alaw", "pcm_alaw", {"rate": 8000}),
    ("f.wav", "wav", "pcm_f32le", "pcm_f32le", {}),
    ("high.wav", "wav", "pcm_s24le", "pcm_s24le", {"rate": 96000, "channels": 8}),
    ("three.wav", "wav", "pcm_s16le", "pcm_s16le", {"channels": 3}),
    ("g726.wav", "wav", "g726", "adpcm_g726", {"rate": 8000}),
    ("a.w64", "w64", "pcm_s16le", "pcm_s16le", {}),
    ("a.aiff", "aiff", "pcm_s16be", "pcm_s16be", {}),
    ("a.au", "au", "pcm_mulaw", "pcm_mulaw", {"rate": 8000}),
    ("a.caf", "caf", "pcm_s16le", "pcm_s16le", {}),
    ("a.mp3", "mp3", "libmp3lame", "mp3", {"rate": 44100, "channels": 2}),
    ("low.mp3", "mp3", "libmp3lame", "mp3", {"rate": 8000, "bit_rate": 16000}),
    ("a.m4a", "ipod", "aac", "aac", {"rate": 44100}),
    ("alac.m4a", "ipod", "alac", "alac", {"rate": 44100}),
    ("a.mov", "mov", "pcm_s16le", "pcm_s16le", {}),
    ("a.3gp", "3gp", "libopencore_amrnb", "amrnb", {"rate": 8000, "bit_rate": 12200}),
    ("a.opus", "ogg", "libopus", "opus", {"rate": 48000, "bit_rate": 12000}),
    ("a.ogg", "ogg", "flac", "flac", {}),
    ("a.flac", "flac", "flac", "flac", {}),
    ("a.webm", "webm", "libopus", "opus", {"rate": 48000}),
    ("a.mka", "matroska", "aac", "aac", {"rate": 44100}),
    ("a.wv", "wv", "wavpack", "wavpack", {}),
]


@pytest.mark.parametrize(("name", "muxer", "codec", "named", "how"), EVERY, ids=[f"{row[0]}-{row[3]}" for row in EVERY])
def test_every_kind_keeps_its_time(
    make: Make, name: str, muxer: str, codec: str, named: str, how: dict[str, int]
) -> None:
    path = make(name, muxer, codec, seconds=3, **how)
    known = facts(path)
    assert (known.codec, known.channels, known.sample_rate) == (named, how.get("channels", 1), how.get("rate", 16000))
    assert abs(known.duration - 3000) <= 25
    sound = heard(path)
    assert abs(len(sound) / 16 - 3000) <= 25
    assert max(map(abs, onsets(sound))) <= 3
    assert not known.doubts


@pytest.mark.parametrize(
    ("name", "muxer", "codec", "rate", "late"),
    [
        ("a.aac", "adts", "aac", 44100, 24),
        ("a.amr", "amr", "libopencore_amrnb", 8000, 12),
        ("a.mp2", "mp2", "mp2", 48000, 12),
        ("a.avi", "avi", "libmp3lame", 44100, 60),
    ],
)
def test_a_container_that_hides_its_encoders_delay_is_late_by_it(
    make: Make, name: str, muxer: str, codec: str, rate: int, late: int
) -> None:
    """Nothing in these says how long the encoder ran in, so that nobody can take it off; a browser does not either."""
    late_by = onsets(heard(make(name, muxer, codec, rate=rate)))
    assert [onset for onset in late_by if not -3 <= onset <= late] == []


def test_samples_of_a_plain_file_come_out_as_they_went_in(make: Make) -> None:
    path = make("a.wav", "wav", "pcm_s16le", rate=44100, channels=2)
    sound = np.concatenate(list(decode(path, rate=None, mono=False)), axis=1)
    assert np.array_equal(sound, tones(44100, 5, 2))


@pytest.mark.parametrize(("name", "muxer", "codec", "rate"), [
    ("a.wav", "wav", "pcm_s16le", 16000), ("a.flac", "flac", "flac", 44100), ("a.mp3", "mp3", "libmp3lame", 44100),
    ("a.opus", "ogg", "libopus", 48000), ("a.m4a", "ipod", "aac", 48000), ("a.webm", "webm", "libopus", 48000),
    ("a.amr", "amr", "libopencore_amrnb", 8000),
])  # fmt: skip
def test_a_span_is_the_same_stretch_of_the_whole(make: Make, name: str, muxer: str, codec: str, rate: int) -> None:
    """Also where it begins in the middle of a frame, far from the start."""
    path = make(name, muxer, codec, rate=rate, seconds=9)
    whole, span = heard(path), heard(path, start=6337, end=7841)
    assert len(span) == (7841 - 6337) * 16
    stretch = whole[6337 * 16 : 7841 * 16]
    assert np.abs(stretch - span).max() <= 0.02 * np.abs(whole).max()
    assert 0.1 * np.abs(whole).max() < np.abs(whole[6338 * 16 : 7842 * 16] - span).max(), (
        "the control: a millisecond beside"
    )


def damaged(path: Path, places: list[int], width: int = 24) -> Path:
    """Overwrites stretches of the file with noise."""
    content = bytearray(path.read_bytes())
    noise = np.random.default_rng(7)
    for place in places:
        content[place : place + width] = noise.integers(0, 256, width, dtype=np.uint8).tobytes()
    path.write_bytes(content)
    return path


def test_a_packet_that_cannot_be_decoded_is_silence_of_its_length(make: Make) -> None:
    """Telephone sound in AMR with frames of a kind that the decoder does not know: as some programs write it."""
    path = make("a.amr", "amr", "libopencore_amrnb", rate=8000, bit_rate=12200)
    content = bytearray(path.read_bytes())
    frames = len(content) // 32
    # Every twelfth frame becomes twelve bytes less: “no data”, one byte that stands for twenty milliseconds.
    pieces = [content[6 + 32 * n : 38 + 32 * n] for n in range(frames)]
    for number in range(4, frames, 12):
        pieces[number] = bytearray(b"\x7c")
    path.write_bytes(bytes(content[:6]) + b"".join(pieces))
    with decoding(path, rate=16000) as sound:
        samples = np.concatenate(list(sound.blocks()), axis=1)[0].astype(float)
        known = sound.facts
    assert abs(known.duration - 5020) <= 20
    assert all(abs(onset) <= 26 for onset in onsets(samples))


@pytest.mark.parametrize(("name", "muxer", "codec", "rate"), [
    ("a.m4a", "ipod", "aac", 44100), ("a.opus", "ogg", "libopus", 48000), ("a.webm", "webm", "libopus", 48000),
    ("a.flac", "flac", "flac", 44100), ("a.mp3", "mp3", "libmp3lame", 44100),
])  # fmt: skip
def test_damage_in_the_middle_never_shifts_what_follows(
    make: Make, name: str, muxer: str, codec: str, rate: int
) -> None:
    path = make(name, muxer, codec, rate=rate, seconds=8)
    size = path.stat().st_size
    damaged(path, [size // 4, size // 4 + 60, size // 3, size // 2 - 40])
    sound = heard(path)
    assert abs(len(sound) / 16 - 8000) <= 40
    assert all(abs(onset) <= 3 for onset in onsets(sound)[-3:])


@pytest.mark.parametrize(("name", "content", "codec", "rate", "lasts"), [
    ("a.gsm", (b"\xd2" + bytes(range(32))) * 150, "gsm", 8000, 3000),
    ("a.awb", b"#!AMR-WB\n" + (b"\x04" + bytes(range(17))) * 150, "amrwb", 16000, 3000),
])  # fmt: skip
def test_telephone_frames_without_a_container(
    tmp_path: Path, name: str, content: bytes, codec: str, rate: int, lasts: int
) -> None:
    """Frames of twenty milliseconds, made by hand: no encoder of these is at hand."""
    path = tmp_path / name
    path.write_bytes(content)
    known = facts(path)
    assert (known.codec, known.sample_rate, known.duration) == (codec, rate, lasts)
    assert len(heard(path)) == lasts * 16


def test_a_file_that_stops_in_the_middle_gives_what_it_has(make: Make) -> None:
    path = make("a.wav", "wav", "pcm_s16le", seconds=8)
    path.write_bytes(path.read_bytes()[:100_000])
    assert abs(facts(path).duration - 3123) <= 5

    path = make("a.m4a", "ipod", "aac", seconds=8, options={"movflags": "faststart"})
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    known = facts(path)
    assert 3000 < known.duration < 5000
    assert known.doubts[0].startswith("its header says that it lasts 0:08, its sound lasts 0:0")


def test_silence_and_nothing(make: Make, tmp_path: Path) -> None:
    assert not heard(make("silent.mp3", "mp3", "libmp3lame", rate=8000, samples=np.zeros((1, 16000), np.int16))).any()
    empty = tmp_path / "empty.wav"
    empty.write_bytes(b"")
    with pytest.raises(UnsafeInput, match="no sound that is known"):
        facts(empty)
    bare = make("bare.wav", "wav", "pcm_s16le", samples=np.zeros((1, 8), np.int16))
    bare.write_bytes(bare.read_bytes()[:44])
    with pytest.raises(SoundFailed, match=r"bare\.wav"):
        facts(bare)


def test_a_name_decides_nothing(make: Make) -> None:
    path = make("call.pdf", "ogg", "libopus", rate=48000)
    assert facts(path).codec == "opus"


@pytest.mark.parametrize("content", [
    b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nsecret.wav\n", b"ffconcat version 1.0\nfile secret.wav\n",
    b"v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 5004 RTP/AVP 0\r\n",
])  # fmt: skip
def test_a_playlist_called_mp3_opens_nothing(make: Make, tmp_path: Path, content: bytes) -> None:
    make("secret.wav", "wav", "pcm_s16le")
    playlist = tmp_path / "call.mp3"
    playlist.write_bytes(content)
    with pytest.raises(UnsafeInput):
        list(decode(playlist))


def test_tags_are_text_and_nothing_else(make: Make) -> None:
    path = make("a.mp3", "mp3", "libmp3lame", rate=44100, tags={
        "title": "<script>alert(1)</script>\x00\x1b[2J\u202egnp.exe", "artist": "x" * 9000, "comment": "a\nb\tc",
    })  # fmt: skip
    known = facts(path)
    assert known.title is not None
    assert known.title.startswith("<script>alert(1)</script>")
    assert not any(
        ord(sign) < 32 or sign == "\u202e" for _, value in (("", known.title), *known.tags) for sign in value
    )
    assert max(len(value) for _, value in known.tags) <= 500
    assert ("comment", "a b c") in known.tags


def test_a_film_is_heard_and_not_seen(tmp_path: Path) -> None:
    """Sound that begins later than the pictures begins later here too."""
    path = _film(tmp_path / "film.mp4", late=0.5)
    known = facts(path)
    assert known.video
    sound = heard(path)
    assert not sound[: 16 * 480].any()
    assert all(abs(onset) <= 30 for onset in onsets(sound[16 * 500 :])[:2])


def test_a_cover_is_never_decoded(make: Make) -> None:
    """A picture of 65,000 by 65,000 signs in a tag: twelve gigabytes, were it ever unpacked."""
    import struct
    import zlib

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 65000, 65000, 8, 6, 0, 0, 0)
    png = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1 << 20)))
        + chunk(b"IEND", b"")
    )
    picture = b"\x00image/png\x00\x03\x00" + png
    frame = b"APIC" + struct.pack(">I", len(picture)) + b"\x00\x00" + picture
    size = len(frame)
    tag = b"ID3\x03\x00\x00" + bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127]) + frame
    path = make("a.mp3", "mp3", "libmp3lame", rate=44100)
    path.write_bytes(tag + path.read_bytes())
    known = facts(path)
    assert (known.codec, known.video) == ("mp3", False)
    assert abs(known.duration - 5000) <= 40


def test_ten_hours_are_read_a_block_at_a_time(make: Make) -> None:
    seconds = 36000
    path = make("long.wav", "wav", "pcm_mulaw", rate=8000, seconds=1)
    head = bytearray(path.read_bytes())
    data = bytes(head).index(b"data")
    head[data + 4 : data + 8] = (8000 * seconds).to_bytes(4, "little")
    with path.open("wb") as file:
        file.write(head[: data + 8])
        file.truncate(data + 8 + 8000 * seconds)  # zeros, and no room on the disk
    assert facts(path).duration == seconds * 1000
    tracemalloc.start()
    sound = heard(path, start=35_990_000, end=35_991_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(sound) == 16000
    assert peak < 8 << 20


def _film(path: Path, *, late: float) -> Path:
    import av

    sound = tones(48000, 3)
    with av.open(str(path), "w", format="mp4") as container:
        video = container.add_stream("libx264", rate=10)
        video.width, video.height, video.pix_fmt = 64, 64, "yuv420p"
        audio = container.add_stream("aac", rate=48000, layout="mono")
        for number in range(30):
            picture = av.VideoFrame(64, 64, "yuv420p")
            picture.pts = number
            container.mux(video.encode(picture))
        container.mux(video.encode(None))
        for place in range(0, sound.shape[1] - 1024, 1024):
            frame = av.AudioFrame.from_ndarray(
                sound[:, place : place + 1024].astype(np.float32) / 32768, format="fltp", layout="mono"
            )
            frame.sample_rate = 48000
            frame.pts = place + int(late * 48000)
            container.mux(audio.encode(frame))
        container.mux(audio.encode(None))
    return path
