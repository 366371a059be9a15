"""The engine `ctc` on a small model made here: its true loading code, its windows, and text that is not said."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from earwitness.engines.align import Line, Script, Settings, Timed, engine_named
from earwitness.engines.align.script import words_of
from earwitness.errors import BadInput, EngineFailed, NotFound, WrongUsage

from .models import LETTERS, RATE, VOCABULARY, tone_model, tones

pytest.importorskip("onnxruntime")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tone_model(tmp_path_factory.mktemp("model"))


def aligned(model: Path, texts: list[str], sound: np.ndarray, *, part: int = 7_001) -> Timed:
    settings = Settings(engine="ctc", language="en", model=str(model))
    engine = engine_named("ctc")
    script = Script(lines=tuple(Line(text=text, words=words_of(text)) for text in texts), language="en")
    parts = (sound[first : first + part] for first in range(0, len(sound), part))
    return engine.load(settings, engine.identity(settings)).align(parts, script, lambda *said: None)


def quiet(seconds: float) -> np.ndarray:
    return np.zeros(int(RATE * seconds), np.int16)


def test_words_are_found_where_they_are_said(model: Path) -> None:
    sound = np.concatenate([quiet(1), tones("abba dado"), quiet(2), tones("cere")])
    timed = aligned(model, ["Abba, dado!", "(Cere.)"], sound)
    first, second = timed.lines
    assert [(word.first, word.last) for word in first.words] == [(0, 4), (6, 10)]
    assert first.start == pytest.approx(1000, abs=40) and second.start == pytest.approx(1000 + 1320 + 2000, abs=40)
    assert first.words[1].start == pytest.approx(1000 + 4 * 140 + 200, abs=40)
    assert 0.8 < first.confidence <= 1 and timed.duration == len(sound) // 16


def test_a_turn_that_is_not_said_has_no_times(model: Path) -> None:
    sound = np.concatenate([quiet(0.5), tones("abba"), quiet(1), tones("cere"), quiet(1), tones("ddd ddd")])
    said, absent, last = aligned(model, ["abba", "robe codo robe", "cere"], sound).lines
    assert (absent.start, absent.end, absent.words) == (None, None, ())
    assert said.start == pytest.approx(500, abs=40) and last.start == pytest.approx(2060, abs=40)


def test_windows_join_without_a_seam(model: Path) -> None:
    texts = ["abba dado", "cere bora", "cado rebe", "dora aboo"] * 10
    sounds: list[np.ndarray] = []
    starts: list[int] = []
    for text in texts:
        starts.append(sum(map(len, sounds)) // 16)
        sounds += [tones(text), quiet(0.7)]
    timed = aligned(model, texts, np.concatenate(sounds))
    assert timed.duration > 75_000, "three windows"
    assert max(abs((line.start or 0) - start) for line, start in zip(timed.lines, starts, strict=True)) <= 40


def test_what_is_no_model_is_told(model: Path, tmp_path: Path) -> None:
    engine = engine_named("ctc")
    with pytest.raises(WrongUsage, match="needs a model"):
        engine.identity(Settings(engine="ctc", language="en"))
    with pytest.raises(NotFound, match="no model"):
        engine.identity(Settings(engine="ctc", language="en", model=str(tmp_path / "none.onnx")))
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"no model")
    with pytest.raises(NotFound, match=r"vocab\.json"):
        engine.identity(Settings(engine="ctc", language="en", model=str(broken)))
    (tmp_path / "vocab.json").write_text(json.dumps(VOCABULARY))
    settings = Settings(engine="ctc", language="en", model=str(broken))
    with pytest.raises(BadInput, match="cannot be read"):
        engine.load(settings, engine.identity(settings))
    bare = tmp_path / "bare.json"
    bare.write_text(json.dumps({"a": 1}))
    with pytest.raises(BadInput, match="no blank"):
        engine.load(
            Settings(engine="ctc", language="en", model=str(model), vocabulary=str(bare)), engine.identity(settings)
        )


def test_a_vocabulary_of_another_model_and_letters_it_does_not_know(model: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.json"
    more.write_text(json.dumps({**VOCABULARY, "z": 99}))
    settings = Settings(engine="ctc", language="en", model=str(model), vocabulary=str(more))
    engine = engine_named("ctc")
    aligner = engine.load(settings, engine.identity(settings))
    script = Script(lines=(Line(text="abba", words=((0, 4),)),), language="en")
    with pytest.raises(EngineFailed, match="its vocabulary names 10 letters"):
        aligner.align([tones("abba")], script, lambda *said: None)
    with pytest.raises(WrongUsage, match="no letter"):
        aligned(model, ["щука"], tones("abba"))
    assert len(LETTERS) == 7
