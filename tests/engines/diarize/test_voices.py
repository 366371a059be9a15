"""Who speaks when, held against made speech of which that is known. Voices are espeak-ng's."""

from __future__ import annotations

import shutil
import struct
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[3]))

from earwitness.engines.diarize import Settings, Spoken, Voiced, engine_named
from earwitness.engines.diarize.grouping import group
from earwitness.engines.diarize.soundness import sound
from earwitness.engines.diarize.telling import Task, tell
from earwitness.errors import BadInput, EngineFailed, MissingExtra, NotFound, WrongUsage

from .der import Stretch, call, der, write

needs_espeak = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng speaks the calls")
PAIR = ("en-us+m3", "en-gb+f2")


def told(path: Path, engine: str, **more: object) -> list[Stretch]:
    settings = Settings(engine=engine, **more)  # type: ignore[arg-type]
    chosen = engine_named(engine)
    found = chosen.load(settings, chosen.identity(settings)).tell(path, settings, lambda far: None)
    return [(one.start, one.end, one.voice) for one in found.spoken]


def test_the_rate_counts_what_is_missed_made_up_and_confused() -> None:
    reference = [(0, 1000, 0), (1000, 2000, 1)]
    assert der(reference, [(0, 1000, 7), (1000, 2000, 3)]) == 0, "what voices are called does not count"
    assert der(reference, [(0, 1000, 7)]) == 0.5
    assert der(reference, [(0, 2000, 7)]) == 0.5
    assert der(reference, [(0, 1000, 7), (1000, 2000, 3), (2000, 2500, 3)]) == 0.25
    assert der([(0, 1000, 0), (500, 1000, 1)], [(0, 1000, 7)]) == pytest.approx(1 / 3), "overlap counts twice"


@needs_espeak
def test_a_party_on_each_channel_is_told_exactly(tmp_path: Path) -> None:
    """The bar is .03, also with noise and people who cut in; an echo of the other line 20 dB below, or 8 kHz, costs more."""
    tracks, said = call(PAIR, 8, seed=0, overlap=0.3)
    noise = np.random.default_rng(1).normal(size=(2, len(tracks[0]))) * 10 ** (-50 / 20)
    one, two = (track + hiss.astype(np.float32) for track, hiss in zip(tracks, noise, strict=True))
    for channels, rate, bar in (
        (tracks, 16_000, 0.03), ([one, two], 16_000, 0.03), ([one + 0.1 * two, two + 0.1 * one], 16_000, 0.06),
        ([one, two], 8000, 0.04),
    ):  # fmt: skip
        found = told(write(tmp_path / "call.wav", channels, rate=rate), "channels")
        assert der(said, found) <= bar
    swapped = [(start, end, 1 - who) if start < 15_000 else (start, end, who) for start, end, who in found]
    assert 0.2 < der(said, swapped), "the control: voices that are mixed up count"


