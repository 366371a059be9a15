"""Whisper by the true code, on models with random numbers: which words come out means nothing, how they come does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from earwitness.engines.transcribe import Heard, Settings, engine_named
from earwitness.engines.transcribe.soundness import sound as believable
from earwitness.errors import BadInput, MissingExtra, NotFound

pytest.importorskip("faster_whisper")
ENGINE = engine_named("faster-whisper")


def settings(folder: Path, **more: object) -> Settings:
    return Settings(engine="faster-whisper", model=str(folder), threads=1, beam_size=1, **more)  # type: ignore[arg-type]


def heard(sound: np.ndarray, told: Settings) -> tuple[Heard, list[int | None]]:
    signs: list[int | None] = []
    hearer = ENGINE.load(told, ENGINE.identity(told))
    return hearer.hear(sound, told, signs.append), signs


def test_a_multilingual_model_detects_the_language_once_and_tells_it(whisper: Path, sound: np.ndarray) -> None:
    found, signs = heard(sound, settings(whisper, hints="Makiivka, Kryvyi Rih"))
    assert found.engine == "faster-whisper"
    assert found.model.startswith("tiny-random (")
    assert "faster-whisper 1." in found.version and "ctranslate2" in found.version
    assert found.language is not None and found.detected is not None and 0 < found.detected <= 1
    assert dict(found.settings)["task"] == "transcribe"
    assert dict(found.settings)["hints"] == "Makiivka, Kryvyi Rih"
    assert None in signs, "each window is a sign of life"
    checked = believable(found, 6000)
    assert checked.segments and all(segment.start is not None for segment in checked.segments)
    assert any(segment.words for segment in checked.segments)
    assert all(0 <= (word.confidence or 0) <= 1 for segment in checked.segments for word in segment.words)


def test_the_language_that_was_asked_for_is_kept(whisper: Path, sound: np.ndarray) -> None:
    found, _ = heard(sound, settings(whisper, language="uk-UA"))
    assert (found.language, found.detected) == ("uk-UA", None)
    assert heard(sound, settings(whisper, language="nb"))[0].language == "nb", "Whisper calls it no"
    with pytest.raises(BadInput, match="knows no such language"):
        heard(sound, settings(whisper, language="cu"))


def test_speech_that_changes_its_language_is_heard_window_by_window(whisper: Path, sound: np.ndarray) -> None:
    found, _ = heard(sound, settings(whisper, multilingual=True))
    assert "the language was detected anew every half minute" in found.notes
    assert dict(found.settings)["language"] == "detected anew every half minute"


def test_a_model_of_english_says_so_and_hears_nothing_else(english_whisper: Path, sound: np.ndarray) -> None:
    found, _ = heard(sound, settings(english_whisper))
    assert found.language == "en" and found.detected is None
    assert found.notes[0].startswith("the model knows only English")
    with pytest.raises(BadInput, match="knows only English; “ru” was asked for"):
        heard(sound, settings(english_whisper, language="ru"))


def test_silence_is_not_passed_over(whisper: Path) -> None:
    """What a model says of silence is for the judgement, in the open; the library would drop it without a word."""
    found, _ = heard(np.zeros(16_000 * 3, np.int16), settings(whisper))
    assert found.segments


def test_another_model_has_another_print(whisper: Path, english_whisper: Path) -> None:
    one, other = (ENGINE.identity(settings(folder)) for folder in (whisper, english_whisper))
    assert one.print != other.print
    assert one == ENGINE.identity(settings(whisper))


def test_what_is_no_model_is_told_and_nothing_is_fetched(whisper: Path, tmp_path: Path) -> None:
    for name, said in (
        (str(tmp_path), "holds no Whisper model"),
        ("no/such/folder/at/all", "there is no folder"),
        ("enormous", "no size of Whisper"),
    ):
        with pytest.raises(NotFound, match=said):
            ENGINE.identity(Settings(engine="faster-whisper", model=name))
    for file in whisper.iterdir():
        tmp_path.joinpath(file.name).write_bytes(file.read_bytes())
    told = settings(tmp_path)
    tmp_path.joinpath("model.bin").write_bytes(b"no model at all")
    with pytest.raises(BadInput, match="cannot be loaded"):
        ENGINE.load(told, ENGINE.identity(told))
    tmp_path.joinpath("model.bin").write_bytes(whisper.joinpath("model.bin").read_bytes())
    tmp_path.joinpath("tokenizer.json").write_text("{}")
    with pytest.raises(BadInput, match=r"tokenizer in .* cannot be read"):
        ENGINE.load(told, ENGINE.identity(told))
    tmp_path.joinpath("tokenizer.json").unlink()
    with pytest.raises(NotFound, match=r"tokenizer\.json is not there"):
        ENGINE.identity(told)


def test_a_size_that_is_not_here_is_not_fetched_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    import faster_whisper.utils

    asked: list[bool] = []

    def fetched(name: str, *, local_files_only: bool) -> str:
        asked.append(local_files_only)
        raise OSError("not in the cache")

    monkeypatch.setattr(faster_whisper.utils, "download_model", fetched)
    with pytest.raises(NotFound, match="“tiny” is not on this machine") as raised:
        ENGINE.identity(Settings(engine="faster-whisper", model="tiny"))
    assert "--download" in raised.value.hint and asked == [True]
    with pytest.raises(BadInput, match="could not be fetched"):
        ENGINE.identity(Settings(engine="faster-whisper", model="tiny"), download=True)
    assert asked == [True, False], "the control: with the word for it, the library may fetch"


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, whisper: Path) -> None:
    import sys

    told = settings(whisper)
    identity = ENGINE.identity(told)
    monkeypatch.setitem(sys.modules, "faster_whisper", None)
    with pytest.raises(MissingExtra) as raised:
        ENGINE.load(told, identity)
    assert raised.value.hint == 'pip install "earwitness[whisper]"'


def test_settings_that_shape_nothing_do_not_name_another_hearing(whisper: Path) -> None:
    from earwitness.engines.transcribe.hearing import key

    told = settings(whisper)
    identity = ENGINE.identity(told)
    assert key("d", told, identity) == key("d", replace(told, threads=8, patience=9.0), identity)
    assert key("d", told, identity) != key("d", replace(told, language="uk"), identity)
    assert key("d", told, identity) != key("e", told, identity)
