"""Models on this machine: made here, with random numbers in them, and read by the true code."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[3]))

from benchmarks.tiny_translator import make

from earwitness.engines.translate import Batch, Line, Settings, engine_named
from earwitness.engines.translate.ctranslate2 import CTranslate2, _asking
from earwitness.errors import BadInput, NotFound, WrongUsage

ENGINE = engine_named("ctranslate2")
SAID = ("Сколько вас там? Нас двое.", "Вода на палубе.")


def loaded(model: Path, **more: object) -> tuple[CTranslate2, Settings]:
    told = Settings(engine="ctranslate2", to="en", language="ru", model=str(model), beam_size=1, device="cpu", **more)  # type: ignore[arg-type]
    found = ENGINE.load(told, ENGINE.identity(told))
    assert isinstance(found, CTranslate2)
    return found, told


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("models") / "tiny-ru-en")


def test_a_model_of_a_folder_translates_each_turn(model: Path) -> None:
    """What it says is nonsense, for its numbers are random; but it is of its vocabulary, a text a turn, and always the same."""
    translator, told = loaded(model)
    found = translator.translate(Batch(lines=tuple(Line(text=text) for text in SAID)), told)
    assert len(found) == 2 and all(isinstance(text, str) for text in found) and any(found)
    assert "</s>" not in "".join(found) and "▁" not in "".join(found)
    assert found == translator.translate(Batch(lines=tuple(Line(text=text) for text in SAID)), told)
    identity = ENGINE.identity(told)
    assert (identity.model, identity.version.split()[0]) == ("tiny-ru-en", "ctranslate2")


def test_sentencepiece_models_beside_it_are_read(tmp_path: Path) -> None:
    translator, told = loaded(make(tmp_path / "opus", sentencepiece=True))
    found = translator.translate(Batch(lines=(Line(text=SAID[0]),)), told)
    assert len(found) == 1 and "▁" not in found[0]


def test_each_sentence_goes_for_itself_and_a_long_one_is_cut_not_cut_off(model: Path) -> None:
    translator, _ = loaded(model)
    assert len(translator._sentences("Сколько вас там? Нас двое. «Вода на палубе!» Нас двое…")) == 4
    long = " ".join(["вода на палубе"] * 200)
    parts = translator._sentences(long)
    assert 1 < len(parts) and all(len(part) <= 256 for part in parts)
    assert [piece for part in parts for piece in part] == translator._pieces.cut(long)
    assert len(translator._sentences("щ" * 1000)) == 4


def test_a_model_of_many_languages_is_told_which(tmp_path: Path) -> None:
    folder = make(tmp_path / "many", special=("__ru__", "__en__", "__uk__"))
    translator, told = loaded(folder)
    found = translator.translate(Batch(lines=(Line(text=SAID[0]),)), told)
    assert "__en__" not in found[0]
    with pytest.raises(BadInput, match="does not know the language “de”"):
        translator.translate(Batch(lines=(Line(text="a"),)), Settings(engine="ctranslate2", to="de", language="ru"))
    with pytest.raises(BadInput, match="must be told what language is spoken"):
        translator.translate(Batch(lines=(Line(text="a"),)), Settings(engine="ctranslate2", to="en"))


@pytest.mark.parametrize(
    ("words", "before", "after", "begins"),
    [
        ({"</s>", "__uk__", "__en__"}, ("__uk__",), ("</s>",), ("__en__",)),
        ({"</s>", "ukr_Cyrl", "eng_Latn"}, ("ukr_Cyrl",), ("</s>",), ("eng_Latn",)),
        ({"</s>", "<2en>"}, ("<2en>",), ("</s>",), ()),
        ({"</s>", ">>eng<<", ">>deu<<"}, (">>eng<<",), ("</s>",), ()),
        ({"</s>"}, (), ("</s>",), ()),
        (set(), (), (), ()),
    ],
)
def test_how_a_model_is_told_the_languages_is_read_off_its_vocabulary(
    words: set[str], before: tuple[str, ...], after: tuple[str, ...], begins: tuple[str, ...]
) -> None:
    told = Settings(engine="ctranslate2", to="en", language="uk-UA")
    found = _asking(frozenset(words), {}, told)
    assert (found.before, found.after, found.begins) == (before, after, begins)
    assert _asking(frozenset(words), {"add_source_eos": True}, told).after == ()


def test_a_folder_without_a_model_is_told(tmp_path: Path, model: Path) -> None:
    def asked(folder: str) -> None:
        ENGINE.identity(Settings(engine="ctranslate2", to="en", model=folder))

    with pytest.raises(WrongUsage, match="say which model"):
        asked("")
    with pytest.raises(NotFound, match=r"model\.bin"):
        asked(str(tmp_path))
    bare = tmp_path / "bare"
    bare.mkdir()
    for name in ("model.bin", "config.json", "shared_vocabulary.json"):
        (bare / name).write_bytes((model / name).read_bytes() if (model / name).is_file() else b"[]")
    with pytest.raises(NotFound, match="cuts words into pieces"):
        asked(str(bare))
    (bare / "tokenizer.json").write_text("{}")
    (bare / "model.bin").write_bytes(b"\x00" * 64)
    with pytest.raises(BadInput, match="cannot be loaded"):
        loaded(bare)
    (bare / "model.bin").write_bytes((model / "model.bin").read_bytes())
    with pytest.raises(BadInput, match="cannot be"):
        loaded(bare)