@needs_espeak
def test_channels_that_are_no_parties_are_refused_unless_a_person_said_so(tmp_path: Path) -> None:
    tracks, said = call(PAIR, 6, seed=1)
    for channels, why in (
        ([tracks[0] + tracks[1]], "one channel"), ([tracks[0]] * 2, "one and the same"),
        ([tracks[0], 0 * tracks[0]], "on one channel only"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=why):
            told(write(tmp_path / "call.wav", channels), "channels")
    room = write(tmp_path / "room.wav", [tracks[0] + 0.25 * tracks[1], tracks[1] + 0.25 * tracks[0]])
    with pytest.raises(BadInput, match="microphones in one room"):
        told(room, "channels")
    assert der(said, told(room, "channels", parties=True)) < 0.15


@needs_espeak
def test_plain_sums_tell_two_voices_roughly_and_nothing_is_kept_between_recordings(tmp_path: Path) -> None:
    tracks, said = call(PAIR, 8, seed=5)
    one = write(tmp_path / "one.wav", [tracks[0] + tracks[1]])
    settings = Settings(engine="clusters", model="plain", voices=2)
    chosen = engine_named("clusters")
    engine = chosen.load(settings, chosen.identity(settings))
    first = engine.tell(one, settings, lambda far: None)
    assert der(said, [(each.start, each.end, each.voice) for each in first.spoken]) < 0.3
    assert any("rough" in note or "often wrong" in note for note in first.notes)
    others, _ = call(("ru+m1", "uk+f3"), 4, seed=6)
    engine.tell(write(tmp_path / "two.wav", [others[0] + others[1]]), settings, lambda far: None)
    assert engine.tell(one, settings, lambda far: None) == first, "what was heard between changes nothing"
    with pytest.raises(WrongUsage, match="cannot be estimated"):
        chosen.identity(Settings(engine="clusters", model="plain"))


def test_groups_are_as_many_as_are_apart() -> None:
    chance = np.random.default_rng(2)
    rows = np.concatenate([np.eye(8)[who] + chance.normal(0, 0.1, (20, 8)) for who in (3, 1, 5)])
    expected = [0] * 20 + [1] * 20 + [2] * 20
    assert group(rows, voices=None, apart=0.5) == group(rows, voices=3, apart=0.5) == expected
    assert set(group(rows, voices=1, apart=0.5)) == {0}
    assert group(rows[:1], voices=None, apart=0.5) == [0]
    many = np.repeat(rows, 60, axis=0)
    assert len(set(group(many, voices=None, apart=0.5))) == 3, "of thousands some are compared, and all are told"


def onnx(banks: bool) -> bytes:
    """Returns an ONNX model, byte for byte: the mean over time of what it is given, which is an embedding of a kind."""

    def field(number: int, content: bytes | int | str) -> bytes:
        if isinstance(content, int):
            return bytes([number << 3]) + _varint(content)
        content = content.encode() if isinstance(content, str) else content
        return bytes([number << 3 | 2]) + _varint(len(content)) + content

    def value(name: str, *sizes: int | str) -> bytes:
        shape = b"".join(field(1, field(1, size) if isinstance(size, int) else field(2, size)) for size in sizes)
        return field(1, name) + field(2, field(1, field(1, 1) + field(2, shape)))

    axes = field(1, "axes") + field(8, 1) + bytes([20 << 3 & 0x7F | 0x80, 1]) + _varint(7)
    keep = field(1, "keepdims") + field(3, 0) + bytes([20 << 3 & 0x7F | 0x80, 1]) + _varint(2)
    node = field(1, "sound") + field(2, "row") + field(4, "ReduceMean") + field(5, axes) + field(5, keep)
    given = value("sound", 1, "frames", 80) if banks else value("sound", 1, "samples")
    graph = (
        field(1, node) + field(2, "g") + field(11, given) + field(12, value("row", 1, 80) if banks else value("row", 1))
    )
    return field(1, 8) + field(7, graph) + field(8, field(1, "") + field(2, 11))


def _varint(number: int) -> bytes:
    found = bytearray()
    while True:
        number, low = number >> 7, number & 0x7F
        found.append(low | (0x80 if number else 0))
        if not number:
            return bytes(found)


@needs_espeak
def test_an_onnx_model_by_path_is_run(tmp_path: Path) -> None:
    model = tmp_path / "voices.onnx"
    model.write_bytes(onnx(banks=True))
    tracks, _ = call(PAIR, 6, seed=5)
    mono = write(tmp_path / "call.wav", [tracks[0] + tracks[1]])
    found = told(mono, "clusters", model=str(model), voices=2)
    assert {who for *_, who in found} == {0, 1}
    identity = engine_named("clusters").identity(Settings(engine="clusters", model=str(model)))
    assert (identity.model, len(identity.print)) == ("voices.onnx", 12)
    (tmp_path / "none.onnx").write_bytes(b"no model")
    with pytest.raises(BadInput, match="cannot be read as an ONNX model"):
        told(mono, "clusters", model=str(tmp_path / "none.onnx"))
    assert struct.calcsize("f") == 4 and not list(tmp_path.glob("*.npy"))


def test_models_that_are_not_here_are_told(tmp_path: Path) -> None:
    for model, error in (("", WrongUsage), (str(tmp_path / "gone.onnx"), NotFound)):
        with pytest.raises(error):
            engine_named("clusters").identity(Settings(engine="clusters", model=model))
    for engine, model in (("clusters", "resemblyzer"), ("pyannote", str(tmp_path))):
        with pytest.raises(MissingExtra):
            engine_named(engine).identity(Settings(engine=engine, model=model))


def test_what_cannot_be_so_is_an_error_and_the_rest_is_put_in_order() -> None:
    def heard(*spoken: Spoken) -> tuple[Spoken, ...]:
        return sound(Voiced(engine="x", model="m", version="1", spoken=spoken), 10_000).spoken

    assert heard(Spoken(5000, 10_400, 1), Spoken(0, 1000, 0), Spoken(1000, 2000, 0)) == (
        Spoken(0, 2000, 0), Spoken(5000, 10_000, 1),
    )  # fmt: skip
    for wrong in (Spoken(60_000, 61_000, 0), Spoken(3000, 2000, 0), Spoken(-5, 10, 0)):
        with pytest.raises(EngineFailed, match="would speak from"):
            heard(wrong)


def test_the_fake_engine_is_told_for_what_it_is(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).normal(size=16_000 * 4).astype(np.float32) * 0.2
    noise[16_000:32_000] = 0
    path = write(tmp_path / "noise.wav", [noise])
    settings = Settings(engine="fake")
    chosen = engine_named("fake")
    found = tell(
        Task(path=str(path), length=4000, settings=settings, identity=chosen.identity(settings)), lambda far: None
    )
    assert [one.voice for one in found.spoken] == [0, 1] and "made up" in found.notes[0]
    for model in ("late", "reversed"):
        wrong = Settings(engine="fake", model=model)
        with pytest.raises(EngineFailed):
            tell(Task(path=str(path), length=4000, settings=wrong, identity=chosen.identity(wrong)), lambda far: None)
